"""Real histories from elsewhere against their published or recomputed figures."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import HistoryFault
from sim.history import Imported, StageColumn, assemble, guess_mapping, import_history, read_table
from sim.log import EventLog, audit, date_of_day, day_number, day_start
from sim.metrics import (
    DayRule,
    Period,
    ageing,
    arrivals_departures,
    completions,
    cumulative_flow,
    daily_done,
    flow_distribution,
    flow_time,
    flow_times,
    percentile,
    velocity_series,
    whole,
    wip_by_day,
)

AZURE = "01_azure_devops_lighthouse_backlog"
AMERICAN = "02_flowmetricscsv_example_semicolon"
JIRA = "03_rueedlinger_agile_project_jira"
STAGES = "04_jira_agile_metrics_minimal"
ITEM_FILES = (AZURE, AMERICAN, JIRA)
RULES: dict[DayRule, str] = {
    "elapsed": "flow_time_elapsed_days",
    "difference": "flow_time_date_diff_days",
    "inclusive": "flow_time_inclusive_days (date diff + 1)",
}
KINDS_OF_COUNT = (
    "rows",
    "with_start",
    "with_done",
    "finished_with_both",
    "done_before_start",
    "in_progress_no_done",
    "done_without_start",
    "neither",
)


@cache
def history(folder: Path, name: str) -> Imported:
    return import_history(folder / f"{name}.csv")


@cache
def expected(folder: Path, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / f"{name}.expected.json").read_text())
    return loaded


def velocity(log: EventLog, by: Period) -> dict[str, int]:
    series = velocity_series(log, by)
    cut = 7 if by == "month" else 10
    return dict(zip((day.isoformat()[:cut] for day in series.dates), series.done.tolist(), strict=True))


# --- one row an item ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ITEM_FILES)
def test_rows_are_counted_by_their_dates(shared_data: Path, name: str) -> None:
    counts = history(shared_data, name).report.counts.model_dump()
    assert counts == {kind: expected(shared_data, name)[kind] for kind in KINDS_OF_COUNT}


@pytest.mark.parametrize("name", ITEM_FILES)
def test_every_row_is_used_or_set_aside(shared_data: Path, name: str) -> None:
    log, report = history(shared_data, name)
    assert report.rows == expected(shared_data, name)["rows"]
    assert report.used == len(log.items)
    assert report.used + len(report.set_aside) == report.rows
    assert audit(log) == ()


@pytest.mark.parametrize(
    ("name", "rule"),
    [(name, rule) for name in ITEM_FILES for rule in RULES if (name, rule) != (JIRA, "elapsed")],
)
def test_flow_times_match_by_each_definition(shared_data: Path, name: str, rule: DayRule) -> None:
    log = history(shared_data, name).log
    stats = flow_time(log, whole(log), rule)
    figures = expected(shared_data, name)[RULES[rule]]
    times = flow_times(log, whole(log), rule)
    nearest = figures["percentiles"]["nearest_rank_ceil"]
    assert stats.n == figures["n"]
    assert stats.mean == pytest.approx(figures["mean"], abs=1e-6)
    assert float(np.std(times, ddof=1)) == pytest.approx(figures["sd_sample"], abs=1e-6)
    assert float(times.min()) == pytest.approx(figures["min"], abs=1e-6)
    assert float(times.max()) == pytest.approx(figures["max"], abs=1e-6)
    got = {"p50": stats.p50, "p70": stats.p70, "p85": stats.p85, "p95": stats.p95}
    assert got == pytest.approx(nearest, abs=1e-6)


@pytest.mark.parametrize("name", ITEM_FILES)
def test_linear_percentiles_of_the_same_times_match_too(shared_data: Path, name: str) -> None:
    log = history(shared_data, name).log
    times = flow_times(log, whole(log), "difference")
    figures = expected(shared_data, name)["flow_time_date_diff_days"]["percentiles"]["linear_type7"]
    got = {f"p{percent}": float(np.percentile(times, percent)) for percent in (50, 70, 85, 95)}
    assert got == pytest.approx(figures, abs=1e-6)


@pytest.mark.parametrize("name", [AZURE, AMERICAN])
def test_velocity_matches_week_by_week_and_month_by_month(shared_data: Path, name: str) -> None:
    log = history(shared_data, name).log
    figures = expected(shared_data, name)
    weeks = velocity(log, "week")
    assert weeks == figures["throughput_iso_week_monday"]
    assert velocity(log, "month") == figures["throughput_month"]
    mean = sum(weeks.values()) / len(weeks)
    assert mean == pytest.approx(figures["throughput_per_week_mean"], abs=1e-6)


def test_velocity_counts_items_done_before_their_start(shared_data: Path) -> None:
    log = history(shared_data, JIRA).log
    figures = expected(shared_data, JIRA)["throughput_iso_week_monday"]
    weeks = velocity(log, "week")
    assert {
        "first": min(weeks),
        "last": max(weeks),
        "weeks": len(weeks),
        "sum": sum(weeks.values()),
        "max": max(weeks.values()),
        "zero_weeks": list(weeks.values()).count(0),
    } == figures
    months = velocity(log, "month")
    assert sum(done > 0 for done in months.values()) == 69  # of the file's months, those with a completion


@pytest.mark.parametrize("name", ITEM_FILES)
def test_wip_at_the_end_of_each_day_matches(shared_data: Path, name: str) -> None:
    log = history(shared_data, name).log
    figures = expected(shared_data, name)["wip_end_of_day"]
    wip = wip_by_day(log)
    by_date = dict(zip((day.isoformat() for day in wip.dates), wip.counts.tolist(), strict=True))
    assert {
        "definition": figures["definition"],
        "first_day": min(by_date),
        "last_day": max(by_date),
        "mean_over_days": pytest.approx(float(wip.counts.mean()), abs=1e-6),
        "max": int(wip.counts.max()),
        "on_last_day": by_date[max(by_date)],
        "samples": {day: by_date[day] for day in figures["samples"]},
    } == figures


def test_types_of_the_first_file_are_counted_in_its_own_words(shared_data: Path) -> None:
    table = read_table(shared_data / f"{AZURE}.csv")
    log, report = history(shared_data, AZURE)
    figures = expected(shared_data, AZURE)
    words = list(table.column("Work Item Type"))
    states = list(table.column("State"))
    assert {word: words.count(word) for word in set(words)} == figures["distribution_all"]
    assert {word: states.count(word) for word in set(states)} == figures["states"]
    done = completions(log).item.tolist()
    theirs = [log.items.attributes["type"][item] for item in done]
    assert {word: theirs.count(word) for word in set(theirs)} == figures["distribution_done"]
    assert len(report.set_aside) == figures["removed_items"]
    assert len(set(filter(None, table.column("Parent")))) == figures["parents_distinct"]


def test_types_of_the_first_file_are_told_as_flow_items(shared_data: Path) -> None:
    log, report = history(shared_data, AZURE)
    done = expected(shared_data, AZURE)["distribution_done"]
    shares = flow_distribution(log, whole(log))
    assert shares == pytest.approx(
        {"feature": done["User Story"] / 88, "defect": done["Bug"] / 88, "epic": done["Epic"] / 88}
    )
    assert [(count.theirs, count.ours) for count in report.types] == [
        ("User Story", "feature"),
        ("Epic", "epic"),
        ("Bug", "defect"),
    ]


def test_order_of_day_and_month_is_told_from_all_dates(shared_data: Path) -> None:
    assert history(shared_data, AZURE).report.date_order == "day first"
    assert history(shared_data, AMERICAN).report.date_order == "month first"
    assert history(shared_data, AZURE).report.ambiguous == ()
    assert history(shared_data, AMERICAN).report.ambiguous == ()


def test_elapsed_whole_days_plus_one_match_the_peer(shared_data: Path) -> None:
    log = history(shared_data, AMERICAN).log
    figures = expected(shared_data, AMERICAN)["peer_definition_cycle_time"]["stats"]
    # Whole days of timestamps to the second: a microsecond keeps a double from falling below.
    times = np.floor(flow_times(log, whole(log), "elapsed") + 1e-11) + 1
    nearest = {f"p{percent}": percentile(times, percent) for percent in (50, 70, 85, 95)}
    assert float(times.mean()) == pytest.approx(figures["mean"], abs=1e-6)
    assert (float(times.min()), float(times.max())) == (figures["min"], figures["max"])
    assert nearest == figures["percentiles"]["nearest_rank_ceil"]


def test_story_points_are_kept_as_size(shared_data: Path) -> None:
    sizes = history(shared_data, AMERICAN).log.items.attributes["size"]
    assert {size: sizes.count(size) for size in set(sizes)} == expected(shared_data, AMERICAN)["story_points"]


def test_published_figures_of_the_third_file_follow(shared_data: Path) -> None:
    log = history(shared_data, JIRA).log
    published = expected(shared_data, JIRA)["published"]
    written = np.array(log.items.attributes["cycle_time_days"], np.float64)
    assert float(written.mean()) == pytest.approx(published["mean_cycle_time_days_all"], abs=5e-4)
    projects = log.items.attributes["project"]
    assert {p: projects.count(p) for p in set(projects)} == published["project_counts"]
    done = completions(log, "difference")
    begun = done.done - done.flow_time
    late = begun >= day_number(dt.date(2018, 1, 1))
    for project in ("0", "1"):
        own = np.array([projects[item] == project for item in done.item.tolist()])
        times = done.flow_time[late & own]
        figures = published["subset created after 2017-12-31 and cycle_time_days > -1"][f"project {project}"]
        assert len(times) == figures["n"]
        assert float(times.mean()) == pytest.approx(figures["mean"])
        assert float(np.var(times, ddof=1)) == pytest.approx(figures["variance"])


def test_where_only_creation_is_known_it_is_the_start_and_said_so(shared_data: Path) -> None:
    report = history(shared_data, JIRA).report
    assert (
        "No column holds the start: created_date is taken as the start, so flow time is lead time."
        in report.assumed
    )
    assert len(report.in_part) == 1662
    assert report.set_aside == ()


# --- one date column a stage --------------------------------------------------------------------------------


def days_of(rows: list[dict[str, Any]]) -> list[dt.date]:
    return [dt.date.fromisoformat(row["_index"]) for row in rows]


def ends_of(log: EventLog, dates: list[dt.date]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([day_start(log.base, day_number(day) + 1) - 1e-6 for day in dates])


def test_stages_and_commitment_are_told_from_the_columns(shared_data: Path) -> None:
    log, report = history(shared_data, STAGES)
    assert [(stage.name, stage.state, stage.kind) for stage in log.stages] == [
        ("Backlog", "new", "wait"),
        ("Committed", "waiting", "wait"),
        ("Build", "active", "work"),
        ("Test", "active", "work"),
    ]
    assert log.commitment == 1
    assert (report.used, report.set_aside, report.in_part, report.contradictions) == (4, (), (), ())
    assert audit(log) == ()


def test_cumulative_flow_matches(shared_data: Path) -> None:
    log = history(shared_data, STAGES).log
    rows = expected(shared_data, STAGES)["default"]["cfd"]
    flow = cumulative_flow(log, ends_of(log, days_of(rows)))
    got = [
        {"_index": row["_index"], **dict(zip(flow.names, counts, strict=True))}
        for row, counts in zip(rows, flow.counts.T.astype(float).tolist(), strict=True)
    ]
    assert got == rows


def test_burn_up_matches(shared_data: Path) -> None:
    log = history(shared_data, STAGES).log
    rows = expected(shared_data, STAGES)["default"]["burnup"]
    flow = arrivals_departures(log, ends_of(log, days_of(rows)))
    assert flow.arrived.tolist() == [row["Backlog"] for row in rows]
    assert flow.done.tolist() == [row["Done"] for row in rows]


def test_daily_wip_matches(shared_data: Path) -> None:
    log = history(shared_data, STAGES).log
    rows = expected(shared_data, STAGES)["default"]["wip_per_day"]
    first, *_, last = map(day_number, days_of(rows))
    assert wip_by_day(log, first, last).counts.tolist() == [row["wip"] for row in rows]


def test_net_flow_matches(shared_data: Path) -> None:
    log = history(shared_data, STAGES).log
    rows = expected(shared_data, STAGES)["default"]["net_flow"]
    flow = arrivals_departures(log, ends_of(log, days_of(rows)))
    arrivals, departures = np.diff(flow.committed, prepend=0), np.diff(flow.done, prepend=0)
    assert arrivals.tolist() == [row["arrivals"] for row in rows]
    assert departures.tolist() == [row["departures"] for row in rows]
    assert (arrivals - departures).tolist() == [row["net_flow"] for row in rows]


def test_ages_match(shared_data: Path) -> None:
    log = history(shared_data, STAGES).log
    rows = expected(shared_data, STAGES)["default"]["ageing_wip_2018-01-10"]
    ages = ageing(log, float(day_number(dt.date(2018, 1, 10))), "difference")
    got = [
        {"key": log.items.names[item], "status": log.stages[stage].name, "age": age}
        for item, stage, age in zip(ages.item, ages.stage, ages.age.tolist(), strict=True)
    ]
    assert got == rows


def test_completions_and_quantiles_match(shared_data: Path) -> None:
    log = history(shared_data, STAGES).log
    figures = expected(shared_data, STAGES)["default"]
    done = completions(log, "difference")
    scatter = [
        {
            "key": log.items.names[item],
            "completed_date": date_of_day(int(time)).isoformat(),
            "cycle_time": span,
        }
        for item, time, span in zip(done.item, done.done.tolist(), done.flow_time.tolist(), strict=True)
    ]
    assert scatter == figures["scatter"]
    first, last = dt.date(2018, 1, 1), dt.date(2018, 1, 6)
    assert daily_done(log, first, last).tolist() == [0, 0, 0, 0, 0, figures["throughput_daily"][0]["count"]]
    quantiles = {
        share: percentile(done.flow_time, round(100 * float(share)))
        for share in figures["cycle_time_quantiles_days"]
    }
    assert quantiles == figures["cycle_time_quantiles_days"]


def test_another_commitment_and_another_done_match(shared_data: Path) -> None:
    table = read_table(shared_data / f"{STAGES}.csv")
    guessed = guess_mapping(table)
    stages = (
        StageColumn(column="Backlog", name="Backlog", state="new"),
        StageColumn(column="Committed", name="Committed", state="new"),
        StageColumn(column="Build", name="Build"),
    )
    columns = {**guessed.columns, "done": "Test"}
    log = assemble(table, guessed.model_copy(update={"stages": stages, "columns": columns})).log
    figures = expected(shared_data, STAGES)["build_to_test"]
    first, *_, last = map(day_number, days_of(figures["wip_per_day"]))
    assert wip_by_day(log, first, last).counts.tolist() == [row["wip"] for row in figures["wip_per_day"]]
    flow = arrivals_departures(log, ends_of(log, days_of(figures["net_flow"])))
    assert np.diff(flow.committed, prepend=0).tolist() == [row["arrivals"] for row in figures["net_flow"]]
    assert np.diff(flow.done, prepend=0).tolist() == [row["departures"] for row in figures["net_flow"]]
    assert len(ageing(log, float(day_number(dt.date(2018, 1, 10))))) == len(figures["ageing_wip_2018-01-10"])


# --- files that a peer accepts or refuses -------------------------------------------------------------------


def test_a_file_without_dates_is_refused_naming_its_columns_and_what_is_needed(shared_data: Path) -> None:
    with pytest.raises(HistoryFault) as caught:
        import_history(shared_data / "10_lighthouse_invalid-wrong-csv.csv")
    assert caught.value.text == (
        "10_lighthouse_invalid-wrong-csv.csv: None of the columns FirstName, LastName, Email, Age is known "
        "to hold the date an item was done."
    )
    assert caught.value.hint.startswith("Needed is one row an item with the date it was done")


@pytest.mark.parametrize(
    ("name", "done", "contradictions"),
    [
        ("all-optional", 4, [(2, "In Progress"), (4, "To Do"), (5, "In Progress")]),
        ("required-only", 4, [(2, "In Progress"), (4, "To Do"), (5, "In Progress")]),
        ("state-since", 1, [(4, "To Do")]),
    ],
)
def test_valid_files_import_by_their_dates_and_say_where_the_state_differs(
    shared_data: Path, name: str, done: int, contradictions: list[tuple[int, str]]
) -> None:
    log, report = history(shared_data, f"10_lighthouse_team-valid-{name}")
    assert (report.rows, report.used, report.set_aside) == (5, 5, ())
    assert report.counts.with_done == done
    assert [(remark.row, remark.value) for remark in report.contradictions] == contradictions
    assert [item_type.id for item_type in log.types] == ["feature", "defect", "debt"]
