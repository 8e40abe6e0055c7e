"""Parquet out of a finished batch: its rows, kept as lines of JSON until all are there, become one file in one step."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import newsnlp
from newsnlp.run.output import Errors, Refusal, Results, differs
from newsnlp.run.rows import EXTRA, Row
from newsnlp.types import Document

ROWS = 1000  # of one row group
MADE = "newsnlp"  # the key of the file's metadata that says what made it


class _Written(io.RawIOBase):
    """A new file, written through to the system."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return os.write(self._fd, data)

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._fd)


def write(results: Results, target: Path, keep: Sequence[str]) -> None:
    """All lines as one Parquet file, which takes its place when it is whole."""
    import pyarrow.parquet as pq

    new = target.with_name(target.name + ".new")
    schema = _schema(keep)
    with (
        io.BufferedWriter(_Written(new), 1 << 20) as file,
        pq.ParquetWriter(file, schema, compression="zstd") as writer,
    ):
        lines = results.lines()
        while some := list(islice(lines, ROWS)):
            writer.write_table(_table(some, keep, schema))
    os.replace(new, target)


def _schema(keep: Sequence[str]) -> Any:
    import pyarrow as pa

    from newsnlp.arrow import SCHEMA

    extra = [pa.field(EXTRA, pa.struct([(name, pa.string()) for name in keep]))] if keep else []
    return pa.schema([*SCHEMA, *extra], {MADE: newsnlp.__version__})


def _table(lines: Sequence[bytes], keep: Sequence[str], schema: Any) -> Any:
    import pyarrow as pa

    from newsnlp.arrow import clean, record_batch

    rows = [json.loads(line) for line in lines]
    extra = [clean({name: _text(row[EXTRA][name]) for name in keep}) for row in rows] if keep else []
    table = pa.Table.from_batches([record_batch(map(Document.from_dict, rows))])
    return table.append_column(EXTRA, pa.array(extra, schema.field(EXTRA).type)) if keep else table


def _text(value: Any) -> str | None:
    """A kept value as a string: of a column of JSON nobody knows the type before its end."""
    return value if isinstance(value, str | None) else json.dumps(value, ensure_ascii=False)


def is_ours(target: Path) -> bool:
    """Whether a Parquet file was made by a batch."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return MADE.encode() in (pq.read_schema(target).metadata or {})
    except (pa.ArrowException, OSError):
        return False


def check(target: Path, found: Iterable[Row], errors: Errors) -> None:
    """Raises :class:`Refusal` where a finished file isn't that of these rows."""
    from newsnlp.arrow import clean

    if not is_ours(target):
        raise Refusal(f"{target} was not made by newsnlp batch: choose another name")
    stored = _stored(target)
    for row in found:
        if isinstance(row.article, Document) and row.line not in errors.refused:
            line = next(stored, None)
            if line is None:
                raise Refusal(
                    f"{target} is whole, and the input has more rows, from {row.line:,} on: choose another name"
                )
            if line != clean([row.article.text, row.article.id]):
                raise Refusal(differs(target, row.line))
    if next(stored, None) is not None:
        raise Refusal(differs(target, None))


def _stored(target: Path) -> Iterator[list[Any]]:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(target).iter_batches(256, columns=["text", "id"]):
        yield from ([row["text"], row["id"]] for row in batch.to_pylist())
