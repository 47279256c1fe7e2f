from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.document import Document
from app.jobs import Jobs
from app.window.autosave import Autosave, lock_of
from sim.errors import UserFault
from sim.store import new_project, read_recovery
from tests.app.on_disk import save_to
from tests.app.stand_ins import renamed
from tests.builders import backlog, line


@pytest.fixture
def autosave(document: Document, jobs: Jobs, recovery_folder: Path) -> Autosave:
    """Keeps the work of the document."""
    return Autosave(document, jobs, recovery_folder / "1-1.headrace")


def keep(autosave: Autosave, qtbot: QtBot) -> None:
    with qtbot.waitSignal(autosave.kept):
        autosave.keep()


def timer_of(autosave: Autosave) -> QTimer:
    (timer,) = autosave.findChildren(QTimer)
    return timer


def test_nothing_is_kept_of_what_is_saved(autosave: Autosave, recovery_folder: Path) -> None:
    autosave.keep()
    assert not recovery_folder.exists()
    assert not timer_of(autosave).isActive()


def test_a_change_is_kept_within_thirty_seconds(autosave: Autosave, document: Document, qtbot: QtBot) -> None:
    assert timer_of(autosave).interval() < 30_000
    timer_of(autosave).setInterval(20)
    with qtbot.waitSignal(autosave.kept):
        document.apply(renamed(document, "Mine"))
    project, owner = read_recovery(autosave.file)
    assert project == document.project
    assert (owner.title, owner.path, owner.process) == ("Mine", "", os.getpid())


def test_further_changes_do_not_put_it_off(autosave: Autosave, document: Document, qtbot: QtBot) -> None:
    timer_of(autosave).setInterval(200)
    kept: list[str] = []
    autosave.kept.connect(lambda: kept.append(document.title))
    for number in range(40):
        document.apply(renamed(document, f"Name {number}"))
        qtbot.wait(20)
        if kept:
            break
    assert kept
    timer_of(autosave).stop()


def test_each_change_is_kept_anew_with_the_file_that_it_belongs_to(
    autosave: Autosave, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    document.apply(renamed(document, "A"))
    save_to(tmp_path / "a.headrace", document)
    document.apply(renamed(document, "B"))
    keep(autosave, qtbot)
    document.undo()
    document.apply(renamed(document, "C"))
    keep(autosave, qtbot)
    project, owner = read_recovery(autosave.file)
    assert (project.name, owner.path) == ("C", str(tmp_path / "a.headrace"))


def test_what_is_kept_already_is_not_written_again(
    autosave: Autosave, document: Document, qtbot: QtBot
) -> None:
    document.apply(renamed(document, "A"))
    keep(autosave, qtbot)
    written = autosave.file.stat().st_mtime_ns
    with qtbot.assertNotEmitted(autosave.kept, wait=30):
        autosave.keep()
    assert autosave.file.stat().st_mtime_ns == written
    assert autosave.is_kept


def test_a_change_made_while_it_is_written_is_kept_too(
    autosave: Autosave, document: Document, qtbot: QtBot
) -> None:
    document.apply(renamed(document, "A"))
    autosave.keep()
    document.apply(renamed(document, "B"))
    autosave.keep()
    qtbot.waitUntil(lambda: autosave.is_kept)
    assert read_recovery(autosave.file)[0].name == "B"


def test_saving_takes_the_file_away(
    autosave: Autosave, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    document.apply(renamed(document, "A"))
    keep(autosave, qtbot)
    save_to(tmp_path / "a.headrace", document)
    assert not autosave.file.exists()


def test_saving_while_it_is_written_takes_it_away_too(
    autosave: Autosave, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    document.apply(renamed(document, "A"))
    with qtbot.waitSignal(autosave.kept):
        autosave.keep()
        save_to(tmp_path / "a.headrace", document)
    assert not autosave.file.exists()


def test_undo_to_what_is_saved_leaves_nothing_to_keep(
    autosave: Autosave, document: Document, qtbot: QtBot
) -> None:
    document.apply(renamed(document, "A"))
    keep(autosave, qtbot)
    document.undo()
    assert (autosave.file.exists(), timer_of(autosave).isActive()) == (False, False)


def test_another_project_begins_with_nothing_to_keep(
    autosave: Autosave, document: Document, qtbot: QtBot
) -> None:
    document.apply(renamed(document, "A"))
    keep(autosave, qtbot)
    document.replace(new_project(line([1.0], arrivals=backlog(1))))
    assert not autosave.file.exists()


def test_the_lock_is_held_as_long_as_the_program_runs(
    autosave: Autosave, document: Document, qtbot: QtBot
) -> None:
    document.apply(renamed(document, "A"))
    keep(autosave, qtbot)
    other = lock_of(autosave.file)
    seen = [other.tryLock(0)]
    autosave.end()
    seen.append(other.tryLock(0))
    other.unlock()
    assert seen == [False, True]
    assert not autosave.file.exists()


def test_a_place_that_cannot_be_written_is_told_once(
    autosave: Autosave, document: Document, qtbot: QtBot, recovery_folder: Path, faults_told: list[UserFault]
) -> None:
    recovery_folder.parent.mkdir()
    recovery_folder.write_text("a file where the folder should be", encoding="utf-8")
    autosave.failed.connect(faults_told.append)
    for name in ("A", "B"):
        document.apply(renamed(document, name))
        autosave.keep()
        qtbot.waitUntil(lambda: timer_of(autosave).isActive())
    assert [fault.text.split(str(recovery_folder))[0] for fault in faults_told] == [
        "Unsaved work cannot be kept in "
    ]
    recovery_folder.unlink()
    keep(autosave, qtbot)
    assert read_recovery(autosave.file)[0].name == "B"


def test_a_file_taken_over_is_gone_on_with(
    autosave: Autosave, document: Document, qtbot: QtBot, recovery_folder: Path
) -> None:
    document.apply(renamed(document, "A"))
    keep(autosave, qtbot)
    first, other = autosave.file, recovery_folder / "9-1.headrace"
    other.write_bytes(first.read_bytes())
    lock = lock_of(other)
    assert lock.tryLock(0)
    autosave.adopt(other, lock)
    assert (first.exists(), autosave.is_kept) == (False, True)
    document.apply(renamed(document, "B"))
    keep(autosave, qtbot)
    assert read_recovery(other)[0].name == "B"
    autosave.end()
    assert sorted(recovery_folder.iterdir()) == []
