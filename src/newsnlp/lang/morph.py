"""pymorphy3 with bounded caches: forms of a word, the form that a sentence asks for, inflection.

Parsing a word takes 100 µs and news repeats itself, so everything is remembered by word; nothing here knows
a sentence beyond the :class:`~newsnlp.types.Tag` it is given.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from binascii import a2b_base64
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

import pymorphy3
from dawg_python import RecordDAWG
from dawg_python.units import HAS_LEAF_BIT
from dawg_python.wrapper import Dictionary
from pymorphy3.dawg import ConditionalProbDistDAWG
from pymorphy3.units import DictionaryAnalyzer

from newsnlp.fold import shared_start
from newsnlp.lock import once
from newsnlp.memory import NEAR, remembered
from newsnlp.types import Tag, Token

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_CASE = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct", "voct": "nomn"}


class Form(NamedTuple):
    """One reading of a word: OpenCorpora grammemes, ``score`` = P(reading | word), 0 to 1."""

    lemma: str
    pos: str | None
    case: str | None
    number: str | None
    gender: str | None
    animacy: str | None
    grammemes: frozenset[str]
    score: float
    known: bool


@once
def analyzer() -> pymorphy3.MorphAnalyzer:
    """The one pymorphy3 analyzer of the process (0.2 s to load)."""
    made = pymorphy3.MorphAnalyzer(lang="ru")
    known = made.dictionary
    for graph in (known.words, *known.prediction_suffixes_dawgs, made.prob_estimator.p_t_given_w):
        if type(getattr(graph, "dct", None)) is Dictionary:  # not where the compiled package "dawg2" is installed
            graph.dct.__class__ = _Quick
            graph.__class__ = _Records if isinstance(graph, RecordDAWG) else _Odds
            if isinstance(graph, _Records):  # words that decline alike end in one node, whose records are read once
                graph._value_for_index = remembered()(graph._value_for_index)  # type: ignore[method-assign]
    return made


class _Records(RecordDAWG):  # type: ignore[misc]
    """A graph of dawg_python's with records."""

    def _value_for_index(self, index: int) -> tuple[tuple[int, ...], ...]:
        """As dawg_python's, without its objects, and as what the collector of cycles need not look at."""
        units, guide, unpack = self.dct._units, self.guide._units, self._struct.unpack
        found, waiting = [], [(index, b"")]
        while waiting:
            index, key = waiting.pop()
            unit = units[index]
            if unit & HAS_LEAF_BIT:
                found.append(unpack(a2b_base64(key)))
            base, label, below = index ^ ((unit >> 10) << ((unit & 0x200) >> 6)), guide[2 * index], []
            while label:
                child = base ^ label
                below.append((child, key + _BYTES[label]))
                label = guide[2 * child + 1]
            waiting += reversed(below)
        return tuple(found)

    def _similar_items(self, begun: str, key: str, index: int, replaces: Any) -> list[tuple[str, Any]]:
        """As dawg_python's, but from one letter that may be replaced to the next at a step."""
        follow, found, done = self.dct.follow_bytes, [], len(begun)
        for number, part in enumerate((key[done:].encode() + self._payload_separator).split(_REPLACED)):
            if number:
                done = key.index("е", done)
                for code, letter in replaces[_REPLACED]:
                    if branch := follow(code, index):
                        found += self._similar_items(key[:done] + letter, key, branch, replaces)
                done, part = done + 1, _REPLACED + part
            index = follow(part, index)
            if index is None:
                return found
        return [(begun + key[len(begun) :], self._value_for_index(index)), *found]


_REPLACED = "е".encode()  # pymorphy3 reads ё there too


_BYTES = [bytes((number,)) for number in range(256)]


class _Odds(ConditionalProbDistDAWG):  # type: ignore[misc]
    """How likely a word's tags are: of most words nothing is known, which their letters alone tell, before any tag."""

    def prob(self, word: str, tag: Any) -> float:
        """As pymorphy3's."""
        begun = self.begun(word)
        end = self.dct.follow_bytes(str(tag).encode(), begun) if begun else None
        return self.dct.value(end) / self.MULTIPLIER if end and self.dct.has_value(end) else 0.0

    @remembered(1)
    def begun(self, word: str) -> int | None:
        """Where a word's tags begin, if any."""
        found: int | None = self.dct.follow_bytes(f"{word}:".encode(), self.dct.ROOT)
        return found


class _Quick(Dictionary):  # type: ignore[misc]
    """The word graph of dawg_python with its inner loop in one function: half of a parse is spent here."""

    def follow_bytes(self, s: bytes, index: int) -> int | None:
        units = self._units
        unit = units[index]
        for label in s:
            index ^= ((unit >> 10) << ((unit & 0x200) >> 6)) ^ label
            unit = units[index]
            if unit & 0x800000FF != label:
                return None
        return index


