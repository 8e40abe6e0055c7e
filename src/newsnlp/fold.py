"""Names for comparison: what may differ between two spellings of one name is taken away."""

from __future__ import annotations

from functools import cache

_FOLDED = str.maketrans({"ё": "е", "’": "'", **dict.fromkeys('«»„“”‹›"', " "), **dict.fromkeys("—–−‑", "-")})


def fold(name: str) -> str:
    """A name for comparison: lower case, ё as е, no quotation marks, single spaces.

    >>> fold("ПАО «Лукойл»"), fold("Фонд — «Счётчик»")
    ('пао лукойл', 'фонд - счетчик')
    """
    return " ".join(name.lower().translate(_FOLDED).split())


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
    while cut := next((n for n in range(min(5, len(words) - 1), 0, -1) if _is_form(words[:n])), 0):
        words = words[cut:]
    return " ".join(words).rstrip(",")


def _is_form(words: list[str]) -> bool:
    return " ".join(words) in legal_forms("before")
