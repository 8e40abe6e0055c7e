"""``newsnlp train`` and ``newsnlp score``."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from newsnlp.read import SHIPPED
from newsnlp.read.weights import Weights, load, save
from newsnlp.run.extras import need
from newsnlp.train import corpora, score

if TYPE_CHECKING:
    from newsnlp.train.fit import Teaching

EXISTING = click.Path(exists=True, path_type=Path)


FEW = 5  # articles to report on: below, the figures are chance
HELD = 5  # every fifth article is kept for the gain to be told on, where no others are given


@click.command("train")
@click.argument("corpus", nargs=-1, required=True, type=EXISTING)
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The weights' file."
)
@click.option(
    "--from", "origin", metavar="WEIGHTS", help="Go on from a file of weights, or from those shipped: shipped."
)
@click.option("--dev", type=EXISTING, help="Articles to report on and to calibrate the scores with; never trained on.")
@click.option("--epochs", type=click.IntRange(1), default=20, show_default=True)
@click.option("--seed", default=0, show_default=True)
@click.option("--width", default=192, show_default=True, type=click.IntRange(8), help="Of the network's layers.")
@click.option(
    "--versions", default=1, show_default=True, type=click.IntRange(0), help="Changed copies of each article."
)
@click.option(
    "--texts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSONL of articles (text) that nobody marked: the teachers mark them.",
)
@click.option(
    "--teacher", "teachers", multiple=True, type=EXISTING, help="Weights that mark --texts; several are averaged."
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where labels and each epoch are kept: the same command goes on where it was stopped.",
)
@click.option("--span", default=160, show_default=True, type=click.IntRange(8), help="Width of the spans' layer.")
@click.option("--int8", "small", is_flag=True, help="Store int8 for float16: two thirds of the size, F1 .001 lower.")
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1))
def train(
    corpus: tuple[Path, ...],
    output: Path,
    origin: str | None,
    dev: Path | None,
    epochs: int,
    seed: int,
    width: int,
    versions: int,
    texts: Path | None,
    teachers: tuple[Path, ...],
    folder: Path | None,
    span: int,
    small: bool,
    threads: int,
) -> None:
    """Train the tagger on annotated CORPUS files or folders.

    A corpus is a brat folder (.txt beside .ann), an export of Label Studio (.json), or JSONL with text and entities
    (type, start, stop). The first corpus gives the kinds of the weights; each further one is a task of its own that the
    network learns beside it.

    With --from all corpora are one, and what nobody marks in them is kept as it was. Without --dev every fifth
    article is left out of the training, and the figures before and after are told on those.

    With --texts and --teacher the network also learns what weights that were trained before, on the same first corpus,
    say of articles that nobody marked.
    """
    if not os.access(output.parent, os.W_OK):
        raise click.UsageError(f"-o: {output} can't be written: {output.parent} is no folder that you may write to")
    begun = _begun(origin)
    if bool(texts) != bool(teachers) or (texts and begun):
        raise click.UsageError("--texts and --teacher go together, and not with --from")
    need("training", "train", "torch")
    import torch

    from newsnlp.train import fit, tune
    from newsnlp.train.loop import Recipe
    from newsnlp.train.model import Shape

    torch.set_num_threads(threads)
    given = [_read(path) for path in corpus]
    held = _read(dev) if dev else []
    if begun:
        given, held = _halves([article for each in given for article in each], held, begun)
    recipe = replace(tune.RECIPE if begun else Recipe(), epochs=epochs, seed=seed, versions=versions)
    click.echo(f"{sum(map(len, given))} articles to train on, {len(held)} to report on", err=True)

    def report(epoch: int, loss: float, seconds: float, weights: Callable[[], Weights]) -> None:
        rest = seconds / epoch * (recipe.epochs - epoch)
        line = f"epoch {epoch}/{recipe.epochs}  loss {loss:.3f}  {seconds:.0f} s, {rest:.0f} s to go"
        if held and (epoch == 1 or epoch % 5 == 0):
            line += f"  F1 on dev {fit.figures(weights(), held, kinds)['micro'].f1:.3f}"
        click.echo(line, err=True)

    kinds = fit.kinds_of(held) if begun else None
    calibrating = held if dev else []
    try:
        with _folder(folder) as kept:
            teaching = _teaching(texts, teachers, kept) if texts else None
            weights = fit.fit(
                given, calibrating, recipe, Shape(width=width, span=span), report, begun, teaching, folder
            )
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    save(output, weights, small)
    click.echo(f"{output}: {output.stat().st_size / 1e6:.1f} MB, {len(weights.kinds)} kinds", err=True)
    if begun:
        click.echo(score.gain(fit.figures(begun, held, kinds), fit.figures(weights, held, kinds)))
    elif held:
        click.echo(score.render(fit.figures(weights, held)))


@contextmanager
def _folder(folder: Path | None) -> Iterator[Path]:
    """Where labels are kept: as long as the run lasts, where no folder is given."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with TemporaryDirectory() as name:
            yield Path(name)


