"""The grammar of dates over atoms: what may stand together as one date, range, list, length or set.

yargy sees the types of atoms alone, so the parses of a few hundred sequences serve all texts. Named parts: ``point``
is a place in the calendar, the outermost names say how the points are meant (``date.range``, ``date.open``, ...)
and are the rules that mentions carry.
"""

from __future__ import annotations

from typing import Any

from yargy import or_, rule
from yargy.predicates import type as a

from newsnlp.find.date.atoms import Atom
from newsnlp.find.grammar import Grammar, Terminal


def _maybe(type_: str) -> Any:
    return a(type_).optional()


COMMA, IN, DASH, FILL = (_maybe(t) for t in ("COMMA", "IN", "DASH", "FILL"))
GAP = rule(COMMA, IN, FILL)

YEAR = or_(rule(a("YEAR")), rule(a("BARE")), rule(a("REFYEAR")), rule(a("RELATIVE"), a("YEAR")), rule(a("RELATIVE"), a("BARE")),
           rule(a("REFYEAR"), a("OPEN"), a("BARE"), a("CLOSE")), rule(a("RELATIVE"), a("OPEN"), a("BARE"), a("CLOSE"), a("UNIT")))  # fmt: skip
LONG = or_(rule(a("DECADE")), rule(a("CENTURY")), rule(a("REFCENTURY")), rule(a("REFDECADE")), rule(a("REFMILLENNIUM")))
QUARTER = or_(rule(a("QUARTER")), rule(a("QUARTER"), YEAR), rule(a("REFQUARTER")), rule(a("REFHALF")))
SEASON = or_(rule(a("SEASON")), rule(a("SEASON"), YEAR), rule(a("SEASONNOUN")), rule(a("SEASONNOUN"), YEAR))
MONTH = or_(rule(a("MONTH")), rule(a("MONTH"), a("REFYEAR")), rule(a("REFMONTH")), rule(a("MONTH"), a("RELATIVE"), a("YEAR")))
WEEK = or_(rule(a("REFWEEK")), rule(a("REFERENCE")))
EDGE = rule(a("EDGE"), or_(YEAR, LONG, QUARTER, SEASON, MONTH, WEEK, rule(a("UNIT"))))

DATE = or_(rule(a("DAY")), rule(a("DAY"), a("REFYEAR")), rule(a("MONTHDAY"), a("REFMONTH")), rule(a("MONTHDAY")))
WEEKDAY = or_(rule(a("WEEKDAY")), rule(a("WEEKDAY"), IN, a("REFWEEK")), rule(a("TODAY"), GAP, a("WEEKDAY")))
FEAST = or_(rule(a("HOLIDAY")), rule(a("FEAST")), rule(a("HOLIDAY"), YEAR), rule(a("FEAST"), YEAR))
DAY = or_(
    DATE,
    WEEKDAY,
    rule(a("TODAY")),
    FEAST,
    rule(WEEKDAY, COMMA, DASH, DATE),
    rule(DATE, COMMA, IN, a("WEEKDAY")),
    rule(DATE, a("OPEN"), a("WEEKDAY"), a("CLOSE")),
    rule(a("WEEKDAY"), a("OPEN"), DATE, a("CLOSE")),
    rule(a("TODAY"), COMMA, DASH, DATE),
    rule(a("TODAY"), a("OPEN"), DATE, a("CLOSE")),
)

CLOCK = or_(rule(a("CLOCK")), rule(a("PART")), rule(a("PART"), GAP, a("CLOCK")), rule(a("PART"), GAP, a("DOTTED")))
TIME = or_(
    rule(CLOCK, GAP, DAY),
    rule(a("PART"), COMMA, DASH, DATE),
    rule(a("DOTTED"), GAP, DAY),
    rule(DAY, GAP, CLOCK),
    rule(DAY, GAP, a("DOTTED")),
    rule(WEEKDAY, a("PART"), COMMA, DASH, DATE),
    rule(WEEKDAY, a("PART"), COMMA, DASH, DATE, GAP, a("CLOCK")),
    rule(a("PART"), IN, WEEKDAY, COMMA, DASH, DATE, GAP, a("CLOCK")),
    rule(a("CLOCK"), a("DAY"), a("BAR")),
    rule(DAY, a("BAR"), a("CLOCK")),
    rule(a("MOMENT"), GAP.optional(), a("CLOCK")),
    rule(a("MOMENT")),
    CLOCK,
)
NIGHT = or_(
    rule(a("PART"), a("FROM"), or_(rule(a("NUMBER")), DAY), IN, DAY),
    rule(a("PART"), a("FROM"), or_(rule(a("NUMBER")), DAY), a("TO"), DAY),
)

