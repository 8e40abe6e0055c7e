"""The gazetteer: which places a name or an adjective of a text may mean.

Loaded from ``countries.tsv``, ``regions.tsv`` and ``cities.tsv`` in 0.1 s; rows are read when they are asked for. The
districts of ``districts.tsv`` are not looked for in a text: their form finds them, and the table says which they are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple, cast

from newsnlp.data import Tables, derived, several, word_list
from newsnlp.lang import morph
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.names.surnames import surname_like
from newsnlp.lang.posts import is_post
from newsnlp.lang.territories import level_of
from newsnlp.lang.toponyms import ALL, fold, forms, keys, stems
from newsnlp.lock import cached_property
from newsnlp.memory import remembered
from newsnlp.types import Region, RegionKind, Sentence, Token, token_at

TABLES = ("countries", "regions", "cities")
SECOND = 2.4  # what a region's further name is worth less than a town's own: «Запорожье»
INITIALS = "region.initials"  # the rule that finds letters which the article must say to be a republic's
SURE_PERSON = 0.95  # the tagger's score from which on it knows somebody who is called as a town is
OWN = 20.0  # prior of a user's own rows
NOTHING: frozenset[str] = frozenset()
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the tables. ``within``: the code of the region or country where it lies, ``""`` if unknown.

    ``prior`` ranks places of the same name: the higher, the likelier it is meant where nothing else decides.
    """

    name: str
    kind: RegionKind
    code: str | None
    wikidata: str | None
    within: str
    prior: float
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def country(self) -> str:
        """ISO 3166-1 code of the country it lies in, or its own; ``""`` for those that have none."""
        return (self.within or self.code or "")[:2]

    @property
    def land(self) -> bool:
        """Whether it is a country or a part of one, and no settlement or district."""
        return self.kind in ("country", "region")

    @property
    def region(self) -> Region:
        """The value of a place. A country, or a part of one that has a code, lies where its code says."""
        value = Region(self.name, self.kind, self.code, self.wikidata)
        if self.kind not in ("city", "district"):
            return value
        return replace(
            value,
            within=self.within or None,
            geonames=self.geonames,
            latitude=self.latitude,
            longitude=self.longitude,
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """What a sentence says of a mention of a place, before the article has been considered.

    ``name``: nominative, for what no table knows; ``kind``: what the tagger or the form makes it; ``hint``: what
    the words around make it («штат Вашингтон»); ``places``: what it may be, the likeliest first.
    """

    name: str
    kind: RegionKind
    places: tuple[Place, ...] = ()
    hint: RegionKind | None = None
    adjective: bool = False
    sure: bool = False  # the name stood in the nominative

    @property
    def told(self) -> bool:
        """Whether a table or the words around say what it is."""
        return bool(self.places or self.hint)


class Hit(NamedTuple):
    """A name that stands in a text: it ends before token ``stop``; ``places`` are the likeliest first."""

    stop: int
    places: tuple[Place, ...]
    cases: frozenset[str]
    adjective: bool

    @property
    def place(self) -> Place:
        """The likeliest."""
        return self.places[0]

    def spot(self, hint: RegionKind | None = None) -> Spot:
        """What the name says by itself."""
        return Spot(self.place.name, self.place.kind, self.places, hint)


class _Name(NamedTuple):
    """A name as it is filed: folded words, the row, whether it must stand in capitals, whether an adjective."""

    words: str
    row: int
    capitals: bool
    adjective: bool
    main: bool


_SHORT = 6  # letters from which on capitals may be a name's that the page stresses


class Gazetteer:
    """Names of places in every case, adjectives of places in every form.

    >>> known = Gazetteer(Tables())
    >>> [p.code for p in known.named("Белоруссией")], [p.code for p in known.named("Смоленской области")]
    (['BY'], ['RU-SMO'])
    >>> [(p.name, p.kind) for p in known.named("Нью-Йорке")][:2]
    [('Нью-Йорк', 'city'), ('Нью-Йорк', 'region')]
    >>> [p.name for p in known.adjective("российского")][0], [p.name for p in known.adjective("якутские")][0]
    ('Россия', 'Якутия')
    """

    def __init__(self, tables: Tables) -> None:
        self._rows: list[str] = []
        # plain tuples of plain tuples: Python's garbage collector looks at them once, not at each of its rounds
        self._index: dict[str, tuple[tuple[str, int, bool, bool, bool], ...]] = {}
        self._places: dict[int, Place] = {}
        self._codes: dict[str, int] = {}
        self._adjectives = remembered()(self._adjective)
        self._begun = remembered()(self._begins)
        for table in TABLES:
            for line in tables.lines(table):
                self._file(line)
        self._shipped = len(self._rows)
        for table in TABLES:
            for line in tables.own(table):
                self._file(line)

    def _file(self, line: str) -> None:
        row = len(self._rows)
        self._rows.append(line)
        cells = line.split("\t", 8)
        if cells[2]:
            self._codes.setdefault(cells[2], row)
        self._name(cells[0], row, False, True)
        for alias in several(cells[6]):
            self._name(alias, row, False, False)
        for adjective in several(cells[7]):
            self._name(adjective, row, True, True)

    def _name(self, name: str, row: int, adjective: bool, main: bool) -> None:
        folded = fold(name)
        capitals = len(name) < 7 and name.isupper()
        words = folded if folded.isalpha() else " ".join(_WORD.findall(folded))
        filed = (words, row, capitals, adjective, main)
        for key in stems(words.partition(" ")[0]):
            self._index[key] = (*self._index.get(key, ()), filed)

    def _under(self, keys: Iterable[str]) -> Iterator[_Name]:
        return map(_Name._make, dict.fromkeys(filed for key in keys for filed in self._index.get(key, ())))

    def place(self, row: int) -> Place:
        """The place of a row, counted through all tables."""
        found = self._places.get(row)
        if found is None:
            found = self._places[row] = read(self._rows[row], row >= self._shipped)
        return found

    def coded(self, code: str) -> Place | None:
        """The place with an ISO 3166 code.

        >>> Gazetteer(Tables()).coded("RU-SMO").name
        'Смоленская область'
        """
        row = self._codes.get(code)
        return None if row is None else self.place(row)

    def at(self, words: Sequence[str], start: int = 0) -> list[Hit]:
        """The names that begin at a token, the longest first; ``words`` are tokens as they stand.

        Only a capital letter begins a name; an adjective may begin with either.
        """
        alone, longer = self._begun(words[start])
        if not longer:
            return [hit._replace(stop=start + 1) for hit in alone] if start else [*alone]
        found: dict[int, list[tuple[_Name, frozenset[str]]]] = {}
        for name in longer:
            if match := _match(name, words, start):
                stop, cases = match
                found.setdefault(stop, []).append((name, cases))
        whole = [self._hit(stop, found[stop], False) for stop in sorted(found, reverse=True)]
        return [*whole, *(hit._replace(stop=start + 1) for hit in alone)]

    def _begins(self, text: str) -> tuple[tuple[Hit, ...], tuple[_Name, ...]]:
        """What a word is by itself, and the names of several words that it may begin."""
        first = fold(text)
        alone: dict[bool, list[tuple[_Name, frozenset[str]]]] = {}
        longer = []
        for name in self._under(keys(first)) if text[:1].isalpha() else ():
            if name.adjective:
                if first in _adjective_forms(name.words):
                    alone.setdefault(True, []).append((name, ALL))
            elif text[0].isupper() and (not name.capitals or text.isupper()):
                head, *rest = name.words.split(" ")
                short = text.isupper() and 1 < len(text) < _SHORT and first != head
                # «ВАДА» is no form of Вад, nor «СШЕ» of США
                other = short and (name.capitals or self.place(name.row).kind == "city")
                cases = NOTHING if other else forms(head).get(first, NOTHING)
                if rest and (cases or first == head):
                    longer.append(name)
                elif cases and not rest:
                    alone.setdefault(False, []).append((name, cases))
        hits = (self._hit(1, self._meant(first, alone[adjective]), adjective) for adjective in sorted(alone))
        return tuple(hits), tuple(longer)

    def _meant(
        self, word: str, names: Sequence[tuple[_Name, frozenset[str]]]
    ) -> Sequence[tuple[_Name, frozenset[str]]]:
        """The names of which a word is a form, without such plurals where it is one itself."""
        itself = any(name.words == word for name, _ in names)
        return [found for found in names if not self._bare_plural(*found)] if itself else names

    def _bare_plural(self, name: _Name, cases: frozenset[str]) -> bool:
        """Whether a word is but the plural of a name far away in the genitive: «Котор», a town, is no form of Котри."""
        place = self.place(name.row)
        return cases == _GENITIVE and name.words.endswith(("и", "ы")) and place.country not in _SLAVIC

    def _hit(self, stop: int, names: Sequence[tuple[_Name, frozenset[str]]], adjective: bool) -> Hit:
        return Hit(stop, self._ranked(names), frozenset().union(*(cases for _, cases in names)), adjective)

    def _ranked(self, names: Sequence[tuple[_Name, frozenset[str]]]) -> tuple[Place, ...]:
        best: dict[int, float] = {}
        for name, _ in names:
            prior = self.place(name.row).prior
            if not name.main and self.place(name.row).kind == "region":
                prior -= SECOND
            best[name.row] = max(best.get(name.row, -9.0), prior)
        return tuple(self.place(row) for row in sorted(best, key=lambda r: (-best[r], r)))

    def named(self, phrase: str) -> tuple[Place, ...]:
        """The places that a whole phrase names, in any case; the likeliest first.

        >>> [p.code for p in Gazetteer(Tables()).named("США")]
        ['US']
        """
        words = _WORD.findall(re.sub("[—–−‑]", "-", phrase))
        hits = self.at(words) if words else []
        return next((h.places for h in hits if h.stop == len(words) and not h.adjective), ())

    def begun(self, phrase: str) -> tuple[Place, ...]:
        """The countries whose full names begin so: «Исламская Республика».

        >>> sorted(p.code for p in Gazetteer(Tables()).begun("Исламская республика"))
        ['AF', 'IR', 'PK']
        """
        words = fold(phrase) + " "
        rows = {n.row for n in self._under(keys(words.split()[0])) if n.words.startswith(words) and not n.adjective}
        return tuple(place for place in map(self.place, sorted(rows)) if place.kind == "country")

    def initials(self, letters: str) -> tuple[Place, ...]:
        """The republics of Russia and its neighbours whose full names have these first letters.

        >>> known = Gazetteer(Tables())
        >>> [place.name for place in known.initials("РА")], [place.name for place in known.initials("УР")]
        (['Армения', 'Адыгея', 'Республика Алтай'], ['Удмуртия'])
        """
        return self._initials.get(letters, ())

    @cached_property
    def _initials(self) -> dict[str, tuple[Place, ...]]:
        found: dict[str, tuple[Place, ...]] = {}
        for row, line in enumerate(self._rows):
            name, kind, code, _, within, _, aliases, _ = line.split("\t", 7)
            near = code in _REPUBLICS if kind == "country" else (kind, within) == ("region", "RU")
            for full in (name, *several(aliases)) if near and "Республика" in line else ():
                letters = "".join(word[0] for word in full.split())
                if "Республика" in full and letters.isalpha():
                    found[letters] = (*found.get(letters, ()), self.place(row))
        return found

    def listed(self, word: str) -> bool:
        """Whether an adjective stands in the tables, rather than being made by rule from a town's name.

        >>> known = Gazetteer(Tables())
        >>> known.listed("московского"), known.listed("казанского")
        (True, False)
        """
        return any(hit.adjective for hit in self.at([fold(word)]))

    def adjective(self, word: str) -> tuple[Place, ...]:
        """The places that an adjective belongs to, the likeliest first.

        >>> [p.name for p in Gazetteer(Tables()).adjective("смоленскими")][:2]
        ['Смоленская область', 'Смоленск']
        """
        return self._adjectives(fold(word))

    def _adjective(self, folded: str) -> tuple[Place, ...]:
        listed = next((h.places for h in self.at([folded]) if h.adjective), ())
        derived = () if any(p.kind != "region" for p in listed) else self._derived(folded)
        return tuple(dict.fromkeys((*listed, *derived)))

    def _derived(self, word: str) -> Iterator[Place]:
        """Towns whose name an adjective may be made from by the usual change of sounds."""
        word, on, water = word.partition("-на-")  # «Комсомольская-на-Амуре дума»
        ending = _ENDING.search(word)
        if not ending or ending.start() < 2 or _COMMON.match(word):
            return
        base = word[: ending.start()]
        tail = _stem(on + water)
        names = [name for stem in dict.fromkeys(_bases(base)) for name in self._of_stem(stem + tail)]
        if shared(word):
            names += self._declined_so(word, base)
        towns = (place for place in map(self.place, {*map(attrgetter("row"), names)}) if place.kind == "city")
        yield from sorted(towns, key=attrgetter("prior"), reverse=True)

    def _of_stem(self, stem: str) -> Iterator[_Name]:
        """The nouns that have a stem."""
        first, hyphen, _ = stem.partition("-")
        for name in self._under([first + hyphen]):
            if not name.adjective and _stem(name.words) == stem and not name.words.endswith(_ADJECTIVAL):
                yield name

    def plainly(self, word: str) -> bool:
        """Whether an adjective made by rule has nothing to come from but a town that is named like nothing else.

        >>> known = Gazetteer(Tables())
        >>> [known.plainly(word) for word in ("барнаульского", "братского", "пушкинского")]
        [True, False, False]
        """
        if shared(word):
            return False
        folded = fold(word)
        base = _ENDING.sub("", folded)
        town = next(iter(self.adjective(word)), None)
        return town is not None and only_place(town.name) and (not morph.dictionary_forms(base) or only_place(base))

    def _declined_so(self, word: str, base: str) -> Iterator[_Name]:
        """The names that are the adjective themselves: «Волжский городской суд» is Волжский's."""
        for name in self._under([base + "ск"]):
            if not name.adjective and name.words.endswith("ий") and word in _adjective_forms(name.words):
                yield name


_GENITIVE, _SLAVIC = frozenset({"gent"}), frozenset({"RU", "BY", "UA", "KZ"})
_ENDING = re.compile(r"(?:[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ою|ое|ие|их|ими)$")
_ADJECTIVAL = word_list("places.adjectival")
_COMMON = re.compile(
    r"(?:гварде[йи]|рус|город|морс?|сель|дет|жен|мир|арм[ией]+|солдат|людс?|европе[йи]|хозяй|граждан|офицер)с?к"
)
_HARDENED = {"ж": ("гг", "г", "к"), "ч": "к", "ш": "х", "с": ("з", "сс"), "ь": ("",)}  # «миасский»


def _stem(word: str) -> str:
    return word.rstrip("аеёиоуыэюяйь")


def _bases(base: str) -> Iterator[str]:
    """The stems of nouns that an adjective in -ский may come from, without «ск».

    >>> list(_bases("праж")), list(_bases("барнауль"))[-1]
    (['праж', 'пражск', 'пражц', 'пражцк', 'прагг', 'праг', 'прак'], 'барнаул')
    """
    yield base
    yield base + "ск"
    yield base + "ц"
    yield base + "цк"
    if len(base) < 4:
        return
    yield from (base[:-1] + last for last in _HARDENED.get(base[-1], ()))
    if base[-2] in "ео":  # «кинешемский», «вяземский»
        yield base[:-2] + base[-1]
        yield base[:-2] + "ь" + base[-1]
    for suffix in word_list("places.suffixes"):
        if base.endswith(suffix) and len(base) > (4 if suffix == "ин" else 5):  # Шали
            yield base[: -len(suffix)]


@remembered()
def _adjective_forms(word: str) -> frozenset[str]:
    stem = word[:-2]
    return frozenset(stem + e for e in word_list("places.adjective_endings"))


def read(line: str, own: bool) -> Place:
    """The place of a row of the tables; ``own``: a user's row."""
    name, kind, code, wikidata, within, population, _, _, geonames, latitude, longitude = line.split("\t")
    people = int(population) if population.isdecimal() else 0
    prior = OWN if own else _prior(kind, code, wikidata, within, people)
    where = (float(latitude), float(longitude)) if latitude and longitude else (None, None)
    number = int(geonames) if geonames else None
    return Place(name, cast(RegionKind, kind), code or None, wikidata or None, within, prior, number, *where)


def _prior(kind: str, code: str, wikidata: str, within: str, people: int) -> float:
    if kind == "country":
        return 9.0 if code else 8.5
    if kind == "region" or (kind == "district" and not people):
        return _OF_REGIONS.get(within, 5.0)
    size = math.log10(people or 1000)
    return size + (6.0 if code else 2.0 if wikidata else 0.0) + 0.5 * (within[:2] == "RU")


# how well a country's regions are known
_OF_REGIONS = dict.fromkeys(("RU", "UA", "BY", "KZ"), 8.0) | dict.fromkeys(("US", "CA", "AU"), 6.5)
_POST = re.compile(
    r"(?:экс-|вице-)?(?:мэр|губернатор|глав|градоначальник|бургомистр|раис|аким|хоким|башкан)(?:[ауеы]|о[мй]|)$|"
    r"жител(?:ь|я|ю|ем|е)$|жительниц\w{1,3}$|урожен(?:ец|ц[аыеу]|цем|цев|цам|цами|ка|к[иуе]|кой)$"
)
# what only a place has
_TOWNS = re.compile(
    r"(?:мэри[яиюе]|мэрией|власт(?:и|ей|ям|ями|ях)|жител(?:и|ей|ям|ями|ях)|окрестност(?:и|ей|ях)|"
    r"пригород(?:[аеы]|ов|ах)|горожан(?:е|ам|ами|ах)?|объезд(?:[аеу]|ом)?|въезд(?:[аеу]|ом)?)$"
)
_NEAR = frozenset("RU BY UA KZ".split())
_REPUBLICS = frozenset("AM AZ BY KZ MD TJ UZ".split())  # which news calls by the letters that Russia's have too


def _towns(known: Gazetteer, text: str) -> list[Hit]:
    """The towns and regions that a word may be."""
    return [hit for hit in known.at([text]) if not hit.adjective and hit.place.kind in ("city", "region")]


def _of_holder(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name behind a post is a place's: nobody is called so, or not in this case, or his name follows."""
    word, case = tokens[at], tokens[at - 1].tag.case
    alone = case in ("nomn", "ablt", "datv") and not _called(word.lower, case)
    return not borne(word.text) or alone or _names_holder(tokens, at, case)


def governed(known: Gazetteer, tokens: Sequence[Token], at: int) -> bool:
    """Whether what stands before a name makes it a place's, and nobody's.

    «Экс-мэра |Приозёрска|», unlike «мэра Собянина»; «мэр |Владимира|»; «жители Орска и |Владимира|»; «руководил
    |Рубцовском|».
    """
    if not at or noun(tokens[at].lower):
        return False
    word, before = tokens[at], tokens[at - 1]
    towns = _towns(known, word.text)
    if before.lower in ("в", "во"):
        return _entered(word, towns)
    if towns and by_road(tokens, at):
        return True
    if ruled(known, tokens, at):
        return True
    if not any("gent" in hit.cases for hit in towns):
        return False
    if _POST.match(before.lower):
        return _of_holder(tokens, at)
    return bool(_TOWNS.match(before.lower)) or (_in_row(tokens, at) and governed(known, tokens, at - 2))


def ruled(known: Gazetteer | None, tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb of ruling makes a name a town's: «руководил |Рубцовском|»; ``None``: of the tables in use."""
    if not at or not is_a(tokens[at - 1].lower, "governs") or borne(tokens[at].text):
        return False
    return any("ablt" in hit.cases for hit in _towns(known or _in_use(), tokens[at].text))


def town_in_words(tokens: Sequence[Token], at: int) -> int:
    """Where a town's name of two words ends that begins at a token, 0 where none does: «|Великих Лук|»."""
    if tokens[at].tag.pos != "ADJ" or not (tokens[at].text.istitle() and token_at(tokens, at + 1).text.istitle()):
        return 0
    found = _in_use().at([token.text for token in tokens[at : at + 2]])
    return at + 2 if any(hit.stop == 2 and hit.place.kind == "city" and not hit.adjective for hit in found) else 0


def by_road(tokens: Sequence[Token], at: int) -> bool:
    """Whether a road or what goes there tells a place: «трасса на |Кириллов|», «паром Лух — |Пучеж|»."""
    first = at - 1
    while first > 0 and tokens[first].text in _DASHES and tokens[first - 1].text.istitle():
        first -= 2
    row = first < at - 1 or token_at(tokens, at + 1).text in _DASHES
    last = first - (tokens[first].lower in _ROUTES)
    return first >= 0 and (row or last < first) and is_a(tokens[last].lower, "road")


_DASHES = frozenset("—–-")
_ROUTES = frozenset("на до из к в во".split())


def heads(before: Token) -> bool:
    """Whether a word is what towns have at their head: «мэр», «бургомистр»."""
    return bool(_POST.match(before.lower))


def peopled(before: Token) -> bool:
    """Whether a word is what a place has: «мэрия», «жители», «власти»."""
    return bool(_TOWNS.match(before.lower))


def apposed(known: Gazetteer | None, sentence: Sentence, at: int) -> bool:
    """Whether a town's name stands in the case of the post before it and in no genitive: «сенатор |Муром|»; ``None``:
    of the tables in use.
    """
    if not at:
        return False
    token, before = token_at(sentence.tokens, at), sentence.tokens[at - 1]
    if not token.text.istitle() or len(token.text) < 4 or token_at(sentence.tokens, at + 1).text[:1].isupper():
        return False  # «чемпион |Рио|-де-Жанейро»
    if before.lower == "фамилии":
        return sentence.before(before.start).lower in ("по", "с")  # «студент по фамилии |Калуга|»
    known = known or _in_use()
    return _behind_land(known, sentence, at) or _behind_post(known, sentence, token, before)


def _behind_post(known: Gazetteer, sentence: Sentence, token: Token, before: Token) -> bool:
    """«сенатор |Муром|»: whether a town's name, which is in no genitive, has the case of the post before it."""
    if token.tag.case in (None, "gent") or not _of_post(_head(sentence, before), token):
        return False
    hits = [hit for hit in known.at([token.text]) if not hit.adjective]
    town = all(hit.place.kind == "city" and "gent" not in hit.cases for hit in hits)
    return town and bool(hits or sentence.opens(token.start, "city"))


def _behind_land(known: Gazetteer, sentence: Sentence, at: int) -> bool:
    """Whether what no place is called stands behind a post and its land: «губернатора области |Сальдо| ждут», «главе
    района |Зайцу|»; a district or a town may be of no table, but then its name is in no other case than its noun's.
    """
    token, land, post = (token_at(sentence.tokens, i) for i in (at, at - 1, at - 2))
    level = level_of(land.lower)
    if level not in _LEVELS or not is_post(post.lower) or sentence.touches(token.start, token.stop, *_SEEN):
        return False
    return level not in _LOCAL or not any(form.case in ("nomn", "gent") for form in morph.nouns(token.lower))


_LOCAL = frozenset(("rayon", "okrug", "city"))
_LEVELS = _LOCAL | {"oblast", "krai", "region"}
_SEEN = ("organization", "country", "region", "city", "district", "person")


def _head(sentence: Sentence, before: Token) -> Token:
    """The first noun of the title that ends with a word: «*депутат* заксобрания», no «глава города»; else the word."""
    titles = [s for s in sentence.ending(before.stop) if s.kind == "title"]
    if not titles or is_a(before.lower, "settlement"):
        return before
    nouns = (t for s in titles for t in sentence.within(s.start, s.stop) if t.tag.pos == "NOUN")
    return next(nouns, before)


def _of_post(before: Token, token: Token) -> bool:
    """Whether a word stands behind a post in its case, but «патриарх |Московский|»."""
    alike = before.tag.number == "sing" and token.tag.case == before.tag.case
    return alike and is_post(before.lower) and not is_a(before.lower, "monarch")


def _names_holder(tokens: Sequence[Token], at: int, case: str | None) -> bool:
    """«мэр Макарова |Пётр Сухов|», «главе Чехова |Марии Дубовой|», unlike «мэр Макарова |Анна Петровна|»: who holds the
    post stands behind in the post's case.
    """
    named = tokens[at + 1 : at + 3]
    if len(named) < 2 or not all(token.text.istitle() for token in named) or case == "gent":
        return False
    first = [form for form in morph.dictionary_forms(named[0].lower) if "Name" in form.grammemes]
    return any(form.case == case for form in first) and not morph.marked(named[1].text, "Patr")


def _in_row(tokens: Sequence[Token], at: int) -> bool:
    return at > 2 and tokens[at - 1].text in ("и", ",") and bool(_TOWNS.match(tokens[at - 3].lower))


def _entered(word: Token, towns: Sequence[Hit]) -> bool:
    """«во |Владимир|», where somebody would be «во Владимира»."""
    whole = any({"nomn", "accs"} <= hit.cases and hit.place.country in _NEAR for hit in towns)
    return whole and word.lower[-1] not in "аеёиоуыэюя" and borne(word.text)


@remembered()
def noun(word: str) -> bool:
    """Whether the dictionary has a word (lower case) as a common noun and as no place: «банка», «эмир».

    >>> noun("банка"), noun("эмир"), noun("владимира"), noun("тверь"), noun("орла")
    (True, True, False, False, False)
    """
    if morph.marked(word, "Geox"):
        return False
    known = [form for form in morph.dictionary_forms(word) if form.pos == "NOUN"]
    return any(form.grammemes.isdisjoint(("Name", "Surn", "Patr", "Abbr")) for form in known)


def _called(word: str, case: str) -> bool:
    """Whether somebody may be called so in a case: «(мэр) Кирова», not «Владимира», «(мэром) Кировой», not «Кирова»."""
    return any(form.case == case and form.grammemes & {"Surn", "Name"} for form in morph.dictionary_forms(word))


# adjectives of rivers, seas and mountains, and of towns that bear their names
_SHARED = re.compile(
    r"(?:южно|северо|западно)?-?(?:ураль|приволж|волж|дон|амур|байкаль|балтий|каспий|примор|север|черномор|нев|кам|енисей|лен|"
    r"онеж|ладож|днепров|днестров|дунай|азов|кавказ|октябрь|мариин|уссурий|карпат|балкан)ск\w{2,3}$"
)


def shared(word: str) -> bool:
    """Whether an adjective speaks of a river, a sea or mountains at least as often as of a town.

    >>> shared("Уральского"), shared("Волжские"), shared("Казанского")
    (True, True, False)
    """
    return bool(_SHARED.match(word.lower()))


def borne(word: str) -> bool:
    """Whether somebody bears a name too, as the dictionary has it: «Кирова», not «Приозёрска».

    >>> borne("Кирова"), borne("Приозёрска")
    (True, False)
    """
    return morph.marked(word, "Surn", "Name")


@remembered()
def only_place(word: str) -> bool:
    """Whether the dictionary has a word as the name of a place and as nothing else.

    >>> [only_place(word) for word in ("Нижнекамска", "Владимира", "Орла", "Шахты")]
    [True, False, False, False]
    """
    known = morph.dictionary_forms(word.lower())
    return bool(known) and all("Geox" in form.grammemes for form in known)


def only_town(known: Gazetteer, text: str) -> bool:
    """Whether a word is a town's name of Russia or nearby and, as far as the dictionary knows, nobody's: «Сальска»,
    «Вуктыла», which it does not know.

    >>> known = Gazetteer(Tables())
    >>> [only_town(known, word) for word in ("Сальска", "Кашина", "Муром", "Пинки")]
    [True, False, False, False]
    """
    other = bool(morph.dictionary_forms(text.lower())) and not only_place(text)
    if not text.istitle() or other or surname_like(text.lower()):
        return False
    towns = (hit.place for hit in known.at([text]) if not hit.adjective)
    return any(place.kind == "city" and place.country in _NEAR for place in towns)


def _match(name: _Name, words: Sequence[str], start: int) -> tuple[int, frozenset[str]] | None:
    """Where a name of several words that begins at a word ends, and its cases."""
    parts = name.words.split(" ")
    stop, cases = start + len(parts), ALL
    if stop > len(words):
        return None
    for word, part in zip(map(fold, words[start:stop]), parts, strict=True):
        if word != part:
            cases = cases & forms(part).get(word, NOTHING)
        if not cases:
            return None
    return stop, cases


def gazetteer(tables: Tables) -> Gazetteer:
    """The gazetteer of these tables, made once; all tables without rows of their own share one."""
    return tables.made(Gazetteer, TABLES)


@derived(*TABLES)
def _in_use(tables: Tables) -> Gazetteer:
    return gazetteer(tables)


def of_code(code: str | None) -> Region | None:
    """The country or region of an ISO 3166 code, by the tables in use.

    >>> of_code("RU-SMO").name, of_code(None)
    ('Смоленская область', None)
    """
    place = _in_use().coded(code) if code else None
    return place.region if place else None


def lands(word: str) -> tuple[Region, ...]:
    """The places that an adjective in any form may be of, the likeliest first, by the tables in use.

    >>> [place.name for place in lands("тверская")], lands("новый")
    (['Тверская область', 'Тверь'], ())
    """
    places = _in_use().adjective(word) if word[:1].isalpha() else ()
    return tuple(place.region for place in places if place.region is not None)


def of_adjective(word: str) -> frozenset[int]:
    """The numbers, in GeoNames, of the towns that an adjective may be of, by the tables in use.

    >>> of_code("RU-SMO").geonames in of_adjective("смоленский"), 491687 in of_adjective("смоленского")
    (False, True)
    """
    return frozenset(place.geonames for place in towns(word) if place.geonames)


def towns(word: str) -> Iterator[Place]:
    """The towns that an adjective may be of, the likeliest first, by the tables in use.

    >>> next(towns("грязинского")).within
    'RU-LIP'
    """
    return (place for place in _in_use().adjective(word) if place.kind == "city")
