"""A network as the arrays of ``data/tagger.npz``, and those arrays as a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from newsnlp.train.model import Network

Arrays = Mapping[str, NDArray[Any]]
_SAME = {
    "shape": "shape.weight",
    "gram": "gram.weight",
    "length": "length.weight",
    "article_bias": "article.bias",
    "out_bias": "out.0.bias",
    "edges_bias": "edges.bias",
}
_TURNED = {  # (in, out) for torch's (out, in)
    **{name: f"{name}.weight" for name in ("first", "last", "before", "behind", "inside", "article", "edges")},
    "out": "out.0.weight",
}
_CONVS = range(3)
_TINY = 1e-5  # torch's own addition to a variance


def arrays(network: Network) -> dict[str, NDArray[Any]]:
    """Those of the first task; batch norms folded into the layers."""
    state = {k: v.detach().float().cpu().numpy() for k, v in network.state_dict().items()}
    made = {name: state[key] for name, key in _SAME.items()} | {name: state[key].T for name, key in _TURNED.items()}
    made["edges"], made["edges_bias"] = made["edges"][:, :2], made["edges_bias"][:2]
    made["edge_bias"] = state["first.bias"] + state["last.bias"]
    for n in _CONVS:
        scale = state[f"convs.{n}.norm.weight"] / np.sqrt(state[f"convs.{n}.norm.running_var"] + _TINY)
        shift = state[f"convs.{n}.norm.bias"] - state[f"convs.{n}.norm.running_mean"] * scale
        made[f"conv{n}"] = (state[f"convs.{n}.linear.weight"] * scale[:, None]).T
        made[f"conv{n}_bias"] = state[f"convs.{n}.linear.bias"] * scale + shift
    made["hidden_mean"] = state["hidden_norm.running_mean"]
    made["hidden_scale"] = 1 / np.sqrt(state["hidden_norm.running_var"] + _TINY)
    made["calibration"] = np.tile(np.array([1, 0], np.float32), (made["out"].shape[1] - 1, 1))
    return {name: np.ascontiguousarray(array, np.float32) for name, array in made.items()}


def begin(network: Network, given: Arrays) -> None:
    """Sets a network with one task to such arrays.

    Its norms stay as they are from then on, since a few articles say little of means.
    """
    state = network.state_dict()
    for name, array in _state(given).items():
        state[name].copy_(torch.from_numpy(np.ascontiguousarray(array)))
    for part in network.modules():
        if isinstance(part, nn.BatchNorm1d):
            part.eval()


def _state(given: Arrays) -> dict[str, Any]:
    made = {key: given[name] for name, key in _SAME.items()} | {key: given[name].T for name, key in _TURNED.items()}
    made |= {"first.bias": given["edge_bias"], "last.bias": np.zeros_like(given["edge_bias"])}
    for n in _CONVS:
        bias = given[f"conv{n}_bias"]
        made |= {f"convs.{n}.linear.weight": given[f"conv{n}"].T, f"convs.{n}.linear.bias": np.zeros_like(bias)}
        made |= {f"convs.{n}.norm.weight": np.ones_like(bias), f"convs.{n}.norm.bias": bias}
        made |= _norm(f"convs.{n}.norm", np.zeros_like(bias), np.ones_like(bias))
    return made | _norm("hidden_norm", given["hidden_mean"], given["hidden_scale"])


def _norm(name: str, mean: NDArray[Any], scale: NDArray[Any]) -> dict[str, Any]:
    return {f"{name}.running_mean": mean, f"{name}.running_var": 1 / scale**2 - _TINY}
