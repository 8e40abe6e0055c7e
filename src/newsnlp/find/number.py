"""Numbers as Russian news writes them, exact: figures, words, and both together with scales.

Plain functions and no yargy grammar: what a number's words mean is arithmetic (which may follow which depends on
their values), a scan reads them in one pass, and dates, sums and their ranges all need the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Context, Decimal
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.lang import numerals
from newsnlp.types import NOWHERE, Bound, Token, token_at

EXACT = Context(prec=120)  # wide enough for any product of the figures read here
DIGITS = 60  # longer rows of digits are account numbers, hashes and noise
FALL = Decimal(20)  # how far a range may fall before its first figure is taken for one without the scale
ONE, HALF, QUARTER = Decimal(1), Decimal("0.5"), Decimal("0.25")


class Number(NamedTuple):
    """A number at ``tokens[start:stop]``.

    ``scale`` is the factor of its first scale word, 1 where there is none. ``thousands`` is the other reading of
    a figure like «1.250», whose one mark may stand before a fraction or group thousands. ``bound``: what words within
    say of it, «100 с лишним тысяч», «500 и более», «миллионов пять».
    """

    start: int
    stop: int
    value: Decimal
    scale: Decimal = ONE
    words: bool = False
    ordinal: bool = False
    bound: Bound = "exact"
    thousands: Decimal | None = None
    multiple: Decimal = ONE  # of «сотен», «десятков», which a range shares as it does a scale


def read(tokens: Sequence[Token], at: int, ordinals: bool = False) -> Number | None:
    """The longest number that begins at ``tokens[at]``; ``None`` where there is none.

    ``ordinals``: the last word may be an ordinal («двадцать пятого», «1939-го»); Roman figures are
    :func:`numerals.roman`'s. Tokens should have been through :func:`cut`.

    >>> from newsnlp.read.tokens import tokens
    >>> from newsnlp.types import Tag
    >>> def number(text, ordinals=False):
    ...     words = [Token(*t, t.text.lower(), Tag("X")) for t in tokens(text)]
    ...     return f"{read(words, 0, ordinals).value:f}"
    >>> number("12 млн 300 тысяч"), number("два с половиной миллиарда"), number("1 250 000,50")
    ('12300000', '2500000000', '1250000.5')
    >>> number("полмиллиона"), number("сто двадцать тысяч триста"), number("двадцать пятого", ordinals=True)
    ('500000', '120300', '25')
    """
    whole = _term(tokens, at, ordinals)
    if whole is None:
        return None
    last = whole.scale
    while last > 1 and not whole.ordinal and whole.bound == "exact":
        term = _term(tokens, whole.stop, ordinals)
        if term is None or term.value >= last or not _continues(tokens, term, last):
            break
        last = term.scale
        value = EXACT.add(whole.value, term.value)
        whole = whole._replace(stop=term.stop, value=value, words=term.words, ordinal=term.ordinal, bound=term.bound)
    return whole._replace(value=plain(whole.value))


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent or zeros behind the fraction: the one form that is printed.

    >>> plain(Decimal("2500000.0")), plain(Decimal("3E+9")), plain(Decimal("0.50"))
    (Decimal('2500000'), Decimal('3000000000'), Decimal('0.5'))
    """
    short = value.normalize(EXACT)
    return short.quantize(ONE, context=EXACT) if int(short.as_tuple().exponent) > 0 else short


def cut(tokens: Sequence[Token]) -> list[Token]:
    """Tokens with the glued ranges taken apart, «3-5», «500-2» (of «1 500-2 000»), «два-три», and the comma of a list.

    razdel gives «3, 5» as «3,» and «5».

    >>> from newsnlp.types import Tag
    >>> [t.text for t in cut([Token(0, 5, "1,5-2", "1,5-2", Tag("NUM")), Token(6, 9, "млн", "млн", Tag("NOUN"))])]
    ['1,5', '-', '2', 'млн']
    """
    return [piece for token in tokens for piece in _apart(token)]


def _pieces(text: str) -> re.Match[str] | None:
    """A figure and what is glued to it, or a sign."""
    match = _GLUED.fullmatch(text) if len(text) > 2 else None
    if match is not None and _both(match):
        return match
    return _SIGNED.fullmatch(text) if len(text) > 1 else None


def _apart(token: Token) -> Sequence[Token]:
    text, size = token.text, len(token.text)
    if text[-1] in ",." and _FIGURE.fullmatch(text[:-1]):
        return _piece(token, 0, size - 1), _piece(token, size - 1, size)
    match = _pieces(text)
    return [_piece(token, *spot) for spot in match.regs[1:] if spot[0] < spot[1]] if match else (token,)


