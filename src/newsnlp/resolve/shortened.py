"""Whether one name is a short form of another: its initials, its syllables, its words with several drawn together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsnlp.data import word_list
from newsnlp.fold import fold, shared_start
from newsnlp.lang.bodies import LEGAL, stem
from newsnlp.memory import remembered

SMALL = frozenset(word_list("organizations.small"))


def abbreviates(short: str, full: str) -> bool:
    """Whether the letters or syllables of a short form begin the words of a full name, in order.

    >>> abbreviates("ЦБ", "Центральный банк"), abbreviates("РПЦ", "Русская православная церковь")
    (True, True)
    >>> abbreviates("ЗИЛ", "Завод имени Лихачёва")
    True
    >>> abbreviates("Минсоцразвития", "Министерство социального развития"), abbreviates("ЦБ", "Сбербанк России")
    (True, False)
    >>> abbreviates("облисполком", "Витебский областной исполнительный комитет")
    True
    >>> abbreviates("СБУ", "СБ Украины")
    True
    >>> abbreviates("ОБСЕ", "Организация по безопасности и сотрудничеству в Европе")
    True
    """
    words = words_of(full)
    letters = short.lower().replace("ё", "е")
    if len(words) < 2 or not any(word.startswith(letters[: 1 if short.isupper() else 2]) for word in words):
        return False
    if short.isupper():
        return _initials(letters, full, words)
    if len(letters) < 5 or stem(letters) in map(stem, words):
        return False
    return any(_syllables(letters, words[n:], True) for n in range(len(words) - 1))


def _initials(letters: str, full: str, words: Sequence[str]) -> bool:
    """Whether letters are a name's initials, with «имени», what is spelled in capitals, or without the last words."""
    initials = "".join(word[0] for word in words)
    if letters in (initials, _honoured(full), _kept(full)) or _compounded(letters, initials, words):
        return True
    first = len(letters) > 2 and initials.startswith(letters)
    return first or (len(letters) > 3 and initials[1:] == letters)  # «Туарегское национальное движение …»


def _honoured(full: str) -> str:
    """The initials of all words but small ones, «имени» among them."""
    return "".join(w[0] for w in re.findall(r"\w+", full.lower()) if w not in SMALL or w == "имени")


def _kept(full: str) -> str:
    """The initials, and of words in capitals all letters: «СБ Украины»."""
    return "".join(w.lower() if w.isupper() else w[0].lower() for w in re.findall(r"\w+", full))


def _compounded(letters: str, initials: str, words: Sequence[str]) -> bool:
    """Whether one long word gives two letters: «АЭС», «СКХП», «Смоленский комбинат хлебопродуктов»."""
    if len(letters) != len(initials) + 1:
        return False
    spots = (n for n, word in enumerate(words, 1) if len(word) > 8 and letters[n : n + 1] in word[3:])
    return any(letters[:n] + letters[n + 1 :] == initials for n in spots if n < len(letters))


_OF_STATE = word_list("shortened.of_state")


def blends(short: str, full: str) -> bool:
    """Whether a word of the state's is made of the beginnings of a name's words, in any order.

    >>> blends("Росрыболовство", "Федеральное агентство по рыболовству")
    True
    >>> blends("Росленадзор", "Федеральная служба по надзору в сфере лесопользования"), blends("Россия", "МВД")
    (True, False)
    """
    word = fold(short)
    begun = next((len(start) for start in _OF_STATE if word.startswith(start)), 0)
    return begun > 0 and any(_pieces(letters[begun:], words_of(full)) for letters in (word, stem(word)))


def _pieces(letters: str, words: Sequence[str]) -> bool:
    """Whether letters are beginnings of words, of two letters at least."""
    if len(letters) < 2:
        return not letters
    sizes = (shared_start(letters, word) for word in words)
    return any(_pieces(letters[n:], words) for size in sizes for n in range(size, 1, -1))


@remembered()
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name that count, without its legal form."""
    words = [w for w in re.findall(r"\w+", name.lower().replace("ё", "е")) if w not in SMALL]
    return tuple(words[1:] if len(words) > 1 and words[0] in LEGAL else words)


def _syllables(letters: str, words: Sequence[str], first: bool) -> bool:
    if not letters:
        return not words
    if not words:
        return False
    word = words[0]
    if letters == word or (len(words) == 1 and len(letters) > 3 and letters[:-2] == word[: len(letters) - 2]):
        return len(words) == 1
    sizes = range(min(len(word), len(letters)), int(first), -1)
    return any(word[:n] == letters[:n] and _syllables(letters[n:], words[1:], False) for n in sizes)


def condenses(short: str, full: str, a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether one word of a name stands for several of another, the rest being equal; ``a``, ``b``: their stems."""
    first, last, words = shared_start(a, b), shared_start(a[::-1], b[::-1]), short.split()
    if first + last != len(a) - 1 or len(words) != len(a):  # «СК»press»98» has marks where its stems are parted
        return False
    return abbreviates(words[first], " ".join(full.split()[first : len(b) - last]))


def spells(letters: str, word: str) -> bool:
    """Whether a long word has the letters in order, from its first on: «Экопромбанк (ЭПБ)»."""
    rest = iter(word)
    return len(word) > 2 * len(letters) and word[0] == letters[0] and all(letter in rest for letter in letters)
