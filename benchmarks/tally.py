"""How long the tally takes, beside the same count written by hand in Polars and in pandas, and how much memory.

The records are decisions in the columns and the order of the canonical store: sorted by authority and date, words as
codes. Three stores are made, of a half, the whole and five times the given number, in a temporary folder. What is
counted: standing decisions, those investigated, upheld, and upheld with a satisfactory remedy, by authority and
reporting year. Every run is a process of its own that counts once, so that nothing is warm but the disk cache, and its
peak is its own; the ways of counting take turns, and the middle of five runs is printed. All must find the same numbers.

    python benchmarks/tally.py                  20 million records (and 10 and 100): some minutes, 1 GB of disk
    python benchmarks/tally.py --rows 200000    a small run, to see that it works; its promises are not kept to

Exits with 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

PARTS = Path(__file__).resolve().parent / "tally_runs"
RUNS = 5
WHOLE = 20_000_000
WAYS = {
    "tally": "the tally",
    "polars": "Polars by hand",
    "pandas": "pandas",
    "pandas-for-speed": "pandas written for speed",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One process that counted once: seconds from opening the file to the last count, and the most memory it had."""

    seconds: float
    peak_bytes: int
    answer: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that must hold: what was measured is at most so much."""

    says: str
    measured: float
    at_most: float

    @property
    def kept(self) -> bool:
        """Whether it holds."""
        return self.measured <= self.at_most


def main(arguments: Sequence[str]) -> int:
    """Run, print, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=WHOLE, help="how many records the middle store has")
    parser.add_argument("--runs", type=int, default=RUNS, help="how often each way counts")
    asked = parser.parse_args(arguments)
    half, whole, large = asked.rows // 2, asked.rows, asked.rows * 5
    with tempfile.TemporaryDirectory(prefix="upheld-bench-") as folder:
        stores = {rows: Path(folder) / f"{rows}.parquet" for rows in (half, whole, large)}
        for rows, store in stores.items():
            made = _call("make_store.py", str(store), str(rows))
            print(
                f"made {rows:,} decisions: {store.stat().st_size / 1e6:,.0f} MB in {made['seconds']:.1f} s",
                flush=True,
            )
        beside = _in_turn([(way, whole) for way in WAYS], stores, asked.runs)
        growing = _in_turn([("tally", rows) for rows in stores], stores, asked.runs)
    _print_machine()
    _print_table([(WAYS[way], whole, runs, beside["tally", whole]) for (way, _), runs in beside.items()])
    _print_table([(WAYS["tally"], rows, runs, growing["tally", half]) for (_, rows), runs in growing.items()])
    if asked.rows < WHOLE:
        print("So few records say nothing about the promises.")
        return 0
    return judge(_promises(beside, growing, half, whole, large))


def judge(promises: Iterable[Promise]) -> int:
    """Say which promises are kept; the exit code."""
    broken = 0
    for promise in promises:
        word = "kept" if promise.kept else "BROKEN"
        print(f"{word:<6}  {promise.says}: {promise.measured:.3f} (at most {promise.at_most:g})")
        broken += not promise.kept
    return 1 if broken else 0


Runs = Mapping[tuple[str, int], Sequence[Run]]


def _promises(beside: Runs, growing: Runs, half: int, whole: int, large: int) -> Iterator[Promise]:
    def seconds(runs: Sequence[Run]) -> float:
        return median(run.seconds for run in runs)

    def peak(runs: Sequence[Run]) -> float:
        return median(run.peak_bytes for run in runs)

    tally = seconds(beside["tally", whole])
    yield Promise("time beside Polars by hand", tally / seconds(beside["polars", whole]), 1.3)
    yield Promise("time beside pandas", tally / seconds(beside["pandas", whole]), 0.1)
    more = growing["tally", large]
    yield Promise("memory of five times the records", peak(more) / peak(growing["tally", whole]), 1.5)
    yield Promise("time of ten times the records", seconds(more) / seconds(growing["tally", half]), 11)


def _in_turn(
    what: Sequence[tuple[str, int]], stores: Mapping[int, Path], runs: int
) -> dict[tuple[str, int], list[Run]]:
    """Each way of counting once, then each again, so that what slows the machine for a while slows all of them."""
    done: dict[tuple[str, int], list[Run]] = {each: [] for each in what}
    for _ in range(runs):
        for way, rows in what:
            done[way, rows].append(_count(way, stores[rows]))
    for rows in stores:
        answers = {run.answer for (_, number), found in done.items() if number == rows for run in found}
        if len(answers) > 1:
            raise SystemExit(f"The ways of counting {rows:,} records do not agree.")
    return done


def _count(way: str, store: Path) -> Run:
    found = _call("count.py", way, str(store))
    return Run(found["seconds"], found["peak_bytes"], found["answer"])


def _call(script: str, *arguments: str) -> dict[str, object]:
    """Run one of the parts. This process imports nothing heavy: Linux hands the peak of the parent on to the child."""
    told = subprocess.run(
        [sys.executable, str(PARTS / script), *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PARTS.parent.parent)},
    )
    answer: dict[str, object] = json.loads(told.stdout)
    return answer


def _print_machine() -> None:
    parts = ", ".join(f"{name} {version(name)}" for name in ("polars", "narwhals", "pandas", "pyarrow"))
    print(f"\nPython {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores; {parts}\n")


def _print_table(rows: Sequence[tuple[str, int, Sequence[Run], Sequence[Run]]]) -> None:
    """A line for each way and size; the last two columns are beside the runs that come last in a row."""
    print(f"{'':<24} {'records':>12} {'seconds':>8} {'peak MiB':>9} {'time':>6} {'memory':>7}")
    for name, number, runs, beside in rows:
        seconds, base_seconds = (median(run.seconds for run in each) for each in (runs, beside))
        peak, base_peak = (median(run.peak_bytes for run in each) for each in (runs, beside))
        print(
            f"{name:<24} {number:>12,} {seconds:>8.2f} {peak / 2**20:>9.0f}"
            f" {seconds / base_seconds:>6.2f} {peak / base_peak:>7.2f}"
        )
    print()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
