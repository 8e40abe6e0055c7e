"""What the library keeps: caches bounded in one place, an extractor freed when it is dropped."""

from __future__ import annotations

import gc
import platform
import subprocess
import sys
import time
import weakref
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

import newsnlp
from newsnlp import memory, pipeline
from newsnlp.lang import morph

ARTICLE = "Губернатор Тверской области Анна Ильина вчера передала школе № 5 три миллиона рублей."


def test_a_dropped_extractor_is_freed() -> None:
    extractor = newsnlp.Extractor()
    assert extractor(ARTICLE).people
    generator = extractor.all([ARTICLE, ARTICLE])
    next(generator)
    gone = [weakref.ref(thing) for thing in (extractor, extractor.reader)]
    del extractor, generator
    gc.collect()
    assert [ref() for ref in gone] == [None, None]


def test_nothing_of_the_hosts_is_frozen() -> None:
    script = f"""
import gc, weakref
class Node: pass
node = Node()
node.itself = node
import newsnlp
newsnlp.extract({ARTICLE!r})
gone = weakref.ref(node)
del node
gc.collect()
print(gone(), gc.get_freeze_count())
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert (found.stdout, found.returncode) == ("None 0\n", 0), found.stderr


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries keep memory in their own ways")
def test_a_batch_uses_the_pages_of_the_last_one() -> None:
    script = f"""
import resource
from newsnlp.read import Reader
texts, reader = [{ARTICLE!r} * 150], Reader()
for _ in range(12):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    list(reader(texts))
    faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
print(faults)
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert int(found.stdout) < 500, found.stderr  # some 5,000 where each batch asks the system for its arrays


def test_long_words_do_not_stay() -> None:
    """A word of 300,000 letters in each article: neither the caches nor the table of words keep them all."""
    shared = pipeline.shared()
    kept = 0
    for number in range(6):
        word = "ы" * 300_000 + "абвгде"[number]
        assert newsnlp.extract(f"{ARTICLE} {word} пришёл.") == newsnlp.extract(f"{ARTICLE} {word} пришёл.")
        kept = max(kept, sum(len(known) for known in shared.reader._rows._slots))
    assert kept < 4 * memory.LETTERS


def test_all_caches_are_emptied_together() -> None:
    [kept] = morph.forms.args  # type: ignore[attr-defined]
    newsnlp.extract(ARTICLE)
    assert len(kept) > 0
    before = newsnlp.extract(ARTICLE)
    memory.forget()
    assert len(kept) == 0
    assert newsnlp.extract(ARTICLE) == before


def test_an_article_waits_for_no_collector() -> None:
    """What is read of an article holds itself in no circle: else all of it stays until Python looks for such."""
    newsnlp.extract(f"{ARTICLE} Президент США Ким Рогов прибыл в Польшу.")
    gc.collect()
    gc.disable()
    try:
        newsnlp.extract("Премьер-министр Италии Олег Ильин 5 мая 2017 года прибыл в Чехию, где президент Пётр Рогов.")
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_caches_are_made_and_emptied_side_by_side() -> None:
    raised: list[Exception] = []
    until = time.monotonic() + 1.5

    def again(act: Callable[[], object]) -> None:
        try:
            while time.monotonic() < until:
                act()
        except Exception as error:
            raised.append(error)

    held: deque[object] = deque(maxlen=100)
    acts = [lambda: held.append(memory.remembered(5)(abs))] * 2 + [memory.forget] * 2
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(len(acts)) as pool:
            list(pool.map(again, acts))
    finally:
        sys.setswitchinterval(before)
    assert not raised
