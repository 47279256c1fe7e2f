"""A loop over files changed at random; it repeats itself from a seed."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.mutations import any_file
from tests.fuzz.target import imports_or_says


class Found(NamedTuple):
    """What a loop found.

    Attributes:
        files: How many files were imported.
        histories: How many of them became one.
        faults: How many faults of different words were said.
        slowest: The seconds of the slowest.
        failures: What went wrong, by the number that makes the file again.
    """

    files: int
    histories: int
    faults: int
    slowest: float
    failures: dict[int, str]


def fuzz(seconds: float, first: int = 0, most: int | None = None) -> Found:
    """Import files changed at random, for some time or until there were enough."""
    end = time.monotonic() + seconds
    said: Counter[str] = Counter()
    failures: dict[int, str] = {}
    slowest, number = 0.0, first
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end and (most is None or number < first + most):
            began = time.monotonic()
            try:
                said[imports_or_says(Path(folder), *any_file(random.Random(number)))] += 1
            except Exception as error:  # noqa: BLE001 - whatever comes through is what is looked for
                failures[number] = f"{type(error).__name__}: {error}"
            slowest = max(slowest, time.monotonic() - began)
            number += 1
    return Found(number - first, said.pop("history", 0), len(said), slowest, failures)
