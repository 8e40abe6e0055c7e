"""``newsnlp extract``: files in, facts out."""

from __future__ import annotations

import codecs
import errno
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsnlp.days import day
from newsnlp.formats import WRITERS
from newsnlp.run import webpage
from newsnlp.run.extras import need
from newsnlp.run.options import configured
from newsnlp.settings import Settings
from newsnlp.types import KINDS, Document, Title
from newsnlp.workers import Refused

if TYPE_CHECKING:
    from newsnlp.pipeline import Extractor


def _moment(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    try:
        return day(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _encoding(ctx: click.Context, param: click.Parameter, value: str) -> str:
    try:
        bytes(4).decode(value)
        return value
    except LookupError:
        raise click.BadParameter(f"Python knows no encoding {value!r}") from None


def _columns(begun: str) -> list[str]:
    """What a shell offers behind ``--only``: the columns that go on from the last comma."""
    first, comma, last = begun.rpartition(",")
    names = [*(kind.column for kind in KINDS.values()), OFFICIALS]
    return [first + comma + name for name in names if name.startswith(last)]


OFFICIALS = "officials"
_FILE = click.Path(exists=True, allow_dash=True)
_ARTICLES = frozenset({".txt", *webpage.ENDINGS})  # what is read of a folder, by its ending


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option("--format", "form", type=click.Choice(list(WRITERS)), help="Default: table on a terminal, else jsonl.")
@click.option("--published", callback=_moment, help="When the articles came out: 2024-04-24, or 2024-04-24T11:03.")
@click.option("--encoding", default="utf-8", show_default=True, callback=_encoding, help="Of the files, e.g. cp1251.")
@click.option(
    "--only",
    metavar="KIND,...",
    shell_complete=lambda _ctx, _param, begun: _columns(begun),
    help="What to print: people, titles, ..., officials (who holds an office).",
)
@click.option("--explain", is_flag=True, help="For each title what spoke for its holder and against, not the facts.")
@configured
def command(
    files: Sequence[str],
    form: str | None,
    published: date | None,
    encoding: str,
    only: str | None,
    explain: bool,
    settings: Settings,
) -> None:
    """Read articles and print the facts in them; FILE is plain text, a saved web page (.html), a folder of such files
    (.txt, .html; those within too), or - for the standard input.

    A relative date («вчера») counts from --published, else from the page's own day, else from the article's dateline.
    """
    wanted = _wanted(only)
    files = [file for name in files for file in _files(name)]
    _check(files, form)
    unread: list[str] = []
    from newsnlp.pipeline import made

    articles = _articles(files, published, encoding, unread)
    if explain:
        for line in _explained(made(settings), articles):
            click.echo(line)
        sys.exit(1 if unread else 0)
    documents = _done(made(settings).each(articles), unread)
    if wanted:
        documents = (some(document, wanted) for document in documents)
    for piece in WRITERS[form or ("table" if sys.stdout.isatty() else "jsonl")](documents):
        click.echo(piece, nl=False)
    if unread:
        sys.exit(1)


def _check(files: Sequence[str], form: str | None) -> None:
    """Refuses what can't be written in one piece, or read without a further package."""
    if form == "brat" and len(files) > 1:
        raise click.UsageError(
            "brat keeps one document a file: give one FILE, or call newsnlp.formats.brat.save for many"
        )
    if any(map(webpage.is_page, files)):
        need("reading web pages", "html", "trafilatura")


def _files(name: str) -> list[str]:
    """The articles of a folder and of those within, in order, hidden ones left out; a file is its own."""
    folder = Path(name)
    if name == "-" or not folder.is_dir():
        return [name]
    below = (path for path in folder.rglob("*") if path.suffix.lower() in _ARTICLES and path.is_file())
    found = sorted(p for p in below if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    if not found:
        raise click.UsageError(f"{click.format_filename(name)}: the folder holds no {', '.join(sorted(_ARTICLES))}")
    return list(map(str, found))


def _wanted(only: str | None) -> frozenset[str]:
    wanted = frozenset(filter(None, (only or "").split(",")))
    known = [OFFICIALS, *(kind.column for kind in KINDS.values())]
    if only is not None and not wanted:
        raise click.UsageError(f"--only: it names nothing; there are {', '.join(known)}")
    if unknown := sorted(wanted.difference(known)):
        raise click.UsageError(f"--only: no {unknown[0]!r}; there are {', '.join(known)}")
    return wanted


def some(document: Document, wanted: Collection[str]) -> Document:
    """The document with the facts of some columns alone; ``"officials"`` are the titles that are public offices held.

    >>> some(Document("мэр Чен", titles=(Title("мэр", "мэр"),)), ["officials"]).titles
    ()
    """
    kept: dict[str, Any] = {}
    for cls, kind in KINDS.items():
        if kind.column not in wanted and kind.column in Document.__slots__:
            kept[kind.column] = document.officials if cls is Title and OFFICIALS in wanted else ()
    others = tuple(fact for fact in document.others if KINDS[type(fact)].column in wanted)
    return replace(document, **kept, others=others)


def _explained(extractor: Extractor, articles: Iterable[Document]) -> Iterator[str]:
    from newsnlp.link.explain import explain

    for article in articles:
        for said in extractor.said([article.text]):
            yield from explain(said)


def _articles(files: Sequence[str], published: date | None, encoding: str, unread: list[str]) -> Iterator[Document]:
    """Documents without findings; a file that can't be read is named on the standard error and in ``unread``."""
    for name in files:
        try:
            data = _standard_input() if name == "-" else Path(name).read_bytes()
            found = webpage.read(data) if webpage.is_page(name) else _plain(data, encoding)
        except (OSError, ValueError) as error:
            _refuse(name, _reason(error), unread)
        else:
            yield replace(found, id=None if name == "-" else name, published=published or found.published)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise OSError(errno.EBADF, "the standard input is closed: name a file, or redirect one")
    return sys.stdin.buffer.read()


def _done(results: Iterable[Document | Refused[Document]], unread: list[str]) -> Iterator[Document]:
    for result in results:
        if isinstance(result, Refused):
            _refuse(result.row.id or "-", result.reason, unread)
        else:
            yield result


def _refuse(name: str, reason: str, unread: list[str]) -> None:
    unread.append(name)
    click.echo(f"newsnlp: {click.format_filename(name)}: {reason}", err=True)


def _plain(data: bytes, encoding: str) -> Document:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    return Document(data.decode(encoding).removeprefix("\ufeff"))


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if not isinstance(error, UnicodeDecodeError):
        return str(error)
    return f"not {error.encoding} (byte {error.start}); name its encoding with --encoding, e.g. cp1251"
