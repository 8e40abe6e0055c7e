"""Where a batch puts its results, so that a kill at any moment loses none and doubles none.

The output is its own journal. Results are appended, a line of JSON each, in the input's order; a row that has none is
in the list of errors before any row behind it is in the output. So a run goes on by reading input and output side by
side: each line must begin as its row does (else the output was made from something else), and the first row without a
line is the next to do. What a kill tore behind the last whole line, or the last whole frame of a packed file, is cut.

Rows that may do better another time (their worker died, their time was up) are tried again by doing all anew, with the
lines of the earlier output, which is kept beside it until then, in place of work. Two renames begin this and two
removals end it, in an order in which what exists tells how far it came.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsnlp.run.lines import Lines
from newsnlp.run.packed import BLOCK, CutShort, Damaged, Packing, unpacked
from newsnlp.run.rows import Row

ENTRY = b'{"line": '  # how each line of the list of errors begins
PART = 1000  # rows of one frame of a packed file, at most
FRAME = 16_000_000  # bytes of one, beside its last row
LARGEST = 1 << 30  # bytes of one that is ours: with the facts of the longest article as its last row


class Refusal(Exception):
    """What is there can't be gone on with, and is left as it is: a sentence for the user."""


class Appended:
    """A file that one run at a time appends to; a write that fails leaves no part of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)

    def lock(self) -> None:
        """Raises :class:`Refusal` where another run has it; it is let go with the process, however that ends."""
        try:
            _lock(self._fd)
        except BlockingIOError:
            raise Refusal(f"another run is writing {self.path}: wait for it, or choose another name") from None

    def append(self, data: bytes) -> None:
        """Writes at the end, through to the system."""
        end = os.lseek(self._fd, 0, os.SEEK_END)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._fd, rest) :]
        except BaseException:
            os.ftruncate(self._fd, end)
            raise

    def cut(self, end: int) -> None:
        """Leaves so many bytes."""
        if os.fstat(self._fd).st_size > end:
            os.ftruncate(self._fd, end)

    def close(self) -> None:
        os.close(self._fd)


def _lock(fd: int) -> None:
    """Locks a file, or raises ``BlockingIOError``; a file system that knows no locks goes without."""
    try:
        import fcntl
    except ImportError:  # Windows
        _lock_byte(fd)
        return
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return


def _lock_byte(fd: int) -> None:  # pragma: no cover - Windows
    import msvcrt

    lock: Any = msvcrt
    os.lseek(fd, 1 << 40, os.SEEK_SET)  # far behind all data: there, locks keep others from reading
    try:
        lock.locking(fd, lock.LK_NBLCK, 1)
    except OSError:
        raise BlockingIOError from None


class Results:
    """The lines of an output. ``torn`` is what stands behind the last whole one, when all have been read."""

    def __init__(self, path: Path, packing: Packing | None) -> None:
        self.path, self._packing = path, packing
        self.torn, self.end = b"", 0

    def lines(self) -> Iterator[bytes]:
        """The whole lines, without their ends. Raises :class:`Refusal` where they are none of ours."""
        for frame in self._frames() if self._packing else self._plain():
            *lines, rest = frame.split(b"\n")
            if rest:
                raise Refusal(f"{self.path} was not made by newsnlp batch: a part of it ends within a line")
            yield from lines

    def _plain(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            for line in Lines(iter(lambda: file.read(BLOCK), b""), sys.maxsize):
                if not line.endswith(b"\n"):
                    self.torn = line
                    return
                self.end += len(line)
                yield line

    def _frames(self) -> Iterator[bytes]:
        kept: list[bytes] = []
        size = 0
        try:
            for piece, end in self._unpacked():
                kept.append(piece)
                size += len(piece)
                if size > LARGEST:
                    raise Refusal(f"{self.path} was not made by newsnlp batch: it is packed in one piece")
                if end > self.end:
                    self.end = end
                    yield b"".join(kept)
                    kept, size = [], 0
        except CutShort:
            self.torn = b"".join(kept)
        except Damaged as error:
            raise Refusal(f"{self.path} is {error}, or was not made by newsnlp batch: choose another name") from None

    def _unpacked(self) -> Iterator[tuple[bytes, int]]:
        assert self._packing
        with self.path.open("rb") as file:
            yield from unpacked(file, self._packing)


class Output:
    """The output's file, packed or not: lines are appended, and what an earlier run left is read."""

    def __init__(self, path: Path, packing: Packing | None) -> None:
        self._file, self._packing = Appended(path), packing
        self._file.lock()
        self._left = Results(path, packing)
        self._lines: list[bytes] = []
        self._size = 0
        self.path = path

    def stored(self) -> Iterator[bytes]:
        """The lines of an earlier run."""
        return self._left.lines()

    def ready(self, row: Row | None) -> None:
        """Cuts what a kill tore behind the lines, now that all are known to be ours; the next is ``row``'s."""
        torn, head = self._left.torn, row.head.encode("utf-8", "replace") if row else b""
        if torn[: len(head)] != head[: len(torn)] or (torn and not row):
            raise Refusal(differs(self.path, row.line if row else None))
        self._file.cut(self._left.end)

    def write(self, lines: Sequence[bytes]) -> None:
        """Further results; those of a packed file are kept till they make a frame."""
        self._lines += lines
        self._size += sum(map(len, lines))
        if not self._packing or len(self._lines) >= PART or self._size >= FRAME:
            self.flush()

    def flush(self) -> None:
        """Writes what is kept."""
        if self._lines:
            data = b"".join(line + b"\n" for line in self._lines)
            self._lines, self._size = [], 0
            self._file.append(self._packing.pack(data) if self._packing else data)

    @property
    def is_empty(self) -> bool:
        """Whether an earlier run left nothing."""
        return self.path.stat().st_size == 0

    def close(self) -> None:
        self._file.close()


