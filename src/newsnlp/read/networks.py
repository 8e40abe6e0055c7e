"""slovnet's two networks (named entities, morphology) as natasha packs them, run by numpy over a whole batch.

Both are three convolutions over word vector and shape. The first, which holds two thirds of the work, sees one
token at a time, so each distinct word is projected once per tap and its rows are gathered; the others run over
all articles of the batch laid end to end with one zero row between, so nothing is padded. Tags are slovnet's own
to the letter (``tests/test_read.py``).

The files are found inside the installed package natasha; neither it nor pymorphy2 is imported.
"""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsnlp.lock import cached_property
from newsnlp.read.words import Words
from newsnlp.types import Tag

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

VECTOR = 300  # navec's width
SOME = 512  # rows multiplied at a time: what they are added to stays in the processor's cache
BLOCK = 256  # rows tagged at a time: 753 tags wide, they stay in the processor's cache


def model_path(name: str) -> Path:
    """A file of natasha's ``data`` folder.

    Raises ``FileNotFoundError`` where natasha is not installed or came without its models.
    """
    spec = find_spec("natasha")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "data" / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"natasha's file {name} is missing; pip install 'natasha>=1.6' brings it")


class Vectors:
    """navec's 250,000 word vectors of 300, left compressed on disk (26 MB, memory-mapped).

    ``indexes[word]`` holds 100 bytes, each the number of one of 256 centroids of 3 numbers.
    """

    def __init__(self, path: Path) -> None:
        with tarfile.open(path) as tar:
            member = tar.getmember("pq.bin")
        count, parts, centroids, width = self._header(path, member.offset_data)
        start = member.offset_data + 16
        self._indexes = np.memmap(path, np.uint8, "r", start, (count, parts))
        codes = np.memmap(path, np.float32, "r", start + count * parts, (parts * centroids, width))
        self._codes = np.array(codes)
        self._offsets = np.arange(parts, dtype=np.int64) * centroids

    @staticmethod
    def _header(path: Path, offset: int) -> tuple[int, int, int, int]:
        count, size, parts, centroids = (int(n) for n in np.fromfile(path, np.uint32, 4, offset=offset))
        return count, parts, centroids, size // parts

    def __call__(self, words: Ints) -> Floats:
        """(n,) word numbers -> (n, 300)."""
        rows = self._indexes[words] + self._offsets
        return np.take(self._codes, rows, axis=0).reshape(len(words), VECTOR)


class Layer(NamedTuple):
    """A convolution of three taps (3, in, out), ReLU, then ``scale`` and ``shift``: batch norm."""

    weight: Floats
    bias: Floats
    scale: Floats
    shift: Floats


