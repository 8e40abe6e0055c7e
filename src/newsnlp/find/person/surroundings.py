"""What the sentence says of a name's case and gender: preposition, title, verb, neighbours.

Each function yields named evidence (:mod:`newsnlp.lang.names.evidence`); what it weighs is fitted, not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsnlp.lang import morph
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import CASES
from newsnlp.lang.names.evidence import Sign, sign
from newsnlp.lang.names.parts import KIN
from newsnlp.lang.names.reading import Surroundings
from newsnlp.types import Sentence, Tag, Token

BEFORE = 100  # words before a name, at the most, that may tell of it
PERSON = "mf"  # a man's or a woman's: what is said of a family is said apart
_OPENING = frozenset(', : — – « „ “ " .'.split())
_PAUSES = frozenset(", — –".split())
_FROM = frozenset("из от".split())
_PLACES = frozenset("country region city district".split())
_NAMED = _PLACES | {"organization"}


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in its sentence: its words, those before it (without its title), the first behind that isn't an adverb."""

    sentence: Sentence
    start: int
    stop: int
    inside: tuple[Token, ...]
    before: Sequence[Token]
    after: Token | None
    title: Token | None  # the head of the title before it
    whole: bool  # the title has its complement: «премьер Италии», «супруга Си Цзиньпина»
    kin: Token | None  # a relative's word before another's name that stands before it

    @property
    def last(self) -> Token | None:
        """The word before the name and its title."""
        return self.before[-1] if self.before else None

    @property
    def subject_before(self) -> bool:
        """Whether the clause has a subject before the word that stands before the name."""
        return has_subject(self.before[:-1])


def surroundings(sentence: Sentence, start: int, stop: int) -> Surroundings:
    """What stands around a name: its preposition, the title before it, a verb."""
    name = _name(sentence, start, stop)
    titled = name.kin is not None or (
        name.title is not None and is_a(name.title.lower, "monarch") and not is_a(name.title.lower, "relative")
    )
    kin = ""
    if name.title and KIN.match(name.title.lower):
        kin = {"masc": "m", "femn": "f"}.get(name.title.tag.gender or "", "")
    return Surroundings(tuple(_signs(name)), titled, kin)


def _name(sentence: Sentence, start: int, stop: int) -> _Name:
    before = [t for t in sentence.around(start, start, BEFORE) if t.stop <= start]
    title = _title(sentence, start, before)
    kin = None
    if title is None and before:  # супруга Си Цзиньпина Пэн Лиюань
        kin = _kin(sentence, start, before)
    head, size = title or (None, 0)
    whole = bool(size > 1 and any(s.stop == before[-1].stop and s.kind in _PLACES for s in sentence.spans))
    inside = sentence.within(start, stop)
    rest = before[: len(before) - size]
    return _Name(sentence, start, stop, inside, rest, _after(sentence, stop), head, whole, kin)


def _signs(name: _Name) -> Iterator[Sign]:
    if name.title:
        hers = name.after is not None and name.after.tag.pos == "VERB" and name.after.tag.gender == "femn"
        yield from _apposed(name.title, name.inside, name.whole, hers)
        if name.last and name.title.tag.case == "nomn" and not name.subject_before:
            yield from _verb(name.last.tag, "verb_before_title")  # присутствовал лидер КНДР Ким Чен Ын
    if name.kin:
        yield from _apposed(name.kin, name.inside, True)
    yield from _governed(name)
    yield from _row(name)
    yield from _object(name)
    yield from _apart(name)
    yield from _verb_behind(name)


# ------------------------------------------------------------------------------------------------- what stands before


def _governed(name: _Name) -> Iterator[Sign]:
    """What the word before the name asks for."""
    last = name.last
    if last is not None and last.text == "." and len(name.before) > 1:  # Стипендия им. П. П. Бажова
        last = name.before[-2]
    if last is None:
        return
    if is_a(last.lower, "family"):
        yield sign("families.family", "p")
        yield sign("families.nomn", PERSON, "nomn")
    if cases := _cases_behind(last.lower):
        yield sign("preposition.not", cases=" ".join(case for case in CASES if case not in cases))
    elif last.text == ":" or is_a(last.lower, "called"):  # Фото: Е. Громова
        yield sign("colon.nomn", PERSON, "nomn")
    else:
        yield from _beside(name, last)
    if not name.title and last.tag.pos == "NOUN" and last.tag.animacy == "inan":  # фильм Энтони Рэппа
        yield sign("noun.owner", PERSON, "gent")
    if last.tag.pos == "VERB" and last.tag.form == "Part" and last.tag.short:  # подписан Мирославой Карпович
        yield sign("participle.agent", PERSON, "ablt")


