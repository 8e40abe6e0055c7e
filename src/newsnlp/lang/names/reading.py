"""People's names: which word is which part, and what the name is in the nominative.

A name stands in some case and the person has some gender; each of its words allows some of the pairs
(:mod:`newsnlp.lang.names.declension`, first names by table and dictionary). :func:`read` weighs all pairs at once, with
what the sentence says of case and gender, and keeps the likely readings, so that the article's other mentions can
decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import exp, log1p
from operator import attrgetter
from typing import Any, NamedTuple

from newsnlp.fold import shared_start
from newsnlp.lang.inflect import VOWELS
from newsnlp.lang.morph import CASES
from newsnlp.lang.names import declension
from newsnlp.lang.names.declension import Form, likeliest
from newsnlp.lang.names.eastern import SYLLABLE, SYLLABLES, family_name_first, family_names
from newsnlp.lang.names.evidence import GENDERS, Sign, by_cell, sign, weigh
from newsnlp.lang.names.first import FirstNames, fold, patronymic
from newsnlp.lang.names.parts import LETTERS, Group, Parts, Word, is_letters, parts
from newsnlp.lang.names.surnames import in_dictionary, surname, surname_like
from newsnlp.memory import FULL, NEAR, remembered
from newsnlp.types import Gender

BEAST = "person.beast"  # the rule of a name that is a beast's, for the article to know who else bears it
PUBLIC: Mapping[str, Gender] = {"m": "male", "f": "female"}


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


class Surroundings(NamedTuple):
    """What the sentence says of a name: evidence for its case and gender, and what it asks for."""

    signs: tuple[Sign, ...] = ()
    titled: bool = False  # a title or kinsman before it asks for a first name: король Карл, сын Хафтара Саддам
    kin: str = ""  # "m" or "f" where a kinsman's word stands before: a first name alone is that kinsman's


# ------------------------------------------------------------------------------------------------------ reading


class Roles(NamedTuple):
    """Which part each group is ("f", "m", "l") and what speaks for it."""

    roles: str
    why: tuple[str, ...] = ()
    eastern: bool = False


# A Spanish family name, with a second one behind it: Гарсиа Маркес, Мелендес Ривас
_OF_FATHER = re.compile(r"(?:ийн|[^ц]ын)$")  # «Ганболдын Тэмуулэн», a Mongol
_SPANISH = re.compile(r"(?:[аеэ]с|гарси[ая]|кастро)(?:а|у|ом|е|и|ы|ю|ей|)$")
_OF = re.compile("д[’'ʼ`]")  # Жискар д’Эстен

_Guess = tuple[Roles, str, tuple[str, ...]]  # roles, gender, the words' nominatives


class Names:
    """Reads names; ``rows``: the table ``first_names``."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self.first = FirstNames(rows)
        self._options = remembered(FULL)(self._made)
        self._read = remembered(NEAR)(self._name)

    def read(self, text: str, tags: Mapping[int, Word], around: Surroundings) -> Name | None:
        """The readings of a mention, remembered by all that it is given; ``None`` without a word, or without end.

        ``tags``: the words that the morphology model saw, by their offset in ``text``.
        """
        return self._read(text, tuple(tags.items()), around)

    def _name(self, text: str, tags: tuple[tuple[int, Word], ...], around: Surroundings) -> Name | None:
        found = parts(text, dict(tags)) if len(text) <= LONGEST else None
        if not found or not found.groups:
            return None
        scored: dict[_Guess, float] = {}
        for roles in self.roles(found, around):
            self._joint(found, roles, around, scored)
        capitals = all(g.word.text.isupper() and len(g.word.text) > 1 for g in found.groups)
        return Name(_likely(found, scored), capitals) if scored else None

    def roles(self, found: Parts, around: Surroundings) -> list[Roles]:
        """Which part each group of a name may be."""
        words = [group.word.text.lower() for group in found.groups]
        count = len(words)
        if found.initials:
            return [self._with_initials(found, words)]
        if count > 1 and all(map(is_letters, words[:2])):  # Джей Ди Вэнс
            return [Roles("ff" + "l" * (count - 2))]
        if (found.tail or found.groups[0].after).strip().isupper():  # Карл III, Карл XVI Густав
            return [Roles("f" * count)]
        if count == 1:
            return self._single(found.groups[0], words[0], around)
        if _is_bare(found) and family_name_first(words, self.first.known):
            return [Roles("l" + "f" * (count - 1), eastern=True)]
        return self._double(found, words) if count == 2 else self._many(found, words)

    def _with_initials(self, found: Parts, words: list[str]) -> Roles:
        before = found.initials[0][1]
        one = len(words) == before == len(found.initials) == 1
        known = self.first.known(words[0]) if one else 0
        if known >= 2 or (one and not in_dictionary(words[0]) and (known or not surname_like(words[0]))):
            return Roles("f")  # Елена М., Рамазан Д.
        if before and len(words) > before:
            return Roles("f" * before + "l" * (len(words) - before))  # Дэвид О. Расселл
        return Roles("l" * len(words))

    def _single(self, group: Group, word: str, around: Surroundings) -> list[Roles]:
        if group.before:
            return [Roles("l")]
        if surname_like(word) and not self.first.listed(word):
            return [Roles("l")]
        known = self.first.known(word)
        first = ["alone.first_unknown", "alone.first_dictionary", "alone.first_table", "alone.first_common"][known]
        firsts = [first + "_surname" if known == 1 and in_dictionary(word) else first]
        firsts += ["alone.first_titled"] * around.titled + ["alone.first_kin"] * (around.kin != "" and known > 1)
        lasts = ["alone.last_common_first"] * (known == 3)
        lasts += ["alone.last_like"] * (surname_like(word) and known < 2)
        roles = [Roles("f", tuple(firsts)), Roles("l", tuple(lasts))]
        if self.first.surely_patronymic(word):
            roles.append(Roles("m", ("alone.patronymic",)))
        return roles

    def _double(self, found: Parts, words: list[str]) -> list[Roles]:
        two = found.groups[1]
        if two.after:
            return [Roles("fm")]
        if two.before:
            return [Roles("fl")]
        if words[0] in ("ле", "ля"):
            return [Roles("ll")]
        known = self.first.known(words[0])
        if patronymic(words[1]) and known:
            sure = self.first.surely_patronymic(words[1])
            unsure = () if sure else ("pair.patronymic_unsure",)
            return [Roles("fm", unsure), Roles("fl", ("pair.patronymic_as_last",) if sure else ())]
        return self._first_and_last(words, known)

    def _first_and_last(self, words: list[str], known: int) -> list[Roles]:
        """A first name and a surname, in this order or swapped; ``known``: how well the first word is known as one."""
        of_father = bool(_OF_FATHER.search(words[0])) and not in_dictionary(words[0])
        if (known >= 2 and not self.first.listed(words[1])) or (of_father and not self.first.known(words[1])):
            return [Roles("fl")]
        # «Долгих Роман»: nobody's first name ends so
        if not known and words[0].endswith(("ых", "их")) and self.first.known(words[1]) >= 2:
            return [Roles("lf")]
        swapped = ["pair.swapped"] + ["pair.swapped_known"] * bool(known)
        swapped += ["pair.swapped_last_like"] * (known < 2 and self._is_surname_first(*words))
        swapped += ["pair.swapped_first_like"] * surname_like(words[1])
        swapped += ["pair.swapped_common"] * (not known and self.first.known(words[1]) == 3)  # Грач Николай
        return [Roles("fl"), Roles("lf", tuple(swapped))]

    def _is_surname_first(self, one: str, two: str) -> bool:
        """Whether the first word ends as surnames do; «Марчин (Хоровец)», «Даррин (Бэлч)» may be first names."""
        return surname_like(one) and not (one.endswith("ин") and not self.first.known(two))

    def _fathered(self, words: list[str], after: int) -> Roles:
        """Which part each word is where «оглы» stands behind one: in either order, surname last or first."""
        count = len(words)
        if after < count - 1:
            return Roles("f" * after + "m" + "l" * (count - after - 1))
        if self.first.known(words[0]) > self.first.known(words[1]):  # Вугар Мамедов Фикрет оглы
            return Roles("f" + "l" * (count - 2) + "m")
        return Roles("l" + "f" * (count - 2) + "m")

    def _many(self, found: Parts, words: list[str]) -> list[Roles]:
        count = len(words)
        if after := next((n for n, group in enumerate(found.groups) if group.after and n), 0):
            return [self._fathered(words, after)]
        at = next((n for n in range(1, count) if patronymic(words[n])), 0)
        if at == count - 1:
            return [Roles("l" * (at - 1) + "fm"), Roles("f" + "m" * (at - 1) + "l", ("many.two_first_names",))]
        if at:
            return [Roles("f" * at + "m" + "l" * (count - at - 1))]
        if any(group.before for group in found.groups[1:]):
            return [Roles("f" + "m" * (count - 2) + "l")]
        return self._without_father(words)

    def _without_father(self, words: list[str]) -> list[Roles]:
        """First names and surnames without a father's name or particles."""
        count, known = len(words), self.first.known(words[1])
        if self._of_surnames(words):
            return [Roles("f" + "l" * (count - 1))]
        if count == 4 and _SPANISH.search(words[2]) and known:  # Хосе Луис Родригес Сапатеро
            return [Roles("fmll")]
        spanish = ["many.two_last_names"]  # Сальвадор Альенде Госсенс
        spanish += ["many.two_last_names_vowel"] * (words[1][-1] in "ео" and not known)
        middles = ("many.middle_known",) * known
        return [Roles("f" + "m" * (count - 2) + "l", middles), Roles("f" + "l" * (count - 1), tuple(spanish))]

    def _of_surnames(self, words: list[str]) -> bool:
        """Whether all behind the first word are surnames: Ханке Брюинс Слот, unlike Линдон Бэйнс Джонсон."""
        if _SPANISH.search(words[1]):
            return True
        if self.first.known(words[1]):
            return False
        of = len(words) == 3 and _OF.match(words[2])
        return bool(of or (not self.first.known(words[0]) and _CYRILLIC.search(words[0])))

    # ------------------------------------------------------------------------------------------- all cases at once

    def _joint(self, found: Parts, roles: Roles, around: Surroundings, scored: dict[_Guess, float]) -> None:
        """Adds to ``scored`` every gender with every case that the words can stand in together."""
        options = self.options(found, roles)
        sums = by_cell(evidence(found, roles, around))
        prior = weigh(roles.why)
        best = max(scored.values(), default=-99.0)
        for gender in genders_of(found, roles):
            first = GENDERS.index(gender) * len(CASES)
            scores = sums[first : first + len(CASES)]
            if prior + max(scores) + sum(option.top[gender] for option in options) < best - TAIL:
                continue
            for number, score in enumerate(scores):
                for noms, total in _together([option.cells[gender][number] for option in options], prior + score):
                    if total > best - TAIL:
                        key = roles, gender, noms
                        scored[key] = total = _either(scored[key], total) if key in scored else total
                        best = max(best, total)

    def options(self, found: Parts, roles: Roles) -> list[_Options]:
        """What each group of a name may be in these roles."""
        return [self._for(found.groups, roles, n) for n in range(len(found.groups))]

    def _for(self, groups: Sequence[Group], roles: Roles, n: int) -> _Options:
        """What a group may be: «оглы» and all but the last of an eastern given name stay as they are."""
        if groups[n].after.islower() or (roles.eastern and 0 < n < len(groups) - 1):
            return _UNCHANGED
        role = roles.roles[n]
        if role == "f" and LETTERS.issuperset(groups[n].word.text.lower().split("-")):  # «Джей-Джей», «Ди»
            return _UNCHANGED
        if roles.eastern:
            role = "e" if n < 2 else "s"
        elif roles.roles[n : n + 2] == "ll":
            role = "d"
        return self._options(groups[n].word.text.lower(), role)

    def _made(self, word: str, role: str) -> _Options:
        return _Options(self._forms(word, role))

    def _forms(self, word: str, role: str) -> Sequence[Form]:
        word = re.sub("[‑–]", "-", _unmix(word))
        if not _CYRILLIC.search(word):
            return self._latin(word) if role == "f" else _unchanged(word)
        head = _APOSTROPHE.match(word)
        if head:
            return [f._replace(nominative=head[1] + f.nominative) for f in self._forms(word[head.end() :], role)]
        if "-" in word.strip("-"):
            return self._hyphenated(word.strip("-").split("-"), role)
        if role in "fm":
            return (role == "m" and patronymic(word)) or self.first.forms(word)
        # the readings of a surname, alone ("l") or the first of two ("d"), or of an eastern given name
        if role == "l":
            return surname(word)
        if role == "d":  # Валери Жискар д’Эстену
            unchanged = (Form(word, "m", case).because("surname.unchanged_of_two") for case in CASES[1:])
            return [*surname(word), *unchanged]
        return _unchanged(word) if word in family_names() else _given(word, SYLLABLES if role == "e" else SYLLABLE)

    def _latin(self, word: str) -> list[Form]:
        genders = self.first.genders.get(word, "mf")
        return [form for form in _unchanged(word) if form.gender in genders]

    def _hyphenated(self, pieces: list[str], role: str) -> list[Form]:
        """Жан-Клода: the last part declines; the others where they agree (Римскому-Корсакову)."""
        *heads, last = pieces
        found = []
        for form in self._forms(last, role):
            noms: list[str] = []
            for head in heads:
                nominative, why = self._head(head, form, role)
                noms.append(nominative)
                form = form.because(*why)
            form = form._replace(nominative="-".join([*noms, form.nominative]))
            listed = role == "f" and form.gender in self.first.genders.get(fold(form.nominative), "")
            found.append(form.because("hyphen.listed") if listed else form)
        return found

    def _head(self, head: str, form: Form, role: str) -> tuple[str, tuple[str, ...]]:
        """The nominative of a part before the last, and what speaks for it."""
        if _ARTICLE.fullmatch(head):
            return head, ()
        forms = [f for f in self._forms(head, role) if f.gender == form.gender]
        if (declined := _declined(head, [f for f in forms if f.case == form.case], role)) is not None:
            return declined, ("hyphen.agrees",)
        unchanged = _highest(f for f in forms if f.nominative == head)
        if unchanged is None:
            return head, ("hyphen.no_head",)
        return head, unchanged.why if unchanged.prior < 0 else ()


