"""The case lists of an authority: the workbook that its link officer works with, and nobody else gets.

Belongs here: the sheets, and that the lists come to what the release counts. Not here: the rows (`case_rows`), what is seen
of a record (`case_fields`), and writing the workbooks of a release (`case_set`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from upheld.errors import Refused
from upheld.packs.case_fields import COLUMNS, SHEETS, cells_of, name_of
from upheld.packs.case_rows import NOT_ITS_OWN, CaseRows
from upheld.records.contract import ComplianceResult
from upheld.register.model import AuthorityOfYear
from upheld.release.model import Release
from upheld.scheme import Scheme
from upheld.tables.figures import ILLUSTRATIVE
from upheld.tables.table import Column, Table
from upheld.tables.workbook import Sheet, Workbook
from upheld.wording.dates import day, period, plain
from upheld.wording.names import GroupNames, in_a_sentence
from upheld.wording.numbers import capital, count, listed, noun, sentence, was_or_were
from upheld.wording.promises import RESULTS

_KIND_COUNTS = {"personal_remedies": "personal_remedy", "service_improvements": "service_improvement"}
_COUNTS = (
    Column("count", "What is counted"),
    Column("release", "In the release", "whole"),
    Column("rows", "In this workbook", "whole"),
    Column("sheet", "Sheet"),
)
_RECEIVED, _DECISION = GroupNames("case", "cases"), GroupNames("decision", "decisions")
_OUTCOME, _AGREED = (
    GroupNames("compliance outcome", "compliance outcomes"),
    GroupNames("recommendation", "recommendations"),
)
_PROMISE = GroupNames("promise", "promises")


def case_workbook(release: Release, scheme: Scheme, slug: str, rows: CaseRows) -> Workbook:
    """The case lists of one authority. Raises Refused where they do not come to what the release counts, and where a row
    is another's."""
    about = release.about
    review = release.reviews.get(slug)
    authority = (
        review.authority if review else scheme.register.of_year(slug, about.year, scheme.group_of_type)
    )
    _refuse_strangers(slug, authority.name, rows)
    counted, frozen = count_rows(rows, scheme), _frozen(release, scheme, slug)
    _refuse_unequal(release, authority.name, counted, frozen, scheme)
    leads = _leads(counted, len(rows.promises), scheme)
    source = f"Release {about.name}"
    sheets = [
        Sheet(name, Table(f"{title}: {authority.name}", COLUMNS[part], cells, source=source), leads[part])
        for part, (name, title) in SHEETS.items()
        for cells in [tuple(cells_of(release, scheme, part, row) for row in getattr(rows, part))]
    ]
    counts = tuple((label, frozen.get(name), counted[name], sheet) for name, label, sheet in _counted(scheme))
    sheets.append(
        Sheet("Counts", Table(f"What the lists come to: {authority.name}", _COUNTS, counts, source=source))
    )
    banner = (f"Not for publication: for the link officer of {in_a_sentence(authority.name)} alone.",)
    return Workbook(
        title=f"Case lists {about.year.label}: {authority.name}",
        author=scheme.issuer.ombudsman,
        written=about.as_at,
        cover=_cover(release, scheme, authority, rows),
        notes=_notes(release, scheme),
        sheets=tuple(sheets),
        banner=(ILLUSTRATIVE, *banner) if about.illustrative else banner,
    )


def count_rows(rows: CaseRows, scheme: Scheme) -> dict[str, int]:
    """What the rows come to, by the names of the release's counts (see `release.model.AuthorityReview`)."""
    upheld = [row for row in rows.decisions if row["outcome"] in scheme.outcomes_counting_as("upheld")]
    investigated = scheme.outcomes_counting_as("investigated")
    outcomes = Counter(row["outcome"] for row in rows.decisions)
    results = Counter(row["result"] for row in rows.compliance)
    kinds = Counter(row["kind"] for row in rows.recommendations)
    return {
        "received": len(rows.cases),
        "decided": len(rows.decisions),
        **{f"outcome.{slug}": outcomes[slug] for slug in scheme.outcomes},
        "investigated": sum(outcomes[slug] for slug in investigated),
        "upheld": len(upheld),
        "satisfactory_remedy": sum(row["satisfactory_remedy"] for row in upheld),
        "upheld_not_public": sum(row["publication"] != "published" for row in upheld),
        **{f"compliance.{result.value}": results[result.value] for result in ComplianceResult},
        **{name: kinds[kind] for name, kind in _KIND_COUNTS.items()},
        "overdue": len({(row["case"], row["sequence"]) for row in rows.promises if row["overdue"]}),
    }


def _counted(scheme: Scheme) -> list[tuple[str, str, str]]:
    """Each count: its name in the release, what it is called, and the sheet that its rows stand on."""
    decisions, compliance, agreed = (
        SHEETS[part][0] for part in ("decisions", "compliance", "recommendations")
    )
    return [
        ("received", "Cases received", SHEETS["cases"][0]),
        ("decided", "Decisions", decisions),
        *(
            (f"outcome.{each.slug}", f"Decisions: {each.title}", decisions)
            for each in scheme.outcomes.values()
        ),
        ("investigated", "Decisions after a detailed investigation", decisions),
        ("upheld", "Decisions that count as upheld", decisions),
        ("satisfactory_remedy", "Upheld, with a satisfactory remedy", decisions),
        ("upheld_not_public", "Upheld, and not public", decisions),
        *(
            (f"compliance.{each.value}", f"Compliance: {RESULTS[each.value]}", compliance)
            for each in ComplianceResult
        ),
        ("personal_remedies", "Remedies for people, agreed", agreed),
        ("service_improvements", "Service improvements, agreed", agreed),
        ("overdue", "Decisions overdue at the year’s end with no outcome yet", SHEETS["promises"][0]),
    ]


