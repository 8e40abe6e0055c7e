"""``anchor``: dates get their days from the day of publication; never from the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from newsnlp.types import Date, Finding


def dateline(found: Sequence[Finding[Any]], text: str) -> dt.date | dt.datetime | None:
    """The day (and time) of publication that the article's own head states. Not written yet."""
    return None


def anchor(found: Sequence[Finding[Any]], published: dt.date | dt.datetime | None, text: str) -> tuple[Date, ...]:
    """Not written yet."""
    return ()
