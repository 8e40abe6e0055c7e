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
from newsnlp.read.networks import Floats, Network, Networks, model_path, parse_tag
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
    for text, article in zip(_sentences(), _reader()(_sentences()), strict=True):
        ours = _flat(article)
        theirs = morph([word for word, _ in ours])
        assert [tag for _, tag in ours] == [parse_tag(token.tag) for token in theirs.tokens], text


def _logits(nets: Networks, net: Network, sentences: list[list[str]]) -> list[Floats]:
    """The network's outputs for sentences laid end to end, a zero row between."""
    words = [(word.lower(), word_shape(word)) for sentence in sentences for word in sentence]
    known = {word: row for row, word in enumerate(dict.fromkeys(words))}
    vectors = nets.vectors(np.array([nets.words.get(word, nets.unknown) for word, _ in known]))
    rows = np.concatenate([vectors, net.shape_rows[[nets.shapes[shape] for _, shape in known]]], 1)
    index = [row for s in sentences for row in (-1, *(known[word.lower(), word_shape(word)] for word in s))]
    laid = np.array([*index, -1])
    out = net.logits(net.hidden(rows, laid, (laid >= 0).astype(np.float32)[:, None])[2])
    return np.split(out[laid >= 0], np.cumsum([len(s) for s in sentences])[:-1])


def test_named_entities_are_slovnets() -> None:
    """The tagger builds on this network's layers; its own head must still tell slovnet's tags."""
    ner, nets = _slovnet(NER, "ner"), _reader().networks
    encoder, model, decoder = ner.infer.encoder, ner.infer.model, ner.infer.decoder
    sentences = [[word for word, _ in _flat(article)] for article in _reader()(_sentences())]
    for words, ours in zip(sentences, _logits(nets, nets.ner, sentences), strict=True):
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
    assert _reader()([]) == []
    assert _reader()(["", " \n\t", "Да."]) == [[], [], _reader()(["Да."])[0]]


def test_any_batch_gives_the_same() -> None:
    alone = [_reader()([text])[0] for text in _sentences()]
    together = _reader()(_sentences())
    backwards = _reader()(_sentences()[::-1])[::-1]
    assert [_flat(a) for a in alone] == [_flat(a) for a in together] == [_flat(a) for a in backwards]
    spots = [[[(s.kind, s.start, s.stop) for s in x.spans] for a in r for x in a] for r in (alone, together, backwards)]
    assert spots[0] == spots[1] == spots[2]
