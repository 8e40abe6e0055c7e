"""A finder of one's own, with a yargy grammar: fines of Kazakhstan's news are told in monthly calculation indexes.

    python examples/own_finder.py

A finder is a function: one sentence in, findings with the public values of a kind out. Offsets are the article's, as
those of the sentence's tokens are. Defined at a module's top level it pickles, so that workers run it too, and a
configuration file names it: ``[finders]``, ``Money = ["own_finder.indexes"]``.
"""

from __future__ import annotations

from decimal import Decimal

from yargy import Parser, rule
from yargy.predicates import caseless, type
from yargy.tokenizer import Tokenizer

import newsnlp
from newsnlp.types import Finding, Sentence

INDEX = 3692  # tenge, in 2024
# yargy's plain tokenizer asks for no dictionary; with its default one, yargy loads pymorphy2
GRAMMAR = Parser(rule(type("INT"), caseless("мрп")), tokenizer=Tokenizer())


def indexes(sentence: Sentence) -> list[Finding[newsnlp.Money]]:
    """«50 МРП» is 184,600 tenge."""
    found = []
    for match in GRAMMAR.findall(sentence.text):
        amount = Decimal(match.tokens[0].value) * INDEX
        start, stop = sentence.start + match.span.start, sentence.start + match.span.stop
        found.append(Finding(start, stop, "own.index", newsnlp.Money(amount, None, "KZT")))
    return found


def main() -> None:
    extractor = newsnlp.Extractor(finders={newsnlp.Money: [indexes]})
    document = extractor("Суд в Таразе оштрафовал фермера на 50 МРП и взыскал 20 тысяч тенге.")
    for money in document.money:
        print(money, [mention.text for mention in money.mentions], money.mentions[0].rule)


if __name__ == "__main__":
    main()
