"""``run``: one module per way to run the library; nothing imports these."""
