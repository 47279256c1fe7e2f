"""The long passes of Python's garbage collector, kept out of the window's way.

PERF(gc.collect in a window with four pages made): a pass over everything looks at 360 000 objects, modules
and classes above all, and holds every thread 100 to 190 ms. It comes by itself, in the midst of a gesture
perhaps. What was made with a page stays as long as the window, so the collector need not look at it again: a
pass over what is younger takes a few milliseconds.
"""

from __future__ import annotations

import gc


def leave_out_what_is_made() -> None:
    """Let the collector pass over nothing that is there by now; takes no time."""
    gc.freeze()
