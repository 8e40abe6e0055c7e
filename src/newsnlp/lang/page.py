"""Which place of a level a page is of: as a reader knows it who has read up to an offset, or in the end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise, takewhile
from math import inf
from operator import itemgetter
from typing import NamedTuple, TypeVar

from newsnlp.lang import morph
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.places import of_adjective, of_code
from newsnlp.lang.territories import level_of, noun
from newsnlp.lock import cached_property
from newsnlp.types import Article, Mention, Organization, Region, RegionKind, Sentence, Token

PARTS = ("RU-", "UA-")  # whose heads are called «глава региона»
_CAPITAL = frozenset({"RU-MOW", "RU-MOS"})  # spoken of everywhere
_CITIES = frozenset({"RU-SPE", "UA-40", "RU-SEV"})  # regions of their own, with governors
_WEIGHTS = {"headline": 2.0, "body": 1.0, "byline": 1.0}
_MASTHEAD = 0.5  # of furniture before the article; what stands behind it is of other pages
_AHEAD = 2  # how many times as often as the next the home is named
_SITE = "официальный сайт"  # of whose authority the page is
_ENOUGH = 3.0  # how much must speak for a home that is not the only place of its level
# Of 160 bare posts whose region the article tells elsewhere, 157 were of the region named first that had such a share
# of those named before them; of 12 with a smaller share, 3 were.
_MOST = 0.65
_ENDING = re.compile(r"(?<=[сц]к)(?:ий|ая|ое|ого|ой|ому|ую|им|ом)\Z")
_LETTER, _RUBRIC = re.compile(r"\w"), re.compile(r"[.:] ")
_STILL = ("и", "о", "е", "у")  # how names end that are not declined: «в Сочи»
_K = TypeVar("_K", str, Region, Organization)


def _republic(region: Region) -> bool:
    """A country, or a republic of Russia: ISO 3166-2 gives these two letters, and the other parts three."""
    code = region.code or ""
    return (region.kind == "country" and code != "RU") or (code.startswith(PARTS) and len(code) == 5)


def _is_of(level: str, region: Region) -> bool:
    """Whether a district's own noun is of a level: «Намский *улус*»."""
    nouns = (noun(word) for word in region.name.lower().split(" "))
    return region.kind == "district" and any(named.level == level for named in nouns if named)


_OKRUG = re.compile(r"(?<! федеральный) округ\Z| автономный округ")


def _governed(region: Region) -> bool:
    """Whether a governor rules it where none is named: no republic of Russia, and of cities but two."""
    if region.kind == "city":
        return region.code in ("RU-SPE", "UA-40")
    return not (_republic(region) and (region.code or "").startswith("RU-"))


# What a level's word may speak of.
LEVELS: dict[str, Callable[[Region], bool]] = {
    "region": lambda region: region.kind == "region",
    "republic": _republic,
    "governed": _governed,
    "oblast": lambda region: region.name.endswith(" область"),
    "krai": lambda region: region.name.endswith(" край"),
    "city": lambda region: region.kind == "city",
    "district": lambda region: region.kind == "district",
    "okrug": lambda region: bool(_OKRUG.search(region.name)),
    "local": lambda region: region.kind in ("city", "district"),
    "rayon": lambda region: _is_of("rayon", region),
    "commune": lambda region: _is_of("commune", region),
    "settlement": lambda region: region.kind == "city",
    "country": lambda region: region.kind == "country",
    "capital": lambda region: region.code == "RU-MOW",
}


def level(phrase: str) -> str:
    """The level that a phrase's last word tells, «министр внутренних дел *по республике*» too, or that before «по».

    >>> level("прокурор области"), level("министр внутренних дел по республике"), level("замглавы города по спорту")
    ('oblast', 'republic', 'city')
    """
    words = phrase.lower().split(" ")
    own = level_of(words[-1], "datv" if words[-2:-1] == ["по"] else "gent")
    return own or level_of(words[words.index("по") - 1] if "по" in words else "")


class _Told(NamedTuple):
    """Where a page names a place, and how much that says of the page."""

    start: int
    stop: int
    weight: float
    place: Region
    noun: bool  # no adjective made of it: not «*турецкий* лидер»


