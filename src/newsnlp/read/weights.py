"""The tagger's weights on disk: an ``.npz`` without pickle, checked before use.

Arrays are stored as int8 with a scale per column (``name`` and ``name.scale``) or as float16; ``meta`` is JSON:
``version`` and ``kinds`` in the order of the network's outputs. ``lists.known``, ``lists.hashes``, ``lists.bits`` are
:class:`~newsnlp.read.lists.Lists`; without them the network has no list features.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from newsnlp.read.features import BUCKETS
from newsnlp.read.lists import BITS, Lists
from newsnlp.read.networks import VECTOR, Floats

VERSION = 1
HIDDEN = 384  # slovnet's second and third layers, 128 + 64 of each of the two networks
SHAPE_COUNT = 66  # slovnet's
SHAPE_ROWS = 2 * SHAPE_COUNT  # then the same at the start of a line


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
        with np.load(path, allow_pickle=False) as file:
            stored = {name: file[name] for name in file.files}
    except (BadZipFile, ValueError, OSError, EOFError) as error:
        raise ValueError(f"{path} is no file of tagger weights: {error}") from error
    meta = _meta(path, stored.pop("meta", None))
    lists = Lists(*(stored.pop(f"lists.{name}", np.zeros(0)) for name in ("known", "hashes", "bits")))
    arrays = {name: _number(name, stored) for name in stored if not name.endswith(".scale")}
    weights = Weights(arrays, tuple(meta["kinds"]), lists)
    if wrong := _wrong(weights):
        raise ValueError(f"{path}: {wrong}; train it anew with newsnlp train")
    return weights


def _meta(path: Path, stored: NDArray[Any] | None) -> dict[str, Any]:
    if stored is None:
        raise ValueError(f"{path} is no file of tagger weights: it has no meta")
    meta: dict[str, Any] = json.loads(str(stored))
    if meta.get("version") != VERSION:
        raise ValueError(f"{path} has weights of version {meta.get('version')}, this newsnlp reads version {VERSION}")
    return meta


def _number(name: str, stored: Mapping[str, NDArray[Any]]) -> Floats:
    array: Floats = stored[name].astype(np.float32)
    scale = stored.get(name + ".scale", np.ones(1))
    if scale.shape not in ((1,), array.shape[-1:]):
        raise ValueError(f"array {name} has shape {array.shape}, its scale {scale.shape}")
    array *= scale.astype(np.float32)
    return array


def _wrong(weights: Weights) -> str:
    """What is wrong with the arrays' shapes, or nothing."""
    arrays = weights.arrays
    for name, shape in expected(weights).items():
        if name not in arrays:
            return f"array {name} is missing"
        if arrays[name].shape != shape:
            return f"array {name} has shape {arrays[name].shape}, expected {shape}"
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
