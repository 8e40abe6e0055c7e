"""Figures that name no currency: «прибыль — 316 млн», «для фирм — до 50 тысяч», «годом ранее было 4,9 трлн».

Whether one is a sum is decided by what is counted. Here each such figure gets its evidence, by name: the subject and
the verb of its clause, the way it is told beside the number before, what the tagger saw, what follows. The article
adds what was told before, and ``resolve.sums`` weighs all of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile
from operator import attrgetter
from typing import Any, NamedTuple

from newsnlp.data import Tables, derived, word_list
from newsnlp.find.money.currency import Currencies
from newsnlp.find.money.items import LONGEST, Item, lex
from newsnlp.find.money.values import GRAMMAR, NOTHING, YEARS, Sum, limit_of, lower, made, mixed, sides_of
from newsnlp.find.number import EXACT, ONE, Number, plain
from newsnlp.lang import morph
from newsnlp.lang.phrases import DASHES
from newsnlp.memory import remembered
from newsnlp.types import NOWHERE, Finding, OpenSum, Span, Token, token_at

_STOPS = frozenset(',;:().!?«»"')
_LEADS = frozenset(word_list("money.elliptic.leads"))
_FILLERS = frozenset(word_list("money.elliptic.fillers"))
_EARLIER = frozenset(word_list("money.elliptic.earlier"))
_TIMES = word_list("money.elliptic.times")
_MORE = word_list("money.elliptic.more")
_WHICH = frozenset("которых них".split())
_NAMED_NUMBERS = word_list("money.elliptic.named_numbers")
_OTHERS = frozenset("date time age percent ordinal law penalty".split())
_FAR = 20  # how many times a sum may be the one before and still be alike
_THINGS = 4  # and a figure that counted things before
_OF_YEARS = word_list("money.elliptic.of_years")
_LONGEST_OPENER = 5
_NEAR = 12  # tokens of a clause that are looked at


class Candidate(NamedTuple):
    """A figure or range without a currency: tokens ``start`` to ``stop``; its lower and upper number."""

    start: int
    stop: int
    low: Number
    high: Number


class _Told(NamedTuple):
    """What was told before a figure: the last sum, its first token, whether things were counted since."""

    sum: Finding[Sum] | None
    first: int  # token where the sum's figure begins
    thing: bool
    scale: Decimal = ONE  # of the sum's figure
    led: str = ""  # the word before the last figure that counted things
    ahead: bool = False  # told by the next clause


def elliptic(
    items: Sequence[Item],
    tokens: Sequence[Token],
    found: Sequence[Finding[Sum]],
    spans: Sequence[Span],
    known: Currencies,
) -> Iterator[Finding[Sum]]:
    """The figures of a sentence that may be sums, with their evidence; ``found`` are its sums with a currency."""
    sums = sorted(found, key=attrgetter("start"))
    told = _Told(None, 0, False)
    things = [item for item in items if _thing(item, tokens, sums)]
    at = 0
    while at < len(items):
        item = items[at]
        if item.type != "NUM" or item.number is None:
            at += 1
        elif inside := _around(item, tokens, sums):
            told = _after(told, inside, item.start)._replace(scale=item.number.scale)
            at += 1
        else:
            candidate, at = _candidate(items, at, tokens)
            beside = _goes_on(candidate, items, tokens, sums) or told
            scale = _left_out(candidate, tokens, beside)
            candidate = _scaled(candidate, scale)
            possible = _possible(candidate, tokens, spans, beside)
            seen = _evidence(candidate, tokens, sums, beside, spans, things) if possible else ()
            if seen and (made_ := _made(candidate, tokens, known, seen, scale)):
                yield made_
            elif _is_thing(candidate, tokens):
                told = told._replace(thing=True, led=token_at(tokens, candidate.start - 1).lower)


def _after(told: _Told, found: Finding[Sum], at: int) -> _Told:
    """What is told behind a figure of a sum at a token: the sum begins with its first figure."""
    return _Told(found, told.first if found is told.sum else at, False)


def _around(item: Item, tokens: Sequence[Token], sums: Iterable[Finding[Sum]]) -> Finding[Sum] | None:
    """The sum that an item is of."""
    start = tokens[item.start].start
    return next((found for found in sums if found.start <= start < found.stop), None)


def _candidate(items: Sequence[Item], at: int, tokens: Sequence[Token]) -> tuple[Candidate, int]:
    low, stop = items[at].number, at + 1
    assert low is not None
    linked = [item.type for item in items[stop : stop + 2]] in (["DASH", "NUM"], ["TO", "NUM"])
    if linked and not mixed(items[at], items[stop + 1], tokens):
        stop += 2
    high = items[stop - 1].number or low
    opens = at > 0 and stop > at + 1 and items[at - 1].type == "FROM"
    return Candidate(items[at - opens].start, items[stop - 1].stop, low, high), stop


def _goes_on(
    one: Candidate, items: Sequence[Item], tokens: Sequence[Token], sums: Sequence[Finding[Sum]]
) -> _Told | None:
    """«взрослым — 600, детям — 300 рублей», «доплатят 10, а завучу — 12 тысяч рублей»: the sum with the currency that
    the next clause tells, or the last of several, where each is a dash in place of the verb.
    """
    place = bisect_left(items, one.start, key=attrgetter("start"))
    figures = [item for item in items[max(0, place - _REACH) : place + _REACH] if _is_figure(item, tokens)]
    at = next((n for n, item in enumerate(figures) if item.stop == one.stop), len(figures))
    row = takewhile(lambda n: _gap(figures, n, tokens), range(at + 1, len(figures)))
    told = ((found, figures[n]) for n in row if (found := _around(figures[n], tokens, sums)))
    found, last = next(told, (None, None))
    if found is None or last is None or not _opens_row(one, figures, at, tokens):
        return None
    return _Told(found, last.start, False, _scale_of(found, items, tokens), ahead=True)


_REACH = 60  # items on either side of a figure that may be of one row with it


def _opens_row(one: Candidate, figures: Sequence[Item], at: int, tokens: Sequence[Token]) -> bool:
    """Whether the first figure of a row, whose verb the others leave out, tells of money."""
    first = next((n for n in range(at, -1, -1) if not _gap(figures, n, tokens)), at)
    return _gapped(one.start if first == at else figures[first].start, figures[first + 1], tokens)


def _is_figure(item: Item, tokens: Sequence[Token]) -> bool:
    """Whether an item is a number, not by how much something changed: «4%», «3 раза»."""
    return item.type == "NUM" and not token_at(tokens, item.stop).lower.startswith(_BY)


def _scale_of(found: Finding[Sum], items: Sequence[Item], tokens: Sequence[Token]) -> Decimal:
    return max(item.number.scale for item in items if item.number and _around(item, tokens, [found]))


def _gap(figures: Sequence[Item], at: int, tokens: Sequence[Token]) -> Sequence[Token]:
    """The few words before the dash of a figure whose clause begins right behind the figure before it."""
    if not 0 < at < len(figures):
        return ()
    dash, stop = _dash(figures[at].start, tokens), figures[at - 1].stop
    if token_at(tokens, stop).text != "," or dash <= stop or _begin(tokens, dash) != stop + 1:
        return ()
    opener = _opener(tokens, dash)
    return opener if len(opener) <= _LONGEST_OPENER else ()


def _gapped(start: int, last: Item, tokens: Sequence[Token]) -> bool:
    """Whether the clause of the ``last`` figure leaves out what that of a figure at a token says of money."""
    each = tokens[start - 1].lower == tokens[last.start - 1].lower == "по"  # «дали по 3 тысячи, детям — по тысяче»
    return each or _of_money(start, _opener(tokens, _dash(last.start, tokens)), tokens)


def _of_money(start: int, opener: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Whether a clause tells of money and counts nothing, or opens as the next does: «в мае собрали 5, в июне —»."""
    clause = _clause(_changed(_lead(start, tokens)[1], tokens) + 1, tokens)
    said = {_says(token) for token in clause}
    if not clause or said & {"count", "counts"} or clause[0].tag[:3] == _MANY:
        return False
    flows = "flow" in said and {"flow", "money"} & {_says(token) for token in opener}
    return bool(said & {"money", "pays"} or flows) or _open_alike(clause, opener)


