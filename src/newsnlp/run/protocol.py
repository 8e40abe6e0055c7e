"""uvicorn's HTTP connections, but none may hold its place for ever without using it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import h11
from starlette.responses import JSONResponse
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADERS = 10.0  # seconds for a request's line and headers, and for the rest of a body that was refused


class Connection(H11Protocol):
    """``most``: connections at a time; those beyond are answered 503, and beyond twice as many cut.

    A client that does not send its headers within ``HEADERS`` seconds, or does not read for ``seconds``, is cut off.
    """

    def __init__(self, *, most: int, seconds: float, **rest: Any) -> None:
        super().__init__(**rest)
        self._most, self._seconds = most, seconds
        self._headers: asyncio.TimerHandle | None = None
        self._reader: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > 2 * self._most:
            transport.abort()
        elif len(self.connections) > self._most:
            self.app = _full
        self._await_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._headers, self._reader):
            if timer:
                timer.cancel()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        before = self.cycle
        super().handle_events()
        if self.cycle is not before and self._headers and not self.cycle.response_complete:
            self._headers.cancel()

    def on_response_complete(self) -> None:
        self._await_headers()
        super().on_response_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._reader = self.loop.call_later(self._seconds, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._reader:
            self._reader.cancel()

    def send_400_response(self, msg: str) -> None:
        body = json.dumps({"error": f"this is no HTTP request that could be read: {msg}"}).encode()
        headers = [("content-type", "application/json"), ("content-length", str(len(body))), ("connection", "close")]
        for event in (h11.Response(status_code=400, headers=headers), h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _await_headers(self) -> None:
        if self._headers:
            self._headers.cancel()
        self._headers = self.loop.call_later(min(HEADERS, self._seconds), self.transport.abort)


async def _full(scope: Any, receive: Any, send: Any) -> None:
    answer = JSONResponse(
        {"error": "the server has as many connections as it may: try again later"},
        503,
        {"Retry-After": "1", "Connection": "close"},
    )
    await answer(scope, receive, send)
