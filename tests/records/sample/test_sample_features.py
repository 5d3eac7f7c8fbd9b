"""What makes the sample hard enough to be worth reading: every difficult kind of record is in it, and consistent."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

from tests.records.sample.counted import CALENDAR, Counted, Row, day, ending, read
from upheld.measures.figure import Verdict
from upheld.measures.verdict import verdict_of
from upheld.records.sample import SampleSummary

YEARS = range(2016, 2026)


def _results(counted: Counted) -> dict[tuple[str, str], Row]:
    return {(row["case"], row["sequence"]): row for row in counted.compliance}


def test_joint_cases_share_a_stem_and_a_day_but_not_a_body(counted: Counted) -> None:
    pairs: dict[str, list[Row]] = defaultdict(list)
    for reference, case in counted.cases.items():
        if reference[-1].isalpha():
            pairs[reference[:-1]].append(case)
    per_year = Counter(stem[:2] for stem in pairs)
    assert all(50 <= per_year[f"{year % 100:02d}"] <= 70 for year in range(2015, 2025))
    for stem, cases in pairs.items():
        assert sorted(case["reference"] for case in cases) == [f"{stem}a", f"{stem}b"]
        assert len({case["received_on"] for case in cases}) == 1
        assert len({case["authority"] for case in cases}) == 2


def test_references_follow_the_order_of_receipt(counted: Counted) -> None:
    ordered = sorted(
        counted.cases.values(), key=lambda case: (ending(case["received_on"]), case["reference"])
    )
    for before, after in pairwise(ordered):
        assert (
            before["received_on"] <= after["received_on"] or before["reference"][:2] != after["reference"][:2]
        )
    assert all(int(case["reference"][:2]) == (ending(case["received_on"]) - 1) % 100 for case in ordered)


def test_replaced_quashed_and_withdrawn_decisions(counted: Counted) -> None:
    standings = Counter(decision["standing"] for decision in counted.decisions.values())
    assert 150 <= standings["replaced"] <= 210
    assert standings["quashed"] >= 10
    assert standings["withdrawn"] >= 20
    across = 0
    for (case, _), decision in counted.decisions.items():
        if decision["replaces"]:
            before = counted.decisions[case, decision["replaces"]]
            assert before["standing_ended_on"] == decision["decided_on"]
            across += ending(before["decided_on"]) < ending(decision["decided_on"]) and counted.counts(before)
    assert across >= 60


def test_late_records_are_on_nobodys_published_year(counted: Counted) -> None:
    late = [
        decision
        for decision in counted.decisions.values()
        if day(decision["entered_on"]) > date(ending(decision["decided_on"]), 4, 30)
    ]
    per_year = Counter(ending(decision["decided_on"]) for decision in late)
    assert all(5 <= per_year[year] <= 15 for year in range(2016, 2025))
    assert all(decision["outcome"] != "upheld" for decision in late)


def test_most_investigations_are_published_and_a_few_withheld(counted: Counted) -> None:
    states = Counter(
        decision["publication"]
        for decision in counted.decisions.values()
        if decision["outcome"] in ("upheld", "not_upheld")
    )
    assert 20 <= 1000 * states["withheld"] // states.total() <= 40
    assert states["published"] > 19 * states.total() // 20
    assert all(
        decision["summary"]
        for decision in counted.decisions.values()
        if decision["publication"] == "published"
    )
    after_release = [
        decision
        for decision in counted.decisions.values()
        if decision["publication"] == "published"
        and day(decision["published_on"]) > date(ending(decision["decided_on"]), 4, 30)
    ]
    assert len(after_release) > 100


def test_outcomes_agree_with_their_recommendations(counted: Counted) -> None:
    by_decision: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in counted.recommendations:
        by_decision[row["case"], row["sequence"]].append(row)
    found: Counter[str] = Counter()
    for key, outcome in _results(counted).items():
        rows = by_decision[key]
        done = [row for row in rows if row["status"] == "done"]
        late = [row for row in done if row["completed_on"] > row["due_on"]]
        result = outcome["result"]
        found[result] += 1
        if result == "ceased":
            assert all(row["status"] == "ceased" for row in rows)
            continue
        assert all(row["completed_on"] <= outcome["recorded_on"] for row in done)
        if result == "not_satisfied":
            assert len(done) < len(rows)
            assert all(row["status"] == "refused" or row["due_on"] < outcome["recorded_on"] for row in rows)
        else:
            assert len(done) == len(rows)
            assert bool(late) == (result == "satisfied_late")
    assert len(found) == 4
    assert max(len(rows) for rows in by_decision.values()) <= 6


def test_northumberlands_late_remedies(counted: Counted) -> None:
    assert counted.of["northumberland", 2020].results["satisfied_late"] == 2


def test_some_promises_are_overdue_with_no_outcome_at_every_year_end(counted: Counted) -> None:
    results = _results(counted)
    for year in YEARS:
        end = date(year, 3, 31).isoformat()
        overdue = {
            (row["case"], row["sequence"])
            for row in counted.recommendations
            if row["due_on"]
            and row["due_on"] < end
            and (not row["completed_on"] or row["completed_on"] > end)
            and (
                (row["case"], row["sequence"]) not in results
                or results[row["case"], row["sequence"]]["recorded_on"] > end
            )
        }
        assert overdue, year


def test_cases_arise_from_remedies_not_carried_out(counted: Counted) -> None:
    arisen = [case for case in counted.cases.values() if case["arises_from"]]
    failed = {row["case"] for row in counted.compliance if row["result"] == "not_satisfied"}
    assert len(arisen) >= 20
    for case in arisen:
        assert case["arises_from"] in failed
        assert counted.cases[case["arises_from"]]["authority"] == case["authority"]


def test_closed_councils_are_decided_under_their_own_name(counted: Counted) -> None:
    register = counted.scheme.register
    for slugs, year in (
        (("bournemouth", "poole", "dorset-county", "suffolk-coastal", "waveney"), 2020),
        (("aylesbury-vale", "buckinghamshire-county", "chiltern", "wycombe"), 2021),
        (("northampton", "northamptonshire", "kettering"), 2022),
        (("cumbria", "somerset-county", "north-yorkshire-county", "harrogate"), 2024),
    ):
        assert sum(counted.of[slug, year].decided for slug in slugs) > 0
        assert all(counted.of[slug, year].received == 0 for slug in slugs)
        assert all(counted.of[slug, year + 1].decided == 0 for slug in slugs)
        # Wound up within the year: nobody's residents or promises linger in a group they have left.
        assert all(counted.of[slug, year + 1].settled == 0 for slug in slugs)
    for case in counted.cases.values():
        closed_on = register.authority(case["authority"]).closed_on
        assert closed_on is None or day(case["received_on"]) <= closed_on


def test_open_promises_of_closed_councils_pass_to_a_successor(counted: Counted) -> None:
    register = counted.scheme.register
    handed = [row for row in counted.recommendations if row["held_by"]]
    assert len(handed) > 30
    for row in handed:
        assert row["held_by"] in register.authority(counted.cases[row["case"]]["authority"]).successors


def test_open_at_start_plus_received_minus_decided_is_open_at_end(counted: Counted) -> None:
    first_decided: dict[str, str] = {}
    for (case, sequence), decision in counted.decisions.items():
        if sequence == "1":
            first_decided[case] = decision["decided_on"]
    for year in YEARS:
        span = CALENDAR.year(year)
        start, end = span.first_day.isoformat(), span.last_day.isoformat()

        def open_on(day_end: str) -> int:
            return sum(
                case["received_on"] <= day_end and first_decided.get(case["reference"], "9999") > day_end
                for case in counted.cases.values()
            )

        received = sum(start <= case["received_on"] <= end for case in counted.cases.values())
        decided = sum(start <= first <= end for first in first_decided.values())
        before = CALENDAR.previous(span).last_day.isoformat()
        assert open_on(before) + received - decided == open_on(end)
        assert received != decided


def test_nothing_was_received_while_intake_was_closed(counted: Counted) -> None:
    assert not [
        case for case in counted.cases.values() if "2020-03-18" <= case["received_on"] <= "2020-06-29"
    ]


def test_2019_20_has_councils_with_nothing(counted: Counted) -> None:
    councils = [
        slug
        for slug in counted.members(2020, "district")
        if counted.scheme.register.authority(slug).open_on(date(2020, 3, 31))
    ]
    of_year = [counted.of[slug, 2020] for slug in councils]
    assert sum(not counts.investigated for counts in of_year) >= 3
    assert sum(not counts.upheld for counts in of_year) >= 8
    assert sum(not counts.settled for counts in of_year) >= 8
    assert counted.of["bolsover", 2024].investigated == 0


def test_every_verdict_occurs_in_2019_20(counted: Counted) -> None:
    verdicts: set[Verdict | None] = set()
    for group in counted.scheme.groups:
        pool = counted.pooled(2020, group)
        members = [counted.of[slug, 2020] for slug in counted.members(2020, group)]
        with_base = sum(counts.investigated > 0 for counts in members)
        for own in members:
            others = (pool.upheld - own.upheld, pool.investigated - own.investigated)
            verdicts.add(verdict_of(own.upheld, own.investigated, *others, with_base - 1))
    assert verdicts == {None, *Verdict}


def test_reports_are_on_upheld_cases_and_some_have_a_further_one(counted: Counted) -> None:
    upheld = {case: row for (case, _), row in counted.decisions.items() if row["outcome"] == "upheld"}
    kinds = Counter(report["kind"] for report in counted.reports)
    assert kinds["further"] >= 3
    assert any(";" in report["cases"] for report in counted.reports)
    for report in counted.reports:
        assert report["issued_on"] >= min(upheld[case]["decided_on"] for case in report["cases"].split(";"))


def test_courses_and_seminars_of_2019_20(decade: SampleSummary) -> None:
    events = read(decade.folder, "events")
    courses = defaultdict(list)
    for event in events:
        if event["kind"] == "course":
            courses[ending(event["held_on"])].append(event)
    assert (len(courses[2019]), len(courses[2020])) == (71, 118)
    assert sum(int(event["delegates"]) for event in courses[2020]) > 1400
    care = {
        year: sum(event["sector"] == "adult social care provider" for event in courses[year])
        for year in YEARS
    }
    assert care[2020] > max(care[year] for year in range(2016, 2020))
    seminars = [event for event in events if event["kind"] == "seminar" and ending(event["held_on"]) == 2020]
    assert [event["place"] for event in seminars] == ["London", "Bristol", "Leeds", "Birmingham"]
    assert sum(int(event["delegates"]) for event in seminars) == 178
    assert len({slug for event in seminars for slug in event["authorities"].split(";")}) == 143
    assert all(int(event["delegates"]) >= len(event["authorities"].split(";")) for event in seminars)


def test_contacts_are_posts_without_names(decade: SampleSummary, counted: Counted) -> None:
    contacts = read(decade.folder, "contacts")
    assert not any(contact["name"] for contact in contacts)
    assert all(contact["email"].endswith(".example") for contact in contacts)
    addressed = [
        contact["title"]
        for contact in contacts
        if contact["authority"] == "bolsover"
        and contact["role"] == "chief_executive"
        and contact["held_from"] <= "2020-07-22"
        and (not contact["held_to"] or contact["held_to"] >= "2020-07-22")
    ]
    assert addressed == ["Director of Corporate Resources"]
    reached = {contact["authority"] for contact in contacts if contact["role"] == "chief_executive"}
    assert reached == set(counted.scheme.register.authorities) - {"eastbourne", "exmoor-national-park"}
    assert not any(contact["authority"] == "exmoor-national-park" for contact in contacts)
