"""A process beside this one, for one piece of work: its answer, or its error, comes back to who began it.

It starts afresh and shares nothing, so the work and what it is given must be what Python can pickle. It never outlives the
process that began it, also where that one is killed. Belongs here: that, and nothing about what the work is.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from multiprocessing import connection, get_context, parent_process
from typing import Any, Generic, TypeVar

from upheld.errors import Refused

Answer = TypeVar("Answer")


class Beside(Generic[Answer]):
    """Work under way in a process of its own. To be used in a `with`, at whose end it is over or stopped."""

    def __init__(self, work: Callable[..., Answer], *given: Any) -> None:
        # What forks has the locks of threads that it does not have (Polars has some); what is spawned has none.
        context = get_context("spawn")
        self._end, end = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(end, work, given), daemon=True)
        self._process.start()
        end.close()

    def __enter__(self) -> Beside[Answer]:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()
        self._end.close()

    def answer(self) -> Answer:
        """Wait for the answer. Raises what the work raised, and Refused where its process was killed from outside."""
        try:
            failed, said = self._end.recv()
        except EOFError:
            self._process.join()
            raise Refused(
                f"A process that built a part of the site was stopped (signal {-(self._process.exitcode or 0)}), perhaps for want of memory: try again."
            ) from None
        if failed is not None:
            raise failed
        answer: Answer = said
        return answer


def _run(end: connection.Connection, work: Callable[..., object], given: tuple[Any, ...]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        said: tuple[BaseException | None, object] = (None, work(*given))
    except Exception as failed:
        said = (failed, None)
    end.send(said)


def _end_with_parent() -> None:
    """Stop at once when the process that began this one is gone: nothing may be written once its lock is free."""
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)
