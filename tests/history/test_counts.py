"""Numbers of items done by day or week: velocity and forecasts, and nothing else."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from sim.errors import HistoryFault
from sim.forecast import sample_from_log
from sim.history import CountColumn, Imported, Mapping, Table, WeekBegin, assemble, guess_mapping
from sim.history.count_cells import period_days, week_day, whole_number
from sim.log import audit, date_of, lives
from sim.metrics import daily_done, flow_time, summarise, velocity_series, whole
from tests.history.files import day, table

WEEKS = table("Week,Throughput", "2024-01-01,5", "2024-01-08,0", "2024-01-15,12", "2024-01-22,3")
TEAMS = table("Week starting,Red,Blue,Total", "2024-01-01,5,1,6", "2024-01-08,2,0,2", "2024-01-15,0,4,4")
DAYS = table("Date,Done", *(f"2024-01-{day:02},{day % 4}" for day in range(1, 15)))


def read(made: Table, **changes: object) -> Imported:
    return assemble(made, guess_mapping(made).model_copy(update=changes))


def by_week(history: Imported) -> list[int]:
    done: list[int] = velocity_series(history.log, "week").done.tolist()
    return done


def test_velocity_by_week_is_that_of_the_file() -> None:
    history = read(WEEKS)
    assert by_week(history) == [5, 0, 12, 3]
    assert audit(history.log) == ()
    assert (history.report.rows, history.report.used, history.report.items) == (4, 4, 20)


def test_velocity_by_day_is_that_of_the_file() -> None:
    log = read(DAYS).log
    first, last = dt.date(2024, 1, 1), dt.date(2024, 1, 14)
    assert daily_done(log, first, last).tolist() == [day % 4 for day in range(1, 15)]


def test_nothing_but_velocity_is_claimed() -> None:
    log, report = read(WEEKS)
    assert flow_time(log, whole(log)).n == 0
    assert np.isnan(lives(log).commitment).all()
    assert np.isnan(summarise(log).efficiency)
    assert report.counts.done_without_start == 20
    assert (
        "Only velocity and forecasts can be told: starts, types and stages are not in the file, so there are "
        "no flow times, no load, no efficiency and no distribution."
    ) in report.assumed


def test_the_history_spans_all_its_periods_also_those_with_nothing_done() -> None:
    made = table("Week,Throughput", "2024-01-01,0", "2024-01-08,3", "2024-01-15,0")
    log = read(made).log
    assert date_of(log.base, log.start).date() == dt.date(2024, 1, 1)
    assert date_of(log.base, log.end).date() == dt.date(2024, 1, 21)


def test_a_forecast_can_be_drawn_from_it() -> None:
    log = read(WEEKS).log
    sample = sample_from_log(log, dt.date(2024, 1, 28), 28)
    assert sample.items == 20


def test_items_of_a_week_are_scattered_over_its_working_days_and_always_alike() -> None:
    made = table("Week,Throughput", "2024-01-01,1000", "2024-01-08,0")
    log = read(made).log
    days = daily_done(log, dt.date(2024, 1, 1), dt.date(2024, 1, 7)).tolist()
    assert days[5:] == [0, 0]
    assert all(150 < count < 250 for count in days[:5])
    assert read(made).log.time.tolist() == log.time.tolist()


def test_teams_stand_in_columns_and_their_sum_is_not_counted_twice() -> None:
    log, report = read(TEAMS)
    assert guess_mapping(TEAMS).counts == (
        CountColumn(column="Red", team="Red"),
        CountColumn(column="Blue", team="Blue"),
    )
    teams = log.items.attributes["team"]
    assert (teams.count("Red"), teams.count("Blue"), report.items) == (7, 5, 12)


def test_numbers_that_run_on_are_taken_apart() -> None:
    made = table("Week,Done total", "2024-01-01,3", "2024-01-08,3", "2024-01-15,10")
    history = read(made)
    assert by_week(history) == [3, 0, 7]
    assert "Items done are counted in Done total (its increase from row to row)." in history.report.assumed


@pytest.mark.parametrize(
    ("begin", "days"),
    [
        ("as told", ("2024-01-01", "2024-01-08")),
        ("monday", ("2024-01-01", "2024-01-08")),
        ("sunday", ("2023-12-31", "2024-01-07")),
        ("saturday", ("2023-12-30", "2024-01-06")),
    ],
)
def test_the_day_on_which_weeks_begin_can_be_chosen(begin: WeekBegin, days: tuple[str, str]) -> None:
    made = table("Week ending,Done", "2024-01-05,4", "2024-01-12,2")
    mapping = guess_mapping(made).model_copy(update={"week_begins": begin})
    found = period_days(made, mapping)[0].astype("datetime64[D]").astype(str)
    assert tuple(found) == days
    log, report = assemble(made, mapping)
    assert day(log, log.start) == days[0]
    said = f"Weeks begin on a {begin.title()}, as chosen."
    assert (said in report.assumed) == (begin != "as told")


def test_weeks_from_sunday_begin_with_their_own_day() -> None:
    made = table("Week,Throughput", "2024-01-07,4", "2024-01-14,2")
    assert velocity_series(read(made).log, "week").dates[0] == dt.date(2024, 1, 8)


def test_rows_on_other_days_stand_for_their_week() -> None:
    made = table("Date,Throughput", "2024-01-05,4", "2024-01-11,2", "2024-01-21,1")
    series = velocity_series(read(made).log, "week")
    assert (series.dates[0], series.done.tolist()) == (dt.date(2024, 1, 1), [4, 2, 1])


def test_iso_weeks_are_dates() -> None:
    made = table("KW,Durchsatz", "2024-W01,4", "2024-W02,2", "2024-W04,1")
    history = read(made)
    assert by_week(history) == [4, 2, 0, 1]
    assert "Between rows, weeks without a row count as nothing done: 1." in history.report.assumed


def test_without_dates_the_rows_are_weeks_from_a_day_that_can_be_chosen() -> None:
    made = table("Throughput", "4", "2", "6")
    history = read(made)
    assert by_week(history) == [4, 2, 6]
    assert any("one week after the other from 2024-01-01" in one for one in history.report.assumed)
    later = read(made, first_day=dt.date(2025, 3, 3))
    assert velocity_series(later.log, "week").dates[0] == dt.date(2025, 3, 3)


def test_what_is_no_number_and_what_is_no_date_are_told() -> None:
    good = ("2024-01-15,2", "2024-01-22,1", "2024-01-29,9")
    made = table("Week,Throughput", "2024-01-01,5", "2024-01-08,many", "soon,3", ",4", *good)
    log, report = read(made)
    assert [(one.row, one.value, one.reason) for one in report.in_part] == [
        (3, "many", "Throughput is no number of items: counted as 0")
    ]
    assert [(one.row, one.value, one.reason) for one in report.set_aside] == [
        (4, "soon", "Week is not a date"),
        (5, "", "has no date"),
    ]
    assert len(log.items) == 17


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("", 0),
        ("-", 0),
        ("7.0", 7),
        ("7,0", 7),
        ("-1", None),
        ("1.5", None),
        ("x", None),
        ("1" * 12, None),
        ("²", None),
    ],
)
def test_numbers_are_whole_and_not_negative(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-W01", "2024-01-01"),
        ("2024W02", "2024-01-08"),
        ("2024 KW 3", "2024-01-15"),
        ("2024-W60", None),
        ("W1", None),
    ],
)
def test_weeks_as_they_are_written(text: str, day: str | None) -> None:
    found = week_day(text)
    assert (None if np.isnan(found) else str(np.datetime64(int(found), "D"))) == day


def test_rows_a_month_apart_are_refused() -> None:
    made = table("Date,Done", "2024-01-01,5", "2024-02-01,5", "2024-03-01,5")
    with pytest.raises(
        HistoryFault, match="The rows are 29 days apart; numbers of items are read by day or by week"
    ):
        assemble(
            made, Mapping(layout="counts", columns={"when": "Date"}, counts=(CountColumn(column="Done"),))
        )


def test_no_item_and_too_many_items_are_refused() -> None:
    with pytest.raises(HistoryFault, match="tells of no item done"):
        read(table("Week,Throughput", "2024-01-01,0", "2024-01-08,0"))
    with pytest.raises(HistoryFault, match="add up to 999,999,999 items; at most 5,000,000 are read"):
        read(table("Week,Throughput", "2024-01-01,999999999", "2024-01-08,0"))


def test_a_mapping_that_does_not_fit_is_told() -> None:
    with pytest.raises(HistoryFault, match='There is no column "Gone"; the columns are Week, Throughput'):
        assemble(
            WEEKS, Mapping(layout="counts", columns={"when": "Week"}, counts=(CountColumn(column="Gone"),))
        )
    with pytest.raises(HistoryFault, match="No column is known to hold numbers"):
        assemble(WEEKS, Mapping(layout="counts"))


@pytest.mark.parametrize(
    "lines",
    [
        ("ID,Closed Date", "1,2024-01-01", "2,2024-01-08"),
        ("Started,Done", "2024-01-01,2024-01-02", "2024-01-03,2024-01-08"),
        ("Date,Title,Points", "2024-01-01,one,3", "2024-01-08,two,5"),
        ("Points,Estimate", "1,2", "3,4"),
    ],
)
def test_tables_of_items_are_no_tables_of_numbers(lines: tuple[str, ...]) -> None:
    assert guess_mapping(table(*lines)).layout != "counts"
