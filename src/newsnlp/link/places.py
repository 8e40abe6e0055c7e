"""Of which place an office is whose phrase names none: nearest evidence first, the page's own place last.

``placed`` takes what whoever reads up to the office knows, before holders are chosen: the sentence that says where
something is, the place that a noun of its kind speaks of, the region told till then, the ministry of its portfolio.
``homed`` gives what is held the place that the page in the end is of, at the level that the post, its words or its body
tell (:mod:`newsnlp.lang.page`); what countries and regions have alike is of whose government the page speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort, insort_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

from newsnlp.data import word_list
from newsnlp.lang import morph
from newsnlp.lang.bodies import PUBLIC
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.page import LEVELS, Page, leader, level, part
from newsnlp.lang.phrases import DASHES
from newsnlp.lang.posts import genitive
from newsnlp.lang.territories import level_of_adjective
from newsnlp.link.said import MAYORS, Proposal, Said, Spots, ministry
from newsnlp.link.spoken import like_before, sorts
from newsnlp.types import Article, Organization, Person, Post, Region, Sentence, Token, token_at

_REGIONAL = frozenset(word_list("link.places.regional"))
_MUNICIPAL = frozenset(word_list("link.places.municipal"))
_EITHER = word_list("link.places.either")
_NATIONAL = word_list("link.places.national")
_ASSEMBLIES = word_list("link.places.assemblies")
_REPUBLICAN = word_list("link.places.republican")
_COUNCILS = word_list("link.places.councils")
_LOCAL = word_list("link.places.local")
_DEPARTMENTS = word_list("link.places.departments")
_STATES = word_list("link.places.states")
_GOVERNMENTS = word_list("link.places.governments")
_GOVERNORS = word_list("link.places.heads")
_FEDERAL = word_list("link.places.federal")
_COUNTRY = word_list("link.places.country")
_DEPUTIES = ("вице-", "первый вице-", "заместитель ", "первый заместитель ", "зампред")
_LANDS = ("city", "settlement", "rayon", "okrug", "commune")
_BACK = 60  # titles before, of which a common noun may speak
_NEAR = 200  # characters in which a ministry stands before its minister
_OPEN = ("headline", "body")


# ------------------------------------------------------------------------------------ before holders are chosen


def placed(
    said: Sequence[Said],
    page: Page,
    organizations: Sequence[Organization],
    places: Spots[Region],
    sentences: Sequence[Sentence],
) -> list[Said]:
    """Titles with the place that a reader knows who has read up to them."""
    firsts = {(s.sentence, s.first): s for s in reversed(said)}
    spread: list[Said] = []
    for title in said:
        sentence = sentences[title.sentence]
        if not title.placed:
            region = _governed(title, page) or _beside(title, firsts, sentence)
            title = replace(title, region=region or _just_named(title, page))
        country = page.abroad and title.post.name.endswith(" республики")  # or a country's
        if not title.placed and not country and not _astray(title, level(title.post.name), page):
            title = like_before(title, spread[-_BACK:], sentence)
        if title.official and title.region is None:
            before = token_at(sentence.tokens, title.first - 1).lower
            whose = _told(title, page, before) or _of_ministry(title, organizations, places, sentence)
            title = replace(title, region=whose)
        spread.append(title)
    return _as_served(spread)


def _just_named(title: Said, page: Page) -> Region | None:
    """«Дума Нефтеюганска решила … *глава города*»: the only town, or district, named just before."""
    wanted = level(title.post.name) if title.post.public is not False else None
    if wanted not in _LANDS or _astray(title, wanted, page):
        return None
    return _only(page.near(wanted, title.post.head))


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
            title = replace(title, region=office.region)
        offices.setdefault(title.post.head, title)
        made.append(title)
    return made[::-1]


def _level(title: Said) -> str | None:
    """The level that a title's words tell: «прокурор *области*», «начальник *областного* управления»."""
    if title.post.post in _MUNICIPAL:
        return "city"  # «мэр *областного* центра»
    body = title.organization
    named = body is None or body.region is None
    told = level(title.post.name) or level(_body(title)) or _tier(_body(title).split(" ")[:1]) if named else None
    if told:
        return told
    words = () if "*" in title.post.means else title.post.name.lower().split(" ")[:6]
    own = "governed" if "губернатор" in title.post.post else "region"
    return _tier(words) or (own if title.post.post in _REGIONAL else None)


