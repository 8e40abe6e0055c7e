"""Formats of documents made by hand, with marks that nest and cross."""

from __future__ import annotations

import json
import warnings
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
import rdflib
from rdflib import DCTERMS, RDF, SDO

from newsnlp import Date, Document, Mention, Money, Organization, Person, Region, Title
from newsnlp.formats import WRITERS, brat, conll, html, jsonld, labelstudio, table
from newsnlp.types import KINDS

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


def test_cards_and_marks_say_how_sure_it_is(document: Document) -> None:
    page = "".join(html.write([document]))
    assert 'title="вероятность 0,75; заголовок"' in page
    assert 'title="вероятность 0,75; заголовок; кто: стоит рядом с именем, 0,50"' in page
    assert "<dt>откуда</dt><dd>стоит рядом с именем</dd>" in page


def test_a_notebook_shows_the_page_in_a_sandbox(document: Document) -> None:
    """Its scripts may run, and reach nothing of the notebook's."""
    assert document._repr_html_().startswith('<iframe sandbox="allow-scripts" ')


def test_brat_comes_back_whole(document: Document) -> None:
    ann = brat.standoff(document)
    back = brat.read(TEXT, ann)
    assert back.to_dict() | {"id": document.id, "published": "2024-06-01"} == document.to_dict()


def test_brat_notes_can_be_read(document: Document) -> None:
    notes = [line for line in brat.standoff(document).split("\n") if line.startswith("#")]
    assert any("Анна Ильина" in note for note in notes)
    assert not any("\\u04" in note for note in notes)


def test_brat_lines_end_where_brat_ends_them() -> None:
    text = "Анна\x85Чен\u2028Ли\r"
    person = Person(text, mentions=(Mention(0, len(text), text, "r"),))
    ann = brat.standoff(Document(text, people=(person,)))
    assert len(ann.splitlines()) == 2
    assert brat.read(text, ann).people == (person,)


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


def graph(*documents: Document) -> rdflib.Graph:
    """As an RDF tool reads it; nothing may be fetched."""
    with patch("socket.socket", side_effect=AssertionError("the network was asked")), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib 7.6 warns of itself
        return rdflib.Graph().parse(data="".join(jsonld.write(documents)), format="json-ld")


def test_json_ld_points_at_the_text(document: Document) -> None:
    (page,) = json.loads("".join(jsonld.write([document])))["@graph"]
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == 6
    for item in page["items"]:
        position, quote = item["target"]["selector"]
        assert TEXT[position["start"] : position["end"]].replace("\ud800", "\ufffd") == quote["exact"]


# schema.org's terms that are written, with the classes that it allows them on
DOMAINS = {
    "givenName additionalName familyName gender": {"Person"},
    "roleName": {"OrganizationRole"},
    "member": {"OrganizationRole"},
    "memberOf": {"OrganizationRole", "Person"},
    "areaServed": {"Organization"},
    "currency": {"MonetaryAmount"},
    "value minValue maxValue": {"MonetaryAmount"},
    "startDate endDate duration": {"Schedule"},
    "latitude longitude": {"Country", "State", "AdministrativeArea", "City", "Place"},
}


def test_json_ld_is_rdf_in_schema_org_s_words(document: Document) -> None:
    found = graph(
        document, Document("5 лет", dates=(Date("duration", "P5Y", mentions=(Mention(0, 5, "5 лет", "r"),)),))
    )
    allowed = {name: classes for names, classes in DOMAINS.items() for name in names.split()}
    anything = {"name", "alternateName", "identifier", "sameAs", "description"}
    words = set()
    for subject, word, value in found:
        assert "json-ld" not in str(word)
        if word == RDF.type and value in SDO:
            words.add(str(value))
        if str(word).startswith(str(SDO)):
            assert word in SDO
            name = str(word).removeprefix(str(SDO))
            types = {str(kind).removeprefix(str(SDO)) for kind in found.objects(subject, RDF.type)}
            assert name in anything or types & allowed[name], (name, types)
    assert {word.removeprefix(str(SDO)) for word in words} == {
        *("Person", "OrganizationRole", "Organization", "City", "MonetaryAmount", "Schedule")
    }


