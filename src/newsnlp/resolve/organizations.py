"""Which mentions are the same organization, and what an article says of each.

Whose a body is (:mod:`newsnlp.resolve.owners`), which names are one beyond doubt (:mod:`newsnlp.resolve.groups`) and
which likely are (:mod:`newsnlp.resolve.pairs`), what is no body and what kind the rest are
(:mod:`newsnlp.resolve.kinds`).
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from newsnlp.data import word_list
from newsnlp.fold import fold
from newsnlp.lang.bodies import AWAY, PARTS, mixed, stem
from newsnlp.lang.page import Page
from newsnlp.resolve.covered import Covered
from newsnlp.resolve.groups import named_alike, strange
from newsnlp.resolve.items import item, kind_of
from newsnlp.resolve.kinds import bodies, weighed
from newsnlp.resolve.owners import SAME, owned
from newsnlp.resolve.pairs import join
from newsnlp.resolve.quoted import again
from newsnlp.resolve.shortened import abbreviates, spells
from newsnlp.types import Article, Body, Finding, Organization, OrganizationKind, Region, mention, widest

_DEFINED = re.compile(r"\(далее\s*(?:по тексту\s*)?[—–-]\s*[«“\"]?([А-ЯЁ][\w-]+)[»”\"]?\)")
_SYLLABIC = re.compile(r"[»”\"]?\s*\(([^\W\d_]*[а-яё][А-ЯЁ][^\W\d_]*)\)")  # «Псковский госуниверситет (ПсковГУ)»
_BY_TABLE = frozenset({"region.name", "region.form", "region.formation"})
_BY_WORDS = frozenset({"tagger", "organization.phrase"})
_NUMBER = re.compile(r"№\s*(\d+)")
_PARAPHRASES = word_list("organizations.paraphrases")

Found = Finding[Body]


def organizations(found: Sequence[Found], page: Page) -> tuple[Organization, ...]:
    """One entity per body with all its mentions, in order of first mention."""
    article = page.article
    found = _with_whole_places(_without_places(found, page.regions, article.text), page.regions, article.text)
    found = sorted([*found, *again(found, article)], key=widest)
    groups = grouped(owned(_with_defined(found, article), page), article)
    groups = bodies(groups, [told(members) for members in groups], article)
    kinds = weighed(groups, [told(members) for members in groups], article)
    return _entities(zip(groups, _with_owners(groups, kinds), strict=True), article.text)


def _with_owners(
    groups: Sequence[Sequence[Found]], kinds: Sequence[OrganizationKind | None]
) -> Iterator[OrganizationKind | None]:
    """The kinds, of a part that of the firm with which its name ends: «департамент оценки |Savolls|»."""
    ends = [(f.stop, kind) for members, kind in zip(groups, kinds, strict=True) if kind in _FIRMS for f in members]
    firms = dict(ends) | {stop + 1: kind for stop, kind in ends}  # before the mark that closes its name
    for members, kind in zip(groups, kinds, strict=True):
        part = kind == "government" and any(f.value.head in PARTS and not f.value.known for f in members)
        own = (firms[f.stop] for f in members if f.stop in firms and AWAY.isdisjoint(f.value.key.split()))
        yield next(own, kind) if part else kind


_FIRMS = ("company", "bank", "media")


def _without_places(found: Sequence[Found], regions: Sequence[Region], text: str) -> list[Found]:
    """Without what no table has as a body where they have a place: «представитель |ДНР|», «в |Белой Церкви|»; and
    without a municipality's initials: «глава |МО| ГО «Ухта»».
    """
    named = [m for region in regions for m in region.mentions if m.rule in _BY_TABLE]
    spots = {(m.start, m.stop) for m in named}
    formed = {m.start: m.stop for m in named if m.rule == "region.formation"}
    return [f for f in found if not _place((f.start, f.stop) in spots, f) and not _initialled(f, formed, text)]


def _place(same: bool, f: Found) -> bool:
    return same and f.rule in _BY_WORDS


def _initialled(f: Found, formed: Mapping[int, int], text: str) -> bool:
    """Whether a name is but the initials of a municipality, with its own name or without it."""
    before = _FORMATION.match(text, f.start) if formed else None
    return before is not None and f.stop <= formed.get(before.end(), 0) + 1


_FORMATION = re.compile(r"(?:[А-Я]{2,3} |[Гг]ородской округ )*(?:«[Гг]ородской округ )?«?")


def _with_whole_places(found: Sequence[Found], regions: Sequence[Region], text: str) -> list[Found]:
    """«Минздрав Республики Саха| (Якутия)|»: a body whose name would end within its region's."""
    spots = [(m.start, m.stop) for region in regions if region.kind == "region" for m in region.mentions]
    ends = {at: stop for start, stop in spots for at in range(start + 1, stop)}
    whole = {(f.start, f.stop) for f in found}
    kept = [f for f in found if (f.start, ends.get(f.stop)) not in whole]
    return [_going_on(f, ends[f.stop], text) if f.stop in ends else f for f in kept]


