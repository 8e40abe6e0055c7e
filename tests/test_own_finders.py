"""Finders of the user's own: public values of every kind come through, and what is wrong is said with their name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from newsnlp import Date, Document, Extractor, Money, Organization, Person, Region, Title
from newsnlp.types import Finding, Sentence
from newsnlp.workers import Refused

TEXT = "Кукундра дал барамбе Зюзю пятьдесят хрустов в тырдень у Заболотья."
WHOLE = {
    "Кукундра": Person("Кукундра Великий", "Кукундра", "Великий", None, "male"),
    "барамбе": Title("барамба", "барамба", "former", True),
    "Зюзю": Organization("Контора «Зюзя»", "КЗ", "company"),
    "Заболотья": Region("Заболотье", "district", "RU-ZAB", "Q5"),
    "пятьдесят хрустов": Money(Decimal("0.5"), None, "RUB", "about"),
    "тырдень": Date("date", "2024-04-24", dt.date(2024, 4, 24), dt.date(2024, 4, 24), True),
}


def finding(words: str, value: Any) -> Callable[[Sentence], list[Finding[Any]]]:
    """A finder of these words."""

    def find(sentence: Sentence) -> list[Finding[Any]]:
        spots = [match.span() for match in re.finditer(words, sentence.text)]
        return [Finding(sentence.start + a, sentence.start + b, "own.word", value) for a, b in spots]

    return find


def _extracted(words: str, value: Any, text: str = TEXT) -> Document:
    return Extractor([type(value)], finders={type(value): [finding(words, value)]})(text)


@pytest.mark.parametrize("words", WHOLE)
def test_a_public_value_of_every_kind(words: str) -> None:
    value = WHOLE[words]
    found = [entity for entity in _extracted(words, value).entities() if entity.mentions[0].rule == "own.word"]
    assert found == [value]
    assert [mention.text for mention in found[0].mentions] == [words]


def test_in_a_later_sentence_and_twice() -> None:
    text = f"Было тихо.\n\n{TEXT} Потом Кукундра ушёл."
    [person] = [p for p in _extracted("Кукундра", WHOLE["Кукундра"], text).people if p.first == "Кукундра"]
    assert [text[m.start : m.stop] for m in person.mentions] == ["Кукундра", "Кукундра"]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (Person("Зюзя"), Person("Зюзя", None, "Зюзя")),
        (Person("Анна Мария Зюзя"), Person("Анна Мария Зюзя", "Анна Мария", "Зюзя")),
        (Person("Зю Мин Хо", "Мин Хо", "Зю"), Person("Зю Мин Хо", "Мин Хо", "Зю")),
        (Date("duration", "P2Y"), Date("duration", "P2Y")),
        (Date("date", "2019/..", dt.date(2019, 1, 1)), Date("date", "2019/..", dt.date(2019, 1, 1))),
        (Organization("фонд"), Organization("фонд")),
    ],
    ids=str,
)
def test_what_is_left_out(value: Any, wanted: Any) -> None:
    [found] = [e for e in _extracted("Кукундра", value).entities() if e.mentions[0].rule == "own.word"]
    assert found == wanted


def test_a_title_of_ones_own_gets_its_holder() -> None:
    text = "Барамба Твери Анна Чен подала в отставку."
    own = Title("барамба Твери", "барамба", official=True)
    [title] = Extractor(finders={Title: [finding("Барамба Твери", own)]})(text).titles
    assert (title.post, title.official) == ("барамба", True)
    assert title.person is not None
    assert title.person.name == "Анна Чен"
    assert title.region is not None
    assert title.region.name == "Тверь"


MONEY = Money(Decimal(5), None, "RUB")
DAY, WEEK = dt.date(2024, 4, 24), dt.timedelta(7)


def _gives(found: Any) -> Any:
    def find(sentence: Sentence) -> Any:
        return found

    return find


@pytest.mark.parametrize(
    ("kind", "found", "error", "says"),
    [
        (Money, None, TypeError, "gives a list of Finding, not NoneType"),
        (Money, [MONEY], TypeError, r"a newsnlp\.types\.Finding is wanted, not Money"),
        (Money, [Finding(0, 5, "r", "5 рублей")], TypeError, r"a finding's value is a newsnlp\.Money, not str"),
        (Money, [Finding(0, 5, "r", Person("Анна"))], TypeError, r"is a newsnlp\.Money, not Person"),
        (Money, [Finding(5, 5, "r", MONEY)], ValueError, "5:5 is no place in the sentence 0:66"),
        (Money, [Finding(-3, 5, "r", MONEY)], ValueError, "-3:5 is no place"),
        (Money, [Finding(0, 500, "r", MONEY)], ValueError, "0:500 is no place .*; offsets are the article's"),
        (Money, [Finding(0.0, 5, "r", MONEY)], TypeError, "offsets are whole numbers, not float"),  # type: ignore[arg-type]
        (Money, [Finding(0, 5, "", MONEY)], TypeError, "a finding's rule is the name"),
        (Money, [Finding(0, 5, "r", MONEY, 1.5)], ValueError, "score is a number from 0 to 1, not 1.5"),
        (Money, [Finding(0, 5, "r", MONEY, "1")], TypeError, "score is a number from 0 to 1, not str"),  # type: ignore[arg-type]
        (Person, [Finding(0, 5, "r", Person(" "))], ValueError, r"Person\.name is empty"),
        (Title, [Finding(0, 5, "r", Title("мэр", ""))], ValueError, r"Title\.post is empty"),
        (Title, [Finding(8, 9, "r", Title("мэр", "мэр"))], ValueError, "a title is whole words, and 8:9 holds none"),
        (Title, [Finding(0, 5, "r", Title("мэр", "мэр", person=Person("А")))], ValueError, r"Title\.person is told by"),
        (Organization, [Finding(0, 5, "r", Organization("А", wikidata="Q1"))], ValueError, r"n\.wikidata is told"),
        (Organization, [Finding(0, 5, "r", Organization("А", kind="завод"))], ValueError, "kind: 'завод' is none of"),  # type: ignore[arg-type]
        (Person, [Finding(0, 5, "r", Person(None))], TypeError, "name: a string is wanted here, not null"),  # type: ignore[arg-type]
        (Money, [Finding(0, 5, "r", Money(5, None, "RUB"))], TypeError, "amount: a Decimal is wanted here, not int"),  # type: ignore[arg-type]
        (Money, [Finding(0, 5, "r", Money(Decimal("NaN"), None, "RUB"))], ValueError, "'NaN' is no decimal number"),
        (Money, [Finding(0, 5, "r", Money(Decimal(5), None, "RUB", "~"))], ValueError, "bound: '~' is none of exact"),  # type: ignore[arg-type]
        (Date, [Finding(0, 5, "r", Date("date", "2024", "2024-01-01"))], TypeError, "begin: a date is wanted here"),  # type: ignore[arg-type]
        (Date, [Finding(0, 5, "r", Date("date", "2024", DAY, DAY - WEEK))], ValueError, r"Date\.end lies before"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_finders_name(kind: Any, found: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=rf"the finder \w+\._gives\.<locals>\.find:? .*{says}"):
        Extractor(finders={kind: [_gives(found)]})(TEXT)


def _faulty(sentence: Sentence) -> Any:
    raise KeyError("нет такого")


def test_what_a_finder_raises_is_told_as_the_finders() -> None:
    mine = Extractor([Money], finders={Money: [_faulty]})
    with pytest.raises(KeyError) as raised:
        mine(TEXT)
    assert raised.value.__notes__ == [f"in the finder {__name__}._faulty, which newsnlp was given"]
    [refused] = mine.each([TEXT])
    assert isinstance(refused, Refused)
    assert refused.reason.endswith(f": in the finder {__name__}._faulty, which newsnlp was given")
    assert "please report" not in refused.reason


def test_a_finder_that_raises_stop_iteration_ends_no_stream() -> None:
    with pytest.raises(RuntimeError, match=r"the finder .* raised StopIteration"):
        Extractor([Money], finders={Money: [lambda sentence: next(iter([]))]})(TEXT)