def _beside(name: _Name, last: Token) -> Iterator[Sign]:
    """A name in a row of names, between commas, behind a verb."""
    pause = last.text == "," and name.after is not None and name.after.text in _PAUSES
    if pause and (whose := _explains(name.sentence, name.before[:-1])):
        yield from _apposed(whose, name.inside, True)
    elif last.text in ("и", ",", "или") and len(name.before) > 1 and name.before[-2].tag.pos == "PROPN":
        case = name.before[-2].tag.case
        if case in CASES:  # behind «Ивановой и», the case is likely that of the name before
            yield sign("and.case" if last.text == "и" else "comma.case", PERSON, case)
    elif not name.title and not name.subject_before:
        waiting = last.tag.gender == "femn" and not any(
            t.tag.case == "nomn" and t.tag.gender == "femn" for t in name.before
        )
        yield from _verb(last.tag, "verb_before_waiting" if waiting else "verb_before")


def _row(name: _Name) -> Iterator[Sign]:
    """The case of the name that stands behind this one in a row."""
    behind = name.sentence.behind(name.stop)
    following = name.sentence.behind(behind.stop) if behind and behind.text in (",", "и", "или") else None
    if behind is None or following is None or following.tag.case not in CASES:
        return
    if any(span.kind == "person" and span.start == following.start for span in name.sentence.spans):
        yield sign("and.case_behind" if behind.text == "и" else "comma.case_behind", PERSON, following.tag.case)


def _cases_behind(preposition: str) -> tuple[str, ...]:
    """The cases that a preposition governs; none for other words.

    >>> _cases_behind("за"), _cases_behind("дом")
    (('accs', 'ablt'), ())
    """
    return tuple(case for case in CASES if is_a(preposition, f"with_{case}"))


def _apposed(head: Token, inside: Sequence[Token], whole: bool, hers: bool = False) -> Iterator[Sign]:
    """A title before the name stands in its case; a relative, or a word that no word of the name agrees with, may
    have the name behind it in the genitive: «биограф Симоны де Бовуар». ``hers``: a woman's verb stands behind."""
    case = head.tag.case if head.tag.case in CASES else "nomn"
    relative = is_a(head.lower, "relative")
    if head.tag.number == "plur":
        if is_a(head.lower, "family"):  # Супруги Ивановы
            yield sign("families.family", "p")
        elif not relative:
            yield sign("title.family", "p", case)
            yield sign("title.family_owner", "p", "gent")
        yield sign("title.several_owner", PERSON, "gent")
        return
    of_another = not whole and (relative or not any(t.tag.case == head.tag.case for t in inside[:1]))
    kind = "_of_another" if of_another else ""
    yield sign(f"title.case{kind}", PERSON, case)
    if whole:  # with its complement, so that the name can be no owner: «премьер Италии»
        yield sign("title.whole", PERSON, case)
    if head.tag.gender == "masc" and head.tag.case == "gent":  # or the accusative: наградил академика Лео Бокерию
        yield sign(f"title.genitive_accusative{kind}", PERSON, "accs")
    if of_another:
        yield sign("title.owner", PERSON, "gent")
    if relative and not whole and len(inside) == 1:  # дочь Михалкова: his name rather than hers
        yield sign("title.kin_alone", "m", "gent")
    elif not is_a(head.lower, "common_gender"):
        yield from _gender_of_title(head, case, relative, hers)


def _gender_of_title(head: Token, case: str, relative: bool, hers: bool) -> Iterator[Sign]:
    if head.tag.gender == "femn":
        yield sign("title.woman", "f", case)
    elif head.tag.gender == "masc" and not (hers and head.tag.case == "nomn"):  # представитель Мао Нин ответила
        alone = is_a(head.lower, "man") and not relative
        yield sign("title.man_alone" if alone else "title.man", "m", case)


# ------------------------------------------------------------------------------------------------------------ verbs


