"""What speaks for a proposal and against it: named features, and the fitted weights that make a probability of them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from newsnlp.data import shipped, word_list
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.phrases import alike, in_quotation
from newsnlp.link.article import not_of
from newsnlp.link.said import Line, Proposal, Said, Who, aside
from newsnlp.link.speech import says, speeches
from newsnlp.types import Person, Token, token_at

_SEX = {"femn": "male", "masc": "female"}  # of a word, and of whom it can't mean


@cache
def weights() -> Mapping[tuple[str, str], float]:
    """The fitted weight of each feature, by ``how`` and the feature's name."""
    return {(row["how"], row["feature"]): float(row["weight"]) for row in shipped("links")}


def log_odds(proposal: Proposal, features: Mapping[str, float]) -> float:
    """What a proposal's features weigh: the log odds that it is right and not nobody, its rivals apart."""
    known, how = weights(), str(proposal.how)
    return sum(known.get((how, name), 0.0) * value for name, value in features.items())


def shares(log_odds: Sequence[float]) -> list[float]:
    """The probabilities of proposals of which one is right, or none.

    >>> [round(share, 2) for share in shares([0.0])], [round(share, 2) for share in shares([3.0, 3.0])]
    ([0.5], [0.49, 0.49])
    """
    most = max(0.0, *log_odds)
    odds = [math.exp(one - most) for one in log_odds]
    total = math.exp(-most) + sum(odds)
    return [one / total for one in odds]


def reasons(proposal: Proposal, features: Mapping[str, float]) -> list[tuple[str, float]]:
    """What each feature adds to the log odds of a proposal, the most telling first."""
    known = weights()
    told = ((name, known.get((str(proposal.how), name), 0.0) * value) for name, value in features.items())
    return sorted(((name, share) for name, share in told if share), key=lambda pair: -abs(pair[1]))


class Told(NamedTuple):
    """An article's sentences, and how often each person is named in them."""

    lines: Sequence[Line]
    times: Mapping[Person, int]
    most: int
    total: int
    hero: Person | None  # whom it names the most
    first: Mapping[Person, int]  # where each is first named
    spoke: Sequence[tuple[int, Person]] = ()  # who speaks where
    officials: Set[Person] = frozenset()  # who is known to hold a public office

    def last_speaker(self, at: int) -> Person | None:
        """Who spoke last before an offset."""
        before = bisect_left(self.spoke, at, key=lambda one: one[0])
        return self.spoke[before - 1][1] if before else None


class Held(NamedTuple):
    """What is known to be held: by sentence, and the posts of each person."""

    by_sentence: Mapping[int, Sequence[Proposal]]
    posts: Mapping[Person, Set[str]]
    holders: Mapping[str, int]  # how many people have each post


def told(lines: Sequence[Line]) -> Told:
    """The sentences with their people counted."""
    times = Counter(w.person for line in lines for w in line.spoken)
    hero = max(times, key=times.__getitem__, default=None)
    first = {w.person: w.start for line in reversed(lines) for w in reversed(line.whos)}
    return Told(lines, times, times[hero] if hero else 1, max(1, times.total()), hero, first, speeches(lines))


def evidence(proposal: Proposal, rivals: Sequence[Proposal], held: Held, told: Told) -> dict[str, float]:
    """The features of a proposal, by name.

    ``rivals``: all that is proposed for its title. ``held``: what is already known to be held.
    """
    lines = told.lines
    title, person = proposal.title, proposal.people[0]
    line = lines[title.sentence]
    found = {"always": 1.0, f"rule {proposal.rule}": 1.0}
    found |= _of_title(title, line)
    found |= _of_words(title, line.tokens)
    found |= _of_pair(title, person, line)
    if proposal.rule != "speaks":  # who speaks stands wherever the sentence puts him
        who = _first_of_row(proposal, _nearest(title, person, line.whos), line)
        found |= _here(title, who, line) if who else _away(proposal, person, lines)
    found |= _of_held(proposal, person, held)
    if proposal.how != "beside" and proposal.rule != "speaks":
        found |= _of_sentence(proposal, person, line, told) | _of_story(title, person, held)
    if proposal.how == "article":  # a clause that states a post may well tell a new one
        found |= _of_article(title, person, held) | _of_speech(title, person, told)
    found["said before of nobody"] = float(_open(title, held.by_sentence, lines))
    found |= _of_names(person, told) | _of_source(proposal, lines) | _of_rivals(proposal, rivals)
    return {name: value for name, value in found.items() if value}


def _of_story(title: Said, person: Person, held: Held) -> dict[str, float]:
    before = held.by_sentence.get(title.sentence - 1, ())
    return {"given a post before": float(any(p.how == "verb" and person in p.people for p in before))}


def _of_names(person: Person, told: Told) -> dict[str, float]:
    """How often an article of several names names somebody."""
    times = told.times.get(person, 0)
    if told.total <= 5:
        return {}
    return {"named the most": float(times == told.most), "share of the names": times / told.total}


def _of_rivals(proposal: Proposal, rivals: Sequence[Proposal]) -> dict[str, float]:
    """Of who else is proposed."""
    others = {p for r in rivals for p in r.people[:1]} - {proposal.people[0]}
    return {
        "nearest of its word": float(proposal is next((r for r in rivals if r.rule == "same"), None)),
        "rivals": min(len(others), 3),
        "rival of a rule": float(any(r.people[0] in others and r.rule != "near" for r in rivals)),
    }


def _of_title(title: Said, line: Line) -> dict[str, float]:
    post, before = title.post, token_at(line.tokens, title.first - 1)
    sure = max((m.score for m in title.mentions), default=0.0)
    return {
        "office": float(title.official),
        "everyday word": float("~" in post.means),
        "description": float(bool(post.means) and "~" not in post.means),
        "post the table lacks": float(not post.known),
        "title has its body": float(title.placed),
        "title holds another's": float(post.office is not None),
        "title is another's": float(line.served(title)),
        "title is plural": float(post.plural),
        "title unsure": 1.0 - sure,
        f"title in {title.case or 'no case'}": 1.0,
        f"title is {title.status}": float(title.status != "current"),
        "title opens": float(before.text in ("", ".", "«", "—")),
        "word that points": float(before.tag.pos in ("DET", "NUM", "PRON")),
        "adjective before": float(before.tag.pos == "ADJ"),
        "preposition before": float(before.tag.pos == "ADP"),
        "noun before a genitive": float(title.case == "gent" and before.tag.pos == "NOUN"),
        "long phrase": float(title.last - title.first > 3),
    }


def _of_words(title: Said, tokens: Sequence[Token]) -> dict[str, float]:
    """Of the words around a title: whose it is, and whether somebody's speech says it."""
    before = tokens[max(0, title.first - 3) : title.first]
    behind = token_at(tokens, title.last).tag
    words = [t.lower for t in before if t.tag.pos in ("DET", "PRON")]
    return {
        "possessed": float(any(is_a(word, "possessive") for word in words)),
        "of whoever": float(any(word.startswith(_ANY) for word in words)),
        "genitive behind": float(behind.case == "gent" and behind.pos in ("NOUN", "PROPN", "ADJ")),
        "in a quotation": float(in_quotation(tokens[: title.first])),
    }


_ANY = word_list("link.evidence.any")


def _of_article(title: Said, person: Person, held: Held) -> dict[str, float]:
    """Of what else the article says: who is named when, and who holds what."""
    posts = held.posts.get(person, frozenset())
    word = title.post.post.partition(" ")[0]
    return {
        "title in the first sentence": float(title.sentence == 0),
        "holds other posts only": float(bool(posts) and word not in posts and title.post.post not in posts),
        "holds nothing": float(not posts),
        "holders of the word": float(min(3, held.holders.get(word, 0))),
    }


def _of_speech(title: Said, person: Person, told: Told) -> dict[str, float]:
    """«… , сказал *Рогов*. „…“, — добавил *депутат*»: who speaks again is who spoke last."""
    if not says(title, told.lines[title.sentence].tokens):
        return {}
    last = told.last_speaker(title.post.head)
    return {"speaks, as last": float(person == last), "speaks, as others did last": float(last not in (None, person))}


def _of_pair(title: Said, person: Person, line: Line) -> dict[str, float]:
    tokens = line.tokens
    at = next((w.last for w in line.whos if w.first == title.last and w.person == person), title.last)
    verb = token_at(tokens, at).tag
    told = verb.gender if verb.form == "Fin" and title.case == "nomn" else None
    return {
        "gender of the word": float(_SEX.get(title.post.gender or "", "-") == person.gender),
        "gender of the verb": float(_SEX.get(told or "", "-") == person.gender),
        "gender of the pronoun": float(
            not_of(title, tokens) not in (None, person.gender) and person.gender is not None
        ),
        "surname alone": float(" " not in person.name),
    }


def _of_sentence(proposal: Proposal, person: Person, line: Line, told: Told) -> dict[str, float]:
    """What a sentence that puts no name beside a title tells of who is not meant by it.

    Its subject is nobody whom it names in another case, and no other part of it is its subject.
    """
    title, tokens, near = proposal.title, line.tokens, proposal.rule == "near"
    before = token_at(tokens, title.first - 1)
    cases = {w.case for w in line.whos if w.person == person}
    named = told.first.get(person, title.post.head)
    return {
        "is the subject here": float(title.case not in ("nomn", "ablt", None) and "nomn" in cases),
        "is no subject here": float(title.case == "nomn" and bool(cases) and not cases & {"nomn", None}),
        "verb before": float(before.tag.form == "Fin" and title.case == "nomn"),
        "only named later": float(named > title.post.head),
        "nobody else is named": float(len(told.times) == 1),
        "near and everyday": float(near and "~" in title.post.means),
        "near and no office": float(near and not title.official),
        "in office, for a job": float(not title.official and person in told.officials),
        "in office, for an office": float(title.official and person in told.officials),
    }


def _nearest(title: Said, person: Person, whos: Sequence[Who]) -> Who | None:
    """The mention of a person nearest to a title in its sentence."""
    at = bisect_left(whos, title.first, key=lambda w: w.first)
    near = [w for w in whos[max(0, at - 6) : at + 6] if w.person == person]
    return min(near, key=lambda w: max(0, title.first - w.last, w.first - title.last), default=None)


def _first_of_row(proposal: Proposal, who: Who | None, line: Line) -> Who | None:
    """«Мэры Канска и Ачинска *Рогов* и Белова»: of offices told one by one all names stand as the first."""
    title = proposal.title
    alone = sum(t.post.head == title.post.head for t in line.titles) < 2
    if who is None or who.first < title.last or alone or proposal.how != "beside":
        return who
    return next(w for w in line.whos if w.first >= title.last)


def _here(title: Said, who: Who, line: Line) -> dict[str, float]:
    """Of a name in the title's sentence: how far, what stands between, whether the cases agree."""
    before = who.last <= title.first
    first, stop = (who.last, title.first) if before else (title.last, who.first)
    between = line.tokens[first:stop]
    cases = {title.case, who.case}
    at = bisect_left(line.whos, first, key=attrgetter("first"))
    same = len(cases) == 1 or cases == {"gent", "accs"}
    return {
        "name before": float(before),
        "name far": math.log1p(len(between)),
        "name adjacent": float(not between),
        "cases agree": float(same),
        "cases differ": float(not same and None not in cases),
        "name is a subject": float(who.case == "nomn"),
        "name has no case": float(who.case is None),
        "names between": float(min(3, sum(w.first < stop for w in line.whos[at : at + 3]))),
        "titles between": float(min(3, sum(first <= t.first < stop for t in line.titles))),
        "commas between": float(min(3, sum(t.text in ",;:" for t in between))),
        "brackets between": float(any(t.text in "()" for t in between)),
        "verbs between": float(min(2, sum(t.tag.form == "Fin" for t in between))),
        "quotation between": float(any(t.text in "«»" for t in between)),
        "and between": float(any(t.tag.pos == "CCONJ" for t in between)),
        "name is plural": float(who.plural),
    }


def _open(title: Said, held: Mapping[int, Sequence[Proposal]], lines: Sequence[Line]) -> bool:
    """«Он пришёл к врачу. *Врач* выписал рецепт»: the same word soon before, of somebody without a name."""
    for number in (title.sentence - 1, title.sentence):
        known = {p.title.post.head for p in held.get(number, ())}
        same = (t for t in lines[max(0, number)].titles if t.post.head < title.post.head and _is_other(t, title))
        if any(t.post.head not in known for t in same):
            return True
    return False


def _is_other(other: Said, title: Said) -> bool:
    """Whether the same word may be of another, no «посты *директора* «Луча» и директора «Зари»»."""
    bodies = {other.organization, title.organization}
    listed = len(bodies - {None}) == 2 and other.sentence == title.sentence and other.case == title.case != "nomn"
    return other.post.post == title.post.post and not other.post.plural and not listed


def _of_held(proposal: Proposal, person: Person, known: Held) -> dict[str, float]:
    """Of the other titles of the sentence that somebody holds."""
    title = proposal.title
    held = () if _by_another(proposal) else known.by_sentence.get(title.sentence, ())
    mine = [p for p in held if p.title.post.head != title.post.head and person in p.people]
    return {
        "holds another title here": float(bool(mine)),
        "holds an office here": float(any(p.title.official for p in mine)),
        "holds the servant's title": float(any(p.title.serves(title) for p in mine)),
        "holds the same word here": float(any(p.title.post.post == title.post.post for p in mine)),
        "holds a title of another case": float(any(p.title.case != title.case for p in mine)),
        "others hold titles here": float(any(person not in p.people for p in held)),
    }


def _away(proposal: Proposal, person: Person, lines: Sequence[Line]) -> dict[str, float]:
    """Of somebody whom the sentence does not name: how long ago, who else was named meanwhile.

    Whom a sentence names behind a post that it states of somebody is another clause's: «он станет министром, сказал X».
    """
    title = proposal.title
    own = _own(proposal, lines[title.sentence].whos)
    found, others = {"named long before": 1.0}, {w.person for w in own}
    for back in range(1, min(_BACK, title.sentence) + 1):
        whos = lines[title.sentence - back].spoken
        mine = [w for w in whos if w.person == person]
        if mine:
            found = {
                f"named {back} before": 1.0,
                "was a subject": float(any(w.case == "nomn" for w in mine)),
                "named alone there": float(len(mine) == len(whos)),
                "named last there": float(whos[-1] is mine[-1]),
            }
            break
        others |= {w.person for w in whos}
    return found | {
        "others named since": float(min(3, len(others))),
        "subject named here": float(any(w.case == "nomn" for w in own)),
        "somebody named here": float(bool(own)),
    }


def _own(proposal: Proposal, whos: Sequence[Who]) -> Sequence[Who]:
    """Of the names of its sentence, those that stand in the clause of a post or before it and could be its subject."""
    if _by_another(proposal):
        return ()
    return [w for w in whos if w.last <= proposal.title.first] if proposal.stated else whos


def _by_another(proposal: Proposal) -> bool:
    """«Рогов назначил *его* министром», «„Я как министр“, — сказал Рогов»: the names around are other parts of it."""
    return proposal.rule in ("appointed", "speaks")


_BACK = 4


def _of_source(proposal: Proposal, lines: Sequence[Line]) -> dict[str, float]:
    """Of another title that is taken to be the same."""
    source = proposal.source
    if source is None:
        return {}
    mine, other = proposal.title, source.title
    return {
        "held title doubtful": 1.0 - source.score,
        f"held title {source.how}": 1.0,
        "held title before": float(other.post.head < mine.post.head),
        "sentences away": math.log1p(abs(mine.sentence - other.sentence)),
        "same post": float(mine.post.post == other.post.post),
        "same body": float(mine.placed and (mine.region, mine.organization) == (other.region, other.organization)),
        "body added": float(mine.placed and not other.placed),
        "body left out": float(other.placed and not mine.placed),
        "same status": float(proposal.status == source.status),
        "office both": float(mine.official and other.official),
        "same case": float(alike(mine.case, other.case)),
        "of the same verb": float(not _verbs(mine, lines).isdisjoint(_verbs(other, lines))),
    }


def _verbs(title: Said, lines: Sequence[Line]) -> set[str]:
    """The stems of the verbs around a title; a headline says of «депутата» what the article says of Рогов."""
    near = lines[title.sentence].tokens[max(0, title.first - _AROUND) : title.last + _AROUND]
    return {t.lower[:_STEM] for t in near if t.tag.form is not None}


_AROUND, _STEM = 6, 5


def near(title: Said, stated: bool, told: Told) -> Iterator[Person]:
    """People whom no rule gives a title: named in its sentence, then in those before, then the one named the most.

    ``stated``: its clause says of somebody that they hold it, so that the sentence would have them as a subject.
    """
    line = told.lines[title.sentence]
    other = not_of(title, line.tokens)
    not_theirs = {w.person for w in line.whos if title.last == w.first or (stated and w.case == "gent")}
    found = _close_by(title, stated, told)
    yield from (p for p in found if p not in not_theirs and (other is None or p.gender != other))


def _close_by(title: Said, stated: bool, told: Told) -> Iterator[Person]:
    lines, whos = told.lines, told.lines[title.sentence].whos
    at = bisect_left(whos, title.first, key=lambda w: w.first)
    yield from (w.person for w in (*reversed(whos[max(0, at - 3) : at]), *(() if stated else whos[at : at + 2])))
    for line in reversed(lines[max(0, title.sentence - _BACK) : title.sentence]):
        yield from (w.person for w in line.spoken[-6:] if not (stated and aside(w, line.tokens)))
    if told.hero is not None and told.most > 2:
        yield told.hero
    if says(title, lines[title.sentence].tokens) and (speaker := told.last_speaker(title.post.head)):
        yield speaker
