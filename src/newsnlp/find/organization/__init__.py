"""Finds mentions of organizations.

First the tagger's spans, put right; then the table's names and what the words alone show, where the tagger saw
nothing; then places that go on with an owner, a branch, a charge. A mention's value is a
:class:`~newsnlp.types.Body`: the nominative, and what the tables know of the name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from newsnlp.data import Tables, word_list
from newsnlp.find.organization.acting import acting
from newsnlp.find.organization.built import headed, honouring, legal, named
from newsnlp.find.organization.grown import (
    agencies,
    attached,
    bracketed,
    branch,
    charged,
    division,
    doubled,
    joint,
    mission,
    office,
    owned,
    single,
)
from newsnlp.find.organization.listed import Index, listed, masthead
from newsnlp.find.organization.numbered import numbered
from newsnlp.find.organization.rows import alongside, called, nations, played, rows
from newsnlp.find.organization.scene import Scene
from newsnlp.find.organization.shared import shared
from newsnlp.find.organization.tagged import tagged
from newsnlp.fold import fold
from newsnlp.lang import lexicon
from newsnlp.lang.bodies import BEARING, PARTS, Bodies, stem
from newsnlp.lang.morph import lemma
from newsnlp.lang.phrases import OPEN
from newsnlp.types import Body, Finding, OrganizationKind, Sentence, Token, token_at

RULES = frozenset(
    f"organization.{rule}"
    for rule in (
        *("table", "told", "legal", "phrase", "common", "named", "numbered", "row", "clause"),  # found by these
        *("owner", "office", "branch", "charge", "joint", "division", "attached"),  # made longer by these
        *("honour", "doubled"),
        "defined",  # a term that the article makes, found in ``resolve``,
        "again",  # and a name in quotation marks that stands again
    )
)


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Body]]]:
    """A function of a sentence to the organizations that it names, nested ones included."""
    bodies = Bodies(tables)
    index = Index(bodies)

    def find(sentence: Sentence) -> list[Finding[Body]]:
        scene = Scene(sentence)
        scene.add(rows(scene, bodies))
        scene.add(nations(scene))
        scene.add(shared(scene, bodies))
        scene.add(tagged(scene, bodies))
        scene.add(masthead(scene))
        scene.add(legal(scene))
        scene.add(listed(scene, index))
        scene.add(numbered(scene, bodies))
        scene.add(called(scene, bodies))
        scene.add(played(scene, bodies))
        scene.add(alongside(scene, bodies))
        scene.add(acting(scene, bodies))
        scene.add(headed(scene, bodies))
        scene.add(honouring(scene, bodies))
        if not scene.found and not scene.openings:
            return []
        scene.found = doubled(scene)
        scene.add(owned(scene, bodies))
        scene.add(bracketed(scene))
        scene.add(mission(scene))
        scene.add(office(scene, bodies))
        scene.add(branch(scene, bodies))
        scene.found = charged(scene)
        scene.found = joint(scene, bodies)
        scene.add(division(scene))
        scene.add(attached(scene))
        scene.add(named(scene, bodies))
        scene.found = agencies(scene)
        scene.found = single(scene)
        return [Finding(p.start, p.stop, p.rule, _read(scene, p.start, p.stop, bodies), p.score) for p in scene.found]

    return find


def _read(scene: Scene, start: int, stop: int, bodies: Bodies) -> Body:
    """What a name says, its case and kind told by the noun before it if need be: «завода «Красный луч»»."""
    before = _before_marks(scene.tokens, scene.at(start) - 1)
    bare = before == scene.at(start) - 1 and not scene.called.get((start, stop))
    body = bodies.read(scene.words(start, stop)) if bare else None
    if body and body.told:
        return _judging(scene, _broadcasts(scene, before, body, bodies), bodies)
    return _judging(scene, _called(scene, (start, stop), before, bare, bodies), bodies)


def _called(scene: Scene, bounds: tuple[int, int], before: int, bare: bool, bodies: Bodies) -> Body:
    """What a name says behind a noun, which a mark follows or not; ``bare``: nothing but that noun tells its kind."""
    tokens, told = scene.words(*bounds), scene.called.get(bounds)
    noun = _noun(token_at(scene.tokens, before))
    quoted = before < scene.at(bounds[0]) - 1
    kinds = [told] if told else _kinds(scene, before, noun, tokens[0].lower, bodies)
    declined = bare or bounds in scene.declined or noun in word_list("organization.hosts")
    body = bodies.read(tokens, called=bool(kinds) and not declined)
    body = _told_by(scene.sentence.cut(*bounds), body, noun if quoted else None, kinds, bodies)
    return replace(body, called=noun) if kinds and (quoted or body.kind == "party") else body


def _told_by(text: str, body: Body, noun: str | None, kinds: Sequence[OrganizationKind | None], bodies: Bodies) -> Body:
    """A body of the kind that its words, their end and the noun before it tell; ``noun``: that before quotation marks,
    if it stands in such."""
    heads = noun is not None and (noun in bodies.heads or "-" in noun)
    borne = heads and fold(body.name) == fold(text)
    return _ended(_of_kind(body, kinds, noun is not None, borne), text, bodies)


def _ended(body: Body, text: str, bodies: Bodies) -> Body:
    """A body of the kind that the end of its name tells, where nothing surer does."""
    return body if body.told else replace(body, kind=bodies.ending(text))


def _judging(scene: Scene, body: Body, bodies: Bodies) -> Body:
    """«|ВС| отклонил жалобу»: the court rather than the army, where the sentence has a court's words."""
    army = body.known == "вооруженные силы" and body.name.startswith("ВС")
    if not army or not any(lemma(token) in word_list("kinds.judging") for token in scene.tokens):
        return body
    return replace(bodies.as_known(body, "верховный суд"), owner=body.owner, acronym=body.acronym)


