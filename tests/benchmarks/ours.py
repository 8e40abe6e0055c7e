"""newsnlp: everything that it extracts, to JSON. With ``stages`` as second argument each stage is timed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from harness import Clock, report

from newsnlp import Document, Extractor, pipeline, resolve


def _time_stages(extractor: Extractor, clock: Clock) -> None:
    reader = extractor.reader
    extractor.reader = clock.timed("read", lambda texts: list(reader(texts)))  # it reads as it is asked
    for kind, finders in extractor._finders.items():
        extractor._finders[kind] = [clock.timed(f"find {kind.__name__.lower()}", finder) for finder in finders]
    settle = clock.timed("settle", pipeline.settle)
    pipeline.settle = lambda found, nested: settle(list(found), nested)  # the finders run outside its time
    for stage in ("link", "dateline", "anchor"):
        setattr(pipeline, stage, clock.timed(stage, getattr(pipeline, stage)))
    for name in resolve.__all__:
        setattr(resolve, name, clock.timed(f"resolve {name}", getattr(resolve, name)))


def make(clock: Clock) -> Callable[[Sequence[str]], int]:
    """The whole pipeline."""
    extractor = Extractor()
    write = Document.to_json
    if sys.argv[2:] == ["stages"]:
        _time_stages(extractor, clock)
        write = clock.timed("write JSON", write)

    def extract(texts: Sequence[str]) -> int:
        count = 0
        for document in extractor.all(texts):
            count += len(document.entities())
            write(document)
        return count

    return extract


report(make)
