"""One Title for each post and holder, with all its mentions."""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import merge as merged
from itertools import product
from operator import attrgetter

from newsnlp.data import word_list
from newsnlp.lang.posts import genitive
from newsnlp.lang.territories import level_of
from newsnlp.link.said import MAYORS, Proposal, Said, same_office, shorter
from newsnlp.types import E_, Organization, Person, Region, Title, bare, grouped, widest

_HOWS = ("beside", "verb", "pronoun", "article", None)  # the most direct first


class _Group:
    """What the article says of one post of one holder."""

    def __init__(self, first: Proposal, person: Person | None) -> None:
        self.person, self.post, self.status = person, _post(first.title), first.status
        self.organization: Organization | None = None
        self.region: Region | None = None
        self.official = False
        self.held: list[Proposal] = []
        self._said: dict[tuple[object, ...], Said] = {}  # the ways in which the office is called
        self.add(first)

    def takes(self, one: Proposal) -> bool:
        """Whether another mention says nothing else."""
        title, understood = one.title, one.how == "article"
        if not self._agrees(one) or (not understood and (_apart(title, self) or _apart(self, title))):
            return False
        alike = self._is(title) or self._is_described_by(title)
        return alike or (understood and self._is_understood_by(title))

    def _agrees(self, one: Proposal) -> bool:
        """Whether another mention's status, place and body are no others."""
        if one.status != self.status and not (one.how == "article" and one.status == "current"):
            return False
        there = _compatible(one.title.region, self.region) and not any(map(one.title.elsewhere, self._said.values()))
        return there and (_describes_body(one) or _compatible(one.title.organization, self.organization))

    def _is(self, title: Said) -> bool:
        """Whether a title says this post in its own words."""
        if self.post in (title.post.post, _post(title)):
            return True
        return any(same_office(title, said) for said in self._said.values())

    def _is_described_by(self, title: Said) -> bool:
        """«политик» of a deputy; not «премьер, *лидер партии*», of another body than the post that it might mean."""
        described = self.post in title.post.means or ("*" in title.post.means and self.official)
        return described and title.organization in (None, self.organization)

    def _is_understood_by(self, title: Said) -> bool:
        """«*Начальник полиции*» for one of the police of Tula, «вице-мэр» for a first one, where all else agrees."""
        post = title.post.post
        if post == self.post.removeprefix("первый ") or {post, self.post} <= MAYORS:
            return True
        if shorter(title, self.post, self.organization):
            return True
        return " " in post and any(said.post.name.startswith(f"{post} ") for said in self._said.values())

    def add(self, one: Proposal) -> None:
        """One more mention."""
        self.held.append(one)
        title = one.title
        self._said.setdefault((title.post.post, title.post.name, title.region, title.organization), title)
        own = _post(one.title)
        if ("министр " in own or "министра " in own) and self.post in (_SHORTER.get(own.partition("министр")[0], ())):
            self.post = own
        self.organization = self.organization or one.title.organization
        self.region = self.region or one.title.region
        self.official = self.official or one.title.official

    def title(self) -> Title:
        """The public value."""
        named = [p for p in self.held if _post(p.title) == self.post]
        name = max(named, key=_fullness).title.post.name
        found = {(m.start, m.stop): m for p in self.held for m in p.mentions}
        return Title(
            name=name,
            post=self.post,
            status=self.status,
            official=self.official,
            person=_bare(self.person),
            organization=_bare(self.organization),
            region=_bare(self.region),
            mentions=tuple(sorted(found.values(), key=widest)),
            how=min(map(attrgetter("how"), self.held), key=_HOWS.index),
            score=round(max(p.score for p in self.held), 3) if self.person else 1.0,
        )


_SHORTER = {"": ("глава", "министр"), "заместитель ": ("заместитель главы", "заместитель министра")}


def _bare(entity: E_ | None) -> E_ | None:
    return entity and bare(entity)


def _post(title: Said) -> str:
    """A post without the noun of its own place or body: «глава *района*» of a district, «директор *школы*» of one."""
    head, _, noun = title.post.post.rpartition(" ")
    if not head or (title.post.means and head not in title.post.means):
        return title.post.post
    if level_of(noun) in ("city", "settlement", "commune", "rayon", "okrug", "local", "republic"):
        placed = title.region is not None and (noun != "республики" or title.region.kind == "region")
        return _ATTRIBUTE.sub("", head) if placed else title.post.post
    body = genitive(title.organization.name).lower().split() if title.organization else []
    return _ATTRIBUTE.sub("", head) if noun in body[:1] or (body and noun in _FIRMS) else title.post.post


_ATTRIBUTE = re.compile(
    r" (?:городского|муниципального|сельского|этого|этой|(?:того|той)(?: же)?|данного|данной|нашего|нашей)\Z"
)
_FIRMS = frozenset(word_list("link.merge.firms"))
_FEW = 8  # groups that are asked one after another; of more, those that are filed under what a mention says
_ANY = "*"


