"""What the sentence says of a name's case and gender: preposition, title, verb, neighbours.

Each function yields named evidence (:mod:`newsnlp.lang.names.evidence`); what it weighs is fitted, not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter

from newsnlp.data import word_list
from newsnlp.find.person.whole import bishop_before
from newsnlp.lang import morph
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import CASES
from newsnlp.lang.names.evidence import Sign, sign
from newsnlp.lang.names.first import fold, listed_gender
from newsnlp.lang.names.parts import KIN
from newsnlp.lang.names.reading import Surroundings
from newsnlp.lang.phrases import CLOSE, OPEN
from newsnlp.types import KINDS, NOWHERE, Region, Sentence, Span, Tag, Token, token_at

BEFORE = 100  # words before a name, at the most, that may tell of it
OUTER = 12  # words before a title, at the most, where another's word may stand
ROW = 20  # names in a row beside a name, at the most, that may tell of it
_GENDERS = {"masc": "m", "femn": "f"}
PERSON = "mf"  # a man's or a woman's: what is said of a family is said apart
_OPENING = frozenset(("", *', : — – « „ “ " .'.split()))  # where a sentence opens nothing stands
_LINKS = frozenset(word_list("and"))
_PAUSES = frozenset(", — –".split())
_FROM = frozenset("из от".split())
_PLACES = frozenset(KINDS[Region].spans)
_NAMED = _PLACES | {"organization"}


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in its sentence: its words, those before it (without its title), the first behind that isn't an adverb."""

    sentence: Sentence
    start: int
    stop: int
    inside: tuple[Token, ...]
    before: Sequence[Token]
    after: Token
    title: Token | None  # the head of the title before it
    whole: bool  # the title has its complement: «премьер Италии», «супруга Си Цзиньпина»
    owned: bool  # what stands before it says whose: «его заместитель»
    kin: Token | None  # a relative's word before another's name that stands before it
    row: tuple[int, int]  # where the names begin and end that stand beside it in a row: «Лунину, Карпову и Сафонову»

    @property
    def last(self) -> Token:
        """The word before the name and its title."""
        return token_at(self.before, len(self.before) - 1)

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
        kin = _GENDERS.get(name.title.tag.gender or "", "")
    return Surroundings(tuple(_signs(name)), titled, kin)


def _is_whole(sentence: Sentence, head: Token | None, last: Token) -> bool:
    """Whether a post has its body or place before the name: no word of it is the name's."""
    return last.text in '»”"' or sentence.closes(last.stop, *_NAMED) or _is_ministers(head, last)


def _name(sentence: Sentence, start: int, stop: int) -> _Name:
    before, inside, after = sentence.left(start, BEFORE), sentence.within(start, stop), _after(sentence, stop)
    title = _acting(before) or _title(sentence, before)
    kin = None if title else _kin(sentence, before)  # супруга Си Цзиньпина Пэн Лиюань
    head, size = title or (None, 0)
    rest = before[: len(before) - size]
    others = head is not None and (_is_given(rest, inside) or _is_anothers(head, rest, inside))
    head = None if head is None or others else _numbered(head, after.tag, rest, inside[-1])
    whole = size > 1 and _is_whole(sentence, head, before[-1])
    owned = head is not None and _is_owned(rest)
    row = _row_end(sentence, start, behind=False), _row_end(sentence, stop, behind=True)
    return _Name(sentence, start, stop, inside, rest, after, head, whole, owned, kin, row)


def _is_ministers(head: Token | None, last: Token) -> bool:
    """«министр информации»: no person owns what a minister is of."""
    return head is not None and "министр" in head.lower and (last.tag.case, last.tag.animacy) == ("gent", "inan")


def _is_owned(before: Sequence[Token]) -> bool:
    """«*его* старший брат»."""
    whose = next((token.lower for token in reversed(before) if token.tag.pos != "ADJ"), "")
    return is_a(whose, "possessive")


def _numbered(head: Token, verb: Tag, before: Sequence[Token], last: Token) -> Token:
    """A title's head in the plural where the verb behind the name or its form says so, «супруги Зотовы купили», or
    where two of a kin have one name: «отец и сын Зотовы»."""
    # «*отец* и сын», «*брат* и сестра»
    other = token_at(before, len(before) - 2)
    both = is_a(head.lower, "relative") and is_a(other.lower, "relative") and before[-1].lower == "и"
    if both and head.tag.number == other.tag.number == "sing":
        return head._replace(tag=head.tag._replace(number="plur"))
    several = (verb.pos, verb.number) == ("VERB", "plur") or last.lower.endswith(("овы", "евы", "ёвы", "ины", "ыны"))
    if not several or not _may_be_plural(head):
        return head
    return head._replace(tag=head.tag._replace(number="plur", case="nomn"))


def _is_given(before: Sequence[Token], inside: Sequence[Token]) -> bool:
    """«поручил *обязанности* министра *Олегу Рогову*»: to whom an office is given that he does not hold yet."""
    return bool(before) and is_a(before[-1].lower, "seat", "duty") and all(t.tag.case == "datv" for t in inside)


