"""Which organization and which region a title is of, by what stands in its phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from newsnlp.data import Tables, derived, several, word_list
from newsnlp.fold import fold
from newsnlp.lang import morph
from newsnlp.lang.bodies import PARTS, PUBLIC, heads
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.officials import place_of
from newsnlp.lang.page import level
from newsnlp.lang.phrases import alike
from newsnlp.lang.posts import genitive, is_office, is_whole
from newsnlp.lang.territories import level_of, noun
from newsnlp.link.said import MAYORS, Said, Spot, Spots
from newsnlp.types import Organization, Person, Post, Region

# Public bodies whose kind is what they deal with (a bank, health) or that no table knows.
_AUTHORITY = re.compile(
    r"(?:центробанк|цб\b|центральн\w+ банк|банк (?:росс|англ|япон)|мин[а-я]+|администраци|правительств|департамент|"
    r"рос[а-я]*(?:надзор|стат|реестр|имуществ|гвард|космос|архив|молод)|управлени|комитет гос|мэри|дум|парламент|"
    r"избирком|центризбирком|цик\b|федеральн\w+ (?:служб|агентств)|главн\w+ управлени|"
    r"евро(?:комисси|совет|парламент|суд)|европейск\w+ (?:комисси|совет|союз|парламент|центральн|суд)|ецб|фрс|"
    r"федеральн\w+ резервн|нацбанк|(?:национальн|народн)\w+ банк|всемирн\w+ (?:банк|организаци)|"
    r"международн\w+ (?:валютн|агентств|суд|уголовн)|"
    r"(?:[\w-]+ск\w+ )?(?:обком|крайком|горком|райком)(?= кпсс| партии|\Z))",
    re.IGNORECASE,
)
# Departments that firms have, whatever their heads' name.
_WITHIN_A_FIRM = re.compile(
    r"(?:управлени|отдел|департамент|служб|комитет|комисси|корпус)\w*\b.*\b(?:продаж|акционер|маркетинг|сбыт|"
    r"(?:кадр|закуп|персонал|снабжени)\w*\b(?! (?:мин|администрац|мэри|правительств|дум|суда))|"
    r"завод|компани|холдинг|корпорац|банк(?!а росс)(?<!центрального банк)|лиг[аи]\b|"
    r"торгов\w+ (?:сет|центр)|ассоциаци|клуб|институт|университет|вуз|конкурса|фестивал|клиент|"
    r"олимпиад|больниц|театр|предприяти|фабрик|комбинат|фирм|концерн|"
    r"ПАО\b|ООО\b|АО\b|ЗАО\b|ОАО\b)",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"(?:(?:(?:первый )?(?:заместитель |зам))?глав[аы]|руководитель) "
    r"(?:администрации )?(?:\w+[ое](?:го|й)(?:-на-\w+)? )?(?:муниципального )?([\w-]+)(?: по [\w -]+)?\Z"
)
_MUNICIPAL = re.compile(r"(?:глава|руководитель) (?:МО |М[ОР]|Г[ОП]|СП)+ «")
_MATTERS = "|".join(word_list("link.bodies.matters"))  # with which towns and districts alone deal
_STATE = re.compile(
    r" (?:отдел|управлени|сектор|служб|комитет)\w{1,2} (?:\w+ )?(?:(?:муниципальн|государственн)\w+ |(?:по )?(?:"
    rf"{_MATTERS})\w*(?! [\w ]*«))"
)
_ENVOYS = frozenset(word_list("link.bodies.envoys"))
_PRESIDENTS = frozenset({"президент", "вице-президент"})


def bodies(
    said: Sequence[Said], people: Spots[Person], organizations: Spots[Organization], regions: Spots[Region], text: str
) -> list[Said]:
    """Titles with their organization and region; a plural of several regions becomes one title each."""
    made: list[Said] = []
    offices: dict[int, Said] = {}
    for title in reversed(said):  # the served office stands behind its servant
        office = offices.get(title.post.office) if title.post.office is not None else None
        counted = _shared_out(title, people, regions, text)
        placed = list(_placed(counted, office, organizations, regions, text))
        offices.setdefault(title.post.head, placed[0])
        made += reversed([_served(one, people, text) for one in placed])
    return _of_firms(_shared(made[::-1], text), text)


_ALSO = re.compile(r" и \w+ ")  # «и основной»


def _shared(said: list[Said], text: str) -> list[Said]:
    """«*Генеральный директор* и совладелец «Уралбиотеха»»: two posts in a row are of one body."""
    shared = list(said)
    for n in range(len(said) - 2, -1, -1):
        title, following = shared[n], shared[n + 1]
        if title.post.head == following.post.head and not title.placed and following.region is not None:
            shared[n] = replace(title, region=following.region)  # «министры *здравоохранения* и культуры Карелии»
        elif following.organization and _lacks_body(title) and _in_row(title, following, text):
            # a title of the body, and the place, of the one behind it
            official = _official(title.post, following.organization, None, False)
            region = title.region or (following.region if official else None)
            shared[n] = replace(title, organization=following.organization, region=region, official=official)
    return shared


def _lacks_body(title: Said) -> bool:
    """Whether a title is of a body that its own words leave out: no calling, no «доктор наук»."""
    open_ = not title.placed and title.post.public is not True and "~" not in title.post.means
    return open_ and not title.post.post.endswith(" наук")


def _in_row(title: Said, following: Said, text: str) -> bool:
    """Whether a title and the one behind it are of one kind, with nothing but «и (основной)» between."""
    near = following.first == title.last + 1 or _ALSO.fullmatch(text, title.post.stop, following.post.start)
    same = alike(following.case, title.case) and following.post.plural == title.post.plural
    return bool(near) and same and following.sentence == title.sentence


def _of_firms(said: Sequence[Said], text: str) -> list[Said]:
    """Posts with those that stand beside a firm's post before a comma or behind it."""
    made = list(said)
    for n, (title, other) in enumerate(pairwise(said)):
        if alike(other.case, title.case) and _BESIDE.fullmatch(text, title.post.stop, other.post.start):
            made[n : n + 2] = _beside_firm(title, other), _beside_firm(other, title)
    return made