def _before_marks(tokens: Sequence[Token], at: int) -> int:
    """The number of the token before quotation marks that open up to a token."""
    while token_at(tokens, at).text in OPEN:
        at -= 1
    return at


def _broadcasts(scene: Scene, before: int, body: Body, bodies: Bodies) -> Body:
    """«сообщает |ВВС|», «в эфире |ВВС|», «|ВВС| пишет»: the BBC in letters that look like its own, unless whose force
    it is stands there."""
    behind = token_at(scene.tokens, before + 2)
    if body.name != "ВВС" or behind.start in scene.regions:
        return body
    near = scene.tokens[max(0, before - 2) : before + 1]
    alone = (behind.tag.pos, behind.tag.number) == ("VERB", "sing") and not token_at(near, len(near) - 1).tag.noun
    return bodies.as_known(body, "bbc") if alone or any(map(_is_of_press, near)) else body


def _is_of_press(token: Token) -> bool:
    """«в *эфире*», «*сообщает*», unlike «*сообщили* ВВС»."""
    said = token.tag.number == "sing" and lexicon.is_a(token.lower, "say")
    return said or token.lower in word_list("kinds.reporting") or lemma(token) in word_list("organization.press")


def _of_kind(body: Body, kinds: Sequence[OrganizationKind | None], quoted: bool, borne: bool) -> Body:
    """A body with the last of the kinds that the noun before it tells; the theatre «Маяк» is not the radio so named.

    ``borne``: the noun bears the name, and what it says goes before the name's words: «*партия* «Движение перемен»»;
    before English ones too: «*агентство* Turkish News Agency».
    """
    told = kinds[-1] if kinds else None
    if not body.known:
        surer = told in BEARING and (borne or body.name.isascii())
        return replace(body, kind=told if surer else body.kind or told)
    if quoted and told not in (None, body.kind) and not body.sure:
        return replace(body, known="", acronym=None, kind=told)
    return body


def _kinds(scene: Scene, before: int, noun: str, name: str, bodies: Bodies) -> list[OrganizationKind | None]:
    """What the noun before a name says of its kind, the surest last."""
    if not noun:
        return []
    if noun == "агентство":
        return [_agency(scene.tokens, before, bodies)]
    if noun == "группа" and any(lexicon.is_a(token.lower, "of_music") for token in scene.tokens):
        return ["culture"]
    near = scene.tokens[max(before - 1, 0) : before]
    kinds = bodies.told(noun, [*(t.lower for t in near), name])
    if not kinds and near:  # «дом |культуры| «…»»
        kinds = bodies.told(_noun(near[0]), [scene.tokens[before].lower], False)
    return kinds or list(filter(None, [bodies.compound(noun)]))


def _agency(tokens: Sequence[Token], at: int, bodies: Bodies) -> OrganizationKind | None:
    """What an agency is by its adjective: one of news, unless it is a «рекламное агентство»."""
    first = at - 1 if token_at(tokens, at - 1).tag.pos == "ADJ" else at
    told = bodies.read(tokens[first : at + 1]).kind
    plain = first == at or (stem(fold(tokens[first].text)),) in bodies.owners  # «Башкирское агентство «…»»
    return "media" if told == "government" and plain else told


def _noun(token: Token) -> str:
    """The noun that may say what bears the name behind it, folded; "" for any other word."""
    noun = fold(lemma(token)) if token.tag.pos in ("NOUN", "PROPN", "X") else ""  # «Telegram-канал»
    return "" if noun in PARTS and noun != "профсоюз" else noun