def _open_alike(clause: Sequence[Token], opener: Sequence[Token]) -> bool:
    alike = clause[0].tag.pos == "ADP" and clause[0].lower == opener[0].lower
    return alike and any(token.tag.pos == "VERB" for token in clause)


def _left_out(one: Candidate, tokens: Sequence[Token], told: _Told) -> Decimal:
    """The scale that «стажёр — 40», «на садик — 250» leaves to the sum before: the openers are alike, nothing follows,
    and with it the figure is of the sum's size; else 1.
    """
    if told.sum is None or told.thing or not _is_bare(one, tokens, told.scale):
        return ONE
    if not _close(EXACT.multiply(one.high.value, told.scale), told.sum.value.amount, _SIZE):
        return ONE
    dash = _dash(one.start, tokens)
    parallel = told.ahead or (dash and _parallel(one, dash, tokens, told)) or _is_part(one, tokens, told)
    return told.scale if parallel else ONE


_LARGE = 1000
_SIZE = 10  # how many times a sum without its scale may be the one before
_FEMININE = frozenset("две одна одну".split())
_OF_GENDER = _FEMININE | {"два", "один"}


def _is_bare(one: Candidate, tokens: Sequence[Token], scale: Decimal) -> bool:
    """Whether a small figure has a mark behind it, and is of the gender of the scale: «две» are thousands."""
    last = tokens[one.stop - 1].lower
    agrees = last not in _OF_GENDER or (last in _FEMININE) == (scale == 1000)
    return agrees and one.high.value < _LARGE and token_at(tokens, one.stop).text in ",;.)"


