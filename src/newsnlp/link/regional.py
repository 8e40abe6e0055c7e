"""The region of a regional post that its own words leave out, where the article names only one that may be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from newsnlp.data import Tables, derived, several, word_list
from newsnlp.lang import morph
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import DASHES
from newsnlp.link.said import Proposal, Said, Spots, ministry
from newsnlp.types import Organization, Person, Region, Sentence, Token

# Posts of a region, and the word of its name that a description says: «глава области» is of no territory (край).
_REGIONAL = {
    "губернатор": "",
    "вице-губернатор": "",
    "первый вице-губернатор": "",
    "заместитель губернатора": "",
    "первый заместитель губернатора": "",
    "глава региона": "",
    "заместитель главы региона": "",
    "глава субъекта": "",
    "глава субъекта федерации": "",
    "глава области": "область",
    "глава края": "край",
}
_DEPUTIES = ("вице-", "первый вице-", "заместитель ", "первый заместитель ", "зампред")
# Cities that are regions of their own and have governors.
_CITIES = frozenset({"RU-SPE", "UA-40", "RU-SEV"})


def regional(
    said: Sequence[Said],
    regions: Sequence[Region],
    organizations: Sequence[Organization],
    places: Spots[Region],
    sentences: Sequence[Sentence],
) -> list[Said]:
    """Titles with the article's one region for «губернатор», «глава области», and of what the titles beside are of."""
    page = Page(regions)
    firsts = {(s.sentence, s.first): s for s in reversed(said)}
    abroad = any(r.kind == "country" and r.code != "RU" for r in regions)
    spread: list[Said] = []
    for title in said:
        title = title if title.placed else _own(title, page, firsts, places, sentences[title.sentence])
        if not title.placed and not (abroad and title.post.name.endswith(" республики")):  # its own, or a country's
            title = _spoken_of(title, spread[-_BACK:], sentences[title.sentence])
        if title.official and title.region is None and title.organization is None:
            title = replace(title, region=_near(title, regions, places, sentences, page))
        if title.official and title.region is None:
            whose = _of_level(title, page) or _of_ministry(title, organizations, places, sentences)
            title = replace(title, region=whose)
        spread.append(title)
    made: list[Said] = []
    offices: dict[int, Said] = {}
    for title in reversed(spread):  # the served office stands behind its servant
        office = offices.get(title.post.office) if title.post.office is not None else None
        if office is not None and title.region is None and title.organization is None:
            title = replace(title, region=office.region)
        offices.setdefault(title.post.head, title)
        made.append(title)
    return made[::-1]


_BACK = 60  # titles before, of which a common noun may speak


def spoken_of(
    held: Sequence[Proposal],
    people: Spots[Person],
    organizations: Sequence[Organization],
    sentences: Sequence[Sentence],
) -> Iterator[Proposal]:
    """What is held, with the body that its words speak of: «глава *ведомства*», «председатель *совета*», «*ректор*»."""
    bodies = Spots(organizations)
    held = _of_chiefs(list(held), people)
    told = {
        (p, one.title.post.post): one.title.region for one in reversed(held) if _says(one.title) for p in one.people
    }
    for one in held:
        title = one.title
        if (
            title.official
            and one.people
            and not _says(title)
            and (region := told.get((one.people[0], title.post.post)))
        ):
            yield one._replace(title=replace(title, region=region))
            continue
        if not one.people or one.how == "article" or title.placed:
            yield one
            continue
        body = _appointing(title, bodies, sentences[title.sentence])
        body = body or _common(title, organizations, bodies, sentences)
        body = body or _usual(title, organizations, bodies, sentences)
        official = title.official or (title.post.public is None and body is not None and body.kind in _PUBLIC)
        region = body.region if body is not None and official else title.region
        yield one._replace(title=replace(title, organization=body, official=official, region=region))


def _of_chiefs(held: Sequence[Proposal], people: Spots[Person]) -> list[Proposal]:
    """«Первый заместитель *Котовой*» is in public office where she is."""
    offices = {person: one.title for one in reversed(held) if one.title.official for person in one.people}
    made: list[Proposal] = []
    for one in held:
        title, tail = one.title, one.title.post.tail
        if (
            title.post.public is None
            and not title.official
            and not title.placed
            and title.post.post.startswith(_SERVANTS)
        ):
            behind = next((s.entity for s in people.within(tail, tail + _NAME) if s.start == tail + 1), None)
            if behind in offices and behind not in one.people:
                chief = offices[behind]
                title = replace(title, official=True, region=chief.region, organization=chief.organization)
        made.append(one._replace(title=title))
    return made


_NAME = 60  # characters of the longest name


def _says(title: Said) -> bool:
    """Whether a title's own words name its region: «премьер Армении», not «премьер *республики*»."""
    return title.region is not None and title.post.name.rpartition(" ")[2] not in (*_KINDS, "страны")


