"""The spaCy component ``newsnlp``: ``spacy.blank("ru").add_pipe("newsnlp")``.

It sets ``doc.ents`` (the outermost mentions, without overlaps; entities of other components stay, and go before),
``doc.spans["newsnlp"]`` (all mentions, nested ones too) and ``doc._.newsnlp`` (the :class:`newsnlp.Document`). A span's
label is the class of its entity, ``PERSON``, ``TITLE``, ``ORGANIZATION``, ``REGION``, ``MONEY``, ``DATE``, its ``id_``
the entity's key, its ``kb_id_`` a place's or body's Wikidata item; where spaCy cuts words otherwise, a span grows to
whole tokens. ``doc._.newsnlp`` survives ``DocBin(store_user_data=True)`` and ``Doc.to_disk``: it is kept as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans, raise_error
except ImportError as error:  # pragma: no cover - the extra is installed where the tests run
    raise ImportError("newsnlp.spacy needs spaCy: pip install 'newsnlp[spacy]'") from error

from newsnlp.days import day
from newsnlp.lock import LOCK
from newsnlp.settings import OPTIONS, Settings
from newsnlp.types import Document
from newsnlp.workers import Refused, each

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

    The keys are those of a configuration file, or ``config``: the path of one (see the page of the command line).
    Raises ``ValueError`` with the key, and the file's line, that is wrong.
    """
    values = (kinds, tables, finders, weights, threshold, jobs, timezone)
    options = {key: value for key, value in zip(OPTIONS, values, strict=True) if value is not None}
    if config and options:
        raise ValueError(f"newsnlp: give config alone, or options without it, not config and {next(iter(options))}")
    return Component(Settings.load(config) if config else Settings.read(options))


class Component:
    """Sets the facts on spaCy documents. ``doc._.published`` (a date) anchors relative dates, where it is set.

    What a document raises goes to the handler of ``nlp.set_error_handler``, which raises it by default.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._on_error: Callable[[str, Component, list[Doc], Exception], Any] = raise_error

    def __call__(self, doc: Doc) -> Doc:
        [facts] = self._facts([doc])
        if isinstance(facts, Refused):
            raise facts.error
        return annotate(doc, facts)

    def get_error_handler(self) -> Callable[[str, Component, list[Doc], Exception], Any]:
        """What is called with this component's name, itself, a document in a list, and what it raised."""
        return self._on_error

    def set_error_handler(self, handler: Callable[[str, Component, list[Doc], Exception], Any]) -> None:
        """As ``nlp.set_error_handler`` does; the documents that it is called with are left out."""
        self._on_error = handler

    def pipe(self, stream: Iterable[Doc], batch_size: int = BATCH, **_: Any) -> Iterator[Doc]:
        """Documents in, the same out, ``batch_size`` read at a time."""
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            for doc, facts in zip(docs, self._facts(docs), strict=True):
                if isinstance(facts, Refused):
                    self._on_error(KEY, self, [doc], facts.error)
                else:
                    yield annotate(doc, facts)

    def _facts(self, docs: Sequence[Doc]) -> list[Document | Refused[Any]]:
        with LOCK:
            from newsnlp.pipeline import made

        articles = each(lambda some: [Document(doc.text, published=day(doc._.published)) for doc in some], docs)
        found = made(self.settings).each(article for article in articles if isinstance(article, Document))
        return [next(found) if isinstance(article, Document) else article for article in articles]

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
