"""Pages of our own, line by line: H headline, ``.`` body, B byline, F furniture."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import newsnlp
from newsnlp.read import Reader

LETTERS = {"headline": "H", "body": ".", "byline": "B", "furniture": "F"}
PAGES = [
    page
    for path in sorted((Path(__file__).parent / "pages").glob("*.txt"))
    for page in path.read_text(encoding="utf-8").split("=\n")
]


@cache
def _reader() -> Reader:
    return Reader()


def _name(page: str) -> str:
    return page.splitlines()[0].strip("# ")


@pytest.mark.parametrize("page", PAGES, ids=map(_name, PAGES))
def test_zones(page: str) -> None:
    wanted = [line for line in page.splitlines() if line and not line.startswith("#")]
    text = "\n".join(line[2:] for line in wanted)
    starts = {text.count("\n", 0, s.start): LETTERS[s.zone] for s in reversed(next(iter(_reader()([text]))))}
    assert [f"{starts[n]} {line[2:]}" for n, line in enumerate(wanted)] == wanted


def test_within_a_line() -> None:
    text = "Мост открыли\n\nМост открыли в Твери. Его строили год. Фото: Пётр Косых."
    assert [s.zone for s in next(iter(_reader()([text])))] == ["headline", "body", "body", "byline"]


def test_whom_a_teaser_names_is_nobody_of_the_article() -> None:
    text = (
        "Суд оштрафовал Косых\n\nСуд в Твери оштрафовал Косых на 5 тысяч рублей. Косых не согласен с решением.\n\n"
        "Читайте также\nПётр Косых получил премию\n"
    )
    people = {person.name: {m.zone for m in person.mentions} for person in newsnlp.extract(text).people}
    assert people["Пётр Косых"] == {"furniture"}


def test_a_teaser_may_name_whom_the_article_names() -> None:
    text = "Мэр Дубов открыл школу\n\nМэр Заречья Семён Дубов открыл школу на улице Лесной.\n\nТеги: Дубов, школа\n"
    (person,) = newsnlp.extract(text).people
    assert [m.zone for m in person.mentions] == ["headline", "body", "furniture"]


CREDITED = [
    ("Мост открыли\n1 сентября 2025, 08:00. Беседовал Глеб Сорокин. Фото Анны Соловой\n", "2025-09-01T08:00:00"),
    ("Мост открыли\nКазань, 14 июня 2025, 18:31 — Камиль Гарин\n", "2025-06-14T18:31:00"),
    ("Мост открыли\n5 октября 2025 21:48    Текст: Глеб Ощепов    Фото: most.example\n", "2025-10-05T21:48:00"),
    ("Мост открыли\n10:00 / 03.03.2026\n", "2026-03-03T10:00:00"),
    ("Вести Заречья\nВыпуск 14 от 4 апреля 2025 года\nМост открыли\n", "2025-04-04"),
    ("Мост открыли\nЗАРЕЧЬЕ, 5 сентября 2025, Вести Заречья. ", "2025-09-05"),
    ("Мост открыли\nФото: архив, 12 мая 2019 года\n", "None"),
    ("Открытие моста — 24 мая 2025 года\n", "None"),
]


@pytest.mark.parametrize(("head", "published"), CREDITED)
def test_a_day_beside_who_wrote_is_the_article_s(head: str, published: str) -> None:
    text = head + "Мост через Волгу открыли в Заречье, сообщил мэр города Семён Дубов. По мосту уже поехали автобусы.\n"
    day = newsnlp.extract(text).published
    assert str(day and day.isoformat()) == published


def test_the_day_is_the_article_s_not_the_site_s() -> None:
    page = next(page for page in PAGES if _name(page) == "a clock above")
    text = "\n".join(line[2:] for line in page.splitlines() if not line.startswith("#"))
    assert str(newsnlp.extract(text).published) == "2019-10-08"


@pytest.mark.parametrize(
    "text", ["", "\n", "…", "Фото:", "5", "Теги:\nТеги:\n", "«»\n\n:\x85|", "İ" * 30 + "\nФОТО: İ"]
)
def test_any_text(text: str) -> None:
    assert all(sentence.zone in LETTERS for sentence in next(iter(_reader()([text]))))


@pytest.mark.parametrize("rubric", ["Власть / Экономика", "Полиция", "Суд и право", "Партии", "Банки"])
def test_a_rubric_names_no_body(rubric: str) -> None:
    text = f"{rubric}\nШколу в Твери закрыли\n\nШколу № 5 в Твери закрыли на ремонт. Дети поедут в другие школы.\n"
    found = newsnlp.extract(text)
    assert not [one for one in (*found.organizations, *found.titles) if one.mentions[0].zone == "furniture"]
