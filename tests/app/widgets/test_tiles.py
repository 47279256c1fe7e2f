"""Cards, tiles and what stands where there is nothing yet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme import Theme
from app.widgets import (
    Card,
    DistributionBar,
    DistributionTile,
    EmptyState,
    Explanation,
    Metric,
    MetricTile,
    TileRow,
)
from tests.app.widgets.inside import label_in, tool_in

FLOW_TIME = Metric(
    "Flow time (85 %)", "11.2", "days", "▼ 1.9", "good", "of 412 items", "plain", "From commitment."
)


@pytest.mark.parametrize(
    ("wide", "larger", "roles"),
    [(700, 1.0, ("unit", "number")), (600, 1.0, ("caption", "number")), (800, 1.5, ("caption", "figure"))],
)
def test_tiles_close_up_before_they_cut_a_number(
    wide: int, larger: float, roles: tuple[str, str], qtbot: QtBot
) -> None:
    tiles = tuple(MetricTile(f"tile{place}") for place in range(5))
    row = TileRow(tiles)
    qtbot.addWidget(row)
    row.fit(wide, larger)
    found = [(tile._unit.property("role"), tile._value.property("role")) for tile in tiles]
    assert found == [roles] * 5


def test_a_narrow_tile_shortens_its_unit_and_keeps_its_number(qtbot: QtBot) -> None:
    tile = MetricTile("tile")
    qtbot.addWidget(tile)
    tile.show_metric(Metric("Net value", "12 807", "/ week", unit_brief="/wk"))
    tile.resize(tile.minimumSizeHint())
    with qtbot.waitExposed(tile):
        tile.show()
    assert tile._unit.shown == "/wk"
    assert tile._value.width() >= tile._value.sizeHint().width()
    tile.resize(300, tile.height())
    qtbot.waitUntil(lambda: tile._unit.shown == "/ week")


def test_a_card_without_a_title_gives_it_no_room(theme: Theme, qtbot: QtBot) -> None:
    with_title, without = Card("Cumulative flow"), Card()
    for card in (with_title, without):
        qtbot.addWidget(card)
        card.show()
    assert without.sizeHint().height() < with_title.sizeHint().height()
    without.set_title("Now")
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QApplication.processEvents()
    assert without.sizeHint().height() == with_title.sizeHint().height()


def test_a_card_is_named_by_its_title(qtbot: QtBot) -> None:
    card = Card("Cumulative flow", "cfd")
    qtbot.addWidget(card)
    assert (card.objectName(), card.accessibleName()) == ("cfd", "Cumulative flow")
    card.set_tone("accent")
    assert card.property("tone") == "accent"


def test_a_tile_shows_a_metric(qtbot: QtBot) -> None:
    tile = MetricTile("flowTime")
    qtbot.addWidget(tile)
    tile.show_metric(FLOW_TIME)
    shown = [
        label_in(tile, f"flowTime.{part}").text() for part in ("label", "value", "unit", "delta", "note")
    ]
    assert shown == ["Flow time (85 %)", "11.2", "days", "▼ 1.9", "of 412 items"]
    assert label_in(tile, "flowTime.delta").property("tone") == "good"
    assert tile.accessibleName() == "Flow time (85 %) 11.2 days of 412 items"


def test_a_tile_without_a_number_shows_a_dash(qtbot: QtBot) -> None:
    tile = MetricTile("flowTime")
    qtbot.addWidget(tile)
    tile.show_metric(FLOW_TIME)
    tile.show_metric(Metric("Flow time"))
    assert label_in(tile, "flowTime.value").text() == "–"
    assert [label_in(tile, f"flowTime.{part}").isVisibleTo(tile) for part in ("unit", "delta", "note")] == [
        False,
        False,
        False,
    ]
    assert not tool_in(tile, "flowTime.how").isVisibleTo(tile)


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_a_tile_explains_on_request(theme: Theme, qtbot: QtBot) -> None:
    tile = MetricTile("flowTime")
    qtbot.addWidget(tile)
    tile.show_metric(FLOW_TIME)
    tile.show()
    tool_in(tile, "flowTime.how").click()
    (note,) = tile.findChildren(Explanation)
    assert note.isVisible()
    assert note.title.text() == "Flow time (85 %)"
    assert label_in(note, "explanation.text").text() == "From commitment."
    note.close()
    qtbot.waitUntil(lambda: not tile.findChildren(Explanation))


def test_tiles_of_numbers_are_equally_wide_and_all_tiles_equally_high(theme: Theme, qtbot: QtBot) -> None:
    tiles = tuple(MetricTile(f"tile{k}") for k in range(4))
    bar = DistributionBar("bar")
    row = TileRow((*tiles, DistributionTile("Flow distribution", bar, "distribution")))
    qtbot.addWidget(row)
    tiles[0].show_metric(FLOW_TIME)
    row.resize(1200, row.sizeHint().height())
    row.show()
    every = row.findChildren(Card)
    *numbers, distribution = (card.width() for card in every)
    assert max(numbers) - min(numbers) <= 1
    assert distribution > max(numbers)  # a legend needs more room than a number
    assert len({card.height() for card in every}) == 1


def test_an_empty_state_says_what_to_do_next(qtbot: QtBot, theme: Theme) -> None:
    empty = EmptyState("No history yet", "Import an export of work items.", "Import…", "history.empty")
    qtbot.addWidget(empty)
    told: list[bool] = []
    empty.asked.connect(lambda: told.append(True))
    empty.button.click()
    empty.set_picture(theme.picture("history"))
    empty.say("Still none", "Really.")
    assert told == [True]
    assert label_in(empty, "history.empty.title").text() == "Still none"
    assert not EmptyState("A", "B").button.isVisibleTo(None)  # type: ignore[arg-type]
