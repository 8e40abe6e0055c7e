"""The tagger's arithmetic against a plain one, its weights' file, its training and its figures."""

from __future__ import annotations

import doctest
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import click
import numpy as np
import pytest
from click.testing import CliRunner, Result

import newsnlp
from newsnlp.pipeline import Extractor
from newsnlp.read import Reader
from newsnlp.read.features import BUCKETS
from newsnlp.read.layout import Piece, lay
from newsnlp.read.lists import BITS, Lists
from newsnlp.read.networks import VECTOR, Floats, Ints
from newsnlp.read.rows import Rows
from newsnlp.read.tokens import columns, sentences
from newsnlp.read.weights import HIDDEN, SHAPE_ROWS, Weights, load, save
from newsnlp.train import calibrate, commands, corpora, score
from newsnlp.types import Person

TEXT = "Мэр Москвы Сергей Собянин\nвстретился в Казани с врачами. Собянина ждали в пресс-центре, сообщил ТАСС."
KINDS = ("person", "city", "title")
WIDTH, SPAN, LONGEST = 6, 5, 4


def _weights(seed: int = 0, lists: bool = True) -> Weights:
    """Small random weights."""
    random = np.random.default_rng(seed)
    size = VECTOR + 3 + 2 + len(BITS) * lists
    shapes: dict[str, tuple[int, ...]] = {
        "shape": (SHAPE_ROWS, 3),
        "gram": (BUCKETS, 2),
        "length": (LONGEST, SPAN),
        "hidden_mean": (HIDDEN,),
        "hidden_scale": (HIDDEN,),
        "conv0": (3 * size + HIDDEN, WIDTH),
        "conv0_bias": (WIDTH,),
        "conv1": (3 * WIDTH, WIDTH),
        "conv1_bias": (WIDTH,),
        "conv2": (3 * WIDTH, WIDTH),
        "conv2_bias": (WIDTH,),
        "article": (2 * WIDTH, WIDTH),
        "article_bias": (WIDTH,),
        "edges": (WIDTH, 2),
        "edges_bias": (2,),
        "edge_bias": (SPAN,),
        "out": (SPAN, len(KINDS) + 1),
        "out_bias": (len(KINDS) + 1,),
        "calibration": (len(KINDS), 2),
    }
    shapes |= dict.fromkeys(("first", "last", "before", "behind", "inside"), (WIDTH, SPAN))
    scale = {"conv0": 0.1, "hidden_scale": 0.1, "edges": 0.1, "edges_bias": 0.1, "calibration": 0.3}
    arrays = {
        name: (random.normal(0, scale.get(name, 0.5), shape)).astype(np.float32) for name, shape in shapes.items()
    }
    known = Lists.make({"сергей": 1 << BITS.index("first"), "врачами": 3}, {"сергей": 7, "мэр": 2})
    return Weights(arrays, KINDS, known if lists else Lists(np.zeros(0), np.zeros(0), np.zeros(0)))


