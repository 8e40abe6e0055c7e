"""Men's surnames in -а that an article leaves undeclined: «указ премьера Мамаду Санда»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsnlp.lang.names.declension import declined
from newsnlp.lang.names.first import fold
from newsnlp.lang.names.reading import Name
from newsnlp.resolve.people.candidate import full_key, shape
from newsnlp.types import Finding

SURE = 0.85  # how likely a surname stands in the nominative that tells how others are to be read
LIKELY = 0.1  # how likely a form is a surname's that no other explains
_OF_PAIR = re.compile("(?:ов|ев|ёв|ин|ын)$")  # whose form in -а is a woman's too


def undeclined(found: Sequence[Finding[Name]], text: str) -> list[Finding[Name]]:
    """«премьера Мамаду Санда» is Санда where the article says «Санда заявил» or «с Сандой», Данд nowhere."""
    words = [fold(text[f.start : f.stop]).split() for f in found]
    lasts = [said[-1] for said in words]
    taken = {pair for pair in _doubtful(found, words) if _tells(found, lasts, *pair)}
    return [_as_written(f, text, taken) for f in found] if taken else list(found)


def _doubtful(found: Sequence[Finding[Name]], words: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The surnames as they stand in -а, each with the one that it was likely declined from; behind a first name that
    is declined itself where another mention in full is declined so: «Сергея Зумба» beside «Сергеем Зумбой»."""
    named = {full_key(finding.value.readings[0]) for finding in found}
    for finding, said in zip(found, words, strict=True):
        top = finding.value.readings[0]
        last = fold(top.last)
        his = top.gender == "m" and shape(top) == "full"
        told = said[0] == fold(top.first) or (fold(top.first), said[-1]) in named
        if his and told and said[-1] == last + "а" and not _OF_PAIR.search(last):
            yield said[-1], last


def _is_surely(found: Finding[Name], last: str) -> bool:
    return _is_single(found) and _likely(found, last) > SURE


def _tells(found: Sequence[Finding[Name]], lasts: Sequence[str], written: str, shorter: str) -> bool:
    """Whether the other mentions show that a surname is what stands there, and none that it is the shorter one."""
    own, other = declined(written), declined(shorter)
    there = [(f, word) for f, word in zip(found, lasts, strict=True) if word in {*own, *other}]
    if any(word not in own or _is_surely(f, shorter) for f, word in there):
        return False
    telling = ((f, word == written) for f, word in there if word == written or word not in other)
    return any(_likely(f, written) > (SURE if alike else LIKELY) for f, alike in telling)


def _is_single(finding: Finding[Name]) -> bool:
    return shape(finding.value.readings[0]) == "single"


def _likely(finding: Finding[Name], last: str) -> float:
    """How likely a mention is a man's of a surname."""
    return sum(r.p for r in finding.value.readings if r.gender == "m" and fold(r.last) == last)


def _as_written(finding: Finding[Name], text: str, taken: set[tuple[str, str]]) -> Finding[Name]:
    word = text[finding.start : finding.stop].split()[-1]
    readings = tuple(
        r._replace(last=word) if r.gender == "m" and (fold(word), fold(r.last)) in taken else r
        for r in finding.value.readings
    )
    return replace(finding, value=Name(readings, finding.value.capitals))
