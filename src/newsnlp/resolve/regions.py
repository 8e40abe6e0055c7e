"""Which mentions are the same Region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newsnlp.types import Finding, Region, Sentence


def regions(found: Sequence[Finding[Any]], sentences: Sequence[Sentence], text: str) -> tuple[Region, ...]:
    """Not written yet."""
    return ()
