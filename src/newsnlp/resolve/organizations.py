"""Which mentions are the same Organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newsnlp.types import Finding, Organization, Sentence


def organizations(found: Sequence[Finding[Any]], sentences: Sequence[Sentence], text: str) -> tuple[Organization, ...]:
    """Not written yet."""
    return ()
