"""Classes of words: what a word is to the rules of context, by its lemma, from the table ``lexicon``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from newsnlp.data import shipped
from newsnlp.lang import morph
from newsnlp.memory import remembered


@cache
def _by_lemma() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in shipped("lexicon"):
        for lemma in row["lemmas"].split():
            found.setdefault(lemma, set()).add(row["class"])
    return {lemma: frozenset(classes) for lemma, classes in found.items()}


@remembered()
def classes(word: str) -> frozenset[str]:
    """The classes of a word (lower case) in any of its forms.

    >>> sorted(classes("королём")), sorted(classes("за"))
    (['man', 'monarch'], ['with_ablt', 'with_accs'])
    """
    known = _by_lemma()
    lemmas = {word, word.replace("ё", "е"), *(form.lemma for form in morph.dictionary_forms(word))}
    return frozenset().union(*(known.get(lemma, ()) for lemma in lemmas))


def is_a(word: str, name: str) -> bool:
    """Whether a word (lower case), in any form, is of a class of the table."""
    return name in classes(word)
