"""``newsnlp batch``: a file of articles in, a file of documents out, row for row, over processes."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, cast

import click
import rich.progress
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

from newsnlp.run.options import configured
from newsnlp.run.rows import FORMS, Columns, Row, Seen, form_of, rows
from newsnlp.run.sinks import Lines, Sink, is_whole, last_line, parts_of, sink, whole_lines
from newsnlp.settings import Settings
from newsnlp.types import Document
from newsnlp.workers import Refused, Work, spread

CHARACTERS = 30_000  # of one chunk: a second's work, so that little is lost to a kill and the bar moves
LOG = 30  # seconds between two lines of progress where there is no terminal


class Errors:
    """The rows that could not be read, in a file made with the first of them, each written through at once.

    ``lines`` are those that an earlier run recorded: they aren't recorded again.
    """

    def __init__(self, path: Path | None, stack: ExitStack) -> None:
        self.path, self._stack = path, stack
        self.lines: set[int] = set()
        if path and path.exists():
            whole_lines(path)
            self.lines = {json.loads(line)["line"] for line in path.read_bytes().splitlines()}
        self._file: Any = None

    def add(self, line: int, reason: str) -> None:
        """One row: ``{"line": 3, "reason": "..."}``."""
        if self._file is None:
            self._file = self._stack.enter_context(self.path.open("ab")) if self.path else sys.stderr.buffer
        self._file.write(json.dumps({"line": line, "reason": reason}, ensure_ascii=False).encode("utf-8", "replace"))
        self._file.write(b"\n")
        self._file.flush()
        self.lines.add(line)


class Progress:
    """A bar with rate and rest on a terminal; else a plain line now and then."""

    def __init__(self, seen: Seen, stack: ExitStack) -> None:
        self._seen, self.rows = seen, 0
        self._start = self._said = time.monotonic()
        columns = BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn()
        terminal = Console(stderr=True)
        bar = rich.progress.Progress(*columns, console=terminal, disable=not terminal.is_terminal)
        self._bar = stack.enter_context(bar) if terminal.is_terminal else None
        self._task = bar.add_task("", total=seen.total or None)

    def add(self, count: int) -> None:
        """So many rows more are stored or refused."""
        self.rows += count
        if self._bar:
            said = f"{self.rows:,} rows, {self.rate:.1f} a second"
            self._bar.update(self._task, completed=self._seen.done, description=said)
        elif time.monotonic() - self._said >= LOG:
            self._said = time.monotonic()
            part = f", {100 * self._seen.done // self._seen.total}% read" if self._seen.total else ""
            click.echo(f"newsnlp: {self}{part}", err=True)

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / max(time.monotonic() - self._start, 1e-3)

    def __str__(self) -> str:
        return f"{self.rows:,} rows in {time.monotonic() - self._start:.0f} s, {self.rate:.1f} a second"


def to_lines(settings: Settings) -> Work[Row, str]:
    """The work of a process for JSONL: rows -> lines."""
    return lambda rows: [document.to_json() for document in _documents(settings, rows)]


def to_documents(settings: Settings) -> Work[Row, Document]:
    """The work of a process for Parquet: rows -> documents that it can hold."""
    from newsnlp.arrow import fitting

    return lambda rows: map(fitting, _documents(settings, rows))


def _documents(settings: Settings, rows: Iterable[Row]) -> Iterator[Document]:
    from newsnlp.pipeline import made

    return made(settings).all(cast(Document, row.article) for row in rows)


def _chunks(found: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    size = 0
    for row in found:
        chunk.append(row)
        size += len(row.article.text) if isinstance(row.article, Document) else 0
        if size >= CHARACTERS or len(chunk) >= 500:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _todo(found: Iterable[Row], done: int, last: str | None, errors: Errors) -> Iterator[Row]:
    """The rows that no earlier run has done; those that can't be read are recorded on the way.

    Every row refused before the last one done is in the errors' file, since that is written through first; so the
    done ones are the first ``done`` of the others. ``last`` is the text of the last of them.
    """
    for row in found:
        if isinstance(row.article, str):
            if row.line not in errors.lines:
                errors.add(row.line, row.article)
        elif row.line not in errors.lines:
            if done == 1 and last is not None and row.article.text != last:
                raise click.UsageError("the output was made from another input: --resume needs the same one")
            done -= 1
            if done < 0:
                yield row
    if done > 0:
        raise click.UsageError("the output has more rows than the input: --resume needs the same one")


def _store(results: Iterable[Any], out: Sink, errors: Errors, progress: Progress) -> None:
    rest = iter(results)
    while group := list(islice(rest, 16)):
        for result in group:
            if isinstance(result, Refused):
                errors.add(result.row.line, result.reason)
        kept = [result for result in group if not isinstance(result, Refused)]
        out.write(kept)
        progress.add(len(group))


def _check(path: Path | None, target: Path | None, resume: bool) -> None:
    """Refuses a call that would lose something or can't be done."""
    if _form(target, None) == "csv":
        raise click.UsageError("facts nest, CSV doesn't: write .jsonl or .parquet")
    if target is None:
        if resume:
            raise click.UsageError("--resume needs a file: the standard output can't be gone on with")
        return
    if path and target.exists() and path.samefile(target):
        raise click.UsageError("INPUT and OUTPUT are the same file")
    for old in (target, parts_of(target), _errors_of(target)):
        if old and old.exists() and not resume:
            raise click.UsageError(f"{old} exists; go on with --resume, or remove it, or choose another name")


