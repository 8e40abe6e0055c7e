"""Runs the whole library over every line of the tables of examples."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import import_module
from typing import Any

import pytest

import newsnlp
from newsnlp import Document, Mention
from newsnlp.find import FINDERS
from tables import Case, Wanted, cases, in_order, kind, tables

COLUMN = {
    "person": "people",
    "title": "titles",
    "organization": "organizations",
    "region": "regions",
    "money": "money",
    "date": "dates",
}


@cache
def _document(text: str, published: dt.date | None) -> Document:
    return newsnlp.extract(text, published)


def _found(case: Case) -> list[tuple[Wanted, Mention]]:
    entities: Any = getattr(_document(case.text, case.published), COLUMN[kind(case.table)])
    pairs = ((Wanted(m.start, m.stop, str(entity)), m) for entity in entities for m in entity.mentions)
    return sorted(pairs, key=lambda pair: in_order(pair[0]))


def _readable(text: str, mentions: list[Wanted]) -> str:
    lines = (f"    {w.start}:{w.stop} «{text[w.start : w.stop]}» = {w.value}" for w in mentions)
    return "\n".join(lines) or "    nothing"


def _parameters() -> list[Any]:
    known = pytest.mark.xfail(strict=True, raises=pytest.fail.Exception, reason="known failure of the table")
    return [
        pytest.param(case, id=f"{table}:{case.line}", marks=[known] if case.known else [])
        for table in tables()
        for case in cases(table)
    ]


@pytest.mark.parametrize("case", _parameters())
def test_case(case: Case) -> None:
    got, wanted = [found for found, _ in _found(case)], list(case.wanted)
    if got != wanted:
        missing, extra = [w for w in wanted if w not in got], [g for g in got if g not in wanted]
        pytest.fail(
            f"{case.table}.tsv:{case.line}: {case.text}\n"
            f"  missing:\n{_readable(case.text, missing)}\n  found instead:\n{_readable(case.text, extra)}",
            pytrace=False,
        )


def test_every_kind_has_a_table() -> None:
    assert {cls.__name__.lower() for cls in FINDERS} == set(COLUMN) <= set(tables())


@pytest.mark.parametrize("name", sorted(COLUMN))
def test_every_rule_has_an_example(name: str) -> None:
    """A rule that no line of its kind's tables needs is dead, or lacks its example."""
    shown = {
        mention.rule
        for table in tables()
        if kind(table) == name
        for case in cases(table)
        for found, mention in _found(case)
        if found in case.wanted
    }
    rules: frozenset[str] = import_module(f"newsnlp.find.{name}").RULES
    assert not rules - shown, f"rules without an example in tests/corpus/{name}.tsv: {sorted(rules - shown)}"


@pytest.mark.parametrize("table", tables())
def test_no_case_twice(table: str) -> None:
    texts = [(case.text, case.published) for case in cases(table)]
    assert len(texts) == len(set(texts)), sorted({t for t in texts if texts.count(t) > 1})
