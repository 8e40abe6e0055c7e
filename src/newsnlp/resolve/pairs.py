"""Which of an article's names are one body's where neither the names nor the text settle it: a fitted scorer.

Two names are looked at where something ties them (``TIES``: one is the other's initials, its beginning, has its head),
a common noun and a name before it where the noun may mean it (``NOUNS``). The ties, what else the two agree in and how
they stand in the article make the probability that they are one (``data/pair_weights.tsv``, by
``scripts/fit_pairs.py``); the likeliest are joined first, and below ``LEAST`` none are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, compress, product, takewhile
from operator import attrgetter, itemgetter
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.fold import fold, shared_start
from newsnlp.lang.bodies import PARTS, PUBLIC, cyrillic, heads, stem
from newsnlp.lang.morph import adjectives
from newsnlp.lang.odds import probability
from newsnlp.lang.territories import level_of_adjective
from newsnlp.lock import cached_property
from newsnlp.memory import remembered
from newsnlp.resolve.groups import Groups
from newsnlp.resolve.owners import SAME
from newsnlp.resolve.shortened import SMALL, abbreviates, blends, condenses, words_of
from newsnlp.types import Body, Finding, grouped, renewed

LEAST = 0.5  # the least probability at which two names are joined,
FAINT = 0.65  # those that only a head, an end or a beginning of a word ties,
LEAST_NOUN = 0.4  # a common noun and the only name that it may mean: at 0.5 more stand apart, and no more are right
LEAST_OF_SEVERAL = 0.55  # one of several that it may mean as surely
RIVAL = 0.3  # the least of another body that speaks against it
_MANY = 6  # the next names alike that a name is compared with; a list may hold thousands
_AROUND = 12  # names around a noun, and of one letter
_MENTIONS = 6  # of a name whose places are looked at
_HOUSES = {
    "lower": word_list("pairs.lower"),
    "upper": word_list("pairs.upper"),
    "parliament": word_list("pairs.parliament"),
}
_LEVELS = word_list("pairs.levels")
_FAINT = frozenset({"head", "ends", "prefix"})
_ENDS = {told: tuple(f" {name}" for name in names) for told, names in _HOUSES.items()}
_NUMBER = re.compile(r"№\s*(\d+)")
_ANY = frozenset(word_list("pairs.any"))
_ASSEMBLIES = frozenset(word_list("pairs.assemblies"))
_EXECUTIVES = frozenset(word_list("pairs.executives"))


class Name(NamedTuple):
    """A name that an article gives a body.

    ``at``: its first mention's number; ``text``, ``folded``: what it says; ``stems``: of the words that count;
    ``house``: of a parliament.
    """

    at: int
    body: Body
    text: str
    folded: str
    stems: tuple[str, ...]
    house: str


@remembered()
def house(name: str, known: str) -> str:
    """Which house of a parliament a folded name is of, "parliament" for what may be either, or ""."""
    for told, names in _HOUSES.items():
        if name.startswith(names) or name.endswith(_ENDS[told]) or known.startswith(names):
            return told
    return ""


_at = attrgetter("at")


def _name(at: int, body: Body) -> Name:
    folded = fold(body.name)
    return Name(at, body, body.name, folded, tuple(map(stem, words_of(body.name))), house(folded, body.known))


class Pair(NamedTuple):
    """Two names that may be one body's, and what speaks for and against it; ``noun``: the first is a common noun."""

    short: int
    full: int
    evidence: tuple[str, ...]
    noun: bool
    least: float


def join(groups: Groups, sentences: Sequence[int]) -> None:
    """Joins the names that are likely one body's; ``sentences``: the number of each mention's sentence."""
    for kind in (named, nouns):  # what a noun may mean is fewer where names are one already
        _join(groups, kind(groups, sentences))


