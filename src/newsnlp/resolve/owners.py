"""Whose each body is: the place that its name names, or the one that the article tells.

«Правительство Воронежской области» names its region; «областное правительство» and «правительство региона» are that
region's where the article speaks of one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.fold import fold
from newsnlp.lang import morph
from newsnlp.lang.bodies import PUBLIC, stem
from newsnlp.lang.districts import of_adjective
from newsnlp.lang.page import LEVELS, Page, part
from newsnlp.lang.places import lands, of_code, towns
from newsnlp.lang.territories import level_of
from newsnlp.types import Body, Finding, Region, bare, only

# before a place, words that say it is no owner: «комиссия по торговле *с* Китаем», «комитет *в защиту* Байкала»
_STRANGE = frozenset(word_list("resolve.owners.strange"))
_STEPS = frozenset(word_list("resolve.owners.steps"))
_LOCAL = frozenset(word_list("link.places.local"))
_MISSIONS = frozenset(word_list("organization.grown.missions"))
# common nouns that mean the same body
SAME = {
    "мэрия": "администрация",
    "избирком": "избирательная комиссия",
    "кабмин": "правительство",
    "кабинет министров": "правительство",
}


class _Spot(NamedTuple):
    """Where the article names a place."""

    start: int
    stop: int
    region: Region


_Bearer = Callable[[str, str], Region | None]


def owned(found: Sequence[Finding[Body]], page: Page) -> list[Finding[Body]]:
    """The mentions with whose each body is, as far as its name or the article says."""
    return _Owners(found, page).owned(found)


class _Owners:
    """Whose bodies an article tells: its places in order, and what the page is of."""

    def __init__(self, found: Sequence[Finding[Body]], page: Page) -> None:
        self._text, self._page = page.article.text, page
        places = ((bare(region), region.mentions) for region in page.regions)
        self._spots = sorted(_Spot(m.start, m.stop, place) for place, mentions in places for m in mentions)
        self._starts = [spot.start for spot in self._spots]
        self._coded = {code: spot.region for spot in reversed(self._spots) if (code := spot.region.code)}
        self._widest = {f.stop: f.start for f in sorted(found, key=lambda f: -f.start)}

    def owned(self, found: Sequence[Finding[Body]]) -> list[Finding[Body]]:
        """The mentions with their bodies' owners."""
        placed = [(f, place := self._place(f), self._placed(f, place), self._level(f, place)) for f in found]
        told = (body for _, place, body, level in placed if place and not level)
        named: defaultdict[str, set[Region]] = defaultdict(set)
        for body in told:
            if body.region:
                named[_same(body.key)].add(body.region)

        @cache
        def bearer(core: str, level: str) -> Region | None:
            return only([region for region in named.get(_same(core), ()) if LEVELS[level](region)])

        return [replace(f, value=self._owned(f, place, body, level, bearer)) for f, place, body, level in placed]

    def _owned(self, f: Finding[Body], place: Region | None, body: Body, level: str, bearer: _Bearer) -> Body:
        """A body with its owner; ``bearer``: the only place of a level that has a body of a name in the article."""
        if level:
            body = self._of_level(f, body, level, bearer)
        elif place is None and (behind := self._behind(f)):
            body = replace(f.value, owner=behind.key if behind.code else "", region=bare(behind))
        key = _same(body.key)
        return body if key == body.key else replace(body, key=key)

    def _place(self, f: Finding[Body]) -> Region | None:
        if f.value.kind == "court" and f.value.name.lower().startswith("международн"):
            return None  # «Международный трибунал *для Югославии*»
        place = _own([spot for spot in self._inside(f) if spot.stop <= f.stop], f, self._text)
        wide = place is None or place.kind == "country" or (place.kind == "region" and f.value.kind == "court")
        called = _called(f.value, self._page) if wide else None
        at = bisect_left(self._starts, f.stop + 1)
        if wide and called is None and self._starts[at : at + 1] != [f.stop + 1]:
            called = _of_home(f.value.name, self._page)
        called = called or (self._next_door(f) if place is None else None)
        return bare(called) if called else place

    def _next_door(self, f: Finding[Body]) -> Region | None:
        """«*В Канске* мост закроют. *Администрация* …»: whose a town's authority is on a page of another; of a «местная
        администрация» the town or the district just named, else the page's.
        """
        if f.value.kind in PUBLIC and _HERE.search(f.value.name):
            return only(self._page.near("local", f.start)) or self._page.local
        place = self._page.next_door(f.start) if f.value.bare and _same(f.value.key) in _LOCAL else None
        return place if place is not None and part(place) else None

    def _inside(self, f: Finding[Body]) -> list[_Spot]:
        """The places within a mention, of one of a row those of its own name: «правительства |Чили и| *Перу*»."""
        spots = self._spots[bisect_left(self._starts, f.start) : bisect_left(self._starts, f.stop)]
        if f.rule != "organization.row":
            return spots
        return [spot for spot in spots if self._text[spot.start : spot.stop] in f.value.name]

    def _placed(self, f: Finding[Body], place: Region | None) -> Body:
        """A body with the place that its name tells."""
        if place:
            spots = (s for s in self._inside(f) if not _sent(f, s, self._text))
            return _of(f.value, place, [self._text[s.start : s.stop] for s in spots])
        owner = f.value.owner
        return replace(f.value, region=self._coded.get(owner) or of_code(owner)) if owner else f.value

    def _of_level(self, f: Finding[Body], body: Body, level: str, bearer: _Bearer) -> Body:
        """A body whose place is of a level: that of the only one so called, «МВД республики» of «МВД Киргизии», or the
        page's.
        """
        if region := bearer(f.value.core, level) or self._page.at(level, f.start):
            return _of(f.value, bare(region), ())
        return body if body.region or body.owner else _unplaced(body, self._page)

    def _level(self, f: Finding[Body], place: Region | None) -> str:
        """The level of a branch «по региону» that is no part of a wider name, or the one that the name tells."""
        whole = self._widest[f.stop] == f.start and (place is None or place.kind == "country")
        return (_branch(f, self._text) if whole else "") or (f.value.level if _leveled(f.value, place) else "")

    def _behind(self, f: Finding[Body]) -> Region | None:
        """The owner behind a government's name: «Минюст *страны*», «Министерство обороны (МО) *Чехии*»."""
        told = _AFTER.match(self._text, f.stop) if f.value.kind in PUBLIC and not f.value.owner else None
        if told is None:
            return None
        if told["noun"] and (level := level_of(told["noun"])):
            return self._page.at(level, f.start)
        at = bisect_left(self._starts, told.end())
        owner = self._spots[at] if told["short"] and self._starts[at : at + 1] == [told.end()] else None
        return owner.region if owner else None


