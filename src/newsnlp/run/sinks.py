"""Where a batch puts its results, so that a kill at any moment loses none and doubles none.

Plain JSONL is appended to; a line that a kill tore is cut when the work goes on. What can't be cut or appended to
(Parquet, gzip, zstd) is kept in whole numbered parts beside the output until the end, each written under another name
and then renamed, and put together in one go.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

from newsnlp.types import Document

PART = 1000  # rows of one part


class Sink(Protocol):
    """Takes results in order. ``done``: how many rows it held already when it was opened."""

    done: int

    def write(self, results: Sequence[Any]) -> None:
        """Stores the results of further rows: lines of JSON, or documents for Parquet."""

    def finish(self) -> None:
        """Makes the output whole; nothing is written after it."""

    def close(self) -> None:
        """Lets go; what was written stays for ``--resume``."""


def last_line(path: Path) -> bytes:
    """The last whole line of a file, without its newline; empty where there is none."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        tail, size = b"", 1 << 16
        while end > 0 and tail.count(b"\n") < 2:
            start = max(0, end - size)
            file.seek(start)
            tail = file.read(end - start) + tail
            end = start
    return tail.rpartition(b"\n")[0].rpartition(b"\n")[2]


def whole_lines(path: Path) -> int:
    """Counts a file's lines, and cuts a last one that has no end."""
    count = end = at = 0
    with path.open("r+b") as file:
        while block := file.read(1 << 20):
            count += block.count(b"\n")
            newline = block.rfind(b"\n")
            end = at + newline + 1 if newline >= 0 else end
            at += len(block)
        file.truncate(end)
    return count


class Lines:
    """Plain JSONL, to a file or to the standard output (no path)."""

    def __init__(self, path: Path | None) -> None:
        self.done = whole_lines(path) if path and path.exists() else 0
        self._file: IO[bytes] = path.open("ab") if path else sys.stdout.buffer

    def write(self, results: Sequence[str]) -> None:
        for line in results:
            self._file.write(line.encode("utf-8") + b"\n")
        self._file.flush()

    def finish(self) -> None:
        self._file.flush()

    def close(self) -> None:
        if self._file is not sys.stdout.buffer:
            self._file.close()


class Parts:
    """Numbered whole parts in ``OUTPUT.parts``, put together at the end."""

    def __init__(
        self,
        path: Path,
        save: Callable[[Sequence[Any], Path], None],
        join: Callable[[Iterator[Path], Path], None],
    ) -> None:
        self._path, self._save, self._join = path, save, join
        self._folder = parts_of(path)
        self._folder.mkdir(exist_ok=True)
        self._rows: list[Any] = []
        self.done = self._count = sum(int(part.name.split("-")[1]) for part in self._parts())

    def _parts(self) -> Iterator[Path]:
        return iter(sorted(p for p in self._folder.iterdir() if not p.name.endswith(".new")))

    def write(self, results: Sequence[Any]) -> None:
        self._rows += results
        if len(self._rows) >= PART:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            name = f"{self._count:012}-{len(self._rows)}"
            self._save(self._rows, self._folder / (name + ".new"))
            os.replace(self._folder / (name + ".new"), self._folder / name)
            self._count += len(self._rows)
            self._rows = []

    def finish(self) -> None:
        self._flush()
        whole = self._folder / "whole.new"
        self._join(self._parts(), whole)
        os.replace(whole, self._path)
        shutil.rmtree(self._folder)

    def close(self) -> None:
        if self._folder.exists():
            self._flush()


def parts_of(path: Path) -> Path:
    """The folder that holds an output's parts until it is whole."""
    return path.with_name(path.name + ".parts")


def sink(path: Path | None) -> Sink:
    """The sink of an output's ending; makes its file or folder."""
    ending = path.suffix.lower() if path else ""
    if path and ending == ".parquet":
        return Parts(path, _save_parquet, _join_parquet)
    if path and ending in (".gz", ".zst"):
        return Parts(path, _save_lines(gzip.compress if ending == ".gz" else _zstd), _concatenate)
    return Lines(path)


def is_whole(path: Path) -> bool:
    """Whether an output of parts was finished: then there is nothing to go on with."""
    return path.exists() and path.suffix.lower() in (".parquet", ".gz", ".zst") and not parts_of(path).exists()


def _save_lines(compress: Callable[[bytes], bytes]) -> Callable[[Sequence[str], Path], None]:
    def save(lines: Sequence[str], path: Path) -> None:
        path.write_bytes(compress("".join(line + "\n" for line in lines).encode("utf-8")))

    return save


def _zstd(data: bytes) -> bytes:
    import pyarrow as pa

    compressed: bytes = pa.Codec("zstd").compress(data, asbytes=True)
    return compressed


def _concatenate(parts: Iterator[Path], whole: Path) -> None:
    """gzip members and zstd frames that stand one behind another are one file."""
    with whole.open("wb") as out:
        for part in parts:
            with part.open("rb") as file:
                shutil.copyfileobj(file, out)


def _save_parquet(documents: Sequence[Document], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from newsnlp.arrow import record_batch

    pq.write_table(pa.Table.from_batches([record_batch(documents)]), path, compression="zstd")


def _join_parquet(parts: Iterator[Path], whole: Path) -> None:
    import pyarrow.parquet as pq

    from newsnlp.arrow import SCHEMA

    with pq.ParquetWriter(whole, SCHEMA, compression="zstd") as writer:
        for part in parts:
            writer.write_table(pq.read_table(part))
