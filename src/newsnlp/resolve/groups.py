"""Which mentions are one body by their names alone, and by what the text says outright.

Mentions are one where they have the same name (whatever its case, quotation marks and legal form), where the table
knows their names as one body's and their owners agree («МИД РФ», «российское министерство иностранных дел»), where one
lies within its own fuller name, and where the article ties a short form to a full name («Центральный банк (ЦБ)»). Two
bodies with different owners are never one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set

from newsnlp.data import word_list
from newsnlp.lang.bodies import PARTS, PUBLIC, mixed, stem
from newsnlp.lang.phrases import OPEN
from newsnlp.resolve.ranks import ANY, BELOW, ranks
from newsnlp.resolve.shortened import abbreviates, blends, spells
from newsnlp.types import Body, Finding, grouped

# kinds that a name and its translation may differ in: «институт здоровья (Institute of Health)»
_LEARNED = frozenset({"science", "education", "health", "government", "public"})
# rules whose mentions may end with a name in quotation marks
_WITH_NAMES = ("organization.named", "organization.numbered")
# no country has one: where an article names one region's, it is that
_ASSEMBLIES = ("законодательное собрание", "государственное собрание")
_REGIONAL = (*_ASSEMBLIES, "управление ", "главное управление ", "следственное управление ", "главное следственное ")
_NATIONAL = word_list("groups.national")  # beginnings of the names of what every country has
_RUSSIAN = frozenset(word_list("groups.russian"))  # «Госдума» is no region's
_TIE = re.compile(r"[\s,»”\"]*\(\s*(?:далее\s*(?:по тексту\s*)?[—–-]\s*|сокращ[её]нно\s*[—–-]?\s*)?[«“\"]?$")
_ASIDE = re.compile(r"\([A-Za-z][^()«»,.;]*, ?")
_END = re.compile(r"[»”\"]?\s*[),;]")

Found = Finding[Body]


class Groups:
    """Sets of mentions that grow together; a group never gets two owners, two places of one kind or two levels."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.found = found
        # of a common noun within a name, the name's
        self.keys, self.known = [f.value.key for f in found], [f.value.known for f in found]
        self._root = list(range(len(found)))
        self._owners = [{f.value.owner or ("RU" if f.value.known in _RUSSIAN else "")} - {""} for f in found]
        self._places = [_place_of(f.value) for f in found]
        self._ranks = [ranks(f.value) for f in found]

    def root(self, i: int) -> int:
        """The number that stands for a mention's group."""
        while self._root[i] != i:
            self._root[i] = self._root[self._root[i]]
            i = self._root[i]
        return i

    def owner(self, i: int) -> str:
        """The owner that any mention of this one's group names."""
        return next(iter(self._owners[self.root(i)]), "")

    def own(self, i: int, owner: str) -> None:
        """Gives the group of a mention an owner if it has none."""
        self._owners[self.root(i)] = self._owners[self.root(i)] or {owner}

    def disown(self, i: int) -> None:
        """Takes its owner from the group of a mention."""
        self._owners[self.root(i)], self._ranks[self.root(i)] = set(), ANY

    def lower(self, i: int) -> None:
        """Tells that a mention is of no body of a country."""
        self._ranks[self.root(i)] &= BELOW

    def merge(self, i: int, j: int) -> None:
        """Joins the groups of two mentions, unless they belong to different owners."""
        if not self.may_join(i, j):
            return
        a, b = sorted((self.root(i), self.root(j)))
        self._root[b] = a
        self._owners[a] |= self._owners[b]
        self._places[a] |= self._places[b]
        self._ranks[a] &= self._ranks[b]

    def may_join(self, i: int, j: int) -> bool:
        """Whether two mentions are of two groups that have no two owners, no two places of one kind and a level."""
        a, b = self.root(i), self.root(j)
        one = len(self._owners[a] | self._owners[b]) < 2 and not self._ranks[a].isdisjoint(self._ranks[b])
        return a != b and one and not self._apart(self._places[a], self._places[b])

    @staticmethod
    def _apart(some: Mapping[str, str], others: Mapping[str, str]) -> bool:
        return any(others.get(kind, place) != place for kind, place in some.items())

    def unite(self, i: int, others: Iterable[int]) -> None:
        """Joins the group of a mention with those of others, as far as they may be joined."""
        for j in others:
            self.merge(i, j)

    def join(self, keys: Iterable[object]) -> None:
        """Joins all mentions with equal keys."""
        first: dict[object, int] = {}
        for i, key in enumerate(keys):
            self.merge(first.setdefault(key, i), i)

    def all(self) -> list[list[Found]]:
        """The groups, each in order of the text."""
        return list(grouped((self.root(i), finding) for i, finding in enumerate(self.found)).values())


