"""A page's hidden characters and mixed alphabets: the same facts as of the plain text, at the page's own offsets."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import normalize

import pytest

from newsnlp import Document, Extractor
from newsnlp.read.legible import legible
from newsnlp.types import KINDS, Fact

TEXT = """Глава Йошкар-Олы встретил гостей

Глава города Андрей Царегородцев и министр экологии Алёна Майорова заявили в понедельник, что «Горводоканал» получит
5,2 миллиона рублей от Чувашии. Ещё 300 тысяч рублей выделит Нижегородская область, сообщил Алексей Зайцев.
В Казани с 3 по 8 марта пройдёт форум. С гостями говорил мэр Перми Юрий Уткин."""

HYPHENS = str.maketrans({letter: f"\u00ad{letter}" for letter in "гдмрс"})
NO_WIDTH = str.maketrans({letter: f"{letter}\u200b" for letter in "еилт"})
STRESS = str.maketrans({letter: f"{letter}\u0301" for letter in "аи"})  # no word has one in capitals here
LATIN = str.maketrans("аеосрхВСМ", "aeocpxBCM")
MANNERS = {
    "decomposed": normalize("NFD", TEXT),
    "soft hyphens": TEXT.translate(HYPHENS),
    "without width": "\ufeff" + TEXT.translate(NO_WIDTH),
    "stress": TEXT.translate(STRESS),
    "Latin letters": TEXT.translate(LATIN),
    "hyphen at the line's end": TEXT.replace("Нижегородская", "Нижего\u00ad\nродская"),
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def facts(document: Document) -> Iterator[Fact]:
    for row in KINDS.values():
        yield from getattr(document, row.column)


def told(document: Document) -> list[tuple[Fact, int]]:
    return [(fact, len(fact.mentions)) for fact in facts(document)]


@pytest.mark.parametrize("manner", MANNERS)
def test_same_facts(extractor: Extractor, manner: str) -> None:
    page = MANNERS[manner]
    plain, found = extractor(TEXT), extractor(page)
    assert found.text == page
    assert told(found) == told(plain)
    for fact in facts(found):
        for at in fact.mentions:
            assert page[at.start : at.stop] == at.text
            assert at.text[-1] not in "\u00ad\u200b"
    shown = [legible(at.text) or at for fact in facts(found) for at in fact.mentions]
    assert [at.text for at in shown] == [at.text for fact in facts(plain) for at in fact.mentions]


def test_any_characters_anywhere() -> None:
    """Every letter of the legible text is found again at its place in the page."""
    chance = random.Random(5)
    for _ in range(2_000):
        page = "".join(chance.choices("аей\u0438\u0306 xСC\u00ad\u200b\u0301\n5«", k=chance.randrange(1, 30)))
        seen = legible(page)
        if seen is None:
            continue
        spots = [seen.spot(at, at + 1) for at in range(len(seen.text))]
        assert all(a < b for a, b in spots)
        assert all(first[1] <= second[0] for first, second in pairwise(spots))
        shown = [page[start:stop] for start, stop in spots]
        for letter, there in zip(seen.text, shown, strict=True):
            plain = (legible(there) or Document(there)).text
            pair = normalize("NFD", letter)[0] + normalize("NFD", plain)[0]
            assert pair[0] == pair[1] or pair in ("хx", "xх", "СC", "CС") or letter == "\u0306"


def test_written_out() -> None:
    """What stands in letters has its words' places in the page: «г. о.» is two of them."""
    page = "Мэр г. о. Самара и глава г.о.г. Дзержинск"
    seen = legible(page)
    assert seen is not None
    at = seen.text.index("Дзержинск")
    assert page[slice(*seen.spot(0, seen.text.index(" и ")))] == "Мэр г. о. Самара"
    assert page[slice(*seen.spot(at, len(seen.text)))] == "Дзержинск"
    owner = seen.text.index("глава"), seen.text.rindex("округа") + len("округа")
    assert page[slice(*seen.spot(*owner))] == "глава г.о."


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("Cергей", "Сергей"),
        ("МОСКОBСКАЯ", "МОСКОВСКАЯ"),
        ("СOVID", "COVID"),
        ("IТ-рынок", "IT-рынок"),
        ("КАМАЗa", "КАМАЗа"),
        ("матч c «Баварией»", "матч с «Баварией»"),
        ("начиная c 2011 года", "начиная с 2011 года"),
        ("B Омске", "В Омске"),
        ("вагнера\u0301", "вагнера"),
        ("вице- премьер", "вице-премьер"),
        ("ви\u00adце-\u00a0премьер", "вице-премьер"),
        ("Мо\u00adpo\u00adзов", "Морозов"),
        ("Мopo\u0301зов", "Морозов"),
        ("Попóв", "Попов"),
        ("Сергѐй", "Сергей"),
        ("Сергеи\u200b\u0306", "Сергей"),
        ("Сергеи\u0301\u0306", "Сергей"),
        ("Сер\u061cгей", "Сергей"),
        ("Глава Перми A.B. Сидоров", "Глава Перми А.В. Сидоров"),
        ("OOO «Рога»", "ООО «Рога»"),
        ("cafe\u0301", "café"),
        ("глава г. о. Самара", "глава городского округа Самара"),
        ("в м.о.Заречный", "в муниципальном округе Заречный"),
        ("по м. р-ну «Кинельский»", "по муниципальному району «Кинельский»"),
        ("семья 👨\u200d👩\u200d👧", "семья 👨👩👧"),
    ],
)
def test_read_as(page: str, text: str) -> None:
    seen = legible(page)
    assert seen is not None
    assert seen.text == text


@pytest.mark.parametrize(
    "page",
    [
        "",
        "Груz",
        "PROдвижение",
        "iPhoneа",
        "витамин C и B12",
        "X5 Group",
        "H₂O",
        "caffè",
        "двух- и трёхлетних",
        "1980 г. р. Рогов",
        "и. о. Котова",
        "в X. Маск",
    ],
)
def test_left_alone(page: str) -> None:
    seen = legible(page)
    assert seen is None or seen.text == page