POINT = or_(DAY, MONTH, SEASON, QUARTER, YEAR, LONG, WEEK, EDGE).named("point")
WHEN = TIME.named("point")
NUMBER = rule(a("NUMBER")).named("point")
HOUR = or_(rule(a("CLOCK")), rule(a("DOTTED"))).named("point")
FIGURE = or_(rule(a("NUMBER")), rule(a("COUNT")), rule(a("DOTTED")))

SIDE = or_(POINT, WHEN, NUMBER)
RANGE = or_(
    rule(a("FROM"), SIDE, a("TO"), or_(POINT, WHEN)),
    rule(a("BETWEEN"), SIDE, a("AND"), POINT),
    rule(SIDE, a("DASH"), POINT),
    rule(a("FROM"), SIDE, a("DASH"), POINT),
    rule(a("YEARS")),
    rule(a("BAREYEARS")),
)
HOURS = or_(
    rule(HOUR, a("DASH"), HOUR),
    rule(a("FROM"), or_(HOUR, NUMBER), a("TO"), HOUR),
    rule(DAY.named("day"), GAP, a("FROM"), or_(HOUR, NUMBER), a("TO"), HOUR),
    rule(DAY.named("day"), GAP, HOUR, a("DASH"), HOUR),
    rule(a("FROM"), or_(HOUR, NUMBER), a("TO"), HOUR, COMMA, IN, DAY.named("day")),
)
LIST = or_(
    rule(rule(NUMBER, a("COMMA")).repeatable().optional(), NUMBER, a("AND"), DATE.named("point")),
    rule(NUMBER, a("COMMA"), DATE.named("point")),
    rule(MONTH.named("point"), rule(a("COMMA"), MONTH.named("point")).repeatable().optional(), a("AND"), MONTH.named("point")),
    rule(rule(a("BARE")).named("point"), rule(a("COMMA"), rule(a("BARE")).named("point")).repeatable().optional(),
         or_(a("AND"), a("COMMA")), rule(a("YEAR")).named("point")),
    rule(rule(a("NUMBER")).named("quarter"), a("AND"), rule(a("QUARTER")).named("point")),
)  # fmt: skip
STYLE = or_(
    rule(a("DAY"), a("OPEN"), a("DAY"), a("CLOSE"), YEAR.optional()),
    rule(a("NUMBER"), a("OPEN"), a("NUMBER"), a("CLOSE"), a("MONTH")),
    rule(a("DAY"), a("OPEN"), a("DAY"), a("PREPOSITION").optional(), a("STYLE"), a("STYLE").optional(), a("CLOSE")),
)

LENGTH = or_(rule(a("DURATION")), rule(a("UNIT")), rule(FIGURE, a("DASH"), a("DURATION")), rule(a("FROM"), FIGURE, a("TO"), a("DURATION")),
             rule(FIGURE, a("AND"), a("DURATION")), rule(a("UNIT"), a("AND"), a("DURATION")), rule(a("DURATION"), a("AND"), a("UNIT")),
             rule(a("DURATION"), a("DASH"), a("DURATION")))  # fmt: skip
PARTLY = rule(or_(a("DURATION"), a("COUNT")), YEAR.named("point"))

GRAMMAR: Grammar[Atom] = Grammar(
    or_(
        POINT.named("date.point"),
        WHEN.named("date.time"),
        NIGHT.named("date.night"),
        RANGE.named("date.range"),
        HOURS.named("date.hours"),
        rule(or_(a("FROM"), a("TO")), or_(POINT, WHEN)).named("date.open"),
        LIST.named("date.list"),
        STYLE.named("date.style"),
        or_(rule(a("SCHOOL")), rule(a("HEATING")), rule(a("PAIR"))).named("date.season"),
        rule(a("BC")).named("date.bc"),
        PARTLY.named("date.months"),
        or_(LENGTH, rule(a("LASTING")), rule(a("LONG"))).named("date.duration"),
        or_(rule(LENGTH, a("AGO")), rule(LENGTH, a("FILL"), a("AGO"))).named("date.ago"),
        or_(rule(a("THEN"), FILL, LENGTH), rule(LENGTH, a("THEN"))).named("date.then"),
        rule(LENGTH, or_(a("LATER"), a("EARLIER"))).named("date.story"),
        or_(rule(a("SET")), rule(a("SET"), a("IN"), MONTH), rule(a("SET"), a("TO"), a("SET")), rule(a("SETADJECTIVE"))).named("date.set"),
        or_(rule(a("VAGUE")), rule(a("NARRATIVE"))).named("date.reference"),
        rule(a("ADJECTIVE")).named("date.adjective"),
    ),
    lambda atom: Terminal(atom.type, ""),
)
RULES = frozenset(
    f"date.{name}"
    for name in "point time night range hours open list style season bc months duration ago then story set reference adjective".split()
)
