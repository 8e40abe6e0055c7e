"""Work spread over processes: results in the input's order, bounded look-ahead, no row lost to a dead worker.

Each worker runs one thread (BLAS threads across processes fight: slovnet's users saw a slow-down of forty times) and
loads its models once. A worker that dies is replaced; the rows it held are tried once more, each alone, so that the
one to blame is refused and its neighbours are done.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

T = TypeVar("T")
R = TypeVar("R")

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


@dataclass(frozen=True, slots=True)
class Refused(Generic[T]):
    """A row that killed its worker twice."""

    row: T
    reason: str


def _start() -> None:
    """One thread, set before numpy loads in the new process; Ctrl-C is the parent's to handle."""
    os.environ.update(dict.fromkeys(THREADS, "1"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@dataclass(frozen=True, slots=True)
class _Task(Generic[T]):
    rows: Sequence[T]
    future: ProcessFuture[Any]


def spread(
    work: Callable[[Sequence[T]], Sequence[R]], chunks: Iterable[Sequence[T]], workers: int
) -> Iterator[R | Refused[T]]:
    """``work`` over chunks of rows, by ``workers`` processes: one result a row, in order, streamed.

    ``work`` is a module-level function, and must give one result for each row. Two chunks a worker are under way at
    a time, so memory doesn't grow with the input. An exception of ``work`` itself is raised here.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=workers, context=context, initializer=_start) as pool:
        try:
            yield from _ordered(pool, work, chunks, ahead=2 * workers)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]


def _ordered(
    pool: ProcessPool, work: Callable[[Sequence[T]], Sequence[R]], chunks: Iterable[Sequence[T]], ahead: int
) -> Iterator[R | Refused[T]]:
    waiting: deque[_Task[T]] = deque()
    for chunk in chunks:
        waiting.append(_Task(chunk, pool.submit(work, None, chunk)))
        if len(waiting) > ahead:
            yield from _results(pool, work, waiting.popleft())
    while waiting:
        yield from _results(pool, work, waiting.popleft())


def _results(pool: ProcessPool, work: Callable[[Sequence[T]], Sequence[R]], task: _Task[T]) -> Iterator[R | Refused[T]]:
    try:
        yield from task.future.result()
    except ProcessExpired:
        for row in task.rows:
            yield _alone(pool, work, row)


def _alone(pool: ProcessPool, work: Callable[[Sequence[T]], Sequence[R]], row: T) -> R | Refused[T]:
    try:
        [result] = pool.submit(work, None, [row]).result()
    except ProcessExpired as error:
        return Refused(
            row, f"the worker died on this row twice (exit code {error.exitcode}): check its text and memory"
        )
    found: Any = result
    return found  # type: ignore[no-any-return]
