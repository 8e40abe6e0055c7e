"""Currencies by word, sign and code: the table made ready for look-ups by token.

«200 белорусских рублей», «долл. США», «фунтов ст.», «€», «A$», «USD». A word that several countries share
(крона, песо, динар) has a code only with its adjective or country; alone it gives all its candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import takewhile
from typing import NamedTuple

from newsnlp.data import Row, Tables, several, word_list
from newsnlp.lang import morph
from newsnlp.lang.numerals import spelled
from newsnlp.lock import cached_property
from newsnlp.types import Token, token_at

# codes that stand before a figure as words or as other abbreviations: «TOP 10», «CAD 2024», «ALL 5»
WORDS = frozenset("ALL TOP TRY PEN COP CUP BOB SOS MOP GEL BAM CAD MAD RON SAR LAK STN ANG WST MUR".split())
_ADJECTIVE = tuple(sorted(word_list("adjective_endings"), key=len, reverse=True))
_NOMINATIVE = word_list("money.currency.nominative")
_MOST_ADJECTIVES = 3
_LONGEST = 4  # words of a phrase behind its head
_GREAT = 100_000  # people of a city that tells its country


class Meant(NamedTuple):
    """What a currency's word may mean, in ISO 4217. Not ``sure``: the article has to name one of the ``codes``."""

    codes: frozenset[str]
    sure: bool

    @classmethod
    def one(cls, code: str) -> Meant:
        return cls(frozenset({code}), True)


class Named(NamedTuple):
    """A currency in the text, tokens up to ``stop``; ``None`` for hundredths that many currencies have.

    ``least``: the least figure that makes the bare word a sum, where it has other meanings («5 фунтов», «10 сомов»).
    ``plural``: the form is a plural, as behind whole numbers («5 рублей» against «5,2 рубля»).
    """

    stop: int
    meant: Meant | None
    least: int = 0
    plural: bool = False


class _Phrase(NamedTuple):
    before: frozenset[str]  # stems of adjectives
    after: tuple[str, ...]
    code: str


