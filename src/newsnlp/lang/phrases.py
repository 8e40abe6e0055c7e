"""The nominative of a noun phrase: its head and what agrees with it declined, the genitive tail left alone.

«губернатора Смоленской области» → «губернатор Смоленской области», «Палате общин» → «Палата общин»,
«компании «Роснефть»» → «компания «Роснефть»». The number stays: «Вооружённых сил» → «Вооружённые силы».
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import ADJECTIVE, CASES, Form, adjectives, forms, inflect, nouns
from newsnlp.memory import remembered
from newsnlp.types import Sentence, Tag, Token, token_at

OPENING, CLOSING, EITHER = "«„“‹", "»”›", '"'
OPEN, CLOSE = frozenset(OPENING + EITHER), frozenset(CLOSING + EITHER)
QUOTES = OPEN | CLOSE
DASHES = frozenset("-‑–—−")
_FROZEN = frozenset(word_list("phrases.frozen"))
_ACRONYM = re.compile(r"([А-ЯЁ]{2,}|[А-ЯЁ][а-яёА-ЯЁ]*[А-ЯЁ]{2,})[-’']?(?:а|у|ом|е|ы|и|ов|ам|ами|ах|ой|ей)$")
_CAMEL = re.compile(r"[А-ЯЁ][а-яё]+(?:[А-ЯЁ][а-яё]*)*[А-ЯЁ]{2,}$")  # «СмолГУ», «ЛенСпецСМУ»
_ORDINAL = re.compile(r"(\d+-)(?:й|я|е|го|му|м|ю|ом|ой|ого|ому|х|ми)$")
_ENDING = {"masc": "й", "femn": "я", "neut": "е", None: "е"}
# participles that are posts and govern a noun which may happen to agree with them: «заведующей кафедрой»
_GOVERNING = frozenset(word_list("phrases.governing"))
_DECLINED = frozenset({"NOUN", *ADJECTIVE})
_PARTS = {"CONJ": "CCONJ", "PREP": "ADP"}
_NAMES = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn", "Trad"})


class Phrase(NamedTuple):
    """A noun phrase read: its nominative, the index of its head's token, the head's lemma and form.

    ``head`` is -1 and ``lemma`` empty where nothing can be declined (a phrase of figures or Latin letters).
    """

    text: str
    head: int = -1
    lemma: str = ""
    case: str | None = None
    number: str | None = None


class _Reading(NamedTuple):
    case: str
    number: str
    gender: str | None
    form: Form


def nominative(tokens: Sequence[Token]) -> str:
    """A noun phrase in the nominative, in the number that it has; single spaces where the text has any space.

    >>> nominative(plain("губернатора Смоленской области"))
    'губернатор Смоленской области'
    >>> nominative(plain("Палате общин британского парламента")), nominative(plain("МИДа России"))
    ('Палата общин британского парламента', 'МИД России')
    >>> nominative(plain("Вооруженных сил")), nominative(plain("компании «Русские краски»"))
    ('Вооруженные силы', 'компания «Русские краски»')
    """
    return read(tokens).text


def read(tokens: Sequence[Token]) -> Phrase:
    """Finds the head of a noun phrase and declines it with what agrees with it.

    >>> read(plain("Верховным судом Татарстана"))[1:]
    (1, 'суд', 'ablt', 'sing')
    """
    return _read(words_of(tokens))


def words_of(tokens: Sequence[Token]) -> tuple[Word, ...]:
    """What a phrase says wherever it stands: what is told by it alone is remembered by it."""
    return tuple((t.text, t.tag, bool(i) and tokens[i - 1].stop < t.start) for i, t in enumerate(tokens))


def tokens_of(words: Sequence[Word]) -> tuple[Token, ...]:
    """The tokens of such a phrase.

    >>> words_of(tokens_of(words_of(plain("СК «Мост»")))) == words_of(plain("СК «Мост»"))
    True
    """
    made, at = list[Token](), 0
    for text, tag, spaced in words:
        start, at = at + spaced, at + spaced + len(text)
        made.append(Token(start, at, text, text.lower(), tag))
    return tuple(made)


def spelled(tokens: Sequence[Token]) -> str:
    """A phrase as it stands, single spaces where the text has any space."""
    return "".join((" " if i and tokens[i - 1].stop < t.start else "") + t.text for i, t in enumerate(tokens))


def alike(case: str | None, other: str | None) -> bool:
    """Whether two cases are one; people's genitive and accusative look the same.

    >>> alike("gent", "accs"), alike("gent", "nomn")
    (True, False)
    """
    return case == other or {case, other} == {"gent", "accs"}


def attributes(tokens: Sequence[Token], at: int, *cases: str | None) -> int:
    """Where the adjectives begin that stand right before a token, of these cases if any are told."""
    while (tag := token_at(tokens, at - 1).tag).pos == "ADJ" and (not cases or tag.case in cases):
        at -= 1
    return at


ON = {"за": "ablt", "над": "ablt", "с": "ablt", "со": "ablt", "в": "loct", "к": "datv"}  # and the case they govern


def works_on(noun: Token, link: Token) -> bool:
    """Whether a preposition tells what a work is on: «борьба *с* коррупцией», «контроль *за* оборотом»."""
    return link.lower in ON and is_a(noun.lower, "works_on")


def clip(sentence: Sentence, start: int, stop: int) -> tuple[Token, ...]:
    """The tokens between two offsets, those that stick out cut: «экс-|президента США|»."""
    first, last = sentence.touched(start, stop)
    tokens = sentence.tokens[first:last]
    if not tokens or (start <= tokens[0].start and tokens[-1].stop <= stop):
        return tokens
    return tuple(
        t if start <= t.start and t.stop <= stop else _cut(t, max(start, t.start), min(stop, t.stop)) for t in tokens
    )


def _cut(token: Token, start: int, stop: int) -> Token:
    text = token.text[start - token.start : stop - token.start]
    return Token(start, stop, text, text.lower(), token.tag)


def plain(text: str) -> tuple[Token, ...]:
    """Tokens of a phrase without its sentence: each word with an empty tag, quotation marks apart."""
    found = re.finditer(r"[\w.-]*\w|[^\w\s]", text)
    return tuple(Token(m.start(), m.end(), m[0], m[0].lower(), Tag(_part(m[0]))) for m in found)


def _part(word: str) -> str:
    return _PARTS.get(forms(word)[0].pos or "", "X") if len(word) < 4 and cyrillic(word) else "X"


Word = tuple[str, Tag, bool]  # its text, its tag, whether a space stands before it


@remembered()
def _read(words: tuple[Word, ...]) -> Phrase:
    if len(words) == 1 and words[0][0].isupper() and len(words[0][0]) < 5:
        return Phrase(words[0][0], 0, words[0][0].lower())
    outside = _outside(words)
    head = _head(words, outside)
    as_it_is = _join(words, [word for word, _, _ in words])
    if head is None:
        return Phrase(as_it_is)
    if _paired(words, outside, head):
        return Phrase(as_it_is, head, words[head][0].lower(), "nomn", "plur")
    return _of_head(words, outside, head)


def _outside(words: Sequence[Word]) -> Sequence[int]:
    """The words outside quotation marks; where those are none, all but the marks."""
    outside = list(_unquoted(words))
    if any(words[i][0][:1].isalpha() for i in outside):
        return outside
    return [i for i, (word, _, _) in enumerate(words) if word not in QUOTES]


def _of_head(words: Sequence[Word], outside: Sequence[int], head: int) -> Phrase:
    """The phrase with its head, what modifies that, and what stands beside it, in the nominative."""
    made = [word for word, _, _ in words]
    modifiers = outside[: bisect_left(outside, head)]
    own = _choose(words, head, modifiers)
    made[head] = _decline(made[head], own) if own else acronym(made[head])
    lemma = own.form.lemma if own else made[head].lower()
    reading = own or _fixed(words, head, modifiers)
    if reading is None:
        return Phrase(_join(words, made), head, lemma)
    for i in modifiers:
        made[i] = _modifier(made[i], reading)
    for i in _equals(words, outside, head, reading):
        made[i] = _alike(made[i], reading)
    return Phrase(_join(words, made), head, lemma, reading.case, reading.number)


def _one(words: Sequence[Word], modifiers: Sequence[int], reading: _Reading) -> _Reading:
    """The reading of a plural whose one adjective is in the singular: a slip, «британскому парламентам»."""
    if reading.number != "plur" or len(modifiers) != 1:
        return reading
    readings = adjectives(words[modifiers[0]][0])
    if any(f.number == "plur" for f in readings) or not any(f.case == reading.case for f in readings):
        return reading
    return reading._replace(number="sing")


def _paired(words: Sequence[Word], outside: Sequence[int], head: int) -> bool:
    """«Рога и копыта»: a name of two plurals that may both be in the nominative is in it."""
    if [*outside] != [head, head + 1, head + 2] or not words[head][0][:1].isupper() or words[head + 1][0] != "и":
        return False
    return all(
        any(f.known and (f.case, f.number) == ("nomn", "plur") for f in nouns(words[i][0])) for i in (head, head + 2)
    )


def _unquoted(words: Sequence[Word]) -> Iterator[int]:
    depth = 0
    for i, (word, _, _) in enumerate(words):
        if word in QUOTES:
            closes = word in CLOSING or (word in EITHER and depth > 0)
            depth = max(0, depth - 1) if closes else depth + 1
        elif depth == 0:
            yield i


def _join(words: Sequence[Word], made: Sequence[str]) -> str:
    return "".join((" " if space else "") + text for (_, _, space), text in zip(words, made, strict=True))


def acronym(word: str) -> str:
    """An acronym without the ending that some writers give it.

    >>> acronym("МИДа"), acronym("ВЦИОМом"), acronym("МВД"), acronym("Совета"), acronym("КамАЗом")
    ('МИД', 'ВЦИОМ', 'МВД', 'Совета', 'КамАЗ')
    """
    found = _ACRONYM.match(word)
    return found[1] if found else word


def cyrillic(word: str) -> bool:
    """Whether a word is written in Russian letters alone (hyphens apart)."""
    return bool(re.fullmatch(r"[А-Яа-яЁё’'-]+", word)) and word[:1] not in "-’'"


# ------------------------------------------------------------------------------------------------ the head


def _stands_alone(word: str) -> bool:
    """Whether a word heads a name whatever stands around it: an acronym, «ЖД-вокзал»."""
    return _hybrid(word) or (cyrillic(word) and abbreviated(word))


def _leans(words: Sequence[Word], outside: Sequence[int]) -> bool:
    """Whether the first of some words is an adjective of what stands behind it, or of a district's noun."""
    word, tag, _ = words[outside[0]]
    return len(outside) > 1 and (_modifies(word, tag) or _district(word, _next_noun(words, outside[1:])))


