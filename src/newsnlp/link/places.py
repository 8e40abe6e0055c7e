"""Of which place an office is whose phrase names none: nearest evidence first, the page's own place last.

``placed`` takes what whoever reads up to the office knows, before holders are chosen: the sentence that says where
something is, the place that a noun of its kind speaks of, the region told till then, the ministry of its portfolio.
``homed`` gives what is held the place that the page in the end is of, at the level that the post, its words or its body
tell (:mod:`newsnlp.lang.page`); what countries and regions have alike is of whose government the page speaks.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain, count, pairwise
from operator import attrgetter, itemgetter

from newsnlp.data import word_list
from newsnlp.lang import morph
from newsnlp.lang.bodies import PUBLIC
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.officials import place_of
from newsnlp.lang.page import LEVELS, Page, leader, level, part
from newsnlp.lang.phrases import DASHES, attributes
from newsnlp.lang.places import of_adjective, of_code
from newsnlp.lang.territories import level_of, level_of_adjective
from newsnlp.link.bodies import is_adjective, of_state
from newsnlp.link.countries import Countries, owner
from newsnlp.link.elided import bare
from newsnlp.link.said import MAYORS, Line, Proposal, Said, Spot, Spots, Who, ministry
from newsnlp.link.spoken import like_before, sorts
from newsnlp.lock import cached_property
from newsnlp.types import Organization, Person, Region, RegionKind, Sentence, Status, Token, only, token_at

_REGIONAL = frozenset(word_list("link.places.regional"))
_MUNICIPAL = frozenset(word_list("link.places.municipal"))
_EACH = tuple(f"{post} " for post in word_list("link.places.each"))
_NATIONAL = word_list("link.places.national")
_ASSEMBLIES = word_list("link.places.assemblies")
_LOCAL = word_list("link.places.local")
_OF_LOCAL = tuple(f" {body}" for body in _LOCAL)
_DEPARTMENTS = word_list("link.places.departments")
_ANYONES = frozenset(word_list("link.places.anyones"))
_STATES = word_list("link.places.states")
_GOVERNMENTS = word_list("link.places.governments")
_FEDERAL = word_list("link.places.federal")
_FEDERAL_BODIES = frozenset(word_list("link.places.federal_bodies"))
_COUNTRY = word_list("link.places.country")
_LANDS = ("city", "settlement", "rayon", "okrug", "commune")
_BACK = 60  # titles before, of which a common noun may speak
_NEAR = 200  # characters in which a ministry stands before its minister
_OPEN = ("headline", "body")
_OfficeKey = tuple[str, str, Region | None]  # the post, the body's name, the place
_Ministries = Sequence[tuple[int, Region | None]]  # where each mention stops, and the place of its body


# ------------------------------------------------------------------------------------ before holders are chosen


def placed(
    said: Sequence[Said],
    page: Page,
    organizations: Sequence[Organization],
    places: Spots[Region],
    sentences: Sequence[Sentence],
) -> list[Said]:
    """Titles with the place that a reader knows who has read up to them."""
    spread: list[Said] = []
    ministries = cache(lambda portfolio: _ministries(portfolio, organizations))
    stands = sorted(m.start for o in organizations for m in o.mentions)
    served = {title.post.office: title for title in said}
    council = partial(_of_council, Spots(organizations))
    for title in said:
        sentence = sentences[title.sentence]
        if not title.placed:
            region = _plainly(title, page, places, sentences) or council(title, sentence)
            region = region or _of_frame(title, places, sentence)
            region = region or _of_side(served.get(title.post.head, title), places, sentence)
            region = region or (None if title.post.head in served else _of_scene(title, page, stands))
            title = replace(title, region=region or _just_named(title, page), official=title.official or bool(region))
        country = page.abroad and title.post.name.endswith(" республики")  # or a country's
        if not title.placed and not country and not _astray(title, level(title.post.name), page):
            like = like_before(title, spread[-_BACK:], sentence)
            title = _in_another(title, like.region, places, sentence) or like
        if title.official and title.region is None:
            whose = _told(title, page, sentence) or _of_ministry(title, ministries, places, sentence)
            title = replace(title, region=whose)
        spread.append(title)
    return _as_served(spread)


def _in_another(title: Said, like: Region | None, places: Spots[Region], sentence: Sentence) -> Said | None:
    """«Президент Кении прилетел *в Перу* к новому *президенту*»: an office before which another country was named last
    than that of an office before: of that, where somebody comes to it.
    """
    named = [s for s in places.within(sentence.start, title.post.start) if s.entity.kind == "country"]
    if like is None or like.kind != "country" or not named or named[-1].entity == like:
        return None
    clear = not any(t.tag.form == "Fin" or t.text == "," for t in sentence.within(named[-1].stop, title.post.start))
    there = clear and sentence.before(named[-1].start).lower in ("в", "во")
    return replace(title, region=named[-1].entity) if there else title


def _of_council(bodies: Spots[Organization], title: Said, sentence: Sentence) -> Region | None:
    """«*Собрание депутатов Бежецкого округа* избрало *главой* Рогова»: of the assembly that it names before."""
    kind = _elected(title) if title.single else ""
    if not kind:
        return None
    named = (s.entity for s in bodies.within(sentence.start, title.post.start))
    region = only({body.region for body in named if "assembly" in sorts(body)})
    return region if region and (kind == "head" or LEVELS[kind](region)) else None


def _elected(title: Said) -> str:
    """The level of whom assemblies elect, "" for others."""
    if title.post.post in _MUNICIPAL:
        return "local"
    if _HEADS.fullmatch(title.post.name):
        return "head"
    return "region" if title.post.post.startswith("уполномоченный по правам") else ""


def _of_scene(title: Said, page: Page, bodies: Sequence[int]) -> Region | None:
    """«*В Артёме* тихо: *врио главы* Оксана Шин …»: of the town or the district in which its sentence says that
    something is, where neither that nor the sentence before names a body that could be his.

    ``bodies``: where bodies are named.
    """
    head = title.post.head
    if not title.single or not _HEADS.fullmatch(title.post.name):
        return None
    here = only(_local(page.inside(head))) or (page.local if title.post.post.endswith("заместитель главы") else None)
    since = page.article.sentences[max(0, title.sentence - 1)].start
    return here if bisect_left(bodies, since) == bisect_left(bodies, head) else None


_HEADS = re.compile(r"(?:(?:первый )?(?:зам\.? ?|заместитель ))?глав[аы](?: по .+)?")


def _plainly(title: Said, page: Page, places: Spots[Region], sentences: Sequence[Sentence]) -> Region | None:
    """The place of a governor, of «*его* глава», and what is without an office: «*Карелия* осталась без министра»."""
    sentence = sentences[title.sentence]
    named = places.within(sentence.start, title.post.start) if title.single and title.case == "gent" else ()
    without = next((s.entity for s in named if _WITHOUT.fullmatch(sentence.cut(s.stop, title.post.start))), None)
    told = without or _of_words(title, places, sentence)
    return told or _governed(title, page) or _theirs(title, places, sentences)


def _of_words(title: Said, places: Spots[Region], sentence: Sentence) -> Region | None:
    """«*По словам мэра* Рогова, *в Томске* …»: of the town of which he tells."""
    before = [t.lower for t in sentence.tokens[max(0, title.first - 2) : title.first]]
    if before not in _HIS_WORDS or title.post.post not in MAYORS:
        return None
    towns = (s for s in places.within(title.post.stop, sentence.stop) if LEVELS["local"](s.entity))
    first = next(towns, None)
    told = first is not None and _IN_TOWN.fullmatch(sentence.cut(title.post.stop, first.start))
    return first.entity if first is not None and told else None


_HIS_WORDS = (["по", "словам"], ["по", "данным"], ["по", "информации"], ["по", "сведениям"])
_IN_TOWN = re.compile(r"(?: [\w-]+){,3}, во? ")


_WITHOUT = re.compile(r" (?:[а-яё]+ )?(?:остал(?:ся|ась|ось) без|лишил(?:ся|ась|ось)) (?:[а-яё]+ )?")


def _theirs(title: Said, places: Spots[Region], sentences: Sequence[Sentence]) -> Region | None:
    """«… из *Тукаевского района*. *Его глава* …»: of the place with which the sentence before ends, or where something
    is of which he tells: «действует *в Жиганском улусе*, сообщил *его глава*».
    """
    sentence, post = sentences[title.sentence], title.post.post
    whose = token_at(sentence.tokens, title.first - 1)
    if whose.lower not in ("его", "её", "ее") or post not in MAYORS | _REGIONAL:
        return None
    before = sentence if title.first > 1 else sentences[title.sentence - 1]
    stop = min(whose.start, before.stop)
    named = [*places.within(before.start, stop)]
    told = (s.entity for s in named if _TELLS.fullmatch(before.cut(s.stop, stop)))
    subject = (s.entity for s in named[:1] if s.start == before.start and _SAYS.fullmatch(before.cut(s.stop, stop)))
    return next(chain(told, subject), None)


_SAYS = re.compile(r"[^.;:«»]*, [а-яё]+(?:л|ла|ли|ет|ит) (?:[а-яё]+ ){,2}")  # «*Твери* хватит денег, сказал её мэр»
_TELLS = re.compile(rf"[. ]*|{_SAYS.pattern.removeprefix('[^.;:«»]*')}")


def _of_frame(title: Said, places: Spots[Region], sentence: Sentence) -> Region | None:
    """«*В Туве* министром спорта стала Анна Котова», «Омбудсмен *в Приморье* Анна Котова»: where the clause or the
    phrase has the office; envoys are of where they come from.
    """
    post = title.post
    if not title.official or not title.single or post.post in _ENVOYS:
        return None
    for spot in places.within(sentence.start, post.stop + _NEAR_BEHIND):
        beside = sentence.cut(post.stop, spot.start) in _IN and _before_name(spot.stop, sentence)
        land = part(spot.entity) or spot.entity.kind == "country"
        if land and (beside or _frames(title, spot, sentence)):
            return spot.entity if _fits_frame(title, spot.entity) else None
    return None


_IN, _NEAR_BEHIND = (" в ", " во ", " на "), 20


def _before_name(stop: int, sentence: Sentence) -> bool:
    """Whether a name may stand right behind a place."""
    behind = sentence.behind(stop)
    return behind.start == stop + 1 and behind.text.istitle()


def _frames(title: Said, place: Spot[Region], sentence: Sentence) -> bool:
    """Whether a sentence opens with «в» and a place, and goes on with the post that somebody gets or has there."""
    tokens, named = sentence.tokens, sentence.behind(title.post.stop)
    opens = sentence.cut(sentence.start, place.start).lower() in ("в ", "во ", "на ")
    first = attributes(tokens, title.first, "ablt")
    then = opens and title.case == "ablt" and token_at(tokens, first - 1).stop == place.stop
    return then and not (named.text.istitle() and named.tag.case in ("ablt", None))  # «министром Роговым подписан указ»


def _fits_frame(title: Said, place: Region) -> bool:
    """Whether a place may have an office: a town has no ministers."""
    local = place.kind not in ("country", "region")
    return not local or _may_be_local(title) or title.post.post in _MUNICIPAL | _ANYONES


def _of_side(title: Said, places: Spots[Region], sentence: Sentence) -> Region | None:
    """«*Малайзийскую делегацию* возглавила министр», «*Ленский район* представлял замглавы»: for whom one comes."""
    side, public = None, title.official or title.post.post.startswith(("глава", "заместитель главы"))
    for spot in places.within(sentence.start, title.post.start) if public and title.case == "nomn" else ():
        if _is_side(spot, sentence.cut(spot.stop, title.post.start), sentence.before(spot.start)):
            side = spot.entity
    within = side is not None and side.code == "RU" and level(title.post.name) not in ("", "country")
    return None if within else side  # «*Российскую сторону* представлял министр транспорта *края*»


def _is_side(place: Spot[Region], between: str, before: Token) -> bool:
    """Whether a place is for whom an office behind it comes."""
    if before.tag.pos == "ADP" and before.lower not in ("с", "со", "от"):
        return False
    kind = before.lower if before.lower in _SIDES else "adjective" if is_adjective(place) else "noun"
    return bool(_SIDES[kind].fullmatch(between))


_SENT = r"(?:[^,;:]* )?(?:возглавля|возглави|представля)\w+ (?:[^,;:]* )?"
_SIDES = {
    "adjective": re.compile(rf" (?:(?:сторону|делегацию) {_SENT}|стороны\b[^;:]*)"),
    "делегацию": re.compile(rf" {_SENT}"),
    "составе": re.compile(r" делегации [^,;:]*"),
    "noun": re.compile(r" (?:[^,;:]* )?представля\w+ (?:[^,;:]* )?"),
}


def _just_named(title: Said, page: Page) -> Region | None:
    """«Дума Нефтеюганска решила … *глава города*»: the only town, or district, named just before."""
    if title.single and title.post.post in _MUNICIPAL and not page.arrival(title.post.head):
        return page.next_door(title.post.head) or only(page.near("city", title.post.head))
    wanted = None if _rules(title) else level(title.post.name)
    if wanted not in _LANDS or _astray(title, wanted, page):
        return None
    # the neighbour just named, but for a town of which a district is wanted
    neighbour = page.next_door(title.post.head)
    town = neighbour is not None and neighbour.kind == "city" and wanted == "rayon"
    return (None if town else neighbour) or _land_named(title, wanted, page)


def _may_be_local(title: Said) -> bool:
    """Whether a town may have an office: its authority's head, a department's."""
    return _of_local(title) or _is_department(_body(title, lower=False))


def _of_local(title: Said) -> bool:
    """Whether an office is one in what towns and districts have: «глава *администрации*»."""
    return _body(title) in _LOCAL or title.post.name.endswith(_OF_LOCAL)


def _land_named(title: Said, wanted: str, page: Page) -> Region | None:
    """The only district, or settlement, named just before, else the page's main one."""
    here = only({place for place in page.inside(title.post.head) if place.kind == "city"} - {page.town})
    if wanted == "settlement" and here is not None:
        return here
    named, main = page.near(wanted, title.post.head), page.main(wanted, title.post.head)
    near = only(named)
    if near is None or main is None:
        return near if named else main
    return main if page.past(near, title.post.head) else near