class Pipe:
    """The standard output: nothing to go on with."""

    path = None

    def __init__(self) -> None:
        if sys.stdout is None:
            raise Refusal("the standard output is closed: name a file, or redirect it into one")

    def stored(self) -> Iterator[bytes]:
        """None."""
        return iter(())

    def ready(self, row: Row | None) -> None:
        """It always is."""

    def write(self, lines: Sequence[bytes]) -> None:
        sys.stdout.buffer.write(b"".join(line + b"\n" for line in lines))
        sys.stdout.buffer.flush()

    def flush(self) -> None:
        """Nothing is kept."""

    def close(self) -> None:
        """It is the caller's."""


class Errors:
    """The rows that have no result, and what of others could not be read, in a file made with the first of them.

    ``refused``: lines of rows without a result. ``again``: those of them that ``--resume`` tries again. ``said``: lines
    of rows that were done without a value of theirs.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.refused: dict[int, str] = {}
        self.again: set[int] = set()
        self.said: set[int] = set()
        self._file: Appended | None = None
        if path and path.exists():
            self._file = Appended(path)
            self._read(path)

    def _read(self, path: Path) -> None:
        left = Results(path, None)
        try:
            for line in left.lines():
                self._count(**json.loads(line))
            ours = left.torn[: len(ENTRY)] == ENTRY[: len(left.torn)]
        except (TypeError, ValueError):
            ours = False
        if not ours:
            raise Refusal(f"{path} is no list of errors of newsnlp batch: move it away")
        assert self._file
        self._file.cut(left.end)

    def clear(self) -> None:
        """Forgets all: a run that begins anew meets them again, or others."""
        if self._file:
            self._file.cut(0)
        self.refused, self.again, self.said = {}, set(), set()

    def _count(self, line: int, reason: str, again: bool = False, kept: bool = False) -> None:
        if kept:
            self.said.add(line)
            return
        self.refused[line] = reason
        if again:
            self.again.add(line)

    def refuse(self, line: int, reason: str, again: bool = False) -> None:
        """A row has no result: ``{"line": 3, "reason": "..."}``, with ``"again": true`` where it may have one."""
        if line not in self.refused:
            self._add({"line": line, "reason": reason} | ({"again": True} if again else {}))

    def say(self, line: int, reason: str) -> None:
        """A row is done without a value that could not be read: the same with ``"kept": true``."""
        if line not in self.said:
            self._add({"line": line, "reason": reason, "kept": True})

    def _add(self, entry: dict[str, Any]) -> None:
        data = json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        if self.path is None:
            sys.stderr.buffer.write(data)
            sys.stderr.buffer.flush()
        else:
            self._file = self._file or Appended(self.path)
            self._file.append(data)
        self._count(**entry)

    def close(self) -> None:
        if self._file:
            self._file.close()


class Earlier:
    """The output of an earlier run beside the one that takes its place, read in step with the rows."""

    def __init__(self, results: Results, errors: Errors) -> None:
        self._results, self._errors = results, errors
        self._lines = results.lines()

    def line(self, row: Row) -> bytes | None:
        """The line of a row that was done."""
        if row.line in self._errors.refused or isinstance(row.article, str):
            return None
        line = next(self._lines, None)
        return None if line is None else checked(line, row, self._results.path)

    def reason(self, row: Row) -> str | None:
        """Why a row was refused that isn't tried again."""
        return None if row.line in self._errors.again else self._errors.refused.get(row.line)

    def close(self) -> None:
        self._errors.close()


