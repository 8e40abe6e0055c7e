"""What the package's lists say of a word, as bits: the tagger's knowledge of the world beyond its training texts.

The sources are the shipped tables (countries, regions, cities, first names, posts), inflected by pymorphy3, natasha's
lists of names, and pymorphy3's own marks of names and places. The bits are computed once, here, for every word of
navec's vocabulary and every other form of the tables, and go into the weights' file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from newsnlp.data import Row, several, shipped, word_list
from newsnlp.lang.morph import analyzer
from newsnlp.read.lists import BITS, Lists, plain
from newsnlp.read.networks import model_path

_MARKS = {"Name": "first", "Surn": "last", "Geox": "geo", "Orgn": "organization", "Abbr": "acronym"}
_WORD = re.compile(r"[а-яёa-z]+(?:-[а-яёa-z]+)*", re.IGNORECASE)
LARGE = 100_000  # people in a city that news may name without saying what it is
_SHORT = frozenset(word_list("train.lists.short"))


def build(vocabulary: Mapping[str, int]) -> Lists:
    """``vocabulary``: navec's word -> number."""
    bits: defaultdict[str, int] = defaultdict(int)
    for name, words in sources(vocabulary):
        for word in words:
            bits[plain(word)] |= 1 << BITS.index(name)
    return Lists.make(bits, vocabulary)


def sources(vocabulary: Mapping[str, int]) -> Iterator[tuple[str, Iterable[str]]]:
    """(bit, word forms) of every list."""
    towns, large = _by_size(shipped("cities"))
    for bit, rows in (("country", shipped("countries")), ("region", shipped("regions")), ("city", large)):
        yield bit, _named(rows, alone=True)
        yield bit + "_part", _named(rows, alone=False)
        yield bit + "_adjective", _forms(_cells(rows, "adjectives"))
    yield "town", _named(towns, alone=True)
    yield "first", _forms(_cells(shipped("first_names"), "name"))
    yield "first", _lines("first")
    yield "last", (word for word in _lines("last") if word in vocabulary and len(word) > 2)
    yield "post", _forms(word for row in shipped("titles") for word in _heads(row))
    for mark, bit in _MARKS.items():
        yield bit, [word for word in vocabulary if _marked(word, mark)]


def _by_size(cities: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Towns, and cities that news may name alone."""
    sizes: tuple[list[Row], list[Row]] = [], []
    for row in cities:
        sizes[int(row["population"] or 0) >= LARGE].append(row)
    return sizes


def _cells(rows: Iterable[Row], column: str) -> Iterator[str]:
    return (cell for row in rows for cell in several(row[column]))


def _named(rows: Iterable[Row], alone: bool) -> Iterator[str]:
    names = (name for row in rows for name in (row["name"], *several(row["aliases"])))
    return _forms(word for name in names for word in _words(name, alone))


def _words(name: str, alone: bool) -> list[str]:
    words = [word.lower() for word in _WORD.findall(name) if len(word) > 1 and word.lower() not in _SHORT]
    return words if (len(words) == 1) == alone else []


def _heads(row: Mapping[str, str]) -> Iterator[str]:
    for name in (row["post"], *several(row["feminine"]), *several(row["short"])):
        yield from _WORD.findall(name.lower())[:1]


def _forms(words: Iterable[str]) -> Iterator[str]:
    """Each word and its forms in the cases."""
    for word in set(words):
        yield word.lower()
        for parse in analyzer().parse(word.lower())[:2]:
            if parse.tag.POS in ("NOUN", "ADJF"):
                yield from (form.word for form in parse.lexeme)


def _lines(name: str) -> list[str]:
    lines = model_path(f"dict/{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.partition("#")[0].strip() for line in lines if line.strip()]


_parsed: dict[str, frozenset[str]] = {}


def _marked(word: str, mark: str) -> bool:
    """Whether a likely reading of a known word carries pymorphy3's mark."""
    if word not in _parsed:
        parses = analyzer().parse(word) if word.isalpha() and analyzer().word_is_known(word) else []
        marks = [str(p.tag) for p in parses if p.score > 0.05]
        _parsed[word] = frozenset(m for m in _MARKS if any(m in tag for tag in marks))
    return mark in _parsed[word]
