"""``link``: titles with holder, organization, region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newsnlp.types import Finding, Organization, Person, Region, Sentence, Title


def link(
    found: Sequence[Finding[Any]],
    people: Sequence[Person],
    organizations: Sequence[Organization],
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    text: str,
) -> tuple[Title, ...]:
    """Not written yet."""
    return ()
