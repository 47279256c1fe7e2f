"""The log of a run: its columns, its tables, its time base and where it came from."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import LiveRun, RunRequest, simulate
from sim.log import ItemTable, LogStage, LogType, Origin, TimeBase
from sim.stream import Calendar, ItemType, Schedule, ScheduledItem, ServiceClass, Stream, fingerprint
from tests.builders import exponential, line, poisson, stream, wait, work
from tests.same_log.columns import as_bytes

OFFICE = Calendar(kind="working", hours_per_day=6, time_zone="Europe/Amsterdam")


def named() -> Stream:
    """A stream in which everything that a log keeps has a name or a number of its own."""
    classes = (ServiceClass(id="fast", name="Fast lane", rank=0), ServiceClass(id="slow", rank=1))
    types = (
        ItemType.model_validate({"id": "bug", "name": "Bug", "class": "fast", "share": 1}),
        ItemType.model_validate({"id": "wish", "name": "Wish", "share": 1}),
    )
    stages = [
        wait("Intake", 0.5, wip_limit=9),
        work("Make", 1.0, 2, on_finish="hold"),
        work("Check", 0.25, wip_limit=4),
    ]
    items = (ScheduledItem(at=1.0, type="wish"), ScheduledItem(at=0.0, type="bug"))
    return stream(
        stages,
        Schedule(items=items),
        name="Named",
        classes=classes,
        item_types=types,
        calendar=OFFICE,
        time_unit="hour",
        commitment="make",
    )


def test_a_log_carries_what_the_stream_says_about_stages_types_and_classes() -> None:
    log = simulate(named())
    assert log.stages == (
        LogStage("intake", "Intake", "wait", None, 9, holds=False, state="waiting"),
        LogStage("make", "Make", "work", 2, None, holds=True, state="active"),
        LogStage("check", "Check", "work", 1, 4, holds=False, state="active"),
    )
    assert log.types == (LogType("bug", "Bug"), LogType("wish", "Wish"))
    assert log.classes == ("Fast lane", "slow")
    assert log.commitment == 1
    assert log.base == TimeBase("hour", None, "Europe/Amsterdam", OFFICE)
    assert (log.start, log.end) == (0.0, 2.75)


def test_an_item_has_its_type_class_and_arrival_in_order_of_numbers() -> None:
    items = simulate(named()).items
    assert (items.type.tolist(), items.service_class.tolist()) == ([0, 1], [0, 1])
    assert items.arrival.tolist() == [0.0, 1.0]
    assert (items.names, items.titles, dict(items.attributes)) == ((), (), {})


def test_columns_have_their_widths_and_cannot_be_written() -> None:
    log = simulate(named())
    table: ItemTable = log.items
    columns = {name: getattr(log, name) for name in ("time", "item", "kind", "stage", "who")}
    columns |= {name: getattr(table, name) for name in ("type", "service_class", "arrival")}
    assert {name: str(column.dtype) for name, column in columns.items()} == {
        "time": "float64",
        "item": "int32",
        "kind": "int8",
        "stage": "int16",
        "who": "int32",
        "type": "int16",
        "service_class": "int16",
        "arrival": "float64",
    }
    assert not any(column.flags.writeable for column in columns.values())
    with pytest.raises(ValueError, match="read-only"):
        log.time[0] = 1.0


@pytest.mark.parametrize(("clock", "said"), [("auto", "kernel"), ("kernel", "kernel"), ("simpy", "simpy")])
def test_a_log_names_stream_seed_replication_and_clock(clock: str, said: str) -> None:
    request = RunRequest(seed=-8, replication=3, clock=clock)  # type: ignore[arg-type]
    expected = Origin("simulation", "Named", fingerprint(named()), -8, 3, said)
    assert simulate(named(), request).origin == expected


def test_times_are_whole_ticks_in_order() -> None:
    given = line([exponential(0.7), exponential(0.3)], arrivals=poisson(1.0))
    log = simulate(given, RunRequest(until=200.0))
    assert np.all(np.diff(log.time) >= 0)
    assert np.all(log.time * 2**20 == np.rint(log.time * 2**20))
    assert np.array_equal(np.unique(log.item), np.arange(len(log.items)))


def test_a_log_taken_while_a_run_goes_on_is_not_written_by_it() -> None:
    given = line([exponential(0.7)], arrivals=poisson(1.0))
    live = LiveRun(given, RunRequest(until=60.0))
    live.advance_to(20.0)
    early = live.log()
    kept = as_bytes(early)
    live.advance_to(60.0)
    late = live.log()
    assert as_bytes(early) == kept
    assert (early.end, late.end) == (20.0, 60.0)
    assert np.array_equal(late.time[: len(early)], early.time)
    assert np.array_equal(late.items.arrival[: len(early.items)], early.items.arrival)
