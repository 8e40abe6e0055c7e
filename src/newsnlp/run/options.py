"""The options that every command which extracts takes alike: a configuration file, and what is asked for most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from newsnlp.settings import TIMEZONE, Settings

F = TypeVar("F", bound=Callable[..., Any])


def configured(command: F) -> F:
    """Gives a command ``--config``, ``--jobs`` and ``--timezone``, and calls it with their ``settings``."""

    @wraps(command)
    def call(config: Path | None, jobs: bool, timezone: str | None, **rest: Any) -> Any:
        return command(settings=read(config, jobs, timezone), **rest)

    for option in reversed(list(OPTIONS.values())):
        call = option(call)
    return call  # type: ignore[return-value]


OPTIONS = {
    "config": click.option(
        "--config",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A TOML file: kinds, tables, finders, weights, threshold, jobs, timezone.",
    ),
    "jobs": click.option("--jobs", is_flag=True, help="Also everyday jobs that nobody named holds («спортсменами»)."),
    "timezone": click.option("--timezone", help=f"Whose days moments with an offset are; {TIMEZONE} by default."),
}


def read(config: Path | None, jobs: bool, timezone: str | None) -> Settings:
    """The settings that the options say. Raises ``click.UsageError`` with the option, the file's line and the key."""
    try:
        told = Settings.load(config) if config else Settings()
        if told.weights:
            _check(told.weights)
    except (OSError, ValueError) as error:
        raise click.UsageError(f"--config: {error}") from None
    try:
        given = Settings.of(timezone=timezone)
    except ValueError as error:
        raise click.UsageError(f"--timezone: {error}") from None
    return replace(told, jobs=told.jobs or jobs, timezone=given.timezone if timezone else told.timezone)


def _check(weights: Path) -> None:
    """Raises ``ValueError`` at a file that is no weights, in the command's own process and before any work."""
    from newsnlp.read.weights import load

    load(weights)
