"""Finds mentions of people.

The tagger's spans, trimmed to the name; then, where it saw nobody, what has the form of a name: initials with a
surname, a common first name with a surname's ending behind it, headlines in capitals. What the sentence says of case
and gender goes into the reading of each name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from newsnlp.data import Tables
from newsnlp.find.person.nobodies import beasts, nobodies
from newsnlp.find.person.spans import Spot, nicknamed, tagged
from newsnlp.find.person.surroundings import surroundings
from newsnlp.find.person.unseen import unseen
from newsnlp.lang import morph
from newsnlp.lang.names.parts import Word
from newsnlp.lang.names.reading import BEAST, Name, Names, Reading
from newsnlp.lang.names.surnames import surname_of_adjective
from newsnlp.lang.places import Gazetteer, gazetteer
from newsnlp.types import NOWHERE, Finding, Sentence, Token

AGAIN = "person.again"  # given by ``resolve``: a surname that the article has in full elsewhere
RULES = frozenset({"person.initials", "person.pattern", "person.titled", "person.capitals", AGAIN})


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Name]]]:
    """A function that finds the names of a sentence."""
    names = Names(tables.rows("first_names"))
    known = gazetteer(tables)
    morph.analyzer()  # loaded here rather than within the first article

    def find(sentence: Sentence) -> list[Finding[Name]]:
        return [finding for spot in spots(sentence, names, known) if (finding := _finding(sentence, names, spot))]

    return find


def spots(sentence: Sentence, names: Names, known: Gazetteer) -> list[Spot]:
    """Where a sentence's names stand."""
    seen = nicknamed(sentence, tagged(sentence, names, known), names)
    found = (*seen, *unseen(sentence, names, seen, known))
    without, called = nobodies(sentence, found, names), beasts(sentence, found, names)
    return [spot._replace(rule=BEAST) if spot in called else spot for spot in found if spot not in without]


def words_of(sentence: Sentence, spot: Spot) -> tuple[str, dict[int, Word]]:
    """A name's text, and its words with the morphology model's tags by their offset in it."""
    text = sentence.cut(spot.start, spot.stop)
    inside = (t for t in sentence.within(spot.start, spot.stop) if t.text[0].isalpha())
    return text, {t.start - spot.start: Word(t.text, t.tag.case, t.tag.gender, t.tag.number) for t in inside}


def _finding(sentence: Sentence, names: Names, spot: Spot) -> Finding[Name] | None:
    start, stop, rule, score = spot
    if adjective := _adjective(sentence, start, stop):
        base = surname_of_adjective(adjective.lower)
        reading = Reading(None, None, base.capitalize(), "m", 1.0) if base else None
        return Finding(start, stop, rule, Name((reading,)), score) if reading else None
    text, words = words_of(sentence, spot)
    name = names.read(text, words, surroundings(sentence, start, stop))
    return Finding(start, stop, rule, name, score) if name else None


def _adjective(sentence: Sentence, start: int, stop: int) -> Token | None:
    """The token where a mention is an adjective before its noun: «Нобелевскую премию», «Останкинская телебашня»."""
    inside = sentence.within(start, stop)
    if len(inside) != 1 or not _ADJECTIVE.search(inside[0].lower):
        return None
    after = _behind_row(sentence, inside[0])
    if after.tag.pos != "NOUN" or not after.text.islower():
        return None
    word, noun = inside[0].tag, after.tag
    agrees = word.case == noun.case and (word.pos == "ADJ" or (word.pos == "PROPN" and word.gender == noun.gender))
    return inside[0] if agrees else None


def _behind_row(sentence: Sentence, token: Token) -> Token:
    """The word behind an adjective, or behind a row of such: «Троицкого и Новомосковского | округов»."""
    behind = sentence.behind(token.stop)
    while behind.text == "и":
        other = sentence.behind(behind.stop)
        if not _ADJECTIVE.search(other.lower) or other.tag.case != token.tag.case:
            return NOWHERE
        behind = sentence.behind(other.stop)
        while behind.tag.pos == "ADJ" and behind.text.islower():
            behind = sentence.behind(behind.stop)
    return behind


_ADJECTIVE = re.compile("[цс]к(?:ий|ая|ое|ие|ого|ой|ому|им|ом|ую|их|ими)$")
