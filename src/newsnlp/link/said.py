"""Where titles and people stand in an article, and what a title's own words say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from newsnlp.data import word_list
from newsnlp.fold import shared_start
from newsnlp.lang import morph
from newsnlp.lang.honoured import is_honoured
from newsnlp.lang.inflect import CONSONANTS
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import DASHES, attributes
from newsnlp.lang.territories import closes_row
from newsnlp.types import (
    Article,
    Finding,
    How,
    Mention,
    Organization,
    Person,
    Post,
    Region,
    Sentence,
    Status,
    Token,
    Zone,
    grouped,
    mention,
    only,
    token_at,
    widest,
)

E = TypeVar("E", Person, Organization, Region)


class Spot(NamedTuple, Generic[E]):
    """A mention of an entity."""

    start: int
    stop: int
    entity: E
    text: str


class Spots(Generic[E]):
    """The mentions of a kind of entity, looked up by offsets."""

    def __init__(self, entities: Sequence[E]) -> None:
        spots = [Spot(m.start, m.stop, e, m.text) for e in entities for m in e.mentions]
        self._spots: list[Spot[E]] = sorted(spots, key=widest)
        self._starts: list[int] = [s.start for s in self._spots]

    def within(self, start: int, stop: int) -> Iterator[Spot[E]]:
        """The mentions that lie wholly between two offsets, outer before inner."""
        for i in range(bisect_left(self._starts, start), len(self._spots)):
            spot = self._spots[i]
            if spot.start >= stop:
                return
            if spot.stop <= stop:
                yield spot


@dataclass(frozen=True, slots=True, eq=False)
class Who:
    """A person's mention in a sentence: its place among the tokens, and its case."""

    start: int
    stop: int
    person: Person
    case: str | None
    plural: bool
    first: int
    last: int  # the token behind its last
    plain: bool = False  # its words are those of the nominative, whatever their tags say

    @property
    def subject(self) -> bool:
        """Whether it may be a subject."""
        return self.case == "nomn" or self.plain


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A post where the text says it, with what its own phrase tells: of which body and region, in which status.

    ``first``, ``last``: the phrase's first token in its sentence, and the one behind its last. ``single``: it has one
    holder: it is no plural, or «*один из* министров» (``among``). ``host``: the country in which an envoy is, by code.
    """

    sentence: int
    post: Post
    mentions: tuple[Mention, ...]
    first: int
    last: int
    status: Status
    organization: Organization | None = None
    region: Region | None = None
    official: bool = False
    single: bool = True
    among: bool = False
    host: str = ""

    @property
    def placed(self) -> bool:
        """Whether a region, a body or a served office is known to be its own."""
        return not (self.region is None and self.organization is None and self.post.office is None)

    @property
    def case(self) -> str | None:
        """The head's case."""
        return self.post.case

    def elsewhere(self, other: Said) -> bool:
        """Whether two envoys are in different countries: «посол в Чили», «посол в Перу» are two posts."""
        return bool(self.host and other.host) and self.host != other.host

    def serves(self, other: Said) -> bool:
        """Whether it is an office of another title's holder: «*пресс-секретарь* президента»."""
        return self.post.office == other.post.head


class Line(NamedTuple):
    """One sentence: its titles, the people that it names, its tokens."""

    titles: Sequence[Said]
    whos: Sequence[Who]
    tokens: Sequence[Token]
    zone: Zone = "body"
    classes: Mapping[str, Sequence[int]] = {}  # the numbers of the words of each class
    places: Sequence[Spot[Region]] = ()

    def of(self, *classes: str) -> list[int]:
        """The numbers of the words of these classes, in order."""
        return sorted({i for name in classes for i in self.classes.get(name, ())})

    @property
    def open(self) -> bool:
        """Whether it belongs to the article: neither a credit nor the page's furniture."""
        return self.zone in ("headline", "body")

    @property
    def spoken(self) -> Sequence[Who]:
        """The people whom other sentences may mean."""
        return self.whos if self.open else ()

    @property
    def inside(self) -> Set[int]:
        """The tokens of its titles."""
        return {i for t in self.titles for i in range(t.first, t.last)}

    def served(self, title: Said) -> bool:
        """Whether an office of somebody who serves its holder is said of it: «пресс-секретарь *президента*»."""
        return any(servant.serves(title) for servant in self.titles)

    def named(self, first: int, stop: int) -> bool:
        """Whether a name stands between two tokens, or reaches over one."""
        return any(first < w.last and w.first < stop for w in self.whos)

    def behind(self, at: int) -> Who | None:
        """Whose name begins at a token."""
        return next((w for w in self.whos if w.first == at), None)

    def before(self, at: int) -> Who | None:
        """Whose name ends right before a token."""
        return next((w for w in self.whos if w.last == at), None)

    def ending(self, at: int) -> list[Said]:
        """The titles that end right before a token."""
        return [t for t in self.titles if t.last == at]

    def post_before(self, at: int) -> int:
        """Where the post begins that ends right before a token; the token where none does."""
        return next((t.first for t in self.titles if t.last == at), at)


