"""Write the reference pages that are made from the code, or say whether they are up to date.

    python tools/make_docs.py            write docs/reference/records.md, commands.md and prose.md
    python tools/make_docs.py --check    change nothing; say which page is out of date, and exit 1

Belongs here: turning docstrings and descriptions into Markdown. Not here: any sentence about records or commands
themselves; that stands in the code, once.
"""

from __future__ import annotations

import enum
import inspect
import sys
import typing
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import typer

from upheld.cli import app
from upheld.letters.noticed import COUNTED
from upheld.letters.prose import CONDITIONS, PLACES, SLOTS
from upheld.packed import LARGEST_GRID
from upheld.records import contract
from upheld.records.cells import PLAUSIBLE_YEARS
from upheld.records.read import MOST_COLUMNS, SPELLINGS
from upheld.records.tables import schema_of
from upheld.scheme import england, load_scheme
from upheld.sheets import LARGEST_FILE, LONGEST_CELL

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE_BY = "<!-- Made from the code by `make docs`. Change the code, not this page. -->"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|").replace("\n", " ") for cell in cells) + " |"


def _first_paragraph(text: str | None) -> str:
    return " ".join(inspect.cleandoc(text or "").split("\n\n")[0].split())


# -- records -----------------------------------------------------------------------------------------------------------


def _kind(annotation: object) -> str:
    """How a field's type is said: what one may write in its cell."""
    kinds = [
        kind for kind in typing.get_args(annotation) or (annotation,) if kind not in (type(None), Ellipsis)
    ]
    (kind,) = kinds
    assert isinstance(kind, type), annotation
    if typing.get_origin(annotation) is tuple:
        return "dates, joined by ;" if kind is date else "texts, joined by ;"
    if issubclass(kind, enum.Enum):
        return " / ".join(f"`{member.value}`" for member in kind)
    return {date: "date", bool: "yes / no", int: "whole number", str: "text"}[kind]


def records_page() -> str:
    """The record contract: a section for each kind of record, a row for each column of its file."""
    lines = [
        "# Records",
        "",
        MADE_BY,
        "",
        "What `upheld import` reads: tables with the names of their columns in the first row, as CSV (UTF-8, commas), XLSX, "
        "ODS or Parquet. A workbook may hold several kinds of record, a sheet each. Which kind a table holds is told by its "
        "columns, in any order, whatever the file is called.",
        "",
        *_cells_section(),
        *_codes_section(),
    ]
    for kind in contract.CONTRACT:
        lines += [f"## {kind.TABLE}", "", _first_paragraph(kind.__doc__), ""]
        lines += [f"Named by: {', '.join(f'`{field}`' for field in kind.KEY)}.", ""]
        lines += [f"Example, made up: [{kind.TABLE}.csv](examples/{kind.TABLE}.csv).", ""]
        lines += [_row("column", "also called", "holds", "needed", "meaning"), _row(*["---"] * 5)]
        for name in schema_of(kind):
            field = kind.model_fields[name]
            needed = "yes" if field.is_required() else ""
            also = ", ".join(f"`{other}`" for other in _also_called(kind, name))
            lines.append(_row(f"`{name}`", also, _kind(field.annotation), needed, field.description or ""))
        lines.append("")
    return "\n".join(lines)


def _codes_section() -> list[str]:
    """The codes of the scheme that comes with Upheld, with what people read for each."""
    scheme = load_scheme(england())
    lists = {
        "category": {slug: term.title for slug, term in scheme.categories.items()},
        "outcome": {slug: term.title for slug, term in scheme.outcomes.items()},
        "remedy_type": {slug: term.title for slug, term in scheme.remedies.items()},
        "role": {slug: term.title for slug, term in scheme.roles.items()},
    }
    lines = [
        "## Codes",
        "",
        f"These belong to the scheme, here “{scheme.title}”. A file may hold the code or what people read for it, in any "
        "capitals.",
        "",
        _row("column", "code", "read as"),
        _row("---", "---", "---"),
    ]
    for column, terms in lists.items():
        lines += [_row(f"`{column}`", f"`{slug}`", title) for slug, title in terms.items()]
    return [*lines, ""]


