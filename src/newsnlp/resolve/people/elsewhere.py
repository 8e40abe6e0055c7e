"""The same person elsewhere: surnames shared or standing alone, names in brackets, families."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from newsnlp.lang.first_names import has_a_father, listed_gender
from newsnlp.lang.morph import dictionary_forms
from newsnlp.lang.names import Name, Reading, restore
from newsnlp.lang.surnames import may_be_surname, surname
from newsnlp.resolve.covered import Covered
from newsnlp.resolve.people.known import Known
from newsnlp.resolve.people.someone import SURE, Someone, fold, shape
from newsnlp.types import Finding, Sentence, Token


def share_surnames(found: Sequence[Finding[Name]], text: str) -> list[Finding[Name]]:
    """«Сергей и Юлия Скрипаль»: the surname is both's, unless the first name is somebody's with another one.

    In the plural, «Магомеду и Ибрагиму Погоровым», it becomes the singular of each.
    """
    firsts = {fold(f.value.readings[0].first) for f in found if shape(f.value.readings[0]) == "full"}
    shared = list(found)
    joined = plural = False  # whether the surname behind belongs to several already; whether it was a plural
    for n in range(len(found) - 2, -1, -1):
        one, other = found[n].value.readings[0], shared[n + 1].value.readings[0]
        between = text[found[n].stop : found[n + 1].start]
        joined = between == " и " or (joined and between == ", ")
        joined = bool(joined and other.last and shape(other) == "full")
        if not joined:
            plural = False
            continue
        if last := singular(other.last or "", text[found[n + 1].start : found[n + 1].stop]):
            plural = True
            last = last if other.gender == "m" else _of_other_gender(last)
            other = other._replace(last=last, p=1.0)
            shared[n + 1] = replace(found[n + 1], value=Name((other,)))
        alone = one.first and not one.last and not one.middle and not one.tail and fold(one.first) not in firsts
        readings = [r for r in found[n].value.readings if r.first and not r.last and not r.middle]
        before = text[max(found[n].start - 20, 0) : found[n].start]
        joined = bool(readings and (alone or plural) and not _MONARCH.search(before))
        if joined:
            shared[n] = replace(found[n], value=Name(tuple(_with(r, other) for r in readings)))
    return shared


# whose first name is all of the name: принц Гарри и Меган Маркл
_MONARCH = re.compile(
    r"(?:корол|принц|цар|импера|пап[аыеу]|патриарх|княз|султан|митрополит|епископ)[а-яё]*\s$", re.IGNORECASE
)


def _with(reading: Reading, other: Reading) -> Reading:
    """A first name's reading with the surname of somebody else."""
    last = other.last or ""
    return reading._replace(last=last if reading.gender == other.gender else _of_other_gender(last))


def singular(last: str, mention: str) -> str | None:
    """The man's singular of a surname that was left as it stands because it is a plural; ``None`` for others.

    >>> singular("Погоровым", "Ибрагиму Погоровым"), singular("Толстые", "Дмитрий Толстые"), singular("Погоров", "")
    ('Погоров', 'Толстый', None)
    """
    if not mention.endswith(last):
        return None
    match = _PLURAL.fullmatch(last)
    if not match:
        return None
    return match[1] or (match[2] + ("ий" if match[2][-1] in "кгх" else "ый"))


_PLURAL = re.compile("(.+(?:ов|ев|ёв|ин|ын))(?:ы|ых|ым|ыми)|(.+(?:[цс]к|[нтл]))(?:ие|ые|им|ым|ими|ыми)")


def monastic(found: Sequence[Finding[Name]], text: str) -> list[Finding[Name]]:
    """«митрополит Тихон (Шевкунов)»: the surname in brackets is that of the first name before it."""
    named = list(found)
    for n, (finding, following) in enumerate(pairwise(found)):
        one, other = finding.value.readings[0], following.value.readings[0]
        alone = one.first and not one.last and other.last and not other.first
        if alone and text[finding.stop : following.start] == " (" and text.startswith(")", following.stop):
            readings = tuple(r._replace(last=other.last) for r in finding.value.readings if r.first and not r.last)
            named[n] = replace(finding, value=Name(readings))
    return named


