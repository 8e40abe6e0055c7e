"""Training that goes on from weights that there are, on a few articles: what they don't teach is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import nn

from newsnlp.read import Reader
from newsnlp.read.weights import Weights
from newsnlp.train.corpora import Annotated, Entity
from newsnlp.train.loop import Recipe
from newsnlp.train.model import Network, Shape

# A third of the rate that weights are made with: few articles are to move them, not to make them anew.
RECIPE = Recipe(epochs=20, rate=6e-4, average=0.99)
SURE = 0.5  # the least score of what the weights mark in place of an annotator


def shape_of(weights: Weights, shape: Shape) -> Shape:
    """The sizes that the weights have, with the dropouts of ``shape``."""
    sizes = {name: array.shape for name, array in weights.arrays.items()}
    (longest, span), (_, width) = sizes["length"], sizes["article"]
    letters = {"shape_size": sizes["shape"][1], "gram_size": sizes["gram"][1]}
    return replace(shape, width=width, span=span, longest=longest, **letters)


def completed(articles: Sequence[Annotated], weights: Weights) -> list[Annotated]:
    """The articles with what the weights find of the kinds that nobody marked in any of them.

    Who corrects people alone says nothing about dates: without these the network would learn that there are none.
    """
    marked = {entity.kind for article in articles for entity in article.entities}
    found = []
    for article, sentences in zip(articles, Reader(weights)([a.text for a in articles]), strict=True):
        spans = (span for sentence in sentences for span in sentence.spans)
        more = {Entity(s.kind, s.start, s.stop) for s in spans if s.kind not in marked and s.score >= SURE}
        found.append(article._replace(entities=tuple(sorted({*article.entities, *more}, key=lambda e: e[1:]))))
    return found


def begin(network: Network, weights: Weights) -> None:
    """Sets a network with one task to the weights: :func:`newsnlp.train.export.arrays` the other way round.

    Its norms stay as they are from then on, since a few articles say little of means.
    """
    state = network.state_dict()
    for name, array in _state(weights.arrays).items():
        state[name].copy_(torch.from_numpy(np.ascontiguousarray(array)))
    for part in network.modules():
        if isinstance(part, nn.BatchNorm1d):
            part.eval()


def _state(arrays: Any) -> dict[str, Any]:
    made = {"shape.weight": arrays["shape"], "gram.weight": arrays["gram"], "length.weight": arrays["length"]}
    made |= {f"{name}.weight": arrays[name].T for name in ("first", "last", "before", "behind", "inside", "article")}
    made |= {"first.bias": arrays["edge_bias"], "last.bias": np.zeros_like(arrays["edge_bias"])}
    made |= {"article.bias": arrays["article_bias"]}
    made |= {"edges.weight": arrays["edges"].T, "edges.bias": arrays["edges_bias"]}
    made |= {"out.0.weight": arrays["out"].T, "out.0.bias": arrays["out_bias"]}
    for n in range(3):
        bias = arrays[f"conv{n}_bias"]
        made |= {f"convs.{n}.linear.weight": arrays[f"conv{n}"].T, f"convs.{n}.linear.bias": np.zeros_like(bias)}
        made |= {f"convs.{n}.norm.weight": np.ones_like(bias), f"convs.{n}.norm.bias": bias}
        made |= _norm(f"convs.{n}.norm", np.zeros_like(bias), np.ones_like(bias))
    return made | _norm("hidden_norm", arrays["hidden_mean"], arrays["hidden_scale"])


def _norm(name: str, mean: Any, scale: Any) -> dict[str, Any]:
    return {f"{name}.running_mean": mean, f"{name}.running_var": 1 / scale**2 - 1e-5}