def _declined(head: str, alike: Sequence[Form], role: str) -> str | None:
    """The nominative of a name's part by the forms in the last part's case, where it is likelier than the part is."""
    best = _highest(f for f in alike if f.nominative != head)
    stays = max((f.prior for f in alike if f.nominative == head), default=-99.0)
    least = 1.5 if role == "f" else 0.3 if len(head) < 5 else -0.5
    return best.nominative if best is not None and best.prior > min(least, max(stays + 3, -1.0)) else None


def _highest(forms: Iterable[Form]) -> Form | None:
    return max(forms, key=attrgetter("prior"), default=None)


def _is_bare(found: Parts) -> bool:
    """Whether no particles stand in a name."""
    return not any(group.before or group.after for group in found.groups)


def _together(cells: Iterable[Sequence[Any]], score: float) -> list[tuple[tuple[str, ...], float]]:
    """The nominatives that words may have together in a case and gender, the likeliest if they are many."""
    combined: list[tuple[tuple[str, ...], float]] = [((), score)]
    for cell in cells:
        combined = [((*noms, nom), s + more) for noms, s in combined for nom, _, _, more, _ in cell]
        if len(combined) > BEAM:
            combined = sorted(combined, key=lambda pair: -pair[1])[:BEAM]
    return combined


def _either(a: float, b: float) -> float:
    """The score of one answer that two readings give."""
    return max(a, b) + log1p(exp(-abs(a - b)))


