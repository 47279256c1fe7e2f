"""Reading a project file, away from the window."""

from __future__ import annotations

import time
from pathlib import Path

from app.document import Saved
from app.jobs import Track


def read_saved(path: Path, track: Track) -> Saved:
    """Read what a file holds, and clear away what killed saves left beside it.

    Raises:
        ProjectFault: If it is missing, damaged, foreign or too new.
        Cancelled: If it is not wanted any more.
    """
    from sim.log import lives
    from sim.store import clear_drafts, open_stamped, part_of

    project, stamp = open_stamped(path, part_of(track.report, 0.0, 0.85))
    track.report(0.85)
    if project.history is not None:
        lives(project.history.log)  # PERF: the log keeps them; pages ask for them in the window's thread
    clear_drafts(path.resolve().parent, time.time())
    track.report(1.0)
    return Saved(project, path, stamp)
