"""Rows of articles from JSONL, CSV and Parquet files, one at a time, each read or refused with a reason."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from newsnlp.days import day
from newsnlp.types import Document

LIMIT = 5_000_000  # characters of one article: a novel has a million, a page that was scraped wrong has fifty
_LINE = 8 * LIMIT  # bytes of one line: JSON may take six for a Cyrillic letter
FORMS = ("jsonl", "csv", "parquet")


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of an input's columns; the last two may be missing."""

    text: str = "text"
    id: str = "id"
    published: str = "published"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``line`` (from 1) where it starts, a record number in Parquet; the article, or why there is none."""

    line: int
    article: Document | str


def article(row: Any, columns: Columns = Columns()) -> Document:
    """A document without findings from a row; other columns are ignored.

    Raises ``TypeError`` or ``ValueError`` with what is wrong with the row.

    >>> article({"body": "Да", "n": 7, "source": "x"}, Columns("body", "n")).id
    '7'
    """
    if not isinstance(row, Mapping):
        raise TypeError(f"a row is a JSON object, not {type(row).__name__}")
    text, id, published = (row.get(name) for name in (columns.text, columns.id, columns.published))
    if text is None:
        raise ValueError(f"the row has no {columns.text!r}")
    if isinstance(text, str) and len(text) > LIMIT:
        raise ValueError(f"the text has {len(text):,} characters, more than {LIMIT:,}: split it")
    if isinstance(text, str) and "\0" in text:
        raise ValueError("the text holds NUL characters: it is no plain text, or its file was damaged")
    if isinstance(id, int) and not isinstance(id, bool):
        id = str(id)
    facts = {"text": text, "id": id, "published": None}
    try:
        moment = day(published)
    except ValueError as error:
        raise ValueError(f"{columns.published}: {error}") from None
    return Document.from_dict(facts | {"published": moment.isoformat() if moment else None})


def form_of(path: Path) -> str:
    """``jsonl``, ``csv`` or ``parquet``, by the ending under ``.gz`` or ``.zst``.

    Raises ``ValueError`` at any other ending.

    >>> form_of(Path("news.jsonl.gz"))
    'jsonl'
    """
    name = path.name.lower().removesuffix(".gz").removesuffix(".zst")
    form = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}.get(Path(name).suffix)
    if form is None:
        raise ValueError(f"{path.name} should end in .jsonl, .csv or .parquet (the first two also with .gz or .zst)")
    return form


def rows(path: Path | None, form: str, columns: Columns, stack: ExitStack, seen: Seen) -> Iterator[Row]:
    """The rows of a file, or of the standard input where there is no path. ``seen`` counts the bytes read.

    Raises ``ValueError`` at the first row where the file as a whole can't be read, or has no text column.
    """
    if form == "parquet":
        yield from _parquet(path, columns, seen)
    else:
        file = stack.enter_context(_open(path, seen))
        yield from _jsonl(file, columns) if form == "jsonl" else _csv(file, columns)


class Seen:
    """How much of the input has been read: ``done`` of ``total`` bytes; ``total`` is 0 where nobody knows."""

    def __init__(self, path: Path | None) -> None:
        self.done = 0
        self.total = path.stat().st_size if path else 0


class _Counted(io.RawIOBase):
    """A file that tells how much of it was read."""

    def __init__(self, file: IO[bytes], seen: Seen) -> None:
        self._file, self._seen = file, seen

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._seen.done += len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def _open(path: Path | None, seen: Seen) -> IO[bytes]:
    if path is None:
        return sys.stdin.buffer
    raw = io.BufferedReader(_Counted(path.open("rb"), seen), 1 << 16)
    if path.name.lower().endswith(".gz"):
        return gzip.open(raw)  # type: ignore[return-value]
    if path.name.lower().endswith(".zst"):
        import pyarrow as pa

        return io.BufferedReader(pa.CompressedInputStream(raw, "zstd"))
    return raw


def _jsonl(file: IO[bytes], columns: Columns) -> Iterator[Row]:
    line = 0
    while data := file.readline(_LINE):
        line += 1
        if len(data) == _LINE and not data.endswith(b"\n"):
            while len(data) == _LINE and not data.endswith(b"\n"):
                data = file.readline(_LINE)
            yield Row(line, f"the line has more than {_LINE:,} bytes: split its text")
        elif data.strip():
            yield Row(line, _read(data, columns))


def _read(data: bytes, columns: Columns) -> Document | str:
    try:
        return article(json.loads(data.decode("utf-8").removeprefix("\ufeff")), columns)
    except UnicodeDecodeError as error:
        return f"the line is not UTF-8 (byte {error.start}): convert the file first, e.g. with iconv"
    except json.JSONDecodeError as error:
        return f"the line is no JSON: {error}"
    except (TypeError, ValueError) as error:
        return str(error)
    except RecursionError:
        return "the line is no JSON object of plain values: it nests too deep"


def _csv(file: IO[bytes], columns: Columns) -> Iterator[Row]:
    csv.field_size_limit(_LINE)
    lines = io.TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline="")
    reader = csv.DictReader(lines)
    try:
        names = reader.fieldnames or ()
    except csv.Error as error:
        raise ValueError(f"the first line names no columns: {error}") from None
    if columns.text not in names:
        raise ValueError(f"no column {columns.text!r}; the columns are {', '.join(names)}: name it with --text")
    line = reader.line_num + 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line, f"the line is no CSV: {error}")
        else:
            yield Row(line, _csv_article(row, columns))
        line = reader.line_num + 1


def _csv_article(row: Mapping[str, Any], columns: Columns) -> Document | str:
    facts = {name: row.get(name) for name in (columns.text, columns.id, columns.published)}
    if any("\udc80" <= letter <= "\udcff" for value in facts.values() for letter in value or ""):
        return "the row is not UTF-8: convert the file first, e.g. with iconv"
    try:
        return article({name: value or None for name, value in facts.items()}, columns)
    except (TypeError, ValueError) as error:
        return str(error)


def _parquet(path: Path | None, columns: Columns, seen: Seen) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path is None:
        raise ValueError("Parquet can't be read from a pipe: give the name of a file")
    try:
        file = pq.ParquetFile(path)
    except pa.ArrowException as error:
        raise ValueError(f"{path} is no Parquet file: {error}") from None
    names = file.schema_arrow.names
    if columns.text not in names:
        raise ValueError(f"no column {columns.text!r}; the columns are {', '.join(names)}: name it with --text")
    wanted = [name for name in (columns.text, columns.id, columns.published) if name in names]
    return _records(file, wanted, columns, seen)


def _records(file: Any, wanted: list[str], columns: Columns, seen: Seen) -> Iterator[Row]:
    line = 0
    for batch in file.iter_batches(batch_size=256, columns=wanted):
        for row in batch.to_pylist():
            line += 1
            try:
                yield Row(line, article(row, columns))
            except (TypeError, ValueError) as error:
                yield Row(line, str(error))
        seen.done = seen.total * line // max(1, file.metadata.num_rows)