def _join(groups: Groups, given: Iterable[Pair]) -> None:
    """Joins what is likely one, the likeliest first, and nothing where two that are not one are both likely."""
    chances = ((probability("pair_weights", {"bias", *pair.evidence}), pair) for pair in given)
    likely = sorted((told for told in chances if told[0] >= RIVAL), key=itemgetter(0), reverse=True)
    meant = grouped((told[1].short, told) for told in likely)
    for chance, pair in likely:
        others = [told for told in meant[pair.short] if _rivals(groups, pair, told[1])]
        if _chance(chance, others, pair.noun) >= pair.least:
            groups.merge(pair.short, pair.full)


def _chance(chance: float, others: Sequence[tuple[float, Pair]], noun: bool) -> float:
    """The chance of one body where others may be meant: a name then means none, a noun one at most of it and them."""
    if not noun:
        return chance * (not others)
    odds = [p / (1 - p) for p in (min(p, 0.999) for p in (chance, *(p for p, _ in others)))]
    return odds[0] / (1 + sum(odds))


def _rivals(groups: Groups, pair: Pair, other: Pair) -> bool:
    """Whether another pair of the same name speaks of another body."""
    full, other_full = groups.root(pair.full), groups.root(other.full)
    joined = full == other_full or (groups.root(pair.short) == other_full and not pair.noun)  # a noun means one alone
    return not joined and (pair.noun or not groups.may_join(pair.full, other.full))


def named(groups: Groups, sentences: Sequence[int]) -> Iterator[Pair]:
    """Two names that something ties."""
    return _Article(groups, sentences).named() if len(groups.found) > 1 else iter(())


def nouns(groups: Groups, sentences: Sequence[int]) -> Iterator[Pair]:
    """Common nouns alone, each with every body that it may mean."""
    return _Article(groups, sentences).nouns() if any(f.value.bare for f in groups.found) else iter(())


def _owners(bodies: Iterable[Body]) -> dict[str, set[str]]:
    """Whose the bodies of each key are, and those of each row of the table."""
    owners: dict[str, set[str]] = {}
    for body in bodies:
        for told in {body.key, body.known} if body.owner else ():
            owners.setdefault(told, set()).add(body.owner)
    return owners


def _nested(found: Sequence[Finding[Body]]) -> Iterator[tuple[int, int]]:
    """Mentions within which others lie, and these."""
    for i, outer in enumerate(found):
        for j in range(i + 1, len(found)):
            if found[j].start >= outer.stop:
                break
            yield i, j


