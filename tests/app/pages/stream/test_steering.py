"""Every kind of change to a run under way holds from that instant on, is flagged, and is undone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas import BACKLOG
from app.canvas.mix import bar_of, borders
from app.document import Document
from app.pages.stream import StreamPage
from sim.engine import LiveRun
from sim.log import Kind
from sim.store import new_project
from sim.stream import Stream, WipGroup, example, set_value
from tests.app.pages.stream.page_bench import PATIENCE, change, run_to, start

GROUP = (WipGroup(id="hands", name="Hands on", stages=("build", "test"), limit=9),)


@dataclass(frozen=True)
class Change:
    """What is changed, and how it and its undoing are flagged."""

    stream: str
    path: str
    value: object
    done: str
    undone: str


CHANGES = (
    Change("software-team", "stages.test.wip_limit", 2, "Test limit 5 → 2", "Test limit 2 → 5"),
    Change("software-team", "stages.test.wip_limit", None, "Test limit 5 → none", "Test limit none → 5"),
    Change("software-team", "stages.test.workers", 4, "Test people 2 → 4", "Test people 4 → 2"),
    Change("product-team", "teams.dev.size", 2, "Developers size 5 → 2", "Developers size 2 → 5"),
    Change(
        "software-team",
        "wip_groups.hands.limit",
        3,
        "Limit of Hands on 9 → 3",
        "Limit of Hands on 3 → 9",
    ),
    Change(
        "software-team",
        "item_types.feature.share",
        0.9,
        "Feature share 50\u00a0% → 90\u00a0%",
        "Feature share 90\u00a0% → 50\u00a0%",
    ),
    Change(
        "software-team",
        "stages.build.time",
        {"family": "constant", "value": 1.0},
        "Build time half in 2 d → 1 d",
        "Build time 1 d → half in 2 d",
    ),
    Change(
        "software-team",
        "arrivals.0.time.mean",
        3.0,
        "Time between arrivals 0.8 day → 3 day",
        "Time between arrivals 3 day → 0.8 day",
    ),
    Change(
        "software-team",
        "stages.release.cadence.every",
        5.0,
        "Release cadence every 10 → 5",
        "Release cadence every 5 → 10",
    ),
    Change("software-team", "stages.build.on_finish", "hold", "Build on finish free → hold", ""),
)


def stream_of(name: str) -> Stream:
    stream = example(name).model_copy(update={"plan": ()})
    return stream.model_copy(update={"wip_groups": GROUP}) if name == "software-team" else stream


def open_stream(page: StreamPage, name: str) -> Stream:
    stream = stream_of(name)
    page.document.replace(new_project(stream))
    return stream


def running(page: StreamPage) -> LiveRun:
    assert page.run.run is not None
    return page.run.run


def flags(page: StreamPage) -> list[str]:
    """Give what is flagged; timeline and charts flag the same."""
    marks = [(mark.time, mark.text) for mark in page.parts.timeline.slider.marks]
    for chart in page.parts.charts:
        if chart.has_time:
            assert [(mark.time, mark.text) for mark in chart.marks.changes] == marks
    return [text for _, text in marks]


@pytest.mark.parametrize("kind", CHANGES, ids=lambda kind: f"{kind.path}={kind.value}")
def test_a_change_holds_from_its_instant_on_is_flagged_and_undo_brings_it_back(
    page: StreamPage, document: Document, qtbot: QtBot, kind: Change
) -> None:
    begun = open_stream(page, kind.stream)
    qtbot.waitUntil(lambda: bool(page.parts.charts))
    run_to(page, 20.0, qtbot)
    at = page.run.player.now
    rows = len(running(page).rows()[0])
    change(page, kind.path, kind.value)
    assert running(page).in_force == document.project.stream != begun
    assert running(page).now == pytest.approx(at, abs=1e-5)
    assert len(running(page).rows()[0]) >= rows
    assert flags(page) == [kind.done]
    run_to(page, 25.0, qtbot)
    document.undo()
    assert running(page).in_force == document.project.stream == begun
    back = kind.undone or words_back(kind.done)
    assert flags(page) == [kind.done, back]
    run_to(page, 30.0, qtbot)
    assert page.run.in_force_at(22.0) == set_value(begun, kind.path, kind.value)
    assert page.run.in_force_at(29.0) == begun


def words_back(done: str) -> str:
    """Turn "X a → b" round."""
    head, after = done.split(" → ")
    name, before = head.rsplit(" ", 1)
    return f"{name} {after} → {before}"


def test_what_is_taken_back_while_the_run_stands_leaves_no_flag(
    page: StreamPage, document: Document, qtbot: QtBot
) -> None:
    open_stream(page, "product-team")
    qtbot.waitUntil(lambda: bool(page.parts.charts))
    run_to(page, 20.0, qtbot)
    change(page, "teams.dev.size", 2)
    change(page, "item_types.feature.share", 0.9)
    assert len(flags(page)) == 1
    document.undo()
    assert flags(page) == ["Developers size 5 → 2"]
    document.undo()
    assert flags(page) == []
    assert not page.parts.inspector.keep.isVisible()
    document.redo()
    assert flags(page) == ["Developers size 5 → 2"]


def test_fewer_in_a_team_finish_what_is_begun_and_begin_no_more(page: StreamPage, qtbot: QtBot) -> None:
    open_stream(page, "product-team")
    run_to(page, 30.0, qtbot)
    change(page, "teams.dev.size", 1)
    run_to(page, 60.0, qtbot)
    stream = page.document.project.stream
    staffed = [number for number, stage in enumerate(stream.stages, start=1) if stage.team == "dev"]
    busy = page.parts.board.frame_shown.busy
    assert sum(busy[card] for card in staffed) <= 1
    page.document.undo()
    run_to(page, 75.0, qtbot)
    busy = page.parts.board.frame_shown.busy
    assert sum(busy[card] for card in staffed) > 1


def test_a_lower_limit_of_a_group_lets_nothing_in_until_there_is_room(page: StreamPage, qtbot: QtBot) -> None:
    open_stream(page, "software-team")
    run_to(page, 30.0, qtbot)
    at = page.run.player.now
    assert sum(page.parts.board.frame_shown.counts[2:4]) > 3
    change(page, "wip_groups.hands.limit", 3)
    run_to(page, 60.0, qtbot)
    assert sum(page.parts.board.frame_shown.counts[2:4]) <= 3
    page.around.back.look(at + 1e-3)
    assert sum(page.parts.board.frame_shown.counts[2:4]) > 3


def test_other_shares_hold_for_what_arrives_from_then_on(page: StreamPage, qtbot: QtBot) -> None:
    open_stream(page, "software-team")
    run_to(page, 30.0, qtbot)
    at = page.run.player.now
    for kind, share in (("defect", 0.0), ("risk", 0.0), ("debt", 0.0)):
        change(page, f"item_types.{kind}.share", share)
    run_to(page, 60.0, qtbot)
    log = running(page).log()
    arrived = log.kind == Kind.ARRIVED
    late = log.item[arrived & (log.time > at + 1e-3)]
    assert len(late) > 10
    assert set(log.items.type[late].tolist()) == {0}
    early = log.item[arrived & (log.time <= at)]
    assert len(np.unique(log.items.type[early])) > 1


def test_what_a_change_means_stays_to_be_read_while_the_run_plays_on(page: StreamPage, qtbot: QtBot) -> None:
    start(page, qtbot, speed=20.0)
    said: list[str] = []
    page.status.connect(said.append)
    change(page, "stages.test.wip_limit", 3)
    then = page.run.player.now
    qtbot.waitUntil(lambda: page.run.player.now > then + 10, timeout=PATIENCE)
    assert [line for line in said if line][-1].startswith("The change holds from day ")
    page._said_at = 0.0  # it was read
    qtbot.waitUntil(lambda: said[-1].startswith("Day "), timeout=PATIENCE)


def went_on(page: StreamPage, qtbot: QtBot) -> None:
    """Let the run come half a day further."""
    later = page.run.player.now + 0.5
    qtbot.waitUntil(lambda: page.run.player.now > later)


def test_one_drag_of_a_border_while_the_run_plays_is_one_flag_and_one_step_of_undo(
    page: StreamPage, document: Document, qtbot: QtBot
) -> None:
    begun = open_stream(page, "software-team")
    qtbot.waitUntil(lambda: bool(page.parts.charts))
    start(page, qtbot, speed=20.0)
    qtbot.waitUntil(lambda: page.run.player.now > 2.0)
    board = page.parts.board
    card = board.card(BACKLOG)
    assert card is not None
    bar = bar_of(card.width)
    spot = QPointF(borders(bar, card.state.mix)[0], bar.center().y())
    at = board.mapFromScene(card.mapToScene(spot))
    QTest.mousePress(board.viewport(), Qt.MouseButton.LeftButton, pos=at)
    seen = []
    for by in (4, 8, 12, 16):
        QTest.mouseMove(board.viewport(), at + QPoint(by, 0))
        seen.append(document.project.stream.item_types[0].share)
        went_on(page, qtbot)
    QTest.mouseRelease(board.viewport(), Qt.MouseButton.LeftButton, pos=at + QPoint(16, 0))
    page.run.player.stop()
    assert begun.item_types[0].share < seen[0] < seen[1] < seen[2] < seen[3]
    assert document.stack.count() == 1
    assert len(flags(page)) == 1
    assert f"Feature share 50\u00a0% → {100 * seen[3]:.0f}\u00a0%" in flags(page)[0]
    run_to(page, page.run.player.now + 5.0, qtbot)
    document.undo()
    assert document.project.stream == begun
    assert len(flags(page)) == 2