class Currencies:
    """The table's rows, by what a token may be.

    >>> from newsnlp.data import shipped
    >>> from newsnlp.types import Tag
    >>> known = Currencies(shipped("currencies"))
    >>> def code(text):
    ...     return known.named([Token(0, 0, w, w.lower(), Tag("X")) for w in text.split()], 0)
    >>> code("белорусских рублей").stop, code("долл . США").meant
    (2, Meant(codes=frozenset({'USD'}), sure=True))
    >>> sorted(code("норвежских крон").meant.codes), sorted(code("крон").meant.codes), code("крон").meant.sure
    (['NOK'], ['CZK', 'DKK', 'EEK', 'ISK', 'NOK', 'SEK', 'SKK'], False)
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.heads: dict[str, str] = {}
        self.plurals: set[str] = set()
        self.signs: dict[str, str] = {}
        self.minors: dict[str, frozenset[str]] = {}
        self.minor_alone: dict[str, str] = {}
        self.countries: dict[str, set[str]] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        self._alone: dict[str, Named] = {}
        self._short_words: set[str] = set()  # abbreviations, with a full stop or without
        for row in rows:
            self._add(row)
        words = self.heads.keys() | self.minors.keys() | {sign.lower() for sign in self.signs}
        pairs = ({phrase.code for phrase in self._phrases[head]} for head in self._alone)
        self.shared = {code: pair for pair in pairs if len(pair) == len(("AZN", "TMT")) for code in pair}
        self.triggers = frozenset(words - {"так"})  # the plural of така, in every tenth sentence something else

    def _add(self, row: Row) -> None:
        code = row["code"]
        names = [row["name"], *several(row["aliases"])]
        heads = [self._name(name, code, row) for name in names]
        words, others = _signs(row["signs"])
        self.signs |= dict.fromkeys((code, *others), code)
        self.heads |= dict.fromkeys(words, heads[0])
        self._short_words.update(words)
        if row["alone"]:
            bare = [name for name in names if " " not in name]
            for head in (heads[0], *bare):
                self._alone.setdefault(head, Named(0, Meant.one(code), int(row["alone"])))
        for country in several(row["countries"]):
            self.countries.setdefault(country, set()).add(code)
        for minor in several(row["minor"]):
            self._minor(minor, code)

    def _name(self, name: str, code: str, row: Row) -> str:
        words = name.lower().split()
        at = next((n for n, word in enumerate(words) if not word.endswith(_NOMINATIVE)), len(words) - 1)
        head = words[at]
        before = frozenset(_stem(word) for word in words[:at])
        self._phrases.setdefault(head, []).append(_Phrase(before, tuple(words[at + 1 :]), code))
        given = (row["genitive"], row["plural"]) if name == row["name"] else ("", "")
        singular, plural = (form.lower().split()[at] if form else "" for form in given)
        forms = _forms(head, singular, plural)
        self.heads |= spelled(dict.fromkeys(forms, head))
        self.plurals |= {form for form, number in forms.items() if number == "plur"}
        return head

    def _minor(self, minor: str, code: str) -> None:
        word = minor.rstrip("!")
        short = {"копейка": "коп"}.get(word)
        for form in (*_forms(word, "", ""), *([short] if short else [])):
            self.minors[form] = self.minors.get(form, frozenset()) | {code}
            if minor.endswith("!"):
                self.minor_alone.setdefault(form, code)

    def named(self, tokens: Sequence[Token], at: int) -> Named | None:
        """The currency whose words begin at ``tokens[at]``, adjectives first; ``None`` where there is none."""
        stems, head_at = self._adjectives(tokens, at)
        word = token_at(tokens, head_at).lower
        if (head := self.heads.get(word)) is None:
            return None
        stop = head_at + 1 + (word in self._short_words and _dotted(tokens, head_at))
        plural = word in self.plurals
        found = self._specific(head, stems, tokens, stop)
        if any(map(_is_strange, stems - (found[0].before if found else frozenset()))):
            return None
        if found:
            return Named(found[1], Meant.one(found[0].code), plural=plural)
        if alone := self._alone.get(head):
            return alone._replace(stop=stop, plural=plural)
        return Named(stop, Meant(frozenset(phrase.code for phrase in self._phrases[head]), False), plural=plural)

    def is_bare(self, words: Sequence[str]) -> bool:
        """Whether a sum says its currency in one word that two countries share: «60 млн манатов»."""
        alone = self._alone.get(self.heads.get(words[-1], "")) if words else None
        return alone is not None and not any(_is_strange(_stem(word)) for word in words)

    def bare(self, adjective: str, noun: str) -> Meant | None:
        """What an adjective means that leaves its noun to another: «канадских» beside «долларов»."""
        phrases = self._phrases.get(self.heads.get(noun, ""), ())
        codes = {phrase.code for phrase in phrases if phrase.before == {_stem(adjective)} and not phrase.after}
        return Meant.one(codes.pop()) if len(codes) == 1 else None

    def minor(self, tokens: Sequence[Token], at: int) -> Named | None:
        """The hundredths whose words begin at ``tokens[at]``: «копеек», «белорусских копеек»; the code may be open."""
        stems, at = self._adjectives(tokens, at)
        word = token_at(tokens, at).lower
        if word == "к":
            return Named(at + 1 + _dotted(tokens, at), Meant.one("RUB"))
        if word not in self.minors:
            return None
        codes = self._codes_of(word, stems)
        meant = Meant.one(min(codes)) if len(codes) == 1 else None
        stop = at + 1 + (word == "коп" and _dotted(tokens, at))
        return Named(stop, meant) if meant or not stems else None

    def _codes_of(self, word: str, stems: frozenset[str]) -> Set[str]:
        """The currencies that hundredths may be of, by the adjectives before them."""
        if stems:
            named = {p.code for phrases in self._phrases.values() for p in phrases if p.before and p.before <= stems}
            return named & self.minors[word]
        alone = self.minors[word] if len(word) > 4 else frozenset()  # «5 сен» is a date
        return {self.minor_alone[word]} if word in self.minor_alone else alone

    def sign(self, tokens: Sequence[Token], at: int) -> Named | None:
        """The currency whose sign or code stands at ``tokens[at]``: «€», «US$» (two tokens), «USD»."""
        text = tokens[at].text
        if token_at(tokens, at - 1).text == "/":  # a pair: «USD/RUB 92,5»
            return None
        behind = token_at(tokens, at + 1)
        if behind.start == tokens[at].stop and (joined := self.signs.get(text + behind.text)):
            return Named(at + 2, Meant.one(joined))
        if (code := self.signs.get(text)) is None:
            return None
        dotted = not text.isupper() and text.isalpha() and _dotted(tokens, at)  # «Rs. 20»
        return Named(at + 1 + dotted, Meant.one(code))

    def _adjectives(self, tokens: Sequence[Token], at: int) -> tuple[frozenset[str], int]:
        stems: set[str] = set()
        first = at
        while at < min(len(tokens), first + 2 * _MOST_ADJECTIVES) and tokens[at].lower not in self.heads:
            word = tokens[at].lower
            if word in self.minors:
                break
            if word.endswith(_ADJECTIVE) and len(word) > 4:
                stems.add(_stem(word))
                at += 1
            elif len(word) > 2 and _dotted(tokens, at) and (whole := self._short(word, tokens[at + 2])):
                stems.add(whole)
                at += 2
            else:
                break
        return frozenset(stems), at

    def _short(self, word: str, following: Token) -> str | None:
        """The stem of an adjective cut short before a currency: «бел.» before «руб.»."""
        phrases = self._phrases.get(self.heads.get(following.lower, ""), ())
        return next((stem for phrase in phrases for stem in phrase.before if stem.startswith(word)), None)

    def _specific(
        self, head: str, stems: frozenset[str], tokens: Sequence[Token], stop: int
    ) -> tuple[_Phrase, int] | None:
        """The phrase of the head that says most of the words around it."""
        behind = tuple(token.lower for token in tokens[stop : stop + _LONGEST])
        fit = [p for p in self._phrases[head] if p.before <= stems and behind[: len(p.after)] == p.after]
        best = max(fit, key=_weight, default=None)
        if best is None or not _weight(best):
            return None
        end = stop + len(best.after)
        short = bool(best.after) and len(best.after[-1]) < 3
        return best, end + (short and _dotted(tokens, end - 1))


class Countries:
    """Where countries' names and adjectives stand among tokens, or those of their great cities, as ISO 3166-1 codes.

    >>> from newsnlp.data import Tables
    >>> from newsnlp.types import Tag
    >>> tag = Tag("PROPN", case="loct", number="sing", gender="femn")
    >>> Countries(Tables())([Token(0, 7, "Мексике", "мексике", tag), Token(8, 13, "Праге", "праге", tag)])
    [(0, 'MX'), (8, 'CZ')]
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @cached_property
    def _words(self) -> dict[str, str]:
        words: dict[str, str] = {}
        for row in self._tables.rows("countries"):
            names = [row["name"], *several(row["aliases"]), *several(row["adjectives"])]
            words |= {name.lower(): row["code"] for name in names if " " not in name}
        great = takewhile(_is_great, self._tables.lines("cities"))  # the table begins with the greatest
        for line in (*great, *filter(_is_great, self._tables.own("cities"))):
            name, _, _, _, within, _, _, adjectives = (line.split("\t") + [""] * 8)[:8]
            for word in (name, *several(adjectives)):
                words.setdefault(word.lower(), within[:2])
        return words

    def __call__(self, tokens: Iterable[Token]) -> list[tuple[int, str]]:
        """Offsets and codes, in order. Adjectives count where they are written small."""
        named = (t for t in tokens if t.text[0].isupper() or t.lower.endswith(_ADJECTIVE))
        return [(t.start, code) for t in named if (code := self._words.get(morph.lemma(t)))]


