"""Which mentions are the same organization.

Mentions are one where they have the same name (whatever its case, quotation marks and legal form), where the table
knows their names as one body's and their owners agree («МИД РФ», «российское министерство иностранных дел»), where the
article ties a short form to a full name («Центральный банк (ЦБ)», «далее — Фонд»), where the letters or syllables of a
short form are those of a full name, and where a common noun alone follows the only name that it heads. Two bodies with
different owners are never one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from newsnlp.data import word_list
from newsnlp.fold import fold
from newsnlp.lang import lexicon
from newsnlp.lang.bodies import LEGAL, PARTS, mixed, stem
from newsnlp.memory import remembered
from newsnlp.resolve.covered import Covered
from newsnlp.resolve.items import item, kind_of
from newsnlp.resolve.kinds import bodies, heads, weighed
from newsnlp.resolve.owners import owned
from newsnlp.types import Article, Body, Finding, Organization, OrganizationKind, Region, mention

_SMALL = frozenset(word_list("organizations.small"))
# rules whose mentions may end with a name in quotation marks
_WITH_NAMES = ("organization.named", "organization.numbered")
# no country has one: where an article names one region's, it is that
_REGIONAL = ("законодательное собрание", "управление ", "главное управление ", "следственное управление ")
_MANY = 300  # full names with one initial; no article has as many, a list of thousands is not compared each with each
_DEFINED = re.compile(r"\(далее\s*(?:по тексту\s*)?[—–-]\s*[«“\"]?([А-ЯЁ][\w-]+)[»”\"]?\)")
_SYLLABIC = re.compile(r"[»”\"]?\s*\(([^\W\d_]*[а-яё][А-ЯЁ][^\W\d_]*)\)")  # «Псковский госуниверситет (ПсковГУ)»
_TIE = re.compile(r"[\s,»”\"]*\(\s*(?:далее\s*(?:по тексту\s*)?[—–-]\s*|сокращ[её]нно\s*[—–-]?\s*)?[«“\"]?$")
_ASIDE = re.compile(r"\([A-Za-z][^()«»,.;]*, ?")
_END = re.compile(r"[»”\"]?\s*[),;]")

Found = Finding[Body]


def organizations(found: Sequence[Found], article: Article, regions: Sequence[Region] = ()) -> tuple[Organization, ...]:
    """One entity per body with all its mentions, in order of first mention; ``regions``: the article's places."""
    groups = grouped(owned(_with_defined(found, article), regions, article), article.text)
    groups = bodies(groups, [told(members) for members in groups], article)
    kinds = weighed(groups, [told(members) for members in groups], article)
    return _entities(zip(groups, kinds, strict=True), article.text)


def grouped(found: Sequence[Found], text: str) -> list[list[Found]]:
    """The mentions of each body, in order of the text."""
    groups = _Groups(found)
    _nested(groups)
    groups.join([(key.replace("-", " "), groups.owner(i)) for i, key in enumerate(groups.keys)])
    _forms_of_one(groups)
    _called(groups)
    _same_names(groups)
    _known(groups)
    _tied(groups, text)
    _shortened(groups)
    _condensed(groups)
    _numbered(groups)
    _within_longer(groups)
    _bare(groups)
    return groups.all()