class Proposal(NamedTuple):
    """Who may hold a title, and what says so; it never changes.

    ``how`` is that of ``Title``, ``rule`` the finer reason. ``mentions`` are the title's own but where a verb alone
    says it («его сменил Петров»). ``people`` are several where a plural names several.
    """

    title: Said
    people: tuple[Person, ...]
    how: How | None
    rule: str
    status: Status
    mentions: tuple[Mention, ...]
    stated: bool = False  # a clause says that they hold it, so that no other title of the article is needed
    source: Proposal | None = None  # what is held, where the title is taken to repeat it
    score: float = 0.0


def propose(title: Said, people: Iterable[Person], how: How | None, rule: str, stated: bool = False) -> Proposal:
    """That people hold a title in the status that its words say."""
    return Proposal(title, tuple(people), how, rule, title.status, title.mentions, stated)


def row(person: Who, line: Line) -> list[Who]:
    """«Иванов, Петров и Сидоров»."""
    found = [person]
    for following in line.whos:
        if following.first >= found[-1].last and joined(line.tokens[found[-1].last : following.first]):
            found.append(following)
    return found


def in_turn(title: Said, whos: Sequence[Who], line: Line) -> Iterator[tuple[Said, Sequence[Who]]]:
    """A title with who has it; one by one where a plural means as many posts as people are named, and nothing where
    it means more or fewer: «губернаторы *Омской и Томской* областей *Рогов и Котова*».
    """
    same = [t for t in line.titles if t.post.head == title.post.head and not t.single]
    if title.single or len(same) < 2:
        yield title, whos
    elif len(same) == len(whos):
        yield from ((one, [who]) for one, who in zip(same, whos, strict=True))


def joined(gap: Sequence[Token]) -> bool:
    """Whether what stands between two names makes a list of them; brackets and «из Кентукки» may stand there."""
    words = [t.lower for t in _told_apart(gap)]
    while "(" in words and ")" in words[words.index("(") :]:
        del words[words.index("(") : words.index(")", words.index("(")) + 1]
    if words[:1] in (["из"], ["от"]):
        words = words[2:]
    words = [w for w in words if not AGE.match(w)]
    return words in ([","], ["и"], [",", "а", "также"], ["или"], [";"])


def _told_apart(gap: Sequence[Token]) -> Sequence[Token]:
    """What stands between two names without a participle's clause: «Рогов, *курирующий дороги,* и Белова»."""
    if len(gap) < 2 or gap[0].text != "," or gap[1].tag.form != "Part":
        return gap
    end = next((i for i, t in enumerate(gap) if i > 1 and t.text == ","), 0)
    return gap[end + 1 :] or gap[end:]


AGE = re.compile(r"\d+-?(?:летн\w*)?$")
YEARS = frozenset(word_list("date.ages.years"))
# Words that may stand between a name and its title, or before a title, without being a part of either.
STATUS_WORDS = re.compile(
    r"(?:бывш|экс|нынешн|тогдашн|известн|новы|нова|избранн|действующ|прежн|будущ|временн|исполняющ|легендарн|"
    r"ныне|теперь|ранее|позже|позднее|затем|потом|тогда|также|впоследствии|недавно|сейчас|сегодня|обязанности|врио|врид|одновременно|"
    r"и$|о$|а$|\.$|по$|совместительству$|первый$|второй$|третий$|старший$)"
)
_MINISTRY = re.compile(r"(?:мин[а-я]|мид\b|мвд\b|мчс\b|министерств)", re.IGNORECASE)


# Whose posts somebody else's name may follow.
SERVANTS = frozenset(word_list("link.said.servants"))
# Of one town, these are one person.
MAYORS = frozenset(word_list("link.said.mayors"))


