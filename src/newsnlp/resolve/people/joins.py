"""Whom a mention of initials or one word means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import dictionary_forms
from newsnlp.lang.names.declension import declined
from newsnlp.lang.names.first import fold, listed_gender
from newsnlp.lang.names.reading import Name, Reading
from newsnlp.lang.names.surnames import surname_like
from newsnlp.lang.numerals import ordinals, roman
from newsnlp.resolve.people.candidate import SURE, Candidate, one_edit, same_first, spelling
from newsnlp.resolve.people.known import Known
from newsnlp.types import Finding

LEAST = 0.008  # a reading less probable joins nobody


def nearest(candidates: Sequence[Candidate], start: int) -> Candidate:
    """Who was mentioned last before a place, else first after it."""

    def distance(one: Candidate) -> tuple[bool, int]:
        spots = one.spots()
        before = bisect_left(spots, start)
        return (not before, start - spots[before - 1] if before else spots[0])

    return min(candidates, key=distance)


def join_misprint(finding: Finding[Name], known: Known, text: str) -> bool:
    """Adds «Куренковм» to Куренков: a word that no dictionary has and that is one letter off somebody's surname."""
    word = fold(text[finding.start : finding.stop])
    plain = word.replace("-", "").isalpha()
    if len(word) < 6 or not plain or finding.value.readings[0].gender == "p" or dictionary_forms(word):
        return False
    for one in known.like(word):
        if any(_is_slip(word, fold(form)) for form in declined(one.key[1])):
            one.extra.append(finding)
            return True
    return False


def _is_slip(word: str, form: str) -> bool:
    """«Куренковм» for «Куренковым», «Уоррис» for «Уорис»; «Малроуз» for «Мелроуз», but not «Керимов» for «Каримов»."""
    if len(form) > 5 and one_edit(word, form):
        return word[:3] == form[:3] or not (surname_like(word) or surname_like(form))
    return len(form) > 4 and spelling(word) == spelling(form)


def _main(candidates: Sequence[Candidate], finding: Finding[Name]) -> Candidate:
    """Who is meant by a bare name: the one whom the article names clearly more often, who alone was called so before,
    else who was named last."""
    most = max(map(Candidate.count, candidates))
    often = [one for one in candidates if one.count() >= most - 1]
    several = len(often) > 1 and _is_bare(finding)
    before = [one for one in often if several and any(map(_is_bare, one.extra))]
    return before[0] if len(before) == 1 else nearest(often, finding.start)


def _is_bare(finding: Finding[Name]) -> bool:
    """Whether a surname stands alone."""
    top = finding.value.readings[0]
    return bool(top.last and not (top.first or top.middle or top.tail))


def _middle(finding: Finding[Name], one: Candidate) -> str:
    """The middle name (folded) that a mention gives somebody."""
    return next((fold(r.middle) for r in finding.value.readings if r.middle and one.fits(r)), "")


def join(finding: Finding[Name], known: Known, may: Callable[[Candidate], bool] | None = None) -> bool:
    """Adds a finding of initials or one word to the person whom it fits; ``False`` where there is none.

    ``may``: who comes into question, anybody by default.
    """
    if finding.value.readings[0].gender == "p":  # Братья Кличко
        return False
    weights = [(_weight(finding, one), one) for one in filter(may, known.meant(finding))]
    top = max((weight for weight, _ in weights), default=0.0)
    if top < 0.004:
        return False
    chosen = _main(_eligible(finding, [one for weight, one in weights if weight > top / 2]), finding)
    chosen.extra.append(finding)
    middle = _middle(finding, chosen)
    if len(middle) > len(chosen.qualifier[0]):
        known.call(chosen, middle)
    return True


def _eligible(finding: Finding[Name], best: Sequence[Candidate]) -> Sequence[Candidate]:
    """Those of several who were named before, where a first name alone is said."""
    readings = finding.value.readings
    last = any(r.last and one.fits(r) for one in best for r in readings)
    if last or readings[0].middle:
        return best
    return [one for one in best if one.spots()[0] < finding.start] or best


def _weight(finding: Finding[Name], one: Candidate) -> float:
    """How likely a mention means somebody: by its likeliest reading that fits."""
    fitting = (
        reading
        for reading in finding.value.readings
        if reading.p >= LEAST and one.fits(reading) and _middles_fit(one, reading)
    )
    weights = (r.p * _gender_fit(one, r) * (1.0 if r.last and not one.is_first(r) else 0.5) for r in fitting)
    return max(weights, default=0.0)


def _middles_fit(one: Candidate, reading: Reading) -> bool:
    if reading.tail and fold(reading.tail) != one.qualifier[1] and not _rules(one, reading.tail):
        return False
    if not reading.middle:
        return True
    return not one.qualifier[0] or same_first(fold(reading.middle), one.qualifier[0])


def _rules(one: Candidate, tail: str) -> bool:
    """Whether «II» is she who is called Екатерина Великая or Вторая here."""
    epithet = one.key[1]
    return ordinals()[epithet] == roman(tail) if epithet in ordinals() else is_a(epithet, "epithet")


def _gender_fit(one: Candidate, reading: Reading) -> float:
    odds = one.odds()
    if abs(odds) < SURE:
        return 1.0
    if (odds > 0) == (reading.gender == "m"):
        return 1.0
    strange = reading.first and not reading.last and not listed_gender(fold(reading.first))  # Нафсет, a woman
    return 0.5 if strange else 0.05
