"""Everything that can be done to a card: offered by its menu, done to the stream, named and taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.canvas import BACKLOG, DONE
from app.theme import Theme
from sim.stream import errors_among, problems
from tests.app.pages.board_bench import BoardBench


class Bench(BoardBench):
    """A board and its actions on a document, and the menus of its cards."""

    def offered(self, key: str) -> list[QAction]:
        self.parts.board.choose(key)
        return [each for each in self.actions.menu_for(key).actions() if not each.isSeparator()]

    def texts(self, key: str) -> list[str]:
        return [each.text().replace("\t", " · ") for each in self.offered(key)]

    def pick(self, key: str, text: str) -> None:
        next(each for each in self.offered(key) if each.text().startswith(text)).trigger()


Make = Callable[[str], Bench]


@pytest.fixture
def make(theme: Theme, qtbot: QtBot) -> Make:
    return lambda name: Bench(qtbot, theme, name)


@pytest.fixture
def team(make: Make) -> Bench:
    return make("software-team")


ADDING = [
    "Add a work stage here · Ins",
    "Add a wait stage here",
    "Paste stages here · Ctrl+V",
    "Whole board in sight · Ctrl+0",
]
DRAWING = ["Draw rework from here · R", "Draw a way on from here · O"]
COPYING = ["Copy · Ctrl+C", "Cut · Ctrl+X"]


def test_a_work_stage_offers_all_that_can_be_done_with_it(team: Bench) -> None:
    assert team.texts("build") == [
        "Rename · F2",
        "WIP limit… · L",
        "People… · P",
        "Typical time… · T",
        "Let items wait here · K",
        *DRAWING,
        *COPYING,
        "Duplicate · Ctrl+D",
        "Remove · Del",
        *ADDING,
    ]


def test_a_wait_stage_has_neither_people_nor_a_typical_time(team: Bench) -> None:
    assert team.texts("release") == [
        "Rename · F2",
        "WIP limit… · L",
        "Let people work here · K",
        *DRAWING,
        *COPYING,
        "Duplicate · Ctrl+D",
        "Remove · Del",
        *ADDING,
    ]


@pytest.mark.parametrize("key", [DONE, ""])
def test_beside_the_stages_one_can_only_add(team: Bench, key: str) -> None:
    assert team.texts(key) == ADDING


def test_the_backlog_offers_how_much_arrives(team: Bench) -> None:
    assert team.texts(BACKLOG) == [
        "How many arrive… · Enter",
        "Draw a way past the first stage · O",
        *ADDING,
    ]


def test_a_factory_has_machines_and_a_desk_has_agents(make: Make) -> None:
    assert make("factory-line").texts("mill")[2] == "Machines… · P"
    assert make("support-desk").texts("solve")[2] == "Agents… · P"


@pytest.mark.parametrize(
    ("text", "shown"), [("Rename", "Build"), ("WIP limit", "8"), ("People", "5"), ("Typical time", "2 d")]
)
def test_what_is_edited_in_place_opens_on_the_card(team: Bench, text: str, shown: str) -> None:
    team.pick("build", text)
    lines = [each for each in team.parts.board.viewport().findChildren(QLineEdit) if each.isVisible()]
    assert [each.text() for each in lines] == [shown]


@pytest.mark.parametrize(
    ("key", "after"),
    [
        (BACKLOG, ["stage", "analysis", "build", "test", "release"]),
        ("analysis", ["analysis", "stage", "build", "test", "release"]),
        ("release", ["analysis", "build", "test", "release", "stage"]),
        (DONE, ["analysis", "build", "test", "release", "stage"]),
        ("", ["stage", "analysis", "build", "test", "release"]),
    ],
)
def test_a_work_stage_is_added_behind_the_card(team: Bench, key: str, after: list[str]) -> None:
    team.pick(key, "Add a work stage")
    assert team.ids == after
    assert team.done == "Add New stage"
    assert team.parts.board.selected == "stage"
    assert errors_among(problems(team.stream)) == ()


def test_a_wait_stage_is_added_behind_the_card(team: Bench) -> None:
    team.pick("build", "Add a wait stage")
    assert team.ids == ["analysis", "build", "wait", "test", "release"]
    assert team.stream.stage("wait").kind == "wait"
    assert team.done == "Add a wait stage"


def test_a_copy_stands_behind_its_original_and_is_chosen(team: Bench) -> None:
    team.pick("build", "Duplicate")
    copy = team.parts.board.selected
    assert team.ids == ["analysis", "build", copy, "test", "release"]
    assert team.stream.stage(copy).time == team.stream.stage("build").time
    assert team.done == "Duplicate Build"


@pytest.mark.parametrize(("gone", "chosen"), [("analysis", "build"), ("build", "test"), ("release", "test")])
def test_after_a_stage_is_removed_its_neighbour_is_chosen(team: Bench, gone: str, chosen: str) -> None:
    before = team.ids
    team.pick(gone, "Remove")
    assert team.ids == [each for each in before if each != gone]
    assert team.parts.board.selected == chosen
    team.document.undo()
    assert team.ids == before


def test_with_a_stage_goes_every_way_back_to_it(team: Bench) -> None:
    assert [way.to for way in team.stream.stage("test").rework] == ["build"]
    team.pick("build", "Remove")
    assert team.stream.stage("test").rework == ()
    team.document.undo()
    assert [way.to for way in team.stream.stage("test").rework] == ["build"]


def test_a_stage_is_moved_there_and_back(team: Bench) -> None:
    team.actions.move("test", 0)
    assert (team.ids, team.done) == (["test", "analysis", "build", "release"], "Move Test")
    team.document.undo()
    assert team.ids == ["analysis", "build", "test", "release"]


def test_the_only_stage_cannot_be_removed_and_it_says_so(team: Bench) -> None:
    for stage in ("analysis", "build", "test"):
        team.actions.remove(stage)
    team.actions.remove("release")
    assert team.ids == ["release"]
    assert len(team.refused) == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "Check", "Rename Test to Check"),
        ("wip_limit", 3, "Set WIP limit of Test to 3"),
        ("wip_limit", None, "Set WIP limit of Test to none"),
        ("workers", 4, "Set people of Test to 4"),
        ("time", 2.0, "Set time of Test"),
    ],
)
def test_what_is_entered_on_a_card_is_named_and_taken_back(
    team: Bench, field: str, value: object, said: str
) -> None:
    before = team.stream
    team.parts.board.field_edited.emit("test", field, value)
    assert team.done == said
    assert team.stream != before
    team.document.undo()
    assert team.stream == before


def test_a_value_that_does_not_fit_is_refused_and_changes_nothing(team: Bench) -> None:
    before = team.stream
    team.parts.board.field_edited.emit("test", "workers", "many")
    assert team.stream == before
    assert len(team.refused) == 1
    assert team.done == ""


def test_in_a_factory_machines_are_set(make: Make) -> None:
    factory = make("factory-line")
    factory.parts.board.field_edited.emit("mill", "workers", 3)
    assert factory.done == "Set machines of Mill to 3"


def test_another_seed_is_an_edit_like_any_other(team: Bench) -> None:
    team.actions.set_seed(7)
    assert (team.document.project.run.seed, team.done) == (7, "Set seed to 7")
    team.document.undo()
    assert team.document.project.run.seed == 1


def test_every_structural_edit_is_taken_back_in_turn_and_done_again(team: Bench) -> None:
    seen = [team.ids]
    team.actions.add_wait_stage(1)
    seen.append(team.ids)
    team.actions.duplicate("build")
    seen.append(team.ids)
    team.actions.move("analysis", 3)
    seen.append(team.ids)
    team.actions.remove("wait")
    seen.append(team.ids)
    back = [seen[-1]]
    while team.document.stack.canUndo():
        team.document.undo()
        back.append(team.ids)
    assert back == seen[::-1]
    forth = [back[-1]]
    while team.document.stack.canRedo():
        team.document.redo()
        forth.append(team.ids)
    assert forth == seen
