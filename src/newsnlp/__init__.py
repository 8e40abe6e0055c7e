"""newsnlp: people, titles, regions, organizations, money and dates from Russian news, as typed facts.

Models load once per process, at the first extraction; importing is cheap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from newsnlp.lock import LOCK
from newsnlp.types import Date, Document, Mention, Money, Organization, Person, Region, Title

if TYPE_CHECKING:
    import pyarrow

    from newsnlp.frames import frame
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
    "frame",
    "tables",
]


def _shared() -> Extractor:
    with LOCK:  # a fork meanwhile would leave the child half of an import
        from newsnlp.pipeline import shared
    return shared()


def extract(text: str, published: date | None = None) -> Document:
    """The facts of one article. ``published`` anchors its relative dates; else its own dateline does.

    Raises ``TypeError`` where ``text`` is no ``str``; text of any kind never raises.
    """
    return _shared()(text, published)


def extract_all(
    articles: Iterable[str | Document],
    workers: int = 1,
    *,
    extractor: Extractor | None = None,
    on_error: Callable[[Document, Exception], Document | None] | None = None,
) -> Iterator[Document]:
    """The facts of many articles (strings, or documents without findings), streamed, in order.

    ``workers``: processes, each with its own models and one thread; they start afresh, so a script that asks for two
    or more needs the usual ``if __name__ == "__main__":``. ``extractor``: one of your own, in place of the one as
    shipped.

    ``on_error``: called with the article and the exception where extracting one raises (a fault of the library's,
    memory that ran out, a worker that died on it twice: ``ChildProcessError``). The document that it returns stands
    in the article's place, and ``None`` leaves it out: ``lambda article, error: None`` skips, ``lambda article, error:
    article`` keeps it without facts. Without ``on_error`` the exception is raised, and that ends the stream.

    Raises ``TypeError`` at an article of another type.
    """
    if isinstance(articles, str | bytes | Document):
        raise TypeError(f"articles is a list of articles, not one {type(articles).__name__}: write [article]")
    if not _is_iterable(articles):
        raise TypeError(f"articles is a list of strings or of newsnlp.Document, not {type(articles).__name__}")
    if on_error is not None and not callable(on_error):
        raise TypeError(f"on_error is a function of an article and its exception, not {type(on_error).__name__}")
    if isinstance(workers, bool) or not isinstance(workers, int):
        raise TypeError(f"workers is a whole number, not {type(workers).__name__}")
    if workers < 1:
        raise ValueError(f"workers is 1 or more, not {workers}")
    with LOCK:
        from newsnlp import pipeline

    if extractor is not None and not isinstance(extractor, pipeline.Extractor):
        raise TypeError(f"extractor is a newsnlp.Extractor, not {type(extractor).__name__}")
    return pipeline.extract_all(articles, workers, extractor, on_error)


def tables(documents: Iterable[Document]) -> dict[str, pyarrow.Table]:
    """The facts of many documents as flat Arrow tables, one row a mention: see ``newsnlp.arrow.tables``."""
    if isinstance(documents, str | bytes | Document):
        raise TypeError(f"documents is a list of documents, not one {type(documents).__name__}: write [document]")
    if not _is_iterable(documents):
        raise TypeError(f"documents is a list of newsnlp.Document, not {type(documents).__name__}")
    with LOCK:
        from newsnlp import arrow
    return arrow.tables(documents)


def _is_iterable(value: object) -> bool:
    return hasattr(value, "__iter__") or hasattr(value, "__getitem__")  # the latter: torch's data sets


def __getattr__(name: str) -> Any:
    if name == "Extractor":
        with LOCK:
            from newsnlp.pipeline import Extractor
        return Extractor
    if name == "frame":
        with LOCK:
            from newsnlp.frames import frame
        return frame
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
