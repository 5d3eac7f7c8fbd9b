"""Packed workbooks: what must be looked at inside an XLSX or ODS file before and beside its reader.

The reader (calamine) trusts what a file says of its size, lays out a whole grid for two far cells, and gives errors and
formulas that were never worked out as empty cells. Belongs here: refusing the first two, and finding the last. Not here:
the cells themselves (`upheld.sheets`).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from upheld.errors import visible

LARGEST_UNPACKED = 1_000_000_000
"""Bytes that a workbook may unpack to: some two million rows. More is a mistake, or a trap."""

LARGEST_RATIO = 500
"""How far a part of a workbook may be packed; sheets of text reach some 30."""

LARGEST_GRID = 30_000_000
"""Cells from the first to the last, empty ones between included: the reader lays them all out."""

_CHUNK = 1 << 16

_ATTRIBUTE = rb'\s%s\s*=\s*["\']([^"\']*)["\']'
_FAR = re.compile(rb'\sr\s*=\s*["\'](?:[A-Za-z]{2,}[0-9]|[A-Za-z][0-9]{7,})')
_PLACE = re.compile(rb'\sr\s*=\s*["\']([A-Za-z]+)([0-9]+)["\']')
_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_RESULT = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)<")
_ODS_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(\s[^>]*?)?(/?)>")
_ODS_TEXT = re.compile(rb"<text:p[^>]*>([^<]*)<")
_ODS_SPANNED = re.compile(rb'number-(?:columns|rows)-spanned\s*=\s*["\'](?!1["\'])')


class Unreadable(Exception):
    """A packed file that must not, or cannot, be read, and what to do about it."""

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(reason)
        self.way_out = way_out


@dataclass(slots=True)
class Oddities:
    """What a sheet's reader does not tell: cells without a value, by row and column (from 1 and from 0), as they would be
    shown (an error such as #N/A, or the formula), and the row of the first merged cell, or 0."""

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merged_row: int = 0


class PackedWorkbook:
    """An XLSX or ODS file, found to be whole and no trap. Raises Unreadable where it is not."""

    def __init__(self, raw: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as broken:
            raise _damaged() from broken
        parts = self._archive.infolist()
        self._names = {part.filename for part in parts}
        unpacked = sum(part.file_size for part in parts)
        packed_hard = any(
            part.file_size > LARGEST_RATIO * max(part.compress_size, 1)
            for part in parts
            if part.file_size > 1_000_000
        )
        if unpacked > LARGEST_UNPACKED or packed_hard:
            raise Unreadable(
                f"would unpack to {unpacked:,} bytes, too many for a table of its size",
                "Save the table alone, as .xlsx or CSV UTF-8.",
            )
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable("protected by a password", "Save it without one.")
        if "xl/workbook.bin" in self._names:
            raise Unreadable("a binary workbook (.xlsb)", "Save it as .xlsx or CSV UTF-8.")
        if not self._names & {"xl/workbook.xml", "content.xml"}:
            raise Unreadable("a packed folder, not a workbook", "Unpack it, and import the files in it.")
        if not all(_unpacks_as_told(raw, part) for part in parts):
            raise _damaged()

    def oddities(self) -> dict[str, Oddities]:
        """What the reader does not tell, by the name of the sheet. Raises Unreadable where the cells stand too far apart."""
        if "content.xml" in self._names:
            return dict(_ods_oddities(self._read("content.xml")))
        found: dict[str, Oddities] = {}
        for sheet, part in self._xlsx_sheets():
            text = self._read(part)
            _refuse_far_cells(text, sheet)
            if b"<f" in text or b":f" in text or re.search(rb'\st\s*=\s*["\']e["\']', text):
                found[sheet] = _xlsx_oddities(text)
        return found

    def _xlsx_sheets(self) -> Iterator[tuple[str, str]]:
        """Each sheet's name, and the part it stands in."""
        targets = {
            _attribute(tag, rb"Id"): _attribute(tag, rb"Target")
            for tag in re.findall(
                rb"<(?:\w+:)?Relationship(\s[^>]*)>", self._read("xl/_rels/workbook.xml.rels")
            )
        }
        for tag in re.findall(rb"<(?:\w+:)?sheet(\s[^>]*)>", self._read("xl/workbook.xml")):
            target = targets.get(_attribute(tag, rb"\w+:id"), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in self._names:
                yield _attribute(tag, rb"name"), part

    def _read(self, part: str) -> bytes:
        try:
            return self._archive.read(part)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as broken:
            raise _damaged() from broken


def _damaged() -> Unreadable:
    return Unreadable("cut short or damaged", "Save it again, or fetch it again.")


def _unpacks_as_told(raw: bytes, part: zipfile.ZipInfo) -> bool:
    """Whether a part is whole, and as long as the file's table of contents says: a trap says less."""
    try:
        name, extra = struct.unpack_from("<HH", raw, part.header_offset + 26)
    except struct.error:
        return False
    start = part.header_offset + 30 + name + extra
    packed = memoryview(raw)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        return len(packed) == part.file_size and zlib.crc32(packed) == part.CRC
    if part.compress_type != zipfile.ZIP_DEFLATED:
        return False
    inflate, size, checksum = zlib.decompressobj(-zlib.MAX_WBITS), 0, 0
    for begin in range(0, len(packed), _CHUNK):
        try:
            piece = inflate.decompress(packed[begin : begin + _CHUNK])
        except zlib.error:
            return False
        size += len(piece)
        if size > part.file_size:
            return False
        checksum = zlib.crc32(piece, checksum)
    return inflate.eof and size == part.file_size and checksum == part.CRC


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(_ATTRIBUTE % name, tag)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _refuse_far_cells(text: bytes, sheet: str) -> None:
    if _FAR.search(text):
        places = {(_column_number(letters), int(row)) for letters, row in _PLACE.findall(text)}
        _refuse_wide_grid(sheet, *(max((place[axis] for place in places), default=0) for axis in (0, 1)))


def _refuse_wide_grid(sheet: str, width: int, height: int) -> None:
    if width * height > LARGEST_GRID:
        raise Unreadable(
            f"cells of sheet {visible(sheet)} stand {height:,} rows and {width:,} columns apart",
            "Delete what stands far outside the table, or save the table alone.",
        )


def _xlsx_oddities(text: bytes) -> Oddities:
    found = Oddities()
    for tag, inside in _CELL.findall(text):
        kind = _attribute(tag, rb"t")
        result = _RESULT.search(inside)
        if kind == "e":
            shown = result[1].decode("utf-8", "replace") if result else "#N/A"
        elif kind != "str" and result is None and re.search(rb"<(?:\w+:)?f[\s/>]", inside):
            formula = _FORMULA.search(inside)
            shown = "=" + (unescape(formula[1].decode("utf-8", "replace")) if formula else "")
        else:
            continue
        place = _PLACE.search(tag)
        if place is None:
            raise Unreadable("a formula in it was never worked out", "Open it, and save it again.")
        found.cells.setdefault(int(place[2]), {})[_column_number(place[1]) - 1] = shown
    return found


def _ods_oddities(text: bytes) -> Iterator[tuple[str, Oddities]]:
    """Rows and columns are counted as they repeat: a spreadsheet writes equal neighbours once, blank ones to the far end."""
    name, found, row, rows, column, width = "", Oddities(), 0, 1, 0, 0
    for tag in _ODS_TAG.finditer(text):
        kind, attributes = tag[1], tag[2] or b""
        if kind == b"table":
            name, found, row, rows, width = _attribute(attributes, rb"table:name"), Oddities(), 0, 1, 0
            yield name, found
        elif kind == b"table-row":
            row, column = row + rows, 0
            rows = int(_attribute(attributes, rb"table:number-rows-repeated") or 1)
        else:
            if _ODS_SPANNED.search(attributes) and not found.merged_row:
                found.merged_row = row
            if b"table:formula" in attributes:
                shown = _ods_oddity(text, tag)
                if shown:
                    found.cells.setdefault(row, {})[column] = shown
            column += int(_attribute(attributes, rb"table:number-columns-repeated") or 1)
            if b"value-type" in attributes:
                width = max(width, column)
                _refuse_wide_grid(name, width, row + rows - 1)


def _ods_oddity(text: bytes, tag: re.Match[bytes]) -> str:
    """What a cell with a formula shows in place of a value; nothing where it has one."""
    attributes = tag[2]
    if b'calcext:value-type="error"' not in attributes and b"office:value-type" in attributes:
        return ""
    end = tag.end() if tag[3] else text.find(b"</table:table-cell>", tag.end())
    said = _ODS_TEXT.search(text, tag.end(), end)
    formula = _attribute(attributes, rb"table:formula").partition("=")[2]
    return said[1].decode("utf-8", "replace") if said else f"={formula}"