def shared(low: Number, high: Number) -> Decimal:
    """The lower figure of a range, in the scale of the upper one where it has none of its own.

    «3–5 млн» is 3 to 5 million, «с 5 до 3 млн» falls; «900–1,2 млн» has no sense with the scale, so 900 stays.

    >>> shared(Number(0, 1, Decimal(3)), Number(2, 4, Decimal(5000000), Decimal(1000000)))
    Decimal('3000000')
    >>> shared(Number(0, 1, Decimal(1500)), Number(2, 4, Decimal(2000), Decimal(1000)))
    Decimal('1500')
    """
    scaled = EXACT.multiply(low.value, EXACT.multiply(high.scale, high.multiple if low.multiple == 1 else ONE))
    return scaled if low.scale == 1 and scaled <= EXACT.multiply(FALL, high.value) else low.value


# ---------------------------------------------------------------------------------------------------- words

_GLUED_SCALES = {"к": 3, "k": 3, "m": 6, "mm": 6, "b": 9}  # «$10К», «5m»: only without a space
_HALVES = {"полтора": "1.5", "полторы": "1.5", "полутора": "1.5", "полтораста": "150", "полутораста": "150"}
_FRACTIONS = {"пол": HALF, "половина": HALF, "половину": HALF, "половины": HALF, "половиной": HALF, "половине": HALF,
              "четверть": QUARTER, "четверти": QUARTER, "четвертью": QUARTER}  # fmt: skip
_WITH = {"половиной": HALF, "четвертью": QUARTER}
_DIGITS = frozenset("0123456789")
_AND_MORE = frozenset((a, b) for a in ("и", "или") for b in word_list("number.and_more"))
OVER = frozenset(word_list("number.over"))  # behind «с»
_WHOLE = frozenset(word_list("number.whole"))
_PLURAL_TOO = frozenset({"тысячи", "сотни"})  # of one, or several


# ------------------------------------------------------------------------------------------------- readings

_GLUED = re.compile(r"([0-9]+(?:[.,][0-9]+)*|[^\W\d_]+)([-‐‑–—−])([0-9]+(?:[.,][0-9]+)*|[^\W\d_]+)")
_SIGNED = re.compile(r"([0-9][0-9.,]*)?([€£₽₴₸¥]?)([-‐‑–—−])([€£₽₴₸¥]?)([0-9][0-9.,]*)?")  # razdel's «300–€», «-5»
_FIGURE = re.compile(
    r"([0-9]{1,3}(?:([.,])[0-9]{3})(?:\2[0-9]{3})+|[0-9]{1,3}\.[0-9]{3}(?=,)|[0-9]{1,3},[0-9]{3}(?=\.)|[0-9]+)"
    r"(?:[.,]([0-9]+))?"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}")  # what groups of three digits may follow
_CODE = re.compile(r"0\d{2,}")
_GROUP = re.compile(r"[0-9]{3}(?:[.,][0-9]+)?")
_ENDED = re.compile(r"([0-9]{1,7})[-‐‑–]([а-яё]{1,4})")
_CARDINAL_ENDINGS = frozenset(word_list("number.cardinal_endings"))
_ORDINAL_ENDINGS = frozenset(word_list("number.ordinal_endings"))


def _both(match: re.Match[str]) -> bool:
    first, last = match[1].lower(), match[3].lower()
    if first[0] in "0123456789" or last[0] in "0123456789":
        return first[0] in "0123456789" and last[0] in "0123456789"
    known = numerals.cardinals()
    return (first in known or first in _HALVES) and (last in known or last in _HALVES)


def _piece(token: Token, start: int, stop: int) -> Token:
    text = token.text[start:stop]
    return Token(token.start + start, token.start + stop, text, text.lower(), token.tag)


def _continues(tokens: Sequence[Token], term: Number, last: Decimal) -> bool:
    """Whether a lower term belongs to the number: «5 тысяч 300», «12 млн 300 тысяч», not «3 млрд 15 мая»."""
    if term.scale > 1:
        return term.scale < last
    if tokens[term.start].text[0] not in "0123456789":
        return True
    return last == 1000 and term.value == term.value.to_integral_value() and term.value >= 100


def _term(tokens: Sequence[Token], at: int, ordinals: bool) -> Number | None:
    """A figure or words with the scale behind: «сто двадцать тысяч», «2,5 млн», «миллион»."""
    if (half := numerals.half_scales().get(token_at(tokens, at).lower)) is not None:
        return Number(at, at + 1, EXACT.multiply(HALF, half), half, words=True)
    if at >= len(tokens):
        return None
    number = _figure(tokens, at) or _ended(tokens, at, ordinals) or _words(tokens, at, ordinals) or _bare(tokens, at)
    if number is None:
        return _inverted(tokens, at)
    return number if number.ordinal else _scaled(tokens, number)


