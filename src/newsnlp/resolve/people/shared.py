"""What a name takes from the names beside it: surnames shared or in brackets, families, glosses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain, combinations, pairwise

from newsnlp.data import word_list
from newsnlp.lang.names import declension
from newsnlp.lang.names.first import fold, listed_gender, patronymic
from newsnlp.lang.names.reading import BEAST, Name, Reading, restore
from newsnlp.lang.names.surnames import surname
from newsnlp.resolve.people.candidate import Candidate, shape, single_key
from newsnlp.types import Finding, grouped


def _tops(found: Iterable[Finding[Name]]) -> list[Reading]:
    """The likeliest reading of each name."""
    return [finding.value.readings[0] for finding in found]


def share_surnames(found: Sequence[Finding[Name]], text: str) -> list[Finding[Name]]:
    """«Сергей и Юлия Скрипаль»: the surname is both's, unless the first name is somebody's with another one.

    In the plural, «Магомеду и Ибрагиму Погоровым», it becomes the singular of each.
    """
    tops, surnames = _tops(found), _surnames(found)
    firsts, lasts = {fold(top.first) for top in tops if shape(top) == "full"}, {fold(top.last) for top in tops} - {""}
    shared = list(found)
    joined = plural = False  # whether the surname behind belongs to several already; whether it was a plural
    for n in range(len(found) - 2, -1, -1):
        other = shared[n + 1].value.readings[0]
        if shape(other) != "full" or not _links(text[found[n].stop : found[n + 1].start], joined):
            joined = plural = False
            continue
        row = other.eastern or text.endswith(", ", 0, found[n].start)
        readings = _first_alone_of(found[n], surnames, not row, text)
        if readings and (one := _one_of_several(found[n + 1], text, lasts)):
            plural, other = True, one
            shared[n + 1] = replace(found[n + 1], value=Name((one,)))
        joined = bool(readings) and (plural or _is_but_first(found[n], surnames, not row, firsts))
        if joined:
            shared[n] = replace(found[n], value=Name(tuple(_with(r, other) for r in readings)))
    return shared


def of_families(found: Sequence[Finding[Name]], text: str) -> list[Finding[Name]]:
    """«Семья *Бураго* — отец Осип, дочь Ия», «Зоя и Инна — двойняшки *Котовы*»: what a family is called is everyone's
    surname, and nobody's name alone."""
    named = list(found)
    lent = {n for n, f in enumerate(found) if _FAMILY.search(text, max(f.start - 20, 0), f.start)}
    for n in sorted(lent):
        members = _behind_family(found, n, text) or _before_family(found, n, text)
        mention = text[found[n].start : found[n].stop]
        last = singular(mention, mention) or (mention if _FIXED.search(mention) else "")
        whole = {m: _called(found[m], last) for m in members} if last and " " not in mention else {}
        if len(whole) < 2 or not all(whole.values()):
            lent.discard(n)
            continue
        for m, readings in whole.items():
            named[m] = replace(found[m], value=Name(readings))
    return [f for n, f in enumerate(named) if n not in lent]


def _behind_family(found: Sequence[Finding[Name]], n: int, text: str) -> list[int]:
    """The numbers of the names of a row that a dash, a comma or a bracket opens behind a family's."""
    last, opens = n, _OPENS_ROW
    while last + 1 < len(found) and opens.fullmatch(text, found[last].stop, found[last + 1].start):
        last, opens = last + 1, _GOES_ON
    return [*range(n + 1, last + 1)]


def _before_family(found: Sequence[Finding[Name]], n: int, text: str) -> list[int]:
    """The numbers of the names of a row before a family's and the dash before it."""
    first = n
    if n and _CLOSES_ROW.fullmatch(text, found[n - 1].stop, found[n].start):
        first -= 1
        while first and _GOES_ON.fullmatch(text, found[first - 1].stop, found[first].start):
            first -= 1
    return [*range(first, n)]


def _called(finding: Finding[Name], last: str) -> tuple[Reading, ...]:
    """The readings of a first name, with a father's or without it, that take a surname."""
    firsts = [r for r in finding.value.readings if r.first and not r.last]
    firsts = [r for r in firsts if r.gender in listed_gender(fold(r.first))] or firsts
    return tuple(r._replace(last=last if r.gender == "m" else _of_other_gender(last)) for r in firsts)


