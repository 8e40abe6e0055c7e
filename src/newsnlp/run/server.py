"""The application behind ``newsnlp serve``: facts over HTTP.

One process speaks HTTP; articles are done by worker processes, which are ended where an article takes too long. What
requests may cost is bounded: their number, bytes and seconds, and the disk that batches take. Whatever a request
holds, it is text to be read: nothing opens files or addresses.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from fastapi_offline import FastAPIOffline
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

import newsnlp
from newsnlp.formats.schema import schema
from newsnlp.plain import escape
from newsnlp.run import demo
from newsnlp.run.desk import Asked, Desk
from newsnlp.run.metrics import Metrics, Watched
from newsnlp.run.openapi import describe
from newsnlp.run.protocol import Connection
from newsnlp.run.rows import EXTRA, article
from newsnlp.run.spool import Room, Spool
from newsnlp.types import Document
from newsnlp.workers import Work

STOP = 8  # seconds that a stop waits for requests under way
DRAINED = 20  # times the longest body: read of one that is longer, for a client that sends all before it reads
PATHS = ("/", "/batch", "/docs", "/extract", "/health", "/metrics", "/openapi.json", "/schema")


@dataclass(frozen=True, slots=True)
class Limits:
    """What requests may cost.

    ``workers``: processes that do articles. ``queue``: requests under way at a time. ``connections``: at a time.
    ``body``: bytes of one article's request, and of one line of a batch. ``batch``: bytes of a whole batch, ``spool``:
    of all batches under way. ``seconds``: until a request has arrived, then until a worker is free, then until the
    article is done. ``origins``: of pages elsewhere that may ask from a browser.
    """

    workers: int = 2
    queue: int = 64
    connections: int = 256
    body: int = 2_000_000
    batch: int = 1_000_000_000
    spool: int = 2_000_000_000
    seconds: float = 60.0
    origins: Sequence[str] = ()


class Refusal(Exception):
    """A request that is answered with a status and a sentence."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Server:
    """The state behind the routes: the desk, the places for requests, the room for batches."""

    def __init__(self, limits: Limits, make: Callable[[], Work[Document, Document]]) -> None:
        self.limits = limits
        self.desk = Desk(make, limits.workers, limits.seconds)
        self.metrics = Metrics(lambda: self.desk.waiting)
        self.room = Room(limits.spool)
        self._places = limits.queue

    @contextmanager
    def place(self) -> Iterator[None]:
        """One of the requests under way; a :class:`Refusal` where there are as many as may be."""
        if not self._places:
            raise Refusal(503, f"{self.limits.queue} requests are under way, as many as may be: send it again later")
        self._places -= 1
        try:
            yield
        finally:
            self._places += 1

    async def body(self, request: Request) -> bytes:
        """The request's body; of one that is too long, the beginning."""
        kept, passed = bytearray(), 0
        try:
            async with asyncio.timeout(self.limits.seconds):
                async for piece in request.stream():
                    passed += len(piece)
                    if len(kept) <= self.limits.body:
                        kept += piece
                    if passed > DRAINED * self.limits.body:
                        break
        except TimeoutError:
            raise Refusal(408, f"the request did not arrive within {self.limits.seconds:g} seconds") from None
        except ClientDisconnect:
            raise Refusal(400, "the client went away") from None
        return bytes(kept)

    async def facts(self, article: Document, page: bool = False, patience: float | None = None) -> str:
        """The facts of an article as JSON or as a page. Raises :class:`Refusal`."""
        try:
            found = await self._done(Asked(article, page), patience)
        except Refusal:
            self.metrics.articles.labels("refused").inc()
            raise
        self.metrics.articles.labels("done").inc()
        self.metrics.characters.inc(len(article.text))
        return found

    async def _done(self, asked: Asked, patience: float | None) -> str:
        try:
            found = await self.desk.facts(asked, patience)
        except TimeoutError:
            raise Refusal(503, f"no worker was free within {patience:g} seconds: send it again later") from None
        except ChildProcessError as error:
            raise Refusal(503, str(error)) from None
        if isinstance(found, str):
            return found
        if isinstance(found.error, TimeoutError):
            raise Refusal(408, f"the article was not done within {self.limits.seconds:g} seconds: split it")
        raise Refusal(500, found.reason)

    def spool(self) -> Spool:
        """Where a batch is kept. Raises :class:`Refusal` where the disk has no place for it."""
        try:
            return Spool(self.room, self.limits.batch, self.limits.seconds)
        except OSError as error:
            raise Refusal(503, f"the server can't keep a batch ({error.strerror}): send it again later") from None

    async def answers(self, request: Request, spool: Spool) -> AsyncGenerator[str]:
        """A batch's lines, answered in their order while they arrive, as many at a time as there are workers."""
        lines = asyncio.Queue[asyncio.Task[str] | None](self.limits.workers)
        fill, ask = spool.fill(_pieces(request)), self._ask(spool, lines)
        tasks: list[asyncio.Task[Any] | None] = [asyncio.create_task(fill), asyncio.create_task(ask)]
        try:
            while (task := await lines.get()) and not (spool.reason is not None and await request.is_disconnected()):
                yield await task
        finally:
            while not lines.empty():
                tasks.append(lines.get_nowait())
            for each in filter(None, tasks):
                each.cancel()
            spool.close()

    async def _ask(self, spool: Spool, lines: asyncio.Queue[asyncio.Task[str] | None]) -> None:
        number = 0
        async for line in spool.lines(self.limits.body):
            number += 1
            if line.strip():
                await lines.put(asyncio.create_task(self._line(line, number)))
        if spool.reason:
            await lines.put(asyncio.create_task(_at_line(spool.reason, number + 1)))
        await lines.put(None)

    async def _line(self, line: bytes, number: int) -> str:
        """A document, or ``{"error": ..., "line": ...}`` in its place."""
        said: list[str] = []
        try:
            found = await self.facts(_article(line, self.limits.body, said.append))
        except Refusal as error:
            return await _at_line(str(error).replace("the body", "the line"), number)
        self.metrics.days.inc(len(said))
        return _told(found, said) + "\n"


