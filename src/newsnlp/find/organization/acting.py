"""Names in quotation marks that their clause shows to be bodies, whatever the tagger takes them for: «|«Кама-Лес»|
продаёт порт», «взыскать с |«НаноМеда»|».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, takewhile

from newsnlp.data import word_list
from newsnlp.find.organization.built import close
from newsnlp.find.organization.rows import PLAYERS
from newsnlp.find.organization.scene import Place, Scene
from newsnlp.find.organization.tagged import vehicle
from newsnlp.lang.bodies import Bodies
from newsnlp.lang.lexicon import is_a
from newsnlp.lang.morph import forms, lemma
from newsnlp.lang.phrases import QUOTES
from newsnlp.lang.places import lands
from newsnlp.types import Token, token_at

_WITH = frozenset(tuple(pair.split(" ")) for pair in word_list("organization.acting.with"))  # «с взыскать»
_OWN = frozenset(word_list("organization.acting.own"))  # what but a body has: «акции |«Норда»|»
# words of a name with its marks; words before a preposition, and behind its name, that it may go with
_LONGEST, _FAR, _NEAR = 5, 5, 2
_SURE = 0.6  # what the tagger so surely takes for something else is none
_TEAMS = ("в", "из", "за")  # behind these, with a player's word, a club's name: «форвард вернулся в |«Заря-Юг»|»
_RULE = "organization.clause"
_SKIPPED = frozenset({"ADV", "PART", "AUX"})


def acting(scene: Scene, bodies: Bodies) -> Iterator[Place]:
    """The names in quotation marks that do, have and undergo what bodies do, the tagger's own among them."""
    shown = {*_shown_names(scene, bodies)}
    if shown:
        scene.found = [p._replace(rule=_RULE) if p[:2] in shown and p.rule == "tagger" else p for p in scene.found]
    yield from (Place(*bounds, _RULE, 0.8) for bounds in sorted(shown) if not scene.covered(*bounds))


def _shown_names(scene: Scene, bodies: Bodies) -> Iterator[tuple[int, int]]:
    """Where they stand."""
    for at in scene.openings:
        end = close(scene.tokens, at)
        if end and end - at <= _LONGEST and _shown(scene, at, end):
            bounds = scene.tokens[at + 1].start, scene.tokens[end - 1].stop
            others = (s for s in scene.sentence.marked(*bounds) if s.kind != "organization" and s.start <= bounds[0])
            called = bounds in scene.called or vehicle(scene, *bounds, bodies)
            if not called and all(s.score < _SURE for s in others):
                if scene.tokens[at - 1].lower in _TEAMS and any(lemma(t) in PLAYERS for t in scene.tokens):
                    scene.called[bounds] = "sport"
                    scene.declined.add(bounds)
                yield bounds


def _shown(scene: Scene, at: int, end: int) -> bool:
    """Whether the words around two marks show a body between them."""
    tokens, before = scene.tokens, token_at(scene.tokens, at - 1)
    if before.tag.pos == "NOUN" and forms(before.lower)[0].pos == "NOUN":
        return lemma(before) in _OWN and tokens[at + 1].tag.case == "gent"
    if before.tag.pos == "ADP":
        return _goes_with(tokens, at - 1, end)
    return _of_place(before) or _does(tokens, at, end) or _is_headed(scene, at, end)


def _of_place(before: Token) -> bool:
    """«у *казанского* |«Кредит-Юга»|»: a town's or region's adjective; countries have cars and ships, too."""
    told = lands(before.lower) if before.text.islower() and before.tag.pos in ("ADJ", "NOUN") else ()
    return bool(told) and all(place.kind != "country" for place in told)


def _goes_with(tokens: Sequence[Token], at: int, end: int) -> bool:
    """«*взыскать* с |«НаноМеда»|», «*отозвал* лицензию у |«Банка-Юг»|», «с |«Водой-Юг»| договор *расторгли*»: whether a
    word near goes with a preposition."""
    before = takewhile(_is_word, tokens[at - 1 :: -1][:_FAR] if at else ())
    near = chain(before, takewhile(_is_word, tokens[end + 1 :][:_NEAR]))
    return any((tokens[at].lower, lemma(token)) in _WITH for token in near)


def _is_word(token: Token) -> bool:
    return token.tag.pos != "PUNCT" or token.text in QUOTES


def _does(tokens: Sequence[Token], at: int, end: int) -> bool:
    """«|«Кама-Лес»| не *продаёт*», «дорогу *построит* |«Мост-14»|»: who does what firms do."""
    if not _may_be_subject(tokens[at + 1]):
        return False
    verb = next((n for n in range(end + 1, end + 4) if token_at(tokens, n).tag.pos not in _SKIPPED), end)
    if _acts(token_at(tokens, verb), tokens[at + 1]):
        doer = token_at(tokens, verb + 1).tag
        return not (doer.noun and doer.case == "nomn")  # «|«Москвич»| приобрёл пенсионер»
    return _acts(token_at(tokens, at - 1), tokens[at + 1]) and _is_subject(tokens[: at - 1])


def _acts(verb: Token, name: Token) -> bool:
    """Whether a verb is one of what firms do, in the number of a name."""
    plural = "plur" if name.tag.number == "plur" else "sing"
    said = any((form.pos, form.number) == ("VERB", plural) for form in forms(verb.lower))
    return said and is_a(verb.lower, "firm_does")


def _may_be_subject(name: Token) -> bool:
    return any(form.case == "nomn" or not form.known for form in forms(name.lower))


def _is_subject(before: Sequence[Token]) -> bool:
    """Whether the clause before a verb has its object already, or nothing: «|дорогу| построит «Мост-14»»."""
    clause = [*takewhile(_is_word, reversed(before))]
    cases = {t.tag.case for t in clause if t.tag.noun}
    return not clause or ("accs" in cases and "nomn" not in cases)


def _is_headed(scene: Scene, at: int, end: int) -> bool:
    """«|«Мечта-Юг»| *возглавит* Рогов», «*возглавил* |«Мечту-Юг»|»."""
    verb = token_at(scene.tokens, end + 1)
    if verb.tag.form == "Fin" and is_a(verb.lower, "head"):
        return scene.sentence.opens(token_at(scene.tokens, end + 2).start, "person", above=0.5)
    return False