def _tier(words: Iterable[str]) -> str | None:
    """The level of the first adjective that tells one."""
    return next(filter(None, map(level_of_adjective, words)), None)


def _governed(title: Said, page: Page) -> Region | None:
    """The region of a governor: where the sentence says that something is, else that of the page."""
    if title.post.post not in _REGIONAL:
        return None
    here = {code for place in page.inside(title.post.start) if (code := part(place))}
    home = page.region(title.post.head) if not here else page.named(here.pop()) if len(here) == 1 else None
    return home if home is not None and _is(home, _level(title)) else None


def _is(place: Region, wanted: str | None) -> bool:
    """Whether a page's region is of a level: «глава *области*» is of no territory, «губернатор» of a city too."""
    return wanted in ("region", None) or LEVELS[wanted](place)


def _beside(title: Said, firsts: Mapping[tuple[int, int], Said], sentence: Sentence) -> Region | None:
    """«*вице-премьер* — министр строительства Калмыкии»."""
    dash = title.post.post.startswith(_DEPUTIES) and title.last < len(sentence.tokens)
    if not dash or sentence.tokens[title.last].text not in DASHES:
        return None
    same = firsts.get((title.sentence, title.last + 1))
    if same is None or not same.official or same.case != title.case or same.organization is not None:
        return None
    return same.region


def _told(title: Said, page: Page, before: str) -> Region | None:
    """The place of the level that a title's words tell: the only one that this sentence and the one before have named,
    or the only one till then, or that of the page.
    """
    wanted = _level(title)
    if wanted is None:
        adjective = None if title.placed else _tier([before])
        return page.at(adjective, title.post.head) if adjective else None
    noun = title.organization is None and level(title.post.name) == wanted and not _astray(title, wanted, page)
    near = page.near(wanted, title.post.head) or page.told(wanted, title.post.head) if noun else set()
    if len(near) == 1 or any(r.kind == "country" for r in near):
        return _only(near)
    home = page.region(title.post.head)
    return home if home is not None and LEVELS[wanted](home) else None


def _of_ministry(
    title: Said, organizations: Sequence[Organization], places: Spots[Region], sentence: Sentence
) -> Region | None:
    """«Минздрав Прикамья отчитался. *Министр здравоохранения* рассказала»: of the ministry that the article names,
    unless the sentence has named another country.
    """
    if not title.post.post.startswith("министр "):
        return None
    portfolio, start = title.post.post.removeprefix("министр "), title.post.start
    whole = f"министерство {portfolio} "
    found = [o for o in organizations if ministry(o.name, portfolio) or o.name.lower().startswith(whole)]
    near = (o for o in found if any(0 < start - m.stop < _NEAR for m in o.mentions))
    region = _only({o.region for o in near}) or _only({o.region for o in found})
    named = {s.entity.code for s in places.within(sentence.start, title.post.start) if s.entity.kind == "country"}
    return None if region is not None and region.kind == "country" and named - {region.code} else region


# ------------------------------------------------------------------------------------- when holders are chosen


