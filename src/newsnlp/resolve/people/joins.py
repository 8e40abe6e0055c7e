"""Whom a mention of initials or one word means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from newsnlp.lang.declension import declined
from newsnlp.lang.first_names import listed_gender
from newsnlp.lang.morph import dictionary_forms
from newsnlp.lang.names import Name, Reading
from newsnlp.resolve.people.known import Known
from newsnlp.resolve.people.someone import SURE, Someone, fold, one_edit, same_first
from newsnlp.types import Finding

LEAST = 0.016  # a reading less probable joins nobody


def nearest(candidates: Sequence[Someone], start: int) -> Someone:
    """Who was mentioned last before a place, else first after it."""

    def distance(someone: Someone) -> tuple[bool, int]:
        spots = someone.spots()
        before = bisect_left(spots, start)
        return (not before, start - spots[before - 1] if before else spots[0])

    return min(candidates, key=distance)


def join_misprint(finding: Finding[Name], known: Known, text: str) -> bool:
    """Adds «Куренковм» to Куренков: a word that no dictionary has and that is one letter off somebody's surname."""
    word = fold(text[finding.start : finding.stop])
    if len(word) < 6 or not word.isalpha() or finding.value.readings[0].gender == "p" or dictionary_forms(word):
        return False
    for someone in known.beginning(word[:3]):
        last = someone.key[1]
        if len(last) > 5 and any(one_edit(word, fold(form)) for form in declined(last)):
            someone.extra.append(finding)
            return True
    return False


def _main(candidates: Sequence[Someone], start: int) -> Someone:
    """Who is meant by a bare name: the one whom the article names clearly more often, else who was named last."""
    most = max(len(someone.findings) + len(someone.extra) for someone in candidates)
    return nearest([s for s in candidates if len(s.findings) + len(s.extra) >= most - 1], start)


def join(finding: Finding[Name], known: Known, may: Callable[[Someone], bool] = lambda one: True) -> bool:
    """Adds a finding of initials or one word to the person whom it fits; ``False`` where there is none.

    ``may``: who comes into question.
    """
    if finding.value.readings[0].gender == "p":  # Братья Кличко
        return False
    weights: list[tuple[float, Someone]] = []
    for someone in filter(may, known.meant(finding)):
        called = someone.qualifier[0].split() if " " in someone.qualifier[0] else ()  # Луис Инасиу Лула да Силва
        weight = 0.0
        for reading in finding.value.readings:
            if (
                reading.gender != "p"
                and (someone.fits(reading) or (fold(reading.last) in called and not reading.first))
                and _middles_fit(someone, reading)
                and reading.p >= LEAST
            ):
                weight = max(weight, reading.p * _gender_fit(someone, reading) * (1.0 if reading.last else 0.5))
        if weight > 0.0:
            weights.append((weight, someone))
    if not weights:
        return False
    top = max(weight for weight, _ in weights)
    if top < 0.004:
        return False
    best = [someone for weight, someone in weights if weight > top / 2]
    only_first = not any(r.last and s.fits(r) for s in best for r in finding.value.readings)
    if only_first and len(best) > 1 and not any(r.middle for r in finding.value.readings[:1]):
        before = [s for s in best if s.spots()[0] < finding.start]
        best = before or best
    chosen = _main(best, finding.start)
    chosen.extra.append(finding)
    middle = next((fold(r.middle) for r in finding.value.readings if r.middle and chosen.fits(r)), "")
    if len(middle) > len(chosen.qualifier[0]):
        known.call(chosen, middle)
    return True


def _middles_fit(someone: Someone, reading: Reading) -> bool:
    if reading.tail and fold(reading.tail) != someone.qualifier[1]:
        return False
    if not reading.middle:
        return True
    if not reading.first and not reading.last:
        return bool(someone.qualifier[0]) and fold(reading.middle) == someone.qualifier[0]
    return not someone.qualifier[0] or same_first(fold(reading.middle), someone.qualifier[0])


def _gender_fit(someone: Someone, reading: Reading) -> float:
    odds = someone.odds()
    if abs(odds) < SURE:
        return 1.0
    if (odds > 0) == (reading.gender == "m"):
        return 1.0
    strange = reading.first and not reading.last and not listed_gender(fold(reading.first))  # Нафсет, a woman
    return 0.5 if strange else 0.05
