"""A person in the making, and how parts of names compare."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log
from operator import attrgetter

from newsnlp.fold import shared_start
from newsnlp.lang.names.first import fold, listed_gender, same_first_name
from newsnlp.lang.names.reading import PUBLIC, Name, Reading
from newsnlp.memory import remembered
from newsnlp.types import Finding, Gender, Person, mention

SURE = 1.2  # log-odds of the gender from which on it is told
CLEAR = 2.5  # those of the known first name from which on the mentions without it say nothing


def _tells(finding: Finding[Name]) -> bool:
    """Whether the first name is known to be a man's or a woman's alone."""
    return listed_gender(fold(finding.value.readings[0].first)) in ("m", "f")


def shape(reading: Reading) -> str:
    if reading.first and reading.last:
        return "initials" if initial(reading.first) else "full"
    return "single"


def initial(word: str | None) -> bool:
    return bool(word and word.endswith("."))


Key = tuple[str, str]


def full_key(reading: Reading) -> Key:
    return fold(reading.first), fold(reading.last)


def single_key(reading: Reading) -> Key:
    return fold(reading.first or reading.middle), fold(reading.last)


@dataclass(slots=True)
class Candidate:
    """A person in the making: ``key`` is the folded (first, last)."""

    key: Key
    findings: list[Finding[Name]]
    qualifier: tuple[str, str] = ("", "")  # folded middle name and tail
    extra: list[Finding[Name]] = field(default_factory=list)
    aliases: list[Finding[Name]] = field(default_factory=list)
    other_keys: set[Key] = field(default_factory=set)  # misprints and short forms
    # sums over the first mentions, so that one more costs the same however many there are: how many, of those whose
    # first name tells, of all; the mentions' places in order
    _weighed: int = 0
    _named: float = 0.0
    _total: float = 0.0
    _spots: list[int] = field(default_factory=list)

    def odds(self) -> float:
        """Log-odds of a man against a woman."""
        for finding in self._since(self._weighed) if self._weighed < self.count() else ():
            odds = self._odds_of(finding)
            self._total += odds
            self._named += odds if self._weighed < len(self.findings) and _tells(finding) else 0.0
            self._weighed += 1
        return self._named if abs(self._named) >= CLEAR else self._total

    def count(self) -> int:
        """How many mentions there are so far."""
        return len(self.findings) + len(self.extra)

    def _since(self, number: int) -> Iterator[Finding[Name]]:
        """The mentions behind the first ``number``; ``findings`` are whole before anybody asks."""
        yield from self.findings[number:]
        yield from self.extra[max(number - len(self.findings), 0) :]

    def _odds_of(self, finding: Finding[Name]) -> float:
        man = woman = 0.02
        for reading in finding.value.readings:
            if self.fits(reading):
                man += reading.p * (reading.gender == "m")
                woman += reading.p * (reading.gender == "f")
        return log(man / woman)

    def fits(self, reading: Reading) -> bool:
        """Whether the parts that the reading has are this person's."""
        return _fits(reading, self.key) or any(_fits(reading, key) for key in self.other_keys) or self.is_first(reading)

    def is_first(self, reading: Reading) -> bool:
        """Whether a word alone that looks like a surname is this person's first name: «Хасинта» of Хасинта Моралес."""
        alone = reading.last and not (reading.first or reading.middle or reading.tail)
        return bool(alone and self.key[1]) and fold(reading.last) == self.key[0]

    def _longer(self) -> list[Key]:
        """The person's other keys with a second family name: Мария Гарсиа Лорка beside Мария Лорка."""
        return [key for key in self.other_keys if key[0] == self.key[0] and one_of_two(key[1], self.key[1])]

    def spots(self) -> list[int]:
        """Where the mentions begin, in order."""
        for finding in self._since(len(self._spots)) if len(self._spots) < self.count() else ():
            insort(self._spots, finding.start)
        return self._spots

    def gender(self) -> Gender | None:
        """Told where the evidence is clear."""
        odds = self.odds()
        return None if abs(odds) < SURE else PUBLIC["m" if odds > 0 else "f"]

    def _told(self) -> Iterator[tuple[Reading, float]]:
        """The readings that name the person most fully, each with its weight; capitals tell little of spelling."""
        fullest = max([self.key, *self._longer()], key=lambda key: len(key[1].split()))
        for finding in self.findings if fullest == self.key else (*self.findings, *self.extra):
            for reading in finding.value.readings:
                if single_key(reading) == fullest:
                    yield reading, reading.p * (0.1 if finding.value.capitals else 1.0)

    def person(self, text: str) -> Person:
        """The person with all mentions: of each part the likeliest form, the middle name in full where it stands so."""
        parts = {part: self._votes(part) for part in ("first", "middle", "last", "tail")}
        told = list(self._told())
        eastern = sum(weight if reading.eastern else -weight for reading, weight in told)
        family = sum(weight if reading.gender == "p" else -weight for reading, weight in told)
        texts = " ".join(text[f.start : f.stop] for f in (*self.findings, *self.extra))
        first, middle, last, tail = (_choose(votes, texts) for votes in parts.values())
        first, middle = _without_twice(first, middle, last)
        mentions = sorted((*self.findings, *self.extra, *self.aliases), key=attrgetter("start"))
        return Person(
            _compose(first, middle, last, tail, eastern > 0),
            _NUMERAL.sub("", first) if first else None,
            last,
            middle,
            None if family > 0 else self.gender(),
            tuple(mention(text, f) for f in mentions),
        )

    def _votes(self, part: str) -> dict[str, float]:
        """How much speaks for each spelling of a part; for a middle name, those who are called in short too."""
        votes: dict[str, float] = {}
        for reading, weight in self._told():
            _add(votes, getattr(reading, part), weight)
        for reading in (reading for f in self.extra for reading in f.value.readings) if part == "middle" else ():
            if self.fits(reading) and not initial(reading.middle):
                _add(votes, reading.middle, reading.p)
        return votes