def _frozen(release: Release, scheme: Scheme, slug: str) -> dict[str, int]:
    """The release's counts. Of a body that is not in it, since nothing of the year is about it, everything is 0; what it
    still owes is then not counted."""
    names = [name for name, _, _ in _counted(scheme)]
    if slug in release.reviews:
        return {name: release.reviews[slug].counts.get(name, 0) for name in names}
    return {name: 0 for name in names if name != "overdue"}


def _refuse_strangers(slug: str, authority: str, rows: CaseRows) -> None:
    """The last look before a row reaches somebody: whatever went wrong before, nobody gets what is another's."""
    strangers = sorted({row["authority"] for part in SHEETS for row in getattr(rows, part)} - {slug})
    if strangers:
        raise Refused(
            f"The case lists of {authority} are not written: rows of {listed(strangers)} are among them. This is a fault of "
            f"the program; please report it, and send no case lists of this release."
        )


def _refuse_unequal(
    release: Release, authority: str, counted: Mapping[str, int], counts: Mapping[str, int], scheme: Scheme
) -> None:
    wrong = [
        f"{label}: {counted[name]:,} in the lists, {counts[name]:,} in the release"
        for name, label, _ in _counted(scheme)
        if name in counts and counted[name] != counts[name]
    ]
    if wrong:
        raise Refused(
            f"The case lists of {authority} are not written, for they do not come to what {release.about.name} counts. "
            f"{'; '.join(wrong)}. Find out why: type `upheld verify {release.about.year.label}`."
        )


def _leads(counted: Mapping[str, int], promises: int, scheme: Scheme) -> dict[str, str]:
    """The sentence over each list: what its rows come to."""
    received, decided, overdue = counted["received"], counted["decided"], counted["overdue"]
    results = {f"compliance.{each.value}": capital(RESULTS[each.value]) for each in ComplianceResult}
    outcomes = {f"outcome.{each.slug}": each.title for each in scheme.outcomes.values()}
    kinds = {"personal_remedies": "Remedies for people", "service_improvements": "Service improvements"}

    def parts(of: Mapping[str, str]) -> str:
        return "; ".join(f"{label}: {counted[name]:,}" for name, label in of.items() if counted[name])

    def whole(of: Mapping[str, str], pair: GroupNames) -> str:
        number = sum(counted[name] for name in of)
        return f"{count(number, pair)} of the year. {sentence(parts(of))}".strip()

    return {
        "cases": f"{count(received, _RECEIVED)} {was_or_were(received)} received in the year.",
        "decisions": f"{count(decided, _DECISION)} of the year. {sentence(parts(outcomes))}".strip(),
        "compliance": whole(results, _OUTCOME),
        "recommendations": whole(kinds, _AGREED),
        "promises": f"{count(promises, _PROMISE)} {was_or_were(promises)} open when the year ended; {count(overdue, _DECISION)} "
        f"{was_or_were(overdue)} overdue then with no outcome yet.",
    }


def _cover(release: Release, scheme: Scheme, authority: AuthorityOfYear, rows: CaseRows) -> tuple[str, ...]:
    about = release.about
    name = in_a_sentence(authority.name)
    said = [
        f"Complaints about {name} from {plain(period(about.year))}: the cases received, the decisions, whether "
        f"recommendations were carried out, and what is still to be done.",
        f"For the link officer of {name}, and for nobody else. It lists cases that are not public, and what was agreed for "
        f"the people who complained. Please do not pass it on, and do not publish it.",
    ]
    closed_on, successors = authority.closed_on, scheme.register.authority(authority.slug).successors
    if closed_on is not None and closed_on <= about.as_at and successors:
        names = listed([in_a_sentence(name_of(scheme, slug)) for slug in successors])
        said.append(
            f"{capital(name)} closed on {plain(day(closed_on))}. These lists are its own, and no part of the figures "
            f"of {names}, whose link officer they are for now."
        )
    if rows.owed_to_others:
        owed = sum(rows.owed_to_others.values())
        bodies = listed([in_a_sentence(name_of(scheme, slug)) for slug in sorted(rows.owed_to_others)])
        said.append(
            f"{count(owed, _PROMISE)} made by {bodies} {noun(owed, GroupNames('is', 'are'))} recorded as owed by {name} now. "
            f"{noun(owed, GroupNames('It stands', 'They stand'))} in the workbook of the body that made "
            f"{noun(owed, GroupNames('it', 'them'))}."
        )
    said.append(
        f"Made from the release {about.name}, as at {plain(day(about.as_at))} (SHA-256 {release.checksum}). Each list comes "
        f"to what the release counts; the sheet Counts has them side by side."
    )
    return tuple(said)


def _notes(release: Release, scheme: Scheme) -> tuple[str, ...]:
    as_at = plain(day(release.about.as_at))
    return (
        f"Everything is told as it stood on {as_at}. Days late are counted to the day something was done, or to {as_at}.",
        "A case is in the list of cases by the day it was received, a decision by the day decided, a compliance outcome by the "
        "day recorded: one case can be in one list and not in another.",
        "Open promises are recommendations agreed and not done when the year ended, of decisions of this year or earlier.",
        f"Where a text names the reference of a case that is not this authority’s, “{NOT_ITS_OWN}” stands in its place.",
        f"What the {scheme.issuer.ombudsman} notes for its own use, such as evidence, is not here; published summaries are "
        f"where they are published.",
    )