def ministry(name: str, portfolio: str) -> bool:
    """Whether a ministry's short name is made of a minister's portfolio.

    >>> ministry("Минсельхоз", "сельского хозяйства"), ministry("МИД", "иностранных дел"), ministry("Минфин", "обороны")
    (True, True, False)
    """
    word, words = name.split(" ")[0].lower(), [w for w in portfolio.lower().split() if len(w) > 1]
    if word.startswith("министерств"):
        return name.lower().endswith(portfolio.lower())
    if word == "м" + "".join(w[0] for w in words):
        return True
    rest = word.removeprefix("мин")
    if rest == word:
        return False
    for part in words:
        same = shared_start(rest, part)
        rest = rest[same:] if same > 2 else rest
    return len(rest) < 3


def same_office(title: Said, other: Said) -> bool:
    """One office called in two ways: «глава Минсельхоза» and «министр сельского хозяйства», deputies of mayors."""
    if title.elsewhere(other) or (None not in (title.region, other.region) and title.region != other.region):
        return False
    deputy = _deputy(title.post.post)
    if (deputy and deputy == _deputy(other.post.post)) or _heads_one(title, other):
        return True
    return any(_heads_ministry_of(*pair) or _rules_one(*pair) for pair in ((title, other), (other, title)))


def _heads_one(title: Said, other: Said) -> bool:
    """«Замглавы» and «заместитель руководителя» of one body."""
    mine, its = (t.post.post.replace("главы", "руководителя") for t in (title, other))
    same = mine == its or {mine, its} == {"глава", "руководитель"}
    return same and title.organization is not None and title.organization == other.organization


def _heads_ministry_of(head: Said, minister: Said) -> bool:
    """«Глава Минфина», «министр финансов»; «замглавы Минфина», «замминистра (финансов)»."""
    (rank, post), (its_rank, its_post) = _rank(head.post.post), _rank(minister.post.post)
    if post not in ("глава", "министр") or head.organization is None or rank != its_rank:
        return False
    word, _, portfolio = its_post.partition(" ")
    if rank and its_post == "министр":
        return bool(_MINISTRY.match(head.organization.name)) and minister.organization is None
    return word == "министр" and bool(portfolio) and ministry(head.organization.name, portfolio)


def _rank(post: str) -> tuple[str, str]:
    """«Первый заместитель» and whose he is, in the nominative; "" and the post for others."""
    rank, of, whose = post.rpartition("заместитель ")
    if not of:
        return "", post
    word, _, rest = whose.partition(" ")
    return f"{rank}{of}", f"{_CHIEFS.get(word, word)} {rest}".strip()


_CHIEFS = {"главы": "глава", "министра": "министр"}


def _rules_one(head: Said, other: Said) -> bool:
    """Who heads a government is a premier, who heads a region's administration its governor, a country's head its
    leader, and who governs a city its mayor."""
    if head.organization is None:
        return other.organization is None and _rules_land(head, other)
    if other.organization is not None or not _HEAD_OF_IT.fullmatch(head.post.post):
        return False
    names = (posts for called, posts in _RULED_BY.items() if called.match(head.organization.name))
    return other.post.post in next(names, ())


def _rules_land(head: Said, other: Said) -> bool:
    """«Глава Китая» and «лидер Китая», «градоначальник» and «губернатор» of one city."""
    land, post, its = head.region, head.post.post, other.post.post
    if land is None or land != other.region:
        return False
    city = its == "губернатор" and post != "мэр" and post in MAYORS
    return (post, its) == ("глава", "лидер") if land.kind == "country" else city


_HEAD_OF_IT = re.compile(r"(?:глава|председатель|руководитель)(?: (?:правительства|кабинета министров|администрации))?")
_RULED_BY = {
    re.compile("правительство|кабинет министров|кабмин", re.IGNORECASE): ("премьер-министр", "глава правительства"),
    re.compile(
        r"[а-яё-]+ая (?:(?:областная|краевая) (?:[а-яё]+ая )*администрация|О[ГВ]А\b)|"
        r"администрация [а-яё-]+(?:ой|ого) (?:области|края)\Z",
        re.IGNORECASE,
    ): ("губернатор",),
}