_HERE = re.compile(r"\b(?:местн|здешн)(?:ая|ое|ый|ой|ого|яя|ий)\b", re.IGNORECASE)
_AFTER = re.compile(r"(?P<short>(?: \([^()\n]{2,20})?\))? (?:(?P<noun>[а-яё]+))?")


def _called(body: Body, page: Page) -> Region | None:
    """Whose a public body is by its adjective: «*Мценское* районное отделение», «МО МВД России «*Азовский*»»."""
    public = body.kind in (*PUBLIC, None) or body.head.endswith("ком")  # «Галичский *райком*» too
    told = _ADJECTIVE.search(body.name) if public else None
    return page.called(told[1] or told[2], "городск" in body.name) if told else None


def _of_home(name: str, page: Page) -> Region | None:
    """«*Магарамкентский районный* суд»: the district so called in the region that the page is of; «*Рыбинская
    городская* дума», «*уссурийская* полиция»: the town there, or the only one so called.
    """
    code = page.home.code if page.home is not None else None
    if told := _DISTRICT.match(name):
        return next((p.region for p in of_adjective(told[1].lower()) if code is not None and p.within == code), None)
    if (told := _TOWN.match(name)) and (told[2] or all(land.kind == "city" for land in lands(told[1].lower()))):
        named = list(towns(told[1].lower()))
        here = [p for p in named if p.within == code]
        return (here or named)[0].region if here or len(named) == 1 else None
    return None


_DISTRICT = re.compile(r"([\w-]+[сц]к(?:ий|ая|ое)) (?:районн|межрайонн|муниципальн)")
_TOWN = re.compile(
    r"([\w-]+[сц]к(?:ий|ая|ое)) (?:(городск|гор[дис])|(?<=[а-яё]{3} )(?:полици|мэри|прокуратур|администраци))"
)


# «Псковский *областной* суд» is the region's
_ADJECTIVE = re.compile(r"\A(\w+[сц]к(?:ий|ая|ое)) (?!областн|краев|республ)\w|«(\w+[сц]к(?:ий|ая|ое))»\Z")


def _common(body: Body) -> bool:
    """Whether a name is a common noun beside its level: «областная |дума|», no «областное |управление ФСИН|»."""
    return body.core.endswith(body.head)