class Governments:
    """Of which countries and regions a page names the governments.

    A page of governors may be of the region's ministers or the country's: where it names the country or its president
    too, only ministers and bodies of the region tell. Of those who come nothing does.
    """

    def __init__(
        self,
        held: Sequence[Proposal],
        page: Page,
        organizations: Sequence[Organization],
        sentences: Sequence[Sentence],
    ) -> None:
        self._page, self._sentences = page, sentences
        self._governors: list[Proposal] = []
        self._ministers: list[Proposal] = []
        for one in held:
            self.add(one)
        self._bodies = _bodies(organizations, [p.title.post for p in self._ministers])
        self._ruling = {o.region for o in organizations if o.kind == "government"}
        bare = [p.title for p in held if p.title.region is None]
        self._nation = any(t.official and not t.placed and t.post.post.startswith(_NATIONS) for t in bare)
        self._federal = self._nation or "RU" in page.countries
        self._come = {t.sentence for t in bare if shared(t) and not _of_country(t) and self._comes(t)}

    def add(self, one: Proposal) -> None:
        """Of a governor or a minister of a place others tell."""
        if _ruled(one.title.region):
            self._governors += [one] if one.title.post.post.startswith(_GOVERNORS) else []
            self._ministers += [one] if shared(one.title) or _government(one.title.organization) else []

    def of(self, one: Proposal) -> Region | None:
        """Whose government an office is in that countries and regions have: the only one that stands before it in a
        row, else of which the page names other offices or bodies.
        """
        moved = any(p.people == one.people for p in self._governors)  # «министр», who became a governor
        if moved or one.title.sentence in self._come or _sits(one.title):
            return None
        row = _only(self._row(one))
        sure = row or self._regional(one)
        region = sure or _only(self._told(one))
        if region is not None and region.kind == "country":
            return region if self._russian(one.title, region, row is not None) else None
        return region if sure or (region is not None and self._may(one.title, region)) else None

    def abroad(self, one: Proposal) -> Region | None:
        """The country that a page is of, where it names others of its government, but of who comes there."""
        country = self._page.foreign
        if country is None or country not in _places([*self._governors, *self._ministers], one) | self._ruling:
            return None
        return None if any(self._page.arrival(m.start) for who in one.people for m in who.mentions) else country

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
        home, told = self._page.home, _places(self._ministers, one) | self._bodies
        nation = self._nation or self._come or not self._page.regional
        country = any(r.kind == "country" for r in told)
        sure = country or one.title.post.post.startswith(_COUNTRY)
        return home if not nation and home in (told if sure else told | _places(self._governors, one)) else None

    def _told(self, one: Proposal) -> set[Region]:
        """Those that the page names, the plain before the doubtful."""
        told = _places(self._ministers, one) | self._bodies
        return told if told or self._federal else _places(self._governors, one)

    def _row(self, one: Proposal) -> set[Region]:
        """Those of others in the row in which an office stands, or of who appoints it."""
        title, tokens = one.title, self._sentences[one.title.sentence].tokens
        near = [p for p in (*self._governors, *self._ministers) if p.title.sentence == title.sentence]
        near = [p for p in near if p.title.last <= title.first]
        return _places((p for p in near if _joined(tokens[p.title.last : title.first])), one)

    def _comes(self, title: Said) -> bool:
        words = [t.lower for t in self._sentences[title.sentence].tokens]
        return any(is_a(word, "arrive") and before != "не" for before, word in pairwise(["", *words]))


def _only(places: Set[Region | None]) -> Region | None:
    return next(iter(places)) if len(places) == 1 else None


def _bodies(organizations: Sequence[Organization], posts: Sequence[Post]) -> set[Region]:
    """The places of the governments that a page names not only in titles."""
    within = {n for post in posts for n in range(post.start, post.stop)}
    named = (o for o in organizations if _government(o) and any(m.start not in within for m in o.mentions))
    return {o.region for o in named if o.region is not None and _ruled(o.region)}


def _places(offices: Iterable[Proposal], one: Proposal) -> set[Region]:
    """The places of the offices that others than an office's own holder hold."""
    return {p.title.region for p in offices if p.title.region is not None and p.people != one.people}


def _joined(between: Sequence[Token]) -> bool:
    """Whether no other verb stands between two offices than one that gives the second."""
    verbs = (t for t in between if t.tag.form == "Fin")
    return all(is_a(t.lower, "appoints") or is_a(t.lower, "introduce") for t in verbs)


def _ruled(region: Region | None) -> bool:
    return region is not None and region.kind in ("country", "region")


def _government(body: Organization | None) -> bool:
    return body is not None and body.kind == "government" and body.name.lower().startswith(_GOVERNMENTS)


def shared(title: Said) -> bool:
    """Whether countries and regions alike have such an office."""
    body = title.organization
    if body is None:
        return f"{title.post.post} ".startswith((*_EITHER, *_NATIONAL))
    return body.kind == "government" and body.name.islower() and body.name.startswith((*_STATES, *_GOVERNMENTS))


def _sits(title: Said) -> bool:
    return title.organization is not None and title.organization.name.startswith("парламент")


def _department(title: Said) -> bool:
    return title.organization is not None and not title.organization.name.lower().startswith(_STATES)


def _of_country(title: Said) -> bool:
    return any(word in title.post.post for word in _FEDERAL)