def _deputy(post: str) -> str:
    """«Заместитель» or «первый заместитель» for a mayor's deputy, "" for other posts."""
    rank, rest = ("первый ", post.removeprefix("первый ")) if post.startswith("первый ") else ("", post)
    of_mayor = rest == "вице-мэр" or (rest.startswith("заместитель ") and rest.split(" ")[1] in ("мэра", "главы"))
    return f"{rank}заместитель" if of_mayor else ""


def shorter(title: Said, post: str, organization: Organization | None) -> bool:
    """Whether a title names a post, in full or by its first word: «министр» for «министр культуры»."""
    mine = title.post
    if mine.post == post:
        return True
    if title.organization is not None or title.region is not None:
        return False
    ministry = organization is not None and bool(_MINISTRY.match(organization.name))
    return post.startswith(mine.post + " ") or (mine.post == "министр" and post == "глава" and ministry)


def who(sentence: Sentence, people: Spots[Person]) -> list[Who]:
    """The people named in a sentence, in order."""
    found = []
    for spot in people.within(sentence.start, sentence.stop):
        first, last = sentence.touched(spot.start, spot.stop)
        if first < last and not is_honoured(sentence.tokens, first):
            tokens = sentence.tokens[first:last]
            case, plural = _form(tokens)
            case = _surer(case, tokens, spot.entity)
            plain = len(tokens) > 1 and _plain(spot.text) in _plain(spot.entity.name)
            found.append(Who(spot.start, spot.stop, spot.entity, case, plural, first, last, plain))
    return found


def does(who: Who, verb: Token) -> bool:
    """Whether a verb's gender allows a person for its subject."""
    wrong = {"masc": "female", "femn": "male"}.get(verb.tag.gender or "")
    return verb.tag.number == "plur" or who.person.gender is None or who.person.gender != wrong


def aside(who: Who, tokens: Sequence[Token]) -> bool:
    """«*Он* служил в главке, *которым* руководил Рогов»: whether a pronoun's sentence names somebody but in passing."""
    back = range(who.first - 1, 0, -1)
    at = next((i for i in back if tokens[i].lower.startswith("котор") or tokens[i].lower == "где"), 0)
    free = at and not any(t.text == "," for t in tokens[at + 1 : who.first])
    return bool(free) and any(t.lower in THEY and t.tag.case == "nomn" for t in tokens[:at])


THEY = frozenset(("он", "она"))


def of_anyone(title: Said, tokens: Sequence[Token]) -> bool:
    """«если *избранник* покидает партию, от которой *он* прошёл в Думу»: of whom a rule tells, nobody's."""
    at = next((i for i in range(title.first - 1, 0, -1) if tokens[i].lower in THEY), 0)
    if not any(is_a(t.lower, "in_case") for t in tokens[:at]):
        return False
    noun = next((t.tag for t in reversed(tokens[:at]) if (t.tag.pos, t.tag.case) == ("NOUN", "nomn")), None)
    return noun is not None and noun.animacy == "anim"


def addressed(lines: Sequence[Line]) -> Person | None:
    """«— *Иван Ильич*, с чего начинали?»: who answers in an interview."""
    found = {line.whos[0].person for line in lines if _addresses(line)} or _introduced(lines)
    return only(found)


def _addresses(line: Line) -> bool:
    opens = line.open and line.tokens[0].text in DASHES and line.named(1, 2)
    return opens and token_at(line.tokens, line.whos[0].last).text == ","


def _introduced(lines: Sequence[Line]) -> set[Person]:
    """«Мы поговорили с *мэром Роговым*. — Кем вы были до этого?»: whom a page names before its first question."""
    said = [n for n, line in enumerate(lines) if line.open and line.tokens[0].text in DASHES]
    asked = any(lines[n].tokens[-1].text == "?" for n in said)
    return {w.person for line in lines[: said[0]] for w in line.spoken} if asked else set()


def in_case(whos: Iterable[Who], *cases: str | None) -> list[Who]:
    """Those whose names stand in one of some cases."""
    return [who for who in whos if who.case in cases]


def predecessor(title: Said, tokens: Sequence[Token]) -> int | None:
    """The token of «предшественник» in «*предшественник* Рогова на посту мэра Анна Котова»."""
    near = range(title.first - 1, max(-1, title.first - 7), -1)
    if not any(tokens[i].lower in ("посту", "должности") for i in near[:3]):
        return None
    return next((i for i in near if is_a(tokens[i].lower, "predecessor")), None)


