"""Where a run is, in one line."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from app.animation import Player, motion_for
from app.pages.stream.run_words import RunWords, moment_text
from sim.engine import LiveRun, RunRequest
from sim.stream import example

STREAM = example("software-team")


@pytest.fixture
def player(qtbot: QtBot) -> Player:
    """A run of 40 days that has come to its 20th."""
    run = LiveRun(STREAM, RunRequest(seed=1, until=40.0))
    run.advance_to(20.0)
    made = Player()
    made.load(run, motion_for(STREAM))
    return made


def test_the_line_tells_time_horizon_and_what_is_done(player: Player) -> None:
    tell = partial(RunWords().tell, player, 0.0, "day")
    assert tell(40.0) == f"Day 20.0 of 40 · {player.done} done"
    assert tell(None) == f"Day 20.0 · {player.done} done"


def test_the_pace_is_told_while_it_plays_once_there_is_some_past(player: Player) -> None:
    words = RunWords()
    player.play()
    assert "events/s" not in words.tell(player, 0.0, "day", None)
    player.events += 1200
    assert words.tell(player, 1.0, "day", None).endswith("1 200 events/s")
    words.begin_again()
    assert "events/s" not in words.tell(player, 1.1, "day", None)
    player.stop()


def test_the_end_of_a_run_is_told(player: Player) -> None:
    while player.state != "ended":
        player.step()
    assert RunWords().tell(player, 0.0, "day", 40.0).endswith("the run is at its end")
    player.stop()


def test_the_past_is_told_beside_the_present(player: Player) -> None:
    told = RunWords().tell_past(player, 12.346, "day")
    assert told == (
        "Looking back at day 12.35; the run stands at day 20.00, and what is changed holds from there on"
    )


@pytest.mark.parametrize(("time", "told"), [(0.1401, "0.1"), (99.94, "99.9"), (640.3, "640")])
def test_a_moment_is_told_finer_where_a_run_begins(time: float, told: str) -> None:
    assert moment_text(time) == told


def test_a_pace_of_few_events_is_told_in_tenths(player: Player) -> None:
    words = RunWords()
    player.play()
    words.tell(player, 0.0, "day", None)
    player.events += 1
    assert words.tell(player, 0.5, "day", None).endswith("2.0 events/s")
    player.stop()