def _head(words: Sequence[Word], outside: Sequence[int]) -> int | None:
    """The first noun, unless adjectives before it do not agree with it: then the last of those stands for one."""
    before: list[int] = []
    for n, i in enumerate(outside):
        word, tag, _ = words[i]
        if word.lower() in _FROZEN or (n == 0 and word.lower() == "и"):
            return None
        if _stands_alone(word):
            return i
        if not cyrillic(word):
            if word[:1].isalpha():
                break
            continue
        if _leans(words, outside[n:]):
            before.append(i)
        elif (noun := _nounlike(word, tag)) or _modifies(word, tag):
            found = _of_noun(words, outside[n:], before) if noun else i
            if found is not None:
                return found
        elif tag.pos in ("ADP", "VERB") and before:
            break
    return next(reversed(before), None)


def _of_noun(words: Sequence[Word], rest: Sequence[int], before: Sequence[int]) -> int | None:
    """The head where a noun stands first in ``rest``; ``None`` where it belongs to a participle before it."""
    own = _substantive(words, before, words[rest[0]][0])
    if own is None:
        return _compound(words, rest)
    # «созданной правительством комиссии»: what stands between is not the head
    return None if any("pssv" in f.grammemes for f in forms(words[own][0])) and len(rest) > 1 else own