_BESIDE = re.compile(r"[»\"]?, ")


def _beside_firm(title: Said, other: Said) -> Said:
    """«Вице-президент «Окбанка», *директор департамента рисков*»: a part of no named body, beside a firm's post."""
    part, firm = title.organization, other.organization
    if part is None or firm is None or firm.kind not in _FIRMS or title.region or part.region:
        return title
    return replace(title, official=False) if part.name.lower().startswith(word_list("bodies.parts")) else title


def _served(title: Said, people: Spots[Person], text: str) -> Said:
    """A servant's title ends behind the first of two names, «пресс-секретарь *Токаева* | Берик Уали», and before that
    of whom news knows as one: «по словам *пресс-секретаря* | Дмитрия Пескова».
    """
    post = title.post
    spots = list(people.within(post.tail, post.stop)) if post.tail < post.stop else []
    if not spots or spots[-1].stop != post.stop or not post.name.endswith(" " + spots[-1].text):
        return title
    served = text[post.tail : spots[-1].start].split()
    if not served and place_of(spots[-1].entity, post.post):
        shorter = replace(post, name=post.name.removesuffix(" " + spots[-1].text), stop=post.tail - 1)
        return replace(title, post=shorter, last=title.last - len(spots[-1].text.split()))
    if len(served) != 1 or not served[0].istitle():
        return title
    shorter = replace(post, name=post.name.removesuffix(" " + spots[-1].text), stop=post.tail + 1 + len(served[0]))
    return replace(title, post=shorter, last=title.last - len(spots[-1].text.split()))


def _placed(
    title: Said, office: Said | None, organizations: Spots[Organization], regions: Spots[Region], text: str
) -> Iterator[Said]:
    inner = (office.post.start, office.post.stop) if office else (title.post.stop, title.post.stop)
    post, orgs = _bodies_of(title, inner, organizations, text)
    if _UNFINISHED.search(post.post):
        yield _charged(title, office, regions, text)
        return
    body = orgs[0] if orgs else None
    places = [s for s in _own_places(post, office, inner, regions) if not _is_apart(post, s, text)]
    places = places or list(_chamber(title, post, organizations, text))
    if not places:
        post, places = _with_place(post, body is None, regions, text)
    outside = [s for s in places if body is None or not _of_body(s, body)]
    organization = body.entity if body else None
    unread = title.status != "candidate" and _unread(post, text)
    official = _official(post, organization, office, bool(outside)) and not unread
    organization = organization or (office.organization if office else None)
    title = replace(title, post=post, organization=organization, official=official, host=_host(post, regions, text))
    others = _others(title, orgs, places, outside) if not title.single or post.plural else []
    yield from others or [replace(title, region=_region_of(title, office, places, outside))]


def _shared_out(title: Said, people: Spots[Person], regions: Spots[Region], text: str) -> Said:
    """«губернатора *Омской и Тверской* областей *Рогов и Котов*»: a singular that as many have as it names places."""
    post, row = title.post, list[Spot[Person]]()
    for spot in people.within(post.stop, post.stop + 150):
        if _ROW.fullmatch(text, row[-1].stop if row else post.stop, spot.start) is None:
            break
        row.append(spot)
    places = {s.entity for s in regions.within(post.tail, post.stop)} if len(row) > 1 else ()
    return replace(title, single=False) if 1 < len(places) == len(row) else title


_ROW = re.compile(r" |, | и ")


def _unread(post: Post, text: str) -> bool:
    """«президент *"Д&К"*», of which nobody has made a body."""
    return post.post in _PRESIDENTS and bool(_QUOTED.search(text, post.tail, post.stop + 2))


_FROM_WHOM = re.compile(r" (?:от|при) (?:[а-яё]+ )*[«\"]?\Z")


