from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.jobs import Jobs
from app.preferences import Preferences
from app.window import FileKind, Files, file_kind, new_stream
from sim.errors import UserFault
from sim.store import new_project, open_project, save_project
from sim.stream import dumps_stream, example, problems
from tests.app.on_disk import open_in, save_to
from tests.app.stand_ins import Answers, renamed


class Watched:
    """Files, and what they told."""

    def __init__(
        self, document: Document, jobs: Jobs, preferences: Preferences, answers: Answers, qtbot: QtBot
    ) -> None:
        self.files = Files(document, jobs, preferences, answers)
        self.document = document
        self._jobs = jobs
        self._qtbot = qtbot
        self.faults: list[UserFault] = []
        self.imports: list[Path] = []
        self.files.fault.connect(self.faults.append)
        self.files.import_wanted.connect(self.imports.append)

    def take(self, path: Path) -> None:
        """Take a file and wait until it is read."""
        self.files.take(path)
        self.wait()

    def save(self) -> bool:
        """Save, and tell whether that worked."""
        self.files.save()
        return self.is_saved()

    def save_as(self) -> bool:
        """Save elsewhere, and tell whether that worked."""
        self.files.save_as()
        return self.is_saved()

    def is_saved(self) -> bool:
        self.wait()
        return self.document.is_clean

    def wait(self) -> None:
        self._qtbot.waitUntil(lambda: not self._jobs.is_busy)


@pytest.fixture
def watched(
    document: Document, jobs: Jobs, preferences: Preferences, answers: Answers, qtbot: QtBot
) -> Watched:
    """Files on a project that is edited."""
    document.apply(renamed(document, "Mine"))
    return Watched(document, jobs, preferences, answers, qtbot)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.headrace", "project"),
        ("a.HEADRACE", "project"),
        ("a.json", "stream"),
        ("a.csv", "history"),
        ("a.tsv", "history"),
        ("a.txt", "history"),
        ("a.xlsx", "history"),
        ("a.ODS", "history"),
        ("log.xes.gz", "history"),
        ("a.png", None),
        ("headrace", None),
    ],
)
def test_the_ending_tells_what_a_file_is(name: str, kind: FileKind | None) -> None:
    assert file_kind(Path(name)) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"format": "headrace.stream/1", "name": "x"}', "stream"),
        (b"{}", "stream"),
        (b'{"expand": "names", "issues": [', "history"),
        (b'\xef\xbb\xbf [{"number": 1}]', "history"),
        ('[{"number": 1}]'.encode("utf-16"), "history"),
        (b'{"id": "b", "shortLink": "x"', "history"),
    ],
)
def test_json_of_a_tracker_is_no_stream(tmp_path: Path, content: bytes, kind: FileKind) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    assert file_kind(path) == kind


def test_a_new_stream_can_be_run() -> None:
    assert problems(new_stream()) == ()


def test_new_begins_with_the_smallest_stream(watched: Watched, document: Document) -> None:
    watched.files.new()
    assert document.project == new_project(new_stream())
    assert (document.path, document.is_clean) == (None, True)


def test_a_project_begins_with_an_example(watched: Watched, document: Document) -> None:
    watched.files.new_from_example("factory-line")
    assert document.project.stream == example("factory-line")


def test_unsaved_work_is_asked_about_before_another_project(
    watched: Watched, document: Document, answers: Answers
) -> None:
    answers.unsaved = "cancel"
    watched.files.new()
    watched.files.new_from_example("factory-line")
    assert document.title == "Mine"
    assert answers.asked == ["unsaved Mine", "unsaved Mine"]


def test_saved_work_may_go_without_a_question(
    watched: Watched, document: Document, answers: Answers, tmp_path: Path
) -> None:
    save_to(tmp_path / "a.headrace", document)
    watched.files.new()
    assert document.title == "New stream"
    assert answers.asked == []


