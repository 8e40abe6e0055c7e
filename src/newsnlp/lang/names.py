"""People's names: which word is which part, and what the name is in the nominative.

A name stands in some case and the person has some gender; each of its words allows some of the pairs
(:mod:`newsnlp.lang.declension`, first names by table and dictionary). :func:`read` weighs all pairs at once, with
what the sentence says of case and gender, and keeps the likely readings, so that the article's other mentions can
decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import NamedTuple

from newsnlp.lang import declension
from newsnlp.lang.declension import VOWELS, Form
from newsnlp.lang.eastern import SYLLABLE, SYLLABLES, family_name_first, family_names
from newsnlp.lang.first_names import FirstNames, fold, patronymic
from newsnlp.lang.morph import CASES, WORDS
from newsnlp.lang.name_parts import ARABIC_HEADS, LETTERS, Group, Parts, Word, is_letters, parts
from newsnlp.lang.surnames import in_dictionary, surname, surname_like
from newsnlp.types import Gender

GENDERS: Mapping[str, Gender] = {"m": "male", "f": "female"}


# ------------------------------------------------------------------------------------------------------ values


class Reading(NamedTuple):
    """A mention read one way: the parts in the nominative, ``gender`` "m", "f" or "p" (a family), probability."""

    first: str | None
    middle: str | None
    last: str | None
    gender: str
    p: float
    eastern: bool = False  # the family name goes first: Ким Чен Ын
    tail: str | None = None  # III, младший


@dataclass(frozen=True, slots=True)
class Name:
    """What a mention says of a person: its readings, likely ones first."""

    readings: tuple[Reading, ...]
    capitals: bool = False


class Context(NamedTuple):
    """What the sentence says of a name: log-weights by case (in the order of CASES) for a man, a woman, a family."""

    male: tuple[float, ...] = (0.0,) * 6
    female: tuple[float, ...] = (0.0,) * 6
    family: tuple[float, ...] = (-2.5,) * 6
    titled: bool = False  # a title or kinsman before it asks for a first name: король Карл, сын Хафтара Саддам
    kin: str = ""  # "m" or "f" where a kinsman's word stands before: a first name alone is that kinsman's

    def of(self, gender: str) -> tuple[float, ...]:
        """The weights of a gender, "m", "f" or "p"."""
        return self.male if gender == "m" else self.female if gender == "f" else self.family


# ------------------------------------------------------------------------------------------------------ reading


class Roles(NamedTuple):
    """Which part each group is ("f", "m", "l") and how likely so."""

    roles: str
    prior: float = 0.0
    eastern: bool = False


# A Spanish family name, with a second one behind it: Гарсиа Маркес, Мелендес Ривас
_SPANISH = re.compile(r"(?:[аеэ]с|гарси[ая]|кастро)(?:а|у|ом|е|и|ы|ю|ей|)$")
_OF = re.compile("д[’'ʼ`]")  # Жискар д’Эстен

_Guess = tuple[Roles, str, tuple[str, ...]]  # roles, gender, the words' nominatives
_Key = tuple[str, tuple[tuple[int, Word], ...], Context]


class Names:
    """Reads names; ``rows``: the table ``first_names``."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self.first = FirstNames(rows)
        self._options: dict[tuple[str, str], _Options] = {}
        self._read: dict[_Key, Name | None] = {}

    def read(self, text: str, tags: Mapping[int, Word], context: Context) -> Name | None:
        """The readings of a mention, remembered by all that it is given; ``None`` without a word, or without end.

        ``tags``: the words that the morphology model saw, by their offset in ``text``.
        """
        key = (text, tuple(tags.items()), context)
        if key in self._read:
            return self._read[key]
        if len(self._read) >= WORDS:
            self._read.clear()
        found = self._read[key] = self._name(text, tags, context)
        return found

    def _name(self, text: str, tags: Mapping[int, Word], context: Context) -> Name | None:
        found = parts(text, tags) if len(text) <= LONGEST else None
        if not found or not found.groups:
            return None
        scored: dict[_Guess, float] = {}
        for roles in self._roles(found, context):
            self._joint(found, roles, context, scored)
        capitals = all(g.word.text.isupper() and len(g.word.text) > 1 for g in found.groups)
        return Name(_likely(found, scored), capitals) if scored else None

    def _roles(self, found: Parts, context: Context) -> list[Roles]:
        words = [group.word.text.lower() for group in found.groups]
        count = len(words)
        if found.initials:
            return [self._with_initials(found, words)]
        if count > 1 and is_letters(words[0]) and is_letters(words[1]):  # Джей Ди Вэнс
            return [Roles("ff" + "l" * (count - 2))]
        if (found.tail or found.groups[0].after).strip().isupper():  # Карл III, Карл XVI Густав
            return [Roles("f" * count)]
        if count == 1:
            return self._single(found.groups[0], words[0], context)
        plain = not any(group.before or group.after for group in found.groups)
        if plain and family_name_first(words, self.first.known):
            return [Roles("l" + "f" * (count - 1), eastern=True)]
        return self._double(found, words) if count == 2 else self._many(found, words)

    def _with_initials(self, found: Parts, words: list[str]) -> Roles:
        before = found.initials[0][1]
        one = len(words) == before == len(found.initials) == 1
        known = self.first.known(words[0]) if one else 0
        if known == 3 or (known == 2 and not surname_like(words[0])):
            return Roles("f")  # Елена М.
        if before and len(words) > before:
            return Roles("f" * before + "l" * (len(words) - before))  # Дэвид О. Расселл
        return Roles("l" * len(words))

    def _single(self, group: Group, word: str, context: Context) -> list[Roles]:
        if group.before:
            return [Roles("l")]
        if surname_like(word) and not self.first.listed(word):
            return [Roles("l")]
        known = self.first.known(word)
        first = (-2.0, -1.2 if not in_dictionary(word) else -2.0, -2.4, -2.2)[known] + (5.0 if context.titled else 0.0)
        first += 2.0 * (context.kin != "" and known > 1)
        last = -1.0 if known == 3 else 0.0
        if surname_like(word) and known < 2:
            last += 1.5
        roles = [Roles("f", first), Roles("l", last)]
        if self.first.surely_patronymic(word):
            roles.append(Roles("m", 1.0))
        return roles

    def _double(self, found: Parts, words: list[str]) -> list[Roles]:
        one, two = found.groups
        if two.after:
            return [Roles("fm")]
        if two.before:
            return [Roles("fl")]
        if one.before and one.before.strip().lower() not in ARABIC_HEADS:
            return [Roles("ll")]
        if words[0] in ("ле", "ля"):
            return [Roles("ll")]
        known = self.first.known(words[0])
        if patronymic(words[1]) and known:
            sure = self.first.surely_patronymic(words[1])
            return [Roles("fm", 0.0 if sure else -1.5), Roles("fl", -2.0 if sure else 0.0)]
        if known >= 2 and not self.first.listed(words[1]):
            return [Roles("fl")]
        swap = -5.5 if known else -4.5
        swap += 2.5 * (surname_like(words[0]) and known < 2) - 2.0 * surname_like(words[1])
        return [Roles("fl"), Roles("lf", swap)]

    def _many(self, found: Parts, words: list[str]) -> list[Roles]:
        count = len(words)
        after = next((n for n, group in enumerate(found.groups) if group.after and n), 0)
        if after == count - 1:
            return [Roles("l" + "f" * (count - 2) + "m")]
        if after:
            return [Roles("f" * after + "m" + "l" * (count - after - 1))]
        at = next((n for n in range(1, count) if patronymic(words[n])), 0)
        if at == count - 1:
            return [Roles("l" * (at - 1) + "fm"), Roles("f" + "m" * (at - 1) + "l", -3.0)]
        if at:
            return [Roles("f" * at + "m" + "l" * (count - at - 1))]
        if any(group.before for group in found.groups[1:]):
            return [Roles("f" + "m" * (count - 2) + "l")]
        if _SPANISH.search(words[1]) or (count == 3 and _OF.match(words[2]) and not self.first.known(words[1])):
            return [Roles("f" + "l" * (count - 1))]
        if count == 4 and _SPANISH.search(words[2]) and self.first.known(words[1]):  # Хосе Луис Родригес Сапатеро
            return [Roles("fmll")]
        known = self.first.known(words[1])
        strange = not known and not self.first.known(words[0])  # Ханке Брюинс Слот, unlike Линдон Бэйнс Джонсон
        if strange and _CYRILLIC.search(words[0]):
            return [Roles("f" + "l" * (count - 1))]
        spanish = -0.8 if words[1][-1] in "ео" and not known else -2.8  # Сальвадор Альенде Госсенс
        return [Roles("f" + "m" * (count - 2) + "l", known), Roles("f" + "l" * (count - 1), spanish)]

    # ------------------------------------------------------------------------------------------- all cases at once

    def _joint(self, found: Parts, roles: Roles, context: Context, scored: dict[_Guess, float]) -> None:
        """Adds to ``scored`` every gender with every case that the words can stand in together."""
        options = [self._for(found.groups, roles, n) for n in range(len(found.groups))]
        words = [group.word for group in found.groups] + ([found.lead] if found.lead else [])
        trust = 0.5 if roles.eastern else 1.0  # the morphology model hardly knows eastern names
        tags = [prior + trust * _case_tags(words, case) for case, prior in zip(CASES, _CASE_PRIOR, strict=True)]
        best = max(scored.values(), default=-99.0)
        for gender in "mfp" if roles.roles == "l" and not found.initials else "mf":
            genders = _gender_tags(words, gender) if not roles.eastern else _eastern_gender(words[-1].text, gender)
            start = roles.prior + _GENDER_PRIOR[gender] + genders + KIN * (roles.roles == "f" and gender == context.kin)
            scores = list(map(sum, zip(tags, context.of(gender), strict=True)))
            if start + max(scores) + sum(option.top[gender] for option in options) < best - TAIL:
                continue
            for number, score in enumerate(scores):
                combined: list[tuple[tuple[str, ...], float]] = [((), start + score)]
                for option in options:
                    cell = option.cells[gender][number]
                    combined = [((*noms, nom), s + p) for noms, s in combined for nom, p in cell]
                    if len(combined) > BEAM:
                        combined = sorted(combined, key=lambda pair: -pair[1])[:BEAM]
                for noms, total in combined:
                    if total > best - TAIL and total > scored.get((roles, gender, noms), -99.0):
                        scored[roles, gender, noms] = total
                        best = max(best, total)

    def _for(self, groups: Sequence[Group], roles: Roles, n: int) -> _Options:
        """What a group may be: «оглы» and all but the last of an eastern given name stay as they are."""
        if groups[n].after.islower() or (roles.eastern and 0 < n < len(groups) - 1):
            return _UNCHANGED
        role = roles.roles[n]
        if role == "f" and _spoken(groups[n].word.text.lower()):
            return _UNCHANGED
        if roles.eastern:
            role = "e" if n < 2 else "s"
        elif roles.roles[n : n + 2] == "ll":
            role = "d"
        return self._cached(groups[n].word.text.lower(), role)

    def _cached(self, word: str, role: str) -> _Options:
        found = self._options.get((word, role))
        if found is None:
            if len(self._options) >= WORDS:
                self._options.clear()
            found = self._options[word, role] = _Options(self._forms(word, role))
        return found

    def _forms(self, word: str, role: str) -> Sequence[Form]:
        word = re.sub("[‑–]", "-", _unmix(word))
        if not _CYRILLIC.search(word):
            return self._latin(word) if role == "f" else _unchanged(word)
        head = _APOSTROPHE.match(word)
        if head:
            return [f._replace(nominative=head[1] + f.nominative) for f in self._forms(word[head.end() :], role)]
        if "-" in word.strip("-"):
            return self._hyphenated(word.strip("-").split("-"), role)
        if role == "l":
            return surname(word)
        if role == "d":  # Валери Жискар д’Эстену
            return [*surname(word), *(Form(word, "m", case, -1.5) for case in CASES[1:])]
        if role in "es":
            return _unchanged(word) if word in family_names() else _given(word, SYLLABLES if role == "e" else SYLLABLE)
        return (role == "m" and patronymic(word)) or self.first.forms(word)

    def _latin(self, word: str) -> list[Form]:
        genders = self.first.genders.get(word, "mf")
        return [form for form in _unchanged(word) if form.gender in genders]

    def _hyphenated(self, pieces: list[str], role: str) -> list[Form]:
        """Жан-Клода: the last part declines; the others where they agree (Римскому-Корсакову)."""
        *heads, last = pieces
        found = []
        for form in self._forms(last, role):
            prior, noms = form.prior, []
            for head in heads:
                nominative, bonus = self._head(head, form, role)
                noms.append(nominative)
                prior += bonus
            nominative = "-".join([*noms, form.nominative])
            if role == "f" and form.gender in self.first.genders.get(fold(nominative), ""):
                prior += 2.0
            found.append(form._replace(nominative=nominative, prior=prior))
        return found

    def _head(self, head: str, form: Form, role: str) -> tuple[str, float]:
        if _ARTICLE.fullmatch(head):
            return head, 0.0
        forms = [f for f in self._forms(head, role) if f.gender == form.gender]
        agreeing = [f for f in forms if f.case == form.case and f.nominative != head]
        best = max(agreeing, key=lambda f: f.prior, default=None)
        if (
            best is not None
            and best.prior > (1.5 if role == "f" else 0.3 if len(head) < 5 else -0.5)
            and form.case != "nomn"
        ):
            return best.nominative, 0.3
        return head, min(0.0, max((f.prior for f in forms if f.nominative == head), default=-3.0))


