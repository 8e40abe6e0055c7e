"""A kind of one's own, numbers of laws («закон № 131-ФЗ»), from the text into every format.

    python examples/own_kind.py article.txt

Its class, its finder and its row are all that is needed; a project would keep the three
in a module of its own, which `newsnlp batch` and `serve` can then be told of (`[finders]`
of their configuration).
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import newsnlp
from newsnlp.formats import WRITERS
from newsnlp.types import Finding, Kind, Mention, Sentence, register


@dataclass(frozen=True, slots=True)
class Law:
    """A law of Russia by its number: federal ones end with ФЗ, constitutional with ФКЗ."""

    number: str
    constitutional: bool = False
    mentions: tuple[Mention, ...] = field(default=(), compare=False)

    @property
    def key(self) -> str:
        """Equal where two articles name the same law."""
        return self.number


register(Kind(Law, column="laws", label=("Laws", "Законы")))

NUMBER = re.compile(r"(?:№\s?)?\b(\d{1,4}-ФК?З)\b")


def laws(sentence: Sentence) -> list[Finding[Law]]:
    """The laws that a sentence names."""
    return [
        Finding(sentence.start + m.start(), sentence.start + m.end(), "law.number", Law(m[1], m[1].endswith("ФКЗ")))
        for m in NUMBER.finditer(sentence.text)
    ]


if __name__ == "__main__":
    extract = newsnlp.Extractor(finders={Law: [laws]})
    documents = [extract(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:]]
    for form in ("table", "jsonld"):
        sys.stdout.writelines(WRITERS[form](documents))
    print([law.number for document in documents for law in document.facts(Law)])
    print(newsnlp.tables(documents)["laws"].select(["number", "start", "text"]).to_pylist())
