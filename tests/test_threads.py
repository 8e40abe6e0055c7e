"""Threads share the library: the same answers as one thread, from a cold start, over generators and forks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import newsnlp

HERE = Path(__file__).parent
# What every script begins with: twenty-four short articles cut from the examples, each in another order of sentences.
COLD = f"""
import asyncio, gc, json, os, sys, threading
from concurrent.futures import ThreadPoolExecutor
import newsnlp
sys.setswitchinterval(1e-5)
sys.path.insert(0, {str(HERE)!r})
from test_threads import texts
"""


@cache
def texts() -> list[str]:
    """Twenty-four short articles: paragraphs of the examples, each beside others."""
    files = sorted((HERE.parent / "examples").glob("*.txt"))
    parts = [part for file in files for part in file.read_text(encoding="utf-8").split("\n\n") if len(part) > 80]
    return ["\n\n".join(parts[(n * step) % len(parts)] for step in (1, 7, 11)) for n in range(1, 25)]


@cache
def _alone() -> list[str]:
    return [newsnlp.extract(text).to_json() for text in texts()]


def _run(script: str) -> list[list[str]]:
    """A cold process' answers, printed as lists of documents in JSON."""
    found = subprocess.run([sys.executable, "-c", COLD + script], capture_output=True, text=True, timeout=300)
    assert found.returncode == 0, found.stderr
    assert found.stderr == ""
    return [json.loads(line) for line in found.stdout.splitlines()]


THREADS = """
ready = threading.Barrier(8)
def all_of_them(first):
    ready.wait()
    found = {n: newsnlp.extract(texts()[n]).to_json() for n in (*range(first, 24), *range(first))}
    return [found[n] for n in range(24)]
with ThreadPoolExecutor(8) as pool:
    results = list(pool.map(all_of_them, range(0, 24, 3)))
for found in [*results, [newsnlp.extract(text).to_json() for text in texts()]]:
    print(json.dumps(found))
"""

EXTRACTORS = """
ready = threading.Barrier(3)
def own(first):
    ready.wait()
    return [document.to_json() for document in newsnlp.Extractor().all(texts())]
with ThreadPoolExecutor(3) as pool:
    for found in pool.map(own, range(3)):
        print(json.dumps(found))
"""

ASYNCIO = """
async def main():
    found = await asyncio.gather(*(asyncio.to_thread(newsnlp.extract, text) for text in texts()))
    print(json.dumps([document.to_json() for document in found]))
asyncio.run(main())
"""

GENERATORS = """
def some():
    going = [newsnlp.extract_all(texts()) for _ in range(2)]
    found = [[] for _ in going]
    dropped = newsnlp.extract_all(texts())
    for n in range(24):
        next(dropped, None)
        for documents, generator in zip(found, going):
            documents.append(next(generator).to_json())
        dropped = dropped if n % 7 else newsnlp.extract_all(texts()[n:])
    return found
with ThreadPoolExecutor(3) as pool:
    for results in pool.map(lambda _: some(), range(3)):
        for found in results:
            print(json.dumps(found))
"""

FORK = """
def child():
    out, into = os.pipe()
    if os.fork() == 0:
        os.close(out)
        with os.fdopen(into, "w") as file:
            with ThreadPoolExecutor(2) as pool:
                found = list(pool.map(lambda text: newsnlp.extract(text).to_json(), texts()))
            print(json.dumps(found), file=file)
        os._exit(0)
    os.close(into)
    return os.fdopen(out)
files = [child()]  # before the models are loaded
going = threading.Thread(target=lambda: [newsnlp.extract(text) for text in texts()])
going.start()
for _ in range(4):  # while they are, and while another thread extracts
    files.append(child())
going.join()
files.append(child())  # after
for file in files:
    with file:
        print(file.read().strip())
assert all(os.wait()[1] == 0 for _ in files)
"""