def test_json_ld_roles_refer_to_people_and_bodies_by_id(document: Document) -> None:
    found = graph(document)
    role = found.value(predicate=RDF.type, object=SDO.OrganizationRole)
    assert found.value(role, SDO.member) == found.value(predicate=RDF.type, object=SDO.Person)
    assert found.value(role, SDO.memberOf) == found.value(predicate=RDF.type, object=SDO.Organization)
    city = found.value(role, DCTERMS.spatial)
    assert found.value(city, SDO.sameAs) == rdflib.URIRef("http://www.wikidata.org/entity/Q2292")
    assert len(list(found.subjects(SDO.familyName))) == 1
    assert found.value(predicate=RDF.type, object=SDO.MonetaryAmount)


def test_json_ld_writes_out_whom_the_document_does_not_hold() -> None:
    role = Title("мэр", "мэр", person=ANNA, mentions=(Mention(0, 3, "мэр", "r"),))
    found = graph(Document("мэр", titles=(role,)))
    person = found.value(predicate=RDF.type, object=SDO.Person)
    assert str(found.value(person, SDO.familyName)) == "Ильина"


def test_json_ld_writes_an_entity_once() -> None:
    text = "Тверь и Тверь"
    region = Region("Тверь", "city", mentions=(Mention(0, 5, "Тверь", "t"), Mention(8, 13, "Тверь", "t")))
    (page,) = json.loads("".join(jsonld.write([Document(text, id="1", regions=(region,))])))["@graph"]
    first, second = page["items"]
    assert first["body"]["schema:name"] == "Тверь"
    assert second["body"] == {"id": first["body"]["id"]}


def test_json_ld_of_several_documents_is_one_graph() -> None:
    person = Person("Анна", mentions=(Mention(0, 4, "Анна", "t"),))
    texts = ["Анна", "Анна", "Анна пришла", ""]
    found = graph(*(Document(text, people=(person,) * bool(text)) for text in texts))
    assert len(set(found.subjects(RDF.type, SDO.Person))) == 3
    assert len(graph(Document("", id="a b"), Document("", id='https://example.org/"x"'))) > 0
    assert json.loads("".join(jsonld.write([])))["@graph"] == []


def test_json_ld_can_stand_in_a_page() -> None:
    text = "</script><!-- мэр"
    role = Title(text, text, mentions=(Mention(0, len(text), text, "r"),))
    page = "".join(jsonld.write([Document(text, id=text, titles=(role,))]))
    assert "<" not in page
    assert json.loads(page)["@graph"][0]["items"][0]["body"]["schema:name"] == text


# ----------------------------------------------------------------------------------- Label Studio, CoNLL


def test_label_studio_comes_back_whole(document: Document) -> None:
    other = Document("😀 Анна", people=(Person("Анна", mentions=(Mention(2, 6, "Анна", "r"),)),))
    tasks = "".join(labelstudio.write([document, other]))
    assert [back.to_dict() for back in labelstudio.read(tasks)] == [document.to_dict(), other.to_dict()]
    assert list(labelstudio.read("".join(labelstudio.write([])))) == []


def test_label_studio_corrections_are_read(document: Document) -> None:
    (task,) = json.loads("".join(labelstudio.write([document])))
    (prediction,) = task["predictions"]
    assert {part["type"] for part in prediction["result"]} == {"labels", "relation"}
    drawn = {"id": "x", "type": "labels", "value": {"start": 7, "end": 12, "labels": ["PERSON"]}}
    kept = [part for part in prediction["result"] if part["type"] == "labels" and part["value"]["labels"] == ["MONEY"]]
    task["annotations"] = [{"result": [drawn, *kept]}, {"result": [], "was_cancelled": True}]
    (back,) = labelstudio.read(json.dumps([task]))
    assert [m.rule for m in back.mentions()] == ["labelstudio", "test"]
    assert (back.people, back.money, back.titles) == ((Person("Твери"),), document.money, ())


def test_label_studio_is_told_the_labels() -> None:
    root = ElementTree.fromstring(labelstudio.config())
    assert {label.get("value") for label in root.iter("Label")} >= {"PERSON", "PROFESSION", "CITY", "TIME", "MONEY"}


