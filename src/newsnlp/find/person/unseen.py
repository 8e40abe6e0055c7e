"""What has the form of a name where the tagger saw nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import zip_longest

from newsnlp.find.person.spans import Spot
from newsnlp.find.person.whole import bishop_before, whole
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import dictionary_forms, marked
from newsnlp.lang.names.eastern import family_names
from newsnlp.lang.names.first import patronymic
from newsnlp.lang.names.parts import JOINING
from newsnlp.lang.names.reading import Names
from newsnlp.lang.names.surnames import may_be_surname, surname_like
from newsnlp.lang.numerals import ordinals
from newsnlp.lang.phrases import alike
from newsnlp.lang.places import Gazetteer, apposed
from newsnlp.lang.posts import is_post
from newsnlp.types import Sentence, Token, token_at

_INITIALS = re.compile(
    r"(?<![\w.])(?:(?:Дж|Дз|[А-ЯЁ])\.\s?){1,2}(?:-[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?"
    r"|(?<![\w.])[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?\s[А-ЯЁ]\.\s?[А-ЯЁ]\.(?!\s?[А-ЯЁ])"
)

_FIRST_AND_INITIAL = re.compile(
    r"(?<![\w.])([А-ЯЁ][а-яё]{2,}) [А-ЯЁ]\.(?=,|\s[\d«(—–-]|\s?[а-яё]|$)"
)  # Сергея К. 5 млн


def unseen(sentence: Sentence, names: Names, seen: Sequence[Spot], known: Gazetteer) -> Iterator[Spot]:
    if sentence.text.isupper():
        found: Iterable[Spot] = _capitals(sentence.tokens, names, known)
    else:
        found = (*_initials(sentence, names), *_pattern(sentence, names, seen), *_holders(sentence, known))
    for spot in found:
        if not any(other.start < spot.stop and spot.start < other.stop for other in seen):
            yield spot


def _holders(sentence: Sentence, known: Gazetteer) -> Iterator[Spot]:
    """Those who are called as a town is: «сенатор |Муром|»."""
    for at in sentence.capitals:
        if apposed(known, sentence, at):
            yield Spot(sentence.tokens[at].start, sentence.tokens[at].stop, "person.pattern", 0.5)


def _initials(sentence: Sentence, names: Names) -> Iterator[Spot]:
    if "." not in sentence.text[:-1]:
        return
    for match in _INITIALS.finditer(sentence.text):
        word = max(re.findall(r"[А-ЯЁ][а-яё]+", match.group()), key=len).lower()
        two = match.group().count(".") == 2
        if two or may_be_surname(word):
            yield Spot(sentence.start + match.start(), sentence.start + match.end(), "person.initials", 0.6)
    for match in _FIRST_AND_INITIAL.finditer(sentence.text):
        row = sentence.text[: match.start()].endswith((". и ", "., "))  # «Рогову П. и |Лисову К.|»
        if names.first.known(match[1].lower()) >= 2 or (row and surname_like(match[1].lower())):
            yield Spot(sentence.start + match.start(), sentence.start + match.end(), "person.initials", 0.6)


def _pattern(sentence: Sentence, names: Names, spots: Sequence[Spot]) -> Iterator[Spot]:
    """A known first name with what may be a surname behind it; a monarch's or a cleric's title with a first name."""
    tokens, seen = sentence.tokens, {spot.stop for spot in spots}
    several = _several(sentence, spots)
    for i, token in enumerate(tokens):
        if not token.text.istitle() or sentence.cut(token.stop, token.stop + 1).isalpha():
            continue
        if (opened := _before_particles(tokens, i, names)) is not None:
            yield Spot(opened, token.stop, "person.pattern", 0.5)
        if _goes_on(sentence, i, several, names, spots):
            yield Spot(token.start, token.stop, "person.pattern", 0.5)
        if token.stop not in seen and i > 0 and tokens[i].start - tokens[i - 1].stop == 1:
            yield from _behind(sentence, i, names, spots)


def _several(sentence: Sentence, spots: Sequence[Spot]) -> Set[int]:
    """Where the names of more than one word begin."""
    return {spot.start for spot in spots if " " in sentence.cut(spot.start, spot.stop)}


def _behind(sentence: Sentence, i: int, names: Names, spots: Sequence[Spot]) -> Iterator[Spot]:
    """The name that a word ends or is, as the word right before it tells."""
    before, token = sentence.tokens[i - 1 : i + 1]
    if patronymic(token.lower) and _known(before, names) >= 2 and before.text.istitle():
        yield Spot(*whole(sentence, [before, token], names), "person.pattern", 0.5)
    elif _of_two(before, token, sentence, names):
        yield Spot(before.start, token.stop, "person.pattern", 0.5)
    elif _of_work_or_post(before, token, sentence) or _opens_with_post(before, token, sentence):
        yield Spot(token.start, token.stop, "person.pattern", 0.5)
    elif _known(token, names) >= 2:
        yield from _first_alone(sentence, i, spots)


def _shares(tokens: Sequence[Token], whole: Set[int], names: Names) -> bool:
    """Whether a first name stands before somebody's with whom it may share the surname: «|Билла| и Мелинды Гейтс».

    ``whole``: where the names of more than one word begin.
    """
    if len(tokens) < 3 or tokens[1].text != "и" or tokens[2].start not in whole:
        return False
    return _known(tokens[0], names) >= 2


def _goes_on(sentence: Sentence, i: int, whole: Set[int], names: Names, spots: Sequence[Spot]) -> bool:
    """Whether a word is somebody's name as the name behind it is another's."""
    if token_at(sentence.tokens, i + 1).text not in ("и", ","):
        return False
    return _shares(sentence.tokens[i : i + 3], whole, names) or _leads_row(sentence, i, spots)


def _leads_row(sentence: Sentence, i: int, spots: Sequence[Spot]) -> bool:
    """Whether a surname stands before somebody's in a row, in the same case: «спартаковцы |Умяров| и Барко»."""
    token, other = sentence.tokens[i], token_at(sentence.tokens, i + 2)
    if not any(other.start == spot.start for spot in spots):
        return False
    alike = surname_like(token.lower) and token.tag.case == other.tag.case
    return alike and not (sentence.marked(token.start, token.stop) or marked(token.lower, "Geox"))