@pytest.mark.parametrize(
    ("script", "results"),
    [
        pytest.param(THREADS, 9, id="eight threads"),
        pytest.param(EXTRACTORS, 3, id="an extractor a thread"),
        pytest.param(ASYNCIO, 1, id="asyncio"),
        pytest.param(GENERATORS, 6, id="interleaved and dropped generators"),
        pytest.param(
            FORK, 6, id="forks", marks=pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
        ),
    ],
)
def test_as_one_thread(script: str, results: int) -> None:
    found = _run(script)
    assert len(found) == results
    for documents in found:
        assert documents == _alone()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_fork_waits_for_products_under_way() -> None:
    """OpenBLAS would leave such a product waiting for good, in the child and in the parent."""
    script = """
from newsnlp.lock import PRODUCTS
steps = []
within, leave = threading.Event(), threading.Event()
def product():
    with PRODUCTS:
        within.set()
        leave.wait()
        steps.append("a product")
def late():
    with PRODUCTS:
        steps.append("one that came later")
def fork():
    if os.fork() == 0:
        with PRODUCTS, PRODUCTS:  # free in the child, and for who is inside
            os._exit(7)
    steps.append("a fork")
running = [threading.Thread(target=product)]
running[0].start()
within.wait()
for task in (fork, late):
    running.append(threading.Thread(target=task))
    running[-1].start()
    running[-1].join(0.3)
steps.append("all wait")
leave.set()
for thread in running:
    thread.join()
with PRODUCTS:  # a fork of who is inside waits for nobody
    fork()
print(json.dumps([*steps[:2], sorted(steps[2:]), [os.wait()[1] >> 8 for _ in range(2)]]))
"""
    after = ["a fork", "a fork", "one that came later"]
    assert _run(script) == [["all wait", "a product", after, [7, 7]]]


def test_eight_first_calls_make_one_extractor() -> None:
    script = """
from newsnlp import pipeline
made = []
class Counted(pipeline.Extractor):
    def __init__(self, *given, **named):
        made.append(self)
        super().__init__(*given, **named)
pipeline.Extractor = Counted
with ThreadPoolExecutor(8) as pool:
    same = set(pool.map(lambda _: id(pipeline.shared()), range(8)))
print(json.dumps([len(made), len(same)]))
"""
    assert _run(script) == [[1, 1]]


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool) -> None:
    script = f"""
gc.{"enable" if on else "disable"}()
before = gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()
generator = newsnlp.extract_all(texts())
next(generator)
during = gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()
del generator
newsnlp.extract(texts()[0])
try:
    newsnlp.extract(5)
except TypeError:
    pass
print(json.dumps([before, during, (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count())]))
"""
    [[before, during, after]] = _run(script)
    assert before == during == after
    assert before[0] == on


def test_nothing_is_imported_that_a_fork_may_cut_in_half() -> None:
    """The child of a fork in mid-import waits for good for the thread that imports: each is under the lock."""
    script = """
from newsnlp.lock import LOCK
outside = []
class Watch:
    def find_spec(self, name, path=None, target=None):
        if not LOCK._is_owned():
            outside.append(name)
sys.meta_path.insert(0, Watch())
for document in [newsnlp.extract(texts()[0]), *newsnlp.extract_all(texts())]:
    newsnlp.Document.from_json(document.to_json())
    document._repr_html_()
print(json.dumps([outside]))
"""
    assert _run(script) == [[[]]]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_fork_while_the_models_are_loaded_holds_no_lock_of_logging_s() -> None:
    """They log as they load; the host has imported nothing but the library."""
    script = """
import newsnlp, os, sys, threading, time
loading = threading.Thread(target=newsnlp.extract, args=("5 рублей.",), daemon=True)
loading.start()
while "newsnlp.pipeline" not in sys.modules or not hasattr(sys.modules.get("logging"), "getLogger"):
    time.sleep(0.001)
if not os.fork():
    os._exit(0)
os.wait()
loading.join()
"""
    assert subprocess.run([sys.executable, "-c", script], timeout=120).returncode == 0
