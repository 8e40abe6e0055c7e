"""Everyone found so far, by the parts of their names: who may be meant is looked up rather than looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from newsnlp.lang.first_names import full_names
from newsnlp.lang.names import Reading
from newsnlp.resolve.people.someone import Someone, alone, fold, initial, letters_of

_Part = tuple[str, str]  # which part of a name, and what it is


class Known:
    """People in the order in which they were found."""

    def __init__(self, people: Iterable[Someone] = ()) -> None:
        self.people: list[Someone] = []
        self._by: defaultdict[_Part, list[int]] = defaultdict(list)
        self._at: dict[int, int] = {}  # each one's number, by identity
        self.add(people)

    def add(self, people: Iterable[Someone]) -> None:
        """More people, behind the others."""
        for one in people:
            for part in _parts(one):
                self._by[part].append(len(self.people))
            self._at[id(one)] = len(self.people)
            self.people.append(one)

    def call(self, one: Someone, middle: str) -> None:
        """Somebody's middle name (folded) becomes known, or known in full."""
        one.qualifier = (middle, one.qualifier[1])
        for part in _middle(middle):
            self._by[part].append(self._at[id(one)])

    def meant(self, readings: Iterable[Reading]) -> list[Someone]:
        """All whom one of the readings fits, in order, and perhaps some whom it doesn't."""
        spots: set[int] = set()
        for reading in readings:
            if reading.first or reading.last or reading.middle:
                spots.update(n for part in _asked(reading) for n in self._by.get(part, ()))
            else:
                spots.update(range(len(self.people)))
        return [self.people[n] for n in sorted(spots)]

    def beginning(self, letters: str) -> list[Someone]:
        """Those whose surname begins with three letters."""
        return [self.people[n] for n in self._by.get(("start", letters), ())]


def _parts(one: Someone) -> set[_Part]:
    parts = {("start", one.key[1][:3]), *_middle(one.qualifier[0])}
    for first, last in (one.key, *one.other_keys):
        parts |= {("last", word) for word in alone(last)} | {("first", name) for name in full_names(first)}
        parts.add(("initial", letters_of(first)[:1]) if initial(first) else ("letter", first[:1]))
        if not initial(first):
            parts.add(("letter", ""))
    return parts


def _middle(middle: str) -> Iterator[_Part]:
    yield "middle", middle
    if " " in middle:  # Луис Инасиу Лула да Силва is called Лула
        yield from (("last", word) for word in middle.split())


def _asked(reading: Reading) -> Iterator[_Part]:
    """Under what those are filed whom a reading may mean."""
    if reading.last:
        yield "last", fold(reading.last)
    elif reading.first:
        first = fold(reading.first)
        yield from (("first", name) for name in full_names(first))
        if initial(first):
            yield "letter", letters_of(first)[:1]
        else:
            yield from (("initial", letter) for letter in (first[:1], ""))
    else:
        yield "middle", fold(reading.middle)
