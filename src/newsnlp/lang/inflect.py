"""One engine of inflection: paradigms of tables, what stands before the endings of a word and its endings by case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from newsnlp.data import several
from newsnlp.lang.morph import CASES

VOWELS = "аеёиоуыэюя"
CONSONANTS = "бвгджзклмнпрстфхцчшщ"
END = 60  # letters of a word that patterns look at: over a word without end they would cost the square of its length
_CLASSES = {
    "{c}": CONSONANTS,
    "{V}": f"[{VOWELS}]",
    "{C}": f"[{CONSONANTS}]",
    "{OV}": "[а-яё](?:ов|ев|ёв|ин|ын)",
    "{L}": ".*[а-яё]",
}


class Paradigm(NamedTuple):
    """A row of a table: ``stem`` is the pattern of what stands before the endings, these are by case, as ``CASES``."""

    name: str
    genders: str
    stem: re.Pattern[str]
    endings: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Paradigm:
        """Of a row with the columns ``name``, ``genders``, ``stem``, and one for each case: ``0`` is no ending."""
        stem = row["stem"]
        for name, letters in _CLASSES.items():
            stem = stem.replace(name, letters)
        endings = tuple(tuple(ending.replace("0", "") for ending in several(row[case])) for case in CASES)
        return cls(row["name"], row["genders"], re.compile(rf".*(?:{stem})$"), endings)

    def cut(self, nominative: str) -> str | None:
        """What is left of a nominative before its ending; ``None`` where it is none of this paradigm."""
        for ending in self.endings[0]:
            stem = nominative.removesuffix(ending)
            if nominative.endswith(ending) and self.stem.match(stem[-END:]):
                return stem
        return None

    def forms(self, stem: str) -> Iterator[tuple[str, str]]:
        """Each case with its forms."""
        for case, endings in zip(CASES, self.endings, strict=True):
            for ending in endings:
                yield case, stem + ending