_CROWNS = ("президент", "генеральный прокурор")
_NATIONS = ("президент", "премьер-министр")


class Seats:
    """Where an article's public offices and bodies are, in its order: an office that names no place is mostly where
    that is of which its paragraph told before.
    """

    def __init__(self, said: Iterable[Said], organizations: Sequence[Organization], page: Page, text: str) -> None:
        self._page, self._text = page, text
        bodies = (o for o in organizations if o.kind in PUBLIC and (o.region is not None or o.wikidata))
        self._seats: list[tuple[int, Region | None]] = []
        for body in bodies:
            for m in body.mentions:
                self._seat(m.start, body.region)  # of a known body: the country's
        self._chiefs: list[Said] = []
        for title in said:
            self.add(title)

    def add(self, title: Said) -> None:
        """Of whatever stands behind it an office may tell."""
        if title.official and title.placed:
            insort(self._chiefs, title, key=_head)
            if title.region is not None:
                self._seat(title.post.head, title.region)

    def _seat(self, start: int, region: Region | None) -> None:
        if region is None or self._page.names(region):
            insort_left(self._seats, (start, region), key=itemgetter(0))  # of those at one place the first stands last

    def told(
        self, one: Proposal, own: Sequence[Said], theirs: Sequence[Said], ruled: Governments, sentence: Sentence
    ) -> Said:
        """An office with what its chief's, its holder's row or the page tells of its place and its body."""
        title = one.title
        again = any(t.post.post.startswith(title.post.post) for t in own)  # «*замминистра*» of «замминистра труда РФ»
        if again or sentence.zone not in _OPEN:
            return title
        title = self._as_chief(title)
        if title.region is None and title.official:
            title = replace(title, region=_of_holder(one, theirs, sentence.tokens) or self._place(one, ruled))
        return title

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
        near = self._page.near("local", title.post.head)
        return bool(near) and chief.region not in near

    def _place(self, one: Proposal, ruled: Governments) -> Region | None:
        """The page's place of the level that an office's post, words or body tell."""
        title, page = one.title, self._page
        place = page.capital if "столи" in title.post.name else self._municipal(title) or self._of_region(title)
        place = place or (self._any(title) if _anyones(one) else None)
        if place is not None or _body(title) in _LOCAL:
            return place
        country = page.country or ruled.abroad(one)
        if _crowned(title):
            return country or page.russia
        return country or ruled.of(one) if shared(title) else None

    def _municipal(self, title: Said) -> Region | None:
        """Of what is a town's or a district's: what the paragraph told of last, else what the page is of."""
        wanted, page = _level(title), self._page
        if _of_town(title, wanted):
            return self._town(title) if title.single else None
        if _astray(title, wanted, page):
            return None
        if wanted in _LANDS:
            return page.at(wanted, title.post.head) or (_only(page.all("city")) if wanted == "okrug" else None)
        local = wanted == "local" or _body(title) in _LOCAL or title.post.name.endswith(_LOCAL)
        return self._last(title, "city", "district") or page.local if local and not page.abroad else None

    def _town(self, title: Said) -> Region | None:
        like = self._alike(title) if title.status != "current" else None
        return like or self._last(title, "city") or self._page.town

    def _alike(self, title: Said) -> Region | None:
        """Of what the first is that has such a post: «бывший *мэр*» of a page that told of a mayor."""
        return next((c.region for c in self._chiefs if c.post.post == title.post.post and c.region is not None), None)

    def _of_region(self, title: Said) -> Region | None:
        """The page's region, but for another just named."""
        wanted, body, page = _level(title), _body(title), self._page
        wanted = "republic" if body.startswith(_REPUBLICAN) else wanted
        if wanted not in ("region", "governed", "oblast", "krai", "republic") and not body.startswith(_ASSEMBLIES):
            return None
        near, home = page.near("region", title.post.head), page.own(title.post.head)
        if home is not None and near and home not in near:
            home = _only(near)
        return home if home is not None and _is(home, wanted) else None

    def _any(self, title: Said) -> Region | None:
        """What the paragraph told of last, if the page is of it: «*департамент культуры*» any place may have."""
        home = self._page.own(title.post.head)
        own = {home, self._page.town, self._page.local} - {None}
        near, here = self._before(title), self._here(title)
        if here is not None and near and near[0] not in (None, here) and _local([near[0]]):
            return here
        if near and (near[0] is None or near[0] in own or (home is not None and part(near[0]) == home.code)):
            return near[0]
        return leader(((r, 1.0) for _, r in self._seats if r is not None and r in own), 1.0)

    def _last(self, title: Said, *kinds: str) -> Region | None:
        """«*В Твери*, по словам замглавы»: where the sentence says that something is, else what was told of last."""
        here = self._here(title)
        if here is not None and here.kind in kinds:
            return here
        return next((r for r in self._before(title) if r is not None and r.kind in kinds), None)

    def _here(self, title: Said) -> Region | None:
        return _only(_local(self._page.inside(title.post.head)))

    def _before(self, title: Said) -> list[Region | None]:
        """What the paragraph told of before an office, the last first; ``None``: of a body of the country."""
        since = self._text.rfind("\n", 0, title.post.start)
        first, last = (bisect_left(self._seats, at, key=itemgetter(0)) for at in (since + 1, title.post.start))
        return [region for _, region in reversed(self._seats[first:last])]

    def _chief(self, title: Said) -> Said | None:
        """Whose deputy or aide somebody is: of the chiefs of that name the one told of last before, else the first.

        Of a country's a page may tell that names but one.
        """
        served = None if level(title.post.name) or title.post.public is False else _SERVES.match(title.post.post)
        if served is None:
            return None
        heads, told = _heads(served[1]), served[2] or title.post.name[len(title.post.post) + 1 :]
        chiefs = [c for c in self._chiefs if c.post.post.partition(" ")[0] in heads and _leads(c, told, title)]
        if _national(chiefs) and (len(self._page.countries) > 1 or served[1] == "президент"):
            return None
        before = [c for c in chiefs if c.post.head < title.post.start]
        return next(iter(before[-1:] or chiefs), None)