def _first_alone(sentence: Sentence, i: int, spots: Sequence[Spot]) -> Iterator[Spot]:
    """The first name that a monarch, a cleric or a relative is called by."""
    tokens = sentence.tokens
    if is_a(tokens[i - 1].lower, "monarch") or bishop_before(tokens[:i]):
        yield Spot(tokens[i].start, tokens[i].stop, "person.titled", 0.5)
    elif _is_owner(sentence, tokens[i - 1], spots):
        yield Spot(tokens[i].start, tokens[i].stop, "person.pattern", 0.5)


def _is_owner(sentence: Sentence, last: Token, spots: Sequence[Spot]) -> bool:
    """Whether a relative stands behind the name that ends with ``last``: «муж Евгении Зотовой | Александр»."""
    starts = (spot.start for spot in spots if spot.stop == last.stop)
    return any(is_a(sentence.before(start).lower, "relative") for start in starts)


def _before_particles(tokens: Sequence[Token], last: int, names: Names) -> int | None:
    """Where a first name begins that particles join to a word: «|Мария| де лос Сантос»."""
    at = last
    while at > 1 and tokens[at - 1].text in JOINING:
        at -= 1
        if _known(tokens[at - 1], names) >= 2:
            return tokens[at - 1].start
    return None


def _of_two(first: Token, last: Token, sentence: Sentence, names: Names) -> bool:
    told = _chinese(sentence, first, last) or _ruler(first, last, names) or _held(sentence, first, last, names)
    return told or _first_before(first, last, sentence, names)


def _held(sentence: Sentence, first: Token, last: Token, names: Names) -> bool:
    """Whether two words behind a title are its holder, of a name that no table has: «Глава МИД |Катрин Колонна|»."""
    if not sentence.closes(sentence.before(first.start).stop, "title") or sentence.marked(first.start, last.stop):
        return False
    given = _known(first, names) or not dictionary_forms(first.lower)
    return bool(given) and first.text.istitle() and last.tag.case == first.tag.case


def _chinese(sentence: Sentence, family: Token, given: Token) -> bool:
    """«Ван И», also at the sentence's end; not «Ван И. Петров»."""
    if given.text not in "ИЕЮ" or family.lower not in family_names():
        return False
    rest = sentence.cut(given.stop, sentence.stop).strip()
    return rest == "." or not rest.startswith(".")


