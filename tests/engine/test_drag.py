"""What makes touch times longer or shorter: a stage's factor, and undone items of a type."""

from __future__ import annotations

import numpy as np

from sim.engine import RunRequest, simulate
from sim.engine.build import plain_arithmetic
from sim.engine.drag import blocker_after, blocker_below
from sim.engine.layout import ONE
from sim.engine.plan import make_plan
from sim.engine.running import Running
from sim.log import Kind
from sim.stream import BoardItem, Drag, ItemType, Rework, Schedule, ScheduledItem, Stream
from tests.builders import at, line, stream, wait, work
from tests.engine.rows import of_kind

TYPES = (ItemType(id="feature", name="Feature", share=1.0), ItemType(id="debt", name="Debt"))


def finished(given: Stream, until: float = 1000.0) -> list[tuple[float, int]]:
    """Moments and items of all finishes."""
    return of_kind(simulate(given, RunRequest(until=until)), Kind.FINISHED)


def dragged(debts: int, *drags: Drag, features: tuple[float, ...] = (0.0,)) -> Stream:
    """One stage of two units: features at these moments, and behind them debt that nobody gets round to."""
    items = [ScheduledItem(at=moment, type="feature") for moment in features]
    items += [ScheduledItem(at=0.0, type="debt")] * debts
    return stream([work("Build", 2.0)], Schedule(items=tuple(items)), item_types=TYPES, drag=drags)


def test_a_time_factor_multiplies_touch_times_and_delays() -> None:
    given = stream([work("Build", 2.0, time_factor=1.5), wait("Dry", 2.0, time_factor=0.25)], at(0.0))
    assert finished(given) == [(3.0, 0), (3.5, 0)]


def test_each_undone_item_makes_touch_times_longer_by_its_share() -> None:
    drag = Drag(type="debt", per_item=0.25, stages=("build",))
    assert finished(dragged(4, drag))[0] == (4.0, 0)
    assert finished(dragged(0, drag)) == [(2.0, 0)]


def test_an_item_counts_in_its_own_drag_until_it_is_done() -> None:
    drag = Drag(type="feature", per_item=0.5, stages=("build",))
    assert finished(dragged(0, drag, features=(0.0, 0.0, 0.0))) == [(5.0, 0), (9.0, 1), (12.0, 2)]


def test_a_touch_time_keeps_the_drag_of_the_moment_at_which_it_began() -> None:
    drag = Drag(type="feature", per_item=0.5, stages=("build",))
    assert finished(dragged(0, drag, features=(0.0, 1.0))) == [(3.0, 0), (6.0, 1)]


def test_several_drags_on_a_stage_add_up() -> None:
    drags = [Drag(type="debt", per_item=share, stages=("build",)) for share in (0.25, 0.5)]
    assert finished(dragged(2, *drags))[0] == (5.0, 0)


def test_items_on_the_board_at_the_start_drag_from_the_start() -> None:
    board = (BoardItem(type="debt", stage="dry", age=3.0),) * 2
    given = stream(
        [work("Build", 2.0), wait("Dry", 100.0)],
        Schedule(items=(ScheduledItem(at=0.0, type="feature"),)),
        item_types=TYPES,
        board=board,
        drag=(Drag(type="debt", per_item=0.5, stages=("build",)),),
    )
    assert finished(given) == [(4.0, 2), (100.0, 0), (100.0, 1), (104.0, 2)]


def test_factors_are_products_one_after_the_other_each_rounded_to_a_tick() -> None:
    tick = 1.0 / ONE
    given = stream(
        [work("Build", 1.0, rework=(Rework(to="build", probability=0.999999, effort=3 * tick),))],
        at(0.0),
        drag=(Drag(type="item", per_item=0.5, stages=("build",)),),
    )
    fast = given.model_copy(update={"stages": (given.stages[0].model_copy(update={"time_factor": 0.5}),)})
    assert [moment for moment, _ in finished(fast, 0.75 + tick * 9)[:3]] == [
        0.75,
        0.75 + 3 * tick,
        0.75 + 6 * tick,
    ]


def test_drag_makes_blockers_likelier_up_to_certainty_and_the_time_to_them_shorter() -> None:
    drag = Drag(type="debt", blockers_per_item=0.5, stages=("build",))
    running = Running(make_plan(dragged(2, drag)))
    running.begin(RunRequest())
    assert blocker_below(running.board, 0, 1 << 50) == 1 << 50
    assert blocker_after(running.board, 0, 7) == 7
    with plain_arithmetic():
        running.run(0)
    assert blocker_below(running.board, 0, 1 << 50) == 1 << 51
    assert blocker_below(running.board, 0, 3 << 51) == 1 << 53
    assert blocker_after(running.board, 0, 7) == 4
    assert finished(dragged(2, drag))[0] == (2.0, 0)


def test_without_drag_chance_and_time_of_blockers_are_as_given() -> None:
    running = Running(make_plan(line([1.0], arrivals=at(0.0))))
    running.begin(RunRequest())
    assert (blocker_below(running.board, 0, 5), blocker_after(running.board, 0, 5)) == (5, 5)


def test_drag_leads_both_clocks_the_same_way() -> None:
    given = dragged(3, Drag(type="debt", per_item=0.3, stages=("build",)), features=(0.0, 1.0, 9.0))
    kernel, simpy = (simulate(given, RunRequest(until=50.0, clock=clock)) for clock in ("kernel", "simpy"))
    assert np.array_equal(kernel.time, simpy.time)
    assert np.array_equal(kernel.kind, simpy.kind)
