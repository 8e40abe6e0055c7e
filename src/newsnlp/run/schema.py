"""``newsnlp schema``."""

from __future__ import annotations

import json

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of a document."""
    from newsnlp.formats.schema import schema

    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