def _astray(title: Said, wanted: str | None, page: Page) -> bool:
    """«в *Уссурийск*, где … *глава округа*»: a town whose district nobody has told."""
    here = _local(page.inside(title.post.head)) if wanted == "okrug" else ()
    return bool(here) and not any(map(LEVELS["okrug"], here))


def _local(places: Iterable[Region]) -> set[Region]:
    return {place for place in places if LEVELS["local"](place)}


def _as_served(said: Sequence[Said]) -> list[Said]:
    """A servant is where the office is that it serves, which stands behind it."""
    made: list[Said] = []
    offices: dict[int, Said] = {}
    for title in reversed(said):
        office = offices.get(title.post.office) if title.post.office is not None else None
        if office is not None and title.region is None and title.organization is None:
            official = title.official or (office.official and title.post.public is not False)
            title = replace(title, region=office.region, official=official)
        offices.setdefault(title.post.head, title)
        made.append(title)
    return made[::-1]


def _level(title: Said) -> str | None:
    """The level that a title's words tell: «прокурор *области*», «начальник *областного* управления»."""
    body = title.organization
    named = body is None or body.region is None or body.region.code == "RU"
    told = level(title.post.name) or level(_body(title)) or _tier(_body(title).split(" ")[:1]) if named else None
    if told:
        return "region" if told in _LANDS and _rules(title) else told  # «губернатор *аймака*»
    own = "governed" if _rules(title) else "region"
    return _tier(title.post.name.lower().split(" ")[:6]) or (own if title.post.post in _REGIONAL else None)


