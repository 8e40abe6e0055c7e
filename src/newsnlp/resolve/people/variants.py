"""One person's name spelled in two ways: a misprint, a short form."""

from __future__ import annotations

from newsnlp.lang.first_names import in_dictionary, is_short, same_first_name
from newsnlp.resolve.people.someone import Key, Someone, one_edit, one_of_two


def join_variants(known: list[Someone]) -> list[Someone]:
    """«Дональт Туск» beside «Дональд Туск»: one letter's difference in one part, the rarer joins the other."""
    kept: list[Someone] = []
    by: dict[str, list[Someone]] = {}  # by either part of the name
    for someone in sorted(known, key=lambda s: (-len(s.findings), is_short(s.key[0]), not in_dictionary(s.key[0]))):
        alike = (other for part in someone.key for other in by.get(part, ()))
        twin = next((other for other in alike if _one_name(someone, other)), None)
        if twin:
            twin.extra += someone.findings
            twin.other_keys.add(someone.key)
        else:
            kept.append(someone)
            for part in someone.key:
                by.setdefault(part, []).append(someone)
    return kept


def _one_name(a: Someone, b: Someone) -> bool:
    if a.qualifier[1] == b.qualifier[1] and a.key[0] == b.key[0] and one_of_two(a.key[1], b.key[1]):
        return True
    if a.key[1] == b.key[1] and any(x.key[0] in y.qualifier[0].split() for x, y in ((a, b), (b, a))):
        return True  # Лула да Силва, Луис Инасиу Лула да Силва
    short = a.key[1] == b.key[1] and same_first_name(a.key[0], b.key[0]) and "" in (a.qualifier[0], b.qualifier[0])
    return (short and a.qualifier[1] == b.qualifier[1]) or (a.qualifier == b.qualifier and _misprint(a.key, b.key))


def _misprint(a: Key, b: Key) -> bool:
    """One letter's difference in one part: not in a surname's last letter, nor between two names that both exist."""
    (first, last), (other_first, other_last) = a, b
    if first == other_first:
        return len(last) > 4 and last[-1] == other_last[-1] and one_edit(last, other_last)
    if last != other_last or min(len(first), len(other_first)) < 5 or not one_edit(first, other_first):
        return False
    if {first[-1], other_first[-1]} & set("ая"):
        return False
    return first.replace("э", "е") == other_first.replace("э", "е") or not (
        in_dictionary(first) and in_dictionary(other_first)
    )
