"""HTML, brat and JSON-LD of documents made by hand, with marks that nest and cross."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from newsnlp import Date, Document, Mention, Money, Organization, Person, Region, Title
from newsnlp.formats import WRITERS, brat, html, jsonld
from newsnlp.types import COLUMNS

TEXT = "Глава <Твери> Анна Ильина & банк «Ось»\nвложили 5 млн\nрублей в мае 2024 года. \x00\ud800"
ANNA = Person("Анна Ильина", "Анна", "Ильина", None, "female")
TVER = Region("Тверь", "city", None, "Q2292")
BANK = Organization("банк «Ось»", None, "bank")


def at(piece: str) -> Mention:
    start = TEXT.index(piece)
    return Mention(start, start + len(piece), piece, "test", 0.75, "headline")


def held(entity: Person | Region | Organization, piece: str) -> dict[str, object]:
    return {**{f: getattr(entity, f) for f in entity.__slots__}, "mentions": (at(piece),)}


@pytest.fixture
def document() -> Document:
    post = Title("глава Твери", "глава", "acting", True, ANNA, BANK, TVER, (at("Глава <Твери> Анна"),), "beside", 0.5)
    return Document(
        TEXT,
        id='a"<b>',
        published=date(2024, 6, 1),
        people=(Person(**held(ANNA, "Анна Ильина")),),  # type: ignore[arg-type]
        titles=(post,),
        organizations=(Organization(**held(BANK, "банк «Ось»")),),  # type: ignore[arg-type]
        regions=(Region(**held(TVER, "Твери")),),  # type: ignore[arg-type]
        money=(Money(Decimal(5_000_000), None, "RUB", "exact", (at("5 млн\nрублей"),)),),
        dates=(Date("date", "2024-05", date(2024, 5, 1), date(2024, 5, 31), False, (at("мае 2024 года"),)),),
    )


class Page(HTMLParser):
    """Checks that elements close in order; collects text, ids and the targets of links."""

    VOID = frozenset({"meta", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.text = ""
        self.in_text = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
            if facts.get("class") == "text":
                self.in_text = len(self.open)
        self.ids += [facts["id"]] if facts.get("id") else []  # type: ignore[list-item]
        target = facts.get("href") or ("#" + str(facts["data-entity"]) if "data-entity" in facts else None)
        self.targets += [target[1:]] if target else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if len(self.open) < self.in_text:
            self.in_text = 0

    def handle_data(self, data: str) -> None:
        if self.in_text:
            self.text += data


def test_the_page_is_well_formed_and_shows_the_text_to_the_letter(document: Document) -> None:
    page = Page("".join(html.write([document, document])))
    assert page.open == []
    assert page.text == 2 * TEXT.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert len(page.ids) == len(set(page.ids))
    assert set(page.targets) <= set(page.ids)


def test_everything_from_the_article_is_escaped(document: Document) -> None:
    page = "".join(html.write([document]))
    assert "<Твери>" not in page
    assert 'a"<b>' not in page
    page.encode("utf-8")


def test_nothing_is_loaded_from_elsewhere(document: Document) -> None:
    page = "".join(html.write([document]))
    assert "src=" not in page
    assert "http" not in page
    assert "@import" not in page


def test_cards_show_the_values(document: Document) -> None:
    page = "".join(html.write([document]))
    for shown in ("5\u202f000\u202f000 RUB", "исполняет обязанности", "2024-05-01 – 2024-05-31", "Q2292", "женщина"):
        assert shown in page


def test_a_notebook_shows_the_page(document: Document) -> None:
    assert document._repr_html_().startswith("<iframe")


def test_brat_comes_back_whole(document: Document) -> None:
    ann = brat.standoff(document)
    back = brat.read(TEXT, ann)
    for kind in COLUMNS:
        assert [(e, e.mentions) for e in getattr(back, kind)] == [(e, e.mentions) for e in getattr(document, kind)]


def test_brat_lines_are_brat_s(document: Document) -> None:
    lines = brat.standoff(document).splitlines()
    assert f"T1\tPROFESSION {TEXT.index('Глава')} {TEXT.index(' Ильина')}\tГлава <Твери> Анна" in lines
    start = TEXT.index("5 млн")
    assert f"T5\tMONEY {start} {start + 5};{start + 6} {start + 12}\t5 млн рублей" in lines
    assert "R1\tWORKS_AS Arg1:T3 Arg2:T1" in lines
    assert "N2\tReference T2 Wikidata:Q2292\tТверь" in lines


def test_spans_drawn_by_hand_become_entities() -> None:
    ann = "T1\tPERSON 14 25\tАнна Ильина\nT2\tCITY 7 12\tТвери\nT3\tLAW 0 5\tГлава\n"
    back = brat.read(TEXT, ann)
    assert back.people == (Person("Анна Ильина"),)
    assert back.regions == (Region("Твери", "city"),)
    assert back.titles == ()


@pytest.mark.parametrize(
    ("ann", "reason"),
    [("T1\tPERSON 3 9000\tx\n", "spans 3 to 9000"), ("T1\tMONEY 47 59\t5 млн рублей\n", "give it a note")],
)
def test_wrong_spans_are_named(ann: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        brat.read(TEXT, ann)


def test_json_ld_points_at_the_text(document: Document) -> None:
    page = json.loads(jsonld.page(document))
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == 6
    for item in page["items"]:
        position, quote = item["target"]["selector"]
        assert TEXT[position["start"] : position["end"]] == quote["exact"]
    bodies = {item["body"]["type"]: item["body"] for item in page["items"]}
    assert bodies["schema:MonetaryAmount"]["schema:value"] == "5000000"
    assert bodies["schema:City"]["schema:sameAs"] == "http://www.wikidata.org/entity/Q2292"
    assert bodies["schema:OrganizationRole"]["schema:member"]["schema:name"] == "Анна Ильина"


def test_json_ld_writes_an_entity_once() -> None:
    text = "Тверь и Тверь"
    region = Region("Тверь", "city", mentions=(Mention(0, 5, "Тверь", "t"), Mention(8, 13, "Тверь", "t")))
    first, second = json.loads(jsonld.page(Document(text, id="1", regions=(region,))))["items"]
    assert first["body"]["schema:name"] == "Тверь"
    assert second["body"] == {"id": first["body"]["id"]}


def test_a_brat_folder_is_never_overwritten(document: Document, tmp_path: Path) -> None:
    brat.save([document], tmp_path)
    assert (tmp_path / "a__b_.txt").read_text(encoding="utf-8") == TEXT.replace("\ud800", "?")
    assert brat.read(TEXT, (tmp_path / "a__b_.ann").read_text(encoding="utf-8")).people == (ANNA,)
    with pytest.raises(FileExistsError):
        brat.save([document], tmp_path)


def test_brat_on_one_stream_is_one_document(document: Document) -> None:
    with pytest.raises(ValueError, match="one document a file"):
        list(brat.write([document, document]))


def test_every_format_writes_any_document(document: Document) -> None:
    for write in WRITERS.values():
        assert "".join(write([document])).encode("utf-8")
        assert isinstance("".join(write([Document("")])), str)