def _substantive(words: Sequence[Word], before: Sequence[int], noun: str) -> int | None:
    """The adjective that is itself the head: «командующего Северным флотом», «исполняющего обязанности»."""
    apart = list(takewhile(lambda a: not agree(words[a][0], noun), before))
    governing = [a for a in before if any(f.lemma in _GOVERNING for f in forms(words[a][0]))]
    apart = governing or apart
    return apart[-1] if apart else None


def _hybrid(word: str) -> bool:
    """«IT-компании», «Яндекс-такси»: Russian behind the last hyphen."""
    first, _, last = word.rpartition("-")
    return bool(first) and len(last) > 2 and cyrillic(last) and not cyrillic(first)


def abbreviated(word: str) -> bool:
    """Whether a word is an acronym, «МВД», «МИДа», and not one of a headline in capitals that the dictionary knows.

    >>> abbreviated("МИДа"), abbreviated("СмолГУ"), abbreviated("БАНК"), abbreviated("Банк")
    (True, True, False, False)
    """
    if _ACRONYM.match(word) or _CAMEL.match(word) or (word.istitle() and ministry(word.lower())):
        return True
    return word.isupper() and 1 < len(word) <= 5 and not _common(word)


@remembered()
def ministry(word: str) -> bool:
    """«Минмолодёжи», «Минцифры»: what no dictionary has, of a noun in the genitive, and so does not decline."""
    if not word.startswith("мин") or any(form.known for form in forms(word)):
        return False
    cells = {(f.case, f.number, f.gender) for f in nouns(word.removeprefix("мин")) if f.known}
    return not cells.isdisjoint(_ITS) and cells.isdisjoint(_ITSELF)


