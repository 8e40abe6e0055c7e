"""The reader against slovnet's own inference, sentence by sentence; offsets; batches."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from navec import Navec
from slovnet import NER, Morph
from slovnet.shape import word_shape

from newsnlp.read import Reader
from newsnlp.read.networks import Edges, Floats, Ints, Networks, model_path, parse_tag, rectify
from newsnlp.types import Sentence

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.txt"))
STRANGE = ["Да", "…", "xyzzy", "ё" * 300, "№ 5 «»", "МИД", "1 2 3", "Ямайка\u00a0—\u202fда!", "😀 и \u0301"]


@cache
def _reader() -> Reader:
    return Reader()


@cache
def _sentences() -> list[str]:
    """Some hundred sentences of the example articles, and strange ones."""
    texts = [path.read_text(encoding="utf-8") for path in EXAMPLES]
    return [sentence.text for article in _reader()(texts) for sentence in article] + STRANGE


def _known(word: str) -> str:
    """slovnet's vocabulary lacks most words with ё; the reader looks them up without."""
    words = _reader().networks.words
    plain = word.replace("ё", "е").replace("Ё", "Е")
    return plain if word.lower() not in words and plain.lower() in words else word


@cache
def _slovnet(kind: Any, name: str) -> Any:
    navec = Navec.load(model_path("emb/navec_news_v1_1B_250K_300d_100q.tar"))
    return kind.load(model_path(f"model/slovnet_{name}_news_v1.tar")).navec(navec)


def _flat(article: list[Sentence]) -> list[tuple[str, Any]]:
    return [(token.text, token.tag) for sentence in article for token in sentence.tokens]


def test_enough_sentences() -> None:
    assert len(_sentences()) > 60


def test_morphology_is_slovnets() -> None:
    morph = _slovnet(Morph, "morph")
    quiet = [text for text in _sentences() if not text.isupper() or text in STRANGE]
    for text, article in zip(quiet, _reader()(quiet), strict=True):
        ours = _flat(article)
        theirs = morph([_known(word) for word, _ in ours])
        assert [tag for _, tag in ours] == [parse_tag(token.tag) for token in theirs.tokens], text


def _logits(nets: Networks, sentences: list[list[str]]) -> list[Floats]:
    """The outputs of the network for named entities, for sentences laid end to end, an empty row between."""
    distinct = list(dict.fromkeys(word for sentence in sentences for word in sentence))
    rows = nets.rows(nets.vectors(np.array([_number(nets, w) for w in distinct])), _shapes(nets, distinct))
    rows = np.concatenate([rows, np.zeros((1, 3, nets.width), np.float32)])
    laid, spots = [-1], []
    for sentence in sentences:
        spots.append((len(laid), len(laid) + len(sentence)))
        laid += [*(distinct.index(word) for word in sentence), -1]
    before, own, behind = rows[laid].transpose(1, 0, 2)
    edges = Edges.between(spots)
    hidden = nets.hidden(rectify(own + np.roll(before, 1, 0) + np.roll(behind, -1, 0), edges), edges)
    third = (hidden * nets.scale + nets.shift)[:, 128:192]
    weight, bias = nets.ner.head
    return [third[a:b] @ weight + bias for a, b in spots]


def _number(nets: Networks, word: str) -> int:
    return nets.words.get(word.lower(), nets.unknown)


def _shapes(nets: Networks, words: list[str]) -> Ints:
    return np.array([nets.shapes[word_shape(word)] for word in words])


def test_named_entities_are_slovnets() -> None:
    """The tagger builds on this network's layers; its own head must still tell slovnet's tags."""
    ner, nets = _slovnet(NER, "ner"), _reader().networks
    encoder, model, decoder = ner.infer.encoder, ner.infer.model, ner.infer.decoder
    sentences = [[word for word, _ in _flat(article)] for article in _reader()(_sentences())]
    for words, ours in zip(sentences, _logits(nets, sentences), strict=True):
        (batch,) = encoder([words])
        theirs = model(batch.word_id, batch.shape_id, batch.pad_mask)
        real = np.ones((1, len(words)), bool)
        np.testing.assert_allclose(ours, theirs[0], atol=2e-3, err_msg=" ".join(words))
        tags = [list(decoder(model.head.crf.decode(logits, real))) for logits in (ours[None], theirs)]
        assert tags[0] == tags[1], words


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_offsets(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    (article,) = _reader()([text])
    position = 0
    for sentence in article:
        assert position <= sentence.start < sentence.stop
        assert text[sentence.start : sentence.stop] == sentence.text == sentence.text.strip()
        for token in sentence.tokens:
            assert position <= token.start
            assert text[token.start : token.stop] == token.text
            position = token.stop
        for span in sentence.spans:
            assert sentence.start <= span.start < span.stop <= sentence.stop
            assert 0 < span.score <= 1
        assert position <= sentence.stop
        position = sentence.stop
    assert "".join(text.split()) == "".join(t.text for s in article for t in s.tokens)


def test_empty_and_blank_texts() -> None:
    assert list(_reader()([])) == []
    assert list(_reader()(["", " \n\t", "Да."])) == [[], [], *_reader()(["Да."])]


def test_any_batch_gives_the_same() -> None:
    alone = [article for text in _sentences() for article in _reader()([text])]
    together = list(_reader()(_sentences()))
    backwards = list(_reader()(_sentences()[::-1]))[::-1]
    assert [_flat(a) for a in alone] == [_flat(a) for a in together] == [_flat(a) for a in backwards]
    spots = [[x.spans for a in r for x in a] for r in (alone, together, backwards)]
    assert spots[0] == spots[1] == spots[2]


def test_capitals_are_read_like_the_rest() -> None:
    plain, loud = _reader()(["Собянин сообщил о встрече с Мишустиным", "СОБЯНИН СООБЩИЛ О ВСТРЕЧЕ С МИШУСТИНЫМ"])
    people = [[(s.start, s.stop) for s in x.spans if s.kind == "person"] for x in loud]
    assert people == [[(0, 7), (28, 38)]]
    assert [tag for _, tag in _flat(loud)] == [tag for _, tag in _flat(plain)]


def test_a_long_text_is_read_in_pieces() -> None:
    text = "Мэр Москвы Сергей Собянин прибыл в Казань, сообщил ТАСС. " * 2000
    (article,) = _reader()([text])
    assert len(article) == 2000
    assert all(len(sentence.spans) >= 5 for sentence in article)


@pytest.mark.parametrize("text", ["да " * 30_000, "а" * 300_000, "\ud800" * 40, "Собянин \udfff " * 20])
def test_any_text_is_read(text: str) -> None:
    (article,) = _reader()([text])
    assert "".join(text.split()) == "".join(t.text for s in article for t in s.tokens)
