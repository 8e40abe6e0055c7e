"""Everyone found so far, by the parts of their names: who may be meant is looked up rather than looked for."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator

from newsnlp.lang.names.first import fold, full_names
from newsnlp.lang.names.reading import Name, Reading
from newsnlp.resolve.people.candidate import Candidate, alone, consonants, initial, letters_of
from newsnlp.types import Finding

_Part = tuple[str, str]  # which part of a name, and what it is
NEAR = 10  # namesakes before a mention and behind it who come into question: nobody keeps more apart


def filed(name: str) -> Iterator[_Part]:
    """Under what a first or middle name (folded) is filed, so that :func:`asked` finds all that may be the same."""
    return _kept(name, "initial", "letter")


def asked(name: str) -> Iterator[_Part]:
    """Where to look for a first or middle name."""
    return _kept(name, "letter", "initial")


def _kept(name: str, of_initial: str, of_name: str) -> Iterator[_Part]:
    yield from (("first", full) for full in full_names(name))
    if initial(name):
        yield of_initial, letters_of(name)[:1]
    else:
        yield of_name, name[:1]
        yield of_name, ""


class Known:
    """People in the order in which they were found."""

    def __init__(self, people: Iterable[Candidate] = ()) -> None:
        self.people: list[Candidate] = []
        self._by: defaultdict[_Part, list[tuple[int, int]]] = defaultdict(list)  # first mentions' places and numbers
        self._at: dict[int, tuple[int, int]] = {}  # each one's, by identity
        self.add(people)

    def add(self, people: Iterable[Candidate]) -> None:
        """More people, behind the others."""
        for one in people:
            self._at[id(one)] = one.spots()[0], len(self.people)
            self._file(one, _parts(one))
            self.people.append(one)

    def _file(self, one: Candidate, parts: Iterable[_Part]) -> None:
        for part in parts:
            insort(self._by[part], self._at[id(one)])

    def call(self, one: Candidate, middle: str) -> None:
        """Somebody's middle name (folded) becomes known, or known in full."""
        one.qualifier = (middle, one.qualifier[1])
        self._file(one, _middle(middle))

    def meant(self, finding: Finding[Name]) -> list[Candidate]:
        """All whom one of a mention's readings fits, in order, and perhaps some whom it doesn't."""
        parts = {part for reading in finding.value.readings for part in _meant(reading)}
        numbers = {n for part in parts for n in self._near(part, finding.start)}
        return [self.people[n] for n in sorted(numbers)]

    def _near(self, part: _Part, start: int) -> list[int]:
        there = self._by.get(part, [])
        at = bisect_left(there, (start, 0)) if len(there) > NEAR else 0
        return [n for _, n in there[max(at - NEAR, 0) : at + NEAR]]

    def like(self, word: str) -> list[Candidate]:
        """Those whose surname begins with the three letters that a word (folded) does, or with its consonants."""
        numbers = {n for part in _starts(word) for _, n in self._by.get(part, ())}
        return [self.people[n] for n in sorted(numbers)]


def _parts(one: Candidate) -> set[_Part]:
    parts = {*_starts(one.key[1]), ("anybody", ""), *_middle(one.qualifier[0])}
    for first, last in (one.key, *one.other_keys):
        parts |= {*filed(first), ("last", first), *(("last", word) for word in alone(last))}
    return parts


def _starts(last: str) -> list[_Part]:
    """What the forms and the spellings of a surname begin with."""
    return [("start", last[:3]), ("consonants", consonants(last)[:3])]


def _middle(middle: str) -> Iterator[_Part]:
    yield "middle", middle
    if " " in middle:  # Луис Инасиу Лула да Силва is called Лула
        yield from (("last", word) for word in middle.split())


def _meant(reading: Reading) -> Iterable[_Part]:
    """Under what those are filed whom a reading may mean."""
    if reading.last:
        return [("last", fold(reading.last))]
    if reading.first:
        return asked(fold(reading.first))
    return [("middle", fold(reading.middle)) if reading.middle else ("anybody", "")]
