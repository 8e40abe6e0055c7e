"""A server under a mixed load on loopback: that no answer is lost, how long short articles wait, what memory does.

    python load.py [--requests 20000] [--clients 8] [--minutes 60] [--texts articles.jsonl]

Of a hundred articles 94 have 300 to 1,500 characters, one 30,000 to 100,000, the rest lie between: 2,300 on average,
so that 20,000 take two workers ten minutes on two cores of their own. The server and its clients share this machine;
all requests go to 127.0.0.1, and stop with their count, or where ``--minutes`` are over.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import texts

SHORT = 1_500  # characters


@dataclass(slots=True)
class Seen:
    """What clients saw: requests begun, answers by status, seconds by whether the article was short."""

    begun: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    waits: dict[bool, list[float]] = field(default_factory=lambda: {True: [], False: []})


def family(pid: int) -> list[int]:
    """A process and its children."""
    told = (task.read_text(encoding="ascii") for task in Path(f"/proc/{pid}/task").glob("*/children"))
    return [pid, *(int(child) for line in told for child in line.split())]


def resident(pid: int) -> float:
    """Megabytes of memory that a process and its children hold now; what they share counts once."""
    told = (Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii") for each in family(pid))
    return sum(int(line.split()[1]) for text in told for line in text.split("\n") if line.startswith("Pss:")) / 1e3


def start() -> tuple[subprocess.Popen[bytes], int]:
    """A server, ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    call = [sys.executable, "-m", "newsnlp", "serve", "--port", str(port)]
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/health")
            connection.getresponse().read()
            return process, port
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def articles(sources: Sequence[str], count: int) -> Iterator[str]:
    """So many articles of mixed lengths, the same in every run."""
    chance = random.Random(7)
    whole = "\n\n".join(sources)
    while len(whole) < 200_000:
        whole += "\n\n" + whole
    for _ in range(count):
        least, most = chance.choices([(300, SHORT), (SHORT, 30_000), (30_000, 100_000)], (94, 5, 1))[0]
        length = chance.randint(least, most)
        begin = chance.randrange(len(whole) - length)
        yield whole[begin : begin + length]


def client(port: int, bodies: Iterator[str], lock: threading.Lock, seen: Seen, until: float) -> None:
    """Sends what is left, one after another, on one connection, until the clock's ``until``."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while True:
        with lock:
            text = next(bodies, None) if time.perf_counter() < until else None
            seen.begun += text is not None
        if text is None:
            return
        body = json.dumps({"text": text}).encode()
        began = time.perf_counter()
        connection.request("POST", "/extract", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        found = json.loads(answer.read())
        seen.statuses[answer.status if found.get("text") == text else -answer.status] += 1
        seen.waits[len(text) <= SHORT].append(time.perf_counter() - began)


def told(seconds: Sequence[float]) -> str:
    """The middle, and what one in a hundred exceeds."""
    cuts = statistics.quantiles(seconds, n=100)
    return f"p50 {1000 * cuts[49]:,.0f} ms, p99 {1000 * cuts[98]:,.0f} ms, longest {1000 * max(seconds):,.0f} ms"


def main() -> None:
    """Prints a few lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--texts", type=Path)
    asked = parser.parse_args()
    process, port = start()
    memory = [resident(process.pid)]
    try:
        lock, seen = threading.Lock(), Seen()
        left = articles([str(text) for text in texts(asked.texts)], asked.requests)
        began = time.perf_counter()
        until = began + 60 * asked.minutes
        for _ in range(4):
            part = itertools.islice(left, asked.requests // 4)
            given = (port, part, lock, seen, until)
            threads = [threading.Thread(target=client, args=given) for _ in range(asked.clients)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            memory.append(resident(process.pid))
        seconds = time.perf_counter() - began
        sent = seen.begun
        print(
            f"{sent:,} requests of {asked.clients} clients, {sent / seconds:,.0f} a second; by status {seen.statuses}"
        )
        print(f"lost or wrong: {sent - seen.statuses[200]}")
        print(f"short ones: {told(seen.waits[True])}")
        print(f"longer ones: {told(seen.waits[False])}")
        print("memory, MB, at the start and after each quarter: " + ", ".join(f"{each:,.0f}" for each in memory))
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