def _national(offices: Iterable[Said]) -> bool:
    return any(office.region is not None and office.region.kind == "country" for office in offices)


_SERVES = re.compile(r"(?:первый |старший )?(?:заместитель |помощник |советник |пресс-секретарь |вице-)([\w-]+) ?(.*)")
_LEADS = {"глава": MAYORS, "спикер": {"председатель"}, "председатель": {"спикер"}}
_PLAIN = frozenset({"председатель", "начальник", "руководитель", "директор"})  # any body has one


def _heads(word: str) -> set[str]:
    """The first words of a chief's post: a «глава» may be called «мэр»."""
    words = {f.lemma for f in morph.nouns(word) if f.case in ("gent", "nomn")}
    return words.union(*(_LEADS.get(word, ()) for word in words))


def _leads(chief: Said, told: str, title: Said) -> bool:
    """Whether an office may be the chief of a servant's: the same portfolio (``told``), or the same body."""
    body, mine = chief.organization, title.organization
    if _SERVES.match(chief.post.post) or _stranger(chief, title):
        return False
    if mine is not None:
        begun = "" if body is None and mine.name in _LOCAL else mine.name
        return mine.kind in (*PUBLIC, None) and _body(chief, lower=False).startswith(begun)
    alike = not told or told.startswith("по ") or chief.post.post.partition(" ")[2].startswith(told)
    return alike or (body is not None and _is_called(body.name, told))


def _stranger(chief: Said, title: Said) -> bool:
    """Whether a head is but of anything, or a court's where a speaker is served."""
    body = chief.organization
    if body is None:
        return title.organization is None and chief.post.post in _PLAIN
    return "спикер" in title.post.post and "assembly" not in sorts(body)


def _is_called(name: str, told: str) -> bool:
    """Whether a body's name begins with a word in the genitive, or with its initial: «УМВД», «*управления*»."""
    return (name[:2].isupper() and name[0].lower() == told[0]) or genitive(name).startswith(told)


def _head(title: Said) -> int:
    return title.post.head


def _body(title: Said, lower: bool = True) -> str:
    """The name of an office's body, "" without one; in lower case that of the parliament whose committee it is."""
    name = title.organization.name if title.organization is not None else ""
    if not lower:
        return name
    whole = _PARLIAMENT.search(name.lower())
    return whole[1] if whole else name.lower()