def taps(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """The convolution of three taps over rows laid end to end: (n, in), (3, in, out), (out,) -> (n, out)."""
    before, own, behind = weight
    out = np.empty((len(x), own.shape[1]), np.float32)
    for start in range(0, len(x), SOME):
        rows, first = slice(start, start + SOME), max(start, 1)
        np.matmul(x[rows], own, out=out[rows])
        out[first : start + SOME] += x[first - 1 : min(start + SOME, len(x)) - 1] @ before
        out[start : min(start + SOME, len(x) - 1)] += x[start + 1 : start + SOME + 1] @ behind
        out[rows] += bias
    return out


def side_by_side(weight: Floats) -> Floats:
    """The three taps' weights as one matrix: (3, in, out) -> (in, 3 * out)."""
    return np.concatenate([*weight], 1)


class Folded(NamedTuple):
    """A convolution on the plain ReLU output of a layer, whose scale and shift it takes into itself.

    ``before`` and ``behind`` correct the rows beside an empty row, which has no shift.
    """

    weight: Floats
    bias: Floats
    before: Floats
    behind: Floats

    @classmethod
    def make(cls, below: Layer, layer: Layer) -> Folded:
        """``below``: the layer whose scale and shift ``layer`` takes into itself."""
        shifts = [below.shift @ tap for tap in layer.weight]
        weight = np.ascontiguousarray(below.scale[None, :, None] * layer.weight)
        return cls(weight, layer.bias + sum(shifts), shifts[0], shifts[2])

    def __call__(self, x: Floats, edges: Edges) -> Floats:
        y = taps(x, self.weight, self.bias)
        y[edges.first] -= self.before
        y[edges.last] -= self.behind
        return rectify(y, edges)


class Edges(NamedTuple):
    """Rows: the empty ones, and the articles' first and last."""

    empty: Ints
    first: Ints
    last: Ints

    @classmethod
    def between(cls, rows: Sequence[tuple[int, int]]) -> Edges:
        """Of row ranges with one empty row before each and one behind the last.

        >>> [column.tolist() for column in Edges.between([(1, 3), (4, 4), (5, 6)])]
        [[0, 3, 4, 6], [1, 5], [2, 5]]
        """
        full = [(a, b) for a, b in rows if b > a]
        columns = ([0, *(b for _, b in rows)], [a for a, _ in full], [b - 1 for _, b in full])
        return cls(*(np.array(column, np.int64) for column in columns))


def rectify(x: Floats, edges: Edges) -> Floats:
    """ReLU in place; empty rows become zero."""
    np.maximum(x, np.zeros(x.shape[1:], np.float32), out=x)  # four times as quick as with a number
    x[edges.empty] = 0
    return x


class Network:
    """One of slovnet's tagging networks."""

    def __init__(self, path: Path) -> None:
        from slovnet.exec.model import NER, Morph
        from slovnet.exec.pack import Pack

        with Pack(path) as pack:
            model = pack.load_model(NER if "ner" in path.name else Morph)
            model = model.inject_arrays(dict(pack.load_arrays(model.weights)))
            self.tags: list[str] = pack.load_vocab("tag").items
        self.shape_rows: Floats = model.emb.shape.weight.array
        self.layers = [self._layer(layer) for layer in model.encoder.layers]
        self.second, self.third = (Folded.make(*pair) for pair in pairwise(self.layers))
        self.head: tuple[Floats, Floats] = (model.head.proj.weight.array, model.head.proj.bias.array)

    @staticmethod
    def _layer(layer: Any) -> Layer:
        norm = layer.norm
        scale = norm.weight.array / norm.std.array
        weight = np.ascontiguousarray(layer.conv.weight.array.transpose(2, 1, 0))
        return Layer(weight, layer.conv.bias.array, scale, norm.bias.array - norm.mean.array * scale)

    def above(self, first: Floats, edges: Edges) -> tuple[Floats, Floats]:
        """The first layer's plain output -> those of the second (n, 128) and the third (n, 64)."""
        second = self.second(first, edges)
        return second, self.third(second, edges)


def _vocabularies(path: Path) -> tuple[Words, Mapping[str, int]]:
    """slovnet's words (250,000) and shapes, which both networks share."""
    from slovnet.exec.pack import Pack, vocab_name

    with Pack(path) as pack:
        return Words(gzip.decompress(pack.read(vocab_name("word")))), pack.load_vocab("shape").item_ids


class Networks:
    """Both networks, laid side by side; their vocabularies are the same.

    ``scale`` and ``shift`` (384,): what turns :meth:`hidden`'s columns into the layers' own values.
    """

    width = 512

    def __init__(self) -> None:
        self.vectors = Vectors(model_path("emb/navec_news_v1_1B_250K_300d_100q.tar"))
        path = model_path("model/slovnet_ner_news_v1.tar")
        self.ner = Network(path)
        self.morph = Network(model_path("model/slovnet_morph_news_v1.tar"))
        self.words, self.shapes = _vocabularies(path)
        self.unknown = self.words["<unk>"]
        nets = (self.ner, self.morph)
        above = [layer for net in nets for layer in net.layers[1:]]
        self._word_rows = side_by_side(np.concatenate([net.layers[0].weight[:, :VECTOR] for net in nets], 2))
        shapes = [net.shape_rows @ net.layers[0].weight[:, VECTOR:] for net in nets]
        self._shape_rows = np.concatenate(shapes, 2).transpose(1, 0, 2).copy()
        self._shape_rows[:, 1] += np.concatenate([net.layers[0].bias for net in nets])
        self.scale = np.concatenate([layer.scale for layer in above])
        self.shift = np.concatenate([layer.shift for layer in above])
        weight, bias = self.morph.head
        last = self.morph.layers[2]
        self._head = (last.scale[:, None] * weight, bias + last.shift @ weight)

    def rows(self, vectors: Floats, shapes: Ints) -> Floats:
        """(n, 300), (n,) -> the first layers' rows (n, 3, 512), bias included."""
        rows: Floats = (vectors @ self._word_rows).reshape(-1, 3, self.width)
        rows += self._shape_rows[shapes]
        return rows

    def hidden(self, first: Floats, edges: Edges) -> Floats:
        """The first layers' output (n, 512) -> the plain ReLU output of all layers above (n, 384)."""
        ner = self.ner.above(first[:, :256], edges)
        return np.concatenate([*ner, *self.morph.above(first[:, 256:], edges)], 1)

    def tag_numbers(self, hidden: Floats) -> Ints:
        """(n, 384) -> the numbers of the morphology model's tags (n,)."""
        weight, bias = self._head
        numbers = np.empty(len(hidden), np.int64)
        for start in range(0, len(hidden), BLOCK):
            logits = hidden[start : start + BLOCK, 320:] @ weight
            logits += bias
            logits.argmax(1, out=numbers[start : start + BLOCK])
        return numbers

    @cached_property
    def tags(self) -> list[Tag]:
        """The morphology model's tags by number."""
        return [parse_tag(tag) for tag in self.morph.tags]


_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
_CASES |= {"Par": "gent", "Voc": "nomn"}
_NUMBERS = {"Sing": "sing", "Plur": "plur"}
_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_TENSES = {"Past": "past", "Pres": "pres", "Fut": "futr"}


def parse_tag(text: str) -> Tag:
    """slovnet's tag in the library's names.

    >>> parse_tag("NOUN|Animacy=Inan|Case=Gen|Gender=Fem|Number=Sing")[:4]
    ('NOUN', 'gent', 'sing', 'femn')
    """
    pos, *rest = text.split("|")
    facts = dict(item.split("=", 1) for item in rest)
    return Tag(
        pos,
        _CASES.get(facts.get("Case", "")),
        _NUMBERS.get(facts.get("Number", "")),
        _GENDERS.get(facts.get("Gender", "")),
        {"Anim": "anim", "Inan": "inan"}.get(facts.get("Animacy", "")),
        _TENSES.get(facts.get("Tense", "")),
        facts.get("Person"),
        facts.get("VerbForm"),
        facts.get("Variant") == "Short",
    )
