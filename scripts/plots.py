"""Draws the plots of the documentation, in both its languages, from the tables on its pages.

pip install matplotlib
python scripts/plots.py
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams |= {"svg.hashsalt": "newsnlp", "svg.fonttype": "none", "font.family": "sans-serif"}
matplotlib.rcParams |= {"font.size": 12, "figure.constrained_layout.use": True}
from matplotlib import pyplot as plt  # noqa: E402  # behind the choice of what it draws with
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.ticker import MaxNLocator  # noqa: E402

DOCS = Path(__file__).parent.parent / "docs"
OURS, THEIRS = "#1a5fb4", "#8a8a94"
WIDTH = 5.0  # inches, for letters that can be read where a telephone shows the plot at three quarters of that


class Words(NamedTuple):
    """What one language's pages and plots say."""

    language: str
    all_kinds: str
    speed: str
    score: str
    right: str
    thousands: str  # what stands between a figure's thousands
    point: str

    def write(self, value: float, places: int = 1) -> str:
        return f"{value:,.{places}f}".translate({ord(","): self.thousands, ord("."): self.point})

    def read(self, cell: str) -> float:
        return float(cell.replace(self.thousands, "").replace(self.point, "."))


LANGUAGES = (
    Words("en", "micro", "characters a second", "mean score", "share that is right", ",", "."),
    Words("ru", "все вместе", "знаков в секунду", "средняя оценка", "доля верных", "\N{NO-BREAK SPACE}", ","),
)


def tables(words: Words, page: str) -> list[list[list[str]]]:
    """The tables of a page, in order, each as the cells of its rows without the head."""
    text = (DOCS / words.language / page).read_text(encoding="utf-8")
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
        for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    ]


def accuracy(words: Words) -> Figure:
    kinds = [row for row in tables(words, "accuracy.md")[0] if row[0] != words.all_kinds][::-1]
    figure, axes = plt.subplots(figsize=(WIDTH, 4.4))
    labels = {"newsnlp", "natasha 1.6"}  # those that the legend has not named yet
    for place, (_, _, _, _, f1, interval, other) in enumerate(kinds):
        if interval:
            axes.plot([words.read(bound) for bound in interval.split("–")], [place, place], color=OURS, linewidth=2)
        for cell, mark, color, label in ((f1, "o", OURS, "newsnlp"), (other, "D", THEIRS, "natasha 1.6")):
            if cell:
                axes.plot(words.read(cell), place, mark, color=color, label=label if label in labels else None)
                labels.discard(label)
    axes.set_yticks(range(len(kinds)), [row[0].partition(" (")[0] for row in kinds])
    axes.set_xlim(0.4, 1.01)
    axes.xaxis.set_major_formatter(lambda value, _: words.write(value))
    axes.grid(axis="x", alpha=0.3)
    axes.legend(frameon=False)
    return figure


def speed(words: Words) -> Figure:
    found = tables(words, "performance.md")[0][::-1]
    figure, axes = plt.subplots(figsize=(WIDTH, 1.7))
    axes.barh(
        [row[0].partition(",")[0] for row in found],
        [words.read(row[1]) for row in found],
        color=[THEIRS, OURS],
    )
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(lambda value, _: words.write(value, 0))
    axes.set_xlabel(words.speed)
    return figure


def reliability(words: Words) -> Figure:
    figure, panels = plt.subplots(2, 1, figsize=(WIDTH, 7), sharex=True)
    heads = re.findall("^## (.+)", (DOCS / words.language / "reliability.md").read_text(encoding="utf-8"), re.MULTILINE)
    for axes, head, found in zip(panels, heads, tables(words, "reliability.md"), strict=True):
        axes.set_title(head, fontsize=12, loc="left")
        for name in dict.fromkeys(row[0] for row in found):
            own = [row for row in found if row[0] == name]
            axes.plot(
                [words.read(row[3]) for row in own], [words.read(row[4]) for row in own], "o-", markersize=4, label=name
            )
        axes.plot([0, 1], [0, 1], color=THEIRS, linestyle="--", linewidth=1)
        axes.set_ylabel(words.right)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: words.write(value))
        axes.grid(alpha=0.3)
        axes.legend(frameon=False, fontsize=10)
    panels[-1].set_xlabel(words.score)
    return figure


if __name__ == "__main__":
    for words in LANGUAGES:
        for draw in (accuracy, speed, reliability):
            path = DOCS / "_static" / f"{draw.__name__}.{words.language}.svg"
            draw(words).savefig(path, bbox_inches="tight", metadata={"Date": None})
