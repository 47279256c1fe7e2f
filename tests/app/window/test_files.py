from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.document import Document
from app.preferences import Preferences
from app.window import FileKind, Files, file_kind, new_stream
from sim.errors import UserFault
from sim.store import new_project
from sim.stream import dumps_stream, example, problems
from tests.app.stand_ins import Answers, renamed


class Watched:
    """Files, and what they told."""

    def __init__(self, document: Document, preferences: Preferences, answers: Answers) -> None:
        self.files = Files(document, preferences, answers)
        self.faults: list[UserFault] = []
        self.imports: list[Path] = []
        self.files.fault.connect(self.faults.append)
        self.files.import_wanted.connect(self.imports.append)


@pytest.fixture
def watched(qapp: QApplication, document: Document, preferences: Preferences, answers: Answers) -> Watched:
    """Files on a project that is edited."""
    document.apply(renamed(document, "Mine"))
    return Watched(document, preferences, answers)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.headrace", "project"),
        ("a.HEADRACE", "project"),
        ("a.json", "stream"),
        ("a.csv", "history"),
        ("a.tsv", "history"),
        ("a.txt", "history"),
        ("a.png", None),
        ("headrace", None),
    ],
)
def test_the_ending_tells_what_a_file_is(name: str, kind: FileKind | None) -> None:
    assert file_kind(Path(name)) == kind


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
    document.save(tmp_path / "a.headrace")
    watched.files.new()
    assert document.title == "New stream"
    assert answers.asked == []


def test_unsaved_work_can_be_saved_on_the_way(
    watched: Watched, document: Document, answers: Answers, tmp_path: Path
) -> None:
    answers.unsaved, answers.save_path = "save", tmp_path / "kept.headrace"
    watched.files.new()
    assert answers.asked == ["unsaved Mine", "save as Mine.headrace"]
    assert document.title == "New stream"
    document.open(tmp_path / "kept.headrace")
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
    assert document.title == "Mine"
    assert len(watched.faults) == 1


def test_the_first_save_asks_where(
    watched: Watched, document: Document, answers: Answers, tmp_path: Path
) -> None:
    answers.save_path = tmp_path / "a.headrace"
    assert watched.files.save()
    document.apply(renamed(document, "Again"))
    assert watched.files.save()
    assert answers.asked == ["save as Mine.headrace"]
    assert document.is_clean


def test_save_as_asks_again_and_moves_there(
    watched: Watched, document: Document, answers: Answers, tmp_path: Path
) -> None:
    document.save(tmp_path / "a.headrace")
    answers.save_path = tmp_path / "b.headrace"
    assert watched.files.save_as()
    assert document.path == tmp_path / "b.headrace"
    assert answers.asked == ["save as a.headrace"]


def test_a_name_that_no_file_can_have_is_suggested_as_another(
    watched: Watched, document: Document, answers: Answers
) -> None:
    document.apply(renamed(document, "A/B: what?"))
    assert not watched.files.save()
    assert answers.asked == ["save as A-B- what-.headrace"]


def test_open_asks_for_a_file_and_opens_it(
    watched: Watched, document: Document, answers: Answers, tmp_path: Path
) -> None:
    document.save(tmp_path / "a.headrace")
    document.replace(new_project(new_stream()))
    answers.open_path = tmp_path / "a.headrace"
    watched.files.open()
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
        watched.files.save_as()
    watched.files.take(tmp_path / "a.headrace")
    assert [path.stem for path in preferences.recent] == ["a", "b"]
    assert preferences.text("folder") == str(tmp_path)


def test_a_recent_file_that_is_gone_is_told_and_forgotten(
    watched: Watched, document: Document, preferences: Preferences, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.headrace"
    preferences.remember_file(gone)
    watched.files.take(gone)
    assert preferences.recent == ()
    assert len(watched.faults) == 1
    assert "gone.headrace" in watched.faults[0].text
    assert document.title == "Mine"


def test_a_stream_file_begins_a_project_without_a_file(
    watched: Watched, document: Document, tmp_path: Path
) -> None:
    path = tmp_path / "stream.json"
    path.write_text(dumps_stream(example("support-desk")), encoding="utf-8")
    watched.files.take(path)
    assert (document.project.stream, document.path) == (example("support-desk"), None)


@pytest.mark.parametrize("name", ["broken.json", "broken.headrace", "picture.png"])
def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(
    watched: Watched, document: Document, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"{ no")
    before = document.project
    watched.files.take(path)
    assert document.project is before
    assert len(watched.faults) == 1
    assert watched.faults[0].hint


def test_a_table_is_handed_on(watched: Watched, document: Document, tmp_path: Path) -> None:
    watched.files.take(tmp_path / "items.csv")
    assert watched.imports == [tmp_path / "items.csv"]
    assert document.title == "Mine"


def test_import_asks_for_a_table(watched: Watched, answers: Answers, tmp_path: Path) -> None:
    watched.files.ask_import()
    answers.import_path = tmp_path / "items.csv"
    watched.files.ask_import()
    assert watched.imports == [tmp_path / "items.csv"]