class _Article:
    """The names of an article's bodies, and where they stand."""

    def __init__(self, groups: Groups, sentences: Sequence[int]) -> None:
        self.groups, found = groups, groups.found
        self.roots = [groups.root(i) for i in range(len(found))]
        self.nested = [*_nested(found)]
        self.names, self.commons = self._proper_and_common()
        self.sentences = sentences

    @cached_property
    def owners(self) -> Mapping[str, Set[str]]:
        """Whose the bodies of each key are."""
        return _owners(name.body for name in self.names)

    @cached_property
    def times(self) -> Mapping[tuple[int, str], int]:
        """How often each name of each body stands."""
        return Counter((root, f.value.name) for root, f in zip(self.roots, self.groups.found, strict=True))

    @cached_property
    def mentions(self) -> Mapping[int, Sequence[int]]:
        """The mentions of each body."""
        return grouped((root, i) for i, root in enumerate(self.roots))

    @cached_property
    def wholes(self) -> Mapping[int, Set[int]]:
        """Within which bodies' mentions, by another noun, a mention lies."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for i, j in self.nested:
            if self.groups.found[i].value.head != self.groups.found[j].value.head:
                found[j].add(self.roots[i])
        return found

    @cached_property
    def inside(self) -> Set[tuple[int, int]]:
        """Bodies a mention of which lies within a mention of another, and these."""
        return {(self.roots[j], self.roots[i]) for i, j in self.nested}

    @cached_property
    def holders(self) -> Mapping[int, Sequence[str]]:
        """The rows of the table that are named within each body's names."""
        return grouped(self._held())

    def _first(self) -> list[Name]:
        """Each name of each body once, but for nouns within their names: «[СИЗО] Омска» is not «СИЗО № 1»."""
        found = self.groups.found
        parts = (j for i, j in self.nested if self.roots[i] == self.roots[j])
        within = {j for j in parts if found[j].value.owner or " " not in found[j].value.name}
        first = {(self.roots[i], found[i].value.name): i for i in reversed(range(len(found))) if i not in within}
        return [_name(i, renewed(found[i].value, owner=self.groups.owner(i))) for i in sorted(first.values())]

    def _held(self) -> Iterator[tuple[int, str]]:
        """Bodies, and the rows of the table that are named within their names."""
        for i, j in self.nested:
            outer, inner = self.groups.found[i], self.groups.found[j]
            if inner.value.sure and outer.start < inner.start and self.roots[i] != self.roots[j]:
                yield self.roots[i], inner.value.known

    def _proper_and_common(self) -> tuple[list[Name], list[Name]]:
        """Names, and the common nouns of bodies that have none."""
        names = self._first()
        proper = [name for name in names if name.stems and (not name.body.bare or name.body.level)]
        called = {self.roots[name.at] for name in proper if not name.body.bare}
        return proper, [name for name in names if name.body.bare and self.roots[name.at] not in called]

    # -------------------------------------------------------------------------------------- two names

    def named(self) -> Iterator[Pair]:
        """Two names that something ties."""
        for others in grouped((tied[0].at, tied) for tied in self._tied()).values():
            bearing = grouped((tie, self.roots[full.at]) for _, full, told in others for tie in told)
            for short, full, told in others:
                agreed = [*agreement(short.body, full.body), *self._placing(short, full)]
                rivals = [f"{tie}&rivals:{min(len({*bearing[tie]}) - 1, 2)}" for tie in told]
                evidence = (*agreed, *told, *_each(told, agreed), *rivals, *_each(told, form(short, full)))
                yield Pair(short.at, full.at, evidence, False, FAINT if _FAINT.issuperset(told) else LEAST)

    def _tied(self) -> Iterator[tuple[Name, Name, Sequence[str]]]:
        """A short name and a full one, and what ties them."""
        for pair in self._near():
            short, full = sorted(pair, key=lambda name: (len(name.stems), len(name.text), name.at))
            if not self._apart(short, full) and (told := ties(short, full)):
                yield short, full, told

    def _near(self) -> Iterator[tuple[Name, Name]]:
        """Two names that have anything in common by which they might be one body's."""
        places = grouped((key, n) for n, name in enumerate(self.names) for key in set(_keys(name)))
        rare = (alike for key, alike in places.items() if key[:1] != "^" or len(alike) < _AROUND)
        for a, b in sorted(set(chain.from_iterable(map(_neighbours, rare)))):
            yield self.names[a], self.names[b]

    def _apart(self, a: Name, b: Name) -> bool:
        """Whether two are joined already, or can't be: «Школа № 5» and «Школа № 7»."""
        if any(told(a, b) for told in (_numbered_apart, _of_two_fields, _of_two_rows, self._of_two)):
            return True
        if _federal(a.body, b.body) or self._of_several(a.body, b.body):
            return True
        within = any(holds(x, y) for holds in (self._holds, _daughter) for x, y in ((a, b), (b, a)))
        return within or not self.groups.may_join(a.at, b.at)

    def _holds(self, a: Name, b: Name) -> bool:
        """Whether a body of the table is but named within another's name: «Таможенный союз |ЕС|», «Совет при |ФАС|»."""
        return bool(b.body.known) and (self.roots[b.at], self.roots[a.at]) in self.inside

    def _of_two(self, a: Name, b: Name) -> bool:
        """Whether each is a part of another body of the table: «управление |ФСИН|», «управление |Росстата|»."""
        parts = [set(self.holders.get(self.roots[name.at], ())) for name in (a, b)]
        return bool(parts[0]) and bool(parts[1]) and parts[0].isdisjoint(parts[1])

    def _of_several(self, a: Body, b: Body) -> bool:
        """Whether one is named without its owner, and the article has several: «МИД» after «МИД Чехии», «МИД Перу»."""
        shared = a.key if a.key == b.key else a.known if a.known == b.known else ""
        return bool(a.owner) != bool(b.owner) and len(self.owners.get(shared, ())) > 1

    def _placing(self, short: Name, full: Name) -> Iterator[str]:
        """How two names stand in the article."""
        a, b = self.roots[short.at], self.roots[full.at]
        yield "after" if short.at > full.at else "before"
        yield f"near:{self._distance(a, b)}"
        yield f"times:{min(self.times[a, short.text], 3)}"
        if (a, b) in self.inside:
            yield "inside"

    def _distance(self, a: int, b: int) -> int:
        """Between the nearest mentions of two bodies, in sentences: 0, 1, 3 or fewer, 9 for more."""
        spots = [{self.sentences[i] for i in self.mentions[root][:_MENTIONS]} for root in (a, b)]
        return _steps(min(abs(x - y) for x, y in product(*spots)))

    # -------------------------------------------------------------------------------------- nouns

    def nouns(self) -> Iterator[Pair]:
        """Common nouns alone, each with every body that it may mean."""
        for noun in self.commons:
            meant: dict[int, tuple[Name, int]] = {}  # by body: its name, and how surely the noun may mean it
            at = bisect_left(self.names, noun.at, key=_at)
            for name in self.names[max(0, at - _AROUND) : at + _AROUND]:
                root, sense = self.roots[name.at], _sense(noun, name)
                if 0 <= sense < meant.get(root, (name, len(NOUNS)))[1] and self.groups.may_join(name.at, noun.at):
                    meant[root] = name, sense
            yield from self._meant(noun, meant)

    def _meant(self, noun: Name, meant: Mapping[int, tuple[Name, int]]) -> Iterator[Pair]:
        before = {root: bisect_left(self.mentions[root], noun.at) for root in meant}
        last = {root: self.mentions[root][times - 1] if times else -1 for root, times in before.items()}
        latest = sorted(meant, key=last.__getitem__, reverse=True)
        for rank, root in enumerate(latest):
            if root in self.wholes.get(noun.at, ()):
                continue  # «в нижней палате |парламента|», which is no part of itself
            name, sense = meant[root]
            rivals = [other for key, (_, other) in meant.items() if key != root]
            near = _steps(self.sentences[noun.at] - self.sentences[last[root]]) if before[root] else "later"
            told = [
                *agreement(noun.body, name.body),
                f"rivals:{min(rivals.count(sense), 3)}",
                f"surer:{int(min(rivals, default=sense) < sense)}",
                f"rank:{min(rank, 2)}",
                f"near:{near}",
                f"often:{min(before[root], 4)}",
                "capital" if noun.text[:1].isupper() else "small",
                f"noun:{noun.body.head}",
            ]
            told += ["local"] * (" " in noun.text)
            tie = f"noun {NOUNS[sense]}"
            least = LEAST_OF_SEVERAL if min(rivals, default=len(NOUNS)) <= sense else LEAST_NOUN
            yield Pair(noun.at, name.at, ("noun", tie, *_each([tie], told)), True, least)


