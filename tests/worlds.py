"""Small worlds of records, made by hand: one line a record, everything a test does not care about filled in.

    world = World(tmp_path)
    world.case("19 000 001", "watford").decision(outcome="upheld").recommendation().compliance("satisfied_late")
    release = world.freeze("2019-20")

Belongs here: writing such records to files, and the way from there to a store and a release. Nothing here is counted or
worked out: what a test expects stands in the test.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from upheld.records.importing import Imported, import_records
from upheld.records.store import RecordStore
from upheld.register.model import Register
from upheld.register.years import ReportingYear
from upheld.release.freeze import Frozen, freeze
from upheld.release.load import load_release
from upheld.release.model import Release
from upheld.release.store import ReleaseStore, StoredRelease
from upheld.scheme import Scheme, england, load_scheme

TINY = Path(__file__).parent / "schemes" / "tiny"

FEW = (
    *("bolsover", "amber-valley", "ashfield", "gedling", "mansfield", "rushcliffe", "hertsmere", "watford"),
    *(
        "northampton",
        "west-northamptonshire",
        "derby",
        "kent",
        "dartmoor-national-park",
        "exmoor-national-park",
    ),
)
"""Eight districts that were open all the time, one that closed and what followed it, and some of other types."""


@cache
def english() -> Scheme:
    """The scheme that comes with Upheld."""
    return load_scheme(england())


@cache
def few() -> Scheme:
    """The same scheme with a few of its authorities: what takes a second for 343 councils takes a blink."""
    authorities = english().register.authorities
    return replace(english(), register=Register(authorities[slug] for slug in FEW))


@cache
def tiny() -> Scheme:
    """The scheme of the tests: other types, other outcomes, calendar years, no residents."""
    return load_scheme(TINY)


@dataclass
class CaseInMaking:
    """One case, and what follows from it; each call adds a record and gives the same case back."""

    world: World
    reference: str
    sequence: int = 0
    number: int = 0

    def decision(self, outcome: str = "upheld", decided_on: str = "2019-09-01", **more: str) -> CaseInMaking:
        """The next decision on the case: standing, and not published unless `published_on` is given."""
        self.sequence += 1
        self.number = 0
        row = {
            "case": self.reference,
            "sequence": str(self.sequence),
            "decided_on": decided_on,
            "outcome": outcome,
            "publication": "published" if "published_on" in more else "not_yet",
            "standing": "standing",
            "entered_on": decided_on,
        }
        self.world.rows["decisions"].append(row | more)
        return self

    def replaced_on(self, day: str, outcome: str, **more: str) -> CaseInMaking:
        """The last decision stops standing on `day`, and another takes its place."""
        self.world.rows["decisions"][-1] |= {"standing": "replaced", "standing_ended_on": day}
        return self.decision(outcome, day, replaces=str(self.sequence), **more)

    def recommendation(self, **more: str) -> CaseInMaking:
        """A service improvement, agreed on 1 September 2019, due on 1 December, and done on 1 November."""
        self.number += 1
        row = {
            "case": self.reference,
            "sequence": str(self.sequence),
            "number": str(self.number),
            "kind": "service_improvement",
            "remedy_type": self.world.remedy,
            "text": "All that is to be done.",
            "status": "done",
            "agreed_on": "2019-09-01",
            "due_on": "2019-12-01",
            "completed_on": "2019-11-01",
            "entered_on": more.get("agreed_on") or "2019-09-01",
        }
        self.world.rows["recommendations"].append(row | more)
        return self

    def compliance(
        self, result: str = "satisfied_on_time", recorded_on: str = "2019-12-10", **more: str
    ) -> CaseInMaking:
        """A compliance outcome on the last decision."""
        row = {
            "case": self.reference,
            "sequence": str(self.sequence),
            "recorded_on": recorded_on,
            "result": result,
            "entered_on": recorded_on,
        }
        self.world.rows["compliance"].append(row | more)
        return self


TABLES = ("cases", "decisions", "recommendations", "compliance", "reports", "events", "contacts")


@dataclass
class World:
    """Records under the making, and the folder that takes their files, their store and their releases."""

    folder: Path
    scheme: Scheme = field(default_factory=few)
    category: str = "housing"
    remedy: str = "policy_change"
    rows: dict[str, list[dict[str, str]]] = field(default_factory=lambda: {table: [] for table in TABLES})
    made: int = 0

    def case(
        self,
        reference: str | None = None,
        authority: str = "watford",
        received_on: str = "2019-05-01",
        **more: str,
    ) -> CaseInMaking:
        """A case; one without a reference gets the next free one of 18 900 001, 18 900 002 ..."""
        if reference is None:
            self.made += 1
            reference = f"18 900 {self.made:03d}"
        row = {
            "reference": reference,
            "authority": authority,
            "received_on": received_on,
            "category": self.category,
            "entered_on": received_on,
        }
        self.rows["cases"].append(row | more)
        return CaseInMaking(self, reference)

    def decided(
        self, authority: str, upheld: int, not_upheld: int = 0, decided_on: str = "2019-09-01"
    ) -> World:
        """So many cases of an authority decided in each way."""
        for outcome in ("upheld",) * upheld + ("not_upheld",) * not_upheld:
            self.case(None, authority).decision(outcome, decided_on)
        return self

    def report(self, number: str, cases: str, issued_on: str = "2019-10-01", **more: str) -> World:
        """A public report, not published unless `published_on` is given."""
        row = {
            "number": number,
            "kind": "public",
            "cases": cases,
            "issued_on": issued_on,
            "publication": "published" if "published_on" in more else "not_yet",
            "entered_on": issued_on,
        }
        self.rows["reports"].append(row | more)
        return self

    def event(self, number: str, held_on: str, kind: str = "course", **more: str) -> World:
        """A course for ten people in Leeds."""
        row = {"number": number, "held_on": held_on, "kind": kind, "place": "Leeds", "sector": "council"}
        self.rows["events"].append(row | {"delegates": "10", "entered_on": held_on} | more)
        return self

    def contact(self, authority: str, role: str, held_from: str = "2015-01-01", **more: str) -> World:
        """Somebody in a role."""
        row = {"authority": authority, "role": role, "title": "Head", "held_from": held_from}
        self.rows["contacts"].append(row | {"entered_on": held_from} | more)
        return self

    def files(self, name: str = "files") -> list[Path]:
        """The records as files, one for each kind there is."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return [write_file(folder / f"{table}.csv", rows) for table, rows in self.rows.items() if rows]

    @property
    def store(self) -> RecordStore:
        """The store of this world."""
        return RecordStore(self.folder / "records")

    @property
    def releases(self) -> ReleaseStore:
        """The releases of this world."""
        return ReleaseStore(self.folder / "releases")

    def imported(self) -> Imported:
        """Import everything as it is now."""
        return import_records(self.files(), self.store, self.scheme)

    def year(self, label: str) -> ReportingYear:
        """A reporting year of this world's scheme."""
        return self.scheme.calendar.parse(label)

    def frozen(self, label: str = "2019-20", as_at: date | None = None) -> Frozen:
        """Import, and freeze a year."""
        self.imported()
        return freeze(self.year(label), self.store, self.releases, self.scheme, as_at=as_at)

    def stored(self, label: str = "2019-20") -> StoredRelease:
        """A frozen year as it stands on disk."""
        return self.releases.find(self.year(label))

    def freeze(self, label: str = "2019-20", as_at: date | None = None) -> Release:
        """Import, freeze a year, and load the release."""
        self.frozen(label, as_at)
        return load_release(self.stored(label).public)

    def counts(self, authority: str, label: str = "2019-20") -> dict[str, int]:
        """What was counted about an authority, without the noughts."""
        counts = self.freeze(label).review(authority).counts
        return {name: number for name, number in counts.items() if number}


def write_file(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """Rows as a CSV file with every column that any of them has."""
    columns = dict.fromkeys(name for row in rows for name in row)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(columns), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes; the lock says nothing of what is kept."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }
