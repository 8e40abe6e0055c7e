"""Titles that their sentence ties to nobody, tied by the article: what it said before, else what it says later."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import pairwise, takewhile

from newsnlp.data import word_list
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import DASHES, attributes
from newsnlp.link.said import (
    MAYORS,
    SERVANTS,
    YEARS,
    Line,
    Proposal,
    Said,
    Who,
    addressed,
    aside,
    first_person,
    in_case,
    propose,
    row,
    same_office,
    shorter,
)
from newsnlp.link.speech import says, speakers
from newsnlp.link.verb import LATTER, Clause, appoints, latter_alone, says_what
from newsnlp.types import Person, Token, only, token_at

_NOBODY = tuple(word_list("link.article.nobody"))

_OTHER = tuple(word_list("link.article.other"))

# Of one region, these are one person: «губернатор Подмосковья» and «глава Московской области».
_CHIEFS = frozenset(word_list("link.article.chiefs"))
_CHIEF_WORDS = frozenset(post.partition(" ")[0] for post in _CHIEFS | MAYORS)

_NEAR = 15  # titles of like posts, before and behind, that one may repeat


def through_article(
    vacant: Sequence[Clause],
    held: Sequence[Proposal],
    said: Sequence[Said],
    lines: Sequence[Line],
    last_speaker: Callable[[int], Person | None],
) -> list[Proposal]:
    """The proposals for titles that no sentence gives to anybody, in the article's order.

    ``last_speaker``: who spoke last before an offset.
    """
    story = _Story(held, said, lines, last_speaker)
    return [p._replace(title=one.title) for one in vacant for p in story.of(one)]


class _Story:
    """What an article tells of titles; asked for them in its order."""

    def __init__(
        self,
        held: Sequence[Proposal],
        said: Sequence[Said],
        lines: Sequence[Line],
        last_speaker: Callable[[int], Person | None],
    ) -> None:
        self._lines = lines
        self._known = _Known(held, {p.title for p in held if after(p.title, lines[p.title.sentence].tokens, "нов")})
        self._servants = {p.title.post.office: p.people for p in held}
        self._served = {t.post.office for t in said}
        at_work = {person for one in held if not one.title.official for person in one.people}
        self._told = _Told(lines, last_speaker, _given(held), _offices(held), at_work)

    def of(self, one: Clause) -> Iterable[Proposal]:
        """Who may hold a title that no sentence gives to anybody."""
        line = self._lines[one.title.sentence]
        title, tokens = _heed(one.title, line.tokens), line.tokens
        if speaker := _speaker(one, title, self._lines) or self._told.answering(one, title, tokens):
            return [propose(title, speaker, "pronoun", "speaks", True)]
        if one.nobody or sought(one, tokens) or not line.open:
            return ()
        if title.post.plural:
            return [*_together(one.title, self._known, tokens), *_of_them(title, self._lines)]
        if one.stated:
            return self._told.subject(title, tokens)
        return () if generic(title, tokens) else self._repeated(title, tokens)

    def _repeated(self, title: Said, tokens: Sequence[Token]) -> Iterable[Proposal]:
        same = self._known.said(title, self._servants.get(title.post.head, ()), tokens)
        if same or title.post.head in self._served:
            return same
        return [*self._told.described(title, tokens), *self._told.retold(title, tokens)]


def _speaker(one: Clause, title: Said, lines: Sequence[Line]) -> Set[Person]:
    """«Я *как министр* …», not «Я *не* министр»: who alone may say so, where the clause gives it to nobody else."""
    tokens = lines[title.sentence].tokens
    denied = token_at(tokens, title.first - 1).lower == "не"
    if denied or not (one.nobody or after(title, tokens, "как")) or not first_person(title.first, tokens):
        return frozenset()
    people = speakers(title, lines)
    return people if len(people) == 1 else frozenset()


def _offices(held: Sequence[Proposal]) -> dict[Person, set[str]]:
    """The public offices of each person who holds one."""
    found: defaultdict[Person, set[str]] = defaultdict(set)
    for one in held:
        if one.title.official:
            for person in one.people:
                found[person] |= {one.title.post.post, *one.title.post.means}
    return found


def _given(held: Sequence[Proposal]) -> dict[int, set[Person]]:
    """Who is given a post in each sentence: «Орлов назначил *Рогова* министром»."""
    found: defaultdict[int, set[Person]] = defaultdict(set)
    for one in held:
        if one.how == "verb" and one.status != "former" and not one.title.post.verb:
            found[one.title.sentence].update(one.people)
    return found


def _holders(others: Sequence[Proposal]) -> list[Proposal]:
    """The first of each person's titles, of three people at most."""
    first = {other.people[0]: other for other in reversed(others)}
    return sorted(first.values(), key=others.index)[:3]


def _together(title: Said, known: _Known, tokens: Sequence[Token]) -> Iterator[Proposal]:
    """«Боксёры Котов и Лунин прилетели. *Боксёры* …»: the people of such a plural before."""
    if generic(title, tokens) or title.post.tail != title.post.stop:
        return
    before = (p for p in known.like(title, (), tokens) if len(p.people) > 1 and p.title.post.head < title.post.head)
    same = next(before, None)
    if same is not None:
        yield propose(title, same.people, "article", "same")._replace(source=same)


def _of_them(title: Said, lines: Sequence[Line]) -> Iterator[Proposal]:
    """«Против выступили пять *депутатов*. Один из них, *Онищук*, …»: who is named next as one, or some, of a number."""
    line = next(iter(lines[title.sentence + 1 :][:1]), Line((), (), ()))
    at = next((i for i, t in enumerate(line.tokens[:8]) if t.lower == "них"), 0)
    if not at or _several_kinds(title, lines[title.sentence].tokens):
        return
    who = line.behind(at + 1 + (token_at(line.tokens, at + 1).text in (",", ":", *DASHES)))
    whose = token_at(line.tokens, at - 1).lower
    if who is not None and whose in _AMONG:
        yield propose(title, [w.person for w in row(who, line)[: _AMONG[whose]]], "pronoun", "of them", True)


_AMONG = {"из": 1, "среди": None}  # how many may be named behind: «один *из* них», «*среди* них»


def _several_kinds(title: Said, tokens: Sequence[Token]) -> bool:
    """«*Депутаты* выслушали *жителей*»: whether «они» may mean others than whom a title tells of."""
    others = (t for i, t in enumerate(tokens) if not title.first <= i < title.last)
    return any(t.tag.noun and t.tag.animacy == "anim" and t.tag.number == "plur" for t in others)


class _Known:
    """The titles that somebody holds, by the words of their posts."""

    def __init__(self, held: Sequence[Proposal], new: Set[Said]) -> None:
        self._new = new  # those that are called so
        self._held: defaultdict[str, list[Proposal]] = defaultdict(list)
        for one in sorted(held, key=lambda p: p.title.post.head):
            self._held[one.title.post.post.partition(" ")[0]].append(one)

    def said(self, title: Said, not_of: Sequence[Person], tokens: Sequence[Token]) -> list[Proposal]:
        """The holders of those that a title may repeat."""
        like = _holders(self.like(title, not_of, tokens))
        return [propose(title, p.people[:1], "article", "same")._replace(source=p) for p in like]

    def like(self, title: Said, not_of: Sequence[Person], tokens: Sequence[Token]) -> list[Proposal]:
        """Those that a title may repeat: the nearest before it, else the first behind; or of the only one there is."""
        near = self._eligible(title, not_of, tokens)
        fits = [p for p in near if _tenure(title, p) and _is(title, p.title)]
        fits = fits or next(filter(None, (_only(p for p in near if may(title, p)) for may in _LOOSELY)), [])
        at = bisect_left(fits, title.post.head, key=lambda p: p.title.post.head)
        return [*reversed(fits[:at]), *fits[at:]]

    def _eligible(self, title: Said, not_of: Sequence[Person], tokens: Sequence[Token]) -> list[Proposal]:
        new = after(title, tokens, "нов")
        fresh = new or after(title, tokens, _NOW)
        known = [p for p in self._near(title) if p.people[0] not in not_of and _fits(title, p.people[0])]
        if fresh:
            known = [p for p in known if p.status in ("current", "elect")]
        return [*filter(self._enters, known)] if new else known

    def _enters(self, held: Proposal) -> bool:
        """Whether it is told that somebody comes into office; who leads is no new leader."""
        return (held.stated and held.rule != "heads") or held.title in self._new

    def _near(self, title: Said) -> list[Proposal]:
        """Those whose posts have the title's word, not far from it."""
        words = {post.partition(" ")[0] for post in (title.post.post, *title.post.means)}
        if title.post.post in _CHIEFS | MAYORS:
            words |= _CHIEF_WORDS
        found = []
        words |= _ALIKE.get(title.post.post.split(" ")[0], set())
        for word in sorted(words):
            held = self._held.get(word, [])
            at = bisect_left(held, title.post.head, key=lambda p: p.title.post.head)
            found += held[max(0, at - _NEAR) : at + _NEAR]
        return sorted(found, key=lambda p: p.title.post.head)


_NOW = ("нынешн", "действующ")  # «*нынешний* министр» is none who was one
_ALIKE = {"министр": {"глава"}, "глава": {"министр", "руководитель"}, "вице-мэр": {"заместитель", "первый"}}
_ALIKE |= {
    "премьер-министр": {"председатель", "глава"},
    "руководитель": {"глава"},
    "вице-губернатор": {"первый"},
    "вице-премьер": {"первый"},
}
_ALIKE |= {"заместитель": {"вице-мэр", "первый"}, "первый": {"заместитель", "вице-мэр"}}


def _is(title: Said, other: Said) -> bool:
    return (_posts(title, other) and _bodies(title, other)) or same_office(title, other) or _in_short(title, other)


def _in_short(title: Said, other: Said) -> bool:
    """«Сообщил *пресс-секретарь* Рогов. … — добавил *пресс-секретарь губернатора*»: what was said in short before."""
    before = other.post.head < title.post.head and other.post.post in SERVANTS and not other.placed
    return before and title.post.post.startswith(f"{other.post.post} ")


def _only(found: Iterable[Proposal]) -> list[Proposal]:
    """Titles, if they are all of one holder."""
    kept = list(found)
    return kept if len({p.people[0] for p in kept}) == 1 else []


class _Told:
    """Whom the sentences so far have named; asked for titles in the article's order."""

    def __init__(
        self,
        lines: Sequence[Line],
        last_speaker: Callable[[int], Person | None],
        given: Mapping[int, Set[Person]],
        officials: Mapping[Person, Set[str]],
        at_work: Set[Person],
    ) -> None:
        self._lines, self._last_speaker, self._given, self._officials = lines, last_speaker, given, officials
        self._in_office = officials.keys() - at_work  # who has nothing but a public office
        self._all = Counter(w.person for line in lines for w in line.spoken)
        self._most = max(self._all.values(), default=1)
        self._so_far: Counter[Person] = Counter()
        self._first: Person | None = None
        self._read = 0
        self._addressed = addressed(lines)

    def _hero(self, sentence: int, other: str | None) -> Person | None:
        """Whom most of the names before a sentence are of: the person of a biography, but of an ``other`` gender."""
        for line in self._lines[self._read : sentence]:
            for w in line.spoken:
                self._so_far[w.person] += 1
                if self._first is None or self._so_far[w.person] > self._so_far[self._first]:
                    self._first = w.person
        self._read = max(self._read, sentence)
        first = self._first
        most = first is not None and 2 * self._so_far[first] > self._so_far.total() and _may_be(first, other)
        return first if most else None

    def subject(self, title: Said, tokens: Sequence[Token]) -> Iterator[Proposal]:
        """The subject of the sentences before: «Родился в 1960 году. Работал инженером.»"""
        if self._addressed and self._answers(title, tokens):
            yield propose(title, [self._addressed], "pronoun", "speaks", True)
            return
        if first_person(title.first, tokens) or _is_agent(title, tokens):
            return  # «*я* пришла к ней секретарём»: whoever that is
        givers = agents(title, self._lines[title.sentence])
        rule, other = ("appointed", _object(tokens)) if givers else ("subject", not_of(title, tokens))
        newcomer = self._newcomer(title, other) or self._promoted(title, tokens)
        sure = {"latter": self._latter(title), "newcomer": newcomer}
        rule, person = next(((r, p) for r, p in sure.items() if p), (rule, self._subject(title, givers, other)))
        if person is not None:
            yield propose(title, [person], "pronoun", rule, True)

    def answering(self, one: Clause, title: Said, tokens: Sequence[Token]) -> Set[Person]:
        """«— *Я* работал *директором* …»: who answers in an interview, of himself."""
        near = [t.lower for t in tokens[max(0, title.first - 6) : title.first]]
        own = one.nobody and "я" in near and tokens[0].text in DASHES and tokens[-1].text != "?"
        return {self._addressed} if own and self._addressed else frozenset()

    def _subject(self, title: Said, givers: Set[Person], other: str | None) -> Person | None:
        """``givers``: who in its own clause makes somebody else so; ``other``: the gender that no holder has."""
        here, number = self._lines[title.sentence], title.sentence
        # «*он* станет министром, сказал Белов», «Белов назначил *его*»
        whos = [w for w in here.spoken if w.last <= title.first and w.person not in givers]
        found = _subject(whos, other, here.tokens) or _only_before(whos, title, other, here.tokens)
        before = (_meant(line.spoken, other, line.tokens) for line in self._lines[max(0, number - 3) : number][::-1])
        return found or next(filter(None, before), None) or self._hero(number, other)

    def _answers(self, title: Said, tokens: Sequence[Token]) -> bool:
        """«— *Был депутатом*, потом ушёл»: whether who answers in an interview tells it of himself."""
        others = any(t.text == "?" or t.lower in ("он", "она", "который", "которая", "кто") for t in tokens)
        return tokens[0].text in DASHES and not others and not self._lines[title.sentence].named(0, title.first)

    def _latter(self, title: Said) -> Person | None:
        """«Белов уволил Рогова. *Последний* был министром»: who was named last."""
        tokens = self._lines[title.sentence].tokens
        said = (i for i in range(title.first) if tokens[i].lower in LATTER and latter_alone(tokens[i + 1]))
        if (at := next(said, None)) is None:
            return None
        near = [w for line in self._lines[max(0, title.sentence - 1) : title.sentence + 1] for w in line.spoken]
        wrong = "male" if tokens[at].lower in ("последняя", "та") else "female"
        return next((w.person for w in reversed(near) if w.start < tokens[at].start and w.person.gender != wrong), None)

    def _newcomer(self, title: Said, other: str | None) -> Person | None:
        """«Орлов назначил *Рогова* министром. До этого он был врачом»: what somebody was who has been given a post."""
        if title.status != "former" or any(w.last <= title.first for w in self._lines[title.sentence].spoken):
            return None
        return only({p for p in self._given.get(title.sentence - 1, ()) if _may_be(p, other)})

    def _promoted(self, title: Said, tokens: Sequence[Token]) -> Person | None:
        """«Президент Орлов повысил Рогова. *Он назначен министром*»: whom the sentence before did something with."""
        passive = any(t.tag.short and is_a(t.lower, "chosen") for t in tokens[: title.first])
        if not passive or tokens[0].lower not in ("он", "она") or not title.sentence:
            return None
        before = self._lines[title.sentence - 1].spoken
        return only({w.person for w in in_case(before, "accs", "gent")}) if in_case(before, "nomn") else None

    def described(self, title: Said, tokens: Sequence[Token]) -> Iterator[Proposal]:
        """«певица», «политик»: whom the sentences before are about, where the sentence names nobody else."""
        if not _describes(title) or _points(title, tokens) or after(title, tokens, _NOW):
            return
        scores = self._recent(title, tokens)
        best = self._best(scores, title)
        if best is None or scores.get(best, _CLEAR) < _CLEAR or (says(title, tokens) and not self._spoke(best, title)):
            return
        if not _tells_of_another(title, best, self._lines[title.sentence]):
            yield propose(title, [best], "article", "described")

    def _best(self, scores: Mapping[Person, float], title: Said) -> Person | None:
        """«*Эксперт* полагает»: of whom the sentences before are about, else who spoke last; no minister, where the
        article names anybody else.
        """
        learned = is_a(title.post.post, "pundit") and any(p not in self._in_office for p in self._all)
        free = [p for p in scores if not learned or p not in self._in_office]
        if free or not learned:
            return max(free, key=scores.__getitem__, default=None)
        last = self._last_speaker(title.post.head)
        return None if last in self._in_office else last

    def retold(self, title: Said, tokens: Sequence[Token]) -> Iterator[Proposal]:
        """«Суд арестовал *Мишина*. Бывшего вице-мэра Твери обвиняют …»: the only one whom the sentence before names."""
        if not _opens(title, tokens):
            return
        before = self._lines[title.sentence - 1]
        person = self._alone(title, before) if title.status == "former" or _suffers(title, before, tokens) else None
        if person in (None, self._last_speaker(title.post.head)) or not _fits(title, person):
            return
        if not _tells_of_another(title, person, self._lines[title.sentence]):
            yield propose(title, [person], "article", "retold")

    def _alone(self, title: Said, line: Line) -> Person | None:
        """The only one whom a sentence names and calls nothing but by his rank, or its subject who is all it names."""
        whos = [*filter(partial(_tells_whose, line.tokens), line.spoken)]
        if (bare := {w.person for w in whos if self._is_bare(w, line)}) or title.case != "nomn":
            return only(bare)
        return only({w.person for w in whos if self._sits(w.person, line)}) if in_case(whos, "nomn") else None

    def _is_bare(self, who: Who, line: Line) -> bool:
        return not self._officials.get(who.person) and all(map(_plain, line.ending(who.first)))

    def _sits(self, person: Person, line: Line) -> bool:
        """Whether somebody is a deputy or a senator, who may have been anything before; or nothing that serves."""
        offices = self._officials.get(person)
        if offices:
            return any(office.startswith(("депутат", "сенатор")) for office in offices)
        return all(t.post.post not in SERVANTS for w in line.spoken for t in line.ending(w.first))

    def _recent(self, title: Said, tokens: Sequence[Token]) -> dict[Person, float]:
        """How much the sentences before are about each of those whom a title may mean."""
        scores: dict[Person, float] = {}
        for back, weight in enumerate(_RECENT[: title.sentence], 1):
            for w in self._lines[title.sentence - back].spoken:
                if _fits(title, w.person) and _may_mean(title, self._officials.get(w.person, frozenset()), tokens):
                    score = weight + 0.3 * (w.case == "nomn") + self._all[w.person] / self._most
                    scores[w.person] = max(score, scores.get(w.person, 0.0))
        return scores

    def _spoke(self, person: Person, title: Said) -> bool:
        """Whether somebody may be who speaks here; who is not known to be in office has to have spoken."""
        unknown = title.official and not self._officials.get(person)
        return self._last_speaker(title.post.head) in ((person,) if unknown else (person, None))


def _may_be(person: Person, other: str | None) -> bool:
    """Whether somebody is not known to be of a gender."""
    return person.gender is None or person.gender != other


def _meant(whos: Sequence[Who], other: str | None, tokens: Sequence[Token]) -> Person | None:
    """Of those whom a sentence before names its subject, or the only woman: «Она была ...»."""
    whos = [w for w in whos if not aside(w, tokens)]
    fitting = {w.person for w in whos if _may_be(w.person, other)}
    return _subject(whos, other, tokens) or (only(fitting) if other and len(whos) > 1 else None)


def _subject(whos: Sequence[Who], other: str | None, tokens: Sequence[Token]) -> Person | None:
    """The first of whom a sentence tells something."""
    fitting = (w for w in whos if _may_be(w.person, other))
    return next((w.person for w in fitting if w.case == "nomn" or _aged(w, tokens)), None)


def _only_before(whos: Sequence[Who], title: Said, other: str | None, tokens: Sequence[Token]) -> Person | None:
    """«В окружении *Рогова* говорят, что *он* станет мэром»: the only one whom a sentence names before its pronoun."""
    at = next((i for i in range(title.first - 1, 0, -1) if tokens[i].lower in ("он", "она")), 0)
    comma = any(t.text == "," for t in tokens[:at])
    return only({w.person for w in whos if w.last < at and _may_be(w.person, other)}) if comma else None


def _object(tokens: Sequence[Token]) -> str | None:
    """The gender that whom a sentence's pronoun means can't have: «назначил *её*»."""
    return next((_NOT[t.lower] for t in tokens if t.lower in _NOT), None)


_NOT = {"его": "female", "её": "male", "ее": "male"}


def _aged(who: Who, tokens: Sequence[Token]) -> bool:
    """«*Рогову* 52 года» is said of him."""
    behind = tokens[who.last : who.last + 2]
    return who.case == "datv" and len(behind) == 2 and behind[0].text.isdigit() and behind[1].lower in YEARS


def _may_mean(title: Said, offices: Set[str], tokens: Sequence[Token]) -> bool:
    """Whether a description may stand for somebody with some offices, or with none.

    «Ушёл большой артист», said by a president, is of nobody in office; «напугал *судью*» is of who is known to be one.
    """
    if _elsewhere(title, offices):
        return False
    if not title.official:
        return not (offices and quoted(title, tokens))
    return bool(offices) or title.status != "current" or says(title, tokens)


def _acting(title: Said, tokens: Sequence[Token], behind: int = 2) -> bool:
    """Whether a title is a subject that stands at its verb: «отметил *министр*», «*министр* уехал»."""
    beside = (*tokens[max(0, title.first - 1) : title.first], *tokens[title.last : title.last + behind])
    return title.case == "nomn" and any(t.tag.form == "Fin" or t.tag.short for t in beside)


def _opens(title: Said, tokens: Sequence[Token]) -> bool:
    """Whether a title opens its sentence, or stands behind what opens it: «По версии следствия, *экс-мэр*»."""
    if title.first > _OPENING or not (title.official and title.sentence):
        return False
    before = tokens[: title.first]
    first = next((i for i, t in enumerate(before) if t.text == ","), -1) + 1
    return title.first - first < 2 and token_at(tokens, title.last).text != ":" and not any(map(_parts, before))


def _parts(token: Token) -> bool:
    return bool(token.tag.form) or token.text in DASHES


