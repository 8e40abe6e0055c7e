"""What all tests share: one thread for numpy, set before anything loads it; hypothesis's settings."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

# The same examples in every run; `pytest --hypothesis-profile deep` looks further, at new ones each time.
settings.register_profile(
    "quick", deadline=None, derandomize=True, max_examples=100, suppress_health_check=list(HealthCheck)
)
settings.register_profile("deep", settings.get_profile("quick"), derandomize=False, max_examples=5000)
settings.load_profile("quick")
