"""What stands beside a rate of compliance, so that nobody takes it for the whole story.

Belongs here: how many were late, how many ceased, what is overdue without an outcome. Not here: the rate (`figures`), and
the single findings (`promises`).
"""

from __future__ import annotations

from upheld.measures.counting import RESULTS
from upheld.release.model import AuthorityReview
from upheld.wording.names import Names
from upheld.wording.numbers import capital, words


def _all_of(number: int) -> str:
    return "Both" if number == 2 else f"All {words(number)}"


def compliance_notes(review: AuthorityReview, names: Names) -> tuple[str, ...]:
    """What stands beside a rate of compliance: how many were late, how many ceased, what is overdue without an outcome."""
    counts = review.counts
    notes: list[str] = []
    late, on_time = counts.get("compliance.satisfied_late", 0), counts.get("compliance.satisfied_on_time", 0)
    ceased, overdue = counts.get("compliance.ceased", 0), counts.get("overdue", 0)
    if late + on_time:
        if not late:
            notes.append(
                f"{_all_of(on_time)} were carried out on time."
                if on_time > 1
                else f"What {names.voice.we} recommended was carried out on time."
            )
        elif not on_time:
            notes.append(
                f"What {names.voice.we} recommended was carried out late."
                if late == 1
                else f"{_all_of(late)} were carried out late."
            )
        else:
            notes.append(
                f"Of the {words(late + on_time)} carried out, {words(late)} {'was' if late == 1 else 'were'} late."
            )
    if ceased:
        notes.append(
            f"{capital(words(ceased))} more ceased to apply and {'is' if ceased == 1 else 'are'} not counted."
        )
    if overdue:
        settled = any(counts.get(f"compliance.{result}") for result in RESULTS)
        further = " further" if settled else ""
        cases = "case" if overdue == 1 else "cases"
        notes.append(
            f"At the end of the year recommendations in {words(overdue)}{further} {cases} were overdue, with no outcome yet."
        )
    else:
        notes.append("Nothing was overdue without an outcome at the end of the year.")
    return tuple(notes)