def _spoken(word: str) -> bool:
    """Whether a first name is made of letters that don't decline: «Джей-Джей», «Ди»."""
    return LETTERS.issuperset(word.split("-"))


def _unchanged(word: str) -> list[Form]:
    return [Form(word, gender, case, 0.0) for gender in "mf" for case in CASES]


def _given(word: str, syllables: re.Pattern[str]) -> list[Form]:
    """The readings of an eastern given name; where some are whole syllables, the others hardly are names."""
    readings = [f for f in declension.readings(word) if f.gender != "p"]
    forms = [f for f in readings if f.nominative[-1] not in "ая"]
    if syllables.fullmatch(word) and not any(syllables.fullmatch(f.nominative) for f in forms):  # Кан Гён Хва
        forms = [f for f in readings if f.nominative == word]
    whole = {f.nominative for f in forms if syllables.fullmatch(f.nominative)}
    if word in whole:
        forms = [f for f in forms if f.nominative != word]
        fixed = word[-1] in VOWELS and len(whole) == 1  # Лэцзи, unlike Цяну of Цян
        forms += [Form(word, "m", case, 0.0) for case in (CASES if fixed else CASES[:1])]
        forms += [Form(word, "f", case, 0.0) for case in CASES]
    return [f if not whole or f.nominative in whole else f._replace(prior=f.prior - 4.0) for f in forms]