def _plainly(weights: Weights, text: str) -> dict[tuple[int, int], tuple[str, float]]:
    """Every span with its likeliest kind and score, token by token in float64, nothing folded or shared."""
    w = {name: array.astype(np.float64) for name, array in weights.arrays.items()}
    layout, features, hidden = Reader(weights).inputs([text])
    vectors = Reader(weights).networks.vectors(features.near)
    (first, last) = layout.rows[0]
    n = last - first
    words = np.zeros((n + 2, len(w["conv0"]) - HIDDEN))
    words = words[:, : len(words[0]) // 3]
    above = np.zeros((n + 2, HIDDEN))
    for row in range(first, last):
        word = layout.cut[row]
        parts = [
            vectors[word],
            w["shape"][features.shape[word] + 66 * layout.line[row]],
            w["gram"][features.grams[word]].sum(0),
        ]
        if len(weights.lists.known):
            parts.append(np.array([features.lists[word] >> bit & 1 for bit in range(len(BITS))]))
        words[row] = np.concatenate(parts)
        above[row] = (hidden[row] - w["hidden_mean"]) * w["hidden_scale"]

    def conv(x: Any, name: str, extra: Any = None) -> Any:
        out = np.zeros((n + 2, WIDTH))
        for row in range(first, last):
            wide = np.concatenate([x[row - 1], x[row], x[row + 1], *([extra[row]] if extra is not None else [])])
            out[row] = np.maximum(wide @ w[name] + w[name + "_bias"], 0)
        return out

    x = conv(words, "conv0", above)
    x = conv(x, "conv1") + x
    seen = x.copy()
    for row in range(first, last):
        alike = [r for r in range(first, last) if layout.group[r] == layout.group[row]]
        wide = np.concatenate([x[alike].max(0), x[first:last].mean(0)])
        seen[row] += np.maximum(wide @ w["article"] + w["article_bias"], 0)
    x = conv(seen, "conv2") + seen
    found = {}
    for a in range(first, last):
        for b in range(a, min(a + LONGEST, layout.limit[a])):
            h = x[a] @ w["first"] + x[a - 1] @ w["before"] + x[b] @ w["last"] + x[b + 1] @ w["behind"]
            h += w["edge_bias"] + w["length"][b - a] + x[a : b + 1].mean(0) @ w["inside"]
            logits = np.maximum(h, 0) @ w["out"] + w["out_bias"]
            odds = np.exp(logits - logits.max())
            kind = int(odds[1:].argmax())
            margin = np.log(odds[kind + 1] / (odds.sum() - odds[kind + 1]))
            slope, offset = w["calibration"][kind]
            spot = (int(layout.start[a]), int(layout.stop[b]))
            found[spot] = (weights.kinds[kind], float(1 / (1 + np.exp(-(slope * margin + offset)))))
    return found


@pytest.mark.parametrize("lists", [True, False])
def test_arithmetic_is_the_plain_one(lists: bool) -> None:
    weights = _weights(lists=lists)
    expected = _plainly(weights, TEXT)
    (article,) = Reader(weights, dict.fromkeys(KINDS, 0.0))([TEXT])
    found = {(s.start, s.stop): s for sentence in article for s in sentence.spans}
    assert len(found) > 5
    for spot, span in found.items():
        assert (span.kind, span.score) == (expected[spot][0], pytest.approx(expected[spot][1], abs=2e-3)), spot
    assert max(expected.values(), key=lambda known: known[1])[0] in {span.kind for span in found.values()}


def test_thresholds_are_by_kind() -> None:
    def spans(**least: float) -> list[Any]:
        (article,) = Reader(_weights(), dict.fromkeys(KINDS, 0.0) | least)([TEXT])
        return [span for sentence in article for span in sentence.spans]

    every = spans()
    best = max(every, key=lambda span: span.score)
    chosen = spans(**{best.kind: best.score - 0.001})
    assert 0 < sum(s.kind == best.kind for s in chosen) < sum(s.kind == best.kind for s in every)
    assert all(s.score >= best.score - 0.001 for s in chosen if s.kind == best.kind)
    assert spans(person=1.01, city=1.01, title=1.01) == []


def test_crossing_spans_are_dropped_nested_ones_stay() -> None:
    (article,) = Reader(_weights(), dict.fromkeys(KINDS, 0.0))([TEXT])
    spans = [span for sentence in article for span in sentence.spans]
    assert not any(a.start < b.start < a.stop < b.stop for a in spans for b in spans)
    assert any(a.start <= b.start and b.stop <= a.stop for a in spans for b in spans if a is not b)


# ---------------------------------------------------------------------------------------- the weights' file


@pytest.mark.parametrize("small", [False, True])
def test_weights_round_trip(tmp_path: Path, small: bool) -> None:
    weights, path = _weights(), tmp_path / "weights.npz"
    save(path, weights, small)
    again = load(path)
    assert again.kinds == weights.kinds
    assert again.lists(["сергей", "врачами"], np.array([7, -1])).tolist() == [1 << BITS.index("first"), 3]
    for name, array in weights.arrays.items():
        assert np.abs(again.arrays[name] - array).max() <= np.abs(array).max() / 100, name


def _stored(path: Path) -> dict[str, Any]:
    save(path, _weights(), small=True)
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    stored = _stored(path)
    np.savez(path, **stored | {"meta": np.array(json.dumps({"version": 99, "kinds": KINDS}))})
    with pytest.raises(ValueError, match="version 99, this newsnlp reads version"):
        load(path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"conv1": None}, "array conv1 is missing"),
        ({"article_bias": np.zeros(7, np.float32)}, r"article_bias has shape \(7,\), expected \(6,\)"),
        ({"out": np.zeros((SPAN, 9), np.int8)}, "array out has shape"),
        ({"meta": None}, "no meta"),
        ({"meta": np.array("no json")}, "its meta is no JSON with a version"),
        ({"meta": np.array("[1]")}, "its meta is no JSON with a version"),
        ({"meta": np.array("[" * 100_000)}, "its meta is no JSON with a version"),
        ({"meta": np.array('{"version": 1}')}, "the kinds of its meta are no list of names"),
        ({"meta": np.array('{"version": 1, "kinds": [5]}')}, "the kinds of its meta are no list of names"),
        ({"conv1_bias": np.full(6, np.nan, np.float32)}, "array conv1_bias has values that are no numbers"),
        ({"conv1_bias": np.array(list("абвгде"))}, "array conv1_bias holds <U1, no numbers"),
        ({"lists.bits": np.zeros(5, np.uint16)}, "as many hashes as bits"),
        ({"more": np.zeros(3)}, "it has an array 'more', which no weights have"),
        ({"out_bias": np.array([{}], object)}, "no file of tagger weights"),
    ],
)
def test_wrong_weights_are_refused(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    path = tmp_path / "weights.npz"
    stored = _stored(path) | change
    np.savez(path, allow_pickle=True, **{name: array for name, array in stored.items() if array is not None})
    with pytest.raises(ValueError, match=said):
        load(path)


def test_what_is_too_large_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "weights.npz"
    stored = _stored(path)
    monkeypatch.setattr(np, "load", None)
    np.savez_compressed(path, **stored | {"gram": np.zeros((30_000, 1000), np.float64)})
    assert path.stat().st_size < 1_000_000
    with pytest.raises(ValueError, match=r"its arrays have more than 200,000,000 bytes"):
        load(path)


def test_a_shape_that_lies_is_refused(tmp_path: Path) -> None:
    path, array = tmp_path / "weights.npz", io.BytesIO()
    np.lib.format.write_array_header_1_0(array, {"descr": "<f8", "fortran_order": False, "shape": (10**10,)})
    with ZipFile(path, "w") as file:
        file.writestr("meta.npy", array.getvalue())
    with pytest.raises(ValueError, match=r"meta\.npy is shorter than its shape"):
        load(path)


def test_what_is_no_weights_file(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    with pytest.raises(FileNotFoundError, match="newsnlp train"):
        load(path)
    path.write_bytes(b"no zip")
    with pytest.raises(ValueError, match="no file of tagger weights"):
        load(path)


def test_shipped_weights_are_small_and_whole() -> None:
    from newsnlp.read import SHIPPED

    path = Path(str(SHIPPED))
    assert path.stat().st_size <= 4_000_000
    weights = load(path)
    assert {"person", "title", "organization", "country", "region", "city", "district", "money", "date", "time"} <= set(
        weights.kinds
    )
    assert len(weights.kinds) == 29
    assert all(np.isfinite(array).all() for array in weights.arrays.values())


# ---------------------------------------------------------------------------------------- what the network is told


def test_layout() -> None:
    text = "Союз-21 взлетел\nв срок. Союз ждал"
    layout = lay([Piece(text, columns(text), sentences(text))], lambda word: False)
    rows = slice(*layout.rows[0])
    words = [layout.words[n] for n in layout.cut[rows]]
    assert words == ["Союз", "-", "21", "взлетел", "в", "срок", ".", "Союз", "ждал"]
    assert layout.line[rows].tolist() == [1, 0, 0, 0, 1, 0, 0, 0, 0]
    assert [text[a:b] for a, b in zip(layout.start[rows], layout.stop[rows], strict=True)] == words
    assert layout.limit[rows].tolist() == [8] * 7 + [10] * 2
    assert layout.source[rows].tolist() == [1, 1, 1, 2, 3, 4, 5, 6, 7]
    assert layout.group[8] == layout.group[1] == 1


def test_words_in_capitals_take_the_articles_own_spelling() -> None:
    text = "ВРАЧИ ОЦЕНИЛИ ДОКЛАД ВОЗ\nВчера доклад ВОЗ оценили врачи"
    layout = lay([Piece(text, columns(text), sentences(text))], lambda word: False)
    assert [layout.words[n] for n in layout.raw[slice(*layout.raw_rows[0])]][:4] == [
        "Врачи",
        "оценили",
        "доклад",
        "ВОЗ",
    ]


def test_rows_are_the_convolution_whatever_is_forgotten() -> None:
    random = np.random.default_rng(0)
    weight = random.normal(size=(3, 26, 4)).astype(np.float32)

    def make(words: Sequence[str]) -> tuple[Ints, list[Floats]]:
        codes = np.array([ord(word) for word in words])
        return codes, [weight[:, codes - 97].transpose(1, 0, 2)]

    rows = Rows(make, [4], capacity=8)
    for _ in range(60):
        text = "".join(random.choice(list("abcdefghijklmnopqrstuvwxyz"), random.integers(1, 14)))
        words = list(dict.fromkeys(text))
        laid = np.array([-1, *(words.index(letter) for letter in text), -1])
        codes, [gathered] = rows(words, (0, laid))
        assert codes[laid].tolist() == [0, *map(ord, text), 0]
        hot: Floats = np.eye(26, dtype=np.float32)[[ord(letter) - 97 for letter in text]]
        hot = np.concatenate([np.zeros((1, 26), np.float32), hot, np.zeros((1, 26), np.float32)])
        expected = hot @ weight[1]
        expected[1:] += hot[:-1] @ weight[0]
        expected[:-1] += hot[1:] @ weight[2]
        np.testing.assert_allclose(gathered, expected, atol=1e-6)


# ---------------------------------------------------------------------------------------- corpora and figures


@pytest.mark.parametrize("name", ["calibrate", "change", "corpora", "score"])
def test_examples_of_training(name: str) -> None:
    assert doctest.testmod(import_module(f"newsnlp.train.{name}")).failed == 0


def _corpus(folder: Path, articles: list[tuple[str, str, list[tuple[str, int, int]]]]) -> Path:
    path = folder / "gold.jsonl"
    rows = [
        {"id": name, "text": text, "entities": [{"type": k, "start": a, "stop": b} for k, a, b in found]}
        for name, text, found in articles
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_brat_and_jsonl_are_one(tmp_path: Path) -> None:
    text = "Мэр Москвы Сергей Собянин прибыл."
    path = _corpus(tmp_path, [("a", text, [("PROFESSION", 0, 10), ("CITY", 4, 10), ("PERSON", 11, 25)])])
    folder = tmp_path / "brat"
    folder.mkdir()
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "a.ann").write_text(
        "T1\tPROFESSION 0 10\tМэр Москвы\nT2\tCITY 4 10\tМосквы\nT3\tPERSON 11 25\tСергей Собянин\n"
        "T4\tEVENT 0 3;11 17\tМэр Сергей\nR1\tWORKS_AS Arg1:T3 Arg2:T1\n",
        encoding="utf-8",
    )
    [plain], [read] = corpora.read(path), corpora.read(folder)
    assert read._replace(holders=()) == plain
    assert read.holders == ((corpora.Entity("title", 0, 10), (corpora.Entity("person", 11, 25),)),)
    assert [e.kind for e in corpora.read(path)[0].entities] == ["title", "city", "person"]


@pytest.mark.parametrize(
    "line", ["{", '{"text": "x"}', '{"text": "x", "entities": [{"type": "A", "start": 0, "stop": 5}]}']
)
def test_a_broken_corpus_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "да", "entities": []}\n' + line, encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        corpora.read(path)
    with pytest.raises(ValueError, match="holds no annotated article"):
        corpora.read(tmp_path.joinpath("empty") if tmp_path.joinpath("empty").mkdir() else tmp_path / "empty")


def test_score_command(tmp_path: Path) -> None:
    text = "Мэр Москвы Сергей Собянин прибыл в Казань около 5 мая."
    gold = _corpus(
        tmp_path,
        [("a", text, [("PERSON", 11, 25), ("CITY", 4, 10), ("CITY", 35, 41), ("DATE", 48, 53)]), ("b", "Да.", [])],
    )
    document = {
        "id": "a",
        "people": [{"mentions": [{"start": 11, "stop": 17}]}],
        "regions": [{"kind": "city", "mentions": [{"start": 4, "stop": 10}]}],
        "dates": [{"kind": "date", "mentions": [{"start": 42, "stop": 53}]}],
    }
    docs = tmp_path / "docs.jsonl"
    docs.write_text(json.dumps(document), encoding="utf-8")
    run = CliRunner().invoke(commands.scores, [str(gold), str(docs)])
    assert run.exit_code == 0, run.output
    rows = {line.split()[0]: line.split() for line in run.stdout.splitlines()}
    assert rows["person"][1:5] == ["1", "0.000", "0.000", "0.000"]
    assert rows["person"][-1] == "1.000"
    assert rows["city"][1:5] == ["2", "1.000", "0.500", "0.667"]
    assert rows["date"][1:5] == ["1", "1.000", "1.000", "1.000"]
    assert rows["micro"][1:5] == ["4", "0.667", "0.500", "0.571"]
    assert "1 of 2 articles have no document, b first" in run.output
    exchanged = CliRunner().invoke(commands.scores, [str(docs), str(gold)])
    assert exchanged.exit_code == 1
    assert "line 1" in exchanged.output
    assert "GOLD comes first" in exchanged.output
    docs.write_text("[]", encoding="utf-8")
    run = CliRunner().invoke(commands.scores, [str(gold), str(docs)])
    assert run.exit_code == 1
    assert "line 1" in run.output


def test_intervals_hold_the_figure_and_shrink() -> None:
    few = score.figures([score.Counts(4, 4, 3, 4, 4), score.Counts(4, 4, 1, 2, 2)] * 3)
    many = score.figures([score.Counts(4, 4, 3, 4, 4), score.Counts(4, 4, 1, 2, 2)] * 60)
    assert few.low <= few.f1 == many.f1 == 0.5 <= few.high
    assert many.high - many.low < few.high - few.low


def test_calibration_finds_what_the_scores_hide() -> None:
    random = np.random.default_rng(0)
    true = random.random(4000)
    odds = np.log(true / (1 - true))
    stated = 1 / (1 + np.exp(-(odds * 2 + 1)))  # overconfident
    right = (random.random(4000) < true).astype(float)
    judged = calibrate.Judged(np.zeros(4000, int), stated, right, np.arange(4000))
    slope, offset = calibrate.fit(judged, 1)[0]
    assert slope == pytest.approx(0.5, abs=0.06)
    assert offset == pytest.approx(-0.5, abs=0.12)


# ---------------------------------------------------------------------------------------- training


def test_score_tells_holders_and_values(tmp_path: Path) -> None:
    text = "Мэр Твери Анна Чен ушла в отставку. Её сменил Олег Белов, получив 3 млн рублей."
    right = newsnlp.extract(text)
    wrong = json.loads(right.to_json()) | {"id": "a"}
    gold, docs = tmp_path / "gold.jsonl", tmp_path / "docs.jsonl"
    gold.write_text(json.dumps(wrong), encoding="utf-8")
    wrong["money"][0]["key"] = "RUB 3"
    wrong["titles"][0]["person"] = None
    docs.write_text(json.dumps(wrong), encoding="utf-8")
    told = json.loads(CliRunner().invoke(commands.scores, [str(gold), str(docs), "--json"]).stdout)
    assert told["spans"]["micro"]["f1"] == 1
    assert told["values"]["money"] == {"found": 1, "right": 0}
    assert told["values"]["person"]["right"] == 1
    assert 0 < told["holders"]["recall"] < 1
    shown = CliRunner().invoke(commands.scores, [str(gold), str(docs)]).stdout
    assert "holders of titles: P" in shown
    assert "values, money: 0.000 of 1 mentions" in shown


def test_labelstudio_s_export_is_a_corpus(tmp_path: Path) -> None:
    text = "Мэр Москвы Сергей Собянин прибыл."
    drawn = {"id": "x", "type": "labels", "value": {"start": 11, "end": 25, "labels": ["PERSON"]}}
    money = {"id": "y", "type": "labels", "value": {"start": 26, "end": 32, "labels": ["MONEY"]}}
    tasks = [
        {"data": {"text": text, "id": "a"}, "annotations": [{"result": [drawn, money]}]},
        {"data": {"text": text}, "annotations": [{"was_cancelled": True, "result": [drawn]}]},
    ]
    path = tmp_path / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    [article] = corpora.read(path)
    assert [(e.kind, e.start, e.stop) for e in article.entities] == [("person", 11, 25), ("money", 26, 32)]
    path.write_text(json.dumps([{"data": {}}, {"annotations": [{}]}]), encoding="utf-8")
    with pytest.raises(ValueError, match="task 2"):
        corpora.read(path)


@pytest.mark.skipif(find_spec("torch") is None, reason="training needs torch")
def test_training_goes_on_from_weights_and_keeps_what_nobody_marks(tmp_path: Path) -> None:
    from newsnlp.read import SHIPPED
    from newsnlp.train import fit, tune
    from newsnlp.train.export import arrays, begin
    from newsnlp.train.model import Network, Shape

    begun = load(Path(str(SHIPPED)))
    shape = replace(tune.shape_of(begun, Shape()), lists=len(BITS))
    network = Network(shape, [len(begun.kinds)], np.zeros((2, VECTOR), np.float32), SHAPE_ROWS, BUCKETS)
    begin(network, begun.arrays)
    made = arrays(network)
    for name in made.keys() - {"calibration"}:
        np.testing.assert_allclose(made[name], begun.arrays[name], rtol=1e-3, atol=1e-4, err_msg=name)
    texts = [f"Вчера боцман {name} прибыл в Казань." for name in ("Чижов", "Ильин", "Рогов", "Белов", "Чуев", "Орлов")]
    corpus = _corpus(tmp_path, [(str(n), text, [("PROFESSION", 6, 12)]) for n, text in enumerate(texts)])
    output = tmp_path / "mine.npz"
    run = CliRunner().invoke(
        commands.train, [str(corpus), "--from", "shipped", "-o", str(output), "--epochs", "2", "--versions", "0"]
    )
    assert run.exit_code == 0, run.output
    assert "F1 before" in run.output
    assert {"person", "title", "city"} <= set(fit.figures(load(output), corpora.read(corpus), load(output).kinds))
    (article,) = Reader(output)(["Вчера боцман Зуев прибыл в Казань."])
    assert {"person", "city"} <= {span.kind for sentence in article for span in sentence.spans}


@pytest.mark.skipif(find_spec("torch") is None, reason="training needs torch")
def test_networks_teach_on_texts_that_nobody_marked_and_a_stopped_run_goes_on(tmp_path: Path) -> None:
    names = ("Чижов", "Ильин", "Рогов", "Белов", "Чуев", "Орлов", "Лосев", "Котов")
    texts = [f"Вчера боцман {name} прибыл в порт." for name in names]
    gold = _corpus(tmp_path, [(str(n), text, [("PROFESSION", 6, 12)]) for n, text in enumerate(texts)])
    more = tmp_path / "more.jsonl"
    more.write_text("".join(json.dumps({"text": f"Сегодня боцман {name} отплыл."}) + "\n" for name in names))
    teacher, whole, halves = (tmp_path / f"{name}.npz" for name in ("teacher", "whole", "halves"))
    sizes = ["--width", "16", "--span", "16", "--versions", "0"]
    made = CliRunner().invoke(commands.train, [str(gold), "-o", str(teacher), "--epochs", "30", *sizes])
    assert made.exit_code == 0, made.output

    def run(output: Path, *more_options: str) -> Result:
        given = [str(gold), "-o", str(output), "--texts", str(more), "--teacher", str(teacher), "--epochs", "4", *sizes]
        return CliRunner().invoke(commands.train, [*given, *more_options])

    assert (first := run(whole)).exit_code == 0, first.output
    assert "8 of 8 articles marked by the teachers" in first.output
    # stopped behind its second epoch
    from newsnlp.train import loop

    real, kept = loop._State.keep, tmp_path / "kept"

    def stopping(state: Any, epoch: int) -> None:
        real(state, epoch)
        if epoch == 2:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loop._State, "keep", stopping)
        assert run(halves, "--folder", str(kept)).exit_code
    assert not halves.exists()
    again = run(halves, "--folder", str(kept))
    assert again.exit_code == 0, again.output
    assert "epoch 2/4" not in again.output
    assert "epoch 3/4" in again.output
    for name, array in load(whole).arrays.items():
        np.testing.assert_allclose(load(halves).arrays[name], array, atol=1e-3, err_msg=name)
    other = run(halves, "--folder", str(kept), "--seed", "5")
    assert other.exit_code == 1
    assert "is of another run" in other.output
    alone = CliRunner().invoke(commands.train, [str(gold), "-o", str(whole), "--texts", str(more)])
    assert "--texts and --teacher go together" in alone.output


