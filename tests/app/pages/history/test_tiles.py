"""Tiles of the History page: what belongs to a number is read whole, in fewer words where they are narrow."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.pages.history.figures import efficiency, metrics_of
from app.pages.history.tiles import NotedTile
from sim.metrics import DayRule, summarise, whole
from tests.app.pages.history.page_bench import stored, teams

LOG = teams().log


@pytest.mark.parametrize(
    ("rule", "whole_note", "brief"),
    [
        ("inclusive", "calendar days, both counted", "calendar days"),
        ("elapsed", "exact time elapsed", "exact time"),
        ("working", "working days, both counted", "working days"),
    ],
)
def test_the_rule_is_read_whole_in_narrow_tiles_too(
    rule: DayRule, whole_note: str, brief: str, qtbot: QtBot
) -> None:
    tile = NotedTile("tile")
    qtbot.addWidget(tile)
    tile.show_metric(metrics_of(LOG, summarise(LOG, whole(LOG), rule))[1])
    tile.resize(400, 90)
    with qtbot.waitExposed(tile):
        tile.show()
    assert tile.note.shown == whole_note
    tile.resize(tile.minimumSizeHint().expandedTo(tile.minimumSize()))
    qtbot.waitUntil(lambda: tile.note.shown == brief)
    assert not tile.note.is_cut
    assert tile.note.toolTip() == whole_note


def test_of_many_waiting_stages_a_narrow_tile_says_how_many() -> None:
    header = "ID,Backlog,Waiting for test,Build,Ready,Done"
    row = "1,2025-01-01,2025-01-02,2025-01-03,2025-01-06,2025-01-07"
    log = stored(header, row).log
    waiting = [stage.name for stage in log.stages[log.commitment :] if stage.state == "waiting"]
    told = efficiency(log, 0.5)
    assert waiting
    assert told.note == f"waiting: {', '.join(waiting)}"
    assert told.note_brief == f"waiting: {len(waiting)} stage{'s' * (len(waiting) != 1)}"