_SOON = 3  # sentences in which a body is named before its common noun
_PUBLIC = ("government", "police", "court", "military")


def _appointing(title: Said, bodies: Spots[Organization], sentence: Sentence) -> Organization | None:
    """«*Клуб «Ракета»* назначил Котова тренером», «совет директоров *«Волны»* избрал …»: posts of their own."""
    if title.post.public is True:
        return None
    verb = next((t for t in reversed(sentence.within(sentence.start, title.post.start)) if t.tag.form == "Fin"), None)
    if verb is None or not is_a(verb.lower, "appoints"):
        return None
    ending = [
        s for s in bodies.within(sentence.start, verb.start) if not sentence.cut(s.stop, verb.start).strip(' »"”')
    ]
    if not ending:
        return None
    whole, *inner = sorted(ending, key=lambda s: s.start)
    if _BOARD.match(whole.entity.name):
        return inner[0].entity if inner else None
    return whole.entity if whole.entity.kind in _OWN_MASTERS else None


_OWN_MASTERS = ("company", "bank", "sport", "media", "party")


def _common(
    title: Said, organizations: Sequence[Organization], bodies: Spots[Organization], sentences: Sequence[Sentence]
) -> Organization | None:
    """The body that a post's last noun stands for: the only one named just before, else behind, else in the article."""
    noun = title.post.name.rpartition(" ")[2].lower()
    lemma = next((f.lemma for f in morph.nouns(noun) if f.case == "gent"), "")
    kinds = _kinds().get(noun, ())
    if not lemma or not (kinds or title.post.post.startswith(_HEADS)):
        return None

    def fits(body: Organization) -> bool:
        named = lemma in _nouns() and lemma in body.name.lower().split(" ")[:3]
        return named or (_fits(body, kinds) and not _BOARD.match(body.name))

    start, stop = sentences[max(0, title.sentence - _SOON)].start, sentences[title.sentence].stop
    before = [s for s in bodies.within(start, title.post.start) if fits(s.entity)]
    if before:
        near = sentences[max(0, title.sentence - _SOON) : title.sentence + 1]
        last = next(s for s in reversed(near) if s.start <= before[-1].start)
        named = {s.entity for s in before if s.start >= last.start}
        return named.pop() if len(named) == 1 else None  # of «„Волна“ купила „Луч“. Глава *компании*» nobody can say
    behind = (s.entity for s in bodies.within(title.post.stop, stop) if fits(s.entity))
    others = [body for body in organizations if not title.post.start <= body.mentions[0].start < title.post.stop]
    return next(behind, None) or _only(others, fits)


def _usual(
    title: Said, organizations: Sequence[Organization], bodies: Spots[Organization], sentences: Sequence[Sentence]
) -> Organization | None:
    """The body that a bare post is of, by what such posts are of: the article's only one, or the one just named."""
    kinds = _kinds().get(title.post.post)
    if kinds is None or (title.post.name.lower() != title.post.post and " " in title.post.name):
        return None

    def fits(body: Organization) -> bool:
        return (body.kind is None or _fits(body, kinds)) and not _BOARD.match(body.name)

    start = sentences[max(0, title.sentence - 1)].start
    near = list({s.entity for s in bodies.within(start, title.post.start) if fits(s.entity)})
    body = _only(organizations, fits) or (near[0] if len(near) == 1 else None)
    return body if body and body.kind else None


def _only(organizations: Sequence[Organization], fits: Callable[[Organization], bool]) -> Organization | None:
    found = [body for body in organizations if fits(body)]
    return found[0] if len(found) == 1 else None


def _fits(body: Organization, kinds: tuple[str, ...]) -> bool:
    if body.kind == "sport":  # a team, or what governs teams
        governs = any(is_a(word, "governing") for word in body.name.lower().split(" ")[:3])
        return ("governing" if governs else "team") in kinds
    return body.kind in kinds and not (kinds[0] == "government" and _ASSEMBLY.search(body.name))


@derived("organization_heads")
def _nouns(tables: Tables) -> frozenset[str]:
    return frozenset(row["head"] for row in tables.rows("organization_heads"))


@derived("title_bodies")
def _kinds(tables: Tables) -> dict[str, tuple[str, ...]]:
    return {row["word"]: several(row["kinds"]) for row in tables.rows("title_bodies")}


def _own(
    title: Said, page: Page, firsts: Mapping[tuple[int, int], Said], places: Spots[Region], sentence: Sentence
) -> Said:
    """With the region that its sentence or the article is of, or a deputy with that of the post beside it."""
    word = _REGIONAL.get(title.post.post)
    if word is not None:
        here = _located(title, places, sentence)
        region = page.before(title.post.head) if not here else page.named(here.pop()) if len(here) == 1 else None
        if region is not None and word in region.name:
            return replace(title, region=region)
    if title.post.post.startswith(_DEPUTIES):
        return replace(title, region=_beside(title, firsts, sentence))
    return title


