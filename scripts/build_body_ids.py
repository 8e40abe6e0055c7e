"""Makes ``data/body_ids.tsv``: which Wikidata item a body is.

Companies, banks, chains, hospitals and the like come from the name-suggestion-index; federal bodies and parties of
Russia from ``scripts/bodies``. To make it again::

    npm pack name-suggestion-index && tar xzf name-suggestion-index-*.tgz
    pip install english-words
    python scripts/build_body_ids.py package/dist/json/nsi.json

A name is kept where it can mean but one item of its kind: names with two items, ordinary words, people's names that
``organizations.tsv`` doesn't have, and chains of one district are left out.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from english_words import get_english_words_set  # type: ignore[import-not-found]

from newsnlp.data import several, shipped
from newsnlp.fold import body, fold
from newsnlp.lang.morph import forms

HERE = Path(__file__).parent
OUT = HERE.parent / "src/newsnlp/data/body_ids.tsv"
FORMER = ("ru", "by", "kz", "ua", "am", "ge", "az", "uz", "kg", "tj", "md", "lv", "lt", "ee", "001", "150")
FAR = 4  # so much more often an item stands under a name than the next
MANY = 4  # countries in which a foreign chain is to be found, if Russian news is to name it
KINDS = (  # what the index calls a thing of the map, by the beginning of its path -> the kind of its body
    (r"brands/amenity/(?:bank|atm|bureau_de_change|payment_terminal)", "bank"),
    (r"operators/amenity/(?:bank|atm)", "bank"),
    (r"operators/amenity/(?:school|kindergarten|college|university)", "education"),
    (r"(?:operators|brands)/(?:amenity/(?:hospital|clinic|doctors)|healthcare/.*)", "health"),
    (r"operators/(?:office/government|amenity/fire_station)", "government"),
    (r"operators/amenity/(?:police|prison)", "police"),
    (r"operators/amenity/courthouse", "court"),
    (r"operators/landuse/military", "military"),
    (r"operators/amenity/library", "culture"),
    (r"brands/.*|operators/(?:power|man_made|telecom|pipeline|railway|route|office|shop|amenity)/.*", "company"),
)


def main(index: Path) -> None:
    told = [*_federal(), *_parties()]
    named = {name for name, *_ in told}
    found = _indexed(json.loads(index.read_text(encoding="utf-8"))["nsi"])
    rows = {*told, *(row for row in found if row[0] not in named)}
    source, _ = OUT.read_text(encoding="utf-8").split("\n", 1)
    with OUT.open("w", encoding="utf-8") as file:
        file.write(f"{source}\nname\towner\tkind\twikidata\n")
        file.writelines("\t".join(row) + "\n" for row in sorted(rows))


def _federal() -> Iterator[tuple[str, str, str, str]]:
    """Russia's; the services and agencies are hers even where the name says no country."""
    kinds = dict(_known())
    for row in _read("federal"):
        kind = kinds.get(fold(row["short"] or row["name"])) or kinds.get(fold(row["name"])) or "government"
        alone = not row["name"].startswith(("Министерство", "Управление"))
        for name in filter(None, (row["name"], row["short"])):
            for owner in ("RU", "") if alone else ("RU",):
                yield fold(name), owner, kind, row["wikidata"]


def _parties() -> Iterator[tuple[str, str, str, str]]:
    for row in _read("parties"):
        yield fold(row["name"]), "", "party", row["wikidata"]


def _read(name: str) -> list[dict[str, str]]:
    with (HERE / f"bodies/{name}.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _indexed(index: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    russian: dict[tuple[str, str], set[str]] = defaultdict(set)
    wide: set[str] = set()
    for path, kind in ((path, kind) for path in index if (kind := _kind(path))):
        tag = "brand" if path.startswith("brands") else "operator"
        for tags, where in ((item["tags"], item["locationSet"]) for item in index[path]["items"]):
            for name in {tags.get(tag), tags.get(f"{tag}:ru"), tags.get(f"{tag}:en")} - {None}:
                item, places = tags.get(f"{tag}:wikidata", ""), where.get("include", ["001"])
                found[body(name), kind][item] += 1
                russian[body(name), kind] |= {item} if "ru" in places else set()
                wide |= {body(name)} if _heard_of(places) else set()
    known = dict(_known())
    banks = {name for name, kind in found if kind == "bank"}
    for (name, kind), items in found.items():
        item = _one(items, russian[name, kind])
        if not item or (kind == "company" and name in banks):
            continue
        if known.get(name) == kind or (name in wide and _proper(name)):
            yield name, "", kind, item


def _one(items: Counter[str], russian: set[str]) -> str:
    """The item that a name means: its only one, the one in Russia, or one that is found far more often."""
    if len(russian) == 1:
        return next(iter(russian))
    (first, often), *others = items.most_common(2)
    return first if all(often >= FAR * count for _, count in others) else ""


def _kind(path: str) -> str:
    return next((kind for pattern, kind in KINDS if re.fullmatch(pattern, path)), "")


def _heard_of(places: list[Any]) -> bool:
    named = [place for place in places if isinstance(place, str) and not place.endswith(".geojson")]
    return not set(FORMER).isdisjoint(named) or len(named) >= MANY


def _known() -> Iterator[tuple[str, str]]:
    for row in shipped("organizations"):
        for name in (row["name"], row["acronym"], *several(row["aliases"])):
            yield body(name), row["kind"]


_LETTERS = re.compile(r"[a-zß-ÿа-я0-9\s.,'&!+/()-]+")  # Russian and Latin
WORDS = get_english_words_set(["web2", "gcide"], lower=True)


def _proper(name: str) -> bool:
    """Whether a folded name can hardly mean anything else: no ordinary word, no person's name."""
    words = re.findall(r"[^\W\d_]+", name)
    if len("".join(words)) < 4 or not words or not _LETTERS.fullmatch(name):
        return False
    if name.isascii():
        return len(words) > 1 or words[0] not in WORDS
    return any(not any(f.known for f in forms(word)) for word in words) or (len(words) > 2)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