_OPENING = 12  # words that may stand before: «По версии следствия и защиты, *экс-мэр*»
_WORDS = frozenset(word_list("title.words.words"))


def _tells_whose(tokens: Sequence[Token], who: Who) -> bool:
    """Whether a name is not that of who says something: «*по словам* Рогова»."""
    return token_at(tokens, who.first - 1).lower not in _WORDS


def _plain(title: Said) -> bool:
    """Whether a title says but a rank: «*генерал* Рогов»."""
    return "~" in title.post.means and not title.official


def _suffers(title: Said, before: Line, tokens: Sequence[Token]) -> bool:
    """«Задержан Галеев. *Министра* подозревают …»: whether to whom something was done nobody named does something."""
    verb = next((t for t in tokens[title.last :] if t.tag.form == "Fin"), None)
    if verb is None or verb.tag.number != "plur" or title.case not in ("accs", "datv"):
        return False
    return _undergone(before) and not any(t.tag.case == "nomn" for t in tokens if t.start < verb.start)


def _undergone(line: Line) -> bool:
    """Whether something is done with whom a sentence names: «*задержан* Галеев», «арестовали Галеева»."""
    return not in_case(line.whos, "nomn") or any(t.tag.short for t in line.tokens)


def _tells_of_another(title: Said, person: Person, line: Line) -> bool:
    """«адвокат *Караджича*»: whether a sentence names another behind a title, or as its subject."""
    return any(w.first == title.last or (w.case == "nomn" and w.person != person) for w in line.whos)


def _elsewhere(title: Said, offices: Set[str]) -> bool:
    """Whether somebody's offices are others than a description stands for: «глава государства» is no deputy."""
    means = {title.post.post, *title.post.means}
    like = any(f" {meant} " in f" {office} " for office in offices for meant in means)
    return bool(offices) and title.official and means.isdisjoint({"*", "~"}) and not like


def _describes(title: Said) -> bool:
    """Whether a word may stand for somebody already named: no body or place is its own."""
    post = title.post
    plain = post.tail == post.stop if title.region is None else not title.official and "~" in post.means
    told = title.official or not {"~", "*"}.isdisjoint(post.means)
    return told and bool(post.means) and plain and title.organization is None


def _points(title: Said, tokens: Sequence[Token]) -> bool:
    """Whether the words beside a title point at another than who was named: «*тот* чиновник», «чиновник *из* Тулы»."""
    before = token_at(tokens, title.first - 1)
    beside = before.tag.pos in _POINTING or before.lower.startswith("нов") or token_at(tokens, title.last).lower == "из"
    return beside or possessed(title, tokens) or coordinate(title, tokens)


def coordinate(title: Said, tokens: Sequence[Token]) -> bool:
    """«Обвиняемый *и защитник*»: another than the one before; «депутата *или сенатора*»: any."""
    if title.first and tokens[title.first - 1].lower == "или":
        return True
    if title.first < 2 or tokens[title.first - 1].lower != "и":
        return False
    before = tokens[title.first - 2].tag
    return before.case == title.case and before.pos != "PROPN"


def quoted(title: Said, tokens: Sequence[Token]) -> bool:
    """Whether guillemets that are still open stand before a title in its sentence."""
    marks = [t.text for t in tokens[: title.first]]
    return marks.count("«") > marks.count("»")


def _heed(title: Said, tokens: Sequence[Token]) -> Said:
    """«судья заявила», «сказала судья»: a woman's verb says the holder's gender."""
    beside = (*tokens[max(0, title.first - 1) : title.first], *tokens[title.last : title.last + 1])
    hers = title.case == "nomn" and any((t.tag.form, t.tag.gender) == ("Fin", "femn") for t in beside)
    if hers and not tokens[title.first].lower.startswith(_FEMININE):
        return replace(title, post=replace(title.post, gender="femn"))
    return title


# Words that are feminine for men too.
_FEMININE = word_list("link.article.feminine")


def told_of(title: Said, person: Person, line: Line) -> bool:
    """«*Министр* заявил, что Котов уйдёт», «*министр*: «Котов …»»: who speaks is nobody of whom he speaks."""
    tokens = line.tokens
    if not _acting(title, tokens, 1):
        return False
    words = (t for w in line.whos if w.person == person for t in tokens[title.last : w.first])
    return any(t.text in "«:" or t.lower in word_list("link.article.that") for t in words)


