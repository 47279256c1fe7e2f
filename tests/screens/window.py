"""The window itself: what stands around every page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QWidget

from sim.errors import StreamFault
from sim.store import Owner, RecoveryWriter, new_project, save_project
from sim.stream import example, set_value
from tests.app.on_disk import save_to
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


def recovered(scene: Scene) -> None:
    """What two crashes left behind: one with a saved version beside it, one that was never saved."""
    team = new_project(example("software-team"))
    path, folder = scene.folder / "Checkout team.headrace", scene.folder / "recovery"
    folder.mkdir()
    save_project(team, path)
    stream = set_value(set_value(team.stream, "stages.test.wip_limit", 2), "stages.build.time.p50", 2.5)
    changed = replace(team, stream=stream, notes="Ask Jo about the second tester.")
    for name, project, place in (
        ("1-1", changed, str(path)),
        ("1-2", new_project(example("factory-line")), ""),
    ):
        owner = Owner(project.name, place, 1, f"2026-03-02T10:0{name[-1]}:00+00:00")
        RecoveryWriter().write(project, owner, folder / f"{name}.headrace")
    scene.window.recovery.look(folder)
    scene.wait_for_jobs()
    scene.settle()


def changed_on_disk(scene: Scene) -> None:
    """Someone else saved over the file."""
    path = scene.folder / "team.headrace"
    scene.window.show_page("lessons")
    save_to(path, scene.lent.document)
    save_project(new_project(example("factory-line")), path)
    scene.window.disk.watch.look()
    scene.wait_for_jobs()
    scene.settle()


def gone_from_disk(scene: Scene) -> None:
    """Someone deleted the file."""
    path = scene.folder / "team.headrace"
    scene.window.show_page("lessons")
    save_to(path, scene.lent.document)
    path.unlink()
    scene.window.disk.watch.look()
    scene.wait_for_jobs()


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
    "recovered": recovered,
    "changed-on-disk": changed_on_disk,
    "gone-from-disk": gone_from_disk,
}
