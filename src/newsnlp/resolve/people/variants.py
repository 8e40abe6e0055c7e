"""One person's name spelled in two ways: a misprint, a short form."""

from __future__ import annotations

from collections.abc import Iterator

from newsnlp.lang.names.first import full_names, in_dictionary, is_short, same_first_name
from newsnlp.resolve.people.candidate import Candidate, Key, one_edit, one_of_two, spelling


def join_variants(known: list[Candidate]) -> list[Candidate]:
    """«Дональт Туск» beside «Дональд Туск»: one letter's difference in one part, the rarer joins the other."""
    kept: list[Candidate] = []
    by: dict[_Trait, list[int]] = {}
    spelled: dict[_Trait, set[Key]] = {}
    for one in sorted(known, key=lambda s: (-len(s.findings), is_short(s.key[0]), not in_dictionary(s.key[0]))):
        near = {key for letters in _misprints(one) for key in spelled.get(letters, ())} - {one.key}
        alike = {n for trait in (*_asked(one), *(("first", *key) for key in near)) for n in by.get(trait, ())}
        nearer = sorted(alike, key=lambda n: (kept[n].key[0] != one.key[0], n))  # first those of one first name
        twin = next((kept[n] for n in nearer if _one_name(one, kept[n])), None)
        if twin:
            twin.extra += one.findings
            twin.other_keys.add(one.key)
        else:
            for trait in set(_filed(one)):
                by.setdefault(trait, []).append(len(kept))
            for letters in _misprints(one):
                spelled.setdefault(letters, set()).add(one.key)
            kept.append(one)
    return kept


_Trait = tuple[str, ...]


def _filed(one: Candidate) -> Iterator[_Trait]:
    """Under what somebody is filed, so that :func:`_asked` finds all whose name may be the same."""
    (first, last), (middle, _) = one.key, one.qualifier
    yield "first", first, last
    yield from (("middle", word, last) for word in middle.split())
    yield from (("full", name, last, str(bool(middle))) for name in full_names(first))
    yield from (("part", first, part) for part in _parts(last))


def _asked(one: Candidate) -> Iterator[_Trait]:
    (first, last), (middle, _) = one.key, one.qualifier
    yield "middle", first, last
    yield from (("first", word, last) for word in middle.split())
    has_middle = ("False",) if middle else ("False", "True")
    yield from (("full", name, last, has) for name in full_names(first) for has in has_middle)
    yield "part", first, last
    yield from (("first", first, part) for part in _parts(last))


def _parts(last: str) -> Iterator[str]:
    """The first or the last of several family names."""
    words = last.split()
    for n in range(1, len(words)):
        yield " ".join(words[:n])
        yield " ".join(words[n:])


def _misprints(one: Candidate) -> Iterator[_Trait]:
    """What names (first and last) that differ by a letter have in common: no more are compared with each other."""
    first, last = one.key
    yield from (("surname", first, letters) for letters in _one_letter_less(last))
    yield from (("first name", letters, last) for letters in _one_letter_less(first))


def _one_letter_less(word: str) -> Iterator[str]:
    """The word and all that is left of it without one letter: two words that are one edit apart have one in common."""
    yield word
    for n in range(len(word)):
        yield word[:n] + word[n + 1 :]


def _one_name(a: Candidate, b: Candidate) -> bool:
    if a.key[1] == b.key[1] and any(x.key[0] in y.qualifier[0].split() for x, y in ((a, b), (b, a))):
        return True  # Лула да Силва, Луис Инасиу Лула да Силва
    if a.qualifier[1] != b.qualifier[1]:
        return False
    if a.key[0] == b.key[0] and one_of_two(a.key[1], b.key[1]):
        return True
    middles = a.qualifier[0], b.qualifier[0]
    return ((middles[0] == middles[1] or "" in middles) and _misprint(a.key, b.key)) or _is_shorter(a, b)


def _is_shorter(a: Candidate, b: Candidate) -> bool:
    """Whether two have one surname and one first name or its short form, and not both a middle name."""
    return a.key[1] == b.key[1] and same_first_name(a.key[0], b.key[0]) and "" in (a.qualifier[0], b.qualifier[0])


def _misprint(a: Key, b: Key) -> bool:
    """One letter's difference in one part: not in a surname's last letter, nor between two names that both exist."""
    (first, last), (other_first, other_last) = a, b
    if first == other_first:
        ends = last[-1] == other_last[-1] or {last[-1], other_last[-1]} == {"с", "з"}  # Ноулс, Ноулз
        return len(last) > 4 and ends and one_edit(last, other_last)
    if last != other_last or min(len(first), len(other_first)) < 5 or not one_edit(first, other_first):
        return False
    if {first[-1], other_first[-1]} & set("ая"):
        return False
    # «Сьюзен», «Сьюзан»
    vowels = first[:-2] + first[-1] == other_first[:-2] + other_first[-1] and {first[-2], other_first[-2]} == {"а", "е"}
    return (vowels or spelling(first) == spelling(other_first)) or not all(map(in_dictionary, (first, other_first)))
