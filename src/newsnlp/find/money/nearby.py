"""A figure that the tagger takes for money and whose currency stands elsewhere: «второе место — 316 млн»."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile

from newsnlp.find.money.currency import Currencies
from newsnlp.find.money.items import LONGEST, Item, lex
from newsnlp.find.money.values import (
    ABOUT_MONEY,
    GRAMMAR,
    YEARS,
    Side,
    amount_of,
    figure_of,
    limit_of,
    lower,
    made,
    sides_of,
)
from newsnlp.types import Finding, Money, Span, Token

ANY = "*"  # the currency of a sum that names none
_PART = 6  # tokens before a figure that may say what it counts
_COUNTED = tuple("числ колич численн насел аудитор тираж охват просмотр подписч абонент добыч экспорт площад".split())
SURE = 0.5  # the tagger's score that a figure without a currency needs


def without_currency(
    span: Span, tokens: Sequence[Token], found: Sequence[Finding[Money]], known: Currencies
) -> Iterator[Finding[Money]]:
    """The tagger's figure that names no currency: «— 316 млн»."""
    if span.score < SURE or any(f.start < span.stop and span.start < f.stop for f in found):
        return
    if not any(f.value.currency.isalpha() for f in found) and not any(t.lower.startswith(ABOUT_MONEY) for t in tokens):
        return
    first = next((n for n, token in enumerate(tokens) if token.start >= span.start), len(tokens))
    last = next((n for n, token in enumerate(tokens) if token.stop > span.stop), len(tokens))
    if _counts_things(tokens, first, known) or counts(tokens, first):
        return
    yield from bare(first, last, "money.context", tokens, known, _telling)


def bare(
    first: int,
    last: int,
    rule_: str,
    tokens: Sequence[Token],
    known: Currencies,
    telling: Callable[[Side], bool] = lambda side: True,
) -> Iterator[Finding[Money]]:
    """The sum or range of the tokens ``first`` to ``last``, its currency open, where its figures are ``telling``."""
    items = list(takewhile(lambda item: item.start < last, lex(tokens, known, first)))
    opens = next((n for n, item in enumerate(items) if item.type in ("FROM", "NUM")), len(items))
    row = [*items[opens:], Item("CUR", last, last, code=ANY)]
    match = GRAMMAR.match(row) if 1 < len(row) < LONGEST else None
    sides = sides_of(match, row) if match and not match.get("list") else []
    if not sides or not all(telling(side) for side in sides):
        return
    if len(sides) == 2:
        amount, upper = sorted((lower(sides[0], sides[1]), amount_of(sides[1])))
        value = Money(amount, upper, ANY, "range")
    else:
        value = Money(amount_of(sides[0]), None, ANY, limit_of(0, len(row) - 1, row, tokens))
    yield made(0, len(row) - 1, rule_, value, row, tokens)


def counts(tokens: Sequence[Token], first: int) -> bool:
    """Whether the words before a figure, back to the comma, say that it counts people or copies: «тираж — 5 млн»."""
    start = first
    while start > max(0, first - _PART) and tokens[start - 1].text not in ",;:(":
        start -= 1
    words = tokens[start:first]
    if any(token.lower.startswith(ABOUT_MONEY) for token in words):
        return False
    people = any(token.tag[:3] == ("NOUN", "gent", "plur") and token.tag.animacy == "anim" for token in words)
    return people or any(token.lower.startswith(_COUNTED) for token in words)


def _counts_things(tokens: Sequence[Token], before: int, known: Currencies) -> bool:
    """Whether the number before counts something else, which is then left out here: «12 млн подписчиков и 1,6 млн»."""
    items = list(lex(tokens[:before], known))
    pairs = [(item, after) for item, after in pairwise(items) if item.number and item.number.scale > 1]
    return bool(pairs) and pairs[-1][1].type == "" and tokens[pairs[-1][1].start].tag[:2] == ("NOUN", "gent")


def _telling(side: Side) -> bool:
    """Not a year, not a small bare figure: those are the tagger's commonest slips."""
    figure = figure_of(side)
    return figure.scale > 1 or (figure.value >= 100 and not YEARS[0] <= figure.value <= YEARS[1])