_ARTICLE = re.compile("[аэ][лзстрндшп]ь?|ибн|бен|бин|уль|уд|ур")
_CYRILLIC = re.compile("[а-яё]")
_APOSTROPHE = re.compile(r"(.{1,2}?\s?[’'ʼ`]\s?)(?=.)")
_LATIN = str.maketrans("aceopxyk", "асеорхук")


def _unmix(word: str) -> str:
    """Latin letters typed within a Cyrillic word: Cергей."""
    return word.translate(_LATIN) if _CYRILLIC.search(word) else word


KIN = 2.4  # «дочь Серафима» is a woman, though «дочь Иванова» is his
SLIP = -5.0  # a word in another case than the rest of its name: an article's own mistake
LONGEST = 150  # characters of a name: the longest of all, an emir's with his fathers', has about a hundred
BEAM = 27  # how many readings of a case are kept from word to word: all of a name of three words
TAIL = 7.0  # how much less likely than the best a reading may be
_GENDER_PRIOR = {"m": log(0.65), "f": log(0.35), "p": 0.0}
_CASE_PRIOR = (0.3, 0.0, -0.9, -0.9, -0.6, -1.8)

_Cell = list[tuple[str, float]]


class _Options:
    """A word's nominatives with their priors, three at most, by gender and number of the case.

    Where it has none for a case, its likeliest of another case stands there as a slip.
    """

    __slots__ = ("cells", "top")

    def __init__(self, forms: Iterable[Form]) -> None:
        by: dict[tuple[str, str], _Cell] = {}
        best: dict[str, tuple[str, float]] = {}
        for nominative, gender, case, prior in forms:
            by.setdefault((gender, case), []).append((nominative, prior))
            if gender not in best or best[gender][1] < prior:
                best[gender] = (nominative, prior)
        slips = {gender: [(nominative, prior + SLIP)] for gender, (nominative, prior) in best.items()}
        self.cells = {g: [_likeliest(by[g, c]) if (g, c) in by else slips.get(g, []) for c in CASES] for g in "mfp"}
        self.top = {g: best[g][1] if g in best else -99.0 for g in "mfp"}


