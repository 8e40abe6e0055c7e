"""newsnlp: people, titles, regions, organizations, money and dates from Russian news, as typed facts.

Models load once per process, at the first extraction; importing is cheap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from newsnlp.types import Date, Document, Mention, Money, Organization, Person, Region, Title

if TYPE_CHECKING:
    from newsnlp.pipeline import Extractor

__version__ = "0.1.0"
__all__ = [
    "Date",
    "Document",
    "Extractor",
    "Mention",
    "Money",
    "Organization",
    "Person",
    "Region",
    "Title",
    "extract",
    "extract_all",
]


@cache
def _extractor() -> Extractor:
    from newsnlp.pipeline import Extractor

    return Extractor()


def extract(text: str, published: date | None = None) -> Document:
    """The facts of one article. ``published`` anchors its relative dates; else its own dateline does."""
    return _extractor()(text, published)


def extract_all(articles: Iterable[str | Document], workers: int = 1) -> Iterator[Document]:
    """The facts of many articles (strings, or documents without findings), streamed, in order."""
    return _extractor().all(articles)


def __getattr__(name: str) -> Any:
    if name == "Extractor":
        from newsnlp.pipeline import Extractor

        return Extractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