def _is_anothers(head: Token, before: Sequence[Token], inside: Sequence[Token]) -> bool:
    """«*Указом президента* Ивану Рогову присвоено …»: whether a title is but whose the thing before it is."""
    thing = token_at(before, len(before) - 1).tag
    owner = head.tag.case == "gent" and thing.noun and thing.animacy == "inan"
    return owner and all(t.tag.case == "datv" for t in inside)


def _signs(name: _Name) -> Iterator[Sign]:
    if name.row != (name.start, name.stop):
        yield from _in_row(name)
    if name.title and not (name.row[1] > name.stop and _is_plural(name.title)):
        yield from _titled(name, name.title)
    yield from _described(name)
    yield from _of_kin(name)
    yield from _governed(name)
    yield from _nowhere(name)
    yield from _row(name)
    yield from _object(name)
    yield from _apart(name)
    if which := _which(name.sentence, name.stop):
        yield sign("apart.which", which)
    if name.inside[1:] and _is_line(name.sentence, name.start, name.stop):
        yield sign("apart.line", PERSON, "nomn")
    if _holds(name):
        yield sign("verb_before.heads", PERSON, "nomn")
    yield from _verb_behind(name)
    yield from _predicate(name)
    yield from _clause(name)


def _holds(name: _Name) -> bool:
    """«Минздрав возглавит *Наиля Рогова*», «пост мэра занимает *Наиля Рогова*»: what nobody does to somebody."""
    seat = not name.title and is_a(name.last.lower, "occupy") and any(is_a(t.lower, "seat") for t in name.before)
    return seat or is_a(name.last.lower, "head")


def _of_kin(name: _Name) -> Iterator[Sign]:
    """«супруга Си Цзиньпина Пэн Лиюань», «дочь Петра Грачёва Мария», «внучка маршала Жукова Ангелина»."""
    if name.kin:
        yield from _apposed(name.kin, name.inside, True)
    elif name.title:
        followed = _is_followed(name) and any(is_a(t.lower, "relative") for t in (name.title, *name.before[-1:]))
        bare = len(name.inside) == 1 and name.title.tag.case == "gent"
        of_kin = bare and is_a(token_at(name.before, len(name.before) - 1).lower, "kin")
        if followed or of_kin:  # «жена *депутата Хромова* возглавила фонд»
            yield sign("kin.owner", PERSON, "gent")


def _titled(name: _Name, title: Token) -> Iterator[Sign]:
    """What the title before a name says."""
    hers = name.after.tag.pos == "VERB" and name.after.tag.gender == "femn"
    quoted = name.sentence.before(name.start).text in CLOSE
    yield from _apposed(title, name.inside, name.whole, hers, quoted)
    never = () if _is_plural(title) or _has_outer(name.before) else _never(title, name.owned)
    if never:
        yield sign("title.never", PERSON, " ".join(never))
    own = title.tag.case in (None, "nomn") and not name.subject_before
    told = list(_verb(name.last.tag, "verb_before_title")) if own else []  # присутствовал лидер КНДР Ким Чен Ын
    yield from told
    # «*сообщила* заместитель мэра Евгения Рогова», «заместитель мэра Евгения Рогова: *она* …»: whose name it is
    before = name.sentence.left(name.start, BEFORE)
    verb = _opening(before)
    if verb is not None and verb.gender == "femn":
        yield from () if told and _serves(name) else _verb(verb, "verb_before_title")
    elif _is_deputy(before) and any(t.lower == "она" for t in name.sentence.within(name.stop, name.sentence.stop)):
        yield sign("predicate.short", "f", "nomn")


def _serves(name: _Name) -> bool:
    """«ответила *пресс-секретарь губернатора* Артура Рогова»: whether the name may be of whom the title serves."""
    title = name.sentence.left(name.start, BEFORE)[len(name.before) :]
    return any((t.tag.animacy, t.tag.case) == ("anim", "gent") for t in title)


# ------------------------------------------------------------------------------------------------- what stands before


def _described(name: _Name) -> Iterator[Sign]:
    """«43-летняя Ким Кум Сун», «мать юного Александра Трусова»: an adjective before a name agrees with it."""
    before = name.sentence.before(name.start)
    if not (before.text.islower() or before.start == name.sentence.start):
        return
    word = before.lower.rpartition("-")[2]
    if not _is_adjective(word):
        return
    cells = {(form.gender, form.case) for form in morph.dictionary_forms(word)}
    for dictionary, gender in _GENDERS.items():
        if cases := [case for case in CASES if (dictionary, case) in cells]:
            yield sign("described.adjective", gender, " ".join(cases))


def _is_adjective(word: str) -> bool:
    """Whether a word is an adjective alone, and no name or pronoun."""
    return morph.wholly(word, *morph.ADJECTIVE) and not morph.marked(word, "Surn", "Name", "Apro")


