"""From nothing: a question asked of one card and set beside others; what else a planner tells of the work."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.canvas import BoardView
from app.pages.stream import StreamPage
from sim.stream import Scenario, Stream
from tests.journeys.person import CONTROL, Person

NAME = "Do people 2 → 3"


def stream(person: Person) -> Stream:
    return person.project.stream


def scenarios(person: Person) -> list[Scenario]:
    return list(person.project.scenarios)


def board(person: Person) -> BoardView:
    return person.see(BoardView, "board")


def undo(person: Person) -> None:
    person.press(Qt.Key.Key_Z, CONTROL)


def pixels(person: Person, colour: str) -> int:
    """Count what is painted on the board in a colour."""
    seen = board(person).grab().toImage()
    return sum(
        seen.pixelColor(x, y).name().upper() == colour
        for x in range(0, seen.width(), 2)
        for y in range(0, seen.height(), 2)
    )


@pytest.fixture
def planner(person: Person) -> Person:
    """A planner with a new stream, the first stage chosen."""
    person.press(Qt.Key.Key_N, CONTROL)
    person.wait(lambda: [stage.name for stage in stream(person).stages] == ["Do", "Check"])
    person.choose_card("do")
    return person


def ask_for_one_more(planner: Person) -> None:
    """Ask what one more person in the chosen stage would do, and read the answer."""
    planner.pick("trial.lever", "people")
    assert planner.read("trial.value") == "= 3?"
    planner.wait(lambda: planner.read("trial.lines").startswith("Flow time 85"))
    planner.wait_for_jobs()


def test_a_question_asked_of_a_card_is_set_beside_others_and_taken_back(planner: Person) -> None:
    ask_for_one_more(planner)
    answer = planner.read("trial.lines")
    planner.click("trial.open")
    assert planner.window.stack.current == "what-if"
    assert scenarios(planner) == [Scenario(name=NAME, changes=(("stages.do.workers", 3),))]
    planner.wait(lambda: planner.read("whatIf.verdict").startswith(f"{NAME}: 85"))
    assert [row[0] for row in planner.rows("whatIf.table")] == ["Today", NAME]
    planner.go("stream")
    assert board(planner).selected == "do"
    assert planner.see(QComboBox, "trial.lever").currentText() == "people"
    assert planner.read("trial.lines") == answer
    undo(planner)
    assert scenarios(planner) == []
    assert stream(planner).stages[0].workers == 2


def test_a_question_is_asked_of_a_run_under_way_and_what_was_changed_is_kept(planner: Person) -> None:
    ask_for_one_more(planner)
    page = planner.page
    assert isinstance(page, StreamPage)
    planner.press(Qt.Key.Key_Return, CONTROL)
    planner.wait(lambda: page.run.player.done > 3)
    planner.write("inspector.wip_limit", "5")
    assert planner.see(QComboBox, "trial.lever").currentText() == "people"
    planner.click("trial.open")
    assert [one.name for one in scenarios(planner)] == [NAME]
    planner.go("stream")
    assert page.run.player.state == "paused"
    assert planner.read("keepStrip.text") == "Changed once while it ran."
    planner.click("keepStrip.keep")
    assert [change.set for change in stream(planner).plan] == [{"stages.do.wip_limit": 5}]
    assert stream(planner).stages[0].wip_limit == 3
    undo(planner)
    assert (stream(planner).plan, stream(planner).stages[0].wip_limit) == ((), 5)
    undo(planner)
    undo(planner)
    assert (scenarios(planner), stream(planner).stages[0].wip_limit) == ([], 3)


def test_work_is_made_to_wait_and_back(planner: Person) -> None:
    begun = stream(planner)
    planner.pick("inspector.kind", "items wait")
    assert [card.kind for card in board(planner).board.cards] == ["backlog", "wait", "work", "done"]
    undo(planner)
    assert stream(planner) == begun
    assert [card.kind for card in board(planner).board.cards] == ["backlog", "work", "work", "done"]


def test_what_a_type_is_and_looks_like_is_told_and_taken_back(planner: Person) -> None:
    begun = stream(planner)
    first = begun.item_types[0].id
    board(planner).setFocus()
    planner.press(Qt.Key.Key_Escape)
    planner.unfold("classes")
    planner.click("inspector.classes.add")
    planner.unfold("types")
    at = f"inspector.item_types.{first}."
    assert pixels(planner, "#CC79A7") == 0
    planner.write(f"{at}name", "Order")
    planner.pick(f"{at}shape", "star")
    planner.pick(f"{at}colour", "pink")
    planner.pick(f"{at}class", "Expedite")
    kind = stream(planner).item_types[0]
    assert (kind.name, kind.shape, kind.colour, kind.class_id) == ("Order", "star", "#CC79A7", "expedite")
    assert pixels(planner, "#CC79A7") > 50
    for left in (4, 3, 2, 1):
        assert planner.lent.document.stack.index() == left + 1
        undo(planner)
    assert stream(planner).item_types == begun.item_types
    assert pixels(planner, "#CC79A7") == 0
    undo(planner)
    assert stream(planner) == begun
    assert planner.see(QLineEdit, f"{at}name").text() == begun.item_types[0].name


def test_hours_feedback_and_a_team_are_told_and_taken_back(planner: Person) -> None:
    begun = stream(planner)
    planner.pick("inspector.team", "a new team")
    board(planner).setFocus()
    planner.press(Qt.Key.Key_Escape)
    planner.unfold("teams")
    planner.write("inspector.teams.team.name", "Crew")
    assert [card.team.name for card in board(planner).board.cards if card.team] == ["Crew"]
    planner.unfold("feedback")
    planner.click("inspector.feedback.add")
    assert board(planner).board.feedback.startswith("each ")
    planner.unfold("calendar")
    planner.write("inspector.calendar.hours_per_day", "6")
    assert stream(planner).calendar.hours_per_day == 6
    assert "6 hours from" in planner.read_all()
    while planner.lent.document.stack.canUndo():
        undo(planner)
    assert stream(planner) == begun
    assert board(planner).board.feedback == ""
    assert not [card for card in board(planner).board.cards if card.team]
