"""Equal sums are one; a figure without a currency is a sum where the evidence says so, and the article tells in what.

A word that several countries share («крон») takes the currency of the article's nearest sum among them, else of the
one country that has one of them and that the article names. A bare figure («годом ранее — 316 млн») takes that of the
sum told before it, from afar if the article has one currency; whether it is one at all is weighed: what its sentence
says (``OpenSum.evidence``) and how far the sum before stands, by weights that ``scripts/fit_sums.py`` fits. What the
article does not decide is dropped: better missed than wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from newsnlp.data import Tables, derived, several
from newsnlp.lang import numerals
from newsnlp.lang.odds import probability
from newsnlp.types import Article, Finding, Money, OpenSum, Region, Sentence, gathered, mention

BEFORE = 400  # characters back to the sum that names the currency of a bare figure
BEHIND = 150  # and ahead, where none went before
OPENS = 12  # characters between a sum and its conversion: « (около »
LEAST = 0.65  # the probability from which on a bare figure is a sum
_FAR = 20  # how many times a sum may be the one before and still be alike
_CROSSED = ("subject:", "anchor:", "clause:", "tagger:", "opener:")  # evidence that weighs otherwise across sentences

_start = attrgetter("start")

Sum = Money | OpenSum


def sums(found: Sequence[Finding[Sum]], article: Article, regions: Sequence[Region] = ()) -> tuple[Money, ...]:
    """Each sum once, in order of first mention."""
    return gathered((f.value, mention(article.text, f)) for f in decided(found, article, regions))


def decided(found: Sequence[Finding[Sum]], article: Article, regions: Sequence[Region]) -> Iterator[Finding[Money]]:
    """The sums in order, each in its currency."""
    named = [in_currency(f, f.value.currency) for f in found if isinstance(f.value, Money)]
    currencies = {f.value.currency for f in named}
    only = named[:1] if len(currencies) == 1 else []  # of an article that names one currency
    things = counting(article) if len(named) < len(found) else ()
    told: list[Finding[Money]] = []
    for finding in found:
        value = finding.value
        if isinstance(value, Money):
            kept: Finding[Money] | None = in_currency(finding, value.currency)
        elif not value.evidence:
            # A sum whose word several currencies have, in that of the article's others or of its country
            code = _shared(finding, value.codes, named) or _of_region(value.codes, regions)
            kept = in_currency(finding, code) if code else None
        else:
            kept = _bare(finding, told, named, only, article, things)
        if kept:
            told.append(kept)
            yield kept


def in_currency(finding: Finding[Sum], currency: str, score: float | None = None) -> Finding[Money]:
    """The finding with its sum in a currency."""
    value = finding.value
    money = value if isinstance(value, Money) else Money(value.amount, value.upper, currency, value.bound)
    return Finding(finding.start, finding.stop, finding.rule, money, finding.score if score is None else score)


def _shared(finding: Finding[Sum], codes: frozenset[str], named: Sequence[Finding[Money]]) -> str | None:
    others = (other for other in named if other.value.currency in codes)
    closest = min(others, key=lambda other: abs(other.start - finding.start), default=None)
    return closest.value.currency if closest else None


def _of_region(codes: frozenset[str], regions: Sequence[Region]) -> str | None:
    """Crowns in an article that names Sweden and neither Denmark nor Norway."""
    if len(codes) < 2:
        return None
    places = {region.code[:2] for region in regions if region.code}
    own = [code for code in sorted(codes) if not places.isdisjoint(_countries()[code])]
    return own[0] if len(own) == 1 else None


@derived("currencies")
def _countries(tables: Tables) -> defaultdict[str, frozenset[str]]:
    rows = tables.rows("currencies")
    return defaultdict(frozenset, {row["code"]: frozenset(several(row["countries"])) for row in rows})


# ------------------------------------------------------------------------------------- figures that name no currency


def _bare(
    finding: Finding[Sum],
    told: Sequence[Finding[Money]],
    named: Sequence[Finding[Money]],
    only: Sequence[Finding[Money]],
    article: Article,
    things: Sequence[int],
) -> Finding[Money] | None:
    """A figure in the currency of the sum that it stands near to, else of the last one or the first where there is but
    one currency (``only``); ``things``: as :func:`counting` has them.
    """
    if (again := _again(finding.value, told)) is not None:
        return in_currency(finding, again.value.currency, again.score)
    near = nearest(finding, told, named, article.text) or next(iter((told[-1:] or only) if only else ()), None)
    if near is None:
        return None
    seen = evidence(finding, near, article, things)
    if "far+thing" in seen:
        return None  # «долг — 3 млн долларов … 10 миллиардов кубометров … 5 миллиардов могут поставить»
    chance = probability("money_weights", seen)
    return in_currency(finding, _at_home(finding.value, near.value.currency), chance) if chance >= LEAST else None


def _at_home(value: Sum, currency: str) -> str:
    """The currency of a bare figure's own country where one word names both: «Осло — 85 млрд крон, Стокгольм — 40»."""
    codes = value.codes if isinstance(value, OpenSum) else frozenset()
    return next((code for code in sorted(codes) if _words()[code] == _words()[currency]), currency)


