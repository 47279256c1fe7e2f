"""A window that was closed is let go of, and with it its project, its pages and all that they made."""

from __future__ import annotations

import gc
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from app.window import Windows
from sim.store import new_project
from sim.stream import example
from tests.app.stand_ins import renamed

PAGES = ("stream", "what-if", "history", "forecast", "lessons", "report")


def opened_and_closed(windows: Windows, qtbot: QtBot, pages: tuple[str, ...]) -> list[weakref.ref[object]]:
    """Open a window, look at some pages, edit, undo, close; give what it consisted of."""
    window = windows.make(new_project(example("software-team")))
    window.show()
    for key in pages:
        window.show_page(key)
        qtbot.wait(10)
    document = window.document
    document.apply(renamed(document, "Another"))
    document.undo()
    parts = (window, document, document.project, window.lent.jobs, window.files, *window.stack.pages)
    known = [weakref.ref[object](part) for part in parts]
    window.close()
    return known


def let_go() -> None:
    """Give Qt and Python the chance to let go of what nobody holds."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    gc.collect()


def living() -> int:
    return sum(isinstance(each, QObject) for each in shiboken6.getAllValidWrappers())


@pytest.mark.parametrize("pages", [("stream",), PAGES], ids=["as it opens", "all pages seen"])
def test_a_closed_window_is_let_go_of_with_all_that_it_showed(
    windows: Windows, qtbot: QtBot, pages: tuple[str, ...]
) -> None:
    known = opened_and_closed(windows, qtbot, pages)
    let_go()
    assert [part for part in (each() for each in known) if part is not None] == []


def test_windows_opened_and_closed_leave_no_more_behind_each_time(windows: Windows, qtbot: QtBot) -> None:
    counts = []
    for _ in range(4):
        opened_and_closed(windows, qtbot, PAGES)
        let_go()
        counts.append(living())
    assert counts[1:] == [counts[1]] * 3


def test_a_closed_window_leaves_the_theme_as_it_was(windows: Windows, qtbot: QtBot) -> None:
    kept = windows.make(new_project(example("factory-line")))
    kept.show()
    parts = kept.lent.theme._dresser._parts
    before = len(parts)
    opened_and_closed(windows, qtbot, PAGES)
    let_go()
    assert len(kept.lent.theme._dresser._parts) == before