def _rules(title: Said) -> bool:
    return "губернатор" in title.post.post


def _tier(words: Iterable[str]) -> str | None:
    """The level of the first adjective that tells one."""
    return next(filter(None, map(level_of_adjective, words)), None)


def _governed(title: Said, page: Page) -> Region | None:
    """The region of a governor: where the sentence says that something is, else that of the page."""
    if title.post.post not in _REGIONAL:
        return None
    here = {code for place in page.inside(title.post.start) if (code := part(place))}
    home = _there(title, page) if not here else page.named(here.pop()) if len(here) == 1 else None
    return home if home is not None and _is(home, _level(title)) else None


def _there(title: Said, page: Page) -> Region | None:
    """The page's region, where the towns just named are not another's: «Команда Кировской области победила *в Перми*.
    Кубок вручил *губернатор*».
    """
    home = page.region(title.post.head)
    return None if home is not None and _of_others(title, home, page) else home


def _of_others(title: Said, home: Region, page: Page) -> bool:
    """Whether the towns just named before an office are another region's."""
    towns = {part(place) for place in page.near("local", title.post.head)} - {None, *_CAPITALS}
    return bool(towns) and home.code not in towns


def _is(place: Region, wanted: str | None) -> bool:
    """Whether a page's region is of a level: «глава *области*» is of no territory, «губернатор» of a city too."""
    return wanted in ("region", None) or LEVELS[wanted](place)


def _told(title: Said, page: Page, sentence: Sentence) -> Region | None:
    """The place of the level that a title's words tell: the only one that this sentence and the one before have named,
    or the only one till then, or that of the page.
    """
    wanted = _level(title)
    if _may_be_local(title) and (neighbour := page.next_door(title.post.head)) is not None:
        return neighbour
    if wanted is None:
        adjective = _tier([token_at(sentence.tokens, title.first - 1).lower])
        return page.at(adjective, title.post.head) if adjective else None
    if wanted == "country" and page.several(title.post.head):
        return None  # which is weighed when it is known who holds the office
    if title.organization is None and level(title.post.name) == wanted and not _astray(title, wanted, page):
        near = only(page.near(wanted, title.post.head) or page.told(wanted, title.post.head))
        if near is not None:
            return near
    home = _there(title, page)
    return home if home is not None and LEVELS[wanted](home) else None


def _of_ministry(
    title: Said, ministries: Callable[[str], _Ministries], places: Spots[Region], sentence: Sentence
) -> Region | None:
    """«Минздрав Прикамья отчитался. *Министр здравоохранения* рассказала»: of the ministry that the article names,
    unless the sentence has named another country.
    """
    if not title.post.post.startswith("министр "):
        return None
    found, start = ministries(title.post.post.removeprefix("министр ")), title.post.start
    near = found[bisect_left(found, start - _NEAR + 1, key=_first) : bisect_left(found, start, key=_first)]
    region = only({*map(itemgetter(1), near)}) or only({*map(itemgetter(1), found)})
    named = {s.entity.code for s in places.within(sentence.start, title.post.start) if s.entity.kind == "country"}
    return None if region is not None and region.kind == "country" and named - {region.code} else region


def _ministries(portfolio: str, organizations: Sequence[Organization]) -> _Ministries:
    whole = f"министерство {portfolio} "
    found = [o for o in organizations if ministry(o.name, portfolio) or o.name.lower().startswith(whole)]
    return sorted(((m.stop, o.region) for o in found for m in o.mentions), key=_first)


# ------------------------------------------------------------------------------------- when holders are chosen


class _Offices(Iterable[Proposal]):
    """Offices of places, looked up by sentence and by who holds them."""

    def __init__(self) -> None:
        self._held: defaultdict[int, list[Proposal]] = defaultdict(list)
        self._places: defaultdict[Region, set[tuple[Person, ...]]] = defaultdict(set)
        self.holders: set[tuple[Person, ...]] = set()

    def __iter__(self) -> Iterator[Proposal]:
        return chain.from_iterable(self._held.values())

    def add(self, one: Proposal) -> None:
        """One more office, of a place."""
        self._held[one.title.sentence].append(one)
        self.holders.add(one.people)
        if one.title.region is not None:
            self._places[one.title.region].add(one.people)

    def of(self, sentence: int) -> Sequence[Proposal]:
        """Those of a sentence."""
        return self._held.get(sentence, ())

    def places(self, one: Proposal) -> set[Region]:
        """The places of those that others than an office's own holder hold."""
        return {place for place, whose in self._places.items() if len(whose) > 1 or one.people not in whose}


