"""Items on the Stream page: what a token tells under the pointer, and the panel of the one chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from app.canvas import Area
from app.pages.stream import StreamPage
from app.pages.stream.item_panel import ItemPanel
from app.pages.stream.item_words import tell_item, tip_of
from app.pages.stream.life_strip import LifeStrip, colours_of
from app.theme import DARK, LIGHT, Theme
from sim.log import Doing, LogStage, LogTeam
from sim.metrics import item_life
from sim.stream import Vocabulary
from tests.app.pages.stream.page_bench import part, run_to, text
from tests.log.story import BACK_AND_BLOCKED, told

WORDS = Vocabulary()
LOG = told(BACK_AND_BLOCKED, end=20.0)


# --- in words ----------------------------------------------------------------------------------------------


def test_a_finished_life_is_told_stage_by_stage() -> None:
    said = tell_item(item_life(LOG, 0), LOG, WORDS)
    assert (said.title, said.present) == ("Feature 0", "Done on day 12.0")
    assert said.figures == "Age 12.0 days · flow time 11.0 days · worked on for 55\u00a0% of it"
    assert said.visits == (
        (WORDS.backlog, "day 0.0 – 1.0", "waited 1.0"),
        ("Build", "day 1.0 – 7.0", "waited 1.0 · worked on 2.0 · blocked 2.0 · waited for room 1.0"),
        ("Test", "day 7.0 – 8.0", "worked on 1.0"),
        ("Build again", "day 8.0 – 10.0", "worked on 2.0"),
        ("Test", "day 10.0 – 12.0", "waited 1.0 · worked on 1.0"),
    )


@pytest.mark.parametrize(
    ("moment", "present"),
    [
        (0.5, "not started yet for 0.5 days"),
        (1.5, "Build: waiting for 0.5 days"),
        (2.5, "Build: being worked on for 0.5 days"),
        (4.0, "Build: blocked for 1.0 days"),
        (6.5, "Build: finished, waiting for room for 0.5 days"),
    ],
)
def test_what_an_item_does_now_is_told(moment: float, present: str) -> None:
    assert tell_item(item_life(LOG, 0, moment), LOG, WORDS).present.endswith(present)


def test_what_leaves_a_wait_stage_waits_to_go_on_for_room_or_for_a_release() -> None:
    stages = (LogStage("build", "Approval", kind="wait"), LogStage("test", "Test", workers=1))
    log = told(BACK_AND_BLOCKED, stages=stages)
    assert tell_item(item_life(log, 0, 6.5), log, WORDS).present == (
        "Approval: ready, waiting to go on for 0.5 days"
    )
    assert tell_item(item_life(log, 0), log, WORDS).visits[1][2].endswith("waited to go on 1.0")


def test_the_tip_tells_type_number_place_and_age() -> None:
    assert tip_of(item_life(LOG, 0, 4.0), LOG, WORDS) == (
        "Feature 0\nBuild: blocked for 1.0 days\nAge 4.0 days"
    )


def test_a_class_is_told_where_there_are_several() -> None:
    log = told(BACK_AND_BLOCKED, classes=("Standard", "Expedite"))
    assert tell_item(item_life(log, 0), log, WORDS).title == "Feature 0 · Standard"


def test_where_people_divide_their_time_an_item_is_in_work_beside_others() -> None:
    """The time in somebody's hands is not called time worked: its part of that is not known."""
    stages = (LogStage("build", "Build", team=0), LogStage("test", "Test", workers=1))
    log = told(BACK_AND_BLOCKED, stages=stages, teams=(LogTeam("dev", "Developers", 1, multitask=3),))
    said = tell_item(item_life(log, 0), log, WORDS)
    assert said.figures.endswith("in somebody's hands, some beside others, for 55\u00a0% of it")
    assert said.visits[1][2] == "waited 1.0 · in work beside others 2.0 · blocked 2.0 · waited for room 1.0"
    assert said.visits[2][2] == "worked on 1.0"
    now = tell_item(item_life(log, 0, 2.5), log, WORDS)
    assert now.present == "Build: in work, perhaps beside others, for 0.5 days"


