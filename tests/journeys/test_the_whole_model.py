"""From nothing: one team for two stages, blockers, a skip and a loop; the team grows on the way; a plan."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.canvas import BoardView
from app.pages.stream import StreamPage
from sim.stream import Stream, errors_among, problems
from tests.journeys.person import CONTROL, Person


def page_of(person: Person) -> StreamPage:
    page = person.page
    assert isinstance(page, StreamPage)
    return page


def stream(person: Person) -> Stream:
    return person.project.stream


def nothing_chosen(person: Person) -> None:
    """Leave the cards: the inspector shows the stream."""
    person.see(BoardView, "board").setFocus()
    person.press(Qt.Key.Key_Escape)


def share_a_team(person: Person) -> None:
    """Let one new team do both stages."""
    person.choose_card("do")
    person.pick("inspector.team", "a new team")
    person.write("inspector.teams.team.size", "3")
    person.choose_card("check")
    person.pick("inspector.team", "Team")


def block_some(person: Person) -> None:
    """Block a fifth of what is done, for a while; let the worker wait with none of it."""
    person.choose_card("do")
    person.unfold("blockers")
    person.pick("inspector.blockers", "by chance")
    person.write("inspector.blockers.probability", "20")
    person.write("inspector.blockers.time.p50", "1,5")


def let_some_pass(person: Person) -> None:
    """Let two fifths of the second type pass the check by."""
    person.choose_card("check")
    person.unfold("onward")
    kind = stream(person).item_types[1].id
    person.write(f"inspector.skip.{kind}", "40")


def close_the_loop(person: Person) -> None:
    """Let what is done bring new work."""
    nothing_chosen(person)
    person.unfold("feedback")
    person.click("inspector.feedback.add")
    person.write("inspector.feedback.0.mean_count", "0,25")
    person.write("inspector.feedback.0.after.mean", "5")


@pytest.fixture
def planner(person: Person) -> Person:
    person.press(Qt.Key.Key_N, CONTROL)
    person.wait(lambda: [stage.name for stage in stream(person).stages] == ["Do", "Check"])
    for step in (share_a_team, block_some, let_some_pass, close_the_loop):
        step(person)
    return person


def test_what_is_modelled_stands_in_the_stream_and_on_the_board(planner: Person) -> None:
    made = stream(planner)
    assert errors_among(problems(made)) == ()
    assert [stage.team for stage in made.stages] == ["team", "team"]
    assert made.stages[0].blockers is not None
    assert (made.stages[0].blockers.probability, made.stages[0].blockers.time.p50) == (0.2, 1.5)
    assert made.stages[1].skip == {made.item_types[1].id: 0.4}
    assert (made.feedback[0].mean_count, made.feedback[0].after.mean) == (0.25, 5.0)
    board = planner.see(BoardView, "board").board
    assert [card.team.name for card in board.cards if card.team is not None] == ["Team", "Team"]
    assert [way.text for way in board.onward] == [f"{made.item_types[1].name} 40 %"]
    assert board.feedback.startswith("each ")


def test_all_of_it_is_taken_back_step_by_step_and_made_again(planner: Person) -> None:
    made = stream(planner)
    while planner.lent.document.stack.canUndo():
        planner.press(Qt.Key.Key_Z, CONTROL)
    assert stream(planner).teams == ()
    assert stream(planner).feedback == ()
    while planner.lent.document.stack.canRedo():
        planner.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert stream(planner) == made


def test_it_runs_the_team_grows_on_the_way_and_that_is_kept_as_a_plan(planner: Person) -> None:
    begun_with = stream(planner)
    planner.press(Qt.Key.Key_Return, CONTROL)
    control = page_of(planner).run
    planner.wait(lambda: control.player.done > 12)
    planner.press(Qt.Key.Key_Return, CONTROL)
    moment = control.player.now
    planner.choose_card("do")
    planner.write("inspector.teams.team.size", "5")
    assert planner.said[-1] == f"The change holds from day {moment:.1f} on."
    planner.press(Qt.Key.Key_Return, CONTROL)
    planner.wait(lambda: control.player.done > 24)
    planner.press(Qt.Key.Key_Return, CONTROL)
    assert planner.read("keepStrip.text") == "Changed once while it ran."
    planner.click("keepStrip.keep")
    kept = stream(planner)
    assert kept.model_copy(update={"plan": ()}) == begun_with
    assert [change.set for change in kept.plan] == [{"teams.team.size": 5}]
    assert kept.plan[0].at == pytest.approx(moment, abs=1e-5)
    assert "The plan sets it to 5" in planner.read_all()
    rows = [column.tolist() for column in control.run.rows()] if control.run is not None else []
    planner.press(Qt.Key.Key_Backspace, CONTROL)
    planner.press(Qt.Key.Key_Period, CONTROL)
    planner.wait(lambda: control.run is not None)
    assert control.run is not None
    control.run.advance_to(rows[0][-1])
    again = [column.tolist()[: len(rows[0])] for column in control.run.rows()]
    assert again == rows


def test_the_busy_bars_are_those_of_the_team(planner: Person) -> None:
    planner.press(Qt.Key.Key_Return, CONTROL)
    control = page_of(planner).run
    planner.wait(lambda: control.player.done > 15)
    planner.press(Qt.Key.Key_Return, CONTROL)
    planner.wait_for_jobs()
    board = planner.see(BoardView, "board")
    planner.wait(lambda: all(use_of(board, key) is not None for key in ("do", "check")))
    assert use_of(board, "do") == use_of(board, "check")
    assert str(use_of(board, "do")).startswith("Team: ")
    assert planner.see(QAbstractButton, "run.play").text() == "Run"


def use_of(board: BoardView, key: str) -> str | None:
    card = board.card(key)
    return None if card is None or card.live.use is None else card.live.use.sentence
