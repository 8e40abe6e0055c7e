"""The table of posts as a dictionary: which rows a token may be the head of, and what they ask around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newsnlp.data import Row, Tables, derived, several, word_list
from newsnlp.lang import morph
from newsnlp.memory import SPELLINGS, remembered
from newsnlp.types import Token

# Adjectives and participles that stand for a person by themselves, whatever follows them in a row of the table.
_NOUNS = frozenset(word_list("posts.nouns"))
_ADJECTIVE = word_list("posts.adjective")
_FORMER = "экс-"


def genitive(name: str) -> str:
    """A name in the nominative put into the genitive: its head and the adjectives before it; the rest stays.

    >>> genitive("Смоленская область"), genitive("комитет Госдумы по бюджету"), genitive("компания «Роснефть»")
    ('Смоленской области', 'комитета Госдумы по бюджету', 'компании «Роснефть»')
    """
    words = name.split(" ")
    for i, word in enumerate(words):
        reading = _nominative(word, last=not "".join(words[i + 1 : i + 2])[:1].isalpha())
        if reading is None:
            break
        words[i] = morph.inflect(word, reading, "gent") or word
        if reading.pos == "NOUN":
            break
    return " ".join(words)


def _nominative(word: str, last: bool) -> morph.Form | None:
    """A word's likeliest form in the nominative, if it is declined: the last may be a noun («Тверская», a street)."""
    if not word[:1].isalpha() or word.isupper():
        return None
    readings = [f for f in morph.forms(word) if f.case == "nomn"]
    if not last and any(f.known and f.pos != "NOUN" for f in readings):  # «*главное* управление»
        readings.sort(key=lambda f: f.pos == "NOUN")
    return next(iter(readings), None)


@derived("titles")
def _single(tables: Tables) -> frozenset[str]:
    cells = (row[column] for row in tables.rows("titles") for column in ("post", "feminine", "short"))
    return frozenset(form.lower() for cell in cells for form in several(cell) if " " not in form or form.isascii())


def is_english(words: str) -> bool:
    """Whether words are a post in English, such as a card or a list of speakers has.

    >>> is_english("Managing Director"), is_english("Head of Sales"), is_english("Silver Lake"), is_english("директор")
    (True, True, False, False)
    """
    return words.isascii() and _JOINING.split(words.lower(), maxsplit=1)[0] in _single()


_JOINING = re.compile(r" (?:of|for|and|&) ")


def is_post(word: str) -> bool:
    """Whether a word (lower case), in any form, is a post of one word.

    >>> is_post("доярку"), is_post("замглаве"), is_post("волк")
    (True, True, False)
    """
    return not _single().isdisjoint({word, *morph.lemmas(word), *_deputies(word)})


@derived("titles")
def _rows(tables: Tables) -> dict[str, str]:
    return {row["post"]: row["official"] for row in tables.rows("titles")}


def is_whole(post: str) -> bool:
    """Whether the table has a post as it is.

    >>> is_whole("начальник полиции"), is_whole("начальник склада")
    (True, False)
    """
    return post in _rows()


def is_office(post: str) -> bool:
    """Whether the table has a post as a public office whatever the body.

    >>> is_office("глава разведки"), is_office("глава управления")
    (True, False)
    """
    return _rows().get(post) == "yes"


class Entry(NamedTuple):
    """One way of saying a post: adjectives before the head, the head, fixed words behind it."""

    post: str
    before: tuple[str, ...]
    head: str
    after: tuple[str, ...]
    takes: frozenset[str]
    official: str
    means: tuple[str, ...]
    paired: bool = False  # the row has a word for women, so that this one says the holder's gender

    @property
    def phrase(self) -> str:
        """The words in the nominative."""
        return " ".join((*self.before, self.head, *self.after))


class Hit(NamedTuple):
    """An entry that fits a token: the tokens from ``start`` to ``stop`` are its words."""

    entry: Entry
    start: int
    stop: int
    former: bool = False


