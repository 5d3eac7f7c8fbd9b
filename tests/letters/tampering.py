"""Letters tampered with: each function makes of a letter's bytes other bytes that still open as a PDF.

Belongs here: changing one thing in a PDF, and what is said of it. Not here: what must be said.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from upheld.errors import Invalid
from upheld.letters.printed import _map_of
from upheld.letters.verify import Beside, LetterVerified, read_letter, verify_letter


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None], **saving: Any) -> bytes:
    """The PDF with a change, saved anew."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out, deterministic_id="encryption" not in saving, **saving)
    return out.getvalue()


def attached(content: bytes, name: str) -> bytes:
    """What is attached under a name."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return bytes(pdf.attachments[name].get_file().read_bytes())


def attaching(content: bytes, files: Mapping[str, bytes | None]) -> bytes:
    """The PDF with other files attached; None takes one away."""

    def change(pdf: pikepdf.Pdf) -> None:
        for name, file in files.items():
            if file is None:
                del pdf.attachments[name]
            elif name in pdf.attachments:
                stream: Any = pdf.attachments[name].get_file().obj
                stream.write(file)
            else:
                pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, file, filename=name)

    return changed(content, change)


def cell_changed(content: bytes, measure: str, column: str, cell: str) -> bytes:
    """The PDF with one cell of figures.csv changed."""
    rows = list(csv.reader(io.StringIO(attached(content, "figures.csv").decode(), newline="")))
    header = rows[0]
    row = next(row for row in rows if row[header.index("measure")] == measure)
    assert row[header.index(column)] != cell
    row[header.index(column)] = cell
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return attaching(content, {"figures.csv": out.getvalue().encode()})


def printing(content: bytes, before: str, after: str, at_most: int = 99) -> bytes:
    """The PDF with a piece of text of its pages set otherwise, in the same typeface; every piece that reads so."""
    done = 0

    def change(pdf: pikepdf.Pdf) -> None:
        nonlocal done
        for page in pdf.pages:
            fonts: Any = page.resources.Font
            known: dict[int, str] = {}
            instructions: list[Any] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    known = _map_of(fonts[str(operands[0])])
                parts = operands[0] if str(operator) == "TJ" else operands
                if str(operator) in ("Tj", "TJ"):
                    raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                    codes = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
                    text = "".join(known.get(code, "") for code in codes)
                    if before in text.replace("\N{NO-BREAK SPACE}", " ") and done < at_most:
                        code_of = {sign: code for code, sign in known.items()}
                        said = text.replace("\N{NO-BREAK SPACE}", " ").replace(before, after)
                        glyphs = b"".join(
                            code_of.get(sign, code_of.get("\N{NO-BREAK SPACE}", 0)).to_bytes(2, "big")
                            for sign in said
                        )
                        operands, operator = [pikepdf.String(glyphs)], pikepdf.Operator("Tj")
                        done += 1
                instructions.append((operands, operator))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))

    made = changed(content, change)
    assert done, f"{before!r} is not set in one piece"
    return made


def verified(path: Path, content: bytes, beside: Beside | None = None) -> LetterVerified:
    path.write_bytes(content)
    return verify_letter(read_letter(path), beside)


def wrong(tmp_path: Path, content: bytes, beside: Beside | None = None) -> str:
    """Everything that is said to be wrong."""
    with pytest.raises(Invalid) as refused:
        verified(tmp_path / "letter.pdf", content, beside)
    return "\n".join(str(problem) for problem in refused.value.problems)