def test_two_articles_are_enough_to_go_on_from_weights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from newsnlp.read import SHIPPED

    begun = load(Path(str(SHIPPED)))
    articles = corpora.read(_corpus(tmp_path, [(str(n), f"Вчера пришёл {n}.", []) for n in range(7)]))
    for count, held in ((2, [0]), (5, [0]), (7, [0, 5])):
        (given,), kept = commands._halves(articles[:count], [], begun)
        assert [articles.index(article) for article in kept] == held
        assert len(given) + len(kept) == count
        assert f"({len(held)}) figures say little" in capsys.readouterr().err
    with pytest.raises(click.ClickException, match="two at least"):
        commands._halves(articles[:1], [], begun)


def test_weights_to_go_on_from_must_be_there(tmp_path: Path) -> None:
    gold = _corpus(tmp_path, [("a", "Да.", [])])
    run = CliRunner().invoke(commands.train, [str(gold), "--from", "nowhere.npz", "-o", str(tmp_path / "w.npz")])
    assert run.exit_code == 2
    assert "--from: no tagger weights at nowhere.npz" in run.output


@pytest.mark.skipif(find_spec("torch") is None, reason="training needs torch")
def test_training_learns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsnlp.train import lists

    monkeypatch.setattr(lists, "build", lambda words: Lists.make({"иван": 1 << BITS.index("first")}, words))
    names = ["Сергей Собянин", "Иван Петров", "Анна Орлова", "Олег Белов"]
    articles = []
    for n in range(24):
        name = names[n % 4]
        text = f"Вчера {name} прибыл в Казань. Его встретил мэр."
        articles.append((str(n), text, [("PERSON", 6, 6 + len(name)), ("CITY", 16 + len(name), 22 + len(name))]))
    corpus, output = _corpus(tmp_path, articles), tmp_path / "weights.npz"
    arguments = [
        str(corpus),
        "-o",
        str(output),
        "--dev",
        str(corpus),
        "--epochs",
        "12",
        "--width",
        "24",
        "--versions",
        "0",
    ]
    run = CliRunner().invoke(commands.train, arguments)
    assert run.exit_code == 0, run.output
    assert "epoch 12/12" in run.output
    (article,) = Reader(output)(["Вчера Иван Петров прибыл в Казань. Его встретил мэр."])
    assert {(s.kind, s.start, s.stop) for sentence in article for s in sentence.spans} == {
        ("person", 6, 17),
        ("city", 27, 33),
    }


