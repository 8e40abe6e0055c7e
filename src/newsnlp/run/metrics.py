"""What the server counts, for Prometheus; and the last word on every answer: its error's form, its page's policy."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, MutableMapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# Pages load nothing from elsewhere; scripts and styles are their own, inline or of this server
POLICY = (
    b"default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    b"connect-src 'self'; frame-src 'self' about:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
BUCKETS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60)


class Metrics:
    """The counters of one server."""

    def __init__(self, waiting: Callable[[], float]) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.requests = Counter("newsnlp_requests", "Requests answered", ["path", "status"], registry=registry)
        self.seconds = Histogram(
            "newsnlp_request_seconds", "From a request's headers to its whole answer", ["path"],
            registry=registry, buckets=BUCKETS,
        )  # fmt: skip
        self.under_way = Gauge("newsnlp_requests_under_way", "Requests not yet answered", registry=registry)
        self.articles = Counter("newsnlp_articles", "Articles, by what came of them", ["result"], registry=registry)
        self.days = Counter("newsnlp_days_unread", "Days of publication that could not be read", registry=registry)
        self.characters = Counter("newsnlp_characters", "Characters of articles done", registry=registry)
        Gauge("newsnlp_articles_waiting", "Articles that wait for a worker", registry=registry).set_function(waiting)


class Watched:
    """An application whose requests are counted, whose pages have a policy, and which is stopped with a sentence."""

    def __init__(self, app: ASGIApp, metrics: Metrics, paths: Collection[str]) -> None:
        self._app, self._metrics, self._paths = app, metrics, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"] if scope["path"] in self._paths else "other"
        began, status = time.monotonic(), 0

        async def watched(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _protect(message)
            await send(message)

        with self._metrics.under_way.track_inprogress():
            try:
                await self._app(scope, receive, watched)
            except asyncio.CancelledError:
                if status:
                    raise
                stopped = {"error": "the server was stopped before this was done: send it again later"}
                await JSONResponse(stopped, 503, {"Connection": "close"})(scope, receive, watched)
            except Exception:
                status = status or 500  # what the server's last handler answers
                raise
            finally:
                self._metrics.requests.labels(path, str(status)).inc()
                self._metrics.seconds.labels(path).observe(time.monotonic() - began)


def _protect(message: MutableMapping[str, Any]) -> None:
    headers = list(message.get("headers", ()))
    if any(name == b"content-type" and value.startswith(b"text/html") for name, value in headers):
        headers.append((b"content-security-policy", POLICY))
    message["headers"] = [*headers, (b"x-content-type-options", b"nosniff")]