def test_unsaved_work_can_be_saved_on_the_way(
    watched: Watched, document: Document, answers: Answers, tmp_path: Path
) -> None:
    answers.unsaved, answers.save_path = "save", tmp_path / "kept.headrace"
    watched.files.new()
    watched.wait()
    assert answers.asked == ["unsaved Mine", "save as Mine.headrace"]
    assert document.title == "New stream"
    open_in(document, tmp_path / "kept.headrace")
    assert document.title == "Mine"


def test_a_cancelled_save_on_the_way_stops_there(
    watched: Watched, document: Document, answers: Answers
) -> None:
    answers.unsaved, answers.save_path = "save", None
    watched.files.new()
    assert document.title == "Mine"


def test_a_save_that_fails_on_the_way_stops_there(
    watched: Watched, document: Document, answers: Answers, tmp_path: Path
) -> None:
    answers.unsaved, answers.save_path = "save", tmp_path / "no folder" / "a.headrace"
    watched.files.new()
    watched.wait()
    assert document.title == "Mine"
    assert len(watched.faults) == 1


def test_the_first_save_asks_where(
    watched: Watched, document: Document, answers: Answers, tmp_path: Path
) -> None:
    answers.save_path = tmp_path / "a.headrace"
    assert watched.save()
    document.apply(renamed(document, "Again"))
    assert watched.save()
    assert answers.asked == ["save as Mine.headrace"]
    assert document.is_clean


def test_save_as_asks_again_and_moves_there(
    watched: Watched, document: Document, answers: Answers, tmp_path: Path
) -> None:
    save_to(tmp_path / "a.headrace", document)
    answers.save_path = tmp_path / "b.headrace"
    assert watched.save_as()
    assert document.path == tmp_path / "b.headrace"
    assert answers.asked == ["save as a.headrace"]


def test_a_name_that_no_file_can_have_is_suggested_as_another(
    watched: Watched, document: Document, answers: Answers
) -> None:
    document.apply(renamed(document, "A/B: what?"))
    assert not watched.save()
    assert answers.asked == ["save as A-B- what-.headrace"]


def test_open_asks_for_a_file_and_opens_it(
    watched: Watched, document: Document, answers: Answers, tmp_path: Path
) -> None:
    save_to(tmp_path / "a.headrace", document)
    document.replace(new_project(new_stream()))
    answers.open_path = tmp_path / "a.headrace"
    watched.files.open()
    watched.wait()
    assert (document.title, document.path) == ("Mine", tmp_path / "a.headrace")


def test_a_cancelled_open_changes_nothing(watched: Watched, document: Document) -> None:
    revision = document.revision
    watched.files.open()
    assert document.revision == revision


