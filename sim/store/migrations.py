"""Versions of the file format, and how an older file becomes one of today."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sim.store.parts import Parts

VERSION = 1
"""Version written today, the database's ``user_version``."""

Step = Callable[[Parts], Parts]

STEPS: Mapping[int, Step] = {}
"""For each older version, what makes its parts those of the next version."""


def migrated(parts: Parts, version: int, steps: Mapping[int, Step] = STEPS, to: int = VERSION) -> Parts:
    """Bring the parts of a file of an older version up to date, one version at a time."""
    for step in range(version, to):
        parts = steps[step](parts)
    return parts