_FIXED = re.compile("(?:[оеуюиыэ]|[ыи]х)$")  # of a surname that may be several people's as it stands: «оба Сидоренко»
_FAMILY = re.compile("(?:" + "|".join(word_list("people.shared.families")) + ")[а-яё]{,3} $", re.IGNORECASE)
_OPENS_ROW = re.compile(r"(?:,| [—–-]| \() ?(?:[а-яё]+ ){,2}| \((?:[а-яё]+ )?")
_GOES_ON = re.compile(r"(?:,| и|, а также) (?:[а-яё]+ ){,2}")
_CLOSES_ROW = re.compile(r",? [—–-] (?:[а-яё]+ ){1,2}")


def _links(between: str, joined: bool) -> bool:
    """Whether «и» stands between two names, or a comma of a row that «и» ends."""
    return between == " и " or (joined and between == ", ")


def _is_but_first(finding: Finding[Name], surnames: Set[str], either: bool, firsts: Set[str]) -> bool:
    """Whether the likeliest reading of a name is a first name alone, and nobody's with another surname."""
    top = _firsts(Name(finding.value.readings[:1]), surnames, either)
    return bool(top) and _alone(top[0], firsts)


def _first_alone_of(finding: Finding[Name], surnames: Set[str], either: bool, text: str) -> list[Reading]:
    """A mention's readings as a first name alone, those of its usual gender if any; none of a monarch's."""
    if _MONARCH.search(text[max(finding.start - 20, 0) : finding.start]):
        return []
    readings = [r for r in _firsts(finding.value, surnames, either) if not r.middle]
    return [r for r in readings if r.gender in listed_gender(fold(r.first))] or readings


def _surnames(found: Sequence[Finding[Name]]) -> Set[str]:
    """The surnames (folded) that stand with a first name."""
    return {fold(f.value.readings[0].last) for f in found if f.value.readings[0].first}


def _firsts(name: Name, lasts: Set[str], either: bool = True) -> list[Reading]:
    """A name's readings as a first name alone; «Билл» (``either``), which may be a surname too, where it is nobody's
    surname here."""
    found = []
    for reading in name.readings:
        alone = either and not reading.first and fold(reading.last) not in lasts
        if alone and listed_gender(fold(reading.last)):
            reading = reading._replace(first=reading.last, last=None)
        if reading.first and not reading.last:
            found.append(reading)
    return found


def _ending(readings: Sequence[Reading], mention: str) -> str:
    """The surname with which a mention ends."""
    return next((r.last for r in readings if r.last and mention.endswith(r.last)), mention.split()[-1])


def _one_of_several(finding: Finding[Name], text: str, lasts: Set[str]) -> Reading | None:
    """Somebody whose surname stands in the plural, since it is another's too; ``None`` where it does not."""
    mention, readings = text[finding.start : finding.stop], finding.value.readings
    reading = next((r for r in readings if r.gender in listed_gender(fold(r.first))), readings[0])
    named = _ending(readings, mention)
    last = singular(named, mention) or _of_several(mention.split()[-1], lasts)
    if not last and mention.split()[0] != reading.first and named.endswith(("ов", "ев")):  # Хиллари и Билла Клинтонов
        last = named[:-2]
    if not last:
        return None
    return reading._replace(last=last if reading.gender == "m" else _of_other_gender(last), p=1.0)


def _alone(reading: Reading, firsts: Set[str]) -> bool:
    """Whether it is a first name that nobody bears here with a surname of his own."""
    return (
        bool(reading.first)
        and not (reading.last or reading.middle or reading.tail)
        and fold(reading.first) not in firsts
    )


# whose first name is all of the name: принц Гарри и Меган Маркл
_MONARCH = re.compile(
    r"(?:корол|принц|цар|импера|пап[аыеу]|патриарх|княз|султан|митрополит|епископ)[а-яё]*\s$", re.IGNORECASE
)


def _with(reading: Reading, other: Reading) -> Reading:
    """A first name's reading with the surname of somebody else."""
    last = other.last or ""
    return reading._replace(last=last if reading.gender == other.gender else _of_other_gender(last))


def singular(last: str, mention: str) -> str | None:
    """The man's singular of a surname that was left as it stands because it is a plural; ``None`` for others.

    >>> singular("Погоровым", "Ибрагиму Погоровым"), singular("Толстые", "Дмитрий Толстые"), singular("Погоров", "")
    ('Погоров', 'Толстый', None)
    """
    if not mention.endswith(last):
        return None
    match = _PLURAL.fullmatch(last)
    if not match:
        return None
    adjective = match[2] or match[3]
    return match[1] or match[4] or (adjective + ("ий" if adjective[-1] in "кгх" else "ый"))