class Posts:
    """The rows of the table of posts, by their head; ``tails`` are the words that follow a head in some row.

    >>> from newsnlp.data import shipped
    >>> from newsnlp.lang.phrases import plain
    >>> posts = Posts(shipped("titles"))
    >>> hit = posts.at(plain("экс-гендиректора завода"), 0)
    >>> hit.entry.post, hit.former
    ('генеральный директор', True)
    >>> posts.at(plain("первым заместителем министра обороны"), 1).entry.phrase
    'первый заместитель'
    >>> posts.at(plain("завода"), 0) is None
    True
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        entries = [entry for row in rows for entry in _entries(row)]
        self.tails = frozenset(entry.after[0] for entry in entries if entry.after)
        self._entries = _by_head(entries)
        self._stems: dict[str, tuple[str, ...]] = {}
        for begun, stem in sorted(set(map(_stem, self._entries))):
            self._stems[begun] = (*self._stems.get(begun, ()), stem)
        self._begun = frozenset(begun[:3] for begun in self._stems)
        self._heads = remembered()(self._find)
        self._maybe = remembered(SPELLINGS)(self._may_be)

    def at(self, tokens: Sequence[Token], i: int) -> Hit | None:
        """The longest entry that has its head at this token."""
        token = tokens[i]
        found = self._heads(token.lower, token.tag.gender)
        if found is None:
            return None
        head, former = found
        for entry in self._entries[head]:
            start, stop = i - len(entry.before), i + 1 + len(entry.after)
            if start >= 0 and stop <= len(tokens) and _fits(entry, tokens[start:i], tokens[i + 1 : stop]):
                return Hit(entry, start, stop, former)
        return None

    def among(self, lowers: Sequence[str]) -> list[int]:
        """The numbers of the words that may be heads: a cheap test that lets most words go by.

        >>> from newsnlp.data import shipped
        >>> Posts(shipped("titles")).among(["экс-президентом", "режиссера", "президиум", "компания-разработчик"])
        [0, 1, 3]
        """
        begun = self._begun
        return [i for i, word in enumerate(lowers) if (word[:3] in begun or "-" in word) and self._maybe(word)]

    def _may_be(self, lower: str) -> bool:
        word = lower.removeprefix(_FORMER)
        first, hyphen, rest = word.partition("-")
        parts = (first + rest.replace("-", ""), first, rest.rpartition("-")[2]) if hyphen else (word,)
        return any(_plain(part).startswith(self._stems.get(part[:n], ())) for part in parts for n in (3, 4))

    def _find(self, lower: str, gender: str | None) -> tuple[str, bool] | None:
        """The head's dictionary form in the table, and whether «экс-» stands before it."""
        if not self._maybe(lower):
            return None
        word = lower.removeprefix(_FORMER)
        head = next((head for head in _heads(word, gender) if head in self._entries), None)
        return None if head is None else (head, word != lower)

    def post(self, phrase: str) -> Entry | None:
        """The entry of a post by its words in the nominative: «министр иностранных дел»."""
        words = tuple(phrase.split())
        for i, word in enumerate(words):
            for entry in self._entries.get(word, ()):
                if entry.before == words[:i] and entry.after == words[i + 1 :]:
                    return entry
        return None


