"""Sums: amounts printed in several Russian ways are read back to the same value."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.data import Tables, several, shipped
from newsnlp.find import money
from newsnlp.find.money.currency import Currencies
from newsnlp.find.number import EXACT, plain
from newsnlp.resolve.sums import sums
from newsnlp.types import Article, Finding, Money, OpenSum
from russian import declined, plural, sentence, spelled

FIND = money.finder(Tables())
FORMS = {
    "RUB": ("рубль", "рубля", "рублей"),
    "USD": ("доллар", "доллара", "долларов"),
    "UAH": ("гривна", "гривны", "гривен"),
    "EUR": ("евро", "евро", "евро"),
    "BYN": ("белорусский рубль", "белорусских рубля", "белорусских рублей"),
    "GBP": ("фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"),
}
CODES = st.sampled_from(sorted(FORMS))
AMOUNTS = st.decimals(Decimal("0.01"), Decimal(10) ** 30, places=2)
ROWS = [pytest.param(row, id=row["code"]) for row in shipped("currencies")]


def found(text: str) -> list[tuple[str, str]]:
    """The mentions of a sentence with their printed values."""
    return [(text[f.start : f.stop], str(f.value)) for f in FIND(sentence(text))]


def printed(amount: Decimal) -> str:
    return f"{plain(amount):f}"


def grouped(amount: Decimal, space: str, mark: str) -> str:
    return f"{amount:,f}".replace(",", " ").replace(".", mark).replace(" ", space)


@given(AMOUNTS, CODES, st.sampled_from(" \u00a0\u202f\u2009"), st.sampled_from(".,"))
def test_figures_with_words(amount: Decimal, code: str, space: str, mark: str) -> None:
    text = f"{grouped(amount, space, mark)} {FORMS[code][1]}"
    assert found(f"Сумма — {text} за год") == [(text, f"{code} {printed(amount)}")]


@given(AMOUNTS, st.sampled_from([("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("₽", "RUB")]))
def test_signs(amount: Decimal, sign: tuple[str, str]) -> None:
    text = sign[0] + grouped(amount, " ", ",")
    assert found(f"Цена {text} вчера") == [(text, f"{sign[1]} {printed(amount)}")]


@given(st.integers(1, 10**18 - 1), CODES)
def test_spelled(whole: int, code: str) -> None:
    text = f"{spelled(whole)} {plural(whole, *FORMS[code])}"
    assert [value for _, value in found(f"Он отдал {text} семье")] == [f"{code} {whole}"]


@given(st.integers(1, 10**9), st.integers(0, 99))
def test_kopecks(roubles: int, kopecks: int) -> None:
    text = f"{roubles} {plural(roubles, *FORMS['RUB'])} {kopecks} {plural(kopecks, 'копейка', 'копейки', 'копеек')}"
    assert found(f"Счёт: {text}.") == [(text, f"RUB {printed(Decimal(roubles) + Decimal(kopecks) / 100)}")]


@given(st.integers(1, 10**15 - 1), st.sampled_from(["gent", "datv", "ablt"]))
def test_declined(whole: int, case: str) -> None:
    text = f"{declined(whole, case)} {plural(whole, *FORMS['UAH'])}"
    assert [value for _, value in found(f"Речь о {text} сразу")] == [f"UAH {whole}"]


@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 999), st.sampled_from(["тыс.", "тысяч"]))
def test_parts(millions: int, thousands: int, units: int, word: str) -> None:
    text = f"{millions} млн {thousands} {word} {units} руб"
    assert found(f"Счёт на {text}.") == [(text, f"RUB {millions * 10**6 + thousands * 1000 + units}")]


@given(st.integers(10, 10**12), st.integers(10, 99), CODES)
def test_other_ways(whole: int, cents: int, code: str) -> None:
    """Figures with their words in brackets, groups by commas and by points, hundredths without their word."""
    exact = Decimal(whole) + Decimal(cents) / 100
    many = FORMS[code][2]
    ways = {
        f"{whole} ({spelled(whole)}) {many}": Decimal(whole),
        f"{code} {whole:,}.{cents}": exact,
        f"{whole:,}".replace(",", ".") + f",{cents} {many}": exact,
        f"{whole} {many} {cents}": exact,
        f"{whole} {code}": Decimal(whole),
    }
    for text, amount in ways.items():
        assert found(f"Выплачено {text}.") == [(text, f"{code} {printed(amount)}")]


@given(AMOUNTS, st.sampled_from([("руб.", 0), ("тыс. руб.", 3), ("млн руб.", 6), ("млрд рублей", 9)]))
def test_unit_in_front(amount: Decimal, unit: tuple[str, int]) -> None:
    text = f"{unit[0]}: {grouped(amount, ' ', ',')}"
    assert found(f"Доходы, {text}") == [(text, f"RUB {printed(EXACT.scaleb(amount, unit[1]))}")]


@given(st.decimals(Decimal("0.1"), 900, places=1), st.decimals(1, 99, places=1), CODES)
def test_ranges(low: Decimal, more: Decimal, code: str) -> None:
    high = low + more
    wanted = f"{code} {printed(low * 10**6)}..{printed(high * 10**6)}"
    forms: tuple[Callable[[str, str], str], ...] = (
        lambda a, b: f"от {a} до {b} млн {FORMS[code][2]}",
        lambda a, b: f"от {a} млн до {b} млн {FORMS[code][2]}",
        lambda a, b: f"с {a} млн {FORMS[code][2]} до {b} млн {FORMS[code][2]}",
        lambda a, b: f"{a}–{b} млн {FORMS[code][2]}",
        lambda a, b: f"{a}—{b} миллионов {FORMS[code][2]}",
    )
    for form in forms:
        text = form(*(f"{figure:f}".replace(".", ",") for figure in (low, high)))
        assert found(f"Нужно {text} сразу") == [(text, wanted)]


@given(
    st.integers(1, 10**6), st.sampled_from([("более", ">"), ("не менее", ">"), ("до", "<"), ("около", "~"), ("", "")])
)
def test_bounds(whole: int, said: tuple[str, str]) -> None:
    text = f"{whole} {plural(whole, *FORMS['RUB'])}"
    assert found(f"Штраф {said[0]} {text} отменён") == [(text, f"RUB {said[1]}{whole}")]


@pytest.mark.parametrize("row", ROWS)
def test_every_currency_by_name(row: dict[str, str]) -> None:
    name = row["plural"] or row["name"]
    wanted = [(f"5000 {name}", f"{row['code']} 5000"), (f"6000 {row['code']}", f"{row['code']} 6000")]
    assert found(f"Нужно 5000 {name}, то есть 6000 {row['code']} сегодня") == wanted


def test_table_is_of_one_mind() -> None:
    rows = shipped("currencies")
    assert len({row["code"] for row in rows}) == len(rows)
    said = [part for row in rows for part in {row["name"], *several(row["aliases"])} if part]
    assert len(set(said)) == len(said)
    signs = [sign for row in rows for sign in several(row["signs"]) if sign]
    assert len(set(signs)) == len(signs)
    assert all(row["alone"] == "" or row["alone"].isdigit() for row in rows)


def test_own_currency() -> None:
    row = {"code": "XTS", "name": "тугрик Незнайки", "aliases": "лунный фертинг", "alone": "", "signs": "ƒ"}
    find = money.finder(Tables({"currencies": [row]}))
    text = "Дали 5 лунных фертингов и ƒ10"
    assert [str(f.value) for f in find(sentence(text))] == ["XTS 5", "XTS 10"]
    assert "RUB" in Currencies(shipped("currencies")).signs


@pytest.mark.parametrize(
    "row", [{"code": "XTS"}, {"name": "фертинг"}, {"code": "XTS", "name": "фертинг", "alone": "да"}]
)
def test_own_currency_written_wrong(row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="currenc"):
        money.finder(Tables({"currencies": [row]}))


def test_open_currencies_ask_the_article() -> None:
    def at(start: int, amount: int, *codes: str, evidence: tuple[str, ...] = ()) -> Finding[Money | OpenSum]:
        only = len(codes) == 1
        value = (
            Money(Decimal(amount), None, *codes)
            if only
            else OpenSum(Decimal(amount), None, "exact", frozenset(codes), evidence)
        )
        return Finding(start, start + 1, "money.sum", value)

    text = " " * 20 + "(" + " " * 2000
    for_it, against = (
        ("bias", "told:sum", "alike", "subject:money"),
        ("bias", "sentence:count", "clause:count", "thing:scale"),
    )
    told = sums([at(0, 1, "RUB"), at(21, 2, "USD"), at(40, 3, evidence=for_it)], Article(text))
    assert [str(value) for value in told] == ["RUB 1", "USD 2", "RUB 3"]
    assert [str(value) for value in sums([at(0, 1, "RUB"), at(40, 3, evidence=against)], Article(text))] == ["RUB 1"]
    told = sums([at(0, 1, "RUB"), at(1000, 3, evidence=for_it)], Article(text))
    assert [str(value) for value in told] == ["RUB 1", "RUB 3"]
    told = sums([at(0, 1, "RUB"), at(9, 2, "USD"), at(1000, 3, evidence=for_it)], Article(text))
    assert [str(value) for value in told] == ["RUB 1", "USD 2"]
    found = [at(0, 1, "SEK"), at(9, 2, "NOK", "SEK"), at(12, 3, "COP", "CUP")]
    assert [value.currency for value in sums(found, Article(text))] == ["SEK", "SEK"]


def test_no_money_stands_without_its_currency() -> None:
    text = "Дали 60 крон и ещё 15 млн, потом 5 песо"
    assert {type(f.value) for f in FIND(sentence(text))} == {OpenSum}


@given(st.text("0123456789 .,-–()$€отдоиcмлнрублейкоп\n", max_size=120))
def test_any_text(text: str) -> None:
    for finding in FIND(sentence(text)):
        assert 0 <= finding.start < finding.stop <= len(text)
        assert finding.rule in money.RULES
        assert "E" not in str(finding.value.amount)


@pytest.mark.parametrize(
    "text", ["1, " * 5000 + "2 и 3 рубля", "5 руб. и " * 5000, "1 000 " * 5000 + "руб.", "$" * 5000 + "5"]
)
def test_long_rows_end(text: str) -> None:
    for finding in FIND(sentence(text)):
        assert finding.value.amount >= 0
