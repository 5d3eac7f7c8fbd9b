"""How long publishing the site of ten years takes, how much memory, and how little is done when nothing has changed.

Ten years of illustrative records are frozen in a temporary folder, with 30,000 published decisions and the letters of the
newest year (`site_runs/make_workspace.py`). Then `upheld publish --without-search` runs as a person types it, on two
processors of this machine, three times: the whole site; the same once more, unchanged; and after one text was withdrawn,
which builds it anew. Beside it stands writing and compressing the very same files by itself (`site_runs/write_again.py`).
The clock and the processor time of all its processes are measured, and the most memory that they have at one moment, all
together, as Linux shares it out among them (PSS): a page that two have counts half for each.

    python benchmarks/site.py                               30,000 decisions: some eight minutes, 2 GB of disk
    python benchmarks/site.py --decisions 60000 --years 2   a smaller run, to see that it works, without promises

Exits with 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.tally import Promise, judge  # noqa: E402

PARTS = ROOT / "benchmarks" / "site_runs"
COMMAND = "import sys; from upheld.cli import main; sys.argv[0] = 'upheld'; main()"
DECISIONS = 30_000
YEARS = 10
PROCESSORS = 2
LOOKS = 0.2
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds by the clock, seconds of processors, and the most memory of its processes, in bytes."""

    clock: float
    processor: float
    peak: int


@dataclass(frozen=True, slots=True)
class Written:
    """What stands on the disk of an edition: its files, and how many of them the edition before had not, byte for byte the
    same file. `listed` are those that its list of changes names as added or changed."""

    files: int
    new: int
    listed: int


def main(arguments: Sequence[str]) -> int:
    """Run, print, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--decisions", type=int, default=DECISIONS, help="how many are published")
    parser.add_argument("--years", type=int, default=YEARS, help="how many years are frozen, the last ones")
    parser.add_argument("--keep", type=Path, help="where to make the workspace, to look at it afterwards")
    asked = parser.parse_args(arguments)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:PROCESSORS])
    with tempfile.TemporaryDirectory(prefix="upheld-bench-") as scratch:
        folder = asked.keep or Path(scratch) / "workspace"
        if not folder.exists():
            _run(str(PARTS / "make_workspace.py"), str(folder), str(asked.decisions), str(asked.years))
        runs, written = _measured(folder, Path(scratch))
    _print(runs, written)
    if asked.decisions < DECISIONS or asked.years < YEARS:
        print("So small a site says nothing about the promises.")
        return 0
    return judge(_promises(runs, written))


def _measured(folder: Path, scratch: Path) -> tuple[Mapping[str, Run], Mapping[str, Written]]:
    publish = ("-c", COMMAND, "--workspace", str(folder), "publish", "--without-search")
    runs = {"the site": _run(*publish)}
    first = (folder / "site" / "current").resolve().parent
    runs["the same again"] = _run(*publish)
    assert (folder / "site" / "current").resolve().parent == first, "a new edition though nothing had changed"
    runs["writing alone"] = _run(str(PARTS / "write_again.py"), str(first / "public"), str(scratch / "again"))
    whole = {path: path.stat().st_ino for path in _files(first)}
    case = next(csv.DictReader((first / "public/data/2024-25/decisions.csv").open(encoding="utf-8")))["case"]
    # A withdrawal builds the site anew, and removes the edition that held the text.
    given = ("withdraw", "decision", case, "--on", "2025-09-01", "--reason", "identifies a person")
    runs["a withdrawal"] = _run("-c", COMMAND, "--workspace", str(folder), *given)
    second = (folder / "site" / "current").resolve().parent
    changes = json.loads((second / "changes.json").read_text(encoding="utf-8"))
    known = {path.relative_to(first): number for path, number in whole.items()}
    new = sum(
        known.get(path.relative_to(second)) != path.stat().st_ino
        for path in _files(second)
        if path.suffix != ".gz"
    )
    listed = len(changes["added"]) + len(changes["changed"])
    files = sum(path.suffix != ".gz" for path in whole)
    return runs, {"a withdrawal": Written(files, new, listed)}


def _files(edition: Path) -> Iterator[Path]:
    return (path for path in (edition / "public").rglob("*") if path.is_file())


def _run(*words: str) -> Run:
    """Run Python with these words; its answer goes where that of this program goes that nobody reads."""
    before, began = os.times(), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words],
        stdout=sys.stderr,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident(each) for each in _with_children(process.pid)))
        time.sleep(LOOKS)
    clock, after = time.perf_counter() - began, os.times()
    if process.returncode:
        raise SystemExit(f"it ended with {process.returncode}: {' '.join(words)}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(clock, spent, peak)


def _with_children(pid: int) -> list[int]:
    """A process and all below it; what has ended meanwhile is left out."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            found += _with_children(int(child))
    return found


def _resident(pid: int) -> int:
    """Its share of the memory, in bytes; nothing where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _promises(runs: Mapping[str, Run], written: Mapping[str, Written]) -> Iterator[Promise]:
    site, again, alone = runs["the site"], runs["the same again"], runs["writing alone"]
    change = written["a withdrawal"]
    yield Promise("seconds by the clock", site.clock, 120)
    yield Promise("MiB of memory", site.peak / 2**20, 1024)
    yield Promise("processor time beside writing alone", site.processor / alone.processor, 8)
    yield Promise("clock of the same again beside the first", again.clock / site.clock, 1)
    yield Promise("files written that are not listed as changed", float(abs(change.new - change.listed)), 0)
    yield Promise("share of files written for one withdrawal", change.new / change.files, 0.01)


def _print(runs: Mapping[str, Run], written: Mapping[str, Written]) -> None:
    print(f"\nPython {platform.python_version()} on {platform.machine()}, {PROCESSORS} processors\n")
    print(f"{'':<18} {'clock':>9} {'processor':>11} {'memory':>12} {'time':>6}")
    whole = runs["the site"].clock
    for name, run in runs.items():
        print(
            f"{name:<18} {run.clock:>7.1f} s {run.processor:>9.1f} s {run.peak / 2**20:>8,.0f} MiB {run.clock / whole:>6.2f}"
        )
    for name, each in written.items():
        print(
            f"\n{name}: of {each.files:,} files {each.new:,} are new on the disk; {each.listed:,} are listed as changed"
        )
    print()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