class Governments:
    """Of which countries and regions a page names the governments.

    A page of governors may be of the region's ministers or the country's: where it names the country or its president
    too, only ministers and bodies of the region tell. Of those who come nothing does.
    """

    def __init__(
        self,
        held: Sequence[Proposal],
        vacant: Sequence[Said],
        page: Page,
        organizations: Sequence[Organization],
    ) -> None:
        self._page, self._sentences = page, page.article.sentences
        self._governors, self._ministers, self.nations = _Offices(), _Offices(), Countries(page, organizations, vacant)
        for one in held:
            self.add(one)
        self._ruled = self.nations.has("RU")
        self._bodies = _bodies(organizations, self._ministers)
        bare = [p.title for p in held if p.title.region is None]
        self._nation = any(map(self._of_nation, bare))
        self._federal = self._nation or "RU" in page.countries
        self._come = {t.sentence for t in bare if shared(t) and not _of_country(t) and self._comes(t)}

    def _of_nation(self, title: Said) -> bool:
        """A president, or a premier but on the page of a republic that names no country: hers has one of its own."""
        home = self._page.home
        own = home is not None and LEVELS["republic"](home) and not self._page.countries
        head = title.official and not title.placed and title.post.post.startswith(("президент", "премьер-министр"))
        return head and not (own and title.post.post.startswith("премьер"))

    def add(self, one: Proposal) -> None:
        """Of a governor or a minister of a place others tell."""
        self.nations.add(one)
        if _ruled(one.title.region):
            if one.title.post.post.startswith(word_list("link.places.heads")):
                self._governors.add(one)
            if shared(one.title) or _government(one.title.organization):
                self._ministers.add(one)

    def of(self, one: Proposal) -> Region | None:
        """Whose government an office is in that countries and regions have: the only one that stands before it in a
        row, else of which the page names other offices or bodies.
        """
        row = only(self._row(one))
        sure = row or self._rubric(one.title) or self._regional(one)
        region = sure or only(self._told(one))
        if region is None or one.people in self._governors.holders:  # «министр», who became a governor
            return None
        country = region.kind == "country"
        told = self._russian(one.title, region, row is not None) if country else sure or self._may(one.title, region)
        return region if told else None

    def _russian(self, title: Said, region: Region, row: bool) -> bool:
        sure = (row or self._page.home is None) and not self._page.abroad
        return sure and region.code == "RU" and not _department(title)

    def _may(self, title: Said, region: Region) -> bool:
        """Whether the page's government may be a region's: a premier's that of a republic alone."""
        elsewhere = region != self._page.own(title.post.head) or self._come or self._page.abroad
        premier = title.post.post.startswith(_COUNTRY) and (self._federal or not LEVELS["republic"](region))
        return not (elsewhere or premier or _of_country(title))

    def _regional(self, one: Proposal) -> Region | None:
        """The page's own region, if it speaks of that far more than of the country, and of its government at all."""
        home, told = self._page.home, self._ministers.places(one) | self._bodies
        premier = one.title.post.post.startswith(_COUNTRY)
        sure = premier or any(r.kind == "country" for r in told)
        named = home in (told if sure else told | self._governors.places(one)) or (not told and self._provincial(one))
        return home if named and not self._national(home, premier) else None

    def _national(self, home: Region | None, premier: bool) -> bool:
        """Whether a page may be of the country's government: it tells of that, who comes may be of it."""
        if premier and self._ruled:
            return True
        return self._nation or bool(self._come and home not in self._bodies) or not self._page.regional()

    def _rubric(self, title: Said) -> Region | None:
        """The region under whose name an office's paragraph stands."""
        rubric = self._page.rubric(title.post.head)
        return rubric if rubric is not None and rubric.kind == "region" and not _of_country(title) else None

    def _provincial(self, one: Proposal) -> bool:
        """Whether nothing but its region, told before, may have an office on a page: it hardly names a country, and no
        other region where somebody is it.
        """
        page, title = self._page, one.title
        here = {part(place) for place in page.inside(title.post.head)} - {None}
        home = page.home.code if page.home is not None and page.begun(title.post.start) else None
        may = home is not None and here <= {home} and not _of_country(title)
        return may and not _of_life(one) and not title.post.post.startswith(_COUNTRY) and page.regional(_PROVINCE)

    def _told(self, one: Proposal) -> set[Region]:
        """Those that the page names, the plain before the doubtful."""
        told = self._ministers.places(one) | self._bodies
        return told if told or self._federal else self._governors.places(one)

    def _row(self, one: Proposal) -> set[Region]:
        """Those of others in the row in which an office stands, or of who appoints it."""
        title, tokens = one.title, self._sentences[one.title.sentence].tokens
        near = (*self._governors.of(title.sentence), *self._ministers.of(title.sentence))
        before = (p for p in near if p.title.last <= title.first and p.people != one.people)
        row = (p for p in before if _joined(tokens[p.title.last : title.first]))
        return {p.title.region for p in row if p.title.region is not None}

    def of_sender(self, one: Proposal) -> Region | None:
        """«*Президент Армении* отозвал *посла* в Грузии»: whose an envoy is whom somebody sends or calls back."""
        sender = only(self._row(one))
        return sender if sender is not None and sender.kind == "country" else None

    def _comes(self, title: Said) -> bool:
        words = self._sentences[title.sentence].lowers
        return any(is_a(word, "arrive") and before != "не" for before, word in pairwise(["", *words]))


def _bodies(organizations: Sequence[Organization], ministers: Iterable[Proposal]) -> set[Region]:
    """The places of the governments that a page names not only in titles."""
    within = set(chain.from_iterable(range(p.title.post.start, p.title.post.stop) for p in ministers))
    named = (o for o in organizations if _government(o) and any(m.start not in within for m in o.mentions))
    return {o.region for o in named if o.region is not None and _ruled(o.region)}


def _joined(between: Sequence[Token]) -> bool:
    """Whether no other verb stands between two offices than one that gives the second."""
    verbs = (t for t in between if t.tag.form == "Fin")
    return all(is_a(t.lower, "appoints", "introduce", "sends") for t in verbs)


def _of_another_land(title: Said) -> bool:
    """«министр *непризнанной республики*», «министр *по делам Крыма*», «глава *европейской* дипломатии»: of none that
    stands in no other place.
    """
    *_, word, land = ("", *title.post.name.split(" "))
    return (
        " по делам " in title.post.name
        or is_a(word.lower(), "of_continent")
        or (bool(morph.adjectives(word)) and bool(level_of(land)))
    )


def _ruled(region: Region | None) -> bool:
    return region is not None and region.kind in ("country", "region")


def _government(body: Organization | None) -> bool:
    return body is not None and body.kind == "government" and body.name.lower().startswith(_GOVERNMENTS)


def shared(title: Said) -> bool:
    """Whether countries and regions alike have such an office."""
    body = title.organization
    if body is None:
        return f"{title.post.post} ".startswith((*word_list("link.places.either"), *_NATIONAL))
    ministry = body.name.startswith("Мин") and " " not in body.name  # «Минстрой»
    own = ministry or (body.name.islower() and body.name.startswith((*_STATES, *_GOVERNMENTS)))
    return body.kind == "government" and own


def _department(title: Said) -> bool:
    return title.organization is not None and not title.organization.name.lower().startswith(_STATES)


def _of_country(title: Said) -> bool:
    body = _body(title)
    return body in _FEDERAL_BODIES or any(w in f"{title.post.post} {body}" for w in _FEDERAL)


_PROVINCE = 4  # how many times as often as countries a page of a region's own government names it
_ENVOYS = frozenset(word_list("link.bodies.envoys"))
_CROWNS = frozenset(word_list("link.places.crowns"))


