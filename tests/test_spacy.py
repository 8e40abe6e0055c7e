"""The component in a real spaCy pipeline."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import newsnlp

spacy = pytest.importorskip("spacy")
TEXT = "Вчера губернатор Тверской области Анна Ильина передала школе 3,5 млн рублей, сообщил «Интерфакс»."


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    nlp = spacy.blank("ru")
    nlp.add_pipe("newsnlp")
    return nlp


def test_facts_and_spans(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    facts = newsnlp.extract(TEXT)
    assert doc._.newsnlp == facts
    mentions = {
        m.text for kind in (facts.people, facts.titles, facts.regions, facts.money) for e in kind for m in e.mentions
    }
    assert mentions
    assert mentions <= {span.text for span in doc.spans["newsnlp"]}
    assert {span.label_ for span in doc.spans["newsnlp"]} <= {
        "PERSON",
        "TITLE",
        "ORGANIZATION",
        "REGION",
        "MONEY",
        "DATE",
    }


def test_entities_are_outermost_and_do_not_overlap(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    assert doc.ents
    assert all(a.end <= b.start for a, b in zip(doc.ents, doc.ents[1:], strict=False))
    covered = {n for ent in doc.ents for n in range(ent.start, ent.end)}
    assert all(covered & set(range(span.start, span.end)) for span in doc.spans["newsnlp"])


def test_pipe_gives_the_same_as_one_by_one(nlp: spacy.language.Language) -> None:
    texts = [TEXT, "", TEXT.replace("3,5", "4"), "\n\n"]
    piped = [doc._.newsnlp for doc in nlp.pipe(texts, batch_size=3)]
    assert piped == [nlp(text)._.newsnlp for text in texts]


def test_published_anchors_dates(nlp: spacy.language.Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.published = "2024-05-06"
    assert nlp(doc)._.newsnlp.published == date(2024, 5, 6)
    doc._.published = "6 мая"
    with pytest.raises(ValueError, match="'6 мая' is no day like 2024-04-24"):
        nlp(doc)


def test_what_a_document_raises_goes_to_the_error_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    own = spacy.blank("ru")
    own.add_pipe("newsnlp")
    docs = [own.make_doc(TEXT) for _ in range(3)]
    docs[1]._.published = "6 мая"
    with pytest.raises(ValueError, match="'6 мая' is no day"):
        list(own.pipe(docs))
    raised: list[str] = []
    own.set_error_handler(lambda name, proc, docs, error: raised.append(f"{name}: {error}"))
    assert len(list(own.pipe(docs))) == 2
    assert "newsnlp: '6 мая' is no day" in raised[0]


def test_survives_doc_bin(nlp: spacy.language.Language) -> None:
    from spacy.tokens import DocBin

    doc = nlp(TEXT)
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [back] = DocBin().from_bytes(data).get_docs(spacy.blank("ru").vocab)
    assert back._.newsnlp == newsnlp.extract(TEXT)
    assert [s.text for s in back.spans["newsnlp"]] == [s.text for s in doc.spans["newsnlp"]]


def test_survives_to_disk(nlp: spacy.language.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    assert spacy.load(tmp_path / "model")(TEXT)._.newsnlp == nlp(TEXT)._.newsnlp
    nlp(TEXT).to_disk(tmp_path / "doc")
    back = spacy.tokens.Doc(nlp.vocab).from_disk(tmp_path / "doc")
    assert back._.newsnlp == nlp(TEXT)._.newsnlp


def test_spans_say_which_thing_they_are(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    assert {(s.text, s.kb_id_, s.id_) for s in doc.ents if s.label_ == "PERSON"} == {("Анна Ильина", "", "анна ильина")}
    assert {(s.kb_id_, s.id_) for s in doc.spans["newsnlp"] if s.label_ == "REGION"} == {("Q2292", "RU-TVE")}


def test_entities_of_other_components_stay() -> None:
    pipeline = spacy.blank("ru")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "MEDIA", "pattern": "Интерфакс"}])
    pipeline.add_pipe("newsnlp")
    doc = pipeline(TEXT)
    assert ("Интерфакс", "MEDIA") in {(entity.text, entity.label_) for entity in doc.ents}
    assert "PERSON" in {entity.label_ for entity in doc.ents}
    once = [(entity.text, entity.label_) for entity in doc.ents]
    assert [(entity.text, entity.label_) for entity in pipeline(doc).ents] == once


def test_an_extension_of_the_caller_s_stays() -> None:
    code = """
import spacy
from spacy.tokens import Doc
Doc.set_extension("published", getter=lambda doc: "2024-05-06")
nlp = spacy.blank("ru")
nlp.add_pipe("newsnlp")
print(nlp("Вчера")._.newsnlp.dates[0].value)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2024-05-05"