def _is_part(one: Candidate, tokens: Sequence[Token], told: _Told) -> bool:
    """«из 300 тысяч рублей вернули сто», «вместо обещанных 40 млн рублей собрано только десять»"""
    words, at = _lead(one.start, tokens)
    of = told.first - 1
    of -= token_at(tokens, of).tag.pos == "ADJ" or token_at(tokens, of).tag.form == "Part"
    sure = bool(words) or one.low.words or one.high.value >= 10
    return sure and token_at(tokens, of).lower in _PART_OF and token_at(tokens, at).tag.tells


_PART_OF = frozenset({"из", "вместо"})


def _parallel(one: Candidate, dash: int, tokens: Sequence[Token], told: _Told) -> bool:
    """«директор …, стажёр —», «врачу …, сиделке —», «победителю …, второму —», «аренда дома …, дачи —», «на школу …, на
    садик —»"""
    opener = _opener(tokens, dash)
    nouns = [tags for token in opener if (tags := _noun_tags(token))]
    people = all(any(map(_is_of_people, tags)) for tags in nouns)
    of = all(any({"gent", "sing"} in tag for tag in tags) for tags in nouns)  # what is counted would be a plural
    if opener and all(token.tag.pos == "ADJ" and token.tag.case in ("nomn", "datv") for token in opener):
        return True
    return (bool(nouns) and (people or of)) or _same_opening(one.start, told.first, tokens)


def _scaled(one: Candidate, scale: Decimal) -> Candidate:
    if scale == 1:
        return one
    low, high = (n._replace(value=EXACT.multiply(n.value, scale), scale=scale) for n in (one.low, one.high))
    return one._replace(low=high if one.low is one.high else low, high=high)


def _is_of_people(tag: Any) -> bool:
    return "anim" in tag and tag.case in ("nomn", "datv")


def _noun_tags(token: Token) -> list[Any]:
    return [parse.tag for parse in morph.parses(token.lower) if "NOUN" in parse.tag]


def _possible(one: Candidate, tokens: Sequence[Token], spans: Sequence[Span], told: _Told) -> bool:
    """Whether a figure can be a sum at all: nothing behind it says what it counts, and it is no year nor a code."""
    if _glued(one, tokens) or _counts(tokens, one.stop, one.high.scale > 1):
        return False
    if _counted_ahead(one, tokens, told):
        return False
    if one.high.scale > 1:
        return not _measure(one, tokens)
    if one.low.words or one.high.value < 10 or _is_no_amount(one, tokens, told):
        return False
    return _like_the_last(one, tokens, told) or _seen_as_sum(one, tokens, spans, told)


def _priced(one: Candidate, tokens: Sequence[Token], told: _Told) -> bool:
    """«доярка получает 2400 рублей, скотник — 2100», not «билет стоил 1900 рублей, год выпуска — 1985»."""
    at = one.start - 1
    if told.sum is None or told.thing or token_at(tokens, at).text not in DASHES:
        return False
    opener = _opener(tokens, at)
    named = any(t.lower.startswith(_OF_YEARS) or t.tag.pos in ("ADP", "VERB") or t.text[0].isdigit() for t in opener)
    return bool(opener) and not named and _close(one.high.value, told.sum.value.amount, _THINGS)


def _a_code(one: Candidate, tokens: Sequence[Token]) -> bool:
    """«№ 5», «дом 12», «+7», «18:30», «20 %»"""
    before, behind = token_at(tokens, one.start - 1), token_at(tokens, one.stop)
    return before.lower in _NAMED_NUMBERS or before.text in tuple('/:.№#+«"“„') or behind.text in tuple(":/%+")


