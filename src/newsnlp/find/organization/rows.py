"""Several bodies behind one plural: «министерства обороны и финансов» is the ministry of each.

The mention of the first ends with its own words, that of the next one takes the plural and what stands between in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from newsnlp.data import word_list
from newsnlp.find.organization.built import close
from newsnlp.find.organization.scene import OTHERS, Place, Scene, described, other, street
from newsnlp.find.organization.tagged import medium
from newsnlp.fold import fold
from newsnlp.lang import phrases
from newsnlp.lang.bodies import PARTS, Bodies
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import adjectives, forms, inflect, lemma
from newsnlp.lang.phrases import OPEN
from newsnlp.types import OrganizationKind, Span, Token, only, token_at

_LONG = 9  # words of the longest name of a ministry
_GAMES = frozenset(word_list("organization.rows.games"))
_MATCHES = frozenset(word_list("organization.rows.matches"))
PLAYERS = word_list("organization.rows.players")
# who works or plays for the body in quotation marks behind, «форвард «Горняка»», or speaks to it, and its kind
_STAFF: Mapping[str, OrganizationKind] = {
    **dict.fromkeys(PLAYERS, "sport"),
    **dict.fromkeys(word_list("organization.rows.staff"), "company"),
    **dict.fromkeys(word_list("organization.rows.readers"), "media"),
}
_COURTS = frozenset(word_list("organization.rows.courts"))  # where one loses to the other what is no match
_PLAYED = 8  # words between two clubs of a match
_NOUN = 3  # words before a row among which its noun stands
_SEEN = (0.6, 0.8)  # what the tagger so surely takes for something else is no body beside one, beside several
_SCORE = re.compile(r"\d:\d")


def rows(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """The bodies of rows; ``scene.rows`` gets the words that each one's name is read from."""
    if "инистерств" not in scene.sentence.text:
        return
    for i, token in enumerate(scene.tokens):
        if token.lower.startswith("министерств") and token.tag.number == "plur":
            parts = list(_parts(scene.tokens, i, bodies))
            for first, last in parts if len(parts) > 1 else ():
                stop = scene.tokens[last].stop
                scene.rows[token.start, stop] = (token, *scene.sentence.within(scene.tokens[first].start, stop))
                yield Place(token.start, stop, "organization.row", 0.95)


def nations(scene: Scene) -> Iterator[Place]:
    """«сборные |России| и |Кубы|», «правительства Чили, Перу и Боливии»: what each country has, of each of a row."""
    tokens = scene.tokens
    for i, token in enumerate(tokens[:-2] if len(scene.regions) > 1 else ()):
        if token.tag.number != "plur" or tokens[i + 1].start not in scene.regions or lemma(token) not in _OF_EACH:
            continue
        owners = list(_owners(scene, i + 1))
        first = described(tokens, i)
        for span in owners if len(owners) > 1 else ():
            whose = scene.sentence.within(span.start, span.stop)
            scene.rows[tokens[first].start, span.stop] = (*_singly(tokens[first : i + 1]), *whose)
            yield Place(tokens[first].start, span.stop, "organization.row", 0.9)


def _owners(scene: Scene, at: int) -> Iterator[Span]:
    """The places in the genitive that stand in a row from a token on."""
    tokens = scene.tokens
    while (span := scene.regions.get(token_at(tokens, at).start)) and scene.genitive(tokens[at], span):
        if scene.sentence.within(span.start, span.stop)[-1].tag.pos == "ADJ":
            return  # «Тверской и Тульской областей»
        yield span
        behind = scene.at(span.stop)
        at = behind + 1 if token_at(tokens, behind).text in ("и", ",") else len(tokens)


def _singly(words: Sequence[Token]) -> Iterator[Token]:
    """The words of one of several, in the nominative: «женская сборная» of «женских сборных»; «власти» stay."""
    noun = lemma(words[-1])
    head = next((f for f in forms(words[-1].lower) if (f.lemma, f.number) == (noun, "plur")), None)
    one = ("nomn", "plur" if noun in ("власть", "сила") else "sing", *filter(None, [head and head.gender]))
    for word in words:
        reading = head if word is words[-1] else next(iter(adjectives(word.lower)), None)
        text = (inflect(word.text, reading, *one) if reading else None) or word.text
        yield word._replace(text=text, lower=text.lower(), tag=word.tag._replace(case="nomn", number=one[1]))


_OF_EACH = frozenset(word_list("organization.rows.of_each"))  # what a country has one of
_CREDITS = ("/", ",", "|", "(")  # before the paper of who wrote or took it
_BEARERS = frozenset(word_list("organization.rows.bearers"))  # with these even one name in quotation marks is a body's


