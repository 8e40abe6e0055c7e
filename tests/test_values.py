"""The pairs of text and value in ``docs/en/values.md`` are what the library answers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

import newsnlp
from tables import brackets

PAGE = (Path(__file__).parent.parent / "docs" / "en" / "values.md").read_text(encoding="utf-8")
READ = dt.datetime(2024, 4, 24, 11, 3)


def _person(person: Any) -> str:
    return f"{person.name}, {person.gender}"


def _title(title: Any) -> str:
    region, body = title.region, title.organization
    place = (region.code or region.name) if region else body and body.name
    return f"{title.post}, {title.status}, {title.person.name if title.person else '-'}, {place or '-'}"


# heading -> the document's column, what the second cell tells of a value, the heading behind
TABLES: Mapping[str, tuple[str, Callable[[Any], str], str]] = {
    "Person": ("people", _person, "Title"),
    "Title": ("titles", _title, "Organization"),
    "Organization": ("organizations", str, "Region"),
    "Region": ("regions", str, "Money"),
    "Money": ("money", str, "Date"),
    "Date": ("dates", attrgetter("value"), "JSON"),
}


def _pairs(heading: str) -> list[tuple[str, str]]:
    """The rows of a section's table of texts: those in Russian whose values stand in backticks, or who have none."""
    part = PAGE[PAGE.index(f"## {heading}\n") : PAGE.index(f"## {TABLES[heading][2]}\n")]
    table = part.partition("| text")[2].partition("\n\n")[0]
    return re.findall(r"^\| ([^|]*[а-яё][^|]*) \| ([^|]*)\|$", table, re.MULTILINE)


PAIRS = [(heading, said, values) for heading in TABLES for said, values in _pairs(heading)]


@pytest.mark.parametrize(("heading", "said", "values"), PAIRS, ids=[f"{name}-{said[:40]}" for name, said, _ in PAIRS])
def test_pair(heading: str, said: str, values: str) -> None:
    column, told, _ = TABLES[heading]
    text, wanted = _pair(said, values)
    facts = getattr(newsnlp.extract(text, READ), column)
    found = {(mention.start, mention.stop, told(fact)) for fact in facts for mention in fact.mentions}
    if column in ("titles", "organizations"):  # the head noun alone is a mention too, within the whole
        found = {a for a in found if not any(a != b and b[0] <= a[0] and a[1] <= b[1] and a[2] == b[2] for b in found)}
    assert [(text[a:b], value) for a, b, value in sorted(found)] == wanted


def _pair(said: str, values: str) -> tuple[str, list[tuple[str, str]]]:
    """A row's text without its brackets, and what stands in them with its values."""
    text, spots = brackets(f"{said}.")
    told = re.findall("`(.*?)`", values)
    return text, [(text[start:stop], value) for (start, stop), value in zip(spots, told, strict=True)]


@pytest.mark.parametrize(
    ("heading", "least"), [("Person", 5), ("Title", 4), ("Region", 4), ("Money", 20), ("Date", 40)]
)
def test_there_are_pairs(heading: str, least: int) -> None:
    assert len(_pairs(heading)) > least