def _inside(told: _Told, sentence: Sentence) -> bool:
    """«*в* Твери», «приехал *в* Тверь, *где* …»."""
    before, words = sentence.before(told.start), sentence.within(told.start, told.stop)
    if before.lower not in ("в", "во", "на"):
        return False
    case = next((t.tag.case for t in reversed(words) if t.tag.case), None)
    behind = [t.lower for t in sentence.within(told.stop, told.stop + 5)]
    still = words and words[-1].text == told.place.name and told.place.name.endswith(_STILL)
    return case == "loct" or bool(still) or behind == [",", "где"]


def _had(before: Sequence[Token]) -> bool:
    """Whether words before a place tell of an office that somebody had there."""
    return bool(before) and (before[-1].tag.noun or before[-1].lower == "в") and any(map(_was, before))


def _was(token: Token) -> bool:
    """«*бывший* глава», «*был* главой», «*работал* в районе»."""
    return is_a(token.lower, "of_then") or (is_a(token.lower, "hold") and token.tag.tense == "past")


def _country(region: Region) -> str:
    """The country that a place is or lies in, "" where the tables don't tell."""
    return (region.code or region.within or "")[:2]


def part(region: Region) -> str | None:
    """The region that a place is or lies in."""
    code = region.code if region.kind == "region" or region.code else region.within
    return code if code and code.startswith(PARTS) else None


Nation = tuple[int, int, str, str]  # where a country is named, its code, the kind of place that names it


def _told(sentence: Sentence, region: Region, m: Mention, ahead: bool) -> _Told:
    """What a mention tells of its place; ``ahead``: it stands before the article's body."""
    weight = _WEIGHTS.get(sentence.zone, _MASTHEAD if ahead else 0.0)
    if sentence.text[: len(_SITE)].lower() == _SITE:
        weight = _ENOUGH
    # «в *Калужской*, Тульской областях»: of its own name
    own = m.text[:1].isupper() and m.start > sentence.start and region.kind == "region"
    return _Told(m.start, m.stop, weight, region, own or not morph.adjectives(m.text.lower()))


def _is_local(told: _Told) -> bool:
    """Whether a town or a district, not the capital, is named by its noun."""
    return bool(told.noun and told.weight) and LEVELS["local"](told.place) and told.place.code not in _CAPITAL


def _is_command(region: Region) -> bool:
    """«Южный *военный* округ», in which nobody governs."""
    return region.kind == "district" and any(is_a(word.lower(), "army") for word in region.name.split(" "))


def _is_region(region: Region) -> bool:
    """Whether a place is a part of a country, or a city that is one."""
    return region.kind == "region" or region.code in _CITIES


def _homes(told: Iterable[_Told]) -> list[tuple[_Told, str]]:
    """What tells of a region, and which; the capital aside."""
    homes = ((one, part(one.place)) for one in told if one.weight)
    return [(one, code) for one, code in homes if code and code not in _CAPITAL]


