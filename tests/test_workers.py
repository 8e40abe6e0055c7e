"""Rows over processes: order, a dying worker, errors."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from newsnlp.workers import THREADS, Refused, spread

CHUNKS = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]]


def double(rows: Sequence[int]) -> list[int]:
    return [2 * row for row in rows]


def dies_at_four(rows: Sequence[int]) -> list[int]:
    if 4 in rows:
        os._exit(9)
    return double(rows)


def fails(rows: Sequence[int]) -> list[int]:
    raise RuntimeError("no such model")


def threads(rows: Sequence[int]) -> list[set[str]]:
    return [{os.environ[name] for name in THREADS} for _ in rows]


def test_results_come_in_order() -> None:
    assert list(spread(double, CHUNKS, 2)) == [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]


def test_only_the_row_that_kills_its_worker_is_refused() -> None:
    *_, refused = results = sorted(spread(dies_at_four, CHUNKS, 2), key=lambda r: isinstance(r, Refused))
    assert results[:-1] == [0, 2, 4, 6, 10, 12, 14, 16, 18]
    assert isinstance(refused, Refused)
    assert refused.row == 4
    assert "died on this row twice (exit code 9)" in refused.reason


def test_an_error_of_the_work_itself_is_raised() -> None:
    with pytest.raises(RuntimeError, match="no such model"):
        list(spread(fails, CHUNKS, 2))


def test_each_worker_runs_one_thread() -> None:
    assert list(spread(threads, [[1]], 1)) == [{"1"}]
