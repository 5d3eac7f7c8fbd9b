"""What stands behind an authority's figures: how complaints ended, and how the figures were made.

Belongs here: the facts of the letter's last pages. Not here: their lists (`listings`), and how they are set.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from upheld.letters.as_published import Quirks, reproduces
from upheld.release.model import AuthorityReview, Release, Texts
from upheld.scheme import Scheme
from upheld.wording import dates
from upheld.wording.flow import Segment, flow_lead, segments_of
from upheld.wording.groups import closed_too
from upheld.wording.listings import Listing, listings_of
from upheld.wording.names import Names, in_a_sentence
from upheld.wording.numbers import capital, count

FIGURES_CSV = "figures.csv"
DEFINITIONS = "definitions.jsonl"
"""What is attached to a letter: its figures, and how each is counted."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The last pages of a letter."""

    flow_lead: str
    flow: tuple[Segment, ...]
    listings: tuple[Listing, ...]
    made: tuple[tuple[str, str], ...]
    csv_name: str
    csv_sha256: str


def behind_the_figures(
    release: Release,
    scheme: Scheme,
    texts: Texts,
    review: AuthorityReview,
    names: Names,
    leading: Sequence[str],
    csv: str,
    correction: str,
    quirks: Quirks,
) -> Behind:
    """Everything behind the figures. `leading` are the measures the letter says elsewhere; `csv` its attached table."""
    sha256 = hashlib.sha256(csv.encode("utf-8")).hexdigest()
    return Behind(
        flow_lead=flow_lead(release, review, names),
        flow=segments_of(scheme, review),
        listings=listings_of(release, scheme, texts, review, names, leading),
        made=_made(release, review, names, correction, quirks),
        csv_name=FIGURES_CSV,
        csv_sha256=sha256,
    )


def _made(
    release: Release, review: AuthorityReview, names: Names, correction: str, quirks: Quirks
) -> tuple[tuple[str, str], ...]:
    about = release.about
    used = [
        f"{capital(definition.public_label) if index == 0 else definition.public_label[:1].lower() + definition.public_label[1:]}, version {definition.version}"
        for index, definition in enumerate(release.definitions.values())
        if definition.measure in review.figures
    ]
    rows: list[tuple[str, str]] = []
    if about.illustrative:
        rows.append(("Records", "Illustrative: sample records, made up to show what Upheld does"))
    later = (
        f", with what was entered up to {dates.day(about.entered_by)}"
        if about.entered_by != about.as_at
        else ""
    )
    rows.append(
        (
            "Release",
            f"{about.name}, as at {dates.day(about.as_at)}{later}. Its checksum (SHA-256) is {release.checksum}",
        )
    )
    if about.corrects is not None:
        rows.append(("Corrects", f"Revision {about.corrects}. {about.why or ''}".strip()))
    rows.append(("Definitions", "; ".join(used)))
    if quirks:
        rows.append(
            (
                "As published",
                " ".join((reproduces(about.year), *dict.fromkeys(quirk.says for quirk in quirks.values()))),
            )
        )
    group = next((figure.group for figure in review.figures.values() if figure.group), None)
    if group is not None and names.group is not None:
        rows.append(
            (
                "Average",
                f"All cases of the {count(group.members, names.group)} together{closed_too(release, group.group)}, {names.short} included",
            )
        )
        rows.append(
            (
                "Verdict",
                f"Fisher’s exact test against the other {names.group.many} together; too few means that no result on that side would have stood out, or fewer than five cases",
            )
        )
    else:
        rows.append(("Average", "None: there is no group to compare with"))
    rows.append(
        (
            "Range",
            "Exact 95% interval (Clopper and Pearson): at most one in 20 such ranges misses the underlying rate",
        )
    )
    rows.append(
        (
            "Check it yourself",
            f"Every figure about {in_a_sentence(names.authority)} is in the file {FIGURES_CSV} that is attached to this letter, and how each is counted in {DEFINITIONS}. This file is all that “upheld verify” needs to compute them again. The checksum of {FIGURES_CSV} is",
        )
    )
    rows.append(("Something wrong?", correction))
    return tuple(rows)
