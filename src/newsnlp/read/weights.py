"""The tagger's weights on disk: an ``.npz`` without pickle, checked before use.

Arrays are stored as int8 with a scale per column (``name`` and ``name.scale``) or as float16; ``meta`` is JSON:
``version`` and ``kinds`` in the order of the network's outputs. ``lists.known``, ``lists.hashes``, ``lists.bits`` are
:class:`~newsnlp.read.lists.Lists`; without them the network has no list features.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import prod
from pathlib import Path
from typing import IO, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from newsnlp.read.features import BUCKETS
from newsnlp.read.lists import BITS, Lists
from newsnlp.read.networks import VECTOR, Floats

VERSION = 1
HIDDEN = 384  # slovnet's second and third layers, 128 + 64 of each of the two networks
SHAPE_COUNT = 66  # slovnet's
SHAPE_ROWS = 2 * SHAPE_COUNT  # then the same at the start of a line
LARGEST = 200_000_000  # bytes of a file's arrays, unpacked; the shipped ones have three million
_LISTS = ("lists.known", "lists.hashes", "lists.bits")


class Weights(NamedTuple):
    """``arrays`` in float32 by name; ``kinds`` are the span kinds without "none", which is output 0.

    ``calibration`` (kinds, 2): slope and offset that turn a kind's log odds into those that dev bears out.
    """

    arrays: Mapping[str, Floats]
    kinds: tuple[str, ...]
    lists: Lists


def load(path: Path) -> Weights:
    """Reads and checks a file of :func:`save`.

    Raises ``FileNotFoundError`` where there is none, ``ValueError`` where it is no weights file, of another version, or
    an array is missing or of another shape than the rest asks for.
    """
    if not path.is_file():
        raise FileNotFoundError(f"no tagger weights at {path}; newsnlp train makes them")
    try:
        _check_contents(path)
        with np.load(path, allow_pickle=False) as file:
            stored = {name: file[name] for name in file.files}
    except (BadZipFile, ValueError, OSError, EOFError) as error:
        raise ValueError(f"{path} is no file of tagger weights: {error}") from error
    kinds = _kinds(path, stored.pop("meta"))
    lists = [stored.pop(name, np.zeros(0, np.int64)) for name in _LISTS]
    arrays = {name: _number(name, stored) for name in stored if not name.endswith(".scale")}
    weights = Weights(arrays, kinds, Lists(*lists))
    if wrong := _wrong_lists(lists) or _wrong(weights):
        raise ValueError(f"{path}: {wrong}; train it anew with newsnlp train")
    return weights


def _check_contents(path: Path) -> None:
    """Refuses a file by its table of contents, before any array is made: what it holds, and how large that is."""
    with ZipFile(path) as file:
        sizes = {entry.filename.removesuffix(".npy"): entry.file_size for entry in file.infolist()}
        known = {*_NAMES, *(f"{name}.scale" for name in _NAMES), *_LISTS, "meta"}
        if unknown := sorted(sizes.keys() - known):
            raise ValueError(f"it has an array {unknown[0]!r}, which no weights have")
        if "meta" not in sizes:
            raise ValueError("it has no meta")
        if sum(sizes.values()) > LARGEST:
            raise ValueError(f"its arrays have more than {LARGEST:,} bytes")
        for entry in file.infolist():
            with file.open(entry) as array:
                if _bytes(array) > entry.file_size:
                    raise ValueError(f"{entry.filename} is shorter than its shape")


def _bytes(file: IO[bytes]) -> int:
    """The size of an array as its header tells it."""
    read = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}.get(npy.read_magic(file))
    if read is None:
        raise ValueError("an array's format is not numpy's")
    shape, _, kind = read(file)
    return int(prod(shape) * kind.itemsize)


def _kinds(path: Path, stored: NDArray[Any]) -> tuple[str, ...]:
    try:
        meta = json.loads(str(stored))
    except (ValueError, RecursionError):
        meta = None
    if not isinstance(meta, dict) or "version" not in meta:
        raise ValueError(f"{path} is no file of tagger weights: its meta is no JSON with a version")
    if meta["version"] != VERSION:
        raise ValueError(f"{path} has weights of version {meta['version']}, this newsnlp reads version {VERSION}")
    kinds = meta.get("kinds")
    if not isinstance(kinds, list) or not kinds or not all(isinstance(kind, str) for kind in kinds):
        raise ValueError(f"{path} is no file of tagger weights: the kinds of its meta are no list of names")
    return tuple(kinds)


def _number(name: str, stored: Mapping[str, NDArray[Any]]) -> Floats:
    if stored[name].dtype.kind not in "iuf":
        raise ValueError(f"array {name} holds {stored[name].dtype}, no numbers")
    array: Floats = stored[name].astype(np.float32)
    scale = stored.get(name + ".scale", np.ones(1))
    if scale.shape not in ((1,), array.shape[-1:]):
        raise ValueError(f"array {name} has shape {array.shape}, its scale {scale.shape}")
    array *= scale.astype(np.float32)
    return array


def _wrong_lists(lists: Sequence[NDArray[Any]]) -> str:
    _, hashes, bits = lists
    if any(array.dtype.kind not in "iu" or array.ndim != 1 for array in lists) or len(hashes) != len(bits):
        return "the lists are no rows of whole numbers, as many hashes as bits"
    return ""


def _wrong(weights: Weights) -> str:
    """What is wrong with the arrays' shapes or values, or nothing."""
    arrays = weights.arrays
    for name, shape in expected(weights).items():
        if name not in arrays:
            return f"array {name} is missing"
        if arrays[name].shape != shape:
            return f"array {name} has shape {arrays[name].shape}, expected {shape}"
        if not np.isfinite(arrays[name]).all():
            return f"array {name} has values that are no numbers"
    return ""