def _governed(name: _Name) -> Iterator[Sign]:
    """What the word before the name asks for."""
    last = name.last
    if last.text == ".":  # Стипендия им. П. П. Бажова
        last = token_at(name.before, len(name.before) - 2)
    if last is NOWHERE:
        return
    if is_a(last.lower, "family"):
        # «семья Ивановых», «супруги Ивановы»
        several = _is_plural(last) or (name.inside and name.inside[-1].lower.endswith(("ых", "их")))
        yield sign("families.several" if several else "families.family", "p")
        yield sign("families.nomn", PERSON, "nomn")
    if cases := _cases_behind(last.lower):
        yield sign("preposition.not", cases=" ".join(case for case in CASES if case not in cases))
    elif last.text == ":" or is_a(last.lower, "called"):  # Фото: Е. Громова
        yield sign("colon.nomn", PERSON, "nomn")
    else:
        yield from _beside(name, last)
    # whose a thing is that stands before the name, or by whom it is done
    dated = name.sentence.closes(last.stop, "date")  # по 1992 годы | Сумана Сакко
    if not name.title and not dated and _is_thing(name.sentence, last):  # фильм Энтони Рэппа
        yield sign("noun.owner", PERSON, "gent")
    if last.tag.pos == "VERB" and last.tag.short:  # подписан Мирославой Карпович
        yield sign("participle.agent", PERSON, "ablt")


def _nowhere(name: _Name) -> Iterator[Sign]:
    """A name that no preposition before it may have in the prepositional: «уехал в Италию, а |Шульце| осталась»."""
    behind = NOWHERE
    for token in reversed(name.before):
        if is_a(token.lower, "with_loct") and behind.tag.case != "accs":
            return
        if token.tag.form == "Fin":
            break
        behind = token
    yield sign("preposition.none", PERSON, "loct")


def _is_thing(sentence: Sentence, word: Token) -> bool:
    """Whether a word is a noun; the model may take one that opens a sentence for a name: «Выставка Ф. С. Рогова»."""
    opens = word.start == sentence.start
    return word.tag.pos == "NOUN" or (opens and morph.wholly(word.lower, "inan"))


def _beside(name: _Name, last: Token) -> Iterator[Sign]:
    """A name in a row of names, between commas, behind a verb."""
    ahead = token_at(name.before, len(name.before) - 2)
    if whose := _explains(name, last):
        yield from _apposed(whose, name.inside, True)
    elif last.text in _LINKS and ahead.tag.pos == "PROPN":
        if ahead.tag.case in CASES:  # behind «Ивановой и», the case is likely that of the name before
            where = "and.case" if last.text == "и" else "comma.case"
            yield sign(where + _alone(name.sentence, ahead), PERSON, ahead.tag.case)
    elif not name.title and not name.subject_before:
        yield from _verb(last.tag, "verb_before_waiting" if _waits(name, last) else "verb_before")


def _waits(name: _Name, verb: Token) -> bool:
    """Whether a woman's verb before a name has had no woman yet."""
    return verb.tag.gender == "femn" and not any((t.tag.case, t.tag.gender) == ("nomn", "femn") for t in name.before)


def _row(name: _Name) -> Iterator[Sign]:
    """The case of the name that stands behind this one in a row."""
    behind = name.sentence.behind(name.stop)
    following = name.sentence.behind(behind.stop)
    if behind.text not in _LINKS or following.tag.case not in CASES:
        return
    if name.sentence.opens(following.start, "person"):
        where = "and.case_behind" if behind.text == "и" else "comma.case_behind"
        yield sign(where + _alone(name.sentence, following), PERSON, following.tag.case)


def _alone(sentence: Sentence, token: Token) -> str:
    """The mark of a neighbour that is a surname alone, whose case the model guesses as it does this one's."""
    span = _person(sentence, token)
    return "_alone" if span and span.stop - span.start <= len(token.text) else ""


def _cases_behind(preposition: str) -> tuple[str, ...]:
    """The cases that a preposition governs; none for other words.

    >>> _cases_behind("за"), _cases_behind("дом")
    (('accs', 'ablt'), ())
    """
    return tuple(case for case in CASES if is_a(preposition, f"with_{case}"))


def _acting(before: Sequence[Token]) -> tuple[Token, int] | None:
    """What tells of whoever acts for another, and how many words from there: «*исполняющая* обязанности мэра», «*врио*
    начальника управления» of any case and gender."""
    for size, token in enumerate(reversed(before[-_ACTING:]), 1):
        if token.lower.startswith("исполняющ"):
            return token, size
        initials = token.lower == "и" and size > 3 and before[1 - size].text == "."
        if initials or token.lower.startswith(("врио", "врид")):
            return token._replace(tag=token.tag._replace(case=None, gender=None, number="sing")), size
        if token.tag.case != "gent" and token.lower not in (".", "о", "обязанности"):
            return None
    return None


_ACTING = 8  # words of such a title, at the most


def _may_be_plural(head: Token) -> bool:
    """Whether a family's word may be the plural: «супруги», of «супруга» too."""
    return is_a(head.lower, "family") and _ever_plural(head)


def _ever_plural(head: Token) -> bool:
    """Whether a word may be a nominative in the plural; «сын» of «отец и сын Зотовы» may not."""
    return any((form.number, form.case) == ("plur", "nomn") for form in morph.dictionary_forms(head.lower))


