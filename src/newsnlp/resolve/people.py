"""Which mentions are the same Person.

Full names first: readings of all mentions are pooled, so that a nominative anywhere settles the doubtful ones. Then
initials, then single words join whom they fit; what is left makes people of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import log

from newsnlp.lang.first_names import in_dictionary, is_short, same_first_name
from newsnlp.lang.names import GENDERS, Name, Reading, restore
from newsnlp.lang.surnames import surname
from newsnlp.types import Finding, Mention, Person, Sentence, Token, mention

SURE = 1.2  # log-odds of the gender from which on it is told
DOUBT = 0.001  # what a form that a nominative can't explain costs it
LEAST = 0.05  # a reading less probable joins nobody
SLIP = 0.004  # nor one less probable than this where the gender is the same: a word in the wrong case


def people(found: Sequence[Finding[Name]], sentences: Sequence[Sentence], text: str) -> tuple[Person, ...]:
    """Everyone in the article, in order of first mention."""
    found = _share_surnames(found, text)
    aliases = _aliases(found, text)
    shapes: dict[str, list[Finding[Name]]] = {"full": [], "initials": [], "single": []}
    for finding in found:
        if finding not in aliases:
            shapes[_shape(finding.value.readings[0])].append(finding)
    lasts = _support(shapes["single"])
    known = [one for pool in _one_gender(_pool(shapes["full"], _full_key, lasts)) for one in _split(*pool)]
    known = _merge_misprints(known)
    left = [f for f in shapes["initials"] if not _join(f, known)]
    known += [one for pool in _pool(left, _full_key, lasts) for one in _split(*pool)]
    left = [f for f in shapes["single"] if not _join(f, known)]
    left = [_family(f, known) for f in left]
    known += [one for pool in _pool(left, _single_key, {}) for one in _split(*pool)]
    for finding in _again(known, found, sentences):
        _join(finding, known)
    for alias, finding in aliases.items():
        owner = next((one for one in known if finding in one.findings or finding in one.extra), None)
        if owner:
            owner.aliases.append(alias)
    made = [someone.person(text) for someone in known]
    return tuple(sorted(_unite(made), key=lambda person: person.mentions[0].start))


# ------------------------------------------------------------------------------------- the same person elsewhere

def _share_surnames(found: Sequence[Finding[Name]], text: str) -> list[Finding[Name]]:
    """«Сергей и Юлия Скрипаль»: the surname is both's, unless the first name is somebody's with another one."""
    firsts = {_fold(f.value.readings[0].first) for f in found if _shape(f.value.readings[0]) == "full"}
    shared = list(found)
    for n, (finding, following) in enumerate(pairwise(found)):
        one, other = finding.value.readings[0], following.value.readings[0]
        alone = one.first and not one.last and not one.middle and not one.tail and _fold(one.first) not in firsts
        if alone and other.last and _shape(other) == "full" and text[finding.stop : following.start] == " и ":
            last = other.last if one.gender == other.gender else _of_other_gender(other.last)
            readings = tuple(r._replace(last=last) for r in finding.value.readings if r.first and not r.last)
            shared[n] = replace(finding, value=Name(readings))
    return shared


def _of_other_gender(last: str) -> str:
    """Иванова → Иванов, Высоцкий → Высоцкая; Скрипаль stays."""
    if re.search("(?:ов|ев|ёв|ин|ын)а$", last):
        return last[:-1]
    if re.search("(?:ов|ев|ёв|ин|ын)$", last):
        return last + "а"
    if re.search("[сц]к(?:ий|ая)$", last):
        return last[:-2] + ("ая" if last.endswith("ий") else "ий")
    return last


_GLOSS = re.compile(r"\s?[(\[]\s?(?:[а-яё]{2,8}\.?[:,\s]\s*)?[«\"']{0,2}")


def _aliases(found: Sequence[Finding[Name]], text: str) -> dict[Finding[Name], Finding[Name]]:
    """Names in Latin letters that stand in brackets behind a name: «Джон Стэйнтон (John Stainton)»."""
    aliases: dict[Finding[Name], Finding[Name]] = {}
    for before, finding in pairwise(found):
        if _is_latin(text[finding.start : finding.stop]) and not _is_latin(text[before.start : before.stop]):
            if _GLOSS.fullmatch(text[before.stop : finding.start]):
                aliases[finding] = before
    return aliases


def _is_latin(word: str) -> bool:
    return not re.search("[а-яё]", word.lower())


def _family(finding: Finding[Name], known: Sequence[_Someone]) -> Finding[Name]:
    """«Скрипалей» beside «Сергей Скрипаль»: the plural of a surname that somebody here has."""
    plurals = {plural for someone in known for plural in _plurals(someone.key[1])}
    family = [r for r in finding.value.readings if r.gender == "p" and _fold(r.last) in plurals]
    return replace(finding, value=Name((family[0]._replace(p=1.0),))) if family else finding


def _plurals(last: str) -> tuple[str, ...]:
    if last.endswith(("ий", "ый", "ой", "ая")):
        return (last[:-2] + "ие", last[:-2] + "ые")
    stem = last[:-1] if last.endswith(("а", "я", "ь", "й")) else last
    return (stem + "ы", stem + "и") if len(stem) > 2 else ()


def _again(
    known: Sequence[_Someone], found: Sequence[Finding[Name]], sentences: Sequence[Sentence]
) -> Iterator[Finding[Name]]:
    """Words that no mention covers and that are a form of somebody's surname."""
    stems = {someone.key[1][:4] for someone in known if someone.key[0] and len(someone.key[1]) > 3}
    covered = [(f.start, f.stop) for f in found]
    for sentence in sentences:
        for token in sentence.tokens:
            if token.lower[:4].replace("ё", "е") in stems and token.text[0].isupper():
                if not any(a < token.stop and token.start < b for a, b in covered) and _stands_alone(token, sentence):
                    if name := _surname_of(token, known):
                        yield Finding(token.start, token.stop, "person.again", name, 0.5)


