"""yargy over the library's own tokens, with a cache of whole parses.

A grammar says which tokens play which part; plain functions compute the value from the tokens themselves.

How to use it::

    from yargy import or_, rule
    from yargy.predicates import in_, type

    def terminal(token: Token) -> Terminal:         # all that the grammar may know of a token
        if token.text.isdigit():
            return Terminal("DAY" if int(token.text) < 32 else "YEAR", "")
        return Terminal("WORD", token.lower)

    DATE = Grammar(rule(type("DAY").named("day"), in_({"мая", "июня"}).named("month")), terminal)

    for match in DATE.findall(tokens):              # or DATE.match(tokens): the whole window or None
        match.start, match.stop                     # numbers of tokens in the window, half-open
        match.get("day"), match.get("month")        # (start, stop) of a part, or None where it is missing

What makes it quick is that yargy sees terminals alone: windows with the same terminals are one parse (400 µs) and
one cache entry, so put into a terminal only what the rules ask for. «24 апреля» and «3 мая» are one entry
where figures and months are terminals by class. What a rule has to know of a word's grammar is told by its terminal:
no predicate of yargy's asks a dictionary, its own tokenizer and analyzer (pymorphy2) are never made,
and no object of yargy leaves this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, product
from typing import Any, Generic, NamedTuple, TypeVar

# yargy itself imports these at its first parse, and a fork might cut that in half
import yargy.relations.graph
import yargy.tree.transformators  # noqa: F401
from yargy import Parser
from yargy.parser import State
from yargy.rule.bnf import BNFRule, is_rule
from yargy.rule.constructors import NamedRule
from yargy.rule.transformators import RuleTransformator
from yargy.span import Span as YargySpan
from yargy.token import Token as YargyToken
from yargy.tokenizer import Tokenizer
from yargy.tree.constructors import Node, is_leaf

from newsnlp.memory import PARSES, remembered

_visit = RuleTransformator.visit


def _keeping(transformator: Any, item: Any) -> Any:
    """``visit`` that keeps each rule alive as long as it is remembered.

    yargy 0.16 remembers rules by ``id()`` and lets the temporary ones go, so that a rule made later at the same address
    can be taken for one of them. Twice among some two hundred processes titles were parsed by another grammar.
    """
    transformator.__dict__.setdefault("kept", []).append(item)
    return _visit(transformator, item)


RuleTransformator.visit = _keeping


def _hash(state: State) -> int:
    """As yargy's own, in half the time: a column of its chart asks it of each state, and of nothing else."""
    children = map(id, state.node.children)
    return hash((id(state.rule), id(state.production), state.dot_index, state.start_column.index, *children))


State.__hash__ = _hash