_GENDERS = ("masc", "femn", "neut")
_ITS = {("gent", number, gender) for number in ("sing", "plur") for gender in _GENDERS} - {("gent", "sing", "masc")}
_ITSELF = {("nomn", "sing", gender) for gender in _GENDERS}


@remembered()
def _common(word: str) -> bool:
    first = forms(word)[0]
    other = {"Abbr", "Apro", *_NAMES} if len(word) == 2 else {"Abbr", *_NAMES}  # «ТУ» is no pronoun
    return first.known and first.pos in ("NOUN", *ADJECTIVE) and not first.grammemes & other


@remembered()
def _modifies(word: str, tag: Tag) -> bool:
    # what does not decline is one only where the dictionary has it: «|Минспорт| России», as «порт» of «порт-терминал»
    readings = [f for f in adjectives(word) if f.known or "Fixd" not in f.grammemes]
    if not readings or tag.pos in ("ADJ", "DET", "VERB", "NUM"):
        return bool(readings)
    return sum(f.score for f in readings) > sum(f.score for f in nouns(word))


def _next_noun(words: Sequence[Word], rest: Iterable[int]) -> str:
    """The first word that is no adjective; «|Каменской| районной больницы»."""
    return next((words[i][0] for i in rest if not _modifies(*words[i][:2])), "")


@remembered()
def _district(word: str, noun: str) -> bool:
    """«|Никитинского| суда», «|Петровской| школы»: an adjective that the dictionary has as a surname too."""
    readings = [f for f in forms(word) if f.known]
    if not readings or not readings[0].lemma.endswith("ский"):
        return False
    cases = {f.case for f in readings if "Surn" in f.grammemes}
    return noun.islower() and any(f.case in cases for f in nouns(noun))


