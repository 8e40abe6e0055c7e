"""``resolve``: the article's mentions in, one entity per thing with all its mentions out; a module per kind."""

from newsnlp.resolve.organizations import organizations
from newsnlp.resolve.people import people
from newsnlp.resolve.regions import regions
from newsnlp.resolve.sums import sums

__all__ = ["organizations", "people", "regions", "sums"]
