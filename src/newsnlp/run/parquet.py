"""Parquet out of a finished batch: its rows, kept as lines of JSON until all are there, become one file in one step."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import newsnlp
from newsnlp.run.output import Errors, Refusal, Results, differs
from newsnlp.run.rows import EXTRA, Row
from newsnlp.types import Document
from newsnlp.workers import Refused, Work, spread

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


def write(results: Results, target: Path, keep: Sequence[str], workers: int) -> None:
    """All lines as one Parquet file, which takes its place when it is whole."""
    import pyarrow.parquet as pq

    new = target.with_name(target.name + ".new")
    with (
        io.BufferedWriter(_Written(new), 1 << 20) as file,
        pq.ParquetWriter(file, _schema(keep), compression="zstd") as writer,
    ):
        for table in _tables(results.lines(), keep, workers):
            writer.write_table(table)
    os.replace(new, target)


def _tables(lines: Iterator[bytes], keep: Sequence[str], workers: int) -> Iterator[Any]:
    """The lines as tables, made by several processes where there are: two milliseconds a document add up."""
    import pyarrow as pa

    groups = iter(lambda: list(islice(lines, ROWS)), [])
    if workers == 1:
        yield from (_table(group, keep) for group in groups)
        return
    for found in spread(partial(_packing, keep), ([group] for group in groups), workers):
        if isinstance(found, Refused):
            raise ChildProcessError(found.reason)
        yield pa.ipc.open_stream(found).read_all()


def _packing(keep: Sequence[str]) -> Work[list[bytes], bytes]:
    return lambda groups: [_packed(_table(group, keep)) for group in groups]


def _packed(table: Any) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _schema(keep: Sequence[str]) -> Any:
    import pyarrow as pa

    from newsnlp.arrow import SCHEMA

    extra = [pa.field(EXTRA, pa.struct([(name, pa.string()) for name in keep]))] if keep else []
    return pa.schema([*SCHEMA, *extra], {MADE: newsnlp.__version__})


def _table(lines: Sequence[bytes], keep: Sequence[str]) -> Any:
    import pyarrow as pa

    from newsnlp.arrow import clean, record_batch

    rows = [json.loads(line) for line in lines]
    extra = [clean({name: _text(row[EXTRA][name]) for name in keep}) for row in rows] if keep else []
    table = pa.Table.from_batches([record_batch(map(Document.from_dict, rows))])
    return table.append_column(EXTRA, pa.array(extra, _schema(keep).field(EXTRA).type)) if keep else table


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