def _inverted(tokens: Sequence[Token], at: int) -> Number | None:
    """«миллионов пять», «тысяч 10»: about so much."""
    factor = numerals.scales().get(tokens[at].lower) if tokens[at].lower.endswith(("тысяч", "ов")) else None
    number = _term(tokens, at + 1, False) if factor else None
    if factor is None or number is None or number.scale != 1 or number.value >= 1000:
        return None
    return number._replace(start=at, value=EXACT.multiply(number.value, factor), scale=factor, bound="about")


def _scaled(tokens: Sequence[Token], number: Number) -> Number:
    number = _half_more(tokens, _hundreds(tokens, number), ONE)
    number = _over(tokens, number)
    while (scale := _scale(tokens, number.stop, number.scale)) is not None:
        stop, factor = scale
        value = EXACT.multiply(number.value, factor)
        scaled = EXACT.multiply(number.scale, factor)
        number = number._replace(stop=stop, value=value, scale=scaled, thousands=None)
    return _over(tokens, _half_more(tokens, number, number.scale))


def _hundreds(tokens: Sequence[Token], number: Number) -> Number:
    """«пять сотен», «два десятка»."""
    factor = numerals.counts().get(token_at(tokens, number.stop).lower)
    if factor is None or number.stop == number.start:
        return number
    value = EXACT.multiply(number.value, factor)
    return number._replace(stop=number.stop + 1, value=value, thousands=None, multiple=factor)


def _factor(tokens: Sequence[Token], at: int, behind: str) -> Decimal | None:
    """What a scale's word multiplies with; ``behind``: the word behind its full stop, «т. *р.*»."""
    word = token_at(tokens, at).lower
    if word in _GLUED_SCALES and tokens[at].start == tokens[at - 1].stop:
        return Decimal(10 ** _GLUED_SCALES[word])
    return Decimal(1000) if word == "т" and behind in ("р", "руб") else numerals.scales().get(word)


def _scale(tokens: Sequence[Token], at: int, last: Decimal) -> tuple[int, Decimal] | None:
    """A scale at ``at`` that may follow the scale ``last``: «тысяч миллиардов», never «млн тысяч»."""
    word, behind = token_at(tokens, at).lower, token_at(tokens, at + 2)
    dotted = token_at(tokens, at + 1).text == "." and behind is not NOWHERE  # the sentence's full stop is its own
    factor = _factor(tokens, at, behind.lower if dotted else "")
    if factor is None or not (last == 1 or last < factor):
        return None
    return at + 1 + (dotted and (word == "т" or word in numerals.short_scales())), factor


def _half_more(tokens: Sequence[Token], number: Number, unit: Decimal) -> Number:
    """«два с половиной», «миллион с четвертью»."""
    at = number.stop
    half = _WITH.get(token_at(tokens, at + 1).lower) if token_at(tokens, at).lower == "с" else None
    if half is None:
        return number
    more = EXACT.multiply(half, unit)
    return number._replace(stop=at + 2, value=EXACT.add(number.value, more), thousands=None)


def _over(tokens: Sequence[Token], number: Number) -> Number:
    """«с лишним», «и более» behind a figure or its scale."""
    first, second, after = (token_at(tokens, number.stop + n).lower for n in range(3))
    if not ((first == "с" and second in OVER) or (first, second) in _AND_MORE) or after[:1] in _DIGITS:
        return number
    return number._replace(stop=number.stop + 2, bound="above")


def _figure(tokens: Sequence[Token], at: int) -> Number | None:
    text = tokens[at].text
    if text[0] not in _DIGITS or len(text) > DIGITS:
        return None
    grouped = _GROUPED.fullmatch(text) and (stop := _groups(tokens, at)) > at + 1
    return _joined(tokens, at, stop) if grouped else _single(text, at)


def _joined(tokens: Sequence[Token], at: int, stop: int) -> Number | None:
    """A figure written in groups of three digits."""
    digits = "".join(token.text for token in tokens[at:stop] if token.text not in _APOSTROPHES)
    return Number(at, stop, Decimal(digits.replace(",", "."))) if len(digits) <= DIGITS else None


