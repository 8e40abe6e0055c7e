"""The words of a name: what they are before anyone asks for case and gender."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from newsnlp.lang.names.eastern import PINYIN, family_names

_PIECE = re.compile(
    r"""(?P<quote>[«"“„][^«»"“”„]*[»"”“]|\([^()]*\))
    |(?P<roman>(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})(?![^\W\d_]))
    |(?P<initial>(?:(?:Дж|Дз|[A-ZА-ЯЁІЇ])\.(?:\s?[-‑]\s?[А-ЯЁA-Z]\.)?|[А-ЯЁA-Z](?![^\W\d_]|['’ʼ`-])))
    |(?P<word>[^\W\d_]+(?:\s?[’'ʼ`]\s?[^\W\d_]+)*(?:[-‑–][^\W\d_]+(?:[’'ʼ`][^\W\d_]+)*)*)""",
    re.VERBOSE,
)
_YOUNGER = re.compile(r"(?:^|[-‑–])(младш|старш)(?:ий|его|ему|им|ем|ая|ей|ую)$|^(мл|ст)$", re.IGNORECASE)
PARTICLES = frozenset(
    "фон дер ден де да ди дель дела делла дю ду дос дуз ван вон ля ла ле лос лас тер цу бен бин ибн абу абд абдель "
    "абдул аль эль аз ас ат ар ан аш ад бинт бинте умм д дас дус душ до эн уд ур эд о ап оф зу цур "
    "von van der den de di da del della du dos das al el bin ibn ben la le ter abu ten".split()
)
AFTER = frozenset("оглы огли оглу кызы гызы кизи улы уулу хан-заде заде бей паша".split())
ARABIC_HEADS = frozenset("абу абд абдель абдул умм".split())
_CAPITAL_AHEAD = re.compile(r"\s+[А-ЯЁ][а-яё]")
STRICT = frozenset("фон дер ден ван вон бен бин ибн де ла да ди дель дю аль эль".split())

# English letters as they are spoken, which initials become: Эй Джей, Джей Ди; in the nominative
LETTERS = frozenset("эй би си ди джи эйч джей кей эл эм эн пи кью ар эс ти".split())

# Those that are no words of their own; so what follows one belongs to the name.
JOINING = STRICT - {"да"} | frozenset("дус дос душ лос лас".split())
# a kinsman, in any case
KIN = re.compile(
    "(?:сын|доч|муж|жен|супруг|брат|сестр|внук|внуч|племян|вдов)(?:[аеуыи]|ой|ом|ери?|ерью|ь|ница|ник[ауо]?)?$"
)
_SAINT = frozenset("мать матери матерью святой святая святую".split()) | {
    stem + ending
    for stem in ("свят", "блаженн", "преподобн")
    for ending in ("ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую")
}


def _is_particle(found: str, inside: bool) -> bool:
    lower = found.lower()
    return lower in PARTICLES and (found[0].islower() or lower in STRICT or (inside and lower in ("ле", "ля", "тер")))


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
    groups: list[Group] = []
    initials: list[tuple[str, int]] = []
    tail = lead = None
    before = ""
    for piece in _PIECE.finditer(text):
        kind, found = piece.lastgroup, piece.group()
        if kind == "quote":
            continue
        if kind == "roman" and groups and not before:
            if text[piece.end() :].strip():  # Карл XVI Густав
                groups[-1] = groups[-1]._replace(after=" " + found)
            else:
                tail = found
            continue
        if kind == "initial" and found in "АЕЁИОУЭЮЯ":
            rest = text[piece.end() :].strip().lower()
            if (not groups and PINYIN.match(rest)) or (
                0 < len(groups) < 3 and groups[0].word.text.lower() in family_names()
            ):
                kind = "word"
        if kind in ("initial", "roman"):
            if found.rstrip(".").isupper() or len(found) == 3:
                if not initials:
                    lead = tags.get(piece.start())
                initials.append((re.sub(r"\s", "", found).rstrip(".") + ".", len(groups)))
            continue
        if match := _YOUNGER.search(found):
            if match[1]:
                tail = match[1].lower()
            elif match[2]:
                tail = {"мл": "младш", "ст": "старш"}[match[2].lower()]
            found = found[: match.start()]
            if not found:
                continue
        lower = found.lower()
        if lower in _SAINT and not groups and text[piece.end() :].strip():
            continue
        if found == "Ван" and _is_eastern(groups, text[piece.end() :]):
            groups.append(Group("", tags.get(piece.start(), Word(found))._replace(text=found), ""))
        elif lower in AFTER and groups and (found[0].islower() or lower in ("оглы", "кызы", "заде")):
            groups[-1] = groups[-1]._replace(after=f"{groups[-1].after} {found}")
        elif lower in ARABIC_HEADS and not before and _CAPITAL_AHEAD.match(text, piece.end()):
            before = found + " "
        elif (
            _is_particle(found, bool(groups))
            and not _follows_letter(lower, groups)
            and piece.end() < len(text.rstrip())
        ):
            before += found + " "
        else:
            word = tags.get(piece.start(), Word(found))._replace(text=found)
            groups.append(Group(before, word, ""))
            before = ""
    return Parts(tuple(groups), tuple(initials), tail, lead)