def _stands_alone(token: Token, sentence: Sentence) -> bool:
    """Whether a capital word isn't part of a longer proper name: «Шаляпинский фестиваль», «Медведев-центр»."""
    inside = [s for s in sentence.spans if s.start <= token.start and token.stop <= s.stop]
    return not any(s.kind in _OTHERS and (s.start, s.stop) == (token.start, token.stop) for s in inside)


_OTHERS = frozenset("organization city country region district location facility work_of_art product event law".split())


def _surname_of(token: Token, known: Sequence[_Someone]) -> Name | None:
    forms = surname(token.lower)
    readings = []
    for someone in known:
        odds = someone.odds()
        for form in forms:
            agrees = abs(odds) < SURE or (odds > 0) == (form.gender == "m")
            if _fold(form.nominative) == someone.key[1] and someone.key[0] and agrees and form.prior > -1.0:
                last = restore(token.text, form.nominative)
                readings.append(Reading(None, None, last, form.gender, 0.5))
    return Name(tuple(dict.fromkeys(readings))) if readings else None


# --------------------------------------------------------------------------------------------- pools of readings


def _fold(word: str | None) -> str:
    return (word or "").lower().replace("ё", "е")


def _shape(reading: Reading) -> str:
    if reading.first and reading.last:
        return "initials" if _initial(reading.first) else "full"
    return "single"


def _initial(word: str | None) -> bool:
    return bool(word and word.endswith("."))


Key = tuple[str, str]


def _full_key(reading: Reading) -> Key:
    return _fold(reading.first), _fold(reading.last)


def _single_key(reading: Reading) -> Key:
    return _fold(reading.first or reading.middle), _fold(reading.last)


def _support(singles: Iterable[Finding[Name]]) -> dict[str, float]:
    """How much the surnames that stand alone speak for each nominative."""
    lasts: dict[str, float] = {}
    for name in dict.fromkeys(f.value for f in singles):
        by: dict[str, float] = {}
        for reading in name.readings:
            if reading.last:
                by[_fold(reading.last)] = by.get(_fold(reading.last), 0.0) + reading.p
        for last, p in by.items():
            lasts[last] = lasts.get(last, 0.0) + log(1 + p / DOUBT)
    return lasts