def _verb(tag: Tag, where: str) -> Iterator[Sign]:
    """A verb beside the name: the name is likely its subject, and one in the past tells the gender."""
    finite = tag.pos == "VERB" and (tag.form not in ("Conv", "Part", "Inf") or tag.short)
    if not finite or tag.number != "sing" or tag.person in ("1", "2"):
        return
    if tag.tense != "past":
        yield sign(f"{where}.present", PERSON, "nomn")
    elif tag.gender in ("masc", "femn"):
        yield sign(f"{where}.past", "m" if tag.gender == "masc" else "f", "nomn")


def _verb_behind(name: _Name) -> Iterator[Sign]:
    after, last = name.after, name.last
    if after is None or (last and not name.title and _may_be_subject(last.tag, after.tag)):
        return
    if name.title and name.whole and name.title.tag.case != "nomn":  # решение мэра Якутска Григорьева приняла дума
        return
    subject = last is None or (name.title is not None and name.title.tag.case == "nomn")
    woman = subject and after.tag.gender == "femn"  # министр Ханке Брюинс Слот прибыла
    other = last is not None and has_subject(name.before)  # Стипендия имени Бажова учреждена
    yield from _verb(after.tag, "verb_behind_woman" if woman else "verb_behind_other" if other else "verb_behind")
    if after.tag.pos == "VERB" and after.tag.number == "plur":
        yield sign("verb_behind.family", "p", "nomn")


def _object(name: _Name) -> Iterator[Sign]:
    """A verb's object stands in the accusative, or in the dative behind those that give, tell and help."""
    if name.title:
        return
    last, after = name.last, name.after
    if last and (last.tag.number == "plur" or name.subject_before):
        several = after is not None and after.text in ("и", ",")  # who may be the subject
        if last.tag.pos != "VERB":
            return
        if _has_object(name.sentence, last, last.stop):  # Награды получили Дербачева и Зубова
            yield sign("object.taken", PERSON, "nomn")
        other = several or _has_object(name.sentence, last, name.stop)
        if is_a(morph.form(last).lemma, "dative_verb"):
            yield sign("object.datv", PERSON, "datv")
        elif "tran" in morph.form(last).grammemes:
            yield sign("object.accs" if other else "object.accs_alone", PERSON, "accs")
    elif (not last or last.text in _OPENING) and after and after.tag.number == "plur":  # Веденяпину задержали
        yield from _fronted(name.sentence, after)


def _fronted(sentence: Sentence, verb: Token) -> Iterator[Sign]:
    """The name before a verb in the plural is its object: «Иванову задержали», unlike «Иванову продлили арест»."""
    if verb.tag.pos != "VERB":
        return
    form = morph.form(verb)
    if _has_object(sentence, verb, verb.stop):
        yield sign("fronted.datv", PERSON, "datv")
        return
    behind = sentence.behind(verb.stop)
    clause = behind and (behind.text in ",:" or behind.tag.form == "Inf")  # Иванову сказали, что…
    giving = is_a(form.lemma, "dative_verb")
    if "tran" in form.grammemes and not (giving and clause):
        yield sign("fronted.accs_or_datv" if giving else "fronted.accs", PERSON, "accs")


def _apart(name: _Name) -> Iterator[Sign]:
    """«Иванова, возглавившая…» tells case and gender; «Паратова — Сергей Петров» has a verb left out between them."""
    behind = [t for t in name.sentence.around(name.stop, name.stop, 2) if t.start >= name.stop][:2]
    if len(behind) < 2:
        return
    mark, start, tag = behind[0].text, behind[1].start, behind[1].tag
    gender = {"masc": "m", "femn": "f"}.get(tag.gender or "") if tag.form == "Part" and not tag.short else None
    if mark == "," and gender and tag.number == "sing" and tag.case in CASES:
        yield sign("apart.participle", gender, tag.case)
    named = tag.case == "nomn" and any(s.kind == "person" and s.start == start for s in name.sentence.spans)
    if mark in ("—", "–") and named:
        yield sign("apart.dash", PERSON, "accs")


# ---------------------------------------------------------------------------------------------------- who stands where


