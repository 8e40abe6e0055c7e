"""What an organization's name says by itself: its nominative, what the tables know of it, whose it is, its kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise, takewhile
from operator import itemgetter
from typing import NamedTuple, cast

from newsnlp.data import Row, Tables, derived, several, word_list
from newsnlp.fold import fold, legal_forms
from newsnlp.lang import lexicon, phrases, toponyms
from newsnlp.lang.honoured import NAMED_AFTER
from newsnlp.lang.inflect import CONSONANTS
from newsnlp.lang.morph import adjectives, forms, inflect, lemma, like, nouns
from newsnlp.lang.posts import is_post
from newsnlp.memory import SPELLINGS, remembered
from newsnlp.types import Body, OrganizationKind, Tag, Token, grouped, token_at

LEGAL, TRAILING = (
    frozenset(form for form in legal_forms(place) if " " not in form) for place in ("before", "behind")
)  # with these a name is a company or an institution, and they are no part of what it is called
# heads of a body's part: «правление News Corp» is not News Corp
PARTS = frozenset(word_list("bodies.parts"))
_SECOND = word_list("organization.grown.assemblies")  # second names of assemblies, in their people's language
_OF_MANY = word_list("bodies.of_many")  # beginnings of adjectives of what many countries have
_DEPARTMENTS = ("отдел", "управлени", "департамент")
_POLICE = re.compile(r"м?мо м?вд\b")  # «МО МВД России «Вяземский»», of several districts
# with these a common noun is a region's own: «региональный минздрав», «областная прокуратура»
LEVELS = {f"of_{level}": level for level in ("region", "republic", "okrug", "city", "district", "country", "capital")}
# the kinds of public bodies, each a country's, a region's or a town's
PUBLIC = ("government", "police", "court", "military")
BEARING = ("party", "media", "company", "bank")  # what bears any name, of whatever words: «партия «Движение перемен»»
_SHORT_LEVELS = {"обл": "region", "край": "region", "гор": "city", "рай": "district"}
SHORT_LEVELS = tuple(_SHORT_LEVELS)
_SHORT = re.compile(rf"({'|'.join(SHORT_LEVELS)})(.{{3,}})")
CLIPPED = (*SHORT_LEVELS, "мин", "деп", "фин")  # how such words begin
_WORK = "|".join(word_list("bodies.fields"))
_BLENDED = re.compile(rf"(?:(?:мин|деп)(?:{_WORK})|фин(?:управлени|отдел))")
_ANYONES = frozenset(word_list("bodies.anyones"))  # «надзорное |ведомство|» is one that the article has named
_LOCAL = frozenset(word_list("bodies.local"))
CLUBS = frozenset(word_list("bodies.clubs"))
AGENCIES = frozenset(word_list("bodies.agencies"))
INSTITUTIONS = frozenset(word_list("bodies.institutions"))  # initials of what a body is: «ЦКБ «Айсберг»»
_FORM_KINDS: Mapping[frozenset[str], OrganizationKind] = {CLUBS: "sport", AGENCIES: "media", LEGAL: "company"}
_TAUGHT = frozenset(word_list("bodies.taught"))  # further education: «МАУ |ДО| «Центр детства»»
_LOOKS = str.maketrans("abcehkmoptxy", "авсенкмортху")
_ENDING = re.compile(
    r"(?<=...)(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|ый|ий|ой|ей|ая|яя|ое|ее|ые|ие|ую|юю|ых|их|ым|им|ом|ем|ам|ям"
    r"|ах|ях|ов|ев|ии|ию|ия|а|я|ы|и|у|ю|е|о|ь|й)$"
)
_SPELLED = re.compile(
    r"(?:(?:открытое|закрытое|публичное|непубличное) )?акционерное общество (?=.)"
    r"|общество с ограниченной ответственностью (?=.)"
)
_SERVICES = frozenset({"education", "health", "culture", "science", "bank", "media", "sport"})
_AFFAIRS = frozenset(("по", word) for word in word_list("bodies.affairs"))
AWAY = frozenset(word_list("bodies.away"))  # behind these a part's name tells what it deals with, not what it is of
_TRADING = frozenset({"company", "bank"})
_JOINED = frozenset({"party", "public", "union"})
_WHOLE = _SERVICES | _TRADING | _JOINED | {"court", "police"}  # of whose parts one is of the same kind
_NUMBER = re.compile(r"-\d+$")
_NAMES = frozenset({"Geox", "Name", "Surn", "Orgn"})


_OFFICES = re.compile(
    r"(?:интерфакс|interfax|тасс|рбк|аиф|кп|мк|коммерсантъ?|regnum|sputnik|спутник)-[a-zа-яё]{3}", re.I
)


def local_media(word: str) -> bool:
    """Whether a word is a news agency or a paper with the place of its office or of which it writes.

    >>> local_media("Интерфакс-Казахстан"), local_media("ТАСС"), local_media("Байкал-Инфо")
    (True, False, True)
    """
    return "-" in word and bool(_OFFICES.match(word) or _PAPERS.search(word))


_PAPERS = re.compile(r"^[а-яё]+-(?:инфо|медиа|пресс|онлайн|ньюс|тв)$", re.I)


def blended(word: str) -> bool:
    """Whether a folded word is a ministry or a department named in syllables.

    >>> blended("депздрав"), blended("минсельхозпрод"), blended("министр"), blended("депортация")
    (True, True, False, False)
    """
    return bool(_BLENDED.match(word))


def cyrillic(folded: str) -> str:
    """A folded word in Latin letters with the Cyrillic ones that look like its own.

    >>> cyrillic("mac"), cyrillic("вто")
    ('мас', 'вто')
    """
    return folded.translate(_LOOKS)


_MIXED = re.compile(r"[^\W\d_]*[а-яё][А-ЯЁ][^\W\d_]*")
_DECLINED = re.compile(r"(.*[А-ЯЁ][а-яё]*[аеёиоуыэюя][а-яё]*[" + CONSONANTS + r"])(?:а|у|ом|е)")
_UNIVERSITY = re.compile(r"(?:[а-яё]{2,}|\b(?!ф)[а-яё]{1,3})г[тпмаэ]?у$")


def mixed(word: str) -> bool:
    """Whether a word has a capital behind a small letter, as an acronym of syllables has; such are never declined.

    >>> mixed("ЮУрГУ"), mixed("СибИП"), mixed("МГУ"), mixed("Минфин"), mixed("МГУ-то")
    (True, True, False, False, False)
    """
    return bool(_MIXED.fullmatch(word))


@remembered(SPELLINGS)
def stem(word: str) -> str:
    """A folded word without its ending: enough to tell whether two words are forms of one.

    >>> stem("великобритании"), stem("великобритания"), stem("китая"), stem("сша")
    ('великобритан', 'великобритан', 'кит', 'сша')
    """
    if len(word) < 4:
        return word
    root = _ENDING.sub("", word)
    return root if root[-1] not in "аеиоуыэюяьй" else root[:3] + root[3:].rstrip("аеиоуыэюяьй")


class Known(NamedTuple):
    """A row of the table of organizations. ``key``: its folded name; ``sure``: the alias can mean nothing else;
    ``owner``: the only country or region that has it."""

    key: str
    acronym: str | None
    kind: OrganizationKind | None
    alias: str
    sure: bool
    owner: str

    @property
    def short(self) -> str | None:
        """The name itself where it is an acronym for the row's, else the row's acronym."""
        return (
            self.alias
            if self.alias.isupper() and len(self.alias) > 1 and (self.acronym or fold(self.alias) != self.key)
            else self.acronym
        )


def _syllabic(word: str) -> str:
    """The nominative of an acronym of syllables: only one that ends in a whole syllable is declined.

    >>> _syllabic("УралМетКома"), _syllabic("УралМетКом"), _syllabic("ЮУрГУ"), _syllabic("ИнПриХим")
    ('УралМетКом', 'УралМетКом', 'ЮУрГУ', 'ИнПриХим')
    """
    declined = _DECLINED.fullmatch(word)
    return declined[1] if declined else word


def _kind(value: str) -> OrganizationKind | None:
    return cast(OrganizationKind, value) if value else None  # one of them, or the table was refused


def _known(row: Row) -> Iterator[Known]:
    """A row by each of its names."""
    doubtful = {fold(name) for name in several(row["ambiguous"])}
    key, kind = fold(row["name"]), _kind(row["kind"])
    for alias in filter(None, (row["name"], row["acronym"], *several(row["aliases"]))):
        yield Known(key, row["acronym"] or None, kind, alias, doubtful.isdisjoint(("*", fold(alias))), row["owner"])


def _first(rows: Iterable[Known]) -> dict[str, Known]:
    """By their folded names; the first that has a name counts."""
    known: dict[str, Known] = {}
    for row in rows:
        known.setdefault(fold(row.alias), row)
    return known


_Kinds = list[tuple[tuple[str, ...], OrganizationKind | None]]  # the kinds of a head, each with what its names have


def _heads(rows: Iterable[Row]) -> dict[str, _Kinds]:
    told = ((tuple(map(fold, several(row["with"]))), row) for row in rows)
    return grouped((fold(row["head"]), (beginnings, _kind(row["kind"]))) for beginnings, row in told)


@derived("organization_heads")
def heads(tables: Tables) -> Mapping[str, str]:
    """Words that say alone what kind of body bears them, with the kind, "" for none."""
    return {fold(row["head"]): row["kind"] for row in tables.rows("organization_heads") if not row["with"]}


@derived("organizations")
def pairs(tables: Tables) -> frozenset[tuple[str, ...]]:
    """The stems of the names of two words: «Ил Тумэн»."""
    names = (known.alias for row in tables.rows("organizations") for known in _known(row))
    return frozenset(tuple(map(stem, fold(name).split())) for name in names if name.count(" ") == 1)


def _is_elsewhere(known: Known, owner: str) -> bool:
    """Whether a body is of nations or has arms, which no region of Russia has."""
    return known.kind in ("international", "military") and owner.startswith("RU-")


class Bodies:
    """Names of organizations as the tables know them. Raises ``ValueError`` for a kind that there is none of."""

    def __init__(self, tables: Tables) -> None:
        self.known = _first(chain.from_iterable(map(_known, tables.rows("organizations"))))
        self.stems = {tuple(map(stem, key.split())): row for key, row in self.known.items() if " " in key}
        self.heads = _heads(tables.rows("organization_heads"))
        self.stemmed = dict(self._stemmed())
        self.unheard = {form: head for head in filter(_is_unheard, self.heads) for form in toponyms.forms(head)}
        self.ends = [(head[1:], kinds[-1][1]) for head, kinds in self.heads.items() if head.startswith("-")]
        ruling = (end for end, kind in self.ends if kind in ("government", "bank"))
        self.ruling_ends = tuple(end for end in ruling if len(end) > 3)  # of what only bodies end in
        self._tails = tuple(map(itemgetter(0), self.ends))
        self.traded = {end for end, kind in self.ends if kind in _TRADING and end[-1] not in "аяоь"}
        self.owners = dict(_owners((*tables.rows("countries"), *tables.rows("regions"))))
        self.forms = dict(_forms(self.known))
        self.general = dict(self._general())
        self._known_of = remembered()(self._of_words)

    def read(self, tokens: Sequence[Token], called: bool = False) -> Body:
        """What the words of a name say, and which level of government they tell.

        As :meth:`_read`, whose arguments it takes.
        """
        return self._known_of(phrases.words_of(tokens), called)

    def _of_words(self, words: Sequence[phrases.Word], called: bool) -> Body:
        tokens = phrases.tokens_of(words)
        body = self._doubled(tokens) or self._read(tokens, called)
        whole = body.known or body.head == "партия"  # a «республиканская партия» is of no republic
        level, core = ("", "") if whole else self._level(body.key.split(), body.kind in PUBLIC)
        if not level:
            return body
        known = self.find(core)
        return replace(body, level=level, core=core, known=known.key if known else body.known)

    def _doubled(self, tokens: Sequence[Token]) -> Body | None:
        """«Государственное Собрание — Курултай Башкортостана»: an assembly with its second name is what the first says,
        of the place behind the second.
        """
        dash = next((n for n, t in enumerate(tokens[1:], 1) if t.text in phrases.DASHES), 0)
        if not dash or not any(t.lower.startswith(_SECOND) for t in tokens[dash + 1 : dash + 3]):
            return None
        first, second = self._read(tokens[:dash], False), self._read(tokens[dash + 1 :], False)
        said = (like(t.text, lemma(t)) if t.lower.startswith(_SECOND) else t.text for t in tokens[dash + 1 :])
        name = f"{first.name} {tokens[dash].text} {' '.join(said)}"
        return replace(first, name=name, owner=first.owner or second.owner, bare=False)

    def _stemmed(self) -> Iterator[tuple[str, OrganizationKind | None]]:
        """The stems of the heads that are of one kind whatever stands around them."""
        plain = ((stem(head), *kinds[-1]) for head, kinds in self.heads.items() if head not in PARTS)
        yield from ((root, kind) for root, with_, kind in plain if not with_ and (root[3:] or kind == "court"))

    def _level(self, words: Sequence[str], public: bool) -> tuple[str, str]:
        """«областная дума», «правительство региона», «горсуд» -> the level and the rest of the name, or ("", "").

        What a public body has of its own stays in the rest: «*региональное* управление Росгорнадзора».
        """
        for at in {0, len(words) - 1} if len(words) > 1 else ():
            told = lexicon.classes(words[at]) & LEVELS.keys()
            rest = " ".join((*words[:at], *words[at + 1 :]))
            if told == {"of_country"} and not at:  # «федеральный минздрав», no «федеральная служба»
                return ("country", rest) if self._common(rest) and rest not in PARTS else ("", "")
            if told and (self._common(rest) or (public and not at)):
                return LEVELS[min(told)], rest
        return self._short_level(words) if words else ("", "")

    def _short_level(self, words: Sequence[str]) -> tuple[str, str]:
        """«горсуд», «облизбирком» -> the level and the rest of the name."""
        short = _SHORT.match(words[0])
        known = short is not None and len(words) == 1 and short[2] in self.heads
        if short is None or not (known or self.clipped(words[0])):
            return "", ""
        return _SHORT_LEVELS[short[1]], " ".join((short[2], *words[1:]))

    def clipped(self, word: str) -> bool:
        """Whether a folded noun is a public body's, clipped together with its level or work: «облкомимущество»,
        «депздрав»."""
        if blended(word):
            return True
        short = _SHORT.match(word)
        rows = (self.heads.get(word) or self._rows(short[2])) if short else []
        return short is not None and (rows[-1][1] if rows else self.compound(word)) in PUBLIC

    def _read(self, tokens: Sequence[Token], called: bool) -> Body:
        """What the words of a name say.

        ``tokens``: those of the mention. ``called``: a noun before it says what bears the name, which is in the
        nominative already («завода «Красный луч»»).
        """
        phrase = self._phrase(tokens)
        head = fold(phrase.lemma)
        name = self._nominative(tokens, phrase.text, phrase.head, called)
        key, owner = self._split(_plain(_SPELLED.sub("", fold(name)).split()))
        if self.find(key) is None and self.calls(name, head) and (inner := _named(tokens, phrase.head)):
            key = " ".join(_plain(fold(inner).split()))
        known = self.find(key)
        if head in INSTITUTIONS and tokens[-1].text in phrases.CLOSING:
            known = self._of_kind(known, self._kind(fold(name), head))
        if known and known.alias.isupper() and _is_elsewhere(known, owner):
            known = None  # «АС Татарстана», «ОДКБ Ярославля»
        bare = self._is_bare(tokens, phrase, head, known is not None and known.sure)
        if known is None:
            whole = self._ending_with(fold(name).split()) if head in PARTS and not owner else None
            # «аппарат *Белого дома*»; «управление Ростехнадзора» is some region's
            owner = owner or (whole.owner if whole and whole.owner != "RU" else "")
            return Body(name, key, owner, kind=self._kind(fold(name), head), head=head, bare=bare)
        if key not in self.known:
            name, key = _recase(name, key, known.alias), fold(known.alias)
        row = known.key
        if not owner and row in self.general:
            row, owner = self.general[row]
            key = row
        return Body(name, key, owner or known.owner, row, known.sure, known.short, known.kind, head, bare)

    @staticmethod
    def _of_kind(known: Known | None, kind: OrganizationKind | None) -> Known | None:
        """A row of the table if it is of a kind: «ДК «Шахтёр»» is no club."""
        return known if known and known.kind == kind else None

    def _is_bare(self, tokens: Sequence[Token], phrase: phrases.Phrase, head: str, sure: bool) -> bool:
        """Whether words name no body by themselves: a common noun, or one with an adjective that any place may have."""
        if len(tokens) == 2 and phrase.head == 1:
            # «*областная* больница»: whether an adjective and a noun are what any place may have
            local = not sure and stem(fold(tokens[0].text)) in _LOCAL  # unlike «Республиканская партия»
            return local or (head in _ANYONES and tokens[1].text.islower())
        alone = len(tokens) == 1 and head in self.heads and phrase.case is not None
        return alone and (not sure or tokens[0].text.islower())

    def _phrase(self, tokens: Sequence[Token]) -> phrases.Phrase:
        """What the words say, those of a head that no dictionary has read by the table: «муфтияте»."""
        phrase = phrases.read(tokens)
        if phrase.head < 0 or fold(phrase.lemma) in self.heads:
            return phrase
        given, base = tokens[phrase.head].text, self.unheard.get(fold(tokens[phrase.head].text))
        wrong = like(given, phrase.lemma)
        return phrase._replace(lemma=base, text=phrase.text.replace(wrong, like(given, base), 1)) if base else phrase

    def _nominative(self, tokens: Sequence[Token], name: str, head: int, called: bool) -> str:
        """A name's nominative: the dictionary's, the table's, or the very words of a name that is called so."""
        if called and not self._declined(tokens, name, head):
            name = phrases.spelled(tokens)
        elif traded := self._traded(tokens):
            return traded
        if name.isupper() and " " in name:
            return self._calm(name) if _loud(name) else self._of_first(tokens, name)
        if name.endswith("+"):
            return name  # ОПЕК+
        if len(tokens) == 1 and (own := _undeclined(tokens[0])):
            return own
        return self._of_first(tokens, name) if tokens and head < 1 else name

    def _of_first(self, tokens: Sequence[Token], name: str) -> str:
        """A name with its first word as the table has it; «МКУ «Чистый город»» is no dative of «МК»."""
        base = self._base(fold(tokens[0].text))
        return name if not base or tokens[0].text == f"{base}У" else _with_first(name, tokens, base)

    def _declined(self, tokens: Sequence[Token], name: str, head: int) -> bool:
        """Whether the table has a name, or it declines behind a noun that is of that body: «центра «*Уральской горной
        компании*»», «сайт «*Народного* дозора»»."""
        if self.find(fold(name)):
            return True
        words, noun = tokens[:head], token_at(tokens, head)
        if not words or noun.tag.case in ("nomn", None) or any(t.tag[:2] != ("ADJ", noun.tag.case) for t in words):
            return False
        return fold(lemma(noun)) in self.heads or not any(f.case == "nomn" for f in adjectives(words[0].text))

    def _traded(self, tokens: Sequence[Token]) -> str:
        """«Дельта Банку» is of «Дельта Банк», whose last word alone is declined; "" for any other name."""
        if not all(t.text[:1].isupper() for t in tokens[-2:]) or not 1 < len(tokens) < 4:
            return ""
        if tokens[0].tag.pos == "ADJ" or self._common(fold(tokens[0].text)) or fold(lemma(tokens[0])) in self.heads:
            return ""
        end = stem(fold(tokens[-1].text))
        return f"{phrases.spelled(tokens[:-1])} {tokens[-1].text[: len(end)]}" if end in self.traded else ""

    def _calm(self, name: str) -> str:
        """A name from a headline in capitals, written as in a text: «МИНИСТЕРСТВО ОБОРОНЫ США»."""
        opens = phrases.OPENING + phrases.EITHER
        made = [self._calmed(word, not i or word[0] in opens) for i, word in enumerate(name.split())]
        return " ".join(made)

    def _calmed(self, word: str, first: bool) -> str:
        bare = word.strip(phrases.OPENING + phrases.CLOSING + phrases.EITHER)
        if not bare or not bare[0].isalpha():
            return word
        if not first and forms(bare)[0].pos in ("PREP", "CONJ"):
            return word.lower()
        if phrases.abbreviated(bare):
            return word
        return word.replace(bare, bare.capitalize() if first or self._proper(bare) else bare.lower())

    def _proper(self, word: str) -> bool:
        known = [f for f in forms(word) if f.known]
        return not known or bool(known[0].grammemes & _NAMES) or (stem(fold(word)),) in self.owners

    def told(self, head: str, words: Sequence[str], alone: bool = True) -> list[OrganizationKind | None]:
        """The kinds of a head's rows that hold with these words, else of those that hold with any (``alone``)."""
        rows = self._rows(head)
        kinds = [kind for beginnings, kind in rows if any(beginnings and word.startswith(beginnings) for word in words)]
        return kinds or [kind for beginnings, kind in rows if alone and not beginnings]

    def as_known(self, body: Body, key: str) -> Body:
        """A body whose name stands for that of another row of the table."""
        row = self.known[key]
        return Body(body.name, key, known=row.key, sure=True, kind=row.kind, head=body.head)

    def knows(self, name: str) -> bool:
        """Whether the table has a name, its owner left out: «британский МИД»."""
        return self.find(self._split(_plain(fold(name).split()))[0]) is not None

    def of_nations(self, name: str) -> bool:
        """Whether the table has a name as that of an international body, which no country owns: «ООН», «НАТО»."""
        known = self.find(fold(name)) if name.split()[-1].isupper() else None
        return known is not None and known.sure and known.kind == "international"

    def _of_nations(self, told: OrganizationKind | None, words: Sequence[str]) -> OrganizationKind | None:
        """The kind told, «international» of «парламентская ассамблея *обсе*» and «*международный* авиационный комитет»,
        unlike «представительство *при* ООН»."""
        if told != "government" or len(words) < 2:
            return told
        many = words[0].startswith(_OF_MANY) and not words[1].startswith(_DEPARTMENTS)
        of_theirs = words[-2] not in AWAY and self.of_nations(words[-1].upper())
        return "international" if many or of_theirs else told

    def calls(self, name: str, head: str) -> bool:
        """Whether a head tells what kind of body bears the name behind it: «газета», not «правление», «суд»."""
        return head not in PARTS and self._kind(fold(name), head) not in ("government", "court", "police", "military")

    def find(self, key: str) -> Known | None:
        """The row of a folded name; what no dictionary declines may stand in any form: «алросе», «форин офиса»."""
        if known := self.known.get(key):
            return known
        if " " in key:
            return self.stems.get(tuple(map(stem, key.split())))
        return self.known.get(fold(self._base(key))) or (self._alike(key) if key.isascii() else None)

    def _base(self, form: str) -> str:
        """The name of one word that a form is of, or ""; «думы» is of «дума», not of «ДУМ»."""
        base = self.forms.get(form, "")
        other = (
            base.isupper() and form != fold(base) and any(f.known and "Abbr" not in f.grammemes for f in forms(form))
        )
        return "" if other else base

    def _alike(self, key: str) -> Known | None:
        """The row of an acronym typed in Latin letters that look like its own: «EC»."""
        known = self.known.get(cyrillic(key)) if not cyrillic(key).isascii() else None
        return known if known and known.alias.isupper() and len(known.alias) == len(key) else None

    def _split(self, words: Sequence[str]) -> tuple[str, str]:
        """The words of a name -> its key and its owner: «британский мид» and «мид великобритании» are («мид», «GB»)."""
        whole = " ".join(words)
        if not words or self.find(whole):
            return whole, ""
        if told := self._branch(words) or self._behind_owner(words):
            return told
        for size in range(len(words) - 1, 0, -1):
            if self._common(key := " ".join(words[:size])) and (owner := self._owner(words[size:])):
                return key, owner
        return whole, ""

    def _branch(self, words: Sequence[str]) -> tuple[str, str] | None:
        """«умвд россии по курской области» is («умвд», «RU-KRS»): a branch is its region's alone."""
        if "по" not in words[1:]:
            return None
        at = len(words) - 1 - words[::-1].index("по")
        owner = self._owner(words[at:])
        if len(owner) < 3 or tuple(words[at : at + 2]) in _AFFAIRS:  # «по делам» is not of Дели
            return None
        size = next((n for n in range(1, at) if len(self._owner(words[n:at])) == 2), at)
        return " ".join(words[:size]), owner

    def _general(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Rows that name a country's body of a general kind -> the general row and the country: «конгресс сша»."""
        for key in {row.key for row in self.known.values()}:
            words = key.split()
            for size in range(1, len(words)):
                general = self.known.get(" ".join(words[:size]))
                if general and (owner := self.owners.get(tuple(map(stem, words[size:])))):
                    yield key, (general.key, owner)

    def place(self, name: str) -> bool:
        """Whether a name is a country's: «Российская Федерация»."""
        code = self.owners.get(tuple(map(stem, fold(name).split())), "")
        return len(code) == 2 or fold(name) == "советский союз"

    def letters(self, text: str) -> str:
        """The code of the country or region that initials are, where they are no body's: «РМЭ»; "" for none."""
        return "" if self.find(fold(text)) else self.owners.get((stem(fold(text)),), "")

    def _common(self, key: str) -> bool:
        return key in self.heads or self.find(key) is not None

    def _owner(self, words: Sequence[str]) -> str:
        words = [w for w in words if w not in word_list("bodies.small")]
        return self.owners.get(tuple(map(stem, words)), "")

    def _behind_owner(self, words: Sequence[str]) -> tuple[str, str] | None:
        """«британский мид», «Алтайское краевое законодательное собрание»: a name behind its owner's adjective."""
        owner = self.owners.get((stem(words[0]),)) if len(words[0]) > 3 else None  # «РИА «Вести»» is not of Риау
        for first in (1, 2) if owner else ():
            local = first == 1 or (len(words) > 2 and stem(words[1]) in _LOCAL)
            if local and self._common(key := " ".join(words[first:])):
                return key, owner or ""
        return None

    def _kind(self, name: str, head: str) -> OrganizationKind | None:
        """What the words of a folded name say of its kind."""
        words = name.split()
        if head in PARTS and (owner := self._of_owner(words)):
            return owner
        told: OrganizationKind | None = next(filter(None, self._by_rows(words, name, head)), None)
        if not told and words:
            told = self._first_word(words) or self._last_words(words)
        return self._of_nations(told, words) or self._tail(words) or self._branched(words)  # «ГУ Росгвардии»

    def _by_rows(self, words: Sequence[str], name: str, head: str) -> Iterator[OrganizationKind | None]:
        """What the rows of a head say whose words a name has."""
        for beginnings, kind in self._rows(head):
            if not beginnings or any(_has(words, name, beginning) for beginning in beginnings):
                yield (self._whole(words, head) if head in PARTS and not beginnings else None) or kind

    def _rows(self, head: str) -> _Kinds:
        """The kinds of a head, of a compound those of what it ends with: «облспорт|комитет|», «лицей-|интернат|»; not
        «сот|рудник|»."""
        ends = (head,) if is_post(head) else (head, *(head[n:] for n in range(2, len(head) - 4)))
        rows = next((self.heads[end] for end in ends if end in self.heads), None)
        return rows or ([((), "government")] if blended(head) else [])

    def _of_owner(self, words: Sequence[str]) -> OrganizationKind | None:
        """The kind of a body whose part a name is: «отдел «Газпрома»», «комиссия ООН по правам человека»; not of whose
        affairs it sees to, «комиссия *по делам ЮНЕСКО*»."""
        words = words[: next((n for n, told in enumerate(pairwise(words)) if told in _AFFAIRS), len(words))]
        return self._tail(words) or self._of_states(words) or ("company" if not LEGAL.isdisjoint(words[1:]) else None)

    def ending(self, name: str) -> OrganizationKind | None:
        """What the last part of a longer name says, less sure than a noun before it: «Рост банк»."""
        words = name.split()
        proper = len(words) == 2 or not any(word[:1].islower() for word in words)
        last = fold(words[-1]) if proper and len(words) > 1 else ""
        return self.compound(last, last=True) if last else None

    def _whole(self, words: Sequence[str], head: str) -> OrganizationKind | None:
        """«пресс-служба банка», «управление кадров завода»: the kind of what a part is of."""
        behind = words[words.index(head) + 1 :] if head in words else words[1:]
        rest = takewhile(lambda word: word not in AWAY, _without_states(behind))
        kinds = (self.stemmed.get(stem(word)) for word in rest)
        return next((kind for kind in kinds if kind in _WHOLE), None)

    def _first_word(self, words: Sequence[str]) -> OrganizationKind | None:
        """What a name's first word says by its form: «СПбГУ», «СИЗО-1», «ГБУЗ …»."""
        first = words[0]
        if _is_school(words):
            return "education"
        if _NUMBER.search(first) and (kinds := self.heads.get(_NUMBER.sub("", first))):
            return kinds[-1][1]
        form = next((kind for form, kind in _FORM_KINDS.items() if first in form), None)
        return self._work(words[1:]) if form == "company" else form

    def _last_words(self, words: Sequence[str]) -> OrganizationKind | None:
        """A legal form behind the name, an English head: «… Ltd», «… Bank»."""
        if words[-1].strip(".") in TRAILING:
            return "company"
        heads = (self.told(word, words) for word in reversed(words) if word.isascii() and word in self.heads)
        return next((kinds[0] for kinds in heads if kinds), None)

    def _branched(self, words: Sequence[str]) -> OrganizationKind | None:
        """The kind of a branch, its body named first, or what a compound says: «УВД Энска», «Россети Центр»."""
        if len(words) == 1:
            return self.heads[words[0]][-1][1] if words[0] in self.heads else self.compound(words[0])
        known = self.find(words[0]) if words else None
        return known.kind if known and known.sure and known.kind in ("company", "bank", "media", "police") else None

    def compound(self, word: str, last: bool = False) -> OrganizationKind | None:
        """What the last part of a folded compound says: «агрохолдинг», «Кубаньэнерго».

        ``last``: the word ends a longer name, and may be that part itself: «Новолипецкий меткомбинат», «Рост банка».
        """
        if not word.endswith(self._tails) and not (last and stem(word).endswith(self._tails)):
            return None
        for end, kind in self.ends:
            trades = last and (kind in _TRADING or end == "медиа")
            if any(_ends_in(form, end, trades) for form in ((word, stem(word)) if trades else (word,))):
                return kind
        return None

    def _work(self, words: Sequence[str]) -> OrganizationKind:
        """What a body with a legal form does, as the words of its name say: «ГБУЗ «Городская поликлиника»»."""
        kinds = (self.heads[word][-1][1] for word in words if word in self.heads)
        return next((kind for kind in kinds if kind in _SERVICES), "company")

    def _of_states(self, words: Sequence[str]) -> OrganizationKind | None:
        told = (self.find(word) for word in words[1:4])
        return next((known.kind for known in told if known and known.sure and known.kind == "international"), None)

    def _tail(self, words: Sequence[str]) -> OrganizationKind | None:
        """The kind of the body of the table that a name ends with."""
        told = self._ending_with(words)
        return (told and told.kind) or ("police" if _POLICE.match(" ".join(words[:2])) else None)

    def _ending_with(self, words: Sequence[str]) -> Known | None:
        """The body of the table that a name ends with: «аппарат *Белого дома*»."""
        tails = (self.find(self._split(words[n:])[0]) for n in range(1, len(words)))
        return next((known for known in tails if known and (known.sure or known.alias.isupper())), None)


def _loud(name: str) -> bool:
    """Whether a name in capitals is more than acronyms: «СДЮСШОР № 3» is not."""
    words = (word for word in re.findall("[А-ЯЁ]+", name) if len(word) > 4 and not phrases.abbreviated(word))
    return any(forms(word.lower())[0].known for word in words)


def _syllables(token: Token) -> str:
    """The nominative of an acronym of syllables, «депобразования», "" for any other word."""
    if token.lower.endswith(word_list("bodies.of_work")) and blended(token.lower):
        return token.text
    first, hyphen, last = token.text.partition("-")
    if hyphen and (len(last) == 1 or last.lower() in _FIXED):
        return f"{_of_noun(first, token.tag)}-{last}"  # «Вятки-Агро»
    if not mixed(token.text):
        return ""
    last = _LAST.split(token.text)[-1]
    femn = all(form.gender == "femn" for form in nouns(last.lower()))  # «СпринтПочту»
    return token.text.removesuffix(last) + _of_noun(last, token.tag) if femn else _syllabic(token.text)


def _of_noun(word: str, tag: Tag) -> str:
    """The nominative of a noun of the dictionary within a name, whose tag that is, else the word itself."""
    known = [form for form in nouns(word.lower()) if form.known and form.number == (tag.number or "sing")]
    form = min(known, key=lambda form: form.case != tag.case, default=None)
    return inflect(word, form, "nomn") or word if form and form.case != "nomn" else word


_FIXED = frozenset(word_list("bodies.fixed"))
_LAST = re.compile(r"(?<=[а-яё])(?=[А-ЯЁ])")  # before the last word of «СпринтПочта»


def _undeclined(token: Token) -> str:
    """The nominative of a word that the dictionary's endings would spoil, "" for others: «СибИП», «Финам»."""
    if own := _syllables(token):
        return own
    first, tag = forms(token.lower)[0], token.tag
    of_man = (tag.case, tag.gender, tag.number, token.lower[-1:]) == ("gent", "masc", "sing", "а")
    if of_man and not any(f.known or f.case == "gent" for f in forms(token.lower)):
        return token.text[:-1]  # «директор «Медиалайна»»
    unheard = not first.known and first.number == "plur" and (tag.case, tag.number) == ("nomn", "sing")
    return token.text if unheard else ""


def _with_first(name: str, tokens: Sequence[Token], base: str) -> str:
    """A name whose first word is a form of the table's ``base``, spelled as that is."""
    first = tokens[0].text
    _, space, rest = name.partition(" ")
    if len(tokens) > 1 and not space and not (first.isupper() and len(base) > 3):
        return name
    as_filed = base.isupper() or (first.isupper() and len(base) > 3)
    return (base if as_filed else like(first, base.lower())) + space + rest


def _recase(name: str, key: str, alias: str) -> str:
    """A name of the table in the letter case of the article: what no dictionary could decline."""
    words, right = name.split(), alias.split()
    size = len(right)
    first = 0 if fold(" ".join(words[:size])) == key else len(words) - size
    return " ".join([*words[:first], *map(like, words[first : first + size], right), *words[first + size :]])


def _has(words: Sequence[str], name: str, beginning: str) -> bool:
    """Whether a name of these words has one that begins so, or the whole phrase."""
    return beginning in name if " " in beginning else any(word.startswith(beginning) for word in words)


def _plain(words: Sequence[str]) -> list[str]:
    """The words of a folded name without a legal form around it."""
    rest = list(words)
    while len(rest) > 1 and rest[-1].strip(".,") in TRAILING:
        rest.pop()
    if len(rest) > 1 and rest[0] == "the":
        rest.pop(0)
    while len(rest) > 1 and any(rest[0] in form for form in _FORM_KINDS):
        rest.pop(0)
    return rest


def _ends_in(word: str, end: str, whole: bool) -> bool:
    """Whether a word ends in a part with more before it, or is it (``whole``)."""
    return word.endswith(end) and (len(word) > len(end) + 2 or (whole and word == end))


def _is_unheard(head: str) -> bool:
    """Whether a head is a long word that no dictionary has."""
    return head.isalpha() and len(head) > 5 and not forms(head)[0].known


def _is_school(words: Sequence[str]) -> bool:
    """«СПбГУ», «МГТУ им. Баумана», «АНО ДПО …»"""
    if len(words) > 1 and words[0] in LEGAL and words[1] in _TAUGHT:
        return True
    return (len(words) == 1 or words[1].rstrip(".") in NAMED_AFTER) and university(words[0])


def university(word: str) -> bool:
    """Whether a folded word is a university's initials.

    >>> university("спбгэу"), university("югра")
    (True, False)
    """
    return _UNIVERSITY.fullmatch(word) is not None


def _without_states(words: Sequence[str]) -> Iterator[str]:
    """The words but «Федерации» of «Российской Федерации» and «Совета Федерации», which tell no kind of body."""
    for before, word in pairwise(("", *words)):
        if word != "федерации" or before not in ("российской", "совета"):
            yield word


def _named(tokens: Sequence[Token], head: int) -> str:
    """What a common noun is called: «компания «Ромашка»», «агентство Reuters» → the name alone, else ""."""
    rest = tokens[head + 1 :]
    if head < 0 or not rest or not (tokens[head].text[:1].islower() or tokens[head].lower in INSTITUTIONS):
        return ""
    quoted = rest[0].text in phrases.OPENING + phrases.EITHER and rest[-1].text in phrases.CLOSING + phrases.EITHER
    said = " ".join(t.text for t in rest)
    latin = said[:1].isupper() and not re.search("[а-яё]", said.lower())
    return said if quoted or latin else ""


def _owners(rows: Sequence[Row]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Stems of the names and adjectives of countries and regions -> code, or name where there is no code."""
    yield (stem("ес"),), "EU"
    yield (stem("евросоюза"),), "EU"
    parts = (row for row in rows if "-" in row["code"])
    told = Counter((alias, row["code"][:2]) for row in parts for alias in several(row["aliases"]))
    for row in reversed(rows):
        code = row["code"].replace("GB-ENG", "GB")  # «английский МИД» is the British one
        owner = code or fold(row["name"])
        for name in (row["name"], *several(row["aliases"]), *several(row["adjectives"])):
            if told[name, code[:2]] < 2:  # «Алтай» may be either of two
                yield tuple(map(stem, fold(name).split())), owner


def _forms(known: Mapping[str, Known]) -> Iterator[tuple[str, str]]:
    """Every form of a name of one word, folded -> its nominative as the table has it."""
    for key, row in known.items():
        if " " not in key and re.search("[а-я]", key):
            for form in declined(key, row.alias):
                yield form, row.alias
    for key, row in known.items():
        yield key, row.alias


def declined(key: str, alias: str) -> tuple[str, ...]:
    """The forms of a one-word name, folded; of an acronym those that some writers make.

    >>> "роснефтью" in declined("роснефть", "Роснефть")
    True
    >>> declined("мид", "МИД")
    ('мид', 'мида', 'миду', 'мидом', 'миде')
    """
    if alias.isupper():
        return (key, *(key + e for e in word_list("bodies.endings"))) if key[-1] in CONSONANTS else (key,)
    return tuple(toponyms.forms(key))