def _like_the_last(one: Candidate, tokens: Sequence[Token], told: _Told) -> bool:
    """«с 1200 рублей ... с 1900»: behind the same preposition as the sum before, and of its size."""
    before = token_at(tokens, one.start - 1).lower
    if told.sum is None or before not in _LEADS or before == told.led:
        return False
    return before == tokens[told.first - 1].lower and _alike(one, told.sum)


def _seen_as_sum(one: Candidate, tokens: Sequence[Token], spans: Sequence[Span], told: _Told) -> bool:
    """Whether the tagger sees a sum there, or nothing else where a sum was told before."""
    seen = {span.kind for span in spans if _covers(span, one, tokens)}
    dashed = token_at(tokens, one.start - 1).text in DASHES  # «форель стоит 1200 рублей, сёмга — 1800» is no year
    if seen & (_OTHERS - {"date"} if dashed else _OTHERS) or told.sum is None:
        return "money" in seen and not seen & _OTHERS
    return "money" in seen or (_alike(one, told.sum) and not told.thing)


def _measure(one: Candidate, tokens: Sequence[Token]) -> bool:
    """«332 доллара за тысячу», «выглядит на миллион»."""
    if one.stop > one.start + 1 or one.high.value != one.high.scale:
        return False
    before = token_at(tokens, one.start - 1).lower
    if tokens[one.start].lower == "тысячу":
        return before in ("за", "на")
    words, at = _lead(one.start, tokens)
    worth = "на" in words and token_at(tokens, at).tag.pos == "VERB" and _says(tokens[at]) is None
    return worth or before in word_list("money.elliptic.even")  # «не поможет и миллион»


def _is_no_amount(one: Candidate, tokens: Sequence[Token], told: _Told) -> bool:
    """Whether a figure is a code, or a year unless it stands at a price."""
    years = any(YEARS[0] <= number.value <= YEARS[1] for number in (one.low, one.high))
    return _a_code(one, tokens) or (years and not _priced(one, tokens, told))


def _counted_ahead(one: Candidate, tokens: Sequence[Token], told: _Told) -> bool:
    """«число заявок упало с 900 до 700», «мест осталось 250», «в прошлом году их было 9 тысяч»: the clause has told
    what is counted.
    """
    if _is_whose(tokens, told):
        return False
    at = _lead(one.start, tokens)[1]
    clause = _clause(one.start, tokens)
    if _tells_many(_clause(at, tokens) if token_at(tokens, at).text == "(" else clause):
        return True
    noun = next((token for token in clause if token.tag.pos not in _BEFORE_NOUNS), NOWHERE)
    if noun.tag.pos != "NOUN" or _says(noun) in ("count", "money", "funds"):
        return _says(noun) == "count"
    return _is_many(noun) and _has_no_doer(clause, noun)


_BEFORE_NOUNS = ("SCONJ", "PART", "ADJ", "DET")  # «хотя |самих пайщиков| — 60 тысяч»


def _is_many(noun: Token) -> bool:
    """Whether a noun that no verb governs is a genitive plural, whatever the tagger says of the living."""
    return noun.tag[:3] == _MANY or (noun.tag[1:3] == ("accs", "plur") and noun.tag.animacy == "anim")


_MANY = ("NOUN", "gent", "plur")


def _tells_many(clause: Sequence[Token]) -> bool:
    """«тонн |5 тысяч|», «в прошлом году их было |9 тысяч|»"""
    last = token_at(clause, len(clause) - 1)
    told = any(token.lower in ("их", "которых") and _beside_verb(clause, n) for n, token in enumerate(clause))
    return told or (last.tag[:3] == _MANY and _says(last) == "count")


_COMPARED = frozenset({"больше", "меньше"})


def _has_no_doer(clause: Sequence[Token], noun: Token) -> bool:
    """«мест осталось», «упаковок продали меньше», «рабочих на заводе»: a verb that has no subject, or people where
    there is none.
    """
    if any(token.lower in _COMPARED for token in clause):
        return True
    verb = next((token for token in clause if token.tag.pos in ("VERB", "AUX")), None)
    return verb.tag.gender == "neut" if verb is not None else noun.tag.animacy == "anim" or clause[-1].lower in _FILLERS


def _is_whose(tokens: Sequence[Token], told: _Told) -> bool:
    """«зарплаты |водителей| — 120 тыс. рублей, кондукторов — 80 тыс.»: whose money the sum before is."""
    at = _dash(told.first, tokens) if told.sum is not None else 0
    whose, what = token_at(tokens, at - 1), token_at(tokens, at - 2)
    return at > 1 and whose.tag[:3] == _MANY and _says(what) in ("money", "level")


