"""``newsnlp serve``: facts over HTTP.

One process extracts one article at a time, in a thread of its own, so that ``/health`` answers meanwhile; ``--workers``
runs several. Whatever a request holds, it is text to be read: nothing opens files or addresses.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

import newsnlp
from newsnlp.formats import html
from newsnlp.formats.schema import schema
from newsnlp.pipeline import made
from newsnlp.plain import escape
from newsnlp.run.options import OPTIONS, configured, read
from newsnlp.run.rows import article
from newsnlp.settings import Settings
from newsnlp.types import Document
from newsnlp.workers import THREADS

try:
    import uvicorn
    from fastapi import FastAPI, Request
    from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
    from starlette.requests import ClientDisconnect
    from starlette.types import Receive, Scope, Send
except ImportError as error:  # pragma: no cover - the extra is installed where the tests run
    raise click.ClickException("newsnlp serve needs a web server: pip install 'newsnlp[serve]'") from error

BODY, BATCH, SECONDS = 2_000_000, 1_000_000_000, 60.0
PREFIX = "NEWSNLP_SERVE_"  # the settings reach uvicorn's worker processes through the environment
# The page and what it shows load nothing; scripts and styles are its own, inline
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; "
    "frame-src 'self' about:; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """``body``: bytes of one article's request, and of one line of a batch; ``batch``: bytes of a whole batch;
    ``seconds``: until a request has arrived and, again, until its article is done."""

    body: int = BODY
    batch: int = BATCH
    seconds: float = SECONDS


class Refusal(Exception):
    """A request that is answered with a status and a sentence."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def create(limits: Limits | None = None, settings: Settings | None = None) -> FastAPI:
    """The application; models load when it starts."""
    limits, settings = limits or _from_environment(), settings or _told()
    one = ThreadPoolExecutor(1, thread_name_prefix="newsnlp")

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        await asyncio.get_running_loop().run_in_executor(one, _extract, settings, Document(""))
        yield
        one.shutdown(cancel_futures=True)

    app = FastAPI(title="newsnlp", version=newsnlp.__version__, lifespan=life, docs_url=None, redoc_url=None)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]

    @app.exception_handler(Refusal)
    async def refused(request: Request, error: Refusal) -> Response:
        return _json({"error": str(error)}, error.status)

    async def facts(data: bytes) -> Document:
        asked = _article(data, limits.body)
        return await asyncio.get_running_loop().run_in_executor(one, _extract, settings, asked)

    @app.post("/extract", summary="The facts of one article")
    async def extract(request: Request) -> Response:
        data = await _in_time(_body(request, limits.body), limits.seconds, "the request did not arrive")
        document = await _in_time(facts(data), limits.seconds, "the article was not done")
        if "text/html" in request.headers.get("accept", ""):
            return HTMLResponse("".join(html.write([document])), headers={"Content-Security-Policy": POLICY})
        return Response(document.to_json(), media_type="application/json")

    @app.post("/batch", summary="The facts of many articles, JSONL in and out, streamed, line for line")
    async def batch(request: Request) -> Response:
        return _Duplex(_answers(request, facts, limits), media_type="application/x-ndjson")

    @app.get("/health", summary="Whether articles can be sent")
    async def health() -> dict[str, str]:
        return {"status": "ok", "version": newsnlp.__version__}

    @app.get("/schema", summary="The JSON Schema of a document")
    async def document_schema() -> dict[str, Any]:
        return schema()

    @app.get("/", include_in_schema=False)
    async def page() -> Response:
        text = (files("newsnlp.run") / "page.html").read_text(encoding="utf-8")
        return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})

    return app


def _extract(settings: Settings, asked: Document) -> Document:
    return next(made(settings).all([asked]))


