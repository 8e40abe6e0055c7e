"""Numbers: every way of writing one is read back to its value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnlp.find import number
from newsnlp.lang import numerals
from russian import declined, spelled, words

SPACES = st.sampled_from([" ", "\u00a0", "\u202f", "\u2009"])
WHOLE = st.integers(0, 10**18 - 1)


def value(text: str, ordinals: bool = False) -> Decimal | None:
    """The number that a text begins with, where it is the whole text."""
    tokens = number.cut(words(text))
    found = number.read(tokens, 0, ordinals)
    return found.value if found and found.stop == len(tokens) else None


@given(st.integers(0, 10**30), SPACES)
def test_grouped_figures(whole: int, space: str) -> None:
    assert value(f"{whole:,}".replace(",", space)) == whole


@given(st.integers(0, 10**30), st.sampled_from(".,"), st.text("0123456789", min_size=1, max_size=9))
def test_decimal_marks(whole: int, mark: str, fraction: str) -> None:
    wanted = Decimal(f"{whole}.{fraction}")
    assert value(f"{whole}{mark}{fraction}") == wanted
    assert value(f"{whole:,}".replace(",", " ") + mark + fraction) == wanted


@given(WHOLE)
def test_words(whole: int) -> None:
    assert value(spelled(whole)) == whole


@given(st.integers(1, 10**18 - 1), st.sampled_from(["gent", "datv", "ablt", "loct"]))
def test_words_in_every_case(whole: int, case: str) -> None:
    assert value(declined(whole, case)) == whole


@given(st.decimals(0, 10**6, places=4), st.sampled_from([("тыс.", 3), ("млн", 6), ("миллиардов", 9), ("трлн", 12)]))
def test_scales(figure: Decimal, scale: tuple[str, int]) -> None:
    name, power = scale
    figure = abs(figure)
    tokens = words(f"{figure:f}".replace(".", ",") + f" {name} рублей")
    found = number.read(tokens, 0)
    assert found is not None
    assert found.value == figure.scaleb(power)
    assert "E" not in str(found.value)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("полтора миллиона", "1500000"),
        ("полутора тысячами", "1500"),
        ("полмиллиона", "500000"),
        ("пол миллиона", "500000"),
        ("пол-лимона", None),
        ("два с половиной миллиарда", "2500000000"),
        ("2 миллиона с половиной", "2500000"),
        ("четверть миллиона", "250000"),
        ("три четверти миллиарда", "750000000"),
        ("12 млн 300 тысяч", "12300000"),
        ("тысяча двести", "1200"),
        ("двумястами пятьюдесятью", "250"),
        ("трёхсот", "300"),
        ("трехсот", "300"),
        ("пять сотен", "500"),
        ("сотню тысяч", "100000"),
        ("5-ти", "5"),
        ("3-х миллионов", "3000000"),
        ("1.250.000", "1250000"),
        ("1,234,567.89", "1234567.89"),
        ("10.000,50", "10000.5"),
        ("1'000'000", "1000000"),
        ("5 тысяч миллиардов", "5000000000000"),
        ("миллионов", None),
        ("тысяч", None),
        ("24.04.2024", None),
        ("007", None),
        ("1939-го", None),
        ("²", None),
        ("٣", None),
    ],
)
def test_cardinals(text: str, wanted: str | None) -> None:
    assert value(text) == (None if wanted is None else Decimal(wanted))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("двадцать пятого", 25),
        ("первое", 1),
        ("сорокового", 40),
        ("1939-го", 1939),
        ("90-х", 90),
        ("тысяча девятьсот девяносто первого", 1991),
        ("две тысячи двадцать четвёртого", 2024),
        ("двухтысячного", 2000),
        ("третьей", 3),
    ],
)
def test_ordinals(text: str, wanted: int) -> None:
    tokens = words(text)
    found = number.read(tokens, 0, ordinals=True)
    assert found is not None
    assert (found.value, found.stop, found.ordinal) == (Decimal(wanted), len(tokens), True)


@given(st.integers(1, 3999))
def test_roman(whole: int) -> None:
    letters = ""
    rest = whole
    for size, letter in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "M CM D CD C XC L XL X IX V IV I".split(),
        strict=True,
    ):
        letters += letter * (rest // size)
        rest %= size
    assert numerals.roman(letters) == whole


@pytest.mark.parametrize("text", ["3–5", "3-5", "1,5—2", "полтора-два", "два-три"])
def test_cut_ranges(text: str) -> None:
    pieces = number.cut(words(text))
    assert [text[p.start : p.stop] for p in pieces] == [p.text for p in pieces]
    assert len(pieces) == 3


@pytest.mark.parametrize("text", ["24-04-2024", "1939-го", "Нью-Йорк", "5-миллионный", "C-300"])
def test_cut_leaves(text: str) -> None:
    tokens = words(text)
    assert number.cut(tokens) == tokens


@given(st.text("0123456789 .,-–'тысмлнполторасдва\u00a0", max_size=60))
def test_any_text(text: str) -> None:
    tokens = number.cut(words(text))
    for at in range(len(tokens)):
        for ordinals in (False, True):
            found = number.read(tokens, at, ordinals)
            assert found is None or at < found.stop <= len(tokens)