@remembered(NEAR)
def parses(word: str) -> tuple[Any, ...]:
    """pymorphy3's own parses of a word, best first.

    It raises at characters without a name (control codes, lone surrogates), so these are read as "?".
    """
    return tuple(analyzer().parse("".join(c if unicodedata.name(c, "") else "?" for c in word)))


@remembered()
def forms(word: str) -> tuple[Form, ...]:
    """All readings of a word, most probable first.

    >>> forms("губернатором")[0].lemma, forms("губернатором")[0].case
    ('губернатор', 'ablt')
    """
    if by_river := _BY_RIVER.fullmatch(word := word.lower()):
        return tuple(form._replace(lemma=form.lemma + by_river[2]) for form in forms(by_river[1]))
    spots = _spots(word)
    if not spots:
        return tuple(_form(p) for p in parses(word))
    chance = analyzer().prob_estimator.p_t_given_w.prob
    odds = [chance(word, _tag(paradigm, n)) for _, paradigm, n in spots]
    if not any(odds):
        return dictionary_forms(word)
    likely = [_read(spot, p) for spot, p in zip(spots, odds, strict=True)]
    return tuple(sorted(likely, key=attrgetter("score"), reverse=True))


_BY_RIVER = re.compile(r"(\w+ск(?:ая|ой|ую|ий|ого|ому|им|ом|ое))(-на-\w+)")  # «Ростовская-на-Дону»


@remembered()
def nouns(word: str) -> tuple[Form, ...]:
    """The readings of a word as a noun, most probable first."""
    return tuple(form for form in forms(word) if form.pos == "NOUN")


@remembered()
def adjectives(word: str) -> tuple[Form, ...]:
    """The readings of a word as a whole adjective or participle, most probable first."""
    return tuple(form for form in forms(word) if form.pos in ADJECTIVE)


ADJECTIVE = frozenset({"ADJF", "PRTF"})


def marked(word: str, *marks: str) -> bool:
    """Whether the dictionary has a word with one of these grammemes.

    >>> marked("Кирова", "Surn"), marked("Приозёрска", "Surn", "Name")
    (True, False)
    """
    return any(not form.grammemes.isdisjoint(marks) for form in dictionary_forms(word.lower()))


def wholly(word: str, *marks: str) -> bool:
    """Whether the dictionary has a word, and with one of these grammemes in all its readings.

    >>> wholly("новый", "ADJF"), wholly("рабочий", "ADJF"), wholly("ылды", "ADJF")
    (True, False, False)
    """
    known = dictionary_forms(word.lower())
    return bool(known) and all(not form.grammemes.isdisjoint(marks) for form in known)


@remembered()
def dictionary_forms(word: str) -> tuple[Form, ...]:
    """The readings that the dictionary itself has, none guessed and all equally likely: ten times as fast.

    >>> len(dictionary_forms("байденом")), dictionary_forms("ивановым")[0].lemma
    (0, 'иванов')
    >>> [form.animacy for form in dictionary_forms("единиц")]
    ['inan', 'anim']
    """
    spots = _spots(word)
    return tuple(_read(spot, 1 / len(spots)) for spot in spots)


def lemmas(word: str) -> set[str]:
    """The lemmas of a word's :func:`dictionary_forms`.

    >>> sorted(lemmas("стали"))
    ['сталь', 'стать']
    """
    return {_lemma(*spot) for spot in _spots(word)}


_Spot = tuple[str, int, int]  # where the dictionary has a word: spelling, paradigm, number of the form


@remembered()
def _spots(word: str) -> tuple[_Spot, ...]:
    morph = analyzer()
    plain = word.lower().encode("utf-8", "replace").decode()
    found = morph.dictionary.words.similar_items(plain, morph.char_substitutes)
    return tuple((spelling, paradigm, n) for spelling, items in found for paradigm, n in items)


def _read(spot: _Spot, score: float) -> Form:
    return Form(_lemma(*spot), *_told(str(_tag(*spot[1:]))), score, True)


def _lemma(spelling: str, paradigm: int, n: int) -> str:
    """As pymorphy3's ``build_normal_form``."""
    if not n:
        return spelling
    known = analyzer().dictionary
    rows, ends, begins = known.paradigms[paradigm], known.suffixes, known.paradigm_prefixes
    first = len(rows) // 3 * 2  # of the beginnings, which stand behind the ends and the tags
    stem = spelling[len(begins[rows[first + n]]) : len(spelling) - len(ends[rows[n]])]
    return f"{begins[rows[first]]}{stem}{ends[rows[0]]}"


