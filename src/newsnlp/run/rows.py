"""Rows of articles from JSONL, CSV and Parquet files, one at a time, each read or refused with a reason."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsnlp.days import day
from newsnlp.plain import dump, escape
from newsnlp.run.extras import need
from newsnlp.run.lines import LONGEST, Lines, Seen, line_feeds, pieces, utf8
from newsnlp.run.packed import Damaged
from newsnlp.types import Document

LIMIT = 5_000_000  # characters of one article: a novel has a million, a page that was scraped wrong has fifty
FORMS = ("jsonl", "csv", "parquet")
EXTRA = "extra"  # the key of a document's JSON, and the column of Parquet, that holds columns carried through
KEYS = ("text", "id", "published")


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of an input's columns. ``id`` and ``published`` may be missing where they are named as here.

    ``title``: a headline to put before the text; ``keep``: what is carried into the output.
    """

    text: str = "text"
    id: str = "id"
    published: str = "published"
    title: str | None = None
    keep: tuple[str, ...] = ()

    def named(self) -> list[tuple[str, str]]:
        """The options and columns that a caller named, and which must therefore be there."""
        given = [(name, getattr(self, name)) for name in KEYS if getattr(self, name) != name]
        return given + [("title", self.title)] * bool(self.title) + [("keep", name) for name in self.keep]

    def check(self, known: Iterable[str], required: bool = False) -> None:
        """Raises ``ValueError`` where a named column, or where ``required`` the text, is not among the known."""
        names = list(known)
        for option, name in [("text", self.text)] * required + self.named():
            if name not in names:
                parted = next((sign for sign in ";\t|" if len(names) == 1 and sign in names[0]), None)
                if parted:
                    raise ValueError(f"no column {name!r}: the columns are parted by {parted!r}; save them with commas")
                raise ValueError(f"no column {name!r}; the columns are {', '.join(names)}: name it with --{option}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``line`` (from 1) where it starts, a record number in Parquet; the article, or why there is none.

    ``said``: what of the row could not be read, which costs no more than itself. ``extra``: the columns kept, as JSON.
    ``again``: another run may read it, since its file is damaged. ``line_done``: its line of the output, where an
    earlier run has done it.
    """

    line: int
    article: Document | str
    said: str = ""
    extra: str | None = None
    again: bool = False
    line_done: bytes | None = None

    def json(self, document: Document) -> bytes:
        """The row's line of the output, given its facts."""
        return (document.to_json()[:-1] + self.tail).encode("utf-8")

    @property
    def head(self) -> str:
        """How the row's line of the output begins, whatever the facts."""
        plain = dump(self.article)
        known = {key: plain[key] for key in KEYS if key != "published" or plain[key] is not None}
        return escape(json.dumps(known, ensure_ascii=False))[:-1]

    @property
    def tail(self) -> str:
        """How the row's line of the output ends."""
        return "}" if self.extra is None else f', "{EXTRA}": {self.extra}}}'


def article(row: Any, columns: Columns = Columns(), said: Callable[[str], None] | None = None) -> Document:
    """A document without findings from a row; other columns are ignored.

    Raises ``TypeError`` or ``ValueError`` with what is wrong with the row. A day that can't be read is told to
    ``said`` and left out; without ``said`` it raises, too.

    >>> article({"body": "Да", "n": 7, "source": "x"}, Columns("body", "n")).id
    '7'
    """
    if not isinstance(row, Mapping):
        raise TypeError(f"a row is a JSON object, not {type(row).__name__}")
    text, id = _text(row, columns.text), _id(row, columns.id)
    if text is None:
        raise ValueError(f"the row has no {columns.text!r}")
    if columns.title and (title := _text(row, columns.title)) and not text.startswith(title):
        text = f"{title}\n\n{text}"
    if len(text) > LIMIT:
        raise ValueError(f"{columns.text}: it has {len(text):,} characters, more than {LIMIT:,}: split it")
    if "\0" in text:
        raise ValueError(f"{columns.text}: it holds NUL characters: it is no plain text, or its file was damaged")
    try:
        published = day(row.get(columns.published))
    except ValueError as error:
        if said is None:
            raise ValueError(f"{columns.published}: {error}") from None
        said(f"{columns.published}: {error}")
        published = None
    return Document(text, id, published)


def _text(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if not isinstance(value, str | None):
        raise TypeError(f"{name}: a string is wanted here, not {_told(value)}")
    return value


def _id(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if isinstance(value, float) and (value != value or value.is_integer()):  # whole numbers with gaps, of pandas
        value = None if value != value else int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str | None):
        raise TypeError(f"{name}: a string or a whole number is wanted here, not {_told(value)}")
    return value


def _told(value: object) -> str:
    return str(getattr(value, "reason", type(value).__name__))


def _row(line: int, found: Any, columns: Columns) -> Row:
    """The row of what a line or record holds, or why there is none."""
    said: list[str] = []
    try:
        document = article(found, columns, said.append)
    except (TypeError, ValueError) as error:
        return Row(line, str(error))
    kept = ", ".join(f"{_json(name)}: {_json(found.get(name))}" for name in columns.keep)
    return Row(line, document, "; ".join(said), f"{{{kept}}}" if columns.keep else None)


def _json(value: Any) -> str:
    """A cell as JSON can hold it: days and decimals as strings, no NaN."""
    try:
        return escape(json.dumps(value, default=str, allow_nan=False, ensure_ascii=False))
    except (ValueError, RecursionError):
        return "null"


def form_of(path: Path, wanted: str = ".jsonl, .csv or .parquet (the first two also with .gz or .zst)") -> str:
    """``jsonl``, ``csv`` or ``parquet``, by the ending under ``.gz`` or ``.zst``.

    Raises ``ValueError`` at any other ending, with those that are wanted.

    >>> form_of(Path("news.jsonl.gz"))
    'jsonl'
    """
    name = path.name.lower().removesuffix(".gz").removesuffix(".zst")
    form = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}.get(Path(name).suffix)
    if form is None:
        raise ValueError(f"{path.name} should end in {wanted}")
    return form


def rows(path: Path | None, form: str, columns: Columns, stack: ExitStack, seen: Seen) -> Iterator[Row]:
    """The rows of a file, or of the standard input where there is no path. ``seen`` counts the bytes read.

    A file that is damaged gives all rows that can be read, and then one that says so.

    Raises ``ValueError`` at the first row where the file as a whole can't be read, or has no text column.
    """
    if form == "parquet":
        return _parquet(path, columns, seen)
    found = utf8(pieces(path, stack, seen))
    lines = Lines(found if form == "jsonl" else line_feeds(found))
    return _whole(lines, path, _jsonl(lines, columns, seen) if form == "jsonl" else _csv(lines, columns, seen))


def _whole(lines: Lines, path: Path | None, found: Iterator[Row]) -> Iterator[Row]:
    """The rows, and where their file is damaged one that says so."""
    try:
        yield from found
    except (Damaged, OSError) as error:
        if not lines.number and not isinstance(error, Damaged):
            raise
        yield Row(
            lines.number + 1,
            f"{path.name if path else 'the input'} is {error}: nothing from here on can be read",
            again=True,
        )


def _jsonl(lines: Lines, columns: Columns, seen: Seen) -> Iterator[Row]:
    for data in lines:
        if len(data) > LONGEST:
            yield Row(lines.number, f"the line has more than {LONGEST:,} bytes: split its text")
        elif data.strip():
            yield _json_row(lines.number, data, columns, seen)


def _json_row(line: int, data: bytes, columns: Columns, seen: Seen) -> Row:
    try:
        found = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Row(line, f"the line is not UTF-8 (byte {error.start}): convert the file first, e.g. with iconv")
    except RecursionError:
        return Row(line, "the line is no JSON object of plain values: it nests too deep")
    except ValueError as error:
        return Row(line, f"the line is no JSON: {error}")
    if isinstance(found, dict):
        seen.names |= dict.fromkeys(found)
    return _row(line, found, columns)


def _csv(lines: Lines, columns: Columns, seen: Seen) -> Iterator[Row]:
    csv.field_size_limit(LONGEST)
    records = _records(lines)
    _, names = next(records, (1, []))
    if isinstance(names, str):
        raise ValueError(f"the first line names no columns: {names}")
    columns.check(names, required=True)
    seen.names |= dict.fromkeys(names)
    for line, cells in records:
        if isinstance(cells, str):
            yield Row(line, cells)
        elif any("\udc80" <= letter <= "\udcff" for cell in cells for letter in cell):
            yield Row(line, "the row is not UTF-8: convert the file first, e.g. with iconv")
        elif cells:
            found: Mapping[str, Any] = dict(zip(names, (cell or None for cell in cells), strict=False))
            yield _row(line, found, columns)


def _records(lines: Lines) -> Iterator[tuple[int, list[str] | str]]:
    """A CSV's records with their first lines, or what is wrong with a line; then the next line is read anew.

    So a quotation mark that is never closed costs its line, and not the rest of the file.
    """
    taken: list[bytes] = []

    def text() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line.decode("utf-8", "surrogateescape")

    while True:
        taken.clear()
        line = lines.number + 1
        try:
            cells = next(csv.reader(text(), strict=True), None)
        except csv.Error as error:
            lines.give_back(taken[1:])
            yield line, f"the line is no CSV: {_reason(str(error), len(taken))}"
        else:
            if cells is None:
                return
            yield line, cells


def _reason(error: str, count: int) -> str:
    if "field larger" in error:
        return f"a field has more than {LONGEST:,} bytes"
    if count == 1 and "end of data" not in error and "expected after" not in error:
        return error
    return f"a quotation mark is opened and not closed as it should be ({error})"


def _parquet(path: Path | None, columns: Columns, seen: Seen) -> Iterator[Row]:
    need("Parquet", "arrow", "pyarrow")
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path is None:
        raise ValueError("Parquet can't be read from a pipe: give the name of a file")
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{path} is no Parquet file: {error}") from None
    names = file.schema_arrow.names
    columns.check(names, required=True)
    seen.names |= dict.fromkeys(names)
    wanted = {*(getattr(columns, key) for key in KEYS), columns.title, *columns.keep}
    return _groups(file, [name for name in names if name in wanted], columns, seen)


def _groups(file: Any, wanted: list[str], columns: Columns, seen: Seen) -> Iterator[Row]:
    """The rows of a Parquet file; of a row group that is damaged, those before the damage."""
    from newsnlp.arrow import values

    first = 0
    for group in range(file.num_row_groups):
        line, last = first, first + file.metadata.row_group(group).num_rows
        try:
            for batch in file.iter_batches(batch_size=256, row_groups=[group], columns=wanted):
                cells = [values(column) for column in batch.columns]
                for row in zip(*cells, strict=True):
                    line += 1
                    yield _row(line, dict(zip(batch.schema.names, row, strict=True)), columns)
                seen.done = seen.total * line // max(1, file.metadata.num_rows)
        except (OSError, ValueError) as error:  # pyarrow's own errors are of these
            yield Row(line + 1, f"rows {line + 1:,} to {last:,} are damaged and can't be read: {error}", again=True)
        first = last
