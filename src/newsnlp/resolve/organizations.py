"""Which mentions are the same organization, and what an article says of each.

Whose a body is (:mod:`newsnlp.resolve.owners`), which names are one beyond doubt (:mod:`newsnlp.resolve.groups`) and
which likely are (:mod:`newsnlp.resolve.pairs`), what is no body and what kind the rest are
(:mod:`newsnlp.resolve.kinds`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import attrgetter

from newsnlp.data import word_list
from newsnlp.fold import fold
from newsnlp.lang.bodies import AWAY, BEARING, PARTS, PUBLIC, mixed, stem
from newsnlp.lang.page import Page
from newsnlp.lang.toponyms import forms
from newsnlp.resolve.covered import Covered
from newsnlp.resolve.groups import named_alike
from newsnlp.resolve.items import item, kind_of
from newsnlp.resolve.kinds import bodies, weighed
from newsnlp.resolve.owners import SAME, owned
from newsnlp.resolve.pairs import join
from newsnlp.resolve.quoted import again
from newsnlp.resolve.shortened import abbreviates, blends, spells
from newsnlp.types import Article, Body, Finding, Organization, OrganizationKind, Region, mention, only, widest
from newsnlp.types import grouped as by_key

_DEFINED = re.compile(r"\(далее\s*(?:по тексту\s*)?[—–-]\s*[«“\"]?([А-ЯЁ][\w-]+)[»”\"]?\)")
# «Псковский госуниверситет (ПсковГУ)», «Федеральное агентство по рыболовству (Росрыболовство)»
_SYLLABIC = re.compile(r"[»”\"]?\s*\(([^\W\d_]*[а-яё][А-ЯЁ][^\W\d_]*|[А-ЯЁ][а-яё]{4,})\)")
_NUMBER = re.compile(r"№\s*(\d+)")
_PARAPHRASES = word_list("organizations.paraphrases")

Found = Finding[Body]


def organizations(found: Sequence[Found], page: Page) -> tuple[Organization, ...]:
    """One entity per body with all its mentions, in order of first mention."""
    article = page.article
    found = _with_whole_places(_without_places(found, page.regions, article.text), page.regions, article.text)
    found = sorted(again(found, article), key=widest)
    countries = {code: start for start, _, code, _ in sorted(page.nations, reverse=True)}
    groups = grouped(owned(_with_defined(found, article), page), article, countries)
    groups = bodies(groups, [told(members) for members in groups], article)
    kinds = weighed(groups, [told(members) for members in groups], article)
    made = _entities(zip(groups, _with_owners(groups, kinds), strict=True), article.text)
    return tuple(_placed(made, article.text))


def _placed(made: Sequence[Organization], text: str) -> Iterator[Organization]:
    """The bodies, the part of an authority where that is: «МИД Чада … *управление печати МИД*», «*комитет Госдумы* по
    связи», «Госдума … *думский комитет*».
    """
    placed = [body for body in made if _is_placed(body)]
    stops = sorted((m.stop, m.start, body.region) for body in placed for m in body.mentions)
    duma = only({body.region for body in placed if body.name.lower().endswith(_DUMA)})
    for body in made:
        open_ = body.mentions if body.region is None and body.kind in PUBLIC else ()
        branch = body.name.lower().startswith(_BRANCHES)  # «управление ФСБ» is some region's
        inside = (stops[bisect_left(stops, (m.start,)) : bisect_left(stops, (m.stop + 1,))] for m in open_)
        parts = ((m, told) for m, inner in zip(open_, inside, strict=True) for told in inner)
        wholes = (place for m, (stop, start, place) in parts if start > m.start and _is_whole(m.stop, stop, text))
        of_duma = duma if open_ and body.name.startswith(_OF_DUMA) else None
        of_whole = next(wholes, of_duma or body.region)
        yield body if branch and of_whole and of_whole.code == "RU" else replace(body, region=of_whole)


_DUMA, _OF_DUMA = ("дума", "думы"), ("думск", "Думск")


def _is_whole(own: int, stop: int, text: str) -> bool:
    """Whether a body named within another's name is that of which it is a part: with which it ends, or whose field
    stands behind it.
    """
    return stop == own or text.startswith(" по ", stop)


_BRANCHES = ("управлени", "отдел", "главное управлени", "филиал")


def _is_placed(body: Organization) -> bool:
    return body.region is not None and body.kind in PUBLIC


def _with_owners(
    groups: Sequence[Sequence[Found]], kinds: Sequence[OrganizationKind | None]
) -> Iterator[OrganizationKind | None]:
    """The kinds, of a part that of the firm with which its name ends: «департамент оценки |Savolls|»."""
    ends = [(f.stop, kind) for members, kind in zip(groups, kinds, strict=True) if kind in _FIRMS for f in members]
    firms = dict(ends) | {stop + 1: kind for stop, kind in ends}  # before the mark that closes its name
    for members, kind in zip(groups, kinds, strict=True):
        yield _of_firm(members, firms, kind) if kind == "government" else kind


def _of_firm(
    members: Sequence[Found], firms: Mapping[int, OrganizationKind | None], kind: OrganizationKind | None
) -> OrganizationKind | None:
    if not any(f.value.head in PARTS and not f.value.known for f in members):
        return kind
    own = (firms[f.stop] for f in members if f.stop in firms and AWAY.isdisjoint(f.value.key.split()))
    return next(own, kind)


_FIRMS = ("company", "bank", "media", "sport", "education", "health", "culture", "science", "party", "religion")


def _without_places(found: Sequence[Found], regions: Sequence[Region], text: str) -> list[Found]:
    """Without what no table has as a body where they have a place: «представитель |ДНР|», «в |Белой Церкви|»; and
    without a municipality's initials: «глава |МО| ГО «Ухта»».
    """
    mentions = [*chain.from_iterable(region.mentions for region in regions)]
    spots = {(m.start, m.stop) for m in mentions if m.rule in ("region.name", "region.form", "region.formation")}
    formed = {m.start: m.stop for m in mentions if m.rule == "region.formation"}
    kept = (f for f in found if f.rule not in ("tagger", "organization.phrase") or (f.start, f.stop) not in spots)
    return [f for f in kept if not _initialled(f, formed, text)]


def _initialled(f: Found, formed: Mapping[int, int], text: str) -> bool:
    """Whether a name is but the initials of a municipality, with its own name or without it."""
    before = _FORMATION.match(text, f.start) if formed else None
    return before is not None and f.stop <= formed.get(before.end(), 0) + 1


_FORMATION = re.compile(r"(?:[А-Я]{2,3} |[Гг]ородской округ )*(?:«[Гг]ородской округ )?«?")


def _with_whole_places(found: Sequence[Found], regions: Sequence[Region], text: str) -> list[Found]:
    """«Минздрав Республики Саха| (Якутия)|»: a body whose name would end within its region's."""
    spots = chain.from_iterable(region.mentions for region in regions if region.kind == "region")
    ends = {at: m.stop for m in spots for at in range(m.start + 1, m.stop)}
    whole = {(f.start, f.stop) for f in found}
    kept = (f for f in found if (f.start, ends.get(f.stop)) not in whole)
    return [_going_on(f, ends.get(f.stop, f.stop), text) for f in kept]


