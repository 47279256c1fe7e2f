"""What a window works with."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.document import Document
from app.faults import Faults
from app.jobs import Jobs
from app.preferences import Preferences
from app.theme import Theme
from app.window.autosave import Autosave
from app.window.neighbours import Alone, Neighbours


@dataclass(frozen=True, slots=True)
class Lent:
    """What the composition root lends to the window and its pages.

    Attributes:
        document: The open project.
        jobs: Where long work runs.
        preferences: What is remembered.
        theme: The look.
        faults: Where uncaught exceptions end up.
        neighbours: The other windows.
        autosave: What keeps unsaved work; None: nothing does.
    """

    document: Document
    jobs: Jobs
    preferences: Preferences
    theme: Theme
    faults: Faults
    neighbours: Neighbours = field(default_factory=Alone)
    autosave: Autosave | None = None
