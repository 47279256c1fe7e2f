"""A planner opens the example, runs it, changes a limit while it runs, takes that back, and runs it again."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt

from app.canvas import BoardView
from app.pages.stream import StreamPage
from sim.engine import LiveRun
from sim.log import EventLog, Kind
from tests.journeys.person import CONTROL, Person

TEST = 2
"""Place of the stage Test in the example."""
LIMIT, LOWER = 5, 2


def run_of(person: Person) -> LiveRun:
    """Give the run that the Stream page plays."""
    page = person.page
    assert isinstance(page, StreamPage)
    assert page.run.run is not None
    return page.run.run


def holdings(log: EventLog, stage: int) -> list[tuple[float, int, bool]]:
    """Count the items in a stage by walking through the log: time, items held, whether one just came in."""
    where: dict[int, int] = {}
    held: list[tuple[float, int, bool]] = []
    for time, item, kind, at in zip(
        log.time.tolist(), log.item.tolist(), log.kind.tolist(), log.stage.tolist(), strict=True
    ):
        if kind not in (Kind.ENTERED, Kind.DONE):
            continue
        before, where[item] = where.get(item), (at if kind == Kind.ENTERED else -1)
        if stage in (before, where[item]) and before != where[item]:
            held.append((time, sum(each == stage for each in where.values()), where[item] == stage))
    return held


def most(held: list[tuple[float, int, bool]], begin: float, end: float = math.inf) -> int:
    """Give the most items that a stage held when one came in, after ``begin`` and before ``end``."""
    return max(count for time, count, comes_in in held if comes_in and begin < time < end)


def instant(run: LiveRun) -> float:
    """Give the present of a run on the grid that its events lie on."""
    return math.floor(run.now * 2**20) / 2**20


def set_limit(person: Person, text: str) -> float:
    """Set the limit of Test on its card; gives the moment of the run from which it holds."""
    person.choose_card("test")
    person.press(Qt.Key.Key_L)
    person.write("inPlace.wip_limit", text)
    return instant(run_of(person))


def rows_until(log: EventLog, moment: float) -> list[NDArray[np.float64]]:
    """Give every column of the log before a moment."""
    kept = log.time < moment
    columns = (log.time, log.item, log.kind, log.stage, log.who)
    return [column[kept].astype(np.float64) for column in columns]


@pytest.mark.slow
def test_a_limit_changed_in_a_run_holds_from_then_on_until_it_is_taken_back(person: Person) -> None:
    page = person.page
    assert isinstance(page, StreamPage)
    player = page.run.player
    person.click("run.play")
    person.wait(lambda: person.read_button("run.play") == "Pause")
    run = run_of(person)
    player.speed = 100.0
    person.wait(lambda: player.now > 80)

    lowered = set_limit(person, str(LOWER))
    assert run_of(person) is run
    assert player.state == "playing"
    assert any(line.startswith("The change holds from day") for line in person.said)
    person.wait(lambda: player.now > lowered + 120)

    person.press(Qt.Key.Key_Z, CONTROL)
    raised = instant(run)
    assert person.project.stream.stage("test").wip_limit == LIMIT
    assert person.read_button("run.play") == "Pause"
    person.wait(lambda: player.now > raised + 120)
    person.click("run.play")
    assert person.read_button("run.play") == "Run"

    log = run.log()
    held = holdings(log, TEST)
    assert most(held, 0.0, lowered) == LIMIT
    assert most(held, lowered, raised) == LOWER
    assert most(held, raised) == LIMIT
    there = [count for time, count, _ in held if time <= lowered][-1]
    assert max(count for time, count, _ in held if lowered < time < raised) <= max(there, LOWER)
    assert person.see(BoardView, "board").frame_shown.counts[TEST + 1] == held[-1][1]

    person.click("run.reset")
    assert page.run.run is None
    person.click("run.play")
    person.wait(lambda: person.read_button("run.play") == "Pause")
    again = run_of(person)
    assert again is not run
    player.speed = 1000.0
    person.wait(lambda: player.now > raised + 120)
    person.click("run.play")
    second = again.log()
    for ours, theirs in zip(rows_until(log, lowered), rows_until(second, lowered), strict=True):
        assert np.array_equal(ours, theirs)
    assert most(holdings(second, TEST), lowered, raised) == LIMIT


def test_a_limit_changed_while_the_run_is_made_ready_holds_from_its_beginning(person: Person) -> None:
    page = person.page
    assert isinstance(page, StreamPage)
    person.click("run.play")
    assert page.run.run is None
    person.choose_card("test")
    person.press(Qt.Key.Key_L)
    person.write("inPlace.wip_limit", "1")
    person.wait(lambda: person.read_button("run.play") == "Pause")
    run = run_of(person)
    assert run.stream == person.project.stream
    page.run.player.speed = 200.0
    person.wait(lambda: page.run.player.now > 60)
    person.click("run.play")
    assert most(holdings(run.log(), TEST), 0.0) == 1