# --- the strip ---------------------------------------------------------------------------------------------


def test_the_strip_is_as_long_as_the_life_and_work_stands_higher_than_waiting(
    theme: Theme, qtbot: QtBot
) -> None:
    strip = LifeStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(240, 40)
    strip.show_life(item_life(LOG, 0), ("Backlog", "Build", "Test", "Build", "Test"), "told")
    strip.grab()
    doings = [doing for doing, _ in strip.boxes]
    assert doings[:5] == [Doing.NEW, Doing.WAITING, Doing.WORKING, Doing.BLOCKED, Doing.WORKING]
    assert [round(box.left()) for _, box in strip.boxes][:4] == [0, 20, 40, 60]
    assert strip.boxes[-1][1].right() == pytest.approx(240)
    heights = {doing: box.height() for doing, box in strip.boxes}
    assert heights[Doing.WORKING] > heights[Doing.WAITING]
    assert strip.accessibleName() == "told"


def test_every_doing_has_a_colour() -> None:
    assert set(colours_of(LIGHT)) == set(colours_of(DARK)) == set(Doing)


# --- on the page -------------------------------------------------------------------------------------------


@pytest.fixture
def page(page: StreamPage, qtbot: QtBot) -> StreamPage:
    """A page whose run has come to day 30."""
    run_to(page, 30.0, qtbot)
    return page


def lying(page: StreamPage, card: int) -> list[int]:
    piles = page.parts.board.frame_shown.piles
    return [item for area in Area for item in (piles[card, area].items if (card, area) in piles else ())]


def token_point(page: StreamPage, item: int) -> QPoint:
    board = page.parts.board
    at = board.token_position(item)
    assert at is not None
    return board.mapFromScene(at)


def some_item(page: StreamPage) -> int:
    return next(item for card in (2, 1, 3) for item in lying(page, card))


def test_a_click_on_a_token_opens_its_panel_and_escape_closes_it(page: StreamPage, qtbot: QtBot) -> None:
    item = some_item(page)
    board, panel = page.parts.board, part(page, ItemPanel, "itemPanel")
    QTest.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=token_point(page, item))
    assert panel.isVisible()
    assert f" {item} · " in panel.told.title
    assert page.rect().contains(panel.geometry())
    assert not panel.geometry().contains(board.viewport().mapTo(page, token_point(page, item)))
    page.activateWindow()
    qtbot.waitActive(page)
    board.setFocus()
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert page.around.items.item is None


