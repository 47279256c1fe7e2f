"""A trainer changes a limit while a stream runs, takes that back, and goes back through what happened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.canvas import BoardView
from app.pages.stream import StreamPage
from app.pages.stream.item_panel import ItemPanel
from app.pages.stream.time_slider import TimeSlider
from sim.log import Kind
from tests.journeys.person import CONTROL, Person

TEST = 3
"""Number of the card Test: the backlog is 0."""
ALT = Qt.KeyboardModifier.AltModifier


def page_of(person: Person) -> StreamPage:
    page = person.page
    assert isinstance(page, StreamPage)
    return page


def in_test_at(page: StreamPage, moment: float) -> int:
    """Count the items in Test at a moment, by walking through the log."""
    assert page.run.run is not None
    log, where = page.run.run.log(), {}
    for time, item, kind, stage in zip(log.time, log.item, log.kind, log.stage, strict=True):
        if time <= moment and kind in (Kind.ENTERED, Kind.DONE):
            where[int(item)] = int(stage) if kind == Kind.ENTERED else -1
    return sum(stage == TEST - 1 for stage in where.values())


def set_limit(person: Person, text: str) -> None:
    person.choose_card("test")
    person.press(Qt.Key.Key_L)
    person.write("inPlace.wip_limit", text)


@pytest.mark.slow
def test_a_limit_is_changed_in_a_run_and_the_run_is_looked_through_afterwards(person: Person) -> None:
    page = page_of(person)
    player, board = page.run.player, person.see(BoardView, "board")
    person.click("run.play")
    person.wait(lambda: person.read_button("run.play") == "Pause")
    player.speed = 100.0
    person.wait(lambda: player.now > 60)
    set_limit(person, "2")
    person.wait(lambda: player.now > 130)
    person.press(Qt.Key.Key_Z, CONTROL)
    person.wait(lambda: player.now > 190)

    slider = person.see(TimeSlider, "timeline.slider")
    lowered, raised = (mark.time for mark in slider.marks)
    assert [mark.text for mark in slider.marks] == ["Test limit 5 → 2", "Test limit 2 → 5"]

    middle = (lowered + raised) / 2
    QTest.mousePress(
        slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(middle)), slider.height() // 2)
    )
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton)
    assert person.read_button("run.play") == "Run"
    seen = board.frame_shown
    assert seen.time == pytest.approx(middle, abs=2.0)
    assert seen.counts[TEST] == in_test_at(page, seen.time) <= 2
    card = board.card("test")
    assert card is not None
    assert card.state.limit == 2
    flagged = [chart for chart in page.parts.charts if chart.has_time]
    assert flagged
    assert all(chart.marks.moment == seen.time for chart in flagged)
    assert all(len(chart.marks.changes) == 2 for chart in flagged)

    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Left, CONTROL)
    assert page.around.back.moment == lowered
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert board.frame_shown.time < lowered
    assert card.state.limit == 5
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert board.frame_shown.time == 0.0

    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    board.setFocus()
    board.choose("")
    QTest.keyClick(board, Qt.Key.Key_I)
    panel = person.see(ItemPanel, "itemPanel")
    assert panel.told.present
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert not panel.isVisible()

    present = player.now
    QTest.keyClick(board, Qt.Key.Key_End, ALT)
    assert board.frame_shown.time == present
    assert person.see(QLabel, "timeline.where").text() == f"Day {present:.0f}"
    person.click("run.play")
    person.wait(lambda: player.now > present)
    person.click("run.play")