class Page:
    """The places that a page names, each of which speaks for the region, the country and the town that it is or lies
    in; what is far ahead of all others is the page's home at that level.
    """

    def __init__(self, regions: Sequence[Region], article: Article) -> None:
        self.regions = [region for region in regions if not _is_command(region)]
        self.article, self._sentences = article, article.sentences
        self._neighbours: list[tuple[int, Region]] = []  # «в соседнем Канске»
        self._told = sorted(self._mentions(self.regions), key=itemgetter(0))
        self._own = {told.place for told in self._told}
        self._regions = [region for region in self.regions if region in self._own]
        self._starts = [told.start for told in self._told]
        self._homes = _homes(self._told)
        self._first = _First(self._homes)
        self._named: dict[str | None, Region] = {r.code: r for r in self._regions if _is_region(r) and part(r)}
        self._only = self._sole()
        self._levels: dict[str, list[Region]] = {}  # the places of each, in the order of :func:`_known`
        self._nearby: dict[tuple[str, int], tuple[int, set[Region]]] = {}
        self._end = len(article.text)
        self._paragraphs = [0, *(m.end() for m in re.finditer("\n", article.text))]
        self.countries = {r.code for r in self._regions if r.kind == "country"}
        self.abroad = bool(self.countries - {"RU"})

    def _mentions(self, regions: Sequence[Region]) -> Iterator[_Told]:
        """Where a page names places, but for its neighbours: «в *соседней* Тульской области»."""
        body = next((s.start for s in self._sentences if s.zone == "body"), 0)
        for region in regions:
            for m in region.mentions:
                at = self.article.number(m.start)
                if at < 0:  # before the first sentence only a finder of the caller's sees anything
                    yield _Told(m.start, m.stop, _WEIGHTS["body"], region, not morph.adjectives(m.text.lower()))
                elif not self._sentences[at].before(m.start).lower.startswith("соседн"):
                    yield _told(self._sentences[at], region, m, m.start < body)
                elif [t.lower for t in self._sentences[at].left(m.start, 2)[:-1]] == ["в"]:
                    self._neighbours.append((m.start, region))

    def _sole(self) -> Region | None:
        """The only region, the capital too; a city that is one only where no other city is named as often."""
        named = [r for r in self._regions if r.code and _is_region(r)]
        if len(named) != 1:
            return None
        rivals = (r for r in self._regions if r.kind == "city" and r is not named[0])
        about = named[0].kind != "city" or all(len(r.mentions) < len(named[0].mentions) for r in rivals)
        return named[0] if about else None

    def names(self, place: Region | None) -> bool:
        """Whether a page names a place that is no neighbour."""
        return place in self._own

    def named(self, code: str | None) -> Region | None:
        """The page's region of a code."""
        return self._named.get(code)

    def part_of(self, code: str) -> Region | None:
        """The region of a code, if the page names it or a place that lies in it."""
        return self._coded(code) if code in self._parts else None

    @cached_property
    def _parts(self) -> frozenset[str | None]:
        """The codes of the regions in which what a page names lies."""
        return frozenset(map(part, self._regions))

    def _coded(self, code: str | None) -> Region | None:
        """The region of a code, if the page names but towns of it."""
        return self._named.get(code) or of_code(code)

    def near(self, level: str, start: int) -> set[Region]:
        """The places of a level that the sentence of an offset names up to there by nouns, else with the one before,
        else its paragraph.
        """
        at = self.article.number(start)
        begins = [s.start for s in self._sentences[max(0, at - 1) : at + 1]][::-1]
        fits, last = self._fits(level), bisect_left(self._starts, start)
        for since in begins:
            told = self._told[bisect_left(self._starts, since) : last]
            near = {t.place for t in told if t.noun and fits(t.place)}
            if near and (level != "city" or since == begins[0] or not all(map(self._whence, told))):
                return near
        return self._of_paragraph(level, bisect_left(self._starts, self.paragraph(start)), last)

    def _whence(self, told: _Told) -> bool:
        """«Сверстники *из Сургута* …»: whether a place is but where somebody is from, of whom another sentence told."""
        return self.article.sentence(told.start).before(told.start).lower == "из"

    def past(self, place: Region, start: int) -> bool:
        """Whether a place was named last before an offset as whence or whither somebody came, «гости *из* Вичугского
        района», «перешёл *в* Кинешму», or as that of an office that somebody had: «*бывший* глава Вичугского района».
        """
        last = next(t for t in reversed(self._told[: bisect_left(self._starts, start)]) if t.place == place)
        sentence = self.article.sentence(last.start)
        before = sentence.within(sentence.start, last.start)
        way = before[-1].lower if before else ""
        return _had(before) or way == "из" or (way in ("в", "во") and not _inside(last, sentence))

    def _of_paragraph(self, level: str, first: int, last: int) -> set[Region]:
        """The places of a level that are named between two mentions; whoever reads on adds what is new."""
        read, found = self._nearby.get((level, first), (first, set[Region]()))
        if read > last:
            read, found = first, set()
        fits = self._fits(level)
        told = (t for t in self._told[read:last] if t.noun and fits(t.place))
        found.update(t.place for t in told if level != "city" or not self._whence(t))
        self._nearby[level, first] = last, found
        return found

    def paragraph(self, start: int) -> int:
        """Where the paragraph of an offset begins."""
        return self._paragraphs[bisect_right(self._paragraphs, start) - 1]

    def rubric(self, start: int) -> Region | None:
        """The place under whose name a paragraph stands: «▪ *Хабаровский край*. Министр …», «*Псков*: мэр …»."""
        begin = self.paragraph(start)
        at = bisect_left(self._starts, begin)
        told = self._told[at] if at < len(self._told) else None
        named = told is not None and told.stop <= start and not _LETTER.search(self.article.text, begin, told.start)
        return told.place if told and named and _RUBRIC.match(self.article.text, told.stop) else None

    @cached_property
    def digest(self) -> bool:
        """Whether its paragraphs stand under the names of several places."""
        ends = (max(begin, stop - 1) for begin, stop in pairwise([*self._paragraphs, self._end]))
        return len({*map(self.rubric, ends)} - {None}) > 1

    def inside(self, start: int) -> set[Region]:
        """The places in which the sentence of an offset says up to there that something is: «*В Курской области* …»."""
        sentence = self.article.sentence(start)
        told = self._told[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, start)]
        return {t.place for t in told if t.noun and _inside(t, sentence)}

    def next_door(self, start: int) -> Region | None:
        """The neighbour, or the town with which a sentence begins, if that is the last place named, and something is
        there in the sentence of an offset or that before: «А *в соседнем Канске* …»."""
        at = bisect_left(self._doors, start, key=itemgetter(0))
        begin, place = self._doors[at - 1] if at else (-1, None)
        far = begin < self.paragraph(start) or self.article.number(start) > self.article.number(begin) + 1
        since = self._told[bisect_left(self._starts, begin + 1) : bisect_left(self._starts, start)]
        return None if far or any(t.noun for t in since) else place

    @cached_property
    def _doors(self) -> list[tuple[int, Region]]:
        return sorted([*self._neighbours, *filter(self._opens, self.scenes)], key=itemgetter(0))

    def _opens(self, named: tuple[int, Region]) -> bool:
        """Whether a sentence begins with where something is, «*В Канске* мост закроют», of a page of another town."""
        (start, place), main = named, self.local
        sentence = self.article.sentence(start)
        words = [t.lower for t in sentence.within(sentence.start, start)]
        return words[-1:] == ["в"] and len(words) < 3 and (main is None or (place != main and place.kind == main.kind))

    def another_acts(self, start: int, country: Region) -> bool:
        """Whether the sentence of an offset tells what another country does: «*Вашингтон* не может договориться: …»."""
        sentence = self.article.sentence(start)
        told = self._told[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.stop)]
        acts = (t.place for t in told if sentence.behind(t.start).tag.case == "nomn")
        codes = set(map(_country, acts)) - {""}
        return bool(codes) and country.code not in codes

    @cached_property
    def scenes(self) -> list[tuple[int, Region]]:
        """Where a page says that something is in a town or a district: «*В Твери* …»."""
        told = ((t, self.article.number(t.start)) for t in filter(_is_local, self._told))
        return [(t.start, t.place) for t, at in told if at >= 0 and _inside(t, self._sentences[at])]

    def at(self, level: str, start: int) -> Region | None:
        """The place of a level that a common noun speaks of: the only one of a page, what is near, the page's own."""
        if level == "capital":
            return self.capital
        named = self.all(level)
        near = set(named) if len(named) < 2 else self.near(level, start)
        if len(near) == 1 and not self._told_later(level, next(iter(near)), start):
            return next(iter(near))
        homes = (self.town, self.district, self.own(start))
        return next((home for home in homes if home is not None and self._fits(level)(home)), None)

    def _told_later(self, level: str, place: Region, start: int) -> bool:
        """Whether a place is named but later, where the towns before tell of another: «Пожар *в Твери*. *Областное*
        управление … в *Рязанский* центр»."""
        own = self._coded(self._by_towns(start)) if place.mentions[0].start > start else None
        return own is not None and own != place and self._fits(level)(own)

    def called(self, adjective: str, town: bool) -> Region | None:
        """The district or the town of a page that an adjective is of, with ``town`` that first: «*Мценский* райсуд»."""
        root = _ENDING.sub("", adjective.lower())
        if root == adjective.lower():
            return None
        first = bisect_left(self._districts, (root, 0))
        begun = takewhile(lambda named: named[0].startswith(root), self._districts[first:])
        district = min((number for _, number in begun), default=None)
        city = min((self._towns[own] for own in of_adjective(adjective) if own in self._towns), default=None)
        found = next((n for n in ((city, district) if town else (district, city)) if n is not None), None)
        return self._regions[found] if found is not None else None

    @cached_property
    def _districts(self) -> list[tuple[str, int]]:
        return sorted((r.name.lower(), n) for n, r in enumerate(self._regions) if r.kind == "district")

    @cached_property
    def _towns(self) -> dict[int | None, int]:
        towns = [(r.geonames, n) for n, r in enumerate(self._regions) if r.kind == "city"]
        return dict(reversed(towns))

    def all(self, level: str) -> Sequence[Region]:
        """All places of a level that a page names."""
        if level not in self._levels:
            self._levels[level] = sorted(filter(self._fits(level), self._regions), key=_known)
        return self._levels[level]

    def _fits(self, level: str) -> Callable[[Region], bool]:
        """What a level's word may speak of; a village is one that the page calls so."""
        return self._villages.__contains__ if level == "settlement" else LEVELS[level]

    @cached_property
    def _villages(self) -> set[Region]:
        return {t.place for t in self._told if t.place.kind == "city" and self._called_village(t.start)}

    def _called_village(self, start: int) -> bool:
        """«В *посёлке* Калино», «*с.* Ело»."""
        before = self.article.text[max(0, start - 15) : start].rstrip(" .").rpartition(" ")[2].lower()
        named = noun(before)
        return named is not None and named.level == "settlement"

    def told(self, level: str, start: float) -> set[Region]:
        """The places of a level, but countries, that a page has named before an offset, or more than once: two of them
        at most.
        """
        parts = self.all(level)
        return set(parts[: min(2, bisect_left(parts, start, key=_known))])

    def region(self, start: int) -> Region | None:
        """The region that a page is of for whoever has read up to an offset: the one named first, by itself or by a
        town or a district of it, if most of the regions named till then are this one; an article's only region though
        it is named but later.
        """
        rubric = self.rubric(start)
        if rubric is not None and (code := part(rubric)):
            return self._coded(code)
        only = self._only
        if only and (len(only.mentions) > 1 or only.mentions[0].start < start):
            return only
        return self.named(self._first.before(start))

    def _by_towns(self, start: int) -> str | None:
        """The region that towns alone tell before an offset: none to which the sentence says that somebody comes."""
        first = self._first.before(start)
        return first if first == self._without_arrivals.before(start) else None

    @cached_property
    def _without_arrivals(self) -> _First:
        return _First([(t, code) for t, code in self._homes if not self.arrival(t.start)])

    def arrival(self, offset: int) -> bool:
        """Whether a sentence says that somebody comes: «губернатор *приехал* в Выборг»."""
        return any(is_a(t.lower, "arrive") for t in self.article.sentence(offset).tokens)

    @cached_property
    def home(self) -> Region | None:
        """The region that a page is of in the end: that, where more than one mention says it, or what is far ahead."""
        if self._only and len(self._only.mentions) > 1:
            return self._only
        first = self._first.before(inf) if len(self._homes) > 1 else None
        return self._coded(first or leader((code, t.weight) for t, code in self._homes))

    def begun(self, start: int) -> bool:
        """Whether a page has told of its region before an offset, if only by a town."""
        code = self.home.code if self.home is not None else None
        return any(code is not None and own == code and t.start < start for t, own in self._homes)

    def own(self, start: int) -> Region | None:
        """The region that a page is of at an offset, if only by its towns, else in the end."""
        return self.region(start) or self._coded(self._by_towns(start)) or self.home

    def regional(self, times: int = _AHEAD) -> bool:
        """Whether a page speaks so many times as much of its region as of countries, and more than once of it."""
        told, of_countries = self._weights
        return told > 1 and told >= times * of_countries

    @cached_property
    def _weights(self) -> tuple[float, float]:
        """How much a page speaks of its region, and of countries."""
        home = sum(t.weight for t, code in self._homes if self.home is not None and code == self.home.code)
        return home, sum(t.weight for t in self._told if t.place.kind == "country")

    @cached_property
    def town(self) -> Region | None:
        """The town of a page: the only one of its region, or what is far ahead."""
        return self._main("city")

    @cached_property
    def district(self) -> Region | None:
        """The district of a page."""
        return self._main("district")

    def main(self, level: str, start: int) -> Region | None:
        """The district of a page, or its only village, if it has been named before an offset and is of a level."""
        villages = self.all(level) if level == "settlement" else ()
        main = villages[0] if len(villages) == 1 else self.district
        known = main is not None and main.mentions[0].start < start and self._fits(level)(main)
        return main if known else None

    @cached_property
    def local(self) -> Region | None:
        """The town or the district of a page."""
        return self._main("city", "district")

    def _main(self, *kinds: RegionKind) -> Region | None:
        told = [t for t in self._told if t.place.kind in kinds and t.weight]
        own = [t for t in told if self.home is None or part(t.place) in (self.home.code, None)]
        places = Counter(t.place for t in own)
        if len(places) == 1 and (len(own) > 1 or len(told) == 1):
            return own[0].place
        own = [t for t in own if t.place.code not in _CAPITAL]
        return leader(((t.place, t.weight) for t in own), 2.0) or _headed(own, told)

    @cached_property
    def capital(self) -> Region | None:
        """«Столица» of a page that speaks of Moscow."""
        return next(iter(self.all("capital")), None) if not self.abroad else None

    @cached_property
    def nations(self) -> list[Nation]:
        """Where a page names countries, by themselves or by what lies in them."""
        told = ((t, _country(t.place)) for t in self._told if t.weight)
        return [(t.start, t.stop, code, t.place.kind) for t, code in told if code]

    def several(self, start: int) -> bool:
        """Whether the sentence of an offset, up to there, and the one before tell of several countries."""
        since = self._sentences[max(0, self.article.number(start) - 1)].start
        first, stop = (bisect_left(self.nations, (at,)) for at in (since, start))
        return len({code for _, _, code, _ in self.nations[first:stop]}) > 1

    def country_of(self, code: str) -> Region | None:
        """The country of a code, if a page names it."""
        return next((r for r in self._regions if r.kind == "country" and r.code == code), None)