@pytest.mark.parametrize(
    ("tasks", "reason"),
    [
        ('{"id": 1}', "is a list of tasks"),
        ('[{"data": {}}]', "task 1: KeyError"),
        (
            '[{"data": {"text": "5 лет"}, "annotations": [{"result": [{"id": "x", "type": "labels", "value": '
            '{"start": 0, "end": 5, "labels": ["DATE"]}}]}]}]',
            "task 1: .*drawn by hand",
        ),
    ],
)
def test_exports_that_cannot_be_read_are_named(tasks: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        list(labelstudio.read(tasks))


def test_conll_comes_back_by_kind(document: Document) -> None:
    halves = Region("Россия", "country", "RU", mentions=(Mention(0, 9, "российско", "r"),))
    nested = "пресс-секретарь президента"
    inner = Title("президент", "президент", mentions=(Mention(16, 26, "президента", "r"),))
    outer = Title(nested, nested, mentions=(Mention(0, 26, nested, "r"),))
    more = [Document("российско-белорусский", regions=(halves,)), Document(nested, titles=(outer, inner))]
    found = list(conll.read("".join(conll.write([document, *more]))))
    assert [id for id, _ in found] == ['a"<b>', "2", "3"]
    for kind in KINDS.values():
        wanted = sorted((m.start, m.stop) for fact in document.facts(kind.cls) for m in fact.mentions)
        assert found[0][1].get(kind.cls.__name__.upper(), []) == wanted
    assert found[1:] == [("2", {"REGION": [(0, 9)]}), ("3", {"TITLE": [(0, 26)]})]


def test_conll_has_a_line_a_token_and_iob2_tags() -> None:
    person = Person("Анна Ильина", mentions=(Mention(0, 4, "Анна", "r"), Mention(5, 11, "Ильина", "r")))
    page = "".join(conll.write([Document("Анна Ильина. Ушла\x1f\ud800.", people=(person,))]))
    rows = [line.split("\t") for line in page.split("\n") if line and not line.startswith("#")]
    assert [row[2] for row in rows[:3]] == ["B-PERSON", "B-PERSON", "O"]
    assert all(len(row) == 8 for row in rows)
    page.encode()
    with pytest.raises(ValueError, match="line 2: I-PERSON without"):
        list(conll.read("# global.columns = FORM START PERSON\nАнна\t0\tI-PERSON\n"))


def test_a_terminal_s_table_obeys_no_article() -> None:
    text = "Анна\u202eнелЧ\x1b[2J\u2066\u200f"
    page = "".join(
        table.write([Document(text, id=text, people=(Person(text, mentions=(Mention(0, 4, "Анна", "r"),)),))])
    )
    assert not set("\u202e\x1b\u2066\u200f") & set(page)
    assert "Анна\ufffdнелЧ" in page


def test_a_brat_folder_is_never_overwritten(document: Document, tmp_path: Path) -> None:
    brat.save([document], str(tmp_path))
    (back,) = brat.load(str(tmp_path))
    assert (back.id, back.people, back.titles) == ("a__b_", document.people, document.titles)
    assert (tmp_path / "a__b_.txt").read_text(encoding="utf-8") == TEXT.replace("\ud800", "?")
    assert brat.read(TEXT, (tmp_path / "a__b_.ann").read_text(encoding="utf-8")).people == (ANNA,)
    with pytest.raises(FileExistsError, match="is there already: move it away, or give another folder"):
        brat.save([document], tmp_path)


def test_brat_on_one_stream_is_one_document(document: Document) -> None:
    with pytest.raises(ValueError, match="one document a file"):
        list(brat.write([document, document]))


def test_every_format_writes_any_document(document: Document) -> None:
    torn = "А\ud800\x00\x85\u2028\r\n"
    person = Person(torn, torn, torn, torn, mentions=(Mention(0, len(torn), torn, "r"),))
    for write in WRITERS.values():
        assert "".join(write([document])).encode("utf-8")
        assert "".join(write([Document(torn, id=torn, people=(person,))])).encode("utf-8")
        assert isinstance("".join(write([Document("")])), str)
