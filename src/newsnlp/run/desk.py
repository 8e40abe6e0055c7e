"""Where a server's articles wait for a worker process: short ones are not held up by long ones, late ones are ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, Generic, TypeVar

from newsnlp.formats import html
from newsnlp.types import Document
from newsnlp.workers import Crew, Refused, Work

S = TypeVar("S")

SHORT = 10_000  # characters: a fifth of a second's work; longer articles leave one seat to the others
PACE = 20_000  # characters that an article may be longer to wait a second more: a third of what a core reads in it


@dataclass(frozen=True, slots=True)
class Asked:
    """An article, and whether its page (HTML) is wanted or its facts (JSON)."""

    article: Document
    page: bool = False


@dataclass(order=True, slots=True)
class _Ticket:
    due: float
    number: int
    long: bool = field(compare=False)
    called: asyncio.Future[Any] = field(compare=False)


class Turns(Generic[S]):
    """Seats, and who is next at them: by when an article came and, a second for each ``PACE`` characters, its length.

    So a long article lets short ones pass, but not for ever. Where there are two seats or more, long ones never sit
    on all of them: a seat can't be cleared once taken.
    """

    def __init__(self, seats: Iterable[S]) -> None:
        self._free = list(seats)
        self._for_long = max(1, len(self._free) - 1)
        self._line: list[_Ticket] = []
        self._numbers = count()

    @property
    def waiting(self) -> int:
        """How many articles wait."""
        return len(self._line)

    async def take(self, characters: int) -> S:
        """A seat, when it is this article's turn; :meth:`give` it back with the same length."""
        loop = asyncio.get_running_loop()
        due = loop.time() + characters / PACE
        ticket = _Ticket(due, next(self._numbers), characters > SHORT, loop.create_future())
        self._line.append(ticket)
        self._call()
        try:
            seat: S = await ticket.called
        except asyncio.CancelledError:
            if ticket in self._line:
                self._line.remove(ticket)
            elif not ticket.called.cancelled():
                self.give(ticket.called.result(), characters)
            raise
        return seat

    def give(self, seat: S, characters: int) -> None:
        """The seat is free again."""
        self._free.append(seat)
        self._for_long += characters > SHORT
        self._call()

    def _call(self) -> None:
        for ticket in sorted(self._line):
            if self._free and not ticket.called.done() and (self._for_long or not ticket.long):
                self._line.remove(ticket)
                self._for_long -= ticket.long
                ticket.called.set_result(self._free.pop())


class Desk:
    """Articles in, facts out, by worker processes; each gets ``seconds`` of a worker's time.

    ``make`` gives, in a worker, the documents of articles, as for :func:`newsnlp.workers.spread`.
    """

    def __init__(self, make: Callable[[], Work[Document, Document]], workers: int, seconds: float) -> None:
        self._crew: Crew[Asked, str] = Crew(partial(_told, make), seconds)
        self._seats = [ThreadPoolExecutor(1, thread_name_prefix="newsnlp") for _ in range(workers)]
        self._turns = Turns(self._seats)

    @property
    def waiting(self) -> int:
        """How many articles wait for a worker."""
        return self._turns.waiting

    async def start(self) -> None:
        """Starts the workers. Raises what making their extractor raises."""
        await asyncio.gather(*(self._run(seat, []) for seat in self._seats))

    def stop(self) -> None:
        """Ends the workers, whatever they do."""
        self._crew.stop()
        for seat in self._seats:
            seat.shutdown(wait=False, cancel_futures=True)

    async def facts(self, asked: Asked, patience: float | None) -> str | Refused[Asked]:
        """JSON, or a page. Raises ``TimeoutError`` where no worker was free within ``patience`` seconds."""
        length = len(asked.article.text)
        async with asyncio.timeout(patience):
            seat = await self._turns.take(length)
        work = asyncio.ensure_future(self._run(seat, [asked]))
        work.add_done_callback(partial(self._cleared, seat, length))
        [found] = await asyncio.shield(work)  # the seat is taken until its worker is done, whoever waits for it
        return found

    def _run(self, seat: ThreadPoolExecutor, asked: Sequence[Asked]) -> asyncio.Future[list[str | Refused[Asked]]]:
        return asyncio.get_running_loop().run_in_executor(seat, self._crew.results, asked)

    def _cleared(self, seat: ThreadPoolExecutor, length: int, work: asyncio.Future[Any]) -> None:
        """Gives the seat back; where its worker was lost, once there is another: no article waits for its start."""
        if work.cancelled():
            return  # the desk is closed
        if not work.exception() and not isinstance(work.result()[0], Refused):
            self._turns.give(seat, length)
            return
        again = asyncio.ensure_future(self._run(seat, []))
        again.add_done_callback(partial(self._ready, seat, length))

    def _ready(self, seat: ThreadPoolExecutor, length: int, again: asyncio.Future[Any]) -> None:
        if not again.cancelled():
            again.exception()  # told when the next article asks for the worker
            self._turns.give(seat, length)


def _told(make: Callable[[], Work[Document, Document]]) -> Work[Asked, str]:
    return partial(_written, make())


def _written(work: Work[Document, Document], asked: Sequence[Asked]) -> Iterator[str]:
    for one, document in zip(asked, work([one.article for one in asked]), strict=True):
        yield "".join(html.write([document])) if one.page else document.to_json()
