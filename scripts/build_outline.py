"""Makes data/outline.tsv, coasts and borders for small maps, of Natural Earth's countries 1:110m (public domain).

    pip install pyshp
    python scripts/build_outline.py ne_110m_admin_0_countries.shp

A stretch that two countries share is a border, any other a coast. Antarctica is left out, and so is the line across the
neck of Crimea, which ISO 3166 doesn't know. Coordinates are degrees, rounded to a tenth (some 10 km).
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import shapefile

Point = tuple[float, float]
TABLE = Path(__file__).parent.parent / "src" / "newsnlp" / "data" / "outline.tsv"
TOLERANCE = 0.2  # degrees that a line may move when it is thinned


def rings(path: str) -> Iterator[list[Point]]:
    for shape in shapefile.Reader(path).shapes():
        starts = [*shape.parts, len(shape.points)]
        for start, stop in pairwise(starts):
            yield [(round(x, 1), round(y, 1)) for x, y in shape.points[start:stop]]


def edges(rings: Iterable[Sequence[Point]]) -> Counter[frozenset[Point]]:
    found: Counter[frozenset[Point]] = Counter()
    for ring in rings:
        if max(y for _, y in ring) > -60:
            found.update(frozenset(pair) for pair in pairwise(ring) if pair[0] != pair[1])
    return found


def is_left_out(edge: Iterable[Point]) -> bool:
    """The neck of Crimea, and the seam of the maps at 180 degrees."""
    points = list(edge)
    return all(32.5 < x < 35.6 and 45.9 < y < 46.5 for x, y in points) or all(abs(x) == 180 for x, _ in points)


def lines(edges: Iterable[frozenset[Point]]) -> Iterator[list[Point]]:
    """Edges joined into lines from junction to junction, then closed ones."""
    near: dict[Point, set[Point]] = defaultdict(set)
    for a, b in map(tuple, edges):
        near[a].add(b)
        near[b].add(a)
    starts = sorted(p for p in near if len(near[p]) != 2)
    for start in [*starts, *sorted(near)]:
        while near[start]:
            line = [start, near[start].pop()]
            near[line[1]].discard(start)
            while len(near[line[-1]]) == 1 and line[-1] not in starts:
                line.append(near[line[-1]].pop())
                near[line[-1]].discard(line[-2])
            yield line


def thinned(line: Sequence[Point]) -> list[Point]:
    """Douglas and Peucker's."""
    if len(line) < 3:
        return list(line)
    (ax, ay), (bx, by) = line[0], line[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    far = [
        abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        for x, y in line
    ]
    worst = max(range(len(line)), key=far.__getitem__)
    if far[worst] <= TOLERANCE:
        return [line[0], line[-1]]
    return thinned(line[: worst + 1])[:-1] + thinned(line[worst:])


def main(path: str) -> None:
    counted = edges(rings(path))
    rows = ["# source: Natural Earth (public domain), thinned by scripts/build_outline.py", "line\tpoints"]
    for name, wanted in (("coast", counted), ("border", counted)):
        some = [e for e, n in wanted.items() if (n > 1) == (name == "border") and not is_left_out(e)]
        for line in lines(some):
            points = " ".join(f"{x:g},{y:g}" for x, y in thinned(line))
            rows.append(f"{name}\t{points}")
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
