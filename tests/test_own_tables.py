"""A user's rows take effect wherever the shipped ones do, in their extractor alone: one case for each table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

import newsnlp
from newsnlp import Document, Extractor
from newsnlp.data.columns import COLUMNS

# table: own rows, a text, what is found in it with them
# fmt: off
CASES: Mapping[str, tuple[list[dict[str, str]], str, str]] = {
    "abbreviations": (
        [{"word": "подм", "follows": "name"}],
        "Книгу подписал подм. Рязань о ней не знала.",
        "1 sentences",
    ),
    "calendar": (
        [{"class": "month", "value": "4", "words": "цветень|цветеня"}],
        "Форум пройдёт 24 цветеня 2024 года.",
        "2024-04-24",
    ),
    "cities": (
        [{"name": "Гадюкинск", "kind": "city", "code": "RU-GAD", "within": "RU-TVE"}],
        "Мост строят в Гадюкинске.",
        "Гадюкинск city RU-GAD",
    ),
    "context": (
        [{"kind": "date", "candidate": "day", "where": "around:clause", "words": "кукарекать", "verdict": "ahead"}],
        "Петухи кукарекают 3 марта.",
        "2025-03-03*",
    ),
    "countries": (
        [{"name": "Вестерия", "kind": "country", "code": "XW", "adjectives": "вестерийский"}],
        "Вестерийские власти против.",
        "Вестерия country XW",
    ),
    "currencies": (
        [{"code": "XWL", "name": "вестерийский кругляш", "aliases": "кругляш", "alone": "0", "countries": "XW"}],
        "Билет стоит 500 кругляшей.",
        "XWL 500",
    ),
    "districts": (
        [{"name": "Гадюкинский район", "kind": "district", "within": "RU-SMO", "geonames": "77", "latitude": "54.5"}],
        "В Гадюкинском районе прошёл дождь.",
        "77",
    ),
    "family_names": (
        [{"name": "Зюм", "languages": "korean"}],
        "Президент Зюм Чен Ун прибыл.",
        "Зюм Чен Ун | Чен Ун / - / Зюм",
    ),
    "first_names": (
        [{"name": "Зюм", "gender": "male", "common": "yes"}],
        "Победил Иван Зюмович.",
        "Иван Зюмович | Иван / Зюмович / -",
    ),
    "holidays": (
        [{"month": "4", "day": "24", "sure": "yes", "words": "день* самовара"}],
        "В День самовара 2024 года был парад.",
        "2024-04-24",
    ),
    "lexicon": (
        [{"class": "nickname", "lemmas": "погремуха"}],
        "Артур Оганян (погремуха Лысый) осуждён.",
        "1 people",
    ),
    "officials": (
        [{"name": "Жан Зюмель", "place": "FR"}],
        "Франция, Чили и Германия спорят. Сенатор Жан Зюмель против.",
        "сенатор | official | Жан Зюмель | - | FR",
    ),
    "organization_heads": ([{"head": "шаражка", "kind": "science"}], "Возглавил шаражку «Заря».", "Заря / - / science"),
    "organizations": (
        [{"name": "Росбубен", "kind": "government", "acronym": "РБН"}],
        "В РБН сообщили о росте.",
        "/ РБН / government",
    ),
    "page_words": (
        [{"phrase": "тычьте сюда", "where": "start", "zone": "furniture"}],
        "Мэр Твери Анна Чен подала в отставку.\nТычьте сюда: Самара готовится к параду\nПотом она уехала.",
        "furniture",
    ),
    "paradigms": (
        [
            dict(
                zip(
                    "name genders stem nomn gent datv accs ablt loct".split(),
                    "zuz_m m зюз ос а у а ом е".split(),
                    strict=True,
                )
            )
        ],
        "Икону Ивана Зюза вернули.",
        "Иван Зюзос",
    ),
    "place_nouns": (
        [{"noun": "выселок", "before": "city", "settlement": "masc"}],
        "Пожар тушили в выселке Дубовое.",
        "Дубовое city",
    ),
    "regions": (
        [{"name": "Средиземье", "kind": "region", "code": "XM-SR"}],
        "Жители Средиземья рады.",
        "Средиземье region XM-SR",
    ),
    "short_names": (
        [{"name": "Зюка", "full": "Прохор"}],
        "Прохор Вяземцев победил. Зюка Вяземцев рад победе.",
        "1 people",
    ),
    "surnames": ([{"name": "Зюмеля"}], "Ответ Петру Зюмеле готов.", "Пётр Зюмеля"),
    "title_bodies": (
        [{"word": "шаражки", "kinds": "science"}],
        "Институт «Заря» открыт. Начальник шаражки Пётр Сомов рад.",
        "Пётр Сомов | Заря | -",
    ),
    "titles": (
        [{"post": "медиаомбудсмен", "takes": "region", "official": "yes"}],
        "Медиаомбудсмен Твери Анна Чен ушла.",
        "медиаомбудсмен Твери",
    ),
}
# fmt: on


def _told(document: Document, extractor: Extractor) -> str:
    lines = [str(entity) for entity in document.entities()]
    lines += [mention.zone for mention in document.mentions()]
    lines += [str(region.geonames) for region in document.regions]
    with extractor.settings.tables.used():
        [sentences] = extractor.reader([document.text])
    return "\n".join([*lines, f"{len(sentences)} sentences", f"{len(document.people)} people"])


def test_every_table_has_a_case() -> None:
    assert set(CASES) == set(COLUMNS)


@pytest.fixture(scope="module")
def shipped() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("table", CASES)
def test_own_rows_take_effect(table: str, shipped: Extractor) -> None:
    rows, text, wanted = CASES[table]
    mine, day = Extractor(tables={table: rows}, reader=shipped.reader), dt.date(2024, 4, 20)
    before = _told(shipped(text, day), shipped)
    assert wanted in _told(mine(text, day), mine)
    assert wanted not in before
    assert _told(shipped(text, day), shipped) == before  # the caches of one say nothing to the other


def test_interleaved_streams_keep_apart(shipped: Extractor) -> None:
    rows, text, _ = CASES["short_names"]
    mine = Extractor(tables={"short_names": rows}, reader=shipped.reader)
    texts = [text] * 3
    pairs = list(zip(mine.all(texts), newsnlp.extract_all(texts), strict=True))
    assert [(len(a.people), len(b.people)) for a, b in pairs] == [(1, 2)] * 3
