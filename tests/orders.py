"""A work for workers under test: what an article says is done."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any


def obedient() -> Callable[[Sequence[Any]], Iterator[Any]]:
    """The work, as a worker asks for it."""
    return _obey


def _obey(articles: Sequence[Any]) -> Iterator[Any]:
    for article in articles:
        word, _, number = article.text.strip().partition(" ")
        if word == "sleep":
            time.sleep(float(number))
        elif word == "raise":
            raise RuntimeError("a fault")
        elif word == "die":
            os._exit(9)
        yield article
