"""From a file's bytes to its lines: packed or not, UTF-8 or UTF-16, with a byte-order mark or without."""

from __future__ import annotations

import codecs
import io
import re
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from newsnlp.run.packed import BLOCK, packing, unpacked

LONGEST = 40_000_000  # bytes of one line: of an article of five million characters, of which JSON may take six for each
_LINE_END = re.compile(rb"\n|\r\n|\r(?=[^\n])")


@dataclass(slots=True)
class Seen:
    """How much of the input has been read: ``done`` of ``total`` bytes, and the ``names`` of columns met so far.

    ``total`` is 0 where nobody knows.
    """

    total: int = 0
    done: int = 0
    names: dict[str, None] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path | None) -> Seen:
        """Of a file, or of the standard input, nothing yet."""
        return cls(path.stat().st_size if path else 0)


class _Counted(io.RawIOBase):
    """A file that tells how much of it was read."""

    def __init__(self, file: IO[bytes], seen: Seen) -> None:
        self._file, self._seen = file, seen

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._seen.done += len(data)
        return data


def pieces(path: Path | None, stack: ExitStack, seen: Seen) -> Iterator[bytes]:
    """What a file, or the standard input, holds, unpacked."""
    if path is None and sys.stdin is None:
        raise ValueError("the standard input is closed: name a file, or redirect one")
    if path is None:
        return iter(lambda: cast(Any, sys.stdin.buffer).read1(BLOCK), b"")
    how = packing(path)
    file: Any = _Counted(stack.enter_context(path.open("rb")), seen)
    return (piece for piece, _ in unpacked(file, how)) if how else iter(lambda: file.read(BLOCK), b"")


def utf8(found: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces without a byte-order mark; UTF-16, which begins with one, as UTF-8."""
    start = b""
    for piece in found:
        start += piece
        if len(start) > 2:
            break
    if not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield start.removeprefix(codecs.BOM_UTF8)
        yield from found
        return
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    yield decoder.decode(start).encode("utf-8", "surrogatepass")
    for piece in found:
        yield decoder.decode(piece).encode("utf-8", "surrogatepass")


def line_feeds(found: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces of a table; one whose first line ends in a carriage return alone, as of an old Mac, with line feeds.

    >>> list(line_feeds(iter([b"a,b\\r", b"1,2\\r"]))), list(line_feeds(iter([b"a,b\\r\\n1,2\\r\\n"])))
    ([b'a,b\\n1,2\\n'], [b'a,b\\r\\n1,2\\r\\n'])
    """
    start = b""
    for piece in found:
        start += piece
        if end := _LINE_END.search(start):
            alone = end.group() == b"\r"
            yield start.replace(b"\r", b"\n") if alone else start
            yield from (piece.replace(b"\r", b"\n") for piece in found) if alone else found
            return
    yield start.replace(b"\r", b"\n")


class Lines:
    """A file's lines with their ends, one behind another; one that is too long as its beginning.

    ``number`` counts them. Lines can be given back.
    """

    def __init__(self, pieces: Iterator[bytes], longest: int = LONGEST) -> None:
        self._lines, self._back = self._split(pieces, longest), deque[bytes]()
        self.number = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        line = self._back.popleft() if self._back else next(self._lines)
        self.number += 1
        return line

    def give_back(self, lines: list[bytes]) -> None:
        """The lines last given come again."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)

    @staticmethod
    def _split(pieces: Iterator[bytes], longest: int) -> Iterator[bytes]:
        kept: list[bytes] = []
        size = 0
        for piece in pieces:
            *ends, rest = piece.split(b"\n")
            for end in ends:
                yield b"".join((*kept, end, b"\n"))
                kept, size = [], 0
            if size <= longest:
                kept.append(rest)
                size += len(rest)
        if size:
            yield b"".join(kept)
