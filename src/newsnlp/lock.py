"""What threads share and write to, and what a fork of the process must wait for.

Caches of functions and plain dictionaries need none: each step of theirs is whole under Python's own lock, and a
value that two threads make is the same value.
"""

from __future__ import annotations

import concurrent.futures.thread  # noqa: F401 - and logging with it, see below
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

LOCK = threading.RLock()


class SideBySide:
    """What any number of threads do at a time, and a fork waits for: products of matrices.

    OpenBLAS stops its own threads at a fork; a product that another thread has under way then never ends, in the child
    or in the parent. Who is inside takes no :data:`LOCK`.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside: Counter[int] = Counter()
        self._closed = False

    def __enter__(self) -> None:
        own = threading.get_ident()
        with self._changed:
            while self._closed and own not in self._inside:
                self._changed.wait()
            self._inside[own] += 1

    def __exit__(self, *_: object) -> None:
        own = threading.get_ident()
        with self._changed:
            self._inside[own] -= 1
            if not self._inside[own]:
                del self._inside[own]
                self._changed.notify_all()

    def close(self) -> None:
        """Waits until nobody else is inside; whoever comes then waits."""
        own = threading.get_ident()
        with self._changed:
            self._closed = True
            while any(thread != own for thread in self._inside):
                self._changed.wait()

    def open(self) -> None:
        """Lets in whoever waits."""
        with self._changed:
            self._closed = False
            self._changed.notify_all()

    def open_in_child(self) -> None:
        """Begins anew: the threads that waited are the parent's, one of them perhaps with the condition in its hand."""
        self._changed, self._closed = threading.Condition(), False


PRODUCTS = SideBySide()


def _before() -> None:
    LOCK.acquire()
    PRODUCTS.close()


def _in_parent() -> None:
    PRODUCTS.open()
    LOCK.release()


def _in_child() -> None:
    PRODUCTS.open_in_child()
    LOCK.release()


# What was registered last is asked first. logging and concurrent.futures hold locks of theirs over a fork too, and are
# imported before this, so that who waits here holds none of them: what is loaded under LOCK logs.
if hasattr(os, "register_at_fork"):  # a fork waits until what is under way is whole, so that the child finds no half
    os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property as cached_property
else:
    from functools import cached_property as _locked

    class cached_property(_locked[T]):
        """Python 3.11's own holds one lock for all of a class' objects, and a fork may leave it taken for good."""

        def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
            if instance is None:
                return self
            assert self.attrname is not None
            return instance.__dict__.setdefault(self.attrname, self.func(instance))


def once(make: Callable[[], T]) -> Callable[[], T]:
    """A function without arguments that is called once in a process, however many threads ask at a time.

    >>> made = once(list)
    >>> made() is made()
    True
    """
    made: list[T] = []

    @wraps(make)
    def get() -> T:
        if not made:
            with LOCK:
                if not made:
                    made.append(make())
        return made[0]

    return get