def _told(document: str, said: Sequence[str]) -> str:
    """A document's JSON with what of its line could not be read."""
    return f'{document[:-1]}, "{EXTRA}": {_json({"unread": "; ".join(said)})}}}' if said else document


async def _at_line(reason: str, number: int) -> str:
    return _json({"error": reason, "line": number}) + "\n"


def _json(value: Mapping[str, Any]) -> str:
    return escape(json.dumps(value, ensure_ascii=False))


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    with suppress(ClientDisconnect):  # nobody is there to be told
        async for piece in request.stream():
            yield piece


async def _unless_gone(request: Request, work: Coroutine[Any, Any, str]) -> str:
    """The work's result; it is dropped where the client, whose body has arrived, goes away meanwhile."""
    task, gone = asyncio.ensure_future(work), asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Refusal(400, "the client went away")
        return task.result()
    finally:
        task.cancel()
        gone.cancel()


def _article(data: bytes, limit: int, said: Callable[[str], None] | None = None) -> Document:
    """The article of a request's body or a batch's line; what can't be read is a :class:`Refusal`.

    ``said`` is told of a day that can't be read; without it that is a refusal, too.
    """
    if len(data) > limit:
        raise Refusal(413, f"more than {limit:,} bytes: split the article, or start the server with --max-body")
    try:
        row = json.loads(data.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the body is not UTF-8 (byte {error.start})") from None
    except RecursionError:
        raise Refusal(400, "the body is no JSON object of plain values: it nests too deep") from None
    except ValueError as error:  # a whole number of 4,300 digits is one, and no JSONDecodeError
        raise Refusal(400, f'the body is no JSON: {error}; send {{"text": "..."}}') from None
    try:
        return article(row, said=said)
    except (TypeError, ValueError) as error:
        raise Refusal(422, str(error)) from None


class _Duplex(StreamingResponse):
    """A batch's answer, which begins while the request still arrives: nothing but the body's reader may listen."""

    def __init__(self, server: Server, request: Request) -> None:
        super().__init__((), media_type="application/x-ndjson")
        self._server, self._request = server, request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._server.place(), suppress(OSError):
            async with aclosing(self._server.answers(self._request, self._server.spool())) as answers:
                self.body_iterator = answers
                await self.stream_response(send)


class _Cors(CORSMiddleware):
    """starlette's, whose refusal of a page's question has the form of every other error."""

    def preflight_response(self, request_headers: Headers) -> Response:
        found = super().preflight_response(request_headers)
        if found.status_code < 400:
            return found
        kept = {name: value for name, value in found.headers.items() if not name.startswith("content-")}
        return _error(f"{bytes(found.body).decode()}: it is for --cors to name", found.status_code, kept)


def create(limits: Limits, make: Callable[[], Work[Document, Document]]) -> FastAPI:
    """The application; its workers start, and load their models, when it does.

    ``make`` gives, in a worker, the documents of articles, as for :func:`newsnlp.workers.spread`.
    """
    server = Server(limits, make)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        try:
            await server.desk.start()
            yield
        finally:
            server.desk.stop()

    app: FastAPI = FastAPIOffline(
        redoc_url=None,
        title="newsnlp",
        version=newsnlp.__version__,
        description="People, officials' titles, organizations, regions, money and dates from Russian news.",
        lifespan=life,
    )
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    if limits.origins:
        methods, headers = ["GET", "POST"], ["*"]
        app.add_middleware(_Cors, allow_origins=limits.origins, allow_methods=methods, allow_headers=headers)
    app.add_middleware(Watched, metrics=server.metrics, paths=PATHS)
    _faults(app)
    _routes(app, server)
    return app


def _routes(app: FastAPI, server: Server) -> None:
    @app.post("/extract", summary="The facts of one article")
    async def extract(request: Request) -> Response:
        page = "text/html" in request.headers.get("accept", "")
        with server.place():
            article = _article(await server.body(request), server.limits.body)
            found = await _unless_gone(request, server.facts(article, page, server.limits.seconds))
        return HTMLResponse(found) if page else Response(found, media_type="application/json")

    @app.post("/batch", summary="The facts of many articles, JSONL in and out, streamed, line for line")
    async def batch(request: Request) -> Response:
        return _Duplex(server, request)

    @app.get("/health", summary="Whether articles can be sent")
    @app.head("/health", include_in_schema=False)
    async def health() -> dict[str, str]:
        return {"status": "ok", "version": newsnlp.__version__}

    @app.get("/schema", summary="The JSON Schema of a document")
    @app.head("/schema", include_in_schema=False)
    async def document_schema() -> dict[str, Any]:
        return schema()

    @app.get("/metrics", summary="Counters in Prometheus' text form")
    @app.head("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(server.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    @app.get("/", include_in_schema=False)
    @app.head("/", include_in_schema=False)
    async def page() -> Response:
        return HTMLResponse(demo.page())


def _faults(app: FastAPI) -> None:
    """One form for every error: ``{"error": "a sentence"}``."""

    @app.exception_handler(Refusal)
    async def refused(request: Request, error: Refusal) -> Response:
        # The rest of a body that was refused is not waited for
        headers = {"Connection": "close"} if error.status in (408, 413, 503) else {}
        return _error(str(error), error.status, headers | ({"Retry-After": "1"} if error.status == 503 else {}))

    @app.exception_handler(HTTPException)
    async def unknown(request: Request, error: HTTPException) -> Response:
        said = {404: f"there is no {request.url.path} here", 405: f"{request.method} is not for {request.url.path}"}
        return _error(f"{said.get(error.status_code, error.detail)}: see /docs", error.status_code, error.headers)

    @app.exception_handler(Exception)
    async def fault(request: Request, error: Exception) -> Response:
        return _error("a fault of the server's, written to its log: please report it", 500)


def _error(reason: str, status: int, headers: Any = None) -> Response:
    return JSONResponse({"error": reason}, status, headers)


def run(limits: Limits, make: Callable[[], Work[Document, Document]], host: str, port: int) -> None:
    """Serves until Ctrl-C or SIGTERM, then waits ``STOP`` seconds for the requests under way."""
    connection: Any = partial(Connection, most=limits.connections, seconds=limits.seconds)
    uvicorn.run(
        create(limits, make),
        host=host,
        port=port,
        http=connection,
        ws="none",
        log_level="info",
        access_log=False,
        timeout_graceful_shutdown=STOP,
    )
