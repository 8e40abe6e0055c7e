"""Rows over processes: order, what a row raises, a worker that dies or hangs, errors of the work itself."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import newsnlp
from newsnlp import Document
from newsnlp.types import Marked
from newsnlp.workers import THREADS, Refused, Work, each, spread

CHUNKS = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]]
ALL_BUT_FOUR = [0, 2, 4, 6, 10, 12, 14, 16, 18]


def double(rows: Sequence[int]) -> list[int]:
    return [2 * row for row in rows]


def die(rows: Sequence[int]) -> None:
    os._exit(9)


def starve(rows: Sequence[int]) -> None:
    raise MemoryError


def hang(rows: Sequence[int]) -> None:
    time.sleep(60)


class Odd(Exception):
    """It pickles, but can't be read again."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one}, {two}")


def odd(rows: Sequence[int]) -> None:
    raise Odd(1, 2)


def at_four(fail: Callable[[Sequence[int]], None]) -> Work[int, int]:
    def work(rows: Sequence[int]) -> list[int]:
        if 4 in rows:
            fail(rows)
        return double(rows)

    return work


def doubling() -> Work[int, int]:
    return double


def broken() -> Work[int, int]:
    raise RuntimeError("no such model")


def dies_once(marker: Path) -> Work[int, int]:
    if not marker.exists():
        marker.touch()
        os._exit(9)
    return double


def dying() -> Work[int, int]:
    os._exit(9)


def threads() -> Work[int, set[str]]:
    return lambda rows: [{os.environ[name] for name in THREADS} for _ in rows]


def test_results_come_in_order() -> None:
    assert list(spread(doubling, CHUNKS, 2)) == [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]


FAULTS: list[tuple[Any, str, type[Exception], bool]] = [
    (die, "died on it twice (exit code 9)", ChildProcessError, True),
    (starve, "not enough memory", MemoryError, True),
    (hang, "not done within 1 seconds", TimeoutError, True),
    (odd, "raised Odd: 1, 2 at test_workers.py", RuntimeError, False),
]


@pytest.mark.parametrize(("fail", "reason", "error", "again"), FAULTS)
def test_only_the_row_to_blame_is_refused(fail: Any, reason: str, error: type[Exception], again: bool) -> None:
    results = list(spread(partial(at_four, fail), CHUNKS, 2, 1))
    refused = results.pop(4)
    assert results == ALL_BUT_FOUR
    assert isinstance(refused, Refused)
    assert (refused.row, refused.again, type(refused.error)) == (4, again, error)
    assert reason in refused.reason


def test_what_a_row_raises_in_this_process_costs_it_alone_too() -> None:
    results = each(at_four(odd), list(range(10)))
    refused = results.pop(4)
    assert results == ALL_BUT_FOUR
    assert isinstance(refused, Refused)
    assert isinstance(refused.error, Odd)
    assert isinstance(pickle.loads(pickle.dumps(refused)).error, RuntimeError)


def test_what_the_work_s_maker_raises_is_raised() -> None:
    with pytest.raises(RuntimeError, match="no such model"):
        list(spread(broken, CHUNKS, 2))


def test_a_worker_that_dies_at_its_start_is_replaced(tmp_path: Path) -> None:
    assert list(spread(partial(dies_once, tmp_path / "died"), CHUNKS, 1)) == list(spread(doubling, CHUNKS, 1))


def test_workers_that_always_die_at_their_start_end_in_a_sentence() -> None:
    with pytest.raises(ChildProcessError, match=r"at its start 3 times \(exit code 9\)"):
        list(spread(dying, CHUNKS, 2))


def test_a_stream_that_is_dropped_ends_its_workers() -> None:
    stream = spread(partial(at_four, hang), CHUNKS, 2)
    assert next(stream) == 0
    start = time.monotonic()
    stream.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 10


def frozen() -> Work[int, int]:
    return lambda rows: [gc.get_freeze_count() for _ in rows]


def test_workers_keep_their_models_from_the_collector_and_the_host_its_objects() -> None:
    first, second = spread(frozen, [[1], [2]], 1)
    assert (first, second > 1000, gc.get_freeze_count()) == (0, True, 0)


