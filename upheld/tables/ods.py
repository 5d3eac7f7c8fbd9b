"""A workbook as ODS.

Belongs here: how sheets, cells and links are written in OpenDocument. Not here: what stands where (`layout`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime, time
from html import escape

from odfdo import Document, Element

from upheld.errors import Refused
from upheld.tables.cell_text import cell_text
from upheld.tables.layout import LaidSheet, lay_out, widths
from upheld.tables.packing import pack, unpack
from upheld.tables.table import Cell, Column
from upheld.tables.workbook import Workbook

MOST_ROWS = 5_000
"""Of one table. Office software takes minutes to open a longer one, and for many rows there are better forms."""

_CHARACTER_MM = 2.1
_SPACES = re.compile("(?<= ) +|^ +", re.MULTILINE)
_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:\.([0-9]{1,6}))?")
"""As many digits as an office program's number holds exactly; what has more stays text."""

_MOST_PLACES = 6
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TABLE_STYLE = "sheet"
_TOP = '<style:table-cell-properties style:vertical-align="top"/>'
_CELLS = {
    "title": '<style:text-properties fo:font-weight="bold" fo:font-size="15pt"/>',
    "strong": '<style:text-properties fo:font-weight="bold"/>',
    "heading": '<style:table-cell-properties fo:border-bottom="1pt solid #15232b" fo:wrap-option="wrap"/>'
    '<style:text-properties fo:font-weight="bold"/>',
    "wrapped": '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>',
    "plain": _TOP,
}
_DAY_STYLE = (
    '<number:date-style style:name="n-day"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>'
)
_NO_PARTS = ("Thumbnails/", "Configurations2/", "manifest.rdf")
"""What the blank document brings and a workbook does not need; a picture of an empty page would be wrong besides."""


def to_ods(workbook: Workbook) -> bytes:
    """The workbook as the bytes of an ODS file: the same for the same workbook, wherever and whenever it is made.

    Raises Refused for a table of more than `MOST_ROWS` rows.
    """
    for sheet in workbook:
        if len(sheet.table.rows) > MOST_ROWS:
            raise Refused(
                f"{sheet.name} has {len(sheet.table.rows):,} rows, and ODS is written up to {MOST_ROWS:,} a table: "
                f"take CSV or Parquet for it."
            )
    document = Document("spreadsheet")
    _describe(document, workbook)
    laid = lay_out(workbook)
    body = document.body
    body.clear()
    styles = document.content.get_element("//office:automatic-styles")
    assert isinstance(styles, Element)
    styles.clear()
    for style in _styles(laid):
        styles.append(Element.from_tag(style))
    for number in range(len(laid)):
        body.append(Element.from_tag(_place_of(number)))
    body.append(Element.from_tag(_ranges(laid)))
    out = io.BytesIO()
    document.save(out)
    return _packed(out.getvalue(), laid)


def _place_of(number: int) -> str:
    """What stands for a sheet until the document is saved: to hang thousands of rows into its tree takes minutes."""
    return f'<table:table table:name="place-{number}"/>'


def _describe(document: Document, workbook: Workbook) -> None:
    written = datetime.combine(workbook.written, time())
    document.language = workbook.lang
    meta = document.meta
    meta.title, meta.language = cell_text(workbook.title), workbook.lang
    meta.creator = meta.initial_creator = cell_text(workbook.author)
    meta.description = cell_text(" ".join(workbook.banner))
    meta.creation_date = meta.date = written
    meta.generator = "Upheld"
    meta.clear_user_defined_metadata()
    if (counted := meta.get_element("//meta:document-statistic")) is not None:
        counted.delete()  # it is the blank document's
    header = document.styles.get_element("//style:master-page[@style:name='Default']/style:header")
    if header is not None:
        header.clear()
        header.append(Element.from_tag(f"<text:p>{escape(cell_text(' '.join(workbook.banner)))}</text:p>"))


def _styles(laid: tuple[LaidSheet, ...]) -> Iterator[str]:
    yield f'<style:style style:name="{_TABLE_STYLE}" style:family="table" style:master-page-name="Default"/>'
    for width in sorted({width for sheet in laid for width in widths(sheet)}):
        millimetres = f"{width * _CHARACTER_MM:.1f}mm"
        yield (
            f'<style:style style:name="w{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{millimetres}"/></style:style>'
        )
    for name, properties in _CELLS.items():
        yield _cell_style(name, properties)
    yield _DAY_STYLE
    yield _cell_style("day", _TOP, "n-day")
    for places in range(_MOST_PLACES + 1):
        yield (
            f'<number:number-style style:name="n-{places}"><number:number number:decimal-places="{places}" '
            f'number:min-decimal-places="{places}" number:min-integer-digits="1" number:grouping="true"/>'
            f"</number:number-style>"
        )
        yield _cell_style(f"number{places}", _TOP, f"n-{places}")


def _cell_style(name: str, properties: str, data: str = "") -> str:
    shown_as = f' style:data-style-name="{data}"' if data else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{shown_as}>'
        f"{properties}</style:style>"
    )


