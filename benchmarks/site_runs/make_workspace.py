"""Make a workspace whose last years are frozen, with so many published decisions, and the newest year's letters.

    python make_workspace.py FOLDER DECISIONS YEARS

The records are the illustrative ones. Of the decisions that these publish, every so manieth stays published, and the rest
wait to be: no figure counts whether a decision is published, so figures, authorities and years are those of the sample.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import timedelta
from pathlib import Path

from upheld.demo import freeze_years
from upheld.products import make_letters
from upheld.records.importing import import_opening, import_records
from upheld.records.sample import write_sample
from upheld.release.verify import open_release
from upheld.workspace import make_workspace


def make(folder: Path, decisions: int, years: int) -> dict[str, int]:
    """How many decisions were published, before the thinning and after it."""
    place = make_workspace(folder)
    scheme, files = place.scheme, folder / "sample"
    made = write_sample(files, scheme)
    before, after = thin(files / "decisions.csv", decisions)
    opening_day = scheme.calendar.year(made.first_year).first_day - timedelta(days=1)
    import_opening(sorted((files / "opening").glob("*.csv")), opening_day, place.records, scheme)
    import_records(sorted(files.glob("*.csv")), place.records, scheme)
    freeze_years(place, range(made.last_year + 1 - years, made.last_year + 1), say)
    newest = place.releases.find(place.releases.years(scheme.calendar)[-1])
    make_letters(place, open_release(newest), say)
    return {"published": before, "kept": after}


def thin(path: Path, decisions: int) -> tuple[int, int]:
    """Leave only so many decisions published, evenly taken, and those with a public trace of their own."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    published = [row for row in rows if row["publication"] == "published"]
    for number, row in enumerate(published):
        if number * decisions // len(published) == (number + 1) * decisions // len(published):
            row["publication"], row["published_on"] = "not_yet", ""
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(written.getvalue(), encoding="utf-8")
    return len(published), sum(row["publication"] == "published" for row in rows)


def say(line: str) -> None:
    """On the way; the answer is on standard output."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(json.dumps(make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
