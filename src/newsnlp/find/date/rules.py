"""The grammar of dates over atoms: what may stand together as one date, range, list or length.

yargy sees a few types of atoms alone, so the parses of some hundred sequences serve all texts; what composes with
nothing (:data:`ALONE`) never comes here. Named parts: ``point`` is a place in the calendar, ``day`` the day of a range
of hours; the outermost names say how the points are meant and are the rules that mentions carry.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any, NamedTuple

from yargy import or_, rule
from yargy.predicates import type as a

from newsnlp.find.date.atoms import Atom
from newsnlp.find.grammar import Grammar, Match, Terminal

# what an atom alone in its window is
ALONE = {
    **dict.fromkeys(
        "DAY MONTHDAY WEEKDAY TODAY HOLIDAY FEAST MONTH SEASON SEASONNOUN QUARTER YEAR BARE DECADE CENTURY REFERENCE "
        "REFYEAR "
        "REFMONTH REFWEEK REFQUARTER REFHALF REFSCHOOL NTH REFCENTURY REFDECADE REFMILLENNIUM".split(),
        "date.point",
    ),
    **dict.fromkeys(("CLOCK", "PART", "MOMENT"), "date.time"),
    **dict.fromkeys(("DURATION", "INVERTED", "UNIT", "LASTING", "LONG"), "date.duration"),
    **dict.fromkeys(("SCHOOL", "HEATING", "PAIR"), "date.season"),
    **dict.fromkeys(("YEARS", "BAREYEARS"), "date.range"),
    **dict.fromkeys(("SET", "SETADJECTIVE"), "date.set"),
    **dict.fromkeys(("VAGUE", "NARRATIVE", "SPORT"), "date.reference"),
    "BC": "date.bc",
    "HENCE": "date.ago",
    "OUTCOME": "date.outcome",
    "WEEK": "date.week",
    "ADJECTIVE": "date.adjective",
}
# the types that the grammar knows by another's name
_AS = {
    "REFYEAR": "YEAR",
    **dict.fromkeys(("DECADE", "CENTURY", "REFCENTURY", "REFDECADE", "REFMILLENNIUM"), "ERA"),
    **dict.fromkeys(("REFMONTH", "REFWEEK", "REFQUARTER", "REFHALF", "REFSCHOOL"), "REF"),
    **dict.fromkeys(("SEASON", "SEASONNOUN"), "QUARTER"),
    **dict.fromkeys(("HOLIDAY", "FEAST", "MONTHDAY"), "DAY"),
    **dict.fromkeys(("LATER", "EARLIER"), "LATER"),
    "YEARS": "BAREYEARS",
    "INVERTED": "DURATION",
}


class _Maybe(NamedTuple):
    part: Any


def maybe(part: Any) -> _Maybe:
    """A part that may be missing."""
    return _Maybe(part)


def seq(*parts: Any) -> Any:
    """A rule of parts in order, written out with and without each :func:`maybe`.

    yargy's own ``optional`` makes empty productions, and its parser loses a match where two rules share one.
    """
    ways = product(*(((), (p.part,)) if isinstance(p, _Maybe) else ((p,),) for p in parts))
    rules = [rule(*(part for way in chosen for part in way)) for chosen in ways if any(chosen)]
    return or_(*rules) if len(rules) > 1 else rules[0]


NUM = or_(a("NUMBER"), a("NTH"))
GAP = maybe(or_(a("COMMA"), a("IN")))  # «, в» is one IN
BREAK = maybe(or_(a("COMMA"), a("IN"), a("DASH")))

YEAR = or_(seq(maybe(a("RELATIVE")), a("YEAR")), rule(a("BARE")), rule(a("YEAR"), a("OPEN"), a("BARE"), a("CLOSE")),
           seq(a("RELATIVE"), a("OPEN"), a("BARE"), a("CLOSE"), a("UNIT")))  # fmt: skip
QUARTER = seq(a("QUARTER"), maybe(YEAR))
MONTH = seq(a("MONTH"), maybe(YEAR))
EDGE = rule(a("EDGE"), or_(YEAR, rule(a("ERA")), QUARTER, MONTH, rule(a("REF")), rule(a("UNIT"))))
DATE = seq(a("DAY"), maybe(or_(a("YEAR"), a("REF"), a("BARE"))))
WEEKDAY = or_(seq(a("WEEKDAY"), maybe(seq(GAP, a("REF")))), seq(a("TODAY"), maybe(seq(GAP, a("WEEKDAY")))))
DAY = or_(
    DATE,
    WEEKDAY,
    seq(WEEKDAY, BREAK, DATE),
    seq(a("DAY"), GAP, a("WEEKDAY")),
    rule(DATE, a("OPEN"), a("WEEKDAY"), a("CLOSE")),
    rule(WEEKDAY, a("OPEN"), DATE, a("CLOSE")),
)
EXACT = or_(a("CLOCK"), a("DOTTED"))
CLOCK = or_(rule(a("CLOCK")), seq(a("PART"), maybe(seq(GAP, EXACT))))
TIME = or_(
    CLOCK,
    seq(a("MOMENT"), maybe(seq(GAP, a("CLOCK")))),
    seq(a("PART"), BREAK, DAY),
    seq(a("PART"), maybe(a("IN")), a("NTH")),
    rule(a("NTH"), a("PART")),
    seq(EXACT, GAP, DAY),
    seq(DAY, GAP, or_(CLOCK, rule(a("DOTTED")))),
    seq(WEEKDAY, GAP, a("PART"), BREAK, DATE, maybe(seq(GAP, EXACT))),
    seq(a("PART"), GAP, DAY, GAP, EXACT),
    rule(DAY, a("BAR"), a("CLOCK")),
)

POINT = or_(DAY, MONTH, QUARTER, YEAR, rule(a("ERA")), rule(or_(a("REF"), a("REFERENCE"))), EDGE).named("point")
WHEN = TIME.named("point")
NUMBER = rule(NUM).named("point")
DAYS = rule(NUM, a("DASH"), NUM).named("point")
BARE = rule(a("BARE")).named("point")
POSTER = seq(a("DOTTED"), GAP, a("CLOCK")).named("point")
HOUR = rule(EXACT).named("point")
COUNT = rule(a("COUNT")).named("point")
BY_COUNT = or_(HOUR, NUMBER, COUNT)
DOTTED = rule(a("DOTTED")).named("point")
WHOLE = or_(DAY, rule(a("DOTTED"))).named("day")
SIDE = or_(POINT, NUMBER)
RANGE = or_(
    rule(a("FROM"), SIDE, or_(a("TO"), a("DASH")), POINT),
    rule(a("BETWEEN"), SIDE, a("AND"), POINT),
    rule(SIDE, a("DASH"), POINT),
    rule(a("FROM"), DATE.named("point"), a("TO"), NUMBER),
)
UNTIL = rule(or_(BARE, or_(DATE, MONTH).named("point")), a("TO"), POINT)
CLOCKED = or_(
    rule(a("FROM"), or_(POINT, WHEN), or_(a("TO"), a("DASH")), WHEN),
    rule(a("FROM"), WHEN, or_(a("TO"), a("DASH")), POINT),
    rule(a("FROM"), DOTTED, a("TO"), DATE.named("point")),
    rule(or_(DOTTED, WHEN), a("DASH"), DATE.named("point")),
)
HOURS = or_(
    rule(HOUR, a("DASH"), HOUR),
    seq(maybe(seq(WHOLE, GAP)), a("FROM"), BY_COUNT, a("TO"), HOUR),
    rule(a("BETWEEN"), or_(HOUR, NUMBER), a("AND"), HOUR),
    seq(maybe(seq(WHOLE, GAP)), a("FROM"), HOUR, a("TO"), or_(NUMBER, COUNT)),
    seq(WHOLE, GAP, HOUR, a("DASH"), HOUR),
    seq(a("FROM"), BY_COUNT, a("TO"), HOUR, GAP, WHOLE),
)
LIST = or_(
    seq(
        maybe(rule(or_(NUMBER, DAYS), a("COMMA")).repeatable()),
        or_(NUMBER, DAYS),
        or_(a("AND"), a("COMMA")),
        seq(maybe(rule(NUM, a("DASH"))), DATE).named("point"),
    ),
    rule(DATE.named("point"), a("AND"), DATE.named("point")),
    seq(
        MONTH.named("point"), maybe(rule(a("COMMA"), MONTH.named("point")).repeatable()), a("AND"), MONTH.named("point")
    ),
    seq(BARE, maybe(rule(a("COMMA"), BARE).repeatable()), or_(a("AND"), a("COMMA")), rule(a("YEAR")).named("point")),
)
MOVED = rule(
    a("FROM"),
    or_(NUMBER, BARE, or_(DAY, MONTH, QUARTER, YEAR).named("point")),
    a("IN"),
    or_(DAY, MONTH, QUARTER, YEAR).named("point"),
)
PARTS = rule(rule(a("PART"), NUM).named("point"), a("AND"), rule(a("PART"), DATE).named("point"))
QUARTERS = rule(QUARTER.named("point"), or_(a("AND"), a("COMMA")), QUARTER.named("point"))
STYLE = or_(
    seq(a("DAY"), a("OPEN"), a("DAY"), a("CLOSE"), maybe(a("YEAR"))),
    rule(NUM, a("OPEN"), NUM, a("CLOSE"), a("MONTH")),
    seq(a("DAY"), a("OPEN"), a("DAY"), maybe(a("TO")), a("STYLE"), maybe(a("STYLE")), a("CLOSE")),
)
FIGURE = or_(NUM, a("COUNT"), a("DOTTED"))
LENGTH = or_(
    rule(a("DURATION")),
    rule(a("UNIT")),
    seq(maybe(a("FROM")), FIGURE, or_(a("DASH"), a("TO"), a("AND")), a("DURATION")),
    rule(a("RELATIVE"), FIGURE, or_(a("DASH"), a("AND")), a("DURATION")),
    rule(a("UNIT"), a("AND"), a("DURATION")),
    rule(a("DURATION"), a("AND"), a("UNIT")),
    rule(a("DURATION"), a("DASH"), a("DURATION")),
)
LASTING = rule(or_(a("DURATION"), a("UNIT")))
TERM = rule(a("FROM"), LASTING, a("TO"), LASTING)
AGO = or_(rule(LENGTH, a("AGO")), rule(a("THEN"), LENGTH), rule(LENGTH, a("THEN")))

YEARLY = or_(
    seq(a("SET"), maybe(or_(a("IN"), a("TO"))), or_(MONTH, DATE)),
    rule(a("SET"), a("TO"), a("SET")),
    rule(a("SET"), a("AND"), a("WEEKDAY")),
    seq(maybe(a("TO")), or_(MONTH, DATE, EDGE), a("SET")),
)

FROM_TO = or_(a("FROM"), a("TO"))
NIGHT = rule(a("PART"), a("FROM"), or_(rule(NUM), DAY), or_(a("IN"), a("TO")), DAY)
TOLD = seq(or_(a("DAY"), a("MONTH"), a("QUARTER"), EXACT, a("PART")), GAP, a("NARRATIVE"))

_GRAMMAR: Grammar[Atom] = Grammar(
    or_(
        POINT.named("date.point"),
        RANGE.named("date.range"),
        rule(FROM_TO, POINT).named("date.open"),
        LIST.named("date.list"),
        WHEN.named("date.time"),
        POSTER.named("date.dotted"),
        NIGHT.named("date.night"),
        CLOCKED.named("date.range"),
        HOURS.named("date.hours"),
        rule(FROM_TO, WHEN).named("date.open"),
        LENGTH.named("date.duration"),
        AGO.named("date.ago"),
        rule(LENGTH, a("LATER")).named("date.story"),
        rule(a("DURATION"), or_(YEAR, rule(a("UNIT"))).named("point")).named("date.months"),
        seq(AGO, GAP, or_(MONTH, DATE).named("point")).named("date.same"),
        STYLE.named("date.style"),
        seq(maybe(FROM_TO), TOLD).named("date.story"),
        YEARLY.named("date.set"),
        rule(a("EDGE"), a("SPORT")).named("date.reference"),
        MOVED.named("date.list"),
        PARTS.named("date.list"),
        QUARTERS.named("date.list"),
        UNTIL.named("date.range"),
        TERM.named("date.duration"),
    ),
    lambda atom: Terminal(_AS.get(atom.type, atom.type), ""),
)


def compose(atoms: Sequence[Atom]) -> tuple[Match, ...]:
    """The rules that fit a run of atoms: the one that covers it wholly, else those that cover most of it.

    >>> [m.parts[0] for m in compose([Atom("FROM", 0, 1), Atom("NUMBER", 2, 3), Atom("TO", 4, 6), Atom("DAY", 7, 12)])]
    [Part(name='date.range', start=0, stop=4)]
    """
    whole = _GRAMMAR.match(atoms)
    return (whole,) if whole else _GRAMMAR.findall(atoms)


RULES = frozenset({*ALONE.values()} | {
    f"date.{name}" for name in "dotted ellipsis night hours open list style months same ago story".split()
})  # fmt: skip