def _nounlike(word: str, tag: Tag) -> bool:
    if tag.pos in ("ADP", "CCONJ", "SCONJ", "PUNCT", "ADV", "PART"):
        return False
    return bool(nouns(word)) or tag.noun


@remembered()
def agree(adjective: str, noun: str) -> bool:
    """Whether some reading of the adjective agrees with some reading of the noun in case, number and gender.

    One of several adjectives may be in the singular: «Северного и Балтийского флотов».
    """
    return any(
        _fits(a, n.case, n.number, n.gender) or (n.number == "plur" and _fits(a, n.case, "sing", n.gender))
        for n in nouns(noun)
        for a in forms(adjective)
        if a.pos in ADJECTIVE or ("Surn" in a.grammemes and _district(adjective, noun))
    ) or not nouns(noun)


def _fits(adjective: Form, case: str | None, number: str | None, gender: str | None) -> bool:
    return adjective.case == case and (
        number is None or (adjective.number == number and (number == "plur" or gender in (None, adjective.gender)))
    )


def _compound(words: Sequence[Word], rest: Sequence[int]) -> int:
    """The head of a proper name of several nouns: «Манчестер Юнайтеда», «Жогорку Кенеша» decline their last."""
    at = rest[0]
    for i in rest[1:]:
        word, following = words[at][0], words[i][0]
        if not (word[:1].isupper() and following[:1].isupper() and cyrillic(following)):
            break
        oblique = words[i][1].case in ("datv", "accs", "ablt", "loct")
        strange = (_foreign(word), _foreign(following))
        if abbreviated(following) or not (strange in ((True, True), (None, True)) or (strange[0] and oblique)):
            break
        at = i
    return at


@remembered()
def _foreign(word: str) -> bool | None:
    """True: no dictionary knows it; None: a name; False: a common word."""
    known = [f for f in forms(word) if f.known]
    if not known:
        return not _oblique(word.partition("-")[0])  # «Театре-студии |Табакова|»
    return None if any(f.grammemes & _NAMES for f in known) else False


# ------------------------------------------------------------------------------------------------ its form


def _choose(words: Sequence[Word], head: int, modifiers: Sequence[int]) -> _Reading | None:
    """The reading of the head that its tag, its adjectives and the dictionary agree on most."""
    word, tag, _ = words[head]
    if abbreviated(word):
        return None
    said = [words[i][:2] for i in modifiers if words[i][1].pos not in ("ADV", "CCONJ", "ADP")]
    before = [(readings, seen) for other, seen in said if (readings := adjectives(other))]
    best = max(_readings(word, tag), key=lambda form: _agreement(form, tag, before, word), default=None)
    if best is None or best.case is None:
        return None
    return _one(words, modifiers, _Reading(best.case, best.number or "sing", best.gender, best))


def _is_likely(form: Form) -> bool:
    """Whether a form is no guessed plural: «Казурангрупп»."""
    return form.known or "Surn" in form.grammemes or (form.case, form.number) != ("gent", "plur")


def _readings(word: str, tag: Tag) -> list[Form]:
    """The forms that a head can be: nouns before adjectives, unless its tag says an adjective."""
    base = word.rpartition("-")[2] if _hybrid(word) else word
    own = [f for f in forms(base) if f.pos in ("NOUN", "ADJF", "PRTF", "NUMR") and f.case in CASES]
    if word[:1].isupper() and word[-1].lower() not in "аеёиоуыэюяьй":
        own = [*filter(_is_likely, own)]
    nouns = [f for f in own if f.pos == "NOUN" and "Abbr" not in f.grammemes]
    return own if tag.pos in ("ADJ", "DET") and len(nouns) < len(own) else nouns or own


def _fixed(words: Sequence[Word], head: int, modifiers: Sequence[int]) -> _Reading | None:
    """The reading of an acronym as its adjectives show it: «британского МИДа», «российской ФСБ»."""
    known = [f for f in forms(acronym(words[head][0])) if "Abbr" in f.grammemes and f.gender]
    for i in modifiers:
        word, tag, _ = words[i]
        if known and _ORDINAL.match(word):
            return _Reading(tag.case or "nomn", "sing", known[0].gender, known[0])  # «29-го НИИ»
        if shown := _shown(word, tag, known):
            return shown
    return None


