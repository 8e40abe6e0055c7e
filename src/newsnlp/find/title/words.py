"""What is known of the words around a title's head: the words of status, ranks, kinds of bodies, a noun's forms."""

from __future__ import annotations

import re

from newsnlp.data import word_list
from newsnlp.lang import morph
from newsnlp.lang.bodies import heads
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import ON, OPEN
from newsnlp.lang.posts import Entry, same_adjective
from newsnlp.lang.territories import noun as territory
from newsnlp.types import Status, Tag, Token

INSTRUMENTAL = frozenset(word_list("title.words.instrumental"))
_PAST = "(?:" + "|".join(word_list("title.words.former")) + r")\w+"
_EXEC = (
    r"(?:врио|врид|вр\.\s?и\.\s?о\.|в\.?\s?и\.\s?о\.|и\.?\s?о\.?|(?:временно\s+)?исполняющ\w+\s+обязанности|временн\w+)"
)
_NOT_OF_ADJECTIVE = r"(?<=\w\s)(?<!й\s)(?<![аяую]я\s)(?<![огм][оу]\s)(?<![ыи][мх]\s)"  # «юный на тот момент пианист»
_OCCUPIED = r"занимавш\w+\s+(?:(?:тогда|ранее|прежде|в\s+то\s+время)\s+)?(?:пост|должность)"
ACTING = re.compile(_EXEC, re.IGNORECASE)
STATUSES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("acting", re.compile(rf"(?<!\w){_EXEC}\s*$", re.IGNORECASE)),
    (
        "former",
        re.compile(
            rf"(?<!\w)(?:{_PAST}|экс-(?:перв\w+\s)?|в\s+прошлом(?:\s+сам[аи]?)?|некогда|когда-то|тогда\s+ещ[её]|ещ[её]\s+при|{_OCCUPIED}|{_NOT_OF_ADJECTIVE}на\s+тот\s+(?:момент|период))\s*$|\[экс-\]\s*$",
            re.IGNORECASE,
        ),
    ),
    (
        "elect",
        re.compile(
            r"(?<!\w)(?<!законно\s)(?<!всенародно\s)(?:(?:ново|свеже)?избранн\w+|будущ\w+)\s*$", re.IGNORECASE
        ),
    ),
    (
        "candidate",
        re.compile(
            r"(?<!\w)(?:кандидат\w*|претендент\w*|претендовавш\w+|баллотир\w+)\s+(?:в|на\s+(?:пост|должность|место|(?:до)?выбор\w+))\s*$",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip
STATUS_WORDS = re.compile(
    rf"(?:{_EXEC}|{_PAST}|экс-|(?:ново|свеже)?избранн\w+|"
    r"кандидат\w*\s+(?:в|на\s+(?:пост|должность|место|(?:до)?выбор\w+)))\s*",
    re.IGNORECASE,
)
# «В отставке», and years of office that are over: «с 2010 по 2015 год», «(2010—2015)».
RETIRED = re.compile(
    r"(?:\s+(?:в|на)\s+[\w-]+(?=[^,.]*\d))?\s+(?:в\s+отставке\b|с\s+\d{4}(?:\s+года?)?\s+по\s+\d{4}|(?:в\s+)?\(?\d{4}\s*[-–—]\s*\d{4}(?:\)|\s+г))",
    re.IGNORECASE,
)
# Heads that say a title only where the tagger says so too.
EVERYDAY = frozenset(word_list("title.words.everyday"))
# People in some state, which the tagger may take for their work.
NO_POSTS = frozenset(word_list("title.words.no_posts"))
# Those of them that a body and a name behind them prove.
FOUNDERS = frozenset(word_list("title.words.founders"))
# «По словам директора»: nouns before whose words or thoughts are told.
WORDS = frozenset(word_list("title.words.words"))
# What the ranks of officers begin with.
OFFICERS = word_list("title.words.officers")
# Whose one name may be taken for a part of the title.
TENURE: dict[str | None, Status] = {"pres": "current", "past": "current", "futr": "elect"}
RANKS = word_list("title.words.ranks")
# Verbs that say who heads the body that they take.
LEADS = word_list("title.words.leads")
CHIEFS = {noun: chief for noun, _, chief in (told.partition(" ") for told in word_list("title.words.chiefs"))}
# «Фонд *под руководством* Роговой»: who leads a body.
UNDER = word_list("title.words.under")
BECOME = word_list("title.words.become")
DEPUTIES = word_list("title.words.deputies")
OFFICES = frozenset(word_list("title.words.offices"))
LANDS = frozenset(word_list("title.words.lands"))
# Nouns that begin a body's name: «председатель *комитета* Госдумы» chairs the committee.
BODIES = frozenset(word_list("title.words.bodies"))
KINDS = frozenset(word_list("title.words.kinds"))
# Common nouns of what is headed: «возглавил *комиссию*».
HEADED = BODIES | KINDS | frozenset(word_list("title.words.collectives"))
# Those that an article mostly has one of.
_RULED = frozenset(word_list("title.words.ruled"))
# Forms of companies, before a name.
LEGAL = frozenset(word_list("title.words.legal"))
NAMES = OPEN | {"№"}  # what a name may begin with
DESCRIPTIONS = frozenset({"глава государства", "лидер"})
NOT_PARTS = frozenset(word_list("title.words.not_parts"))
# «По итогам», «по словам»: no field of an office.
NO_FIELDS = frozenset(word_list("title.words.no_fields"))
FIELD = {"по": "datv", "при": "loct", "от": "gent", **ON}


def headed(noun: str) -> bool:
    """Whether a common noun is of what somebody heads, clipped together with its level too.

    >>> headed("комиссия"), headed("облдепартамент"), headed("разведка"), headed("улус"), headed("работа")
    (True, True, True, True, False)
    """
    ruled = territory(noun)
    clipped = noun.endswith(tuple(body for body in BODIES if len(body) > 5)) or noun[3:] in BODIES
    state = heads().get(noun) in ("government", "police") and not is_a(noun, "parliament")
    return noun in HEADED or state or clipped or (ruled is not None and bool(ruled.level))


def spaced(text: str) -> str:
    return " ".join(text.split()).replace(" ,", ",")


_LONG = re.compile(r"[^\W\d_]{4,}")


def loud(text: str) -> bool:
    """Whether a sentence stands in capitals: a headline, not an acronym.

    >>> loud("МЭР МОСКВЫ ОТКРЫЛ ПАРК"), loud("МИД РФ"), loud("Мэр Москвы")
    (True, False, False)
    """
    return text.isupper() and len(_LONG.findall(text)) > 1


def spelt(token: Token, opening: bool) -> str:
    """A word of a headline in capitals as ordinary spelling has it; ``opening``: a name begins with it.

    >>> from newsnlp.lang.phrases import plain
    >>> [spelt(token, False) for token in plain("МИД РОССИИ ОБЛАСТИ")]
    ['МИД', 'России', 'области']
    """
    forms = morph.forms(token.lower)
    if token.tag.pos in ("CCONJ", "ADP"):
        return token.lower
    if not token.text.isupper() or any("Abbr" in f.grammemes for f in forms):
        return token.text
    if len(token.text) < 5 and not known(token):
        return token.text
    named = opening or not forms[0].grammemes.isdisjoint(("Geox", "Orgn", "Surn", "Name"))
    return "-".join(map(str.capitalize, token.lower.split("-"))) if named else token.lower


def ranks(token: Token) -> bool:
    """Whether an adjective makes a rank of the post behind it: «главный», «старший»."""
    return any(same_adjective(rank, token) for rank in RANKS)


def thing(token: Token) -> bool:
    """Whether the dictionary knows a noun, and only as a thing's."""
    nouns = morph.nouns(token.lower)
    return token.tag.noun and bool(nouns) and all(f.known and f.animacy == "inan" for f in nouns)


def participle(tag: Tag) -> bool:
    """Whether a tag is that of a predicate in a short form: «назначен»."""
    return tag.short and tag.form is not None


def known(token: Token) -> bool:
    """Whether the dictionary has a word."""
    return any(f.known for f in morph.forms(token.lower))


def initials(token: Token) -> bool:
    """Whether a post is called by its initials: «ГФИ»."""
    return token.text.isupper() and len(token.text) < 4 and not known(token)


def only_adjective(token: Token) -> bool:
    """Whether the dictionary has a word as an adjective alone, whatever its tag says."""
    return all(f.known and f.pos == "ADJF" for f in morph.forms(token.lower.removeprefix("экс-")))


def only_verb(token: Token) -> bool:
    """Whether a word is hardly anything but a finite verb, whatever its tag: «*проанонсировала* выступления»."""
    return all(f.pos == "VERB" for f in morph.forms(token.lower) if f.score > 0.01)


def other_word(token: Token) -> bool:
    """Whether a noun's gender says that it is a thing: «премьера» is no premier's."""
    nouns = [f for f in morph.nouns(token.lower) if f.gender == token.tag.gender == "femn"]
    return bool(nouns) and all(f.known and f.animacy == "inan" for f in nouns)


def means(entry: Entry) -> bool:
    """Whether an entry is a description for other posts."""
    return bool(entry.means) and entry.means != ("~",)


def gender(token: Token, entry: Entry | None) -> str | None:
    """The head's gender where it tells the holder's: «актриса» a woman, «актёр» a man, «министр» anybody."""
    if token.lower.startswith(word_list("title.words.feminine")):
        return None
    return token.tag.gender if token.tag.gender == "femn" or (entry and entry.paired) else None


def form(token: Token) -> tuple[str | None, bool]:
    """The case and whether plural, as the tag says where the word has such a form; else as its forms say."""
    word = token.lower.removeprefix("экс-")
    short = word.startswith("зам") and word.endswith(word_list("title.words.endings"))
    if (short and not word.startswith("замест")) or initials(token) or word.isascii():
        return None, token.tag.number == "plur"  # «замминистра», «ГФИ», «CEO» are one word in all cases
    tag, forms = token.tag, morph.nouns(token.lower)
    if not forms or (tag.case, tag.number) in {(f.case, f.number) for f in forms}:
        return tag.case, tag.number == "plur"
    best = max(forms, key=lambda f: (f.case == tag.case) + (f.number == tag.number) + f.score)
    return best.case, best.number == "plur"


def noun_gender(noun: str, tag: Tag) -> str:
    return next((f.gender for f in morph.nouns(noun) if f.gender), tag.gender or "masc")


def singular(word: str, tag: Tag) -> tuple[str, str]:
    """A noun's nominative singular and its gender."""
    reading = morph.best(word, tag)
    made = morph.inflect(word, reading, "nomn", "sing") or reading.lemma
    return made, reading.gender or tag.gender or "masc"


def adjective(token: Token, gender: str) -> str:
    """An adjective in the nominative singular of a gender."""
    if token.text[:1].isdigit():  # «35-го»
        return f"{token.text.partition('-')[0]}-{_ORDINAL[gender]}"
    reading = morph.best(token.lower, token.tag)
    own = token.tag.gender if token.tag.number == "sing" and gender == "femn" else None  # «первым главой», of a man
    return morph.inflect(token.lower, reading, "nomn", "sing", own or gender) or token.lower


_ORDINAL = {"masc": "й", "femn": "я", "neut": "е"}


def is_land(token: Token) -> bool:
    """Whether a noun means a territory: «министр культуры *края*»."""
    named = territory(token.lower)
    return named is not None and bool(named.level)


def ruled(token: Token) -> bool:
    """Whether an article mostly has one of what a noun means, and somebody who heads it: «глава *района*»."""
    return (is_land(token) and not is_a(token.lower, "of_country")) or morph.lemma(token) in _RULED