def _is_plural(head: Token) -> bool:
    return head.tag.number == "plur" or morph.wholly(head.lower, "plur")


def _apposed(
    head: Token, inside: Sequence[Token], whole: bool, hers: bool = False, quoted: bool = False
) -> Iterator[Sign]:
    """A title before the name stands in its case; a relative, or a word that no word of the name agrees with, may
    have the name behind it in the genitive: «биограф Симоны де Бовуар». ``hers``: a woman's verb stands behind."""
    case = head.tag.case if head.tag.case in CASES else "nomn"
    relative = is_a(head.lower, "relative")
    if _is_plural(head):
        yield from _of_several(head, case, relative)
        return
    of_another = not whole and (relative or [t.tag.case for t in inside[:1]] != [head.tag.case])
    kind = "_of_another" if of_another else ""
    yield sign(f"title.case{kind}", PERSON, case)
    if whole:  # with its complement, so that the name can be no owner: «премьер Италии»
        yield sign("title.whole", PERSON, case)
    if quoted:  # «корреспондент «Маяка» Фарида Рогова»
        yield sign("title.quoted", PERSON, case)
    if (head.tag.gender, head.tag.case) == ("masc", "gent"):  # or the accusative: наградил академика Лео Бокерию
        yield sign(f"title.genitive_accusative{kind}", PERSON, "accs")
    yield from _of_whom(head, case, len(inside) == 1 and not whole, of_another, hers)


def _of_several(head: Token, case: str, relative: bool) -> Iterator[Sign]:
    """A title in the plural before a name: «Супруги Ивановы», «министры Ивановы», «дети Ивановой»."""
    if is_a(head.lower, "family") or (relative and not _ever_plural(head)):
        yield sign("families.family", "p")
    elif not relative:
        yield sign("title.family", "p", case)
        yield sign("title.family_owner", "p", "gent")
    yield sign("title.several_owner", PERSON, "gent")


def _of_whom(head: Token, case: str, alone: bool, of_another: bool, hers: bool) -> Iterator[Sign]:
    """Whether a title's word tells the gender of the name, or the name whose the word is."""
    relative = is_a(head.lower, "relative")
    if of_another:
        yield sign("title.owner", PERSON, "gent")
    if relative and alone:  # дочь Михалкова: his name rather than hers
        yield sign("title.kin_alone", "m", "gent")
    elif not is_a(head.lower, "common_gender"):
        yield from _gender_of_title(head, case, relative, hers)


def _is_followed(name: _Name) -> bool:
    """Whether another's first name stands right behind a name."""
    behind = name.sentence.behind(name.stop)
    if not behind.text.istitle():
        return False
    return morph.marked(behind.lower, "Name") or bool(listed_gender(fold(behind.text)))


def _never(head: Token, owned: bool) -> Sequence[str]:
    """The cases in which a title's word has another form; its owner may stand in the genitive, unless he is told.

    «Врача Носову» is a woman, since no «врача» is a dative; so is «его заместитель Савина».
    """
    known = {form.case for form in morph.dictionary_forms(head.lower) if form.number == head.tag.number}
    return [case for case in CASES if case not in known and (case != "gent" or owned)] if known else []


def _has_outer(before: Sequence[Token]) -> bool:
    """Whether the clause has another person before a title, whose name may follow: «жена | юмориста Инна Котова»."""
    if len(before) > 1 and before[-2].lower == "о" and before[-1].text == ".":  # и. о. | мэра
        return True
    clause = takewhile(lambda t: t.tag.pos not in ("PUNCT", "VERB"), reversed(before[-OUTER:]))
    nouns = (t for t in clause if t.tag.noun)
    return any(t.tag.animacy == "anim" or "-" in t.text for t in nouns)


def _opening(before: Sequence[Token]) -> Tag | None:
    """The verb without a subject that men's nouns follow, and no woman's or thing's that could be its own:
    «*заявила* 1 июня член правления банка «Луч», начальник отдела | Влада Рогова»."""
    man = False
    for size, token in _unquoted(before, len(before)):
        if token.tag.form == "Fin":
            return token.tag if man and not has_subject(before[:-size]) else None
        if _may_do(token):
            return None
        man = man or _is_mans(token.tag)
    return None


def _may_do(token: Token) -> bool:
    """Whether a word may be the subject of a woman's verb, or another clause begins with it."""
    tag = token.tag
    hers = tag.case == "nomn" and (tag.pos == "PRON" or (tag.gender == "femn" and tag.pos in ("NOUN", "PROPN")))
    return hers or tag.pos == "SCONJ" or token.text in (":", ";", "—", "–")


def _is_mans(tag: Tag) -> bool:
    return (tag.case, tag.gender, tag.animacy) == ("nomn", "masc", "anim")


def _is_deputy(before: Sequence[Token]) -> bool:
    """Whether a man's noun in the nominative stands there that genitives follow."""
    at = len(before) - 1
    while at > 0 and (before[at].tag.case == "gent" or before[at].tag.pos == "ADP"):
        at -= 1
    return at != len(before) - 1 and _is_mans(token_at(before, at).tag)


