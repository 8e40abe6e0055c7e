"""Which mentions are the same Person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newsnlp.types import Finding, Person, Sentence


def people(found: Sequence[Finding[Any]], sentences: Sequence[Sentence], text: str) -> tuple[Person, ...]:
    """Not written yet."""
    return ()