def _likeliest(cell: _Cell) -> _Cell:
    if len(cell) == 1:
        return cell
    ordered = sorted(cell, key=lambda option: -option[1])[:3]
    return [option for option in ordered if option[1] > ordered[0][1] - TAIL]


_UNCHANGED = _Options(Form("", gender, case, 0.0) for gender in "mfp" for case in CASES)

# What the morphology model's tags weigh, for the first word that has it and for each further one: its mistakes on
# the words of a name go together. What it doesn't know it takes for a man's.
_CASE_TAG = (1.3, 0.8)
_GENDER_TAGS = {"m": ("masc", 0.7, 0.3), "f": ("femn", 0.9, 0.6)}


def _case_tags(words: Sequence[Word], case: str) -> float:
    count = sum(word.case == case for word in words)
    return _CASE_TAG[0] + _CASE_TAG[1] * (count - 1) if count else 0.0


def _gender_tags(words: Sequence[Word], gender: str) -> float:
    if gender == "p":
        return 3.0 if all(word.number == "plur" for word in words) else 0.0
    if gender not in _GENDER_TAGS:
        return 0.0
    tag, one, more = _GENDER_TAGS[gender]
    count = sum(word.gender == tag for word in words)
    return one + more * (count - 1) if count else 0.0


def _eastern_gender(given: str, gender: str) -> float:
    """The morphology model can't tell the gender of an eastern name; some last syllables are women's in Korea."""
    if _HERS.search(given.lower()):
        return -0.6 if gender == "m" else 1.4
    return 0.0 if gender != "m" else -0.4 if _PERHAPS_HERS.search(given.lower()) else 0.65