def _known(token: Token, names: Names) -> int:
    return names.first.known(token.lower) if names.first.listed(token.lower) else 0


def _first_before(first: Token, last: Token, sentence: Sentence, names: Names) -> bool:
    """Whether a common first name stands before a surname's ending, or any before a word in the same case."""
    known = _known(first, names)
    if not known or not may_be_surname(last.lower):
        return False
    if known == 3 and surname_like(last.lower):
        return True
    if known < 2 or first.tag.case != last.tag.case or first.tag.gender != last.tag.gender:
        return False
    return _is_free(first, last, sentence)


def _ruler(first: Token, epithet: Token, names: Names) -> bool:
    """«Екатерину Великую», «Николае Втором»."""
    if first.tag.case != epithet.tag.case or epithet.tag.pos != "ADJ":
        return False
    return _known(first, names) == 3 and (epithet.lower in ordinals() or is_a(epithet.lower, "epithet"))


def _of_work_or_post(before: Token, token: Token, sentence: Sentence) -> bool:
    """«Опера | Верди», «Министру | Голубеву», «Директора музея | Усову»: a surname of the dictionary behind a work, in
    the case of a post, within a title."""
    if not _is_free(before, token, sentence) or not marked(token.lower, "Surn") or marked(token.lower, "Geox"):
        return False
    if before.tag.number == "plur" and is_a(before.lower, "family"):
        return token.tag.number == "plur"  # «двойняшки |Синицыны|»
    if is_a(before.lower, "work"):
        return any(form.case == "gent" for form in dictionary_forms(token.lower))
    ahead = sentence.before(before.start) if before.text == "." else before  # МГТУ им. Баумана
    if not surname_like(token.lower) or is_a(ahead.lower, "named_after"):
        return False
    return _ends_title(token, sentence) or _is_post_of(before, token)


def _opens_with_post(before: Token, token: Token, sentence: Sentence) -> bool:
    """«Тренера |Гуся| уволили», «Дознавателя |Ящук| проверят»: what may be somebody's name behind a post that opens a
    sentence, in its case, and before the verb.
    """
    opens = before.start == sentence.start and is_post(before.lower) and not sentence.marked(token.start, token.stop)
    if not opens or sentence.behind(token.stop).tag.form != "Fin":
        return False
    known = dictionary_forms(token.lower)
    one = (form for form in known if (form.animacy, form.number) == ("anim", "sing"))
    return not known or any(alike(form.case, before.tag.case) for form in one)


def _is_post_of(before: Token, token: Token) -> bool:
    return before.tag.case == token.tag.case and is_post(before.lower)


def _ends_title(token: Token, sentence: Sentence) -> bool:
    """Whether the tagger has a word for the last of a title."""
    return any(span.kind == "title" and span.start < token.start for span in sentence.ending(token.stop))


def _is_free(first: Token, last: Token, sentence: Sentence) -> bool:
    """Whether no other thing of which the tagger is sure stands there."""
    return all(span.score < 0.9 for span in sentence.marked(first.start, last.stop))


def _capitals(tokens: Iterable[Token], names: Names, known: Gazetteer) -> Iterator[Spot]:
    """Names of a headline in capitals: a known first name with the word behind it, a surname by its ending."""
    words = [t for t in tokens if t.text[0].isalpha()]
    skip, before = -1, ""
    for token, following in zip_longest(words, words[1:]):
        ahead, before = before, token.lower
        if token.start < skip or _is_no_name(ahead, token, known):
            continue
        if following and _is_full(token, following, names):
            skip = following.stop
            yield Spot(token.start, skip, "person.capitals", 0.5)
        elif surname_like(token.lower) and may_be_surname(token.lower):
            yield Spot(token.start, token.stop, "person.capitals", 0.5)


def _is_no_name(before: str, token: Token, known: Gazetteer) -> bool:
    """Whether a word is too short, or a town: «В | ЧАЙКОВСКОМ»."""
    return len(token.text) < 3 or (is_a(before, "whither") and bool(known.named(token.text)))


def _is_full(first: Token, last: Token, names: Names) -> bool:
    """«СЕРГЕЙ СОБЯНИН»: a known first name and right behind it what may be a surname."""
    beside = last.start - first.stop == 1 and len(last.text) > 2
    return beside and names.first.known(first.lower) >= 2 and may_be_surname(last.lower)
