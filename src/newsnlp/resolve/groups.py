"""Which mentions are one body by their names alone, and by what the text says outright.

Mentions are one where they have the same name (whatever its case, quotation marks and legal form), where the table
knows their names as one body's and their owners agree («МИД РФ», «российское министерство иностранных дел»), where one
lies within its own fuller name, and where the article ties a short form to a full name («Центральный банк (ЦБ)»). Two
bodies with different owners are never one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from newsnlp.data import word_list
from newsnlp.lang.bodies import PARTS, mixed, stem
from newsnlp.lang.phrases import OPEN
from newsnlp.resolve.ranks import ANY, BELOW, ranks
from newsnlp.resolve.shortened import abbreviates, spells
from newsnlp.types import Body, Finding, grouped

# kinds that a name and its translation may differ in: «институт здоровья (Institute of Health)»
_LEARNED = frozenset({"science", "education", "health", "government", "public"})
# rules whose mentions may end with a name in quotation marks
_WITH_NAMES = ("organization.named", "organization.numbered")
# no country has one: where an article names one region's, it is that
_ASSEMBLIES = ("законодательное собрание", "государственное собрание")
_REGIONAL = (*_ASSEMBLIES, "управление ", "главное управление ", "следственное управление ", "главное следственное ")
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
        places = (f.value.region for f in found)
        self._places: list[dict[str, str]] = [{r.kind: r.key} if r and r.kind != "country" else {} for r in places]
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

    def join(self, keys: Iterable[object]) -> None:
        """Joins all mentions with equal keys."""
        first: dict[object, int] = {}
        for i, key in enumerate(keys):
            self.merge(first.setdefault(key, i), i)

    def all(self) -> list[list[Found]]:
        """The groups, each in order of the text."""
        return list(grouped((self.root(i), finding) for i, finding in enumerate(self.found)).values())


def named_alike(found: Sequence[Found], text: str) -> Groups:
    """The mentions, those together that are one body beyond doubt."""
    groups = Groups(found)
    _nested(groups)
    _below(groups)
    groups.join([(key.replace("-", " "), groups.owner(i)) for i, key in enumerate(groups.keys)])
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
    begins, shorter = outer.start == inner.start, inner.stop < outer.stop
    branch = begins and outer.value.name[len(inner.value.name) :].startswith(" по ")
    if (begins and len(groups.owner(j)) == 2 != len(groups.owner(i))) or (branch and not outer.value.owner):
        groups.disown(j)  # «[УМВД России] по Курской области» is the region's
    if shorter and (branch or inner.value.bare) and not outer.value.owner and not outer.value.level:
        groups.own(i, outer.value.key)  # «правительство Меркель» is not «правительство Шольца»
    # «[посольство Швеции] в Киеве», «[сборная России] по футболу»
    placed = outer.value.key.startswith((f"{inner.value.key} в", f"{inner.value.key} по "))
    if shorter and (inner.value.bare or placed):
        groups.keys[j], groups.known[j] = groups.keys[i], groups.known[i]
    groups.merge(i, j)


def _same_body(outer: Found, inner: Found) -> bool:
    a, b = outer.value, inner.value
    if a.level and b.name.isupper() and b.known and outer.start < inner.start:
        return False  # «региональный [СК]» is no country's
    if outer.start == inner.start:
        goes_on = a.name[len(b.name) :].startswith((" и ", ", "))
        goes_on = goes_on or (outer.rule == "organization.row" and a.key != b.key)
        return not goes_on and ((a.head != "" and a.head == b.head) or a.key == b.key)
    if _of_one_head(a, b):
        return True
    named = outer.rule in _WITH_NAMES or a.head not in PARTS
    return a.key == b.key or (named and a.name.rstrip('»”"') != a.name and a.name.rstrip('»”"').endswith(b.name))


def _of_one_head(a: Body, b: Body) -> bool:
    """«58-я общевойсковая [армия Южного военного округа]»"""
    if not a.head or a.head != b.head or not a.name.lower().endswith(b.name.lower()):
        return False
    return not a.bare or b.bare or a.core == b.key or b.known.startswith(_ASSEMBLIES)


def _below(groups: Groups) -> None:
    """«Минздрав» beside «федеральный Минздрав» is a region's, and so is «минздрав» beside «Минздрав России»."""
    country = [(f.value, f.value.level == "country") for f in groups.found]
    # what the article calls a country's -> whether in so many words
    told = grouped((b.key, so) for b, so in country if so or (b.owner == "RU" and b.name[:1].isupper()))
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
    cores: dict[str, list[int]] = {}
    for i, f in enumerate(groups.found):
        core = f.value.key.removesuffix(f" {f.value.level}") if _leveled(f.value) else groups.keys[i]
        cores.setdefault(core, []).append(i)
    for members in cores.values():
        of_level = {groups.root(i) for i in members if _leveled(groups.found[i].value)}
        owned = {groups.root(i) for i in members if groups.owner(i)} - of_level
        if len(of_level) == 1 and len(owned) < 2:
            first = min(of_level)
            for i in [*owned, *members]:
                groups.merge(first, i)