def _going_on(f: Found, stop: int, text: str) -> Found:
    if stop == f.stop:
        return f
    rest = text[f.stop : stop]
    return replace(f, stop=stop, value=replace(f.value, name=f.value.name + (rest.title() if rest.isupper() else rest)))


def grouped(found: Sequence[Found], article: Article, countries: Mapping[str, int]) -> list[list[Found]]:
    """The mentions of each body, in order of the text; ``countries``: where each is named first."""
    groups = named_alike(found, article.text, countries)
    join(groups, [article.number(f.start) for f in found])
    return groups.all()


# ------------------------------------------------------------------------------------------ ties in the text


def _with_defined(found: Sequence[Found], article: Article) -> list[Found]:
    """Adds the places of terms that the article makes: «Фонд развития (далее — Фонд) … Фонд проверит»."""
    terms = _terms(found, article.text)
    if not terms:
        return list(found)
    covered, ahead = Covered(found), deque(terms)
    added: list[Found] = []
    meant: dict[str, Body] = {}  # terms defined so far, the last of each
    for token in (s.tokens[i] for s in article.sentences for i in s.capitals):
        while ahead and ahead[0][0] <= token.start:
            _, term = ahead.popleft()
            meant[_root_of(term.name)] = term
        of = meant.get(_root_of(token.text))
        if of and not covered.touch(token):
            added.append(Finding(token.start, token.stop, "organization.defined", of))
    return sorted([*found, *added], key=widest)


def _terms(found: Sequence[Found], text: str) -> list[tuple[int, Body]]:
    """Terms with the places where they are defined."""
    ends: dict[int, Body] = {}
    for f in found:
        ends.setdefault(f.stop, f.value)
    made = [
        (tie.start(1), replace(full, name=tie[1], head=tie[1].lower(), bare=True))
        for tie in _DEFINED.finditer(text)
        for full in [ends[tie.start() - n] for n in (2, 1, 0) if tie.start() - n in ends][:1]
    ]
    made += [
        (tie.start(1), _second_name(full, tie[1]))
        for end, full in ends.items()
        if (tie := _SYLLABIC.match(text, end)) and (mixed(tie[1]) or blends(tie[1], full.name))
    ]
    return sorted(made, key=lambda term: term[0])


def _second_name(body: Body, term: str) -> Body:
    return replace(body, name=term, key=fold(term), head=fold(term), acronym=term if mixed(term) else None, owner="")