def _neighbours(alike: Sequence[int]) -> list[tuple[int, int]]:
    """Each with the next ones."""
    return [(a, b) for n, a in enumerate(alike) for b in alike[n + 1 : n + _MANY]]


def _each(ties: Sequence[str], told: Iterable[str]) -> list[str]:
    """What is told, once for each tie."""
    return [f"{tie}&{one}" for tie, one in product(ties, told)]


def _federal(a: Body, b: Body) -> bool:
    """Whether a court of the table without a place is Russia's beside another place's: «Верховный суд»."""
    owners = sorted((a.owner, b.owner), key=len)
    court = a.kind == "court" and a.known.startswith(_LEVELS)  # there is one «Басманный суд»
    return court and a.known == b.known and not owners[0] and len(owners[1]) > 2


def _of_two_rows(a: Name, b: Name) -> bool:
    """Whether the table knows initials and another name for certain, as those of two bodies; «ВВС» may be «BBC»."""
    sure = a.body.sure and b.body.sure and "" != a.body.known != b.body.known != ""
    return sure and (a.text.isupper() or b.text.isupper()) and cyrillic(a.folded) != cyrillic(b.folded)


def _daughter(a: Name, b: Name) -> bool:
    """«ВТБ» and «ВТБ Капитал», «Восход» and «Восход-Лизинг»: a bank or a firm of the table, or what a hyphen goes on
    from, and a name of its own that begins with it; «Альфа» may be «Альфа-банк»."""
    firm = a.body.kind in ("bank", "company") and a.body.known not in ("", b.body.known)
    rest = b.folded.removeprefix(a.folded + "-") if " " not in b.folded else b.folded
    apart = rest != b.folded and rest not in heads() and not rest.isdigit()
    return apart or (firm and b.folded.startswith(a.folded + " "))