def _beside_verb(clause: Sequence[Token], at: int) -> bool:
    """«их было», «было их», «которых насчитывается», not «их доход составил», «из них получили»."""
    before, behind = token_at(clause, at - 1).tag.pos, token_at(clause, at + 1).tag.pos
    return before in ("VERB", "AUX") or (before != "ADP" and behind in ("VERB", "AUX"))


def _glued(one: Candidate, tokens: Sequence[Token]) -> bool:
    """«US78307ADH32», «A320», «4K»: a part of a name or a code."""
    before, behind, last = token_at(tokens, one.start - 1), token_at(tokens, one.stop), tokens[one.stop - 1]
    if last.text[-1].isascii() and last.text[-1].isalpha():
        return True
    opened = before.stop == tokens[one.start].start and before.text[-1:].isalnum()
    return opened or (behind.start == last.stop and behind.text[:1].isalnum())


def _covers(span: Span, one: Candidate, tokens: Sequence[Token]) -> bool:
    return span.start < tokens[one.stop - 1].stop and tokens[one.start].start < span.stop


def _counts(tokens: Sequence[Token], at: int, scaled: bool = True) -> bool:
    """Whether what stands behind says what is counted: «5 тысяч кредитов», «70 тыс. кв. м», not «43 млн дохода»."""
    place = at
    while place < min(len(tokens), at + 4) and _attribute(tokens[place]):
        place += 1
    if token_at(tokens, place).tag.noun:
        return _counted(tokens[place], tokens[at:place], scaled)
    # «5 тыс. опрошенных», not «100 тысяч подъёмных»
    several = any(t.tag.number == "plur" and t.tag.pos != "PRON" and _says(t) != "money" for t in tokens[at:place])
    return several or _unit(token_at(tokens, at))


def _counted(noun: Token, attributes: Sequence[Token], scaled: bool) -> bool:
    if noun.tag.case == "ablt" and noun.lower.startswith(_TIMES):  # «8 млрд годом ранее»
        return False
    if _unit(noun):
        return True
    if (scaled or attributes) and noun.tag.case in ("nomn", "accs") and noun.tag.animacy != "anim":
        return False  # «ещё 3 млрд казна собрала»
    said = _says(noun)
    return _counts_money(noun, attributes) if said == "money" else not (said == "funds" and scaled)


def _counts_money(noun: Token, attributes: Sequence[Token]) -> bool:
    """Whether a word for money behind a figure is what it counts: «5 грантов», not «5 млн бюджетных средств», «100
    тысяч подъёмных».
    """
    public = all(_says(word) == "public" for word in attributes)
    return not (noun.tag.number == "sing" or noun.lower.endswith("ных") or (noun.lower == "средств" and public))


def _attribute(token: Token) -> bool:
    if token.text[0].isdigit() and token.text[-1].isalpha():  # «1 млн 155-мм снарядов»
        return True
    if token.tag.case not in ("gent", "loct", "accs", "datv", "ablt"):
        return token.lower in word_list("money.elliptic.possessives")
    return token.tag.pos in ("ADJ", "DET", "PRON") or token.tag.form == "Part"


def _unit(token: Token) -> bool:
    """«т», «кв.», «TEU», «%»."""
    latin = token.text[:1].isascii() and token.text[:1].isalpha()
    return latin or token.text in tuple("%°№") or _says(token) == "unit"


def _is_thing(one: Candidate, tokens: Sequence[Token]) -> bool:
    """Whether a number that is no sum counts something: percentages, years and days do not."""
    if token_at(tokens, one.stop).lower.startswith(word_list("money.elliptic.no_things")):
        return False
    return not YEARS[0] <= one.high.value <= YEARS[1] and (one.high.scale > 1 or _counts(tokens, one.stop))


def _thing(item: Item, tokens: Sequence[Token], sums: Sequence[Finding[Sum]]) -> bool:
    scaled = item.number is not None and item.number.scale > 1
    return scaled and _counts(tokens, item.stop) and _around(item, tokens, sums) is None


# -------------------------------------------------------------------------------------------------------- evidence


def _evidence(
    one: Candidate,
    tokens: Sequence[Token],
    sums: Sequence[Finding[Sum]],
    told: _Told,
    spans: Sequence[Span],
    things: Sequence[Item],
) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            (
                "bias",
                *_of_figure(one),
                *_of_tagger(one, tokens, spans),
                *_of_lead(one, tokens),
                *_of_clause(one, tokens),
                *_of_told(one, tokens, sums, told, things),
                *_of_next(one, tokens),
            )
        )
    )


