"""Saving goes on beside the window's work, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.jobs import Jobs
from app.window import Window, Windows
from app.window.saver import Saver
from sim.errors import UserFault
from sim.store import Project, new_project, open_project, save_project
from sim.stream import example
from tests.app.on_disk import save_to
from tests.app.stand_ins import Answers, renamed
from tests.app.window.held import Held

OTHER = new_project(example("factory-line"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "team.headrace"


class Desk:
    """A document, what saves it, and a file to save it in."""

    def __init__(self, document: Document, jobs: Jobs, path: Path, qtbot: QtBot) -> None:
        self.document, self.jobs, self.path = document, jobs, path
        self.saver = Saver(document, jobs)
        self._qtbot = qtbot

    def wait(self) -> None:
        """Wait until everything is written."""
        self._qtbot.waitUntil(lambda: not self.jobs.is_busy)


@pytest.fixture
def desk(document: Document, jobs: Jobs, path: Path, qtbot: QtBot) -> Desk:
    return Desk(document, jobs, path, qtbot)


@pytest.fixture
def held(jobs: Jobs) -> Iterator[Held]:
    """Whatever is saved waits."""
    made = Held(jobs)
    yield made
    made.let_go()


def test_the_work_counts_as_unsaved_until_the_file_is_whole(desk: Desk, held: Held) -> None:
    desk.document.apply(renamed(desk.document, "Mine"))
    desk.saver.save(desk.path)
    assert (desk.document.is_clean, desk.document.path, desk.saver.is_busy, desk.path.exists()) == (
        False,
        None,
        True,
        False,
    )
    held.let_go()
    desk.wait()
    assert (desk.document.is_clean, desk.document.path, desk.saver.is_busy) == (True, desk.path, False)
    assert open_project(desk.path) == desk.document.project


def test_what_is_done_meanwhile_is_not_saved_and_undo_leads_to_what_is(desk: Desk, held: Held) -> None:
    desk.document.apply(renamed(desk.document, "Before", key="name"))
    desk.saver.save(desk.path)
    desk.document.apply(renamed(desk.document, "Meanwhile", key="name"))
    held.let_go()
    desk.wait()
    assert (desk.document.title, desk.document.is_clean) == ("Meanwhile", False)
    assert open_project(desk.path).name == "Before"
    desk.document.undo()
    assert (desk.document.title, desk.document.is_clean) == ("Before", True)
    desk.document.undo()
    assert not desk.document.is_clean


def test_of_saves_that_wait_for_one_file_the_last_is_written_and_all_are_done_with(
    desk: Desk, held: Held
) -> None:
    done: list[str] = []
    written: list[Path] = []
    desk.saver.saved.connect(written.append)
    for name in ("One", "Two", "Three"):
        desk.document.apply(renamed(desk.document, name))
        desk.saver.save(desk.path, (partial(done.append, name),))
    held.let_go()
    desk.wait()
    assert (done, written) == (["One", "Two", "Three"], [desk.path, desk.path])
    assert (open_project(desk.path).name, desk.document.is_clean) == ("Three", True)


def test_two_files_are_written_in_turn_and_the_last_is_the_project_s_own(desk: Desk, held: Held) -> None:
    desk.document.apply(renamed(desk.document, "One"))
    desk.saver.save(desk.path)
    desk.document.apply(renamed(desk.document, "Two"))
    elsewhere = desk.path.with_name("elsewhere.headrace")
    desk.saver.save(elsewhere)
    held.let_go()
    desk.wait()
    assert (open_project(desk.path).name, open_project(elsewhere).name) == ("One", "Two")
    assert (desk.document.path, desk.document.is_clean) == (elsewhere, True)


def test_what_cannot_be_written_is_told_and_the_next_is_written_all_the_same(desk: Desk) -> None:
    faults: list[UserFault] = []
    desk.saver.fault.connect(faults.append)
    gone: list[str] = []
    desk.document.apply(renamed(desk.document, "Mine"))
    desk.saver.save(desk.path.parent / "no folder" / "a.headrace", (lambda: gone.append("on"),))
    desk.wait()
    assert (len(faults), gone, desk.document.is_clean, desk.document.title) == (1, [], False, "Mine")
    assert "no folder" in faults[0].text
    desk.saver.save(desk.path)
    desk.wait()
    assert desk.document.is_clean


def test_a_version_of_someone_else_is_left_alone_unless_it_is_chosen_anew(desk: Desk) -> None:
    save_to(desk.path, desk.document)
    save_project(OTHER, desk.path)
    desk.document.apply(renamed(desk.document, "Mine"))
    found: list[str] = []
    desk.saver.changed_elsewhere.connect(found.append)
    desk.saver.save(desk.path, is_careful=True)
    desk.wait()
    assert (found, open_project(desk.path), desk.document.is_clean) == (["other"], OTHER, False)
    desk.saver.save(desk.path)
    desk.wait()
    assert (found, open_project(desk.path).name) == (["other"], "Mine")


def test_a_careful_save_behind_another_knows_the_version_that_that_wrote(desk: Desk, held: Held) -> None:
    save_to(desk.path, desk.document)
    found: list[str] = []
    desk.saver.changed_elsewhere.connect(found.append)
    for name in ("One", "Two"):
        desk.document.apply(renamed(desk.document, name))
        desk.saver.save(desk.path, is_careful=True)
    held.let_go()
    desk.wait()
    assert (found, open_project(desk.path).name) == ([], "Two")


def test_a_project_that_took_the_place_of_the_saved_one_does_not_get_its_file(desk: Desk, held: Held) -> None:
    desk.document.apply(renamed(desk.document, "Mine"))
    desk.saver.save(desk.path)
    desk.document.replace(OTHER)
    held.let_go()
    desk.wait()
    assert (open_project(desk.path).name, desk.document.path, desk.document.project) == ("Mine", None, OTHER)


def test_a_mistake_of_the_program_does_not_block_later_saves(desk: Desk) -> None:
    broke: list[Exception] = []
    desk.jobs.broke.connect(broke.append)
    project = desk.document.project
    desk.document.replace(cast("Project", "no project"))
    desk.saver.save(desk.path)
    desk.wait()
    assert (len(broke), desk.saver.is_busy, desk.path.exists()) == (1, False, False)
    desk.document.replace(project)
    desk.saver.save(desk.path)
    desk.wait()
    assert open_project(desk.path) == project


def test_how_far_it_is_is_told(desk: Desk) -> None:
    told: list[object] = []
    desk.saver.began.connect(told.append)
    desk.saver.went_on.connect(told.append)
    desk.saver.ended.connect(lambda: told.append("ended"))
    desk.saver.save(desk.path)
    desk.wait()
    assert (told[0], told[-1]) == ("team.headrace", "ended")
    shares = [each for each in told if isinstance(each, float)]
    assert shares
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1


class Leaving:
    """A window with a file, whose saves wait."""

    def __init__(self, window: Window, path: Path) -> None:
        self.window, self.document = window, window.document
        save_to(path, self.document)
        self.document.apply(renamed(self.document, "Mine"))
        self.held = Held(window.lent.jobs)

    def until_closed(self, qtbot: QtBot) -> None:
        self.held.let_go()
        qtbot.waitUntil(self.window.isHidden)


def test_closing_while_it_is_saved_waits_and_asks_nothing(
    window: Window, path: Path, answers: Answers, qtbot: QtBot
) -> None:
    leaving = Leaving(window, path)
    window.files.save()
    assert not window.close()
    assert not window.close()
    leaving.until_closed(qtbot)
    assert (answers.asked, open_project(path).name) == ([], "Mine")


def test_closing_and_saving_closes_once_it_is_saved(
    window: Window, path: Path, answers: Answers, qtbot: QtBot
) -> None:
    leaving = Leaving(window, path)
    answers.unsaved = "save"
    assert not window.close()
    assert window.isVisible()
    leaving.until_closed(qtbot)
    assert (answers.asked, open_project(path).name) == (["unsaved Mine"], "Mine")


def test_what_is_done_after_closing_was_asked_for_is_asked_about(
    window: Window, path: Path, answers: Answers, qtbot: QtBot
) -> None:
    leaving = Leaving(window, path)
    window.files.save()
    assert not window.close()
    leaving.document.apply(renamed(leaving.document, "Later"))
    answers.unsaved = "cancel"
    leaving.held.let_go()
    qtbot.waitUntil(lambda: answers.asked == ["unsaved Later"])
    assert (window.isVisible(), open_project(path).name) == (True, "Mine")


def test_closing_stops_where_saving_fails(window: Window, path: Path, answers: Answers, qtbot: QtBot) -> None:
    leaving = Leaving(window, path)
    answers.unsaved, answers.save_path = "save", path.parent / "no folder" / "a.headrace"
    leaving.document.replace(leaving.document.project)
    leaving.document.apply(renamed(leaving.document, "Unkept"))
    assert not window.close()
    leaving.held.let_go()
    qtbot.waitUntil(lambda: "no folder" in window.banner.text)
    assert (window.isVisible(), leaving.document.title) == (True, "Unkept")


def test_another_project_takes_its_place_once_it_is_saved(
    window: Window, path: Path, answers: Answers, qtbot: QtBot
) -> None:
    leaving = Leaving(window, path)
    window.files.save()
    window.files.new_from_example("factory-line")
    assert leaving.document.title == "Mine"
    leaving.held.let_go()
    qtbot.waitUntil(lambda: leaving.document.project == OTHER)
    assert (answers.asked, open_project(path).name, leaving.document.path) == ([], "Mine", None)


def test_quitting_saves_and_closes_one_window_after_the_other(
    windows: Windows, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    answers.unsaved = "save"
    for name in ("One", "Two"):
        window = windows.make(OTHER)
        window.show()
        save_to(tmp_path / f"{name}.headrace", window.document)
        window.document.apply(renamed(window.document, name))
    windows.quit(windows.opened[1])
    qtbot.waitUntil(lambda: not windows.opened)
    assert answers.asked == ["unsaved Two", "unsaved One"]
    assert [open_project(tmp_path / f"{name}.headrace").name for name in ("One", "Two")] == ["One", "Two"]