def _teaching(texts: Path, teachers: Sequence[Path], folder: Path) -> Teaching:
    from newsnlp.train.fit import Teaching

    articles = corpora.unmarked(texts)

    def report(done: int) -> None:
        click.echo(f"{done} of {len(articles)} articles marked by the teachers", err=True)

    return Teaching(articles, [load(path) for path in teachers], folder, report)


def _begun(origin: str | None) -> Weights | None:
    """Raises ``click.UsageError`` where there are no such weights."""
    if origin is None:
        return None
    try:
        return load(Path(str(SHIPPED)) if origin == "shipped" else Path(origin))
    except (OSError, ValueError) as error:
        raise click.UsageError(f"--from: {error}") from None


def _halves(
    articles: Sequence[corpora.Annotated], held: Sequence[corpora.Annotated], begun: Weights
) -> tuple[list[Sequence[corpora.Annotated]], Sequence[corpora.Annotated]]:
    """What is trained on, as one corpus, and what is reported on. Kinds that the weights don't know are told of."""
    unknown = {entity.kind for article in articles for entity in article.entities}.difference(begun.kinds)
    if unknown:
        said = f"{', '.join(sorted(unknown))} are left out: the weights know {', '.join(sorted(begun.kinds))}"
        click.echo(said, err=True)
    if held:
        return [articles], held
    if len(articles) < 2:
        raise click.ClickException("one article is too few: two at least, one of them to report on")
    held = articles[::HELD]
    if len(held) < FEW:
        click.echo(
            f"of so few articles to report on ({len(held)}) figures say little: give others with --dev", err=True
        )
    return [[a for n, a in enumerate(articles) if n % HELD]], held


@click.command("score")
@click.argument("gold", type=EXISTING)
@click.argument("docs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "plain", is_flag=True, help="All figures as one JSON object.")
def scores(gold: Path, docs: Path, plain: bool) -> None:
    """Score DOCS against GOLD.

    GOLD is a corpus as for train, or a JSONL file of documents that were corrected; DOCS is a JSONL file of documents
    as newsnlp batch writes it, whose ids are gold's. An article without a document counts as one in which nothing was
    found. Told are mentions by kind (intervals: 95 %, bootstrap over articles), holders of titles where gold ties them
    (WORKS_AS), and values where gold has them.
    """
    articles = _read(gold)
    try:
        found = score.documents(docs)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if missing := [a.id for a in articles if a.id not in found]:
        click.echo(f"{len(missing)} of {len(articles)} articles have no document, {missing[0]} first", err=True)
    spans, links, told = score.against(articles, found), score.holders(articles, found), score.values(articles, found)
    if plain:
        made = {"spans": _plain(spans), "holders": links._asdict(), "values": _plain(told)}
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join([score.render(spans), *score.render_facts(links, told)]))


def _plain(figures: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    return {kind: row._asdict() for kind, row in figures.items()}


def _read(path: Path) -> Sequence[corpora.Annotated]:
    try:
        return corpora.read(path)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
