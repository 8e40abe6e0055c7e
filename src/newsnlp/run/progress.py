"""How far a batch is: a bar with rate and rest on a terminal; else a plain line now and then."""

from __future__ import annotations

import time
from contextlib import ExitStack

import click
import rich.progress
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

from newsnlp.run.lines import Seen

LOG = 30  # seconds between two lines of progress where there is no terminal


def counted(rows: int) -> str:
    """
    >>> counted(1), counted(2000)
    ('1 row', '2,000 rows')
    """
    return f"{rows:,} row{'s' * (rows != 1)}"


class Progress:
    """Counts rows, and tells them."""

    def __init__(self, seen: Seen, stack: ExitStack) -> None:
        self._seen, self.rows = seen, 0
        self._start = self._said = time.monotonic()
        columns = BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn()
        terminal = Console(stderr=True)
        bar = rich.progress.Progress(*columns, console=terminal, disable=not terminal.is_terminal)
        self._bar = stack.enter_context(bar) if terminal.is_terminal else None
        self._task = bar.add_task("", total=seen.total or None)

    def add(self, count: int) -> None:
        """So many rows more are stored or refused."""
        self.rows += count
        if self._bar:
            said = f"{counted(self.rows)}, {self.rate:.1f} a second"
            self._bar.update(self._task, completed=self._seen.done, description=said)
        elif time.monotonic() - self._said >= LOG:
            self._said = time.monotonic()
            part = f", {100 * self._seen.done // self._seen.total}% read" if self._seen.total else ""
            click.echo(f"newsnlp: {self}{part}", err=True)

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / max(time.monotonic() - self._start, 1e-3)

    def __str__(self) -> str:
        return f"{counted(self.rows)} in {time.monotonic() - self._start:.0f} s, {self.rate:.1f} a second"