def test_each_worker_runs_one_thread() -> None:
    assert list(spread(threads, [[1]], 1)) == [{"1"}]


# A host that forks in the midst of a stream: its children exit as programs do, look into the stream, or outlive it.
FORKS = """
import os, signal, sys
from functools import partial
from test_workers import marking
from newsnlp.workers import spread
if __name__ == "__main__":
    made, children = [], []
    for n, worker in enumerate(stream := spread(marking, [[n] for n in range(30)], 2)):
        made.append(worker)
        if n in (3, 9, 15):
            children.append(os.fork())
            if not children[-1]:
                signal.alarm(20)
                try:
                    sys.exit(0 if n != 9 else next(stream))
                except RuntimeError as error:
                    sys.exit(7 if "forked" in str(error) else 8)
    print(len(made), len(set(made)), [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children])
    stream = spread(marking, [[1]] * 30, 1)
    print(next(stream), os.getpid(), flush=True)
    if not os.fork():
        signal.alarm(60)
        print(os.getpid(), flush=True)
        signal.pause()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def marking() -> Work[int, int]:
    return lambda rows: [time.sleep(0.02) or os.getpid() for _ in rows]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_processes_that_are_forked_in_mid_stream(tmp_path: Path) -> None:
    (tmp_path / "host.py").write_text(FORKS)
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    host = subprocess.Popen(
        [sys.executable, "host.py"], cwd=tmp_path, env=env, stdout=-1, stderr=-1, start_new_session=True
    )
    try:
        assert host.stdout
        told, [worker, _], _ = (host.stdout.readline().split() for _ in range(3))
        assert told == b"30 2 [0, 7, 0]".split()
        host.wait(30)
        deadline = time.monotonic() + 10
        while Path(f"/proc/{int(worker)}").exists():
            assert time.monotonic() < deadline, "the worker has outlived the process that it worked for"
            time.sleep(0.05)
    finally:
        os.killpg(host.pid, signal.SIGKILL)
    assert host.communicate()[1] == b""


class Bomb(Marked):
    """A text over which extraction raises, in whichever process a caller chooses."""

    armed = multiprocessing.parent_process() is not None  # in workers

    error: Exception = KeyError("day")

    def __getitem__(self, key: Any) -> str:
        if Bomb.armed:
            raise self.error
        return super().__getitem__(key)


class Glutton(Bomb):
    """A text for which memory is not enough."""

    error = MemoryError()


GOOD = "Вице-премьер Ольга Лаптева приехала в Тверь 5 мая."
ARTICLES = [Document(GOOD), Document(Bomb(GOOD), id="bomb"), Document(GOOD)]


@pytest.fixture(params=[1, 2])
def workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(Bomb, "armed", request.param == 1)
    count: int = request.param
    return count


@pytest.mark.parametrize(("kind", "told"), [(Bomb, "KeyError('day')"), (Glutton, "MemoryError()")])
def test_an_article_that_raises_costs_itself_alone(workers: int, kind: type[Bomb], told: str) -> None:
    articles = [Document(GOOD), Document(kind(GOOD), id="bomb"), Document(GOOD)]
    raised: list[tuple[str | None, str]] = []

    def keep(article: Document, error: Exception) -> Document:
        raised.append((article.id, repr(error)))
        return article

    found = list(newsnlp.extract_all(articles, workers, on_error=keep))
    assert found[0] == found[2] == newsnlp.extract(GOOD)
    assert found[1] == articles[1]
    assert raised == [("bomb", told)]
    assert len(list(newsnlp.extract_all(articles, workers, on_error=lambda article, error: None))) == 2


def test_what_an_article_raises_is_raised_behind_those_before_it(workers: int) -> None:
    stream = newsnlp.extract_all(ARTICLES, workers)
    assert next(stream).people
    with pytest.raises(KeyError, match="day") as raised:
        next(stream)
    assert "in article 'bomb'" in raised.value.__notes__[0]


@pytest.mark.parametrize("call", [newsnlp.extract_all, newsnlp.tables])
@pytest.mark.parametrize("one", [GOOD, Document(GOOD)])
def test_one_article_where_a_list_is_meant(call: Any, one: Any) -> None:
    with pytest.raises(TypeError, match=r"not one \w+: write \["):
        call(one)