def _weights(name: Name, key_of: Callable[[Reading], Key]) -> dict[Key, float]:
    by: dict[Key, float] = {}
    for reading in name.readings:
        key = key_of(reading)
        by[key] = by.get(key, 0.0) + reading.p
    return by


def _pool(
    findings: Sequence[Finding[Name]], key_of: Callable[[Reading], Key], lasts: dict[str, float]
) -> list[tuple[Key, list[Finding[Name]]]]:
    """Findings by the nominative that explains most of their forms, then of the rest.

    A form that stands twice counts once: ten times «Яровой» say no more for «Ярова» than one, and «Яровая» rules it out.
    """
    left: dict[Name, list[Finding[Name]]] = {}
    for finding in findings:
        left.setdefault(finding.value, []).append(finding)
    weights = {name: _weights(name, key_of) for name in left}
    pools = []
    while left:
        support: dict[Key, float] = {}
        for name in left:
            for key, p in weights[name].items():
                support[key] = support.get(key, 0.0) + log(1 + p / DOUBT)
        best = max(support, key=lambda key: support[key] + 0.2 * lasts.get(key[1], 0.0))
        taken = [name for name in left if weights[name].get(best, 0.0) >= _least(name, best, key_of)]
        if not taken:
            name = next(iter(left))
            best, taken = max(weights[name], key=lambda key: weights[name][key]), [name]
        pools.append((best, sorted((f for name in taken for f in left.pop(name)), key=lambda f: f.start)))
    return pools


def _least(name: Name, key: Key, key_of: Callable[[Reading], Key]) -> float:
    gender = name.readings[0].gender
    return SLIP if any(r.gender == gender and key_of(r) == key for r in name.readings) else LEAST


def _one_gender(pools: list[tuple[Key, list[Finding[Name]]]]) -> list[tuple[Key, list[Finding[Name]]]]:
    """«Мирослав Немцов» joins «Мирославой Немцовой» where each of its mentions may be hers and some of hers not his."""

    def weight(finding: Finding[Name], key: Key) -> float:
        return sum(reading.p for reading in finding.value.readings if _full_key(reading) == key)

    kept: list[tuple[Key, list[Finding[Name]]]] = []
    for key, findings in sorted(pools, key=lambda pool: -sum(weight(f, pool[0]) > 0.5 for f in pool[1])):
        for other, others in kept:
            if all(weight(f, other) > SLIP for f in findings) and any(weight(f, key) < SLIP / 4 for f in others):
                others += findings
                break
        else:
            kept.append((key, findings))
    return kept


@dataclass(slots=True)
class _Someone:
    """A person in the making: ``key`` is the folded (first, last)."""

    key: Key
    findings: list[Finding[Name]]
    qualifier: tuple[str, str] = ("", "")  # folded middle name and tail
    extra: list[Finding[Name]] = field(default_factory=list)
    aliases: list[Finding[Name]] = field(default_factory=list)
    other_keys: set[Key] = field(default_factory=set)  # misprints and short forms

    def readings(self) -> Iterable[Reading]:
        for finding in self.findings:
            for reading in finding.value.readings:
                if (_fold(reading.first or reading.middle), _fold(reading.last)) == self.key:
                    yield reading

    def odds(self) -> float:
        """Log-odds of a man against a woman."""
        total = 0.0
        for finding in (*self.findings, *self.extra):
            man, woman = 0.02, 0.02
            for reading in finding.value.readings:
                if self.fits(reading):
                    man += reading.p * (reading.gender == "m")
                    woman += reading.p * (reading.gender == "f")
            total += log(man / woman)
        return total

    def fits(self, reading: Reading) -> bool:
        """Whether the parts that the reading has are this person's."""
        return any(_fits(reading, key) for key in (self.key, *self.other_keys))

    def spots(self) -> list[int]:
        return sorted(f.start for f in (*self.findings, *self.extra))

    def person(self, text: str) -> Person:
        parts = [Counter[str](), Counter[str](), Counter[str](), Counter[str]()]
        eastern = family = 0.0
        for finding in self.findings:
            for reading in finding.value.readings:
                if (_fold(reading.first or reading.middle), _fold(reading.last)) == self.key:
                    weight = reading.p * (0.1 if finding.value.capitals else 1.0)
                    for counter, part in zip(
                        parts, (reading.first, reading.middle, reading.last, reading.tail), strict=True
                    ):
                        if part:
                            counter[part] += weight  # type: ignore[assignment]
                    eastern += weight if reading.eastern else -weight
                    family += weight if reading.gender == "p" else -weight
        for finding in self.extra:  # a fuller middle name than that of the full names
            for reading in finding.value.readings:
                if reading.middle and self.fits(reading) and not _initial(reading.middle):
                    parts[1][reading.middle] += reading.p  # type: ignore[assignment]
        texts = " ".join(text[f.start : f.stop] for f in (*self.findings, *self.extra))
        first, middle, last, tail = (_choose(counter, texts) for counter in parts)
        odds = self.odds()
        gender = None if family > 0 or abs(odds) < SURE else GENDERS["m" if odds > 0 else "f"]
        mentions = sorted(
            (mention(text, f) for f in (*self.findings, *self.extra, *self.aliases)), key=lambda m: m.start
        )
        name = _compose(first, middle, last, tail, eastern > 0)
        first = first and _NUMERAL.sub("", first)
        return Person(name, first, last, middle, gender, tuple(mentions))