def _numbered_apart(a: Name, b: Name) -> bool:
    """«Школа № 5», «Школа № 7»."""
    numbers = [set(re.findall(r"\d+", name.text)) for name in (a, b)]
    return numbers[0] != numbers[1] and (all(numbers) or not (_subset(a, b) or _subset(b, a)))


def _of_two_fields(a: Name, b: Name) -> bool:
    """«управление |культуры| мэрии Читы», «управление |спорта| мэрии Читы»: two parts of one body."""
    heads = {name.body.head if name.body.kind in PUBLIC else "" for name in (a, b)}
    if len(heads) > 1 or "" in heads:
        return False
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a.stems[::-1], b.stems[::-1], strict=False)))
    own, other = ({*_behind_head(name)[:-shared]} if shared else set[str]() for name in (a, b))
    return min(len(own), len(other)) > 0 and own.isdisjoint(other)


def _behind_head(name: Name) -> Sequence[str]:
    head = stem(name.body.head)
    return name.stems[name.stems.index(head) + 1 :] if head in name.stems else ()


def _steps(distance: int) -> int:
    return next((step for step in (0, 1, 3) if distance <= step), 9)


def _keys(name: Name) -> Iterator[str]:
    """What two names that something ties have one of in common."""
    yield from name.stems
    yield name.body.head
    yield from (f"={told}" for told in (name.body.key, name.body.known, name.body.acronym, name.house) if told)
    yield from (f"={_two(told)}" for told in (name.body.known, name.folded) if _two(told))
    letters = [word[0] for word in name.stems]
    yield from (f"^{letter}" for letter in (letters if len(letters) > 1 else letters[:1]))
    if len(letters) == 1:
        yield f"-{cyrillic(name.folded)[:3]}"
    yield f"«{_first(name)}"


# ------------------------------------------------------------------------------------------ what ties two names


def _subset(a: Name, b: Name) -> bool:
    return set(a.stems) <= set(b.stems)


def _governed(a: Name, b: Name) -> bool:
    """Whether a name's words stand in another case within a longer one: «совет директоров «|Эха Москвы|»», unlike
    «Российская |партия жизни|»."""
    return not set(re.findall(r"\w+", a.folded)) <= set(re.findall(r"\w+", b.folded))


def _placed(body: Body) -> set[str]:
    """The stems of the place that a body's name names."""
    return {stem(word) for word in fold(body.region.name).split()} if body.region else set()


def _without_places(a: Name, b: Name) -> bool:
    """Whether the one's words are the other's, places aside: «Флоридский университет», «Университет Майами»."""
    gone = _placed(a.body) | _placed(b.body)
    left = set(a.stems) - gone
    return len(left) > 1 and left <= set(b.stems) and not _subset(a, b)


def _slip(a: str, b: str) -> bool:
    """Whether a letter was lost, added or changed: «Гидрометцетр»."""
    short, long = sorted((a, b), key=len)
    at = shared_start(short, long)
    return a != b and short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _misspelt(a: Name, b: Name) -> bool:
    if len(a.stems) == len(b.stems) > 1:
        wrong = [pair for pair in zip(a.stems, b.stems, strict=True) if len({*pair}) > 1]
        return len(wrong) == 1 and min(map(len, wrong[0])) > 4 and _slip(*wrong[0])
    x, y = a.folded.replace("-", ""), b.folded.replace("-", "")
    alike = x == y or _slip(x, y)  # «Дон-строй», «Донстрой»
    return min(len(x), len(y)) > 4 and (x + y).isalpha() and alike


