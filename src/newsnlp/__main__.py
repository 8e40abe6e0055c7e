"""``python -m newsnlp``: the command line."""

from newsnlp.run.cli import run

run()
