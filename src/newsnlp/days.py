"""The day of publication as other people's tables and feeds write it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

NONE = frozenset({"", "nat", "nan", "none", "null", "<na>"})  # as programs write that there is none
SECONDS = range(10**8, 10**11)  # since 1970, of the years 1973 to 5138; what is less is no moment of a newspaper's
_ZONES = {"UTC": "+00:00", "GMT": "+00:00", "MSK": "+03:00", "МСК": "+03:00"}
_ISO = re.compile(
    r"(\d{4}-?\d\d-?\d\d|\d{4}-?W\d\d-?\d)"  # a day, also by its week
    r"(?:[T ]+(\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?)"
    r"(?: *([+-]\d\d:?(?:\d\d)?|Z|" + "|".join(_ZONES) + r"))?)?",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(\d?\d)\.(\d?\d)\.(\d{4})(?:(?:г\.?)?,? +(?:в +)?(\d?\d):(\d\d)(?::(\d\d))?)?")
_FEED = re.compile(r"(?:[a-z]{3}, *)?\d?\d [a-z]{3} \d{2,4} \d?\d:\d\d(?::\d\d)?(?: .+)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def day(value: Any) -> date | None:
    """A day, or a day and time, from a column of whatever kind; ``None`` where the column says that there is none.

    Read are ``date`` and ``datetime``, ISO 8601 (a space for its T, too), ``24.04.2024 11:03``, the dates of feeds (RFC
    5322), and seconds since 1970. ``NaT``, ``NaN``, ``None``, ``""`` are none. A moment with an offset keeps it; which
    day it is, is for ``Extractor(timezone=)`` to say. Raises ``ValueError`` at anything else.

    >>> day("24.04.2024 11:03"), day("Wed, 24 Apr 2024 11:03:00 +0300").isoformat(), day(float("nan"))
    (datetime.datetime(2024, 4, 24, 11, 3), '2024-04-24T11:03:00+03:00', None)
    >>> day("20240424"), day(1713945780).isoformat(), day("NaT")
    (datetime.date(2024, 4, 24), '2024-04-24T08:03:00+00:00', None)
    """
    text = str(value).strip()
    if text.lower() in NONE:
        return None
    if isinstance(value, datetime):  # a pandas Timestamp too, which isn't read back from JSON as what it is
        return datetime.combine(value.date(), value.time(), value.tzinfo)
    if isinstance(value, date):
        return value
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(text):
            with suppress(ValueError, TypeError, OverflowError):
                return read(found)
    hint = ": milliseconds? divide them by 1000" if re.fullmatch(r"\d{13}(\.0)?", text) else ""
    raise ValueError(f"{text[:60]!r} is no day like 2024-04-24, 24.04.2024, a feed's, or seconds since 1970{hint}")


def _iso(found: re.Match[str]) -> date:
    day, time, zone = found.groups()
    if not time:
        return date.fromisoformat(day)
    zone = (zone or "").upper()
    return datetime.fromisoformat(f"{day}T{time.replace(',', '.')}{_ZONES.get(zone, zone)}")


def _points(found: re.Match[str]) -> date:
    day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
    return datetime(year, month, day, hour, minute, second) if found[4] else date(year, month, day)


def _feed(found: re.Match[str]) -> date:
    return parsedate_to_datetime(found[0])


def _seconds(found: re.Match[str]) -> date:
    seconds = float(found[0])
    if int(seconds) not in SECONDS:
        raise ValueError
    return datetime.fromtimestamp(seconds, UTC)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date]], ...] = (
    (_ISO, _iso),
    (_POINTS, _points),
    (_FEED, _feed),
    (_NUMBER, _seconds),
)
