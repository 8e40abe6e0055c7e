"""Finds dates, times, lengths of time and sets in a sentence; what they mean on a day is ``anchor``'s to say.

:mod:`windows` cuts out the words that dates are made of; :mod:`atoms` reads them, the grammar of :mod:`rules` composes
them, :mod:`build` computes. What the grammar is sure of («24 апреля», «в прошлом году») stands by
itself; what may be something else (a bare «2019», «три года», «утром») needs the tagger's word for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from newsnlp.data import Tables, word_list
from newsnlp.find.context import Rules, clause
from newsnlp.find.date.ages import happens, per, recurring
from newsnlp.find.date.atoms import Atom, atoms_of, values_of
from newsnlp.find.date.build import BRACKETS, EDGES, Match, apart, away_from, build, told_of
from newsnlp.find.date.candidate import Candidate
from newsnlp.find.date.lengths import Lasting
from newsnlp.find.date.policy import sure
from newsnlp.find.date.reader import pieces
from newsnlp.find.date.rules import ALONE, RULES, compose
from newsnlp.find.date.story import tells_day, told
from newsnlp.find.date.tense import direction, looking, tells
from newsnlp.find.date.windows import Windows
from newsnlp.find.date.words import Words
from newsnlp.lang.phrases import DASHES
from newsnlp.types import Finding, Point, Sentence, Span, TimeExpression, renewed

__all__ = ["RULES", "finder"]

NEAR = 8  # findings back that a length may go on from
MOST = 20  # atoms of a run: the grammar's time grows with their cube
_KINDS = ("date", "time")
# what stands apart from its neighbours: no rule composes it
_BREAKS = frozenset({"X", "BAD", "PREPOSITION", "BY", "UNITS"})
# «, в», «начиная с», «, примерно в» are one preposition
_MERGED = frozenset({("IN", "COMMA"), ("IN", "IN"), ("FROM", "FROM"), ("TO", "TO"), ("TO", "COMMA"), ("FROM", "COMMA")})
_SINGLE = frozenset(
    "OUTCOME WEEK VAGUE ADJECTIVE LASTING LONG BC SCHOOL HEATING PAIR YEARS BAREYEARS SETADJECTIVE SPORT".split()
)


def finder(tables: Tables) -> Callable[[Sentence], list[Finding[Any]]]:
    """The finder of dates with these tables (``calendar``, ``holidays``)."""
    words, rules = Words(tables), Rules(tables, "date")
    windows = Windows(words)

    def find(sentence: Sentence) -> list[Finding[Any]]:
        seen = [span for span in sentence.spans if span.kind in _KINDS]
        found: list[Finding[TimeExpression]] = []
        for start, stop in windows.cut(sentence, seen):
            _read(sentence, start, stop, words, rules, seen, found)
        return told(found, sentence, words) if found else []

    return find


def _read(
    sentence: Sentence,
    start: int,
    stop: int,
    words: Words,
    rules: Rules,
    seen: Sequence[Span],
    found: list[Finding[TimeExpression]],
) -> None:
    """Adds what a window of tokens holds to what the sentence has told so far."""
    tokens = sentence.tokens
    window = pieces(tokens[start:stop], sentence, words)
    for edge, segment in _in_clauses(_segments(atoms_of(window, words, stop < len(tokens))), sentence, found):
        for match, before in _matches(edge, segment):
            new = list(_sure(match, before, sentence, seen, rules, found))
            if not new and match.rule in ("date.range", "date.duration", "date.list", "date.months"):
                for part in apart(match):
                    new += _sure(part, before, sentence, seen, rules, [*found, *new])
            found += [_looking(_measured(_of_day(f, sentence), sentence), sentence, rules, found) for f in new]


def _sure(
    match: Match,
    before: Atom | None,
    sentence: Sentence,
    seen: Sequence[Span],
    rules: Rules,
    earlier: Sequence[Finding[TimeExpression]],
) -> Iterator[Finding[TimeExpression]]:
    """What a match builds that is a date in its sentence."""
    for built in build(match):
        finding = Finding(built.atoms[0].start, built.atoms[-1].stop, built.rule or match.rule, built.expression)
        tagged = any(s.start < finding.stop and finding.start < s.stop for s in seen)
        again = any(f.value.kind == "duration" for f in earlier[-NEAR:])
        if sure(
            Candidate(match.rule, built.atoms, before, sentence, finding.start, finding.stop, tagged, rules, again)
        ):
            lasting = next(iter(values_of(built.atoms, Lasting)), None)
            finding = _beforehand(_recurring(finding, sentence), lasting, sentence)
            yield _scheduled(finding, lasting if len(built.atoms) == 1 else None, sentence, rules)


def _recurring(finding: Finding[TimeExpression], sentence: Sentence) -> Finding[TimeExpression]:
    """«раз в два года», «дважды в неделю», «сто тонн в год» is a set."""
    if finding.value.kind != "duration":
        return finding
    words = [token.lower for token in sentence.left(finding.start, 3)]
    rate = len(words) > 1 and per(sentence, finding.start, finding.stop)
    return replace(finding, value=replace(finding.value, kind="set")) if rate or recurring(words) else finding


def _beforehand(
    finding: Finding[TimeExpression], lasting: Lasting | None, sentence: Sentence
) -> Finding[TimeExpression]:
    """«за час до вылета», «за два дня до этого»: when, as «часом ранее» is; «доехал за день до Твери» lasts. «Через
    несколько дней он вернулся»: of the story, not ahead of now.
    """
    if lasting is not None and finding.value.value == "FUTURE_REF":
        over = sentence.behind(finding.stop).lower == "после" or direction(sentence, finding.start, finding.stop) < 0
        return replace(finding, value=away_from(replace(lasting, amount=None), 1)) if over else finding
    if finding.value.kind != "duration" or finding.value.relative or lasting is None:
        return finding
    before, behind = sentence.before(finding.start), sentence.behind(finding.stop)
    of = sentence.behind(behind.stop)
    placed = any(s.kind in _TOWNS and s.start <= of.start < s.stop for s in sentence.spans)
    if (before.lower, behind.lower) != ("за", "до") or placed:
        return finding
    return replace(finding, rule="date.story", value=away_from(lasting, -1))


_TOWNS = frozenset({"country", "region", "city", "district", "location", "facility"})


def _scheduled(
    finding: Finding[TimeExpression], lasting: Lasting | None, sentence: Sentence, rules: Rules
) -> Finding[TimeExpression]:
    """«намечено на 19 часов», «открыт до 18 часов» is a time of the day, «задержан на 48 часов» lasts."""
    clock = lasting.clock if lasting is not None and finding.value.kind == "duration" else None
    if clock is None:
        return finding
    classes = frozenset({"hours", "late"} if clock > "T09" else {"hours"})
    rule = rules.first(classes, sentence, finding.start, finding.stop, ("lasts", "time"))
    told = rule.verdict == "time" if rule is not None else happens(sentence, finding.start, finding.stop)
    if not told:
        return finding
    point = Point("day", clock=clock)
    return replace(finding, rule="date.time", value=TimeExpression("time", point, point, relative=True))


def _of_day(finding: Finding[TimeExpression], sentence: Sentence) -> Finding[TimeExpression]:
    """«поздравил с 8 Марта», «по сравнению с 12 апреля» is the day, not since then."""
    said = finding.value
    if finding.rule != "date.open" or said.begin is None or not said.begin.day:
        return finding
    words = [token.lower for token in sentence.around(finding.start, finding.stop, 8)]
    greets = any(word.startswith(word_list("date.greeting")) for word in words)
    compared = any(token.lower.startswith(_COMPARED) for token in sentence.left(finding.start, 3))
    return replace(finding, value=replace(said, end=said.begin)) if greets or compared else finding


_COMPARED = word_list("date.compared")


def _measured(finding: Finding[TimeExpression], sentence: Sentence) -> Finding[TimeExpression]:
    """«за три дня до Нового года» counts from the day; nothing runs until it."""
    if finding.rule != "date.open" or finding.value.begin is not None:
        return finding
    words = [token.lower for token in sentence.left(finding.start, 6)]
    units = {word for word in words[-3:-1] if word.startswith(word_list("date.units"))}
    if words[-1:] != ["до"] or not units or "за" not in words[-5:-1]:
        return finding
    return replace(finding, value=replace(finding.value, begin=finding.value.end))


def _looking(
    finding: Finding[TimeExpression], sentence: Sentence, rules: Rules, earlier: Sequence[Finding[TimeExpression]]
) -> Finding[TimeExpression]:
    """With the way that its clause looks, where it may decide."""
    said = finding.value
    if not said.relative:
        return finding
    way = looking(said, sentence, finding.start, finding.stop, rules, earlier)
    if moved := _moved(finding, sentence, way):
        return replace(finding, value=moved)
    turned = _turned(finding, sentence) if way <= -3 else None
    said = replace(said, begin=turned, end=turned) if turned else said
    return renewed(finding, value=renewed(said, direction=way)) if way else finding


def _later(said: TimeExpression) -> TimeExpression | None:
    """«через шесть минут он забил», «через два года завод встал»: counted from the story, not from now."""
    if (said.seconds or 0) > 0:
        return replace(said, seconds=None)
    return told_of(said.begin) if said.begin is not None and (said.begin.shift or 0) > 0 else None


def _turned(finding: Finding[TimeExpression], sentence: Sentence) -> Point | None:
    """«в конце года завод встал»: the last end of a year, which in spring is that of the year before; not where the
    words say «этого».
    """
    point, named = finding.value.point, sentence.around(finding.start, finding.stop, 0)[-2:-1]
    late = point is not None and (point.part in ("mid", "end", "second") or point.grain == "half")
    if point is None or not late or point.shift != 0 or not named or named[0].tag.pos != "NOUN":
        return None
    return replace(point, shift=None, step=None)


def _moved(finding: Finding[TimeExpression], sentence: Sentence, way: int) -> TimeExpression | None:
    """«по итогам года прибыль упала», «месяц назад» of a story: what a clause in the past turns to another time."""
    said = finding.value
    if finding.rule == "date.outcome" and way < 0 and said.begin is not None:
        before = replace(said.begin, shift=-1)
        return replace(said, begin=before, end=before)
    after = sentence.cut(finding.start, finding.stop).lower().startswith("спустя") and way <= 0
    story = after or way < 0 or sentence.behind(finding.stop).lower == "после"
    return _later(said) if finding.rule == "date.ago" and story else None


def _segments(found: Sequence[Atom]) -> Iterator[tuple[Atom | None, list[Atom]]]:
    """Runs of atoms that may compose, each with the atom before it."""
    segment: list[Atom] = []
    before: Atom | None = None
    for atom in _joined(found):
        single = _is_single(atom, segment)
        if atom.type in _BREAKS or single:
            if segment:
                yield before, segment
            if single:
                yield (segment[-1] if segment else before), [atom]
            segment, before = [], atom
        else:
            segment.append(atom)
        if len(segment) >= MOST:
            yield before, segment
            segment, before = [], atom
    if segment:
        yield before, segment


_CLOCKS = frozenset({"CLOCK", "DOTTED", "PART", "MOMENT"})
_DAYS = frozenset({"DAY", "WEEKDAY", "TODAY", "HOLIDAY", "FEAST", "MONTHDAY", "NARRATIVE"})


def _in_clauses(
    segments: Iterable[tuple[Atom | None, list[Atom]]], sentence: Sentence, found: Sequence[Finding[TimeExpression]]
) -> Iterator[tuple[Atom | None, list[Atom]]]:
    """The segments cut at a comma that ends a clause between a time and a day («в 8:15, в понедельник рейса нет»), or a
    day and a weekday («уволили 3 мая, в среду он придёт»).
    """
    for before, segment in segments:
        last, first = before, 0
        content = _content(segment)
        for left, right in pairwise(content):
            told = _two_told(segment[left], segment[right - 1], segment[right])
            if told and _apart(segment[first or content[0]], segment[left], segment[right], sentence, found):
                yield last, segment[first : left + 1]
                last, first = segment[left], left + 1
        yield last, segment[first:]


def _two_told(left: Atom, between: Atom, right: Atom) -> bool:
    """Whether two atoms are a time and a day, or a day and «в» with a weekday."""
    if (left.type in _CLOCKS) != (right.type in _CLOCKS):
        return left.type in _DAYS or right.type in _DAYS
    return (left.type, between.type, right.type) == ("DAY", "IN", "WEEKDAY")


def _is_single(atom: Atom, segment: Sequence[Atom]) -> bool:
    """Whether an atom composes with no other, unless an edge stands before it: «конец |прошлого|»."""
    return atom.type in _SINGLE and not (segment and segment[-1].type == "EDGE")


def _apart(first: Atom, left: Atom, right: Atom, sentence: Sentence, found: Sequence[Finding[TimeExpression]]) -> bool:
    """Whether a comma between two atoms parts clauses: each has its verb, a dash in its place, or its day."""
    if "," not in sentence.cut(left.stop, right.start):
        return False
    if not _begins_clause(sentence, right.stop):
        return False
    if found and tells_day(found[-1], sentence) and "," not in sentence.cut(found[-1].stop, first.start):
        return True  # «в четверг приём с 9:00, в пятницу — с 14:00»
    return _opened(sentence, first.start)


def _opened(sentence: Sentence, start: int) -> bool:
    """Whether the clause before an offset tells something: «вылет (в 9:55), в субботу рейса нет»."""
    head = [t for t in clause(sentence, start, start) if t.stop <= start]
    named = bool(head) and head[0].tag.noun and head[0].tag.case in ("nomn", "accs")
    return named or any(t.text in DASHES for t in sentence.left(start, 3)) or any(map(tells, head))


def _joined(found: Sequence[Atom]) -> list[Atom]:
    """The atoms with «, в», «в», «, примерно в» as one preposition each, words of measure before figures dropped."""
    joined: list[Atom] = []
    for atom in found:
        if joined and (atom.type, joined[-1].type) in _MERGED:
            joined[-1] = atom
        elif not joined or atom.type != "FILL":
            joined.append(atom)
    return joined


def _begins_clause(sentence: Sentence, stop: int) -> bool:
    """Whether a verb, a dash in its place or a subject stands behind an atom: «в среду причал на ремонте»."""
    behind = sentence.behind(stop)
    own = (t for t in clause(sentence, stop, stop) if t.start >= stop)
    subject = behind.tag[:2] in (("NOUN", "nomn"), ("ADJ", "nomn"))
    return behind.lower != "и" and (behind.text in DASHES or subject or any(map(tells, own)))


def _matches(before: Atom | None, segment: Sequence[Atom]) -> Iterator[tuple[Match, Atom | None]]:
    """The rules that fit a segment, each with the atom before it."""
    if not (content := _content(segment)):
        return
    first, last = _bounds(segment, content)
    inner = segment[first : last + 1]
    before = segment[first - 1] if first else before
    done = 0
    for found in compose(inner) if len(inner) > 1 else ():
        yield from _lone(before, inner, done, found.start)
        done = found.stop
        points = [inner[a:b] for a, b in found.all("point")]
        day = found.get("day")
        match = Match(found.parts[0].name, inner[found.start : done], points, inner[day[0] : day[1]] if day else None)
        yield match, inner[found.start - 1] if found.start else before
    yield from _lone(before, inner, done, len(inner))


def _bounds(segment: Sequence[Atom], content: Sequence[int]) -> tuple[int, int]:
    """The first and last atoms of a segment that a rule may have; ``content``: those that are no mere link."""
    first, last = content[0], content[-1]
    if any(atom.type == "OPEN" for atom in segment[first:]):
        last = max(last, *(n for n, atom in enumerate(segment) if atom.type == "CLOSE"), -1)
    leads = first > 0 and segment[first - 1].type in ("FROM", "TO", "BETWEEN")
    return first - leads, last


def _content(segment: Sequence[Atom]) -> list[int]:
    """The numbers of the atoms that are no prepositions and marks."""
    return [n for n, atom in enumerate(segment) if atom.type not in EDGES and atom.type not in BRACKETS]


def _lone(before: Atom | None, inner: Sequence[Atom], start: int, stop: int) -> Iterator[tuple[Match, Atom | None]]:
    """What the grammar left and is a date alone."""
    for n in range(start, stop):
        if inner[n].type in ALONE:
            yield Match(ALONE[inner[n].type], [inner[n]], [[inner[n]]]), inner[n - 1] if n else before
