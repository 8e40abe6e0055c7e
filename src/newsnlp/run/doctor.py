"""``newsnlp doctor``: what is installed here, and whether it works."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files

import click

import newsnlp

TEXT = "Вчера губернатора Тверской области Анна Ильина передала Минфину 3,5 млн рублей."
FACTS = {
    "people": ["Анна Ильина"],
    "titles": ["губернатор Тверской области"],
    "organizations": ["Минфин"],
    "regions": ["Тверская область"],
    "money": ["RUB 3500000"],
    "dates": ["2024-04-23"],
}


@click.command()
def command() -> None:
    """Tell versions, models and what works.

    Exit status 1 where an article of one sentence does not give the facts that it states.
    """
    click.echo(f"newsnlp {newsnlp.__version__}, Python {platform.python_version()}, {platform.platform()}")
    for name, told in _packages():
        click.echo(f"  {name} {told}")
    weights = files("newsnlp.data") / "tagger.npz"
    click.echo(f"  tagger {len(weights.read_bytes()):,} bytes")
    began = time.perf_counter()
    document = newsnlp.extract(TEXT, date(2024, 4, 24))
    seconds = time.perf_counter() - began
    wrong = [
        f"{column} are {found}, not {FACTS[column]}"
        for column in FACTS
        if (found := [getattr(fact, "name", None) or str(fact).rstrip("*") for fact in getattr(document, column)])
        != FACTS[column]
    ]
    for fault in wrong:
        click.echo(f"  WRONG: {fault}", err=True)
    click.echo(f"self-test {'failed' if wrong else 'passed'} in {seconds:.1f} s, models loaded")
    if wrong:
        sys.exit(1)


def _packages() -> Iterator[tuple[str, str]]:
    """What the library stands on, and what its extras bring, with the version that is here."""
    for line in requires("newsnlp") or ():
        name, _, extra = line.partition("; extra == ")
        name = name.partition(">")[0].partition("[")[0].partition(";")[0].strip()
        extra = extra.strip("'\"")
        if name == "newsnlp" or extra in ("dev", "docs") or ("sys_platform" in line and sys.platform not in line):
            continue
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, f"is not installed (newsnlp[{extra}])" if extra else "IS MISSING"