def aimed_at(title: Said, before: str) -> bool:
    """«выдвинули *в губернаторы*»: a plural behind «в», what a verb makes of somebody."""
    return title.post.plural and title.status == "current" and before in ("в", "во") and title.case != "loct"


def first_person(at: int, tokens: Sequence[Token]) -> bool:
    """«*я* был министром»: whoever speaks."""
    return any(t.lower in ("я", "мы", "вы", "ты") for t in tokens[max(0, at - 4) : at + 3])


def played(title: Said, tokens: Sequence[Token]) -> bool:
    """«сыграл *роль* матроса»: a part, which is nobody's post."""
    first = attributes(tokens, title.first, title.case)
    own = token_at(tokens, first - 2).lower == "в"  # «дебютировал *в роли* тренера»: as one
    return title.case == "gent" and not own and is_a(token_at(tokens, first - 1).lower, "part")


def _form(tokens: Sequence[Token]) -> tuple[str | None, bool]:
    """The case that most words of a name have, the last of them where they differ evenly; and whether it is plural."""
    cases = [t.tag.case for t in tokens if t.tag.case and len(t.text) > 1]
    if not cases:
        return None, False
    count = Counter(cases)
    best = max(count.values())
    case = next(c for c in reversed(cases) if count[c] == best)
    return case, all(t.tag.number == "plur" for t in tokens if t.tag.case)


def _surer(case: str | None, tokens: Sequence[Token], person: Person) -> str | None:
    """The case of a name whose words' tags differ, by its nominative: «Яна Абрамова» is no Яна."""
    if _of_man(tokens, person):
        return "nomn"  # a man's surname in a consonant has another form in every other case
    parts = set(_plain(person.name).split()) | set(_plain(person.name).replace("-", " ").split())
    long = [t for t in tokens if len(t.text) > 1]
    told, words = [t.tag.case for t in long if t.tag.case], [_plain(t.lower) for t in long]
    if parts.issuperset(words):
        hers = person.gender == "female" and len(words) > 1 and words[0].endswith(("а", "я"))
        return "nomn" if "nomn" in told or hers else case  # «избрана *Аяна Сат*», which the tags don't know
    if len({*told}) > 1 and person.gender == "female" and words[-1].endswith(("ой", "ей")):
        return _fallen(words[0], told) if words[0] not in parts else None  # «Зайнаб Мирзаевой» may be in four cases
    return _changed(told, words, parts, tokens, person) if case == "nomn" else case


def _fallen(first: str, told: Sequence[str]) -> str | None:
    """The case of «*Гульнаре* Каримовой», by her first name."""
    return ("loct" if "loct" in told else "datv") if first.endswith("е") else None


def _of_mans(tokens: Sequence[Token], person: Person) -> bool:
    """«супруг премьера *Атталя*», which the tags may take for a woman's: the genitive of a man's surname alone."""
    surname = _plain(person.name).rpartition(" ")[2]
    stem = surname.rstrip("йь")
    alone = len(tokens) == 1 and person.gender == "male"
    return alone and _plain(tokens[0].lower) == stem + ("а" if stem == surname else "я")


def _changed(
    told: Sequence[str], words: Sequence[str], parts: Set[str], tokens: Sequence[Token], person: Person
) -> str | None:
    """The case of a name that the tags take for a nominative, by words that are its parts in another form; of two words
    or more none where they tell that alone.
    """
    if not any(_inflected(word, part) for word in words if word not in parts for part in parts):
        return "nomn"
    if _of_mans(tokens, person):
        return "gent"
    return next((case for case in told if case != "nomn"), None if len(words) > 1 else "nomn")


def _of_man(tokens: Sequence[Token], person: Person) -> bool:
    """Whether a mention is a man's surname in a consonant, as it stands, alone or behind such a first name."""
    if person.gender == "female" or (len(tokens) > 1 and person.gender is None):
        return False
    told = _plain(person.name).split()
    words = [_plain(t.lower) for t in tokens]
    return words == told[-len(words) :] and all(word.endswith((*CONSONANTS, "й")) for word in words)


def _plain(name: str) -> str:
    return name.lower().replace("ё", "е")


def _inflected(word: str, part: str) -> bool:
    """Whether two words differ in their endings alone."""
    stem = shared_start(word, part)
    short = len(word) == len(part) == 3  # «*Яну* Рогову»
    return stem > 2 - short and len(word) - stem < 4 and len(part) - stem < 3 and word.endswith(_ENDINGS)


