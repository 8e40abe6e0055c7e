"""``python -m newsnlp``: the command line."""

from newsnlp.run.cli import main

main(prog_name="newsnlp")
