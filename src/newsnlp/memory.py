"""What the process remembers of words, and how much of it: every cache that grows with what is read is made here.

All sizes are stated here and nowhere else. A cache keeps as many entries as it is told and forgets what was asked for
long ago. Keys are words, or phrases within a sentence; so that words without end (addresses, codes, a text without
spaces) can't fill the caches by their length, everything is forgotten when many of their letters have been read.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import lru_cache, partial, update_wrapper
from inspect import signature
from operator import getitem
from typing import Any, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

WORDS = 12_000  # what is known of a word or a name, some 0.5 to 2 KB each
SPELLINGS = 32_000  # a word written otherwise, or where it is cut: some 150 bytes
FULL = 2_000  # a name's readings in all cases, 1 to 5 KB
NEAR = 8  # what is soon asked for again or never, and is many objects, of which the collector of cycles has work
PARSES = 8_000  # a grammar's parses of a window, some 1 KB each
ARRAYS = 16_000_000  # bytes: smaller arrays stay with the C library for the next batch, twice as much in all
LONG = 40  # letters between two spaces from which on they count
LETTERS = 500_000  # of long words until everything is forgotten: each costs some 20 bytes


class _Cache(Protocol):
    def cache_clear(self) -> None: ...


_caches: list[weakref.ref[_Cache]] = []  # no WeakSet: it raises where one thread adds while another looks through it


def keep(cache: _Cache) -> None:
    """A cache that is emptied with the others."""
    _caches.append(weakref.ref(cache, _caches.remove))


class Kept(dict[Any, Any]):
    """What a function of one argument gave last, ``size`` of its results: a look-up is a dictionary's own, a third of
    lru_cache's time, and the collector of cycles walks through a row. When half of them are new, the older half goes
    but for what was asked for again.

    >>> kept = Kept(str.upper, 4)
    >>> [kept[letter] for letter in "абаваг"], sorted(kept), sorted(kept.older)
    (['А', 'Б', 'А', 'В', 'А', 'Г'], ['г'], ['а', 'в'])
    """

    __slots__ = ("__weakref__", "half", "make", "older")

    def __init__(self, make: Callable[..., Any], size: int) -> None:
        self.make, self.half, self.older = make, max(size // 2, 1), dict[Any, Any]()

    def __missing__(self, key: Any) -> Any:
        found = self.older.pop(key, self)
        if found is self:
            found = self.make(key)
        if len(self) >= self.half:
            self.older = dict(self)
            self.clear()
        self[key] = found
        return found

    def cache_clear(self) -> None:
        """Forgets all."""
        self.clear()
        self.older.clear()


def remembered(size: int = WORDS) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A function whose last results are kept, ``size`` of them."""

    def made(function: Callable[P, T]) -> Callable[P, T]:
        if len(signature(function).parameters) > 1:
            cached = lru_cache(size)(function)
            keep(cached)
            return cached  # type: ignore[return-value]
        keep(kept := Kept(function, size))
        return update_wrapper(partial(getitem, kept), function)  # type: ignore[return-value]

    return made


def forget() -> None:
    """Empties all caches."""
    for cache in [made for known in tuple(_caches) if (made := known())]:
        cache.cache_clear()


class _Budget:
    """Letters of long words that may still be read."""

    def __init__(self) -> None:
        self.left = LETTERS


_budget = _Budget()


def read(text: str) -> None:
    """Told of each text that has been read: forgets everything when many letters of long words have been.

    >>> _budget.left = 50
    >>> read("слово за словом"), _budget.left
    (None, 50)
    >>> read("ы" * 51), _budget.left == LETTERS
    (None, True)
    """
    _budget.left -= sum(size for size in map(len, text.split()) if size > LONG)
    if _budget.left < 0:
        _budget.left = LETTERS
        forget()