def _shown(word: str, tag: Tag, known: Sequence[Form]) -> _Reading | None:
    """The reading of an acronym that an adjective before it shows; ``known``: the dictionary's of the acronym."""
    form = min(adjectives(word), key=lambda f: (f.case != tag.case, f.number != (tag.number or "sing")), default=None)
    if form is None:
        return None
    gender = form.gender if form.gender == "femn" else known[0].gender if known else tag.gender
    number = "sing" if known else form.number or "sing"  # «российских ВВС» are several, «британских ВМФ» a slip
    return _Reading(form.case or "nomn", number, gender or form.gender or "masc", form)


def _agreement(form: Form, tag: Tag, before: Sequence[tuple[tuple[Form, ...], Tag]], word: str) -> float:
    score = form.score + 0.3 * form.known + 0.1 * word.lower().startswith(form.lemma)  # «полка» of «полк», not «полок»
    score += 1.2 * (tag.case == form.case) + 1.0 * (tag.number == form.number)
    score += 0.6 * (tag.gender is not None and tag.gender == form.gender)
    for readings, seen in before:
        fit = any(_fits(a, form.case, form.number, form.gender) for a in readings)
        score += 1.5 * fit + 0.4 * (seen.case == form.case) + 0.2 * (seen.number == form.number)
    if word[:1].islower() and form.grammemes & _NAMES:
        score -= 1.0
    return score


# ------------------------------------------------------------------------------------------------ declension


def _decline(word: str, reading: _Reading) -> str:
    prefix, _, last = word.rpartition("-")
    if _hybrid(word):
        return f"{prefix}-{_decline(last, reading)}"
    if reading.case == "nomn":
        return word
    number = {reading.number} if reading.form.number else set()
    made = inflect(word, reading.form, "nomn", *number) or word
    if _is_trade_name(word, reading):
        return f"{prefix}-{made.rpartition('-')[2]}"
    if prefix and made.startswith(prefix + "-") and (first := _noun(prefix, reading)):
        made = _alike(prefix, first) + made[len(prefix) :]  # «автору-исполнителю»
    return _BOOKISH.sub("учителя", made)


_BOOKISH = re.compile(r"учители\Z")  # the dictionary's first plural


def _is_trade_name(word: str, reading: _Reading) -> bool:
    """«Альфа-капитала» is of «Альфа-капитал», no «Альф»: a name with a noun behind its hyphen, which alone declines."""
    first, _, last = word.partition("-")
    thing = any(form.known and form.animacy == "inan" for form in nouns(last))
    named = first.istitle() and first.isalpha() and not reading.form.known
    return thing and named and not _oblique(first)  # unlike «Театре-студии»


def _oblique(word: str) -> bool:
    """Whether a word is a noun that heads double ones, «театр-студия», in another case than the nominative."""
    known = [form for form in nouns(word) if form.lemma in word_list("phrases.doubled")]
    return bool(known) and not any(form.case == "nomn" for form in known)


def _noun(word: str, reading: _Reading) -> _Reading | None:
    alike = (form for form in nouns(word) if form.known and (form.case, form.number) == (reading.case, reading.number))
    return next((reading._replace(form=form) for form in alike), None)


def _modifier(word: str, head: _Reading) -> str:
    """An adjective before the head, in the nominative of the head's gender and number."""
    if found := _ORDINAL.match(word):
        return found[1] + _ENDING[head.gender if head.number == "sing" else None]
    if not cyrillic(word) or head.case == "nomn":
        return word
    readings = [f for f in forms(word) if f.case == head.case and (f.pos in ADJECTIVE or "Surn" in f.grammemes)]
    # «временного» is of «временный» in news, though the dictionary knows «временной» too
    for form in sorted(readings, key=lambda f: (not _fits(f, *head[:3]), f.lemma == "временной")):
        return _adjective(word, form, head.number if head.number == "sing" else form.number or "plur", head.gender)
    return word