class _Groups:
    """Sets of mentions that grow together; a group never gets two owners, nor two places of one kind."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.found = found
        # of a common noun within a name, the name's
        self.keys, self.known = [f.value.key for f in found], [f.value.known for f in found]
        self._root = list(range(len(found)))
        self._owners = [{f.value.owner} - {""} for f in found]
        places = (f.value.region for f in found)
        self._places: list[dict[str, str]] = [{r.kind: r.key} if r and r.kind != "country" else {} for r in places]

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
        self._owners[self.root(i)] = set()

    def merge(self, i: int, j: int) -> None:
        """Joins the groups of two mentions, unless they belong to different owners."""
        a, b = sorted((self.root(i), self.root(j)))
        if a == b or len(self._owners[a] | self._owners[b]) > 1 or self._apart(self._places[a], self._places[b]):
            return
        self._root[b] = a
        self._owners[a] |= self._owners[b]
        self._places[a] |= self._places[b]

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
        groups: dict[int, list[Found]] = {}
        for i, finding in enumerate(self.found):
            groups.setdefault(self.root(i), []).append(finding)
        return list(groups.values())


def _nested(groups: _Groups) -> None:
    """«[[МИД] России]», «Британское [правительство]», «фонд «[Радуга]»»: a body within its own fuller name."""
    found = groups.found
    for i, outer in enumerate(found):
        for j in range(i + 1, len(found)):
            inner = found[j]
            if inner.start >= outer.stop:
                break
            if inner.stop <= outer.stop and _same_body(outer, inner):
                if outer.start == inner.start and len(groups.owner(j)) == 2 != len(groups.owner(i)):
                    groups.disown(j)  # «[УМВД России] по Курской области» is the region's
                branch = outer.start == inner.start and outer.value.name[len(inner.value.name) :].startswith(" по ")
                if branch and not outer.value.owner:
                    groups.disown(j)
                if (branch or inner.value.bare) and not outer.value.owner and inner.stop < outer.stop:
                    groups.own(i, outer.value.key)  # «правительство Меркель» is not «правительство Шольца»
                if inner.value.bare and inner.stop < outer.stop:
                    groups.keys[j], groups.known[j] = groups.keys[i], groups.known[i]
                groups.merge(i, j)


def _same_body(outer: Found, inner: Found) -> bool:
    a, b = outer.value, inner.value
    if a.level and b.name.isupper() and b.known:
        return False  # «региональный [СК]» is no country's
    if outer.start == inner.start:
        goes_on = a.name[len(b.name) :].startswith((" и ", ", "))
        goes_on = goes_on or (outer.rule == "organization.row" and a.key != b.key)
        return not goes_on and ((a.head != "" and a.head == b.head) or a.key == b.key)
    if outer.stop == inner.stop and _of_one_head(a, b):
        return True
    named = outer.rule in _WITH_NAMES or a.head not in PARTS
    return a.key == b.key or (named and a.name.rstrip('»”"') != a.name and a.name.rstrip('»”"').endswith(b.name))


def _of_one_head(a: Body, b: Body) -> bool:
    """«58-я общевойсковая [армия Южного военного округа]»"""
    if not a.head or a.head != b.head or not a.name.lower().endswith(b.name.lower()):
        return False
    return not a.bare or b.bare or b.known.startswith(_REGIONAL[0])


def _forms_of_one(groups: _Groups) -> None:
    """Words that no dictionary knows, in several cases: «[Макфа]», «[Макфой]» (whose nominative is but a guess)."""
    first: dict[str, int] = {}
    for i, f in enumerate(groups.found):
        root = stem(f.value.key)
        if _strange(f.value) and len(root) > 3:
            groups.merge(first.setdefault(root, i), i)


def _strange(body: Body) -> bool:
    return not body.known and not body.bare and body.name[:1].isupper() and " " not in body.name + body.key


def _called(groups: _Groups) -> None:
    """«банк «[Северный]»» is «[АО «Банк «Северный»»]»."""
    first = {f.value.key: i for i, f in reversed(list(enumerate(groups.found)))}
    for i, f in enumerate(groups.found):
        if f.value.called and (j := first.get(f"{f.value.called} {f.value.key}")) is not None:
            groups.merge(i, j)


def _same_names(groups: _Groups) -> None:
    """A name without its owner joins the same name with one, where the article gives only one owner."""
    _adopt(groups, [f.value.key for f in groups.found])


def _known(groups: _Groups) -> None:
    """Different names of one row of the table."""
    first: dict[tuple[str, str], int] = {}
    for i, key in enumerate(groups.known):
        if key:
            groups.merge(first.setdefault((key, groups.owner(i)), i), i)
    _adopt(groups, groups.known)


def _adopt(groups: _Groups, keys: Sequence[str]) -> None:
    """Mentions without an owner join those of the same key that have one, if all of these have the same.

    That is a country, or, of a name in several words that the table doesn't have, whatever owns it: «Арбитражный суд»,
    but «Верховный суд» is not Tatarstan's, and «СК» is the country's beside the «региональный СК».
    """
    places: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        if key:
            places.setdefault(key, []).append(i)
    for key, members in places.items():
        owned = [i for i in members if groups.owner(i)]
        if owned and groups.known[owned[0]]:
            owned = [i for i in owned if len(groups.owner(i)) == 2] or owned
        if not owned or len({groups.owner(i) for i in owned}) > 1:
            continue
        named = " " in key and not groups.known[owned[0]]
        if len(groups.owner(owned[0])) == 2 or named or key.startswith(_REGIONAL):
            for i in members:
                groups.merge(owned[0], i)


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
        of = meant.get(token.text) or meant.get(_STEM + stem(token.lower))
        if of and not covered.touch(token):
            added.append(Finding(token.start, token.stop, "organization.defined", of))
    return sorted([*found, *added], key=lambda f: (f.start, -f.stop))


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
        (tie.start(1), replace(full, name=tie[1], key=fold(tie[1]), head=fold(tie[1]), acronym=tie[1]))
        for end, full in ends.items()
        if (tie := _SYLLABIC.match(text, end))
    ]
    return sorted(made, key=lambda term: term[0])


_STEM = "-"  # before what several forms share


def _forms_of(term: str) -> list[str]:
    return [term] if len(term) < 4 or term.isupper() or mixed(term) else [term, _STEM + stem(term.lower())]


def _tied(groups: _Groups, text: str) -> None:
    """«Центральный банк (ЦБ)», «ЦБ (Центральный банк)», «Фонд развития (далее — Фонд)»."""
    for j, b in enumerate(groups.found):
        near = [i for i in range(max(0, j - 6), j) if 0 < b.start - groups.found[i].stop < 40]
        ties = [i for i in near if _TIE.match(text[groups.found[i].stop : b.start])]
        if ties and _END.match(text, b.stop):
            _tie(groups, ties, j, text[groups.found[ties[-1]].stop : b.start])
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


def _tie(groups: _Groups, ties: Sequence[int], j: int, between: str) -> None:
    """Joins what stands in brackets with one of the bodies that end before them, which may lie within one another."""
    bodies = {i: groups.found[i].value for i in (*ties, j)}
    outer = groups.found[ties[0]]
    if any(abbreviates(*sorted((bodies[i].name, bodies[j].name), key=len)) for i in ties):
        ties = [i for i in ties if abbreviates(*sorted((bodies[i].name, bodies[j].name), key=len))]
    for i in reversed(ties):
        inside = groups.found[i] is not outer and len(bodies[i].name) < len(bodies[j].name)
        if not inside and _plausible(bodies[i], bodies[j], between):
            groups.merge(i, j)
            return


def _plausible(a: Body, b: Body, between: str) -> bool:
    """Whether the one in brackets may be the other's short form: by its letters, or in letters of another script."""
    if "далее" in between or "сокращ" in between or (mixed(b.name) and " " in a.name):
        return True
    short, full = (a, b) if len(a.name) < len(b.name) else (b, a)
    foreign = short.name.isascii() != full.name.isascii()
    if foreign and between.endswith("(") and " " in short.name and a.kind in (b.kind, None):
        return True  # «Королевский колледж Лондона (King's College London)»
    if " " in short.name or _contradict(a, b):
        return False
    if " " not in full.name:
        return short.name.isupper() and between.endswith("(") and _spells(short.name.lower(), full.name.lower())
    alike = short.name[:1].lower() == full.name[:1].lower()
    return (short.name.isupper() and (foreign or alike)) or abbreviates(short.name, full.name)


