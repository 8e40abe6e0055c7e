"""The command line: one line a command; a command's module is loaded when it is called."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from importlib import import_module

import click

import newsnlp

# name -> module of this folder that holds a click command `command`, what `newsnlp --help` says of it
COMMANDS: Mapping[str, tuple[str, str]] = {
    "extract": ("extract", "Read articles, print the facts in them."),
    "batch": ("batch", "Extract the facts of a file of articles into another."),
    "serve": ("serve", "Serve facts over HTTP, with a page to try it."),
    "train": ("train", "Train the tagger on an annotated corpus."),
    "score": ("score", "Score documents against an annotated corpus."),
    "schema": ("schema", "Print the JSON Schema of a document."),
}


class _Commands(click.Group):
    """Help without loading what the commands need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"newsnlp.run.{COMMANDS[name][0]}").command
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
    if isinstance(sys.stdout, io.TextIOWrapper):  # facts are for other programs, whatever the locale
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