def test_training_without_torch_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("newsnlp.run.extras.find_spec", lambda name: None)
    run = CliRunner().invoke(
        commands.train, [str(_corpus(tmp_path, [("a", "Да.", [])])), "-o", str(tmp_path / "w.npz")]
    )
    assert run.exit_code == 2
    assert "pip install 'newsnlp[train]'" in run.output


# ---------------------------------------------------------------------------------------- the extractor's thresholds


def test_extractor_thresholds() -> None:
    text = "Мэр Москвы Сергей Собянин прибыл в Казань."
    plain = Extractor()(text)
    assert plain.people
    assert plain.titles
    none = Extractor(threshold={Person: 1.0})(text)
    assert [t.name for t in none.titles] == [t.name for t in plain.titles]
    assert len(none.people) <= len(plain.people)


@pytest.mark.parametrize(
    ("threshold", "error", "said"),
    [
        (1.5, ValueError, "from 0 to 1, not 1.5"),
        (-0.1, ValueError, "from 0 to 1"),
        (float("nan"), ValueError, "from 0 to 1, not nan"),
        ({Person: 2}, ValueError, "from 0 to 1, not 2"),
        ({str: 0.5}, ValueError, "the kinds are Person"),
        ({Person: "0.5"}, TypeError, "not str"),
        ("0.5", TypeError, "not str"),
        (True, TypeError, "not bool"),
    ],
)
def test_wrong_thresholds_are_refused(threshold: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        Extractor(threshold=threshold)
