"""What lasts, and what is somebody's age: «приговорён к 15 годам», «в 15 лет»; most of it rows of ``context.tsv``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from newsnlp.data import word_list
from newsnlp.find.context import clause
from newsnlp.find.date.candidate import Candidate
from newsnlp.find.date.lengths import Lasting
from newsnlp.find.date.words import compounds
from newsnlp.lang import morph, numerals
from newsnlp.lang.phrases import DASHES
from newsnlp.types import NOWHERE, Sentence, Token

SPANNING = frozenset(word_list("date.ages.spanning"))


def during(c: Candidate) -> bool:
    """«(в) течение двух недель»"""
    return c.lower.startswith(("течени", "протяжени"))


def lasts(c: Candidate) -> bool:
    """«три месяца», «полгода»; years may be somebody's age unless a word says that they last."""
    if c.type == "LONG":
        # «пятилетний контракт», «25-летний срок», not «45-летний водитель», «80-летний юбилей»
        noun = next((t for t in c.sentence.right(c.stop, 4) if t.tag.pos != "ADJ"), NOWHERE)
        thing = noun.tag.pos == "NOUN" and noun.tag.animacy == "inan" and not _only_alive(noun.lower)
        return thing and c.lasting is not None and c.lasting.amount is not None
    if c.type == "UNIT":
        # «раз в час», «10 рублей в месяц», «месяц прошёл»
        return _spans(c) or recurring(c.words_before(3)) or rated(c.sentence, c.start, c.stop) or goes_by(c)
    if c.type in ("NUMBER", "COUNT"):  # «5» of «дети 5 и 7 лет»
        return c.word_before in SPANNING or "лет" not in c.sentence.cut(c.stop, c.stop + 20)
    return c.type == "LASTING" or c.lasting is None or _goes_on_for(c, c.lasting)


def _spans(c: Candidate) -> bool:
    """«за час», «за день до этого», «приговорён к году тюрьмы»"""
    if c.word_before in ("за", "на", "ещё", "еще"):
        return c.lower != "день" or c.next_token.lower == "до"
    return c.word_before != "в" and c.said("lasts", "unsaid", "age") == "lasts"


def _goes_on_for(c: Candidate, lasting: Lasting) -> bool:
    """Of a number of units that may be an age: «пять лет», «1 год 6 месяцев»."""
    if lasting.unit in ("season", "quarter"):  # «два сезона», «в двух кварталах отсюда»
        return False
    if _no_age(c, lasting):
        return True
    if lasting.rest is not None:
        return c.around[1] not in tuple(",)")
    return c.said("lasts", "unsaid", "age") == "lasts" or worked(c) or recurring(c.words_before(3)) or _too(c)


def _no_age(c: Candidate, lasting: Lasting) -> bool:
    """«два месяца», «полтора года», «(в) течение двух лет», «на 20 и 10 лет»"""
    whole = lasting.amount is None or lasting.amount == int(lasting.amount)
    if lasting.unit not in _YEARS or not whole:
        return True
    return c.word_before in SPANNING or (c.word_before == "и" and c.words_before(3)[0] in SPANNING)


_YEARS = frozenset({"year", "decade", "century", "millennium"})


def goes_by(c: Candidate) -> bool:
    """«добирались неделю», «ждал час»: an accusative that nothing governs but a verb."""
    last = c.last_token
    free = last.tag.pos not in ("", "ADP", "ADJ", "DET", "NUM", "NOUN") and not c.of_something
    if c.lower in word_list("date.ages.accusatives"):
        return free and any(t.tag.pos == "VERB" for t in clause(c.sentence, c.start, c.stop))
    if last.tag[:2] == ("PRON", "nomn") and _goes_on(c.next_token):
        return True  # «он месяц скрывался»
    return free and (_goes_on(last) or _too(c))


def recurring(before: Sequence[str]) -> bool:
    """«раз в два года», «дважды в неделю», by the words before.

    >>> recurring(["раз", "в"]), recurring(["в"])
    (True, False)
    """
    return len(before) > 1 and before[-1] == "в" and before[-2] in word_list("date.ages.times")


def rated(sentence: Sentence, start: int, stop: int) -> bool:
    """«20 млрд кубометров газа в год»: a number and its measure stand before, nothing that it is of behind."""
    for token in sentence.left(start, 9)[-2::-1] if per(sentence, start, stop) else ():
        if _is_figure(token) or token.tag.pos not in ("NOUN", "ADJ", "SYM"):
            return _is_figure(token)
    return False


def _is_figure(token: Token) -> bool:
    return token.tag.pos == "NUM" or token.lower in numerals.scales()


