"""The page of ``newsnlp serve``: one file, into which the outline of its small map is put."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import pairwise

from newsnlp.data import shipped


@cache
def page() -> str:
    """The page as HTML; it asks for nothing but the facts of an article."""
    html = (files("newsnlp.run") / "page.html").read_text(encoding="utf-8")
    paths: dict[str, list[str]] = {}
    for row in shipped("outline"):
        paths.setdefault(row["line"], []).append(_path(row["points"]))
    lines = json.dumps({name: "".join(parts) for name, parts in paths.items()})
    return html.replace("{/* outline */}", lines)


def _path(points: str) -> str:
    """A line of the outline as SVG writes it, in tenths of a degree, each point told from the one before.

    >>> _path("37.5,55.7 38,55")
    'M375 557l5 -7'
    """
    spots = [tuple(round(10 * float(part)) for part in point.split(",")) for point in points.split()]
    steps = (f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(spots))
    return f"M{spots[0][0]} {spots[0][1]}l{' '.join(steps)}"
