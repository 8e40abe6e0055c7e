"""A trained network as the arrays of ``data/tagger.npz``."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsnlp.train.model import Network


def arrays(network: Network) -> dict[str, NDArray[Any]]:
    """Batch norms folded into the layers; matrices as (in, out)."""
    state = {k: v.detach().float().cpu().numpy() for k, v in network.state_dict().items()}
    made = {"shape": state["shape.weight"], "gram": state["gram.weight"], "length": state["length.weight"]}
    for name in ("first", "last", "before", "behind", "inside", "article"):
        made[name] = state[f"{name}.weight"].T
    made["edge_bias"] = state["first.bias"] + state["last.bias"]
    made["article_bias"] = state["article.bias"]
    made["edges"], made["edges_bias"] = state["edges.weight"][:2].T, state["edges.bias"][:2]
    made["out"], made["out_bias"] = state["out.0.weight"].T, state["out.0.bias"]
    for n in range(3):
        scale = state[f"convs.{n}.norm.weight"] / np.sqrt(state[f"convs.{n}.norm.running_var"] + 1e-5)
        shift = state[f"convs.{n}.norm.bias"] - state[f"convs.{n}.norm.running_mean"] * scale
        made[f"conv{n}"] = (state[f"convs.{n}.linear.weight"] * scale[:, None]).T
        made[f"conv{n}_bias"] = state[f"convs.{n}.linear.bias"] * scale + shift
    made["hidden_mean"] = state["hidden_norm.running_mean"]
    made["hidden_scale"] = 1 / np.sqrt(state["hidden_norm.running_var"] + 1e-5)
    made["calibration"] = np.tile(np.array([1, 0], np.float32), (made["out"].shape[1] - 1, 1))
    return {name: np.ascontiguousarray(array, np.float32) for name, array in made.items()}
