"""The rules of `docs/semantics.md`, each told as a whole log or as the moments that matter."""

from __future__ import annotations

import numpy as np

from sim.engine import RunRequest, simulate
from sim.log import EventLog, Kind
from sim.stream import (
    BoardItem,
    Cadence,
    ItemType,
    Rework,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stream,
    WipGroup,
)
from tests.builders import at, line, stream, wait, work
from tests.engine.rows import of_kind, told

ENDS_BY_ITSELF = RunRequest()


def test_an_item_arrives_enters_starts_finishes_and_is_done() -> None:
    log = simulate(line([2.0], arrivals=at(1.0)), ENDS_BY_ITSELF)
    assert told(log) == ["1 0 arrived", "1 0 entered s1", "1 0 started s1 0", "3 0 finished s1 0", "3 0 done"]


def test_what_finishes_at_one_instant_is_applied_before_anything_moves_later_stages_first() -> None:
    log = simulate(line([1.0, 1.0], arrivals=at(0.0, 0.0)), RunRequest(until=2.0))
    assert told(log)[-5:] == [
        "2 0 finished s2 0",
        "2 1 finished s1 0",
        "2 0 done",
        "2 1 entered s2",
        "2 1 started s2 0",
    ]


def test_a_limit_counts_what_is_finished_and_not_yet_pulled() -> None:
    log = simulate(line([1.0, 3.0], wip_limits=[1, 1], arrivals=at(0.0, 0.0, 0.0)), ENDS_BY_ITSELF)
    assert of_kind(log, Kind.ENTERED) == [(0.0, 0), (1.0, 0), (1.0, 1), (4.0, 1), (4.0, 2), (7.0, 2)]


def test_a_free_worker_starts_another_item_while_the_finished_one_waits_to_be_pulled() -> None:
    log = simulate(line([1.0, 5.0], wip_limits=[2, 1], arrivals=at(0.0, 0.0, 0.0)), RunRequest(until=3.0))
    assert told(log)[-6:] == [
        "1 0 started s2 0",
        "1 2 entered s1",
        "1 1 started s1 0",
        "2 1 finished s1 0",
        "2 2 started s1 0",
        "3 2 finished s1 0",
    ]


def test_a_worker_that_holds_starts_nothing_until_its_item_is_pulled() -> None:
    held = line([1.0, 5.0], wip_limits=[2, 1], arrivals=at(0.0, 0.0, 0.0), on_finish="hold")
    log = simulate(held, ENDS_BY_ITSELF)
    assert of_kind(log, Kind.STARTED) == [(0.0, 0), (1.0, 0), (1.0, 1), (6.0, 1), (6.0, 2), (11.0, 2)]


def test_a_stage_that_pulls_when_ready_takes_an_item_only_for_a_free_worker() -> None:
    ready = stream([work("A", 1.0), work("B", 3.0, pull="ready")], at(0.0, 0.0))
    log = simulate(ready, ENDS_BY_ITSELF)
    into_b = [
        moment for moment, stage in zip(of_kind(log, Kind.ENTERED), _stages(log), strict=True) if stage == 1
    ]
    assert into_b == [(1.0, 0), (4.0, 1)]


def test_the_lowest_numbered_free_worker_takes_an_item() -> None:
    moments = ((0.0, 5.0), (0.0, 1.0), (2.0, 1.0))
    given = Schedule(items=tuple(ScheduledItem(at=moment, times={"s1": time}) for moment, time in moments))
    log = simulate(line([1.0], 2, arrivals=given), ENDS_BY_ITSELF)
    started = log.kind == Kind.STARTED
    assert log.who[started].tolist() == [0, 1, 1]


def test_a_gate_lets_out_what_has_finished_and_is_open_for_the_whole_instant() -> None:
    gate = wait("Train", cadence=Cadence(every=4.0))
    log = simulate(stream([work("A", 1.5), gate], at(0.0, 2.5, 3.0)), ENDS_BY_ITSELF)
    assert of_kind(log, Kind.DONE) == [(4.0, 0), (4.0, 1), (8.0, 2)]


def test_a_first_opening_may_be_named() -> None:
    gate = wait("Train", cadence=Cadence(every=4.0, first=1.0))
    log = simulate(stream([gate], at(0.0, 1.5)), ENDS_BY_ITSELF)
    assert of_kind(log, Kind.DONE) == [(1.0, 0), (5.0, 1)]


def test_a_wait_stage_keeps_every_item_for_its_delay() -> None:
    log = simulate(stream([wait("Paint", 2.0)], at(0.0, 0.5)), ENDS_BY_ITSELF)
    assert told(log) == [
        "0 0 arrived",
        "0 0 entered paint",
        "0.5 1 arrived",
        "0.5 1 entered paint",
        "2 0 finished paint",
        "2 0 done",
        "2.5 1 finished paint",
        "2.5 1 done",
    ]


def reworked(effort: float, limits: tuple[int | None, int | None] = (None, None)) -> Stream:
    """Two stages of one day; about half of what the second finishes goes back."""
    back = (Rework(to="build", probability=0.5, effort=effort),)
    stages = [work("Build", 1.0, wip_limit=limits[0]), work("Test", 1.0, wip_limit=limits[1], rework=back)]
    return stream(stages, at(*[0.0] * 40))


