"""Training that goes on from weights that there are, on a few articles: what they don't teach is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsnlp.read import Reader
from newsnlp.read.weights import Weights
from newsnlp.train.corpora import Annotated, Entity
from newsnlp.train.loop import Recipe
from newsnlp.train.model import Shape

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