def _houses(a: Name, b: Name) -> set[str]:
    return {a.house, b.house}


def _drawn_together(a: Name, b: Name) -> bool:
    x, y = (tuple(map(stem, name.folded.split())) for name in (a, b))
    return 1 < len(x) < min(6, len(y)) and condenses(a.text, b.text, x, y)


def _number(a: Name) -> str:
    found = _NUMBER.search(a.text)
    return found[1] if found else ""


def _root(a: Name) -> str:
    """A word without its ending, four letters at least: «Юганск», «Юганскнефтегаз», «Локо», «Локомотив»."""
    return max(stem(a.folded), a.folded[:4], key=len)


def _first(a: Name) -> str:
    return a.folded.partition(" ")[0]


def _two(folded: str) -> str:
    """The first two words of a name in several."""
    return " ".join(folded.split()[:2]) if " " in folded else ""


def _word(a: Name) -> str:
    """The one word that a name is, with the place of which it is or without it: «пермский |дептранс|»; "" of any other
    name."""
    place, _, word = a.text.rpartition(" ")
    return word if not place or (a.body.region is not None and bool(adjectives(place.lower()))) else ""


def _in_syllables(short: str, full: str) -> bool:
    return 1 < len(short) < 20 and not short.isupper() and (abbreviates(short, full) or blends(short, full))


def _one_word(a: Name) -> bool:
    return " " not in a.text and 1 < len(a.text) < 20


# of a short name and a full one
TIES: Mapping[str, Callable[[Name, Name], bool]] = {
    "key": lambda a, b: a.body.key == b.body.key,
    "words": lambda a, b: a.stems == b.stems,
    "known": lambda a, b: a.body.known == b.body.known != "",
    "head": lambda a, b: a.body.head == b.body.head != "",
    "begins": lambda a, b: a.stems != b.stems and b.stems[: len(a.stems)] == a.stems,
    "ends": lambda a, b: a.stems != b.stems and b.stems[-len(a.stems) :] == a.stems and not _governed(a, b),
    "within": lambda a, b: (
        _subset(a, b) and a.stems not in (b.stems[: len(a.stems)], b.stems[-len(a.stems) :]) and not _governed(a, b)
    ),
    "placed": _without_places,
    "leads": lambda a, b: a.text.isupper() and len(a.text) > 1 and _first(b) == a.folded != b.folded,
    "acronym": lambda a, b: b.body.acronym == a.text,
    "initials": lambda a, b: _one_word(a) and a.text.isupper() and " " in b.text and abbreviates(a.text, b.text),
    "syllables": lambda a, b: " " in b.text and _in_syllables(_word(a), b.text),
    "capitals": lambda a, b: 1 < len(a.text) < len(b.text) and a.text == "".join(filter(str.isupper, b.text)),
    "condensed": _drawn_together,
    "prefix": lambda a, b: _one_word(a) and a.stems != b.stems[:1] and b.folded.startswith(_root(a)),
    "looks": lambda a, b: a.text.isascii() != b.text.isascii() and cyrillic(a.folded) == cyrillic(b.folded),
    "misspelt": _misspelt,
    "row": lambda a, b: any(x.body.known.startswith(f"{y.folded} ") and " " in y.folded for x, y in ((a, b), (b, a))),
    "number": lambda a, b: bool(_number(a)) and _number(a) == _number(b),
    "house": lambda a, b: len(_houses(a, b)) == 1 and "" not in _houses(a, b),
    "parliament": lambda a, b: len(_houses(a, b)) == 2 and "parliament" in _houses(a, b) and "" not in _houses(a, b),
}  # fmt: skip


def ties(short: Name, full: Name) -> tuple[str, ...]:
    """What ties a short name and a full one.

    >>> ties(*(_name(0, Body(name, fold(name))) for name in ("ДМР", "Дом мод Рогова")))
    ('initials',)
    """
    return tuple(tie for tie, holds in TIES.items() if holds(short, full))


def _one(a: str | None, b: str | None) -> str:
    return "same" if a == b else "short" if not b else "full" if not a else "other"


