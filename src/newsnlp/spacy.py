"""The spaCy component ``newsnlp``: ``spacy.blank("ru").add_pipe("newsnlp")``.

It sets ``doc.ents`` (the outermost mentions, without overlaps), ``doc.spans["newsnlp"]`` (all mentions, nested ones
too) and ``doc._.newsnlp`` (the :class:`newsnlp.Document`). A span's label is the class of its entity, ``PERSON``,
``TITLE``, ``ORGANIZATION``, ``REGION``, ``MONEY``, ``DATE``; where spaCy cuts words otherwise, a span grows to whole
tokens. ``doc._.newsnlp`` survives ``DocBin(store_user_data=True)`` and ``Doc.to_disk``: it is kept as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans
except ImportError as error:  # pragma: no cover - the extra is installed where the tests run
    raise ImportError("newsnlp.spacy needs spaCy: pip install 'newsnlp[spacy]'") from error

from newsnlp.days import day
from newsnlp.types import COLUMNS, Document

if TYPE_CHECKING:
    from newsnlp.pipeline import Extractor

KEY = "newsnlp"
BATCH = 64  # documents read at once in nlp.pipe

Doc.set_extension(
    KEY,
    getter=lambda doc: Document.from_json(doc.user_data[KEY]) if KEY in doc.user_data else None,
    force=True,
)
Doc.set_extension("published", default=None, force=True)


@Language.factory(KEY)
def make(nlp: Language, name: str) -> Component:
    """The factory that ``nlp.add_pipe("newsnlp")`` calls; models load with the first document."""
    return Component()


class Component:
    """Sets the facts on spaCy documents. ``doc._.published`` (a date) anchors relative dates, where it is set."""

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = BATCH, **_: Any) -> Iterator[Doc]:
        """Documents in, the same out, ``batch_size`` read at a time."""
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            articles = [Document(doc.text, published=_published(doc)) for doc in docs]
            for doc, facts in zip(docs, self._extractor().all(articles), strict=True):
                yield annotate(doc, facts)

    def to_disk(self, path: Any, *, exclude: Iterable[str] = ()) -> None:
        """Nothing to write: models and tables are the installed package's."""

    def from_disk(self, path: Any, *, exclude: Iterable[str] = ()) -> Component:
        """Nothing to read."""
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing to write."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Component:
        """Nothing to read."""
        return self

    @staticmethod
    def _extractor() -> Extractor:
        from newsnlp.pipeline import shared

        return shared()


def _published(doc: Doc) -> date | None:
    return day(doc._.published)


def annotate(doc: Doc, facts: Document) -> Doc:
    """A document's facts laid onto spaCy's: entities, the span group and the facts themselves."""
    doc.user_data[KEY] = facts.to_json()
    spans = [span for span in _spans(doc, facts) if span is not None]
    doc.spans[KEY] = sorted(spans, key=lambda s: (s.start, -s.end))
    doc.ents = filter_spans(spans)
    return doc


def _spans(doc: Doc, facts: Document) -> Iterator[Span | None]:
    for entity in (entity for column in COLUMNS for entity in getattr(facts, column)):
        label = type(entity).__name__.upper()
        for mention in entity.mentions:
            yield doc.char_span(mention.start, mention.stop, label, alignment_mode="expand")