def test_opened_and_saved_files_are_remembered(
    watched: Watched, answers: Answers, preferences: Preferences, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        answers.save_path = tmp_path / f"{name}.headrace"
        watched.save_as()
    watched.take(tmp_path / "a.headrace")
    assert [path.stem for path in preferences.recent] == ["a", "b"]
    assert preferences.text("folder") == str(tmp_path)


def test_a_recent_file_that_is_gone_is_told_and_forgotten(
    watched: Watched, document: Document, preferences: Preferences, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.headrace"
    preferences.remember_file(gone)
    watched.take(gone)
    assert preferences.recent == ()
    assert len(watched.faults) == 1
    assert "gone.headrace" in watched.faults[0].text
    assert document.title == "Mine"


def test_a_stream_file_begins_a_project_without_a_file(
    watched: Watched, document: Document, tmp_path: Path
) -> None:
    path = tmp_path / "stream.json"
    path.write_text(dumps_stream(example("support-desk")), encoding="utf-8")
    watched.take(path)
    assert (document.project.stream, document.path) == (example("support-desk"), None)


@pytest.mark.parametrize("name", ["broken.json", "broken.headrace", "picture.png"])
def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(
    watched: Watched, document: Document, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"{ no")
    before = document.project
    watched.take(path)
    assert document.project is before
    assert len(watched.faults) == 1
    assert watched.faults[0].hint


def test_a_table_is_handed_on(watched: Watched, document: Document, tmp_path: Path) -> None:
    watched.take(tmp_path / "items.csv")
    assert watched.imports == [tmp_path / "items.csv"]
    assert document.title == "Mine"


def test_import_asks_for_a_table(watched: Watched, answers: Answers, tmp_path: Path) -> None:
    watched.files.ask_import()
    answers.import_path = tmp_path / "items.csv"
    watched.files.ask_import()
    assert watched.imports == [tmp_path / "items.csv"]


def test_the_window_goes_on_while_a_file_is_read(
    watched: Watched, document: Document, tmp_path: Path
) -> None:
    save_project(new_project(example("factory-line")), tmp_path / "a.headrace")
    read: list[str] = []
    watched.files.reading.connect(read.append)
    watched.files.take(tmp_path / "a.headrace")
    seen = document.title
    watched.wait()
    assert (seen, document.title) == ("Mine", example("factory-line").name)
    assert read == ["a.headrace", ""]


def test_work_done_while_a_file_is_read_is_asked_about(
    watched: Watched, document: Document, answers: Answers, tmp_path: Path
) -> None:
    save_project(new_project(example("factory-line")), tmp_path / "a.headrace")
    watched.files.take(tmp_path / "a.headrace")
    answers.unsaved = "cancel"
    document.apply(renamed(document, "Meanwhile"))
    watched.wait()
    assert (document.title, answers.asked) == ("Meanwhile", ["unsaved Mine", "unsaved Meanwhile"])


def test_a_name_in_any_script_is_saved_opened_and_remembered(
    watched: Watched, document: Document, answers: Answers, preferences: Preferences, tmp_path: Path
) -> None:
    answers.save_path = tmp_path / "Équipe 開発 ✓.headrace"
    assert watched.save()
    document.replace(new_project(new_stream()))
    watched.take(preferences.recent[0])
    assert (document.title, document.path) == ("Mine", answers.save_path)


def test_a_file_that_someone_else_changed_is_not_overwritten(
    watched: Watched, document: Document, tmp_path: Path
) -> None:
    path = tmp_path / "a.headrace"
    findings: list[str] = []
    watched.files.changed_elsewhere.connect(findings.append)
    save_to(path, document)
    theirs = new_project(example("factory-line"))
    save_project(theirs, path)
    document.apply(renamed(document, "Ours"))
    assert not watched.save()
    assert (findings, document.is_clean, open_project(path)) == (["other"], False, theirs)


def test_a_file_that_is_gone_is_written_again(watched: Watched, document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.headrace"
    save_to(path, document)
    path.unlink()
    assert watched.save()
    assert open_project(path) == document.project


def test_reload_shows_what_the_file_holds_now(watched: Watched, document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.headrace"
    save_to(path, document)
    save_project(new_project(example("factory-line")), path)
    watched.files.reload()
    watched.wait()
    assert document.project == new_project(example("factory-line"))
    assert watched.save()


class Beside:
    """Neighbours who note what they are asked, one of whom holds a file."""

    def __init__(self, holds: Path) -> None:
        self.holds = holds
        self.asked: list[Path | None] = []

    def open_window(self, path: Path | None = None) -> None:
        self.asked.append(path)

    def bring_forward(self, path: Path, asking: QWidget) -> bool:
        return path == self.holds

    def quit(self, asking: QWidget) -> None:
        raise AssertionError

    def look_for_lost(self, asking: QWidget) -> None:
        raise AssertionError


def test_a_file_that_is_open_in_another_window_is_not_opened_twice(
    watched: Watched, document: Document, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    window, beside = QWidget(), Beside(tmp_path / "held.headrace")
    qtbot.addWidget(window)
    watched.files.know(beside, window)
    for name in ("held", "free"):
        save_project(new_project(example("factory-line")), tmp_path / f"{name}.headrace")
        answers.open_path = tmp_path / f"{name}.headrace"
        watched.files.open_beside()
    assert beside.asked == [tmp_path / "free.headrace"]
    watched.take(tmp_path / "held.headrace")
    assert document.title == "Mine"
    watched.take(tmp_path / "free.headrace")
    assert document.title == example("factory-line").name
