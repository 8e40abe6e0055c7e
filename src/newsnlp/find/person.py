"""Finds mentions of people.

The tagger's spans, trimmed to the name; then, where it saw nobody, what has the form of a name: initials with a
surname, a common first name with a surname's ending behind it, headlines in capitals. What the sentence says of case
and gender goes into the reading of each name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from newsnlp.data import Tables
from newsnlp.lang import morph
from newsnlp.lang.eastern import family_names
from newsnlp.lang.morph import CASES
from newsnlp.lang.name_parts import AFTER, PARTICLES, STRICT, Word
from newsnlp.lang.names import Context, Name, Names, Reading
from newsnlp.lang.surnames import surname_like, surname_of_adjective
from newsnlp.types import Finding, Sentence, Span, Tag, Token

AGAIN = "person.again"  # given by ``resolve``: a surname that the article has in full elsewhere
RULES = frozenset({"person.initials", "person.pattern", "person.titled", "person.capitals", AGAIN})

_Spot = tuple[int, int, str, float]  # start, stop, rule, score


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Name]]]:
    """A function that finds the names of a sentence."""
    names = Names(tables.rows("first_names"))

    def find(sentence: Sentence) -> list[Finding[Name]]:
        spots = list(_nicknamed(sentence, list(_tagged(sentence, names))))
        spots += _unseen(sentence, names, [(start, stop) for start, stop, _, _ in spots])
        return [finding for spot in spots if (finding := _finding(sentence, names, spot))]

    return find


def _finding(sentence: Sentence, names: Names, spot: _Spot) -> Finding[Name] | None:
    start, stop, rule, score = spot
    if adjective := _adjective(sentence, start, stop):
        base = surname_of_adjective(adjective.lower)
        reading = Reading(None, None, base.capitalize(), "m", 1.0) if base else None
        return Finding(start, stop, rule, Name((reading,)), score) if reading else None
    words = {
        t.start - start: Word(t.text, t.tag.case, t.tag.gender, t.tag.number)
        for t in sentence.within(start, stop)
        if t.text[0].isalpha()
    }
    name = names.read(sentence.cut(start, stop), words, context(sentence, start, stop))
    return Finding(start, stop, rule, name, score) if name else None


def _adjective(sentence: Sentence, start: int, stop: int) -> Token | None:
    """The token where a mention is an adjective before its noun: «Нобелевскую премию»."""
    inside = sentence.within(start, stop)
    after = next((t for t in sentence.tokens if t.start >= stop), None)
    if len(inside) != 1 or after is None or inside[0].tag.pos != "ADJ":
        return None
    agrees = after.tag.pos == "NOUN" and after.text.islower() and inside[0].tag.case == after.tag.case
    return inside[0] if agrees and _ADJECTIVE.search(inside[0].lower) else None


_ADJECTIVE = re.compile("[цс]к(?:ий|ая|ое|ие|ого|ой|ому|им|ом|ую|их|ими)$")


# ------------------------------------------------------------------------------------------- the tagger's spans


def _tagged(sentence: Sentence, names: Names) -> Iterator[_Spot]:
    for span in sentence.spans:
        if span.kind == "person" or (span.kind == "family" and _names_a_family(sentence, span)):
            tokens = list(sentence.within(span.start, span.stop))
            if span.kind == "family":
                tokens = tokens[-1:]
            for part in _parts(tokens):
                if (trimmed := _trim(part, names)) and not _is_no_name(sentence, trimmed):
                    start, stop = _whole(sentence, trimmed, names)
                    yield start, stop, "tagger", span.score


_NICKNAME = re.compile(r"\s[(«\"“„][^\W\d_][^()«»\"“”„]{1,20}[)»\"”“]\s")


def _nicknamed(sentence: Sentence, spots: list[_Spot]) -> Iterator[_Spot]:
    """Дуэйн «Скала» Джонсон is one name where the tagger saw two or three."""
    joined: list[_Spot] = []
    for spot in sorted(spots):
        for n, other in enumerate(joined):
            between = sentence.cut(other[1], spot[0]) if other[1] <= spot[0] else ""
            if _NICKNAME.fullmatch(between) and sentence.cut(*other[:2]).isalpha():
                joined[n:] = [(other[0], spot[1], "tagger", min(other[3], spot[3]))]
                break
        else:
            joined.append(spot)
    yield from joined


def _names_a_family(sentence: Sentence, span: Span) -> bool:
    """«Царнаевы», «братья Царнаевы»; not «семья Обамы», which names a person."""
    tokens = sentence.within(span.start, span.stop)
    capital = [t for t in tokens if t.text[0].isupper() and t.start > sentence.start]
    return len(capital) == 1 and capital[0] is tokens[-1] and capital[0].tag.number == "plur" and len(tokens) <= 2


def _parts(tokens: list[Token]) -> Iterator[list[Token]]:
    """Split at «и» and commas: two people are two."""
    part: list[Token] = []
    for token in tokens:
        if token.text in ("и", ",", ";", "/"):
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _trim(tokens: list[Token], names: Names) -> list[Token]:
    """The tokens from the first that may begin a name to the last that may end one.

    A noun before the name goes («Предшественник Кравцова», «император Акихито»), and so does what follows the name
    where a headline runs on («Терезой Мэй Почему»).
    """
    while tokens and not _opens(tokens, names):
        tokens = tokens[1:]
    for n, token in enumerate(tokens):
        if n and not _belongs(token):
            tokens = tokens[:n]
            break
    while tokens and not (tokens[-1].text[0].isalpha() or tokens[-1].text[-1] in '.»"”'):
        tokens = tokens[:-1]
    if tokens and tokens[-1].text == "." and len(tokens) > 1 and len(tokens[-2].text) > 3:
        tokens = tokens[:-1]
    return tokens if any(t.text[0].isupper() for t in tokens) else []


def _opens(tokens: list[Token], names: Names) -> bool:
    first = tokens[0]
    if not first.text[0].isalpha():
        return first.text[0] in '«"“„'
    if not _belongs(first):
        return False
    if len(first.text) < 3 or first.lower[:4] == "мать" or not any(t.text[0].isupper() for t in tokens[1:]):
        return True
    return bool(names.first.known(first.lower)) or first.lower in family_names() or not _is_common_noun(first.lower)


def _belongs(token: Token) -> bool:
    text = token.text
    if not text[0].isalpha():
        return not any(c.isdigit() or c in "%@#" for c in text)
    if text[0].islower():
        return not text.islower() or text in PARTICLES or text in AFTER or text[:6] in _YOUNGER or text in _MOTHER
    return len(text) < 3 or token.tag.pos in ("PROPN", "NOUN", "X") or not _is_function_word(token.lower)


_YOUNGER = frozenset("младши старши младша старша мл ст".split())
_MOTHER = frozenset("мать матери матерью".split())


_FUNCTION = frozenset("ADVB CONJ PREP NPRO PRCL VERB INFN GRND PRED INTJ COMP".split())


def _is_function_word(word: str) -> bool:
    """Whether the dictionary knows a word as anything but a noun, an adjective or a name."""
    if word in PARTICLES or word in family_names():
        return False
    known = morph.dictionary_forms(word)
    return bool(known) and all(form.pos in _FUNCTION for form in known)


def _is_common_noun(word: str) -> bool:
    """Whether the dictionary knows a word as a noun for a person and not as a name."""
    known = morph.dictionary_forms(word)
    return any(form.animacy == "anim" and form.pos == "NOUN" for form in known) and not any(
        form.pos == "ADJF" or form.grammemes & {"Name", "Surn", "Patr", "Geox"} for form in known
    )


_TOWN = frozenset("город города городу городом городе г посёлок поселок село деревня станция озеро остров".split())


def _is_no_name(sentence: Sentence, tokens: list[Token]) -> bool:
    """«город Владимир»; «Канцлером» where a sentence begins with it."""
    if len(tokens) > 1:
        return False
    before = [t for t in sentence.tokens if t.stop <= tokens[0].start][-2:]
    return before[-1].lower in _TOWN if before else _is_common_noun(tokens[0].lower)


def _whole(sentence: Sentence, tokens: list[Token], names: Names) -> tuple[int, int]:
    """The offsets, with what belongs to the name and the tagger left out.

    A first letter that the tokenizer cut off for being Latin («Cергей»), a first name before a surname that stands
    alone («[Шавката] Мирзиёева»), particles and what follows them («Эдуарду [дус Сантуш]»).
    """
    start, stop = tokens[0].start, tokens[-1].stop
    all_tokens = sentence.tokens
    first = next(n for n, t in enumerate(all_tokens) if t.start == start)
    last = first + len(tokens) - 1
    before = all_tokens[max(0, first - 2) : first]
    if len(before) == 2 and before[0].stop == before[1].start and start - before[1].stop == 1:
        if re.fullmatch("[ABCEHKMOPTX]", before[0].text) and re.fullmatch("[а-яё]+", before[1].text):
            return before[0].start, stop
    if len(tokens) == 1 and before and start - before[-1].stop == 1 and before[-1].text.istitle():
        if names.first.known(before[-1].lower) >= 2 and not names.first.known(tokens[0].lower):
            start = before[-1].start
    after = last + 1
    while after < len(all_tokens) and all_tokens[after].text in PARTICLES:
        after += 1
    if last + 1 < after < len(all_tokens) and all_tokens[after].text.istitle():
        stop = all_tokens[after].stop
    return start, stop


# ------------------------------------------------------------------------------------- what the tagger did not see

_INITIALS = re.compile(
    r"(?<![\w.])(?:[А-ЯЁ]\.\s?){1,2}(?:-[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?"
    r"|(?<![\w.])[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?\s[А-ЯЁ]\.\s?[А-ЯЁ]\.(?!\s?[А-ЯЁ])"
)


def _unseen(sentence: Sentence, names: Names, seen: list[tuple[int, int]]) -> Iterator[_Spot]:
    if sentence.text.isupper():
        found = _capitals(sentence.tokens, names)
    else:
        found = (*_initials(sentence), *_pattern(sentence, names))
    for start, stop, rule, score in found:
        if not any(a < stop and start < b for a, b in seen):
            yield start, stop, rule, score


def _initials(sentence: Sentence) -> Iterator[_Spot]:
    if ". " not in sentence.text and "." not in sentence.text[:-1]:
        return
    for match in _INITIALS.finditer(sentence.text):
        word = max(re.findall(r"[А-ЯЁ][а-яё]+", match.group()), key=len).lower()
        two = match.group().count(".") == 2
        if two or surname_like(word):
            yield sentence.start + match.start(), sentence.start + match.end(), "person.initials", 0.6


def _pattern(sentence: Sentence, names: Names) -> Iterator[_Spot]:
    """A known first name with what may be a surname behind it; a monarch's or a cleric's title with a first name."""
    before: Token | None = None
    opened: int | None = None  # where a first name with particles behind it begins
    for token in sentence.tokens:
        capital = token.text.istitle()
        if before and before.text.istitle() and token.text in STRICT and names.first.known(before.lower) >= 2:
            opened = before.start
        elif opened is not None and capital:
            yield opened, token.stop, "person.pattern", 0.5
        if token.text not in STRICT:
            opened = None
        if before and capital and token.start - before.stop == 1:
            if before.text.istitle() and _may_be_surname(token.lower) and _first_before(before, token, sentence, names):
                yield before.start, token.stop, "person.pattern", 0.5
            elif before.lower in _MONARCHS and names.first.known(token.lower) >= 2:
                yield token.start, token.stop, "person.titled", 0.5
        before = token


def _first_before(first: Token, last: Token, sentence: Sentence, names: Names) -> bool:
    """Whether a common first name stands before a surname's ending, or any before a word in the same case."""
    known = names.first.known(first.lower)
    if known == 3 and surname_like(last.lower):
        return True
    if known < 2 or first.tag.case != last.tag.case or first.tag.gender != last.tag.gender:
        return False
    return all(span.score < 0.9 for span in sentence.spans if span.start < last.stop and first.start < span.stop)


