"""Running text: a reporting year stays on one line.

"2024-25" may break at its hyphen in some browsers. It keeps the plain hyphen, so that it is found and copied as it is
written, and stands in an element that does not break. Belongs here: putting it there. Not here: twins, which are plain.
"""

from __future__ import annotations

import re

# In text of pages alone: not within a tag or an address, a picture, a choice of a form, code, or the words of a record (a
# heading is isolated as these are, and is ours).
# It begins with two plain signs, which Python finds some twenty times as fast as what may be any sign; a year of another
# century than this one may break.
_YEAR = re.compile(
    r"20(?<![\w/-]20)\d\d-\d\d(?![\w/-])(?=[^<>]*<(?!/?(?:text|tspan|title|desc|option|code|bdi(?!></h1>)|style|script)\b))"
)


def years_unbroken(page: str) -> str:
    """The page, with every reporting year in its text in one piece."""
    return _YEAR.sub(r'<span class="year">\g<0></span>', page)
