"""The pairs of text and value in ``docs/en/values.md`` are what the library answers."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import newsnlp
from tables import brackets

PAGE = (Path(__file__).parent.parent / "docs" / "en" / "values.md").read_text(encoding="utf-8")
MONEY, DATES = (PAGE[PAGE.index(a) : PAGE.index(b)] for a, b in (("## Money", "## Date"), ("## Date", "## JSON")))
SUMS, PAIRS = (re.findall(r"^\| ([^|]*[а-яё][^|]*) \| ([^|]*)\|$", part, re.MULTILINE) for part in (MONEY, DATES))
READ = dt.datetime(2024, 4, 24, 11, 3)


@pytest.mark.parametrize(("said", "values"), PAIRS, ids=[said[:40] for said, _ in PAIRS])
def test_date(said: str, values: str) -> None:
    text, wanted = _pair(said, values)
    found = [(mention, date.value) for date in newsnlp.extract(text, READ).dates for mention in date.mentions]
    assert [(m.text, value) for m, value in sorted(found, key=lambda pair: pair[0].start)] == wanted


@pytest.mark.parametrize(("said", "values"), SUMS, ids=[said[:40] for said, _ in SUMS])
def test_money(said: str, values: str) -> None:
    text, wanted = _pair(said, values)
    found = [(mention, str(money)) for money in newsnlp.extract(text, READ).money for mention in money.mentions]
    assert [(m.text, value) for m, value in sorted(found, key=lambda pair: pair[0].start)] == wanted


def _pair(said: str, values: str) -> tuple[str, list[tuple[str, str]]]:
    """A row's text without its brackets, and what stands in them with its values."""
    text, spots = brackets(f"{said}.")
    told = re.findall("`(.*?)`", values)
    return text, [(text[start:stop], value) for (start, stop), value in zip(spots, told, strict=True)]


def test_there_are_pairs() -> None:
    assert len(PAIRS) > 40
    assert len(SUMS) > 20
