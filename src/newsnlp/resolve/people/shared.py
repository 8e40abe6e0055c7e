"""What a name takes from the names beside it: surnames shared or in brackets, families, glosses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import combinations, pairwise

from newsnlp.data import word_list
from newsnlp.lang.names import declension
from newsnlp.lang.names.first import fold, listed_gender
from newsnlp.lang.names.reading import Name, Reading, restore
from newsnlp.resolve.people.candidate import Candidate, shape
from newsnlp.types import Finding


def share_surnames(found: Sequence[Finding[Name]], text: str) -> list[Finding[Name]]:
    """«Сергей и Юлия Скрипаль»: the surname is both's, unless the first name is somebody's with another one.

    In the plural, «Магомеду и Ибрагиму Погоровым», it becomes the singular of each.
    """
    firsts = {fold(f.value.readings[0].first) for f in found if shape(f.value.readings[0]) == "full"}
    lasts = {fold(f.value.readings[0].last) for f in found} - {""}
    shared = list(found)
    joined = plural = False  # whether the surname behind belongs to several already; whether it was a plural
    for n in range(len(found) - 2, -1, -1):
        other = shared[n + 1].value.readings[0]
        between = text[found[n].stop : found[n + 1].start]
        joined = between == " и " or (joined and between == ", ")
        if not (joined and shape(other) == "full"):
            joined = plural = False
            continue
        if one := _one_of_several(other, text[found[n + 1].start : found[n + 1].stop], lasts):
            plural, other = True, one
            shared[n + 1] = replace(found[n + 1], value=Name((one,)))
        readings = [r for r in filter(_first_alone, found[n].value.readings) if not r.middle]
        before = text[max(found[n].start - 20, 0) : found[n].start]
        alone = plural or _alone(found[n].value.readings[0], firsts)
        joined = bool(readings) and alone and not _MONARCH.search(before)
        if joined:
            shared[n] = replace(found[n], value=Name(tuple(_with(r, other) for r in readings)))
    return shared


def _one_of_several(reading: Reading, mention: str, lasts: Set[str]) -> Reading | None:
    """Somebody whose surname stands in the plural, since it is another's too; ``None`` where it does not."""
    last = singular(reading.last or "", mention) or _of_several(mention.split()[-1], lasts)
    if not last:
        return None
    return reading._replace(last=last if reading.gender == "m" else _of_other_gender(last), p=1.0)


def _alone(reading: Reading, firsts: Set[str]) -> bool:
    """Whether it is a first name that nobody bears here with a surname of his own."""
    return (
        bool(reading.first)
        and not (reading.last or reading.middle or reading.tail)
        and fold(reading.first) not in firsts
    )


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


def _of_several(word: str, lasts: Set[str]) -> str | None:
    """«(Сергей и Юлия) Скрипалей» where somebody is called Скрипаль."""
    own = fold(word)
    alike = (last for last in lasts if last[:3] == own[:3] and last != own and last[-1] not in "иы")
    known = sorted(last for last in alike if own in declension.plurals(last))
    if not known:
        return None
    his = known[0].removesuffix("а") if re.search("(?:ов|ев|ин|ын)а$", known[0]) else known[0]
    return restore(word, his)


_PLURAL = re.compile("(.+(?:ов|ев|ёв|ин|ын))(?:ы|ых|ым|ыми)|(.+(?:[цс]к|[нтл]))(?:ие|ые|им|ым|ими|ыми)")


def _first_alone(reading: Reading) -> bool:
    return bool(reading.first) and not reading.last


def monastic(found: Sequence[Finding[Name]], text: str) -> list[Finding[Name]]:
    """«митрополит Тихон (Шевкунов)»: the surname in brackets is that of the first name before it."""
    named = list(found)
    for n, (finding, following) in enumerate(pairwise(found)):
        one, other = finding.value.readings[0], following.value.readings[0]
        alone = _first_alone(one) and other.last and not other.first
        if alone and text[finding.stop : following.start] == " (" and text.startswith(")", following.stop):
            readings = tuple(r._replace(last=other.last) for r in filter(_first_alone, finding.value.readings))
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


def longer_names(found: Sequence[Finding[Name]]) -> list[Finding[Name]]:
    """«бин Салман» beside «Мохаммед бин Салман Аль Сауд», «Су Чжи» beside «Аун Сан Су Чжи»: a piece of one longer name
    means who bears it."""
    whole: dict[tuple[str, ...], Reading] = {}
    for finding in found:
        words = _said(finding.value.readings[0])
        if len(words) > 2:
            whole.setdefault(words, finding.value.readings[0])
    tops = (finding.value.readings[0] for finding in found)
    lasts = {fold(top.last).split()[0] for top in tops if top.first and top.last}
    pieces: dict[tuple[str, ...], Set[tuple[str, ...]]] = {}
    for words in whole:
        for start, stop in combinations(range(len(words) + 1), 2):
            if 1 < stop - start < len(words) or (start == len(words) - 1 and _by_last(whole[words], lasts)):
                pieces[words[start:stop]] = pieces.get(words[start:stop], frozenset()) | {words}
    return [_longer(finding, whole, pieces) for finding in found] if pieces else list(found)


def _by_last(reading: Reading, lasts: Set[str]) -> bool:
    """Whether somebody goes by the last word of a given name, as in Vietnam, and nobody here by it as a surname."""
    return reading.eastern and bool(reading.first) and fold(reading.first).split()[-1] not in lasts


def _said(reading: Reading) -> tuple[str, ...]:
    """A reading's words (folded) in the order in which they stand."""
    parts = reading.first, reading.middle, reading.last
    order = (parts[2], parts[0], parts[1]) if reading.eastern else parts
    return tuple(word for part in order for word in fold(part).split())


def _longer(
    finding: Finding[Name],
    whole: Mapping[tuple[str, ...], Reading],
    pieces: Mapping[tuple[str, ...], Set[tuple[str, ...]]],
) -> Finding[Name]:
    for reading in finding.value.readings[:3]:
        there = pieces.get(_said(reading), frozenset())
        if len(there) != 1:
            continue
        bearer = whole[next(iter(there))]
        own = fold(reading.first)
        if own in ("", fold(bearer.first)) or not listed_gender(own):  # no Мария Гарсиа beside Хосе Мария Гарсиа
            return replace(finding, value=Name((bearer,)))
    return finding


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


def plurals(known: Sequence[Candidate]) -> frozenset[str]:
    """The plurals (folded) of everyone's surname."""
    return frozenset(plural for one in known for plural in _plurals(one.key[1]))


def family(finding: Finding[Name], plurals: frozenset[str]) -> Finding[Name]:
    """«Скрипалей» beside «Сергей Скрипаль»: the plural of a surname that somebody here has."""
    family = [r for r in finding.value.readings if r.gender == "p" and fold(r.last) in plurals]
    return replace(finding, value=Name((family[0]._replace(p=1.0),))) if family else finding


def _plurals(last: str) -> tuple[str, ...]:
    if last.endswith(word_list("people.shared.adjectives")):
        return (last[:-2] + "ие", last[:-2] + "ые")
    stem = last[:-1] if last.endswith(word_list("people.shared.endings")) else last
    return (stem + "ы", stem + "и") if len(stem) > 2 else ()