def _of_several(word: str, lasts: Set[str]) -> str | None:
    """«(Сергей и Юлия) Скрипалей» where somebody is called Скрипаль."""
    own = fold(word)
    alike = (last for last in lasts if last[:3] == own[:3] and last != own and last[-1] not in "иы")
    known = sorted(last for last in alike if own in declension.plurals(last))
    if not known:
        return None
    his = known[0].removesuffix("а") if re.search("(?:ов|ев|ин|ын)а$", known[0]) else known[0]
    return restore(word, his)


_PLURAL = re.compile(
    "(.+(?:ов|ев|ёв|ин|ын))(?:ы|ых|ым|ыми)|(.+(?:[цс]к|[нтл]))(?:ие|ые|им|ым|ими|ыми)|(.+[цс]к)их|(.+[бвдзлмнпрстф])ы"
)


def bracketed(found: Sequence[Finding[Name]], text: str) -> list[Finding[Name]]:
    """«митрополит Тихон (Шевкунов)», «[премьера Бориса] Джонсона»: the surname beyond the bracket is that of the first
    name before it."""
    named = list(found)
    surnames = _surnames(found)
    for n, (finding, following) in enumerate(pairwise(found)):
        other = following.value.readings[0]
        alone = other.last and not other.first and _is_bracketed(text, finding, following)
        firsts = _firsts(finding.value, surnames) if alone else ()
        if firsts:
            named[n] = replace(finding, value=Name(tuple(r._replace(last=other.last) for r in firsts)))
    return named


def _is_bracketed(text: str, one: Finding[Name], other: Finding[Name]) -> bool:
    between = text[one.stop : other.start]
    inside = between == "] "
    told = between in (" (", " [") and bool(_CLOSED.match(text, other.stop))
    return inside or (told and not listed_gender(fold(other.value.readings[0].last)))  # Челси (Брэдли) Мэннинг


_CLOSED = re.compile(r"[)\]]|\s[-–—]\sприм")  # «Дима (Рогов – прим. ред.)»


def apart(found: Sequence[Finding[Name]], text: str) -> list[Finding[Name]]:
    """The findings without «Чавес Обаме», «(с подачи) Мамедова Коган»: no third one's name where two others here have
    these surnames. Each is found again as his own."""
    firsts: dict[str, set[str]] = {}
    for finding in found:
        top = finding.value.readings[0]
        if top.first and top.last:
            firsts.setdefault(fold(top.last), set()).add(fold(top.first))
    return [finding for finding in found if not _are_two(finding, text, firsts)]


def _are_two(finding: Finding[Name], text: str, firsts: Mapping[str, Set[str]]) -> bool:
    """``firsts``: the first names of those who bear a surname."""
    words, top = text[finding.start : finding.stop].split(), finding.value.readings[0]
    if len(words) != 2 or top.eastern or shape(top) == "single" or listed_gender(fold(top.first)):
        return False
    owners = [{fold(form.nominative) for form in surname(word.lower()) if form.prior > _DECLINED} for word in words]
    own = owners[0] | owners[1]
    one, other = (_borne(lasts, own, firsts) for lasts in owners)
    return bool(one) and bool(other) and one != other


def _borne(lasts: Set[str], own: Set[str], firsts: Mapping[str, Set[str]]) -> Set[str]:
    """The surnames that somebody has with a first name which is none of the mention's own words."""
    return {last for last in lasts if firsts.get(last, set()) - own}


_DECLINED = -1.0  # the weight from which on a form is one of a surname's


def sons(found: Sequence[Finding[Name]]) -> list[Finding[Name]]:
    """«Бранислав Иванович» where the article goes on with «Иванович»: a surname, no father's name."""
    # the fathers' names (folded) that stand alone, and behind a first name which nobody has with a surname
    by = grouped(((bool(top.first), bool(top.last)), top) for top in _tops(found))
    alone = {fold(top.middle) for top in by.get((False, False), ())}
    surnamed = {fold(top.first) for top in by.get((True, True), ())}
    of = {fold(top.middle): fold(top.first) for top in by.get((True, False), ())}
    lasts = {last for last in alone & of.keys() if last.endswith("ич") and of[last] not in surnamed}
    return [_son(finding, lasts) for finding in found] if lasts else list(found)