def _choose(counter: Counter[str], texts: str) -> str | None:
    """The likeliest spelling; with ё where the article has it, or has the word in no form that could show it."""
    full = {part: n for part, n in counter.items() if not _initial(part)} or counter
    if not full:
        return None
    best = max(full, key=lambda part: full[part])
    same = [part for part in full if _fold(part) == _fold(best)]
    return max(same, key=lambda part: (_shows_yo(part, texts), part in texts.split(), "ё" in part, full[part]))


def _shows_yo(part: str, texts: str) -> bool:
    return "ё" in part and part[: part.index("ё") + 1] in texts


_NUMERAL = re.compile(r" [IVX]+\b")  # Карл XVI Густав


def _compose(first: str | None, middle: str | None, last: str | None, tail: str | None, eastern: bool) -> str:
    order = (last, first, middle) if eastern else (first, middle, last)
    name = " ".join(part for part in order if part)
    if not tail:
        return name
    return f"{name} {tail}" if tail.isupper() else f"{name}-{tail}"


def _fits(reading: Reading, key: Key) -> bool:
    first, last = key
    if reading.last and _fold(reading.last) != last:
        return False
    return not reading.first or _same_first(_fold(reading.first), first)


def _same_first(a: str, b: str) -> bool:
    """Equal, or one is the other's initial."""
    if a.endswith(".") != b.endswith("."):
        initial, full = (a, b) if a.endswith(".") else (b, a)
        return full.startswith(initial.rstrip(".").split("-")[0].rstrip("."))
    return same_first_name(a, b)


def _split(key: Key, findings: list[Finding[Name]]) -> list[_Someone]:
    """People with one first and last name and different patronymics or numerals."""
    groups: list[_Someone] = []
    plain: list[Finding[Name]] = []
    for finding in findings:
        reading = next((r for r in finding.value.readings if _single_key(r) == key), finding.value.readings[0])
        qualifier = (_fold(reading.middle), _fold(reading.tail))
        if qualifier == ("", ""):
            plain.append(finding)
            continue
        for group in groups:
            if all(not a or not b or _same_first(a, b) for a, b in zip(group.qualifier, qualifier, strict=True)):
                group.findings.append(finding)
                group.qualifier = tuple(max(a, b, key=len) for a, b in zip(group.qualifier, qualifier, strict=True))  # type: ignore[assignment]
                break
        else:
            groups.append(_Someone(key, [finding], qualifier))
    if not groups:
        return [_Someone(key, plain)]
    for finding in plain:
        _nearest(groups, finding.start).findings.append(finding)
    return groups


