"""Workbooks made by hand: XLSX and ODS, the least that a spreadsheet program would open, so that a test can put into them
what no program would write.

Belongs here: cells to bytes. Not here: what a test expects of them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, and what the program worked out when it saved the file; None where it never did."""

    text: str
    result: str | float | None = None


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """What a formula gives that cannot be worked out, such as #N/A."""

    shown: str


Cell = str | bool | int | float | date | datetime | Formula | ErrorCell | None
Grid = Sequence[Sequence[Cell]]

NAMESPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as one ZIP file; what says that it is an ODS file stands unpacked, as its makers demand."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, how)
    return out.getvalue()


def xlsx(sheets: Mapping[str, Grid], merged: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """An Excel workbook; `merged` are ranges such as A1:B1, in every sheet."""
    return packed(xlsx_parts(sheets, merged, hidden))


def xlsx_parts(
    sheets: Mapping[str, Grid], merged: Sequence[str] = (), hidden: Sequence[str] = ()
) -> dict[str, str | bytes]:
    """The parts that `xlsx` packs."""
    listed, related, types = "", "", ""
    parts: dict[str, str | bytes] = {}
    for number, (name, grid) in enumerate(sheets.items(), start=1):
        state = ' state="hidden"' if name in hidden else ""
        listed += f'<sheet name={quoteattr(name)} sheetId="{number}"{state} r:id="rId{number}"/>'
        related += f'<Relationship Id="rId{number}" Type="{RELATION}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        types += (
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        )
        rows = "".join(_xlsx_row(row, cells) for row, cells in enumerate(grid, start=1))
        ranges = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
        merging = f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else ""
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f"{XML}<worksheet {NAMESPACES}><sheetData>{rows}</sheetData>{merging}</worksheet>"
        )
    styles = len(sheets) + 1
    related += f'<Relationship Id="rId{styles}" Type="{RELATION}/styles" Target="styles.xml"/>'
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"{XML}<workbook {NAMESPACES}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{related}</Relationships>',
        "xl/styles.xml": f'{XML}<styleSheet {NAMESPACES}><cellXfs count="3"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>',
        **parts,
    }


def letters(position: int) -> str:
    """A column's name in a spreadsheet: 0 is A, 26 is AA."""
    before, last = divmod(position, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _xlsx_row(row: int, cells: Sequence[Cell]) -> str:
    inside = "".join(_xlsx_cell(f"{letters(place)}{row}", cell) for place, cell in enumerate(cells))
    return f'<row r="{row}">{inside}</row>'


def _xlsx_cell(place: str, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{cell}</v></c>'
        case datetime():
            days = (cell - datetime(1899, 12, 30)).total_seconds() / 86400  # noqa: DTZ001  as Excel counts: of no zone
            return f'<c r="{place}" s="2"><v>{days!r}</v></c>'
        case date():
            return f'<c r="{place}" s="1"><v>{(cell - date(1899, 12, 30)).days}</v></c>'
        case ErrorCell(shown):
            return f'<c r="{place}" t="e"><v>{escape(shown)}</v></c>'
        case Formula(text, None):
            return f'<c r="{place}"><f>{escape(text)}</f></c>'
        case Formula(text, result):
            kind = ' t="str"' if isinstance(result, str) else ""
            return f'<c r="{place}"{kind}><f>{escape(text)}</f><v>{escape(str(result))}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'


def ods(sheets: Mapping[str, Grid], merged: bool = False) -> bytes:
    """A LibreOffice workbook; with `merged`, the first cell of every sheet spans two columns."""
    return packed(ods_parts(sheets, merged))


def ods_parts(sheets: Mapping[str, Grid], merged: bool = False) -> dict[str, str | bytes]:
    """The parts that `ods` packs."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    tables = ""
    for name, grid in sheets.items():
        rows = "".join(
            f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in grid
        )
        if merged:
            rows = rows.replace("<table:table-cell", '<table:table-cell table:number-columns-spanned="2"', 1)
        tables += f"<table:table table:name={quoteattr(name)}>{rows}</table:table>"
    named = "".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0" '
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    named += 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    return {
        "mimetype": kind,
        "META-INF/manifest.xml": f'{XML}<manifest:manifest manifest:version="1.2" '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        "content.xml": f'{XML}<office:document-content {named} office:version="1.2"><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>",
    }


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case bool():
            return (
                f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(cell).lower()}"/>'
            )
        case int() | float():
            return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        case date():  # and a datetime, which is one
            return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
        case ErrorCell(shown):
            return (
                '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" '
                f'calcext:value-type="error"><text:p>{escape(shown)}</text:p></table:table-cell>'
            )
        case Formula(text, None):
            return f"<table:table-cell table:formula={quoteattr('of:=' + text)}/>"
        case Formula(text, result):
            return (
                f'<table:table-cell table:formula={quoteattr("of:=" + text)} office:value-type="string">'
                f"<text:p>{escape(str(result))}</text:p></table:table-cell>"
            )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