class _First:
    """What is named first, if most of what is named up to an offset is this."""

    def __init__(self, told: Sequence[tuple[_Told, str]]) -> None:
        self._starts = [t.start for t, _ in told]
        self._code = told[0][1] if told else None
        self._times = list(accumulate(code == self._code for _, code in told))

    def before(self, start: float) -> str | None:
        """That, or none."""
        count = bisect_left(self._starts, start)
        return self._code if count and self._times[count - 1] >= _MOST * count else None


def _known(place: Region) -> float:
    """From where on a common noun may speak of a place: what a page names more than once from its beginning."""
    if place.kind == "country":
        return inf
    return -1 if len(place.mentions) > 1 else place.mentions[0].start


def _headed(own: Sequence[_Told], told: Sequence[_Told]) -> Region | None:
    """What is named first and most: not «Кировск» behind «Апатиты … в Апатитах»."""
    sums: defaultdict[Region | None, float] = defaultdict(float)
    for t in told:
        sums[t.place] += t.weight
    first = own[0].place if own else None
    if first is None or sums[first] <= _AHEAD:
        return None
    return first if all(sums[first] > sums[place] for place in sums if place != first) else None


def leader(told: Iterable[tuple[_K, float]], enough: float = _ENOUGH) -> _K | None:
    """What is far ahead of all others."""
    sums: defaultdict[_K, float] = defaultdict(float)
    for what, weight in told:
        sums[what] += weight
    ranked = sorted(sums, key=lambda what: -sums[what])
    if not ranked or sums[ranked[0]] < enough:
        return None
    return ranked[0] if len(ranked) == 1 or sums[ranked[0]] >= _AHEAD * sums[ranked[1]] else None
