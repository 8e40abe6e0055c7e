"""``settle``: mentions without forbidden overlaps.

Mentions of people, regions, money and dates don't overlap their own kind; those of titles and organizations may
nest within their own kind; nothing crosses anything of its own kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TypeVar

from newsnlp.types import Finding, widest

V = TypeVar("V")


def settle(findings: Iterable[Finding[V]], nested: bool) -> list[Finding[V]]:
    """The findings of one kind in one sentence that may stand together, in order of the text.

    Better score first, then the longer, then the earlier; ``nested``: may lie within one another.

    >>> a, b = Finding(0, 9, "r", "long"), Finding(4, 9, "r", "short")
    >>> [f.value for f in settle([b, a], nested=False)], [f.value for f in settle([b, a], nested=True)]
    (['long'], ['long', 'short'])
    """
    found = sorted(findings, key=widest)
    if len(found) < 2 or all(a.stop <= b.start for a, b in pairwise(found)):
        return found
    kept: list[Finding[V]] = []
    for new in sorted(found, key=lambda f: (-f.score, f.start - f.stop, f.start)):
        if not any(_forbidden(new, old, nested) for old in kept):
            kept.append(new)
    return sorted(kept, key=widest)


def _forbidden(a: Finding[V], b: Finding[V], nested: bool) -> bool:
    if a.stop <= b.start or b.stop <= a.start:
        return False
    if not nested or (a.start, a.stop) == (b.start, b.stop):
        return True
    return not ((a.start <= b.start and b.stop <= a.stop) or (b.start <= a.start and a.stop <= b.stop))
