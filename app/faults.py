"""Where exceptions that nobody caught end up: a person's fault is told, a bug is shown with its details."""

from __future__ import annotations

import platform
import sys
import traceback
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from sim.errors import UserFault


@dataclass(frozen=True, slots=True)
class BugReport:
    """A fault of the program, ready to be shown and copied.

    Attributes:
        summary: The exception in one line.
        details: Versions and the traceback.
    """

    summary: str
    details: str


def report_of(error: BaseException) -> BugReport:
    """Describe an exception with versions and traceback."""
    summary = "".join(traceback.format_exception_only(error)).strip()
    trace = "".join(traceback.format_exception(error))
    versions = f"Headrace on Python {platform.python_version()}, {platform.platform()}"
    return BugReport(summary, f"{versions}\n\n{trace}")


class Faults(QObject):
    """Takes every uncaught exception and sorts it.

    Signals:
        user_fault(object): A `UserFault`: text and hint, for a banner.
        bug(object): A `BugReport`, for a dialog; the work goes on.
    """

    user_fault = Signal(object)
    bug = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without touching the interpreter; see `install`."""
        super().__init__(parent)
        self._former = sys.excepthook

    def install(self) -> None:
        """Become the interpreter's excepthook."""
        self._former = sys.excepthook
        sys.excepthook = self._hook

    def remove(self) -> None:
        """Give the excepthook back."""
        sys.excepthook = self._former

    def take(self, error: BaseException) -> None:
        """Sort one exception: the person's fault or ours."""
        if isinstance(error, UserFault):
            self.user_fault.emit(error)
            return
        self.bug.emit(report_of(error))

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            if not isinstance(error, UserFault):
                self._former(kind, error, trace)
            self.take(error)
            return
        self._former(kind, error, trace)
