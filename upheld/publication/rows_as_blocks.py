"""Tables whose rows become blocks on a narrow screen: each cell has its column's name with it, and a table stays a table.

Where a style sheet shows a row as a block, some browsers no longer tell a screen reader that it is a row. So every part of
such a table says its role itself. Belongs here: those roles and names, given to what the templates wrote. Not here: how
blocks look (`style/site.css`).
"""

from __future__ import annotations

import html
import re

# Pages are written by our own templates, where no text holds a bare bracket and no attribute a bare quote.
_TABLE = re.compile(r'<table class="(?:stack|labelled|rates|members|compared)\b[^>]*>.*?</table>', re.DOTALL)
_PART = re.compile(r"<(table|thead|tbody|tr|th|td)((?:\s[^>]*)?)>")
_HEADING = re.compile(r'<th scope="col"[^>]*>(.*?)</th>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
_LABELLED = re.compile(r'<table class="(?:stack|labelled)\b')


def rows_as_blocks(page: str) -> str:
    """The page, in which every table that may be shown as blocks says what its parts are."""
    return _TABLE.sub(lambda found: _table(found[0]), page)


def _table(table: str) -> str:
    columns = [html.unescape(_TAG.sub("", heading)).strip() for heading in _HEADING.findall(table)]
    labelled = _LABELLED.match(table) is not None
    place = 0

    def part(found: re.Match[str]) -> str:
        nonlocal place
        name, attributes = found[1], found[2]
        if name == "th":
            role = "columnheader" if 'scope="col"' in attributes else "rowheader"
        else:
            role = _ROLES[name]
        label = ""
        if name == "tr":
            place = 0
        elif name in ("th", "td"):
            if name == "td" and labelled and "data-label" not in attributes and columns[place]:
                label = f' data-label="{html.escape(columns[place])}"'
            place += 1
        return f'<{name} role="{role}"{label}{attributes}>'

    return _PART.sub(part, table)