class _Parser(Parser):  # type: ignore[misc]
    """yargy's parser, which begins no production that the next token can't open.

    Its own begins them all at every token, most of the time that it takes.
    """

    def __init__(self, rule: Any, tokenizer: Tokenizer) -> None:
        super().__init__(rule, tokenizer=tokenizer)
        self._openers: dict[int, list[tuple[Any, list[int]]]] = {}
        self._edges: dict[tuple[int, int], list[Any]] = {}

    def matches(self, text: Any, all: bool = True) -> Sequence[Any]:
        """The states that match. What their chart holds beside is let go at once: its states know its columns, and
        these them, so that it would wait for the collector of cycles.
        """
        chart = self.chart(text, all=all)
        found = list((chart if all else chart.last_column).matches(self.rule))
        for column in chart.columns:
            column.states, column.states_index = [], {}
        return found

    def predict(self, column: Any, next_column: Any, rule: Any) -> None:
        """Adds the states that begin a rule before the next token."""
        token = next_column.token if next_column is not None else None
        opened = [numbers for first, numbers in self._open(rule) if first is _any or (token and first(token))]
        for number in sorted(set(chain.from_iterable(opened))):
            production = rule.productions[number]
            node = Node(rule, production, rank=number, children=[])
            column.append(State(rule, production, 0, column, column, node))

    def _open(self, rule: Any) -> list[tuple[Any, list[int]]]:
        """Each predicate that may open a rule, with the numbers of the productions that begin by it."""
        if (known := self._openers.get(id(rule))) is None:  # the parser keeps its rules alive
            found: dict[Any, tuple[Any, list[int]]] = {}
            for number, production in enumerate(rule.productions):
                for predicate in self._edge(production.terms, 1):
                    found.setdefault(_key(predicate), (predicate, []))[1].append(number)
            known = self._openers[id(rule)] = list(found.values())
        return known

    def pairs(self) -> Iterator[tuple[Any, Any]]:
        """Predicates whose tokens may follow one another in a match, those of the first and the last token beside
        ``None``.
        """
        for first in self._of(self.rule, 1):
            yield None, first
        for last in self._of(self.rule, -1):
            yield last, None
        for production in chain.from_iterable(one.productions for one in self.rule.walk(types=BNFRule)):
            for at in range(1, len(production.terms)):
                yield from product(self._edge(production.terms[:at], -1), self._edge(production.terms[at:], 1))

    def _edge(self, terms: Sequence[Any], step: int) -> list[Any]:
        """The predicates that terms may begin with (step 1) or end with (-1); where they may be empty, also one that
        any token fulfils.
        """
        found: list[Any] = []
        for term in terms[::step]:
            edge = self._of(term, step)
            found += [predicate for predicate in edge if predicate is not _any]
            if _any not in edge:
                return found
        return [*found, _any]

    def _of(self, term: Any, step: int) -> list[Any]:
        """The same of a rule, or of a predicate; a rule that begins by itself may begin by anything."""
        if not is_rule(term):
            return [term]
        if (id(term), step) not in self._edges:
            self._edges[id(term), step] = [_any]
            edges = {_key(edge): edge for one in term.productions for edge in self._edge(one.terms, step)}
            self._edges[id(term), step] = list(edges.values())
        return self._edges[id(term), step]


def _key(predicate: Any) -> Any:
    """What is equal of equal predicates; those of sets have no hash."""
    try:
        hash(predicate)
    except TypeError:
        return id(predicate)
    return predicate


def _any(token: YargyToken) -> bool:
    return True


class Terminal(NamedTuple):
    """What a grammar sees of a token: yargy's ``type`` asks the type, ``eq``, ``in_``, ``custom`` the value."""

    type: str
    value: str


class Part(NamedTuple):
    """A named rule's tokens in the window, half-open."""

    name: str
    start: int
    stop: int