def _unchanged(word: str) -> list[Form]:
    return [Form(word, gender, case) for gender in "mf" for case in CASES]


def _given(word: str, syllables: re.Pattern[str]) -> list[Form]:
    """The readings of an eastern given name; where some are whole syllables, the others hardly are names."""
    forms = [f for f in declension.readings(word) if f.gender != "p" and f.nominative[-1] not in "ая"]
    whole = {f.nominative for f in forms if syllables.fullmatch(f.nominative)}
    if not whole and syllables.fullmatch(word):  # Кан Гён Хва
        forms, whole = [], {word}
    if word in whole:
        fixed = word[-1] in VOWELS and len(whole) == 1  # Лэцзи, unlike Цяну of Цян
        forms = [f for f in forms if f.nominative != word] + _standing(word, fixed)
    return _in_syllables(forms, whole) or _unchanged(word)  # Хоа, of Vietnam


def _in_syllables(forms: list[Form], whole: Set[str]) -> list[Form]:
    """The forms, those weighed down that are not among the whole syllables, if any are."""
    return [f if not whole or f.nominative in whole else f.because("eastern.not_syllables") for f in forms]


def _standing(word: str, fixed: bool) -> list[Form]:
    """A name as it stands: a woman's in any case, a man's where it is ``fixed``."""
    return [f for f in _unchanged(word) if fixed or f.gender == "f" or f.case == CASES[0]]


