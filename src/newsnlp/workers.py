"""Work over rows so that what one row raises costs that row alone, in this process or spread over several.

Spread, results come in the input's order with bounded look-ahead. Each worker is a process with one thread (BLAS
threads across processes fight: slovnet's users saw a slow-down of forty times) and a pipe of its own, so that one
that dies, at its start or in mid-row, holds nothing that another needs. It is replaced; the rows that it held are
tried once more, each alone, so that the one to blame is refused and its neighbours are done.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from newsnlp.lock import LOCK

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Sequence[T]], Iterable[R]]  # one result for each row, in order

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
STARTS = 3  # times that a worker may die in a row before it is ready


class RowError(ValueError):
    """A row can't be done, for a reason that lies in the row: a sentence for who sent it."""


@dataclass(frozen=True, slots=True)
class Refused(Generic[T]):
    """A row without a result: ``reason`` in a sentence, ``error`` what was raised.

    ``again``: another run may do it, since the machine's memory, or the time it was given, may be to blame.
    """

    row: T
    reason: str
    error: Exception = field(compare=False)
    again: bool = False

    @classmethod
    def of(cls, row: T, error: Exception) -> Refused[T]:
        """The refusal of a row that raised."""
        if isinstance(error, RowError):
            return cls(row, str(error), error)
        if isinstance(error, MemoryError):
            return cls(row, "not enough memory for it: give the process more, or split the text", error, True)
        advice = "; ".join(getattr(error, "__notes__", ())) or "please report it, with the text"
        return cls(row, f"extracting it raised {_told(error)}: {advice}", error)

    def __reduce__(self) -> Any:
        return Refused, (self.row, self.reason, _portable(self.error, self.reason), self.again)


def _portable(error: Exception, reason: str) -> Exception:
    """The exception, or one that can travel to another process in its place."""
    try:
        pickle.loads(pickle.dumps(error))
        return error
    except Exception:
        return RuntimeError(reason)


def _told(error: Exception) -> str:
    """An exception with the place that raised it."""
    place, at = error.__traceback__, ""
    while place:
        at = f" at {Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}"
        place = place.tb_next
    return f"{type(error).__name__}: {str(error)[:500]}{at}"


def each(work: Work[T, R], rows: Sequence[T]) -> list[R | Refused[T]]:
    """``work`` over rows; where it raises, over halves of them, so that what raises costs its row alone.

    >>> [getattr(found, "row", found) for found in each(lambda rows: [7 // row for row in rows], [1, 0, 7])]
    [7, 0, 1]
    """
    try:
        return list(work(rows))
    except Exception as error:
        if len(rows) == 1:
            return [Refused.of(rows[0], error)]
    half = len(rows) // 2
    return [*each(work, rows[:half]), *each(work, rows[half:])]


# -------------------------------------------------------------------------------------------- processes


def chunks(rows: Iterable[T], size: Callable[[T], int], most: int) -> Iterator[list[T]]:
    """The rows in lists, each closed by the row with which its sizes add up to ``most``.

    >>> list(chunks(["а", "бб", "в"], len, 3))
    [['а', 'бб'], ['в']]
    """
    chunk: list[T] = []
    total = 0
    for row in rows:
        chunk.append(row)
        total += size(row)
        if total >= most:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


def spread(
    make: Callable[[], Work[T, R]], chunks: Iterable[Sequence[T]], workers: int, limit: float | None = None
) -> Iterator[R | Refused[T]]:
    """Work over chunks of rows, by ``workers`` processes: one result a row, in order, streamed.

    ``make`` is called once in each process and gives the work; it travels there by pickle. What ``make`` raises is
    raised here; what a row raises is its :class:`Refused`, and so is a row that kills its worker twice or takes longer
    than ``limit`` seconds. Two chunks a worker are under way at a time, so memory doesn't grow with the input.

    A process that was forked meanwhile has no part in it: there the stream ends with a ``RuntimeError``.
    """
    crew = Crew(make, limit)
    waiting: deque[Future[list[R | Refused[T]]]] = deque()
    with ThreadPoolExecutor(workers, thread_name_prefix="newsnlp") as threads:
        try:
            for chunk in chunks:
                waiting.append(threads.submit(crew.results, chunk))
                if len(waiting) > 2 * workers:
                    yield from crew.waited(waiting.popleft())
            while waiting:
                yield from crew.waited(waiting.popleft())
        finally:
            crew.stop()
            threads.shutdown(wait=False, cancel_futures=True)


class _Died(Exception):
    """A worker's process ended; its exit code."""


class _Late(Exception):
    """A worker has not answered in time."""


class _Stopped(Exception):
    """Nobody waits for results any more."""


