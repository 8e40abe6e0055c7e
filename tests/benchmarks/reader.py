"""Tokens, morphology and tagger beside slovnet's own NER, in one process on one thread.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python reader.py [articles.jsonl]

Prints characters a second of processor time: cold (the first pass of a new process), then warm.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

from bench import texts
from navec import Navec
from slovnet import NER

from newsnlp.pipeline import BATCH
from newsnlp.read import Reader
from newsnlp.read.networks import model_path


def batches(articles: Sequence[str]) -> list[list[str]]:
    """As the pipeline cuts them."""
    made: list[list[str]] = [[]]
    for text in articles:
        if sum(map(len, made[-1])) >= BATCH:
            made.append([])
        made[-1].append(text)
    return made


def speed(articles: Sequence[str], read: Callable[[], Any]) -> str:
    start = time.process_time()
    read()
    return f"{sum(map(len, articles)) / (time.process_time() - start):10,.0f}"


def main() -> None:
    articles = texts(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    start = time.process_time()
    reader = Reader()
    print(f"reader: start {time.process_time() - start:.2f} s")
    for name in ("cold", "warm", "warm"):
        print(f"reader, {name} {speed(articles, lambda: [reader(batch) for batch in batches(articles)])}")
    print(f"peak memory {getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    navec = Navec.load(model_path("emb/navec_news_v1_1B_250K_300d_100q.tar"))
    ner = NER.load(model_path("model/slovnet_ner_news_v1.tar")).navec(navec)
    for _ in range(2):
        print(f"slovnet's NER {speed(articles, lambda: list(ner.map(articles)))}")


main()