def apart(title: Said, person: Person, line: Line) -> bool:
    """«*Рогов* встретился с *министром*»: a clause's subject is nobody whom it names in another case."""
    if title.case in ("nomn", None):
        return False
    subjects = [w for w in in_case(line.whos, "nomn") if w.person == person]
    behind = [line.tokens[w.last : title.first] for w in subjects if w.last <= title.first]
    before = [line.tokens[title.last : w.first] for w in subjects if w.first >= title.last]
    return any(map(_one_clause, behind)) or any(map(_unmarked, before))


def does_to(title: Said, person: Person, line: Line) -> bool:
    """«*Экс-президент* опередил *Рогова*»: who does something is nobody to whom it is done."""
    if title.case != "nomn":
        return False
    behind = (line.tokens[title.last : w.first] for w in line.whos if w.person == person)
    plain = (words for words in behind if _unmarked(words, _BREAKS))
    return any(t.tag.form == "Fin" for words in plain for t in words)


_MARKS, _BREAKS = frozenset(",;:»—–"), frozenset(",;:»—–()")


def _unmarked(words: Sequence[Token], marks: Set[str] = _MARKS) -> bool:
    return marks.isdisjoint(token.text for token in words)


def _one_clause(words: Sequence[Token]) -> bool:
    """Whether no clause ends in words that follow a subject: their last verb has no comma behind it."""
    verbs = [i for i, t in enumerate(words) if t.tag.form == "Fin" or t.tag.short]
    return not verbs or _unmarked(words[verbs[-1] :])


def agents(title: Said, line: Line) -> set[Person]:
    """«*Рогов* назначил его *министром*»: a clause's subject is nobody whom it appoints."""
    found = set()
    for who in line.whos:
        if who.case == "nomn" and who.last <= title.first:
            words = line.tokens[who.last : title.first]
            verb = next((i for i, token in enumerate(words) if token.tag.form == "Fin"), None)
            if verb is not None and _appoints_another(words, verb):
                found.add(who.person)
    return found


def _appoints_another(words: Sequence[Token], verb: int) -> bool:
    """Whether a subject before these words, and no other, makes somebody else what stands behind them."""
    if not appoints(words[verb]) or words[verb].tag.number == "plur" or not _unmarked(words[verb:]):
        return False
    joined = any(a.text == "," and b.tag.pos in ("CCONJ", "SCONJ", "PRON") for a, b in pairwise(words[:verb]))
    return not joined and not any(t.lower == "себя" for t in words)


def generic(title: Said, tokens: Sequence[Token]) -> bool:
    """«выборы президента», «пост министра»: the post, not who holds it."""
    before = token_at(tokens, title.first - 1).lower
    if title.among and before != ",":  # «один из солдат», where it is no apposition
        return True
    number = token_at(tokens, title.first - 1).tag.pos == "NUM"
    # «автофургон, *водитель которого* погиб»
    others = token_at(tokens, title.last).lower in word_list("link.article.whose")
    others = others or to_be_chosen(title, tokens) or _of_a_name(title, tokens)
    counted = others or number or before.isdigit()
    return counted or before.startswith((*_OTHER, *_NOBODY) if title.case == "gent" else _OTHER)


def to_be_chosen(title: Said, tokens: Sequence[Token]) -> bool:
    """«*мэр* будет избран», «страна выбирает *президента*»: whoever that will be."""
    if not title.official:
        return False
    if title.case == "nomn":
        will, verb = [t.lower for t in tokens[title.last : title.last + 1]], tokens[title.last + 1 : title.last + 2]
        return will == ["будет"] and any(t.tag.short and is_a(t.lower, "chosen") for t in verb)
    over = takewhile(lambda t: t.tag.pos in ("ADV", "PART", "ADJ"), reversed(tokens[: title.first]))
    at = title.first - len(list(over)) - 1
    return any(t.tag.form in ("Fin", "Inf") and is_a(t.lower, "chosen") for t in tokens[max(0, at) : at + 1])


def _of_a_name(title: Said, tokens: Sequence[Token]) -> bool:
    """«с королевой *Беатрис*»: of whom a word behind it names, which nobody has read as a name."""
    words = [t for t in tokens[title.last - 1 : title.last + 1] if t.start >= title.post.tail]
    named = (t for t in words if t.tag.pos == "PROPN" and t.text.istitle() and t.tag.animacy == "anim")
    return title.case not in ("gent", None) and any(t.tag.case == title.case for t in named)


