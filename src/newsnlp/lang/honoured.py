"""Where a body's name ends: whom it is named after, «школа имени |Р. М. Глиэра|», and not its head or his field."""

from __future__ import annotations

from collections.abc import Sequence

from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import dictionary_forms, marked
from newsnlp.types import Sentence, Token, token_at

NAMED_AFTER = ("имени", "им")


def honoured(tokens: Sequence[Token], first: int) -> int:
    """The end of the name that stands behind «имени» or «им», ``first`` if none does.

    Ranks go before it («Героя Советского Союза Егорова»); initials, first name and father's name before the surname.
    Another first name behind a surname is somebody else's: «имени Р. М. Глиэра |Арнольда Штольца|».
    """
    at = first + (token_at(tokens, first).text == ".")
    begin = end = _ranks(tokens, at)
    surname = False
    for n in range(begin, len(tokens)):
        token = tokens[n]
        if not (token.text == "." and n > begin and is_initial(tokens[n - 1])):
            if not _is_part(token) or (end > begin and not _goes_on(tokens, begin, n, surname)):
                break
            surname = surname or not (is_initial(token) or marked(token.lower, "Name", "Patr"))
        end = n + 1
    if end > begin:
        return end
    return begin if begin > at and tokens[begin - 1].text[0].isupper() else first


def bears(sentence: Sentence, start: int) -> bool:
    """Whether a street or an award stands before a name and bears it: «на улице маршала |Жукова|», «медаль |Пушкина|».

    No «золотой медали |Рогова|», «приз губернатора |Рогова|».
    """
    before, posts = sentence.before(start), 0
    while _is_of(before):
        posts += before.tag.pos == "NOUN"
        before = sentence.before(before.start)
    return is_a(before.lower, "street") or (not posts and _is_award(sentence, before))


def _is_of(token: Token) -> bool:
    """«улица *маршала* Жукова», «площадь *Тараса* Шевченко», «ул*.* Рогова»."""
    person = token.tag.case == "gent" and token.tag.animacy == "anim"
    return token.text == "." or (person and not is_a(token.lower, "street"))  # «пр-те» looks like one


def _is_award(sentence: Sentence, token: Token) -> bool:
    return is_a(token.lower, "prize") and token.tag.number == "sing" and sentence.before(token.start).tag.pos != "ADJ"


def _without_head(tokens: Sequence[Token], first: int, last: int) -> int:
    """The last token of a body's name that begins at ``first``, without its head's name, which was taken for a part of
    it, nor who works there: «институт им. |Сурикова| Петра Рогова», «вуза имени |Бехтерева| доцента кафедры»."""
    for n in range(first, last):
        if tokens[n].lower in NAMED_AFTER and (end := honoured(tokens, n + 1)) > n + 1:
            rest = tokens[end : last + 1]
            who = bool(rest) and (rest[0].tag.animacy == "anim" or all(t.tag.pos == "PROPN" for t in rest))
            return end - 1 if who else last
    return last


def is_honoured(tokens: Sequence[Token], first: int) -> bool:
    """Whether a name stands right behind «имени» or «им.»: a body bears it."""
    before = [t.lower for t in tokens[max(0, first - 2) : first]]
    return before[-1:] == ["имени"] or before == ["им", "."]


def _without_field(tokens: Sequence[Token], first: int, last: int) -> int:
    """The last token of an acronym that was taken together with a post's field: «(комиссар) |ООН| по правам человека».

    «УМВД по Томской области» stays whole.
    """
    if last < first + 2 or not tokens[first].text.isupper() or tokens[first + 1].lower != "по":
        return last
    field = tokens[first + 2]
    return first if len(tokens[first].text) > 1 and field.text.islower() and field.tag.pos in ("NOUN", "ADJ") else last


def alone(tokens: Sequence[Token], first: int, last: int) -> int:
    """The last token of a body's name, without who heads it or what its commissioner deals with."""
    return _without_field(tokens, first, _without_head(tokens, first, last))


def _ranks(tokens: Sequence[Token], at: int) -> int:
    """The end of nouns and adjectives in the genitive that say who it was: «дважды Героя |России| Рогова»."""
    at += token_at(tokens, at).lower.endswith("жды")
    first = at
    while token_at(tokens, at).tag.case == "gent" and (_is_common(tokens[at]) or _is_country(tokens, at, first)):
        at += 1
    return at


def _is_country(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Whether a word is the land of the hero before it, and he follows."""
    return at > first and marked(tokens[at].lower, "Geox") and token_at(tokens, at + 1).tag.pos == "PROPN"


def _is_common(token: Token) -> bool:
    """Whether a word is no name: «*Героя*», however the tagger marks it."""
    known = len(token.text) > 2 and bool(dictionary_forms(token.lower))
    return known and not marked(token.lower, "Name", "Patr", "Surn", "Geox")


def _is_part(token: Token) -> bool:
    return is_initial(token) or token.tag.pos == "PROPN"


def is_initial(token: Token) -> bool:
    """Whether a token is an initial, its stop with it or apart."""
    return len(token.text.rstrip(".")) == 1 and token.text[0].isupper()


def _goes_on(tokens: Sequence[Token], begin: int, n: int, surname: bool) -> bool:
    """Whether a word behind others is still of that name: «Гарсиа |Маркеса|», «Пушкина |А. С.|»."""
    named = [form.case for form in dictionary_forms(tokens[n].lower) if "Name" in form.grammemes]
    if not surname:
        return not named or "gent" in named
    initials = any(is_initial(t) for t in tokens[begin:n])
    if is_initial(tokens[n]):
        return not initials or tokens[n - 1].text == "."
    return not initials and not named