def whole_surnames(found: Sequence[Finding[Name]]) -> list[Finding[Name]]:
    """«Гарсиа Маркеса» beside «Габриэль Гарсиа Маркес»: no first name but the whole of a surname in two words."""
    tops = [finding.value.readings[0] for finding in found]
    whole = {fold(top.last) for top in tops if top.first and top.last and " " in top.last}
    return [_whole(finding, whole) for finding in found] if whole else list(found)


def _whole(finding: Finding[Name], whole: Set[str]) -> Finding[Name]:
    readings = tuple(
        Reading(None, None, last, r.gender, r.p)
        for r in finding.value.readings
        if r.first and r.last
        for last in (f"{r.first} {r.last}", f"{r.last} {r.first}")
        if fold(last) in whole and not r.middle
    )
    return replace(finding, value=Name(readings)) if readings else finding


def surnames_by_first(found: Sequence[Finding[Name]]) -> Mapping[str, Set[str]]:
    """The surnames of everybody of each first name, folded, by the likeliest readings."""
    by: dict[str, set[str]] = {}
    for finding in found:
        top = finding.value.readings[0]
        if top.last:
            by.setdefault(fold(top.first), set()).add(fold(top.last))
    return by


def is_patronymic(finding: Finding[Name], bearers: Mapping[str, Set[str]]) -> bool:
    """«Владимира Вольфовича» where somebody else here is a Владимир: a patronymic, though it might be a surname."""
    top, *others = finding.value.readings
    patronymic = next((r for r in others if r.first and r.middle and not r.last and r.p > 0.1), None)
    if not patronymic or not top.last or not has_a_father(top.last.lower()):
        return False
    lasts = bearers.get(fold(patronymic.first), frozenset())
    return len(lasts) > (fold(top.last) in lasts)


def by_surname(singles: Sequence[Finding[Name]]) -> Mapping[tuple[str | None, str], Set[int]]:
    """Which names (by identity) surely are a surname in one gender."""
    by: dict[tuple[str | None, str], set[int]] = {}
    for finding in singles:
        for reading in finding.value.readings[:1]:
            if reading.p > 0.9:
                by.setdefault((reading.last, reading.gender), set()).add(id(finding.value))
    return by


def other_alone(finding: Finding[Name], told: Mapping[tuple[str | None, str], Set[int]], known: Known) -> bool:
    """«Дочь Есенина Татьяна Есенина. Есенин…»: a surname that stands alone in another form, as another's name."""
    top = finding.value.readings[0]
    if not top.last or top.p < 0.4 or any(someone.fits(top) for someone in known.meant(finding)):
        return False
    there = told.get((top.last, top.gender), frozenset())
    return len(there) > (id(finding.value) in there)


def _of_other_gender(last: str) -> str:
    """Иванова → Иванов, Высоцкий → Высоцкая; Скрипаль stays."""
    if re.search("(?:ов|ев|ёв|ин|ын)а$", last):
        return last[:-1]
    if re.search("(?:ов|ев|ёв|ин|ын)$", last):
        return last + "а"
    if last.endswith("ый"):
        return last[:-2] + "ая"
    if re.search("[сц]к(?:ий|ая)$", last):
        return last[:-2] + ("ая" if last.endswith("ий") else "ий")
    return last


_GLOSS = re.compile(r"\s?[(\[]\s?(?:[а-яё]{2,8}\.?[:,\s]\s*)?[«\"']{0,2}")


def aliases(found: Sequence[Finding[Name]], text: str) -> dict[Finding[Name], Finding[Name]]:
    """Names in Latin letters that stand in brackets behind a name: «Джон Стэйнтон (John Stainton)»."""
    aliases: dict[Finding[Name], Finding[Name]] = {}
    for before, finding in pairwise(found):
        latin = _is_latin(text[finding.start : finding.stop]) and not _is_latin(text[before.start : before.stop])
        if latin and _GLOSS.fullmatch(text[before.stop : finding.start]):
            aliases[finding] = before
    return aliases


def _is_latin(word: str) -> bool:
    return not re.search("[а-яё]", word.lower())


def plurals(known: Sequence[Someone]) -> frozenset[str]:
    """The plurals (folded) of everyone's surname."""
    return frozenset(plural for someone in known for plural in _plurals(someone.key[1]))