def _capitals(tokens: Iterable[Token], names: Names) -> Iterator[_Spot]:
    """Names of a headline in capitals: a known first name with the word behind it, a surname by its ending."""
    words = [t for t in tokens if t.text[0].isalpha()]
    skip = -1
    for token, following in zip_longest(words, words[1:]):
        if token.start < skip or len(token.text) < 3:
            continue
        last = following if following and following.start - token.stop == 1 and len(following.text) > 2 else None
        if names.first.known(token.lower) >= 2 and last and _may_be_surname(last.lower):
            skip = last.stop
            yield token.start, skip, "person.capitals", 0.5
        elif surname_like(token.lower) and _may_be_surname(token.lower):
            yield token.start, token.stop, "person.capitals", 0.5


def _may_be_surname(word: str) -> bool:
    """Whether a word is in the dictionary as a surname, or not at all."""
    known = morph.dictionary_forms(word)
    return not known or "Surn" in known[0].grammemes


# ----------------------------------------------------------------------------------------------------- context

_PREPOSITIONS: dict[str, str] = {
    word: cases
    for cases, words in {
        "gent": "без для до из от у около после против ради среди кроме возле вокруг вместо насчёт относительно имени им памяти словам мнению версии просьбе "
        "убеждению инициативе поручению адрес участием",
        "datv": "к ко благодаря вопреки согласно навстречу",
        "accs": "про через сквозь",
        "ablt": "над перед передо надо между",
        "loct": "при",
        "accs loct": "в во на о об обо",
        "accs ablt": "за под подо",
        "gent ablt": "с со",
        "datv loct": "по",
    }.items()
    for word in words.split()
}
# heads of common gender, and those that are followed by a genitive rather than by their holder's name
_COMMON = frozenset("глава судья звезда жертва коллега староста старшина легенда персона фигура модель".split())
_FAMILIES = frozenset(
    "семья семьи семье семью семьёй семьей супруги супругов супругам супругами братья братьев братьям братьями чета "
    "четы чету сёстры сестры сестёр сестер клан клана династия династии дело дела родители родителей".split()
)
_RELATIVES = frozenset(  # by their first letters; a name behind them is often another's, in the genitive
    word[:4]
    for word in "сын дочь дочери муж мужа мужу мужем жена супруг супруга брат сестра отец отца мать матери ребёнок внук "
    "внучка племянник адвокат представитель пресс-секретарь советник помощник сторонник соратник противник коллега друг "
    "друзья подруга заместитель преемник предшественник соперник тренер агент вдова родитель сосед".split()
)
_MONARCHS = frozenset(
    "король короля королю королём королем короле королева королевы королеве королеву королевой папа папы папе папу папой "
    "патриарх патриарха патриарху патриархом митрополит митрополита митрополиту митрополитом архиепископ архиепископа "
    "архиепископу архиепископом епископ епископа епископом епископу император императора императору императором "
    "императрица императрицы царь царя царю царём царем царица царицы принц принца принцу принцем принцесса принцессы "
    "принцессу принцессе принцессой святой святого святому святым святая святую святые князь князя князю князем "
    "протоиерей отец игумен игумена иеромонах архимандрит архимандрита султан султана".split()
)
_APPOSED, _VERB, _PREPOSITION, _WOMAN = 2.4, 2.2, -2.0, 2.4