def _without_twice(first: str | None, middle: str | None, last: str | None) -> tuple[str | None, str | None]:
    """A first and a middle name, without a middle one that is the first of two family names, and one told twice."""
    if last and fold(middle) in fold(last).split():
        middle = None
    return (None if middle == first and not initial(first) else first), middle  # a patronymic alone


def _add(counter: dict[str, float], part: str | None, weight: float) -> None:
    if part:
        counter[part] = counter.get(part, 0.0) + weight


def _choose(counter: dict[str, float], texts: str) -> str | None:
    """The likeliest spelling; with ё where the article has it, or has the word in no form that could show it."""
    full = {part: n for part, n in counter.items() if not initial(part)} or counter
    if not full:
        return None
    best = max(full, key=lambda part: full[part])
    same = [part for part in full if fold(part) == fold(best)]
    return max(same, key=lambda part: (_shows_yo(part, texts), part in texts.split(), "ё" in part, full[part]))


def _shows_yo(part: str, texts: str) -> bool:
    return "ё" in part and part[: part.index("ё") + 1] in texts


_NUMERAL = re.compile(r" [IVX]+\b")  # Карл XVI Густав


def _compose(first: str | None, middle: str | None, last: str | None, tail: str | None, eastern: bool) -> str:
    order = (last, first, middle) if eastern else (first, middle, last)
    name = " ".join(part for part in order if part)
    if not tail:
        return name
    return f"{name} {tail}" if tail.isupper() else f"{name}-{tail}"


@remembered()
def alone(last: str) -> frozenset[str]:
    """The ways in which a surname (folded) stands alone: whole, the first or the last of its words, or what stands
    behind a hyphen, an article or another name.

    >>> sorted(alone("гарсиа маркес")), sorted(alone("аль-малики")), sorted(alone("салтыков-щедрин"))
    (['гарсиа', 'гарсиа маркес', 'маркес'], ['аль-малики', 'малики'], ['салтыков-щедрин', 'щедрин'])
    """
    words = last.split()
    return frozenset((last, *words[:1], *words[-1:], *(_BEFORE_HYPHEN.sub("", word) for word in words[-1:])))


_BEFORE_HYPHEN = re.compile("^[^-]+-(?=[^-]{4,}$)")


def _fits(reading: Reading, key: Key) -> bool:
    first, last = key
    if reading.last and fold(reading.last) not in alone(last):
        return False
    return not reading.first or same_first(fold(reading.first), first)


def same_first(a: str, b: str) -> bool:
    """Equal, or one is the other's initial."""
    if a.endswith(".") != b.endswith("."):
        short, full = (a, b) if a.endswith(".") else (b, a)
        return full.startswith(letters_of(short))
    return same_first_name(a, b)


def letters_of(initial: str) -> str:
    """What a first name begins with whose initial is given: «ж.-п.» → «ж»."""
    return initial.rstrip(".").split("-")[0].rstrip(".")


def one_edit(a: str, b: str) -> bool:
    """Whether one letter more, less or another makes one word of the other, or two that change places.

    >>> one_edit("куренковм", "куренковым"), one_edit("алекснадр", "александр"), one_edit("иванов", "иванов")
    (True, True, False)
    """
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    n = shared_start(a, b)
    swapped = a[: n + 2] == b[:n] + b[n : n + 2][::-1] and a[n + 2 :] == b[n + 2 :]
    return swapped or a[n + 1 :] == b[n + 1 :] or a[n:] == b[n + 1 :] or a[n + 1 :] == b[n:]


def spelling(word: str) -> str:
    """What the ways to write a foreign name (folded) have in common.

    >>> spelling("маттео") == spelling("матео"), spelling("эль-хаддад") == spelling("аль-хаддад"), spelling("дэниел")
    (True, True, 'дениел')
    """
    return re.sub(r"(.)\1", r"\1", _ARTICLE.sub("аль-", word.translate(_ALIKE).replace("дт", "д")))


_ALIKE = {ord("э"): "е", ord("ь"): None}
_ARTICLE = re.compile("^[ае]л-")


def consonants(word: str) -> str:
    """What is left of a word (folded) without its vowels, as :func:`spelling` has it.

    >>> consonants("мердока"), consonants("мэрдок")
    ('мрдк', 'мрдк')
    """
    return re.sub("[аеиоуыэюяьъ]", "", spelling(word))


def one_of_two(last: str, other: str) -> bool:
    """Whether one family name is the first or the last of several: Кастро, Кастро Рус."""
    shorter, longer = sorted((last.split(), other.split()), key=len)
    return len(shorter) < len(longer) and (longer[: len(shorter)] == shorter or longer[-len(shorter) :] == shorter)
