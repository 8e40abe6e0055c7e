"""The command line: one line a command; a command's module is loaded when it is called."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import NoReturn

import click

import newsnlp

# name -> where the click command is, what `newsnlp --help` says of it
COMMANDS: Mapping[str, tuple[str, str]] = {
    "extract": ("run.extract.command", "Read articles, print the facts in them."),
    "batch": ("run.batch.command", "Extract the facts of a file of articles into another."),
    "serve": ("run.serve.command", "Serve facts over HTTP, with a page to try it."),
    "mcp": ("run.mcp.command", "Serve facts to an assistant (Model Context Protocol)."),
    "train": ("train.commands.train", "Train the tagger on an annotated corpus."),
    "score": ("train.commands.scores", "Score documents against an annotated corpus."),
    "schema": ("run.schema.command", "Print the JSON Schema of a document."),
    "doctor": ("run.doctor.command", "Tell versions, models and what works."),
}


class _Commands(click.Group):
    """Help without loading what the commands need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].rpartition(".")
        command: click.Command = getattr(import_module(f"newsnlp.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(newsnlp.__version__, prog_name="newsnlp")
def main() -> None:
    """People, officials' titles, organizations, regions, money and dates from Russian news.

    \b
    newsnlp extract article.txt
    newsnlp extract --format json --published 2024-04-24 article.txt
    newsnlp batch articles.jsonl -o facts.jsonl

    Exit status: 0 all done, 1 some input could not be read, 2 the call itself is wrong.
    """


def run() -> NoReturn:
    """The command as a process of its own: output in UTF-8, and a sentence where it can't be written or is stopped."""
    status = 1
    with _told():
        _streams()
        status = main.main(prog_name="newsnlp", standalone_mode=False) or 0
        sys.stdout.flush()
    _silence()
    sys.exit(status)


@contextmanager
def _told() -> Iterator[None]:
    """Errors that a user can mend, as sentences. What is left is a fault of ours, and shows its traceback."""
    try:
        yield
    except click.ClickException as error:
        error.show()
        _leave(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # impatience while Python cleans up
        click.echo("newsnlp: stopped", err=True)
        _leave(130)
    except BrokenPipeError:  # as `newsnlp ... | head` does it
        _leave(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else "the standard output can't be written: "
        click.echo(f"newsnlp: {where}{error.strerror or error}", err=True)
        _leave(1)


def _leave(status: int) -> NoReturn:
    _silence()
    sys.exit(status)


def _silence() -> None:
    """Nothing more is written when Python closes the streams: what it can't write it would complain about."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _streams() -> None:
    """Opens the streams that a caller closed, so that no file takes their place, and writes UTF-8 on any locale.

    What stands in for a closed one to be written fails when it is; ``sys.stdin`` stays ``None``.
    """
    for number, flags in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # takes the lowest number that is free, which is this one
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