def _located(title: Said, places: Spots[Region], sentence: Sentence) -> set[str]:
    """The regions in which a sentence says before a title that something is: «*В Курской области* …, рассказал …»."""
    found = set()
    for spot in places.within(sentence.start, title.post.start):
        before, home = sentence.before(spot.start), _home(spot.entity)
        inside = before is not None and before.lower in ("в", "во", "на")
        case = next((t.tag.case for t in reversed(sentence.within(spot.start, spot.stop)) if t.tag.case), None)
        if home is not None and inside and case == "loct" and _noun(spot.text):
            found.add(home)
    return found


def _told(region: Region, title: Said) -> bool:
    """Whether an article has named a region before a title, or more than once."""
    return len(region.mentions) > 1 or region.mentions[0].start < title.post.head


class Page:
    """Which region an article is of, as far as a reader has read it: the one named first, by itself or by a town or a
    district of it, if most of the regions named till then are this one.

    An article's only region is it though it is named but later. The capital is spoken of everywhere, and counts as a
    region where no other is named.
    """

    def __init__(self, regions: Sequence[Region]) -> None:
        named = [r for r in regions if (r.kind == "region" and r.code) or r.code in _CITIES]
        self._only = named[0] if len(named) == 1 and _about(named[0], regions) else None
        self._named = {r.code: r for r in named if (r.code or "").startswith(_PARTS)}
        homes = [(m.start, _home(r)) for r in regions for m in r.mentions]
        self._homes = sorted((start, home) for start, home in homes if home is not None and home not in _CAPITAL)

    def named(self, code: str) -> Region | None:
        """The article's region of a code."""
        return self._named.get(code)

    def before(self, start: int) -> Region | None:
        """The region that whoever reads up to an offset takes for the article's."""
        if self._only and (len(self._only.mentions) > 1 or self._only.mentions[0].start < start):
            return self._only
        told = [home for at, home in self._homes if at < start]
        if not told or told.count(told[0]) < _MOST * len(told):
            return None
        return self._named.get(told[0])


# Of 160 bare posts whose region the article tells elsewhere, 157 were of the region named first that had such a share
# of those named before them; of 12 with a smaller share, 3 were.
_MOST = 0.65
_CAPITAL = frozenset({"RU-MOW", "RU-MOS"})


def _home(region: Region) -> str | None:
    """The region that a place is or lies in."""
    code = region.code if region.kind == "region" or region.code else region.within
    return code if code and code.startswith(_PARTS) else None


_PARTS = ("RU-", "UA-")  # whose heads are called «глава региона»


def _about(region: Region, regions: Sequence[Region]) -> bool:
    """Whether an article is of a region: of a city that is one only where no other is named as often."""
    rivals = (r for r in regions if r.kind == "city" and r is not region)
    return region.kind != "city" or all(len(r.mentions) < len(region.mentions) for r in rivals)


def _near(
    title: Said, regions: Sequence[Region], places: Spots[Region], sentences: Sequence[Sentence], page: Page
) -> Region | None:
    """«Прокурор *республики*», «глава *региона*»: the only one that this sentence and the one before have named, or the
    only one till then, or that of the page.
    """
    fitting = _KINDS.get(title.post.name.rpartition(" ")[2])
    if fitting is None:
        return None
    start = sentences[max(0, title.sentence - 1)].start
    near = {s.entity for s in places.within(start, title.post.head) if fitting(s.entity) and _noun(s.text)}
    if not near:
        near = {r for r in regions if r.kind != "country" and fitting(r) and _told(r, title)}
    if len(near) > 1 and any(r.kind == "country" for r in near):
        return None
    if len(near) != 1:
        near = {r for r in [page.before(title.post.head)] if r is not None and fitting(r)}
    return near.pop() if len(near) == 1 else None


def _of_level(title: Said, page: Page) -> Region | None:
    """«Начальник *областного* управления», «*региональный* министр»: of the region that the page is of."""
    words = () if "*" in title.post.means else title.post.name.lower().split(" ")[:6]
    level = next((kind for word in words for start, kind in _LEVELS.items() if _one(word, start)), None)
    region = page.before(title.post.head) if level else None
    return region if region is not None and level is not None and _KINDS[level](region) else None


def _one(word: str, stem: str) -> bool:
    """Whether a word is a singular form of an adjective: not «департамент *региональных* программ»."""
    return word.startswith(stem) and word[len(stem) :] in ("ый", "ой", "ий", "ая", "ого")