def _place_of(body: Body) -> dict[str, str]:
    """The key of the part of a country that a body is of, by its kind."""
    return {body.region.kind: body.region.key} if body.region and body.region.kind != "country" else {}


def named_alike(found: Sequence[Found], text: str, countries: Mapping[str, int]) -> Groups:
    """The mentions, those together that are one body beyond doubt; ``countries``: where each is named first."""
    groups = Groups(found)
    _nested(groups)
    _below(groups)
    groups.join([(key.replace("-", " "), groups.owner(i)) for i, key in enumerate(groups.keys)])
    _at_home(groups, countries)
    _forms_of_one(groups)
    _called(groups)
    _same_names(groups)
    _known(groups)
    _unplaced(groups)
    _tied(groups, text)
    return groups


def _nested(groups: Groups) -> None:
    """«[[МИД] России]», «Британское [правительство]», «фонд «[Радуга]»»: a body within its own fuller name."""
    found = groups.found
    for i, outer in enumerate(found):
        for j in range(i + 1, len(found)):
            if found[j].start >= outer.stop:
                break
            if _same_body(outer, found[j]):
                _take_in(groups, i, j)


def _take_in(groups: Groups, i: int, j: int) -> None:
    """Joins a body with its fuller name: who owns the one and what the other is called after."""
    outer, inner = groups.found[i], groups.found[j]
    begins = outer.start == inner.start
    branch = begins and outer.value.name[len(inner.value.name) :].startswith(" по ")
    if (begins and _of_another(groups, i, j)) or (branch and not outer.value.owner):
        groups.disown(j)  # «[УМВД России] по Курской области» is the region's, «[Агентство охраны] Турции» no other's
    if inner.stop < outer.stop:
        _call_after(groups, i, j, branch)
    groups.merge(i, j)


def _of_another(groups: Groups, i: int, j: int) -> bool:
    """Whether a body has an owner and what its name begins with a country that is another."""
    own, inner = groups.owner(i), groups.owner(j)
    country = len(own) == 2 and groups.found[j].value.kind not in PUBLIC
    return len(inner) == 2 and own != inner and not country


def _call_after(groups: Groups, i: int, j: int, branch: bool) -> None:
    """Gives a body the fuller name that goes on behind its own, and that one an owner if none is told."""
    outer, inner = groups.found[i].value, groups.found[j].value
    if (branch or inner.bare) and not outer.owner and not outer.level:
        groups.own(i, outer.key)  # «правительство Меркель» is not «правительство Шольца»
    # «[посольство Швеции] в Киеве», «[сборная России] по футболу»
    if inner.bare or outer.key.startswith((f"{inner.key} в", f"{inner.key} по ")):
        groups.keys[j], groups.known[j] = groups.keys[i], groups.known[i]


def _same_body(outer: Found, inner: Found) -> bool:
    a, b = outer.value, inner.value
    if outer.start == inner.start:
        return _same_beginning(outer, inner)
    if a.level and b.name.isupper() and b.known:
        return False  # «региональный [СК]» is no country's
    named = outer.rule in _WITH_NAMES or a.head not in PARTS
    return _of_one_head(a, b) or a.key == b.key or (named and _ends_with(a.name, b.name))


def _ends_with(name: str, inner: str) -> bool:
    """«фонд «Радуга»»: whether a name in quotation marks ends another."""
    bare = name.rstrip('»”"')
    return bare != name and bare.endswith(inner)


_ENDINGS = 4  # letters that a plural and a case add to a name: of one of a row more stands between its words


def _same_beginning(outer: Found, inner: Found) -> bool:
    """Whether a body whose name another's begins with is that one, and none of a row's."""
    a, b = outer.value, inner.value
    another = outer.rule == "organization.row" and outer.stop - outer.start > len(a.name) + _ENDINGS
    if another or _goes_on(a, b):
        return False
    return a.key == b.key or a.head == b.head != ""


def _goes_on(a: Body, b: Body) -> bool:
    return a.name[len(b.name) :].startswith((" и ", ", "))


def _of_one_head(a: Body, b: Body) -> bool:
    """«58-я общевойсковая [армия Южного военного округа]»"""
    if not a.head or a.head != b.head or not a.name.lower().endswith(b.name.lower()):
        return False
    return not a.bare or b.bare or a.core == b.key or b.known.startswith(_ASSEMBLIES)


def _at_home(groups: Groups, countries: Mapping[str, int]) -> None:
    """«*МИД* отверг план. … МИД Украины настаивает»: what is called so before the country is named whose other body
    of the name the article has is no body of that one, but Russia's."""
    for members in grouped((key, i) for i, key in enumerate(groups.known) if key.startswith(_NATIONAL)).values():
        owners = {*map(groups.owner, members)} - {""}
        first = next((i for i in members if not groups.owner(i) and _is_proper(groups.found[i].value)), None)
        if first is not None and _told_later(owners, groups.found[first].start, countries):
            groups.own(first, "RU")


