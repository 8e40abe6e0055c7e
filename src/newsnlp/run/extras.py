"""What a command needs beside the library itself is asked for before it begins."""

from __future__ import annotations

from importlib.util import find_spec

import click


def need(what: str, extra: str, *modules: str) -> None:
    """Raises ``click.ClickException`` with the command that installs it, where a module is missing.

    >>> need("reading web pages", "html", "no_such_module")
    Traceback (most recent call last):
    click.exceptions.ClickException: reading web pages needs no_such_module: pip install 'newsnlp[html]'
    """
    if missing := [name for name in modules if find_spec(name) is None]:
        raise click.ClickException(f"{what} needs {', '.join(missing)}: pip install 'newsnlp[{extra}]'")
