"""What text a cell of a workbook can hold.

Records hold whatever somebody typed or pasted; XML and spreadsheets do not. Belongs here: the text as it is shown in a
cell, complete but for what cannot be shown. Not here: formulas (`table.safe_text` for plain files; in a workbook text is
marked as text), and the escaping of a format.
"""

from __future__ import annotations

import re

from upheld.wording.record_texts import TURNING

LONGEST = 32_767
"""Characters, as UTF-16 counts them, that a cell of Excel holds."""

_TURNING = re.compile(f"[{''.join(sorted(TURNING))}]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_NO_SIGN = "\N{REPLACEMENT CHARACTER}"
_ORDINARY = re.compile("[ -~\n\u00a0-\u1fff\u2010-\u2027\u2030-\u205f]*")


def cell_text(text: str) -> str:
    """The text as a cell shows it: line ends are line feeds, a tab is a space, signs that turn the direction of writing
    are gone, and one that XML forbids is a replacement character. One too long for a cell is cut, and says so."""
    if not _ORDINARY.fullmatch(text):
        text = _LINE_END.sub("\n", text).replace("\t", " ")
        text = _UNFIT.sub(_NO_SIGN, _TURNING.sub("", text))
    if len(text) * 2 > LONGEST and _length(text) > LONGEST:
        return _cut(text)
    return text


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    """The longest beginning that fits with a mark of how much is missing."""

    def marked(kept: int) -> str:
        return f"{text[:kept]} [cut here: {len(text) - kept:,} more characters]"

    fits, too_many = 0, min(len(text), LONGEST)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if _length(marked(middle)) <= LONGEST:
            fits = middle
        else:
            too_many = middle
    return marked(fits)
