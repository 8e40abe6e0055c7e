"""The nouns of territories and the adjectives made of them: «район», «улус», «областной», from ``place_nouns``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

from newsnlp.data import Row, Tables, derived, several
from newsnlp.lang import morph
from newsnlp.memory import remembered
from newsnlp.types import RegionKind, Token, token_at


class Noun(NamedTuple):
    """A row of ``place_nouns``: the kind that a noun says ``before`` a name and makes ``behind`` an adjective, whose
    ``ending`` agrees with it; the gender of a ``settlement``'s adjective; the noun in ``full``, which a ``short`` one
    with a full stop stands for; whether the form may be a ``plural``; the ``level`` of what it governs, see
    ``newsnlp.lang.page.LEVELS``.
    """

    before: RegionKind | None
    behind: RegionKind | None
    ending: str
    settlement: str
    full: str
    short: bool
    plural: bool
    level: str

    @property
    def kind(self) -> RegionKind | None:
        """The kind of place that the noun means."""
        return self.behind or self.before


def noun(word: str) -> Noun | None:
    """What the table has of a word (lower case) in any of its forms.

    >>> noun("штате").before, noun("обл").full, noun("районы").plural, noun("мэра")
    ('region', 'область', True, None)
    """
    return _nouns()(word)


@derived("place_nouns")
def _nouns(tables: Tables) -> Callable[[str], Noun | None]:
    rows = {row["noun"]: row for row in tables.rows("place_nouns")}
    # what all forms of a noun begin with: «земля» and «земель» have three letters in common
    short = (noun[: min(len(noun) // 2 + 1, 4)] for noun, row in rows.items() if not row["full"])
    begun = tuple({noun.replace("ё", "е") for noun in short})

    @remembered()
    def of(word: str) -> Noun | None:
        maybe = word in rows or word.replace("ё", "е").startswith(begun)
        forms = morph.nouns(word) if maybe else []
        sure = forms if forms and forms[0] == morph.forms(word)[0] else []
        row = next((rows[name] for name in (word, *(f.lemma for f in sure)) if name in rows), None)
        return _noun(row, any(f.number == "plur" for f in sure)) if row else None

    return of


def _noun(row: Row, plural: bool) -> Noun:
    before, behind = (cast("RegionKind | None", row[column] or None) for column in ("before", "behind"))
    short = bool(row["full"]) and "-" not in row["noun"]
    full = row["full"] or row["noun"]
    return Noun(before, behind, row["ending"], row["settlement"], full, short, plural, row["level"])


def bracketed(tokens: Sequence[Token], at: int) -> int:
    """The plural on which an adjective alone in brackets leans, «главы *районов*: Рогов (|Ужурский|)», or 0."""
    if (token_at(tokens, at - 1).text, token_at(tokens, at + 1).text) != ("(", ")"):
        return 0
    return next((i for i in range(at - 2, 0, -1) if tokens[i].tag.number == "plur" and closes_row(tokens[i])), 0)


def closes_row(token: Token) -> bool:
    """Whether a plural noun may have a row of adjectives: «Канского и Ачинского |районов|»."""
    head = noun(token.lower)
    return head is not None and head.behind is not None and head.plural


@derived("place_nouns")
def districts_begin(tables: Tables) -> tuple[str, ...]:
    """What the nouns of districts begin with, whatever their case."""
    return tuple(row["noun"].rstrip("аеь") for row in tables.rows("place_nouns") if row["behind"] == "district")


def level_of(word: str, case: str = "gent") -> str:
    """The level that a noun in the singular tells whose office or body something is, or "".

    >>> level_of("области"), level_of("улуса"), level_of("региону", "datv"), level_of("школы"), level_of("район")
    ('oblast', 'rayon', 'region', '', '')
    """
    named = noun(word)
    if named is None or named.short:
        return ""
    return named.level if any(f.case == case and f.number == "sing" for f in morph.nouns(word)) else ""


def level_of_adjective(word: str) -> str:
    """The level that an adjective in the singular tells: not «департамент *региональных* программ».

    >>> level_of_adjective("областной"), level_of_adjective("районного"), level_of_adjective("региональных")
    ('oblast', 'rayon', '')
    """
    return _of_adjectives()(word)


@derived("place_nouns")
def _of_adjectives(tables: Tables) -> Callable[[str], str]:
    levels = {name: row["level"] for row in tables.rows("place_nouns") for name in several(row["adjective"])}

    @remembered()
    def of(word: str) -> str:
        singular = (f.lemma for f in morph.adjectives(word) if f.number == "sing")
        return next((levels[lemma] for lemma in singular if lemma in levels), "")

    return of
