"""How often each rule of context fires on texts: ``python scripts/context.py articles.jsonl...`` (one ``text`` a line).

Rows that never fire on a million characters of news want a reason to stay.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator

from newsnlp import Extractor
from newsnlp.data import Tables
from newsnlp.find.context import Rule, Rules


def texts(paths: list[str]) -> Iterator[str]:
    """The articles of all files."""
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def fired(paths: list[str]) -> Counter[int]:
    """The numbers of the rows that decided, with how often they did."""
    counts: Counter[int] = Counter()
    first = Rules.first

    def counted(rules: Rules, *asked: object) -> Rule | None:
        rule = first(rules, *asked)  # type: ignore[arg-type]
        counts.update([] if rule is None else [rule.number])
        return rule

    Rules.first = counted  # type: ignore[assignment,method-assign]
    for _ in Extractor().all(texts(paths)):
        pass
    return counts


def main() -> None:
    """Prints a line for each row, the idle ones last."""
    counts = fired(sys.argv[1:])
    rows = Tables().rows("context")
    for number in sorted(range(len(rows)), key=lambda n: -counts[n]):
        row = rows[number]
        print(counts[number], row["kind"], row["candidate"], row["after"], row["verdict"], row["example"], sep="\t")


if __name__ == "__main__":
    main()
