"""Seconds against length: one text of n characters, for the texts that could cost more than their length.

    python scaling.py [--texts articles.jsonl] [--sizes 40000,160000,320000] [--limit 60] [NAME ...]

Prints for each text the processor's seconds at each size and the exponent between the last two: 1.0 is linear. A text
is given up at the size whose run would take longer than ``--limit`` seconds, judged by the sizes before.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, count, cycle, product
from pathlib import Path

import newsnlp

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
_ONE = "ба бе ве ви га го да до жа за зо ка ки ко ла ле ли ло ма ме ми мо на не ни но па пе по ра ре ри ро са".split()
_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()


def names() -> Iterator[str]:
    """Ever new beginnings of names: «Бабаб», «Бабав»."""
    for more in count(1):
        for last in product("бвдклмнрст", *[_ONE] * (more + 1)):
            yield ("".join(last[:0:-1]) + last[0]).capitalize()  # so that those which follow begin differently


def _each(pattern: str) -> Callable[[], Iterator[str]]:
    """``pattern`` with ever new names: {0} and {1}, {n} is their number."""

    def parts() -> Iterator[str]:
        new = names()
        for n in count():
            yield pattern.format(next(new), next(new), n=n)

    return parts


def _days() -> Iterator[str]:
    for year, month, day in product(range(1600, 2100), _MONTHS, range(1, 29)):
        yield f"Это было {day} {month} {year} года. "


def _few(pattern: str) -> Callable[[], Iterator[str]]:
    """``pattern`` with the names of five people in turn."""

    def parts() -> Iterator[str]:
        people = cycle(("Иван Петров", "Анна Белова", "Олег Лукин", "Пётр Зуев", "Нина Рогова"))
        while True:
            yield re.sub("{}", lambda _: next(people), pattern)

    return parts


def _same(text: str) -> Callable[[], Iterator[str]]:
    return lambda: cycle([text])


def _framed(opening: str, parts: Callable[[], Iterator[str]]) -> Callable[[], Iterator[str]]:
    return lambda: chain([opening], parts())


def _examples() -> Iterator[str]:
    return cycle([path.read_text(encoding="utf-8") + "\n\n" for path in sorted(EXAMPLES.glob("*.txt"))])


TEXTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "examples": _examples,
    "first names": _each("{0}он Иванов пришёл. "),
    "surnames": _each("Господин {0}ов приехал. "),
    "governors": _each("Губернатор {0}ской области Иван {1}ов приехал. "),
    "became": _each("Иван {0}ов стал губернатором. Губернатор рад. "),
    "bare post": _same("Губернатор рад. "),
    "bare posts": _same("Губернатор рад. Министр доволен. Директор согласен. Мэр против. "),
    "people": _each("Приехали {0}ан {1}ов. "),
    "bodies": _each("Компания «{0}пром» выросла. "),
    "bare bodies": _each("{0}пром вырос. Компания рада. "),
    "ministries": _each("Министерство {0}ской области и его глава Иван {1}ов против. "),
    "defined": _each("Фонд развития {0}ы (далее — Фонд) открыт. "),
    "dates": _days,
    "sums": _each("Заплатили {n} тысяч рублей. "),
    "far figures": _framed("Заплатили 7 тысяч рублей. ", _each("Проголосовали {n}1 млн, жили тихо. ")),
    "towns": _each("В городе {0}ске тихо. "),
    "namesakes": _each("{0}он Иванов пришёл. Иванов рад. "),
    "one man": _framed("Иван Петров пришёл. ", _same("Петров рад. Иван тоже. ")),
    "fathers": _each("Иван {0}ович Иванов пришёл. "),
    "many posts": _each("Директор завода «{0}» Иван Петров пришёл. "),
    "initials": _each("И. {0}ов и П. П. {1}ова пришли. "),
    "yesterday": _same("вчера "),
    "quotes": _same("«"),
    "both quotes": _same('"'),
    "numero": _same("№"),
    "numero apart": _same("№ "),
    "brackets": _same("("),
    "digits": _same("7"),
    "figures": _same("7 "),
    "letters": _same("а"),
    "capitals": _same("А"),
    "dots": _same("."),
    "hyphens": _same("а-"),
    "one sentence": _each("{0}ов и "),
    "one bracket": _framed("(", _each("Иван {0}ов, ")),
    "one quotation": _framed("«", _each("Иван {0}ов, ")),
    "lines": _same("\n"),
    "quoted": _each("«{0}» "),
    "deputies": _few("Заместитель главы администрации {} приехал в Томск, начальник управления культуры {} рад. "),
    "deputies, apart": _few("Заместитель главы администрации {} приехал в Томск, начальник управления {} рад.\n"),
    "many deputies": _each("Начальник управления «{0}» Иван Петров и заместитель начальника Олег {1}ов спорят. "),
    "one official": _same("Иван Петров стал главой района. Министр Иван Петров и мэр Иван Петров рады. "),
    "many governors": _few("Губернатор Томской области {} выступил. Министр здравоохранения {} ответил. Министр рад. "),
    "ministers": _each("Министр финансов рад. Минфин и «{0}» отчитались. Министр экономики {1}ской области против. "),
    "mayors": _few("Мэр Твери {} против. Бывший мэр {} против, депутат городской думы и глава города ушли. "),
    "predecessors": _each("Губернатор Иван Петров выступил. Его предшественник Олег {0}ов молчит. "),
    "leads": _few("Губернатор Томской области {} рад. {} возглавляет регион. "),
    "years": _same("В 2021 году Иван Петров стал министром. Губернатором назначен Иван Петров. "),
    "administrations": _each("Администрация города {0}ска и администрация района спорят. "),
    "courts": _each("{0}ский районный суд и суд района рады. Судья рад. "),
    "villages": _each("В городе {0}ске тихо, в Кирове и Троицке шумно. "),
    "patronymics": _same("Иван Иванович Петров пришёл. "),
}


def text(parts: Callable[[], Iterator[str]], size: int) -> str:
    """A text of that many characters."""
    made, length = [], 0
    for part in parts():
        made.append(part)
        length += len(part)
        if length >= size:
            break
    return "".join(made)[:size]


def _articles(path: Path) -> Callable[[], Iterator[str]]:
    def parts() -> Iterator[str]:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["text"] + "\n\n"

    return parts


def measure(name: str, parts: Callable[[], Iterator[str]], sizes: list[int], limit: float) -> None:
    """One line of the table."""
    spent: list[float] = []
    newsnlp.extract(text(parts, 1000))
    print(f"{name:16}", end="", flush=True)
    for size in sizes:
        if spent and spent[-1] * (size / sizes[len(spent) - 1]) > limit:
            break
        article = text(parts, size)
        start = time.process_time()
        newsnlp.extract(article)
        spent.append(time.process_time() - start)
        print(f"{spent[-1]:10.2f}", end="", flush=True)
    print("         -" * (len(sizes) - len(spent)), end="")
    if len(spent) > 1:
        end = len(spent) - 1
        grown = math.log(max(spent[end], 1e-3) / max(spent[end - 1], 1e-3)) / math.log(sizes[end] / sizes[end - 1])
        print(f"{grown:10.2f}{spent[end] / sizes[end] * 1e5:14.2f}", end="")
    print(flush=True)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Seconds against length.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(TEXTS)}")
    parser.add_argument("--texts", type=Path, help="JSONL with a column text, laid end to end: one more text, articles")
    parser.add_argument("--sizes", default="40000,160000,320000")
    parser.add_argument("--limit", type=float, default=60)
    options = parser.parse_args()
    known = dict(TEXTS) | ({"articles": _articles(options.texts)} if options.texts else {})
    sizes = [int(size) for size in options.sizes.split(",")]
    print(f"{'':16}" + "".join(f"{size:>10,}" for size in sizes) + f"{'exponent':>10}{'s per 100,000':>14}")
    for name in options.names or known:
        measure(name, known[name], sizes, options.limit)


if __name__ == "__main__":
    main()