def _is_great(line: str) -> bool:
    people = (line.split("\t") + [""] * 6)[5]
    return people.isdecimal() and int(people) >= _GREAT


def _weight(phrase: _Phrase) -> int:
    return len(phrase.before) + len(phrase.after)


def _signs(cell: str) -> tuple[list[str], list[str]]:
    """Abbreviations in Cyrillic, which behave as words, and all other signs."""
    words = [sign for sign in several(cell) if "а" <= sign[0].lower() <= "я"]
    return words, [sign for sign in several(cell) if sign not in words]


def _dotted(tokens: Sequence[Token], at: int) -> bool:
    """Whether an abbreviation's full stop stands behind ``tokens[at]``, not the sentence's."""
    behind = token_at(tokens, at + 1)
    return behind.text == "." and at + 2 < len(tokens)


def _stem(word: str) -> str:
    ending = next((ending for ending in _ADJECTIVE if word.endswith(ending)), "")
    return word[: len(word) - len(ending)]


def _is_strange(stem: str) -> bool:
    """Whether an adjective is a country's or makes no money of a word."""
    return stem.endswith(("ск", "цк")) or stem.startswith(word_list("money.currency.not_money"))


def _forms(word: str, genitive: str, plural: str) -> dict[str, str]:
    """Every form with its number: pymorphy3's where it knows the word, a regular paradigm where it does not."""
    forms = _known_forms(word, bool(genitive))
    if not forms and genitive != word:
        forms = dict.fromkeys(_singular(word) if genitive else (), "sing")
    if plural != word and "plur" not in forms.values():  # pymorphy3 knows шекель in the singular only
        forms |= dict.fromkeys(_plural(word, plural) if plural else (), "plur")
    forms |= {plural: "plur", genitive: "sing", word: "sing"}
    return {form: number for form, number in forms.items() if form}


def _known_forms(word: str, certain: bool) -> dict[str, str]:
    """pymorphy3's forms of a noun or adjective; ``certain``: only of a word that its dictionary has."""
    own = [p for p in morph.parses(word) if (p.normal_form, p.tag.POS) in ((word, "NOUN"), (word, "ADJF"))]
    if not own or (certain and not any(p.is_known for p in own)):
        return {}
    return {form.word: form.tag.number or "sing" for form in reversed(own[0].lexeme)}


def _singular(word: str) -> list[str]:
    stem, endings = (word[:-1], ("ы", "е", "у", "ой")) if word.endswith("а") else (word, ("а", "у", "ом", "е"))
    return [stem + ending for ending in endings]


def _plural(word: str, genitive: str) -> list[str]:
    soft = genitive.endswith("ей")
    stem = genitive[:-2] if soft else word.removesuffix("а")
    return [stem + ending for ending in (("и", "ям", "ями", "ях") if soft else ("ы", "ам", "ами", "ах"))]
