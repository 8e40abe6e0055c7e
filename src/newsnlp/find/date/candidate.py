"""Words that may be a date, and what a policy asks of the sentence around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsnlp.data import word_list
from newsnlp.find.context import Rules
from newsnlp.find.date.atoms import Atom, values_of
from newsnlp.find.date.lengths import Lasting
from newsnlp.lock import cached_property
from newsnlp.types import Point, Sentence, Token

_PREPOSITIONS = frozenset({"IN", "FROM", "TO", "BY", "FILL", "PREPOSITION", "BETWEEN"})
UNITS = frozenset(word_list("date.candidate.units"))


@dataclass(frozen=True)
class Candidate:
    """Words that may be a date: the rule, its atoms, the atom before them, where they stand in the sentence."""

    rule: str
    atoms: Sequence[Atom]
    before: Atom | None
    sentence: Sentence
    start: int
    stop: int
    tagged: bool
    rules: Rules
    again: bool  # whether the sentence has told a length before

    def said(self, *verdicts: str) -> str:
        """What the first row of ``context.tsv`` that holds says; empty where none does."""
        rule = self.rules.first(self.classes, self.sentence, self.start, self.stop, verdicts)
        return rule.verdict if rule else ""

    @cached_property
    def classes(self) -> frozenset[str]:
        """What rows may ask for: its rule, its type and unit of time, how it is written, whether the tagger sees it."""
        point = self.atoms[0].value if len(self.atoms) == 1 else None
        written = {
            "tagged" if self.tagged else "untagged": True,
            "prepared" if self.prepared else "unprepared": True,
            "short": isinstance(point, Point) and point.short,
            "ended": self.type == "YEAR" and "-" in self.text and " " not in self.text,  # «2023-м»
            "glued": self.around[0] in tuple("-–‑"),
            self.lower: self.text.isalpha(),
        }
        units = {self.lasting.unit} if self.lasting else set()
        return frozenset({self.rule, self.type.lower() or "several"} | units | {*filter(written.get, written)})

    @cached_property
    def type(self) -> str:
        """The type of the only atom; empty where there are several."""
        return self.atoms[0].type if len(self.atoms) == 1 and self.rule != "date.list" else ""

    @cached_property
    def text(self) -> str:
        """As the article has it."""
        return self.sentence.cut(self.start, self.stop)

    @cached_property
    def lower(self) -> str:
        """In lower case."""
        return self.text.lower()

    @cached_property
    def prepared(self) -> bool:
        """Whether a preposition of time stands before it."""
        return self.rule == "date.open" or (self.before is not None and self.before.type in _PREPOSITIONS)

    @cached_property
    def last_token(self) -> Token:
        """The token before it; an empty one where there is none."""
        return self.sentence.before(self.start)

    @cached_property
    def next_token(self) -> Token:
        """The token behind it; an empty one where there is none."""
        return self.sentence.behind(self.stop)

    @property
    def word_before(self) -> str:
        """The word or mark before it, in lower case; empty where there is none."""
        return self.last_token.lower

    def words_before(self, count: int) -> list[str]:
        """The last words before it, at most so many."""
        return [token.lower for token in self.sentence.left(self.start, count)]

    @cached_property
    def around(self) -> tuple[str, str]:
        """The characters right before and behind."""
        cut = self.sentence.cut
        return cut(max(self.sentence.start, self.start - 1), self.start), cut(self.stop, self.stop + 1)

    @property
    def whole(self) -> bool:
        """Whether it is all of its sentence."""
        rest = self.sentence.cut(self.sentence.start, self.start) + self.sentence.cut(self.stop, self.sentence.stop)
        return not rest.strip(" .\n")

    @cached_property
    def lasting(self) -> Lasting | None:
        """The length of time that it tells."""
        return next(iter(values_of(self.atoms, Lasting)), None)

    @property
    def of_something(self) -> bool:
        """Whether a genitive follows: «День шахтёра», «накануне выборов»."""
        tag = self.next_token.tag
        return tag.case == "gent" and tag.pos in ("NOUN", "PROPN", "ADJ", "DET")

    @property
    def counts_nothing(self) -> bool:
        """Whether no noun follows that a number would count: «в 2019 погиб», not «в 2000 домах», «40-е место»."""
        token = self.next_token
        return token.tag.pos not in ("NOUN", "ADJ", "NUM", "SYM") and token.lower not in UNITS

    @property
    def measures(self) -> bool:
        """Whether what is measured follows: «7.50 процента», «2.15 раза», «12.50 руб.»."""
        token = self.next_token
        return token.lower in UNITS or token.tag[:2] == ("NOUN", "gent")

    def within(self, kinds: frozenset[str]) -> bool:
        """Whether it is part of a longer name that the tagger sees; «… Анна К. |Вчера| она» is none."""
        if self.type == "TODAY" and self.text[0].isupper() and self.sentence.cut(self.start - 2, self.start) == ". ":
            return False
        size = self.stop - self.start
        over = self.sentence.over(self.start, self.stop)
        return any(span.kind in kinds and span.stop - span.start > size for span in over)