def _told_later(owners: Set[str], start: int, countries: Mapping[str, int]) -> bool:
    """Whether all owners are countries that are named but behind an offset."""
    return bool(owners) and all(len(owner) == 2 and countries.get(owner, -1) > start for owner in owners)


def _is_proper(body: Body) -> bool:
    """Whether a name is no common noun: «МИД», unlike «Парламент» that opens a sentence."""
    return body.name[:1].isupper() and not body.bare


def _below(groups: Groups) -> None:
    """«Минздрав» beside «федеральный Минздрав» is a region's, and so is «минздрав» beside «Минздрав России»."""
    # what the article calls a country's, by its key: whether in so many words
    bodies = [(f.value, f.value.level == "country") for f in groups.found]
    told = grouped((b.key, so) for b, so in bodies if so or (b.owner == "RU" and b.name[:1].isupper()))
    for i, f in enumerate(groups.found):
        small = f.value.name[:1].islower() and f.value.known.startswith("министерство ")
        if not groups.owner(i) and f.value.key in told and (small or any(told[f.value.key])):
            groups.lower(i)


def _forms_of_one(groups: Groups) -> None:
    """Words that no dictionary knows, in several cases: «[Макфа]», «[Макфой]» (whose nominative is but a guess)."""
    first: dict[str, int] = {}
    for i, f in enumerate(groups.found):
        root = stem(f.value.key)
        if strange(f.value) and len(root) > 3:
            groups.merge(first.setdefault(root, i), i)


def strange(body: Body) -> bool:
    """Whether a name is one word that no dictionary knows."""
    return not body.known and not body.bare and body.name[:1].isupper() and " " not in body.name + body.key


def _called(groups: Groups) -> None:
    """«банк «[Северный]»» is «[АО «Банк «Северный»»]»."""
    first = {f.value.key: i for i, f in reversed(list(enumerate(groups.found)))}
    for i, f in enumerate(groups.found):
        if f.value.called and (j := first.get(f"{f.value.called} {f.value.key}")) is not None:
            groups.merge(i, j)


def _same_names(groups: Groups) -> None:
    """A name without its owner joins the same name with one, where the article gives only one owner."""
    _adopt(groups, groups.keys)


def _known(groups: Groups) -> None:
    """Different names of one row of the table."""
    first: dict[tuple[str, str], int] = {}
    for i, key in enumerate(groups.known):
        if key:
            groups.merge(first.setdefault((key, groups.owner(i)), i), i)
    _adopt(groups, groups.known)


def _unplaced(groups: Groups) -> None:
    """«МВД республики» is «МВД Киргизии», and «полиция» is «полиция города», where no other may be meant."""
    for members in grouped((_core(groups, i), i) for i in range(len(groups.found))).values():
        of_level = {groups.root(i) for i in members if _leveled(groups.found[i].value)}
        owned = {groups.root(i) for i in members if groups.owner(i)} - of_level
        if len(of_level) == 1 and len(owned) < 2:
            groups.unite(min(of_level), [*owned, *members])


def _core(groups: Groups, i: int) -> str:
    """A mention's key, without the word of its level if that tells the owner."""
    body = groups.found[i].value
    return body.key.removesuffix(f" {body.level}") if _leveled(body) else groups.keys[i]


def _leveled(body: Body) -> bool:
    """Whether a body's words tell its level, and the article names no place of that level."""
    return bool(body.core) and not body.owner and body.key.endswith(f" {body.level}")


def _adopt(groups: Groups, keys: Sequence[str]) -> None:
    """Mentions without an owner join those of the same key that have one, if all of these have the same.

    That is a country, or, of a name in several words that the table doesn't have, whatever owns it: «Арбитражный суд»,
    but «Верховный суд» is not Tatarstan's, and «СК» is the country's beside the «региональный СК».
    """
    for key, members in grouped((key, i) for i, key in enumerate(keys) if key).items():
        owned = _owned(groups, members)
        if len({groups.owner(i) for i in owned}) == 1 and _may_own(groups, key, owned[0]):
            groups.unite(owned[0], members)


def _owned(groups: Groups, members: Sequence[int]) -> Sequence[int]:
    """Those that have an owner, of a body of the table those of a country, if any."""
    owned = [i for i in members if groups.owner(i)]
    if not owned or not groups.known[owned[0]]:
        return owned
    return [i for i in owned if len(groups.owner(i)) == 2] or owned


