"""Sums of money: figures with their currency, ranges, lists, bounds.

A sentence is looked at only where a token is a currency's word or sign, or where the tagger saw money. Its tokens
become a short row of items (number, currency, dash, ...), a yargy grammar says which of them are one sum, and plain
functions compute the value. The same rows come again and again («NUM CUR»), so nearly every parse is a look-up.

A figure that names no currency, and a word that several countries share («крон»), go on as an ``OpenSum``:
``resolve.sums`` asks the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from newsnlp.data import Tables
from newsnlp.find import number
from newsnlp.find.money.currency import Countries, Currencies
from newsnlp.find.money.elliptic import elliptic
from newsnlp.find.money.items import board, hundredths, lex, rows
from newsnlp.find.money.values import Sum, sums
from newsnlp.lang import numerals
from newsnlp.types import Finding, Money, OpenSum, Sentence

RULES = frozenset({"money.sum", "money.range", "money.list", "money.elliptic"})


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Sum]]]:
    """The finder with the currencies of the tables."""
    known = Currencies(tables.rows("currencies"))
    triggers = known.triggers | numerals.scales().keys()
    countries = Countries(tables)

    def find(sentence: Sentence) -> list[Finding[Sum]]:
        spans = sentence.spans
        told = sentence.seen("money")
        if not told and triggers.isdisjoint(sentence.lowers):
            return []
        tokens = number.cut(hundredths(sentence.tokens))
        if board(tokens, known):
            return []
        items = list(lex(tokens, known))
        found = [f for row in rows(items) for f in sums(row, tokens, told)]
        if any(isinstance(f.value, OpenSum) for f in found):
            found = _by_country(found, known, countries(sentence.tokens), sentence)
        return found + list(elliptic(items, tokens, found, spans, known))

    return find


def screen(tables: Tables) -> Callable[[str], bool]:
    """Whether a text may hold a sum at all, by its letters alone: somewhere it names a currency.

    >>> may = screen(Tables())
    >>> may("Ущерб — 5 тыс. руб."), may("Отдал 5€"), may("Открыли 5 школ за 20 тысяч часов")
    (True, True, False)
    """
    # one piece of each word or sign, no full stop: a text that has the whole has it too
    triggers = Currencies(tables.rows("currencies")).triggers
    known = {max(_PIECE.findall(trigger), key=lambda piece: (piece != ".", len(piece))) for trigger in triggers}
    return lambda text: not known.isdisjoint(_PIECE.findall(text.lower()))


_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")


def _by_country(
    found: list[Finding[Sum]], known: Currencies, places: Sequence[tuple[int, str]], sentence: Sentence
) -> list[Finding[Sum]]:
    """«60 крон в Праге, 110 крон в Осло», «60 крон в Праге и 110 крон в Осло»: the country of the clause, else the
    nearest before, behind.
    """
    bounds = [sentence.start]
    for token in sentence.tokens:
        told = any(bounds[-1] <= f.start and f.stop <= token.start for f in found)
        if token.text in ",;" or (told and token.tag.pos == "CCONJ"):
            bounds.append(token.start)
    bounds.append(sentence.stop)
    return [_decided(f, known, places, bounds) for f in found]


def _decided(
    finding: Finding[Sum], known: Currencies, places: Sequence[tuple[int, str]], bounds: Sequence[int]
) -> Finding[Sum]:
    value = finding.value
    if not isinstance(value, OpenSum):
        return finding
    own = [(start, codes) for start, place in places if (codes := known.countries.get(place, set()) & value.codes)]
    clause = bisect_right(bounds, finding.start)
    first, last = bounds[clause - 1], bounds[clause] if clause < len(bounds) else finding.stop
    inside = [codes for start, codes in own if first <= start < last]
    told = set[str]().union(*(inside or _nearest(own, finding.start)))
    if len(told) != 1:
        return finding
    return Finding(finding.start, finding.stop, finding.rule, Money(value.amount, value.upper, told.pop(), value.bound))


def _nearest(own: Sequence[tuple[int, set[str]]], offset: int) -> list[set[str]]:
    """The currencies of the last place before an offset, else of the first behind it."""
    before = [codes for start, codes in own if start < offset]
    return before[-1:] or [codes for _, codes in own][:1]
