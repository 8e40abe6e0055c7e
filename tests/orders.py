"""Works and finders under test that obey: what an article says is done."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from newsnlp.types import Finding, Sentence


def obedient() -> Callable[[Sequence[Any]], Iterator[Any]]:
    """The work, as a worker asks for it."""
    return _obey


def _obey(articles: Sequence[Any]) -> Iterator[Any]:
    for article in articles:
        word, _, number = article.text.strip().partition(" ")
        _do(word, number)
        yield article


def _do(word: str, number: str) -> None:
    if word == "sleep":
        time.sleep(float(number))
    elif word == "raise":
        raise RuntimeError("a fault")
    elif word == "starve":
        raise MemoryError
    elif word == "die":
        os._exit(9)


def faulty(sentence: Sentence) -> Iterator[Finding[Any]]:
    """A finder of one's own that obeys an article of two words, unless ``mended`` lies in the folder it runs in."""
    word, _, number = sentence.text.partition(" ")
    if not os.path.exists("mended") or word == "raise":
        _do(word, number)
    yield from ()
