"""Writes the project to files, one after another, beside the window's work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.document import Document, Saved
from app.jobs import Jobs, Track
from sim.errors import UserFault

if TYPE_CHECKING:
    from sim.store import Project, Stamp

Then = Callable[[], object]
_KEY = "files.save"


@dataclass(frozen=True)
class Order:
    """One saving that was asked for.

    Attributes:
        project: What is written: the project as it was then, whatever is done to it since.
        path: Where.
        is_careful: Whether a file that someone else changed is left alone.
        then: What is done once it is written; nothing of it if it is not.
    """

    project: Project
    path: Path
    is_careful: bool = False
    then: tuple[Then, ...] = ()


@dataclass(frozen=True)
class Writing:
    """What the job is given: an order, and the version that may be overwritten (None: any)."""

    order: Order
    known: Stamp | None


class Saver(QObject):
    """Takes orders to save and carries them out one by one.

    Signals:
        began(str): The file of this name is being written.
        went_on(float): How far it is, 0 to 1.
        ended(): It is written, or could not be.
        saved(object): A file was written (its path).
        fault(object): A file could not be written (a `UserFault`); the one before is untouched.
        changed_elsewhere(str): It was not written, for someone else changed it (a finding: "other").
    """

    began = Signal(str)
    went_on = Signal(float)
    ended = Signal()
    saved = Signal(object)
    fault = Signal(object)
    changed_elsewhere = Signal(str)

    def __init__(self, document: Document, jobs: Jobs) -> None:
        """Save the project of a document."""
        super().__init__()
        self._document = document
        self._jobs = jobs
        self._current: Order | None = None
        self._waiting: list[Order] = []
        jobs.broke.connect(self._give_up)

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be written."""
        return self._current is not None or bool(self._waiting)

    @property
    def is_saving_all(self) -> bool:
        """Whether the project as it is now will be saved once this is over."""
        last = self._last
        return last is not None and last.project is self._document.project

    def save(self, path: Path, then: tuple[Then, ...] = (), *, is_careful: bool = False) -> None:
        """Write the project as it is now, as soon as what was asked for before is written.

        Of several that wait for the same file the last one is written.
        """
        self._document.seal()
        order = Order(self._document.project, path, is_careful, then)
        if self._waiting and self._waiting[-1].path == path:
            order = replace(order, then=(*self._waiting.pop().then, *then))
        self._waiting.append(order)
        self._begin()

    def when_done(self, then: Then) -> None:
        """Do something once all is written, at once if it is; not at all if the last cannot be written."""
        if self._waiting:
            self._waiting[-1] = replace(self._waiting[-1], then=(*self._waiting[-1].then, then))
        elif self._current is not None:
            self._current = replace(self._current, then=(*self._current.then, then))
        else:
            then()

    @property
    def _last(self) -> Order | None:
        return self._waiting[-1] if self._waiting else self._current

    def _begin(self) -> None:
        if self._current is not None or not self._waiting:
            return
        order = self._current = self._waiting.pop(0)
        is_own = order.is_careful and order.path == self._document.path
        self.began.emit(order.path.name)
        self._jobs.start_tracked(
            write,
            Writing(order, self._document.stamp if is_own else None),
            partial(self._hear, self._document.opened),
            key=_KEY,
            on_progress=lambda share, _: self.went_on.emit(share),
            on_fault=self._refuse,
        )

    def _hear(self, opened: int, stamp: Stamp | None) -> None:
        order = self._end()
        if order is not None and stamp is None:
            self.changed_elsewhere.emit("other")
        elif order is not None and stamp is not None:
            if self._document.opened == opened:
                self._document.written(Saved(order.project, order.path, stamp))
            self.saved.emit(order.path)
        self._begin()
        for then in order.then if order is not None and stamp is not None else ():
            then()

    def _refuse(self, fault: UserFault) -> None:
        self._end()
        self.fault.emit(fault)
        self._begin()

    def _give_up(self, _: Exception) -> None:
        """A mistake of the program ended some job: if it was ours, the work is still not saved."""
        if self._current is not None and not self._jobs.is_running(_KEY):
            self._end()
            self._begin()

    def _end(self) -> Order | None:
        order, self._current = self._current, None
        self.ended.emit()
        return order


def write(request: Writing, track: Track) -> Stamp | None:
    """Write the file; None: it was left alone, for someone else changed it.

    Raises:
        ProjectFault: If it cannot be written.
        Cancelled: If the window closed.
    """
    from sim.store import find_out, save_project

    order = request.order
    if request.known is not None and find_out(order.path, request.known) == "other":
        return None
    return save_project(order.project, order.path, track.report)