def _article(data: bytes, limit: int) -> Document:
    """The article of a request's body or a batch's line; what can't be read is a :class:`Refusal`."""
    if len(data) > limit:
        raise Refusal(413, f"more than {limit:,} bytes: split the article, or start the server with --max-body")
    try:
        return article(json.loads(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the body is not UTF-8 (byte {error.start})") from None
    except json.JSONDecodeError as error:
        raise Refusal(400, f'the body is no JSON: {error}; send {{"text": "..."}}') from None
    except RecursionError:
        raise Refusal(400, "the body is no JSON object of plain values: it nests too deep") from None
    except (TypeError, ValueError) as error:
        raise Refusal(422, str(error)) from None


async def _body(request: Request, limit: int) -> bytes:
    kept = bytearray()
    try:
        async for piece in request.stream():
            kept += piece
            if len(kept) > limit:
                break
    except ClientDisconnect:
        raise Refusal(400, "the client went away") from None
    return bytes(kept)


async def _in_time(work: Awaitable[Any], seconds: float, what: str) -> Any:
    try:
        return await asyncio.wait_for(work, seconds)
    except TimeoutError:
        raise Refusal(408, f"{what} within {seconds:g} seconds") from None


class _Duplex(StreamingResponse):
    """A streamed answer that begins while the request still arrives: nothing but the body's reader may listen."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(OSError):
            await self.stream_response(send)


class _Spool:
    """What has arrived of a batch, on disk: a client that sends all before it reads is never made to wait."""

    def __init__(self, request: Request, limits: Limits) -> None:
        self._request, self._limits = request, limits
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `lines`
        self._size = self._read = 0
        self._news = asyncio.Condition()
        self._end: str | None = None

    async def fill(self) -> None:
        reason = ""
        try:
            async with asyncio.timeout(None) as clock:
                async for piece in self._request.stream():
                    clock.reschedule(asyncio.get_running_loop().time() + self._limits.seconds)
                    await self._append(piece)
        except TimeoutError:
            reason = f"nothing arrived for {self._limits.seconds:g} seconds"
        except (ClientDisconnect, Refusal) as error:
            reason = str(error) or "the client went away"
        async with self._news:
            self._end = reason
            self._news.notify_all()

    async def _append(self, piece: bytes) -> None:
        if self._size + len(piece) > self._limits.batch:
            raise Refusal(413, f"the batch has more than {self._limits.batch:,} bytes: send it in parts")
        async with self._news:
            self._file.seek(self._size)
            self._file.write(piece)
            self._size += len(piece)
            self._news.notify_all()

    async def lines(self) -> AsyncIterator[bytes]:
        """Lines as they arrive; of one that is too long, the beginning."""
        kept, limit = b"", self._limits.body + 1
        with self._file:
            while piece := await self._piece():
                first, *rest = piece.split(b"\n")
                kept = (kept + first)[:limit]
                for line in rest:
                    yield kept
                    kept = line[:limit]
            if kept:
                yield kept

    async def _piece(self) -> bytes:
        async with self._news:
            await self._news.wait_for(lambda: self._read < self._size or self._end is not None)
            self._file.seek(self._read)
            piece = self._file.read(1 << 16)
            self._read += len(piece)
            return piece

    @property
    def reason(self) -> str | None:
        """Why the batch ended early."""
        return self._end


async def _answers(
    request: Request, facts: Callable[[bytes], Awaitable[Document]], limits: Limits
) -> AsyncIterator[str]:
    spool = _Spool(request, limits)
    filling = asyncio.create_task(spool.fill())
    number = 0
    try:
        async for line in spool.lines():
            number += 1
            if line.strip():
                yield await _answer(facts, line, number, limits)
        if spool.reason:
            yield json.dumps({"error": spool.reason, "line": number + 1}, ensure_ascii=False) + "\n"
    finally:
        filling.cancel()


async def _answer(facts: Callable[[bytes], Awaitable[Document]], line: bytes, number: int, limits: Limits) -> str:
    """A document, or ``{"error": ..., "line": ...}`` in its place."""
    try:
        document = await _in_time(facts(line), limits.seconds, "the article was not done")
        found: str = document.to_json()
    except Refusal as error:
        found = escape(
            json.dumps({"error": str(error).replace("the body", "the line"), "line": number}, ensure_ascii=False)
        )
    return found + "\n"


def _json(value: Any, status: int) -> Response:
    return JSONResponse(value, status)


_ARTICLE: Mapping[str, Any] = {
    "type": "object",
    "description": "An article; other keys are ignored.",
    "properties": {
        "text": {"type": "string"},
        "id": {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
        "published": {"type": ["string", "null"], "description": "ISO 8601: a day, or a day and time"},
    },
    "required": ["text"],
}
_ERROR: Mapping[str, Any] = {
    "type": "object",
    "properties": {"error": {"type": "string"}, "line": {"type": "integer"}},
    "required": ["error"],
}


def _openapi(app: FastAPI) -> dict[str, Any]:
    """OpenAPI with the schemas of the dataclasses, which routes that read raw bodies don't declare."""
    from fastapi.openapi.utils import get_openapi

    found = get_openapi(title=app.title, version=app.version, routes=app.routes)
    document = schema()
    kinds = {**document.pop("$defs"), "Document": document, "Article": dict(_ARTICLE), "Error": dict(_ERROR)}
    document.pop("$schema")
    found.setdefault("components", {})["schemas"] = kinds
    refusals = {status: {"description": said, "content": _content("Error")} for status, said in _STATUSES.items()}
    for path, media in (("/extract", "application/json"), ("/batch", "application/x-ndjson")):
        call = found["paths"][path]["post"]
        call["requestBody"] = {"required": True, "content": _content("Article", media)}
        call["responses"] = {"200": {"description": "Facts", "content": _content("Document", media)}}
        call["responses"] |= refusals if path == "/extract" else {}
    text: str = json.dumps(found).replace("#/$defs/", "#/components/schemas/")
    whole: dict[str, Any] = json.loads(text)
    return whole


_STATUSES: Mapping[str, str] = {
    "400": "Not UTF-8, or not JSON",
    "408": "Out of time",
    "413": "Too large",
    "422": "No article",
}


def _content(name: str, media: str = "application/json") -> dict[str, Any]:
    return {media: {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _from_environment() -> Limits:
    given = {name: os.environ.get(PREFIX + name.upper()) for name in ("body", "batch", "seconds")}
    return Limits(**{name: float(value) if name == "seconds" else int(value) for name, value in given.items() if value})  # type: ignore[arg-type]


def _told() -> Settings:
    """The settings that the command was given, which reach uvicorn's processes through the environment."""
    config, jobs, timezone = (os.environ.get(PREFIX + name.upper()) for name in OPTIONS)
    return read(Path(config) if config else None, bool(jobs), timezone or None)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes.")
@click.option("--max-body", default=BODY, show_default=True, type=click.IntRange(1), help="Bytes of an article.")
@click.option("--max-batch", default=BATCH, show_default=True, type=click.IntRange(1), help="Bytes of a batch.")
@click.option("--timeout", default=SECONDS, show_default=True, type=click.FloatRange(0.1), help="Seconds.")
@configured
def command(
    host: str, port: int, workers: int, max_body: int, max_batch: int, timeout: float, settings: Settings
) -> None:
    """Serve facts over HTTP: POST /extract and /batch, a page to try it at /, /schema, /health, /openapi.json.

    Stops at Ctrl-C or SIGTERM when the requests under way are answered.
    """
    for name, value in (("BODY", max_body), ("BATCH", max_batch), ("SECONDS", timeout)):
        os.environ[PREFIX + name] = str(value)
    given = click.get_current_context().params
    os.environ.update({PREFIX + name.upper(): str(given[name] or "") for name in OPTIONS})
    for name in THREADS:
        os.environ.setdefault(name, "1")
    uvicorn.run(
        "newsnlp.run.server:create",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="info",
        access_log=False,
        timeout_graceful_shutdown=int(timeout) + 1,
    )