def _of_figure(one: Candidate) -> Iterator[str]:
    yield "scale:" + ("none" if one.high.scale == 1 else "thousand" if one.high.scale == 1000 else "million")
    if one.low is not one.high:
        yield "range"
    if one.stop == one.start + 1 and one.high.value == one.high.scale > 1:  # «миллион»
        yield "lone"


def _of_tagger(one: Candidate, tokens: Sequence[Token], spans: Sequence[Span]) -> Iterator[str]:
    seen = {span.kind: span.score for span in spans if _covers(span, one, tokens)}
    money, other = seen.get("money", 0.0), max([s for kind, s in seen.items() if kind != "money"], default=0.0)
    yield "tagger:" + ("sure" if money > 0.85 else "likely" if money > 0.65 else "perhaps" if money else "silent")
    if other > money:
        yield "tagger:other"


def _lead(start: int, tokens: Sequence[Token]) -> tuple[list[str], int]:
    """The small words before a figure, and the token before them (-1 for none)."""
    words, at = [], start - 1
    while at >= 0 and (tokens[at].lower in _LEADS or tokens[at].lower in _FILLERS):
        words.append(tokens[at].lower)
        at -= 1
    return words, at


def _dash(start: int, tokens: Sequence[Token]) -> int:
    """The dash that stands before a figure, its small words and what it changed by («— на 4%, до»); 0 for none, and
    for one that opens the sentence.
    """
    at = _changed(_lead(start, tokens)[1], tokens)
    return at if at > 0 and tokens[at].text in DASHES else 0


_BY = word_list("money.elliptic.by")
_LONGEST_CHANGE = 4  # words of «на 2,5 процентных пункта»


def _changed(at: int, tokens: Sequence[Token]) -> int:
    """The token before «на 4%», «вдвое,», «на треть» that end at a token before «до»; else that token."""
    if token_at(tokens, at + 1).lower != "до":
        return at
    last = at - (token_at(tokens, at).text == ",")
    if not token_at(tokens, last).lower.startswith(_BY):
        return at
    words = [token.lower for token in tokens[max(0, last - _LONGEST_CHANGE) : last]]
    return next((last - n for n, word in enumerate(reversed(words), 2) if word in ("на", "в")), last - 1)


def _of_lead(one: Candidate, tokens: Sequence[Token]) -> Iterator[str]:
    words, at = _lead(one.start, tokens)
    yield from ("lead:" + word for word in words if word in _LEADS)
    if tokens[one.start].lower in word_list("money.elliptic.from"):
        yield "lead:from"
    before = token_at(tokens, at)
    yield "anchor:" + _anchor(before)
    if before.text == token_at(tokens, one.stop).text == "," and _says(token_at(tokens, at - 1)) in ("money", "funds"):
        yield "apposed"  # «часть средств, 17 миллионов, вернули»
    if before.text in DASHES:
        yield from _of_opener(_opener(tokens, at))
    elif before.tag.pos in ("VERB", "AUX") and _object_first(tokens, at):
        yield "object first"


def _anchor(token: Token) -> str:
    """What stands before a figure and its small words."""
    if token is NOWHERE:
        return "first"
    if token.text in DASHES:
        return "dash"
    if token.text in _STOPS:
        return {"(": "bracket", ",": "comma", ":": "colon"}.get(token.text, "stop")
    if token.tag.pos in _ANCHORS:
        return f"{_ANCHORS[token.tag.pos]}:{_says(token) or 'other'}"
    return "which" if token.lower in _WHICH else "other"


_ANCHORS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun"}


def _object_first(tokens: Sequence[Token], verb: int) -> bool:
    """«Пенсию получают 40 миллионов»: the figure behind the verb is its subject."""
    clause = tokens[_begin(tokens, verb) : verb]
    nouns = [token for token in clause if token.tag.pos in ("NOUN", "PROPN", "PRON")]
    if not nouns or nouns[-1].tag.gender == "neut" == tokens[verb].tag.gender:  # «Пособие получило 5 тысяч»
        return bool(nouns) and _says(tokens[verb]) not in ("level", "pays")
    return all(noun.tag.case != "nomn" for noun in nouns) and _has_object(clause, nouns)


def _has_object(clause: Sequence[Token], nouns: Sequence[Token]) -> bool:
    """Whether one of the nouns is an accusative without a preposition."""
    prepared = [token for last, token in pairwise(clause) if last.tag.pos == "ADP"]
    return any(noun.tag.case == "accs" and noun not in prepared for noun in nouns)


