"""Which matches of the grammar stand by themselves, which need the tagger's word, and which are something else."""

from __future__ import annotations

from collections.abc import Sequence

from newsnlp.find.date.atoms import Atom
from newsnlp.find.date.build import Built
from newsnlp.types import Finding, Sentence, Span, TimeExpression, Token

# rules whose every match needs the tagger
_WEAK_RULES = frozenset({"date.duration", "date.adjective", "date.reference", "date.story"})
_WEAK_ALONE = frozenset(
    {"BARE", "BAREYEARS", "NUMBER", "PART", "SEASONNOUN", "FEAST", "PAIR", "SETADJECTIVE", "UNIT", "DOTTED", "MONTHDAY"}
)
_PLACES = frozenset({"person", "location", "facility", "city", "product", "work_of_art"})
# words that a name with a date in it follows: «улица 8 Марта», «площадь 1905 года», «завод имени 1 Мая»
_NAMED = frozenset(
    "улица улице улицы улицу улицей ул площадь площади пл проспект проспекте проспекта переулок переулке пер бульвар бульваре "
    "парк парке парка метро станция станции имени им набережная набережной сквер сквере рынок завод фабрика совхоз колхоз".split()
)
# words that a bare number follows: «рейс 2023», «дом 2020», «№ 1998»
_NUMBERED = frozenset("рейс рейса рейсе рейсом № номер номером дом доме дома д квартира кв статья статьи статье ст поезд борт офис кабинет аудитория".split())
_TIME_BEFORE = frozenset({"IN", "FROM", "TO", "BY", "FILL", "PREPOSITION", "BETWEEN"})


def sure(
    rule: str, built: Built, before: Atom | None, sentence: Sentence, finding: Finding[TimeExpression], seen: Sequence[Span]
) -> bool:
    """Whether a match is a date in its sentence."""
    if _is_name(sentence, finding):
        return False
    if any(s.start < finding.stop and finding.start < s.stop for s in seen):
        return True
    if rule in _WEAK_RULES:
        return False
    types = [atom.type for atom in built.atoms]
    if len(types) == 1 and rule != "date.list":
        return _alone(rule, built.atoms[0], before, sentence, finding)
    return True


def _alone(rule: str, atom: Atom, before: Atom | None, sentence: Sentence, finding: Finding[TimeExpression]) -> bool:
    if atom.type in _WEAK_ALONE:
        return False
    prepared = before is not None and before.type in _TIME_BEFORE
    if atom.type == "CLOCK":
        return prepared or not sentence.cut(finding.start, finding.stop)[-1].isdigit()
    if atom.type == "TODAY":
        return not _eve(sentence, finding)
    if atom.type in ("MONTH", "WEEKDAY") and isinstance(atom.value.year, type(None)):
        return prepared or not sentence.cut(finding.start, finding.stop)[0].isupper()
    return True


def _is_name(sentence: Sentence, finding: Finding[TimeExpression]) -> bool:
    before = _before(sentence, finding.start)
    if before is not None and before.text in (".", "«"):
        before = _before(sentence, before.start)
    if before is not None and (before.lower in _NAMED or (before.lower in _NUMBERED and finding.value.kind != "time")):
        return True
    return any(
        s.kind in _PLACES and s.start <= finding.start and finding.stop <= s.stop and s.stop - s.start > finding.stop - finding.start
        for s in sentence.spans
    )


def _before(sentence: Sentence, offset: int) -> Token | None:
    return next((t for t in reversed(sentence.tokens) if t.stop <= offset), None)


def _eve(sentence: Sentence, finding: Finding[TimeExpression]) -> bool:
    """«накануне выборов» is no day before the day of publication."""
    if sentence.cut(finding.start, finding.stop).lower() != "накануне":
        return False
    behind = next((t for t in sentence.tokens if t.start >= finding.stop), None)
    return behind is not None and behind.tag.case == "gent" and behind.tag.pos in ("NOUN", "ADJ", "PROPN", "DET")
