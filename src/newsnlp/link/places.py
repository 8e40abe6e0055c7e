"""Of which place an office is whose phrase names none: nearest evidence first, the page's own place last.

``placed`` takes what whoever reads up to the office knows, before holders are chosen: the sentence that says where
something is, the place that a noun of its kind speaks of, the region told till then, the ministry of its portfolio.
``homed`` gives what is held the place that the page in the end is of, at the level that the post, its words or its body
tell (:mod:`newsnlp.lang.page`); what countries and regions have alike is of whose government the page speaks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from newsnlp.data import word_list
from newsnlp.lang import morph
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.page import LEVELS, NOUNS, Page, part
from newsnlp.lang.phrases import DASHES
from newsnlp.link.said import Proposal, Said, Spots, ministry
from newsnlp.link.spoken import like_before
from newsnlp.types import Organization, Person, Post, Region, Sentence, Token

_REGIONAL = frozenset(word_list("link.places.regional"))
_MUNICIPAL = frozenset(word_list("link.places.municipal"))
_EITHER = word_list("link.places.either")
_NATIONAL = word_list("link.places.national")
_ASSEMBLIES = word_list("link.places.assemblies")
_COUNCILS = word_list("link.places.councils")
_LOCAL = word_list("link.places.local")
_STATES = word_list("link.places.states")
_GOVERNMENTS = word_list("link.places.governments")
_GOVERNORS = word_list("link.places.heads")
_FEDERAL = word_list("link.places.federal")
_COUNTRY = word_list("link.places.country")
_DEPUTIES = ("вице-", "первый вице-", "заместитель ", "первый заместитель ", "зампред")
# The level of an adjective's stem.
_ADJECTIVES = {"региональн": "region", "областн": "oblast", "краев": "krai", "республиканск": "republic"}
_BACK = 60  # titles before, of which a common noun may speak
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
            title = replace(title, region=_governed(title, page, places, sentence) or _beside(title, firsts, sentence))
        if not title.placed and not (page.abroad and title.post.name.endswith(" республики")):  # or a country's
            title = like_before(title, spread[-_BACK:], sentence)
        if title.official and title.region is None:
            whose = _told(title, page) or _of_ministry(title, organizations, places, sentence)
            title = replace(title, region=whose)
        spread.append(title)
    return _as_served(spread)


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
    noun = title.post.name.rpartition(" ")[2]
    if noun in NOUNS and title.organization is None:
        return NOUNS[noun]
    words = () if "*" in title.post.means else title.post.name.lower().split(" ")[:6]
    told = (level for word in words for stem, level in _ADJECTIVES.items() if _one(word, stem))
    return next(told, "region" if title.post.post in _REGIONAL else None)


def _one(word: str, stem: str) -> bool:
    """Whether a word is a singular form of an adjective: not «департамент *региональных* программ»."""
    return word.startswith(stem) and word[len(stem) :] in ("ый", "ой", "ий", "ая", "ого")


def _governed(title: Said, page: Page, places: Spots[Region], sentence: Sentence) -> Region | None:
    """The region of a governor: where the sentence says that something is, else that of the page."""
    if title.post.post not in _REGIONAL:
        return None
    here = _located(title, places, sentence)
    home = page.region(title.post.head) if not here else page.named(here.pop()) if len(here) == 1 else None
    return home if home is not None and _is(home, _level(title)) else None


def _is(place: Region, level: str | None) -> bool:
    """Whether a page's region is of a level: «глава *области*» is of no territory, «губернатор» of a city too."""
    return level in ("region", None) or LEVELS[level](place)


def _located(title: Said, places: Spots[Region], sentence: Sentence) -> set[str]:
    """The regions in which a sentence says before a title that something is: «*В Курской области* …, рассказал …»."""
    found = set()
    for spot in places.within(sentence.start, title.post.start):
        before, home = sentence.before(spot.start), part(spot.entity)
        inside = before is not None and before.lower in ("в", "во", "на")
        case = next((t.tag.case for t in reversed(sentence.within(spot.start, spot.stop)) if t.tag.case), None)
        if home is not None and inside and case == "loct" and not morph.adjectives(spot.text.lower()):
            found.add(home)
    return found


