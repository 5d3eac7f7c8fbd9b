"""Tables whose rows become blocks on a narrow screen: each cell has its column's name with it, and a table stays a table.

Where a style sheet shows a row as a block, some browsers no longer tell a screen reader that it is a row. HTML allows no
page to say the roles again that its tables have by themselves, so a script says them (`script/rows.js`). Belongs here: names
and script, given to what the templates wrote. Not here: how blocks look (`style/site.css`).
"""

from __future__ import annotations

import html
import re

from upheld.publication import addresses

SCRIPT = f'<script type="module" src="{addresses.script("rows")}"></script>\n'
# Pages are written by our own templates, where no text holds a bare bracket and no attribute a bare quote.
_BLOCKS = re.compile(r'<table class="(?:stack|labelled|rates|members|compared)\b')
_LABELLED = re.compile(r'<table class="(?:stack|labelled)\b[^>]*>.*?</table>', re.DOTALL)
_PART = re.compile(r"<(tr|th|td)((?:\s[^>]*)?)>")
_HEADING = re.compile(r'<th scope="col"[^>]*>(.*?)</th>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def rows_as_blocks(page: str) -> str:
    """The page, in which every cell of a table that may be shown as blocks has its column's name, and the script is loaded
    where there is such a table."""
    if _BLOCKS.search(page) is None:
        return page
    return _LABELLED.sub(lambda found: _table(found[0]), page).replace("</head>", f"{SCRIPT}</head>", 1)


def _table(table: str) -> str:
    columns = [html.unescape(_TAG.sub("", heading)).strip() for heading in _HEADING.findall(table)]
    place = 0

    def part(found: re.Match[str]) -> str:
        nonlocal place
        name, attributes = found[1], found[2]
        if name == "tr":
            place = 0
            return found[0]
        column = columns[place]
        place += 1
        if name == "th" or "data-label" in attributes or not column:
            return found[0]
        return f'<td data-label="{html.escape(column)}"{attributes}>'

    return _PART.sub(part, table)
