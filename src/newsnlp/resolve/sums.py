"""Equal sums are one; a sum whose currency stands elsewhere gets it from the article.

``find.money`` leaves a currency open in two ways: ``"*"`` for a figure that names none («— 316 млн»), which takes
that of the sum told before it, and candidates («DKK|NOK|SEK») for a word that several countries share («крон»),
which takes that of the article's nearest sum among them, else of the one country that has one of them and that the
article names. What the article does not decide is dropped: better missed than wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from newsnlp.data import Tables, derived
from newsnlp.types import Finding, Money, Region, mention

BEFORE = 400  # characters back to the sum that names the currency of a bare figure
BEHIND = 150  # and ahead, where none went before


def sums(found: Sequence[Finding[Money]], text: str, regions: Sequence[Region] = ()) -> tuple[Money, ...]:
    """Each sum once, in order of first mention."""
    groups: dict[Money, list[Finding[Money]]] = {}
    for finding in found:
        currency = _currency(finding, found, text) or _of_region(finding.value.currency, regions)
        if currency:
            groups.setdefault(replace(finding.value, currency=currency), []).append(finding)
    return tuple(replace(v, mentions=tuple(mention(text, f) for f in fs)) for v, fs in groups.items())


def _named(finding: Finding[Money]) -> bool:
    return finding.value.currency.isalpha()


def _currency(finding: Finding[Money], found: Sequence[Finding[Money]], text: str) -> str | None:
    if _named(finding):
        return finding.value.currency
    if finding.value.currency == "*":
        return _told(finding, found, text)
    candidates = finding.value.currency.split("|")
    others = (other for other in found if other.value.currency in candidates)
    nearest = min(others, key=lambda other: abs(other.start - finding.start), default=None)
    return nearest.value.currency if nearest else None


def _of_region(currency: str, regions: Sequence[Region]) -> str | None:
    """«DKK|NOK|SEK» in an article that names Sweden and neither Denmark nor Norway."""
    candidates = {code for code in currency.split("|") if code}
    if len(candidates) < 2:
        return None
    named = {region.code[:2] for region in regions if region.code}
    own = [code for code in candidates if not named.isdisjoint(_countries()[code])]
    return own[0] if len(own) == 1 else None


@derived("currencies")
def _countries(tables: Tables) -> defaultdict[str, frozenset[str]]:
    rows = tables.rows("currencies")
    return defaultdict(frozenset, {row["code"]: frozenset(row["countries"].split("|")) for row in rows})


def _told(finding: Finding[Money], found: Sequence[Finding[Money]], text: str) -> str | None:
    """The currency of the sum before, conversions in brackets aside; else of the one just behind."""
    named = [other for other in found if _named(other) and not _bracketed(other, text)]
    before = [o for o in named if finding.start - BEFORE <= o.start < finding.start]
    behind = [o for o in named if finding.stop <= o.start <= finding.stop + BEHIND]
    nearest = before[-1:] or behind[:1]
    return nearest[0].value.currency if nearest else None


def _bracketed(finding: Finding[Money], text: str) -> bool:
    before = text[max(0, finding.start - 25) : finding.start]
    return before.rfind("(") > before.rfind(")")
