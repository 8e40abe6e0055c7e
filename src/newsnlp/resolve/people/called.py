"""Who is called by two names: «Игорь Гиркин (Стрелков)», «Лада Дэнс (настоящая фамилия — Волкова)»."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import dictionary_forms
from newsnlp.lang.names.first import fold
from newsnlp.lang.names.reading import Name
from newsnlp.resolve.people.candidate import Key, full_key, shape
from newsnlp.types import Finding


def other_names(found: Sequence[Finding[Name]], text: str) -> list[Finding[Name]]:
    """«Игорь Гиркин (Стрелков)», «рэпер Баста (Василий Вакуленко)»: one name is the other's wherever it stands."""
    names: _Names | None = None
    bearers: dict[Key | int, Name] = {}
    for before, finding in pairwise(found):
        link = text[before.stop : finding.start]
        told = _tells(link)
        if told or (_BRACKET.fullmatch(link) and text.startswith(")", finding.stop)):
            names = names or _Names(found)
            somebody = told or _is_somebody(text[max(before.start - 30, 0) : before.start])
            bearers |= names.one(before, finding, told, somebody)
    return [_bearer(finding, bearers) for finding in found] if bearers else list(found)


_BRACKET = re.compile(r" \((?:имя\s?[–—-]\s?)?")
_LINK = re.compile(r"(?:,? \(|, | )((?:[а-яё]+[ ,]{1,2}){1,6})(?:[–—:-] )?[«\"“]?")


def _tells(link: str) -> bool:
    """Whether what stands between two names says that they are one's: « (настоящее имя — », «, известный как »."""
    if not _LINK.fullmatch(link):
        return False
    words = re.findall("[а-яё]+", link)
    return any(is_a(word, "other_name") for word in words) and all(is_a(w, "other_name", "by_name") for w in words)


class _Names:
    """The full names of an article, and how often each stands there."""

    def __init__(self, found: Sequence[Finding[Name]]) -> None:
        full = [f.value for f in found if shape(f.value.readings[0]) == "full"]
        self.times = Counter(full_key(name.readings[0]) for name in full)
        self.alone = Counter(fold(f.value.readings[0].last) for f in found if not f.value.readings[0].first)
        self.by_last = {last: name for name in reversed(full) for last in [fold(name.readings[0].last)]}

    def one(self, before: Finding[Name], inside: Finding[Name], told: bool, somebody: bool) -> Mapping[Key | int, Name]:
        """Whose the names (folded), or the mention that begins somewhere, are of two that stand for one; ``told``: the
        words between say so."""
        own = self._in_full if told else _full
        one, other = own(before.value), self._in_full(inside.value)
        if one is None:
            return _of_single(other, before.value, told) if other and somebody else {}
        if other is None:
            return _of_single(one, inside.value, told)
        if (told and other is inside.value) or _first(one) == _first(other):
            return self._of_two(one, other)
        return dict.fromkeys([inside.start] * told, one)

    def _in_full(self, name: Name) -> Name | None:
        """A full name, also of a surname that somebody here has."""
        top = name.readings[0]
        if full := _full(name):
            return full
        whole = None if top.first else self.by_last.get(fold(top.last))
        return whole if whole and whole.readings[0].gender == top.gender else None

    def _times(self, name: Name) -> int:
        """How often a name stands here, in full or by its surname alone."""
        key = full_key(name.readings[0])
        return self.times[key] + self.alone[key[1]]

    def _of_two(self, one: Name, other: Name) -> Mapping[Key | int, Name]:
        """The second of two full names is the first's, or the first the other's that stands clearly more often; so is
        its surname, where nobody else has it."""
        if one.readings[0].gender != other.readings[0].gender:
            return {}
        if self._times(other) > self._times(one) + 1:
            one, other = other, one
        first, last = full_key(other.readings[0])
        others = {key[0] for key in self.times if key[1] == last} - {first}
        return {(first, last): one} if others else {(first, last): one, ("", last): one}


def _full(name: Name) -> Name | None:
    return name if shape(name.readings[0]) == "full" else None


def _first(name: Name) -> str:
    return fold(name.readings[0].first)


def _of_single(full: Name, name: Name, told: bool) -> Mapping[Key | int, Name]:
    """Which names (folded) a name of one word makes somebody's who has a full one."""
    top, gender = name.readings[0], full.readings[0].gender
    if top.first:
        return {(fold(top.first), ""): full} if told and top.gender == gender and not top.middle else {}
    last = next((fold(r.last) for r in name.readings if not r.middle and r.gender == gender), "")
    return {("", last): full, (_first(full), last): full} if last else {}


def _is_somebody(ahead: str) -> bool:
    """Whether a word for a person ends a text: «рэпер», unlike «роль»."""
    word = ahead.rsplit(maxsplit=1)[-1:] if ahead[-1:] == " " else []
    return any(form.pos == "NOUN" and form.animacy == "anim" for form in dictionary_forms(word[0])) if word else False


def _bearer(finding: Finding[Name], bearers: Mapping[Key | int, Name]) -> Finding[Name]:
    if own := bearers.get(finding.start):
        return replace(finding, value=own)
    for reading in finding.value.readings[:3]:
        bearer = bearers.get(full_key(reading))
        if bearer and bearer.readings[0].gender == reading.gender:
            return replace(finding, value=bearer)
    return finding