def _root_of(term: str) -> str:
    """What the forms of a term have in common."""
    return term if len(term) < 4 or term.isupper() or mixed(term) else stem(fold(term))


# ------------------------------------------------------------------------------------------ entities


def _entities(groups: Iterable[tuple[Sequence[Found], OrganizationKind | None]], text: str) -> tuple[Organization, ...]:
    made: dict[Organization, list[Found]] = {}
    for members, kind in groups:
        made.setdefault(_value(members, kind, text), []).extend(members)
    ordered = ((value, sorted(members, key=widest)) for value, members in made.items())
    return tuple(
        replace(value, mentions=tuple(mention(text, f, "organization") for f in members)) for value, members in ordered
    )


def told(members: Sequence[Found]) -> OrganizationKind | None:
    """The kind that a body's row of the tables has, else what most of its names say."""
    bodies = _own(members)
    of_kind = [*filter(attrgetter("kind"), bodies)]
    known = sorted(filter(attrgetter("known"), of_kind), key=lambda body: not body.name.isascii())[:1]  # «BBC», «ВВС»
    sure = [body for body in of_kind if not mixed(body.name)]  # the syllables of «ИнПриХим» let but guess
    said = Counter(map(attrgetter("kind"), known or _borne(of_kind) or sure or of_kind))
    return said.most_common(1)[0][0] if said else kind_of(_names(bodies, _outermost(members)))


def _borne(bodies: Iterable[Body]) -> Sequence[Body]:
    """Those with a noun before them, where one of these bears any name: «*партия* «Союз перемен»»."""
    called = [body for body in bodies if body.called]
    return called if any(body.kind in BEARING for body in called) else ()


def _own(members: Sequence[Found]) -> list[Body]:
    """What the mentions say, of a name that the article spells out or whose noun it has not what a table takes it for:
    «Совет старейшин (СС)», «партия «Народный фронт»»."""
    bodies = [f.value for f in members]
    full = [b.name for b in bodies if " " in b.name and not b.known]
    borne = {b.kind for b in _borne(bodies)} - {None}
    return [_as_said(b) if _is_misread(b, full, borne) else b for b in bodies]


def _as_said(body: Body) -> Body:
    return replace(body, known="", kind=None, acronym=None if " " in body.name else body.acronym)


def _is_misread(body: Body, full: Iterable[str], borne: Collection[OrganizationKind | None]) -> bool:
    """Whether what the table has, and may be another's name, is that of a name that no table knows, or of a noun."""
    doubtful = bool(body.known) and not body.sure
    return doubtful and ((bool(borne) and body.kind not in borne) or any(abbreviates(body.name, n) for n in full))


def _names(bodies: Iterable[Body], outermost: Iterable[Body]) -> set[str]:
    """Folded names that a table may have."""
    return {b.known for b in bodies} | {said for b in outermost for said in (b.key, fold(b.name))}


def _value(members: Sequence[Found], kind: OrganizationKind | None, text: str) -> Organization:
    outermost, bodies = list(_outermost(members)), _own(members)
    said = {text[f.start : f.stop] for f in members}
    name = _name(_nominatives(outermost, said))
    owner = next((b.owner for b in bodies if b.owner), "")
    wikidata = item(_names(bodies, outermost), owner, kind)
    return Organization(name, _acronym(bodies, name), kind, _region(outermost, bodies), wikidata)


def _nominatives(bodies: Sequence[Body], said: Collection[str]) -> Sequence[Body]:
    """Those whose names explain most of what the article has, as it stands if any: «Уникаха» of «Уникахи», «Уникаха»,
    «Севернефть» of «Севернефти», «Севернефтью»."""
    alike = by_key((_root(name), name) for name in _names_of(bodies, lambda body: not body.known))
    folded = {*map(fold, said)} if any(len(names) > 1 for names in alike.values()) else set[str]()
    forms_of = by_key((_root(text), text.rpartition(" ")[2]) for text in folded)
    gone = {name for root, names in alike.items() for name in _worse(names, forms_of.get(root, ()), folded)}
    return [b for b in bodies if b.name not in gone]


def _worse(names: Sequence[str], words: Collection[str], said: Collection[str]) -> Iterator[str]:
    """The names of one root that explain fewer words than another."""
    told = {name: _explains(fold(name), words, said) for name in names}
    most = max(told.values())
    yield from (name for name, much in told.items() if much < most)


def _root(name: str) -> tuple[str, str]:
    """What the forms of a name have in common."""
    head, _, last = fold(name).rpartition(" ")
    return head, stem(last)


def _explains(name: str, words: Collection[str], said: Collection[str]) -> tuple[int, bool]:
    """Of how many words the last of a folded name is the nominative, and whether the article has it so."""
    own = forms(name.rpartition(" ")[2])
    return len({word for word in words if word in own}), name in said


