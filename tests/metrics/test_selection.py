"""Which items a number is about."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.log import EventLog
from sim.metrics import (
    Selection,
    Window,
    ageing,
    facet,
    facets,
    flow_efficiency,
    flow_load,
    flow_times,
    having,
    parts_by,
    select,
    stage_usage,
    values_of,
    velocity_series,
    whole,
)
from sim.metrics.flow_load import item_time
from tests.log.strategies import GRID, remembered, staffed
from tests.metrics.scenes import day, history, two_stages

TEAM = ("red", "blue", "red", "")
TAGS = ("a|b", "[b; c]", "", 'a, "d"')
LINK = tuple(f"https://example.org/{number}" for number in range(4))


def board() -> EventLog:
    """Four items with a team, tags and a link each; the first three done on the 2nd, 3rd and 9th."""
    log = history(
        ("2026-03-01", "2026-03-02"),
        ("2026-03-01", "2026-03-03"),
        ("2026-03-02", "2026-03-09"),
        ("2026-03-04", ""),
        end="2026-03-10T12:00",
    )
    items = replace(
        log.items,
        type=np.array([0, 1, 0, 1], np.int16),
        attributes={"team": TEAM, "tags": TAGS, "url": LINK},
    )
    return replace(log, items=items)


def test_items_are_chosen_by_type_class_and_attributes_together() -> None:
    log = board()
    assert flow_times(select(log, Selection(types=("feature",))), whole(log)).tolist() == [2, 8]
    both = Selection(types=("feature",), attributes={"team": ("red",), "tags": ("b", "d")})
    assert flow_times(select(log, both), whole(log)).tolist() == [2]
    assert select(log, Selection(classes=("standard",))) is log
    assert len(select(log, Selection(classes=("expedite",))).items) == 0


def test_a_selection_of_everything_is_the_log_itself() -> None:
    log = board()
    assert Selection(attributes={"team": ()}).is_everything
    assert select(log, Selection(attributes={"team": ()})) is log


def test_tags_are_lists_however_they_are_written_and_other_texts_are_whole() -> None:
    log = board()
    assert values_of(log, "tags") == (("a", "b"), ("b", "c"), ("",), ("a", "d"))
    assert having(log, "tags", ("b",)).tolist() == [True, True, False, False]
    assert having(log, "tags", ("",)).tolist() == [False, False, True, False]
    renamed = replace(log, items=replace(log.items, attributes={"team": ("a, b", "a", " a", "b")}))
    assert having(renamed, "team", ("a",)).tolist() == [False, True, True, False]


def test_a_facet_counts_items_by_value_the_most_frequent_first() -> None:
    assert facet(board(), "team").values == (("red", "red", 2), ("", "", 1), ("blue", "blue", 1))
    assert facet(board(), "type").values == (("defect", "Defect", 2), ("feature", "Feature", 2))


def test_only_what_tells_items_apart_in_groups_is_offered() -> None:
    many = replace(board(), items=replace(board().items, attributes={"url": LINK, "one": ("x",) * 4}))
    assert [one.name for one in facets(many)] == ["type"]
    hidden = replace(board(), items=replace(board().items, attributes={"type": ("Bug", "Bug", "", "")}))
    assert [one.name for one in facets(hidden)] == ["type"]


def test_parts_are_named_and_an_item_with_two_tags_is_in_both() -> None:
    parts = parts_by(board(), "tags")
    assert [(name, len(log.items)) for name, log in parts] == [
        ("a", 2),
        ("b", 2),
        ("no tags", 1),
        ("c", 1),
        ("d", 1),
    ]
    assert [name for name, _ in parts_by(board(), "team", at_most=2)] == ["red", "no team"]
    assert [name for name, _ in parts_by(board(), "type")] == ["Defect", "Feature"]


def test_a_respect_that_the_log_lacks_is_refused_with_those_it_has() -> None:
    with pytest.raises(ValueError, match="items have no parent; they have type, class, team, tags, url"):
        having(board(), "parent", ("E-1",))


def test_dates_take_no_item_away_they_say_what_is_counted() -> None:
    log = select(board(), Selection(attributes={"team": ("red", "")}))
    window = Window(day("2026-03-03"), day("2026-03-05"))
    assert flow_times(log, window).tolist() == []  # done on the 2nd and the 9th
    assert flow_load(log, window) == (2 + 1) / 2  # one all the time, one from the 4th
    assert len(ageing(log, window.end)) == 2


def test_shares_of_workers_are_not_known_of_some_items() -> None:
    log = two_stages()
    some = select(log, Selection(types=("feature",)))
    assert [stage.utilisation for stage in stage_usage(some, Window(0, 6))] == [None, None]
    assert [stage.working for stage in stage_usage(some, Window(0, 6))] == [3 / 6, 2 / 6]


@given(st.one_of(staffed(), remembered()), st.integers(0, 20), st.integers(1, 60))
@settings(deadline=None)
def test_the_parts_by_type_add_up_to_the_whole(log: EventLog, start: int, length: int) -> None:
    window = Window(start * GRID, (start + length) * GRID)
    parts = [select(log, Selection(types=(kind.id,))) for kind in log.types]
    assert sum(flow_load(part, window) for part in parts) == pytest.approx(flow_load(log, window))
    together = sorted(time for part in parts for time in flow_times(part, window, "elapsed").tolist())
    assert together == sorted(flow_times(log, window, "elapsed").tolist())
    done = [velocity_series(part, "week", window).done for part in parts]
    assert sum(done).tolist() == velocity_series(log, "week", window).done.tolist()  # type: ignore[union-attr]
    spent = [float(item_time(part, window).sum()) for part in parts]
    assert sum(spent) == pytest.approx(float(item_time(log, window).sum()))


@given(staffed())
@settings(deadline=None)
def test_the_efficiency_of_the_whole_lies_between_those_of_its_parts(log: EventLog) -> None:
    window = Window(0.0, log.end)
    parts = [flow_efficiency(select(log, Selection(types=(kind.id,))), window) for kind in log.types]
    known = [part for part in parts if not np.isnan(part)]
    if known:
        assert min(known) - 1e-12 <= flow_efficiency(log, window) <= max(known) + 1e-12
