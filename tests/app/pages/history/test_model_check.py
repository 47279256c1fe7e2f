"""Model against history on the page: runs, verdicts, pictures, and what is stale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.edit import Edit
from app.pages.history import HistoryPage
from app.pages.history.model_beside import Beside
from app.pages.history.model_control import BESIDE
from app.window import Window
from sim.stream import Stream
from tests.app.pages.history.model_bench import Bench, board, two_pages


@pytest.fixture
def window(open_window: Callable[..., Window]) -> Window:
    """A window that can show the stream too."""
    return two_pages(open_window)


@pytest.fixture
def bench(page: HistoryPage, window: Window, qtbot: QtBot) -> Bench:
    """Somebody at the page, with a stream made of a history of four stages."""
    made = Bench(page, window, qtbot)
    made.put(board())
    made.make()
    return made


def compared(bench: Bench) -> Beside:
    found = bench.page.model.compared
    assert found is not None
    return found[1]


def set_stream(bench: Bench, stream: Stream) -> None:
    project = bench.page.document.project
    bench.page.document.apply(Edit("Change", replace(project, stream=stream)))


def slower(stream: Stream) -> Stream:
    slow = stream.stages[2].model_copy(update={"time_factor": 2.0})
    return stream.model_copy(update={"stages": (*stream.stages[:2], slow, *stream.stages[3:])})


def test_before_any_run_it_says_what_would_be_seen(bench: Bench) -> None:
    bench.press("model.face.check")
    assert bench.read("model.headline") == "Does the model do what the team did?"
    assert not bench.is_seen("model.verdictsCard")
    assert bench.is_seen("model.compare")


def test_the_model_made_here_is_set_beside_the_history(bench: Bench) -> None:
    bench.compare()
    found = compared(bench)
    assert found.check.runs == found.check.asked == 20
    assert bench.read("model.headline") == found.headline
    rows = bench.rows("model.verdicts")
    assert [row[:4] for row in rows] == [list(row.cells[:4]) for row in found.rows]
    marks = {"inside": "✓", "above": "▲", "below": "▼", "unknown": "?"}
    assert [row[4][0] for row in rows] == [marks[row.place] for row in found.rows]
    for one in found.check.unlike:
        assert one in bench.read("model.unlike")
    states = [chart.state for chart in bench.page.model_view.check.charts]
    assert states == [found.times, found.done, *found.flows]
    assert not bench.is_seen("model.beside")


def test_the_verdict_of_a_figure_is_told_in_words(bench: Bench) -> None:
    bench.compare()
    bench.page.model_view.check.table.selectRow(4)
    text = compared(bench).rows[4].text
    assert text.startswith("flow time p85: ")
    assert bench.read("model.verdict") == f"F{text[1:]}."


def test_runs_are_stopped_and_those_made_are_kept(bench: Bench) -> None:
    bench.press("model.face.check")
    bench.page.model_view.check.runs.show_value(5000)
    bench.press("model.compare")
    assert not bench.page.model_view.check.run.isEnabled()
    bench.wait(lambda: " of 5000 runs" in bench.page.model_view.check.progress.text.text())
    bench.wait(lambda: not bench.page.model_view.check.progress.text.text().startswith("0 "))
    bench.press("model.beside.cancel")
    bench.wait(lambda: not bench.page.jobs.is_busy)
    check = compared(bench).check
    assert 0 < check.runs < check.asked == 5000
    assert f"Stopped after {check.runs} of 5000 runs" in bench.read("model.headline")
    assert bench.page.model_view.check.run.isEnabled()


def test_runs_stopped_before_the_first_leave_nothing(bench: Bench) -> None:
    bench.press("model.face.check")
    bench.press("model.compare")
    bench.press("model.beside.cancel")
    assert not bench.page.jobs.is_running(BESIDE)
    assert bench.page.model.compared is None
    assert bench.page.model_view.check.run.isEnabled()
    assert bench.read("model.headline") == "Does the model do what the team did?"


def test_the_projects_stream_is_compared_as_it_is(bench: Bench) -> None:
    bench.press("model.face.check")
    bench.press("model.which.stream")
    name = bench.page.document.project.stream.name
    assert bench.read("model.subject") == f"“{name}” on the Stream page, as it is now."
    bench.compare()
    assert compared(bench).check.stream == bench.page.document.project.stream
    assert "No stage of the stream has the name of one of the history's" in bench.read("model.unlike")


def test_a_stream_at_odds_with_the_history_says_what_to_adjust(bench: Bench) -> None:
    made = bench.page.model.made
    assert made is not None
    set_stream(bench, slower(made.calibration.stream))
    bench.press("model.face.check")
    bench.press("model.which.stream")
    bench.compare()
    assert compared(bench).outside > 0
    assert bench.page.model_view.check._card.property("tone") == "warn"
    assert bench.is_seen("model.adjustCard")
    assert "Build" in bench.read("model.adjust")


def test_once_adopted_what_was_compared_holds_for_the_projects_stream(bench: Bench) -> None:
    bench.compare()
    headline = bench.read("model.headline")
    bench.press("model.adopt")
    assert bench.window.stack.current == "stream"
    bench.window.show_page("history")
    bench.press("model.which.stream")
    assert bench.read("model.headline") == headline
    assert bench.read("model.subject").endswith("is the stream made here.")


def test_a_stream_changed_since_is_to_be_compared_again(bench: Bench) -> None:
    bench.press("model.face.check")
    bench.press("model.which.stream")
    bench.compare()
    before = bench.page.document.project.stream
    set_stream(bench, before.model_copy(update={"name": "Another"}))
    assert bench.page.model.compared is None
    assert (
        bench.read("model.note") == "The project’s stream has changed since it was compared: compare again."
    )
    assert not bench.is_seen("model.verdictsCard")
    assert "Another" in bench.read("model.subject")


def test_a_change_of_the_stream_leaves_the_comparison_of_the_one_made_here(bench: Bench) -> None:
    bench.compare()
    found = compared(bench)
    set_stream(bench, bench.page.document.project.stream.model_copy(update={"name": "Another"}))
    assert bench.page.model.compared == ("made", found)
    assert bench.is_seen("model.verdictsCard")


def test_runs_of_a_stream_that_changes_meanwhile_are_given_up(bench: Bench) -> None:
    bench.press("model.face.check")
    bench.press("model.which.stream")
    bench.page.model_view.check.runs.show_value(5000)
    bench.press("model.compare")
    set_stream(bench, bench.page.document.project.stream.model_copy(update={"name": "Another"}))
    assert not bench.page.jobs.is_running(BESIDE)
    assert bench.page.model_view.check.run.isEnabled()


def test_a_stream_made_anew_forgets_the_comparison_of_the_one_before(bench: Bench) -> None:
    bench.compare()
    bench.press("model.face.found")
    bench.pick("model.limits", "none")
    bench.wait_made()
    assert bench.page.model.compared is None
    bench.press("model.face.check")
    assert not bench.is_seen("model.verdictsCard")


def test_another_history_gives_up_the_runs(bench: Bench) -> None:
    bench.press("model.face.check")
    bench.page.model_view.check.runs.show_value(5000)
    bench.press("model.compare")
    project = bench.page.document.project
    bench.page.document.apply(Edit("Import", replace(project, history=board(90.0, 6))))
    assert not bench.page.jobs.is_running(BESIDE)
    assert bench.page.model.compared is None
    bench.wait_made()


def test_a_stream_that_cannot_run_says_why(bench: Bench) -> None:
    made = bench.page.model.made
    assert made is not None
    broken = made.calibration.stream.model_copy(update={"arrivals": ()})
    set_stream(bench, broken)
    bench.press("model.face.check")
    bench.press("model.which.stream")
    bench.compare()
    assert bench.page.model.compared is None
    assert not bench.is_seen("model.verdictsCard")
    assert bench.read("model.headline") != "Does the model do what the team did?"
    assert bench.page.model_view.check.run.isEnabled()


def test_with_the_same_seed_the_same_is_found(bench: Bench) -> None:
    bench.compare()
    first = compared(bench).rows
    bench.compare()
    assert compared(bench).rows == first
    project = bench.page.document.project
    again = replace(project, run=replace(project.run, seed=9))
    bench.page.document.apply(Edit("Another seed", again))
    bench.compare()
    assert compared(bench).check.seed == 9
    assert compared(bench).rows != first
