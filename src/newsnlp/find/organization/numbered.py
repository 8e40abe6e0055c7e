"""Bodies told apart by a number: «школа № 14», «76-я гвардейская дивизия», «войсковая часть 12345»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsnlp.data import word_list
from newsnlp.find.organization.built import close
from newsnlp.find.organization.scene import Place, Scene, beginning
from newsnlp.find.organization.tagged import ORDINAL
from newsnlp.fold import fold
from newsnlp.lang.bodies import Bodies
from newsnlp.lang.honoured import NAMED_AFTER, honoured
from newsnlp.lang.morph import forms, lemma
from newsnlp.lang.phrases import OPEN
from newsnlp.types import OrganizationKind, Token

_PRISON = re.compile(r"(?:СИЗО|ИК|ЛИУ)-\d{1,3}$")
_SIGNS = "№СИЛ"  # what opens a number, or a prison's name
_FIGURE = re.compile(r"\d")
_NUMBERED: frozenset[OrganizationKind | None] = frozenset({"education", "health", "police", "culture", "military"})
_UNITS = frozenset(word_list("organization.numbered.units"))
_ARMS = frozenset(word_list("organization.numbered.arms"))
_FAR = 6  # words between a head and its number or its ordinal


def numbered(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """Schools, hospitals, police stations by number; military units by an ordinal or a number."""
    if not _FIGURE.search(scene.sentence.text):
        return
    tokens = scene.tokens
    for i, token in enumerate(tokens):
        if not (token.text[0].isdigit() or token.text[0] in _SIGNS):
            continue
        if (bounds := _bounds(tokens, i, bodies)) and not scene.covered(*bounds):
            yield Place(*bounds, "organization.numbered", 0.85)


def _bounds(tokens: Sequence[Token], i: int, bodies: Bodies) -> tuple[int, int] | None:
    """Where a name stands that has its number at a token."""
    token = tokens[i]
    if token.text == "№" or (token.text.isdigit() and _part(tokens, i - 1)):
        return _signed(tokens, i, bodies)
    if _PRISON.match(token.text):
        return token.start, token.stop
    return _unit(tokens, i, bodies) if token.text[0].isdigit() and ORDINAL.match(token.lower) else None


def _part(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is the «часть» of «войсковая часть», «в/ч»."""
    if i > 0 and _divides(tokens[i]):
        return tokens[i - 1].lower.startswith(("войсков", "воинск"))
    return i > 1 and [t.lower for t in tokens[i - 2 : i + 1]] == ["в", "/", "ч"]


def _divides(token: Token) -> bool:
    return token.lower.startswith("част")


def _signed(tokens: Sequence[Token], sign: int, bodies: Bodies) -> tuple[int, int] | None:
    last = sign + (tokens[sign].text == "№")
    if last >= len(tokens) or not tokens[last].text[0].isdigit():
        return None
    head = _head(tokens, sign, bodies)
    if head is None:
        return None
    return tokens[beginning(tokens, head)].start, tokens[_last(tokens, last)].stop


def _head(tokens: Sequence[Token], sign: int, bodies: Bodies) -> int | None:
    """The noun before a number that heads a school, a hospital, …; genitives may stand between: «отдел полиции № 3»."""
    for i in range(sign - 1, max(-1, sign - _FAR), -1):
        token = tokens[i]
        if _has_number(token, bodies):
            if lemma(token) in ("дом", "корпус"):
                return None
            beyond = _head(tokens, i, bodies) if i and token.lower in ("полиции", "милиции") else None
            return i if beyond is None else beyond
        if token.tag.pos not in ("NOUN", "ADJ") or token.tag.case != "gent":
            return None
    return None


def _has_number(token: Token, bodies: Bodies) -> bool:
    """Whether a noun in the singular is of a kind of bodies that have numbers; «избирательный округ № 7» is none."""
    if not token.tag.noun or token.tag.number == "plur" or token.lower.startswith("округ"):
        return False
    return any(kind in _NUMBERED for _, kind in bodies.heads.get(fold(lemma(token)), ()))


def _last(tokens: Sequence[Token], number: int) -> int:
    """The last token of a name behind its number: «№ 27 |«Ромашка»», «№ 4 |имени Героя Советского Союза Егорова»."""
    if number + 2 < len(tokens) and tokens[number + 1].text in OPEN and (end := close(tokens, number + 1)):
        return end
    if number + 2 < len(tokens) and tokens[number + 1].lower in NAMED_AFTER:
        end = honoured(tokens, number + 2)
        return end - 1 if end > number + 2 else number
    return number


def _unit(tokens: Sequence[Token], ordinal: int, bodies: Bodies) -> tuple[int, int] | None:
    """«|76-я гвардейская десантно-штурмовая дивизия|»: an ordinal, adjectives that agree, the name of a unit.

    A part is one by its adjective: «|21-я пожарно-спасательная часть|».
    """
    for i in range(ordinal + 1, min(ordinal + _FAR, len(tokens))):
        token = tokens[i]
        if token.tag.pos == "NOUN":
            unit = token.tag.number != "plur" and any(_is_unit(f.lemma) for f in forms(token.lower))
            unit = unit and (not _divides(token) or bodies.read(tokens[ordinal + 1 : i + 1]).kind is not None)
            return (tokens[ordinal].start, tokens[_arm(tokens, i)].stop) if unit else None
        if token.tag.pos != "ADJ":
            return None
    return None


def _is_unit(noun: str) -> bool:
    """Whether a noun is of a military unit, clipped together too: «полк», «авиаполк»; no «запчасть»."""
    return noun in _UNITS or noun.endswith(tuple(_UNITS - {"часть"}))


def _arm(tokens: Sequence[Token], unit: int) -> int:
    """The last token of a unit with its arm: «бригада |морской пехоты|», «полк |ВДВ|», and not whose it is."""
    last = unit
    for i in range(unit + 1, min(unit + _FAR, len(tokens))):
        token = tokens[i]
        plain = token.text.islower() and token.tag.pos in ("NOUN", "ADJ") and token.tag.case == "gent"
        if not (token.text in _ARMS or (plain and (token.tag.animacy != "anim" or token.lower in _ARMS))):
            break
        last = i if token.tag.pos != "ADJ" else last
    return last