def _old(path: Path) -> Path:
    return path.with_name(path.name + ".earlier")


def leftovers(path: Path, errors: Path) -> list[Path]:
    """The files that a run may leave: its output, its errors, and those of an earlier run."""
    return [path, errors, _old(path), _old(errors)]


def begin(path: Path, packing: Packing | None, errors: Path) -> tuple[Output, Errors, Earlier | None]:
    """Opens what an earlier run left, or makes it. Raises :class:`Refusal`."""
    output = Output(path, packing)
    if not _old(errors).exists():
        _old(path).unlink(missing_ok=True)  # a run was killed between the last two steps of `end`
        known = _known(errors, output)
        if not known.again:
            return output, known, None
        known.close()
        os.replace(errors, _old(errors))
    if not _old(path).exists():
        os.replace(path, _old(path))
        output.close()
        output = Output(path, packing)
    return output, _known(errors, output), Earlier(Results(_old(path), packing), Errors(_old(errors)))


def _known(path: Path, output: Output) -> Errors:
    """The errors of an earlier run, where it left results: else all is met again, and may be another input's."""
    known = Errors(path)
    if output.is_empty:
        known.clear()
    return known


def end(path: Path, errors: Path) -> None:
    """All rows are stored or refused: what an earlier run left goes."""
    for old in (_old(errors), _old(path)):
        if old.exists():
            os.unlink(old)


def remaining(
    found: Iterable[Row], output: Output | Pipe, errors: Errors, earlier: Earlier | None = None
) -> Iterator[Row]:
    """The rows that have no result yet; those that can't be read are recorded on the way.

    Nothing is written before the output has shown to be that of these rows. Raises :class:`Refusal` where it isn't.
    """
    stored, ready = output.stored(), False
    met: list[tuple[Row, str | None]] = []  # to be recorded once the output is known to be ours
    for row in found:
        before = earlier.line(row) if earlier else None
        reason = _reason(row, earlier)
        met.append((row, reason))
        refused = reason is not None or row.line in errors.refused
        if not refused and not ready:
            line = next(stored, None)
            ready = line is None
            if line is None:
                output.ready(row)
            else:
                checked(line, row, output.path)
                refused = True
        if ready:
            _record(met, errors)
            if not refused:
                yield replace(row, line_done=before)
        met = [] if ready else [(row, why) for row, why in met if why or row.said]
    if not ready:
        if next(stored, None) is not None:
            raise Refusal(differs(output.path, None))
        output.ready(None)
        _record(met, errors)


def _reason(row: Row, earlier: Earlier | None) -> str | None:
    if isinstance(row.article, str):
        return row.article
    return earlier.reason(row) if earlier else None


def _record(met: Iterable[tuple[Row, str | None]], errors: Errors) -> None:
    for row, reason in met:
        if reason is not None:
            errors.refuse(row.line, reason, row.again)
        if row.said:
            errors.say(row.line, row.said)


def checked(line: bytes, row: Row, path: Path | None) -> bytes:
    """The line of an output, if it is the row's. Raises :class:`Refusal` where it isn't."""
    head, tail = (part.encode("utf-8", "replace") for part in (row.head, row.tail))
    if not (line.startswith(head + b",") and line.endswith(tail)):
        raise Refusal(differs(path, row.line))
    return line


def differs(path: Path | None, line: int | None) -> str:
    """The sentence for an output that isn't that of the rows, from a row on, or behind the last (``None``)."""
    where = f"its place for row {line:,} holds another" if line else "it has more rows"
    return f"{path} was made from another input, or with other options ({where}): --resume needs the same ones"
