"""What a Qt test may leave behind: nothing that is shown, ticks, moves or works."""

from __future__ import annotations

import gc
from collections.abc import Container, Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

PATIENCE_MS = 2000


def leftovers() -> dict[int, str]:
    """Give what lives now, by identity: windows, running timers, animations and threads, in words."""
    left = {id(widget): f"window {_name(widget)}" for widget in QApplication.topLevelWidgets()}
    for living in shiboken6.getAllValidWrappers():
        if isinstance(living, QObject) and (word := _running(living)):
            left[id(living)] = f"{word} {_name(living)}"
    return left


def after_the_test(before: Container[int]) -> list[str]:
    """Give what the test left, after Qt and Python had their chance to let go of it."""
    if not QThreadPool.globalInstance().waitForDone(PATIENCE_MS):
        return ["jobs in the thread pool"]
    # Qt first: what it deletes goes whole and in order, parents with their children. Python's collector takes
    # what belongs together apart in any order; a window that it still found alive has brought it down.
    for let_go in (_delete_what_waits, gc.collect):
        if not _new(before):
            break
        let_go()
        _delete_what_waits()
    return _new(before)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep Python's collector from passing by itself.

    It comes in whichever thread makes many objects, and deletes what nobody holds there and then: widgets
    and timers too, in the thread of a job. After the test there is no such thread any more.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _delete_what_waits() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def _new(before: Container[int]) -> list[str]:
    return sorted(words for identity, words in leftovers().items() if identity not in before)


def _running(living: QObject) -> str:
    if isinstance(living, QTimer) and living.isActive():
        return "timer"
    if isinstance(living, QAbstractAnimation) and living.state() == QAbstractAnimation.State.Running:
        return "animation"
    if isinstance(living, QThread) and living is not QThread.currentThread() and living.isRunning():
        return "thread"
    return ""


def _name(living: QObject) -> str:
    parent = living.parent()
    of = f" of {type(parent).__name__}" if parent is not None else ""
    return f"{type(living).__name__} '{living.objectName()}'{of}"
