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
        self._openers = {id(one): _openers(one) for one in self.rule.walk(types=BNFRule)}

    def predict(self, column: Any, next_column: Any, rule: Any) -> None:
        """Adds the states that begin a rule before the next token."""
        if next_column is None:
            super().predict(column, next_column, rule)
            return
        token = next_column.token
        open_ = {n for predicate, numbers in self._openers[id(rule)] if predicate(token) for n in numbers}
        for number in sorted(open_):
            production = rule.productions[number]
            node = Node(rule, production, rank=number, children=[])
            column.append(State(rule, production, 0, column, column, node))


def _openers(rule: Any) -> list[tuple[Any, list[int]]]:
    """Each predicate that may open a rule, with the numbers of the productions that begin by it."""
    found: list[tuple[Any, list[int]]] = []
    for number, production in enumerate(rule.productions):
        for predicate in _first(production, []):
            numbers = next((numbers for one, numbers in found if one == predicate), None)
            if numbers is None:
                found.append((predicate, [number]))
            else:
                numbers.append(number)
    return found


def _first(production: Any, seen: list[Any]) -> Iterator[Any]:
    """The predicates that may open a production; of one that may be empty, also one that any token fulfils."""
    for term in production.terms:
        if not is_rule(term):
            yield term
            return
        firsts = [] if any(term is one for one in seen) else [_first(one, [*seen, term]) for one in term.productions]
        found = [predicate for first in firsts for predicate in first]
        yield from (predicate for predicate in found if predicate is not _any)
        if _any not in found:
            return
    yield _any


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
        self._findall = remembered(PARSES)(self._parse_all)
        self._match = remembered(PARSES)(self._parse_whole)

    def findall(self, items: Iterable[T]) -> tuple[Match, ...]:
        """The matches that cover most of the window and don't overlap, in order."""
        return self._findall(tuple(map(self._terminal, items)))

    def match(self, items: Iterable[T]) -> Match | None:
        """The match that covers the whole window."""
        return self._match(tuple(map(self._terminal, items)))

    def _parse_all(self, terminals: tuple[Terminal, ...]) -> tuple[Match, ...]:
        return tuple(map(self._plain, self._parser.findall(terminals)))

    def _parse_whole(self, terminals: tuple[Terminal, ...]) -> Match | None:
        found = self._parser.match(terminals) if terminals else None
        return self._plain(found) if found else None

    def _plain(self, match: Any) -> Match:
        nodes = (node for node in match.tree.walk(types=Node) if not is_leaf(node) and node.rule.name in self._names)
        parts = [Part(node.rule.name, *_reach(node)) for node in nodes]
        return Match(match.span.start, match.span.stop, tuple(parts))


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