def context(sentence: Sentence, start: int, stop: int) -> Context:
    """What stands around a name: its preposition, the title before it, a verb in the past."""
    before = [t for t in sentence.tokens if t.stop <= start]
    after = next((t for t in sentence.tokens if t.start >= stop), None)
    male, female, family = [0.0] * 6, [0.0] * 6, [-2.5] * 6
    title = _title(sentence, start, before)
    if title:
        head, size = title
        inside = sentence.within(start, stop)
        _appose(head, inside, male, female, family)
        before = before[: len(before) - size]
    titled = bool(title and title[0].lower in _MONARCHS)
    last = before[-1] if before else None
    if last and last.lower in _FAMILIES:
        family = [weight + 4.0 for weight in family]
    if last and (cases := _PREPOSITIONS.get(last.lower)):
        for weights in (male, female, family):
            for n, case in enumerate(CASES):
                weights[n] += 0.0 if case in cases else _PREPOSITION
    elif not title and last:
        _verb(last.tag, male, female, 0.8)
    if after:
        _verb(after.tag, male, female, 1.0)
    return Context(tuple(male), tuple(female), tuple(family), titled)


def _title(sentence: Sentence, start: int, before: list[Token]) -> tuple[Token, int] | None:
    """The head of the title that stands right before a name, and the number of the title's tokens."""
    if not before or sentence.cut(before[-1].stop, start).strip():
        return None
    for span in sentence.spans:
        if span.kind == "title" and span.stop == before[-1].stop:
            inside = [t for t in before if t.start >= span.start]
            head = next((t for t in inside if t.tag.pos == "NOUN" and t.tag.case), None)
            if head:
                return head, len(inside)
    last = before[-1]
    if last.tag.case and ((last.tag.pos == "NOUN" and last.tag.animacy == "anim") or last.lower in _MONARCHS):
        return last, 1
    return None


