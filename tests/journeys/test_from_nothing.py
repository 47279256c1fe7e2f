"""A planner models four stages from nothing with the keyboard and runs them; a trainer shows a factory."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.canvas import BoardView
from app.pages.stream import StreamPage
from sim.store import new_project
from sim.stream import example
from tests.journeys.person import CONTROL, PLAIN, Person

FOUR = ("Design", "Build", "Test", "Ship")


def page_of(person: Person) -> StreamPage:
    page = person.page
    assert isinstance(page, StreamPage)
    return page


def board_of(person: Person) -> BoardView:
    return person.see(BoardView, "board")


def type_here(person: Person, text: str) -> None:
    """Type where the focus is, and press Enter."""
    target = person.window.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)
    QTest.keyClick(target, Qt.Key.Key_Return)


def on_board(person: Person, *keys: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    board_of(person).setFocus()
    for key in keys:
        person.press(key, modifier)


def fill_in(person: Person, key: Qt.Key, text: str) -> None:
    """Open the editor that a key stands for, and enter another value."""
    on_board(person, key)
    type_here(person, text)


def names(person: Person) -> list[str]:
    return [stage.name for stage in person.project.stream.stages]


def model_four_stages(person: Person) -> None:
    """Begin with a new stream and make four stages of it, mouse untouched."""
    person.press(Qt.Key.Key_N, CONTROL)
    person.wait(lambda: names(person) == ["Do", "Check"])
    board_of(person).setFocus()
    on_board(person, Qt.Key.Key_Right, Qt.Key.Key_Right)
    fill_in(person, Qt.Key.Key_F2, "Design")
    on_board(person, Qt.Key.Key_Right)
    fill_in(person, Qt.Key.Key_F2, "Build")
    for name in ("Test", "Ship"):
        on_board(person, Qt.Key.Key_Insert)
        type_here(person, name)


@pytest.fixture
def planner(person: Person) -> Person:
    model_four_stages(person)
    return person


def test_four_stages_are_made_with_the_keyboard_alone(planner: Person) -> None:
    assert names(planner) == list(FOUR)
    fill_in(planner, Qt.Key.Key_L, "4")
    fill_in(planner, Qt.Key.Key_P, "3")
    fill_in(planner, Qt.Key.Key_T, "0,5")
    last = planner.project.stream.stages[-1]
    assert (last.wip_limit, last.workers, last.time and last.time.p50) == (4, 3, 0.5)
    assert board_of(planner).accessibleDescription() == "Ship, 3 people, WIP limit 4, half in 0.5 d"


def test_a_stage_is_moved_copied_and_removed_with_the_keyboard(planner: Person) -> None:
    on_board(planner, Qt.Key.Key_Left, modifier=CONTROL)
    assert names(planner) == ["Design", "Build", "Ship", "Test"]
    on_board(planner, Qt.Key.Key_D, modifier=CONTROL)
    assert len(names(planner)) == 5
    on_board(planner, Qt.Key.Key_Delete)
    on_board(planner, Qt.Key.Key_Right, modifier=CONTROL)
    assert sorted(names(planner)) == sorted(FOUR)


def test_all_that_was_made_is_taken_back_to_the_beginning(planner: Person) -> None:
    while planner.lent.document.stack.canUndo():
        planner.press(Qt.Key.Key_Z, CONTROL)
    assert names(planner) == ["Do", "Check"]
    while planner.lent.document.stack.canRedo():
        planner.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert names(planner) == list(FOUR)


def limit_in_force(person: Person) -> int | None:
    """Give the WIP limit under which the run's last stage works now."""
    run = page_of(person).run.run
    assert run is not None
    return run.stream.stages[-1].wip_limit


def test_what_was_made_runs_is_steered_and_begun_again(planner: Person) -> None:
    planner.press(Qt.Key.Key_Return, CONTROL)
    control = page_of(planner).run
    planner.wait(lambda: control.player.done > 5)
    planner.press(Qt.Key.Key_Return, CONTROL)
    assert planner.read_button("run.play") == "Run"
    moment = control.player.now
    on_board(planner, Qt.Key.Key_L)
    type_here(planner, "1")
    assert planner.said[-1] == f"The change holds from day {moment:.1f} on."
    assert limit_in_force(planner) == 1
    planner.press(Qt.Key.Key_Z, CONTROL)
    assert limit_in_force(planner) is None
    planner.press(Qt.Key.Key_Period, CONTROL)
    assert control.player.now > moment
    planner.press(Qt.Key.Key_Backspace, CONTROL)
    assert control.run is None
    assert planner.read("metric.velocity.value") == "–"


def test_another_project_opened_while_one_runs_stands_still_from_the_beginning(planner: Person) -> None:
    planner.press(Qt.Key.Key_Return, CONTROL)
    control = page_of(planner).run
    planner.wait(lambda: control.player.state == "playing")
    planner.lent.document.replace(new_project(example("support-desk")))
    assert (control.run, control.player.state) == (None, "empty")
    assert board_of(planner).frame_shown.counts == ()
    assert planner.read_button("run.play") == "Run"


def test_a_page_left_while_it_runs_waits_where_it_was(planner: Person) -> None:
    planner.press(Qt.Key.Key_Return, CONTROL)
    control = page_of(planner).run
    planner.wait(lambda: control.player.done > 0)
    planner.go("history")
    stood = control.player.now
    planner.go("stream")
    assert (control.player.state, control.player.now) == ("paused", stood)


def texts_in_sight(person: Person) -> list[str]:
    """Read everything that can be read, heard or pointed at on the page."""
    widgets = [each for each in person.page.findChildren(QWidget) if each.isVisible()]
    words = [each.accessibleName() for each in widgets] + [each.toolTip() for each in widgets]
    words += [each.text() for each in person.page.findChildren(QLabel) if each.isVisible()]
    cards = board_of(person).board.cards
    return [*words, *(text for card in cards for text in (card.people_text, card.time_text))]


def test_a_factory_speaks_of_parts_machines_and_shipping(person: Person) -> None:
    person.lent.document.replace(new_project(example("factory-line")))
    control = page_of(person).run
    control.play(person.project)
    person.wait(lambda: control.player.done > 20)
    person.press(Qt.Key.Key_Return, CONTROL)
    person.wait_for_jobs()
    for stage in ("", "mill", "wash"):
        board_of(person).choose(stage if board_of(person).card(stage) else "")
        foreign = [
            text
            for text in texts_in_sight(person)
            if {"item", "items", "people", "person", "release"} & set(text.casefold().split())
        ]
        assert set(foreign) == set()