def _also_called(kind: type[contract.Record], column: str) -> list[str]:
    """The other names by which a kind's column is known."""
    return [
        spelling
        for spelling, fields in SPELLINGS.items()
        if spelling not in kind.model_fields
        and next((field for field in fields if field in kind.model_fields), None) == column
    ]


def _cells_section() -> list[str]:
    """How cells are written, in every kind of record, and how large a file may be."""
    return [
        "## Cells",
        "",
        "- **Names of columns**: capitals do not matter, nor what stands between words: `Received on` is `received_on`. A day "
        "may be called by what happened on it: `received`, `date received` and `received date` are `received_on`. Other "
        "names that are understood are listed with each column. A name that is not known is refused, with the one that was "
        "probably meant.",
        "- **Dates**: 2020-03-31, 31/03/2020 (the day first), or a real date of a spreadsheet. A date with a time of day, a "
        "two-digit year, a count of days, or a year "
        f"before {PLAUSIBLE_YEARS.start} or after {PLAUSIBLE_YEARS.stop - 1} is refused.",
        "- **Whole numbers**: digits, without commas or points.",
        "- **Yes and no**: `yes` or `no` in any capitals, or a real true or false of a spreadsheet.",
        "- **Lists**: their parts joined by `;`.",
        "- **An empty cell** means: not given. A column that is not needed may be left out. Blank rows are passed over.",
        "- **Formulas** count for what they came to when the file was saved. One that failed (`#N/A`) or was never worked out "
        "is refused, and so is text that begins with `=`.",
        "- **Refused**, because somebody must look: merged cells, hidden sheets, sheets that hold no records, characters that "
        "cannot be seen, the same record twice.",
        f"- **At most** {LONGEST_CELL:,} characters in a cell, {MOST_COLUMNS} columns, {LARGEST_FILE // 1_000_000:,} MB in a "
        f"file or unpacked from one, {LARGEST_GRID:,} cells in a sheet.",
        "",
        "Files are imported all or none: every problem in all of them is told, with its file, row and column, why it will not "
        "do, and the way out. The same file again changes nothing.",
        "",
    ]


# -- commands ----------------------------------------------------------------------------------------------------------


class _Parameter(typing.Protocol):
    """What this page needs of a parameter of a command."""

    name: str | None
    opts: list[str]
    required: bool
    param_type_name: str
    nargs: int


class _Command(typing.Protocol):
    """What this page needs of a command; a group has `commands` as well."""

    help: str | None
    epilog: str | None
    hidden: bool
    params: list[_Parameter]


def _usage(name: str, command: _Command) -> str:
    words = [name]
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            word = (parameter.name or "").upper() + ("..." if parameter.nargs == -1 else "")
            words.append(word if parameter.required else f"[{word}]")
    return " ".join(words)


def _command_lines(name: str, command: _Command) -> Iterator[str]:
    yield from (f"## {name}", "", f"    {_usage(name, command)}", "")
    yield from (inspect.cleandoc(command.help or "").replace("\f", ""), "")
    rows = []
    for parameter in command.params:
        if parameter.name == "help" or getattr(parameter, "hidden", False):
            continue
        option = parameter.param_type_name == "option"
        shown = ", ".join(parameter.opts) if option else (parameter.name or "").upper()
        rows.append(_row(f"`{shown}`", _first_paragraph(getattr(parameter, "help", ""))))
    if rows:
        yield from (_row("given", "meaning"), _row("---", "---"), *rows, "")
    if command.epilog:
        _, _, examples = command.epilog.partition(": ")
        yield from (f"    {example.strip()}" for example in examples.split("   |   "))
        yield ""


def _commands(name: str, command: _Command) -> Iterator[tuple[str, _Command]]:
    inner: dict[str, _Command] | None = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    for word, below in inner.items():
        if not below.hidden:
            yield from _commands(f"{name} {word}", below)


