"""The tables that a user's rows may be added to, and what their cells may hold (SOURCES.md says what it means).

Tables that stand in no row here are the library's own: fitted weights, and what the keys of values are made with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple


class Cell(NamedTuple):
    """``pattern``: all of the cell; ``what``: what that is, in words."""

    pattern: re.Pattern[str]
    what: str


def _cell(pattern: str, what: str) -> Cell:
    return Cell(re.compile(pattern), what)


def _one_of(values: str, optional: bool = False) -> Cell:
    listed = values.split()
    return _cell("|".join(map(re.escape, listed)) + "|" * optional, ", ".join(listed) + ", or empty" * optional)


def _listed(item: str, what: str, optional: bool = True) -> Cell:
    return _cell(rf"(?:{item})(?:\|(?:{item}))*" + "|" * optional, f"{what} joined by '|'")


def _some_of(values: str) -> Cell:
    return _listed("|".join(values.split()), f"any of {', '.join(values.split())},")


NAME = _cell(r".*\S.*", "a name")
_NAMES = _listed(r"\s*[^|;\s][^|;]*", "names")
_WORDS = _listed(r"[^|\s]+", "words")
_SOME_WORDS = _listed(r"[^|\s]+", "words", optional=False)
TEXT = _cell(r".*", "text")
COUNT = _cell(r"\d*", "a whole number, or empty")
_CODE = r"[A-Z]{2}(?:-[A-Z0-9]{1,4})?"
_KINDS = (
    "government company party media education military court sport bank science health culture religion union "
    "international police public"
)
_LETTER = r"(?:[а-яё]|\{(?:V|C|OV|L)\}|\[(?:[а-яё]|\{c\})+\]|\.\{\d,\})\??"
_GROUP = rf"\(\?:(?:{_LETTER}|\|)+\)\??"
_STEM = rf"(?:{_LETTER}|{_GROUP}|\||\(\?:(?:{_LETTER}|{_GROUP}|\|)+\))+"
_ENDINGS = _cell(r"0|=|[а-яё]+(?:\|[а-яё]+)*", "endings joined by '|', 0 for none, or = for the word as it stands")
_BODY = _one_of(_KINDS, optional=True)
_PLACE = {
    "name": NAME,
    "kind": _one_of("country region district city other"),
    "code": _cell(f"(?:{_CODE})?", "a code of ISO 3166, such as RU-SMO, or empty"),
    "wikidata": _cell(r"(?:Q\d+)?", "a Wikidata item, such as Q2347, or empty"),
    "within": _cell(f"(?:{_CODE})?", "a code of ISO 3166, such as RU-SMO, or empty"),
    "population": COUNT,
    "aliases": _NAMES,
    "adjectives": _NAMES,
    "geonames": COUNT,
    "latitude": _cell(r"(?:-?(?:[1-8]?\d|90)(?:\.\d+)?)?", "degrees from -90 to 90, or empty"),
    "longitude": _cell(r"(?:-?(?:1[0-7]\d|180|\d{1,2})(?:\.\d+)?)?", "degrees from -180 to 180, or empty"),
}

COLUMNS: Mapping[str, Mapping[str, Cell]] = {
    "abbreviations": {"word": NAME, "behind": _WORDS, "follows": _WORDS},
    "calendar": {"class": NAME, "value": TEXT, "words": _SOME_WORDS},
    "cities": _PLACE,
    "context": {
        "kind": NAME,
        "candidate": _SOME_WORDS,
        "after": _WORDS,
        "where": _cell(r"(?:before|behind|around):(?:\d+|clause)", "before, behind or around, then :N or :clause"),
        "words": _WORDS,
        "tag": _WORDS,
        "verdict": NAME,
        "example": TEXT,
    },
    "countries": _PLACE,
    "currencies": {
        "code": _cell(r"[A-Z]{3,5}", "a code of ISO 4217, such as RUB"),
        "name": NAME,
        "genitive": TEXT,
        "plural": TEXT,
        "aliases": _NAMES,
        "alone": COUNT,
        "signs": _NAMES,
        "minor": _NAMES,
        "countries": _WORDS,
    },
    "districts": _PLACE,
    "family_names": {"name": NAME, "languages": _some_of("chinese korean vietnamese")},
    "first_names": {
        "name": NAME,
        "gender": _one_of("male female any", optional=True),
        "common": _one_of("yes rare", True),
    },
    "holidays": {
        "month": _cell(r"[1-9]|1[0-2]|easter", "a month from 1 to 12, or easter"),
        "day": _cell(r"-?\d+|-?[1-5]/[1-7]", "a day of the month, or its third Sunday as 3/7"),
        "sure": _one_of("yes no", optional=True),
        "words": NAME,
    },
    "lexicon": {"class": NAME, "lemmas": _SOME_WORDS, "note": TEXT},
    "officials": {"name": NAME, "place": _cell(_CODE, "a code of ISO 3166, such as FR or RU-SMO"), "posts": _WORDS},
    "organization_heads": {"head": NAME, "kind": _BODY, "with": _NAMES},
    "organizations": {
        "name": NAME,
        "acronym": TEXT,
        "kind": _BODY,
        "aliases": _NAMES,
        "ambiguous": _NAMES,
        "owner": TEXT,
    },
    "page_words": {
        "phrase": NAME,
        "where": _one_of("any line start end date rubric block"),
        "zone": _one_of("headline byline furniture", optional=True),
    },
    "paradigms": {
        "name": _cell(r"\w+", "a name in Latin letters"),
        "genders": _one_of("m f p mf mfp"),
        "stem": _cell(_STEM, "letters, {V}, {C}, {OV}, [letters], (?:groups), joined by |"),
        **dict.fromkeys("nomn gent datv accs ablt loct".split(), _ENDINGS),
        "names": _one_of("surname", optional=True),
        "example": TEXT,
    },
    "place_nouns": {
        "noun": NAME,
        "before": _one_of("country region district city", optional=True),
        "behind": _one_of("country region district city", optional=True),
        "ending": _one_of("ий ая ое", optional=True),
        "settlement": _one_of("masc femn neut farm", optional=True),
        "full": TEXT,
        "level": _one_of(
            "country republic region oblast krai okrug rayon city commune settlement local", optional=True
        ),
        "adjective": _NAMES,
    },
    "regions": _PLACE,
    "short_names": {"name": NAME, "full": _SOME_WORDS},
    "surnames": {"name": NAME},
    "title_bodies": {"word": NAME, "kinds": _some_of(f"{_KINDS} team governing assembly prosecution audit chaired")},
    "titles": {
        "post": NAME,
        "feminine": _NAMES,
        "short": _NAMES,
        "takes": _some_of("region organization person"),
        "official": _one_of("yes no body", optional=True),
        "means": _NAMES,
    },
}
