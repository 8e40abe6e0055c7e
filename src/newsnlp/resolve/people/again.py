"""The same person again, where no mention was found: surnames and first names alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise

from newsnlp.lang.honoured import bears
from newsnlp.lang.morph import dictionary_forms
from newsnlp.lang.names.first import fold, listed_gender
from newsnlp.lang.names.reading import Name, Reading, restore
from newsnlp.lang.names.surnames import may_be_surname, surname
from newsnlp.resolve.covered import Covered
from newsnlp.resolve.people.candidate import SURE, Candidate
from newsnlp.types import Finding, Sentence, Token, grouped


def again(
    known: Sequence[Candidate], found: Sequence[Finding[Name]], sentences: Sequence[Sentence]
) -> Iterator[Finding[Name]]:
    """Words that no mention covers and that are a form of somebody's surname."""
    lasts = grouped((one.key[1], one) for one in known if _is_borne(*one.key))
    longer = {last: those for last, those in lasts.items() if len(last) > 3}
    covered = Covered(found)
    for sentence, token in _beginning(sentences, {last[:3] for last in lasts}):
        if covered.touch(token) or not _may_be_name(token, sentence):
            continue
        if name := _surname_of(token, longer if _is_short_noun(token, sentence) else lasts):
            yield Finding(token.start, token.stop, "person.again", name, 0.5)


def _is_borne(first: str, last: str) -> bool:
    """Whether a surname is long enough and somebody's with a first name, or by its form."""
    return len(last) > 2 and (bool(first) or may_be_surname(last))


def _beginning(sentences: Iterable[Sentence], stems: Set[str]) -> Iterator[tuple[Sentence, Token]]:
    """The words with a capital whose first three letters are one of these."""
    for sentence in sentences:
        for token in sentence.tokens:
            if not token.text.islower() and token.lower[:3].replace("ё", "е") in stems:
                yield sentence, token


def _may_be_name(token: Token, sentence: Sentence) -> bool:
    """Whether a word stands alone and is no name that a street bears."""
    return _stands_alone(token, sentence) and not (token.tag.case == "gent" and bears(sentence, token.start))


def _is_short_noun(token: Token, sentence: Sentence) -> bool:
    """«Пак», «Дубом»: as a surname of three letters looks, where it may be but a noun that opens a sentence."""
    if len(token.text) > 5:
        return False
    opens = not sentence.cut(sentence.start, token.start).strip('«„“"—– ')
    return opens and any(form.pos == "NOUN" and not form.grammemes & _NAMES for form in dictionary_forms(token.lower))


_NAMES = frozenset(("Surn", "Name", "Patr"))


def quoted(
    known: Sequence[Candidate], found: Sequence[Finding[Name]], sentences: Sequence[Sentence]
) -> Iterator[Finding[Name]]:
    """First names alone that open a sentence or a quote, «Дональд опасен…», where one person here bears them.

    Only the nominative of names that are no words of their own; a verb or a short adjective stands behind.
    """
    once, covered = _once(known), {f.start for f in found}
    for sentence in sentences if once else ():
        for token, following in pairwise(sentence.tokens):
            if not token.text.istitle() or fold(token.text) not in once or token.start in covered:
                continue
            if _opens_clause(token, sentence) and following.tag.pos in _PREDICATES and _only_a_name(token.lower):
                yield Finding(token.start, token.stop, "person.again", _first_alone(token), 0.5)


def _once(known: Sequence[Candidate]) -> Set[str]:
    """The first names that but one of several people with surnames bears."""
    firsts = Counter(one.key[0] for one in known if one.key[1])
    return {first for first, times in firsts.items() if len(first) > 3 and times == 1 and listed_gender(first)}


def _first_alone(token: Token) -> Name:
    gender = "f" if listed_gender(fold(token.lower)) == "f" else "m"
    return Name((Reading(restore(token.text, token.lower), None, None, gender, 1.0),))


_PREDICATES = frozenset("VERB ADJ AUX PART ADV PRON".split())


def _opens_clause(token: Token, sentence: Sentence) -> bool:
    ahead = sentence.cut(sentence.start, token.start).rstrip()
    return (not ahead or ahead[-1] in '«„“"—–:') and _stands_alone(token, sentence)


def _only_a_name(word: str) -> bool:
    return all("Name" in form.grammemes for form in dictionary_forms(word))


def _stands_alone(token: Token, sentence: Sentence) -> bool:
    """Whether a capital word isn't part of a longer proper name: «Шаляпинский фестиваль», «Медведев-центр»."""
    inside = sentence.over(token.start, token.stop)
    if _leans(token, sentence) or _in_row_of_places(token, sentence):
        return False
    return not any(s.kind in _OTHERS and (s.start, s.stop) == (token.start, token.stop) for s in inside)


def _leans(token: Token, sentence: Sentence) -> bool:
    """«|Чайковского| городского округа»: an adjective before what it agrees with."""
    behind = sentence.behind(token.stop)
    if not behind.text.islower() or not _ADJECTIVE.search(token.lower):
        return False
    return behind.tag.pos in ("ADJ", "NOUN") and behind.tag.case == token.tag.case != "nomn"


def _in_row_of_places(token: Token, sentence: Sentence) -> bool:
    """«из Братска и |Зимы|»: behind a place in the same case."""
    link = sentence.before(token.start)
    ahead = sentence.before(link.start)
    if link.text not in (",", "и") or ahead.tag.case in (None, "nomn") or ahead.tag.case != token.tag.case:
        return False
    return any(span.kind in ("city", "region", "country") for span in sentence.ending(ahead.stop))


_ADJECTIVE = re.compile("[цс]к(?:ого|ой|ому|им|ом|ую|их|ими)$")
_OTHERS = frozenset("organization city country region district location facility work_of_art product event law".split())


def _surname_of(token: Token, lasts: Mapping[str, Sequence[Candidate]]) -> Name | None:
    """``lasts``: people by surname (folded)."""
    forms = grouped((fold(form.nominative), form) for form in surname(token.lower) if form.prior > -1.0)
    readings = [
        Reading(None, None, restore(token.text, form.nominative), form.gender, 0.5)
        for last, those in forms.items()
        for odds in dict.fromkeys(one.odds() for one in lasts.get(last, ()))
        for form in those
        if abs(odds) < SURE or (odds > 0) == (form.gender == "m")
    ]
    return Name(tuple(dict.fromkeys(readings))) if readings else None
