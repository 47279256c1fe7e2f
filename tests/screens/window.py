"""The window itself: what stands around every page."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from sim.errors import StreamFault
from tests.screens.scene import Scene, State


def fault(scene: Scene) -> None:
    """A fault of the person above a page, and work that is not saved."""
    scene.window.show_page("lessons")
    scene.window.tell_fault(
        StreamFault("WIP limit of Build is -2; it must be 1 or more, or none.", "Write 1, or “none”.")
    )
    scene.settle()


def search(scene: Scene) -> QWidget:
    """The line that finds an action."""
    return _dialog(scene, "action.search")


def shortcuts(scene: Scene) -> QWidget:
    """The sheet of the keys."""
    return _dialog(scene, "action.shortcuts")


def menu(scene: Scene) -> QWidget:
    """The menu at the top right."""
    opened = scene.window.commands.menu
    opened.popup(scene.window.mapToGlobal(scene.window.rect().topRight()))
    scene.opened.append(opened)
    scene.settle()
    return opened


def bug(scene: Scene) -> QWidget:
    """A fault of the program."""
    try:
        raise ZeroDivisionError("division by zero")
    except ZeroDivisionError as error:
        scene.lent.faults.take(error)
    scene.settle()
    return _shown(scene)


def _dialog(scene: Scene, action: str) -> QWidget:
    next(each for each in scene.window.commands.actions if each.objectName() == action).trigger()
    scene.settle()
    return _shown(scene)


def _shown(scene: Scene) -> QWidget:
    dialog = scene.window.findChildren(QDialog)[-1]
    scene.opened.append(dialog)
    return dialog


STATES: dict[str, State] = {
    "fault": fault,
    "search": search,
    "shortcuts": shortcuts,
    "menu": menu,
    "bug": bug,
}
