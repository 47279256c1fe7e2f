"""Writing a log by rows and by columns."""

from __future__ import annotations

import numpy as np
import pytest

from sim.log import NOWHERE, Kind, LogStage, LogType, LogWriter, Origin, Setting

SETTING = Setting(stages=(LogStage("build", "Build"),), types=(LogType("item", "Item"),))


def test_events_are_sorted_by_time_and_keep_the_order_of_writing_where_times_are_equal() -> None:
    writer = LogWriter()
    writer.add_item()
    writer.add(2.0, 0, Kind.STARTED, 0, 3)
    writer.add(1.0, 0, Kind.ARRIVED)
    writer.add(1.0, 0, Kind.ENTERED, 0)
    log = writer.finish(SETTING)
    assert len(writer) == 3
    assert log.time.tolist() == [1, 1, 2]
    assert [Kind(kind) for kind in log.kind.tolist()] == [Kind.ARRIVED, Kind.ENTERED, Kind.STARTED]
    assert log.stage.tolist() == [NOWHERE, 0, 0]
    assert log.who.tolist() == [NOWHERE, NOWHERE, 3]
    assert (log.start, log.end) == (0.0, 2.0)


def test_columns_and_single_values_are_written_together() -> None:
    writer = LogWriter()
    for number in range(3):
        writer.add_item(name=f"A-{number}")
    writer.extend([1.0, 2.0, 3.0], np.arange(3), Kind.ENTERED, 0)
    writer.extend(4.0, 2, Kind.DONE)
    log = writer.finish(SETTING)
    assert log.time.tolist() == [1, 2, 3, 4]
    assert log.item.tolist() == [0, 1, 2, 2]
    assert log.kind.tolist() == [1, 1, 1, 8]
    assert log.stage.tolist() == [0, 0, 0, NOWHERE]
    assert [column.dtype.name for column in (log.time, log.item, log.kind, log.stage, log.who)] == [
        "float64",
        "int32",
        "int8",
        "int16",
        "int32",
    ]


def test_a_writer_grows_as_far_as_it_is_written() -> None:
    writer = LogWriter()
    writer.add_item()
    writer.extend(np.arange(5000.0), 0, Kind.PAUSED, 0)
    for time in range(5000, 7000):
        writer.add(float(time), 0, Kind.RESUMED, 0)
    log = writer.finish(SETTING)
    assert log.time.tolist() == list(range(7000))
    assert (log.kind[:5000] == Kind.PAUSED).all()
    assert (log.kind[5000:] == Kind.RESUMED).all()


def test_items_keep_what_is_known_about_them() -> None:
    writer = LogWriter()
    assert (
        writer.add_item(1, 0.5, service_class=1, name="A-1", title="First", attributes={"team": "red"}) == 0
    )
    assert writer.add_item() == 1
    assert writer.add_item(attributes={"size": "5", "team": "blue"}) == 2
    items = writer.finish(SETTING).items
    assert items.type.tolist() == [1, 0, 0]
    assert items.service_class.tolist() == [1, 0, 0]
    np.testing.assert_array_equal(items.arrival, [0.5, np.nan, np.nan])
    assert items.names == ("A-1", "", "")
    assert items.titles == ("First", "", "")
    assert items.attributes == {"team": ("red", "", "blue"), "size": ("", "", "5")}
    assert len(items) == 3


def test_items_without_names_and_titles_have_none_of_them() -> None:
    writer = LogWriter()
    writer.add_item()
    items = writer.finish(SETTING).items
    assert (items.names, items.titles, items.attributes) == ((), (), {})


def test_a_log_without_events_ends_where_it_starts_unless_told() -> None:
    empty = LogWriter().finish(Setting(stages=(), types=(), start=3.0))
    assert (empty.start, empty.end, len(empty)) == (3.0, 3.0, 0)
    told = LogWriter().finish(Setting(stages=(), types=(), end=9.0, origin=Origin("history")))
    assert (told.end, told.origin.kind) == (9.0, "history")


def test_a_log_cannot_be_written_any_more() -> None:
    writer = LogWriter()
    writer.add_item()
    writer.add(1.0, 0, Kind.ARRIVED)
    log = writer.finish(SETTING)
    with pytest.raises(ValueError, match="read-only"):
        log.time[0] = 2.0
    with pytest.raises(ValueError, match="read-only"):
        log.items.type[0] = 1