def _gender_of_title(head: Token, case: str, relative: bool, hers: bool) -> Iterator[Sign]:
    if head.tag.gender == "femn":
        yield sign("title.woman", "f", case)
    elif head.tag.gender == "masc" and not (hers and head.tag.case == "nomn"):  # представитель Мао Нин ответила
        alone = is_a(head.lower, "man") and not relative
        yield sign("title.man_alone" if alone else "title.man", "m", case)


# ------------------------------------------------------------------------------------------------------------ verbs


def _verb(tag: Tag, where: str) -> Iterator[Sign]:
    """A verb beside the name: the name is likely its subject, and one in the past tells the gender."""
    finite = tag.pos in ("VERB", "AUX") and (tag.form not in ("Conv", "Part", "Inf") or tag.short)
    if not finite or tag.number != "sing" or tag.person in ("1", "2"):
        return
    if tag.tense != "past":
        yield sign(f"{where}.present", PERSON, "nomn")
    elif tag.gender in _GENDERS:
        yield sign(f"{where}.past", _GENDERS[tag.gender], "nomn")


def _verb_behind(name: _Name) -> Iterator[Sign]:
    after = name.after
    if after is NOWHERE or _is_taken(name, after):
        return
    taken = _subject_behind(name.sentence, after)  # Чернова задержала полиция
    yield from _verb(after.tag, "verb_behind_taken" if taken else _verb_kind(name, after))
    if not taken and not has_subject(name.before):
        # a verb that nobody but the one named may have for his own
        opens = "_opening" if _is_first(name) else ""
        if "intr" in morph.form(after).grammemes:  # nobody else comes, falls ill or is born
            yield from _verb(after.tag, f"verb_behind_alone{opens}")
        elif _has_object(name.sentence, after, after.stop):  # Кротова выиграла этап
            yield from _verb(after.tag, f"verb_behind_object{opens}")
    if (after.tag.pos, after.tag.number) == ("VERB", "plur"):
        yield sign("verb_behind.family", "p", "nomn")


def _is_taken(name: _Name, verb: Token) -> bool:
    """Whether the verb behind a name has its subject before it: «решение мэра Якутска Григорьева приняла дума»."""
    if not name.title:
        # «путь Зыкина закончила», «чета Громовых подала»
        noun = name.last.tag
        subject = noun.pos == "NOUN" and noun.case == "nomn"
        return is_a(name.last.lower, "family") or (
            subject and not (noun.gender and verb.tag.gender and noun.gender != verb.tag.gender)
        )
    return name.whole and name.title.tag.case != "nomn"


def _verb_kind(name: _Name, verb: Token) -> str:
    subject = not name.before or (name.title is not None and name.title.tag.case == "nomn")
    if subject and verb.tag.gender == "femn":  # министр Ханке Брюинс Слот прибыла
        return "verb_behind_woman"
    return "verb_behind_other" if has_subject(name.before) else "verb_behind"  # Стипендия имени Бажова учреждена


def _predicate(name: _Name) -> Iterator[Sign]:
    """«Фокина уверена», «Зимина старше мужа»: what is said of a subject."""
    behind = name.sentence.behind(name.stop)
    if behind is NOWHERE or (not name.title and name.last.text not in _OPENING):
        return
    if behind.tag.pos == "ADJ" and behind.tag.short and behind.tag.gender in _GENDERS:
        yield sign("predicate.short", _GENDERS[behind.tag.gender], "nomn")
    elif morph.marked(behind.lower, "COMP"):
        yield sign("predicate.compared", PERSON, "nomn")


def _clause(name: _Name) -> Iterator[Sign]:
    """«Рогова долго не было»: whom a clause says not to be somewhere stands in the genitive. «Ранее Валерия в сети
    критиковала»: the verb of a clause that a name opens and that has no other subject."""
    clause = _rest(name)
    at = next((n for n, token in enumerate(clause) if token.tag.form == "Fin"), 0)
    if not at or has_subject(clause[:at]):
        return
    verb = clause[at].tag
    if (clause[at - 1].lower, verb.gender, verb.number) == ("не", "neut", "sing"):
        yield sign("negated.genitive", PERSON, "gent")
    elif clause[0].tag.pos == "ADP" and not name.title and _is_first(name):
        yield from _verb(verb, "verb_clause")


def _rest(name: _Name) -> Sequence[Token]:
    """The words behind a name to the end of its clause."""
    return tuple(takewhile(_no_mark, name.sentence.right(name.stop, _CLAUSE)))


def _is_first(name: _Name) -> bool:
    """Whether a name opens its sentence but for adverbs."""
    return all(token.tag.pos in ("ADV", "PUNCT") for token in name.before)


_CLAUSE = 12  # words behind a name, at the most, among which its verb stands