def called(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """«магазины |«Ромашка»|, |«Василёк»| и |«О'Нил»|», «детский сад |«Родничок»|»: behind a noun that tells their kind.

    ``scene.called`` gets the kind.
    """
    tokens = scene.tokens
    for at in scene.openings:
        bearer = _bearer(tokens, at)
        token = token_at(tokens, bearer)
        noun = fold(lemma(token)) if token.tag.noun else ""
        borne = _calls(tokens, bearer, noun, bodies) if noun else None
        kind = borne or _credits(scene, at) or _compound(tokens, at, noun, bodies)
        if kind is not None:
            yield from _in_quotes(scene, at, kind, noun in _STAFF or not borne, bodies)


def _bearer(tokens: Sequence[Token], at: int) -> int:
    """The number of the word that may say what bears the names from a mark on, as does the plural before a dash in
    «*партии* — «Заря» и «Волна»»."""
    noun = token_at(tokens, at - 2)
    far = token_at(tokens, at - 1).text in _DASHES and noun.tag.number == "plur" and fold(lemma(noun)) not in _STAFF
    return at - 1 - far


_DASHES = ("—", "–", "-", "(")


def _in_quotes(scene: Scene, at: int, kind: OrganizationKind, declined: bool, bodies: Bodies) -> Iterator[Place]:
    """The names in quotation marks of a row, from a mark on; ``declined``: their noun does not keep the nominative."""
    tokens = scene.tokens
    while end := _quoted(tokens, at):
        start, stop = tokens[at + 1].start, tokens[end - 1].stop
        owned = kind == "company" and declined  # «совладелец «Зенита»»
        if not (owned and bodies.knows(scene.sentence.cut(start, stop))):
            scene.called[start, stop] = kind
        if declined:
            scene.declined.add((start, stop))
        if not scene.covered(start, stop) and not medium(scene, start, stop):
            yield Place(start, stop, "organization.row", 0.8)
        at = end + 2 if token_at(tokens, end + 1).text in ("и", ",") else len(tokens)


def alongside(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """«|«Магнит»|, |«Сегежа»| и |«Мечел»|»: names in quotation marks in a row with a body's, of its kind."""
    found = {(place.start, place.stop): place for place in scene.found}
    for row in _quoted_rows(scene.tokens, scene.openings):
        bounds = [(scene.tokens[at + 1].start, scene.tokens[end - 1].stop) for at, end in row]
        own = [found[place] for place in bounds if place in found]
        before = scene.tokens[max(0, row[0][0] - _NOUN) : row[0][0]]
        if 2 * len(own) >= len(row) and not any(map(other, before)):  # «кинотеатры города: «Ласточка», «Полюс»»
            yield from _beside(scene, bounds, _kind_of_all(scene, own, bodies), len(own) > 1)


def _kind_of_all(scene: Scene, places: Sequence[Place], bodies: Bodies) -> OrganizationKind | None:
    """The kind that all bodies of a row are of, if they are."""
    return only({scene.called.get((p.start, p.stop)) or scene.kind(p, bodies) for p in places})


def _beside(
    scene: Scene, bounds: Iterable[tuple[int, int]], kind: OrganizationKind | None, several: bool
) -> Iterator[Place]:
    """Those of a row that are no bodies yet, unless the tagger is sure that they are something else."""
    for start, stop in bounds:
        if scene.free(start, stop) and all(s.score < _SEEN[several] for s in scene.sentence.marked(start, stop)):
            scene.called[start, stop] = kind
            scene.declined.add((start, stop))
            yield Place(start, stop, "organization.row", 0.6)


def _quoted_rows(tokens: Sequence[Token], openings: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """The marks of the names in quotation marks that follow each other with but a comma or «и» between."""
    row: list[tuple[int, int]] = []
    for at in openings:
        if not (end := _quoted(tokens, at)):
            continue
        if row and not (at == row[-1][1] + 2 and tokens[at - 1].text in (",", "и")):
            yield row
            row = []
        row.append((at, end))
    if len(row) > 1:
        yield row


def _quoted(tokens: Sequence[Token], at: int) -> int | None:
    """The closing mark of the name in quotation marks that begins at a token."""
    return close(tokens, at) if at < len(tokens) - 2 and tokens[at].text in OPEN else None


def _compound(tokens: Sequence[Token], at: int, noun: str, bodies: Bodies) -> OrganizationKind | None:
    """What the end of a single word tells: «|«Якутнефтегаз»|», unlike «фильм «Спецстрой»»."""
    alone = noun not in OTHERS and close(tokens, at) == at + 2
    return bodies.compound(fold(tokens[at + 1].text), last=True) if alone else None


def _credits(scene: Scene, at: int) -> OrganizationKind | None:
    """«© |«Голос тундры»|», «Фото: Глеб Ухов / |«Голос тундры»|»: whose paper's page or picture it is; «рассказал
    |«Голосу тундры»|»: to whom one speaks."""
    tokens, before = scene.tokens, token_at(scene.tokens, at - 1)
    if before.text == "©" or (scene.sentence.zone == "byline" and before.text in _CREDITS):
        return "media"
    if before.tag.noun or not (end := close(tokens, at)):
        return None
    said = any(is_a(t.lower, "say") for t in (before, token_at(tokens, end + 1)))
    return "media" if said and _is_dative(tokens[end - 1]) else None


def _is_dative(token: Token) -> bool:
    """Whether a word may be a dative, and no nominative."""
    cases = {form.case for form in forms(token.lower)}
    return "datv" in cases and "nomn" not in cases


def _calls(tokens: Sequence[Token], i: int, noun: str, bodies: Bodies) -> OrganizationKind | None:
    """What kind of body a noun says to bear the names behind it: several of a kind, or one school or hospital."""
    if noun in OTHERS or noun in PARTS or street(token_at(tokens, i - 1)):
        return None
    if noun in _STAFF or noun.endswith("-канал"):  # «telegram-канал «Опять слили»»
        return _STAFF.get(noun) or bodies.compound(noun)
    kind = _told(tokens, i, noun, bodies)
    return kind if kind in ("education", "health") or noun in _BEARERS or _may_be_plural(tokens[i]) else None


def _told(tokens: Sequence[Token], i: int, noun: str, bodies: Bodies) -> OrganizationKind | None:
    """The kind that a noun tells with the words around it."""
    around = [token.lower for token in (*tokens[max(0, i - 1) : i], *tokens[i + 1 : i + 3])]
    return next(iter(bodies.told(noun, around)), None)


def _may_be_plural(token: Token) -> bool:
    return token.tag.number == "plur" or any(form.number == "plur" for form in forms(token.lower))


def played(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """«|«Угольщик»| обыграл |«Горняк»|», «в матче |«Горняк»| — |«Угольщик»| …»: clubs, as one plays with the other."""
    tokens = scene.tokens
    quoted = [(i, end) for i in scene.openings if (end := close(tokens, i))]
    for (first, end), (opening, last) in pairwise(quoted):
        scored = _SCORE.search("".join(t.text for t in tokens[last + 1 : last + 5]))
        if not 0 < opening - end - 1 < _PLAYED or not _meet(tokens, end + 1, opening, bool(scored)):
            continue
        if _bears([fold(lemma(t)) for t in tokens[first - 1 : first]], bodies):
            continue
        yield from _club(scene, first, end)
        yield from _club(scene, opening, last)


def _club(scene: Scene, opening: int, end: int) -> Iterator[Place]:
    """The club between two quotation marks."""
    start, stop = scene.tokens[opening + 1].start, scene.tokens[end - 1].stop
    if (start, stop) not in scene.called:
        scene.called[start, stop] = "sport"
        scene.declined.add((start, stop))
    if not scene.covered(start, stop):
        yield Place(start, stop, "organization.row", 0.8)


def _meet(tokens: Sequence[Token], start: int, stop: int, scored: bool) -> bool:
    """Whether the words between two names say that one plays with the other, or a dash of a match, and no court's.

    ``scored``: a score stands behind both.
    """
    between = [fold(lemma(t)) for t in tokens[start:stop]]
    if _GAMES.isdisjoint(between) and between != ["-"]:
        return False
    lemmas = {fold(lemma(t)) for t in tokens}
    return _COURTS.isdisjoint(lemmas) and (scored or not (_GAMES | _MATCHES).isdisjoint(lemmas))


def _bears(noun: Sequence[str], bodies: Bodies) -> bool:
    """Whether the noun before a name in quotation marks says that it is no club's."""
    return any(n in OTHERS or any(kind != "sport" for _, kind in bodies.heads.get(n, ())) for n in noun)


def _parts(tokens: Sequence[Token], head: int, bodies: Bodies) -> Iterator[tuple[int, int]]:
    """The first and last tokens of what makes each name: «министерства |обороны| и |иностранных дел|»."""
    first = head + 1
    while first < len(tokens):
        ends = range(min(first + _LONG, len(tokens)) - 1, first - 1, -1)
        last = next((end for end in ends if _known(tokens[first : end + 1], bodies)), None)
        if last is None:
            return
        yield first, last
        if last + 2 >= len(tokens) or tokens[last + 1].text not in ("и", ","):
            return
        first = last + 2


def _known(tokens: Sequence[Token], bodies: Bodies) -> bool:
    plain = all(t.tag.case == "gent" or t.text in ("и", ",") for t in tokens)
    return plain and bodies.knows(f"министерство {phrases.spelled(tokens)}")