def _bodies_of(
    title: Said, inner: tuple[int, int], organizations: Spots[Organization], text: str
) -> tuple[Post, list[Spot[Organization]]]:
    """A title's post without the words of its body, and the bodies that its sentence tells, its own first."""
    own = _own_bodies(title, inner, organizations)
    far = _FROM_WHOM if title.status == "candidate" else _WITH_WHOM  # «кандидат в мэры *от движения «Строй»*»
    own = [s for s in own if not far.search(text, title.post.start, s.start)]
    post, orgs = _divided(title.post, own, organizations)
    post = _of_part(post, orgs, text)
    orgs = orgs or _right_behind(title, organizations) or _carded(title, organizations, text)
    firm = [s for s in _worked(title, organizations, text) if _of_firm(orgs, s.entity)]
    return post, firm or orgs or _related(title, organizations, text)


_QUOTED = re.compile(r"(?<= )[«„“\"]")
# «помощник министра *по связям с* парламентом», «советник *по отношениям с* ЕС»: no bodies of theirs
_WITH_WHOM = re.compile(
    r" по (?:вопрос|связ|взаимодейств|отношени|сотрудничеств|делимитац|координац)[\w ]+ со? (?:[а-я]+ )*\Z"
)


def _chamber(title: Said, post: Post, organizations: Spots[Organization], text: str) -> Iterator[Spot[Region]]:
    """«Глава фракции КПРФ *в гордуме Омска*»: the place of the parliament that a faction sits in."""
    for spot in _worked(title, organizations, text) if post.post.endswith(_OF_DEPUTIES) else ():
        if spot.entity.region is not None:
            yield Spot(spot.start, spot.stop, spot.entity.region, spot.text)


_UNFINISHED = re.compile(r" по (?:делам|вопросам)\Z")
# «советник госдепа *по делам* Африки»: whose affairs a post is for is not whose it is
_AFFAIRS = re.compile(_UNFINISHED.pattern.removesuffix(r"\Z") + r" (?:[а-яё-]+(?:ой|ого|их|ых) )*\Z")


def _charged(title: Said, office: Said | None, regions: Spots[Region], text: str) -> Said:
    """«Министр *по делам ЕС*», «шведский министр по делам Крыма»: whose affairs a post is for is not whose it
    is, but what stands before them: «министр *Турции* по делам ЕС».
    """
    whole = title.post.name[max(0, title.post.name.find(title.post.post)) :]
    post, places = _with_place(replace(title.post, post=whole), False, regions, text)
    places = places or [*regions.within(post.start, max(post.head, text.find(" по ", post.head, post.stop)))]
    region = places[0].entity if places else None
    return replace(title, post=post, region=region, official=_official(post, None, office, bool(places)))


def _with_place(post: Post, bare: bool, regions: Spots[Region], text: str) -> tuple[Post, list[Spot[Region]]]:
    """A post with the place whose adjective stands before it, or of a ``bare`` one whose name does so behind it."""
    if (beside := _beside(post.start, regions)) is not None:
        return replace(post, name=f"{_adjective(beside.text, post.gender)} {post.name}"), [beside]
    if bare and (behind := _described_behind(post, regions, text)) is not None:
        return replace(post, name=f"{post.name} {genitive(behind.entity.name)}"), [behind]
    return post, []


def _own_bodies(title: Said, inner: tuple[int, int], organizations: Spots[Organization]) -> list[Spot[Organization]]:
    """The bodies within a title's words, but for those of the office that it serves."""
    post = title.post
    orgs = _led(title, [s for s in organizations.within(post.tail, post.stop) if not _inside(s, *inner)])
    # «Кандидат в губернаторы от ЛДПР» is to be no governor of the party, «депутат Госдумы от ЛДПР» sits in the Duma
    others = [s for s in orgs if s.entity.kind != "party"]
    of_party = any(_OF_DEPUTIES in f" {words}" for words in (post.post, *(s.text.lower() for s in orgs)))
    within = post.post.startswith(_IN_BODIES) and not of_party  # «депутат *госдумы* от ЛДПР»
    return others if (others and not of_party) or within or title.status == "candidate" else orgs


def _led(title: Said, orgs: list[Spot[Organization]]) -> list[Spot[Organization]]:
    """«возглавил *в Минтрансе* департамент»: without those in which one but does so, where more are named."""
    said = title.mentions[0]
    if len(orgs) < 2 or not _heads(title.post):
        return orgs
    return [s for s in orgs if not said.text[: s.start - said.start].endswith(_WITHIN)] or orgs


def _heads(post: Post) -> bool:
    """Whether a verb tells whom a body has at its head, and not in a seat."""
    return post.verb and post.public is None


_WITHIN = (" в ", " во ")


def _of_part(post: Post, orgs: Sequence[Spot[Organization]], text: str) -> Post:
    """«Глава *рабочей группы* правительства» heads no government."""
    between = text[post.tail : orgs[0].start] if orgs else ""
    if _heads(post) and between.endswith(_WITHIN):
        return replace(post, post=post.name)  # «*возглавляет* в парламенте *комитет по культуре*»
    between = between.strip()
    if post.verb and between:  # «*возглавлял рабочую группу* Госсовета»: of its words the name has the genitive
        words = len(between.split()) - (post.head == post.start)
        between = " ".join(post.name.split()[1 : 1 + words])
    return replace(post, post=f"{post.post} {between}") if _PART.fullmatch(between) else post


