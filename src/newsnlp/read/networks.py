"""slovnet's two networks (named entities, morphology) as natasha packs them, run by numpy over a whole batch.

Both are three convolutions over word vector and shape. The first, which holds two thirds of the work, sees one
token at a time, so each distinct word is projected once per tap and its rows are gathered; the others run over
all articles of the batch laid end to end with one zero row between, so nothing is padded. Tags are slovnet's own
to the letter (``tests/test_read.py``).

The files are found inside the installed package natasha; neither it nor pymorphy2 is imported.
"""

from __future__ import annotations

import tarfile
from collections.abc import Mapping
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsnlp.types import Tag

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


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
        return np.take(self._codes, rows, axis=0).reshape(len(words), -1)


class Layer(NamedTuple):
    """A convolution of three taps with ReLU and batch norm: ``weight`` is (3, in, out)."""

    weight: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    def finish(self, x: Floats, real: Floats) -> Floats:
        x += self.bias
        np.maximum(x, 0, out=x)
        x *= self.scale
        x += self.shift
        x *= real
        return x


def taps(x: Floats, weight: Floats) -> Floats:
    """The convolution of three taps over rows laid end to end: (n, in), (3, in, out) -> (n, out)."""
    out: Floats = x @ weight[1]
    out[1:] += x[:-1] @ weight[0]
    out[:-1] += x[1:] @ weight[2]
    return out


def gathered_taps(rows: Floats, index: Ints, weight: Floats) -> Floats:
    """The same where ``x = rows[index]``: each distinct row is multiplied once; index -1 is a zero row."""
    projected = np.zeros((3, len(rows) + 1, weight.shape[2]), np.float32)
    for tap in range(3):
        np.matmul(rows, weight[tap], out=projected[tap, :-1])
    out: Floats = np.take(projected[1], index, axis=0)
    out[1:] += np.take(projected[0], index[:-1], axis=0)
    out[:-1] += np.take(projected[2], index[1:], axis=0)
    return out


class Network:
    """One of slovnet's tagging networks."""

    def __init__(self, path: Path) -> None:
        from slovnet.exec.model import NER, Morph
        from slovnet.exec.pack import Pack

        with Pack(path) as pack:
            model = pack.load_model(NER if "ner" in path.name else Morph)
            model = model.inject_arrays(dict(pack.load_arrays(model.weights)))
            self.words = pack.load_vocab("word")
            self.shapes = pack.load_vocab("shape")
            self.tags: list[str] = pack.load_vocab("tag").items
        self.shape_rows: Floats = model.emb.shape.weight.array
        self.layers = [self._layer(layer) for layer in model.encoder.layers]
        self.head: tuple[Floats, Floats] = (model.head.proj.weight.array, model.head.proj.bias.array)
        crf = getattr(model.head, "crf", None)
        self.transitions: Floats | None = crf.transitions.array if crf else None

    @staticmethod
    def _layer(layer: Any) -> Layer:
        norm = layer.norm
        scale = norm.weight.array / norm.std.array
        weight = np.ascontiguousarray(layer.conv.weight.array.transpose(2, 1, 0))
        return Layer(weight, layer.conv.bias.array, scale, norm.bias.array - norm.mean.array * scale)

    def hidden(self, rows: Floats, index: Ints, real: Floats) -> list[Floats]:
        """The outputs of the three layers: (n, 256), (n, 128), (n, 64)."""
        outs: list[Floats] = []
        for number, layer in enumerate(self.layers):
            x = taps(outs[-1], layer.weight) if number else gathered_taps(rows, index, layer.weight)
            outs.append(layer.finish(x, real))
        return outs

    def logits(self, last: Floats) -> Floats:
        """(n, 64) -> (n, tags)."""
        weight, bias = self.head
        return last @ weight + bias


class Networks:
    """Both networks over one batch; their vocabularies are the same."""

    def __init__(self) -> None:
        self.vectors = Vectors(model_path("emb/navec_news_v1_1B_250K_300d_100q.tar"))
        self.ner = Network(model_path("model/slovnet_ner_news_v1.tar"))
        self.morph = Network(model_path("model/slovnet_morph_news_v1.tar"))
        self.words: Mapping[str, int] = self.ner.words.item_ids
        self.shapes: Mapping[str, int] = self.ner.shapes.item_ids
        self.unknown: int = self.ner.words.unk_id

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
