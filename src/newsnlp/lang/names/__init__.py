"""People's names: their parts, forms and readings."""
