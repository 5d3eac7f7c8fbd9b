"""What a link officer sees of each record, field by field.

docs/reference/packs.md says what is left out, and why. Belongs here: the columns of each list and the words in its cells.
Not here: which records stand in which list (`case_rows`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upheld.packs.case_rows import Row
from upheld.records.contract import ComplianceResult
from upheld.release.build import promise_state_on
from upheld.release.model import Release
from upheld.scheme import Outcome, Scheme, Term
from upheld.tables.table import Cell, Column
from upheld.wording.numbers import capital
from upheld.wording.promises import RESULTS

_PUBLICATION = {"published": "published", "not_yet": "not published yet", "withheld": "withheld"}
_KINDS = {"personal_remedy": "remedy for a person", "service_improvement": "service improvement"}

_CASE = Column("reference", "Reference")
_NUMBER = Column("decision", "Decision", "whole", explains="1 for the first decision on the case")
_RECOMMENDED = (
    _CASE,
    _NUMBER,
    Column("number", "Recommendation", "whole", explains="Its number within the decision"),
    Column("kind", "For whom"),
    Column("remedy", "Remedy"),
    Column("text", "What was agreed"),
    Column("agreed_on", "Agreed", "date"),
    Column("due_on", "Due", "date", explains="The last agreed day to be done by"),
    Column("earlier_due_on", "Due before that", explains="Days agreed earlier, the earliest first"),
    Column("completed_on", "Done", "date"),
    Column("state", "How it stands"),
    Column("days_late", "Days late", "whole"),
    Column("held_by", "Owed now by", explains="Where another body owes it now"),
)
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "cases": (
        _CASE,
        Column("received_on", "Received", "date"),
        Column("category", "Category"),
        Column("subcategory", "Subcategory"),
        Column("acting_for_it", "Provider acting for it"),
        Column(
            "arises_from", "Arises from", explains="The earlier case whose agreed remedy was not carried out"
        ),
        Column(
            "decided_on",
            "Decided",
            "date",
            explains="The day of the decision that stands; empty while it is open",
        ),
        Column("outcome", "Outcome"),
    ),
    "decisions": (
        _CASE,
        _NUMBER,
        Column("decided_on", "Decided", "date"),
        Column("category", "Category"),
        Column("outcome", "Outcome"),
        Column(
            "satisfactory_remedy",
            "Satisfactory remedy",
            explains="Upheld, and a fair remedy was offered before",
        ),
        Column("publication", "Publication"),
        Column("published_on", "Published", "date"),
        Column("withheld_reason", "Class of reason", explains="Why it is withheld"),
        Column("replaces", "Replaces decision", "whole"),
    ),
    "compliance": (
        _CASE,
        _NUMBER,
        Column("recorded_on", "Recorded", "date"),
        Column("result", "Result"),
        Column("days_late", "Days late", "whole", explains="Of its latest recommendation"),
    ),
    "recommendations": _RECOMMENDED,
    "promises": (*_RECOMMENDED, Column("overdue", "Overdue at the year’s end")),
}
SHEETS = {
    "cases": ("Cases received", "Cases received"),
    "decisions": ("Decisions", "Decisions"),
    "compliance": ("Compliance", "Compliance outcomes"),
    "recommendations": ("Recommendations", "Recommendations agreed in decisions of the year"),
    "promises": ("Open promises", "Promises open at the year’s end"),
}
"""Of each list: the sheet it stands on, and its title."""


def cells_of(release: Release, scheme: Scheme, part: str, row: Row) -> tuple[Cell, ...]:
    found: dict[str, Any] = dict(row)
    found["decision"] = found.get("sequence")
    found["reference"] = found.get("case") or found.get("reference")
    if part in ("recommendations", "promises"):
        state, late = promise_state_on(
            found["status"], found["due_on"], found["completed_on"], release.about.as_at
        )
        holder = found["held_by"]
        found |= {
            "kind": capital(_KINDS[found["kind"]]),
            "remedy": _title(scheme.remedies, found["remedy_type"]),
            "earlier_due_on": (found["earlier_due_on"] or "").replace(";", "; ") or None,
            "state": capital(state.value),
            "days_late": late or None,
            "held_by": name_of(scheme, holder) if holder and holder != found["authority"] else None,
            "overdue": "yes" if found.get("overdue") else "no",
        }
    elif part == "compliance":
        was_late = found["result"] == ComplianceResult.SATISFIED_LATE and found["days"] is not None
        found |= {
            "result": capital(RESULTS[found["result"]]),
            "days_late": max(found["days"], 0) if was_late else None,
        }
    else:
        found["category"] = _title(scheme.categories, found["category"])
        found["outcome"] = _title(scheme.outcomes, found["outcome"])
    if part == "decisions":
        upheld = row["outcome"] in scheme.outcomes_counting_as("upheld")
        found["satisfactory_remedy"] = ("yes" if row["satisfactory_remedy"] else "no") if upheld else None
        found["publication"] = capital(_PUBLICATION[row["publication"]])
    return tuple(_cell(found[column.name]) for column in COLUMNS[part])


def _title(terms: Mapping[str, Term | Outcome], slug: str | None) -> str | None:
    """What a word of the records is called; one that the scheme has given up since stands as it is."""
    term = terms.get(slug or "")
    return term.title if term else slug


def _cell(value: Any) -> Cell:
    return value if value is None or isinstance(value, str | int) else str(value.isoformat())


def name_of(scheme: Scheme, slug: str) -> str:
    known = scheme.register.authorities.get(slug)
    return known.last_name if known else slug