def _region(outermost: Sequence[Body], bodies: Sequence[Body]) -> Region | None:
    """Whose body it is: what its fullest names say most often, a part of a country before the country."""
    said = Counter(b.region for b in outermost if b.region) or Counter(b.region for b in bodies if b.region)
    return max(said, key=lambda region: (region.kind != "country", said[region]), default=None)


def _outermost(members: Sequence[Found]) -> Iterator[Body]:
    """Those that lie within no other; ``members`` in order of the text, the longer first."""
    stop = -1
    for f in members:
        if f.stop > stop:
            yield f.value
        stop = max(stop, f.stop)


def _name(bodies: Sequence[Body]) -> str:
    """The name that the article gives most often, not a short form or common noun where there is a full one.

    Of names that stand equally often, the one without an adjective of place («МИД России» before «российский МИД»),
    then the longer; of forms that differ in their capitals, the one that no beginning of a sentence can have made.
    """
    seen = Counter(b.name.lower() for b in bodies)
    names = {b.name for b in bodies}
    owned = any(b.owner for b in bodies)
    short = _names_of(bodies, partial(_short, names=names, owned=owned))
    adjective = _names_of(bodies, _by_adjective)
    doubtful = _names_of(bodies, partial(_paraphrases, names=names))
    told = names - _names_of(bodies, attrgetter("bare")) or {name for name in names if " " in name}
    full = next(filter(None, (told - short - doubtful, told - doubtful, told - short, told, names)))
    return max(
        sorted(full), key=lambda n: (seen[n.lower()], n not in adjective, len(n), not n.isupper(), n[:1].islower())
    )


def _names_of(bodies: Iterable[Body], test: Callable[[Body], bool]) -> set[str]:
    """The names of those for which something holds."""
    return {body.name for body in bodies if test(body)}


def _by_adjective(body: Body) -> bool:
    """Whether a name tells its owner before itself: «российский МИД»."""
    return bool(body.owner) and not fold(body.name).startswith(body.key)


def _paraphrases(body: Body, names: Collection[str]) -> bool:
    """Whether a name is said instead of a body's own: «внешнеполитическое ведомство», but not «Национальный фронт».

    ``names``: all that the article gives it.
    """
    if fold(body.name).startswith(_PARAPHRASES) or body.key.startswith(_PARAPHRASES):
        return True  # «польский |парламент|», too
    if body.sure or body.known in ("", body.key):
        return False
    lower = body.name.lower()
    return body.head == "ведомство" or any(name[:1].islower() and name.lower() == lower for name in names)


def _short(body: Body, names: Iterable[str], owned: bool) -> bool:
    """Whether a name is but a short form of another: its initials, one that leaves out the owner that others name.

    What is written like a name, «Евросоюз», «Госдума», is one, and may be the article's own choice.
    """
    if number := _NUMBER.search(body.name):
        return any(number[0] in n and len(n) > len(body.name) for n in names)
    # «кабинет министров» beside «правительство Перу», any of its bodies in one word
    if owned and not body.owner and (fold(body.name) in SAME or (" " not in body.name and body.kind == "government")):
        return True
    return " " not in body.name and _is_word_for(body, names)


def _is_word_for(body: Body, names: Iterable[str]) -> bool:
    """Whether a name in one word is another's initials, or its short form in small letters."""
    if _initials(body.name):
        return body.name == body.acronym or _spelled_out(body.name, names)
    return body.name[:1].islower() and any(abbreviates(body.name, n) for n in names if " " in n)


def _spelled_out(initials: str, names: Iterable[str]) -> bool:
    """Whether one of the names is what initials stand for, or has several words and not these."""
    return any(spells(initials.lower(), n.lower()) or (" " in n and initials not in n.split()) for n in names)


def _initials(name: str) -> bool:
    """Whether a word is an abbreviation in capitals.

    >>> _initials("ФСБ"), _initials("СмолГУ"), _initials("G20"), _initials("Минфин"), _initials("X")
    (True, True, True, False, False)
    """
    return (name.isupper() and len(name) > 1) or sum(letter.isupper() for letter in name) > 1


def _acronym(bodies: Sequence[Body], name: str) -> str | None:
    """The abbreviation that the article has in capitals, or else the table's, or else another of the article."""
    words = fold(name).split()
    single = [b.name for b in bodies if " " not in b.name and b.name.lower() not in words]
    given = filter(str.isupper, (word for word in single if len(word) > 1))
    table = (b.acronym for b in bodies if b.acronym and not b.bare)
    return next(chain(given, table, filter(partial(_syllabic, name=name), single)), None)


def _syllabic(word: str, name: str) -> bool:
    """«ПсковГУ»; capitals that a name's words begin with."""
    return mixed(word) or (_initials(word) and abbreviates(word, name))
