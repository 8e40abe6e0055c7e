"""The tables of places: every code exists, every name declines and is found again, no alias has two owners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pycountry
import pytest

from newsnlp import Extractor, Region
from newsnlp.data import Tables, several, shipped
from newsnlp.lang.inflect import Paradigm
from newsnlp.lang.morph import CASES
from newsnlp.lang.places import TABLES, Gazetteer
from newsnlp.lang.toponyms import fold, forms, keys, original, stems

KNOWN = Gazetteer(Tables())
# parts of the world with codes that are not ISO 3166-2's, but rigour's or of the level above
OWN_CODES = {"IQ-KR", "XK"}
# names with two owners, and what decides: the kind, then the population, then the article
DECIDED = {"рб", "рк", "конго", "georgia", "алтай"}
SUBJECTS = """RU-AD RU-AL RU-BA RU-BU RU-DA RU-IN RU-KB RU-KL RU-KC RU-KR RU-KO RU-ME RU-MO RU-SA RU-SE RU-TA RU-TY
    RU-UD RU-KK RU-CE RU-CU RU-ALT RU-ZAB RU-KAM RU-KDA RU-KYA RU-PER RU-PRI RU-STA RU-KHA RU-AMU RU-ARK RU-AST
    RU-BEL RU-BRY RU-VLA RU-VGG RU-VLG RU-VOR RU-IVA RU-IRK RU-KGD RU-KLU RU-KEM RU-KIR RU-KOS RU-KGN RU-KRS RU-LEN
    RU-LIP RU-MAG RU-MOS RU-MUR RU-NIZ RU-NGR RU-NVS RU-OMS RU-ORE RU-ORL RU-PNZ RU-PSK RU-ROS RU-RYA RU-SAM RU-SAR
    RU-SAK RU-SVE RU-SMO RU-TAM RU-TVE RU-TOM RU-TUL RU-TYU RU-ULY RU-CHE RU-YAR RU-MOW RU-SPE RU-YEV RU-NEN RU-KHM
    RU-CHU RU-YAN UA-43 UA-40 UA-14 UA-09 UA-23 UA-65""".split()


def test_every_code_exists() -> None:
    published = {c.alpha_2 for c in pycountry.countries} | {s.code for s in pycountry.subdivisions} | OWN_CODES
    codes = {code for table in TABLES for line in Tables().lines(table) if (code := line.split("\t")[2])}
    assert codes - published == set()
    assert {c.alpha_2 for c in pycountry.countries} - codes <= set(
        "BL BQ BV CC CX GS HM IO MF NF PM PN SX TF TK UM WF".split()
    )


@pytest.mark.parametrize(
    ("code", "name", "wikidata"),
    [
        ("RU-SMO", "Смоленская область", "Q2347"),
        ("BY-HO", "Гомельская область", "Q188732"),
        ("KZ-35", "Карагандинская область", "Q485429"),
        ("UZ-QR", "Каракалпакстан", "Q484245"),
        ("IR-23", "Тегеран", "Q590866"),
        ("IR-10", "Исфахан", "Q1367759"),
        ("MA-06", "Касабланка — Сеттат", None),
        ("PL-14", "Мазовецкое воеводство", "Q54169"),
        ("TR-07", "Анталья", "Q40249"),
        ("US-WA", "Вашингтон", "Q1223"),
        ("CA-BC", "Британская Колумбия", "Q1974"),
        ("VN-HN", "Ханой", "Q1858"),
    ],
)
def test_codes_as_published(code: str, name: str, wikidata: str | None) -> None:
    place = KNOWN.coded(code)
    assert place is not None
    assert (place.name, place.wikidata) == (name, wikidata)


@pytest.mark.parametrize("country", "RU UA BY KG UZ TJ TM GE AM MD PL US CA DE FR IT CN IR TR".split())
def test_regions_are_identified(country: str) -> None:
    """Every region with a code has its item; that of Istanbul is the town’s."""
    rows = [line.split("\t") for line in Tables().lines("regions")]
    nameless = [cells[0] for cells in rows if cells[4] == country and cells[2] and not cells[3]]
    assert nameless == (["Стамбул"] if country == "TR" else [])


def test_all_subjects_of_the_federation() -> None:
    assert len(SUBJECTS) == 89
    assert [code for code in SUBJECTS if KNOWN.coded(code) is None] == []
    assert all(place.wikidata for place in map(KNOWN.coded, SUBJECTS) if place)


def test_no_alias_has_two_owners() -> None:
    owners: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for table in ("countries", "regions"):
        for line in Tables().lines(table):
            cells = line.split("\t")
            for name in (cells[0], *several(cells[6])):
                owners[fold(name)].add((cells[0], cells[2]))
    assert {name for name, of in owners.items() if len(of) > 1} == DECIDED


def test_no_adjective_has_two_owners_of_one_kind() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for table in TABLES:
        for line in Tables().lines(table):
            cells = line.split("\t")
            for adjective in several(cells[7]):
                owners[adjective, cells[1]].add(cells[0])
    assert {a for (a, _), of in owners.items() if len(of) > 1} == {"алтайский"}


def test_every_wikidata_id_belongs_to_one_place() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for table in TABLES:
        for line in Tables().lines(table):
            cells = line.split("\t")
            if cells[3]:
                assert cells[3][0] == "Q"
                assert cells[3][1:].isdecimal()
                owners[cells[3]].append(f"{cells[0]} {cells[2]}")
    assert {wikidata: names for wikidata, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("table", TABLES)
def test_every_name_declines_and_is_found(table: str) -> None:
    for line in Tables().lines(table):
        name = line.split("\t")[0]
        assert name in [place.name for place in KNOWN.named(name)], name
        word = fold(name.rpartition(" ")[2])
        if word.isalpha() and not word.isascii():
            assert {case for cases in forms(word).values() for case in cases} == set(CASES), name


def test_every_adjective_is_found() -> None:
    for table in TABLES:
        for line in Tables().lines(table):
            cells = line.split("\t")
            for adjective in several(cells[7]):
                for ending in ("ий", "ого", "ому", "ая", "ую", "ие", "их", "ими") if adjective.endswith("кий") else ():
                    found = KNOWN.adjective(adjective[:-2] + ending)
                    assert cells[0] in [place.name for place in found], adjective


@pytest.mark.parametrize(
    ("nominative", "cases"),
    [
        ("Россия", "России России Россию Россией России"),
        ("Нидерланды", "Нидерландов Нидерландам Нидерланды Нидерландами Нидерландах"),
        ("США", "США США США США США"),
        ("Соединённые Штаты", "Соединённых_Штатов Соединённым_Штатам Соединённые_Штаты Соединёнными_Штатами"),
        ("Республика Беларусь", "Республики_Беларусь Республике_Беларусь Республику_Беларусь Республикой_Беларусь"),
        ("Смоленская область", "Смоленской_области Смоленскую_область Смоленской_областью"),
        ("Пермский край", "Пермского_края Пермскому_краю Пермским_краем Пермском_крае"),
        ("Подмосковье", "Подмосковья Подмосковью Подмосковьем"),
        ("Набережные Челны", "Набережных_Челнов Набережным_Челнам Набережными_Челнами Набережных_Челнах"),
        ("Великие Луки", "Великих_Лук Великим_Лукам Великими_Луками Великих_Луках"),
        ("Чебоксары", "Чебоксар Чебоксарам Чебоксарами Чебоксарах"),
        ("Ростов-на-Дону", "Ростова-на-Дону Ростову-на-Дону Ростовом-на-Дону Ростове-на-Дону"),
        ("Санкт-Петербург", "Санкт-Петербурга Санкт-Петербургу Санкт-Петербургом Санкт-Петербурге"),
        ("Каменск-Уральский", "Каменска-Уральского Каменску-Уральскому Каменске-Уральском"),
        ("Орёл", "Орла Орлу Орлом Орле"),
        ("Елец", "Ельца Ельцу Ельцом Ельце"),
        ("Грозный", "Грозного Грозному Грозным Грозном"),
        ("Тверь", "Твери Тверью"),
        ("Пушкино", "Пушкино Пушкина Пушкине"),
        ("Сочи", "Сочи"),
        ("Токио", "Токио"),
        ("Марий Эл", "Марий_Эл"),
        ("Гвинея-Бисау", "Гвинеи-Бисау Гвинее-Бисау Гвинею-Бисау Гвинеей-Бисау"),
        ("Босния и Герцеговина", "Боснии_и_Герцеговины Боснии_и_Герцеговине Боснией_и_Герцеговиной"),
    ],
)
def test_cases(nominative: str, cases: str) -> None:
    wanted = KNOWN.named(nominative)[0]
    for form in cases.split():
        assert wanted in KNOWN.named(form.replace("_", " ")), form


def test_own_rows() -> None:
    own = {"regions": [{"name": "Средиземье", "kind": "region", "aliases": "Арда", "adjectives": "средиземский"}]}
    found = Extractor([Region], tables=own)("Жители города в Средиземье получат льготы.").regions
    assert [str(region) for region in found] == ["Средиземье region"]


def test_wrong_kind_of_own_rows() -> None:
    with pytest.raises(ValueError, match="kind: country, region, district, city, other is wanted, not 'planet'"):
        Extractor([Region], tables={"regions": [{"name": "Марс", "kind": "planet"}]})


def test_size() -> None:
    assert len(Tables().lines("countries")) > 240
    assert sum(cell.count("\tRU") > 0 for cell in Tables().lines("cities")) > 1500


@pytest.mark.parametrize("row", shipped("place_paradigms"), ids=lambda row: row["name"])
def test_every_form_of_a_paradigm_leads_back_to_its_example(row: Mapping[str, str]) -> None:
    example, paradigm = row["example"], Paradigm.of(row)
    stem = paradigm.cut(example)
    assert stem is not None
    for case, form in paradigm.forms(stem):
        assert case in forms(example)[form], (case, form)
        assert set(keys(form)) & set(stems(example)), (case, form)


@pytest.mark.parametrize("row", shipped("place_endings"), ids=lambda row: f"{row['gender']} -{row['nomn']}")
def test_endings_lead_back_to_the_nominative(row: Mapping[str, str]) -> None:
    """Of a stem that no earlier row takes; -ы and -и follow the stem's last consonant."""
    stem, gender = "Торов", None if row["gender"] == "plur" else row["gender"]
    number = "plur" if row["gender"] == "plur" else "sing"
    for case, ending in list(row.items())[2:]:
        if ending:
            assert original(stem + ending, case, gender, number) == stem + row["nomn"]
