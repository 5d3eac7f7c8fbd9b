"""What stands behind an authority's figures: how complaints ended, and how the figures were made.

Belongs here: the facts of the letter's last pages. Not here: their lists (`listings`), and how they are set.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from upheld.measures.measure import CountRule
from upheld.pictures.flow import Segment, Shade
from upheld.release.model import AuthorityReview, Release, Texts
from upheld.scheme import Scheme
from upheld.wording import dates
from upheld.wording.groups import closed_too
from upheld.wording.listings import Listing, listings_of
from upheld.wording.names import GroupNames, Names
from upheld.wording.numbers import NounLike, capital, count, digits, words

COMPLAINT = GroupNames("complaint or enquiry", "complaints and enquiries")
_INVESTIGATED = CountRule("decisions", ("investigated",))
_PLAIN_INVESTIGATION = GroupNames("investigation", "investigations")


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
) -> Behind:
    """Everything behind the figures. `leading` are the measures the letter says elsewhere; `csv` its attached table."""
    sha256 = hashlib.sha256(csv.encode("utf-8")).hexdigest()
    return Behind(
        flow_lead=_flow_lead(review, _investigation(release)),
        flow=_flow(scheme, review),
        listings=listings_of(release, scheme, texts, review, names, leading),
        made=_made(release, review, names, correction),
        csv_name="figures.csv",
        csv_sha256=sha256,
    )


def _flow(scheme: Scheme, review: AuthorityReview) -> tuple[Segment, ...]:
    def shade(counts_as: Sequence[str]) -> Shade:
        return "petrol" if "upheld" in counts_as else "band" if "investigated" in counts_as else "pale"

    return tuple(
        Segment(outcome.title, review.counts.get(f"outcome.{outcome.slug}", 0), shade(outcome.counts_as))
        for outcome in scheme.outcomes.values()
    )


def _flow_lead(review: AuthorityReview, investigation: NounLike) -> str:
    received, decided = review.counts.get("received", 0), review.counts.get("decided", 0)
    investigated = review.counts.get("investigated", 0)
    replacing = review.counts.get("replacing_earlier", 0)
    if not received and not decided:
        return "No complaint or enquiry came to us in the year, and we decided none."
    came = (
        f"{count(received, COMPLAINT)} came to us in the year"
        if received
        else "No complaint or enquiry came to us in the year"
    )
    if not decided:
        return f"{came}. None was decided in it."
    if decided == 1:
        how = "after" if investigated else "without"
        article = "an" if investigation.one[:1] in "aeio" else "a"
        ended = f"We decided one, {how} {article} {investigation.one}"
    else:
        of_them = count(investigated, investigation) if investigated else f"no {investigation.many}"
        ended = f"We decided {digits(decided)}, with {of_them} among them"
    earlier = ""
    if decided > received:
        whose = "Some" if received else "It" if decided == 1 else "All"
        earlier = f" {whose} had come before the year began."
    again = ""
    if replacing:
        again = f" {capital(words(replacing))} of these decisions {'replaces' if replacing == 1 else 'replace'} one counted in an earlier year."
    return f"{came}. {ended}.{earlier}{again}"


def _investigation(release: Release) -> NounLike:
    """What the year's definitions call a decision that was investigated."""
    bases = (d.base_noun for d in release.definitions.values() if d.denominator == _INVESTIGATED)
    return next(bases, _PLAIN_INVESTIGATION)


def _made(
    release: Release, review: AuthorityReview, names: Names, correction: str
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
            f"Every figure about {names.short} is in the file figures.csv that is attached to this letter. Its SHA-256 checksum is",
        )
    )
    rows.append(("Something wrong?", correction))
    return tuple(rows)
