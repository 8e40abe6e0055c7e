"""Draws the plots of the documentation from the tables on its pages.

pip install matplotlib
python scripts/plots.py
"""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams |= {"svg.hashsalt": "newsnlp", "font.family": "sans-serif"}
from matplotlib import pyplot as plt  # noqa: E402  # behind the choice of what it draws with

DOCS = Path(__file__).parent.parent / "docs"
OURS, THEIRS = "#1a5fb4", "#8a8a94"


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, its head left out."""
    text = (DOCS / "en" / page).read_text(encoding="utf-8").partition(heading)[2]
    table = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert table, f"no table under {heading!r} of {page}"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()[2:]]


def accuracy() -> None:
    kinds = [row for row in rows("accuracy.md", "## NEREL: Wikinews") if row[0] != "micro"][::-1]
    figure, axes = plt.subplots(figsize=(7, 4))
    for place, (kind, _, _, _, f1, interval, other) in enumerate(kinds):
        if interval:
            low, high = (float(bound) for bound in interval.split("–"))
            axes.plot([low, high], [place, place], color=OURS, linewidth=2)
        axes.plot(float(f1), place, "o", color=OURS, label=None if place else "newsnlp")
        if other:
            axes.plot(float(other), place, "D", color=THEIRS, label="natasha 1.6" if kind == "date" else None)
    axes.set_yticks(range(len(kinds)), [row[0].partition(" (")[0] for row in kinds])
    axes.set_xlim(0.4, 1.01)
    axes.grid(axis="x", alpha=0.3)
    axes.legend(frameon=False)
    save(figure, "accuracy")


def speed() -> None:
    found = rows("performance.md", "# Performance")[::-1]
    figure, axes = plt.subplots(figsize=(7, 1.6))
    axes.barh(
        [row[0].partition(",")[0] for row in found],
        [int(row[1].replace(",", "")) for row in found],
        color=[THEIRS, OURS],
    )
    axes.set_xlabel("characters a second")
    save(figure, "speed")


def reliability() -> None:
    figure, panels = plt.subplots(1, 2, figsize=(9, 4), sharey=True)
    for axes, heading in zip(panels, ("## Mentions", "## Who holds a title"), strict=True):
        found = rows("reliability.md", heading)
        for name in dict.fromkeys(row[0] for row in found):
            own = [row for row in found if row[0] == name]
            axes.plot([float(row[3]) for row in own], [float(row[4]) for row in own], "o-", markersize=4, label=name)
        axes.plot([0, 1], [0, 1], color=THEIRS, linestyle="--", linewidth=1)
        axes.set_xlabel("mean score")
        axes.grid(alpha=0.3)
        axes.legend(frameon=False, fontsize=8)
    panels[0].set_ylabel("share that is right")
    save(figure, "reliability")


def save(figure: plt.Figure, name: str) -> None:
    figure.savefig(DOCS / "_static" / f"{name}.svg", bbox_inches="tight", metadata={"Date": None})


if __name__ == "__main__":
    accuracy()
    speed()
    reliability()