_ARTICLE = re.compile("[аэ][лзстрндшп]ь?|ибн|бен|бин|уль|уд|ур")
_CYRILLIC = re.compile("[а-яё]")
_APOSTROPHE = re.compile(r"(.{1,2}?\s?[’'ʼ`]\s?)(?=.)")
_LATIN = str.maketrans("aceopxykABCEHKMOPTX", "асеорхукАВСЕНКМОРТХ")


def _unmix(word: str) -> str:
    """Latin letters typed within a Cyrillic word: Cергей; no «Нazima»."""
    made = word.translate(_LATIN)
    return made if _CYRILLIC.search(word.lower()) and not re.search("[A-Za-z]", made) else word


LONGEST = 150  # characters of a name: the longest of all, an emir's with his fathers', has about a hundred
BEAM = 27  # how many readings of a case are kept from word to word: all of a name of three words
TAIL = 7.0  # how much less likely than the best a reading may be

# what of a form's cases is kept: Python's garbage collector looks once at plain tuples, at named ones in all its rounds
_Plain = tuple[str, str, str, float, tuple[str, ...]]
_Cell = tuple[_Plain, ...]


class _Options:
    """A word's forms, three at most, by gender and number of the case.

    Where a part of a longer name has none for a case, its likeliest of another case stands there: an article's slip.
    """

    __slots__ = ("cells", "top")

    def __init__(self, forms: Iterable[Form]) -> None:
        by: dict[tuple[str, str], list[Form]] = {}
        for form in (forms := [*forms]):
            by.setdefault((form.gender, form.case), []).append(form)
        best = likeliest(forms, lambda form: form.gender)
        slips = {gender: (_plain(form.because("slip")),) for gender, form in best.items()}
        self.cells: dict[str, tuple[_Cell, ...]] = {
            g: tuple(_likeliest(by[g, c]) if (g, c) in by else slips.get(g, ()) for c in CASES) for g in GENDERS
        }
        self.top = {g: best[g].prior if g in best else -99.0 for g in GENDERS}