class _Own:
    """The offices that somebody holds; ``posts``: those of which the text tells a place."""

    def __init__(self) -> None:
        self.posts: set[str] = set()
        self.rows: defaultdict[int, list[tuple[Said, Status]]] = defaultdict(list)  # by sentence
        self._places: set[Region] = set()

    def add(self, title: Said, status: Status) -> None:
        """One more."""
        self.rows[title.sentence].append((title, status))
        if status != "former" and title.region is not None:
            self._places.add(title.region)

    def elsewhere(self, place: Region | None) -> bool:
        """Whether one is of another place of a kind: who is a mayor is so of one town."""
        return place is not None and any(own.kind == place.kind and own != place for own in self._places)


class Seats:
    """Where an article's public offices and bodies are, in its order: an office that names no place is mostly where
    that is of which its paragraph told before.
    """

    def __init__(self, said: Iterable[Said], organizations: Sequence[Organization], page: Page) -> None:
        self._page = page
        bodies = (o for o in organizations if o.kind in PUBLIC and (o.region is not None or o.wikidata))
        # by the place's kind: where each begins, and minus the number in which it was met
        self._seats: defaultdict[str | None, list[tuple[int, int, Region | None]]] = defaultdict(list)
        self._told: Counter[Region | None] = Counter()
        self._number = count()
        for body in bodies:
            for m in body.mentions:
                self._seat(m.start, body.region)  # of a known body: the country's
        self._chiefs: defaultdict[str, list[Said]] = defaultdict(list)
        self._firsts: dict[str, tuple[int, Region]] = {}
        self._served: dict[int | None, Said] = {}
        for title in said:
            self._served[title.post.head] = title
            self.add(title)

    def add(self, title: Said) -> None:
        """Of whatever stands behind it an office may tell."""
        if title.official and title.placed:
            post, head = title.post.post, title.post.head
            insort(self._chiefs[post.partition(" ")[0]], title, key=_head)
            if title.region is not None:
                self._seat(head, title.region)
                if head < self._firsts.get(post, (head + 1,))[0]:
                    self._firsts[post] = head, title.region

    def _seat(self, start: int, region: Region | None) -> None:
        if region is None or self._page.names(region):
            self._told[region] += 1
            insort(self._seats[region.kind if region is not None else None], (start, -next(self._number), region))

    def told(self, one: Proposal, own: _Own, ruled: Governments, sentence: Sentence) -> Said:
        """An office with what its chief's, its holder's row or the page tells of its place and its body."""
        title = one.title
        again = any(post.startswith(title.post.post) for post in own.posts)  # «*замминистра*» of «замминистра труда РФ»
        if again or sentence.zone not in _OPEN:
            return title
        title = self._as_head(title) if _is_bare_head(one) else self._as_chief(title)
        if title.region is None and title.official:
            title = replace(title, region=_of_holder(one, own, sentence.tokens) or self._place(one, ruled))
        return title

    def _as_head(self, title: Said) -> Said:
        """«Глава района арестован. Обязанности *главы* исполнял Котов»: of what the head was of who was told last."""
        heads = self._chiefs.get("глава", [])
        told = heads[: bisect_left(heads, title.post.head, key=_head)][-1:]
        if not told or told[0].organization is not None:
            return title
        return replace(title, region=told[0].region, official=True)

    def _as_chief(self, title: Said) -> Said:
        """A servant's office with his chief's body and place, or that of a chief alike of whom nothing tells."""
        chief = self._chief(title)
        if chief is None or self._elsewhere(title, chief):
            near = self._here(title) if chief is not None and title.organization is None else None
            return title if chief is None else replace(title, official=True, region=title.region or near)
        body, region = title.organization or chief.organization, title.region or chief.region
        return replace(title, official=True, organization=body, region=region)

    def _elsewhere(self, title: Said, chief: Said) -> bool:
        """«В *Осташкове* … *заместитель главы*»: another town or district was named just before."""
        if chief.region is None or not LEVELS["local"](chief.region) or title.region is not None:
            return False
        head = title.post.head
        near = {place for place in self._page.near("local", head) if not self._page.past(place, head)}
        return bool(near) and chief.region not in near

    def _place(self, one: Proposal, ruled: Governments) -> Region | None:
        """The page's place of the level that an office's post, words or body tell."""
        code = _known(one) if one.source is None else ""
        told = self._page.part_of(code) if "-" in code else ruled.nations.told(code)
        if told is not None or (code and all(person.first for person in one.people)):
            return told or of_code(code)  # a surname alone is a namesake's on a page that doesn't tell of the place
        if _of_each(one) and not ruled.nations.taken(one):
            return None  # «премьеры Кисида и Хан Док Су»: which is whose nothing tells
        return self._untold(one, ruled)

    def _untold(self, one: Proposal, ruled: Governments) -> Region | None:
        """The same of somebody of whom no table tells."""
        title, page = one.title, self._page
        rubric = _rubric(title, page)
        if rubric is not None and rubric.kind == "country":
            return None if page.another_acts(title.post.start, rubric) else rubric
        place = page.capital if "столи" in title.post.name else self._municipal(one) or self._of_region(title)
        place = place or (self._any(one) if _anyones(one) else None)
        return place or self._of_state(one, ruled)

    def _of_state(self, one: Proposal, ruled: Governments) -> Region | None:
        """Of what countries, or countries and regions, have."""
        title = one.title
        sender = ruled.of_sender(one) if title.post.post in _ENVOYS else None
        if sender is not None or _of_another_land(title):
            return sender
        crowned = _crowned(self._served.get(title.post.office, title))
        region = ruled.of(one) if not crowned and shared(title) else None
        return region if region is not None or one.source is not None else self._nation(one, ruled.nations, crowned)

    def _nation(self, one: Proposal, nations: Countries, crowned: bool) -> Region | None:
        """Of which country an office is that no region has, or on a page of none; ``crowned``: but a country has it."""
        title, home = one.title, self._page.own(one.title.post.head)
        national = crowned or shared(title)
        if not national and (home is not None or not _may_be_abroad(title)):
            return None
        if not national:
            return nations.of(one, russian=False, national=False)
        abroad = title.post.post.startswith("вице-министр")  # which Russia has none
        return nations.of(one, russian=crowned or (home is None and nations.russia and not abroad))

    def _municipal(self, one: Proposal) -> Region | None:
        """Of what is a town's or a district's: what the paragraph told of last, else what the page is of."""
        title, page = one.title, self._page
        wanted = _level(title)
        # whether an office is a town's by its post, its body or its words
        body = _body(title)
        if body.startswith(word_list("link.places.councils")) or title.post.post in _MUNICIPAL or wanted == "city":
            return self._town(title)
        if wanted in _LANDS:
            return self._land(one, wanted)
        local = wanted == "local" or _of_local(title)
        return self._local(title) if local and not page.abroad else None

    def _local(self, title: Said) -> Region | None:
        """Of what towns and districts have: what was told of last."""
        return self._last(title, "city", "district") or self._page.local

    def _land(self, one: Proposal, wanted: str) -> Region | None:
        page, title = self._page, one.title
        told = None if _astray(title, wanted, page) else page.at(wanted, title.post.head)
        return told or self._scene(one) or (only(page.all("city")) if wanted == "okrug" else None)

    def _town(self, title: Said) -> Region | None:
        # of what the first is that has such a post: «бывший *мэр*» of a page that told of a mayor
        _, like = self._firsts.get(title.post.post, (0, None)) if title.status != "current" else (0, None)
        return like or self._last(title, "city") or self._page.town or self._seated(title, ("city",))

    def _seated(self, title: Said, kinds: tuple[RegionKind, ...]) -> Region | None:
        """The only town, or district, of which the bodies and offices are that were named before."""
        return only({r for kind in kinds for start, r in self._begun[kind][:2] if start < title.post.start})

    @cached_property
    def _begun(self) -> Mapping[str, list[tuple[int, Region]]]:
        """Where each town and district is first told of by a body or an office, in order."""
        begun: dict[str, list[tuple[int, Region]]] = {}
        for kind in ("city", "district"):
            first: dict[Region, int] = {}
            for start, _, region in self._seats[kind]:
                if region is not None:
                    first.setdefault(region, start)
            begun[kind] = [(start, region) for region, start in first.items()]
        return begun

    def _of_region(self, title: Said) -> Region | None:
        """The page's region."""
        wanted, body, page = _level(title), _body(title), self._page
        wanted = "republic" if body.startswith(word_list("link.places.republican")) else wanted
        if wanted not in ("region", "governed", "oblast", "krai", "republic") and not body.startswith(_ASSEMBLIES):
            return None
        home = page.own(title.post.head)
        if home is None or _of_others(title, home, page):
            return None
        return home if _is(home, wanted) else None

    def _any(self, one: Proposal) -> Region | None:
        """What the paragraph told of last, if the page is of it: «*департамент культуры*» any place may have."""
        title, rubric = one.title, self._page.rubric(one.title.post.head)
        if rubric is not None:
            return rubric
        near = self._before(title, self._seats)
        scene = None if near or title.organization is not None else self._scene(one)
        return scene or self._near_or_main(title, near) or (self._of_section(title) if one.how == "beside" else None)

    def _of_section(self, title: Said) -> Region | None:
        """«Полицейские *Канска* нашли … Начальник отдела полиции»: of a page that told of no body."""
        if not (_body(title, lower=False) or title.post.name.lower()).startswith(_SECTIONS) or "«" in title.post.name:
            return None
        page, at = self._page, title.post.head
        near = {place for place in page.near("local", at) if not page.past(place, at)}
        return only(near) if near else page.local

    def _near_or_main(self, title: Said, near: Sequence[Region | None]) -> Region | None:
        """What was told of last (``near``), or that is said to be the place, or the page's town or region."""
        home, here = self._page.own(title.post.head), self._here(title)
        if here is not None and near and near[0] is not None:
            return here
        if near and (near[0] is None or (home is not None and part(near[0]) == home.code)):
            return near[0]
        return self._main(title, home)

    def _main(self, title: Said, home: Region | None) -> Region | None:
        """The page's town or region."""
        own = set(filter(None, (home, self._page.town, self._page.local)))
        seat = self._seated(title, ("city", "district"))
        if seat is not None and own <= {home, seat} and self._begins(seat.kind) < self._begins("region"):
            return seat  # of a page that told of a town's bodies before all others
        home = leader(((r, self._told[r]) for r in own), 1.0)
        said = home is None or title.organization is not None or home.mentions[0].start < title.post.start
        return home if said else None

    def _begins(self, kind: str | None) -> float:
        """Where the page first tells of a body or an office of a kind of places."""
        return next((start for start, _, _ in self._seats.get(kind, ())), math.inf)

    def _last(self, title: Said, *kinds: str) -> Region | None:
        """«*В Твери*, по словам замглавы»: where the sentence says that something is, else what was told of last."""
        here = self._here(title)
        if here is not None and here.kind in kinds:
            return here
        return next(iter(self._before(title, kinds)), None)

    def _here(self, title: Said) -> Region | None:
        return only(_local(self._page.inside(title.post.head)))

    def _before(self, title: Said, kinds: Iterable[str | None]) -> list[Region | None]:
        """What the paragraph told of last before an office, of some kinds; ``None``: of a body of the country."""
        since, stop = self._page.paragraph(title.post.start), (title.post.start,)
        seats = (self._seats.get(kind, ()) for kind in kinds)
        last = max((seat for told in seats for seat in told[: bisect_left(told, stop)][-1:]), default=None)
        return [last[2]] if last is not None and last[0] >= since else []

    def _scene(self, one: Proposal) -> Region | None:
        """The page's own town or district of which the paragraph said last that something is there: of who stands there
        as what he is, not of what somebody became in his life.
        """
        page, scenes, head = self._page, self._page.scenes, one.title.post.head
        at = bisect_left(scenes, head, key=itemgetter(0))
        start, place = scenes[at - 1] if at else (-1, None)
        own = place is not None and (page.home is None or part(place) in (page.home.code, None))
        return place if own and one.how == "beside" and start >= page.paragraph(head) else None

    def _chief(self, title: Said) -> Said | None:
        """Whose deputy or aide somebody is: of the chiefs of that name the one told of last before, else the first.

        Of a country's a page may tell that names but one.
        """
        served = None if level(title.post.name) or title.post.public is False else _SERVES.match(title.post.post)
        if served is None:
            return None
        told, near = served[2], self._near(_heads(served[1]), title.post.start)
        found = (c for c in chain.from_iterable(near) if _leads(c, told, title))
        if len(self._page.countries) > 1 or served[1] == "президент":
            chiefs = list(found)
            return None if any(map(_national, chiefs)) else next(iter(chiefs), None)
        return next(found, None)

    def _near(self, heads: Iterable[str], start: int) -> tuple[list[Said], list[Said]]:
        """The offices whose posts begin with some words, before an offset, the nearest first, and behind it."""
        before, behind = list[Said](), list[Said]()
        for told in (self._chiefs.get(head, []) for head in sorted(heads)):
            at = bisect_left(told, start, key=_head)
            before += told[max(0, at - _BACK) : at]
            behind += told[at : at + _BACK]
        return sorted(before, key=_head)[::-1], sorted(behind, key=_head)