def _son(finding: Finding[Name], lasts: Set[str]) -> Finding[Name]:
    if fold(finding.value.readings[0].middle) not in lasts or finding.value.readings[0].last:
        return finding
    readings = tuple(r._replace(last=r.middle, middle=None) for r in finding.value.readings if fold(r.middle) in lasts)
    return replace(finding, value=Name(readings))


def whole_surnames(found: Sequence[Finding[Name]]) -> list[Finding[Name]]:
    """«Гарсиа Маркеса» beside «Габриэль Гарсиа Маркес», «Бен Ладен» beside «бен Ладен»: no first name but the whole of
    a surname in two words."""
    several = ((top.last, top.first) for top in _tops(found) if top.last and " " in top.last)
    whole = {fold(last) for last, first in several if first or last[0].islower()}
    return [_whole(finding, whole) for finding in found] if whole else list(found)


def _whole(finding: Finding[Name], whole: Set[str]) -> Finding[Name]:
    readings = tuple(
        Reading(None, None, last, r.gender, r.p)
        for r in finding.value.readings
        if r.first and r.last
        for last in (f"{r.first} {r.last}", f"{r.last} {r.first}")
        if fold(last) in whole and not r.middle
    )
    return replace(finding, value=Name(readings)) if readings else finding


def surnames_alone(found: Sequence[Finding[Name]]) -> list[Finding[Name]]:
    """«Павел» beside «Петр Павел»: the surname of the only one here who has it, where nobody is called so first."""
    tops = _tops(found)
    lasts = {(fold(top.last), top.gender): top for top in tops if shape(top) == "full"}
    for top in tops:
        if top.first and (top.last or top.middle):
            lasts.pop((fold(top.first), top.gender), None)
    return [_by_last(finding, lasts) for finding in found] if lasts else list(found)


def _by_last(finding: Finding[Name], lasts: Mapping[tuple[str, str], Reading]) -> Finding[Name]:
    top = finding.value.readings[0]
    own = lasts.get((fold(top.first), top.gender)) if top.first and not (top.last or top.middle) else None
    return replace(finding, value=Name((own._replace(first=None, middle=None),))) if own else finding


def without_beasts(found: Sequence[Finding[Name]]) -> list[Finding[Name]]:
    """Without the names of beasts, «кот |Виктор|», wherever they stand alone, if nobody here is called so in full."""
    by = grouped((f.rule == BEAST, f) for f in found)
    kept = by.get(False, [])
    people = {fold(top.first) for top in _tops(kept) if top.last or top.middle} - {""}
    beasts = {single_key(top) for top in _tops(by.get(True, ())) if fold(top.first) not in people}
    return [f for f in kept if not _is_called(f, beasts)] if beasts else list(kept)


def _is_called(finding: Finding[Name], names: Set[tuple[str, str]]) -> bool:
    top = finding.value.readings[0]
    return single_key(top) in names and not top.middle


def longer_names(found: Sequence[Finding[Name]]) -> list[Finding[Name]]:
    """«бин Салман» beside «Мохаммед бин Салман Аль Сауд», «Су Чжи» beside «Аун Сан Су Чжи»: a piece of one longer name
    means who bears it."""
    full = [top for top in _tops(found) if top.first and top.last]
    whole = {_said(top): top for top in reversed(full)}
    lasts = {fold(top.last).split()[0] for top in full}
    told = grouped((piece, words) for words, top in whole.items() for piece in _pieces(words, top, lasts))
    pieces = {piece: frozenset(those) for piece, those in told.items()}
    if not pieces:
        return list(found)
    swapped = frozenset(chain.from_iterable(map(_swapped, found)))
    return [f if _calls_surname(f, swapped) else _longer(f, whole, pieces) for f in found]


def _swapped(finding: Finding[Name]) -> Iterator[tuple[str, str]]:
    """The surnames (folded) and genders of a full name's less likely readings: «Пшидач» of «Марчин Пшидач»."""
    likely = (r for r in finding.value.readings[1:] if r.first and r.last and r.p > _MAYBE)
    yield from ((fold(r.last), r.gender) for r in likely)


def _calls_surname(finding: Finding[Name], swapped: Set[tuple[str, str]]) -> bool:
    """Whether a single word is surely a surname, and somebody's whose two words may stand in either order: «Пшидач»
    beside «Марчин Пшидач»."""
    top = finding.value.readings[0]
    return not top.first and top.p > _SURELY and (fold(top.last), top.gender) in swapped


_MAYBE, _SURELY = 0.05, 0.9


