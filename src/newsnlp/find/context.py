"""Rules of context: what the words around a candidate say of it, each a row of ``data/context.tsv``.

A finder names the classes of its candidate (``"length"``, ``"day"``) and the verdicts that it asks for; the first row
that holds gives one. Words are lemmas, so that a row serves all forms of a word. ``tests/test_context.py`` demands that
each row fires on its own example; ``scripts/context.py`` counts how often each does on texts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from newsnlp.data import Row, Tables
from newsnlp.lang import morph
from newsnlp.types import Sentence, Tag, Token

CLAUSE = 99  # the reach of a row that looks at all of the clause
REACH = 60  # tokens on either side that a clause may have
DASHES = frozenset("—–-")
ENDS = frozenset(",;:—–()«»")  # where a clause may end


class Rule(NamedTuple):
    """A row. For a candidate that has all of one of ``classes``, with one of ``after`` right before it (empty: any),
    the verdict holds if within ``reach`` tokens ``before`` or ``behind`` stands one of ``words`` (empty: any) with the
    values of ``tag``.
    """

    number: int
    classes: tuple[frozenset[str], ...]
    after: frozenset[str]
    before: bool
    behind: bool
    reach: int
    words: frozenset[str]
    tag: tuple[frozenset[str], ...]
    verdict: str
    example: str


class Near(NamedTuple):
    """A token near a candidate: how many tokens away (1: right beside), and whether in its clause."""

    token: Token
    away: int
    before: bool
    within: bool


class Rules:
    """The rows of one kind."""

    def __init__(self, tables: Tables, kind: str) -> None:
        self.rules = [_rule(n, row) for n, row in enumerate(tables.rows("context")) if row["kind"] == kind]
        self._by_word: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for word in rule.words or ("",):
                self._by_word.setdefault(word, []).append(rule)

    def first(
        self, classes: frozenset[str], sentence: Sentence, start: int, stop: int, verdicts: Collection[str]
    ) -> Rule | None:
        """The first row that holds for a candidate of these classes at two offsets and gives one of the verdicts."""
        last = sentence.before(start)
        after = last.lower if last else ""
        held = (
            rule
            for near in _near(sentence, start, stop)
            for rule in self._asked(near.token)
            if rule.verdict in verdicts and any(map(classes.issuperset, rule.classes)) and _holds(rule, near, after)
        )
        return min(held, default=None)

    def _asked(self, token: Token) -> Iterator[Rule]:
        yield from self._by_word.get("", ())
        lemma = morph.lemma(token)
        yield from self._by_word.get(lemma, ())
        if token.lower != lemma:
            yield from self._by_word.get(token.lower, ())


def _rule(number: int, row: Row) -> Rule:
    side, _, reach = row["where"].partition(":")
    if side not in ("before", "behind", "around") or not (reach == "clause" or reach.isdigit()):
        raise ValueError(f"context.tsv: where is before, behind or around, then :N or :clause, not {row['where']!r}")
    return Rule(
        number,
        tuple(frozenset(several.split("+")) for several in row["candidate"].split()),
        frozenset(row["after"].split()),
        side != "behind",
        side != "before",
        CLAUSE if reach == "clause" else int(reach),
        frozenset(row["words"].split()),
        tuple(frozenset(group.split("|")) for group in row["tag"].split()),
        row["verdict"],
        row["example"],
    )


def _holds(rule: Rule, near: Near, after: str) -> bool:
    if not (rule.before if near.before else rule.behind) or (rule.after and after not in rule.after):
        return False
    if not (near.within if rule.reach == CLAUSE else near.away <= rule.reach):
        return False
    return all(not group.isdisjoint(_values(near.token.tag)) for group in rule.tag)


def _values(tag: Tag) -> Iterable[str]:
    return (value for value in tag[:8] if value)


def _near(sentence: Sentence, start: int, stop: int) -> Iterator[Near]:
    """The tokens around two offsets, nearest first on each side, as far as rows look."""
    tokens = sentence.around(start, stop, REACH)
    before = [token for token in reversed(tokens) if token.stop <= start]
    behind = [token for token in tokens if token.start >= stop]
    for side, ahead in ((before, True), (behind, False)):
        within = True
        for away, token in enumerate(side, 1):
            elided = away < 3 and token.text in DASHES  # «старт — 5 мая», «в пятницу — дождь»
            within = within and (elided or token.text not in ENDS)
            if not within and away > 20:
                break
            yield Near(token, away, ahead, within)


def clause(sentence: Sentence, start: int, stop: int) -> Sequence[Token]:
    """The tokens of the clause around two offsets, those between them too."""
    tokens = sentence.around(start, stop, REACH)
    first = max((n + 1 for n, t in enumerate(tokens) if t.stop <= start and t.text in ENDS), default=0)
    last = min((n for n, t in enumerate(tokens) if t.start >= stop and t.text in ENDS), default=len(tokens))
    return tokens[first:last]
