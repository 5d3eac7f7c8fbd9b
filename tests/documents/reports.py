"""A report made by hand, with one of everything that a document can hold, and text that means harm."""

from __future__ import annotations

from datetime import date

from upheld.documents.document import (
    Document,
    Drawing,
    Figured,
    Pictured,
    Points,
    Section,
    Tabled,
    Text,
)
from upheld.documents.runs import Paragraph, Run
from upheld.tables.table import Column, Table

HOSTILE = '#read("/etc/passwd") *bold* {{ 1 }} <script>alert(1)</script> &amp; "q" \' \\ $x$ @ref'


def said(*parts: str | Run) -> Paragraph:
    return tuple(part if isinstance(part, Run) else Run(part) for part in parts)


def drawing(colour: str = "#0a4350") -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="120pt" height="20pt" viewBox="0 0 120 20" '
        f'font-family="Source Sans Pro"><rect width="120" height="20" fill="{colour}"/></svg>'
    )


def on_page(key: str) -> str:
    return (
        f'<svg class="picture" role="img" aria-labelledby="{key}-t {key}-d" width="100%" height="20">'
        f'<title id="{key}-t">A bar</title><desc id="{key}-d">A bar, full.</desc></svg>'
    )


def table(rows: int = 70) -> Table:
    columns = (
        Column("category", "Category"),
        Column("decided", "Decided", "whole"),
        Column("rate", "Rate", "decimal", "%"),
    )
    cells = tuple((f"Category {row}", row * 1_234, "45.1" if row % 3 else None) for row in range(1, rows + 1))
    return Table(
        "Decisions by category", columns, cells, ("A note under it.",), "Release 2019-20, revision 1"
    )


def report(illustrative: bool = True, contents: bool = True) -> Document:
    """Everything once, over several pages."""
    tabled = Tabled(
        table(),
        (50, 25, 25),
        notices=frozenset({(1, 2)}),
        drawings={(0, 0): Drawing(on_page("cell"), drawing())},
        empty="none",
    )
    picture = Pictured(on_page("bar"), drawing(), "A bar, full.", "What the bar is.")
    return Document(
        title="A report (illustrative data)" if illustrative else "A report",
        subtitle="With one of everything",
        lang="en-GB",
        author="Local Government and Social Care Ombudsman",
        written=date(2020, 7, 29),
        description="A report made by hand",
        keywords=("report", "example"),
        running=("A report", "2019-20"),
        footer=("The Ombudsman", "Release 2019-20, revision 1"),
        illustrative="Made from sample records." if illustrative else None,
        lead=(Text(said("What leads it.")),),
        contents=contents,
        sections=(
            Section(
                "In short",
                "short",
                (
                    Text(
                        said(
                            "Plain, ",
                            Run("strong", "strong"),
                            ", ",
                            Run("slanted", "em"),
                            ", a ",
                            Run("page", "", "https://example.org/"),
                            ", ",
                            Run("the tables", "", "#tables"),
                            " and ",
                            Run("1,234", "", "", "decisions/1/decided"),
                            ".",
                        )
                    ),
                    Points((said("the first"), said("the second")), numbered=True),
                    Points((said("this"), said("that"))),
                ),
                panel=True,
            ),
            Section("Tables", "tables", (Text(said("Before the table.")), tabled, picture), new_page=True),
            Section(
                "A figure",
                "figure",
                (
                    Figured(
                        "25%",
                        "1 upheld decision",
                        "of 4 detailed investigations",
                        "Too few to say",
                        Pictured(on_page("rate"), drawing(), "The rate, drawn."),
                        Drawing('<svg class="picture" aria-hidden="true"></svg>', drawing("#fff")),
                        (said("A sentence about it."),),
                        "Base: 4.",
                    ),
                    Figured(
                        None,
                        "",
                        "",
                        "Nothing was investigated",
                        None,
                        None,
                        (said("None was."),),
                        "No cases.",
                    ),
                ),
                level=3,
            ),
            Section(
                f"Hostile {HOSTILE}",
                "hostile",
                (
                    Text(said(HOSTILE), notice=True),
                    Text(said(HOSTILE), small=True),
                    Points((said(HOSTILE),)),
                ),
                level=4,
            ),
        ),
    )
