"""The nominative of a settlement that no table knows, from the forms in which it stands.

How the towns of the tables end tells how others do: «Кленовк|ой» is Кленовка, «Зимогорск|е» Зимогорск, «Бурмакин|е»
Бурмакино. What the sentence asks for, and the other forms of the article, rule out the rest.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsnlp.data import Tables, derived, word_list
from newsnlp.lang.lexicon import classes
from newsnlp.lang.toponyms import ALL, fold, forms

_NOMINATIVE = ("", "а", "я", "о", "е", "ы", "и", "ь", "й")
_OBLIQUE = (*word_list("unseen.oblique"), "")
_VOWELS = frozenset("аеёиоуыэюя")
_SOFT = _VOWELS | frozenset("гкхжчшщ")  # letters behind which no «ы» is written
_FLEETING = re.compile("(.{2,}[^аеёиоуыэюяь])([цк])")  # «Малиновц|ем»: of Малиновец
_FLED = re.compile("[^аеёиоуыэюяь][ео][цк]$")
_CLUSTER = re.compile("[^аеёиоуыэюяьй]{2}ь?$")
_SIZES = (2, 3)  # letters of a stem that tell which ending its name has
_OWN = re.compile(r"(?:[иы]й|ой|[ая]я|[ое]е|[ыи]е|[аяоеыиьй]|)$")  # the ending of a nominative
_FEW = 1.0  # added to each count
HOME = 3  # so many times a town of Russia counts, whose villages news names most
SOFT = 1.0  # what speaks against a soft sign, which foreign names hardly have
GENDER = 1.5  # and its gender
CASE = 2.0  # what the tagger's case is worth, in the logarithm of odds
CLUMSY = 2.0  # what speaks against two consonants in which no town's name ends
UNCHANGED = 2.0  # what speaks against a form that is its own nominative where another case is asked for
_NEVER = re.compile(r"(?:[ая]х|[иы]м|[^аеёиоуыэюя]ом)$")  # endings of forms rather than of names
_ADJECTIVE = re.compile(r"(?:ого|его|ому|ему|им|ым|ом|ем|ой|ую|юю|ей|их|ых|ими|ыми)$")


class Form(NamedTuple):
    """A form of a name: the cases that the word before it allows, the tagger's case and gender, or ``plur``."""

    text: str
    cases: frozenset[str] = ALL
    case: str | None = None
    gender: str | None = None


@derived("cities")
def _endings(tables: Tables) -> Counter[str]:
    """How many towns' names have an ending behind some letters of a stem."""
    found: Counter[str] = Counter()
    for line in tables.lines("cities"):
        name, _, _, _, within, _ = line.split("\t", 5)
        last = fold(name).rpartition("-")[2]
        for end in _ends(last) if last.isalpha() else ():
            found[end] += HOME if within.startswith("RU") else 1
    return found


def _ends(name: str) -> Iterator[str]:
    """What a name ends with behind some letters of its stem, those of «-ок» and «-ец» without their vowel."""
    stem = name[: -len(own[0]) or None] if (own := _OWN.search(name)) else name
    short = bool(_FLED.search(name))
    return (name[max(len(stem) - size - short, 0) :] for size in _SIZES)


def allowed(before: str | None) -> frozenset[str]:
    """The cases that a word (lower case) before a name allows; all where it asks for none.

    >>> sorted(allowed("в")), len(allowed("и"))
    (['accs', 'loct'], 6)
    """
    asked = frozenset(name[5:] for name in classes(before) if name.startswith("with_")) if before else ALL
    return asked or ALL


def nominative(found: Sequence[Form]) -> str | None:
    """The likeliest nominative of which all the forms are forms; ``None`` where none is.

    >>> nominative([Form("Усть-Зелихе", allowed("в")), Form("Усть-Зелихи", allowed("из"))])
    'Усть-Зелиха'
    >>> nominative([Form("Малиновцем", allowed("под"))]), nominative([Form("Беноя", allowed("у"))])
    ('Малиновец', 'Беной')
    """
    first = found[0].text
    head, dash, last = first.rpartition("-")
    best: tuple[float, str] | None = None
    for name in dict.fromkeys(_candidates(fold(last))):
        weight = _weight(name, found)
        if weight is not None and (best is None or weight > best[0]):
            best = weight, name
    if best is None:
        return None
    shared = next((n for n, (a, b) in enumerate(zip(fold(last), best[1], strict=False)) if a != b), len(best[1]))
    return head + dash + (last[:shared] + best[1][shared:])


def _candidates(last: str) -> Iterator[str]:
    if adjective := _ADJECTIVE.search(last):
        yield from (last[: adjective.start()] + nominative for nominative in word_list("unseen.adjectival"))
    for ending in filter(last.endswith, _OBLIQUE):
        stem = last.removesuffix(ending)
        if len(stem) > 1 and not _VOWELS.isdisjoint(stem):
            yield from _of_stem(stem, ending)


def _of_stem(stem: str, ending: str) -> Iterator[str]:
    """The nominatives of a stem that an oblique ending may be of."""
    never = "ы" if stem[-1] in _SOFT or ending[:1] in ("я", "е") else "и", "ь" if stem[-1] in _VOWELS else "й"
    yield from (stem + nominative for nominative in _NOMINATIVE if nominative not in never)
    if fleeting := _FLEETING.fullmatch(stem):
        yield fleeting[1] + ("е" if fleeting[2] == "ц" else "о") + fleeting[2]


def _weight(name: str, found: Sequence[Form]) -> float | None:
    """How likely a nominative is; ``None`` where one of the forms is none of its."""
    known, weight = forms(name), _likely(name) - SOFT * (name[-1] == "ь")
    for form in found:
        last = fold(form.text).rpartition("-")[2]
        cases = known.get(last, frozenset()) & form.cases
        if not cases or (last != name and "nomn" in known[last]):
            return None
        weight += CASE * (form.case in cases) + GENDER * (_gender(name) in _GENDERS.get(form.gender or "", ()))
        as_it_is = last == name and ("nomn" not in form.cases or form.case not in (None, "nomn"))
        weight -= UNCHANGED * as_it_is * (name[-1] in _VOWELS or 2 * bool(_NEVER.search(name)))
    return weight


def _gender(name: str) -> str:
    if name[-1] in "ая":
        return "femn"
    return {"о": "neut", "е": "neut", "ы": "plur", "и": "plur"}.get(name[-1], "masc")


# what the tagger's gender may be of: forms of «-ин» and «-ино» are alike
_GENDERS = {"masc": ("masc", "neut"), "femn": ("femn",), "neut": ("neut",), "plur": ("plur",)}


def _likely(name: str) -> float:
    """How often towns' names end so behind such a stem, a logarithm."""
    counts = [_endings()[end] for end in _ends(name)]
    clumsy = counts[0] < HOME and _CLUSTER.search(name)  # «Кобд|е» is of Кобда
    return sum(math.log(count + _FEW) for count in counts) - CLUMSY * bool(clumsy)
