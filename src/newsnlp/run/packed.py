"""Compressed files as sequences of whole frames (gzip's members, zstd's frames), read as far as they can be."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from newsnlp.run.extras import need

BLOCK = 1 << 16
STEP = 1 << 10  # bytes decoded at a time: what stands in front of a damaged place is given, but for the last step


class Damaged(ValueError):
    """A file that can't be read behind a place; all before it has been given."""


class CutShort(Damaged):
    """A file that ends within a frame."""


@dataclass(frozen=True, slots=True)
class Packing:
    """``pack``: bytes -> a frame. ``unpacker``: a new decoder of one frame, as zlib's. ``errors``: what it raises."""

    pack: Callable[[bytes], bytes]
    unpacker: Callable[[], Any]
    errors: type[Exception]


def packing(path: Path) -> Packing | None:
    """The packing of a file by its ending. Raises ``ValueError`` where its module is missing."""
    ending = path.suffix.lower()
    if ending == ".gz":
        return GZIP
    if ending != ".zst":
        return None
    need(f"{path.name} is packed by zstd, which", "arrow", "zstandard")
    import zstandard as zstd

    return Packing(
        lambda data: zstd.ZstdCompressor().compress(data),
        lambda: zstd.ZstdDecompressor().decompressobj(),
        zstd.ZstdError,
    )


GZIP = Packing(lambda data: gzip.compress(data, 6, mtime=0), lambda: zlib.decompressobj(31), zlib.error)


def unpacked(file: IO[bytes], packing: Packing) -> Iterator[tuple[bytes, int]]:
    """Pieces of what a file holds, each with the bytes that its whole frames take up to there.

    Raises :class:`Damaged` where no more can be read.
    """
    decoder, begun, fed, whole = packing.unpacker(), False, 0, 0
    for step in _steps(file):
        fed += len(step)
        while step:
            try:
                piece = decoder.decompress(step)
            except packing.errors as error:
                raise Damaged(f"damaged at byte {fed - len(step):,} ({error})") from None
            begun, step = not decoder.eof, decoder.unused_data
            if not begun:
                decoder, whole = packing.unpacker(), fed - len(step)
            yield piece, whole
    if begun:
        raise CutShort(f"cut short at byte {fed:,}")


def _steps(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        for start in range(0, len(block), STEP):
            yield block[start : start + STEP]
