"""``newsnlp batch``: a file of articles in, a file of documents out, row for row."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

import click

import newsnlp
from newsnlp.types import Document


class Errors:
    """The file of rows that could not be read, made with the first of them."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self.path, self.count = path, 0
        self._stack = stack
        self._file: TextIO | None = None

    def add(self, line: int, reason: str) -> None:
        """One row: ``{"line": 3, "reason": "..."}``."""
        if self._file is None:
            self._file = self._stack.enter_context(self.path.open("w", encoding="utf-8"))
        self._file.write(json.dumps({"line": line, "reason": reason}, ensure_ascii=False) + "\n")
        self.count += 1


def article(row: Any, text: str, id: str, published: str) -> Document:
    """A document without findings from a row; ``text``, ``id``, ``published`` name its columns, others are ignored.

    Raises ``TypeError`` or ``ValueError`` with what is wrong with the row.

    >>> article({"body": "Да", "n": 7, "source": "x"}, "body", "n", "day")
    Document(text='Да', id='7', published=None, people=(), titles=(), organizations=(), regions=(), money=(), dates=())
    """
    if not isinstance(row, dict):
        raise TypeError(f"a row is a JSON object, not {type(row).__name__}")
    if row.get(text) is None:
        raise ValueError(f"the row has no {text!r}")
    facts = {"text": row[text], "id": row.get(id), "published": row.get(published) or None}
    if type(facts["id"]) is int:
        facts["id"] = str(facts["id"])
    return Document.from_dict(facts)


def _articles(lines: Iterable[bytes], names: tuple[str, str, str], errors: Errors) -> Iterator[Document]:
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                yield article(json.loads(line.decode("utf-8")), *names)
        except (TypeError, ValueError, RecursionError) as error:
            errors.add(number, str(error))


_SOURCE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUTPUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("source", metavar="INPUT", type=_SOURCE)
@click.option("-o", "--output", required=True, type=_OUTPUT, help="A new JSONL file.")
@click.option("--text", default="text", show_default=True, help="Column of the article's text.")
@click.option("--id", "id_", default="id", show_default=True, help="Column of its id, where it has one.")
@click.option("--published", default="published", show_default=True, help="Column of its day, where it has one.")
def command(source: Path, output: Path, text: str, id_: str, published: str) -> None:
    """Extract the facts of INPUT, a JSONL file of articles, into OUTPUT, one document a line, in order.

    A row that can't be read goes to OUTPUT.errors.jsonl with its line number and the reason; the rest is done, and the
    exit status is 1.
    """
    failed = output.with_name(output.name + ".errors.jsonl")
    for path in (output, failed):
        if path.exists():
            raise click.UsageError(f"{path} exists; nothing is overwritten: remove it or choose another name")
    with ExitStack() as stack:
        lines = stack.enter_context(source.open("rb"))
        try:
            out = stack.enter_context(output.open("x", encoding="utf-8"))
        except OSError as error:
            raise click.UsageError(f"{output}: {error.strerror}") from None
        errors = Errors(failed, stack)
        for document in newsnlp.extract_all(_articles(lines, (text, id_, published), errors)):
            out.write(document.to_json() + "\n")
    if errors.count:
        click.echo(f"newsnlp: {errors.count} rows could not be read, see {failed}", err=True)
        sys.exit(1)