def per(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a unit behind «в» may be that of a rate: nothing behind tells which it is or that it is of something."""
    before, behind = sentence.before(start), sentence.behind(stop)
    if sentence.cut(start, stop) not in word_list("date.ages.rates") or before.lower != "в":
        return False
    return behind.tag.case != "gent"


def when(sentence: Sentence, stop: int) -> bool:
    """Whether a clause behind tells which it is: «в год, когда», «в день, в который»."""
    behind = [t.lower for t in sentence.right(stop, 3)]
    return behind[:1] == [","] and any(word == "когда" or word.startswith("котор") for word in behind)


def worked(c: Candidate) -> bool:
    """«четыре года возглавлял», «правил областью 12 лет»: the clause has a verb of what goes on, no preposition and
    nobody stands before the length.
    """
    if _goes_on(c.next_token):
        return c.word_before != ","
    tag = c.last_token.tag
    somebody = tag.animacy == "anim" and tag.case != "ablt"
    return not somebody and tag.pos != "ADP" and any(map(_goes_on, clause(c.sentence, c.start, c.stop)))


def _goes_on(token: Token) -> bool:
    tag = token.tag
    if tag.pos != "VERB" or tag.form != "Fin" or morph.lemma(token) in word_list("date.ages.being"):
        return False
    return any(p.tag.aspect == "impf" for p in morph.parses(token.lower))


def happens(sentence: Sentence, start: int, stop: int) -> bool:
    """«взрыв раздался около 15 часов», not «спал около 10 часов», «прождал около 10 часов»: hours of what the clause
    tells to have happened.
    """
    before = [t.lower for t in sentence.left(start, 2)]
    if before[-1:] not in (["около"], ["примерно"]) or before[-2:-1] in _COUNTED:
        return False
    verbs = [t for t in clause(sentence, start, stop) if (t.tag.pos, t.tag.form) == ("VERB", "Fin")]
    return bool(verbs) and not any(_goes_on(t) or t.lower.startswith(word_list("date.ages.spent")) for t in verbs)


_COUNTED = [["за"], ["через"], ["спустя"], ["на"]]


def _too(c: Candidate) -> bool:
    """«тяжба длилась 5 лет, стройка — 3 года», «водителю дали 7 лет, пассажиру — 2 года»."""
    return c.again and c.word_before in DASHES


def _only_alive(word: str) -> bool:
    """Whether a noun names somebody, whatever the tagger says: «68-летнего технократа»."""
    nouns = [p.tag for p in morph.parses(word) if p.tag.POS == "NOUN"]
    return bool(nouns) and all("anim" in tag for tag in nouns)


_IN_YEARS = frozenset(word_list("date.ages.years"))


def age(c: Candidate) -> bool:
    """«в 15 лет», «с 14 лет», «ему было пять лет», «исполнилось 50 лет»"""
    if not _counts_years(c) or recurring(c.words_before(3)):
        return False
    if (c.atoms[0].words[0] in compounds() and c.last_token.tag.animacy == "anim") or _again(c):
        return True  # «пенсионерка семидесяти лет»
    said = c.said("lasts", "unsaid", "age")
    return said == "age" or (said != "lasts" and not _too(c) and _persons(c))


def _again(c: Candidate) -> bool:
    """«в 70 и 75 лет»"""
    return c.word_before == "и" and c.words_before(3)[0] in ("в", "с")


def _counts_years(c: Candidate) -> bool:
    """Whether a length has a number of years, in the words that ages have."""
    if c.type not in ("DURATION", "") or c.atoms[0].type == "RELATIVE" or c.lasting is None:
        return False
    return c.lasting.unit == "year" and not during(c) and not _IN_YEARS.isdisjoint(c.lower.split())


def _is_apart(c: Candidate) -> bool:
    """Whether a space stands before it and no word of length, and a mark or nothing behind."""
    if c.word_before in SPANNING or c.around[0] != " ":
        return False
    return c.around[1] in tuple(",.;)") or c.next_token is NOWHERE


def _persons(c: Candidate) -> bool:
    """«Людмилу Касьян (56 лет)», «Поленти 50 лет, …», «его правнуку — 2 года»: the years of somebody's life."""
    before = [NOWHERE, *c.sentence.left(c.start, 6)]
    if c.word_before in ("(", ",") and c.around[1] in tuple("),"):
        return _behind_a_name(c.sentence.left(c.start, 9))
    if not _is_apart(c):
        return False
    words = [token for token in before if token.text not in DASHES]
    for last, token in reversed(list(pairwise(words))):
        if token.tag.pos not in _OF_A_PERSON or _whose(token, last):
            return token.tag.pos in _OF_A_PERSON
    return False


def _behind_a_name(before: Sequence[Token]) -> bool:
    """«Никита Камаев (14 февраля 2016 года, 52 года)»: within brackets that a name opens."""
    opens = next((n for n in range(len(before) - 1, 0, -1) if before[n].text == "("), 0)
    return opens > 0 and before[opens - 1].tag.pos == "PROPN"


_OF_A_PERSON = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "ADP", "DET"})


def _whose(token: Token, before: Token) -> bool:
    """Whether somebody stands there in the dative or locative that no preposition asks for."""
    somebody = token.tag.pos in ("PRON", "PROPN") or token.tag.animacy == "anim"
    return somebody and before.tag.pos != "ADP" and _case(token) in ("datv", "loct")


def _case(token: Token) -> str | None:
    """The tagger's case, or the one that the form can have: «правнуку» is no nominative."""
    possible = [str(p.tag.case) for p in morph.parses(token.lower) if p.tag.case]
    return token.tag.case if not possible or token.tag.case in possible else possible[0]


def young(c: Candidate) -> bool:
    """«Котёнку три месяца.»: an age, though not in years."""
    return c.lasting is not None and c.lasting.unit == "month" and _persons(c)