class Match(NamedTuple):
    """Where a grammar fits, in numbers of the window's tokens, and its named parts in order, outer before inner."""

    start: int
    stop: int
    parts: tuple[Part, ...]

    def get(self, name: str) -> tuple[int, int] | None:
        """The first part of that name."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[tuple[int, int]]:
        """All parts of that name, in order."""
        return ((p.start, p.stop) for p in self.parts if p.name == name)


T = TypeVar("T")


class Grammar(Generic[T]):
    """A yargy rule, compiled once; its parts are the rules named by ``.named("...")``.

    A window's items are tokens, or whatever ``terminal`` can tell the type of.

    >>> from yargy import rule
    >>> from yargy.predicates import in_, type
    >>> from newsnlp.types import Tag, Token
    >>> day = type("DAY").named("day")
    >>> dates = Grammar(rule(day, in_({"мая", "июня"}).named("month")), lambda token: Terminal("DAY", "")
    ...     if token.text.isdigit() else Terminal("WORD", token.lower))
    >>> words = [Token(0, 0, word, word, Tag("X")) for word in "с 5 мая".split()]
    >>> dates.findall(words)
    (Match(start=1, stop=3, parts=(Part(name='day', start=1, stop=2), Part(name='month', start=2, stop=3))),)
    >>> dates.match(words) is None, dates.match(words[1:]).get("month")
    (True, (1, 2))
    """

    def __init__(self, rule: Any, terminal: Callable[[T], Terminal]) -> None:
        self._terminal = terminal
        self._names = frozenset(r.name for r in rule.walk(types=NamedRule))
        self._parser = _Parser(rule, _Bridge())
        self._behind: dict[Any, set[Any]] = {}  # by a predicate those that may follow
        self._predicates: dict[Any, Any] = {}
        for left, right in self._parser.pairs():
            self._predicates |= {_key(left): left, _key(right): right}
            self._behind.setdefault(_key(left), set()).add(_key(right))
        self._fulfilled = remembered()(self._fulfilled_by)
        self._beside = remembered(PARSES)(self._may_follow)
        self._findall = remembered(PARSES)(self._parse_all)
        self._match = remembered(PARSES)(self._parse_whole)

    def findall(self, items: Iterable[T]) -> tuple[Match, ...]:
        """The matches that cover most of the window and don't overlap, in order."""
        found: list[Match] = []
        for start, run in self._runs(tuple(map(self._terminal, items))):
            found += [_moved(match, start) for match in self._findall(run)]
        return tuple(found)

    def match(self, items: Iterable[T]) -> Match | None:
        """The match that covers the whole window."""
        terminals = tuple(map(self._terminal, items))
        runs = list(self._runs(terminals))
        return self._match(terminals) if [run for _, run in runs] == [terminals] else None

    def _runs(self, terminals: tuple[Terminal, ...]) -> Iterator[tuple[int, tuple[Terminal, ...]]]:
        """The terminals cut where none of a match can follow the one before: what is left is little and often met."""
        start = 0
        for stop in range(1, len(terminals) + 1):
            if stop < len(terminals) and self._beside(terminals[stop - 1], terminals[stop]):
                continue
            first, last = start, stop
            while first < last and not self._beside(None, terminals[first]):
                first += 1
            while first < last and not self._beside(terminals[last - 1], None):
                last -= 1
            if first < last:
                yield first, terminals[first:last]
            start = stop

    def _may_follow(self, left: Terminal | None, right: Terminal | None) -> bool:
        behind = self._fulfilled(right)
        return any(not self._behind.get(key, _NONE).isdisjoint(behind) for key in self._fulfilled(left))

    def _fulfilled_by(self, terminal: Terminal | None) -> frozenset[Any]:
        """The keys of the predicates that a terminal fulfils; where a match begins and ends there is none."""
        if terminal is None:
            return frozenset({None})
        token = YargyToken(terminal.value, None, terminal.type)
        return frozenset(key for key, predicate in self._predicates.items() if predicate and predicate(token))

    def _parse_all(self, terminals: tuple[Terminal, ...]) -> tuple[Match, ...]:
        return tuple(map(self._plain, self._parser.findall(terminals)))

    def _parse_whole(self, terminals: tuple[Terminal, ...]) -> Match | None:
        found = self._parser.match(terminals)
        return self._plain(found) if found else None

    def _plain(self, match: Any) -> Match:
        nodes = (node for node in match.tree.walk(types=Node) if not is_leaf(node) and node.rule.name in self._names)
        parts = [Part(node.rule.name, *_reach(node)) for node in nodes]
        return Match(match.span.start, match.span.stop, tuple(parts))


_NONE: frozenset[Any] = frozenset()


def _moved(match: Match, by: int) -> Match:
    if not by:
        return match
    parts = tuple(Part(part.name, part.start + by, part.stop + by) for part in match.parts)
    return Match(match.start + by, match.stop + by, parts)


def _reach(node: Any) -> tuple[int, int]:
    first = last = node
    while first.children:
        first = first.children[0]
    while last.children:
        last = last.children[-1]
    return first.token.span.start, last.token.span.stop


class _Bridge(Tokenizer):  # type: ignore[misc]
    """yargy's tokenizer that makes its tokens from terminals; their offsets are their numbers."""

    def __init__(self) -> None:
        """Nothing of yargy's own, which reads words by pymorphy2."""

    def check_type(self, type: str) -> None:
        """Any type may be asked for: the grammar's own function gives them."""

    def __call__(self, terminals: Sequence[Terminal]) -> Iterator[YargyToken]:
        for number, (type_, value) in enumerate(terminals):
            yield YargyToken(value, YargySpan(number, number + 1), type_)
