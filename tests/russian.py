"""Russian for the tests: texts cut into tokens without a model, numbers written out in words."""

from __future__ import annotations

from newsnlp.lang import morph
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


def declined(number: int, case: str) -> str:
    """A whole number below 10**18 in words, in one of OpenCorpora's oblique cases.

    >>> declined(22044101, "ablt")
    'двадцатью двумя миллионами сорока четырьмя тысячами ста одним'
    """
    parts = []
    for power in reversed(range(len(_SCALES))):
        three = number // 1000**power % 1000
        if three:
            parts += [_inflected(word, case) for word in _below_thousand(three, feminine=power == 1).split()]
            one = three % 10 == 1 and three % 100 != 11
            parts += [_inflected(_SCALES[power][0], case, "sing" if one else "plur")] if power else []
    return " ".join(parts)


def _inflected(word: str, *grammemes: str) -> str:
    readings = [p for p in morph.parses(word) if p.tag.POS in ("NUMR", "ADJF", "NOUN") and "nomn" in p.tag]
    numerals = [p for p in readings if p.tag.POS == "NUMR"] or readings
    form = numerals[0].inflect({*grammemes})
    assert form is not None, (word, grammemes)
    return str(form.word)


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
