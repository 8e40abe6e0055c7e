"""The page to read first: the six verbs in their order.

::

    text ──read──> sentences ──find──> mentions ──settle──> mentions ──resolve──> entities ──link──> titles
                                                                               └──anchor──> dates

No stage knows another; each is a function of what it is given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from newsnlp import resolve
from newsnlp.anchor import anchor, dateline
from newsnlp.data import Row, Tables
from newsnlp.find import FINDERS, Finder
from newsnlp.link import link
from newsnlp.lock import LOCK, once
from newsnlp.read import Reader
from newsnlp.settle import settle
from newsnlp.types import (
    Date,
    Document,
    Finding,
    Money,
    Organization,
    Person,
    Region,
    Sentence,
    Title,
    zoned,
)
from newsnlp.workers import Refused, Work, each, spread

NESTED = frozenset({Title, Organization})
# the tagger's kinds behind each class
SPANS: Mapping[type, tuple[str, ...]] = {
    Person: ("person",),
    Title: ("title",),
    Organization: ("organization",),
    Region: ("country", "region", "city", "district"),
    Money: ("money",),
    Date: ("date", "time"),
}
BATCH = 50_000  # characters read at once: larger batches gain no speed and cost memory


class Extractor:
    """Extracts facts; loads its models when made. See ``newsnlp.extract`` for the plain form.

    ``kinds``: the classes to extract, all by default. ``tables``: a user's own rows by table's name
    (``{"titles": [...]}`` or the path of a TSV file in the shipped table's columns). ``finders``: further
    finders by class, each a function of a ``Sentence`` to a list of ``Finding``. ``weights``: a path to
    tagger weights made by ``newsnlp train``. ``threshold``: the least probability of what the tagger alone vouches
    for, from 0 to 1, one number or one by class; more gives fewer and surer mentions (docs/tagger.md).
    """

    def __init__(
        self,
        kinds: Iterable[type] | None = None,
        *,
        tables: Mapping[str, Sequence[Row] | Path | str] | None = None,
        finders: Mapping[type, Sequence[Finder]] | None = None,
        weights: Path | str | None = None,
        threshold: float | Mapping[type, float] | None = None,
    ) -> None:
        self.kinds = frozenset(FINDERS if kinds is None else kinds)
        own = finders or {}
        if unknown := [kind for kind in (*self.kinds, *own) if kind not in FINDERS]:
            names = ", ".join(kind.__name__ for kind in FINDERS)
            raise ValueError(f"no such kind: {unknown[0]!r}; the kinds are {names}")
        thresholds = _thresholds(threshold)
        with LOCK:  # a fork meanwhile would leave the child half of an import
            known = Tables(tables)
            self._reader = Reader(weights, thresholds)
            self._finders = {kind: [make(known), *own.get(kind, ())] for kind, make in FINDERS.items()}

    def __call__(self, text: str, published: date | None = None) -> Document:
        """One article."""
        return next(self.all([Document(text, published=published)]))

    def all(self, articles: Iterable[str | Document]) -> Iterator[Document]:
        """Many articles, streamed, in order."""
        for batch in _batches(_document(article) for article in articles):
            read = self._reader([d.text for d in batch])
            for document, sentences in zip(batch, read, strict=True):
                yield self._facts(document, sentences)

    def each(self, articles: Iterable[str | Document]) -> Iterator[Document | Refused[Document]]:
        """As :meth:`all`, but whatever an article raises costs that article alone: its refusal stands in its place."""
        for batch in _batches(_document(article) for article in articles):
            yield from each(self.all, batch)

    def _facts(self, document: Document, sentences: Sequence[Sentence]) -> Document:
        text = document.text
        found = {kind: _find(finders, sentences, kind in NESTED) for kind, finders in self._finders.items()}
        people = resolve.people(found[Person], sentences, text)
        organizations = resolve.organizations(found[Organization], sentences, text)
        regions = resolve.regions(found[Region], sentences, text)
        titles = link(found[Title], people, organizations, regions, sentences, text)
        published = document.published or dateline(_of_the_article(found[Date], sentences), text)
        dates = anchor(found[Date], published, text)
        facts = replace(
            document,
            published=published,
            people=people if Person in self.kinds else (),
            titles=titles if Title in self.kinds else (),
            organizations=organizations if Organization in self.kinds else (),
            regions=regions if Region in self.kinds else (),
            money=resolve.sums(found[Money], text, regions) if Money in self.kinds else (),
            dates=dates if Date in self.kinds else (),
        )
        return facts if all(s.zone == "body" for s in sentences) else zoned(facts, sentences)


def _thresholds(threshold: float | Mapping[type, float] | None) -> dict[str, float]:
    """The tagger's thresholds by its own kinds.

    >>> _thresholds({Person: 0.8, Date: 0.5})
    {'person': 0.8, 'date': 0.5, 'time': 0.5}
    """
    if threshold is None:
        return {}
    by_class = threshold if isinstance(threshold, Mapping) else dict.fromkeys(SPANS, threshold)
    for kind, least in by_class.items():
        if kind not in SPANS:
            names = ", ".join(known.__name__ for known in SPANS)
            raise ValueError(f"no threshold for {kind!r}; the kinds are {names}")
        if isinstance(least, bool) or not isinstance(least, int | float):
            raise TypeError(f"a threshold is a number from 0 to 1, not {type(least).__name__}")
        if not 0 <= least <= 1:
            raise ValueError(f"a threshold is a number from 0 to 1, not {least}")
    return {span: float(least) for kind, least in by_class.items() for span in SPANS[kind]}


def _find(finders: Sequence[Finder], sentences: Sequence[Sentence], nested: bool) -> list[Finding[Any]]:
    return [kept for s in sentences for kept in settle((f for finder in finders for f in finder(s)), nested)]


def _of_the_article(found: Sequence[Finding[Any]], sentences: Sequence[Sentence]) -> Sequence[Finding[Any]]:
    """The findings outside of the page's furniture: a site's clock says nothing of the article."""
    starts = [sentence.start for sentence in sentences]
    return [f for f in found if sentences[bisect_right(starts, f.start) - 1].zone != "furniture"]


def _document(article: object) -> Document:
    if isinstance(article, str):
        return Document(article)
    if not isinstance(article, Document):
        raise TypeError(f"an article is a str or a newsnlp.Document, not {type(article).__name__}")
    return article


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@once
def shared() -> Extractor:
    """The process's extractor with everything as shipped, made at its first use."""
    return Extractor()


OnError = Callable[[Document, Exception], Document | None]


def extract_all(articles: Iterable[str | Document], workers: int, on_error: OnError | None) -> Iterator[Document]:
    """See :func:`newsnlp.extract_all`."""
    if workers == 1:
        results = shared().each(articles)
    else:
        results = spread(_work, _batches(_document(article) for article in articles), workers)
    for result in results:
        found = _otherwise(result, on_error) if isinstance(result, Refused) else result
        if found is not None:
            yield found


def _otherwise(refused: Refused[Document], on_error: OnError | None) -> Document | None:
    if on_error is not None:
        return on_error(refused.row, refused.error)
    refused.error.add_note(f"newsnlp: in article {refused.row.id or refused.row.text[:40]!r}: {refused.reason}")
    raise refused.error


def _work() -> Work[Document, Document]:
    return shared().all