def _beside(title: Said, firsts: Mapping[tuple[int, int], Said], sentence: Sentence) -> Region | None:
    """«*вице-премьер* — министр строительства Калмыкии»."""
    dash = title.post.post.startswith(_DEPUTIES) and title.last < len(sentence.tokens)
    if not dash or sentence.tokens[title.last].text not in DASHES:
        return None
    same = firsts.get((title.sentence, title.last + 1))
    if same is None or not same.official or same.case != title.case or same.organization is not None:
        return None
    return same.region


def _told(title: Said, page: Page) -> Region | None:
    """The place of the level that a title's words tell: the only one that this sentence and the one before have named,
    or the only one till then, or that of the page.
    """
    level = _level(title)
    if level is None:
        return None
    noun = title.post.name.endswith(tuple(NOUNS)) and title.organization is None
    near = page.near(level, title.post.head) or page.told(level, title.post.head) if noun else set()
    if len(near) == 1 or any(r.kind == "country" for r in near):
        return _only(near)
    home = page.region(title.post.head)
    return home if home is not None and LEVELS[level](home) else None


def _of_ministry(
    title: Said, organizations: Sequence[Organization], places: Spots[Region], sentence: Sentence
) -> Region | None:
    """«Минздрав Прикамья отчитался. *Министр здравоохранения* рассказала»: of the ministry that the article names,
    unless the sentence has named another country.
    """
    if not title.post.post.startswith("министр "):
        return None
    portfolio = title.post.post.removeprefix("министр ")
    whole = f"министерство {portfolio} "
    found = {o.region for o in organizations if ministry(o.name, portfolio) or o.name.lower().startswith(whole)}
    region = found.pop() if len(found) == 1 else None
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
        ruled = [p for p in held if _ruled(p.title.region)]
        self._governors = [p for p in ruled if p.title.post.post.startswith(_GOVERNORS)]
        self._ministers = [p for p in ruled if shared(p.title) or _government(p.title.organization)]
        self._bodies = _bodies(organizations, [p.title.post for p in self._ministers])
        bare = [p.title for p in held if p.title.region is None]
        self._federal = "RU" in page.countries or any(t.post.post.startswith(_NATIONS) for t in bare)
        self._come = {t.sentence for t in bare if shared(t) and not _of_country(t) and self._comes(t)}

    def of(self, one: Proposal) -> Region | None:
        """Whose government an office is in that countries and regions have: the only one that stands before it in a
        row, else of which the page names other offices or bodies.
        """
        moved = any(p.people == one.people for p in self._governors)  # «министр», who became a governor
        if moved or one.title.sentence in self._come or _sits(one.title):
            return None
        row = _only(self._row(one))
        region = row or _only(self._told(one))
        if region is not None and region.kind == "country":
            return region if self._russian(one.title, region, row is not None) else None
        return region if row or (region is not None and self._may(one.title, region)) else None

    def _russian(self, title: Said, region: Region, row: bool) -> bool:
        sure = (row or self._page.home is None) and not self._page.abroad
        return sure and region.code == "RU" and not _department(title)

    def _may(self, title: Said, region: Region) -> bool:
        """Whether the page's government may be a region's: a premier's that of a republic alone."""
        elsewhere = region != self._page.home or self._come or self._page.abroad
        premier = title.post.post.startswith(_COUNTRY) and (self._federal or not LEVELS["republic"](region))
        return not (elsewhere or premier or _of_country(title))

    def _told(self, one: Proposal) -> set[Region]:
        """Those that the page names, the plain before the doubtful."""
        told = _places(self._ministers, one) | self._bodies
        if told or self._federal:
            return told
        home = self._page.home
        local = home is not None and part(home) is not None and not one.title.post.post.startswith(_EITHER)
        return _places(self._governors, one) or ({home} if local and home is not None else set())

    def _row(self, one: Proposal) -> set[Region]:
        """Those of others in the row in which an office stands, or of who appoints it."""
        title, tokens = one.title, self._sentences[one.title.sentence].tokens
        near = [p for p in (*self._governors, *self._ministers) if p.title.sentence == title.sentence]
        near = [p for p in near if p.title.last <= title.first and not _of_country(title)]
        return _places((p for p in near if _joined(tokens[p.title.last : title.first])), one)

    def _comes(self, title: Said) -> bool:
        return any(is_a(t.lower, "arrive") for t in self._sentences[title.sentence].tokens)


