"""``newsnlp score``: documents against an annotated corpus."""

from newsnlp.train.commands import scores as command

__all__ = ["command"]