def _begin(tokens: Sequence[Token], at: int, least: int = 0) -> int:
    """The first token of the clause that goes on up to ``at``; none before ``least``."""
    return next((n + 1 for n in range(at - 1, least - 1, -1) if tokens[n].text in _STOPS), least)


def _clause(at: int, tokens: Sequence[Token]) -> Sequence[Token]:
    """The clause up to ``at`` without the conjunction that opens it."""
    first = _begin(tokens, at)
    return tokens[first + (tokens[first].tag.pos == "CCONJ") : at]


def _opener(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The words before the dash at ``at``, back to a comma or conjunction."""
    words = reversed(tokens[_begin(tokens, at) : at])
    return [*takewhile(lambda token: token.tag.pos != "CCONJ", words)][::-1]


def _of_opener(opener: Sequence[Token]) -> Iterator[str]:
    if not 0 < len(opener) <= _LONGEST_OPENER:
        yield "opener:long" if opener else "opener:none"
        return
    yield from _said("opener:", opener) or ["opener:other"]
    if opener[0].tag.pos == "ADP":
        yield "opener:" + opener[0].lower
    if all(token.tag.pos in ("ADJ", "ADV", "DET", "PRON") for token in opener):
        yield "opener:adjective"
    if any(token.text[0].isdigit() for token in opener):
        yield "opener:figure"


def _of_clause(one: Candidate, tokens: Sequence[Token]) -> Iterator[str]:
    before = tokens[_begin(tokens, one.start, max(0, one.start - _NEAR)) : one.start]
    behind = takewhile(lambda token: token.text not in _STOPS, tokens[one.stop : one.stop + _NEAR])
    clause = [*before, *behind]
    yield from _said("clause:", clause)
    if any(map(_people, before)):
        yield "clause:people"
    yield from sorted({f"money:{token.tag.case}" for token in clause if token.tag.case and _says(token) == "money"})
    if _EARLIER.intersection(token.lower for token in clause):
        yield "clause:earlier"
    yield from _of_subject([token for token in clause if token.tag.case == "nomn"])
    around = {_says(token) for token in tokens}
    yield from ("sentence:" + word for word in ("money", "count", "counts", "pays") if word in around)


def _of_subject(nominatives: Sequence[Token]) -> Iterator[str]:
    subjects = [t for t in nominatives if t.tag.noun]
    if not subjects:
        yield "subject:" + ("pronoun" if any(t.tag.pos in ("PRON", "DET") for t in nominatives) else "none")
    yield from sorted({"subject:" + (_says(token) or "other") for token in subjects})


def _said(name: str, tokens: Iterable[Token]) -> list[str]:
    """What the table knows of words, each thing once."""
    return sorted({name + said for token in tokens if (said := _says(token))})


def _of_told(
    one: Candidate, tokens: Sequence[Token], sums: Sequence[Finding[Sum]], told: _Told, things: Sequence[Item]
) -> Iterator[str]:
    start = tokens[one.start].start
    yield "told:" + ("none" if told.sum is None else "thing" if told.thing else "sum")
    if told.sum is None and (behind := next((f for f in sums if f.start > start), None)):
        yield "sum:behind"
        between = [token for token in tokens[one.stop :] if token.stop <= behind.start]
        if any(token.lower.startswith(_MORE) for token in between[-3:]):
            yield "more"
    yield from _of_things(one, tokens, things)
    if told.sum is not None:
        yield from _of_sum(one, tokens, told, told.sum)


def _of_things(one: Candidate, tokens: Sequence[Token], things: Sequence[Item]) -> Iterator[str]:
    if any(item.number and item.number.scale == one.high.scale for item in things):
        yield "thing:scale"
    if any(item.number and _close(item.number.value, one.high.value, _THINGS) for item in things):
        yield "thing:alike"
    if any(_same_opening(one.start, item.start, tokens) for item in things):
        yield "opens:thing"


def _of_sum(one: Candidate, tokens: Sequence[Token], told: _Told, before: Finding[Sum]) -> Iterator[str]:
    yield "alike" if _alike(one, before) else "unlike"
    between = [token for token in tokens[told.first : one.start] if token.stop > before.stop]
    yield from _said("between:", between)
    _, at = _lead(one.start, tokens)
    mine, beside = token_at(tokens, at), token_at(tokens, _lead(told.first, tokens)[1])
    if _kind(mine) == _kind(beside):
        yield "same:" + _kind(mine)
    if mine.text == "(" and before.stop == token_at(tokens, at - 1).stop:
        yield "bracket:sum"
    if tokens[one.start - 1].lower == "до" and token_at(tokens, one.start - 2).text in (",", "("):
        yield "came to"


def _same_opening(one: int, other: int, tokens: Sequence[Token]) -> bool:
    """«у канала 15 млн подписчиков, … а у соседнего — 12 млн»: both clauses open with one preposition."""
    first, second = (token_at(_clause(at, tokens), 0) for at in (one, other))
    return first.tag.pos == second.tag.pos == "ADP" and first.lower == second.lower


def _alike(one: Candidate, other: Finding[Sum]) -> bool:
    """Whether neither is many times the other."""
    return _close(one.high.value, other.value.upper or other.value.amount, _FAR)


def _close(a: Decimal, b: Decimal, times: int) -> bool:
    return EXACT.multiply(min(a, b), Decimal(times)) >= max(a, b)


def _people(token: Token) -> bool:
    return token.tag[:3] == _MANY and token.tag.animacy == "anim"


def _kind(token: Token) -> str:
    return "dash" if token.text in DASHES else token.tag.pos


def _of_next(one: Candidate, tokens: Sequence[Token]) -> Iterator[str]:
    token, behind = token_at(tokens, one.stop), token_at(tokens, one.stop + 1)
    yield "next:" + _next(token, behind)
    if token.lower in ("в", "за") and token.tag.pos == "ADP" and behind.lower.startswith(_TIMES):
        yield "per time"


def _mark(text: str) -> str:
    return "end" if text in ".!?" else "dash" if text in DASHES else "stop"


def _next(token: Token, behind: Token) -> str:
    """What stands behind a figure."""
    if token.text in _STOPS or token.tag.pos in ("PUNCT", ""):
        return _mark(token.text)
    if token.lower in word_list("money.elliptic.compared"):
        return "compared"
    if token.tag.pos in ("ADP", "VERB"):
        if token.tag.pos == "VERB":
            return "verb:" + (_says(token) or "other")
        return token.lower if token.lower in _LEADS else "other preposition"
    if "money" in (_says(token), _says(behind)):
        return "money"
    return token.tag.pos if token.tag.pos in ("CCONJ", "ADV", "NOUN", "PROPN") else "other"


@derived("money_words")
def _sayings(tables: Tables) -> Callable[[str], str | None]:
    units = {row["stem"] for row in tables.rows("money_words") if row["says"] == "unit"}
    stems: dict[str, dict[str, str]] = {}
    for row in tables.rows("money_words"):
        if row["says"] != "unit":
            stems.setdefault(row["stem"][:2], {}).setdefault(row["stem"], row["says"])

    @remembered()
    def says(word: str) -> str | None:
        begun = stems.get(word[:2], {})
        longest = max((stem for stem in begun if word.startswith(stem)), key=len, default=None)
        return "unit" if word in units else begun[longest] if longest else None

    return says


def _says(token: Token) -> str | None:
    """What the table knows of a word, by its longest stem there: one «тонна» is priced, «тонн» are counted, «студентов»
    too, where «студенты» pay."""
    said = _sayings()(token.lower)
    if said == "count" and token.tag[1:3] == ("nomn", "plur") and token.tag.animacy == "anim":
        return None
    if said != "measure":
        return said
    return "price" if token.tag.number == "sing" and token.tag.case in ("nomn", "accs") else "count"


# ----------------------------------------------------------------------------------------------------------- value


def _made(
    one: Candidate, tokens: Sequence[Token], known: Currencies, evidence: tuple[str, ...], scale: Decimal
) -> Finding[Sum] | None:
    """The sum or range of a candidate, its currency open; ``scale``: what its figures leave out."""
    items = list(takewhile(lambda item: item.start < one.stop, lex(tokens, known, one.start)))
    row = [*items, Item("CUR", one.stop, one.stop, meant=NOTHING)]
    match = GRAMMAR.match(row) if 1 < len(row) < LONGEST else None
    sides = sides_of(match, row) if match else []
    if not sides:
        return None
    amounts = sorted({plain(EXACT.multiply(lower(side, sides[-1]), scale)) for side in sides})
    if len(amounts) == 2:
        value = OpenSum(amounts[0], amounts[1], "range", evidence=evidence)
    else:
        limit = "exact" if len(sides) == 2 else limit_of(0, len(row) - 1, row, tokens)
        value = OpenSum(amounts[0], None, limit, evidence=evidence)
    return made(0, len(row) - 1, "money.elliptic", value, row, tokens)