def test_i_goes_through_the_items_of_the_chosen_stage_and_round(page: StreamPage, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitActive(page)
    board = page.parts.board
    board.setFocus()
    board.choose("build")
    items = lying(page, 2)
    assert len(items) > 1
    visited = []
    for _ in range(len(items) + 1):
        QTest.keyClick(board, Qt.Key.Key_I)
        visited.append(page.around.items.item)
    assert visited == [*items, items[0]]
    QTest.keyClick(board, Qt.Key.Key_I, Qt.KeyboardModifier.ShiftModifier)
    assert page.around.items.item == items[-1]


def test_without_a_stage_chosen_i_goes_through_the_whole_board(page: StreamPage) -> None:
    page.parts.board.choose("")
    page.around.items.step(1)
    first = page.around.items.item
    assert first in lying(page, next(card for card in range(5) if lying(page, card)))
    page.around.items.close()
    page.around.items.step(-1)
    assert page.around.items.item not in lying(page, 5)


def test_the_panel_follows_the_run_and_the_past(page: StreamPage, qtbot: QtBot) -> None:
    item = some_item(page)
    page.around.items.open(item)
    panel = part(page, ItemPanel, "itemPanel")
    before = panel.told
    run_to(page, 36.0, qtbot)
    assert panel.told != before
    assert page.run.run is not None
    log = page.run.run.log()
    words = page.document.project.stream.vocabulary
    assert panel.told == tell_item(item_life(log, item, page.run.player.now), log, words)
    page.around.back.look(30.0)
    assert panel.told == tell_item(item_life(log, item, 30.0), log, words)


def test_the_list_has_a_row_for_each_stage_that_the_item_was_in(page: StreamPage) -> None:
    page.around.items.open(some_item(page))
    panel = part(page, ItemPanel, "itemPanel")
    rows = panel.findChild(QListWidget, "item.visits")
    assert rows is not None
    assert rows.count() == len(panel.told.visits)
    name, when, did = panel.told.visits[-1]
    assert rows.item(rows.count() - 1).text() == f"{name}  {when}\n{did}"
    assert text(panel, "item.title") == panel.told.title
    assert panel.accessibleName().startswith(panel.told.title)


def test_the_close_button_closes_and_a_reset_closes_too(page: StreamPage) -> None:
    panel = part(page, ItemPanel, "itemPanel")
    page.around.items.open(some_item(page))
    button = panel.findChild(QToolButton, "item.close")
    assert button is not None
    button.click()
    assert not panel.isVisible()
    page.around.items.open(some_item(page))
    page.run.reset()
    assert not panel.isVisible()
    page.around.items.step(1)
    assert not panel.isVisible()


def test_the_chosen_token_is_framed_on_the_board(page: StreamPage) -> None:
    item = some_item(page)
    board = page.parts.board
    plain = board.viewport().grab().toImage()
    board.mark_token(item)
    framed = board.viewport().grab().toImage()
    at = token_point(page, item)
    changed = [
        QPointF(x, y)
        for x in range(at.x() - 30, at.x() + 30)
        for y in range(at.y() - 30, at.y() + 30)
        if plain.pixelColor(x, y) != framed.pixelColor(x, y)
    ]
    assert changed
    board.mark_token(None)
    assert board.viewport().grab().toImage() == plain


def test_a_token_under_the_pointer_tells_itself_and_a_card_its_own(page: StreamPage, qtbot: QtBot) -> None:
    item = some_item(page)
    viewport = page.parts.board.viewport()
    at = token_point(page, item)
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, at, viewport.mapToGlobal(at)))
    first, second, third = QToolTip.text().split("\n")
    assert first.split(" · ")[0].endswith(f" {item}")
    assert ":" in second
    assert third.startswith("Age ")
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_the_panel_covers_the_side_and_none_of_the_board(page: StreamPage, qtbot: QtBot) -> None:
    page.around.items.open(some_item(page))
    panel, side = part(page, ItemPanel, "itemPanel"), page.parts.side
    page.setMinimumSize(800, 560)
    for width, height in ((1300, 800), (984, 604), (800, 560)):
        page.resize(width, height)
        qtbot.waitUntil(lambda: panel.geometry().size() == side.size())
        board = QRect(page.parts.board.mapTo(page, QPoint(0, 0)), page.parts.board.size())
        assert panel.is_at_home
        assert not panel.geometry().intersects(board)


def test_where_the_side_is_folded_the_panel_stands_beside_its_token(page: StreamPage, qtbot: QtBot) -> None:
    page.setMinimumSize(800, 560)  # a page within a window may be smaller than its parts would like
    page.resize(800, 560)
    qtbot.waitUntil(lambda: page.parts.side.is_small)
    page.parts.side.toggle()
    qtbot.waitUntil(lambda: page.parts.side.width() < 100)
    item = some_item(page)
    page.around.items.open(item)
    panel = part(page, ItemPanel, "itemPanel")
    assert not panel.is_at_home
    assert page.rect().contains(panel.geometry())
    assert not panel.geometry().contains(page.parts.board.viewport().mapTo(page, token_point(page, item)))


def test_the_panel_stays_in_sight_when_the_window_becomes_smaller(page: StreamPage) -> None:
    page.around.items.open(some_item(page))
    panel = part(page, ItemPanel, "itemPanel")
    panel.move(page.width() - panel.width(), page.height() - panel.height())
    page.resize(900, 600)
    assert page.rect().contains(panel.geometry())
