"""Rules of context: what the words around a candidate say of it, each a row of ``data/context.tsv``.

A finder names the classes of its candidate (``"length"``, ``"day"``) and the verdicts that it asks for; the first row
that holds gives one. Words are lemmas, so that a row serves all forms of a word. ``tests/test_context.py`` demands that
each row fires on its own example; ``scripts/context.py`` counts how often each does on texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsnlp.data import Row, Tables, several
from newsnlp.lang import morph
from newsnlp.lang.phrases import DASHES
from newsnlp.memory import remembered
from newsnlp.types import Sentence, Token

CLAUSE = 99  # the reach of a row that looks at all of the clause
HEAD = 2  # letters that a form shares with its lemma: what shares none («люди», «шёл») stands in the row itself
FAR = 20  # the farthest that a row counts tokens
REACH = 60  # tokens on either side that a clause may have
ENDS = frozenset(",;:—–()«»")  # where a clause may end


class Rule(NamedTuple):
    """A row. For a candidate that has all of one of ``classes``, with one of ``after`` right before it (empty: any),
    the verdict holds if within ``reach`` tokens ``before`` or ``behind`` stands one of ``words`` (empty: any) with all
    values of one of ``tag`` (empty: any).
    """

    number: int
    classes: tuple[frozenset[str], ...]
    after: frozenset[str]
    before: bool
    behind: bool
    reach: int
    words: frozenset[str]
    heads: frozenset[str]  # the words' first letters
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
        self._names = frozenset(name for rule in self.rules for both in rule.classes for name in both)
        self._asked = remembered()(self._allowing)

    def first(
        self, classes: frozenset[str], sentence: Sentence, start: int, stop: int, verdicts: tuple[str, ...]
    ) -> Rule | None:
        """The first row that holds for a candidate of these classes at two offsets and gives one of the verdicts."""
        asked = _behind(self._asked(classes & self._names, verdicts), sentence, start)
        if not asked:
            return None
        reach = max(rule.reach for rule in asked)
        # the rows one of whose words may be among the tokens, by its first letters
        lower = {token.lower for token in sentence.around(start, stop, min(reach, REACH))}
        heads = {word[:HEAD] for word in lower}
        asked = [r for r in asked if not (r.words and r.heads.isdisjoint(heads) and r.words.isdisjoint(lower))]
        near = _telling(asked, _near(sentence, start, stop, reach)) if asked else []
        return next((rule for rule in asked if any(_holds(rule, one) for one in near)), None)

    def _allowing(self, classes: frozenset[str], verdicts: tuple[str, ...]) -> Sequence[Rule]:
        """The rows, in order, that the candidate itself allows."""
        return [rule for rule in self.rules if rule.verdict in verdicts and any(map(classes.issuperset, rule.classes))]


def _behind(rules: Sequence[Rule], sentence: Sentence, start: int) -> Sequence[Rule]:
    """The rows that allow the word right before an offset."""
    if not any(rule.after for rule in rules):
        return rules
    after = _before(sentence, start)
    return [rule for rule in rules if not rule.after or after in rule.after]


def _telling(rules: Sequence[Rule], near: Iterator[Near]) -> Sequence[Near]:
    """The tokens that may be one of the rows' words: few of them, where each row has words."""
    if not all(rule.words for rule in rules):
        return list(near)
    named = frozenset().union(*(rule.words | rule.heads for rule in rules))
    return [one for one in near if one.token.lower in named or one.token.lower[:HEAD] in named]


def _before(sentence: Sentence, start: int) -> str:
    """The word right before an offset; of «ЧМ-2018» the lemma that is glued to it."""
    glued = _GLUED.search(sentence.cut(max(sentence.start, start - 40), start))
    if glued is not None:
        return morph.forms(glued[1])[0].lemma
    return sentence.before(start).lower


_GLUED = re.compile(r"([^\W\d_]+)[-‑–]\Z")


def _rule(number: int, row: Row) -> Rule:
    side, _, reach = row["where"].partition(":")
    return Rule(
        number,
        tuple(frozenset(both.split("+")) for both in several(row["candidate"])),
        frozenset(several(row["after"])),
        side != "behind",
        side != "before",
        CLAUSE if reach == "clause" else int(reach),
        frozenset(several(row["words"])),
        frozenset(word[:HEAD] for word in several(row["words"])),
        tuple(frozenset(both.split("+")) for both in several(row["tag"])),
        row["verdict"],
        row["example"],
    )


def _holds(rule: Rule, near: Near) -> bool:
    token, words = near.token, rule.words
    if words and token.lower not in words and token.lower[:HEAD] not in rule.heads:
        return False  # nearly all are gone here
    if not _reaches(rule, near):
        return False
    if not _agrees(rule, token):
        return False
    return not words or token.lower in words or morph.lemma(token) in words


def _agrees(rule: Rule, token: Token) -> bool:
    return not rule.tag or any(both.issubset(token.tag[:8]) for both in rule.tag)


def _reaches(rule: Rule, near: Near) -> bool:
    """Whether a rule looks on the side of a word, and as far."""
    side = rule.before if near.before else rule.behind
    return side and near.away <= rule.reach and (rule.reach != CLAUSE or near.within)


def _near(sentence: Sentence, start: int, stop: int, reach: int) -> Iterator[Near]:
    """The tokens around two offsets, nearest first on each side, as far as rows look."""
    count = min(reach, REACH)
    for side, ahead in ((sentence.left(start, count)[::-1], True), (sentence.right(stop, count), False)):
        within = True
        for away, token in enumerate(side, 1):
            elided = away < 3 and token.text in DASHES  # «старт — 5 мая», «в пятницу — дождь»
            within = within and (elided or token.text not in ENDS)
            if not within and away > FAR:
                break
            yield Near(token, away, ahead, within)


def clause(sentence: Sentence, start: int, stop: int) -> Sequence[Token]:
    """The tokens of the clause around two offsets, those between them too."""
    tokens = sentence.around(start, stop, REACH)
    first = max((n + 1 for n, t in enumerate(tokens) if t.stop <= start and t.text in ENDS), default=0)
    last = min((n for n, t in enumerate(tokens) if t.start >= stop and t.text in ENDS), default=len(tokens))
    return tokens[first:last]
