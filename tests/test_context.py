"""Rules of context: each row of ``context.tsv`` fires on its own example, for what stands there in brackets: as the
example is read, or where the tagger sees a date in the brackets, which nobody asks rows about otherwise.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

import newsnlp
from newsnlp.data import Tables, shipped
from newsnlp.find.context import Rules
from newsnlp.find.date import finder
from newsnlp.types import Span
from tables import brackets

FIND = finder(Tables())
READER = newsnlp.Extractor().reader
ROWS = list(enumerate(shipped("context")))


@pytest.mark.parametrize(("number", "row"), ROWS, ids=[f"{n}:{row['example'][:40]}" for n, row in ROWS])
def test_row_fires_on_its_example(number: int, row: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    text, spots = brackets(row["example"])
    fired: set[tuple[int, int, int]] = set()
    first = Rules.first

    def watched(rules: Rules, classes: Any, sentence: Any, start: int, stop: int, verdicts: Any) -> Any:
        rule = first(rules, classes, sentence, start, stop, verdicts)
        if rule is not None:
            fired.add((rule.number, start, stop))
        return rule

    monkeypatch.setattr(Rules, "first", watched)
    newsnlp.extract(text, dt.date(2024, 4, 24))
    for read in next(iter(READER([text]))):
        if read.start <= spots[0][0] < read.stop:
            FIND(replace(read, spans=(*read.spans, Span("date", *spots[0], 1.0))))
    assert (number, *spots[0]) in fired, sorted(fired)


@pytest.mark.parametrize("where", ["beside:3", "before:", "before:x", "before"])
def test_a_wrong_place_is_told(where: str) -> None:
    row = {"kind": "date", "candidate": "day", "where": where, "words": "мэр", "verdict": "drop"}
    with pytest.raises(ValueError, match="is wanted, not"):
        Rules(Tables({"context": [row]}), "date")
