"""Looking back through a run on the Stream page: timeline, board, charts, and the way back to the present."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from app.canvas import Area
from app.document import Document
from app.pages.stream import StreamPage
from app.pages.stream.change_words import ChangeMade
from app.pages.stream.time_slider import TimeSlider
from app.theme import Theme
from sim.store import new_project
from sim.stream import example
from tests.app.pages.stream.page_bench import (
    PATIENCE,
    enter,
    field,
    limit_on_card,
    run_to,
    seen,
    text,
    tools_of,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


def set_value(page: StreamPage, path: str, value: object) -> None:
    page.gestures.set_value(path, value)


def where(page: StreamPage) -> str:
    return text(page, "timeline.where")


def test_without_a_run_there_is_no_timeline(page: StreamPage, qtbot: QtBot) -> None:
    assert not page.parts.timeline.isVisible()
    run_to(page, 20.0, qtbot)
    assert page.parts.timeline.isVisible()
    page.run.reset()
    assert not page.parts.timeline.isVisible()


def test_the_board_shows_the_moment_looked_at_and_then_the_present_again(
    page: StreamPage, qtbot: QtBot
) -> None:
    run_to(page, 30.0, qtbot)
    then = seen(page.parts.board.frame_shown)
    moment = page.run.player.now
    run_to(page, 60.0, qtbot)
    now = seen(page.parts.board.frame_shown)
    back = page.around.back
    back.look(moment)
    assert seen(page.parts.board.frame_shown) == then
    assert back.moment == moment
    assert where(page) == f"Day {moment:.1f} of {page.run.player.now:.1f}"
    button = page.findChild(QPushButton, "timeline.back")
    assert button is not None
    assert button.isEnabled()
    button.click()
    assert seen(page.parts.board.frame_shown) == now
    assert not button.isEnabled()
    assert page.around.back.shown == page.run.player.now


def test_the_charts_get_a_line_at_the_moment_and_lose_it_again(page: StreamPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.parts.charts))
    run_to(page, 40.0, qtbot)
    page.around.back.look(12.0)
    timed = [chart for chart in page.parts.charts if chart.has_time]
    assert timed
    assert [chart.marks.moment for chart in timed] == [12.0] * len(timed)
    page.around.back.back()
    assert [chart.marks.moment for chart in timed] == [None] * len(timed)


def test_run_goes_on_from_the_present(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 40.0, qtbot)
    present = page.run.player.now
    page.around.back.look(5.0)
    tools_of(page).run.click()
    assert page.around.back.moment is None
    assert page.run.player.state == "playing"
    page.run.player.stop()
    assert page.run.player.now >= present


def test_a_run_that_plays_stands_while_it_is_looked_through(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 40.0, qtbot)
    tools_of(page).run.click()
    page.around.back.look(5.0)
    stands = page.run.player.now
    qtbot.wait(60)
    assert (page.run.player.state, page.run.player.now) == ("paused", stands)
    assert page.parts.board.frame_shown.time == 5.0


def test_step_goes_on_event_by_event_from_the_moment_until_the_present(
    page: StreamPage, qtbot: QtBot
) -> None:
    run_to(page, 10.0, qtbot)
    assert page.run.run is not None
    times = sorted(set(page.run.run.log().time.tolist()))
    present = page.run.player.now
    page.around.back.look(times[-3])
    tools_of(page).step.click()
    assert page.around.back.moment == times[-2]
    tools_of(page).step.click()
    assert page.around.back.moment is None
    assert page.run.player.now == present
    tools_of(page).step.click()
    assert page.run.player.now > present


def test_events_are_gone_through_backwards_too_down_to_the_first(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 5.0, qtbot)
    assert page.run.run is not None
    times = sorted(set(page.run.run.log().time.tolist()))
    assert times[-1] == page.run.player.now
    visited = []
    for _ in range(len(times) + 2):
        page.around.back.step(-1)
        visited.append(page.around.back.moment)
    assert visited[: len(times) - 1] == times[-2::-1]
    assert visited[-1] == times[0]


def test_a_card_shows_the_limit_of_the_moment_looked_at(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 20.0, qtbot)
    set_value(page, "stages.test.wip_limit", 2)
    run_to(page, 40.0, qtbot)
    assert limit_on_card(page, "test") == 2
    page.around.back.look(10.0)
    assert limit_on_card(page, "test") == 5
    page.around.back.look(30.0)
    assert limit_on_card(page, "test") == 2
    page.around.back.look(10.0)
    page.around.back.back()
    assert limit_on_card(page, "test") == 2


@pytest.mark.parametrize(
    ("path", "value", "undone"),
    [
        ("stages.test.wip_limit", 2, "Test limit 2 → 5"),
        ("stages.test.workers", 4, "Test people 4 → 2"),
        ("stages.test.time.mean", 0.5, "Test time mean 0.5 d → mean 1.3 d"),
        ("item_types.feature.share", 0.9, "Feature share"),
        ("arrivals.0.time.mean", 3.0, "Time between arrivals 3 day"),
        ("stages.test.rework.build.probability", 0.4, "Test rework 40"),
    ],
)
def test_a_change_is_flagged_on_timeline_and_charts_and_so_is_its_undoing(
    page: StreamPage, qtbot: QtBot, path: str, value: object, undone: str
) -> None:
    qtbot.waitUntil(lambda: bool(page.parts.charts))
    run_to(page, 20.0, qtbot)
    changed_at = page.run.player.now
    set_value(page, path, value)
    run_to(page, 40.0, qtbot)
    page.document.undo()
    marks = page.parts.timeline.slider.marks
    assert [mark.time for mark in marks] == pytest.approx([changed_at, page.run.player.now], abs=1e-4)
    assert marks[1].text.startswith(undone)
    flags = next(chart for chart in page.parts.charts if chart.has_time).marks.changes
    assert [(flag.time, flag.text) for flag in flags] == [(mark.time, mark.text) for mark in marks]


def test_the_size_of_a_team_changed_is_flagged(page: StreamPage, document: Document, qtbot: QtBot) -> None:
    document.replace(new_project(example("product-team")))
    run_to(page, 20.0, qtbot)
    set_value(page, "teams.dev.size", 8)
    run_to(page, 22.0, qtbot)
    assert [mark.text for mark in page.parts.timeline.slider.marks] == ["Developers size 5 → 8"]


def test_a_change_brings_back_the_present(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 40.0, qtbot)
    page.around.back.look(10.0)
    set_value(page, "stages.test.wip_limit", 2)
    assert page.around.back.moment is None
    assert page.parts.timeline.slider.marks[0].time == pytest.approx(page.run.player.now, abs=1e-4)


def test_flags_go_with_the_run(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 20.0, qtbot)
    set_value(page, "stages.test.wip_limit", 2)
    page.around.back.look(3.0)
    page.run.reset()
    assert page.around.back.moment is None
    run_to(page, 5.0, qtbot)
    assert list(page.parts.timeline.slider.marks) == []


def test_keys_of_the_window_go_through_the_run(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 20.0, qtbot)
    page.activateWindow()
    qtbot.waitActive(page)
    present = page.run.player.now
    board = page.parts.board
    board.setFocus()
    for key, expected in ((Qt.Key.Key_Home, 0.0), (Qt.Key.Key_End, None)):
        QTest.keyClick(board, key, Qt.KeyboardModifier.AltModifier)
        assert page.around.back.moment == expected
    QTest.keyClick(board, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    moment = page.around.back.moment
    assert moment is not None
    assert 0 < moment < present
    QTest.keyClick(board, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.around.back.moment is None


def test_what_keys_do_is_found_by_its_name_too_once_there_is_a_run(page: StreamPage, qtbot: QtBot) -> None:
    def enabled() -> dict[str, bool]:
        return {action.text().split("\t")[0]: action.isEnabled() for action in page.actions()}

    assert "Look one event back" in enabled()
    assert not any(enabled()[name] for name in enabled() if name.startswith("Look"))
    run_to(page, 20.0, qtbot)
    assert all(enabled()[name] for name in enabled() if name.startswith("Look"))
    next(action for action in page.actions() if action.text().startswith("Tell the life")).trigger()
    assert page.around.items.item is not None


# --- the slider by itself ----------------------------------------------------------------------------------


class Seen:
    """A slider, and what it asked for."""

    def __init__(self, slider: TimeSlider) -> None:
        self.slider = slider
        self.asked: list[object] = []
        slider.looked.connect(lambda moment: self.asked.append(round(moment, 6)))
        slider.stepped.connect(lambda by: self.asked.append(f"step {by}"))
        slider.left.connect(lambda: self.asked.append("now"))


@pytest.fixture
def asked(theme: Theme, qtbot: QtBot) -> Seen:
    slider = TimeSlider(theme)
    qtbot.addWidget(slider)
    slider.resize(418, 26)
    slider.show_time(100.0, 40.0)
    slider.show_marks((ChangeMade(20.0, "Test limit 5 → 2"), ChangeMade(60.0, "Test people 2 → 3")))
    with qtbot.waitExposed(slider):
        slider.show()
    return Seen(slider)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_Left, "step -1"),
        (Qt.Key.Key_Right, "step 1"),
        (Qt.Key.Key_PageDown, 35.0),
        (Qt.Key.Key_PageUp, 45.0),
        (Qt.Key.Key_Home, 0.0),
        (Qt.Key.Key_End, "now"),
        (Qt.Key.Key_Escape, "now"),
    ],
)
def test_keys_of_the_slider(asked: Seen, key: Qt.Key, expected: object) -> None:
    QTest.keyClick(asked.slider, key)
    assert asked.asked == [expected]


def test_control_and_arrows_go_by_changes_and_then_to_the_ends(asked: Seen) -> None:
    for moment, key in ((40.0, Qt.Key.Key_Left), (20.0, Qt.Key.Key_Left), (40.0, Qt.Key.Key_Right)):
        asked.slider.show_time(100.0, moment)
        QTest.keyClick(asked.slider, key, CONTROL)
    asked.slider.show_time(100.0, 60.0)
    QTest.keyClick(asked.slider, Qt.Key.Key_Right, CONTROL)
    assert asked.asked == [20.0, 0.0, 60.0, "now"]


def test_dragging_goes_through_the_run_and_past_its_end_is_now(asked: Seen) -> None:
    slider = asked.slider
    x = {time: QPoint(round(slider.x_of(time)), 13) for time in (25.0, 50.0)}
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=x[25.0])
    QTest.mouseMove(slider, x[50.0])
    QTest.mouseMove(slider, QPoint(slider.width(), 13))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton)
    QTest.mouseMove(slider, x[25.0])
    assert asked.asked[0] == 25.0
    assert asked.asked[-1] == "now"
    assert len(asked.asked) == 3


def test_the_slider_tells_changes_under_the_pointer(asked: Seen, qtbot: QtBot) -> None:
    slider = asked.slider
    at = QPoint(round(slider.x_of(20.0)) + 2, 10)
    QApplication.sendEvent(slider, QHelpEvent(QEvent.Type.ToolTip, at, slider.mapToGlobal(at)))
    assert QToolTip.text() == "Test limit 5 → 2"
    assert slider.text_at(slider.x_of(40.0)) == ""
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_the_slider_stands_where_it_is_told_without_asking(asked: Seen) -> None:
    asked.slider.show_time(200.0, 50.0)
    assert asked.slider.value() == 2500
    asked.slider.show_time(200.0, None)
    assert asked.slider.value() == asked.slider.maximum()
    assert asked.asked == []


def test_a_flag_is_painted_where_a_change_was_made(asked: Seen, theme: Theme) -> None:
    slider = asked.slider
    flagged = slider.grab().toImage()
    slider.show_marks(())
    plain = slider.grab().toImage()
    differing = {
        x
        for x in range(plain.width())
        for y in range(plain.height())
        if plain.pixelColor(x, y) != flagged.pixelColor(x, y)
    }
    near = {
        x for time in (20.0, 60.0) for x in range(round(slider.x_of(time)) - 3, round(slider.x_of(time)) + 12)
    }
    assert differing
    assert differing <= near


def test_an_item_in_the_past_lies_where_it_lay(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 30.0, qtbot)
    page.around.back.look(0.0)
    frame = page.parts.board.frame_shown
    assert sum(frame.counts) == sum(pile.count for pile in frame.piles.values())
    assert set(frame.piles) <= {(card, area) for card in range(6) for area in Area}


def test_an_editor_opened_in_the_past_shows_what_holds_now(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 30.0, qtbot)
    limit = limit_on_card(page, "test")
    assert limit is not None
    set_value(page, "stages.test.wip_limit", limit + 2)
    page.around.back.look(10.0)
    assert limit_on_card(page, "test") == limit
    page.parts.board.choose("test")
    page.parts.board.edit("wip_limit")
    assert page.around.back.moment is None
    editor = field(page, "inPlace.wip_limit")
    assert editor.text() == str(limit + 2)
    enter(editor, str(limit))
    assert page.document.project.stream.stage("test").wip_limit == limit


def test_to_the_end_leaves_a_run_that_is_there_alone(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 5.0, qtbot)
    said: list[str] = []
    page.status.connect(said.append)
    ended = page.run.run
    tools_of(page).end.click()
    qtbot.waitUntil(lambda: page.run.player.state == "ended", timeout=PATIENCE)
    for button in (tools_of(page).end, tools_of(page).step):
        said.clear()
        button.click()
        assert page.run.run is ended
        assert said[-1].startswith("The run is at its end.")


def test_a_run_let_go_in_the_past_is_told_of_no_more(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 20.0, qtbot)
    said: list[str] = []
    page.status.connect(said.append)
    page.around.back.look(5.0)
    assert said[-1].startswith("Looking back")
    tools_of(page).reset.click()
    assert said[-1] == ""
