"""How long writing the letters of a year takes, beside nothing but Typst, beside WeasyPrint, and stage by stage.

The 2019-20 review of the illustrative records is made in a temporary folder, frozen, and its letters to councils are
written as `upheld letters` writes them: context, proof-reading, PDF, page, checksums. Proof-reading is a check and measured
by itself, once a turn, and is taken off before writing is held beside anything. What is compared takes turns, and the middle of three
turns is printed. Ratios are those of processor time: all of it is work of this one process that waits for nothing, and on a
machine that does other work too the clock says more about the others. The clock is printed beside it.

- Typst alone: the same template with the same data, made beforehand, through one compiler with the same fonts; nothing is
  written.
- WeasyPrint: the pages of some of the letters, evenly taken, to PDF, scaled to all of them.
- Half: every second council.

    python benchmarks/letters.py                   343 councils: some minutes
    python benchmarks/letters.py --councils 6      a small run, to see that it works; its promises are not kept to

Exits with 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import os
import platform
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import typst  # noqa: E402

from benchmarks.tally import Promise, judge  # noqa: E402
from upheld.documents.press import STANDARDS, Press  # noqa: E402
from upheld.letters.context import LetterContext, letter_context  # noqa: E402
from upheld.letters.html import letter_page  # noqa: E402
from upheld.letters.letter_set import write_letters  # noqa: E402
from upheld.letters.pdf import letter_data, press_letter  # noqa: E402
from upheld.letters.proof.reader import proof_read_printed, proof_reader  # noqa: E402
from upheld.letters.verify import read_letter, verify_letter  # noqa: E402
from upheld.packs.case_set import write_case_packs  # noqa: E402
from upheld.records.importing import import_opening, import_records  # noqa: E402
from upheld.records.sample import write_sample  # noqa: E402
from upheld.release.checks import check_release  # noqa: E402
from upheld.release.freeze import freeze  # noqa: E402
from upheld.release.model import Release  # noqa: E402
from upheld.release.sealed import read_sealed  # noqa: E402
from upheld.release.verify import open_release, verify  # noqa: E402
from upheld.review.written import write_review  # noqa: E402
from upheld.wording.caution import chance_of  # noqa: E402
from upheld.workspace import Workspace, make_workspace  # noqa: E402

YEAR = "2019-20"
RUNS = 3
SAMPLED = 20
"""So many pages go through WeasyPrint."""


@dataclass(frozen=True)
class Bench:
    """What is measured on: a workspace with the year frozen, the release of the councils alone, and their letters."""

    place: Workspace
    release: Release
    letters: Sequence[LetterContext]
    folder: Path

    def write(self, release: Release) -> Path:
        """Write the letters of a release, as the command does, into a new folder."""
        folder = Path(tempfile.mkdtemp(dir=self.folder)) / "letters"
        year = release.about.year
        texts, contacts = self.place.releases.texts(year), self.place.contacts()
        write_letters(release, self.place.scheme, self.place.prose(year), texts, contacts, folder)
        return folder


def main(arguments: Sequence[str]) -> int:
    """Run, print, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--councils", type=int, help="how many councils, instead of all")
    parser.add_argument("--runs", type=int, default=RUNS, help="how often each is measured")
    parser.add_argument(
        "--workspace", type=Path, help="a workspace with the year frozen, instead of making one"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="upheld-bench-") as folder:
        bench = _begin(asked.workspace, asked.councils, Path(folder))
        seconds = _measured(bench, asked.runs)
        stages = list(_stages(bench))
    _print(bench, seconds, stages)
    if asked.councils is not None:
        print("So few letters say nothing about the promises.")
        return 0
    return judge(_promises(seconds))


