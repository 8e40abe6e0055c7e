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
from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from newsnlp.data import Tables
from newsnlp.find import number
from newsnlp.find.money.currency import Countries, Currencies
from newsnlp.find.money.elliptic import elliptic
from newsnlp.find.money.items import board, hundredths, lex, rows
from newsnlp.find.money.values import Sum, sums
from newsnlp.lang import numerals
from newsnlp.lang.phrases import DASHES
from newsnlp.types import NOWHERE, Finding, Money, OpenSum, Sentence

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
        found = _by_country(found, known, countries, sentence)
        bare = elliptic(items, tokens, found, spans, known)
        return found + [_of_payer(f, known, countries, sentence) for f in bare]

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
    found: list[Finding[Sum]], known: Currencies, countries: Countries, sentence: Sentence
) -> list[Finding[Sum]]:
    """«60 крон в Праге, 110 крон в Осло», «60 крон в Праге и 110 крон в Осло»: the country of the clause, else the
    nearest before, behind.
    """
    if all(isinstance(f.value, Money) and f.value.currency not in known.shared for f in found):
        return found
    places = countries(sentence.tokens)
    bounds = _bounds(found, sentence)
    return [_decided(f, known, places, bounds, sentence.cut(f.start, f.stop)) for f in found]


def _bounds(found: Sequence[Finding[Sum]], sentence: Sentence) -> Sequence[int]:
    """Where clauses begin, and where the last one ends: at commas, and behind sums at «и» too."""
    bounds = [sentence.start]
    for token in sentence.tokens:
        told = any(bounds[-1] <= f.start and f.stop <= token.start for f in found)
        if token.text in ",;" or (told and token.tag.pos == "CCONJ"):
            bounds.append(token.start)
    bounds.append(sentence.stop)
    return bounds


def _decided(
    finding: Finding[Sum], known: Currencies, places: Sequence[tuple[int, str]], bounds: Sequence[int], text: str
) -> Finding[Sum]:
    value = finding.value
    may_be = _may_be(value, known, text)
    own = [(start, codes) for start, place in places if (codes := known.countries.get(place, set()) & may_be)]
    clause = bisect_right(bounds, finding.start)
    first, last = bounds[clause - 1], bounds[clause] if clause < len(bounds) else finding.stop
    inside = [codes for start, codes in own if first <= start < last]
    told = set[str]().union(*(inside or _nearest(own, finding)))
    if len(told) != 1:
        return finding
    return Finding(finding.start, finding.stop, finding.rule, Money(value.amount, value.upper, told.pop(), value.bound))


def _may_be(value: Sum, known: Currencies, text: str) -> Set[str]:
    """What a sum's word may mean, whatever it mostly does where two share it: «Туркмения — 95 млн манатов»."""
    if isinstance(value, OpenSum):
        return value.codes
    return known.shared.get(value.currency, frozenset()) if known.is_bare(text.lower().split()) else frozenset()


def _of_payer(finding: Finding[Sum], known: Currencies, countries: Countries, sentence: Sentence) -> Finding[Sum]:
    """A bare figure with the currencies of the country that alone stands before its dash: «Стокгольм — 40 млрд»."""
    mark, who, dash = ([NOWHERE] * 3 + [*sentence.left(finding.start, 3)])[-3:]
    opens = mark.text in ",;" or mark.tag.pos == "CCONJ"
    if not isinstance(finding.value, OpenSum) or dash.text not in DASHES or not opens or who.tag.case != "nomn":
        return finding
    codes = set[str]().union(*(known.countries.get(place, set()) for _, place in countries([who])))
    return replace(finding, value=replace(finding.value, codes=frozenset(codes)))


def _nearest(own: Sequence[tuple[int, set[str]]], finding: Finding[Sum]) -> Sequence[set[str]]:
    """The currencies of the last place before a sum that is open, else of the first behind it."""
    if isinstance(finding.value, Money):
        return ()
    before = [codes for start, codes in own if start < finding.start]
    return before[-1:] or [codes for _, codes in own][:1]
