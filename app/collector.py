"""The long passes of Python's garbage collector, kept out of the window's way.

PERF(gc.collect in a window with four pages made): a pass over everything looks at 360 000 objects, modules
and classes above all, and holds every thread 100 to 190 ms. It comes by itself, in the midst of a gesture
perhaps. Passes over what is young take a few milliseconds, and find nearly all there is to find.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from typing import Final

RARELY: Final = 100
"""Passes over what is young (the second of three ages) before one over everything; 10 is usual."""


def keep_long_passes_rare() -> Callable[[], None]:
    """Let a pass over everything come a tenth as often.

    Returns:
        What gives back the collector's usual ways.
    """
    usual = gc.get_threshold()
    gc.set_threshold(usual[0], usual[1], RARELY)
    return partial(gc.set_threshold, *usual)