def _begin(folder: Path | None, councils: int | None, scratch: Path) -> Bench:
    place = Workspace(folder) if folder else _made(scratch / "workspace")
    year = place.scheme.calendar.parse(YEAR)
    release = open_release(place.releases.find(year))
    slugs = [
        slug
        for slug, review in release.reviews.items()
        if review.authority.group and review.authority.open_at_end
    ][:councils]
    # The whole release stands behind each letter; but only councils are written to.
    release = replace(release, reviews=_written_to(release, slugs))
    prose, texts, contacts, chance = (
        place.prose(year),
        place.releases.texts(year),
        place.contacts(),
        chance_of(release),
    )
    letters = [letter_context(release, place.scheme, prose, texts, contacts, slug, chance) for slug in slugs]
    return Bench(place, release, letters, scratch)


def _made(folder: Path) -> Workspace:
    """A workspace with the illustrative records and the year frozen: the demonstration up to its letters."""
    place = make_workspace(folder)
    scheme, files = place.scheme, folder / "sample"
    made = write_sample(files, scheme)
    before = scheme.calendar.year(made.first_year).first_day - timedelta(days=1)
    import_opening(sorted((files / "opening").glob("*.csv")), before, place.records, scheme)
    import_records(sorted(files.glob("*.csv")), place.records, scheme)
    freeze(scheme.calendar.parse(YEAR), place.records, place.releases, scheme)
    return place


def _written_to(release: Release, slugs: Sequence[str]) -> Mapping[str, Any]:
    chosen = frozenset(slugs)
    return {slug: replace(review, letter=slug in chosen) for slug, review in release.reviews.items()}


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of the processor, all threads of this process together, and seconds by the clock."""

    processor: float
    clock: float

    def times(self, factor: float) -> Taken:
        """So many times as long."""
        return Taken(self.processor * factor, self.clock * factor)


def _timed(way: Callable[[], object]) -> Taken:
    processor, clock = process_time(), perf_counter()
    way()
    return Taken(process_time() - processor, perf_counter() - clock)


def _measured(bench: Bench, runs: int) -> Mapping[str, Taken]:
    """What each way takes, the middle of so many turns."""
    half = replace(
        bench.release, reviews=_written_to(bench.release, [letter.slug for letter in bench.letters][::2])
    )
    ways: Mapping[str, Callable[[], object]] = {
        "the letters": lambda: bench.write(bench.release),
        "proof-reading": _proof_reading(bench),
        "Typst alone": _typst_alone(bench),
        "letters of half": lambda: bench.write(half),
        "WeasyPrint, scaled": _weasyprint(bench),
    }
    done: dict[str, list[Taken]] = {name: [] for name in ways}
    for turn in range(runs):
        for name, way in ways.items():
            done[name].append(_timed(way))
            print(
                f"{name}: {done[name][-1].processor:.2f} s, turn {turn + 1} of {runs}",
                file=sys.stderr,
                flush=True,
            )
    taken = {
        name: Taken(median(each.processor for each in found), median(each.clock for each in found))
        for name, found in done.items()
    }
    whole = len(bench.letters) / len(_sampled(bench))
    return taken | {"WeasyPrint, scaled": taken["WeasyPrint, scaled"].times(whole)}


def _proof_reading(bench: Bench) -> Callable[[], object]:
    """Reading every letter; what is read was made beforehand, for writing makes it too."""
    place, year = bench.place, bench.release.about.year
    texts, contacts = place.releases.texts(year), place.contacts()
    made = [(letter.slug, letter_data(letter), letter_page(letter)) for letter in bench.letters]

    def run() -> None:
        reader = proof_reader(bench.release, place.scheme, place.prose(year), texts, contacts)
        for slug, data, page in made:
            assert not proof_read_printed(reader, slug, data, page)

    return run


def _typst_alone(bench: Bench) -> Callable[[], object]:
    """The same template with the same data, and nothing else: neither context nor page, neither checksum nor file."""
    parts = (ROOT / "upheld" / "documents" / "press.typ", ROOT / "upheld" / "letters" / "template.typ")
    template = b"".join(part.read_bytes() for part in parts)
    data = [json.dumps(letter_data(letter), ensure_ascii=False) for letter in bench.letters]
    fonts = Path(str(import_module("font_source_sans_pro").__path__[0])) / "files"
    noon = int(datetime.combine(bench.letters[0].date, time(12), tzinfo=UTC).timestamp())

    def run() -> None:
        shared = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
        )
        compiler = typst.Compiler(font_paths=shared, ignore_system_fonts=True)
        for each in data:
            compiler.compile(
                template, format="pdf", sys_inputs={"data": each}, pdf_standards=STANDARDS, timestamp=noon
            )

    return run


def _sampled(bench: Bench) -> Sequence[LetterContext]:
    return bench.letters[:: max(1, len(bench.letters) // SAMPLED)][:SAMPLED]


def _weasyprint(bench: Bench) -> Callable[[], object]:
    """The pages of some letters to PDF, with the typeface of the letters."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    import weasyprint

    pages = [letter_page(letter) for letter in _sampled(bench)]

    def run() -> None:
        for page in pages:
            weasyprint.HTML(string=page).write_pdf(io.BytesIO())

    return run


