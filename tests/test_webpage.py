"""Saved web pages through trafilatura."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from click.testing import CliRunner

import newsnlp
from newsnlp.read import Reader
from newsnlp.run.extract import command
from newsnlp.run.webpage import read
from newsnlp.types import Marked

BODY = (
    "Губернатор Тверской области Анна Ильина сообщила, что вчера начался ремонт моста через Волгу. "
    "Работы обойдутся бюджету в 120 млн рублей, закончить их обещают до конца года. "
)
PAGE = f"""<!DOCTYPE html><html lang="ru"><head><title>В Твери чинят мост — Тверской листок</title>
<meta property="og:title" content="В Твери чинят мост">
<meta property="article:published_time" content="2024-05-06T10:00:00+03:00"></head>
<body><nav><a href="/">Главная</a> <a href="/news">Новости</a></nav>
<article><h1>В Твери чинят мост</h1><p>{BODY}</p><p>{BODY.replace("вчера", "накануне")}</p></article>
<footer>Редакция: улица Советская, 1. Все права защищены</footer></body></html>"""


def run(*args: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(command, [*args, "--format", "json"])
    return done.exit_code, done.stdout, done.stderr


def test_the_article_with_the_page_s_day(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    status, out, _ = run(str(tmp_path / "page.html"))
    found = json.loads(out)
    assert status == 0
    assert found["published"] == "2024-05-06"
    assert found["text"].startswith("В Твери чинят мост\n")
    assert "Главная" not in found["text"]
    assert "2024-05-05" in [d["value"] for d in found["dates"]]


def test_a_given_day_wins(tmp_path: Path) -> None:
    (tmp_path / "page.htm").write_text(PAGE, encoding="utf-8")
    assert json.loads(run(str(tmp_path / "page.htm"), "--published", "2023-01-02")[1])["published"] == "2023-01-02"


def test_a_page_without_an_article_is_named_and_the_rest_done(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<html><body></body></html>")
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    status, out, err = run(str(tmp_path / "empty.html"), str(tmp_path / "a.txt"))
    assert status == 1
    assert "empty.html: the page holds no article" in err
    assert json.loads(out)["text"] == BODY


@pytest.mark.parametrize(
    ("page", "author", "published", "holders", "others"),
    [
        ("cms.html", "Анна Рогова", "2024-04-24", {"Пётр Иволгин", "Семён Лунин"}, {"Тучин", "Ершов", "Сомов"}),
        ("soup.html", "Мария Снегова", "2023-03-05", {"Вера Крылова", "Игорь Дятлов"}, {"Чижов", "Рябов", "Котов"}),
        ("amp.html", "Илья Верещагин", "2022-11-08", {"Андрей Зотов"}, {"Громов", "Сычёв", "Галкин"}),
    ],
)
def test_the_markup_tells_the_parts(
    page: str, author: str, published: str, holders: set[str], others: set[str]
) -> None:
    status, out, _ = run(str(Path(__file__).parent / "pages" / page))
    found = json.loads(out)
    assert status == 0
    assert found["published"] == published
    zones = {person["name"]: {m["zone"] for m in person["mentions"]} for person in found["people"]}
    assert zones.pop(author) == {"byline"}
    assert all(seen == {"body"} for seen in zones.values())
    assert holders <= {title["person"]["name"] for title in found["titles"] if title["person"]}
    assert not others & {name.split()[-1] for name in zones}
    assert author not in {title["person"]["name"] for title in found["titles"] if title["person"]}


def test_a_short_last_paragraph_is_the_article_and_a_pointer_in_it_is_not() -> None:
    pointer = "<p>Читайте также: мэр Ржева ушёл</p><p>Глава города — Пётр Иволгин</p>"
    page = read(PAGE.replace("</article>", pointer + "</article>").encode())
    zones = {m.text: m.zone for person in newsnlp.extract(page.text).people for m in person.mentions}
    assert zones["Пётр Иволгин"] == "body"
    lines = {s.text: s.zone for s in next(iter(Reader()([page.text])))}
    assert lines["Читайте также: мэр Ржева ушёл"] == "furniture"
    assert lines["В Твери чинят мост"] == "headline"


def test_a_block_that_holds_the_article_stays_whatever_it_is_called() -> None:
    page = read(PAGE.replace("<article>", '<div class="related">').replace("</article>", "</div>").encode())
    assert "Анна Ильина" in page.text


def test_marked_text_pickles_with_its_zones() -> None:
    marked = pickle.loads(pickle.dumps(Marked("Мост\nАнна Рогова", {0: "headline", 5: "byline"})))
    assert marked == "Мост\nАнна Рогова"
    assert marked.zones == {0: "headline", 5: "byline"}