def _title(sentence: Sentence, start: int, before: Sequence[Token]) -> tuple[Token, int] | None:
    """The head of the title that stands right before a name, and the number of the title's tokens."""
    if not before or sentence.cut(before[-1].stop, start).strip():
        return None
    for span in sentence.spans:
        if span.kind == "title" and span.stop == before[-1].stop:
            inside = [t for t in before if t.start >= span.start]
            head = next((t for t in inside if t.tag.pos == "NOUN" and t.tag.case), None)
            if head:
                return head, len(inside)
    if from_where := _from(sentence, before):
        return from_where
    last = before[-1]
    noun = last.tag.pos == "NOUN" and last.tag.animacy == "anim"
    if last.tag.case and (noun or is_a(last.lower, "monarch") or last.lower.startswith(("экс-", "вице-"))):
        return last, 1
    return None


def _from(sentence: Sentence, before: Sequence[Token]) -> tuple[Token, int] | None:
    """The head of «теннисистка из Казахстана», «депутат от КПРФ» with the number of tokens from there on."""
    at = next((n for n in range(len(before) - 2, max(len(before) - 5, 0), -1) if before[n].lower in _FROM), 0)
    head = before[at - 1] if at else None
    if not head or head.tag.pos != "NOUN" or head.tag.animacy != "anim" or not head.tag.case:
        return None
    start, stop = before[at + 1].start, before[-1].stop
    there = any(s.start == start and s.stop == stop and s.kind in _NAMED for s in sentence.spans)
    return (head, len(before) - at + 1) if there else None


def _kin(sentence: Sentence, start: int, before: Sequence[Token]) -> Token | None:
    """The relative's word before the name of another that stands right before a name."""
    if sentence.cut(before[-1].stop, start).strip():
        return None
    own = before[-1]
    whose = next(
        (s for s in sentence.spans if s.kind == "person" and s.start <= own.start and own.stop <= s.stop), None
    )
    word = sentence.before(whose.start) if whose else None
    return word if word and is_a(word.lower, "relative") and word.tag.case else None


def _explains(sentence: Sentence, before: Sequence[Token]) -> Token | None:
    """The word for a person whose name stands between commas: «его брат, Ван Бин, генерал», «дочь Ван Цзюня, …»."""
    if not before:
        return None
    tag = before[-1].tag
    if tag.pos == "NOUN" and tag.animacy == "anim" and tag.case:
        return before[-1]
    return _kin(sentence, before[-1].stop, before)


def _after(sentence: Sentence, stop: int) -> Token | None:
    """The word behind a name; of «Захарова также не ответила» the verb."""
    for token in sentence.within(stop, sentence.stop):
        if token.tag.pos not in ("ADV", "PART"):
            return token
    return None


def _has_object(sentence: Sentence, verb: Token, stop: int) -> bool:
    """Whether a verb with a name beside it has another object, before it or behind the name, which ends at ``stop``."""
    before = sentence.within(sentence.start, verb.start)
    behind = sentence.within(stop, sentence.stop)
    return _object_in(before[::-1], -1) or _object_in(behind, 1)


def _object_in(tokens: Sequence[Token], step: int) -> bool:
    """Whether a noun in the accusative with no preposition stands in the clause that begins or ends here."""
    for n, token in enumerate(tokens):
        if token.tag.pos == "PUNCT" or (step > 0 and token.tag.pos == "ADP"):
            return False
        case = token.tag.case == "accs" or (token.tag.case == "nomn" and token.tag.animacy == "inan")
        if case and token.tag.pos in ("NOUN", "PRON", "NUM"):
            return step > 0 or all(t.tag.pos != "ADP" for t in tokens[n + 1 : n + 4])
    return False


def has_subject(before: Sequence[Token]) -> bool:
    """Whether the clause before a verb has a subject already: «Суд оштрафовал Моргенштерна»."""
    for token in reversed(before):
        if token.tag.pos == "PUNCT":
            return False
        if token.tag.case == "nomn" and token.tag.pos in ("NOUN", "PROPN", "PRON"):
            return True
    return False


def _may_be_subject(noun: Tag, verb: Tag) -> bool:
    """Whether the noun before a name may be the subject of the verb behind it: «путь Зыкина закончила» has another."""
    return (
        noun.pos == "NOUN" and noun.case == "nomn" and not (noun.gender and verb.gender and noun.gender != verb.gender)
    )
