"""``newsnlp batch``: a file of articles in, a file of documents out, row for row, over processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import cast

import click

from newsnlp.run import parquet
from newsnlp.run.extras import need
from newsnlp.run.lines import Seen
from newsnlp.run.options import configured
from newsnlp.run.output import Errors, Output, Pipe, Refusal, Results, begin, end, leftovers, remaining
from newsnlp.run.packed import GZIP, Packing, packing
from newsnlp.run.progress import Progress, counted
from newsnlp.run.rows import FORMS, Columns, Row, form_of, rows
from newsnlp.settings import Settings
from newsnlp.types import Document
from newsnlp.workers import Refused, Work, chunks, each, spread

ROW = 60  # characters that a row counts besides its article's
CHARACTERS = 30_000  # of one chunk: a second's work, so that little is lost to a kill and the bar moves
GROUP = 16  # results stored at a time
LOOK = 100  # rows of JSONL in one of which a named column must be
TIMEOUT = 600.0


@dataclass(frozen=True, slots=True)
class Job:
    """What the command line asks for. No ``source``: the standard input; no ``target``: the standard output."""

    source: Path | None
    target: Path | None
    form: str
    columns: Columns
    workers: int
    limit: float
    resume: bool
    settings: Settings

    @property
    def is_parquet(self) -> bool:
        """Whether the output is to be Parquet, which can't be appended to."""
        return self.target is not None and self.target.suffix.lower() == ".parquet"

    @property
    def results(self) -> tuple[Path, Packing | None]:
        """The file that lines go to."""
        assert self.target
        return (_beside(self.target, ".part"), GZIP) if self.is_parquet else (self.target, packing(self.target))

    @property
    def errors(self) -> Path:
        """The list of what could not be done."""
        assert self.target
        return _beside(self.target, ".errors.jsonl")

    def check(self) -> None:
        """Raises :class:`Refusal` or ``ValueError`` at what would lose something or can't be done."""
        if "parquet" in (self.form, self.is_parquet and "parquet"):
            need("Parquet", "arrow", "pyarrow")
        if self.source:
            packing(self.source)
        if self.target is None:
            if self.resume:
                raise Refusal("--resume needs a file: the standard output can't be gone on with")
            return
        if self.source and self.target.exists() and self.source.samefile(self.target):
            raise Refusal("INPUT and OUTPUT are the same file")
        for old in () if self.resume else (self.target, *leftovers(self.results[0], self.errors)):
            if old.exists():
                raise Refusal(f"{old} exists; go on with --resume, or remove it, or choose another name")

    @property
    def is_whole(self) -> bool:
        """Whether the output was finished, and can't be added to."""
        if not self.is_parquet or not cast(Path, self.target).exists():
            return False
        return not any(path.exists() for path in leftovers(self.results[0], self.errors) if path != self.errors)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def to_lines(settings: Settings, fits: bool) -> Work[Row, bytes | Refused[Row]]:
    """The work of a process: rows -> lines of the output. ``fits``: their sums must fit into Arrow's."""
    from newsnlp.pipeline import made

    extractor = made(settings)

    def work(found: Iterable[Row]) -> Iterator[bytes | Refused[Row]]:
        given = list(found)
        facts = extractor.each([cast(Document, row.article) for row in given if row.line_done is None])
        return (row.line_done or _line(row, next(facts), fits) for row in given)

    return work


def _line(row: Row, found: Document | Refused[Document], fits: bool) -> bytes | Refused[Row]:
    if isinstance(found, Refused):
        return Refused(row, found.reason, found.error, found.again)
    [line] = each(lambda rows: [rows[0].json(_fitting(found) if fits else found)], [row])
    return line


def _fitting(document: Document) -> Document:
    from newsnlp.arrow import fitting

    return fitting(document)


def _size(row: Row) -> int:
    """The characters of a row's article, and as many as its own handling is worth."""
    return ROW + len(cast(Document, row.article).text)


def _store(results: Iterable[bytes | Refused[Row]], output: Output | Pipe, errors: Errors, progress: Progress) -> None:
    rest = iter(results)
    while group := list(islice(rest, GROUP)):
        for refused in group:
            if isinstance(refused, Refused):
                errors.refuse(refused.row.line, refused.reason, refused.again)
        output.write([line for line in group if not isinstance(line, Refused)])
        progress.add(len(group))
    output.flush()


def _begun(found: Iterator[Row], columns: Columns, seen: Seen) -> Iterator[Row]:
    """The same rows, the first ones read: an input that is wrong as a whole is told before anything is written."""
    first: list[Row] = []
    for row in found:
        first.append(row)
        if len(first) == LOOK or all(name in seen.names for _, name in columns.named()):
            break
    if first:
        columns.check(seen.names)
    return map(_told, chain(first, found))


def _told(row: Row) -> Row:
    """The row; where it says that the input is damaged, so does the standard error."""
    if row.again:
        click.echo(f"newsnlp: {row.article}", err=True)
    return row


