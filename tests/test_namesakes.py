"""Towns and districts of one name: which of them an article means, and that it is one value throughout."""

from __future__ import annotations

import pytest

import newsnlp
from newsnlp import Extractor, Region
from newsnlp.lang.districts import districts

CASES = [
    # the region beside the name
    ("Ростов Ярославской области отметил юбилей. В Ростове открыли музей.", ["Ростов RU-YAR 2"]),
    ("Троицк (Челябинская область) остался без воды. Троицку помогут.", ["Троицк RU-CHE 2"]),
    ("Школу построят в Советске в Калининградской области.", ["Советск RU-KGD 1"]),
    ("Челябинская область, Троицк: здесь сгорел склад.", ["Троицк RU-CHE 1"]),
    ("Пожар случился в Париже, штат Техас. В Париже эвакуировали школу.", ["Париж US-TX 2"]),
    (
        "В Берёзовском под Екатеринбургом и в Берёзовском в Кузбассе отключили свет.",
        ["Берёзовский RU-SVE 1", "Екатеринбург RU-SVE 1", "Берёзовский RU-KEM 1"],
    ),
    # each its own; what stands alone means the nearest before
    (
        "Киров Калужской области обошёл Киров Кировской области. В Кирове рады.",
        ["Киров RU-KLU 1", "Киров RU-KIR 2"],
    ),
    # what the sentence names, then the page
    ("Калужская область велика. В Кирове откроют завод.", ["Киров RU-KLU 1"]),
    ("В Калужской области и в Кировской области дожди. В Калужской области топит Киров.", ["Киров RU-KLU 1"]),
    # nothing speaks: the larger
    ("Мэр Кирова ушёл в отставку.", ["Киров RU-KIR 1"]),
    # the country of which the page speaks, where a namesake elsewhere is not much larger
    ("В Израиле и Палестине закрыли храмы. В Вифлееме тихо.", ["Вифлеем PS 1"]),
    # a town that everybody knows is no other because of the page
    ("Вашингтон спорит с Пекином. Делегация едет в Чикаго.", ["Вашингтон US-DC 1", "Пекин CN 1", "Чикаго US-IL 1"]),
    # two towns of one sentence lie where both may
    ("Жители Приморска и Светлогорска протестуют.", ["Приморск RU-KGD 1", "Светлогорск RU-KGD 1"]),
    ("Занятия отменили в Пушкине и Павловске.", ["Пушкин RU-SPE 1", "Павловск RU-SPE 1"]),
    ("Ростов и Павловск выбрали мэров.", ["Ростов-на-Дону RU-ROS 1", "Павловск RU-VOR 1"]),
    # no town lies where somebody goes from there
    ("Семья переехала из Донецка в Россию.", ["Донецк UA-14 1"]),
    ("Из Донецка в Ростовскую область идут автобусы.", ["Донецк UA-14 1"]),
    ("Делегация из Донецка в Ростовской области выступила.", ["Донецк RU-ROS 1"]),
    # a city may be the region around a town; a village is called as many are
    ("В Зеленогорске (Санкт-Петербург) открыли парк.", ["Зеленогорск RU-SPE 1", "Санкт-Петербург RU 1"]),
    ("В Саратовской области жара. Жители области ездят в Затон.", ["Затон None 1"]),
    # a capital of the world yields only to what stands beside it
    ("В Техасе жарко. Делегация летит в Париж.", ["Париж FR-IDF 1"]),
    # no table has it: what stands beside it says where it lies
    ("Жители деревни Семлёво Смоленской области ждут газ. В Семлёве тихо.", ["Семлёво RU-SMO 2"]),
]
DISTRICTS = [
    ("В Вяземском районе Смоленской области нашли клад.", "RU-SMO", 470709),
    ("Хабаровский край ждёт дождей. В Вяземском районе паводок.", "RU-KHA", 2013228),
    ("В Вяземском районе нашли клад.", None, None),  # there are two
    ("В Духовщинском районе нашли клад.", "RU-SMO", 564232),
    (
        "В Ленинском районе Воронежа сгорел гараж.",
        "RU-VOR",
        None,
    ),  # a city's, few of which are known
    ("В Калининском районе Санкт-Петербурга роют метро.", "RU-SPE", 554181),
]


def _told(regions: tuple[Region, ...]) -> list[str]:
    return [f"{r.name} {r.within} {len(r.mentions)}" for r in regions if r.kind == "city"]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_towns(text: str, wanted: list[str]) -> None:
    assert _told(newsnlp.extract(text).regions) == wanted


@pytest.mark.parametrize(("text", "within", "number"), DISTRICTS)
def test_districts(text: str, within: str | None, number: int | None) -> None:
    [one] = (region for region in newsnlp.extract(text).regions if region.kind == "district")
    assert (one.within, one.geonames) == (within, number)


def test_on_the_map() -> None:
    [town] = newsnlp.extract("Погода в Череповце плохая.").regions
    assert town.within == "RU-VLG"
    assert (town.geonames, town.latitude, town.longitude) == (569223, 59.13333, 37.9)


def test_a_link_carries_the_same_value() -> None:
    document = newsnlp.extract("Мэр Кирова Иван Рогов ушёл. Киров Калужской области ждёт выборов.")
    [town] = (region for region in document.regions if region.kind == "city")
    [mayor] = document.officials
    assert mayor.region == town
    assert town.within == "RU-KLU"


def test_a_district_by_two_names_is_one() -> None:
    regions = newsnlp.extract("В Духовщинском районе дождь. Духовщинский муниципальный округ затопило.").regions
    assert [(region.name, len(region.mentions)) for region in regions] == [("Духовщинский район", 2)]


def test_rows_of_ones_own() -> None:
    row = {"name": "Киров", "kind": "city", "within": "RU-TVE", "geonames": "5", "latitude": "56.5", "longitude": "35"}
    [town] = Extractor(tables={"cities": [row]})("В Кирове дождь.").regions
    assert (town.within, town.geonames, town.latitude) == ("RU-TVE", 5, 56.5)


def test_a_districts_sort() -> None:
    assert [place.name for place in districts("Каширский городской округ")] == ["Каширский городской округ"]
    assert [place.within for place in districts("Каширский район")] == ["RU-VOR"]