def _single(text: str, at: int) -> Number | None:
    """A figure of one token: «12», «1,5», «1.250.000»; «007» is none."""
    match = _FIGURE.fullmatch(text)
    if match is None or _CODE.fullmatch(text):
        return None
    whole, fraction = match[1].replace(".", "").replace(",", ""), match[3]
    if fraction is None:
        return Number(at, at + 1, Decimal(whole))
    thousands = len(fraction) == 3 and len(whole) < 4 and whole[0] != "0" and not match[2]
    value = Decimal(f"{whole}.{fraction}")
    return Number(at, at + 1, value, thousands=Decimal(whole + fraction) if thousands else None)


_APOSTROPHES = frozenset({"'", "’", "`", "ʼ"})


def _groups(tokens: Sequence[Token], at: int) -> int:
    """Where the groups of three digits end: «1 250 000,5», «1'000'000»."""
    stop = at + 1
    while stop < len(tokens) and stop - at < DIGITS:
        gap, group = tokens[stop].start - tokens[stop - 1].stop, stop
        if gap == 0 and tokens[stop].text in _APOSTROPHES:
            group, gap = stop + 1, 1 + token_at(tokens, stop + 1).start - tokens[stop].stop
        if gap != 1 or not _GROUP.fullmatch(token_at(tokens, group).text):
            break
        stop = group + 1
        if len(tokens[group].text) > 3:
            break
    return stop


def _ended(tokens: Sequence[Token], at: int, ordinals: bool) -> Number | None:
    """A figure with the end of its word: «5-ти», «1939-го»."""
    match = _ENDED.fullmatch(tokens[at].lower)
    if match is None:
        return None
    value, ending = int(match[1]), match[2]
    if ending in _CARDINAL_ENDINGS or (ending == "х" and 2 <= value <= 4):
        return Number(at, at + 1, Decimal(value))
    if ordinals and ending in _ORDINAL_ENDINGS:
        return Number(at, at + 1, Decimal(value), ordinal=True)
    return None


def _cardinal(tokens: Sequence[Token], at: int) -> tuple[int, int, int]:
    """The value of the words for a number below a thousand, what another word may still add, and where they stop."""
    value, room, stop, known = 0, 1000, at, numerals.cardinals()
    while (word := known.get(token_at(tokens, stop).lower)) is not None and 0 <= word < room:
        value += word
        room = 100 if word >= 100 else 10 if word >= 20 else 0
        stop += 1
    return value, room, stop


def _words(tokens: Sequence[Token], at: int, ordinals_too: bool) -> Number | None:
    if (half := _HALVES.get(token_at(tokens, at).lower)) is not None:
        return Number(at, at + 1, Decimal(half), words=True)
    value, room, stop = _cardinal(tokens, at)
    last = numerals.ordinals().get(token_at(tokens, stop).lower) if ordinals_too else None
    if last is not None and (stop == at or 0 < last < room):
        return Number(at, stop + 1, Decimal(value + last), words=True, ordinal=True)
    number = Number(at, stop, Decimal(value), words=True) if stop > at else None
    return _fraction(tokens, at, number) or _decimal(tokens, number) or number


def _decimal(tokens: Sequence[Token], number: Number | None) -> Number | None:
    """«пять целых и три десятых», «ноль целых двадцать пять сотых»."""
    if number is None or token_at(tokens, number.stop).lower not in _WHOLE:
        return None
    part = _words(tokens, number.stop + 1 + (token_at(tokens, number.stop + 1).text == "и"), False)
    parts = numerals.ordinals().get(token_at(tokens, part.stop).lower, 0) if part else 0
    if part is None or parts not in (10, 100, 1000) or part.value >= parts:
        return None
    value = EXACT.add(number.value, EXACT.divide(part.value, Decimal(parts)))
    return number._replace(stop=part.stop + 1, value=value)


def _fraction(tokens: Sequence[Token], at: int, number: Number | None) -> Number | None:
    """A part of a scale: «четверть миллиона», «три четверти миллиарда», «половина миллиона»."""
    stop = number.stop if number else at
    part = _FRACTIONS.get(token_at(tokens, stop).lower)
    if part is None or token_at(tokens, stop + 1).lower not in numerals.single_scales():
        return None
    value = EXACT.multiply(number.value, part) if number else part
    return Number(at, stop + 1, value, words=True)


def _bare(tokens: Sequence[Token], at: int) -> Number | None:
    """A scale alone, in the singular: «миллион», «сотню тысяч»; «тысячи» and «сотни» by their tag."""
    token = tokens[at]
    if token.lower in _PLURAL_TOO and token.tag.number != "sing":
        return None
    if token.lower in numerals.single_scales():
        return Number(at, at, ONE, words=True)
    hundred = numerals.counts().get(token.lower)
    if hundred is None or token.lower not in numerals.single_counts():
        return None
    return Number(at, at + 1, hundred, words=True)