_LEVELS = {"региональн": "региона", "областн": "области", "краев": "края", "республиканск": "республики"}


def _of_ministry(
    title: Said, organizations: Sequence[Organization], places: Spots[Region], sentences: Sequence[Sentence]
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
    start = sentences[title.sentence].start
    named = {s.entity.code for s in places.within(start, title.post.start) if s.entity.kind == "country"}
    return None if region is not None and region.kind == "country" and named - {region.code} else region


def _noun(mention: str) -> bool:
    """Whether a place is named and no adjective made of it: not «*турецкий* лидер»."""
    return not morph.adjectives(mention.lower())


def _republic(region: Region) -> bool:
    """A country, or a republic of Russia: ISO 3166-2 gives these two letters, and the other parts three."""
    return (region.kind == "country" and region.code != "RU") or (
        region.kind == "region" and len(region.code or "") == 5
    )


_KINDS: dict[str, Callable[[Region], bool]] = {
    "республики": _republic,
    "области": lambda region: region.name.endswith(" область"),
    "края": lambda region: region.name.endswith(" край"),
    "региона": lambda region: region.kind == "region" and (region.code or "").startswith(_PARTS),
    "района": lambda region: region.kind == "district" and region.name.endswith(" район"),
    "округа": lambda region: region.kind == "district" and region.name.endswith(" округ"),
    "города": lambda region: region.kind == "city",
    "страны": lambda region: region.kind == "country",
}


def _spoken_of(title: Said, before: Sequence[Said], sentence: Sentence) -> Said:
    """«Глава *города*», «глава *госкорпорации*», «*его* заместитель»: of what the title before them is of."""
    noun = title.post.post.rpartition(" ")[2]
    owner = sentence.tokens[title.first - 1].lower if title.first else ""
    if title.post.public is not False and _possessed(title, sentence.tokens):
        chief = next((s for s in reversed(before) if s.single and s.post.office is None), None)
        if chief and chief.official:
            return replace(title, official=True, region=chief.region, organization=chief.organization)
    elif title.post.public is None and not title.official and title.post.post.startswith(_SERVANTS):
        full = next((s for s in reversed(before) if s.official and _same_servant(title, s)), None)
        return (
            title if full is None else replace(title, official=True, region=full.region, organization=full.organization)
        )
    elif title.post.post.startswith(_HEADS) and noun in _TERRITORIES:
        return replace(title, region=next((s.region for s in reversed(before) if _territory(s, noun)), None))
    elif title.post.post.startswith(_HEADS) and noun in _kinds() and owner.startswith("нов"):
        orgs = (s.organization for s in reversed(before) if s.organization)
        body = next((o for o in orgs if _fits(o, _kinds()[noun])), None)
        return replace(title, organization=body)
    return title


def _possessed(title: Said, tokens: Sequence[Token]) -> bool:
    """«*его* (бывший) заместитель», «*его подчинённый*, начальник отдела»: somebody's own."""
    at = title.first - 1
    own = at > 1 and tokens[at].text == "," and is_a(tokens[at - 1].lower, "subordinate")
    at -= 2 if own else 0
    while at > 0 and tokens[at].tag.pos == "ADJ" and tokens[at].lower not in _HIS:
        at -= 1
    return at >= 0 and tokens[at].lower in _HIS and (own or title.post.post.startswith(_SERVANTS))


_HIS = ("его", "её", "ее", "их")


def _same_servant(title: Said, other: Said) -> bool:
    """«Должность *первого замглавы*», where «заместитель главы города» was spoken of."""
    mine, its = (t.post.post.removeprefix("первый ") for t in (title, other))
    return " " in mine and f"{its} ".startswith(f"{mine} ")


def _territory(title: Said, noun: str) -> bool:
    return title.region is not None and title.region.kind == _TERRITORIES[noun] and title.post.post in _CHIEFS


_BOARD = re.compile(r"совет директоров|правление|наблюдательный совет", re.IGNORECASE)
_ASSEMBLY = re.compile(r"дум|собрани|парламент|совет|суд", re.IGNORECASE)  # no «ведомство»
_SERVANTS = word_list("link.regional.servants")
_HEADS = word_list("link.regional.heads")
_CHIEFS = frozenset(word_list("link.regional.chiefs"))
# What a common noun may speak of.
_TERRITORIES = {"города": "city", "республики": "region", "района": "district", "округа": "district"}


def _beside(title: Said, firsts: Mapping[tuple[int, int], Said], sentence: Sentence) -> Region | None:
    """«*вице-премьер* — министр строительства Калмыкии»."""
    if title.last >= len(sentence.tokens) or sentence.tokens[title.last].text not in DASHES:
        return None
    same = firsts.get((title.sentence, title.last + 1))
    if same is None or not same.official or same.case != title.case or same.organization is not None:
        return None
    return same.region