def _sheet(laid: LaidSheet) -> str:
    columns = "".join(f'<table:table-column table:style-name="w{width}"/>' for width in widths(laid))
    rows = [_row([_line_cell(laid, number)]) for number in range(len(laid.lines))]
    if laid.table is not None:
        heads = [_text_cell(column.heading, "heading") for column in laid.table.columns]
        rows.append(f"<table:table-header-rows>{_row(heads)}</table:table-header-rows>")
        for cells in laid.table.rows:
            written = [_cell(cell, column) for cell, column in zip(cells, laid.table.columns, strict=True)]
            if laid.links:
                written[0] = _text_cell(str(cells[0]), "plain", str(cells[0]))
            rows.append(_row(written))
    name = escape(laid.name)
    return f'<table:table table:name="{name}" table:style-name="{_TABLE_STYLE}">{columns}{"".join(rows)}</table:table>'


def _row(cells: list[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _line_cell(laid: LaidSheet, number: int) -> str:
    line = laid.lines[number]
    style = "title" if number == 0 else "strong" if line.strong else "plain" if laid.table else "wrapped"
    return _text_cell(line.text, style, line.to)


def _cell(cell: Cell, column: Column) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, int):
        return _value_cell("number0", f'office:value-type="float" office:value="{cell}"', f"{cell:,}")
    if column.kind == "decimal" and (decimal := _DECIMAL.fullmatch(cell)):
        style = f"number{len(decimal[1] or '')}"
        return _value_cell(style, f'office:value-type="float" office:value="{cell}"', cell)
    if column.kind == "date" and _DAY.fullmatch(cell):
        return _value_cell("day", f'office:value-type="date" office:date-value="{cell}"', cell)
    return _text_cell(cell, "wrapped")


def _value_cell(style: str, value: str, shown: str) -> str:
    return f'<table:table-cell table:style-name="{style}" {value}><text:p>{shown}</text:p></table:table-cell>'


def _text_cell(text: str, style: str, to: str = "") -> str:
    """A cell of text: each line of it a paragraph, several spaces said to be several."""
    paragraphs = []
    for line in cell_text(text).split("\n"):
        said = _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(line))
        if to:
            target = "#" + "'" + to.replace("'", "''") + "'.A1"
            said = f'<text:a xlink:type="simple" xlink:href="{escape(target)}">{said}</text:a>'
        paragraphs.append(f"<text:p>{said}</text:p>")
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{"".join(paragraphs)}</table:table-cell>'


def _ranges(laid: tuple[LaidSheet, ...]) -> str:
    """The tables by name, each with its headings in its first row: what marks a table in OpenDocument."""
    found = []
    for sheet in laid:
        if sheet.table is not None:
            quoted = "'" + sheet.name.replace("'", "''") + "'"
            first, last = len(sheet.lines) + 1, len(sheet.lines) + 1 + len(sheet.table.rows)
            address = f"{quoted}.A{first}:{quoted}.{_letters(len(sheet.table.columns))}{last}"
            found.append(
                f'<table:database-range table:name="{sheet.key}" table:target-range-address="{escape(address)}" '
                f'table:contains-header="true" table:display-filter-buttons="true"/>'
            )
    return f"<table:database-ranges>{''.join(found)}</table:database-ranges>"


def _letters(column: int) -> str:
    """The name of a column, counted from 1: A, B ... Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _packed(saved: bytes, laid: tuple[LaidSheet, ...]) -> bytes:
    """The saved document again, the same bytes on every day: the media type first and not compressed, as ODF demands."""
    parts = {name: content for name, content in unpack(saved) if not name.startswith(_NO_PARTS)}
    manifest = parts["META-INF/manifest.xml"].decode()
    for entry in re.findall(r"\s*<manifest:file-entry[^>]*>", manifest):
        if any(f'full-path="{name}' in entry for name in _NO_PARTS):
            manifest = manifest.replace(entry, "")
    parts["META-INF/manifest.xml"] = manifest.encode()
    parts["settings.xml"] = _settings(laid)
    before, *rest = re.split(r'<table:table table:name="place-[0-9]+"/>', parts["content.xml"].decode())
    assert len(rest) == len(laid)
    sheets = (part for sheet, after in zip(laid, rest, strict=True) for part in (_sheet(sheet), after))
    parts["content.xml"] = "".join([before, *sheets]).encode()
    media_type = ("mimetype", parts.pop("mimetype"))
    return pack([media_type, *sorted(parts.items())], stored="mimetype")


def _settings(laid: tuple[LaidSheet, ...]) -> bytes:
    """What is shown first: the first cell of the first sheet; headings and first column stay in view."""

    def item(name: str, kind: str, value: object) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    views = []
    for sheet in laid:
        items = item("CursorPositionX", "int", 0) + item("CursorPositionY", "int", 0)
        if sheet.table is not None:
            head, side = len(sheet.lines) + 1, int(len(sheet.table.columns) > 1)
            items += item("HorizontalSplitMode", "short", 2 if side else 0) + item(
                "VerticalSplitMode", "short", 2
            )
            items += item("HorizontalSplitPosition", "int", side) + item("VerticalSplitPosition", "int", head)
            items += item("PositionRight", "int", side) + item("PositionBottom", "int", head)
        views.append(
            f'<config:config-item-map-entry config:name="{escape(sheet.name)}">{items}</config:config-item-map-entry>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-settings '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        f"<config:config-item-map-entry>{item('ViewId', 'string', 'view1')}"
        f'<config:config-item-map-named config:name="Tables">{"".join(views)}</config:config-item-map-named>'
        f"{item('ActiveTable', 'string', escape(laid[0].name))}</config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>\n"
    ).encode()
