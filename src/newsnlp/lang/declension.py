"""Declension of surnames and foreign names, read backwards: from a form to the nominatives that it may stand for.

The paradigms are those of school grammar (Academy grammar 1980, §§ 1190–1236; gramota.ru's «Склонение фамилий»):
-ов/-ин with their pronominal endings, adjectives, consonant for men, -а/-я for both, the rest unchanged. Nothing
here knows a dictionary, so every surname is read, known or not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from newsnlp.lang.morph import CASES, WORDS

VOWELS = "аеёиоуыэюя"
CONSONANTS = "бвгджзклмнпрстфхцчшщ"


class Form(NamedTuple):
    """One reading of a word form: ``nominative`` in lower case, ``gender`` male, female, or plural; log-prior."""

    nominative: str
    gender: str  # "m", "f", "p"
    case: str
    prior: float


class _Paradigm(NamedTuple):
    genders: str
    stem: re.Pattern[str]  # what must stand before the endings
    endings: tuple[tuple[str, ...], ...]  # by case, in the order of CASES; the first of the nominative is it
    prior: float


def _paradigm(genders: str, stem: str, endings: str, prior: float = 0.0) -> _Paradigm:
    cases = tuple(tuple("" if e == "0" else e for e in case.split("/")) for case in endings.split())
    return _Paradigm(genders, re.compile(rf".*(?:{stem})$"), cases, prior)


_PRONOMINAL = re.compile(r".*[а-яё](ов|ев|ёв|ин|ын)$")
_OV = r"[а-яё](?:ов|ев|ёв|ин|ын)"
_HUSH = "[жшчщц]"
_HARD = "[бвдзлмнпрстф]"
_BACK = "[гкх]"
_V = f"[{VOWELS}]"
_C = f"[{CONSONANTS}]"

SURNAMES: tuple[_Paradigm, ...] = (
    # Иванов, Пушкин; Дарвин, Чаплин take -ом
    _paradigm("m", _OV, "0 а у а ым/ом е", 0.6),
    _paradigm("f", _OV, "а ой ой у ой/ою ой", 0.6),
    _paradigm("p", _OV, "ы ых ым ых ыми ых"),
    # Достоевский, Высоцкий, Белый, Летний, Толстой
    _paradigm("m", "[кгх]", "ий ого ому ого им ом", 0.6),
    _paradigm("f", "[сц]к", "ая ой ой ую ой/ою ой", 0.6),
    _paradigm("p", "[кгх]", "ие их им их ими их"),
    _paradigm("m", "[бвдзлмнпрстфц]", "ый ого ому ого ым ом", -0.4),
    _paradigm("m", "[нжшщчц]", "ий его ему его им ем"),
    _paradigm("m", f"{_C}{_C}|в", "ой ого ому ого ым/им ом", -0.4),
    _paradigm("f", "[нтлв]", "ая ой ой ую ой/ою ой", -0.3),
    _paradigm("f", _C, "ая ой ой ую ой/ою ой", -1.2),
    _paradigm("f", "[нжшщчц]", "яя ей ей юю ей/ею ей"),
    _paradigm("f", "[жшщч]", "ая ей ей ую ей/ею ей"),
    _paradigm("p", _C, "ые ых ым ых ыми ых", -0.3),
    # Трамп, Туск; Абрамович, Шварц; Гоголь; Гайдай, Палий
    _paradigm("m", f"{_HARD}|{_BACK}", "0 а у а ом е"),
    _paradigm("m", _HUSH, "0 а у а ем/ом е"),
    _paradigm("m", "[аэея]л", "ь я ю я ем/ём е", 0.2),  # Розенталь, Надаль, Габриэль
    _paradigm("m", "[лнр]", "ь я ю я ем/ём е"),
    _paradigm("m", "[бвдзмпст]", "ь я ю я ем/ём е", -0.5),
    _paradigm("m", "[аеёоуыэюя]", "й я ю я ем е"),
    _paradigm("m", f"{_C}и", "й я ю я ем и", -0.3),
    # Любовь, Руфь: first names alone
    _paradigm("f", _C, "ь и и ь ью и", -3.0),
    # Громовец, Заяц; Горшок, Чиж(о)к
    _paradigm("m", f"{_C}|ь", "ец ца цу ца цем/цом це", -0.7),
    _paradigm("m", f"[{VOWELS}]", "ец йца йцу йца йцем йце", -0.7),
    _paradigm("m", _C, "ок ка ку ка ком ке", -2.5),
    _paradigm("m", _C, "ек ка ку ка ком ке", -2.5),
    # Сорока, Капица, Берия, Данелия
    _paradigm("mf", _HARD, "а ы е у ой/ою е", -0.3),
    _paradigm("mf", "ц", "а ы е у ей/ею е", -0.3),
    _paradigm("mf", _BACK, "а и е у ой/ою е", -0.3),
    _paradigm("mf", "[жшчщ]", "а и е у ей/ою е", -1.2),
    _paradigm("mf", f"{_HARD}|[аеёоуыэюя]", "я и е ю ей/ею е", -1.2),
    _paradigm("mf", "ь", "я и е ю ей/ею е", -0.2),
    _paradigm("mf", "[аои][вмнр]и", "я и и ю ей/ею и", 0.1),  # Арахамия, Гварамия, Ладария
    _paradigm("mf", "и", "я и и ю ей/ею и", -0.3),
    # families: Скрипали, Трампы, Гайдаи, Капицы
    _paradigm("p", _HARD, "ы ов ам ов ами ах", -0.8),
    _paradigm("p", _BACK, "и ов ам ов ами ах", -0.8),
    _paradigm("p", "[жшчщ]", "и ей ам ей ами ах", -0.8),
    _paradigm("p", "ц", "ы ев ам ев ами ах", -0.8),
    _paradigm("p", "[бвдзлмнпрст]", "и ей ям ей ями ях", -0.8),
    _paradigm("p", _V, "и ев ям ев ями ях", -0.8),
)

# How likely a word with this ending stands unchanged in every case, by gender; the first that matches decides. A
# surname in a consonant does for women alone; of those in a vowel -а/-я seldom do.
_FIXED: tuple[tuple[re.Pattern[str], str, float], ...] = (
    (re.compile(r".*[а-яё](?:ин|ын)$"), "f", -3.0),  # Арета Франклин
    (re.compile(r".*[а-яё](?:(?:ов|ев|ёв|ин|ын)а?|ск[иоа]й|цкий|ая)$"), "mf", -5.0),
    (re.compile(r".{2,}(?:ов|ев|ёв|ин|ын|ск|цк)ой$"), "f", -3.5),
    (re.compile(r".{3,}[ео]й$"), "f", -1.2),
    (re.compile(r"...*(?:[оеаяыи]м|[ое]го|[ое]му|[оая]ми|[оа]х)$"), "mfp", -2.0),
    (re.compile(r".*(?:огл[уы]|[кг]улы|(?:ал|ан|ар|ей)[дн]?[рд]у|[иэ]нью)$"), "mfp", 1.5),
    (re.compile(f".*[{CONSONANTS}ьй]$"), "f", 0.0),
    (re.compile(r".*(?:ов|ев|ёв|ин|ын|ск)[иы]х$"), "mf", -1.5),
    (re.compile(r".*(?:их|ых)$"), "mf", 0.0),
    (re.compile(f".*[{CONSONANTS}ьй]$"), "m", -5.0),
    (re.compile(r".*(?:дзе|швили|з[оа]да|еску)$"), "mfp", 1.2),
    (re.compile(r".*ье$"), "mfp", 0.6),  # Барнье
    (re.compile(r".*(?:айте|ите|уте|юте|ене|уле|юле)$"), "f", 0.6),  # Грибаускайте, Вайкуле
    (re.compile(r".*(?:ко|о|ли|ани|ури|эли|иа|уа|оа|эа|еа)$"), "mfp", 0.3),
    (re.compile(r".*э$"), "mfp", 0.3),
    (re.compile(r".*и$"), "mfp", -0.5),
    (re.compile(r".*ию$"), "mfp", -2.5),
    (re.compile(r".*[еёую]$"), "mfp", -0.9),
    (re.compile(r".*ы$"), "mfp", -2.4),
    (re.compile(r".*а$"), "mf", -2.4),
    (re.compile(r".*я$"), "mf", -3.0),
)


def _table() -> dict[str, list[tuple[_Paradigm, int]]]:
    table: dict[str, list[tuple[_Paradigm, int]]] = {}
    for paradigm in SURNAMES:
        for number, endings in enumerate(paradigm.endings):
            for ending in endings:
                table.setdefault(ending, []).append((paradigm, number))
    return table


_BY_ENDING = _table()
_LONGEST = max(map(len, _BY_ENDING))


@lru_cache(WORDS)
def readings(word: str) -> tuple[Form, ...]:
    """The nominatives that a surname's form (lower case, no hyphen) may stand for, with gender and case.

    >>> sorted({(f.nominative, f.gender) for f in readings("иванова") if f.prior > 0})
    [('иванов', 'm'), ('иванова', 'f')]
    >>> {f.nominative for f in readings("мишустиным") if f.case == "ablt" and f.gender == "m" and f.prior > 0}
    {'мишустин'}
    """
    found = list(_declined(word))
    done = ""
    for pattern, genders, prior in _FIXED:
        if pattern.match(word):
            found += [Form(word, g, case, prior) for g in genders if g not in done for case in CASES]
            done += genders
    best: dict[tuple[str, str, str], Form] = {}
    for form in found:
        key = form[:3]
        if key not in best or best[key].prior < form.prior:
            best[key] = form
    return tuple(best.values())


def _declined(word: str) -> list[Form]:
    found = []
    for size in range(min(_LONGEST, len(word) - 1) + 1):
        stem, ending = word[: len(word) - size], word[len(word) - size :]
        for paradigm, number in _BY_ENDING.get(ending, ()):
            if paradigm.stem.match(stem):
                nominative = stem + paradigm.endings[0][0]
                prior = paradigm.prior - _unlikely(nominative)
                if paradigm.genders == "mf" and (match := _PRONOMINAL.match(stem)):
                    prior -= 1.5 if match[1] in ("ин", "ын") else 4.0
                found += [Form(nominative, g, CASES[number], prior) for g in paradigm.genders]
    return found


# Громовец and Чудотворец, not Громовц and Чудотворц; Шварц, Шульц, Лоренц
_NO_FINAL = re.compile(f".*[бвгдзйкмпстфхжшч]ц$|.*{_V}.*{_V}[рл]ц$")


@lru_cache(WORDS)
def declined(nominative: str) -> frozenset[str]:
    """The forms of a surname (lower case) in all cases, as a man's and as a woman's where it may be either's.

    >>> sorted(declined("мишустин"))
    ['мишустин', 'мишустина', 'мишустине', 'мишустином', 'мишустину', 'мишустиным']
    """
    found = {nominative}
    for paradigm in SURNAMES:
        ending = paradigm.endings[0][0]
        stem = nominative.removesuffix(ending)
        if "p" not in paradigm.genders and nominative.endswith(ending) and paradigm.stem.match(stem):
            found.update(stem + e for endings in paradigm.endings for e in endings)
    return frozenset(found)


def _unlikely(nominative: str) -> float:
    """What makes a nominative improbable as a name: no vowel, too short, an oblique ending of its own."""
    if not any(c in VOWELS for c in nominative):
        return 4.0
    penalty = 0.8 if len(nominative) < 3 else 0.0
    if nominative.endswith("ей") and len(nominative) > 5:
        penalty += 0.8
    if nominative[-2:] in ("ый", "ий", "ой") and len(nominative) < 5:
        penalty += 1.5
    if nominative.endswith(("ого", "ому", "ым", "ом", "ами", "ями")) and len(nominative) > 4:
        penalty += 1.0
    if nominative.endswith(("овый", "евый", "иный", "овой", "евой", "иной", "овая", "евая", "ёвая", "иная")):
        penalty += 1.5
    if _NO_FINAL.match(nominative):
        penalty += 2.5
    if nominative.endswith("мя"):  # Мураками
        penalty += 2.0
    if nominative.endswith(("ьь", "йй", "ъ")):
        penalty += 4.0
    return penalty
