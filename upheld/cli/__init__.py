"""The command line: `upheld`, with one command for each act.

Belongs here: arguments, the order of calls, and what is printed. Everything that is done is done in a room of its own.
"""

from __future__ import annotations

import errno
import sys
from io import TextIOWrapper
from typing import NoReturn

from polars.exceptions import PanicException

from upheld.cli import (  # noqa: F401  each adds its commands to the application
    areas,
    beginning,
    importing,
    looking,
    packs,
    proof,
    publishing,
    releasing,
    reviewing,
    scrutiny,
    telling,
    verifying,
)
from upheld.cli.base import app
from upheld.console import err, say_problems
from upheld.errors import Invalid, UpheldError

__all__ = ["app", "main"]


_TO_WRITE = " Let whoever gives this command write there, or give it as who can; then give it again."
WAYS_OUT = {
    errno.ENOSPC: " Make room on that disk, and give the command again.",
    errno.EDQUOT: " Make room on that disk, and give the command again.",
    errno.EACCES: _TO_WRITE,
    errno.EPERM: _TO_WRITE,
    errno.EROFS: _TO_WRITE,
}
"""What to do when the machine refuses, by why."""


def _fail(sentence: str, code: int) -> NoReturn:
    err.print(sentence)
    sys.exit(code)


def main() -> None:
    """Run the command line; what a person can mend ends in a sentence and an exit code, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(
                errors="replace"
            )  # a terminal without some sign shows another, not a traceback
    try:
        app(prog_name="upheld")
    except Invalid as invalid:
        say_problems(invalid.problems, str(invalid))
        sys.exit(invalid.exit_code)
    except UpheldError as error:
        _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        _fail("Stopped.", 130)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            sys.stderr.close()
            sys.exit(0)
        place = f" ({error.filename})" if error.filename else ""
        way_out = WAYS_OUT.get(error.errno or 0, "")
        _fail(f"The machine refused: {error.strerror or error}{place}.{way_out}", 1)
    except PanicException as panic:
        _fail(f"The data engine gave up: {panic}. Please report it, with the file that did it.", 1)