_SECTIONS = ("отдел ", "заведующий отделом ", "начальник отдела ")
_SERVES = re.compile(
    r"(?:первый |старший )?(?:заместитель |помощник |советник |пресс-секретарь |вице-)"
    r"(?:(?:первого |старшего )?(?:заместителя |помощника |советника ))?([\w-]+) ?(.*)"
)
_LEADS = {"глава": MAYORS, "министр": {"глава", "руководитель"}, "спикер": {"председатель"}, "председатель": {"спикер"}}
_PLAIN = frozenset({"председатель", "начальник", "руководитель", "директор"})  # any body has one


def _heads(word: str) -> set[str]:
    """The first words of a chief's post: a «глава» may be called «мэр»."""
    words = {f.lemma for f in morph.nouns(word) if f.case in ("gent", "nomn")}
    return words.union(*(_LEADS.get(word, ()) for word in words))


def _leads(chief: Said, told: str, title: Said) -> bool:
    """Whether an office may be the chief of a servant's: the same portfolio (``told``), or the same body."""
    mine = title.organization
    if _SERVES.match(chief.post.post) or _stranger(chief, title):
        return False
    if mine is not None:
        begun = "" if mine.name in _LOCAL else mine.name
        return mine.kind in (*PUBLIC, None) and _body(chief, lower=False).startswith(begun)
    return told.startswith("по ") or chief.post.post.partition(" ")[2].startswith(told)


