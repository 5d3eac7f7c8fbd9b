"""Commands about releases: freeze, diff, withdraw.

Belongs here: arguments and what is printed.
"""

from __future__ import annotations

import shutil
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import typer

from upheld.cli.base import YearName, app, find, revision_of, say_findings, the_workspace, today_at
from upheld.console import out, progress
from upheld.documents.press import Press
from upheld.errors import Invalid, Refused, UpheldError
from upheld.letters.as_published import NO_QUIRKS
from upheld.letters.letter_set import take_down
from upheld.letters.proof.reader import proof_read_some
from upheld.letters.proof.rules import Finding
from upheld.packs.public_packs import neighbours_for, take_down_packs
from upheld.publishing import take_out_of_site
from upheld.release.difference import difference
from upheld.release.freeze import correct
from upheld.release.freeze import freeze as freeze_year
from upheld.release.load import load_release
from upheld.release.verify import open_release
from upheld.release.withdraw import withdraw as take_text_down
from upheld.wording.differences import describe_difference


class WhatIsWithdrawn(StrEnum):
    """What has a text that can be withdrawn."""

    decision = "decision"
    improvement = "improvement"
    report = "report"


@app.command(
    epilog="Examples: upheld freeze 2019-20   |   upheld freeze 2019-20 --corrects r1 --why 'Two cases were miscoded'"
)
def freeze(
    year: YearName,
    as_at: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The last day whose entries count; the scheme's wait if left out."
        ),
    ] = None,
    corrects: Annotated[
        str | None, typer.Option(help="The revision that this one corrects, such as r1.")
    ] = None,
    why: Annotated[str | None, typer.Option(help="With --corrects: what was wrong, in a sentence.")] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CHECK=WHY", help="Accept what a check warns of, with a reason; may be given again."
        ),
    ] = None,
) -> None:
    """Freeze a year: its figures and everything public, once, with checksums. The same records give the same bytes."""
    place = the_workspace()
    accepted = dict(_acceptance(each) for each in accept or [])
    the_year = place.scheme.calendar.parse(year)
    day: date | None = as_at.date() if as_at else None
    if why is not None and corrects is None:
        raise Refused("A reason belongs to a correction: add --corrects with the revision that it corrects.")
    revision = None if corrects is None else revision_of(corrects)
    with progress() as say:
        say(f"Freezing {the_year.label}")
        rooms = (place.records, place.releases, place.scheme)
        if revision is None:
            frozen = freeze_year(the_year, *rooms, as_at=day, accepted=accepted, today=today_at(place))
        else:
            frozen = correct(
                the_year,
                *rooms,
                corrects=revision,
                why=why or "",
                entered_by=day,
                accepted=accepted,
                today=today_at(place),
            )
    stored = place.releases.find(the_year, frozen.about.revision)
    illustrative = " Made from illustrative records." if frozen.about.illustrative else ""
    news = "Frozen" if frozen.new else "Frozen before, and nothing has changed"
    out.print(f"{news}: {frozen.about.name}, as at {frozen.about.as_at}, in {stored.folder}.{illustrative}")
    out.print(f"Checksum: {frozen.checksum}")
    say_findings(frozen.findings)
    out.print(f"\nNext: upheld verify {the_year.label}, then upheld letters {the_year.label}")


@app.command(epilog="Example: upheld diff 2019-20/r1 2019-20/r2")
def diff(before: YearName, after: YearName) -> None:
    """Say what one release says otherwise than another: counts, figures, averages and verdicts."""
    place = the_workspace()
    if find(place, before)[0] != find(place, after)[0]:
        raise Refused(
            f"{before} and {after} are about two years: a difference is told between revisions of one."
        )
    old, new = (open_release(find(place, name)[1]) for name in (before, after))
    for line in describe_difference(difference(old, new), old, new):
        out.print(line)


@app.command(
    epilog="Example: upheld withdraw decision '19 000 416' --on 2020-09-01 --reason 'identifies a person'"
)
def withdraw(
    kind: Annotated[WhatIsWithdrawn, typer.Argument(help="What the text is of.")],
    record: Annotated[
        str, typer.Argument(help="A case's reference; case/number for an improvement; a report's number.")
    ],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day of the withdrawal.")],
    reason: Annotated[str, typer.Option(help="The class of reason; it stays on the tombstone.")],
) -> None:
    """Take a published text down at once: from every revision, letter and pack, and from the site. A tombstone stays; no count changes."""
    place = the_workspace()
    scheme = place.scheme
    with progress() as say, place.records.locked():
        say("Withdrawing")
        done = take_text_down(
            kind.value, record, on=on.date(), reason=reason, releases=place.releases, calendar=scheme.calendar
        )
        files: list[str] = []
        doubts: list[Finding] = []
        for year, revision in sorted({(year, revision) for year, revision, _ in done.touched}):
            release = load_release(place.releases.find(year, revision).public)
            texts, name = place.releases.texts(year), f"{year.label}/r{revision}"
            slugs = [slug for when, which, slug in done.touched if (when, which) == (year, revision)]
            try:
                prose, contacts = place.prose(year), place.contacts()
            except UpheldError:
                out.print(
                    f"The text is out of the releases, and still in letters and packs of {name}: mend what follows, and "
                    f"withdraw it again."
                )
                raise
            before = len(files)
            # Letters as published hold the text too.
            for quirks in {
                bool(each): each for each in (NO_QUIRKS, scheme.measures.quirks_of(year.ending))
            }.values():
                folder = place.letters_of(year, revision, as_published=bool(quirks))
                letters = take_down(release, scheme, prose, texts, contacts, folder, slugs, quirks)
                files += [f"letters/{year.label}/{folder.name}/{file}" for file in letters]
            if len(files) > before:
                doubts += proof_read_some(release, scheme, prose, texts, contacts, slugs)
            packs = take_down_packs(
                release,
                scheme,
                texts,
                neighbours_for(scheme, None),
                place.packs_of(year, revision),
                Press(),
                slugs,
            )
            files += [f"packs/{name}/{file}" for file in packs]
        gone = take_out_of_site(place, say)
        gallery = place.gallery.is_dir()
        if gallery:
            # Letters to look at hold the text, and pictures of it: they are made again and not mended.
            shutil.rmtree(place.gallery)
    out.print(
        f"Withdrawn: the {kind.value} {record}. Its text is in no release, letter or pack of this workspace any more, and in "
        "no edition of its site."
    )
    for name in files:
        out.print(f"  written anew without it: {name}")
    if gone:
        out.print(f"  the site was built anew without it, and its older editions removed: {', '.join(gone)}")
    if gallery:
        out.print("  removed, for its letters could hold it: gallery. `upheld gallery` makes it anew.")
    for finding in doubts:
        out.print(f"  {finding.sentence}")
    if doubts:
        out.print(
            "Letters are written anew with the year's texts and contacts as they are now, and these would not have been "
            "written: mend the texts, and withdraw again."
        )
    if files:
        out.print("Letters and packs already sent or printed are with their readers: tell them.")
    if doubts:
        raise typer.Exit(Invalid.exit_code)


def _acceptance(text: str) -> tuple[str, str]:
    name, equals, why = text.partition("=")
    if not equals:
        raise Refused(
            f"{text!r} gives no reason: write it like --accept 'vanished base=checked with casework'."
        )
    return name.strip(), why.strip()