def commands_page() -> str:
    """Every command, with what it is given and what it does, as `--help` says it."""
    whole = typing.cast(_Command, typer.main.get_command(app))
    lines = ["# Commands", "", MADE_BY, "", inspect.cleandoc(whole.help or ""), ""]
    for parameter in whole.params:
        if parameter.param_type_name == "option" and parameter.name in ("workspace", "version"):
            lines.append(
                f"- `{', '.join(parameter.opts)}`: {_first_paragraph(getattr(parameter, 'help', ''))}"
            )
    lines.append("")
    for name, command in _commands("upheld", whole):
        lines += _command_lines(name, command)
    return "\n".join(lines)


# -- prose -------------------------------------------------------------------------------------------------------------


def prose_page() -> str:
    """The reference page of the texts of letters: every place, count, condition and slot."""
    lines = [
        MADE_BY,
        "# Texts of letters",
        "",
        "What a letter says stands in two files of the scheme’s folder `prose/`: `standing.toml`, for every year, and one file for a year, named "
        "by the calendar year it ends in, such as `2020.toml`. A workspace may hold a folder `prose/` of its own: its file for a year stands in "
        "for the scheme’s, and `2020-paragraphs.toml` beside it holds free paragraphs. `upheld letters` reads them when it writes, and refuses them whole, with every problem named.",
        "",
        "## The file of a year",
        "",
        "| key | meaning |",
        "|---|---|",
        _row(
            "`letter_date`", "the day on the letters, which sets their month and who signs and is written to"
        ),
        _row(
            "`published_on`, `published_time`",
            "the day of publication, and its hour where one is set: the embargo ends then",
        ),
        _row(
            "`copies`",
            "the roles that get a copy, without any list of cases; a letter names those in which somebody is in post",
        ),
        _row(
            "`literals`",
            "pieces of the year’s own texts with a number or a comparison in them: no record makes these, so whoever writes "
            "the file answers for them; any other is refused",
        ),
        _row(
            "`[letter]`",
            'lines that stand in for those of `standing.toml` this year; `embargo = ""` leaves the embargo line out',
        ),
        _row(
            "`[slots]`", f"paragraphs by slot: {', '.join(f'`{slot}`' for slot in sorted(SLOTS - {'free'}))}"
        ),
        _row(
            "`[[paragraph]]`",
            "a paragraph by rule: `slot`, `text`, `when` (conditions, all of which must hold), `only` (slugs of the authorities it is for)",
        ),
        "",
        "## Free paragraphs",
        "",
        "One paragraph for one authority, written by somebody and reviewed by somebody else; it follows the paragraphs about the year. Neither name is printed.",
        "",
        "```toml",
        "[[paragraph]]",
        'authority = "bolsover"',
        'text = "Thank you for telling us of the change to your reception."',
        'prepared_by = "A. Writer"',
        'reviewed_by = "B. Reader"',
        "reviewed_on = 2020-07-10",
        "```",
        "",
        "## Conditions",
        "",
        "| condition | holds where |",
        "|---|---|",
        *(_row(f"`{name}`", meaning) for name, meaning in CONDITIONS.items()),
        "",
        "## Places",
        "",
        "| place | holds |",
        "|---|---|",
        *(_row(f"`{{{name}}}`", meaning) for name, meaning in PLACES.items()),
        "",
        "Each count below has five places. For `late` they are `{late}` and `{Late}` (in words), `{late_is}` and `{late_was}` (the verb that goes with it), "
        "and `{late_counted}` (with its noun: “no cases”, “one case”, “two cases”).",
        "",
        "| count | noun |",
        "|---|---|",
        *(_row(f"`{name}`", pair.many) for name, pair in COUNTED.items()),
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check compare them."""
    stale = []
    for name, text in (
        ("records.md", records_page()),
        ("commands.md", commands_page()),
        ("prose.md", prose_page()),
    ):
        path = REFERENCE / name
        wanted = text.rstrip("\n") + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == wanted:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted, encoding="utf-8", newline="\n")
            print(f"wrote docs/reference/{name}")
    if stale and "--check" in arguments:
        print(f"Out of date: {', '.join(stale)} in docs/reference. Type `make docs` and commit the result.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