def _leveled(body: Body) -> bool:
    """Whether a body's words tell its level, and the article names no place of that level."""
    return bool(body.core) and not body.owner and body.key.endswith(f" {body.level}")


def _adopt(groups: Groups, keys: Sequence[str]) -> None:
    """Mentions without an owner join those of the same key that have one, if all of these have the same.

    That is a country, or, of a name in several words that the table doesn't have, whatever owns it: «Арбитражный суд»,
    but «Верховный суд» is not Tatarstan's, and «СК» is the country's beside the «региональный СК».
    """
    for key, members in grouped((key, i) for i, key in enumerate(keys) if key).items():
        owned = [i for i in members if groups.owner(i)]
        if owned and groups.known[owned[0]]:
            owned = [i for i in owned if len(groups.owner(i)) == 2] or owned
        if len({groups.owner(i) for i in owned}) != 1:
            continue
        named = " " in key and not groups.known[owned[0]]
        region = groups.found[owned[0]].value.region
        of_country = len(groups.owner(owned[0])) == 2 or (region and region.kind) == "country"  # «КГБ СССР»
        if of_country or named or key.startswith(_REGIONAL):
            for i in members:
                groups.merge(owned[0], i)


def _tied(groups: Groups, text: str) -> None:
    """«Центральный банк (ЦБ)», «ЦБ (Центральный банк)», «Фонд развития (далее — Фонд)»."""
    for j, b in enumerate(groups.found):
        near = [i for i in range(max(0, j - 6), j) if 0 < b.start - groups.found[i].stop < 40]
        ties = [i for i in near if _TIE.match(text[groups.found[i].stop : b.start])]
        if ties and _END.match(text, b.stop):
            cited = [i for i in ties if text[groups.found[i].start - 1 : groups.found[i].start] in OPEN]
            _tie(groups, cited[:1] or ties, j, text[groups.found[ties[-1]].stop : b.start])
        elif (second := _second(groups.found, j, text)) is not None:
            groups.merge(second, j)


def _second(found: Sequence[Found], j: int, text: str) -> int | None:
    """The body of which an acronym is the second name in brackets: «Союз за Нарву (Union for Narva, |UFN|)»."""
    b = found[j]
    opening = text.rfind("(", max(0, b.start - 80), b.start)
    if not _ASIDE.fullmatch(text, opening, b.start) or not _END.match(text, b.stop) or not b.value.name.isupper():
        return None
    before = [i for i in range(max(0, j - 6), j) if 0 <= opening - found[i].stop < 3]
    return before[0] if before else None


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
    foreign = _latin(short.name) != _latin(full.name)
    if foreign and between.endswith("(") and " " in short.name and _akin(a, b):
        return True  # «Королевский колледж Лондона (King's College London)»
    if " " in short.name or _contradict(short, full):
        return False
    if " " not in full.name:
        return short.name.isupper() and between.endswith("(") and spells(short.name.lower(), full.name.lower())
    alike = short.name[:1].lower() == full.name[:1].lower()
    return (short.name.isupper() and (foreign or alike)) or abbreviates(short.name, full.name)


def _akin(a: Body, b: Body) -> bool:
    """Whether a name may be the other's translation by their kinds."""
    return a.kind in (b.kind, None) or {a.kind, b.kind} <= _LEARNED


def _latin(name: str) -> bool:
    return name.replace("’", "'").isascii()


def _contradict(short: Body, full: Body) -> bool:
    """Whether the table has two names as two bodies' and the letters don't tell better: «Верховный суд (ВС)»."""
    return "" != short.known != full.known != "" and not abbreviates(short.name, full.name)