_HERS = re.compile("(?:хе|хва|[чд]жа|сук)$")
_PERHAPS_HERS = re.compile("(?:хи|ми|[чд]жу|ён|[чд]жон)$")

# ----------------------------------------------------------------------------------------------------- composing


def restore(original: str, nominative: str) -> str:
    """The nominative with the letters of the article's own form, as far as they go; capitals become a title's.

    >>> restore("МакКейном", "маккейн"), restore("СОБЯНИНУ", "собянин"), restore("О’Нила", "о’нил")
    ('МакКейн', 'Собянин', 'О’Нил')
    """
    if original.isupper() and len(original) > 1:
        original = re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), original)
    olds, news = re.split("[-‑–]", original), nominative.split("-")
    if len(olds) == len(news) > 1:
        return "-".join(restore(a, b) for a, b in zip(olds, news, strict=True))
    size = 0
    limit = min(len(original), len(nominative))
    lower = _unmix(original.lower())
    while size < limit and lower[size] == nominative[size]:
        size += 1
    rest = nominative[size:]
    return original[:size] + (rest.capitalize() if size == 0 else rest)


def _reading(found: Parts, roles: Roles, gender: str, forms: Sequence[str], p: float) -> Reading:
    kept: dict[str, list[str]] = {"f": [], "m": [], "l": []}
    for group, role, form in zip(found.groups, roles.roles, forms, strict=True):
        word = restore(group.word.text, form) if form else restore(group.word.text, group.word.text.lower())
        before = group.before.lower() if group.word.text.isupper() and len(group.word.text) > 1 else group.before
        kept[role].append(before + word + group.after)
    if found.initials:
        order = "fm" if not kept["f"] else "ml" if kept["l"] == [] else "m"
        for n, (initial, _) in enumerate(found.initials[:2]):
            kept[order[min(n, len(order) - 1)]].append(initial)
        if order == "ml":  # Елена М.
            kept["l"], kept["m"] = kept["l"] + kept["m"], []
    first, middle, last = (" ".join(kept[role]) or None for role in "fml")
    tail = found.tail
    if tail and not tail.isupper():
        tail += "ая" if gender == "f" else "ий"
    return Reading(first, middle, last, gender, p, roles.eastern, tail)


def _likely(found: Parts, scored: Mapping[_Guess, float]) -> tuple[Reading, ...]:
    top = max(scored.values())
    weights = {guess: exp(score - top) for guess, score in scored.items() if score > top - TAIL + 1}
    total = sum(weights.values())
    ordered = sorted(weights.items(), key=lambda item: -item[1])[:12]
    return tuple(_reading(found, *guess, weight / total) for guess, weight in ordered)