def _pieces(words: tuple[str, ...], reading: Reading, lasts: Set[str]) -> Iterator[tuple[str, ...]]:
    """The pieces of a name in several words by which somebody may be called."""
    for start, stop in combinations(range(len(words) + 1), 2):
        if 1 < stop - start < len(words) or (stop - start == 1 and _calls(words[start], reading, lasts)):
            yield words[start:stop]


def _calls(word: str, reading: Reading, lasts: Set[str]) -> bool:
    """Whether somebody goes by one word of a given name that would not be told for one: the last as in Vietnam, one
    that no table has; nobody here has it as a surname."""
    firsts, middles = fold(reading.first).split(), fold(reading.middle).split()
    if word in lasts or len(word) < 3 or "." in word:
        return False
    if reading.eastern:
        return word == firsts[-1]
    return word in (*firsts, *middles) and not patronymic(word) and not listed_gender(word)


def _said(reading: Reading) -> tuple[str, ...]:
    """A reading's words (folded) in the order in which they stand."""
    parts = reading.first, reading.middle, reading.last
    order = (parts[2], parts[0], parts[1]) if reading.eastern else parts
    return tuple(word for part in order for word in fold(part).split())


def _longer(
    finding: Finding[Name],
    whole: Mapping[tuple[str, ...], Reading],
    pieces: Mapping[tuple[str, ...], Set[tuple[str, ...]]],
) -> Finding[Name]:
    for reading in finding.value.readings[:3]:
        if len(_said(reading)) == 1 and (reading.first or reading.tail or reading.p < 0.2):
            continue
        there = pieces.get(_said(reading), frozenset())
        if len(there) != 1:
            continue
        bearer = whole[next(iter(there))]
        own = fold(reading.first)
        if own in ("", fold(bearer.first)) or not listed_gender(own):  # no Мария Гарсиа beside Хосе Мария Гарсиа
            return replace(finding, value=Name((bearer,)))
    return finding


def _of_other_gender(last: str) -> str:
    """Иванова → Иванов, Высоцкий → Высоцкая; Скрипаль stays."""
    if re.search("(?:ов|ев|ёв|ин|ын)а$", last):
        return last[:-1]
    if re.search("(?:ов|ев|ёв|ин|ын)$", last):
        return last + "а"
    if last.endswith("ый"):
        return last[:-2] + "ая"
    if re.search("[сц]к(?:ий|ая)$", last):
        return last[:-2] + ("ая" if last.endswith("ий") else "ий")
    return last


_GLOSS = re.compile(r"\s?[(\[]\s?(?:[а-яё]{2,8}\.?[:,\s]\s*)?[«\"']{0,2}")


def aliases(found: Sequence[Finding[Name]], text: str) -> dict[Finding[Name], Finding[Name]]:
    """Names in Latin letters that stand in brackets behind a name: «Джон Стэйнтон (John Stainton)»."""
    aliases: dict[Finding[Name], Finding[Name]] = {}
    for before, finding in pairwise(found):
        latin = _is_latin(text[finding.start : finding.stop]) and not _is_latin(text[before.start : before.stop])
        if latin and _GLOSS.fullmatch(text[before.stop : finding.start]):
            aliases[finding] = before
    return aliases


def _is_latin(word: str) -> bool:
    return not re.search("[а-яё]", word.lower())


def plurals(known: Sequence[Candidate]) -> frozenset[str]:
    """The plurals (folded) of everyone's surname."""
    return frozenset(plural for one in known for plural in _plurals(one.key[1]))


def families(found: Sequence[Finding[Name]]) -> frozenset[str]:
    """The surnames (folded) of families that are likely meant somewhere: «Романовы»."""
    tops = (finding.value.readings[0] for finding in found)
    return frozenset(fold(top.last) for top in tops if top.gender == "p" and top.p > 0.5)


def family(finding: Finding[Name], plurals: frozenset[str]) -> Finding[Name]:
    """«Скрипалей» beside «Сергей Скрипаль»: the plural of a surname that somebody here has."""
    family = [r for r in finding.value.readings if r.gender == "p" and fold(r.last) in plurals]
    return replace(finding, value=Name((family[0]._replace(p=1.0),))) if family else finding


def _plurals(last: str) -> tuple[str, ...]:
    if last.endswith(word_list("people.shared.adjectives")):
        return (last[:-2] + "ие", last[:-2] + "ые")
    stem = last[:-1] if last.endswith(word_list("people.shared.endings")) else last
    return (stem + "ы", stem + "и") if len(stem) > 2 else ()
