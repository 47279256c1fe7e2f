"""How numbers of things are said."""

from __future__ import annotations


def counted(number: float, one: str, many: str = "") -> str:
    """Say a number of things: ``1 item``, ``3 items``, ``2.5 days``.

    Args:
        number: How many; a fraction is told in three figures.
        one: What one of them is called.
        many: What several are called, if not the same with an s.
    """
    shown = str(number) if isinstance(number, int) else f"{number:.3g}"
    return f"{shown} {one if shown == '1' else many or f'{one}s'}"
