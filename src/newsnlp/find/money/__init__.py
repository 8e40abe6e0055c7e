"""Sums of money: figures with their currency, ranges, lists, bounds.

A sentence is looked at only where a token is a currency's word or sign, or where the tagger saw money. Its tokens
become a short row of items (number, currency, dash, ...), a yargy grammar says which of them are one sum, and plain
functions compute the value. The same rows come again and again («NUM CUR»), so nearly every parse is a look-up.

A figure that the tagger takes for money but whose currency stands elsewhere goes on with ``"*"`` for a currency,
and a word that several countries share with its candidates («DKK|NOK|SEK»): ``resolve.sums`` asks the article.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from newsnlp.data import Tables
from newsnlp.find import number
from newsnlp.find.money.currency import Countries, Currencies
from newsnlp.find.money.items import lex, rows
from newsnlp.find.money.nearby import without_currency
from newsnlp.find.money.unnamed import unnamed
from newsnlp.find.money.values import sums
from newsnlp.lang import numerals
from newsnlp.types import Finding, Money, Sentence

RULES = frozenset({"money.sum", "money.range", "money.list", "money.context", "money.parallel", "money.price"})


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Money]]]:
    """The finder with the currencies of the tables."""
    known = Currencies(tables.rows("currencies"))
    triggers = known.triggers | numerals.scales().keys()
    countries = Countries(tables)

    def find(sentence: Sentence) -> list[Finding[Money]]:
        spans = [span for span in sentence.spans if span.kind == "money"]
        if not spans and triggers.isdisjoint([token.lower for token in sentence.tokens]):
            return []
        tokens = number.cut(sentence.tokens)
        items = list(lex(tokens, known))
        found = [f for row in rows(items) for f in sums(row, tokens, spans)]
        if any("|" in f.value.currency for f in found):
            found = _by_country(found, known, countries(sentence.tokens))
        found += [f for span in spans for f in without_currency(span, tokens, found, known)]
        return found + list(unnamed(items, tokens, found, known))

    return find


def _by_country(found: list[Finding[Money]], known: Currencies, named: set[str]) -> list[Finding[Money]]:
    """«В Мексике за это берут 500 песо»: the country that the sentence names decides, where it is one."""
    own = {code for country in named for code in known.countries.get(country, ())}
    return [_decided(f, own & set(f.value.currency.split("|"))) for f in found]


def _decided(finding: Finding[Money], codes: set[str]) -> Finding[Money]:
    if len(codes) != 1 or finding.value.currency.isalpha():
        return finding
    return replace(finding, value=replace(finding.value, currency=codes.pop()))
