"""Touch time by item, read without telling intervals apart, is that of the intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from sim.engine import RunRequest, simulate
from sim.log import EventLog, Kind, lives, states, touch_times, touched
from sim.log.states import by_item, rows_by_item
from sim.stream import Stream, Team, example, example_names
from tests.builders import backlog, line
from tests.strategies import streams


def by_interval(log: EventLog) -> list[float]:
    """The slow way: interval by interval, in plain Python."""
    stretches, spent, committed = states(log), touch_times(log), lives(log).commitment
    totals = [0.0] * len(log.items)
    for item, begin, time in zip(
        stretches.item.tolist(), stretches.begin.tolist(), spent.tolist(), strict=True
    ):
        if begin >= committed[item]:
            totals[item] += time
    return totals


@settings(max_examples=40, deadline=None)
@given(streams())
def test_it_is_the_sum_of_the_intervals_of_any_stream(stream: Stream) -> None:
    log = simulate(stream, RunRequest(seed=5, until=40.0))
    assert touched(log).tolist() == by_interval(log)


@pytest.mark.parametrize("name", example_names())
def test_it_is_the_sum_of_the_intervals_of_every_example(name: str) -> None:
    log = simulate(example(name), RunRequest(seed=2, until=120.0))
    assert touched(log).tolist() == by_interval(log)
    assert touched(log).any()


def test_items_at_once_in_one_pair_of_hands_share_its_time() -> None:
    team = Team(id="t", name="T", size=1, multitask=2)
    shared = line([2.0], arrivals=backlog(2))
    stage = shared.stages[0].model_copy(update={"team": "t", "workers": None})
    log = simulate(shared.model_copy(update={"stages": (stage,), "teams": (team,)}), RunRequest(seed=1))
    assert touched(log).tolist() == by_interval(log)
    assert touched(log).sum() == pytest.approx(log.end)


def test_rows_follow_their_items_from_one_to_the_next() -> None:
    log = simulate(line([1.0, 2.0], arrivals=backlog(3)), RunRequest(seed=1))
    rows = rows_by_item(log)
    assert rows.item.tolist() == sorted(log.item.tolist())
    assert rows.end[~rows.last].tolist() == rows.begin[1:][~rows.last[:-1]].tolist()
    assert set(log.kind[rows.order][rows.last].tolist()) == {int(Kind.DONE)}


@pytest.mark.parametrize("items", [3, 2**16 + 10])
def test_the_order_by_item_keeps_what_happened_in_order(items: int) -> None:
    log = simulate(line([0.0], arrivals=backlog(items)), RunRequest(seed=1))
    assert by_item(log).tolist() == np.lexsort((np.arange(len(log)), log.item)).tolist()
