"""``newsnlp train``: weights of the tagger from an annotated corpus."""

from newsnlp.train.commands import train as command

__all__ = ["command"]
