"""Russian for the tests: texts cut into tokens without a model, numbers written out in words."""

from __future__ import annotations

from newsnlp.read.tokens import tokens
from newsnlp.types import Sentence, Tag, Token

_UNITS = "один два три четыре пять шесть семь восемь девять".split()
_TEENS = (
    "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
).split()
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split()
_SCALES = (
    ("", "", ""),
    ("тысяча", "тысячи", "тысяч"),
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
    ("триллион", "триллиона", "триллионов"),
    ("квадриллион", "квадриллиона", "квадриллионов"),
)


def words(text: str) -> list[Token]:
    """The tokens of a text, untagged."""
    return [Token(*raw, raw.text.lower(), Tag("X")) for raw in tokens(text)]


def sentence(text: str) -> Sentence:
    """A text as one sentence, untagged, without the tagger's spans."""
    return Sentence(0, len(text), text, tuple(words(text)))


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form that a whole number asks for.

    >>> [plural(n, "рубль", "рубля", "рублей") for n in (1, 22, 5, 11)]
    ['рубль', 'рубля', 'рублей', 'рублей']
    """
    if number % 100 in range(11, 15) or number % 10 in (0, *range(5, 10)):
        return many
    return one if number % 10 == 1 else few


def spelled(number: int) -> str:
    """A whole number below 10**18 in words.

    >>> spelled(22044101)
    'двадцать два миллиона сорок четыре тысячи сто один'
    """
    if number == 0:
        return "ноль"
    parts = []
    for power in reversed(range(len(_SCALES))):
        three = number // 1000**power % 1000
        if three:
            parts += [_below_thousand(three, feminine=power == 1), plural(three, *_SCALES[power])]
    return " ".join(part for part in parts if part)


def _below_thousand(number: int, feminine: bool) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [_HUNDREDS[hundreds - 1]] if hundreds else []
    if rest in range(10, 20):
        return " ".join([*parts, _TEENS[rest - 10]])
    tens, units = divmod(rest, 10)
    parts += [_TENS[tens - 2]] if tens else []
    unit = _UNITS[units - 1] if units else ""
    parts += [{"один": "одна", "два": "две"}.get(unit, unit) if feminine else unit]
    return " ".join(part for part in parts if part)