def _object(name: _Name) -> Iterator[Sign]:
    """A verb's object stands in the accusative, or in the dative behind those that give, tell and help."""
    if name.title:
        return
    last, after = name.last, name.after
    if last.tag.number == "plur" or name.subject_before:
        if last.tag.pos == "VERB":
            yield from _of_verb(name, last)
    elif last.text in _OPENING and after.tag.number == "plur":  # Веденяпину задержали
        yield from _fronted(name.sentence, after, "fronted")


def _of_verb(name: _Name, verb: Token) -> Iterator[Sign]:
    """What a verb before a name says of it as its object: «наградили Зубову»."""
    if _has_object(name.sentence, verb, verb.stop):  # Награды получили Дербачева и Зубова
        yield sign("object.taken", PERSON, "nomn")
    several = name.after.text in ("и", ",") and not _which(name.sentence, name.stop)  # who may be the subject
    if is_a(morph.form(verb).lemma, "dative_verb"):
        yield sign("object.datv", PERSON, "datv")
    elif "tran" in morph.form(verb).grammemes:
        other = several or _has_object(name.sentence, verb, name.stop)
        yield sign("object.accs" if other else "object.accs_alone", PERSON, "accs")


def _fronted(sentence: Sentence, verb: Token, where: str) -> Iterator[Sign]:
    """The name before a verb in the plural is its object: «Иванову задержали», unlike «Иванову продлили арест»."""
    if verb.tag.pos != "VERB":
        return
    form = morph.form(verb)
    if _has_object(sentence, verb, verb.stop):
        yield sign(f"{where}.datv", PERSON, "datv")
        return
    behind = sentence.behind(verb.stop)
    clause = behind.text in (",", ":") or behind.tag.form == "Inf"  # Иванову сказали, что…
    giving = is_a(form.lemma, "dative_verb")
    if "tran" in form.grammemes and not (giving and clause):
        yield sign(f"{where}.accs_or_datv" if giving else f"{where}.accs", PERSON, "accs")


def _in_row(name: _Name) -> Iterator[Sign]:
    """What a row of names has before it and behind it: a title in the plural, a verb."""
    sentence, (start, stop) = name.sentence, name.row
    if _is_accusative(name):
        yield sign("row.cases", PERSON, "accs")
    before = sentence.left(start, BEFORE)
    title = _title(sentence, before)
    if title:
        yield from _of_row_title(title[0])
    last = token_at(before, len(before) - 1 - (title[1] if title else 0))
    after = _after(sentence, stop)
    if (last.tag.pos, last.tag.animacy) == ("NOUN", "inan") and start < name.start:
        yield sign("row.owner", PERSON, "gent")  # стихи Пушкина, Лермонтова и Блока
    if (last.tag.pos, last.tag.number) == ("VERB", "plur"):
        verb = morph.form(last)
        if is_a(verb.lemma, "dative_verb"):
            yield sign("row.datv", PERSON, "datv")
        elif "intr" in verb.grammemes or _has_object(sentence, last, last.stop):
            yield sign("row.subject", PERSON, "nomn")  # вышли Дятлова и Мухина
    elif not title and last.text in _OPENING and after.tag.number == "plur":
        yield from _fronted(sentence, after, "row_fronted")


def _is_accusative(name: _Name) -> bool:
    """«Инну Рогову и *Павлу* Котову»: whether a row's other first names may be accusatives, and not all datives."""
    if not name.inside[1:] or name.inside[0].lower[-1] not in "ую":
        return False
    spans = (s for s in name.sentence.seen("person") if name.row[0] <= s.start and s.stop <= name.row[1])
    others = (_cases_of_first(name.sentence.within(s.start, s.stop)) for s in spans if s.start != name.start)
    known = [*filter(None, others)]
    return all("accs" in cases for cases in known) and not all("datv" in cases for cases in known)


def _cases_of_first(tokens: Sequence[Token]) -> set[str | None]:
    """The cases that the first word of a name may have as a first name of the dictionary."""
    return {form.case for form in morph.dictionary_forms(token_at(tokens, 0).lower) if "Name" in form.grammemes}


def _of_row_title(title: Token) -> Iterator[Sign]:
    several = [form for form in morph.dictionary_forms(title.lower) if form.number == "plur"]  # женщины-министры too
    if not several or not _is_plural(title):
        return
    cases = sorted(filter(None, {form.case for form in several}))
    yield sign("row.title", PERSON, title.tag.case if title.tag.case in cases else " ".join(cases))
    if all(form.gender == "femn" for form in several):  # спортсменки Ли Су Ён и Чан Хи Джин
        yield sign("row.women", "f")


def _apart(name: _Name) -> Iterator[Sign]:
    """«Иванова, возглавившая…» tells case and gender; «Паратова — Сергей Петров» has a verb left out between them."""
    behind = name.sentence.right(name.stop, 2)
    if len(behind) < 2:
        return
    mark, word = behind
    if mark.text == ",":
        yield from _behind_comma(name.sentence, word)
    elif mark.text in ("—", "–") and word.tag.case == "nomn" and name.sentence.opens(word.start, "person"):
        yield sign("apart.dash", PERSON, "accs")


