"""Classes of words: what a word is to the rules of context, by its lemma, from the table ``lexicon``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from newsnlp.data import Tables, derived, several
from newsnlp.lang import morph
from newsnlp.memory import SPELLINGS, remembered


@derived("lexicon")
def _of_word(tables: Tables) -> Callable[[str], frozenset[str]]:
    by_lemma: dict[str, tuple[str, ...]] = {}
    for row in tables.rows("lexicon"):
        for lemma in several(row["lemmas"]):
            by_lemma[lemma] = (*by_lemma.get(lemma, ()), row["class"])
    made: dict[frozenset[str], frozenset[str]] = {}  # each set once, however many words have it

    @remembered(SPELLINGS)
    def of(word: str) -> frozenset[str]:
        lemmas = {word, word.replace("ё", "е")} | morph.lemmas(word)
        found = frozenset(name for lemma in lemmas if lemma in by_lemma for name in by_lemma[lemma])
        return made.setdefault(found, found)

    return of


def classes(word: str) -> frozenset[str]:
    """The classes of a word (lower case) in any of its forms.

    >>> sorted(classes("королём")), sorted(classes("за"))
    (['man', 'monarch'], ['whither', 'with_ablt', 'with_accs'])
    """
    return _of_word()(word)


def by_class(words: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """The numbers of the words (lower case) of each class: what a sentence has none of need not be looked for.

    >>> by_class(["за", "королём"])["monarch"]
    [1]
    """
    of, found = _of_word(), defaultdict[str, list[int]](list)
    for number, word in enumerate(words):
        for name in of(word):
            found[name].append(number)
    return found


def is_a(word: str, *names: str) -> bool:
    """Whether a word (lower case), in any form, is of one of these classes of the table."""
    return not _of_word()(word).isdisjoint(names)
