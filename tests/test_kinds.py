"""Fewer kinds give the same answers for less work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from newsnlp import Date, Document, Extractor, Money, Organization, Person, Region, Title
from newsnlp.find import FINDERS
from newsnlp.types import KINDS
from tables import case, lines
from test_golden import ARTICLES

TEXTS = [
    *(path.read_bytes().decode() for path in ARTICLES),
    *(case(line.raw).text for table in ("money", "date", "link") for line in lines(table)[::12]),
    "ТВЕРЬ, 5 мая 2023 г. — РИА Новости. Открыли 300 школ.",
    "Открыли школу\n\nУчеников — 300.\n\nОпубликовано 24 апреля 2024 года",
    "Штраф вырос до 300 крон, сообщили в Стокгольме.",
]


@pytest.fixture(scope="module")
def everything() -> Extractor:
    return Extractor()


@pytest.fixture(scope="module")
def whole(everything: Extractor) -> list[Document]:
    return list(everything.all(TEXTS))


@pytest.mark.parametrize("kind", FINDERS, ids=lambda kind: kind.__name__)
def test_the_same_answers(kind: Any, everything: Extractor, whole: Sequence[Document]) -> None:
    column = KINDS[kind].column
    alone = list(Extractor([kind], reader=everything.reader).all(TEXTS))
    assert [getattr(document, column) for document in alone] == [getattr(document, column) for document in whole]
    assert [document.published for document in alone] == [document.published for document in whole]
    assert {type(entity) for document in alone for entity in document.entities()} == {kind}


def _asked(kinds: list[Any], text: str, everything: Extractor) -> set[str]:
    """The kinds whose finders see a sentence."""
    extractor, asked = Extractor(kinds, reader=everything.reader), set()
    for kind, (find,) in list(extractor._finders.items()):

        def seen(sentence: Any, kind: Any = kind, find: Any = find) -> Any:
            asked.add(kind.__name__)
            return find(sentence)

        extractor._finders[kind] = [seen]
    extractor(text, dt.date(2024, 4, 24))
    return asked


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        ([Money], {"Money"}),
        ([Date], {"Date"}),
        ([Person], {"Person"}),
        ([Region, Organization], {"Region", "Organization"}),
        ([Title], {"Title", "Person", "Organization", "Region"}),
    ],
    ids=["money", "date", "person", "region and organization", "title"],
)
def test_what_a_kind_needs_and_no_more(kinds: list[Any], wanted: set[str], everything: Extractor) -> None:
    assert _asked(kinds, "Мэр Твери Анна Чен выделила 5 рублей.", everything) == wanted


def test_shared_words_of_currencies_ask_for_places(everything: Extractor) -> None:
    assert _asked([Money], "Штраф — 300 крон.", everything) == {"Money", "Region"}


def test_sums_alone_are_sought_where_a_currency_is_named(everything: Extractor) -> None:
    read: list[str] = []

    def reader(texts: Sequence[str]) -> Any:
        read.extend(texts)
        return everything.reader(texts)

    texts = ["Открыли 5 школ.", "Штраф — 5 рублей.", "", "Опубликовано 24 апреля 2024 года\nОткрыли 5 школ."]
    found = list(Extractor([Money], reader=reader).all(texts))
    assert read == [texts[1], texts[3]]
    assert [len(document.money) for document in found] == [0, 1, 0, 0]
    assert found[3].published == dt.date(2024, 4, 24)