def _appose(
    head: Token, inside: Sequence[Token], male: list[float], female: list[float], family: list[float]
) -> None:
    """A title before the name stands in its case; a relative, or a word that no word of the name agrees with, may
    have the name behind it in the genitive: «биограф Симоны де Бовуар»."""
    case = CASES.index(head.tag.case) if head.tag.case in CASES else 0
    plural = head.tag.number == "plur"
    if plural:
        family[case] += 4.0
        family[1] += 2.0
        return
    of_another = head.lower[:4] in _RELATIVES or not any(t.tag.case == head.tag.case for t in inside[:1])
    male[case] += _APPOSED / (1 + of_another)
    female[case] += _APPOSED / (1 + of_another)
    if of_another:
        male[1] += _APPOSED / 2
        female[1] += _APPOSED / 2
    if head.lower[:4] not in _COMMON_STEMS:
        if head.tag.gender == "femn":
            female[case] += _WOMAN
        elif head.tag.gender == "masc":
            male[case] += 0.4


_COMMON_STEMS = frozenset(word[:4] for word in _COMMON)


def _verb(tag: Tag, male: list[float], female: list[float], weight: float) -> None:
    """A verb beside the name: the name is likely its subject, and one in the past tells the gender."""
    if tag.pos != "VERB" or (tag.form in ("Conv", "Part", "Inf") and not tag.short) or tag.number != "sing" or tag.person in ("1", "2"):
        return
    if tag.tense != "past":
        male[0] += _VERB * weight / 2
        female[0] += _VERB * weight / 2
    elif tag.gender == "masc":
        male[0] += _VERB * weight
    elif tag.gender == "femn":
        female[0] += _VERB * weight
