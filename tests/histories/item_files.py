"""Files with one row an item: 01, 02, 03, 08 and the items of 09."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.history import Imported, read_table
from sim.log import date_of_day, local_day, visits
from sim.metrics import completions, flow_times, whole, wip_by_day
from tests.histories.figures import Case, expected_of
from tests.histories.item_figures import (
    counts,
    flow_figures,
    imported,
    times_of,
    type_figures,
    velocity_figures,
    velocity_in_short,
    wip_figures,
)

AZURE = "01_azure_devops_lighthouse_backlog"
AMERICAN = "02_flowmetricscsv_example_semicolon"
JIRA = "03_rueedlinger_agile_project_jira"
WORKBOOK = "08_focusedobjective_151_items"
BRAZIL = "09_myteam_ptbr_demandas"
_NOTES = ("throughput_counts", "ambiguity", "author_definitions (scripts/leadtime_v3.R)")


def item_cases() -> tuple[Case, ...]:
    """Give the cases of all such files."""
    return (
        Case(AZURE, _azure, _NOTES),
        Case(AMERICAN, _american, _NOTES),
        # What is published of it is compared in tests of history and forecast.
        Case(JIRA, _jira, (*_NOTES, "published", "exact_by_convolution")),
        Case(WORKBOOK, _workbook, ("source", "definitions", "rechecked_here")),
        Case(BRAZIL, _brazil, (*_NOTES, "weekly_board_snapshot_check")),
    )


def _common(folder: Path, file: str, *, elapsed: bool = True) -> tuple[Imported, dict[str, Any]]:
    history = imported(folder / f"{file}.csv")
    wip = expected_of(folder, file)["wip_end_of_day"]
    load = wip_figures(history.log, list(wip["samples"]))
    figures = {
        **counts(history),
        **flow_figures(history.log, elapsed=elapsed),
        "wip_end_of_day": {"definition": wip["definition"], **load},
    }
    return history, figures


def _azure(folder: Path) -> dict[str, Any]:
    history, figures = _common(folder, AZURE)
    table = read_table(folder / f"{AZURE}.csv")
    return {
        **figures,
        **velocity_figures(history.log),
        **type_figures(folder / f"{AZURE}.csv", "Work Item Type"),
        "states": dict(Counter(table.column("State"))),
        "removed_items": len(history.report.set_aside),
        "parents_distinct": len(set(filter(None, table.column("Parent")))),
    }


def _american(folder: Path) -> dict[str, Any]:
    history, figures = _common(folder, AMERICAN)
    log = history.log
    # Whole days of timestamps to the second: a microsecond keeps a double from falling below.
    peers = np.floor(flow_times(log, whole(log), "elapsed") + 1e-11) + 1
    text = expected_of(folder, AMERICAN)["peer_definition_cycle_time"]["text"]
    return {
        **figures,
        **velocity_figures(log),
        "peer_definition_cycle_time": {"text": text, "stats": times_of(peers)},
        "story_points": dict(Counter(log.items.attributes["size"])),
    }


def _jira(folder: Path) -> dict[str, Any]:
    history, figures = _common(folder, JIRA, elapsed=False)
    # Its column "project" stands where the others have types.
    types = type_figures(folder / f"{JIRA}.csv", "project")
    return {**figures, **velocity_in_short(history.log), **types}


def _brazil(folder: Path) -> dict[str, Any]:
    history, figures = _common(folder, BRAZIL, elapsed=False)
    log = history.log
    words = {count.theirs: count.ours for count in history.report.types}
    classes = Counter(log.classes[number] for number in log.items.service_class.tolist())
    return {
        **figures,
        **velocity_figures(log),
        **type_figures(folder / f"{BRAZIL}.csv", "Tipo"),
        **_stage_days(history),
        "flow_item_mapping": words,
        "classe": dict(classes),
    }


_TEAM_STAGES = {
    "Inicio": "Desenvolvimento",
    "Dev": "AWS Dev",
    "Hml": "AWS Hml",
    "PO": "Em Validacao (waiting)",
    "ProntoPpd": "Pronto p/ Ppd (waiting)",
    "Ppd": "done",
}
"""What the team calls the time from each date to the next; the last two wait."""


def _stage_days(history: Imported) -> dict[str, Any]:
    """Days in each stage by the team's own names, and what it makes of them."""
    stays = visits(history.log)
    days = np.floor(stays.left) - np.floor(stays.entered)
    names = [_TEAM_STAGES[history.log.stages[number].name] for number in stays.stage.tolist()]
    by_item: dict[int, Counter[bool]] = {}
    totals: Counter[str] = Counter()
    for item, name, spent in zip(stays.item.tolist(), names, days.tolist(), strict=True):
        if name != "done":
            totals[name] += int(spent)
            by_item.setdefault(item, Counter())["waiting" in name] += int(spent)
    touch, queue = (sum(spent[waits] for spent in by_item.values()) for waits in (False, True))
    ratios = [spent[False] / spent.total() for spent in by_item.values() if spent.total()]
    return {
        "stage_days_total": dict(totals),
        "touch_total": touch,
        "queue_total": queue,
        "lead_total": touch + queue,
        "flow_efficiency_ratio_of_totals": touch / (touch + queue),
        "flow_efficiency_mean_of_item_ratios (items with lead>0)": sum(ratios) / len(ratios),
        "items_with_zero_lead": len(by_item) - len(ratios),
    }


