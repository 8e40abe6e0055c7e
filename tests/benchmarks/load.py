"""A server under load on loopback: requests a second, how long they wait, memory before and after.

    python load.py [--requests 10000] [--clients 4] [--texts articles.jsonl]

The server and its clients share this machine; all requests go to 127.0.0.1, and stop with their count.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bench import texts


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds now."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    [line] = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def start() -> tuple[subprocess.Popen[bytes], int]:
    """A server, ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    code = "from newsnlp.run.cli import main; main()"
    call = [sys.executable, "-c", code, "serve", "--port", str(port)]
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


def client(port: int, bodies: Iterator[bytes], lock: threading.Lock, waits: list[float]) -> None:
    """Sends what is left, one after another, on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while True:
        with lock:
            body = next(bodies, None)
        if body is None:
            return
        began = time.perf_counter()
        connection.request("POST", "/extract", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
        waits.append(time.perf_counter() - began)


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--texts", type=Path)
    asked = parser.parse_args()
    articles = [json.dumps({"text": text[:1500]}).encode() for text in texts(asked.texts)]
    process, port = start()
    try:
        before = resident(process.pid)
        bodies = itertools.islice(itertools.cycle(articles), asked.requests)
        lock, waits = threading.Lock(), list[float]()
        threads = [threading.Thread(target=client, args=(port, bodies, lock, waits)) for _ in range(asked.clients)]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - began
        cuts = statistics.quantiles(waits, n=100)
        print(f"{len(waits):,} requests of {asked.clients} clients, {len(waits) / seconds:,.0f} a second")
        print(f"p50 {1000 * cuts[49]:,.0f} ms, p99 {1000 * cuts[98]:,.0f} ms")
        print(f"memory {before:,.0f} MB at the start, {resident(process.pid):,.0f} MB at the end")
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