_PARLIAMENTS = "|".join(word_list("link.places.parliaments"))
_PARLIAMENT = re.compile(rf"\A(?:комитет|комиссия)\b.*? ((?:{_PARLIAMENTS}).*?)(?: по .*)?\Z")


def homed(
    held: Sequence[Proposal],
    vacant: Sequence[Said],
    page: Page,
    organizations: Sequence[Organization],
    article: Article,
) -> Iterator[Proposal]:
    """What is held, with the page's own place for public offices of which nothing nearer tells one."""
    sentences = article.sentences
    ruled = Governments(held, page, organizations, sentences)
    seats = Seats([*(p.title for p in held), *vacant], organizations, page, article.text)
    filled = {_office(p.title, p.title.region): p.people for p in held if p.people and p.status == "current"}
    own: defaultdict[tuple[Person, ...], list[Said]] = defaultdict(list)
    theirs: defaultdict[tuple[Person, ...], list[Said]] = defaultdict(list)
    for p in held:
        own[p.people] += [p.title] if p.title.region is not None else []
        theirs[p.people].append(replace(p.title, status=p.status))
    for one in sorted(held, key=lambda p: (p.title.post.post not in _REGIONAL, p.title.post.head)):
        known = one.title
        told = own[one.people], theirs[one.people]
        title = seats.told(one, *told, ruled, sentences[known.sentence]) if one.people else known
        place = None if title.region == known.region else title.region
        other = filled.get(_office(title, place), ()) if one.status == "current" else ()
        if (other and not {*other} & {*one.people}) or any(_elsewhere(t, place) for t in theirs[one.people]):
            # of «министр Котов» beside «министр области Лунин» the one is another government's
            title = replace(title, region=known.region)
        if title is not known:
            one = one._replace(title=title)
            theirs[one.people].append(replace(title, status=one.status))
            seats.add(title)
            ruled.add(one)
        yield one


def _elsewhere(title: Said, place: Region | None) -> bool:
    """Whether an office is of another place of a kind: who is a mayor is so of one town."""
    region = title.region
    if title.status == "former" or place is None or region is None:
        return False
    return region.kind == place.kind and region != place


def _of_holder(one: Proposal, theirs: Sequence[Said], tokens: Sequence[Token]) -> Region | None:
    """«Замглавы администрации Томска и *директор департамента финансов*»: of what its holder is in the same row."""
    title = one.title
    near = [t for t in theirs if t.official and t.sentence == title.sentence and t.status == one.status]
    row = {t.region for t in near if _dashed(title, t, tokens) or (shared(title) and _in_row(title, t, tokens))}
    return _only(row - {None})


def _dashed(title: Said, other: Said, tokens: Sequence[Token]) -> bool:
    """«заместитель начальника УМВД *—* начальник полиции»"""
    first, second = sorted((title, other), key=lambda t: t.first)
    between = tokens[first.last : second.first]
    return len(between) == 1 and between[0].text in DASHES


def _in_row(title: Said, other: Said, tokens: Sequence[Token]) -> bool:
    """Whether no verb but one that gives an office stands between one and the next."""
    return other.last <= title.first and _joined(tokens[other.last : title.first])


def _office(title: Said, region: Region | None) -> tuple[str, str, Region | None]:
    return title.post.post, title.organization.name if title.organization else "", region


def _of_town(title: Said, wanted: str | None) -> bool:
    """Whether an office is a town's by its post, its body or its words."""
    body = _body(title)
    return body.startswith(_COUNCILS) or title.post.post in _MUNICIPAL or wanted == "city"


def _crowned(title: Said) -> bool:
    """Whether a country has an office alone."""
    body = title.organization
    head = title.post.post in _CROWNS and (body is None or body.kind == "government")
    return head or _of_country(title)


def _anyones(one: Proposal) -> bool:
    """Whether any place may have an office's body, whose name tells nobody of whom it is a part: «комитет *Госдумы*».

    What somebody was before the page's events may be another place's: a capital or a verb alone make a biography.
    """
    name = _body(one.title, lower=False)
    parts = (word.lower() for word in name.split(" ")[1:] if word[:1].isupper() and not word.isupper())
    then = one.status == "former" and (one.title.post.verb or name[:2].istitle())
    return name.lower().startswith(_DEPARTMENTS) and not then and all(part.startswith(_ASSEMBLIES) for part in parts)
