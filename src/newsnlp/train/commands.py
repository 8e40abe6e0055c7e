"""``newsnlp train`` and ``newsnlp score``."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from newsnlp.read.weights import Weights, save
from newsnlp.run.extras import need
from newsnlp.train import corpora, score

EXISTING = click.Path(exists=True, path_type=Path)


@click.command("train")
@click.argument("corpus", nargs=-1, required=True, type=EXISTING)
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The weights' file."
)
@click.option("--dev", type=EXISTING, help="Articles to report on and to calibrate the scores with; never trained on.")
@click.option("--epochs", default=20, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=0, show_default=True)
@click.option("--width", default=192, show_default=True, type=click.IntRange(8), help="Of the network's layers.")
@click.option(
    "--versions", default=1, show_default=True, type=click.IntRange(0), help="Changed copies of each article."
)
@click.option("--int8", "small", is_flag=True, help="Store int8 for float16: two thirds of the size, F1 .001 lower.")
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1))
def train(
    corpus: tuple[Path, ...],
    output: Path,
    dev: Path | None,
    epochs: int,
    seed: int,
    width: int,
    versions: int,
    small: bool,
    threads: int,
) -> None:
    """Train the tagger on annotated CORPUS files or folders.

    A corpus is a brat folder (.txt beside .ann) or JSONL with text and entities (type, start, stop). The first corpus
    gives the kinds of the weights; each further one is a task of its own that the network learns beside it.
    """
    if not os.access(output.parent, os.W_OK):
        raise click.UsageError(f"-o: {output} can't be written: {output.parent} is no folder that you may write to")
    need("training", "train", "torch")
    import torch

    from newsnlp.train import fit
    from newsnlp.train.loop import Recipe
    from newsnlp.train.model import Shape

    torch.set_num_threads(threads)
    texts = [_read(path) for path in corpus]
    held = _read(dev) if dev else []
    recipe = Recipe(epochs=epochs, seed=seed, versions=versions)

    def report(epoch: int, loss: float, seconds: float, weights: Callable[[], Weights]) -> None:
        line = f"epoch {epoch}/{epochs}  loss {loss:.3f}  {seconds:.0f} s"
        if held and (epoch == 1 or epoch % 5 == 0):
            line += f"  F1 on dev {fit.figures(weights(), held)['micro'].f1:.3f}"
        click.echo(line, err=True)

    weights = fit.fit(texts, held, recipe, Shape(width=width), report)
    save(output, weights, small)
    click.echo(f"{output}: {output.stat().st_size / 1e6:.1f} MB, {len(weights.kinds)} kinds", err=True)
    if held:
        click.echo(score.render(fit.figures(weights, held)))


@click.command("score")
@click.argument("gold", type=EXISTING)
@click.argument("docs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def scores(gold: Path, docs: Path) -> None:
    """Score DOCS against GOLD.

    GOLD is a corpus as for train; DOCS is a JSONL file of documents as newsnlp batch writes it, whose ids are gold's.
    An article without a document counts as one in which nothing was found. Intervals: 95 %, bootstrap over articles.
    """
    articles = _read(gold)
    try:
        found = score.documents(docs)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if missing := [a.id for a in articles if a.id not in found]:
        click.echo(f"{len(missing)} of {len(articles)} articles have no document, {missing[0]} first", err=True)
    click.echo(score.render(score.against(articles, found)))


def _read(path: Path) -> Sequence[corpora.Article]:
    try:
        return corpora.read(path)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
