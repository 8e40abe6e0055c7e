"""Mentions pooled by the nominative that explains most of them: a nominative anywhere settles the doubtful ones."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain
from math import log
from operator import attrgetter

from newsnlp.lang.names.first import fold
from newsnlp.lang.names.reading import Name, Reading
from newsnlp.resolve.people.candidate import Candidate, Key, full_key, same_first, single_key
from newsnlp.resolve.people.known import asked, filed
from newsnlp.types import Finding, grouped

DOUBT = 0.003  # what a form that a nominative can't explain costs it
ALONE = 0.6  # what a surname that stands alone says of a full name's, beside what that itself says
LEAST = 0.05  # a reading less probable joins nobody
SLIP = 0.004  # nor one less probable than this where the gender is the same: a word in the wrong case

Pool = tuple[Key, list[Finding[Name]]]


Surname = tuple[str, str]  # folded, and whose: "m", "f", "p"


def support(singles: Iterable[Finding[Name]]) -> dict[Surname, float]:
    """How much the surnames that stand alone speak for each nominative of a man, a woman, a family.

    «Эрвин», which may be anybody's, says as much of her as of him; «Иванова» does not.
    """
    lasts: dict[Surname, float] = {}
    for name in dict.fromkeys(f.value for f in singles):
        most: dict[str, float] = {}
        for reading in name.readings:
            if reading.last:
                most[fold(reading.last)] = max(reading.p, most.get(fold(reading.last), 0.0))
        for reading in name.readings:
            if reading.last:
                last = fold(reading.last)
                p = most[last] if reading.p > most[last] / 10 else reading.p
                lasts[last, reading.gender] = lasts.get((last, reading.gender), 0.0) + log(1 + p / DOUBT)
    return lasts


def _weights(name: Name, key_of: Callable[[Reading], Key]) -> dict[Key, float]:
    by: dict[Key, float] = {}
    for reading in name.readings:
        key = key_of(reading)
        by[key] = by.get(key, 0.0) + reading.p
    return by


def pool(
    findings: Sequence[Finding[Name]], key_of: Callable[[Reading], Key], lasts: Mapping[Surname, float]
) -> list[Pool]:
    """Findings by the nominative that explains most of their forms, then of the rest.

    A form that stands twice counts once: ten times «Яровой» say no more for «Ярова» than one, and «Яровая» rules
    it out.
    """
    forms = _Forms(findings, key_of, lasts)
    queue = [(forms.score(key), order, key) for order, key in enumerate(forms.explained)]
    heapify(queue)
    pools = []
    while forms.left and queue:
        old, order, key = heappop(queue)
        now = forms.score(key)
        if now <= old:
            if taken := forms.take(key):
                pools.append((key, taken))
        elif now:  # some of its forms have gone since
            heappush(queue, (now, order, key))
    return pools


class _Forms:
    """The forms of names that no pool has yet."""

    def __init__(
        self, findings: Sequence[Finding[Name]], key_of: Callable[[Reading], Key], lasts: Mapping[Surname, float]
    ) -> None:
        forms = grouped((finding.value, finding) for finding in findings)
        self.names, self.groups = list(forms), list(forms.values())
        self.key_of, self.lasts = key_of, lasts
        self.weights = [_weights(name, key_of) for name in self.names]
        self.explained = grouped((key, n) for n, by in enumerate(self.weights) for key in by)
        readings = (reading for name in self.names for reading in reversed(name.readings))
        self.genders = {key_of(reading): reading.gender for reading in readings}
        self.left = set(range(len(self.names)))

    def score(self, key: Key) -> float:
        """How much speaks for a nominative, as a negative number; 0 where nothing is left that does."""
        support = sum(log(1 + self.weights[n][key] / DOUBT) for n in self.explained[key] if n in self.left)
        return -support - ALONE * self.lasts.get((key[1], self.genders[key]), 0.0) if support else 0.0

    def take(self, key: Key) -> list[Finding[Name]]:
        """The findings that a nominative explains, which are gone then."""
        there = [n for n in self.explained[key] if n in self.left]
        taken = {n for n in there if self.weights[n][key] >= _least(self.names[n], key, self.key_of)}
        self.left -= taken
        return sorted(chain.from_iterable(self.groups[n] for n in sorted(taken)), key=attrgetter("start"))


def _least(name: Name, key: Key, key_of: Callable[[Reading], Key]) -> float:
    gender = name.readings[0].gender
    return SLIP if any(r.gender == gender and key_of(r) == key for r in name.readings) else LEAST


def of_one_gender(pools: list[Pool]) -> list[Pool]:
    """«Мирослав Немцов» joins «Мирославой Немцовой» where each of its mentions may be hers and some of hers not his."""

    def weight(finding: Finding[Name], key: Key) -> float:
        return sum(reading.p for reading in finding.value.readings if full_key(reading) == key)

    kept: dict[Key, list[Finding[Name]]] = {}
    for key, findings in sorted(pools, key=lambda pool: -sum(weight(f, pool[0]) > 0.5 for f in pool[1])):
        for other in dict.fromkeys(map(full_key, findings[0].value.readings)):
            others = kept.get(other, [])
            if all(weight(f, other) > SLIP for f in findings) and any(weight(f, key) < SLIP / 4 for f in others):
                others += findings
                break
        else:
            kept[key] = [*kept.get(key, ()), *findings]
    return list(kept.items())


def split(key: Key, findings: list[Finding[Name]]) -> list[Candidate]:
    """People with one first and last name and different patronymics or numerals."""
    called = [(finding, _qualifier(key, finding.value)) for finding in findings]
    groups = _grouped(key, [(finding, qualifier) for finding, qualifier in called if any(qualifier)])
    plain = [finding for finding, qualifier in called if not any(qualifier)]
    if all(group.qualifier[1].islower() for group in groups):  # Дональд Трамп, Дональд Трамп-младший
        return [*groups, Candidate(key, plain)] if plain else groups
    _give(groups, plain)
    return groups


def _give(groups: Sequence[Candidate], plain: Iterable[Finding[Name]]) -> None:
    """Gives each finding to whoever was mentioned last before it, else first after it."""
    spots = sorted((finding.start, number) for number, group in enumerate(groups) for finding in group.findings)
    for finding in plain:
        number = spots[max(bisect_left(spots, (finding.start, 0)) - 1, 0)][1]
        groups[number].findings.append(finding)
        insort(spots, (finding.start, number))


def _qualifier(key: Key, name: Name) -> tuple[str, str]:
    reading = next((r for r in name.readings if single_key(r) == key), name.readings[0])
    return fold(reading.middle), fold(reading.tail)


def _agree(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether middle names and numerals contradict nothing."""
    return all(not x or not y or same_first(x, y) for x, y in zip(a, b, strict=True))


def _fuller(a: tuple[str, str], b: tuple[str, str]) -> tuple[str, str]:
    return max(a[0], b[0], key=len), max(a[1], b[1], key=len)


def _grouped(key: Key, called: Sequence[tuple[Finding[Name], tuple[str, str]]]) -> list[Candidate]:
    """One for each of the middle names and numerals that contradict each other."""
    groups: list[Candidate] = []
    by: dict[tuple[str, str], set[int]] = {}  # groups by what their middle names are filed under
    for finding, qualifier in called:
        same = {n for part in (*asked(qualifier[0]), ("first", "")) for n in by.get(part, ())}
        for number in sorted(same) if qualifier[0] else range(len(groups)):
            group = groups[number]
            if _agree(group.qualifier, qualifier):
                group.findings.append(finding)
                group.qualifier = _fuller(group.qualifier, qualifier)
                break
        else:
            number, group = len(groups), Candidate(key, [finding], qualifier)
            groups.append(group)
        for part in filed(group.qualifier[0]):
            by.setdefault(part, set()).add(number)
    return groups
