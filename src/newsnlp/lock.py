"""The one lock of the library: over what threads share and write to, and over a fork of the process.

Caches of functions and plain dictionaries need none: each step of theirs is whole under Python's own lock, and a
value that two threads make is the same value.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

T = TypeVar("T")

LOCK = threading.RLock()
if hasattr(os, "register_at_fork"):  # a fork waits until what is under way is whole, so that the child finds no half
    os.register_at_fork(before=LOCK.acquire, after_in_parent=LOCK.release, after_in_child=LOCK.release)


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