def _tag(paradigm: int, number: int) -> Any:
    """As pymorphy3's ``build_tag_info``."""
    known = analyzer().dictionary
    rows = known.paradigms[paradigm]
    return known.gramtab[rows[len(rows) // 3 + number]]


_Facts = tuple[str | None, str | None, str | None, str | None, str | None, frozenset[str]]


@cache
def _told(text: str) -> _Facts:
    """Part of speech, case, number, gender, animacy and all grammemes of one of pymorphy3's five thousand tags."""
    tag = analyzer().TagClass(text)
    pos, case, number, gender = (
        fact and sys.intern(str.__str__(fact)) for fact in (tag.POS, tag.case, tag.number, tag.gender)
    )  # pymorphy3's own strings compare themselves in Python
    animacy = tag.animacy and max("anim", "inan", key=text.rfind)  # of two («единиц») the form's, behind the lemma's
    return pos, _CASE.get(case, case), number, gender, animacy, frozenset(tag.grammemes)


def _form(parse: Any) -> Form:
    known = isinstance(parse.methods_stack[-1][0], DictionaryAnalyzer) or parse.is_known  # the latter looks it up again
    return Form(parse.normal_form, *_told(str(parse.tag)), parse.score, known)


# UD part of speech -> OpenCorpora parts of speech that agree with it
_POS: dict[str, frozenset[str]] = {
    ud: frozenset(oc.split())
    for ud, oc in {
        "NOUN": "NOUN",
        "PROPN": "NOUN",
        "ADJ": "ADJF ADJS COMP NUMR ADJF",
        "DET": "ADJF NPRO",
        "PRON": "NPRO ADJF",
        "NUM": "NUMR ADJF NOUN",
        "VERB": "VERB INFN PRTF PRTS GRND",
        "AUX": "VERB INFN GRND",
        "ADV": "ADVB PRED COMP",
        "ADP": "PREP",
        "CCONJ": "CONJ",
        "SCONJ": "CONJ",
        "PART": "PRCL",
        "INTJ": "INTJ",
    }.items()
}


@remembered()
def best(word: str, tag: Tag) -> Form:
    """The reading of a word that agrees most with its tag in the sentence.

    >>> best("стали", Tag("NOUN", case="gent", number="sing", gender="femn")).lemma
    'сталь'
    >>> best("стали", Tag("VERB", number="plur", tense="past")).lemma
    'стать'
    """
    wanted = _POS.get(tag.pos, frozenset())

    def agreement(form: Form) -> float:
        return (
            3.0 * (form.pos in wanted)
            + 1.5 * (tag.case is not None and form.case == tag.case)
            + 1.0 * (tag.number is not None and form.number == tag.number)
            + 0.5 * (tag.gender is not None and form.gender == tag.gender)
            + form.score
        )

    return max(forms(word), key=agreement)


def form(token: Token) -> Form:
    """The reading of a token that its sentence asks for."""
    return best(token.lower, token.tag)


def lemma(token: Token) -> str:
    """The dictionary form of a token in its sentence, lower case."""
    return best(token.lower, token.tag).lemma


@remembered()
def inflect(word: str, reading: Form, *grammemes: str) -> str | None:
    """A word put into the form with these grammemes, from the given reading; ``None`` where there is none.

    The letters' case follows the word's: «Совета» → «Совет», «МОСКВОЙ» → «МОСКВА».

    The letter ё stays where the word has it and is not brought in.

    >>> inflect("Совета", forms("Совета")[0], "nomn")
    'Совет'
    >>> inflect("вооруженных", forms("вооруженных")[0], "nomn")
    'вооруженные'
    >>> inflect("Ростовскую-на-Дону", forms("Ростовскую-на-Дону")[0], "gent")
    'Ростовской-на-Дону'
    """
    if by_river := _BY_RIVER.fullmatch(word.lower()):
        size = len(by_river[2])
        own = inflect(word[:-size], reading._replace(lemma=reading.lemma[:-size]), *grammemes)
        return own and own + word[-size:]
    for parse in parses(word.lower()):
        if _form(parse) == reading:
            found = parse.inflect(frozenset(grammemes))
            if found and "Supr" in reading.grammemes:  # «высшего» is «высший», not «высочайший»
                found = max(_lexeme(parse, grammemes), key=lambda p: shared_start(p.word, word.lower()))
            return like(word, found.word if "ё" in word.lower() else found.word.replace("ё", "е")) if found else None
    return None


def _lexeme(parse: Any, grammemes: tuple[str, ...]) -> list[Any]:
    return [p for p in parse.lexeme if p.tag.grammemes.issuperset(grammemes) and p.tag.POS == parse.tag.POS]


def like(model: str, word: str) -> str:
    """A word in the letter case of a model; hyphenated parts one by one.

    >>> like("Нью-Йорке", "нью-йорк"), like("МИДа", "мид"), like("США", "сша")
    ('Нью-Йорк', 'МИД', 'США')
    """
    if model.isupper() and len(model) > 1:
        return word.upper()
    olds, news = model.split("-"), word.split("-")
    if len(olds) == len(news) and len(news) > 1:
        return "-".join(like(a, b) for a, b in zip(olds, news, strict=True))
    if same := shared_start(model.lower(), word):
        return model[:same] + word[same:]
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
