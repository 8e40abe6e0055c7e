"""What has arrived of a batch, on disk: a client that sends all before it reads is never made to wait."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass


class Full(Exception):
    """No more of a batch can be kept; why, in a sentence."""


@dataclass(slots=True)
class Room:
    """Bytes that all batches under way may take on disk together."""

    left: int

    def take(self, size: int) -> None:
        """Raises :class:`Full` where there is no room for so many bytes."""
        if size > self.left:
            raise Full("the server holds as many bytes of batches as it may: send this one again later, or in parts")
        self.left -= size


class Spool:
    """The bytes of one batch, of ``limit`` at most: :meth:`fill` keeps them, :meth:`lines` gives them at once."""

    def __init__(self, room: Room, limit: int, seconds: float) -> None:
        self._room, self._limit, self._seconds = room, limit, seconds
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed by `close`
        self._size = self._read = 0
        self._news = asyncio.Event()
        self.reason: str | None = None  # why the batch ended early; "" where it ended as it should

    async def fill(self, pieces: AsyncIterator[bytes]) -> None:
        """Keeps what arrives, until it ends, or nothing arrives for ``seconds``, or there is no room."""
        reason = "the server gave up the batch"
        try:
            async with asyncio.timeout(self._seconds) as clock:
                async for piece in pieces:
                    clock.reschedule(asyncio.get_running_loop().time() + self._seconds)
                    self._append(piece)
            reason = ""
        except TimeoutError:
            reason = f"nothing arrived for {self._seconds:g} seconds"
        except Full as error:
            reason = str(error)
        except OSError as error:
            reason = f"the server can't keep the batch ({error.strerror}): send it again later, or in parts"
        finally:
            self.reason = reason
            self._news.set()

    def _append(self, piece: bytes) -> None:
        if self._size + len(piece) > self._limit:
            raise Full(f"the batch has more than {self._limit:,} bytes: send it in parts")
        self._room.take(len(piece))
        left = memoryview(piece)
        while left:
            written = os.pwrite(self._file.fileno(), left, self._size)
            self._size += written
            left = left[written:]
        self._news.set()

    async def lines(self, longest: int) -> AsyncIterator[bytes]:
        """Lines as they arrive; of one that has more than ``longest`` bytes, the beginning."""
        kept = b""
        while piece := await self._piece():
            first, *rest = piece.split(b"\n")
            kept = (kept + first)[: longest + 1]
            for line in rest:
                yield kept
                kept = line[: longest + 1]
        if kept:
            yield kept

    async def _piece(self) -> bytes:
        while self._read == self._size and self.reason is None:
            self._news.clear()
            await self._news.wait()
        piece = os.pread(self._file.fileno(), min(1 << 16, self._size - self._read), self._read)
        self._read += len(piece)
        return piece

    def close(self) -> None:
        """Frees the disk."""
        self._file.close()
        self._room.left += self._size