_PARTS, _WORKING = ("|".join(words) for words in (word_list("link.bodies.parts"), word_list("link.bodies.working")))
_PART = re.compile(rf"(?:[а-яё-]+(?:ой|ей|ого|его) )*(?:{_PARTS}|(?:{_WORKING})[а-яё]+ группы)")


def _own_places(post: Post, office: Said | None, inner: tuple[int, int], regions: Spots[Region]) -> list[Spot[Region]]:
    """The places within a title's words, but for those of the office that it serves."""
    found = regions.within(post.start, min(post.stop, _accredited(post)))
    places = [s for s in found if not _inside(s, *inner) and not _inside(s, post.head, post.tail)]
    known = office is not None and office.region is not None  # «спецпредставитель президента РФ *по Сирии*» is Russia's
    return [s for s in places if not (known and s.entity.kind == "country") and not _sent_to(post, s.text)]


def _is_apart(post: Post, place: Spot[Region], text: str) -> bool:
    """Whether a place is no owner's: an affair, or one that an adjective governs, «подконтрольного *Киеву* города»."""
    if _AFFAIRS.search(text, post.tail, place.start):
        return True
    return bool(_GOVERNS.search(text, post.tail, place.start)) and _is_governed(place)


def _is_governed(place: Spot[Region]) -> bool:
    """Whether a place can be nobody's: «*Киеву*», «*Тулой*»."""
    cases = {form.case for form in morph.nouns(place.text.lower())}
    return bool(cases) and cases <= {"datv", "ablt", "loct"}


_GOVERNS = re.compile(r"(?:[ое]го|[ое]й|[ыи]х)(?: [ск]о?)? \Z")


def _sent_to(post: Post, place: str) -> bool:
    """«посол *в Киеве*»."""
    envoy = post.post in _ENVOYS or " посольства" in post.name
    return envoy and post.name.endswith((f" в {place}", f" во {place}", f" на {place}"))


def _host(post: Post, regions: Spots[Region], text: str) -> str:
    """The code of the country of «посол (России) *в Габоне*», "" for who is no envoy, and where none is told."""
    near = regions.within(post.tail, post.stop + _SEAT) if post.post in _ENVOYS else ()
    place = next((s.entity for s in near if _SEATED.fullmatch(text, post.tail, s.start)), None)
    return (place.code or place.within or "")[:2] if place else ""


_SEATED, _SEAT = re.compile(r"(?: [\w-]+){0,3}? (?:в|во|на) (?:[А-ЯЁ][\w-]+ )?"), 60


def _region_of(
    title: Said, office: Said | None, places: Sequence[Spot[Region]], outside: Sequence[Spot[Region]]
) -> Region | None:
    body, faction = title.organization, title.post.post.endswith(_OF_DEPUTIES)
    # «Международный трибунал *для бывшей Югославии*»: a court of no place
    if body is not None and body.kind == "court" and body.name.lower().startswith("международн"):
        return None
    if outside:
        return _described(outside, title.post.post).entity
    of_body = body.region if body is not None and title.official and not faction else None
    party = body is not None and body.kind == "party"
    if party and of_body is not None and of_body.kind == "country":
        of_body = None  # «депутат от КПРФ» may sit in any parliament
    if of_body is not None and of_body.code == "RU" and level(title.post.name) not in ("", "country"):
        of_body = None  # «(представляет) *республику* в Совете Федерации»
    own = places[:1] if title.official and not (party and faction) else []  # no «депутат фракции «Патриоты *России*»»
    return of_body or (own[0].entity if own else office.region if office else None)


def _described(places: Sequence[Spot[Region]], post: str) -> Spot[Region]:
    """The first of places, but for an adjective's what it describes: «мэр французской (коммуны) *Ниццы*»."""
    first, *rest = places
    near = (s for s in rest if s.start == first.stop + 1 or _lies(s.entity, first.entity, post))
    behind = next(near, None)
    described = behind is not None and not morph.adjectives(behind.text.lower())
    return behind if behind is not None and described and is_adjective(first) else first


def is_adjective(place: Spot[Region]) -> bool:
    return " " not in place.text and bool(morph.adjectives(place.text.lower()))  # not «*округом* Пермского края»


def _lies(place: Region, country: Region, post: str) -> bool:
    """Whether a place that such a post heads lies in a country."""
    heads_it = country.code is not None and (post in MAYORS or "губернатор" in post)
    return heads_it and (place.code or place.within or "").startswith(f"{country.code}-")


def _right_behind(title: Said, organizations: Spots[Organization]) -> list[Spot[Organization]]:
    """«Сенатор *Олий Мажлиса*»: the body behind a public office that the tagger has without it."""
    post = title.post
    if not post.public or post.plural or post.office is not None:
        return []
    behind = (s for s in organizations.within(post.stop, post.stop + 80) if s.start == post.stop + 1)
    return [s for s in behind if s.text != s.entity.name and s.entity.kind in PUBLIC][:1]