def _spells(letters: str, word: str) -> bool:
    """Whether a long word has the letters in order, from its first on: «Экопромбанк (ЭПБ)»."""
    rest = iter(word)
    return len(word) > 2 * len(letters) and word[0] == letters[0] and all(letter in rest for letter in letters)


def _shortened(groups: _Groups) -> None:
    """A short form and a full name elsewhere in the article whose letters or syllables it has."""
    names: dict[str, int] = {}
    for i, f in enumerate(groups.found):
        names.setdefault(f.value.name, i)
    bodies = [f.value for f in groups.found]
    full: dict[str, list[str]] = {}
    for name in (n for n in names if " " in n):
        for letter in {word[0] for word in _words(name)}:
            full.setdefault(letter, []).append(name)
    for short, i in names.items():
        if " " in short or not 1 < len(short) < 20 or bodies[i].sure:
            continue
        for name in full.get(short[0].lower().replace("ё", "е"), [])[:_MANY]:
            if abbreviates(short, name) or bodies[names[name]].acronym == short:
                groups.merge(i, names[name])


def _condensed(groups: _Groups) -> None:
    """«Витебский облисполком» and «Витебский областной исполнительный комитет»: a short form among the same words."""
    names: dict[str, int] = {}
    for i, f in enumerate(groups.found):
        names.setdefault(f.value.name, i)
    words = {name: tuple(map(stem, fold(name).split())) for name in names}
    long: dict[tuple[str, int], list[str]] = {}
    for name in names:
        if (size := len(words[name])) > 2:
            for end in {words[name][0], words[name][-1]}:
                long.setdefault((end, size), []).append(name)
    sizes = sorted({size for _, size in long})
    for short, i in names.items():
        if 1 < len(words[short]) < 6:
            keys = product((words[short][0], words[short][-1]), sizes[bisect_right(sizes, len(words[short])) :])
            for full in {name for key in keys for name in long.get(key, [])[:_MANY]}:
                if _condenses(short, full, words[short], words[full]):
                    groups.merge(i, names[full])


