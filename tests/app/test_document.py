from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.document import Document, Saved
from app.edit import Edit
from sim.errors import ProjectFault
from sim.store import Project, new_project, open_stamped
from sim.stream import example, set_value
from tests.app.on_disk import open_in, save_to
from tests.app.stand_ins import renamed
from tests.builders import backlog, line


def _names(document: Document) -> list[str]:
    """Follow the document: the name after each change, from now on."""
    seen: list[str] = []
    document.changed.connect(lambda _, after: seen.append(after.name))
    return seen


def test_an_edit_replaces_the_project(document: Document) -> None:
    before = document.project
    edit = renamed(document, "Other")
    document.apply(edit)
    assert document.project is edit.after
    assert document.project is not before
    assert document.title == "Other"


def test_an_edit_tells_before_and_after(document: Document, qtbot: QtBot) -> None:
    before, edit = document.project, renamed(document, "Other")
    with qtbot.waitSignal(document.changed) as told:
        document.apply(edit)
    assert told.args is not None
    assert told.args[0] is before
    assert told.args[1] is edit.after


def test_undo_and_redo_go_through_every_project(document: Document) -> None:
    projects = [document.project]
    for name in ("One", "Two", "Three"):
        document.apply(renamed(document, name))
        projects.append(document.project)
    back = []
    for _ in range(3):
        document.undo()
        back.append(document.project)
    forth = []
    for _ in range(3):
        document.redo()
        forth.append(document.project)
    assert [id(each) for each in back] == [id(each) for each in reversed(projects[:-1])]
    assert [id(each) for each in forth] == [id(each) for each in projects[1:]]


def test_undo_and_redo_tell_like_edits_do(document: Document) -> None:
    names = _names(document)
    document.apply(renamed(document, "One"))
    document.undo()
    document.redo()
    assert names == ["One", "Test", "One"]


def test_what_cannot_be_undone_changes_nothing(document: Document) -> None:
    names = _names(document)
    document.undo()
    document.redo()
    assert names == []
    assert document.revision == 0


def test_an_edit_after_undo_takes_the_place_of_what_was_undone(document: Document) -> None:
    document.apply(renamed(document, "One"))
    document.undo()
    document.apply(renamed(document, "Two"))
    document.redo()
    assert document.title == "Two"
    assert document.stack.count() == 1


def test_the_step_has_the_name_of_the_edit(document: Document) -> None:
    document.apply(renamed(document, "One"))
    assert document.stack.undoText() == "Name it One"
    document.undo()
    assert document.stack.redoText() == "Name it One"


def test_the_same_project_is_no_edit(document: Document) -> None:
    document.apply(Edit("Nothing", document.project))
    assert document.stack.count() == 0
    assert document.is_clean


def test_edits_of_one_burst_are_one_step(document: Document) -> None:
    first = document.project
    for name in ("A", "AB", "ABC"):
        document.apply(renamed(document, name, key="name"))
    assert document.stack.count() == 1
    assert document.stack.undoText() == "Name it ABC"
    document.undo()
    assert document.project is first
    document.redo()
    assert document.title == "ABC"


def test_each_edit_of_a_burst_is_told(document: Document) -> None:
    names = _names(document)
    for name in ("A", "AB", "ABC"):
        document.apply(renamed(document, name, key="name"))
    assert names == ["A", "AB", "ABC"]


def test_edits_of_one_burst_are_one_gesture_and_what_ends_it_ends_the_gesture(document: Document) -> None:
    assert document.gesture == ""
    gestures = []
    for name, key in (("A", "name"), ("B", "name"), ("C", "other"), ("D", "")):
        document.apply(replace(renamed(document, name), key=key))
        gestures.append(document.gesture)
    assert gestures[0] == gestures[1] != ""
    assert gestures[2] not in ("", gestures[0])
    assert gestures[3] == ""
    for end in (document.seal, document.undo, document.redo):
        document.apply(replace(renamed(document, "E"), key="name"))
        assert document.gesture != ""
        end()
        assert document.gesture == ""


