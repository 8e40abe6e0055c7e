"""Places found and chosen from hand-made input, without a model."""

from __future__ import annotations

import re

import pytest

import newsnlp
from newsnlp.data import Tables
from newsnlp.find.region import finder
from newsnlp.resolve import regions
from newsnlp.settle import settle
from newsnlp.types import Article, Region, Sentence, Span, Tag, Token

FIND = finder(Tables())
ADJECTIVE = re.compile(r"(?:[сц]к(?:ий|ая|ое|ие|ого|ой|ому|им|их|ую|ими)|ный|ная|ной|ных)$")


def sentence(text: str, **spans: str) -> Sentence:
    """A sentence whose words in -ский are adjectives and the rest nouns; ``spans``: what the tagger sees, by kind."""
    found = re.finditer(r"[^\W_]+(?:-[^\W_]+)*|[^\w\s]", text)
    tokens = tuple(Token(m.start(), m.end(), m[0], m[0].lower(), _tag(m[0])) for m in found)
    seen = tuple(Span(kind, text.index(part), text.index(part) + len(part), 0.99) for kind, part in spans.items())
    return Sentence(0, len(text), text, tokens, seen)


def _tag(word: str) -> Tag:
    if not word[0].isalnum():
        return Tag("PUNCT")
    if word in ("в", "и", "на", "у"):
        return Tag("ADP")
    return Tag("ADJ" if ADJECTIVE.search(word.lower()) else "NOUN", number="sing")


def places(text: str, **spans: str) -> list[tuple[str, str]]:
    one = sentence(text, **spans)
    entities: tuple[Region, ...] = regions(settle(FIND(one), False), Article(text, [one]))
    found = sorted((m.start, m.text, str(entity)) for entity in entities for m in entity.mentions)
    return [(part, value) for _, part, value in found]


@pytest.mark.parametrize(
    ("text", "part", "value"),
    [
        ("Выборы в Белоруссии прошли", "Белоруссии", "Беларусь country BY"),
        ("Жители Соединённых Штатов Америки", "Соединённых Штатов Америки", "США country US"),
        ("Дороги Смоленской области", "Смоленской области", "Смоленская область region RU-SMO"),
        ("Завод в Набережных Челнах", "Набережных Челнах", "Набережные Челны city"),
        ("Закон защищает российский рынок", "российский", "Россия country RU"),
        ("Это казанский завод", "казанский", "Казань city"),
        ("Глава Вяземского района", "Вяземского района", "Вяземский район district"),
        ("Пожар в штате Техас потушен", "Техас", "Техас region US-TX"),
    ],
)
def test_found_without_the_tagger(text: str, part: str, value: str) -> None:
    assert places(text) == [(part, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Партия «Единая Россия» собралась",
        "Это Казанский собор и Московский проспект",
        "Пишет «Российская газета» сегодня",
        "Крейсер «Москва» вышел",
        "Жители Южной Америки",
        "Остров Сахалин велик",
        "Он говорит на английском",
        "Орёл сел на ветку",
    ],
)
def test_not_found_without_the_tagger(text: str) -> None:
    assert places(text) == []


def test_the_tagger_bars_people_and_nationalities() -> None:
    assert places("Пришла Франция Петровна", person="Франция Петровна") == []
    assert places("Это польский поэт", nationality="польский", title="поэт") == []
    assert places("Это польский премьер", nationality="польский", title="премьер") == [
        ("польский", "Польша country PL")
    ]


def test_the_table_knows_the_kind_better() -> None:
    assert places("Бои идут в Сирии", city="Сирии") == [("Сирии", "Сирия country SY")]
    assert places("Глава Вермонта", city="Вермонта") == [("Вермонта", "Вермонт region US-VT")]


def test_the_tagger_tells_a_town_from_a_state() -> None:
    assert places("Суд в Нью-Йорке", city="Нью-Йорке") == [("Нью-Йорке", "Нью-Йорк city")]
    assert places("Суд в штате Нью-Йорк", city="Нью-Йорк") == [("Нью-Йорк", "Нью-Йорк region US-NY")]


def test_longer_name_of_the_same_place() -> None:
    seen = places("Посол Королевства Марокко", country="Королевства Марокко", region="Марокко")
    assert seen == [("Королевства Марокко", "Марокко country MA")]


def test_halves() -> None:
    assert places("Прошли российско-белорусские учения") == [
        ("российско", "Россия country RU"),
        ("белорусские", "Беларусь country BY"),
    ]


def test_row() -> None:
    assert places("Главы Смоленской и Тверской областей", region="Тверской областей") == [
        ("Смоленской", "Смоленская область region RU-SMO"),
        ("Тверской областей", "Тверская область region RU-TVE"),
    ]


def test_one_place_many_mentions() -> None:
    text = "Россия ждёт. РФ и российский рынок, Российская Федерация"
    one = sentence(text)
    (country,) = regions(FIND(one), Article(text, [one]))
    assert country == Region("Россия", "country", "RU", "Q159")
    assert [m.text for m in country.mentions] == ["Россия", "РФ", "российский", "Российская Федерация"]


def test_abbreviation_in_brackets() -> None:
    text = "Жители Республики Башкортостан (РБ)"
    one = sentence(text, region="Республики Башкортостан", country="РБ")
    assert [str(region) for region in regions(FIND(one), Article(text, [one]))] == ["Башкортостан region RU-BA"]


def test_unknown_name_takes_the_articles_nominative() -> None:
    text = "Деревня Гадюкино стоит у Гадюкина"
    one = sentence(text)
    spans = (Span("city", 8, 16, 0.9), Span("city", 25, 33, 0.9))
    tokens = tuple(t._replace(tag=Tag("PROPN", case="gent" if t.text == "Гадюкина" else "nomn")) for t in one.tokens)
    tagged = Sentence(0, len(text), text, tokens, spans)
    assert [str(region) for region in regions(FIND(tagged), Article(text, [tagged]))] == ["Гадюкино city"]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("В Саратовской области нашли мину, сообщили в ГУ МЧС России по региону.", "RU-SAR"),
        ("Пожар произошёл в Хабаровском крае. Проверку начало СУ СК РФ по краю.", "RU-KHA"),
        ("Омская область ждёт тепла. Управление Росреестра по региону проверило участки.", "RU-OMS"),
        ("Комиссия по области знаний приняла решение в Томской области.", None),
    ],
)
def test_a_branch_of_the_page_s_region(text: str, region: str | None) -> None:
    body = max(newsnlp.extract(text).organizations, key=lambda body: len(body.name))
    assert (body.region.code if body.region else None) == region
