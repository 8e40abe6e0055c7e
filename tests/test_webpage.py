"""Saved web pages through trafilatura."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from newsnlp.run.extract import command

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