class _Groups:
    """The groups of one holder."""

    def __init__(self, person: Person | None) -> None:
        self.person, self.made = person, list[_Group]()
        self._filed: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        self._of: dict[Said, int] = {}

    def take(self, one: Proposal) -> None:
        """Adds a mention to the group of the title that it repeats, to the last that takes it, or to a new one."""
        repeated = [self._of[one.source.title]] if one.source and one.source.title in self._of else []
        asked = (*repeated, *self._asked(one))
        number = next((n for n in asked if self.person is None or self.made[n].takes(one)), None)
        if number is None:
            number = len(self.made)
            self.made.append(_Group(one, self.person))
        else:
            self.made[number].add(one)
        self._of[one.title] = number
        if len(self.made) > _FEW:
            for n in (number,) if self._filed else range(len(self.made)):
                self._file(n)

    def _asked(self, one: Proposal) -> Iterable[int]:
        """The numbers of the groups that may take it, the last first."""
        if not self._filed:
            return reversed(range(len(self.made)))
        return merged(*(reversed(self._filed.get(key, ())) for key in _keys(one)), reverse=True)

    def _file(self, number: int) -> None:
        for key in _filed(self.made[number]):
            numbers = self._filed[key]
            if number not in numbers[-1:]:
                insort(numbers, number)


def _filed(group: _Group) -> Iterator[tuple[object, ...]]:
    words = group.post.split(" ")
    posts = [" ".join(words[:n]) for n in range(1, len(words) + 1)]
    official = (_ANY,) if group.official else ()
    return product((*posts, *official), (group.organization, _ANY), (group.region, _ANY), (group.status, _ANY))


def _keys(one: Proposal) -> Iterator[tuple[object, ...]]:
    """Under what groups are filed that :meth:`_Group.takes` may be true of."""
    title, post = one.title, one.title.post.post
    rank = ("заместитель",) if post.startswith("заместитель ") else ()
    posts = {
        post,
        *rank,
        *title.post.means,
        *(MAYORS if post in MAYORS else ()),
        *(("глава",) if post == "министр" else ()),
    }
    bodies, regions = ((what, None) if what else (_ANY,) for what in (title.organization, title.region))
    status = _ANY if one.how == "article" and one.status == "current" else one.status
    return product(posts, bodies, regions, (status,))


def _fullness(one: Proposal) -> tuple[bool, int, bool, int]:
    """A body of its own words, then more words, then a name among them, then fewer letters."""
    post = one.title.post
    own = any(m.rule == "tagger" or m.stop >= post.stop for m in one.mentions)
    return one.how != "article" and own, len(post.name.split()), not post.name.islower(), -len(post.name)


def merge(held: Sequence[Proposal]) -> tuple[Title, ...]:
    """Titles in order of first mention: plain posts make them, descriptions join them."""
    groups: dict[object, _Groups] = {}
    shared = [(one, person) for one in held for person in one.people or (None,)]
    for one, person in sorted(shared, key=lambda pair: (bool(pair[0].title.post.means), pair[0].how == "article")):
        groups.setdefault(person or _vacant(one), _Groups(person)).take(one)
    titles = (g.title() for mine in groups.values() for g in mine.made)
    made = grouped((title, title) for title in titles)
    return tuple(sorted(map(_joined, made.values()), key=lambda t: widest(t.mentions[0])))


def _vacant(one: Proposal) -> object:
    """What two mentions without a holder have in common where they name the same post of the same body."""
    title = one.title
    placed = title.region or title.organization
    return (title.post.post, one.status, title.region, title.organization) if placed else title


def _score(title: Title) -> float:
    return title.score


def _joined(equal: Sequence[Title]) -> Title:
    if len(equal) == 1:
        return equal[0]
    found = {mention for title in equal for mention in title.mentions}
    return replace(max(equal, key=_score), mentions=tuple(sorted(found, key=widest)))


def _apart(one: Said | _Group, other: Said | _Group) -> bool:
    """«Глава района» and «глава *управления*»: of a place the one, of a body that is not the place's own the other."""
    body, place = one.organization, other.region
    if body is None or place is None or one.region is not None or other.organization is not None:
        return False
    return body.region != place and not body.name.lower().startswith(_RULES)


_RULES = word_list("link.merge.rules")


def _describes_body(one: Proposal) -> bool:
    """«замглавы *надзорного ведомства*», understood to be who was named as Rosnadzor's: no other body."""
    body = one.title.organization
    return body is not None and one.how == "article" and body.name.islower() and body.name.endswith(" ведомство")


def _compatible(a: object, b: object) -> bool:
    return a is None or b is None or a == b