def _carded(title: Said, organizations: Spots[Organization], text: str) -> list[Spot[Organization]]:
    """«Джон Холл (*Partner, Redwood Group*)», «(*директор, «Луч»*)»: brackets of a post and its body alone."""
    stop = title.post.stop
    near = organizations.within(stop, stop + 150)
    return [s for s in near if _CARD.fullmatch(text, stop, s.start) and _CLOSES.match(text, s.stop)][:1]


_CARD, _CLOSES = re.compile(r", [«\"]?"), re.compile(r"[»\"]?\s?\)")


def _worked(title: Said, organizations: Spots[Organization], text: str) -> list[Spot[Organization]]:
    """«Работал инженером *на Цзяннаньской судоверфи*», «экономист *в «Норд-банке»*»: where somebody is what he is."""
    post = title.post
    open_ = post.case == "ablt" or post.public is not True or post.post.endswith(_OF_DEPUTIES)
    if not open_ or post.plural or post.office is not None or not _AT.match(text, post.stop):
        return []
    near = organizations.within(post.stop, post.stop + 150)
    return [s for s in near if _AT.fullmatch(text, post.stop, s.start)][:1]


def _of_firm(orgs: Sequence[Spot[Organization]], firm: Organization) -> bool:
    """«Глава *отдела продаж* в *банке «Траст»*»: whether the body in a title's words is a part of no authority."""
    return not orgs or (orgs[0].entity.name.startswith(word_list("bodies.parts")) and firm.kind not in PUBLIC)


def _related(title: Said, organizations: Spots[Organization], text: str) -> list[Spot[Organization]]:
    """«*Банк «Река»*, председателем которого был Котов»; «на заседании *правительства* его глава Речан»."""
    post = title.post
    whole = list(organizations.within(max(0, post.start - 200), post.start))
    if not whole or post.plural or post.office is not None:
        return []
    last = max(whole, key=lambda s: (s.stop, s.stop - s.start))
    between = text[last.stop : post.start]
    told = (_owned(title, last, between), _worked_before(title, last, between, text), _changed(title, last, text))
    related = _WHOSE.match(text, post.stop) and _BEFORE_WHOSE.fullmatch(between)
    return [last] if related or any(told) else []


def _owned(title: Said, body: Spot[Organization], between: str) -> bool:
    """«*Дума* и её председатель», «*банк «Река»* — председатель Котов»."""
    post = title.post
    if title.status != "candidate" and _OWNED.fullmatch(between):
        return True
    if post.post in _CHIEFS and "\n" not in between and _theirs(body.entity, between, post.post):
        return True
    # «ИА «Присурье» — Глава Чувашии …» is a dateline
    behind_dash = post.public is not True and post.tail >= post.stop and body.entity.kind != "media"
    return behind_dash and bool(_DASH.fullmatch(between))


def _of_land(between: str) -> bool:
    """«… из Тукаевского *района*. Его глава»: whether a territory is named last before what somebody's own is."""
    words = [word for word in re.findall(r"[а-яё-]+", between.lower()) if not is_a(word, "his")]
    land = noun(words[-1]) if words else None
    return land is not None and bool(land.level)


def _worked_before(title: Said, body: Spot[Organization], between: str, text: str) -> bool:
    """«Работала *в «Газпроме»* инженером, экономистом и *начальником отдела*»."""
    if title.post.case != "ablt" or title.post.public is True:
        return False
    return bool(_AS.fullmatch(between) and _IN.search(text, max(0, body.start - 4), body.start))


def _changed(title: Said, body: Spot[Organization], text: str) -> bool:
    """«*В горсуде* новый *председатель*», «сменилось руководство *в думе: председателем* избран»: where one comes."""
    post, before = title.post, text[max(0, body.start - 3) : body.start].lower()
    if post.tail < post.stop or post.post.rpartition(" ")[2] not in _HAVE or not before.endswith(("в ", "во ", "у ")):
        return False
    between, behind = text[body.stop : post.start], text[post.stop : post.stop + 20]
    return bool(_COMES.fullmatch(between)) or bool(_WHERE.fullmatch(between) and _COME.match(behind))


_HAVE = frozenset((*word_list("link.spoken.heads"), "прокурора", "министр"))
_COMES = re.compile(
    r"[»\"]?:? (?:(?:сменил|появил)(?:ся|ась)|уже|теперь|временно|снова|(?:избран|назначен)[аы]?|нов(?:ый|ая))"
    r"(?: (?:нов(?:ый|ая)|временный|свой|первый))* "
)
_WHERE = re.compile(r" |: (?:[а-яё]+ ){0,3}")
_COME = re.compile(r" (?:назначен|избран|утвержд[её]н|стал)[аи]?\b")