def _national(title: Said) -> bool:
    return title.region is not None and title.region.kind == "country"


def _stranger(chief: Said, title: Said) -> bool:
    """Whether a head is but of anything, or a court's where a speaker is served."""
    body = chief.organization
    if body is None:
        ruler = "министр" in title.post.post and chief.post.post in _LEADS["министр"]  # and no «глава Минстроя»
        return ruler or (title.organization is None and chief.post.post in _PLAIN)
    if "министр" in title.post.post and not chief.post.post.startswith("министр"):
        return not body.name.lower().startswith("мин") and " мин" not in body.name.lower()
    return "спикер" in title.post.post and "assembly" not in sorts(body)


def _head(title: Said) -> int:
    return title.post.head


def _first(told: tuple[int, Region | None]) -> int:
    return told[0]


def _body(title: Said, lower: bool = True) -> str:
    """The name of an office's body, "" without one; in lower case that of the parliament whose committee it is."""
    name = title.organization.name if title.organization is not None else ""
    if not lower:
        return name
    whole = _PARLIAMENT.search(name.lower())
    return whole[1] if whole else name.lower()


_PARLIAMENTS = "|".join(word_list("link.places.parliaments"))
_PARLIAMENT = re.compile(rf"\A(?:комитет|комиссия)\b.*? ((?:{_PARLIAMENTS}).*?)(?: по .*)?\Z")


def stationed(held: Iterable[Proposal], lines: Sequence[Line]) -> Iterator[Proposal]:
    """What is held, of the place that stands behind its holder's name: «мэры Рогов *из Тутаева* и Белова *(Углич)*»."""
    for one in held:
        told = _behind_names(one, lines[one.title.sentence]) if one.how == "beside" else {}
        if told and not _says_place(one.title):
            for person in one.people:
                region = told.get(person, one.title.region)
                yield one._replace(people=(person,), title=replace(bare(one.title), region=region, official=True))
        else:
            yield one


def _behind_names(one: Proposal, line: Line) -> dict[Person, Region]:
    """The places behind the names of an office's holders."""
    whos = [w for w in line.whos if token_at(line.tokens, w.last).lower in _BEHIND and w.person in one.people]
    open_ = whos if one.title.organization is None else ()
    return {w.person: place for w in open_ if (place := _behind_name(w, one.title, line))}


def _behind_name(who: Who, title: Said, line: Line) -> Region | None:
    """The place behind a name, of a kind that has such an office."""
    at = who.last + 1 + token_at(line.tokens, who.last + 1).lower.startswith("соседн")
    start = token_at(line.tokens, at).start
    here = next((s.entity for s in line.places if s.start == start), None)
    post = bare(title).post.post
    if here is None or here.code in _CAPITALS:
        return None
    if post in _MUNICIPAL or post in _REGIONAL:
        return here if LEVELS["local"](here) == (post in _MUNICIPAL) else None
    return here if post.startswith(("министр", "вице-премьер", "премьер", "глава", "сенатор")) else None


_BEHIND = ("из", "(")
_CAPITALS = frozenset({"RU-MOW"})


def homed(
    held: Sequence[Proposal],
    vacant: Sequence[Said],
    page: Page,
    organizations: Sequence[Organization],
) -> Iterator[Proposal]:
    """What is held, with the page's own place for public offices of which nothing nearer tells one."""
    sentences = page.article.sentences
    held = [_as_known(one) for one in chain.from_iterable(map(_each, held))]
    ruled = Governments(held, vacant, page, organizations)
    seats = Seats([*map(attrgetter("title"), held), *vacant], organizations, page)
    held = list(_one_each(held))
    filled = {_office(p.title, p.title.region): p.people for p in held if p.status == "current"}
    own = _owners(held)
    for one in sorted(held, key=_order):
        known = one.title
        title = seats.told(one, own[one.people], ruled, sentences[known.sentence])
        place = None if title.region == known.region else title.region
        taken = _is_taken(one, _office(title, place), filled) and not _known(one)
        if taken or own[one.people].elsewhere(place):
            # of «министр Котов» beside «министр области Лунин» the one is another government's
            title = replace(title, region=known.region)
        if title is not known:
            one = one._replace(title=title)
            own[one.people].add(title, one.status)
            seats.add(title)
            ruled.add(one)
        yield one


def _each(one: Proposal) -> Iterator[Proposal]:
    """«Встреча президентов *Буша* и *Путина*»: what each of several holds of which a place has but one, and which is
    thus of another place than the others', without the place that was guessed for all.
    """
    sole = _of_each(one) and len(one.people) > 1 and not _says_place(one.title)
    for person in one.people if sole else ():
        yield one._replace(people=(person,), title=replace(one.title, region=None))
    if not sole:
        yield one


def _of_each(one: Proposal) -> bool:
    """Whether several are told to have an office of which a place has but one."""
    post = one.title.post
    return post.plural and one.status == "current" and f"{post.post} ".startswith(_EACH)


def _is_taken(one: Proposal, office: _OfficeKey, filled: Mapping[_OfficeKey, tuple[Person, ...]]) -> bool:
    """Whether others than its holder have an office now."""
    other = filled.get(office, one.people) if one.status == "current" else one.people
    return {*one.people}.isdisjoint(other)


def _owners(held: Sequence[Proposal]) -> defaultdict[tuple[Person, ...], _Own]:
    """The offices of each holder."""
    own: defaultdict[tuple[Person, ...], _Own] = defaultdict(_Own)
    for p in held:
        own[p.people].add(p.title, p.status)
        if p.title.region is not None:
            own[p.people].posts.add(p.title.post.post)
    return own


def _one_each(held: Sequence[Proposal]) -> Iterator[Proposal]:
    """What is held, without the place that only the page told where another holds that office: of two governors on a
    page of one region the second is another's.
    """
    first: dict[tuple[str, Region | None], set[Person]] = {}
    for one in sorted(held, key=lambda p: (not _says_place(p.title), p.title.post.head)):
        if _alone(one):
            first.setdefault((one.title.post.post, one.title.region), {*one.people})
    for one in held:
        others = first.get((one.title.post.post, one.title.region)) if _alone(one) else None
        guessed = others is not None and others.isdisjoint(one.people) and not _says_place(one.title)
        yield one._replace(title=replace(one.title, region=None)) if guessed else one