def test_another_key_begins_another_step(document: Document) -> None:
    document.apply(renamed(document, "A", key="name"))
    document.apply(renamed(document, "B", key="limit"))
    document.apply(renamed(document, "C", key="limit"))
    assert document.stack.count() == 2


def test_edits_without_a_key_are_never_merged(document: Document) -> None:
    document.apply(renamed(document, "A"))
    document.apply(renamed(document, "B"))
    assert document.stack.count() == 2


def test_a_sealed_burst_is_over(document: Document) -> None:
    document.apply(renamed(document, "A", key="name"))
    document.seal()
    document.apply(renamed(document, "B", key="name"))
    assert document.stack.count() == 2
    document.undo()
    assert document.title == "A"


def test_undo_ends_a_burst(document: Document) -> None:
    document.apply(renamed(document, "A", key="name"))
    document.apply(renamed(document, "B", key="other"))
    document.undo()
    document.apply(renamed(document, "C", key="name"))
    assert document.stack.count() == 2


def test_a_burst_that_comes_back_to_where_it_began_leaves_no_step(document: Document) -> None:
    first = document.project
    document.apply(renamed(document, "A", key="name"))
    document.apply(Edit("Name it Test", first, "name"))
    assert document.project is first
    assert document.stack.count() == 0


def test_the_revision_counts_every_replacement(document: Document) -> None:
    seen = [document.revision]
    document.apply(renamed(document, "A"))
    seen.append(document.revision)
    document.undo()
    seen.append(document.revision)
    document.replace(new_project(line([1.0], arrivals=backlog(1))))
    seen.append(document.revision)
    assert seen == [0, 1, 2, 3]


def test_undo_leads_back_to_the_very_beginning(document: Document) -> None:
    first = document.project
    for number in range(2000):
        document.apply(renamed(document, f"Name {number}"))
    assert document.stack.count() == 2000
    for _ in range(2000):
        document.undo()
    assert document.project is first
    assert not document.stack.canUndo()


def test_ten_thousand_steps_take_little_memory(qapp: QApplication) -> None:
    document = Document(new_project(example("software-team")))
    path = f"stages.{document.project.stream.stages[1].id}.wip_limit"
    tracemalloc.start()
    for number in range(1, 1001):
        stream = set_value(document.project.stream, path, number)
        document.apply(Edit(f"Set {number}", replace(document.project, stream=stream)))
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken / 1000 * 10_000 < 100e6


def test_several_steps_are_gone_in_one_jump_that_is_told_once(document: Document) -> None:
    projects = [document.project]
    for name in ("One", "Two", "Three"):
        document.apply(renamed(document, name))
        projects.append(document.project)
    told: list[tuple[object, object]] = []
    document.changed.connect(lambda before, after: told.append((before, after)))
    for step in (0, 3, 1, 1):
        document.go_to(step)
    assert [(projects.index(a), projects.index(b)) for a, b in told] == [(3, 0), (0, 3), (3, 1)]  # type: ignore[arg-type]
    assert (document.project, document.revision) == (projects[1], 3 + 3 + 3 + 2)


def test_what_was_lost_counts_as_edited_and_undo_leads_to_what_was_saved(
    document: Document, tmp_path: Path
) -> None:
    path = tmp_path / "a.headrace"
    save_to(path, document)
    saved = Saved(document.project, path, open_stamped(path)[1])
    lost = renamed(document, "Lost")
    document.replace(new_project(line([1.0], arrivals=backlog(1), name="Other")))
    document.recover(lost, saved)
    seen = [(document.title, document.path, document.is_clean)]
    document.undo()
    seen.append((document.title, document.path, document.is_clean))
    assert seen == [("Lost", path, False), ("Test", path, True)]
    assert document.stamp == saved.stamp