def test_rework_goes_back_at_once_with_its_share_of_the_touch_time() -> None:
    log = simulate(reworked(0.25), ENDS_BY_ITSELF)
    lines = told(log)
    entries = np.flatnonzero((log.kind == Kind.ENTERED) & (log.stage == 0) & (log.time > 0))
    again = [row for row in entries if log.kind[row - 1] == Kind.FINISHED]
    assert len(again) > 20
    for row in again:
        assert lines[row - 1].split()[2:4] == ["finished", "test"]
        own = row + np.flatnonzero(log.item[row:] == log.item[row])[:3]
        assert log.kind[own].tolist() == [Kind.ENTERED, Kind.STARTED, Kind.FINISHED]
        assert log.time[own[2]] - log.time[own[1]] == 0.25


def test_rework_enters_above_the_limit_and_goes_first() -> None:
    log = simulate(reworked(1.0, (1, 1)), ENDS_BY_ITSELF)
    inside, most = 0, 0
    for row in range(len(log)):
        if log.kind[row] == Kind.ENTERED:
            inside += 1 if log.stage[row] == 0 else -1
            most = max(most, inside)
    assert most == 2
    assert len(of_kind(log, Kind.DONE)) == 40


def classed(**expedite: object) -> Stream:
    """One stage for one item of 10 days; ordinary items at 0 and urgent ones soon after."""
    classes = (
        ServiceClass.model_validate({"id": "urgent", "rank": 0, **expedite}),
        ServiceClass(id="usual", rank=1),
    )
    types = (
        ItemType.model_validate({"id": "u", "name": "U", "class": "urgent", "share": 1}),
        ItemType.model_validate({"id": "o", "name": "O", "class": "usual", "share": 1}),
    )
    given = [ScheduledItem(at=float(n > 1), type=name) for n, name in enumerate("oouu")]
    stage = work("A", 10.0, 1, wip_limit=1)
    return stream([stage], Schedule(items=tuple(given)), item_types=types, classes=classes)


def test_a_class_of_lower_rank_number_goes_first() -> None:
    log = simulate(classed(), ENDS_BY_ITSELF)
    assert of_kind(log, Kind.ENTERED) == [(0.0, 0), (10.0, 2), (20.0, 3), (30.0, 1)]


def test_expedite_enters_whatever_the_limit_but_waits_for_a_worker() -> None:
    log = simulate(classed(ignores_wip=True), ENDS_BY_ITSELF)
    assert of_kind(log, Kind.ENTERED) == [(0.0, 0), (1.0, 2), (1.0, 3), (30.0, 1)]
    assert of_kind(log, Kind.STARTED) == [(0.0, 0), (10.0, 2), (20.0, 3), (30.0, 1)]


def test_at_most_so_many_expedited_items_are_in_the_stream_and_others_pass_the_rest() -> None:
    log = simulate(classed(ignores_wip=True, at_most=1), ENDS_BY_ITSELF)
    assert of_kind(log, Kind.ENTERED) == [(0.0, 0), (1.0, 2), (20.0, 3), (30.0, 1)]


def test_others_pass_a_class_that_is_at_its_most() -> None:
    capped = classed(ignores_wip=True, at_most=1)
    roomy = capped.model_copy(update={"stages": (work("A", 10.0, 1, wip_limit=3),)})
    log = simulate(roomy, ENDS_BY_ITSELF)
    assert of_kind(log, Kind.ENTERED) == [(0.0, 0), (0.0, 1), (1.0, 2), (20.0, 3)]


def test_a_group_limits_what_comes_in_from_outside_and_not_what_moves_inside() -> None:
    group = WipGroup(id="g", stages=("s1", "s2"), limit=2)
    log = simulate(line([1.0, 2.0, 1.0], arrivals=at(0.0, 0.0, 0.0), wip_groups=(group,)), ENDS_BY_ITSELF)
    entered = [
        moment for moment, stage in zip(of_kind(log, Kind.ENTERED), _stages(log), strict=True) if stage == 0
    ]
    assert entered == [(0.0, 0), (0.0, 1), (3.0, 2)]


def _stages(log: EventLog) -> list[int]:
    stages: list[int] = log.stage[log.kind == Kind.ENTERED].tolist()
    return stages


def test_items_on_the_starting_board_arrived_as_long_ago_as_they_are_old() -> None:
    board = (
        BoardItem(type="item", stage="s1", age=1.0),
        BoardItem(type="item", stage="s1", age=3.0, state="active"),
        BoardItem(type="item", stage="s2", age=5.0, state="finished"),
    )
    log = simulate(line([1.0, 1.0], arrivals=at(0.5), board=board), RunRequest(until=1.0))
    assert told(log) == [
        "-5 0 arrived",
        "-5 0 entered s2",
        "-3 1 arrived",
        "-3 1 entered s1",
        "-1 2 arrived",
        "-1 2 entered s1",
        "0 0 started s2 0",
        "0 0 finished s2 0",
        "0 1 started s1 0",
        "0 0 done",
        "0.5 3 arrived",
        "0.5 3 entered s1",
        "1 1 finished s1 0",
        "1 1 entered s2",
        "1 1 started s2 0",
        "1 2 started s1 0",
    ]
    assert log.start == 0.0
