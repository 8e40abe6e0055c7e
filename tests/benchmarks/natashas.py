"""natasha 1.6: everything that it extracts of the same kinds, as its README does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from harness import Clock, report
from natasha import (
    DatesExtractor,
    Doc,
    MoneyExtractor,
    MorphVocab,
    NamesExtractor,
    NewsEmbedding,
    NewsMorphTagger,
    NewsNERTagger,
    Segmenter,
)


def make(clock: Clock) -> Callable[[Sequence[str]], int]:
    """Segments, tags, lemmas, normal forms of spans, names' parts, dates, sums."""
    segmenter, vocab, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
    morph, ner = NewsMorphTagger(embedding), NewsNERTagger(embedding)
    names, dates, money = NamesExtractor(vocab), DatesExtractor(vocab), MoneyExtractor(vocab)

    def lemmas(doc: Doc) -> None:
        for token in doc.tokens:
            token.lemmatize(vocab)

    def normal_forms(doc: Doc) -> None:
        for span in doc.spans:
            span.normalize(vocab)
            if span.type == "PER":
                span.extract_fact(names)

    stages = {
        "segment": lambda doc: doc.segment(segmenter),
        "morphology": lambda doc: doc.tag_morph(morph),
        "named entities": lambda doc: doc.tag_ner(ner),
        "lemmas": lemmas,
        "normal forms, names": normal_forms,
    }
    steps = [clock.timed(stage, step) for stage, step in stages.items()]
    extractors = [
        clock.timed("dates", lambda text: list(dates(text))),
        clock.timed("money", lambda text: list(money(text))),
    ]

    def extract(texts: Sequence[str]) -> int:
        count = 0
        for text in texts:
            doc = Doc(text)
            for step in steps:
                step(doc)
            count += len(doc.spans) + sum(len(find(text)) for find in extractors)
        return count

    return extract


report(make)
