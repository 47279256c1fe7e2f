"""What the page shows of a history, before any of it is drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.pages.history.figures import RULES, efficiency, metrics_of, number
from app.pages.history.part import Span, View, dates_text, part_in_view, window_in_view
from app.pages.history.pictures import (
    FlowPictures,
    ageing_picture,
    flow_picture,
    flow_pictures,
    scatter_picture,
    velocity_picture,
)
from app.pages.history.state import ONLY_DONE, MeasureRequest, measure, source_text, status_text
from sim.history import Mapping, SetAside
from sim.log import EventLog
from sim.metrics import DayRule, Window, summarise, whole
from sim.store import StoredHistory
from tests.history.files import history

HEADER = "ID,Type,Started,Done"


def item_log(*rows: str) -> EventLog:
    return history(HEADER, *rows).log


def window_of(log: EventLog, span: Span) -> Window:
    return window_in_view(log, View(span))


def drawn(log: EventLog, view: View) -> FlowPictures:
    return flow_pictures(part_in_view(log, view))


def daily(days: int) -> EventLog:
    """One item done each day from 1 January 2025 on, each begun the day before, the last one still open."""
    first = np.datetime64("2025-01-01")
    done = [f"{n},Bug,{first + n - 1},{first + n}" for n in range(days)]
    return item_log(*done, f"open,Story,{first + days - 2},")


def test_numbers_of_items_done_tell_velocity_and_say_what_they_cannot_tell() -> None:
    log = history("Week,Done", "2025-01-06,3", "2025-01-13,1").log
    measured = measure(MeasureRequest(log, View()))
    assert [(each.value, each.note) for each in measured.metrics] == [
        ("2.0", "4 items in 14 days"),
        ("–", "no items with a start"),
        ("–", "no starts in the file"),
        ("–", "no waiting stage"),
    ]
    assert measured.distribution == {}
    assert measured.warnings == (ONLY_DONE,)
    assert measure(MeasureRequest(daily(5), View())).warnings != (ONLY_DONE,)


SMALL = ("1,Bug,2025-01-06,2025-01-10", "2,Story,2025-01-06,2025-01-19", "3,Story,2025-01-13,")


def test_the_four_numbers_are_told_in_words() -> None:
    log = daily(28)
    metrics = metrics_of(log, summarise(log, whole(log), "inclusive"))
    told = [(each.label, each.value, each.unit, each.note) for each in metrics]
    assert told == [
        ("Flow velocity", "6.8", "/ week", "28 items in 29 days"),
        ("Flow time (85 %)", "2", "days", "calendar days, both counted"),
        ("Flow load", number(metrics_load(log)), "items", "1 at the end"),
        ("Flow efficiency", "–", "", "no waiting stage"),
    ]
    assert all(each.how for each in metrics)


def metrics_load(log: EventLog) -> float:
    return summarise(log, whole(log)).load


@pytest.mark.parametrize(("rule", "value"), [("inclusive", "2"), ("elapsed", "1.0"), ("working", "2")])
def test_flow_time_follows_the_rule_in_force(rule: DayRule, value: str) -> None:
    log = daily(28)
    metric = metrics_of(log, summarise(log, whole(log), rule))[1]
    assert (metric.value, metric.note) == (value, RULES[rule])


def test_a_thin_sample_shows_the_median_and_a_thinner_one_nothing() -> None:
    seven = daily(7)
    assert metrics_of(seven, summarise(seven, whole(seven)))[1].label == "Flow time (50 %)"
    two = item_log(*SMALL)
    metric = metrics_of(two, summarise(two, whole(two)))[1]
    assert (metric.value, metric.note) == ("–", "too few items")


def test_items_without_a_start_have_no_flow_time() -> None:
    log = history("ID,Done", "1,2025-01-01", "2,2025-01-02").log
    metric = metrics_of(log, summarise(log, whole(log)))[1]
    assert (metric.value, metric.note) == ("–", "no items with a start")


def test_efficiency_names_the_stages_it_comes_from() -> None:
    log = history(
        "ID,Build,Waiting,Test,Done",
        "1,2025-01-01,2025-01-02,2025-01-04,2025-01-05",
        "2,2025-01-01,2025-01-02,2025-01-04,2025-01-05",
    ).log
    metric = efficiency(log, summarise(log, whole(log)).efficiency)
    assert (metric.value, metric.unit, metric.note) == ("50", "%", "waiting: Waiting")
    assert "active: Build, Test; waiting: Waiting." in metric.how
    assert efficiency(log, float("nan")).value == "–"


def test_all_active_is_a_dash_and_not_a_proud_hundred() -> None:
    log = item_log(*SMALL)
    assert summarise(log, whole(log)).efficiency == 1.0
    metric = efficiency(log, 1.0)
    assert metric.value == "–"
    assert "says nothing" in metric.how


def test_numbers_have_one_digit_and_thousands_apart() -> None:
    assert (number(1234.56), number(0.04), number(float("nan"))) == ("1\u202f234.6", "0.0", "–")


def test_the_whole_history_is_measured_unless_a_span_is_chosen() -> None:
    log = daily(400)
    everything = measure(MeasureRequest(log, View()))
    assert everything.days == 401
    assert everything.dates == "31 Dec 2024 – 4 Feb 2026"
    assert len(drawn(log, View()).scatter.done) == 400
    year = measure(MeasureRequest(log, View("year")))
    assert (year.dates, len(drawn(log, View("year")).scatter.done)) == ("5 Feb 2025 – 4 Feb 2026", 365)
    quarter = measure(MeasureRequest(log, View("quarter")))
    assert (quarter.dates, len(drawn(log, View("quarter")).scatter.done)) == ("7 Nov 2025 – 4 Feb 2026", 90)
    assert quarter.metrics[0].note == "90 items in 90 days"


def test_a_history_shorter_than_the_span_is_shown_whole() -> None:
    log = daily(20)
    assert window_of(log, "year") == whole(log)


def test_the_distribution_is_by_month_where_there_are_months() -> None:
    assert drawn(daily(200), View()).usual == "month"
    assert drawn(daily(60), View()).usual == "week"


def test_what_was_done_before_the_window_is_left_out_of_the_flow() -> None:
    log = daily(200)
    everything = flow_picture(log, window_of(log, "whole"))
    assert (everything.reached[-1, 0], everything.reached[-1, -1]) == (0, 200)
    assert everything.note == "items that came so far · 2024 – 2025"
    recent = flow_picture(log, window_of(log, "quarter"))
    assert recent.reached[-1, -1] == 90
    assert recent.note.endswith(" · 110 done before left out")


def test_the_flow_begins_with_what_was_in_progress() -> None:
    log = daily(200)
    recent = flow_picture(log, window_of(log, "quarter"))
    assert recent.reached[:, 0].tolist() == [2, 1]


def test_percentile_lines_are_of_the_window() -> None:
    log = item_log(*(f"{n},Bug,2025-01-{n:02},2025-02-{n:02}" for n in range(1, 26)))
    found = scatter_picture(log, window_of(log, "whole"), "inclusive")
    assert found.percentiles == {50: 32.0, 70: 32.0, 85: 32.0, 95: 32.0}
    assert scatter_picture(log, window_of(log, "whole"), "elapsed").percentiles[50] == pytest.approx(31.0)
    assert found.names[:2] == ("1", "2")


def test_weeks_are_told_whole_or_not() -> None:
    log = item_log(*SMALL)
    found = velocity_picture(log, window_of(log, "whole"))
    assert (found.period, found.done.tolist(), found.whole.tolist()) == ("week", [1, 1], [True, True])


def test_many_weeks_are_shown_as_months() -> None:
    log = item_log("1,Bug,2020-01-06,2020-01-10", "2,Bug,2024-01-06,2024-01-10")
    assert velocity_picture(log, window_of(log, "whole")).period == "month"


def test_ages_follow_the_rule_in_force() -> None:
    log = item_log(*SMALL)
    scatter = scatter_picture(log, whole(log), "elapsed")
    assert ageing_picture(log, scatter, "inclusive").age.tolist() == [7.0]
    assert ageing_picture(log, scatter, "working").age.tolist() == [5.0]
    assert ageing_picture(log, scatter, "elapsed").age.tolist() == [pytest.approx(7.0, abs=1e-6)]


def test_warnings_stand_beside_the_numbers() -> None:
    found = measure(MeasureRequest(item_log(*SMALL), View()))
    assert found.warnings[0] == "1 item is unfinished at the end: counted in the load, not in flow time."
    assert found.names == {"feature": "Feature", "defect": "Defect"}


def test_the_status_line_says_what_the_history_holds() -> None:
    assert status_text(item_log(*SMALL)) == "3 items · 2 done · 6 Jan 2025 – 19 Jan 2025 · 2 item types"
    board = history("ID,Build,Test,Done", "1,2025-01-01,2025-01-01,2025-01-01").log
    assert status_text(board) == "1 item · 1 done · 1 Jan 2025 · 1 item type · 2 stages found"


def test_the_source_is_named_with_what_was_set_aside() -> None:
    log, report = history(HEADER, *SMALL)
    stored = StoredHistory(log, Mapping(), report, "jira-export.csv")
    assert source_text(stored) == "jira-export.csv · 3 items"
    aside = report.model_copy(update={"set_aside": (SetAside(row=2, value="", reason="x"),)})
    assert source_text(replace(stored, report=aside)) == "jira-export.csv · 3 items · 1 row set aside"


def test_dates_of_one_day_are_said_once() -> None:
    log = history("ID,Done", "1,2025-01-01").log
    assert dates_text(log, whole(log)) == "1 Jan 2025"
