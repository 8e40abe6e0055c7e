"""What a command needs beside the library itself is asked for before it begins."""

from __future__ import annotations

from importlib.util import find_spec

import click


class Missing(click.ClickException, ValueError):
    """A module that is no dependency is not installed: nothing is done."""

    exit_code = 2


def need(what: str, extra: str, *modules: str) -> None:
    """Raises :class:`Missing` with the command that installs it, where a module is missing.

    >>> need("reading web pages", "html", "no_such_module")
    Traceback (most recent call last):
    newsnlp.run.extras.Missing: reading web pages needs no_such_module: pip install 'newsnlp[html]'
    """
    if missing := [name for name in modules if find_spec(name) is None]:
        raise Missing(f"{what} needs {', '.join(missing)}: pip install 'newsnlp[{extra}]'")