def family(finding: Finding[Name], plurals: frozenset[str]) -> Finding[Name]:
    """«Скрипалей» beside «Сергей Скрипаль»: the plural of a surname that somebody here has."""
    family = [r for r in finding.value.readings if r.gender == "p" and fold(r.last) in plurals]
    return replace(finding, value=Name((family[0]._replace(p=1.0),))) if family else finding


def _plurals(last: str) -> tuple[str, ...]:
    if last.endswith(("ий", "ый", "ой", "ая")):
        return (last[:-2] + "ие", last[:-2] + "ые")
    stem = last[:-1] if last.endswith(("а", "я", "ь", "й")) else last
    return (stem + "ы", stem + "и") if len(stem) > 2 else ()


def again(
    known: Sequence[Someone], found: Sequence[Finding[Name]], sentences: Sequence[Sentence]
) -> Iterator[Finding[Name]]:
    """Words that no mention covers and that are a form of somebody's surname."""
    known = [one for one in known if len(one.key[1]) > 3 and (one.key[0] or may_be_surname(one.key[1]))]
    lasts: dict[str, list[Someone]] = {}
    for one in known:
        lasts.setdefault(one.key[1], []).append(one)
    stems = {last[:4] for last in lasts}
    covered = Covered(found)
    for sentence in sentences:
        for token in sentence.tokens:
            if token.lower[:4].replace("ё", "е") not in stems or token.text.islower():
                continue
            if covered.touch(token) or not _stands_alone(token, sentence):
                continue
            if name := _surname_of(token, lasts):
                yield Finding(token.start, token.stop, "person.again", name, 0.5)


def quoted(
    known: Sequence[Someone], found: Sequence[Finding[Name]], sentences: Sequence[Sentence]
) -> Iterator[Finding[Name]]:
    """First names alone that open a sentence or a quote, «Дональд опасен…», where one person here bears them.

    Only the nominative of names that are no words of their own; a verb or a short adjective stands behind.
    """
    firsts = Counter(one.key[0] for one in known if one.key[1])
    once = {first for first, times in firsts.items() if len(first) > 3 and times == 1 and listed_gender(first)}
    covered = {f.start for f in found}
    for sentence in sentences:
        for token, following in pairwise(sentence.tokens):
            if fold(token.text) not in once or token.start in covered or not token.text.istitle():
                continue
            if _opens_clause(token, sentence) and following.tag.pos in _PREDICATES and _only_a_name(token.lower):
                reading = Reading(restore(token.text, token.lower), None, None, _gender_of(token.lower), 1.0)
                yield Finding(token.start, token.stop, "person.again", Name((reading,)), 0.5)


_PREDICATES = frozenset("VERB ADJ AUX PART ADV PRON".split())


def _opens_clause(token: Token, sentence: Sentence) -> bool:
    ahead = sentence.cut(sentence.start, token.start).rstrip()
    return (not ahead or ahead[-1] in '«„“"—–:') and _stands_alone(token, sentence)


def _only_a_name(word: str) -> bool:
    return all("Name" in form.grammemes for form in dictionary_forms(word))


def _gender_of(first: str) -> str:
    return "f" if listed_gender(fold(first)) == "f" else "m"


def _stands_alone(token: Token, sentence: Sentence) -> bool:
    """Whether a capital word isn't part of a longer proper name: «Шаляпинский фестиваль», «Медведев-центр»."""
    inside = [s for s in sentence.spans if s.start <= token.start and token.stop <= s.stop]
    return not any(s.kind in _OTHERS and (s.start, s.stop) == (token.start, token.stop) for s in inside)


_OTHERS = frozenset("organization city country region district location facility work_of_art product event law".split())


def _surname_of(token: Token, lasts: Mapping[str, Sequence[Someone]]) -> Name | None:
    """``lasts``: people by surname (folded)."""
    forms = [form for form in surname(token.lower) if form.prior > -1.0]
    readings = []
    for last in dict.fromkeys(fold(form.nominative) for form in forms):
        for odds in dict.fromkeys(someone.odds() for someone in lasts.get(last, ())):
            for form in forms:
                agrees = abs(odds) < SURE or (odds > 0) == (form.gender == "m")
                if fold(form.nominative) == last and agrees:
                    readings.append(Reading(None, None, restore(token.text, form.nominative), form.gender, 0.5))
    return Name(tuple(dict.fromkeys(readings))) if readings else None
