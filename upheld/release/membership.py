"""Membership: who is in a year's release, and what they were that year.

Belongs here: the register's answer, row by row. Not here: the register itself, and what the release says of anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from upheld.measures.counting import Counts
from upheld.register.years import ReportingYear
from upheld.release.rows import RegisterRow
from upheld.scheme import Scheme

OF_THE_YEAR = ("received", "decided", "compliance.", "reports.")
"""Counts that put a body that gets no letter as of right into a year's release; what is merely open or overdue does not."""


def register_of(year: ReportingYear, as_at: date, scheme: Scheme, counts: Counts) -> Sequence[RegisterRow]:
    """Who is in a year's release: every authority that always gets a letter and was open on the last day, and every other
    that a record of the year is about. A closing after the as-at day is not told yet."""
    register, groups = scheme.register, scheme.group_of_type
    rows = []
    for slug in register.authorities:
        authority = register.authorities[slug]
        has_records = any(
            number for name, number in counts.get(slug, {}).items() if name.startswith(OF_THE_YEAR)
        )
        if not has_records and not authority.open_on(year.last_day):
            continue
        of_year = register.of_year(slug, year, groups)
        policy = scheme.types[of_year.type].letter
        if not has_records and policy != "always":
            continue
        has_closed = authority.closed_on is not None and authority.closed_on <= as_at
        # Whoever had closed has no residents of its own: they are its successor's, and would be counted twice.
        residents = scheme.population.residents(slug, year) if of_year.open_at_end else None
        rows.append(
            RegisterRow(
                slug=slug,
                name=of_year.name,
                short_name=of_year.short_name,
                type=of_year.type,
                group=of_year.group,
                region=of_year.region,
                county=of_year.county,
                code=of_year.code,
                opened_on=of_year.opened_on,
                closed_on=of_year.closed_on if has_closed else None,
                open_at_end=of_year.open_at_end,
                predecessors=register.predecessors(slug),
                successors=authority.successors if has_closed else (),
                letter=policy != "never",
                residents=residents.residents if residents else None,
                residents_mid_year=residents.mid_year if residents else None,
            )
        )
    return rows
