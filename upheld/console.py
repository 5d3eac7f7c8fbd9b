"""The console: how the command line speaks, in a terminal and in a pipe.

Belongs here: progress, problems and errors on standard error; results on standard output. Plain text wherever the other
end is not a terminal. Not here: what is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console

from upheld.errors import Problem

SHOWN_PROBLEMS = 25

out = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Say what is under way: one line that changes in a terminal, a line for each step elsewhere."""
    if not err.is_terminal:
        yield lambda line: err.print(line)
        return
    with err.status("") as status:
        yield lambda line: status.update(line)


def say_problems(problems: Sequence[Problem], sentence: str) -> None:
    """Print problems, the first ones whole and the rest counted by what they are."""
    err.print(f"{sentence}:" if problems else f"{sentence}.")
    for problem in problems[:SHOWN_PROBLEMS]:
        err.print(f"  {problem}")
    rest = problems[SHOWN_PROBLEMS:]
    if rest:
        err.print(f"  and {len(rest):,} more:")
        for (file, column, reason), number in Counter(
            (each.file, each.column, each.reason) for each in rest
        ).most_common(10):
            where = f"{file}, column {column}" if column else file
            err.print(f"    {number:,} in {where}: {reason}")