def test_what_was_lost_without_a_file_is_not_saved_whatever_is_undone(document: Document) -> None:
    document.recover(renamed(document, "Lost"))
    assert (document.title, document.path, document.is_clean) == ("Lost", None, False)
    document.apply(renamed(document, "More"))
    document.undo()
    assert (document.title, document.is_clean) == ("Lost", False)


def test_a_version_of_the_file_that_may_be_overwritten_is_not_saved_yet(
    document: Document, tmp_path: Path
) -> None:
    save_to(tmp_path / "a.headrace", document)
    stamp = document.stamp
    document.accept(None)
    assert stamp is not None
    assert (document.stamp, document.is_clean) == (None, False)
    save_to(tmp_path / "a.headrace", document)
    assert (document.stamp == stamp, document.is_clean) == (False, True)


def test_another_project_cannot_be_undone(document: Document, qtbot: QtBot) -> None:
    document.apply(renamed(document, "A"))
    other = new_project(line([1.0], arrivals=backlog(1), name="Other"))
    with qtbot.waitSignal(document.changed) as told:
        document.replace(other)
    assert told.args is not None
    assert told.args[0] is None
    assert told.args[1] is other
    assert not document.stack.canUndo()
    assert document.is_clean


def test_cleanness_follows_saving_editing_and_undoing(document: Document, tmp_path: Path) -> None:
    seen = [document.is_clean]
    document.apply(renamed(document, "A"))
    seen.append(document.is_clean)
    save_to(tmp_path / "a.headrace", document)
    seen.append(document.is_clean)
    document.apply(renamed(document, "B"))
    seen.append(document.is_clean)
    document.undo()
    seen.append(document.is_clean)
    assert seen == [True, False, True, False, True]


def test_a_burst_does_not_reach_over_a_save(document: Document, tmp_path: Path) -> None:
    document.apply(renamed(document, "A", key="name"))
    save_to(tmp_path / "a.headrace", document)
    document.apply(renamed(document, "B", key="name"))
    edited = document.is_clean
    document.undo()
    assert (edited, document.is_clean, document.title) == (False, True, "A")


def test_what_is_saved_is_opened_again(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.headrace"
    document.apply(renamed(document, "Saved"))
    save_to(path, document)
    saved = document.project
    document.replace(new_project(line([1.0], arrivals=backlog(1))))
    open_in(document, path)
    assert (document.project, document.path, document.is_clean) == (saved, path, True)


def test_a_file_that_cannot_be_opened_changes_nothing(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "broken.headrace"
    path.write_bytes(b"no project at all")
    document.apply(renamed(document, "Mine"))
    before = (document.project, document.path, document.revision, document.stack.count())
    with pytest.raises(ProjectFault):
        open_in(document, path)
    assert (document.project, document.path, document.revision, document.stack.count()) == before


def test_a_file_that_cannot_be_written_leaves_the_work_unsaved(document: Document, tmp_path: Path) -> None:
    document.apply(renamed(document, "Mine"))
    with pytest.raises(ProjectFault):
        save_to(tmp_path / "no such folder" / "a.headrace", document)
    assert not document.is_clean
    assert document.path is None


def test_state_changes_are_told(document: Document, tmp_path: Path) -> None:
    told: list[tuple[str, bool, bool]] = []
    document.state_changed.connect(
        lambda: told.append((document.title, document.is_clean, document.stack.canUndo()))
    )
    document.apply(renamed(document, "A"))
    assert told[-1] == ("A", False, True)
    save_to(tmp_path / "a.headrace", document)
    assert told[-1] == ("A", True, True)
    document.undo()
    assert told[-1] == ("Test", False, False)


def test_unchanged_parts_are_shared(document: Document) -> None:
    before: Project = document.project
    document.apply(renamed(document, "A"))
    assert document.project.stream.stages is before.stream.stages
    assert document.project.run is before.run
