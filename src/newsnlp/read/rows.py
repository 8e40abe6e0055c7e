"""The networks' first layers as tables: what each word gives to its own place and to its neighbours'.

The first convolution sees one token at a time, so a word's rows are computed once and kept over all batches.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from newsnlp import memory
from newsnlp.lock import LOCK
from newsnlp.read.networks import Floats, Ints

CAPACITY = 8_192  # words: some 70 MB for both of slovnet's networks and the tagger
NEW = 512  # words computed at a time
FADING = 0.9  # what a use counts for when room has been made since: at a half an eighth more words are made again
BLOCK = 256  # rows gathered at a time, so that the sums stay in the processor's cache

Make = Callable[[Sequence[str]], tuple[Ints, Sequence[Floats]]]


class Rows:
    """``make(words)`` gives a number for each word, and for each table its rows (words, 3, width): what a word gives to
    the token behind it, to itself, and to the token before it.

    Slot 0 is an empty row. When the tables are full, the quarter that fewest batches have asked for is given up, or
    more where a batch needs it. A batch with more words than ``capacity`` gets tables of its own size, given up with
    the next one.

    Threads share the tables: one at a time writes words into them and copies out the rows that it needs.
    """

    def __init__(self, make: Make, widths: Sequence[int], capacity: int = CAPACITY) -> None:
        self._make, self._widths, self._capacity = make, widths, capacity
        self._slots: dict[str, int] = {}
        self._allot(capacity)
        memory.keep(self)

    def _allot(self, capacity: int) -> None:
        self._slots.clear()  # first, so that a lack of memory half-way leaves no word at another's row
        tables: list[Floats] = [np.zeros((capacity + 1, 3, width), np.float32) for width in self._widths]
        codes, uses = np.zeros(capacity + 1, np.int64), np.zeros(capacity + 1, np.float32)
        self._size, self._tables, self._codes, self._uses = capacity, tables, codes, uses
        self._free = [*range(capacity, 0, -1)]

    def __call__(self, words: Sequence[str], *asked: tuple[int, Ints]) -> tuple[Ints, list[Floats]]:
        """The numbers of distinct words, and for each table asked for, rows laid end to end (n, width).

        ``asked``: a table's number, and which words stand side by side, as numbers of words; -1 is an empty row.
        """
        with LOCK:
            slots = self._find(words)
            return self._codes[slots], [self._gather(slots[laid], table) for table, laid in asked]

    def cache_clear(self) -> None:
        """Forgets all words."""
        with LOCK:
            self._slots.clear()
            self._free = [*range(self._size, 0, -1)]

    def _find(self, words: Sequence[str]) -> Ints:
        """The words' slots; one more at the end, the empty row's, so that index -1 finds it."""
        known = self._slots
        new = [word for word in words if word not in known]
        if len(new) > len(self._free):
            self._forget(len(words))
            new = [word for word in words if word not in known]
        for start in range(0, len(new), NEW):
            self._add(new[start : start + NEW])
        slots = np.array([*map(known.__getitem__, words), 0], np.int64)
        self._uses[slots] += 1
        return slots

    def _add(self, words: Sequence[str]) -> None:
        spots = self._free[-len(words) :]
        self._codes[spots], made = self._make(words)
        self._uses[spots] = 0
        for table, rows in zip(self._tables, made, strict=True):
            table[spots] = rows
        self._slots.update(zip(words, spots, strict=True))
        del self._free[-len(words) :]

    def _forget(self, needed: int) -> None:
        """Makes room for ``needed`` words."""
        if self._size != self._capacity or needed > self._capacity:
            self._allot(max(needed, self._capacity))
            return
        words, slots = [*self._slots], np.fromiter(self._slots.values(), np.int64)
        order = np.argsort(-self._uses[slots], kind="stable")
        kept = min(self._capacity * 3 // 4, self._capacity - needed)
        for n in order[kept:].tolist():
            self._free.append(self._slots.pop(words[n]))
        self._uses *= FADING

    def _gather(self, slots: Ints, table: int) -> Floats:
        """(n,) slots -> (n, width): the first convolution over rows laid end to end."""
        rows = self._tables[table].reshape(-1, self._widths[table])
        before, own, behind = 3 * slots[:-1], 3 * slots + 1, 3 * slots[1:] + 2
        out = np.empty((len(slots), self._widths[table]), np.float32)
        for start in range(0, len(slots), BLOCK):
            block = out[start : start + BLOCK]
            np.take(rows, own[start : start + BLOCK], axis=0, out=block, mode="clip")
            skip = int(start == 0)
            block[skip:] += np.take(rows, before[start + skip - 1 : start + BLOCK - 1], axis=0, mode="clip")
            ends = behind[start : start + BLOCK]
            block[: len(ends)] += np.take(rows, ends, axis=0, mode="clip")
        return out