def agreement(short: Body, full: Body) -> Iterator[str]:
    """What two bodies agree in, which of them alone tells it, or that they don't; nothing of what neither tells."""
    for what in ("kind", "head", "owner", "known"):
        a, b = getattr(short, what), getattr(full, what)
        if a or b:
            yield f"{what}:{_one(a, b)}"
    regions = [body.region for body in (short, full)]
    if any(regions):
        a, b = (region.kind + region.name if region else "" for region in regions)
        country = a.startswith("country") or b.startswith("country")
        yield f"region:{_one(a, b)}{' country' * country}"
    for which, body in (("short", short), ("full", full)):
        if body.sure:
            yield f"sure:{which}"
        if body.head in PARTS:
            yield f"part:{which}"


def form(short: Name, full: Name) -> Iterator[str]:
    """How a short name is written, and what a full one has that it has not."""
    yield f"words:{min(len(short.stems), 3)}"
    written = short.text.isupper(), short.text.isascii(), short.text[:1].islower()
    yield from compress(("upper", "latin", "small"), written)
    gone, places = set(short.stems), _placed(short.body) | _placed(full.body)
    left = [word for word in re.findall(r"\w+", full.text) if stem(fold(word)) not in gone and fold(word) not in SMALL]
    yield from {f"+{_sort(word, places)}" for word in left}
    if len(left) > 3:
        yield "+many"
    proper = [{stem(fold(word)) for word in re.findall(r"(?<=[\W])[A-ZА-ЯЁ]\w+", name.text)} for name in (short, full)]
    if (proper[0] & proper[1]) - places:
        yield "honours"  # «институт Пушкина» and «Институт языка имени А. С. Пушкина»


def _sort(word: str, places: set[str]) -> str:
    """What sort of word a name has more than another."""
    folded = fold(word)
    if stem(folded) in places:
        return "place"
    if folded in heads():
        return "head"
    if word.isupper() and len(word) > 1:
        return "capitals"
    if adjectives(folded):
        return "adjective"
    return "figure" if word.isdigit() else "proper" if word[:1].isupper() else "small"


# ------------------------------------------------------------------------------------------ what a noun may mean

# how a common noun may mean a body, the surest first
_SENSES: Mapping[str, Callable[[Name, Name], bool]] = {
    "own": lambda noun, name: _of_one_head(noun, name),
    "end": lambda noun, name: name.body.head.endswith(noun.body.head) and len(noun.body.head) > 3,
    "full": lambda noun, name: "" != noun.body.known == name.body.known or _heads_full(noun.body.head, name.body),
    "short": lambda noun, name: abbreviates(noun.text, name.text),
    "house": lambda noun, name: bool(noun.house and name.house),
    "kind": lambda noun, name: bool(name.body.kind) and name.body.kind in (noun.body.kind, heads().get(noun.body.head)),
    "any": lambda noun, name: noun.body.head in _ANY,
}  # fmt: skip
NOUNS = tuple(_SENSES)


def _sense(noun: Name, name: Name) -> int:
    """The number of the way in which a common noun may mean a body, -1 where it can't."""
    if _of_one_head(noun, name) and not (noun.body.known or _own(noun) <= set(name.stems)):
        return -1
    if noun.body.head in _ASSEMBLIES and name.body.head in _EXECUTIVES:
        return -1  # «депутаты *городского собрания*» are of no «администрация города»
    return next((n for n, means in enumerate(_SENSES.values()) if means(noun, name)), -1)


def _of_one_head(noun: Name, name: Name) -> bool:
    return name.body.head in (noun.body.head, SAME.get(noun.body.head))


def _own(noun: Name) -> set[str]:
    """What a common noun has beside its head and its level: «областное *следственное* управление» is no other."""
    words = (word for word in noun.folded.split() if word != noun.body.head and not level_of_adjective(word))
    return {stem(word) for word in words if adjectives(word)} - _placed(noun.body)


def _heads_full(noun: str, body: Body) -> bool:
    """Whether a noun heads the full name that the table has of a body: «лига», «НХЛ»."""
    full = body.known.split()
    return noun in full[:3]
