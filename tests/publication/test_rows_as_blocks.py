"""A table whose rows become blocks: every part says its role, every cell its column."""

from __future__ import annotations

import re

from tests.publication.made_site import pages
from upheld.publication.rows_as_blocks import rows_as_blocks

TABLE = (
    '<table class="labelled" aria-labelledby="x"><thead><tr><th scope="col">Who</th><th scope="col" class="number">'
    'Put &amp; right</th></tr></thead><tbody><tr><th scope="row">Kent</th><td>3</td></tr></tbody></table>'
)


def test_every_part_says_its_role_and_every_cell_its_column() -> None:
    assert rows_as_blocks(TABLE) == (
        '<table role="table" class="labelled" aria-labelledby="x"><thead role="rowgroup"><tr role="row">'
        '<th role="columnheader" scope="col">Who</th><th role="columnheader" scope="col" class="number">Put &amp; right</th>'
        '</tr></thead><tbody role="rowgroup"><tr role="row"><th role="rowheader" scope="row">Kent</th>'
        '<td role="cell" data-label="Put &amp; right">3</td></tr></tbody></table>'
    )


def test_a_cell_keeps_the_name_it_was_given_and_other_tables_stay_as_they_are() -> None:
    named = TABLE.replace("<td>", '<td data-label="Right">')
    assert 'data-label="Right"' in rows_as_blocks(named)
    assert "Put" not in re.findall('data-label="([^"]*)"', rows_as_blocks(named))
    assert rows_as_blocks(TABLE.replace("labelled", "years")) == TABLE.replace("labelled", "years")


def test_no_cell_of_a_page_is_without_the_name_of_its_column() -> None:
    for path, source in pages().items():
        for table in re.findall(
            r'<table role="table" class="(?:stack|labelled)[^>]*>.*?</table>', source, re.DOTALL
        ):
            assert "<td" not in re.sub(r'<td role="cell"[^>]* data-label="[^"]', "", table), path