def _likeliest(cell: Sequence[Form]) -> _Cell:
    if len(cell) == 1:
        return (_plain(cell[0]),)
    ordered = sorted(cell, key=lambda form: -form.prior)[:3]
    return tuple(_plain(form) for form in ordered if form.prior > ordered[0].prior - TAIL)


def _plain(form: Form) -> _Plain:
    nominative, gender, case, prior, why = form
    return nominative, gender, case, prior, why


_UNCHANGED = _Options(Form("", gender, case) for gender in GENDERS for case in CASES)


def genders_of(found: Parts, roles: Roles) -> str:
    """The genders that a name in these roles can have: a surname alone may be a family's."""
    return GENDERS if roles.roles == "l" and not found.initials else GENDERS[:2]


def evidence(found: Parts, roles: Roles, around: Surroundings) -> Iterator[Sign]:
    """What speaks for a name's case and gender: how frequent they are, the morphology model's tags, the sentence."""
    yield from _PRIORS
    words = [*(group.word for group in found.groups), *filter(None, [found.lead])]
    yield from _cases_of_tags(words, "_eastern" if roles.eastern else "")
    yield from _eastern_gender(" ".join(word.text for word in words[1:])) if roles.eastern else _genders_of_tags(words)
    after = " ".join(group.after for group in found.groups)
    if fathered := _FATHERED.search(after.lower()):
        yield sign("after.father", "m" if fathered[1] else "f")
    if roles.roles == "f" and around.kin:  # «дочь Серафима» is a woman, though «дочь Иванова» is his
        yield sign("alone.kin", around.kin)
    yield from around.signs


_FATHERED = re.compile("(огл[иыу]|улы|уулу)|(?:кызы|гызы|кизи)")  # a son, a daughter

