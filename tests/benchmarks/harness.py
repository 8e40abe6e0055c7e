"""A measured process: says when it is ready, then reads the texts once and reports seconds and memory.

Seconds are the processor's: with one thread they are the wall clock's on a machine that does nothing else. Runs under
both environments, so it imports the standard library alone.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

WARM = "Вчера мэр Твери Анна Чен выделила 5 млн рублей театру «Глобус»."


class Clock:
    """Seconds by stage; :meth:`timed` wraps a function so that its calls are counted."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time added to the stage's."""

        def call(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            try:
                return function(*args, **options)
            finally:
                self.seconds[stage] += time.process_time() - start

        return call


def report(make: Callable[[Clock], Callable[[Sequence[str]], int]]) -> None:
    """``make`` loads the models and gives a function from texts to a count of facts.

    Prints ``ready`` when a first sentence is through, then one line of JSON.
    """
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    clock = Clock()
    extract = make(clock)
    extract([WARM])
    print("ready", flush=True)
    clock.seconds.clear()
    start = time.process_time()
    facts = extract(texts)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "facts": facts, "peak_mb": peak, "stages": clock.seconds}))
