"""Where the parts of the Stream page stand, and what is handed on to its charts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.canvas import board_state
from app.charts import ChangeMark
from app.pages.stream.layout import StreamLayout, arrangement_of
from app.pages.stream.live_charts import ChartChoice
from app.theme import Theme
from app.widgets import ElidedLabel, Metric, MetricTile
from sim.stream import Vocabulary, example

CHANGES = (ChangeMark(3.0, "Test limit 4 → 6"),)


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """A widget to stand the parts in, kept for the length of a test."""
    return QWidget()


@pytest.fixture
def parts(qtbot: QtBot, theme: Theme, holder: QWidget) -> StreamLayout:
    """The parts of a page, charts made."""
    qtbot.addWidget(holder)
    made = StreamLayout(theme, holder)
    made.make_charts()
    return made


def test_a_moment_and_changes_reach_every_chart(parts: StreamLayout) -> None:
    parts.show_moment(4.5)
    parts.show_marks(CHANGES)
    assert [chart.marks.moment for chart in parts.charts] == [4.5] * 3
    assert [chart.marks.changes for chart in parts.charts] == [CHANGES] * 3


def test_charts_made_later_show_what_was_told_before(qtbot: QtBot, theme: Theme, holder: QWidget) -> None:
    qtbot.addWidget(holder)
    parts = StreamLayout(theme, holder)
    parts.show_moment(4.5)
    parts.show_marks(CHANGES)
    parts.make_charts()
    assert [(chart.marks.moment, chart.marks.changes) for chart in parts.charts] == [(4.5, CHANGES)] * 3


def test_a_new_run_begins_without_moment_and_changes(parts: StreamLayout) -> None:
    parts.show_moment(4.5)
    parts.show_marks(CHANGES)
    parts.show_nothing(Vocabulary())
    assert [(chart.marks.moment, chart.marks.changes) for chart in parts.charts] == [(None, ())] * 3


def test_a_chart_enlarged_takes_the_place_of_the_board_and_gives_it_back(
    qtbot: QtBot, parts: StreamLayout, holder: QWidget
) -> None:
    holder.resize(1200, 800)
    with qtbot.waitExposed(holder):
        holder.show()
    low = parts.charts[1].height()
    parts.row.enlarge("scatter")
    assert not parts.board.isVisible()
    qtbot.waitUntil(lambda: parts.charts[0].height() > 1.5 * low)
    parts.row.shrink()
    assert parts.board.isVisible()
    qtbot.waitUntil(lambda: parts.charts[1].height() == low)


def test_the_charts_are_those_of_the_choice_made_last(qtbot: QtBot, theme: Theme, holder: QWidget) -> None:
    qtbot.addWidget(holder)
    parts = StreamLayout(theme, holder, ChartChoice(("ageing", "flow", "utilisation")))
    assert not parts.charts
    parts.make_charts()
    assert [chart.title for chart in parts.charts] == [
        "Ageing work in progress",
        "Cumulative flow",
        "Utilisation",
    ]


def show_low(qtbot: QtBot, parts: StreamLayout, holder: QWidget, name: str) -> None:
    """Show an example that has run for a while on the page of a small window."""
    stream = example(name)
    holder.resize(984, 604)
    parts.fit(984, 604)
    parts.show_stream(stream)
    parts.show_board(board_state(stream), {})
    parts.timeline.show_time(100.0, None, "day")
    parts.timeline.show()
    with qtbot.waitExposed(holder):
        holder.show()
    qtbot.waitUntil(lambda: parts.timeline.height() > 0)


@pytest.mark.parametrize("name", ["product-team", "factory-line"])
def test_nothing_overlaps_on_a_low_page(
    qtbot: QtBot, parts: StreamLayout, holder: QWidget, name: str
) -> None:
    show_low(qtbot, parts, holder, name)
    assert parts.board.geometry().bottom() < parts.timeline.geometry().top()
    assert all(chart.height() >= chart.minimumHeight() for chart in parts.charts)
    assert parts.row.geometry().bottom() <= holder.height()


@pytest.mark.parametrize("name", ["software-team", "factory-line", "support-desk"])
def test_on_a_low_page_charts_below_the_board_have_a_picture_to_read(
    qtbot: QtBot, parts: StreamLayout, holder: QWidget, name: str
) -> None:
    show_low(qtbot, parts, holder, name)
    assert not parts.side.is_small
    assert min(chart.height() for chart in parts.charts) >= 150


def test_many_ways_on_a_low_page_send_the_charts_to_the_side(
    qtbot: QtBot, parts: StreamLayout, holder: QWidget
) -> None:
    show_low(qtbot, parts, holder, "product-team")
    assert parts.side.is_small
    parts.side.turn_to("charts")
    assert min(chart.height() for chart in parts.charts) >= 150
    parts.show_board(board_state(example("software-team")), {})
    assert not parts.side.is_small


def test_a_low_page_keeps_how_a_metric_changed_and_leaves_out_what_it_is(
    qtbot: QtBot, parts: StreamLayout, holder: QWidget
) -> None:
    tile = holder.findChild(MetricTile, "metric.velocity")
    assert tile is not None
    says, trend = (holder.findChild(ElidedLabel, f"metric.velocity.{what}") for what in ("says", "trend"))
    assert says is not None
    assert trend is not None
    parts.fit(984, 604)
    tile.show_metric(Metric("Flow velocity", "5", "/ week", says="done, on average", trend="= no change"))
    assert (says.isHidden(), trend.isHidden()) == (True, False)
    parts.fit(1300, 800)
    assert (says.isHidden(), trend.isHidden()) == (False, False)


# --- where there is little room ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height", "larger", "arrangement"),
    [
        (1340, 820, 1.0, "wide"),
        (984, 604, 1.0, "narrow"),
        (844, 540, 1.0, "small"),
        (1296, 776, 20 / 13, "narrow"),
        (942, 576, 20 / 13, "small"),
        (960, 583, 18 / 13, "small"),
    ],
)
def test_the_arrangement_follows_room_and_text(
    width: int, height: int, larger: float, arrangement: str
) -> None:
    assert arrangement_of(width, height, larger) == arrangement


@pytest.fixture
def small(qtbot: QtBot, parts: StreamLayout, holder: QWidget) -> StreamLayout:
    """The parts of a small page."""
    holder.resize(800, 560)
    parts.fit(800, 560)
    with qtbot.waitExposed(holder):
        holder.show()
    return parts


def test_on_a_small_page_charts_are_a_leaf_of_the_side(small: StreamLayout) -> None:
    assert small.inspector.isVisible()
    assert not small.row.isVisible()
    small.side.turn_to("charts")
    assert not small.inspector.isVisible()
    assert small.row.isVisible()
    tops = [chart.y() for chart in small.charts]
    assert tops == sorted(set(tops))
    assert small.board.isVisible()


def test_the_charts_go_back_below_the_board_where_there_is_room(
    small: StreamLayout, holder: QWidget, qtbot: QtBot
) -> None:
    small.side.turn_to("charts")
    holder.resize(1300, 800)
    small.fit(1300, 800)
    qtbot.waitUntil(lambda: len({chart.y() for chart in small.charts}) == 1)
    assert all(chart.isVisible() for chart in small.charts)
    assert small.inspector.isVisible()
    assert small.row.mapTo(holder, QPoint(0, 0)).y() > small.board.mapTo(holder, QPoint(0, 0)).y()


def test_a_folded_side_leaves_its_room_to_the_board(small: StreamLayout, qtbot: QtBot) -> None:
    before = small.board.width()
    small.side.fold.click()
    qtbot.waitUntil(lambda: small.board.width() > before + 200)
    assert (small.side.fold.isVisible(), small.inspector.isVisible()) == (True, False)
    small.side.fold.click()
    qtbot.waitUntil(lambda: small.board.width() == before)
    assert small.inspector.isVisible()


def test_a_chart_alone_on_a_small_page_has_the_room_of_the_board(small: StreamLayout, qtbot: QtBot) -> None:
    small.row.enlarge("scatter")
    assert not small.board.isVisible()
    qtbot.waitUntil(lambda: small.charts[0].width() > 700)
    small.row.shrink()
    assert small.board.isVisible()
    qtbot.waitUntil(lambda: small.charts[0].width() < 400)
