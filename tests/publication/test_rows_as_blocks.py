"""A table whose rows become blocks: every cell says its column, and a script the roles of all parts."""

from __future__ import annotations

import re

from tests.publication.made_site import pages
from upheld.publication.rows_as_blocks import SCRIPT, rows_as_blocks

TABLE = (
    '<table class="labelled" aria-labelledby="x"><thead><tr><th scope="col">Who</th><th scope="col" class="number">'
    'Put &amp; right</th></tr></thead><tbody><tr><th scope="row">Kent</th><td>3</td></tr></tbody></table>'
)


def test_every_cell_has_the_name_of_its_column_and_the_page_the_script_that_says_roles() -> None:
    assert rows_as_blocks(f"<head>\n</head>{TABLE}") == (
        f"<head>\n{SCRIPT}</head>" + TABLE.replace("<td>", '<td data-label="Put &amp; right">')
    )


def test_a_cell_keeps_the_name_it_was_given_and_other_tables_stay_as_they_are() -> None:
    named = TABLE.replace("<td>", '<td data-label="Right">')
    assert 'data-label="Right"' in rows_as_blocks(named)
    assert "Put" not in re.findall('data-label="([^"]*)"', rows_as_blocks(named))
    assert rows_as_blocks(TABLE.replace("labelled", "years")) == TABLE.replace("labelled", "years")


def test_no_cell_of_a_page_is_without_the_name_of_its_column() -> None:
    for path, source in pages().items():
        for table in re.findall(r'<table class="(?:stack|labelled)[^>]*>.*?</table>', source, re.DOTALL):
            assert "<td" not in re.sub(r'<td [^>]*data-label="[^"]', "", table), path
