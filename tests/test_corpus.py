"""Runs the whole library over every line of the tables of examples."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from newsnlp import Document, Extractor, Mention
from newsnlp.find import FINDERS
from newsnlp.types import KINDS
from tables import Case, Line, Wanted, case, in_order, kind, lines, tables

COLUMN = {kind.cls.__name__.lower(): kind.column for kind in KINDS.values()}
KNOWN = pytest.mark.xfail(strict=True, raises=pytest.fail.Exception, reason="known failure")


@cache
def _document(text: str, published: dt.date | None) -> Document:
    return _all_titles()(text, published)


@cache
def _all_titles() -> Extractor:
    """The tables of examples tell of everyday jobs too."""
    return Extractor(jobs=True)


def _found(case: Case, column: str) -> list[tuple[Wanted, Mention]]:
    entities: Any = getattr(_document(case.text, case.published), column)
    pairs = [(Wanted(m.start, m.stop, str(entity)), m) for entity in entities for m in entity.mentions]
    return sorted((p for p in pairs if not any(_repeats(p[0], q[0]) for q in pairs)), key=lambda p: in_order(p[0]))


def _repeats(mention: Wanted, other: Wanted) -> bool:
    """Whether a mention lies within another of the same value: «[[президент] США]». The tables leave such out."""
    within = other.start <= mention.start and mention.stop <= other.stop
    return within and mention.value == other.value and mention != other


def _readable(text: str, mentions: list[Wanted]) -> str:
    listed = (f"    {w.start}:{w.stop} «{text[w.start : w.stop]}» = {w.value}" for w in mentions)
    return "\n".join(listed) or "    nothing"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(line, id=f"{table}:{line.number}", marks=[KNOWN] if line.known else [])
        for table in tables()
        for line in lines(table)
    ],
)
def test_case(line: Line) -> None:
    example = case(line.raw)
    got, wanted = [found for found, _ in _found(example, COLUMN[kind(line.table)])], list(example.wanted)
    if got != wanted:
        missing, extra = [w for w in wanted if w not in got], [g for g in got if g not in wanted]
        pytest.fail(
            f"{line.table}.tsv:{line.number}: {example.text}\n"
            f"  missing:\n{_readable(example.text, missing)}\n"
            f"  found instead:\n{_readable(example.text, extra)}",
            pytrace=False,
        )


def test_every_kind_has_a_table() -> None:
    assert {cls.__name__.lower() for cls in FINDERS} == set(COLUMN) <= set(tables())


@pytest.mark.parametrize("name", sorted(COLUMN))
def test_every_rule_has_an_example(name: str) -> None:
    """A rule that no line of its kind's tables needs is dead, or lacks its example."""
    examples = [case(line.raw) for table in tables() if kind(table) == name for line in lines(table)]
    shown = {
        mention.rule
        for example in examples
        for found, mention in _found(example, COLUMN[name])
        if found in example.wanted
    }
    rules: frozenset[str] = import_module(f"newsnlp.find.{name}").RULES
    assert not rules - shown, f"rules without an example in tests/corpus/{name}.tsv: {sorted(rules - shown)}"


@pytest.mark.parametrize("table", tables())
def test_no_case_twice(table: str) -> None:
    """The same sentence may come again with another day of publication alone."""
    count = Counter((example.text, example.published) for example in (case(line.raw) for line in lines(table)))
    assert [text for (text, _), times in count.items() if times > 1] == []
