"""How sentences name several things."""

from __future__ import annotations

from collections.abc import Sequence


def joined(names: Sequence[str], last: str = "and") -> str:
    """Join names as a sentence does: ``Build``, ``Build and Test``, ``Analysis, Build and Test``.

    Args:
        names: The names; none give an empty text.
        last: The word before the last one.
    """
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)