_ENDINGS = word_list("link.said.endings")


def titles(found: Sequence[Finding[tuple[Post, ...]]], article: Article) -> list[Said]:
    """The findings of each head made one, a head with several posts several."""
    heads = grouped((finding.value[0].head, finding) for finding in found)
    return [said for head in sorted(heads) for said in _posts(heads[head], article)]


def _posts(found: Sequence[Finding[tuple[Post, ...]]], article: Article) -> Iterator[Said]:
    posts = found[0].value
    number = article.number(posts[0].head)
    sentence = article.sentences[number]
    for post in posts:
        fitting = [f for f in found if f.stop >= post.stop] if len(posts) > 1 else found
        mentions = tuple(mention(article.text, f) for f in fitting or found)
        first, last = sentence.touched(post.start, post.stop)
        said = Said(number, _cased(post, first, sentence.tokens), mentions, first, last, post.status)
        yield _counted(said, sentence.tokens)


def _cased(post: Post, first: int, tokens: Sequence[Token]) -> Post:
    """«*первый* замруководителя»: the case of a head that the dictionary lacks is its adjective's."""
    at = next((i for i in range(first, len(tokens)) if tokens[i].start == post.head), 0)
    # «главы *районов*: Таскин (Ужурский)»: several, which have a head each
    last = next((t for t in tokens[first:] if t.stop == post.stop), None)
    of_several = last is not None and last.tag.number == "plur" and closes_row(last)
    if post.case == "gent" and (of_several or first == at == 0):
        return _opening(post, at, of_several, tokens)
    before = token_at(tokens, at - 1).tag
    if before.pos != "ADJ" or before.case in (None, post.case):
        return post
    return post if morph.dictionary_forms(tokens[at].lower) else replace(post, case=before.case)


def _opening(post: Post, at: int, of_several: bool, tokens: Sequence[Token]) -> Post:
    """«*Главы* районов *подписали* договор»: what opens a sentence is governed by nothing."""
    several = any((f.case, f.number) == ("nomn", "plur") for f in morph.nouns(tokens[at].lower))
    verb = next((t for t in tokens if t.tag.form == "Fin"), tokens[0])
    told = several and (of_several or verb.tag.number == "plur")
    return replace(post, case="nomn", plural=True) if told else post


def _counted(title: Said, tokens: Sequence[Token]) -> Said:
    """A title that knows how many hold it."""
    if not title.post.plural:
        few = title.case in ("gent", None) and _few(title.first, tokens)  # «*два* его заместителя»
        return replace(title, single=False, post=replace(title.post, case=None, plural=True)) if few else title
    one = _one_of(title.first, tokens)
    if one is None:
        return replace(title, single=_becoming(title.first, tokens))
    case = "ablt" if tokens[one].lower == "одним" else tokens[one].tag.case
    return replace(title, first=one, post=replace(title.post, case=case, plural=False), among=True)


def _few(at: int, tokens: Sequence[Token]) -> bool:
    """Whether «два» to «четыре» count what begins at a token, over «его», «и. о.» and adjectives."""
    while at and (tokens[at - 1].tag.pos in ("ADJ", "DET") or _stands_over(tokens[at - 1].lower)):
        at -= 1
    return token_at(tokens, at - 1).lower in word_list("link.said.few")


def _stands_over(word: str) -> bool:
    return is_a(word, "his") or bool(STATUS_WORDS.match(word))


def _becoming(start: int, tokens: Sequence[Token]) -> bool:
    """«баллотируется в губернаторы»: a plural that means one."""
    before = tokens[max(0, start - 2) : start]
    if not before or before[-1].lower != "в":
        return False
    several = before[0].lower.startswith("кандидат") and before[0].tag.number == "plur"  # «*кандидаты* в мэры: …»
    return before[0].tag.pos in ("VERB", "NOUN", "PROPN", "ADV") and not several


def _one_of(start: int, tokens: Sequence[Token]) -> int | None:
    """The token of «один» in «стал *одним* из самых известных и любимых клавишников»."""
    for i in range(start - 1, max(0, start - 8), -1):
        if tokens[i].lower == "из" and tokens[i - 1].lower.startswith(("один", "одн")):
            return i - 1
        tag = tokens[i].tag
        if not (tag.pos in ("ADJ", "ADV", "ADP", "CCONJ", "NUM", "DET") or tag.form == "Part" or tokens[i].text == ","):
            return None
    return None