class Crew(Generic[T, R]):
    """The workers: a process for each thread that asks for results. The arguments are those of :func:`spread`."""

    def __init__(self, make: Callable[[], Work[T, R]], limit: float | None) -> None:
        self._make, self._limit = make, limit
        self._process = os.getpid()
        self._own = threading.local()
        self._lock = threading.Lock()
        self._running: set[_Worker] | None = set()  # None: stopped

    def stop(self) -> None:
        """Ends all processes, and lets none start; in a forked process, whose parent's they are, does nothing."""
        if self._process != os.getpid():
            return
        with self._lock:
            running, self._running = self._running or set(), None
        for worker in running:
            worker.kill()

    def waited(self, results: Future[list[R | Refused[T]]]) -> list[R | Refused[T]]:
        """The results when they are there. Raises ``RuntimeError`` in a forked process: nobody makes them there."""
        if self._process != os.getpid():
            raise RuntimeError("the stream is of the process that this one was forked from: begin another here")
        return results.result()

    def results(self, rows: Sequence[T]) -> list[R | Refused[T]]:
        """The results of rows; of those that a worker was lost over, each alone."""
        try:
            return self._ask(rows)
        except (_Died, _Late) as error:
            if len(rows) == 1 and isinstance(error, _Late):
                return [self._late(rows[0])]
        return [self._alone(row) for row in rows]

    def _alone(self, row: T) -> R | Refused[T]:
        try:
            return self._ask([row])[0]
        except _Died as error:
            reason = f"the worker died on it twice (exit code {error}): check its text and the machine's memory"
            return Refused(row, reason, ChildProcessError(reason), again=True)
        except _Late:
            return self._late(row)

    def _late(self, row: T) -> Refused[T]:
        reason = f"it was not done within {self._limit:g} seconds: split its text, or allow more with --row-timeout"
        return Refused(row, reason, TimeoutError(reason), again=True)

    def _ask(self, rows: Sequence[T]) -> list[R | Refused[T]]:
        worker = getattr(self._own, "worker", None) or self._started()
        try:
            found: list[R | Refused[T]] = worker.ask(rows, self._limit)
        except (_Died, _Late):
            self._end(worker)
            raise
        return found

    def _started(self) -> _Worker:
        for attempt in range(STARTS):
            worker = self._begun()
            try:
                worker.ask(self._make, None)
            except _Died as error:
                self._end(worker)
                if attempt == STARTS - 1:
                    raise ChildProcessError(
                        f"a worker died at its start {STARTS} times (exit code {error}): check the machine's memory, "
                        'and that a script that asks for workers does so under if __name__ == "__main__":'
                    ) from None
            else:
                self._own.worker = worker
                break
        return worker

    def _begun(self) -> _Worker:
        with self._lock:
            if self._running is None:
                raise _Stopped
            worker = _Worker()
            self._running.add(worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        worker.kill()
        self._own.worker = None
        with self._lock:
            if self._running is None:
                raise _Stopped
            self._running.discard(worker)


class _Worker:
    """A process and the pipe to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        with LOCK:  # a process forked meanwhile would hold the worker's end too, and the worker's death never be seen
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True, name="newsnlp worker")
            self._process.start()
            theirs.close()
        # The worker ends with this process as it is (_follow). As one of Python's children, it would also end with any
        # process that is forked from this one.
        getattr(multiprocessing.process, "_children", set()).discard(self._process)

    def ask(self, message: Any, limit: float | None) -> Any:
        """What the process answers. Raises what it raised, :class:`_Died`, or :class:`_Late`."""
        try:
            self._pipe.send(message)
            if not self._pipe.poll(limit):
                raise _Late
            good, answer = self._pipe.recv()
        except (EOFError, ConnectionError):
            self._process.join()
            raise _Died(self._process.exitcode) from None
        if not good:
            raise answer
        return answer

    def kill(self) -> None:
        self._process.kill()
        self._process.join()


def _serve(pipe: Any) -> None:
    """The process: first the maker of the work, then chunks of rows, till the other end is closed."""
    os.environ.update(dict.fromkeys(THREADS, "1"))  # before numpy loads
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    threading.Thread(target=_follow, daemon=True).start()
    with suppress(EOFError, ConnectionError):
        try:
            work = pipe.recv()()
        except Exception as error:
            pipe.send((False, _portable(error, _told(error))))
            return
        pipe.send((True, None))
        pipe.send((True, each(work, pipe.recv())))
        # The process is the crew's own: what the models and tables hold by now stays for good, and looking through it
        # again and again for garbage took a tenth of the time.
        gc.collect()
        gc.freeze()
        while True:
            pipe.send((True, each(work, pipe.recv())))


def _follow() -> None:
    """Ends this process with its parent, however that ends and whatever is under way here."""
    if parent := multiprocessing.parent_process():
        pid = os.getppid()
        while parent.is_alive() and os.getppid() == pid:  # the first says so too while a process that it forked lives
            parent.join(1)
        os._exit(1)
