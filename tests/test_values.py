"""The pairs of text and value in ``docs/en/values.md`` are what the library answers."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import newsnlp
from tables import brackets

PAGE = (Path(__file__).parent.parent / "docs" / "en" / "values.md").read_text(encoding="utf-8")
DATES = PAGE[PAGE.index("## Date") : PAGE.index("## JSON")]
PAIRS = re.findall(r"^\| ([^|]*[а-яё][^|]*) \| ([^|]*)\|$", DATES, re.MULTILINE)
READ = dt.datetime(2024, 4, 24, 11, 3)


@pytest.mark.parametrize(("said", "values"), PAIRS, ids=[said[:40] for said, _ in PAIRS])
def test_date(said: str, values: str) -> None:
    text, spots = brackets(f"{said}.")
    told = re.findall("`(.*?)`", values)
    wanted = [(text[start:stop], value) for (start, stop), value in zip(spots, told, strict=True)]
    found = [(mention, date.value) for date in newsnlp.extract(text, READ).dates for mention in date.mentions]
    assert [(m.text, value) for m, value in sorted(found, key=lambda pair: pair[0].start)] == wanted


def test_there_are_pairs() -> None:
    assert len(PAIRS) > 40
