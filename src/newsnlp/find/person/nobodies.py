"""Names that somebody might bear and that are a thing's, a beast's, a storm's, a car's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsnlp.find.person.spans import Spot
from newsnlp.lang.honoured import bears
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import dictionary_forms
from newsnlp.lang.names.reading import Names
from newsnlp.lang.names.surnames import listed, surname_like
from newsnlp.lang.phrases import OPEN, alike
from newsnlp.types import NOWHERE, Sentence, Tag, Token, token_at


def nobodies(sentence: Sentence, spots: Iterable[Spot], names: Names) -> set[Spot]:
    """The names that nobody bears: «улица |Кирова|», «|Лада Гранта|»."""
    things, found = _called(sentence), set[Spot]()
    for spot in spots:
        tokens = sentence.within(*spot[:2])
        enclosed = any(start <= spot.start and spot.stop <= stop for start, stop in things)
        if enclosed or _is_car(tokens, names) or _is_lent(sentence, tokens) or _is_seat(sentence, tokens):
            found.add(spot)
    return found


def beasts(sentence: Sentence, spots: Iterable[Spot], names: Names) -> set[Spot]:
    """The names of beasts and storms: «кот |Тимофей|», «ураган |Мария|»."""
    return {spot for spot in spots if _is_pet(sentence, sentence.within(*spot[:2]), names)}


_CALLED = re.compile(r"[«„“\"]([А-ЯЁ][\w-]+(?: [А-ЯЁ][\w-]+){1,3})[»“”\"]")


def _called(sentence: Sentence) -> list[tuple[int, int]]:
    """Full names that quotation marks enclose are a thing's: the club «Салават Юлаев», the ship «Генерал Ватутин»."""
    return [(sentence.start + m.start(1), sentence.start + m.end(1)) for m in _CALLED.finditer(sentence.text)]


def _is_lent(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Whether a street or an award bears a name, «орден |Жукова|»; not «премию Димашу», which is no genitive."""
    may_be = any(token.tag.case == "gent" for token in tokens) and not tokens[-1].lower.endswith(("у", "ю"))
    return may_be and bears(sentence, tokens[0].start)


def _is_seat(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Whether an adjective alone tells a dukedom: «герцог |Эдинбургский|»."""
    before = sentence.before(tokens[0].start).lower
    return len(tokens) == 1 and is_a(before, "noble") and bool(_OF_PLACE.search(tokens[0].lower))


_OF_PLACE = re.compile("[цс]к(?:ий|ая|ого|ой|ому|им|ом|ую)$")


def _is_pet(sentence: Sentence, tokens: Sequence[Token], names: Names) -> bool:
    """Whether a beast or a storm is called by a first name: «собаку |Ладу|», «из-за циклона |Ольга|», «тигры Амур и
    |Тимур|»; «собака |Павлова|» and «кот |Анны|» are theirs."""
    noun, name = _noun(sentence, tokens, names), tokens[-1]
    whose = surname_like(name.lower) and not names.first.known(name.lower)
    if whose or not is_a(noun.lower, "beast", "storm"):
        return False
    stays = is_a(noun.lower, "storm") and name.tag.case == "nomn"
    return stays or _agrees(name, noun.tag)


def _noun(sentence: Sentence, tokens: Sequence[Token], names: Names) -> Token:
    """The noun before a name, in small letters or opening the sentence; «*Верблюдица* Сара» has it within."""
    *opening, name = tokens
    if opening:
        first = opening[0]
        somebody = listed(first.lower) or names.first.known(first.lower)  # «Кит Рогов»
        return first if not opening[1:] and first.start == sentence.start and not somebody else NOWHERE
    before = _before_row(sentence, name)
    return before if before.text.islower() or before.start == sentence.start else NOWHERE


def _before_row(sentence: Sentence, name: Token) -> Token:
    """The word that stands before a name, its quotation mark and the names of its row: «*тигров* Амура и |Тимура|»."""
    before, others = sentence.before(name.start), 0
    while before.text in ("и", ",", *OPEN):
        others += before.text in ("и", ",")
        before = sentence.before(before.start)
        if others and before.text.istitle():
            before = sentence.before(before.start)
    return before if not others or before.tag.number == "plur" else NOWHERE


def _agrees(name: Token, tag: Tag) -> bool:
    """Whether a name stands in the case of the noun before it, and in its gender where that may be its owner's."""
    cells = {(form.case, form.gender) for form in dictionary_forms(name.lower)}
    if tag.case == "nomn" or tag.number == "plur" or not cells:
        return alike(name.tag.case, tag.case)
    return (tag.case, tag.gender) in cells


def _is_car(tokens: Sequence[Token], names: Names) -> bool:
    """«|Лада Гранта|», «|Форд Мустанг|», unlike «Лада Дэнс», «Шкода Николай»."""
    make, model = tokens[0], token_at(tokens, 1)
    if not is_a(make.lower, "car") or len(tokens) > 2 + tokens[-1].text.isdigit():
        return False
    named = names.first.known(make.lower) or names.first.known(model.lower)
    return is_a(model.lower, "model") or (bool(model.text) and not named)
