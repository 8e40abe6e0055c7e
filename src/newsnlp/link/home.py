"""Of which place an office is that no words near it name: of the page's own, where the page makes that plain.

Every place that a page names speaks for the region, the country and the town that it is or lies in; what is far ahead
of all others is the page's home at that level. Each office is asked for at the level that its post, its words or its
body tell; what a country and a region both have needs a page on which no country is spoken of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from newsnlp.data import word_list
from newsnlp.link.said import Proposal, Said
from newsnlp.types import Organization, Region, Sentence

_K = TypeVar("_K", str, Region)
_AHEAD = 2  # how many times as often as the next the home is named
_ENOUGH = 3.0  # how much must speak for a home that is not the only place of its level
_HEADLINE = 2.0  # of a headline, against a mention in the body
_CAPITAL = frozenset({"RU-MOW", "RU-MOS"})
_PARTS = ("RU-", "UA-")
_REGIONAL = frozenset(word_list("link.home.regional"))
_EITHER = tuple(word_list("link.home.either"))
_NATIONAL = tuple(word_list("link.home.national"))
_MUNICIPAL = frozenset(word_list("link.home.municipal"))
_ASSEMBLIES = tuple(word_list("link.home.bodies"))
_COUNCILS = tuple(word_list("link.home.councils"))
_STATES = frozenset(word_list("link.home.states"))
_GOVERNMENTS = tuple(word_list("link.home.governments"))
_FEDERAL = tuple(word_list("link.home.federal"))
_ENDINGS = {"области": " область", "края": " край"}


class Home:
    """What a page is of, as country, region and town; None where none is plain."""

    def __init__(self, regions: Sequence[Region], sentences: Sequence[Sentence]) -> None:
        body = next((s.start for s in sentences if s.zone == "body"), 0)
        named = [(r, weight) for r in regions if (weight := _weight(r, body))]
        parts = [(code, weight) for r, weight in named if (code := _part(r)) and code not in _CAPITAL]
        code = _leader(parts)
        self.region = next((r for r in regions if r.code == code and r.kind == "region"), None) if code else None
        self.abroad = any(r.kind == "country" and r.code != "RU" for r in regions)
        self.country = self._country(regions, named)
        town = _leader((r, weight) for r, weight in named if r.kind == "city" and r.code not in _CAPITAL)
        self.town = town if town is not None and (code is None or _part(town) == code) else None

    @staticmethod
    def _country(regions: Sequence[Region], named: Iterable[tuple[Region, float]]) -> Region | None:
        """The only country, where no part of another is named."""
        countries = [(r, weight) for r, weight in named if r.kind == "country"]
        if len(countries) != 1 or countries[0][1] < _ENOUGH or countries[0][0].code == "RU":
            return None
        own = countries[0][0]
        strange = any((code := r.code or r.within) and code[:2] != own.code for r in regions)
        return None if strange else own


def _weight(region: Region, body: int) -> float:
    """How much speaks for a place: what stands behind the article is of other pages."""
    weight = {"headline": _HEADLINE, "body": 1.0, "byline": 1.0}
    return sum(weight.get(m.zone, 1.0 if m.start < body else 0.0) for m in region.mentions)


def _part(region: Region) -> str | None:
    """The region that a place is or lies in."""
    code = region.code if region.kind == "region" or region.code else region.within
    return code if code and code.startswith(_PARTS) else None


def _leader(told: Iterable[tuple[_K, float]]) -> _K | None:
    """What is far ahead of all others."""
    sums: defaultdict[_K, float] = defaultdict(float)
    for what, weight in told:
        sums[what] += weight
    ranked = sorted(sums, key=lambda what: -sums[what])
    if not ranked or sums[ranked[0]] < _ENOUGH:
        return None
    return ranked[0] if len(ranked) == 1 or sums[ranked[0]] >= _AHEAD * sums[ranked[1]] else None


def homed(
    held: Sequence[Proposal],
    regions: Sequence[Region],
    organizations: Sequence[Organization],
    sentences: Sequence[Sentence],
) -> Iterator[Proposal]:
    """What is held, with the page's own place for public offices of which nothing nearer tells one."""
    home = Home(regions, sentences)
    governed = _governed(held, organizations)
    filled = {(p.title.post.post, p.title.region): p for p in held if p.people and p.status == "current"}
    for one in held:
        title = one.title
        lacks = title.official and title.region is None and one.people
        place = _place(title, home, governed) if lacks and sentences[title.sentence].zone in _OPEN else None
        other = filled.get((title.post.post, place)) if place is not None and one.status == "current" else None
        if other is not None and not {*other.people} & {*one.people}:
            place = None  # of «министр Котов» beside «министр области Лунин» the one is another government's
        yield one._replace(title=replace(title, region=place)) if place is not None else one


_OPEN = ("headline", "body")


def _governed(held: Sequence[Proposal], organizations: Sequence[Organization]) -> dict[str, set[Region]]:
    """Of which places a page names the ministers, and the ministers or the governments."""
    titles = (p.title for p in held)
    ministers = {t.region for t in titles if t.region is not None and t.post.post.startswith(_EITHER)}
    named = (o for o in organizations if o.kind == "government" and o.name.lower().startswith(_GOVERNMENTS))
    return {"head": ministers, "all": ministers | {o.region for o in named if o.region is not None}}


def _place(title: Said, home: Home, governed: Mapping[str, set[Region]]) -> Region | None:
    """The page's place of an office's level."""
    post, body = title.post.post, title.organization.name.lower() if title.organization else ""
    word = title.post.name.rpartition(" ")[2]
    if body or word.startswith(_ASSEMBLIES):
        return _of_body(body or word, home)
    if word in _ENDINGS:
        return home.region if home.region and home.region.name.endswith(_ENDINGS[word]) else None
    if post in _REGIONAL or word == "региона":
        return home.region
    if post in _MUNICIPAL:
        return home.town
    if home.country is not None and post.startswith((*_EITHER, *_NATIONAL)):
        return home.country
    return home.region if post.startswith(_EITHER) and _regional(post, home, governed) else None


def _of_body(body: str, home: Home) -> Region | None:
    """The page's place of whose kind a body is that names none."""
    if body.startswith(_COUNCILS):
        return home.town
    if body in _STATES:
        return home.country
    return home.region if body.startswith(_ASSEMBLIES) else None


def _regional(post: str, home: Home, governed: Mapping[str, set[Region]]) -> bool:
    """Whether a post that countries and regions have is the page's region's: of its government others are named, and
    of no country's.
    """
    if home.abroad or any(word in post for word in _FEDERAL):
        return False
    near = governed["all" if "министр" in post.split() or "министра" in post.split() else "head"]
    country = any(region.kind == "country" for region in governed["all"])
    return home.region in near and not country