def _by_head(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The entries of each head, the longest first; without those whose tail is an office with a title of its own."""
    public = {entry.head for entry in entries if entry.official != "no" and not entry.after}
    heads: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: (-len(e.before) - len(e.after), -len(e.before))):
        if not (entry.after and _genitive_of(entry.after[0], public)):
            heads[entry.head].append(entry)
    return dict(heads)


def _heads(word: str, gender: str | None) -> Iterator[str]:
    """What a word may be a form of, then each part of a compound."""
    yield from (base for base in _bases(word) if not _another(word, base, gender))
    first, hyphen, rest = word.partition("-")
    if hyphen and not _thing(first):
        yield from (base for part in (first, rest.rpartition("-")[2]) for base in _bases(part) if len(base) > 3)


def _thing(word: str) -> bool:
    """Whether a compound's first part is a declined thing: «*компании*-разработчика» is no developer."""
    nouns = [f for f in morph.nouns(word) if f.known]
    things = bool(nouns) and all(f.animacy == "inan" for f in nouns)
    return things and (nouns[0].case != "nomn" or nouns[0].gender == "femn")


def _another(word: str, head: str, gender: str | None) -> bool:
    """Whether the tag's gender says that a form is another word's: «премьера спектакля» is no premier's."""
    if gender != "femn":
        return False
    its = [form.gender in ("femn", None) for form in morph.nouns(word) if form.lemma == head]
    others = [form.gender == "femn" for form in morph.nouns(word) if form.lemma != head]
    return any(others) and not any(its)


def _bases(word: str) -> tuple[str, ...]:
    """Dictionary forms of a word as a noun: as it stands, then by its readings, those of known words first."""
    readings = sorted(morph.forms(word), key=lambda f: not f.known)
    lemmas = [f.lemma for f in readings if f.pos in ("NOUN", "ADJF", "PRTF", "ADJS") and "Geox" not in f.grammemes]
    whole = [_PARTICIPLES.get(f.lemma, f.lemma) for f in readings if f.pos == "PRTF"]
    return tuple(dict.fromkeys((word, *lemmas, *whole, *_deputies(word))))


def _deputies(word: str) -> Iterator[str]:
    """A clipped deputy that is declined, as the table has it: «*замначальнику* полиции», «с *замглавой* района»."""
    whose = word.removeprefix("зам")
    if whose != word:
        yield from ("зам" + (morph.inflect(whose, f, "gent", "sing") or whose) for f in morph.nouns(whose) if f.known)


# pymorphy gives a participle's verb as its lemma; the table has the participle
_PARTICIPLES = {"командовать": "командующий", "управлять": "управляющий", "заведовать": "заведующий"}


def _entries(row: Row) -> Iterator[Entry]:
    words = [row["post"], *several(row["feminine"]), *several(row["short"])]
    takes, means = frozenset(several(row["takes"])), several(row["means"])
    for phrase in words:
        parts = tuple(phrase.lower().split())
        i = _head(parts)
        paired = bool(row["feminine"]) and (row["official"] == "no" or means == ("*",))
        yield Entry(row["post"], parts[:i], parts[i], parts[i + 1 :], takes, row["official"], means, paired)


def _head(words: Sequence[str]) -> int:
    for i, word in enumerate(words[:-1]):
        if word in _NOUNS and not words[i + 1].endswith(word_list("posts.last_letters")):
            return i
        if not word.endswith(_ADJECTIVE) and word not in ("теле-", "и"):
            return i
    return len(words) - 1


def _genitive_of(word: str, heads: frozenset[str] | set[str]) -> bool:
    """Whether a row's tail is another's office («пресс-секретарь *президента*»), which is a title of its own."""
    return any(
        head in heads and word in (head + "а", head[:-1] + "я", head[:-1] + "ы", head[:-1] + "и")
        for head in (word[:-1], word[:-1] + "ь", word[:-1] + "а")
    )


def _stem(head: str) -> tuple[str, str]:
    """The first letters of a noun, hyphens apart, and what all its forms begin with, ё as е.

    «посол» and «посла» have three letters in common, «домохозяйка» and «домохозяек» eight.
    """
    solid = head.replace("-", "")
    if len(head) < 6 or head.endswith(word_list("posts.fleeting")):
        return solid[:3], _plain(solid[:3])
    return solid[:4], _plain(solid[:-2]).rstrip("йь")


def _fits(entry: Entry, before: Sequence[Token], after: Sequence[Token]) -> bool:
    return all(map(same_adjective, entry.before, before)) and all(
        map(lambda word, token: _plain(token.lower) == _plain(word), entry.after, after)
    )


def _plain(word: str) -> str:
    return word.replace("ё", "е")


def same_adjective(adjective: str, token: Token) -> bool:
    """Whether a token is a form of an adjective: the stem is the same, and an adjective's ending follows.

    >>> from newsnlp.lang.phrases import plain
    >>> same_adjective("главный", plain("главного")[0]), same_adjective("главный", plain("главами")[0])
    (True, False)
    """
    stem, word = _plain(adjective[:-2]), _plain(token.lower).removeprefix("экс-")
    return word.startswith(stem) and word[len(stem) :] in _ENDINGS


_ENDINGS = frozenset(word_list("adjective_endings"))