_IN, _AS = re.compile(r"\b[вн]а? «?\Z"), re.compile(r"[»\"]? (?:[а-яё]+[оеыи]м(?: [а-яё]+){0,2}(?:,| и) )*")
_WHOSE = re.compile(r" котор(?:ого|ой|ых)\b")
_BEFORE_WHOSE = re.compile(r"[»\"]?, (?:[а-яё -]+ и )?")
_DASH = re.compile(r"[»\"]? [—–-] ")  # «со стороны «Востока» — гендиректор Лис», «директор «Луча» — член правления»
_OWNED = re.compile(r"[»\"]?(?:(?: и|,)? (?:его|её|ее|их)|, ч(?:ей|ь[а-яё]+)) (?:(?:[а-яё]+[аыи]й|бывш\w+) )?")
_THEIRS = re.compile(r" (его|её|ее) (?:[а-яё]+(?:ый|ий|ого|его|ым|им|ая|ой|ей) )?\Z", re.IGNORECASE)
_CHIEFS = frozenset(word_list("link.bodies.chiefs"))


def _theirs(body: Organization, between: str, post: str) -> re.Match[str] | None:
    """«Рассмотрит *дума*. По словам *её председателя*»: nobody but a body has a chairman of its own."""
    if post == "глава" and _of_land(between):
        return None
    owner = _THEIRS.search(between)
    head = next((f for word in body.name.split() for f in morph.nouns(word.lower()) if f.case == "nomn"), None)
    hers = owner is not None and owner[1].lower() != "его"
    return owner if head is not None and (head.gender == "femn") == hers else None


_AT = re.compile(r"(?:\s+по(?:\s+[а-яё-]+){1,6}?)?\s+(?:в|во|на)\s+(?:[а-яё-]+\s+){0,2}(?:[«\"]|The\s)?")


def _begun(post: Post, organizations: Spots[Organization]) -> tuple[Post, list[Spot[Organization]]]:
    """«спикер | сената», «терапевт | минздрава»: a body that begins within the post's own words."""
    word = post.post.partition(" ")[0]
    if word not in _OF_BODIES or (word not in _LOOSE and is_whole(post.post)):
        return post, []
    behind = post.head + len(word)
    near = (s for s in organizations.within(behind, post.stop) if s.start <= behind + _ENDING)
    inner = next((s for s in near if s.start < post.tail <= s.stop), None)
    return (replace(post, post=word), [inner]) if inner else (post, [])


def _divided(
    post: Post, orgs: list[Spot[Organization]], organizations: Spots[Organization]
) -> tuple[Post, list[Spot[Organization]]]:
    """Where a body begins within a post: «спикер | сената», «терапевт | минздрава», «председатель правления | ВТБ»."""
    if not orgs:
        return _over(post, organizations)
    board, inner = _BOARD.match(orgs[0].text), [s for s in orgs[1:] if _inside(s, orgs[0].start, orgs[0].stop)]
    if board and (inner or board[1] != "дирекции"):  # «дирекция транспортного узла» is a body of its own
        word = _genitive(board[1].lower())
        own = post if post.post.endswith(word) else replace(post, post=f"{post.post} {word}")
        return own, inner
    return replace(post, post=_before_noun(post, _cut(post, orgs[0]) or post.post)), orgs


def _over(post: Post, organizations: Spots[Organization]) -> tuple[Post, list[Spot[Organization]]]:
    """«глава | администрации МР «Печора»»: a body that begins with a post's last word, or within it."""
    begun = post.post.rpartition(" ")[0]
    crossing = (s for s in organizations.within(post.head, post.stop) if s.start < post.tail < s.stop)
    over = next((s for s in crossing if _cut(post, s) == begun != ""), None)
    if over is None:
        return _begun(post, organizations)
    return replace(post, post=_before_noun(post, begun)), [over]


def _before_noun(post: Post, own: str) -> str:
    """«глава | агентства разведки «Щит»», «директор | (вновь) созданного …»: without the body's noun and its words."""
    words = own.split(" ")
    for n in range(1, len(words)):
        forms = morph.forms(words[n])
        if forms[0].lemma in heads() and forms[0].lemma not in PARTS:
            return words[0] if post.name[len(own) :].startswith(" «") else own
        if not any(map(_is_attribute, forms)) or is_whole(" ".join(words[: n + 1])):  # «заместитель *командующего*»
            return own
    return words[0]


def _is_attribute(form: morph.Form) -> bool:
    """Whether a word may stand before the noun of a body: «*недавно созданного* комитета»."""
    return form.pos == "ADVB" or (form.pos in ("ADJF", "PRTF") and form.case == "gent")


def _cut(post: Post, body: Spot[Organization]) -> str:
    """The words of a post that stand before those with which a body begins; "" if none is both."""
    words, first = post.post.split(" "), body.text.lower().split(" ")
    return next((" ".join(words[:n]) for n in range(1, len(words)) if words[n:] == first[: len(words) - n]), "")


# Of whom a chairman is of the body that has them: «председатель правления | «Газпрома»».
_BOARD = re.compile(
    r"(правлени[ея]|фракции|дирекции|совета? директоров|(?:наблюдательн|попечительск)(?:ого|ый) совета?) \S",
    re.IGNORECASE,
)
_ACCUSATIVE = re.compile(r"правление|совет |\w+ый ")


