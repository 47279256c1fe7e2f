"""Flow distribution: shares of types."""

from __future__ import annotations

import numpy as np

from sim.metrics import Window, distribution_series, flow_distribution, load_distribution
from tests.log.story import told
from tests.metrics.scenes import DATED, HISTORY, day, two_stages


def test_the_distribution_is_of_items_done_in_the_window() -> None:
    log = two_stages()
    assert flow_distribution(log, Window(0, 6)) == {"feature": 0.5, "defect": 0.5}
    assert flow_distribution(log, Window(0, 5)) == {"feature": 0, "defect": 1}
    assert flow_distribution(log, Window(0, 4)) == {"feature": 0, "defect": 0}


def test_the_distribution_of_the_load_is_of_items_in_progress() -> None:
    log = two_stages()
    assert load_distribution(log, 1) == {"feature": 1, "defect": 0}
    assert load_distribution(log, 4) == {"feature": 0.5, "defect": 0.5}
    assert load_distribution(log, 7) == {"feature": 0, "defect": 0}


def test_the_distribution_over_time_has_every_period() -> None:
    dates = ("2026-03-02", "2026-03-08", "2026-03-08", "2026-03-16")
    story = "\n".join(f"{day(date)!r} {item} done" for item, date in enumerate(dates))
    series = distribution_series(told(story, types=(0, 1, 1, 0), base=DATED, origin=HISTORY))
    assert series.types == ("feature", "defect")
    mondays = ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23")
    assert series.edges.tolist() == [day(monday) for monday in mondays]
    assert series.done.tolist() == [[1, 0, 1], [2, 0, 0]]
    np.testing.assert_array_equal(series.shares, [[1 / 3, np.nan, 1], [2 / 3, np.nan, 0]])


def test_nothing_done_has_a_distribution_over_no_time() -> None:
    series = distribution_series(told("0 0 arrived"))
    assert (len(series.edges), series.done.shape, series.shares.shape) == (0, (2, 0), (2, 0))


def test_a_window_counts_only_what_was_done_in_it_by_period() -> None:
    dates = ("2026-03-02", "2026-03-08", "2026-03-08", "2026-03-16")
    story = "\n".join(f"{day(date)!r} {item} done" for item, date in enumerate(dates))
    log = told(story, types=(0, 1, 1, 0), base=DATED, origin=HISTORY)
    series = distribution_series(log, "week", Window(day("2026-03-08"), day("2026-03-24")))
    mondays = ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30")
    assert series.edges.tolist() == [day(monday) for monday in mondays]
    assert series.done.tolist() == [[0, 0, 1, 0], [2, 0, 0, 0]]
