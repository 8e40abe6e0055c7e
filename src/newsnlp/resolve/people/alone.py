"""Surnames and patronymics that stand alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from newsnlp.lang.names.first import fold, has_a_father
from newsnlp.lang.names.reading import Name
from newsnlp.resolve.people.known import Known
from newsnlp.types import Finding


def surnames_by_first(found: Sequence[Finding[Name]]) -> Mapping[str, Set[str]]:
    """The surnames of everybody of each first name, folded, by the likeliest readings."""
    by: dict[str, set[str]] = {}
    for finding in found:
        top = finding.value.readings[0]
        if top.last:
            by.setdefault(fold(top.first), set()).add(fold(top.last))
    return by


def is_patronymic(finding: Finding[Name], bearers: Mapping[str, Set[str]]) -> bool:
    """«Владимира Вольфовича» where somebody else here is a Владимир: a patronymic, though it might be a surname."""
    top, *others = finding.value.readings
    patronymic = next((r for r in others if r.first and r.middle and not r.last and r.p > 0.1), None)
    if not patronymic or not top.last or not has_a_father(top.last.lower()):
        return False
    lasts = bearers.get(fold(patronymic.first), frozenset())
    return len(lasts) > (fold(top.last) in lasts)


def by_surname(singles: Sequence[Finding[Name]]) -> Mapping[tuple[str | None, str], Set[int]]:
    """Which names (by identity) surely are a surname in one gender."""
    by: dict[tuple[str | None, str], set[int]] = {}
    for finding in singles:
        for reading in finding.value.readings[:1]:
            if reading.p > 0.9:
                by.setdefault((reading.last, reading.gender), set()).add(id(finding.value))
    return by


def other_alone(finding: Finding[Name], told: Mapping[tuple[str | None, str], Set[int]], known: Known) -> bool:
    """«Дочь Есенина Татьяна Есенина. Есенин…»: a surname that stands alone in another form, as another's name."""
    top = finding.value.readings[0]
    if not top.last or top.p < 0.4 or any(one.fits(top) for one in known.meant(finding)):
        return False
    there = told.get((top.last, top.gender), frozenset())
    return len(there) > (id(finding.value) in there)
