"""``newsnlp serve``: the command; the server itself is loaded when it starts."""

from __future__ import annotations

from functools import partial

import click

from newsnlp.run.extras import need
from newsnlp.run.options import configured
from newsnlp.settings import Settings
from newsnlp.types import Document
from newsnlp.workers import Work

_COUNT = click.IntRange(1)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=2, show_default=True, type=_COUNT, help="Processes that do articles.")
@click.option("--queue", default=64, show_default=True, type=_COUNT, help="Requests under way; 503 beyond.")
@click.option("--connections", default=256, show_default=True, type=_COUNT, help="At a time; 503 beyond.")
@click.option("--max-body", default=2_000_000, show_default=True, type=_COUNT, help="Bytes of an article.")
@click.option("--max-batch", default=1_000_000_000, show_default=True, type=_COUNT, help="Bytes of a batch.")
@click.option("--max-spool", default=2_000_000_000, show_default=True, type=_COUNT, help="Bytes of all batches.")
@click.option("--timeout", default=60.0, show_default=True, type=click.FloatRange(0.1), help="Seconds an article.")
@click.option("--cors", multiple=True, metavar="ORIGIN", help="Pages that may ask: https://example.org, or *. Repeat.")
@configured
def command(
    host: str,
    port: int,
    workers: int,
    queue: int,
    connections: int,
    max_body: int,
    max_batch: int,
    max_spool: int,
    timeout: float,
    cors: tuple[str, ...],
    settings: Settings,
) -> None:
    """Serve facts over HTTP: POST /extract and /batch, a page to try it at /, /docs, /schema, /health, /metrics.

    Stops at Ctrl-C or SIGTERM, within ten seconds; requests under way are answered if they are done by then.
    """
    need("newsnlp serve", "serve", "fastapi", "fastapi_offline", "prometheus_client", "uvicorn")
    from newsnlp.run import server

    limits = server.Limits(workers, queue, connections, max_body, max_batch, max_spool, timeout, cors)
    server.run(limits, partial(_work, settings), host, port)


def _work(settings: Settings) -> Work[Document, Document]:
    """What a worker does, made in the worker."""
    from newsnlp.pipeline import made

    return made(settings).all
