"""Of which country a national office is whose phrase names none: each country that a page tells of, weighed.

What its sentence names before it, what was named last and most, of which country the offices and bodies around are and
who is known to have it there make the probability of each (``data/country_weights.tsv``, by
``scripts/fit_countries.py``); nothing is said where none is likely enough. «Президент Владимир Путин» of a page that
tells of Russia and of three others has no country in its own words, and every reader knows it.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from operator import itemgetter
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.fold import fold
from newsnlp.lang.names.first import shortened
from newsnlp.lang.odds import probability
from newsnlp.lang.page import Nation, Page
from newsnlp.lang.places import of_code
from newsnlp.link.said import Proposal, Said
from newsnlp.types import Organization, Person, Post, Region

LEAST, AHEAD, SURE = 0.65, 0.2, 0.8  # sure: of an office that no country need have, where several are told
_NONE = 0.0, ""
_ENOUGH = 3
_INTO = ("в", "во", "на")
_SCENE = (*_INTO, "из", "с", "со")
_MOST = 8  # countries that a page may speak of
_RUSSIAN = word_list("link.countries.russian")
_KIN = frozenset(word_list("link.countries.kin"))  # where people have names as in Russia
_SINGULAR = frozenset(word_list("link.countries.singular"))  # posts that few countries have
_SOLE = frozenset((*word_list("link.places.crowns"), "премьер-министр"))  # of whom a country has but one
_CODE = itemgetter(2)
_ENDINGS = word_list("link.countries.endings")


class _Office(NamedTuple):
    """An office of a country."""

    head: int
    stop: int
    code: str


class Countries:
    """The countries that a page tells of, by themselves, by their places, bodies and offices."""

    def __init__(self, page: Page, organizations: Sequence[Organization], vacant: Iterable[Said]) -> None:
        self._page = page
        self._open: defaultdict[str, set[str]] = defaultdict(set)  # of which countries nobody is said to have a post
        for title in vacant:
            if code := _national(title):
                self._open[title.post.post].add(code)
        bodies = [(m.start, m.stop, code, "") for o in organizations if (code := owner(o)) for m in o.mentions]
        self._told: list[Nation] = sorted([*page.nations, *bodies])
        self._starts = [start for start, *_ in self._told]
        self._times = Counter(map(_CODE, self._told))
        self._plain = {code for _, _, code, kind in page.nations if kind == "country"}
        self.russia = "RU" in {*self._plain, *map(_CODE, bodies)}  # told by more than its regions
        self._offices: list[_Office] = []
        self._having: defaultdict[str, dict[str, set[Person]]] = defaultdict(dict)  # who, by post and country
        self._own: defaultdict[Person, set[str]] = defaultdict(set)
        self._strange: dict[Person, Set[str]] = {}  # no function of its own: that would hold the page until collected

    def add(self, one: Proposal) -> None:
        """An office that a country is known to have."""
        post = one.title.post
        if code := _national(one.title):
            insort(self._offices, _Office(post.head, post.stop, code))
            if one.status == "current":
                self._having[post.post].setdefault(code, set()).update(one.people)
            for person in one.people:
                self._own[person].add(code)

    def has(self, code: str) -> bool:
        """Whether a page tells of an office of a country."""
        return any(office.code == code for office in self._offices)

    def told(self, code: str) -> Region | None:
        """The country of a code, if the page tells of it, by itself or by its places and bodies."""
        return (self._page.country_of(code) or of_code(code)) if self._times[code] else None

    def of(self, one: Proposal, russian: bool, national: bool = True) -> Region | None:
        """The country of an office, the likeliest if it alone is likely; ``russian``: it may be Russia's."""
        least = LEAST if national or len(self._times) == 1 else SURE
        told = ((probability("country_weights", self.evidence(one, c)), c) for c in self.codes(one))
        (chance, code), (other, _), *_ = [*sorted(told, reverse=True), _NONE, _NONE]
        untold = code == "RU" and not (russian and self._times["RU"])
        if untold or chance < max(least, other + AHEAD):
            return None
        return self._page.country_of(code) or of_code(code)

    def codes(self, one: Proposal) -> Sequence[str]:
        """The countries told of most, and Russia as their rival, but those of which somebody can hardly be."""
        person = one.people[0]
        if person not in self._strange:
            self._strange[person] = self._not_of(person)
        strange = {*self._strange[person], one.title.host}  # «посол *в Казахстане*» is no envoy of it
        strange |= self.taken(one) if one.title.post.post in _SOLE else set()
        told = [code for code, _ in self._times.most_common(_MOST)]
        return [code for code in dict.fromkeys([*told, *(["RU"] if told else [])]) if code not in strange]

    def taken(self, one: Proposal) -> set[str]:
        """The countries where somebody else has such an office now: «президенты *Буш* и *Путин*» have two."""
        having = self._having[one.title.post.post].items() if one.status == "current" else ()
        return {code for code, people in having if people.difference(one.people)}

    def _not_of(self, person: Person) -> Set[str]:
        """The countries where somebody comes, or that have no such names."""
        native = person.name.endswith(_ENDINGS) and (not person.first or fold(person.first) in shortened())
        strange = self._times.keys() - _KIN if native else set[str]()
        if len(self._times) == 1 and self._times.total() > _ENOUGH:
            return strange  # whoever comes to a town of the only country
        come = (m.start for m in person.mentions if self._page.arrival(m.start) and not self._met(m.start))
        return strange.union(*map(self._comes_to, come))

    def _met(self, offset: int) -> bool:
        """«Прилетел в Пекин, где встретился *с Ли Цяном*»: whether a sentence tells at an offset whom somebody met."""
        return self._page.article.sentence(offset).behind(offset).tag.case == "ablt"

    def _comes_to(self, offset: int) -> set[str]:
        """The countries that the sentence of an offset tells where somebody is or comes."""
        sentence = self._page.article.sentence(offset)
        first, stop = (bisect_left(self._starts, at) for at in (sentence.start, sentence.stop))
        return {told[2] for told in self._told[first:stop] if self._is_there(told)}

    def evidence(self, one: Proposal, code: str) -> set[str]:
        """What speaks for a country and against it."""
        side = "home" if code == "RU" else "abroad"
        told = {"bias", *self._of_page(code), *self._of_sentence(one, code)}
        told |= {*self._of_offices(one, code), *self._of_holders(one, code)}
        word, *_ = one.title.post.post.split(" ")
        names = _names(one.people[0])
        told |= {f"post:{word}", f"status:{one.status}", *names}
        told |= {f"{said}|{side}" for said in told} | {side}
        told |= {f"{name}|{'kin' if code in _KIN else 'others'}" for name in names}
        return told | ({f"post:{word}|{code}"} if word in _SINGULAR else set())

    def _of_page(self, code: str) -> Iterator[str]:
        share = self._times[code] / self._times.total()
        yield f"share:{int(4 * share)}" if share else "share:none"
        yield f"rivals:{min(3, len(self._times.keys() - {code}))}"
        if self._told[0][2] == code:
            yield "first"
        if code not in self._plain:
            yield "unnamed"
        if self._page.home is not None and self._page.regional():
            yield "regional"

    def _of_sentence(self, one: Proposal, code: str) -> Iterator[str]:
        """How a country stands among those named before an office and behind it."""
        post, sentence = one.title.post, self._page.article.sentence(one.title.post.head)
        first, at, stop = (bisect_left(self._starts, x) for x in (sentence.start, post.start, sentence.stop))
        before, behind = self._told[first:at], self._told[at:stop]
        pair = before[-2:] if before[1:] and sentence.cut(before[-2][1], before[-1][0]).strip() in ("и", ",") else []
        joint = code in map(_CODE, pair)  # «*США и Китай* договорились»
        yield "before:pair" if joint else f"before:{_place(code, before[::-1])}"
        yield f"behind:{_place(code, behind[bisect_left(behind, (post.stop,)) :])}"
        yield from self._of_last(before, post, code) if before else self._of_those_told(first, code)
        yield from self._of_clauses([told for told in (*before, *behind) if told[3]], pair, code)

    def _of_last(self, before: Sequence[Nation], post: Post, code: str) -> Iterator[str]:
        """Whether a country stands beside an office, or is where somebody came who met its holder."""
        sentence = self._page.article.sentence(post.head)
        if not any(t.tag.form == "Fin" for t in sentence.within(before[-1][1], post.start)):
            yield "beside" if before[-1][2] == code else "beside another"
        if self._met(post.head) and self._page.arrival(post.head):
            where = filter(self._is_there, before)
            yield from {"host" if told[2] == code else "another hosts" for told in where}

    def _is_there(self, told: Nation) -> bool:
        """«*в Пекин*»: whether something is or comes where a country is named."""
        return self._page.article.sentence(told[0]).before(told[0]).lower in _INTO

    def _of_those_told(self, first: int, code: str) -> Iterator[str]:
        """How a country stands among those that the sentences before tell."""
        last = self._told[max(0, first - 6) : first][::-1]
        yield f"last:{_place(code, last)}"
        yield f"acted:{_place(code, list(filter(self._acts, last)))}"

    def _of_clauses(self, named: Sequence[Nation], pair: Sequence[Nation], code: str) -> Iterator[str]:
        """Which countries do something in a sentence, and where it says that something is."""
        for told in named:
            if self._acts(told) and told not in pair:
                yield "acts" if told[2] == code else "another acts"
            if told[2] == code and self._page.article.sentence(told[0]).before(told[0]).lower in _SCENE:
                yield "comes" if self._page.arrival(told[0]) else "in"

    def _acts(self, told: Nation) -> bool:
        """Whether a country, by itself or by its capital, is a subject: «*Киев* это отрицает»."""
        start, _, _, kind = told
        return bool(kind) and self._page.article.sentence(start).behind(start).tag.case == "nomn"

    def _of_offices(self, one: Proposal, code: str) -> Iterator[str]:
        """Of which country the office before is."""
        post, page = one.title.post, self._page
        at = bisect_left(self._offices, (post.head,))
        last = self._offices[at - 1] if at else None
        if last is not None and last.head >= page.paragraph(post.head):
            yield "office" if last.code == code else "office of another"
            between = page.article.sentence(post.head).within(last.stop, post.start)
            if not any(t.tag.form == "Fin" or t.text in ".!?;" for t in between):
                yield "row" if last.code == code else "row of another"

    def _of_holders(self, one: Proposal, code: str) -> Iterator[str]:
        """Who else has such an office of a country, and of which country its holder has another."""
        post, own = one.title.post.post, self._own[one.people[0]]
        taken = self.taken(one)
        yield from (*_whose(taken, code, "taken"), *_whose(self._open[post] - taken, code, "open"))
        if code in taken:
            yield f"taken:{post.partition(' ')[0]}"
        if own:
            yield "own" if code in own else "own of another"


def _whose(codes: Iterable[str], code: str, said: str) -> set[str]:
    """What is said of a country and of others."""
    return {said if other == code else f"another's {said}" for other in codes}


def _national(title: Said) -> str:
    """The code of the country that a public office is told to be of, "" if of none."""
    region = title.region
    return region.code or "" if region is not None and region.kind == "country" and title.official else ""


def _names(person: Person) -> set[str]:
    """Whether somebody's names are such as people have here."""
    given = shortened() if person.first else ()
    return {
        "name:native" if person.name.endswith(_ENDINGS) else "name:strange",
        "given:native" if fold(person.first or "") in given else "given:strange" if person.first else "given:none",
    }


def owner(body: Organization) -> str:
    """The country of a body, but of one that bears its name: that stands there itself."""
    if body.region is None:
        return "RU" if body.name.lower().startswith(_RUSSIAN) else ""
    return body.region.code or "" if body.region.kind == "country" else ""


def _place(code: str, named: Sequence[Nation]) -> str:
    """How a country stands among those named, the nearest first."""
    if not named:
        return "none"
    return "nearest" if named[0][2] == code else "farther" if any(code == told[2] for told in named) else "another"