def _alone(one: Proposal) -> bool:
    """Whether somebody has an office of a place that has but one such."""
    title = one.title
    sole = title.post.post in _REGIONAL | MAYORS and title.organization is None and not title.post.plural
    return sole and title.region is not None and one.status == "current"


def _is_bare_head(one: Proposal) -> bool:
    """Whether somebody comes to be, or acts as, a «глава» of whom no words tell of what."""
    title = one.title
    return title.post.name == "глава" and not title.placed and one.how == "verb"


def _says_place(title: Said) -> bool:
    """Whether a title's own words, or an adjective before them, name its place."""
    mentions = title.region.mentions if title.region is not None else ()
    at = bisect_left(mentions, title.post.start - 2, key=attrgetter("stop"))
    return at < len(mentions) and mentions[at].stop <= title.post.stop + 1


def _order(one: Proposal) -> tuple[bool, bool, bool, int]:
    """Whose place is known, then a region's head, of whose ministers a page may be; a premier behind the ministers who
    tell his.
    """
    title = one.title
    premier = shared(title) and title.post.post.startswith(_COUNTRY)
    return not _known(one), title.post.post not in _REGIONAL, premier, title.post.head


def _of_holder(one: Proposal, own: _Own, tokens: Sequence[Token]) -> Region | None:
    """«Замглавы администрации Томска и *директор департамента финансов*»: of what its holder is in the same row."""
    title = one.title
    near = (t for t, status in own.rows.get(title.sentence, ()) if t.official and status == one.status)
    land = level(title.post.name) in _LANDS  # «глава *района* и мэр Нижнекамска»
    return only({t.region for t in near if _dashed(title, t, tokens) or _as_one(title, t, land, tokens)} - {None})


def _as_one(title: Said, other: Said, land: bool, tokens: Sequence[Token]) -> bool:
    if land:
        return _in_row(other, title, tokens)
    return _coupled(title, other, tokens) or (shared(title) and _in_row(title, other, tokens))


def _coupled(title: Said, other: Said, tokens: Sequence[Token]) -> bool:
    """«*губернатор* и председатель правительства области», «*премьер* и министр обороны Израиля», unlike «мэр и депутат
    областной думы».
    """
    joint = [t.lower for t in tokens[title.last : other.first]] == ["и"] and title.case == other.case
    land = other.region
    regional = title.post.post in _REGIONAL and land is not None and LEVELS["region"](land)
    national = shared(other) or (land is not None and land.kind == "country")  # «министр и генпрокурор США»
    return joint and (regional or (shared(title) and national))


def _dashed(title: Said, other: Said, tokens: Sequence[Token]) -> bool:
    """«заместитель начальника УМВД *—* начальник полиции»"""
    first, second = sorted((title, other), key=lambda t: t.first)
    between = tokens[first.last : second.first]
    return len(between) == 1 and between[0].text in DASHES


def _in_row(title: Said, other: Said, tokens: Sequence[Token]) -> bool:
    """Whether no verb but one that gives an office stands between one and the next."""
    return other.last <= title.first and _joined(tokens[other.last : title.first])


def _office(title: Said, region: Region | None) -> _OfficeKey:
    return title.post.post, title.organization.name if title.organization else "", region


def _may_be_abroad(title: Said) -> bool:
    """Whether an office's words and body leave it open of which country it is: «*сенатор* Маккейн»."""
    local = title.post.post in MAYORS | _MUNICIPAL or bool(_level(title))
    body = title.organization
    return not local and (body is None or not (owner(body) or body.kind == "international"))


def _crowned(title: Said) -> bool:
    """Whether a country has an office alone."""
    body = title.organization
    head = title.post.post in _CROWNS and (body is None or body.kind == "government")
    return head or _of_country(title)


def _rubric(title: Said, page: Page) -> Region | None:
    """The place under whose name an office's paragraph stands; in a digest a country's office under a town abroad,
    «*Вена*. Министр обороны …», is that country's.
    """
    rubric = page.rubric(title.post.head)
    if rubric is None or rubric.kind != "city" or not page.digest or not (shared(title) or _crowned(title)):
        return rubric
    code = (rubric.within or "RU")[:2]
    return rubric if code == "RU" else of_code(code)


def _known(one: Proposal) -> str:
    """The code of the place whose official somebody is known to be, "" if of none or if an office's words tell of
    another kind of place.
    """
    code = only({place_of(person, one.title.post.post) for person in one.people}) or ""
    return code if code and _may_be_of(one.title, code) else ""


def _may_be_of(title: Said, code: str) -> bool:
    """Whether an office's words may speak of the place of a code: a mayor's of a town, «глава республики» of one."""
    place, level_told = of_code(code), _level(title)
    town = title.post.post in MAYORS | _MUNICIPAL and title.post.tail == title.post.stop  # but «глава *ГУР*»
    if place is None or place.kind == "country":
        body = title.organization is not None
        return place is not None and (body or not town) and level_told in (None, "country")
    return title.organization is None and (LEVELS["local"](place) if town else _is(place, level_told))


def _as_known(one: Proposal) -> Proposal:
    """What is held, in public office where somebody is known to have one by such a word, «*лидер* Ким Чен Ын», and
    without a place that is but guessed and not his.
    """
    title, code = one.title, _known(one)
    if not code:
        return one
    stands = one.how == "beside" and (title.organization is None or title.organization.kind in PUBLIC)
    if title.region is not None and title.region.code != code and not _says_place(title):
        title = replace(title, region=None)
    return one._replace(title=replace(title, official=title.official or stands))


def _anyones(one: Proposal) -> bool:
    """Whether any place may have an office's body, whose name tells nobody of whom it is a part: «комитет *Госдумы*».

    What somebody was before the page's events may be another place's: a capital or a verb alone make a biography.
    """
    name = _body(one.title, lower=False)
    if one.title.organization is None:
        return (one.title.post.name in _ANYONES or of_state(one.title.post)) and one.status != "former"
    return _is_department(name) and not ((one.title.post.verb or name[:2].istitle()) and _of_life(one))


def _of_life(one: Proposal) -> bool:
    """Whether an office may be of a life elsewhere: what somebody was, but not beside the name."""
    return one.status == "former" and one.how != "beside"


def _is_department(name: str) -> bool:
    """Whether any place has such a body: «*департамент* культуры», «городская *полиция*»; not «энгельсская полиция»,
    «совет безопасности».
    """
    adjective, _, noun = name.partition(" ")
    own = adjective.islower() and bool(morph.adjectives(adjective)) and noun.startswith(_DEPARTMENTS)
    own = (own or _begins_department(name.lower())) and not of_adjective(adjective)
    own = own and _FEDERAL_BODIES.isdisjoint(name.lower().split(" "))  # «департамент МИД»
    parts = (word for word in noun.split(" ") if word[:1].isupper() and not word.isupper())
    return own and not any(parts)


def _begins_department(name: str) -> bool:
    return name.startswith(_DEPARTMENTS) and name not in word_list("link.places.federal_bodies")
