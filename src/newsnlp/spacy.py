"""The spaCy component ``newsnlp``: ``spacy.blank("ru").add_pipe("newsnlp")``.

It sets ``doc.ents`` (the outermost mentions, without overlaps; entities of other components stay, and go before),
``doc.spans["newsnlp"]`` (all mentions, nested ones too) and ``doc._.newsnlp`` (the :class:`newsnlp.Document`). A span's
label is the class of its entity, ``PERSON``, ``TITLE``, ``ORGANIZATION``, ``REGION``, ``MONEY``, ``DATE``, its ``id_``
the entity's key, its ``kb_id_`` a place's or body's Wikidata item; where spaCy cuts words otherwise, a span grows to
whole tokens. ``doc._.newsnlp`` survives ``DocBin(store_user_data=True)`` and ``Doc.to_disk``: it is kept as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans
except ImportError as error:  # pragma: no cover - the extra is installed where the tests run
    raise ImportError("newsnlp.spacy needs spaCy: pip install 'newsnlp[spacy]'") from error

from newsnlp.days import day
from newsnlp.settings import OPTIONS, Settings
from newsnlp.types import Document

KEY = "newsnlp"
BATCH = 64  # documents read at once in nlp.pipe

Doc.set_extension(
    KEY,
    getter=lambda doc: Document.from_json(doc.user_data[KEY]) if KEY in doc.user_data else None,
    force=True,
)
if not Doc.has_extension("published"):  # it may be the caller's own
    Doc.set_extension("published", default=None)


@Language.factory(KEY, default_config=dict.fromkeys(("config", *OPTIONS)))
def make(
    nlp: Language,
    name: str,
    config: str | None,
    kinds: Any,
    tables: Any,
    finders: Any,
    weights: Any,
    threshold: Any,
    jobs: Any,
    timezone: Any,
) -> Component:
    """The factory that ``nlp.add_pipe("newsnlp", config={...})`` calls; models load with the first document.

    The keys are those of a configuration file, or ``config``: the path of one (docs/command-line.md). Raises
    ``ValueError`` with the key, and the file's line, that is wrong.
    """
    values = (kinds, tables, finders, weights, threshold, jobs, timezone)
    options = {key: value for key, value in zip(OPTIONS, values, strict=True) if value is not None}
    if config and options:
        raise ValueError(f"newsnlp: give config alone, or options without it, not config and {next(iter(options))}")
    return Component(Settings.load(config) if config else Settings.read(options))


class Component:
    """Sets the facts on spaCy documents. ``doc._.published`` (a date) anchors relative dates, where it is set."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = BATCH, **_: Any) -> Iterator[Doc]:
        """Documents in, the same out, ``batch_size`` read at a time."""
        from newsnlp.pipeline import made

        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            articles = [Document(doc.text, published=_published(doc)) for doc in docs]
            for doc, facts in zip(docs, made(self.settings).all(articles), strict=True):
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


def _published(doc: Doc) -> date | None:
    return day(doc._.published)


def annotate(doc: Doc, facts: Document) -> Doc:
    """A document's facts laid onto spaCy's: entities, the span group and the facts themselves."""
    before = [_place(span) for span in doc.spans.get(KEY, ())]  # of this component, where it runs again
    others = [entity for entity in doc.ents if _place(entity) not in before]
    doc.user_data[KEY] = facts.to_json()
    spans = [span for span in _spans(doc, facts) if span is not None]
    doc.spans[KEY] = sorted(spans, key=lambda s: (s.start, -s.end))
    taken = {token for entity in others for token in range(entity.start, entity.end)}
    free = (span for span in spans if taken.isdisjoint(range(span.start, span.end)))
    doc.ents = [*others, *filter_spans(free)]
    return doc


def _place(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.label_


def _spans(doc: Doc, facts: Document) -> Iterator[Span | None]:
    for fact in facts.entities():
        names: dict[str, Any] = {
            "label": type(fact).__name__.upper(),
            "kb_id": getattr(fact, "wikidata", None) or "",
            "span_id": fact.key,
        }
        for mention in fact.mentions:
            yield doc.char_span(mention.start, mention.stop, alignment_mode="expand", **names)