@derived("currencies")
def _words(tables: Tables) -> dict[str, str]:
    return {row["code"]: row["name"].lower().split()[-1] for row in tables.rows("currencies")}


def _again(value: Sum, told: Sequence[Finding[Money]]) -> Finding[Money] | None:
    """The sum that a figure repeats, too odd to be another's: «4,2 млрд рублей … из *4,2 миллиарда* половина»."""
    odd = value.upper is None and len(value.amount.normalize().as_tuple().digits) > 1
    return next((o for o in reversed(told) if odd and o.value.amount == value.amount), None)


def nearest(
    finding: Finding[Sum], told: Sequence[Finding[Money]], named: Sequence[Finding[Money]], text: str
) -> Finding[Money] | None:
    """The sum before, conversions in brackets aside where this is none; else the one just behind."""
    before = told[bisect_left(told, finding.start - BEFORE, key=_start) :]
    inside = _bracketed(finding, text)
    if inside and (converted := _converted(before, finding.start, text)):
        return converted
    plain = [other for other in before if not _bracketed(other, text)]
    behind = named[bisect_left(named, finding.stop, key=_start) :][:1]
    if behind and behind[0].start > finding.stop + BEHIND:
        behind = []
    return next(iter(plain[-1:] or (before[-1:] if inside else []) or behind), None)


def _converted(before: Sequence[Finding[Money]], start: int, text: str) -> Finding[Money] | None:
    """The last sum in brackets, where a sum stands right before: «120 евро (12 тысяч рублей), обратно — 150 евро (15
    тысяч)»."""
    if not before or before[-1].stop + OPENS < start:
        return None
    return next((other for other in reversed(before) if _bracketed(other, text)), None)


def _bracketed(finding: Finding[Sum], text: str) -> bool:
    before = text[max(0, finding.start - 25) : finding.start]
    return before.rfind("(") > before.rfind(")")


def counting(article: Article) -> Sequence[int]:
    """The numbers of the sentences that count things in thousands or millions, in order."""
    return [n for n, sentence in enumerate(article.sentences) if _counts(sentence, sentence.start)]


def evidence(finding: Finding[Sum], near: Finding[Money], article: Article, things: Sequence[int]) -> tuple[str, ...]:
    """All that speaks for and against a bare figure: its sentence's own, and how far the sum of its currency stands;
    ``things``: as :func:`counting` has them.
    """
    own = finding.value.evidence if isinstance(finding.value, OpenSum) else ()
    crossed = [name for name in own if name.startswith(_CROSSED)]
    here, there = article.number(finding.start), article.number(near.start)
    if near.start > finding.start:
        return (*own, "near:behind" if here == there else "near:behind far", *(f"behind+{name}" for name in crossed))
    if here == there:
        return (*own, "near:same")
    return (*own, *_from_before(finding, near, article, things, crossed))


def _from_before(
    finding: Finding[Sum], near: Finding[Money], article: Article, things: Sequence[int], crossed: Sequence[str]
) -> Iterator[str]:
    """What speaks for and against a figure whose currency a sentence before it tells."""
    here, there = article.number(finding.start), article.number(near.start)
    place = "next" if here - there == 1 else "far"
    yield f"near:{place}"
    yield from (f"{place}+{name}" for name in crossed)
    amount, last = finding.value.amount, near.value.upper or near.value.amount
    alike = min(amount, last) * _FAR >= max(amount, last)
    yield f"{place}+{'alike' if alike else 'unlike'}"
    first, stop = bisect_left(things, there + 1), bisect_left(things, here)
    if first < stop or (0 <= there < here and _counts(article.sentences[there], near.stop)):
        yield f"{place}+thing"


def _counts(sentence: Sentence, start: int) -> bool:
    """Whether a sentence counts things in thousands or millions behind an offset."""
    scales = numerals.scales()
    scaled = ((one, behind.tag) for one, behind in pairwise(sentence.tokens) if one.lower in scales)
    return any(one.start >= start and tag[:2] == ("NOUN", "gent") for one, tag in scaled)