def _is_agent(title: Said, tokens: Sequence[Token]) -> bool:
    """«подписывается *президентом*», «утверждённых *мэром* смет»: by whom something is done to a thing."""
    verb = token_at(tokens, attributes(tokens, title.first, title.case) - 1)
    done = verb.tag.form == "Part" or (verb.tag.form == "Fin" and verb.lower.endswith(_REFLEXIVE))
    if title.case != "ablt" or not done:
        return False
    before = (t.tag for t in tokens[max(0, title.first - 8) : title.first] if t.tag.case == "nomn")
    things = (*before, token_at(tokens, title.last).tag)
    return not says_what(verb) or any(tag.noun and tag.animacy == "inan" for tag in things)


_REFLEXIVE = ("тся", "лся", "лась", "лось", "лись")


def possessed(title: Said, tokens: Sequence[Token]) -> bool:
    """«*её бывший* менеджер»: another than who was named before."""
    return is_a(token_at(tokens, attributes(tokens, title.first, title.case) - 1).lower, "his")


def after(title: Said, tokens: Sequence[Token], words: str | tuple[str, ...]) -> bool:
    """Whether such a word stands before a title: «*нынешний* министр», «*новый* министр»."""
    return token_at(tokens, title.first - 1).lower.startswith(words)


def sought(one: Clause, tokens: Sequence[Token]) -> bool:
    """Whether a post is sought by somebody, but for «на пост мэра *его* выдвинули»."""
    near = (*tokens[max(0, one.title.first - 6) : one.title.first], *tokens[one.title.last : one.title.last + 3])
    pronoun = one.stated and any(t.lower in ("он", "она", "его", "её", "ее") for t in near)
    return one.title.status == "candidate" and not pronoun


def not_of(title: Said, tokens: Sequence[Token]) -> str | None:
    """The gender that the holder can't have, by the pronoun or the past tense before a title."""
    for token in reversed(tokens[max(0, title.first - 8) : title.first]):
        if token.lower in ("он", "она"):
            return "female" if token.lower == "он" else "male"
        if token.tag.form == "Fin" and token.tag.tense == "past" and token.tag.number == "sing":
            return {"masc": "female", "femn": "male"}.get(token.tag.gender or "")
    return None


def _unranked(title: Said, other: Proposal) -> bool:
    """«вице-мэр» for a first vice mayor."""
    first = other.title.post.post == f"первый {title.post.post}"
    return first and _tenure(title, other) and _bodies(title, other.title)


def _then(title: Said, other: Proposal) -> bool:
    """«бывший министр» for one whom the article knows in office."""
    past = title.status == "former" and other.status in ("current", "former")
    return past and _posts(title, other.title) and _bodies(title, other.title)


def _loose(title: Said, other: Proposal) -> bool:
    """«российский лидер» for a president whose country the article leaves out."""
    placed = other.title.region is not None or other.title.organization is not None
    return not placed and title.post.means[:1] == (other.title.post.post,) and _tenure(title, other)


_LOOSELY = (_unranked, _then, _loose)  # asked in this order where nothing is the same; one holder may fit


def _posts(title: Said, other: Said) -> bool:
    posts, place = {title.post.post, other.post.post}, other.region
    if posts <= _CHIEFS and title.region is not None and title.region == place and not _of_more(title):
        body = other.organization  # «глава администрации президента» is no president
        if body is None or (place.kind != "country" and body.name.lower().startswith(("администраци", "мэри"))):
            return True
    if posts <= MAYORS and place is not None and place.kind == "city" and other.organization is None:
        return True
    whole = " " in title.post.post and other.post.name.startswith(title.post.post + " ")  # «начальник полиции» Тулы
    return whole or other.post.post in title.post.means or shorter(title, other.post.post, other.organization)


def _of_more(title: Said) -> bool:
    """«глава российской *делегации*»: of something in a region, which the phrase's last word names."""
    last = title.post.name.rpartition(" ")[2]
    if title.region is None or title.post.post != "глава" or not last[:1].islower():
        return False
    return not any(last[:4] == word[:4] for word in title.region.name.lower().split())


def _tenure(title: Said, other: Proposal) -> bool:
    """Whether a title may be said of whom another is held by: «президент» is no candidate for it."""
    return title.status == other.status or (title.status == "current" and other.status != "candidate")


def _bodies(title: Said, other: Said) -> bool:
    if title.region is not None and title.region != other.region:
        return False
    return title.organization is None or title.organization == other.organization


def _fits(title: Said, person: Person) -> bool:
    wanted = {"femn": "male", "masc": "female"}.get(title.post.gender or "")
    return wanted is None or person.gender != wanted


# How much it counts that a person was named one, two, three sentences before, and what is enough.
_RECENT = (1.0, 0.6, 0.4)
_CLEAR = 1.3
_POINTING = frozenset({"DET", "NUM", "PRON", "PART"})
