"""Whoever watches a window: notes what must never happen in it, whatever a person does."""

from __future__ import annotations

import sys
import threading
import traceback
import warnings
from types import TracebackType
from typing import Any, Final, Self

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from app.faults import BugReport
from app.window import Lent, Window

OUR_WORDS: Final = ("traceback", "nonetype", "object at 0x", "exception", "{}", "%s", "%d", "enum")
"""What no banner says to a person: a fault of ours in the clothes of theirs."""
_HARMLESS: Final = ("This plugin does not support",)
_PASSING: Final = (Qt.WindowType.ToolTip, Qt.WindowType.Popup)


class Watch:
    """Notes every fault of ours while it is in force (``with Watch(…) as watch``).

    Attributes:
        faults: What went wrong since the last `look`, in order.
    """

    def __init__(self, window: Window, lent: Lent) -> None:
        """Watch one window."""
        self.faults: list[str] = []
        self._window = window
        self._lent = lent
        self._former: tuple[Any, ...] = ()

    def __enter__(self) -> Self:
        """Take the hooks of Python and Qt."""
        messages = qInstallMessageHandler(self._note_message)
        self._former = (sys.excepthook, threading.excepthook, warnings.showwarning, messages)
        sys.excepthook = self._note
        threading.excepthook = lambda told: self.faults.append(f"in a thread: {told.exc_value!r}")
        self._lent.faults.bug.connect(self._note_bug)
        self._lent.jobs.broke.connect(self._note_broken)
        return self

    def __exit__(self, *_: object) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook, warnings.showwarning, messages = self._former
        qInstallMessageHandler(messages)
        self._lent.faults.bug.disconnect(self._note_bug)
        self._lent.jobs.broke.disconnect(self._note_broken)

    def look(self) -> list[str]:
        """Give what went wrong since the last look, what is to be seen now included."""
        banner = self._window.banner
        said = f"{banner.accessibleName()}".casefold()
        if banner.isVisible() and (not banner.text or any(f" {word}" in f" {said}" for word in OUR_WORDS)):
            self.faults.append(f"the banner says: {said!r}")
        self.faults += [
            f"stray window {_named(each)}" for each in QApplication.topLevelWidgets() if self._strays(each)
        ]
        found, self.faults = self.faults, []
        return found

    def _strays(self, widget: QWidget) -> bool:
        if not widget.isVisible() or widget is self._window or widget.windowType() in _PASSING:
            return False
        return not (isinstance(widget, QDialog | QMenu) and widget.parent() is not None)

    def _note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.faults.append("".join(traceback.format_exception(kind, error, trace)))

    def _note_bug(self, report: BugReport) -> None:
        self.faults.append(report.details)

    def _note_broken(self, error: BaseException) -> None:
        self.faults.append("in a job: " + "".join(traceback.format_exception(error)))

    def _note_message(self, kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith(_HARMLESS):
            self.faults.append(f"Qt says: {text}")


def _named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r} {widget.windowTitle()!r}"
