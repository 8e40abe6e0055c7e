"""What the words around a figure say of it: above, below, about, or just that much.

Plain functions: the words are few and fixed, what decides is how far back they may stand and which verb governs
«до», which no grammar of neighbours sees.

>>> from newsnlp.read.tokens import tokens
>>> from newsnlp.types import Tag
>>> def words(text):
...     return [Token(*t, t.text.lower(), Tag("X")) for t in tokens(text)]
>>> [bound(words(text), len(words(text)), len(words(text))) for text in ("штраф до", "вырос до", "не менее", "не превысит")]
['below', 'exact', 'above', 'below']
>>> [bound(words(text), len(words(text)), len(words(text))) for text in ("более чем на", "почти в", "больше на")]
['above', 'about', 'exact']
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from newsnlp.data import word_list
from newsnlp.find.number import OVER
from newsnlp.lang.phrases import DASHES
from newsnlp.types import Bound, Token, token_at

_COMPARED: Mapping[str, Bound] = {
    **dict.fromkeys(word_list("money.bound.more"), "above"),
    **dict.fromkeys(word_list("money.bound.less"), "below"),
}
_OPPOSITE: Mapping[Bound, Bound] = {"above": "below", "below": "above"}
ABOUT = frozenset(word_list("money.bound.about"))
_SHORT = frozenset(word_list("money.bound.short"))  # «ок. 5 млн»
ABOUT |= _SHORT
_EXTREMES: Mapping[str, Bound] = {  # «по меньшей мере», «по крайней мере»
    **dict.fromkeys(word_list("money.bound.most"), "below"),
    **dict.fromkeys(("минимум", "мере"), "above"),
}
_PREPOSITIONS = frozenset(word_list("money.bound.prepositions"))
_FILLERS = frozenset(word_list("money.bound.fillers"))
_LEVELS = word_list("money.bound.levels")
_UNITS = word_list("money.bound.units")
_MEASURED = (*_UNITS, "процент", "раз", "вдвое", "втрое", *"%0123456789")
_CHANGES = word_list("money.bound.changes")
_GROWTH = frozenset(word_list("money.bound.growth"))
_NO_CHANGE = frozenset(word_list("money.bound.no_change"))
_REACH = 10  # tokens between the verb and its «до», half of it
_ASIDE = 6  # tokens from «превысит» on: «превысит в этом году»


def bound(tokens: Sequence[Token], start: int, stop: int) -> Bound:
    """The bound of the sum at ``tokens[start:stop]``, by the words before it and behind it."""
    return _behind(tokens, stop) or _before(tokens, start - 1, stop) or "exact"


def _behind(tokens: Sequence[Token], at: int) -> Bound | None:
    first, second = token_at(tokens, at).lower, token_at(tokens, at + 1).lower
    if first in ("минимум", "максимум"):
        return _EXTREMES[first]
    third = token_at(tokens, at + 2)  # a further figure, which the bound belongs to
    figure = third.tag.pos in ("NUM", "SYM") or third.text.startswith(tuple("0123456789$€£₽"))
    if first in ("и", "или") and not figure:
        return _COMPARED.get(second)
    return "above" if first == "с" and second in OVER else None


def _before(tokens: Sequence[Token], at: int, stop: int) -> Bound | None:
    while token_at(tokens, at).lower in _FILLERS:
        at -= 1
    if token_at(tokens, at).text == "." and token_at(tokens, at - 1).lower in _SHORT:
        at -= 1
    word = token_at(tokens, at).lower
    if word == "до":
        return _to(tokens, at, stop)
    if word == "от":
        return None if token_at(tokens, at - 1).lower.startswith(word_list("money.bound.shares")) else "above"
    if word in _PREPOSITIONS:
        return _before_preposition(tokens, at - 1)
    return _beside(tokens, at) or _exceeding(tokens, at)


def _before_preposition(tokens: Sequence[Token], at: int) -> Bound | None:
    """«более чем на», «почти в», «не превысил отметку в», «начиная с»."""
    word = token_at(tokens, at).lower
    if word == "начиная":
        return "above"
    if word.startswith(_LEVELS):
        return _exceeding(tokens, at)
    if word.startswith(word_list("money.bound.near")) and tokens[at + 1].lower in ("к", "ко"):
        return "about"
    return None if word in _COMPARED else _beside(tokens, at)


_PAIRS: Mapping[tuple[str, str], Bound] = {
    ("почти", "что"): "about",
    ("ли", "не"): "about",
    ("хотя", "бы"): "above",
    ("самое", "меньшее"): "above",
    ("самое", "большее"): "below",
}


def _beside(tokens: Sequence[Token], at: int) -> Bound | None:
    """The bound that a word right before the figure gives."""
    if token_at(tokens, at).lower == "чем":
        at -= 1 + (token_at(tokens, at - 1).text == ",")
        if token_at(tokens, at - 1).lower.startswith(_MEASURED):
            return None  # «на 46% больше, чем 6 млрд»
    before, word = token_at(tokens, at - 1).lower, token_at(tokens, at).lower
    if word in ABOUT:
        return "about"
    if word == "достигать" and before.startswith("мо"):  # «может достигать»
        return "below"
    if (before, word) in _PAIRS:
        return _PAIRS[before, word]
    if word in _EXTREMES and not _adjective(tokens, at):
        return _EXTREMES[word]
    return _comparison(tokens, at)


def _comparison(tokens: Sequence[Token], at: int) -> Bound | None:
    """«больше», «не больше», «не поднимется выше», «не менее 5 и более 10»; not «тем более», «больше всего»."""
    before, compared = token_at(tokens, at - 1).lower, _COMPARED.get(token_at(tokens, at).lower)
    if compared is None or before == "тем" or token_at(tokens, at + 1).lower == "всего":
        return None
    denied = before == "не" or _denied_verb(tokens, at - 1) or (before == "и" and _denied_before(tokens, at - 2))
    return _OPPOSITE[compared] if denied else compared


def _denied_verb(tokens: Sequence[Token], at: int) -> bool:
    """«не поднимется выше», «не должна стоить больше»."""
    first = at
    while (tag := token_at(tokens, first).tag).pos in ("VERB", "AUX") or tag.short:
        first -= 1
    return first < at and token_at(tokens, first).lower == "не"


def _denied_before(tokens: Sequence[Token], at: int) -> bool:
    """«не может быть менее 5 и более 10»: one denial for both."""
    for place in range(at, max(0, at - _ASIDE), -1):
        if tokens[place].lower in _COMPARED:
            return tokens[place - 1].lower == "не" or _denied_verb(tokens, place - 1)
    return False


def _adjective(tokens: Sequence[Token], at: int) -> bool:
    """«прожиточный минимум», «исторический максимум»: a thing with a figure, no bound; «по крайней мере» is one."""
    return tokens[at].lower != "мере" and token_at(tokens, at - 1).tag[:2] == ("ADJ", tokens[at].tag.case)


def _exceeding(tokens: Sequence[Token], at: int) -> Bound | None:
    """«не превышает», «не превысит в этом году отметку», «доход, превышающий».

    «Превысил», «перевалил за» state a value, as «достиг» and «вырос до» do.
    """
    for place in range(at, max(-1, at - _ASIDE), -1):
        if tokens[place].lower.startswith(word_list("money.bound.exceed")):
            if _denied(tokens, place):
                return "below"
            return "above" if tokens[place].tag.form == "Part" else None
        if tokens[place].tag.pos in ("VERB", "PUNCT"):
            return None
    return None


def _denied(tokens: Sequence[Token], at: int) -> bool:
    """«не превышает», «не должен превышать»."""
    first, last = token_at(tokens, at - 2).lower, token_at(tokens, at - 1).lower
    return last == "не" or (first == "не" and last.startswith(word_list("money.bound.modal")))


def _to(tokens: Sequence[Token], at: int, stop: int) -> Bound | None:
    """«до»: what grew or fell to a figure states it; a fine, a loan, a price up to a figure is bounded by it."""
    beside = _beside(tokens, at - 1)
    if beside or _by_how_much(tokens, at - 1):
        return beside
    stated = _stated(tokens, at)
    if stated is None and token_at(tokens, at - 1).tag.pos in ("", "PUNCT"):
        ahead = takewhile(lambda token: token.tag.pos != "PUNCT", tokens[stop : stop + 3])
        stated = any(token.tag.pos == "VERB" and _changes(token) for token in ahead)
    return None if stated else "below"


def _is_since(tokens: Sequence[Token], at: int) -> bool:
    """«*с* 10 рублей (до 15)»."""
    return tokens[at].lower in ("с", "со") and any(t.lower.startswith(_UNITS) for t in tokens[at + 1 : at + 5])


def _stated(tokens: Sequence[Token], at: int) -> bool | None:
    """Whether what stands before «до» says that a figure was reached or was not; ``None`` where nothing does."""
    dropped = token_at(tokens, at - 1).text in DASHES  # «с января — до»: the verb is that of the clause before
    opened = token_at(tokens, at - 1).text == "("  # «подорожали и яйца (до 130 рублей)»
    for place in _back(tokens, at - 1 - opened, max(-1, at - 1 - (2 + dropped) * _REACH)):
        word = tokens[place].lower
        if word in ";()":
            return None
        # «*не дотянул* до 100 рублей»
        if token_at(tokens, place - 1).lower == "не" and tokens[place].lower.startswith(word_list("money.bound.fail")):
            return False
        if _is_since(tokens, place) or _changes(tokens[place]):
            return True
        if _limits(tokens[place]):
            return _came_to(tokens, place, at) or None
    return None


def _limits(token: Token) -> bool:
    return token.tag.pos == "VERB" and token.lower.startswith(word_list("money.bound.limits"))


def _came_to(tokens: Sequence[Token], verb: int, at: int) -> bool:
    """«повышение составит 200 рублей (до 1500)»"""
    told = any(map(_measure, tokens[verb + 1 : at - 1]))
    return told and any(map(_changes, tokens[max(0, verb - 4) : verb]))


def _by_how_much(tokens: Sequence[Token], at: int) -> bool:
    """«евро — на 62 копейки, до 58 рублей», «потерял 10 рублей (до 90)»: what something came to."""
    mark = token_at(tokens, at).text
    place = at - (mark in (",", "("))
    while place > at - _REACH and _measure(token_at(tokens, place)):
        place -= 1
    if place > at - 2:
        return False
    word = token_at(tokens, place - (token_at(tokens, place).lower in ABOUT)).lower
    return word == "на" or (mark == "(" and word.startswith(word_list("money.bound.loses")))


def _measure(token: Token) -> bool:
    return token.lower.startswith((*"0123456789", *_UNITS, *word_list("money.bound.measures")))


def _back(tokens: Sequence[Token], at: int, end: int) -> Iterator[int]:
    """From ``at`` back to ``end``, brackets left out: «прибавили 4 рубля (1,5%), до 278»."""
    depth = 0
    for place in range(at, end, -1):
        closes = tokens[place].text == "(" and depth > 0
        depth += (tokens[place].text == ")") - closes
        if closes:
            continue
        if depth == 0:
            yield place


def _changes(token: Token) -> bool:
    if token.lower in _GROWTH:
        return True
    return token.lower.startswith(_CHANGES) and token.lower not in _NO_CHANGE and token.tag.pos != "ADJ"
