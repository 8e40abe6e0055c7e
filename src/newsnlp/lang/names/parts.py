"""The words of a name: what they are before anyone asks for case and gender."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from newsnlp.data import word_list
from newsnlp.lang.names.eastern import PINYIN, family_names

_PIECE = re.compile(
    r"""(?P<quote>[«"“„][^«»"“”„]*[»"”“]|\([^()]*\))
    |(?P<roman>(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})(?![^\W\d_]))
    |(?P<initial>(?:(?:Дж|Дз|[A-ZА-ЯЁІЇ])\.(?:\s?[-‑]\s?[А-ЯЁA-Z]\.)?|[А-ЯЁA-Z](?![^\W\d_]|['’ʼ`-])))
    |(?P<word>[^\W\d_]+(?:\s?[’'ʼ`]\s?[^\W\d_]+)*(?:[-‑–][^\W\d_]+(?:[’'ʼ`][^\W\d_]+)*)*)""",
    re.VERBOSE,
)
_YOUNGER = re.compile(r"(?:^|[-‑–])(?:(младш|старш)(?:ий|его|ему|им|ем|ая|ей|ую)|(мл|ст))$", re.IGNORECASE)
PARTICLES = frozenset(word_list("names.parts.particles"))
AFTER = frozenset(word_list("names.parts.after"))
ARABIC_HEADS = frozenset(word_list("names.parts.arabic_heads"))
_CAPITAL_AHEAD = re.compile(r"\s+[А-ЯЁ][а-яё]")
STRICT = frozenset(word_list("names.parts.strict"))

# English letters as they are spoken, which initials become: Эй Джей, Джей Ди; in the nominative
LETTERS = frozenset(word_list("names.parts.letters"))

# Those that are no words of their own; so what follows one belongs to the name.
JOINING = STRICT - {"да"} | frozenset(word_list("names.parts.joining"))
# a kinsman, in any case
KIN = re.compile(
    "(?:сын|доч|муж|жен|супруг|брат|сестр|внук|внуч|племян|вдов)(?:[аеуыи]|ой|ом|ери?|ерью|ь|ница|ник[ауо]?)?$"
)
_SAINT = frozenset(word_list("names.parts.saints")) | {
    stem + ending for stem in word_list("names.parts.holy") for ending in word_list("names.parts.holy_endings")
}


def _is_particle(found: str, inside: bool) -> bool:
    lower = found.lower()
    if found == "Бен" and not inside:  # Бен Аффлек; the article's «бен Ладен» tells that «Бен Ладен» is no Бен
        return False
    return lower in PARTICLES and (
        found[0].islower() or lower in STRICT or (inside and lower in word_list("names.parts.le"))
    )


def is_letters(word: str) -> bool:
    """Whether a word (lower case) is made of English letters: «джей», «джеем», «джей-джей»."""
    return all(part in LETTERS or _JAY.fullmatch(part) for part in word.split("-"))


_JAY = re.compile("(?:дж|к)(?:ея|ею|еем|ее)")


class Word(NamedTuple):
    """A word of the name with the morphology model's tags."""

    text: str
    case: str | None = None
    gender: str | None = None  # "masc", "femn"
    number: str | None = None


class Group(NamedTuple):
    """A word of the name with the particles before it and what follows: фон дер Ляйен; Алирза оглы."""

    before: str
    word: Word
    after: str


class Parts(NamedTuple):
    groups: tuple[Group, ...]
    initials: tuple[tuple[str, int], ...]  # with the number of groups before each
    tail: str | None
    lead: Word | None = None  # the first initial, which the morphology model tags as well


def _is_eastern(groups: list[Group], rest: str) -> bool:
    """Whether «Ван» is a name of its own: a Chinese family name, or within a Vietnamese name."""
    if not groups:
        return PINYIN.match(rest.strip().lower()) is not None
    return len(groups) == 1 and "vietnamese" in family_names().get(groups[0].word.text.lower(), ())


def _follows_letter(word: str, groups: list[Group]) -> bool:
    """Whether «Ди» is the second letter of «Джей Ди Вэнс», no particle."""
    return word in LETTERS and len(groups) == 1 and is_letters(groups[0].word.text.lower())


def parts(text: str, tags: Mapping[int, Word]) -> Parts:
    """The groups, initials and tail of a mention; ``tags``: words by their offset in ``text``.

    >>> p = parts("Урсулой фон дер Ляйен", {})
    >>> [(g.before, g.word.text) for g in p.groups]
    [('', 'Урсулой'), ('фон дер ', 'Ляйен')]
    >>> parts("Ж.-К. Трише", {}).initials, parts("Карла III", {}).tail
    ((('Ж.-К.', 0),), 'III')
    """
    reading = _Reading(text, tags)
    for piece in _PIECE.finditer(text):
        reading.take(piece)
    return Parts(tuple(reading.groups), tuple(reading.initials), reading.tail, reading.lead)


def _stands_after(word: str) -> bool:
    """«оглы», «кызы»; «Сын» of «Ким Чон Сын» is a name."""
    lower = word.lower()
    return lower in AFTER and (word[0].islower() or lower in word_list("names.parts.sons"))


class _Reading:
    """A mention being read, piece after piece."""

    def __init__(self, text: str, tags: Mapping[int, Word]) -> None:
        self.text, self.tags = text, tags
        self.groups: list[Group] = []
        self.initials: list[tuple[str, int]] = []
        self.tail: str | None = None
        self.lead: Word | None = None
        self._before = ""  # particles that wait for their word

    def take(self, piece: re.Match[str]) -> None:
        kind, found = piece.lastgroup, piece.group()
        if kind == "quote":
            return
        if kind == "roman" and self.groups and not self._before:
            self._numeral(found, self.text[piece.end() :])
        elif kind == "word" or self._is_syllable(found, piece):
            self._word(found, piece)
        else:
            if not self.initials:
                self.lead = self.tags.get(piece.start())
            self.initials.append((re.sub(r"\s", "", found).rstrip(".") + ".", len(self.groups)))

    def _numeral(self, found: str, rest: str) -> None:
        if rest.strip():  # Карл XVI Густав
            self.groups[-1] = self.groups[-1]._replace(after=" " + found)
        else:
            self.tail = found

    def _is_syllable(self, found: str, piece: re.Match[str]) -> bool:
        """Whether a letter is no initial but a syllable of an eastern name: «Ван И»."""
        if piece.lastgroup != "initial" or found not in "АЕЁИОУЭЮЯ":
            return False
        if not self.groups:
            return PINYIN.match(self.text[piece.end() :].strip().lower()) is not None
        return len(self.groups) < 3 and self.groups[0].word.text.lower() in family_names()

    def _word(self, found: str, piece: re.Match[str]) -> None:
        if match := _YOUNGER.search(found):
            self.tail = (match[1] or {"мл": "младш", "ст": "старш"}[match[2].lower()]).lower()
            found = found[: match.start()]
        rest = self.text[piece.end() :]
        if not found or (found.lower() in _SAINT and not self.groups and rest.strip()):
            return
        if found == "Ван" and _is_eastern(self.groups, rest):
            self._group("", found, piece)
        elif self.groups and _stands_after(found):
            self.groups[-1] = self.groups[-1]._replace(after=f"{self.groups[-1].after} {found}")
        elif self._goes_before(found, piece):
            self._before += found + " "
        else:
            self._group(self._before, found, piece)
            self._before = ""

    def _goes_before(self, found: str, piece: re.Match[str]) -> bool:
        """Whether a word belongs to the one behind it: a particle, «Абу» before a capital."""
        lower = found.lower()
        if lower in ARABIC_HEADS and not self._before and _CAPITAL_AHEAD.match(self.text, piece.end()):
            return True
        last = piece.end() >= len(self.text.rstrip())
        return _is_particle(found, bool(self.groups)) and not _follows_letter(lower, self.groups) and not last

    def _group(self, before: str, found: str, piece: re.Match[str]) -> None:
        word = self.tags.get(piece.start(), Word(found))._replace(text=found)
        self.groups.append(Group(before, word, ""))