def _condenses(short: str, full: str, a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether one word of a name stands for several of another, the rest being equal; ``a``, ``b``: their stems."""
    first = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    last = next((n for n, (x, y) in enumerate(zip(a[::-1], b[::-1], strict=False)) if x != y), len(a))
    if first + last != len(a) - 1:
        return False
    return abbreviates(short.split()[first], " ".join(full.split()[first : len(b) - last]))


def _within_longer(groups: _Groups) -> None:
    """«Институт Лосева» is the «Институт истории имени А. В. Лосева», «Halton» is «Halton Energy», where no other is.

    All words of the one stand in the other, which is of the same head, or adds but words that say what it does.
    """
    words = {i: frozenset(map(stem, _words(f.value.key))) - _placed(f.value) for i, f in _first_of_each(groups)}
    longer: dict[str, list[int]] = {}
    for i, stems in words.items():
        for one in stems if len(stems) > 1 else ():
            longer.setdefault(one, []).append(i)
    for i, stems in words.items():
        body = groups.found[i].value
        if body.bare or not stems or body.name.isupper():
            continue
        rarest = min(stems, key=lambda one: len(longer.get(one, ())))
        others = [j for j in longer.get(rarest, [])[:_MANY] if groups.root(i) != groups.root(j)]
        full = [j for j in others if stems <= words[j] and _goes_on(body, groups.found[j].value)]
        if (
            len({groups.root(j) for j in full}) == 1
            or len({(words[j], groups.found[j].value.region) for j in full}) == 1
        ):
            groups.merge(full[0], i)


def _first_of_each(groups: _Groups) -> Iterator[tuple[int, Found]]:
    """The first mention of each name in each group."""
    first = {(groups.root(i), f.value.name): i for i, f in reversed([*enumerate(groups.found)])}
    yield from ((i, groups.found[i]) for i in sorted(first.values()))


def _placed(body: Body) -> set[str]:
    """The stems of the place that a body's name names."""
    return {stem(word) for word in fold(body.region.name).split()} if body.region else set()


def _goes_on(short: Body, full: Body) -> bool:
    """Whether a longer name may be the full one of a shorter: «Театр драмы» of «Омский театр драмы»."""
    if len(short.name) >= len(full.name) or (short.region and short.region != full.region):
        return False
    tail = full.name.removeprefix(short.name)
    placed = tail != full.name and all(word[:1].isupper() for word in tail.split())
    if short.known and (placed or (full.region and full.region.kind == "region")):
        return False  # «Верховный суд» is the country's, and not Tatarstan's
    if short.head and short.head == full.head:
        return short.head not in PARTS and " " in short.key
    if _contradict(short, full) or short.known or " " in short.key or len(short.key) < 4:
        return False
    rest = [word for word in _words(full.name) if stem(word) != stem(short.key)]
    return short.name[:1].isupper() and bool(rest) and all(word in heads() for word in rest)


def _numbered(groups: _Groups) -> None:
    """«Больница № 5» is «Городская больница № 5», «школа № 7» «Средняя школа № 7 Твери», where there is one such."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for i, f in enumerate(groups.found):
        if number := _NUMBERED.search(f.value.key):
            head = (number[1] or "").strip() if f.value.head in LEGAL else f.value.head  # «ГБУЗ «Краевая больница № 5»»
            numbers.setdefault((head, number[2]), []).append(i)
    for members in numbers.values():
        names = {i: _kept(groups.keys[i], groups.found[i].value.region) for i in members}
        for i in members:
            fuller = [j for j in members if names[i] <= names[j] and groups.root(i) != groups.root(j)]
            if fuller and len({groups.root(j) for j in fuller}) == 1:
                groups.merge(fuller[0], i)


def _kept(key: str, region: Region | None) -> set[str]:
    """The stems of a name without its place."""
    return set(map(stem, key.split())) - set(map(stem, fold(region.name).split() if region else ()))


_NUMBER = re.compile(r"№\s*(\d+)")
_NUMBERED = re.compile(r"(\w+ )?№\s*(\d+)")


def _contradict(a: Body, b: Body) -> bool:
    return bool(a.known and b.known and a.known != b.known)


def abbreviates(short: str, full: str) -> bool:
    """Whether the letters or syllables of a short form begin the words of a full name, in order.

    >>> abbreviates("ЦБ", "Центральный банк"), abbreviates("РПЦ", "Русская православная церковь")
    (True, True)
    >>> abbreviates("ЗИЛ", "Завод имени Лихачёва")
    True
    >>> abbreviates("Минсоцразвития", "Министерство социального развития"), abbreviates("ЦБ", "Сбербанк России")
    (True, False)
    >>> abbreviates("облисполком", "Витебский областной исполнительный комитет")
    True
    >>> abbreviates("ОБСЕ", "Организация по безопасности и сотрудничеству в Европе")
    True
    """
    words = _words(full)
    letters = short.lower().replace("ё", "е")
    if len(words) < 2 or not any(word.startswith(letters[: 1 if short.isupper() else 2]) for word in words):
        return False
    if short.isupper():
        initials = "".join(w[0] for w in words)
        honoured = "".join(w[0] for w in re.findall(r"\w+", full.lower()) if w not in _SMALL or w == "имени")
        whole = letters in (initials, honoured) or (len(letters) > 2 and initials.startswith(letters))
        whole = whole or (len(letters) > 3 and initials[1:] == letters)  # «Туарегское национальное движение …»
        return whole or _compounded(letters, initials, words)
    if len(letters) < 5 or any(stem(letters) == stem(word) for word in words):
        return False
    return any(_syllables(letters, words[n:], True) for n in range(len(words) - 1))


def _compounded(letters: str, initials: str, words: Sequence[str]) -> bool:
    """Whether one long word gives two letters: «СКХП», «Смоленский комбинат хлебопродуктов»."""
    if len(letters) != len(initials) + 1 or len(words) < 3:
        return False
    spots = (n for n, word in enumerate(words, 1) if len(word) > 8 and letters[n : n + 1] in word[3:])
    return any(letters[:n] + letters[n + 1 :] == initials for n in spots if n < len(letters))


@remembered()
def _words(name: str) -> tuple[str, ...]:
    words = [w for w in re.findall(r"\w+", name.lower().replace("ё", "е")) if w not in _SMALL]
    return tuple(words[1:] if words and words[0] in LEGAL else words)


def _syllables(letters: str, words: Sequence[str], first: bool) -> bool:
    if not letters:
        return not words
    if not words:
        return False
    word = words[0]
    if letters == word or (len(words) == 1 and len(letters) > 3 and letters[:-2] == word[: len(letters) - 2]):
        return len(words) == 1
    sizes = range(min(len(word), len(letters)), 1 if first else 0, -1)
    return any(word[:n] == letters[:n] and _syllables(letters[n:], words[1:], False) for n in sizes)


def _bare(groups: _Groups) -> None:
    """«министерство», «Фонд», «Лига»: the only body named before it whose head it is."""
    found = groups.found
    names: set[tuple[str, str]] = set()
    firsts: list[int] = []  # the first mention of each name before
    headed: dict[str, tuple[list[int], int]] = {}  # a noun's bodies and how many of the firsts were looked at
    locally: dict[str, int] = {}  # «областная Дума», by its head; -1 where there are two
    for i, f in enumerate(found):
        if not f.value.bare:
            if (key := (f.value.key, groups.owner(i))) not in names:
                names.add(key)
                firsts.append(i)
        elif not groups.owner(i):
            before, seen = headed.get(f.value.head, ([], 0))
            before += [j for j in firsts[seen:] if _heads(f.value.head, found[j].value, f.value.known)]
            headed[f.value.head] = before, len(firsts)
            local = " " in f.value.name  # «областная прокуратура»
            meant = [j for j in before if len(groups.owner(j)) > 2] if local and f.value.head != "суд" else before
            one = bool(meant) and all(groups.root(j) == groups.root(meant[0]) for j in meant)
            if one and not (local and f.value.head == "суд"):
                groups.merge(meant[0], i)
            elif local:
                first = locally.setdefault(f.value.head, i)
                locally[f.value.head] = first if first >= 0 and groups.root(first) == groups.root(i) else -1
            elif not before and locally.get(f.value.head, -1) >= 0:
                groups.merge(locally[f.value.head], i)


def _heads(noun: str, body: Body, row: str = "") -> bool:
    """Whether a common noun heads a name: its own head, its short form's end, its full name's in the table.

    ``row``: what the table knows the noun as; «минздрав» may stand for any ministry of health.

    >>> _heads("дума", Body("Госдума", "госдума", head="госдума"))
    True
    >>> _heads("лига", Body("НХЛ", "нхл", known="национальная хоккейная лига"))
    True
    """
    if row and body.known == row:
        return True
    if noun == "парламент" and body.known and lexicon.is_a(body.head, "parliament"):
        return body.region is None or body.region.kind == "country"
    if noun == "мэрия" and body.head == "администрация" and body.region and body.region.kind == "city":
        return True
    if body.head.endswith(noun) and (body.head == noun or len(noun) > 3):
        return True
    full = body.known.split()
    return noun in full[:3] and not any(word.endswith(word_list("genitives")) for word in full[: full.index(noun)])


# ------------------------------------------------------------------------------------------ entities


def _entities(groups: Iterable[tuple[Sequence[Found], OrganizationKind | None]], text: str) -> tuple[Organization, ...]:
    made: dict[Organization, list[Found]] = {}
    for members, kind in groups:
        made.setdefault(_value(members, kind, text), []).extend(members)
    return tuple(
        replace(value, mentions=tuple(mention(text, f) for f in sorted(members, key=lambda f: (f.start, -f.stop))))
        for value, members in made.items()
    )


def told(members: Sequence[Found]) -> OrganizationKind | None:
    """The kind that a body's row of the tables has, else what most of its names say."""
    bodies = [f.value for f in members]
    sure = any(b.kind and not mixed(b.name) for b in bodies)  # what the syllables of «ИнПриХим» say is but a guess
    kinds = Counter(b.kind for b in bodies if b.kind and not (sure and mixed(b.name)))
    known: list[OrganizationKind] = [b.kind for b in bodies if b.known and b.kind]
    kind = known[0] if known else kinds.most_common(1)[0][0] if kinds else None
    return kind or kind_of(_names(bodies, _outermost(members)))


def _names(bodies: Iterable[Body], outermost: Iterable[Body]) -> set[str]:
    """Folded names that a table may have."""
    return {b.known for b in bodies} | {said for b in outermost for said in (b.key, fold(b.name))}


def _value(members: Sequence[Found], kind: OrganizationKind | None, text: str) -> Organization:
    outermost = list(_outermost(members))
    bodies = [f.value for f in members]
    said = {text[f.start : f.stop] for f in members}
    name = _name([b for b in outermost if b.name in said or not _strange(b)] or outermost)
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
    bare = {b.name for b in bodies if b.bare}
    owned = any(b.owner for b in bodies)
    short = {b.name for b in bodies if _short(b, names, owned)}
    adjective = {b.name for b in bodies if b.owner and not fold(b.name).startswith(b.key)}
    small = {n.lower() for n in names if n[:1].islower()}
    paraphrased = [b for b in bodies if not b.sure and b.known not in ("", b.key)]
    # «внешнеполитическое ведомство», but not «Национальный фронт»
    doubtful = {b.name for b in paraphrased if b.name.lower() in small or b.head == "ведомство"}
    told = (names - bare) or {name for name in names if " " in name}
    full = (told - short - doubtful) or (told - doubtful) or (told - short) or told or names
    return max(
        sorted(full), key=lambda n: (seen[n.lower()], n not in adjective, len(n), not n.isupper(), n[:1].islower())
    )


def _short(body: Body, names: Iterable[str], owned: bool) -> bool:
    """Whether a name is but a short form of another: its initials, one that leaves out the owner that others name.

    What is written like a name, «Евросоюз», «Госдума», is one, and may be the article's own choice.
    """
    if number := _NUMBER.search(body.name):
        return any(number[0] in n and len(n) > len(body.name) for n in names)
    if " " in body.name:
        return False
    if body.kind == "government" and owned and not body.owner:
        return True
    full = [n for n in names if " " in n]
    if _initials(body.name):
        spelled = any(_spells(body.name.lower(), n.lower()) for n in names)
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