def _may_own(groups: Groups, key: str, i: int) -> bool:
    """Whether who owns a body may own it where no owner is told."""
    region = groups.found[i].value.region
    of_country = len(groups.owner(i)) == 2 or (region is not None and region.kind == "country")  # «КГБ СССР»
    named = " " in key and not groups.known[i]
    return of_country or named or key.startswith(_REGIONAL)


def _tied(groups: Groups, text: str) -> None:
    """«Центральный банк (ЦБ)», «ЦБ (Центральный банк)», «Фонд развития (далее — Фонд)»."""
    for j, b in enumerate(groups.found):
        ties = [i for i in range(max(0, j - 6), j) if _is_tie(text, groups.found[i].stop, b.start)]
        if ties and _END.match(text, b.stop):
            cited = [i for i in ties if text[groups.found[i].start - 1 : groups.found[i].start] in OPEN][:1]
            _tie(groups, cited or ties, j, text[groups.found[ties[-1]].stop : b.start])
        elif (second := _second(groups.found, j, text)) is not None:
            groups.merge(second, j)


def _is_tie(text: str, stop: int, start: int) -> bool:
    """Whether a bracket opens between two mentions."""
    return 0 < start - stop < 40 and bool(_TIE.match(text[stop:start]))


def _second(found: Sequence[Found], j: int, text: str) -> int | None:
    """The body of which an acronym is the second name, behind it or in brackets: «Биржа Чикаго |CME|», «Союз за Нарву
    (Union for Narva, |UFN|)»."""
    b = found[j]
    if b.value.name.isupper() and _latin(b.value.name):
        near = (i for i in range(max(0, j - 6), j) if found[i].stop == b.start - 1)
        if (own := next(near, None)) is not None and _bears(found[own].value, b.value):
            return own
    opening = text.rfind("(", max(0, b.start - 80), b.start)
    if not _ASIDE.fullmatch(text, opening, b.start) or not _END.match(text, b.stop) or not b.value.name.isupper():
        return None
    before = [i for i in range(max(0, j - 6), j) if 0 <= opening - found[i].stop < 3]
    return before[0] if before else None


def _bears(body: Body, letters: Body) -> bool:
    """Whether a name in Russian words is whole, and letters right behind it are its own: no «Отдел рекламы |NASA|»."""
    whole = " " in body.name and body.name[:1].isupper() and not _latin(body.name) and body.head not in PARTS
    return whole and letters.known in ("", body.known)


def _tie(groups: Groups, ties: Sequence[int], j: int, between: str) -> None:
    """Joins what stands in brackets with one of the bodies that end before them, which may lie within one another."""
    bodies = {i: groups.found[i].value for i in (*ties, j)}
    outer = groups.found[ties[0]]
    ties = [i for i in ties if abbreviates(*sorted((bodies[i].name, bodies[j].name), key=len))] or ties
    for i in reversed(ties):
        inside = groups.found[i] is not outer and len(bodies[i].name) < len(bodies[j].name)
        if not inside and _plausible(bodies[i], bodies[j], between):
            groups.merge(i, j)
            return


def _plausible(a: Body, b: Body, between: str) -> bool:
    """Whether the one in brackets may be the other's short form: by its letters, or in letters of another script."""
    if mixed(b.name) and " " in a.name:
        return True
    short, full = (a, b) if len(a.name) < len(b.name) else (b, a)
    if " " in short.name:  # «Королевский колледж Лондона (King's College London)»
        return _latin(short.name) != _latin(full.name) and between.endswith("(") and _akin(a, b)
    return not _contradict(short, full) and _by_letters(short.name, full.name, between)


def _by_letters(short: str, full: str, between: str) -> bool:
    """Whether a word may be a name's short form."""
    if " " not in full:
        return short.isupper() and between.endswith("(") and spells(short.lower(), full.lower())
    alike = short[:1].lower() == full[:1].lower() or _latin(short) != _latin(full)
    return (short.isupper() and (alike or _anagram(short, full))) or abbreviates(short, full) or blends(short, full)


def _anagram(short: str, full: str) -> bool:
    """Whether the letters of an acronym are all initials of a name's words in some order: «агентство безопасности и
    информации (БИА)»."""
    return len(short) > 2 and set(short.lower()) <= {word[0] for word in re.findall(r"\w+", full.lower())}


def _akin(a: Body, b: Body) -> bool:
    """Whether a name may be the other's translation by their kinds."""
    return a.kind in (b.kind, None) or {a.kind, b.kind} <= _LEARNED


def _latin(name: str) -> bool:
    return name.replace("’", "'").isascii()


def _contradict(short: Body, full: Body) -> bool:
    """Whether the table has two names as two bodies' and the letters don't tell better: «Верховный суд (ВС)»."""
    return "" != short.known != full.known != "" and not abbreviates(short.name, full.name)
