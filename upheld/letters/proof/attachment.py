"""What is attached to a letter, read as a stranger would read the file: each cell against the release.

Belongs here: the attached table, its checksum as printed, and the attached definitions. Not here: how it is made.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping

from upheld.letters.proof.figure_facts import FigureFacts
from upheld.letters.proof.rules import Rule
from upheld.letters.proof.sentences import Wrong
from upheld.letters.proof.values import wrong_rate
from upheld.release.model import AuthorityReview, Release

_RATES = {
    "rate": "rate",
    "low": "low",
    "high": "high",
    "average": "average",
    "others_rate": "others",
}


def wrong_checksum(printed: str, table: str) -> Wrong | None:
    """Whether the printed checksum is not the table's own."""
    true = hashlib.sha256(table.encode("utf-8")).hexdigest()
    said = printed.removeprefix("SHA-256 ").replace(" ", "")
    return None if said == true else (Rule.ATTACHMENT, printed, f"the attached table has {true}")


def wrong_definitions(attached: str, figures: Mapping[str, FigureFacts]) -> Iterator[Wrong]:
    """Whether the attached definitions are not those of the release, each on a line of its own."""
    right = {of.definition.canonical: measure for measure, of in figures.items()}
    lines = attached.split("\n")[:-1]
    for line in lines:
        if line not in right:
            yield Rule.ATTACHMENT, line[:60], "the release has no such definition of a figure of this letter"
    for canonical, measure in right.items():
        if lines.count(canonical) != 1:
            yield Rule.ATTACHMENT, measure, "its definition is not attached, or more than once"


def wrong_table(
    table: str, release: Release, review: AuthorityReview, figures: Mapping[str, FigureFacts]
) -> Iterator[Wrong]:
    """Everything in an attached table that is not the release's own."""
    rows = list(csv.DictReader(io.StringIO(table)))
    about, wrong = release.about, Rule.ATTACHMENT
    origin = {
        "authority": review.authority.slug,
        "name": review.authority.name,
        "year": about.year.label,
        "release": about.name,
        "as_at": about.as_at.isoformat(),
        "checksum": release.checksum,
        "illustrative": "yes" if about.illustrative else "no",
    }
    missing = set(figures)
    counts = dict(review.counts)
    for row in rows:
        name = row.get("measure") or ""
        for column, right in origin.items():
            if row.get(column) != right:
                yield wrong, f"{column} {row.get(column)}", f"the release has {right}"
        if row.get("kind") == "count":
            right = str(counts.pop(name, "no such count"))
            if row.get("count") != right:
                yield wrong, f"{name} {row.get('count')}", f"the release has {right}"
        elif row.get("kind") == "figure" and name in missing:
            missing.remove(name)
            yield from _wrong_cells(row, figures[name])
        else:
            yield wrong, f"{row.get('kind')} {name}", "the release has no such figure or count for it"
    for name in sorted(missing | set(counts)):
        yield wrong, name, "it is not in the table"


def _wrong_cells(row: Mapping[str, str], of: FigureFacts) -> Iterator[Wrong]:
    figure, definition, group = of.figure, of.definition, of.figure.group
    expected = {
        "definition": str(definition.version),
        "unit": definition.unit,
        "numerator": str(figure.numerator),
        "denominator": str(figure.denominator),
        "low_exact": figure.interval.low if figure.interval else "",
        "high_exact": figure.interval.high if figure.interval else "",
        "verdict": of.verdict.value if of.verdict else "",
        "count": "",
    }
    if group is not None and definition.average:
        expected |= {
            "group": group.group,
            "members": str(group.members),
            "members_with_base": str(group.members_with_base),
            "average_numerator": str(group.numerator),
            "average_denominator": str(group.denominator),
            "others_numerator": str(group.numerator - figure.numerator),
            "others_denominator": str(group.denominator - figure.denominator),
        }
    for column, right in expected.items():
        if row.get(column) != right:
            rule = (
                Rule.VERDICT
                if column == "verdict"
                else Rule.BASE
                if column == "denominator"
                else Rule.ATTACHMENT
            )
            yield (
                rule,
                f"{figure.measure} {column} {row.get(column)}",
                f"the release has {right or 'nothing'}",
            )
    for column, name in _RATES.items():
        printed, share = row.get(column) or "", of.shares.get(name)
        broken = (Rule.NO_BASE if printed else None) if share is None else wrong_rate(printed, share)
        # The table gives the pooled average where the letter, with nobody else in the pool, prints none.
        if broken and not (share is None and name == "average" and group is not None):
            yield broken, f"{figure.measure} {column} {printed}", "its counts give another"