def _stages(bench: Bench) -> Iterator[tuple[str, Taken]]:
    """Each stage by itself, once. A room that comes to the line adds a line here."""
    place, release = bench.place, bench.release
    year = release.about.year
    stored = place.releases.find(year)
    prose, texts, contacts = place.prose(year), place.releases.texts(year), place.contacts()
    chance, press, pdfs = chance_of(release), Press(), list[bytes]()
    written, sealed = bench.write(release), read_sealed(stored.sealed or {})
    stages: Mapping[str, Callable[[], object]] = {
        "checks before freezing": lambda: check_release(release, {}),
        "verify, counting again": lambda: verify(stored, place.releases),
        "contexts": lambda: [
            letter_context(release, place.scheme, prose, texts, contacts, letter.slug, chance)
            for letter in bench.letters
        ],
        "PDF": lambda: pdfs.extend(press_letter(press, letter) for letter in bench.letters),
        "pages": lambda: [letter_page(letter) for letter in bench.letters],
        "case lists": lambda: write_case_packs(release, place.scheme, sealed, bench.folder / "cases"),
        "national review": lambda: write_review(release, place.scheme, (), bench.folder / "review"),
        "verify letter.pdf, each": lambda: [
            verify_letter(read_letter(path)) for path in written.glob("*.pdf")
        ],
    }
    for name, stage in stages.items():
        yield name, _timed(stage)


def _promises(taken: Mapping[str, Taken]) -> Iterator[Promise]:
    letters = taken["the letters"].processor - taken["proof-reading"].processor
    yield Promise("time beside Typst alone", letters / taken["Typst alone"].processor, 1.3)
    yield Promise("time beside WeasyPrint", letters / taken["WeasyPrint, scaled"].processor, 0.2)
    yield Promise(
        "time of twice the councils", taken["the letters"].processor / taken["letters of half"].processor, 2.2
    )


def _print(bench: Bench, taken: Mapping[str, Taken], stages: Sequence[tuple[str, Taken]]) -> None:
    parts = ", ".join(f"{name} {version(name)}" for name in ("typst", "weasyprint", "jinja2"))
    letters = taken["the letters"].processor
    print(f"\nPython {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores; {parts}")
    print(f"{len(bench.letters)} letters; {len(_sampled(bench))} pages through WeasyPrint\n")
    print(f"{'':<26} {'processor':>10} {'clock':>8} {'time':>6}")
    for name, each in taken.items():
        print(f"{name:<26} {each.processor:>8.2f} s {each.clock:>6.1f} s {each.processor / letters:>6.2f}")
    print()
    for name, each in stages:
        a_letter = 1000 * each.processor / len(bench.letters)
        print(f"{name:<26} {each.processor:>8.2f} s {each.clock:>6.1f} s {a_letter:>8.1f} ms a letter")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nThe most memory this process had: {peak:,.0f} MiB\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