def _nearest(candidates: Sequence[_Someone], start: int) -> _Someone:
    """Who was mentioned last before a place, else first after it."""

    def distance(someone: _Someone) -> tuple[bool, int]:
        before = [spot for spot in someone.spots() if spot < start]
        return (not before, start - before[-1] if before else someone.spots()[0])

    return min(candidates, key=distance)


def _main(candidates: Sequence[_Someone], start: int) -> _Someone:
    """Who is meant by a bare name: the one whom the article names clearly more often, else who was named last."""
    most = max(len(someone.findings) + len(someone.extra) for someone in candidates)
    return _nearest([s for s in candidates if len(s.findings) + len(s.extra) >= most - 1], start)


def _join(finding: Finding[Name], known: Sequence[_Someone]) -> bool:
    """Adds a finding of initials or one word to the person whom it fits; ``False`` where there is none."""
    weights: list[tuple[float, _Someone]] = []
    for someone in known:
        weight = 0.0
        for reading in finding.value.readings:
            if (
                reading.gender != "p"
                and someone.fits(reading)
                and _middles_fit(someone, reading)
                and reading.p >= LEAST / 3
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
    middle = next((_fold(r.middle) for r in finding.value.readings if r.middle and chosen.fits(r)), "")
    if len(middle) > len(chosen.qualifier[0]):
        chosen.qualifier = (middle, chosen.qualifier[1])
    return True


def _middles_fit(someone: _Someone, reading: Reading) -> bool:
    if reading.tail and reading.tail.isupper() and _fold(reading.tail) != someone.qualifier[1]:
        return False
    if not reading.middle:
        return True
    if not reading.first and not reading.last:
        return bool(someone.qualifier[0]) and _fold(reading.middle) == someone.qualifier[0]
    return not someone.qualifier[0] or _same_first(_fold(reading.middle), someone.qualifier[0])


def _gender_fit(someone: _Someone, reading: Reading) -> float:
    odds = someone.odds()
    if abs(odds) < SURE:
        return 1.0
    return 1.0 if (odds > 0) == (reading.gender == "m") else 0.05


# ---------------------------------------------------------------------------------------------------- misprints


def _merge_misprints(known: list[_Someone]) -> list[_Someone]:
    """«Дональт Туск» beside «Дональд Туск»: one letter's difference in one part, the rarer joins the other."""
    kept: list[_Someone] = []
    for someone in sorted(known, key=lambda s: (-len(s.findings), is_short(s.key[0]), not in_dictionary(s.key[0]))):
        twin = next((other for other in kept if _one_name(someone, other)), None)
        if twin:
            twin.extra += someone.findings
            twin.other_keys.add(someone.key)
        else:
            kept.append(someone)
    return kept


def _one_name(a: _Someone, b: _Someone) -> bool:
    short = a.key[1] == b.key[1] and same_first_name(a.key[0], b.key[0]) and "" in (a.qualifier[0], b.qualifier[0])
    return (short and a.qualifier[1] == b.qualifier[1]) or (a.qualifier == b.qualifier and _misprint(a.key, b.key))


def _misprint(a: Key, b: Key) -> bool:
    same = [x == y for x, y in zip(a, b, strict=True)]
    if same == [True, False]:
        return len(a[1]) > 4 and a[1][-1] == b[1][-1] and _one_edit(a[1], b[1])
    if same == [False, True]:
        return (
            len(a[0]) > 4 and a[0][-2:] != b[0][-2:] and _one_edit(a[0], b[0]) and not {a[0][-1], b[0][-1]} & set("ая")
        )
    return False


def _one_edit(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    n = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[n + 1 :] == b[n + 1 :] or a[n:] == b[n + 1 :] or a[n + 1 :] == b[n:]


def _unite(made: Iterable[Person]) -> Iterable[Person]:
    """Equal people are one."""
    by: dict[Person, list[Mention]] = {}
    for person in made:
        by.setdefault(person, []).extend(person.mentions)
    for person, mentions in by.items():
        yield Person(
            person.name, person.first, person.last, person.middle, person.gender,
            tuple(sorted(set(mentions), key=lambda m: m.start)),
        )  # fmt: skip
