"""Write the reference pages that are made from the code, or say whether they are up to date.

    python tools/make_docs.py            write docs/reference/records.md and commands.md
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
from upheld.records import contract
from upheld.records.tables import schema_of

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
        "What `upheld import` reads: a CSV file (UTF-8, with a header) for each kind of record. Which kind a file holds is "
        "told by its columns, whatever its name. "
        "Dates are written 2019-04-01. An empty cell means: not given. A column that is not needed may be left out.",
        "",
    ]
    for kind in contract.CONTRACT:
        lines += [f"## {kind.TABLE}.csv", "", _first_paragraph(kind.__doc__), ""]
        lines += [f"Named by: {', '.join(f'`{field}`' for field in kind.KEY)}.", ""]
        lines += [_row("column", "holds", "needed", "meaning"), _row("---", "---", "---", "---")]
        for name in schema_of(kind):
            field = kind.model_fields[name]
            needed = "yes" if field.is_required() else ""
            lines.append(_row(f"`{name}`", _kind(field.annotation), needed, field.description or ""))
        lines.append("")
    return "\n".join(lines)


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


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check compare them."""
    stale = []
    for name, text in (("records.md", records_page()), ("commands.md", commands_page())):
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
