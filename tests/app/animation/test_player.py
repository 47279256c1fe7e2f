from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from app.animation import Motion, Player
from app.canvas import Area, Frame
from sim.errors import StreamFault
from sim.log import Kind


class Tape:
    """A source with one item a unit of time: it arrives, is worked on for half a unit, and is done."""

    def __init__(self, items: int) -> None:
        self.now = 0.0
        self._rows: list[tuple[float, int, int, int, int]] = []
        for i in range(items):
            self._rows += [
                (float(i), i, Kind.ARRIVED, -1, -1),
                (float(i), i, Kind.ENTERED, 0, -1),
                (float(i), i, Kind.STARTED, 0, 0),
                (i + 0.5, i, Kind.FINISHED, 0, 0),
                (i + 0.5, i, Kind.DONE, -1, -1),
            ]
        self._end = items - 0.5

    @property
    def ended(self) -> bool:
        return self.now >= self._end

    def advance_to(self, moment: float, budget_ms: float | None = None) -> bool:
        self.now = max(self.now, min(moment, self._end))
        return True

    def step(self) -> bool:
        later = [row[0] for row in self._rows if row[0] > self.now]
        if later:
            self.now = later[0]
        return bool(later)

    def time_left(self) -> dict[int, float]:
        return {}

    def rows(self, since: int = 0) -> tuple[Any, ...]:
        seen = [row for row in self._rows if row[0] <= self.now][since:]
        return tuple(np.array(column) for column in zip(*seen, strict=True)) if seen else (np.zeros(0),) * 5

    def types(self, since: int = 0) -> NDArray[np.int16]:
        _, _, kind, _, _ = self.rows(since)
        return np.zeros(int((kind == Kind.ARRIVED).sum()), np.int16)


@pytest.fixture
def player(qtbot: QtBot) -> Player:
    made = Player()
    made.load(Tape(20), Motion([True]))
    return made


def test_a_loaded_run_shows_its_first_instant(qtbot: QtBot) -> None:
    frames: list[Frame] = []
    made = Player()
    made.frame.connect(lambda frame, _elapsed: frames.append(frame))
    made.load(Tape(3), Motion([True]))
    assert made.state == "ready"
    assert frames[-1].piles[1, Area.ACTIVE].count == 1


def test_playing_lets_time_pass_at_the_chosen_speed(player: Player, qtbot: QtBot) -> None:
    player.speed = 20.0
    player.play()
    qtbot.waitUntil(lambda: player.now > 2)
    player.pause()
    stood = player.now
    qtbot.waitUntil(lambda: not player._timer.isActive())
    assert player.now == stood
    assert player.state == "paused"


def test_a_step_lets_the_next_event_happen(player: Player, qtbot: QtBot) -> None:
    player.step()
    assert (player.now, player.done, player.events) == (0.5, 1, 5)
    player.step()
    assert player.now == 1.0
    player.stop()


def test_at_the_end_it_stops_by_itself(player: Player, qtbot: QtBot) -> None:
    player.speed = 1e9
    with qtbot.waitSignal(player.state_changed, check_params_cb=lambda state: state == "ended"):
        player.play()
    qtbot.waitUntil(lambda: not player._timer.isActive())
    assert player.done == 20


def test_stop_ends_at_once(player: Player, qtbot: QtBot) -> None:
    player.play()
    player.stop()
    assert not player._timer.isActive()
    assert player.state == "paused"


def test_clear_lets_the_run_go(player: Player) -> None:
    player.clear()
    assert (player.state, player.now, player.events) == ("empty", 0.0, 0)
    player.play()
    assert player.state == "empty"


class Stuck(Tape):
    """A source that cannot go on after a while."""

    def advance_to(self, moment: float, budget_ms: float | None = None) -> bool:
        if moment > 2:
            raise StreamFault("The run does not end at 2.", "Give a stage some time.")
        return super().advance_to(moment, budget_ms)


def test_a_run_that_cannot_go_on_stops_and_says_why(qtbot: QtBot) -> None:
    made = Player()
    made.load(Stuck(20), Motion([True]))
    made.speed = 100.0
    with qtbot.waitSignal(made.failed) as failed:
        made.play()
    assert failed.args[0].text == "The run does not end at 2."
    assert made.state == "paused"
    assert not made._timer.isActive()


class Breaks(Tape):
    """A source whose next instant has no end."""

    def step(self) -> bool:
        raise StreamFault("The run does not end at 2.", "Give a stage some time.")


def test_a_step_that_cannot_be_made_is_told_and_the_run_stands(qtbot: QtBot) -> None:
    made = Player()
    made.load(Breaks(20), Motion([True]))
    with qtbot.waitSignal(made.failed) as failed:
        made.step()
    assert failed.args[0].text == "The run does not end at 2."
    assert not made._timer.isActive()


class Empty(Tape):
    """A source in which time passes and nothing is ever seen."""

    def __init__(self) -> None:
        super().__init__(1)
        self._rows = []

    @property
    def ended(self) -> bool:
        return False

    def step(self) -> bool:
        self.now += 1.0
        return True


def test_a_step_that_finds_no_event_gives_the_window_its_turn(qtbot: QtBot) -> None:
    made = Player()
    made.load(Empty(), Motion([True]))
    made.step()
    assert (made.state, made.events) == ("paused", 0)
    assert made.now > 0
    made.stop()


class Idle(Tape):
    """A source in which nothing more happens before its horizon."""

    @property
    def ended(self) -> bool:
        return False

    def step(self) -> bool:
        return False


def test_where_nothing_is_left_to_happen_a_step_is_the_end(qtbot: QtBot) -> None:
    made = Player()
    made.load(Idle(2), Motion([True]))
    made.step()
    assert made.state == "ended"
    made.stop()
