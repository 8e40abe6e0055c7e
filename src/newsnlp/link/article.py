"""Titles that their sentence ties to nobody, tied by the article: what it said before, else what it says later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from newsnlp.link.seen import MAYORS, Seen, Who, shorter
from newsnlp.types import Person, Sentence

_NOBODY = ("пост", "должност", "выбор", "кандидат", "кресл", "звани", "институт", "полномочи", "администраци", "избран")

_OTHER = (
    "друг",
    "следующ",
    "каждый",
    "каждого",
    "любой",
    "любого",
    "некий",
    "некого",
    "один",
    "одного",
    "одним",
)

# Of one region, these are one person: «губернатор Подмосковья» and «глава Московской области».
_CHIEFS = frozenset(
    {"губернатор", "глава", "президент", "мэр", "лидер", "глава государства", "глава региона", "градоначальник"}
)


def through_article(seen: Sequence[Seen], whos: Sequence[Sequence[Who]], sentences: Sequence[Sentence]) -> None:
    """Gives a holder to each title that the article makes clear."""
    held = [s for s in seen if s.people]
    served = {id(s.office): s for s in seen if s.office is not None}
    for title in seen:
        if title.people or title.nobody or title.post.plural or title.status == "candidate":
            continue
        _heed(title, sentences[title.sentence])
        if title.predicate:
            person = _subject(title, whos, sentences[title.sentence])
        elif _generic(title, sentences[title.sentence]):
            person = None
        else:
            new = _new(title, sentences[title.sentence])
            servant = served[id(title)].people if id(title) in served else []
            others = [s for s in held if s.people[0] not in servant]
            known = _known(title, _eligible(title, others, sentences[title.sentence]))
            person = known.people[0] if known else None
            if person is None and id(title) not in served and not new:
                person = _described(title, whos, sentences[title.sentence], held)
        if person is not None:
            title.people.append(person)
            title.bare = not title.predicate


def _heed(title: Seen, sentence: Sentence) -> None:
    """«судья заявила»: a woman's verb says the holder's gender."""
    verb = sentence.tokens[title.last].tag if title.last < len(sentence.tokens) else None
    hers = verb is not None and (title.case, verb.form, verb.gender) == ("nomn", "Fin", "femn")
    if hers and not sentence.tokens[title.first].lower.startswith(_FEMININE):
        title.post = replace(title.post, gender="femn")


# Words that are feminine for men too.
_FEMININE = ("звезд", "персон", "модел", "особ", "легенд")


def _generic(title: Seen, sentence: Sentence) -> bool:
    """«выборы президента», «пост министра»: the post, not who holds it."""
    before = sentence.tokens[title.first - 1].lower if title.first else ""
    if title.among and before != ",":  # «один из солдат», where it is no apposition
        return True
    counted = before.isdigit() or before in ("оба", "обе", "обоих", "обеих")
    return counted or (title.case == "gent" and before.startswith(_NOBODY)) or before.startswith(_OTHER)


def _present(title: Seen, sentence: Sentence) -> bool:
    """«нынешний министр»: nobody who was."""
    return title.first > 0 and sentence.tokens[title.first - 1].lower.startswith(("нынешн", "действующ"))


def _new(title: Seen, sentence: Sentence) -> bool:
    """«новый министр»: only whom the article says to have become one."""
    return title.first > 0 and sentence.tokens[title.first - 1].lower.startswith("нов")


def _eligible(title: Seen, held: Sequence[Seen], sentence: Sentence) -> list[Seen]:
    """The titles with holders that a title may repeat, by the word before it."""
    new, present = _new(title, sentence), _present(title, sentence)
    return [s for s in held if (s.status == "current" or not (new or present)) and (s.predicate or not new)]


def _subject(title: Seen, whos: Sequence[Sequence[Who]], sentence: Sentence) -> Person | None:
    """The subject of the sentences before: «Родился в 1960 году. Работал инженером.»"""
    other = _not_of(title, sentence)
    for number in range(title.sentence, max(-1, title.sentence - 4), -1):
        fitting = [w for w in whos[number] if w.person.gender is None or w.person.gender != other]
        named = [w for w in fitting if w.case == "nomn"]
        if named:
            return named[0].person
        if other and number < title.sentence and len({w.person for w in fitting}) == 1 and len(whos[number]) > 1:
            return fitting[0].person  # the only woman there: «Она была ...»
    hero = _hero(whos[: title.sentence])
    return hero if hero is None or hero.gender is None or hero.gender != other else None


def _not_of(title: Seen, sentence: Sentence) -> str | None:
    """The gender that the holder can't have, by the pronoun or the past tense before a title."""
    for token in reversed(sentence.tokens[max(0, title.first - 8) : title.first]):
        if token.lower in ("он", "она"):
            return "female" if token.lower == "он" else "male"
        if token.tag.form == "Fin" and token.tag.tense == "past" and token.tag.number == "sing":
            return {"masc": "female", "femn": "male"}.get(token.tag.gender or "")
    return None


