"""A team lead imports a board, makes a stream of it, compares it, takes it over and runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.pages.history import HistoryPage
from app.pages.stream import StreamPage
from sim.store import open_project
from tests.journeys.conftest import SitDown
from tests.journeys.person import CONTROL, Person
from tests.journeys.test_a_date_from_a_file import import_by_the_button, save_and_reopen
from tests.screens.histories import write_stages

STAGES = ["Analysis", "Build", "Test", "Release"]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A year of a team, stage by stage, as its board would export it."""
    return write_stages(tmp_path / "board.csv", 200)


def make_a_stream(person: Person) -> HistoryPage:
    """Make a stream of the history in sight."""
    page = person.page
    assert isinstance(page, HistoryPage)
    person.click("history.makeStream")
    person.wait(lambda: page.model.made is not None)
    return page


def compare(person: Person, page: HistoryPage, runs: int) -> str:
    """Set the model beside the history, and read what came of it."""
    person.click("model.face.check")
    person.write("model.runs", str(runs))
    person.click("model.compare")
    person.wait(lambda: page.model.compared is not None and not person.lent.jobs.is_busy)
    return person.read("model.headline")


def test_a_board_becomes_a_stream_that_runs(person: Person, board: Path) -> None:
    import_by_the_button(person, board)
    before = person.project
    page = make_a_stream(person)
    assert [row[0] for row in person.rows("model.stages")] == ["Arrivals", *STAGES]
    assert "items begun" in person.read("model.fact.looked")

    said = compare(person, page, 40)
    inside, _, judged = said.split(" figures ")[0].partition(" of ")
    assert int(inside) >= int(judged) - 2  # of twenty, one lies outside by chance
    assert "flow time p85" in " ".join(row[0].casefold() for row in person.rows("model.verdicts"))

    person.click("model.adopt")
    assert person.window.stack.current == "stream"
    assert [stage.name for stage in person.project.stream.stages] == STAGES
    stream = person.page
    assert isinstance(stream, StreamPage)
    person.wait(lambda: stream.run.run is not None)
    frame = stream.parts.board.frame_shown
    assert frame is not None
    assert sum(pile.count for pile in frame.piles.values()) == len(person.project.stream.board) > 0

    person.click("run.play")
    person.wait(lambda: stream.run.player.events > 20)
    person.click("run.reset")
    person.press(Qt.Key.Key_Z, CONTROL)
    assert person.project is before
    person.wait_for_jobs()


@pytest.mark.slow
def test_a_stream_made_here_is_saved_and_can_be_compared_again(
    sit_down: SitDown, board: Path, tmp_path: Path
) -> None:
    person = sit_down()
    import_by_the_button(person, board)
    said = compare(person, make_a_stream(person), 40)
    person.click("model.adopt")
    person.wait_for_jobs()
    file = tmp_path / "team.headrace"
    again = save_and_reopen(sit_down, person, file)
    assert open_project(file).stream == again.project.stream
    again.go("history")
    page = make_a_stream(again)
    again.click("model.face.check")
    again.click("model.which.stream")
    assert compare(again, page, 40) == said


def test_by_keys_alone(person: Person, board: Path) -> None:
    import_by_the_button(person, board)
    page = make_a_stream(person)
    person.press(Qt.Key.Key_Escape)
    assert page.overview.isVisible()
    person.press(Qt.Key.Key_Space)  # back on the button that led there
    person.wait(page.model_view.isVisible)
    seen = set()
    for _ in range(60):
        person.press(Qt.Key.Key_Tab)
        focus = person.window.focusWidget()
        assert focus is not None
        seen.add(focus.objectName())
    wanted = {"model.days", "model.touch", "model.limits", "model.stages", "model.adopt"}
    assert wanted <= seen


def test_the_real_backlog_of_a_team(person: Person, shared_data: Path) -> None:
    import_by_the_button(person, shared_data / "01_azure_devops_lighthouse_backlog.csv")
    page = make_a_stream(person)
    assert [row[0] for row in person.rows("model.stages")] == ["Arrivals", "In progress"]
    assert "24 hours of it: 59 % of all events are at weekends" in person.read("model.assumed")
    assert compare(person, page, 40).startswith("10 of 10 figures of the history lie within")