def expected(weights: Weights) -> dict[str, tuple[int, ...]]:
    """The shapes that the arrays must have, given those of ``shape``, ``gram``, ``length`` and ``article``."""
    sizes = {name: array.shape for name, array in weights.arrays.items()}
    width, span = sizes.get("article", (0, 0))[-1], sizes.get("length", (0, 0))[-1]
    letters, shape = sizes.get("gram", (0, 0))[-1], sizes.get("shape", (0, 0))[-1]
    word = VECTOR + shape + letters + len(BITS) * bool(len(weights.lists.known))
    made: dict[str, tuple[int, ...]] = {
        "shape": (SHAPE_ROWS, shape),
        "gram": (BUCKETS, letters),
        "hidden_mean": (HIDDEN,),
        "hidden_scale": (HIDDEN,),
        "conv0": (3 * word + HIDDEN, width),
        "conv1": (3 * width, width),
        "conv2": (3 * width, width),
        "article": (2 * width, width),
        "edges": (width, 2),
        "edges_bias": (2,),
        "edge_bias": (span,),
        "length": (sizes.get("length", (0,))[0], span),
        "out": (span, len(weights.kinds) + 1),
        "out_bias": (len(weights.kinds) + 1,),
        "calibration": (len(weights.kinds), 2),
    }
    made |= dict.fromkeys(("conv0_bias", "conv1_bias", "conv2_bias", "article_bias"), (width,))
    made |= dict.fromkeys(("first", "last", "before", "behind", "inside"), (width, span))
    return made


_NAMES = frozenset(expected(Weights({}, (), Lists(*[np.zeros(0, np.int64)] * 3))))


def save(path: Path, weights: Weights, small: bool = False) -> None:
    """Writes float16; with ``small``, int8 with a scale per column where an array is a matrix."""
    stored: dict[str, NDArray[Any]] = {}
    for name, array in weights.arrays.items():
        if not small or array.ndim < 2 or name in ("shape", "length", "calibration"):
            stored[name] = array.astype(np.float16)
        else:
            scale = np.maximum(np.abs(array).max(0), 1e-8) / 127
            stored[name] = np.rint(array / scale).astype(np.int8)
            stored[name + ".scale"] = scale.astype(np.float32)
    lists = weights.lists
    stored |= {"lists.known": lists.known, "lists.hashes": lists.hashes, "lists.bits": lists.bits}
    meta = {"version": VERSION, "kinds": list(weights.kinds)}
    np.savez_compressed(path, meta=np.array(json.dumps(meta)), **stored)  # type: ignore[arg-type]