def _same(key: str) -> str:
    return SAME.get(key, key)


def _unplaced(body: Body, page: Page) -> Body:
    """A body of a level whose place the article names nowhere: «Дума края» and «краевая Дума» are one still."""
    core = _same(body.core)
    if body.level == "country":
        return replace(body, key=core, owner="" if page.abroad else "RU", bare=False)
    return replace(body, key=f"{core} {body.level}", bare=_common(body))


def _leveled(body: Body, place: Region | None) -> bool:
    """Whether a body's level tells whose it is: what its name adds may be the country's, «*региональное* СУ СК РФ»."""
    if body.level in ("", "country"):
        return body.level != "" and place is None and not body.owner
    return place is None or place.kind == "country"


def _sent(f: Finding[Body], spot: _Spot, text: str) -> bool:
    """Whether a place is where an embassy is: «посольство Швеции в |Киеве|» is not the one in Oslo."""
    return f.value.head in _MISSIONS and text[f.start : spot.start].endswith((" в ", " во "))


def _own(spots: Sequence[_Spot], f: Finding[Body], text: str) -> Region | None:
    """The place within a name whose body it is: the first, or, where it is a branch «по …», the one named there."""
    kept: list[_Spot] = []
    for spot in spots:
        # the last word of what stands before a place, the nouns of places aside
        words = [word for word in text[f.start : spot.start].lower().replace(".", " . ").split() if word not in _STEPS]
        before = words[-1] if words else ""
        if before in _STRANGE or _is_none(spot, f.value, text):
            continue
        if before == "по":
            return spot.region
        kept.append(spot)
    if len(kept) > 1 and text[kept[0].stop : kept[1].start] == " и ":
        return None  # «комиссия Беларуси и Узбекистана»
    return _where(kept, text) if kept else None


def _is_none(spot: _Spot, body: Body, text: str) -> bool:
    """Whether a place is one that no table has beside the owner told, the head of the name, or a tongue: «*русский*
    театр»."""
    tongue = text[spot.start : spot.stop].lower().startswith(word_list("resolve.owners.tongues"))
    return tongue or bool(body.owner and _uncoded(spot.region)) or _head(spot, body, text)


def _uncoded(region: Region) -> bool:
    return region.kind in ("country", "region") and not region.code


def _where(spots: Sequence[_Spot], text: str) -> Region:
    """The first of places, but for what an adjective calls a body: «*Ленинградский* райсуд Краснодара»."""
    nouns = (s for s in spots if s.region.kind != "country" and not morph.adjectives(text[s.start : s.stop].lower()))
    return (spots[0] if spots[0].region.kind == "country" else next(nouns, spots[0])).region


def _head(spot: _Spot, body: Body, text: str) -> bool:
    """Whether a place is but the head of the name: «Единая *Россия*»."""
    return stem(fold(text[spot.start : spot.stop])) == stem(body.head)


def _of(body: Body, region: Region, places: Sequence[str]) -> Body:
    """A body that is a place's; ``places``: the words by which its name says so."""
    owner = fold(region.name) if _uncoded(region) else region.key  # as the tables tell owners
    if body.level and LEVELS[body.level](region):
        return replace(body, key=_same(body.core), owner=owner, region=region, bare=not places and _common(body))
    if body.kind == "international" and body.known:
        return body  # «НАТО в Афганистане» is nobody's
    if not body.owner and (body.known or not (body.kind in PUBLIC or body.head == "сборная")):
        return replace(body, region=region)  # the table knows the whole name, or it has no owner
    key = body.key if body.owner else _without(body.key, places)
    return replace(body, key=_same(key), owner=owner, region=region)


def _without(key: str, places: Sequence[str]) -> str:
    """A folded name without the words of the places in it, and what joins these to it."""
    gone = {stem(word) for place in places for word in fold(place).split()}
    words = [word for word in key.split() if stem(word) not in gone]
    while len(words) > 1 and (words[-1] in _STEPS or words[-1] == "по"):
        words.pop()
    return " ".join(words) or key


def _branch(f: Finding[Body], text: str) -> str:
    """The level of a branch that names no place: «ГУ МВД России *по региону*», unlike «комиссия по области знаний»."""
    told = _BRANCH.search(text, f.start, f.stop + 20) if f.value.kind in (*PUBLIC, None) else None
    return level_of(told[1], "datv") if told and f.stop in told.span() else ""


_BRANCH = re.compile(r" по ([а-яё]+)\b")
