"""The day of publication in every form that tables and feeds have it in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import numpy
import pandas
import pytest

from newsnlp.days import day

MOSCOW = timezone(timedelta(hours=3))
DAY, MINUTE = date(2024, 4, 24), datetime(2024, 4, 24, 11, 3)
READ: list[tuple[Any, date | None]] = [
    ("2024-04-24", DAY),
    (" 2024-04-24 ", DAY),
    ("20240424", DAY),
    (20240424, DAY),
    ("2024-W17-3", DAY),
    ("2024-04-24 11:03", MINUTE),
    ("2024-04-24T11:03:00.000", MINUTE),
    ("2024-04-24T11:03+0300", MINUTE.replace(tzinfo=MOSCOW)),
    ("2024-04-24 11:03:00 +03:00", MINUTE.replace(tzinfo=MOSCOW)),
    ("2024-04-24 11:03 UTC", MINUTE.replace(tzinfo=UTC)),
    ("2024-04-24T11:03:00Z", MINUTE.replace(tzinfo=UTC)),
    ("24.04.2024", DAY),
    ("24.4.2024 11:03", MINUTE),
    ("24.04.2024, 11:03:00", MINUTE),
    ("Wed, 24 Apr 2024 11:03:00 +0300", MINUTE.replace(tzinfo=MOSCOW)),
    ("24 Apr 2024 11:03:00 GMT", MINUTE.replace(tzinfo=UTC)),
    (1713956580, MINUTE.replace(tzinfo=UTC)),
    (1713956580.0, MINUTE.replace(tzinfo=UTC)),
    ("1713956580", MINUTE.replace(tzinfo=UTC)),
    (numpy.int64(1713956580), MINUTE.replace(tzinfo=UTC)),
    (DAY, DAY),
    (MINUTE, MINUTE),
    (pandas.Timestamp("2024-04-24 11:03"), MINUTE),
    *[(none, None) for none in (None, "", " ", "NaT", "nan", "None", float("nan"), pandas.NaT, pandas.NA, numpy.nan)],
]
WRONG: list[Any] = [
    "вчера", "31.02.2024", "2024-02-30", "2024-04-24T25:00", "24.04.24", "2024", "2024-04",
    0, 5, -1, False, True, [], {},
    b"2024-04-24", 10**15, float("inf"), "9" * 5000, "\ud800", "Wed, 32 Apr 2024 11:03:00 +0300", "99999-01-01",
]  # fmt: skip


@pytest.mark.parametrize(("value", "wanted"), READ, ids=[repr(value) for value, _ in READ])
def test_read(value: Any, wanted: date | None) -> None:
    found = day(value)
    assert (found, type(found)) == (wanted, type(wanted))


@pytest.mark.parametrize("value", WRONG, ids=[repr(value)[:30] for value in WRONG])
def test_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"is no day like 2024-04-24, 24.04.2024, a feed's, or seconds since 1970"):
        day(value)


def test_milliseconds_are_told() -> None:
    with pytest.raises(ValueError, match="milliseconds"):
        day(1713956580000)