_PRIORS = (
    *(sign(f"prior.{name}", gender) for gender, name in zip(GENDERS, ("man", "woman", "family"), strict=True)),
    *(sign(f"prior.{case}", GENDERS, case) for case in CASES if case != "gent"),
)


def _cases_of_tags(words: Sequence[Word], kind: str) -> Iterator[Sign]:
    """The morphology model's case: once, and for each further word, since its mistakes within a name go together."""
    told: set[str] = set()
    for word in words:
        if word.case in CASES:
            yield sign(f"tag.case{kind}_again" if word.case in told else f"tag.case{kind}", GENDERS, word.case)
            told.add(word.case)


def _genders_of_tags(words: Sequence[Word]) -> Iterator[Sign]:
    """The model's gender: what it doesn't know it takes for a man's."""
    told: set[str] = set()
    for word in words:
        if word.gender in _TAGGED:
            yield sign(
                f"tag.{word.gender}_again" if word.gender in told else f"tag.{word.gender}", _TAGGED[word.gender]
            )
            told.add(word.gender)
    if all(word.number == "plur" for word in words):
        yield sign("tag.plural", "p")


_TAGGED = {"masc": "m", "femn": "f"}


def _eastern_gender(given: str) -> Iterator[Sign]:
    """The morphology model can't tell the gender of an eastern name; some last syllables are women's in Korea."""
    if given.lower().startswith("тхи "):  # Vietnam's word for a woman
        yield sign("eastern.woman", "f")
    elif _HERS.search(given.lower()):
        yield sign("eastern.not_his", "m")
        yield sign("eastern.hers", "f")
    else:
        yield sign("eastern.perhaps_hers" if _PERHAPS_HERS.search(given.lower()) else "eastern.his", "m")


_HERS = re.compile("(?:хе|хва|[чд]жа|сук)$")
_PERHAPS_HERS = re.compile("(?:хи|ми|[чд]жу|ён|[чд]жон)$")

# ----------------------------------------------------------------------------------------------------- composing


def restore(original: str, nominative: str) -> str:
    """The nominative with the letters of the article's own form, as far as they go; capitals become a title's.

    >>> restore("МакКейном", "маккейн"), restore("СОБЯНИНУ", "собянин"), restore("Дегтяревой", "дегтярёва")
    ('МакКейн', 'Собянин', 'Дегтярева')
    """
    original = _unmix(original)
    if original.isupper() and len(original) > 1:
        original = re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), original)
    olds, news = re.split("[-‑–]", original), nominative.split("-")
    if len(olds) == len(news) > 1:
        return "-".join(restore(a, b) for a, b in zip(olds, news, strict=True))
    lower = original.lower()
    if nominative == "пётр":  # «Петра», but «Мед» of «Меду»: no article need have the letter
        size = shared_start(lower, nominative)
    else:
        size = shared_start(lower.replace("ё", "е"), nominative.replace("ё", "е"))
    rest = nominative[size:]
    return original[:size] + (rest.capitalize() if size == 0 else rest)


def _keep_initials(kept: dict[str, list[str]], initials: Sequence[str]) -> None:
    """Gives initials to the parts that stand without a word."""
    order = "fm" if not kept["f"] else "ml" if kept["l"] == [] else "m"
    for n, initial in enumerate(initials):
        kept[order[min(n, len(order) - 1)]].append(initial)
    if order == "ml":  # Елена М.
        kept["l"], kept["m"] = kept["l"] + kept["m"], []


def compose(found: Parts, roles: Roles, gender: str, forms: Sequence[str], p: float) -> Reading:
    """The reading of a name whose groups are these nominatives in these roles."""
    kept: dict[str, list[str]] = {"f": [], "m": [], "l": []}
    for group, role, form in zip(found.groups, roles.roles, forms, strict=True):
        word = restore(group.word.text, form) if form else restore(group.word.text, group.word.text.lower())
        before = group.before.lower() if group.word.text.isupper() and len(group.word.text) > 1 else group.before
        kept[role].append(before + word + group.after)
    if found.initials:
        _keep_initials(kept, [initial for initial, _ in found.initials[:2]])
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
    return tuple(compose(found, *guess, weight / total) for guess, weight in ordered)
