"""Whom a body is named after: «школа имени |Р. М. Глиэра|», where the next name is its head's."""

from __future__ import annotations

from collections.abc import Sequence

from newsnlp.lang.morph import dictionary_forms
from newsnlp.types import Token

NAMED_AFTER = ("имени", "им")


def honoured(tokens: Sequence[Token], first: int) -> int:
    """The end of the name that stands behind «имени» or «им», ``first`` if none does.

    Ranks go before it («Героя Советского Союза Егорова»); initials, first name and father's name before the surname.
    Another first name behind a surname is somebody else's: «имени Р. М. Глиэра |Арнольда Штольца|».
    """
    at = first + (tokens[first : first + 1] != () and tokens[first].text == ".")
    begin = end = _ranks(tokens, at)
    surname = False
    for n in range(begin, len(tokens)):
        token = tokens[n]
        if token.text == "." and n > begin and _is_initial(tokens[n - 1]):
            end = n + 1
            continue
        if not _is_part(token) or (end > begin and not _goes_on(tokens, begin, n, surname)):
            break
        surname = surname or not (_is_initial(token) or _has(token, "Name", "Patr"))
        end = n + 1
    if end > begin:
        return end
    return begin if begin > at and tokens[begin - 1].text[0].isupper() else first


def without_head(tokens: Sequence[Token], first: int, last: int) -> int:
    """The last token of a body's name that begins at ``first``, without its head's name, which was taken for a part of
    it: «институт им. |Сурикова| Петра Рогова»."""
    for n in range(first, last):
        if tokens[n].lower in NAMED_AFTER and (end := honoured(tokens, n + 1)) > n + 1:
            rest = tokens[end : last + 1]
            return end - 1 if rest and all(t.tag.pos == "PROPN" for t in rest) else last
    return last


def _ranks(tokens: Sequence[Token], at: int) -> int:
    """The end of nouns and adjectives in the genitive that say who it was."""
    while at < len(tokens) and tokens[at].tag.case == "gent" and _is_common(tokens[at]):
        at += 1
    return at


def _is_common(token: Token) -> bool:
    """Whether a word is no name: «*Героя*», however the tagger marks it."""
    if token.tag.pos in ("NOUN", "ADJ") or len(token.text) < 3:
        return len(token.text) > 2
    known = dictionary_forms(token.lower)
    return bool(known) and all(form.grammemes.isdisjoint(("Name", "Patr", "Surn", "Geox")) for form in known)


def _is_part(token: Token) -> bool:
    return _is_initial(token) or token.tag.pos == "PROPN" or (bool(token.text) and set(token.text) <= set("IVX"))


def _is_initial(token: Token) -> bool:
    return len(token.text.rstrip(".")) == 1 and token.text[0].isupper()


def _goes_on(tokens: Sequence[Token], begin: int, n: int, surname: bool) -> bool:
    """Whether a word behind others is still of that name: «Гарсиа |Маркеса|», «Пушкина |А. С.|»."""
    named = [form.case for form in dictionary_forms(tokens[n].lower) if "Name" in form.grammemes]
    if not surname:
        return not named or "gent" in named
    initials = any(_is_initial(t) for t in tokens[begin:n])
    if _is_initial(tokens[n]):
        return not initials or tokens[n - 1].text == "."
    return not initials and not named


def _has(token: Token, *marks: str) -> bool:
    return any(not form.grammemes.isdisjoint(marks) for form in dictionary_forms(token.lower))
