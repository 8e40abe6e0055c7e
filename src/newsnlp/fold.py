"""Names for comparison: what may differ between two spellings of one name is taken away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from newsnlp.data import word_list

_FOLDED = str.maketrans({"ё": "е", "’": "'", **dict.fromkeys('«»„“”‹›"', " "), **dict.fromkeys("—–−‑", "-")})


def fold(name: str) -> str:
    """A name for comparison: lower case, ё as е, no quotation marks, single spaces.

    >>> fold("ПАО «Лукойл»"), fold("Фонд — «Счётчик»")
    ('пао лукойл', 'фонд - счетчик')
    """
    lower = name.lower()
    if lower.isalpha() and "ё" not in lower:  # most are one word: "translate" takes ten times as long
        return lower
    return " ".join(lower.translate(_FOLDED).split())


@cache
def legal_forms(place: str) -> frozenset[str]:
    """The legal forms, folded, that stand ``"before"`` or ``"behind"`` a name."""
    from newsnlp.data import shipped  # ten milliseconds of every start, if it stood above

    return frozenset(row["form"] for row in shipped("legal_forms") if row["place"] == place)


def body(name: str) -> str:
    """An organization's name for comparison: folded, and without the legal form around it.

    >>> body("ПАО «Лукойл»"), body("Публичное акционерное общество «Лукойл»"), body("ООО")
    ('лукойл', 'лукойл', 'ооо')
    """
    words = fold(name).split()
    while len(words) > 1 and words[-1].strip(".,") in legal_forms("behind"):
        words.pop()
    before = legal_forms("before")
    while cut := next((n for n in range(min(5, len(words) - 1), 0, -1) if " ".join(words[:n]) in before), 0):
        words = words[cut:]
    return " ".join(words).rstrip(",")


@cache
def _rows() -> Mapping[tuple[str, str], str]:
    from newsnlp.data import several, shipped

    rows = shipped("organizations")
    names = ((alias, row) for row in rows for alias in (row["name"], row["acronym"], *several(row["aliases"])))
    return {(fold(alias), row["kind"]): fold(row["name"]) for alias, row in reversed([*names]) if alias}


def full(name: str, kind: str | None) -> str:
    """A folded name of the table of organizations as its row has it in full; any other as it is.

    >>> full("минобороны", "government"), full("ек", "police")
    ('министерство обороны', 'ек')
    """
    return _rows().get((name, kind or ""), name)


def placeless(name: str, place: str) -> str:
    """A folded name without the words that say whose it is.

    >>> placeless("прокуратура саратовской области", "Саратовская область"), placeless("польский мид", "Польша")
    ('прокуратура', 'мид')
    >>> placeless("мид рф", "Россия"), placeless("росстат", "Россия"), placeless("краевой суд", "Пермский край")
    ('мид', 'росстат', 'суд')
    >>> placeless("чешское правительство", "Чехия"), placeless("русская община", "Россия")
    ('правительство', 'русская община')
    """
    places = fold(place).split()
    if "россия" in places:
        places += ["рф", "российская", "федерация"]
    words = name.split()
    own = _adjectives().get(place, ())
    kept = [word for word in words if not word.startswith(own) and not any(_from(word, place) for place in places)]
    while len(kept) > 1 and kept[-1] in word_list("fold.trailing"):
        kept.pop()
    return " ".join(kept) or name


@cache
def _adjectives() -> Mapping[str, tuple[str, ...]]:
    """The stems of the adjectives of each place; «всероссийский», «русский» belong to a name."""
    from newsnlp.data import several, shipped

    rows = [*shipped("countries"), *shipped("regions")]
    own = {row["name"]: [fold(word) for word in several(row["adjectives"])] for row in rows}
    kept = word_list("fold.kept")
    return {name: tuple(word[:-2] for word in words if not word.startswith(kept)) for name, words in own.items()}


def _from(word: str, place: str) -> bool:
    """Whether a word is a form of a place's name, or the adjective made of it."""
    adjective = _ADJECTIVE.search(word)
    root = word[: adjective.start()][: max(3, len(place) - 3)] if adjective else ""
    return word.startswith(place[: max(2, len(place) - 1)]) or (len(root) > 2 and place.startswith(root))


_ADJECTIVE = re.compile(r"(?<=...)[сц]к(?:ий|ая|ое|ие|ой|ого|ому|им|ом|ую|их|ими)$")


def shared_start(a: Sequence[str], b: Sequence[str]) -> int:
    """How many letters two words begin with alike, or how many words two names.

    >>> shared_start("иванов", "иванова"), shared_start(["банк", "россии"], ["дума", "россии"])
    (6, 0)
    """
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
