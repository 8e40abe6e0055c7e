"""Finds mentions of persons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newsnlp.data import Tables
from newsnlp.types import Finding, Sentence


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Any]]]:
    """Not written yet."""

    def find(sentence: Sentence) -> list[Finding[Any]]:
        return []

    return find