def _hero(whos: Sequence[Sequence[Who]]) -> Person | None:
    """Whom most of the names so far are of: the person of a biography."""
    count = Counter(w.person for named in whos for w in named)
    person, times = next(iter(count.most_common(1)), (None, 0))
    return person if 2 * times > count.total() else None


def _known(title: Seen, held: Sequence[Seen]) -> Seen | None:
    """The nearest title before that may be the same, else the first behind."""
    fits = [s for s in held if _same(title, s)]
    if not fits and title.status == "former":
        fits = [
            s for s in held if s.status == "current" and _posts(title, s) and _bodies(title, s) and _gendered(title, s)
        ]
        fits = fits if len({s.people[0] for s in fits}) == 1 else []
    if not fits and title.post.means:
        fits = [s for s in held if _loose(title, s)]
        fits = fits if len({s.people[0] for s in fits}) == 1 else []
    before = [s for s in fits if s.post.head < title.post.head]
    return before[-1] if before else next(iter(fits), None)


def _same(title: Seen, other: Seen) -> bool:
    """The same post or one that the description stands for, of the same body."""
    return _gendered(title, other) and _posts(title, other) and _bodies(title, other) and _tenure(title, other)


def _loose(title: Seen, other: Seen) -> bool:
    """«российский лидер» for a president whose country the article leaves out."""
    bare = other.region is None and other.organization is None
    return bare and _gendered(title, other) and other.post.post == title.post.means[0] and _tenure(title, other)


def _posts(title: Seen, other: Seen) -> bool:
    means = title.post.means
    chiefs = {title.post.post, other.post.post} <= _CHIEFS
    of_all = other.organization is None or other.organization.name.lower().startswith(("администраци", "мэри"))
    if chiefs and of_all and title.region is not None and title.organization is None and title.region == other.region:
        return True
    town = other.region is not None and other.region.kind == "city" and other.organization is None
    if town and {title.post.post, other.post.post} <= MAYORS:
        return True
    return other.post.post in means or shorter(title, other.post.post, other.organization)


def _tenure(title: Seen, other: Seen) -> bool:
    return title.status in ("current", other.status)


def _bodies(title: Seen, other: Seen) -> bool:
    if title.region is not None and title.region != other.region:
        return False
    return title.organization is None or title.organization == other.organization


def _gendered(title: Seen, other: Seen) -> bool:
    return _fits(title, other.people[0])


def _fits(title: Seen, person: Person) -> bool:
    wanted = {"femn": "male", "masc": "female"}.get(title.post.gender or "")
    return wanted is None or person.gender != wanted


def _described(title: Seen, whos: Sequence[Sequence[Who]], sentence: Sentence, held: Sequence[Seen]) -> Person | None:
    """«певица», «политик» for the one whom the sentences before are about, where the sentence names nobody else."""
    post = title.post
    before = sentence.tokens[title.first - 1].tag.pos if title.first else ""
    aged = title.first > 0 and "-летн" in sentence.tokens[title.first - 1].lower
    own = title.region is None and post.tail == post.stop
    own = own or (title.region is not None and not title.official and "~" in post.means)
    told = title.official or not {"~", "*"}.isdisjoint(post.means)
    if (
        not told
        or not post.means
        or title.office
        or title.organization
        or (before in _POINTING and not aged)
        or not own
    ):
        return None
    count = Counter(w.person for named in whos for w in named)
    most = max(count.values(), default=1)
    # «Ушёл большой артист», said by a president, is of nobody in office.
    quoted = sentence.cut(sentence.start, post.head).count("«") > sentence.cut(sentence.start, post.head).count("»")
    officials = {p for s in held if s.official for p in s.people} if quoted and not title.official else set()
    scores: dict[Person, float] = {}
    for back, weight in enumerate(_RECENT, 1):
        for w in whos[title.sentence - back] if title.sentence >= back else ():
            if _fits(title, w.person) and w.person not in officials:
                score = weight + 0.3 * (w.case == "nomn") + count[w.person] / most
                scores[w.person] = max(score, scores.get(w.person, 0.0))
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None or scores[best] < _CLEAR:
        return None
    here = whos[title.sentence]
    beside = any(w.first == title.last or w.last == title.first for w in here)  # «адвокат Караджича»
    return None if beside or any(w.case == "nomn" and w.person != best for w in here) else best


# How much it counts that a person was named one, two, three sentences before, and what is enough.
_RECENT = (1.0, 0.6, 0.4)
_CLEAR = 1.3
_POINTING = frozenset({"DET", "NUM", "PRON", "PART"})