def _going_on(f: Found, stop: int, text: str) -> Found:
    rest = text[f.stop : stop]
    return replace(f, stop=stop, value=replace(f.value, name=f.value.name + (rest.title() if rest.isupper() else rest)))


def grouped(found: Sequence[Found], article: Article) -> list[list[Found]]:
    """The mentions of each body, in order of the text."""
    groups = named_alike(found, article.text)
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
    for token in (t for s in article.sentences for t in s.tokens if t.text[:1].isupper()):
        while ahead and ahead[0][0] <= token.start:
            _, term = ahead.popleft()
            meant |= dict.fromkeys(_forms_of(term.name), term)
        of = meant.get(token.text)
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
        (tie.start(1), replace(full, name=tie[1], key=fold(tie[1]), head=fold(tie[1]), acronym=tie[1], owner=""))
        for end, full in ends.items()
        if (tie := _SYLLABIC.match(text, end))
    ]
    return sorted(made, key=lambda term: term[0])


_STEM = "-"  # before what several forms share


def _forms_of(term: str) -> list[str]:
    return [term] if len(term) < 4 or term.isupper() or mixed(term) else [term, _STEM + stem(term.lower())]


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
    sure = any(b.kind and not mixed(b.name) for b in bodies)  # what the syllables of «ИнПриХим» say is but a guess
    kinds = Counter(b.kind for b in bodies if b.kind and not (sure and mixed(b.name)))
    known: list[OrganizationKind] = [b.kind for b in bodies if b.known and b.kind]
    kind = known[0] if known else kinds.most_common(1)[0][0] if kinds else None
    return kind or kind_of(_names(bodies, _outermost(members)))


def _own(members: Sequence[Found]) -> list[Body]:
    """What the mentions say, of initials that the article spells out not what a table takes them for: «Совет
    старейшин (СС)»."""
    bodies = [f.value for f in members]
    full = [b.name for b in bodies if " " in b.name and not b.known]
    other = {b for b in bodies if b.known and not b.sure and any(abbreviates(b.name, name) for name in full)}
    return [replace(b, known="", kind=None) if b in other else b for b in bodies] if other else bodies


def _names(bodies: Iterable[Body], outermost: Iterable[Body]) -> set[str]:
    """Folded names that a table may have."""
    return {b.known for b in bodies} | {said for b in outermost for said in (b.key, fold(b.name))}


def _value(members: Sequence[Found], kind: OrganizationKind | None, text: str) -> Organization:
    outermost, bodies = list(_outermost(members)), _own(members)
    said = {text[f.start : f.stop] for f in members}
    name = _name([b for b in outermost if b.name in said or not strange(b)] or outermost)
    owner = next((b.owner for b in bodies if b.owner), "")
    wikidata = item(_names(bodies, outermost), owner, kind)
    return Organization(name, _acronym(bodies, name), kind, _region(outermost, bodies), wikidata)


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
    short = {b.name for b in bodies if _short(b, names, owned)}
    adjective = {b.name for b in bodies if _by_adjective(b)}
    doubtful = {b.name for b in bodies if _paraphrases(b, names)}
    told = names.difference(b.name for b in bodies if b.bare) or {name for name in names if " " in name}
    full = (told - short - doubtful) or (told - doubtful) or (told - short) or told or names
    return max(
        sorted(full), key=lambda n: (seen[n.lower()], n not in adjective, len(n), not n.isupper(), n[:1].islower())
    )


def _by_adjective(body: Body) -> bool:
    """Whether a name tells its owner before itself: «российский МИД»."""
    return bool(body.owner) and not fold(body.name).startswith(body.key)


def _paraphrases(body: Body, names: Collection[str]) -> bool:
    """Whether a name is said instead of a body's own: «внешнеполитическое ведомство», but not «Национальный фронт».

    ``names``: all that the article gives it.
    """
    if fold(body.name).startswith(_PARAPHRASES):
        return True
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
    ownerless = owned and not body.owner
    if ownerless and fold(body.name) in SAME:
        return True  # «кабинет министров» beside «правительство Перу»
    if " " in body.name:
        return False
    if ownerless and body.kind == "government":
        return True
    full = [n for n in names if " " in n]
    if _initials(body.name):
        spelled = any(spells(body.name.lower(), n.lower()) for n in names)
        return spelled or body.name == body.acronym or any(body.name not in n.split() for n in full)
    return body.name[:1].islower() and any(abbreviates(body.name, n) for n in full)


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
    given = [s for s in single if s.isupper() and len(s) > 1]
    table = [b.acronym for b in bodies if b.acronym and not b.bare]
    syllabic = [s for s in single if mixed(s) or (_initials(s) and abbreviates(s, name))]
    return next(iter((*given, *table, *syllabic)), None)
