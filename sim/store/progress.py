"""How far reading or writing is."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[float], None]
"""Is told how much is done, 0 to 1; may end the work by raising."""


def say_nothing(_: float) -> None:
    """Tell nobody."""


def part_of(tell: Tell, first: float, last: float) -> Tell:
    """Give what tells of a piece of work that lies between two shares of the whole."""
    return lambda share: tell(first + (last - first) * share)