def _genitive(board: str) -> str:
    """«правления» of «возглавил *правление*» too."""
    return genitive(board) if _ACCUSATIVE.match(board) else board


_OF_DEPUTIES = " фракции"  # of a party in a parliament, whose region is not the party's
_ENDING = 4  # letters that a case adds, and a space
_LOOSE = frozenset({"спикер", "член", "депутат"})  # of which the table has rows that name a body
_OF_BODIES = _LOOSE | {"секретарь", "аудитор", *word_list("link.spoken.heads")}
_IN_BODIES = tuple(f"{word} " for word in _OF_BODIES)


def _others(
    title: Said, orgs: Sequence[Spot[Organization]], places: Sequence[Spot[Region]], outside: Sequence[Spot[Region]]
) -> list[Said]:
    """«Главы *Минфина и Минэкономики*», «главы *МИД России и Китая*»: one title of each body, or of each place."""
    bodies = [o for n, o in enumerate(orgs) if not any(_inside(o, e.start, e.stop) for e in orgs[:n])]
    if len({o.entity for o in bodies}) > 1:
        return [_named(title, f"{title.post.post} {genitive(o.entity.name)}", o.entity) for o in bodies]
    if same := list(_alike_bodies(title, bodies[:1], places, outside)):
        return same
    return [_of(title, s) for s in outside] if len({s.entity for s in outside}) > 1 else []


def _alike_bodies(
    title: Said,
    bodies: Sequence[Spot[Organization]],
    places: Sequence[Spot[Region]],
    outside: Sequence[Spot[Region]],
) -> Iterator[Said]:
    """«главы *МИД России, Китая и Индии*»: of a body of a place, and of others of the kind, named nowhere."""
    for body, mine in product(bodies, places if outside else ()):
        if _inside(mine, body.start, body.stop):
            name = genitive(body.entity.name)
            yield _named(title, f"{title.post.post} {name}", body.entity)
            its = f"{title.post.post} {name.removesuffix(f' {mine.text}')}"
            yield from (_elsewhere(title, its, other.entity) for other in outside)
            return


def _elsewhere(title: Said, post: str, place: Region) -> Said:
    whole = replace(title.post, post=post, name=f"{post} {genitive(place.name)}")
    return replace(title, post=whole, organization=None, region=place)


def _named(title: Said, name: str, body: Organization) -> Said:
    told = replace(title, post=replace(title.post, name=name), organization=body)
    return replace(told, region=_region_of(told, None, (), ()))


def _accredited(post: Post) -> int:
    """Where the words begin that say with whom a post is: «постпред Дагестана при *президенте РФ*», «посол страны в
    *России*»."""
    return post.stop - max(len(post.name.partition(sign)[2]) for sign in (" при ", " страны в "))


def _described_behind(post: Post, regions: Spots[Region], text: str) -> Spot[Region] | None:
    """«Мэр *(соседнего) Киселёвска*»: the place behind a public office that the tagger has without it."""
    told = _ADJECTIVE.match(text, post.stop)
    if told is None or not (post.public or post.post in MAYORS):
        return None
    near = regions.within(told.end(), told.end() + 60)
    # «мэр города | Минна Арве»
    return next((s for s in near if s.start == told.end() and s.text != s.entity.name and not _is_governed(s)), None)


_ADJECTIVE = re.compile(r" (?:[а-яё]+(?:ого|его|ой|ей) )?(?=[А-ЯЁ])")


def _of_body(place: Spot[Region], body: Spot[Organization]) -> bool:
    """Whether a place is the body's and not the office's: within its name, or «*московского* «Спартака»»."""
    if _inside(place, body.start, body.stop):
        return True
    public = body.entity.kind in PUBLIC or _AUTHORITY.match(body.entity.name)
    quoted = 0 < body.start - place.stop < 3
    return quoted and not public and bool(morph.adjectives(place.text.lower()))


def _beside(start: int, regions: Spots[Region]) -> Spot[Region] | None:
    """«*Смоленский* губернатор»: a place's adjective right before the phrase."""
    near = (s for s in regions.within(start - 40, start) if s.stop == start - 1)
    return next((s for s in near if morph.adjectives(s.text.lower())), None)


def _adjective(word: str, gender: str | None) -> str:
    reading = morph.adjectives(word.lower())[0]
    return morph.inflect(word.lower(), reading, "nomn", "sing", gender or "masc") or word.lower()


def _inside(spot: Spot[Organization] | Spot[Region], start: int, stop: int) -> bool:
    return start <= spot.start and spot.stop <= stop


def _of(title: Said, region: Spot[Region]) -> Said:
    """One of the titles that a plural stands for, with the mentions that reach its region or none at all."""
    own = _singly(title.post.post) if title.post.plural else title.post.post
    post = replace(title.post, post=own, name=f"{own} {genitive(region.entity.name)}")
    reach = tuple(m for m in title.mentions if m.stop >= region.stop or m.stop <= title.post.tail)
    return replace(title, post=post, region=region.entity, mentions=reach or title.mentions)