def _adjective(word: str, form: Form, number: str, gender: str | None) -> str:
    if gender is None:
        gender = "femn" if form.gender == "femn" else "masc"
    wanted = ("plur",) if number == "plur" else ("sing", gender)
    return inflect(word, form, "nomn", *wanted) or word


def _equals(words: Sequence[Word], outside: Sequence[int], head: int, reading: _Reading) -> Iterator[int]:
    """Words behind the head that decline with it: «директора и редактора», «Думы городской»."""
    rest = outside[bisect_right(outside, head) :]
    if reading.case == "nomn" or not rest:
        return
    first, tag, _ = words[rest[0]]
    if _same(first, reading, ADJECTIVE) and (tag.pos in ("ADJ", "X") or _modifies(first, tag)):
        yield from rest[:1] if _stands_last(words, rest[1:]) else ()
    elif first.lower() in ("и", "-", "–"):
        yield from _joined(words, rest[1:], reading)


def _stands_last(words: Sequence[Word], rest: Sequence[int]) -> bool:
    """Whether an adjective before the ``rest`` of a phrase is of what stands before it, and not the first of those
    behind: «центр *гражданского* и патриотического воспитания».
    """
    if not rest:
        return True
    pos = words[rest[0]][1].pos
    if pos == "CCONJ" and len(rest) > 2 and _modifies(*words[rest[1]][:2]):
        return False
    return pos in ("ADP", "PUNCT", "CCONJ")


def _joined(words: Sequence[Word], rest: Sequence[int], reading: _Reading) -> Iterator[int]:
    """The noun behind «и», with its adjectives, that stands in the head's case."""
    for i in rest:
        word, tag, _ = words[i]
        noun = tag.noun
        if tag.pos == "X" and _same(word, reading, _DECLINED):
            noun = _nounlike(word, tag) and not _modifies(word, tag)
        elif tag.case != reading.case or not (noun or tag.pos == "ADJ"):
            return
        yield i
        if noun:
            return


@remembered()
def _same(word: str, reading: _Reading, poses: frozenset[str]) -> bool:
    return cyrillic(word) and any(
        f.pos in poses and _fits(f, reading.case, reading.number, reading.gender) for f in forms(word)
    )


def _alike(word: str, reading: _Reading) -> str:
    for form in sorted(forms(word), key=lambda f: not _fits(f, *reading[:3])):
        if form.case == reading.case and form.pos in ("NOUN", *ADJECTIVE):
            number = form.number or reading.number
            if form.pos == "NOUN":
                return inflect(word, form, "nomn", number) or word
            return _adjective(word, form, number, form.gender)
    return word


def cited(tokens: Sequence[Token], first: int, stop: int | None = None) -> bool:
    """Whether a quotation mark opens right before a token, and one closes at ``stop``, where that is given."""
    if first <= 0 or tokens[first - 1].text not in OPEN:
        return False
    return stop is None or (stop < len(tokens) and (tokens[stop].text in CLOSE or tokens[stop].text == "“"))


def closes(tokens: Sequence[Token], i: int) -> bool:
    """Whether a mark that may open a quotation or close one closes it, at a word's end and at none's beginning."""
    stop = token_at(tokens, i).stop
    glued = i > 0 and tokens[i - 1].stop == tokens[i].start
    behind = token_at(tokens, i + 1)
    return tokens[i].text in EITHER and glued and not (behind.start == stop and behind.text[:1].isalnum())


def in_quotation(before: Sequence[Token]) -> bool:
    """Whether a quotation mark among the words before a place is still open there."""
    marks = [t.text for t in before]
    return marks.count("«") > marks.count("»") or marks.count('"') % 2 == 1