# --- the workbook: weeks from Sunday, half a day for an item done on the day it was started -----------------


def _workbook(folder: Path) -> dict[str, Any]:
    log = imported(folder / f"{WORKBOOK}.csv").log
    done = completions(log, "difference")
    spans = np.where(done.flow_time == 0, 0.5, done.flow_time)
    days = local_day(log.base, done.done)
    planned = np.array([log.types[log.items.type[item]].id != "defect" for item in done.item.tolist()])
    weeks = _sundays(days)
    by_week = [int(np.count_nonzero(_sunday(days) == week)) for week in weeks]
    return {
        "throughput_weeks": [_week(week, days, planned) for week in weeks],
        "throughput_percentiles": _ends_and_percentiles(np.array(by_week)),
        "cycle_time_percentiles": _ends_and_percentiles(spans),
        "planned_95": float(np.percentile(spans[planned], 95)),
        "unplanned_95": float(np.percentile(spans[~planned], 95)),
        "cycle_time_by_week": [_spread(week, spans[_sunday(days) == week]) for week in weeks],
        "wip_by_day": _days(folder),
        "weibull_two_percentile_fit": _weibull(spans),
        "throughput_csv": ",".join(map(str, by_week)),
    }


def _sunday(days: NDArray[np.int64]) -> NDArray[np.int64]:
    return days - (days + 4) % 7  # 1970-01-01 was a Thursday


def _sundays(days: NDArray[np.int64]) -> list[int]:
    first, last = int(_sunday(days).min()), int(_sunday(days).max())
    return list(range(first, last + 1, 7))


def _week(week: int, days: NDArray[np.int64], planned: NDArray[np.bool_]) -> dict[str, Any]:
    begin, end = date_of_day(week), date_of_day(week + 6)
    own = _sunday(days) == week
    return {
        "week_starting_sunday": begin.isoformat(),
        "week_ending_saturday": end.isoformat(),
        "group": f"{begin.year}-{_week_number(begin):02}",
        "throughput": int(np.count_nonzero(own)),
        "planned": int(np.count_nonzero(own & planned)),
        "unplanned": int(np.count_nonzero(own & ~planned)),
    }


def _week_number(day: dt.date) -> int:
    """Number the weeks of a year from Sunday, the one with 1 January first, as a spreadsheet does."""
    january = dt.date(day.year, 1, 1)
    return ((day - january).days + (january.weekday() + 1) % 7) // 7 + 1


def _ends_and_percentiles(values: NDArray[Any]) -> dict[str, float]:
    named = {f"p{percent}": float(np.percentile(values, percent)) for percent in (5, 25, 50, 75, 95)}
    return {"min": float(values.min()), **named, "max": float(values.max())}


def _spread(week: int, spans: NDArray[np.float64]) -> dict[str, Any]:
    named = {"p25": 25, "p30": 30, "median": 50, "p70": 70, "p75": 75, "p85": 85}
    return {
        "week": date_of_day(week).isoformat(),
        "min": float(spans.min()),
        "avg": float(spans.mean()),
        "max": float(spans.max()),
        **{name: float(np.percentile(spans, percent)) for name, percent in named.items()},
    }


def _days(folder: Path) -> list[dict[str, Any]]:
    log = imported(folder / f"{WORKBOOK}.csv").log
    wip = wip_by_day(log)
    stays = visits(log)
    begun, done = (
        Counter(local_day(log.base, times[~np.isnan(times)]).tolist())
        for times in (stays.entered, stays.left)
    )
    rows, begun_so_far, done_so_far = [], 0, 0
    for day, count in zip(wip.days.tolist(), wip.counts.tolist(), strict=True):
        begun_so_far += begun[day]
        done_so_far += done[day]
        rows.append(
            {
                "date": date_of_day(day).isoformat(),
                "wip": count,
                "started": begun[day],
                "completed": done[day],
                "cum_started": begun_so_far,
                "cum_completed": done_so_far,
            }
        )
    return rows


def _weibull(spans: NDArray[np.float64]) -> dict[str, Any]:
    """Fit a Weibull curve through two percentiles, as the workbook does."""
    low, high = (float(np.percentile(spans, percent)) for percent in (30, 70))
    bends = [math.log(-math.log(1 - share)) for share in (0.3, 0.7)]
    shape = (bends[1] - bends[0]) / (math.log(high) - math.log(low))
    scale = low / (-math.log(1 - 0.3)) ** (1 / shape)
    return {"percentile pair used": [[0.3, low], [0.7, high]], "shape": shape, "scale": scale}