def _errors_of(path: Path | None) -> Path | None:
    return path.with_name(path.name + ".errors.jsonl") if path else None


def _form(path: Path | None, given: str | None) -> str:
    try:
        return given or (form_of(path) if path else "jsonl")
    except ValueError as error:
        raise click.UsageError(str(error)) from None


_SOURCE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
_OUTPUT = click.Path(dir_okay=False, allow_dash=True, path_type=Path)


@click.command()
@click.argument("source", metavar="INPUT", type=_SOURCE)
@click.option("-o", "--output", required=True, type=_OUTPUT, help="A new .jsonl (.gz, .zst) or .parquet file, or -.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes, one thread each.")
@click.option("--resume", is_flag=True, help="Go on where an earlier run with the same INPUT was stopped.")
@click.option("--input-format", type=click.Choice(FORMS), help="Of INPUT; by its ending, jsonl for -.")
@click.option("--text", default="text", show_default=True, help="Column of the article's text.")
@click.option("--id", "id_", default="id", show_default=True, help="Column of its id, where it has one.")
@click.option("--published", default="published", show_default=True, help="Column of its day, where it has one.")
@configured
def command(
    source: Path,
    output: Path,
    workers: int,
    resume: bool,
    input_format: str | None,
    text: str,
    id_: str,
    published: str,
    settings: Settings,
) -> None:
    """Extract the facts of INPUT (JSONL, CSV or Parquet) into OUTPUT, a document a row, in order.

    A row that can't be read goes to OUTPUT.errors.jsonl with its line number and the reason; the rest is done, and the
    exit status is 1. A run that was stopped, by Ctrl-C or by a kill, goes on with --resume.
    """
    path, target = (None if str(p) == "-" else p for p in (source, output))
    form = _form(path, input_format)
    _check(path, target, resume)
    if resume and target and is_whole(target):
        click.echo(f"newsnlp: {target} is whole already", err=True)
        return
    with ExitStack() as stack:
        seen = Seen(path)
        found = _begun(rows(path, form, Columns(text, id_, published), stack, seen))
        out = _sink(target)
        stack.callback(out.close)
        errors = Errors(_errors_of(target), stack)
        progress = Progress(seen, stack)
        work = partial(to_documents if target and target.suffix.lower() == ".parquet" else to_lines, settings)
        try:
            _run(_todo(found, out.done, _last_text(out, target), errors), workers, work, out, errors, progress)
        except KeyboardInterrupt:
            click.echo(f"newsnlp: stopped after {progress.rows:,} rows; --resume goes on from there", err=True)
            sys.exit(130)
        except OSError as error:
            raise click.ClickException(f"{error}; --resume goes on after {progress.rows:,} rows") from None
    click.echo(f"newsnlp: {progress}{_refused(errors)}", err=True)
    sys.exit(1 if errors.lines else 0)


def _run(todo: Iterable[Row], workers: int, work: Any, out: Sink, errors: Errors, progress: Progress) -> None:
    _store(spread(work, _chunks(todo), workers), out, errors, progress)
    out.finish()


def _begun(found: Iterator[Row]) -> Iterator[Row]:
    """The same rows, the first one read: a file that is wrong as a whole is told before anything is written."""
    try:
        first = list(islice(found, 1))
    except (ValueError, OSError, EOFError) as error:
        raise click.UsageError(str(error)) from None
    return chain(first, found)


def _sink(target: Path | None) -> Sink:
    try:
        return sink(target)
    except OSError as error:
        raise click.UsageError(f"{target}: {error.strerror}") from None


def _last_text(out: Sink, target: Path | None) -> str | None:
    """The text of the last row done, where the output shows it."""
    if target is None or not isinstance(out, Lines) or not out.done:
        return None
    text: str = json.loads(last_line(target))["text"]
    return text


def _refused(errors: Errors) -> str:
    return f"; {len(errors.lines):,} rows refused: see {errors.path or 'above'}" if errors.lines else ""