def _behind_comma(sentence: Sentence, word: Token) -> Iterator[Sign]:
    tag = word.tag
    gender = _GENDERS.get(tag.gender or "") if tag.form == "Part" and not tag.short else None
    if gender and tag.case in CASES:
        yield sign("apart.participle", gender, tag.case)
    if tag.somebody and tag.number == "sing":
        yield from _explained(sentence, word)
        yield from _verb_beyond(sentence, word)


def _is_line(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a name is all of its line or of a line's part: whoever signs, whoever wrote."""
    before, behind = sentence.text[: start - sentence.start], sentence.text[stop - sentence.start :]
    return bool(_LINE_BEFORE.search(before) and _LINE_BEHIND.match(behind))


_LINE_BEFORE = re.compile("(?:^|[\\n|·•]) *$")
_LINE_BEHIND = re.compile(" *(?:[\\n|·•]|$)")


def _which(sentence: Sentence, stop: int) -> str:
    """The gender of «который», «которую» behind a name and a comma."""
    comma = sentence.behind(stop)
    pronoun = sentence.behind(comma.stop) if comma.text == "," else NOWHERE
    genders = {f.gender for f in morph.dictionary_forms(pronoun.lower) if f.lemma == "который"}
    return "f" if genders == {"femn"} else "m" if genders and None not in genders else ""


def _explained(sentence: Sentence, noun: Token) -> Iterator[Sign]:
    """«Джеки Бейли, мать девочки», unlike «Иван Рогов, жена которого…»: the word for a person behind a name."""
    behind = sentence.behind(noun.stop)
    if noun.tag.case not in CASES or is_a(noun.lower, "common_gender") or behind.lower in _WHOSE:
        return
    if noun.tag.gender == "femn":
        yield sign("apart.woman", "f", noun.tag.case)
    elif noun.tag.gender == "masc" and KIN.match(noun.lower):
        yield sign("apart.man", "m", noun.tag.case)


def _verb_beyond(sentence: Sentence, noun: Token) -> Iterator[Sign]:
    """«Ив Дорн, пресс-атташе департамента, сообщила»: the verb behind what explains a name."""
    there = sentence.right(noun.stop, _EXPLANATION)
    at = next((n for n, token in enumerate(there) if token.tag.pos in ("PUNCT", "VERB")), 0)
    if not at or noun.tag.case != "nomn" or there[at].text != ",":
        return
    verb = token_at(there, at + 1)
    if verb.tag.pos == "VERB":
        yield from _verb(verb.tag, "apart.verb")


_EXPLANATION = 10  # words that explain a name, at the most
_WHOSE = frozenset("которого которой чья чей".split())


# ---------------------------------------------------------------------------------------------------- who stands where


def _title(sentence: Sentence, before: Sequence[Token]) -> tuple[Token, int] | None:
    """The head of the title that stands right before a name, and the number of the title's tokens."""
    if not before:
        return None
    if seen := _seen(sentence, before) or _from(sentence, before):
        return seen
    if size := bishop_before(before):
        return before[-size], size
    # whether a word before a name is by itself what somebody is
    word = before[-1]
    relative = is_a(word.lower, "relative") and not _is_plural(word)
    named = word.tag.somebody or relative or is_a(word.lower, "monarch") or word.lower.startswith(("экс-", "вице-"))
    return (word, 1) if named and word.tag.case is not None else _with_complement(before)


def _seen(sentence: Sentence, before: Sequence[Token]) -> tuple[Token, int] | None:
    """The head of the tagger's title that ends before a name, and the number of its tokens."""
    for span in sentence.ending(before[-1].stop):
        inside = [t for t in before if t.stop > span.start] if span.kind == "title" else []  # экс-|министр
        nouns = [t for t in inside if t.tag.noun and t.tag.case]
        if nouns:
            return min(nouns, key=lambda noun: noun.tag.pos == "PROPN"), len(inside)
    return None


def _with_complement(before: Sequence[Token]) -> tuple[Token, int] | None:
    """The word for a person and what it is of: «гольфист планеты», «посол Таиланда в России»."""
    if is_a(before[-1].lower, "family", "called", "with_gent"):  # династии Тюдоров, имени Бажова
        return None
    for size, token in _unquoted(before, _COMPLEMENT):
        if token.tag.somebody and token.tag.number == "sing":
            return None if _disagrees(before[-1], token) else (token, size)
        # whether a word may tell of what somebody is: a preposition, a thing in the genitive, a place
        placed = token.tag.case == "loct" and token_at(before, len(before) - size - 1).tag.pos in ("ADP", "ADJ")
        if not (placed or token.tag.pos == "ADP" or (token.tag.case == "gent" and token.tag.animacy != "anim")):
            return None
    return None


def _disagrees(word: Token, head: Token) -> bool:
    """Whether an adjective before a name is another's: «мать *15-летнего* Александра Рогова»."""
    return word.tag.pos == "ADJ" and (word.tag.case, word.tag.gender) != (head.tag.case, head.tag.gender)


def _unquoted(before: Sequence[Token], most: int) -> Iterator[tuple[int, Token]]:
    """The words before a name, ``most`` of them, the last first, each with its number from the end; without what stands
    in quotation marks: «корреспондент службы «Би-би-си»»."""
    quoted = False
    for size, token in enumerate(reversed(before[-most:]), 1):
        if token.text in OPEN or token.text in CLOSE:
            quoted = not quoted
        elif not quoted:
            yield size, token


_COMPLEMENT = 8  # words of such a title, at the most


def _row_end(sentence: Sentence, at: int, behind: bool) -> int:
    """Where the row of names that a name stands in begins before an offset, or ends behind it."""
    beside, there, step = (sentence.behind, sentence.starting, 1) if behind else (sentence.before, sentence.ending, -1)
    edge = attrgetter("stop" if behind else "start")
    for _ in range(ROW):
        link = beside(at)
        near = (edge(link), edge(link) + step) if link.text in _LINKS else ()
        found = next((s for place in near for s in there(place) if s.kind == "person"), None)
        if not found:
            break
        at = edge(found)
    return at


def _from(sentence: Sentence, before: Sequence[Token]) -> tuple[Token, int] | None:
    """The head of «теннисистка из Казахстана», «депутат от КПРФ» with the number of tokens from there on."""
    at = next((n for n in range(len(before) - 2, max(len(before) - 5, 0), -1) if before[n].lower in _FROM), 0)
    head = before[at - 1]
    if not at or not head.tag.somebody:
        return None
    start, stop = before[at + 1].start, before[-1].stop
    there = any(s.stop == stop and s.kind in _NAMED for s in sentence.starting(start))
    return (head, len(before) - at + 1) if there else None


def _kin(sentence: Sentence, before: Sequence[Token]) -> Token | None:
    """The relative's word before the name of another that stands right before a name."""
    word = _owned(sentence, before) if before else NOWHERE
    return word if is_a(word.lower, "relative") and word.tag.case else None


def _owned(sentence: Sentence, before: Sequence[Token]) -> Token:
    """The word before the name of somebody that ends a row of words: «девушка | Рогова», whom he owns."""
    whose = _person(sentence, before[-1])
    return sentence.before(whose.start) if whose else NOWHERE


def _person(sentence: Sentence, token: Token) -> Span | None:
    """The tagger's name that a token is of."""
    return next((s for s in sentence.spans if s.kind == "person" and s.start <= token.start < s.stop), None)


def _explains(name: _Name, last: Token) -> Token | None:
    """The word for a person whose name stands between commas, or in the nominative behind a dash: «его брат, Ван Бин,
    генерал», «дочь Ван Цзюня, …», «девушка Рогова — …», «дочь певца — …»."""
    pause, dash = _set_apart(name, last)
    before = name.before[:-1] if pause or dash else ()
    words = (*before[:-3:-1], _owned(name.sentence, before)) if before else ()
    human = (word for word in words if _is_human(word) and not (dash and _FIXED.fullmatch(word.lower)))
    return next((word for word in human if pause or word.tag.case == "nomn"), None)


_FIXED = re.compile("зам.{3,}[ыая]")  # «о двух *замглавы* — Рогове и Котове»: of any case


def _set_apart(name: _Name, last: Token) -> tuple[bool, bool]:
    """Whether a name stands between commas; whether behind a dash."""
    dash = last.text in ("—", "–") and name.after.tag.pos in ("", "PUNCT")
    return last.text == "," and name.after.text in _PAUSES, dash


def _is_human(word: Token) -> bool:
    return word.tag.somebody and word.tag.case is not None


def _after(sentence: Sentence, stop: int) -> Token:
    """The word behind a name; of «Захарова также не ответила», «Черных их поддержала» the verb."""
    for token in sentence.within(stop, sentence.stop):
        object_ = token.tag.pos in ("PRON", "DET") and token.lower in word_list("person.surroundings.objects")
        if token.tag.pos not in ("ADV", "PART") and not object_:
            return token
    return NOWHERE


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
        case = token.tag.case == "accs" or (token.tag.case, token.tag.animacy) == ("nomn", "inan")
        if case and token.tag.pos in ("NOUN", "PRON", "NUM"):
            return step > 0 or all(t.tag.pos != "ADP" for t in tokens[n + 1 : n + 4])
    return False


def has_subject(before: Sequence[Token]) -> bool:
    """Whether the clause before a verb has a subject already: «Суд оштрафовал Моргенштерна»."""
    clause = takewhile(_no_mark, reversed(before))
    return any(t.tag.case == "nomn" and t.tag.pos in ("NOUN", "PROPN", "PRON") for t in clause)


def _no_mark(token: Token) -> bool:
    return token.tag.pos != "PUNCT"


def _subject_behind(sentence: Sentence, verb: Token) -> bool:
    """Whether the clause has a subject behind a verb: «Чернова задержала полиция»."""
    clause = takewhile(_no_mark, sentence.within(verb.stop, sentence.stop))
    nominatives = (t.tag for t in clause if t.tag.case == "nomn" and t.tag.noun)
    return any(tag.gender == verb.tag.gender for tag in nominatives)