def run(job: Job) -> int:
    """Does what is left to do, and gives the exit status. Raises :class:`Refusal` and ``ValueError``."""
    job.check()
    seen = Seen.of(job.source)
    with ExitStack() as stack:
        found = _begun(rows(job.source, job.form, job.columns, stack, seen), job.columns, seen)
        if job.is_whole:
            return _checked(job, found)
        progress = Progress(seen, stack)
        errors = _done(job, found, progress, stack)
    click.echo(f"newsnlp: {progress}{_summary(errors)}", err=True)
    return 1 if errors.refused else 0


def _checked(job: Job, found: Iterator[Row]) -> int:
    errors = Errors(job.errors)
    parquet.check(cast(Path, job.target), found, errors)
    click.echo(f"newsnlp: {job.target} is whole already{_summary(errors)}", err=True)
    return 1 if errors.refused else 0


def _done(job: Job, found: Iterator[Row], progress: Progress, stack: ExitStack) -> Errors:
    if job.target and job.is_parquet and job.target.exists() and not parquet.is_ours(job.target):
        raise Refusal(f"{job.target} was not made by newsnlp batch: choose another name")
    output, errors, earlier = begin(*job.results, job.errors) if job.target else (Pipe(), Errors(None), None)
    for close in (output.close, errors.close, *([earlier.close] if earlier else [])):
        stack.callback(close)
    on = "; --resume goes on" if job.target else ""
    work = partial(to_lines, job.settings, job.is_parquet)
    try:
        todo = chunks(remaining(found, output, errors, earlier), _size, CHARACTERS)
        _store(spread(work, todo, job.workers, job.limit), output, errors, progress)
        if job.target:
            _finish(job, errors)
    except KeyboardInterrupt:
        output.flush()
        click.echo(f"newsnlp: stopped after {counted(progress.rows)}{on}", err=True)
        sys.exit(130)
    except OSError as error:
        raise click.ClickException(f"{error}, after {counted(progress.rows)}{on}") from None
    return errors


def _finish(job: Job, errors: Errors) -> None:
    path, how = job.results
    if job.target and job.is_parquet:
        parquet.write(Results(path, how), job.target, job.columns.keep, job.workers)
    end(path, job.errors)
    if job.is_parquet and not errors.again:
        os.unlink(path)


def _summary(errors: Errors) -> str:
    parts = [f"{counted(len(errors.refused))} refused"] * bool(errors.refused)
    parts += [f"{counted(len(errors.said))} done without a value that could not be read"] * bool(errors.said)
    parts += [f"--resume tries {len(errors.again):,} again"] * bool(errors.again and errors.path)
    return "".join(f"; {part}" for part in parts) + (f": see {errors.path or 'above'}" if parts else "")


def _form(path: Path | None, given: str | None) -> str:
    return given or (form_of(path) if path else "jsonl")


_SOURCE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
_OUTPUT = click.Path(dir_okay=False, allow_dash=True, path_type=Path)


def _names(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for names in value for name in names.split(",") if name.strip()))


@click.command()
@click.argument("source", metavar="INPUT", type=_SOURCE)
@click.option("-o", "--output", required=True, type=_OUTPUT, help="A new .jsonl (.gz, .zst) or .parquet file, or -.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes, one thread each.")
@click.option("--resume", is_flag=True, help="Go on where an earlier run with the same INPUT was stopped.")
@click.option("--input-format", type=click.Choice(FORMS), help="Of INPUT; by its ending, jsonl for -.")
@click.option("--text", default="text", show_default=True, help="Column of the article's text.")
@click.option("--id", "id_", default="id", show_default=True, help="Column of its id, where it has one.")
@click.option("--published", default="published", show_default=True, help="Column of its day, where it has one.")
@click.option("--title", help="Column of a headline, to be put before the text.")
@click.option("--keep", multiple=True, callback=_names, metavar="COLUMNS", help="Columns to carry through: url,source.")
@click.option(
    "--row-timeout",
    default=TIMEOUT,
    show_default=True,
    type=click.FloatRange(0, min_open=True),
    help="Seconds that one row may take; then it is refused.",
)
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
    title: str | None,
    keep: tuple[str, ...],
    row_timeout: float,
    settings: Settings,
) -> None:
    """Extract the facts of INPUT (JSONL, CSV or Parquet) into OUTPUT, a document a row, in order.

    A row that can't be done goes to OUTPUT.errors.jsonl with its line number and the reason; the rest is done, and the
    exit status is 1. A run that was stopped, by Ctrl-C or by a kill, goes on with --resume.
    """
    path, target = (None if str(p) == "-" else p for p in (source, output))
    try:
        if target and form_of(target, ".jsonl (also with .gz or .zst) or .parquet") == "csv":
            raise Refusal("facts nest, CSV doesn't: write .jsonl or .parquet")
        columns = Columns(text, id_, published, title, keep)
        job = Job(path, target, _form(path, input_format), columns, workers, row_timeout, resume, settings)
        status = run(job)
    except (Refusal, ValueError) as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.UsageError(f"{error.filename or target}: {error.strerror}") from None
    sys.exit(status)