def _only(places: set[Region]) -> Region | None:
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
        return title.post.post.startswith((*_EITHER, *_NATIONAL))
    return body.kind == "government" and body.name.islower() and body.name.startswith((*_STATES, *_GOVERNMENTS))


def _sits(title: Said) -> bool:
    return title.organization is not None and title.organization.name.startswith("парламент")


def _department(title: Said) -> bool:
    return title.organization is not None and not title.organization.name.lower().startswith(_STATES)


def _of_country(title: Said) -> bool:
    return any(word in title.post.post for word in _FEDERAL)


_CROWNS = ("президент", "генеральный прокурор")
_NATIONS = ("президент", "премьер-министр", "сенатор")


def homed(
    held: Sequence[Proposal], page: Page, organizations: Sequence[Organization], sentences: Sequence[Sentence]
) -> Iterator[Proposal]:
    """What is held, with the page's own place for public offices of which nothing nearer tells one."""
    ruled = Governments(held, page, organizations, sentences)
    filled = {_office(p.title, p.title.region): p.people for p in held if p.people and p.status == "current"}
    own: defaultdict[tuple[Person, ...], list[Said]] = defaultdict(list)
    for p in held:
        own[p.people] += [p.title] if p.title.region is not None else []
    for one in held:
        title, place = one.title, None
        if _lacks(one) and sentences[title.sentence].zone in _OPEN:
            tokens = sentences[title.sentence].tokens
            place = _of_holder(title, own[one.people], tokens) or _place(one, page, ruled)
        other = filled.get(_office(title, place), ()) if one.status == "current" else ()
        if (other and not {*other} & {*one.people}) or any(_elsewhere(t, place) for t in own[one.people]):
            place = None  # of «министр Котов» beside «министр области Лунин» the one is another government's
        yield one._replace(title=replace(title, region=place)) if place is not None else one


def _lacks(one: Proposal) -> bool:
    return one.title.official and one.title.region is None and bool(one.people)


def _elsewhere(title: Said, place: Region | None) -> bool:
    """Whether an office is of another place of a kind: who is a mayor is so of one town."""
    region = title.region
    return place is not None and region is not None and region.kind == place.kind and region != place


def _of_holder(title: Said, own: Sequence[Said], tokens: Sequence[Token]) -> Region | None:
    """«Замглавы администрации Томска и *директор департамента финансов*»: of what its holder is in the same row."""
    before = (t for t in own if t.official and t.sentence == title.sentence and t.last <= title.first)
    row = {t.region for t in before if t.region is not None and _joined(tokens[t.last : title.first])}
    return _only(row) if shared(title) else None


def _office(title: Said, region: Region | None) -> tuple[str, str, Region | None]:
    return title.post.post, title.organization.name if title.organization else "", region


def _place(one: Proposal, page: Page, ruled: Governments) -> Region | None:
    """The page's place of the level that an office's post, words or body tell."""
    title, level = one.title, _level(one.title)
    body = title.organization.name.lower() if title.organization else ""
    said = body or title.post.name.rpartition(" ")[2]
    if "столи" in title.post.name:
        return page.capital
    if said.startswith(_COUNCILS) or title.post.post in _MUNICIPAL or (level == "city" and not body):
        return page.town if title.single else None
    if level in ("rayon", "okrug") and not body:
        return _only(page.all(level) or (page.all("city") if level == "okrug" else set()))  # a town's own
    if said in _LOCAL:
        return _local(title, page)
    if said.startswith(_ASSEMBLIES) or level in ("region", "oblast", "krai"):
        return _regional(title, page, level)
    heads = title.post.post in _CROWNS and (not title.organization or title.organization.kind == "government")
    if heads or _of_country(title):
        return page.country or page.russia
    return page.country or ruled.of(one) if shared(title) else None


def _local(title: Said, page: Page) -> Region | None:
    """Of «глава администрации» the only town or district just named, else the page's town."""
    near = page.near("city", title.post.head) | page.near("district", title.post.head)
    if near or page.abroad:
        return None if page.abroad else _only(near)
    return page.town


def _regional(title: Said, page: Page, level: str | None) -> Region | None:
    """The page's region, but for another just named."""
    near, home = page.near("region", title.post.head), page.region(title.post.head) or page.home
    if home is not None and near and home not in near:
        home = _only(near)
    return home if home is not None and _is(home, level) else None