def _singly(post: str) -> str:
    """«(главы) финансовых *ведомств* (Чехии и Перу)»: what each has at its head, a «финансового ведомства»."""
    head, *rest = post.split(" ")
    body = next((f for word in rest[-1:] for f in morph.nouns(word) if _of_several(f)), None)
    if body is None:
        return post
    one = ("gent", "sing", *filter(None, [body.gender]))
    forms = ((word, next(iter(morph.adjectives(word)), None)) for word in rest[:-1])
    made = (morph.inflect(word, form, *one) if form else word for word, form in [*forms, (rest[-1], body)])
    return " ".join([head, *(said or word for said, word in zip(made, rest, strict=True))])


def _of_several(noun: morph.Form) -> bool:
    """Whether a form is «ведомств» of «ведомство»: of several bodies of a kind."""
    return (noun.case, noun.number) == ("gent", "plur") and noun.lemma in heads()


def _at_gathering(post: Post) -> bool:
    """«*спикер* конференции»: who speaks where no parliament sits."""
    return post.post == "спикер" and any(is_a(word.lower(), "gathering") for word in post.name.split(" ")[1:3])


_FIRMS_TOO = ("управлени", "департамент", "главн", "мин")  # what firms have, or are called, too
_FIRMS = ("company", "bank", "media", "sport", "culture")


def _official(post: Post, organization: Organization | None, office: Said | None, placed: bool) -> bool:
    """A public office by the table, else by its body: the head of a region or of a ministry."""
    if post.public is not None:
        return post.public and not _at_gathering(post) and not anywhere(post, organization)
    # whether a post heads what is no body: «глава *района*», «глава *фракции*»
    headed = _HEADS.match(post.name)
    land = headed is not None and level_of(headed[1]) not in ("", "country")
    if land or bool(_MUNICIPAL.match(post.name)) or post.post.endswith(_OF_DEPUTIES):
        return True
    if organization is not None:
        # whether a post in a body is a public office: not «член НАТО», as what is one is a country
        if (post.post, organization.kind) == ("член", "international"):
            return any(map(organization.name.lower().__contains__, word_list("link.bodies.of_members")))
        return is_authority(organization)
    if of_state(post) or (post.verb and is_office(post.name.lower())):  # «возглавлял *разведку*»
        return True
    if office is not None:  # «заместитель *главы* по экономике *Тосненского района*»
        return office.official or (placed and office.post.post == "глава")
    if post.post in _PRESIDENTS or post.name.endswith((" ведомства", " министерства")):
        return True
    return placed and _of_place(post)


def _of_place(post: Post) -> bool:
    """Whether a post with a place is the place's: not «возглавил *казахстанскую делегацию*», «*группу американских
    учёных*».
    """
    if any(is_a(word.lower(), "armed") for word in post.name.split(" ")):
        return False  # «лидер чеченских *боевиков*»
    led = post.name.partition(" ")[2] if post.verb else ""
    if any(is_a(word.lower(), "for_a_time") for word in led.split(" ")[:3]):
        return False
    first = led.partition(" ")[0]
    own = not led[:1].islower() or bool(level_of(first)) or bool(morph.adjectives(first))
    return own and not _heads_firm(post)


def of_state(post: Post) -> bool:
    """«начальник отдела *опеки*», «заведующий отделом *муниципального* заказа»: of a department that no firm has."""
    return bool(_STATE.search(post.name))


def anywhere(post: Post, organization: Organization | None) -> bool:
    """«*судья* Федерации ходьбы», «*пресс-атташе* театра»: a post that states have, and others too."""
    kind = organization.kind if organization is not None else None
    return kind not in (None, "international", *PUBLIC) and post.post in word_list("link.bodies.anywhere")


def _heads_firm(post: Post) -> bool:
    """«директор *фирмы* города Белово», «председатель *общества* охотников края»: what its head noun tells."""
    kinds = (heads().get(morph.forms(word)[0].lemma) for word in post.name.lower().split(" ")[1:4])
    return any(kind not in (None, "international", *PUBLIC) for kind in kinds)


@derived("organizations")
def _of_states(tables: Tables) -> frozenset[str]:
    """The names of the international bodies that states have made, folded."""
    rows = (row for row in tables.rows("organizations") if row["kind"] == "international")
    named = (fold(name) for row in rows for name in (row["name"], row["acronym"], *several(row["aliases"])))
    return frozenset(named) - {"", *word_list("link.bodies.of_people")}


def _is_of_states(organization: Organization) -> bool:
    """Whether a body is one of many states, or a part of it: «ООН», «военный комитет НАТО», no «Красный Крест»."""
    name = fold(organization.name)
    return organization.kind == "international" and not _of_states().isdisjoint((name, name.rpartition(" ")[2]))


def is_authority(organization: Organization) -> bool:
    """Whether a body is the state's, by its kind or its name, and no department of a firm."""
    told = _AUTHORITY.match(organization.name)
    part = told is not None and organization.kind in _FIRMS and told[0].lower().startswith(_FIRMS_TOO)
    public = organization.kind in PUBLIC or _is_of_states(organization) or (told is not None and not part)
    return public and not _WITHIN_A_FIRM.search(organization.name)
