"""Real exports: the days counted by hand from the file's own text, and the answer from those."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from sim.errors import ForecastFault
from sim.forecast import DatePercentile, Question, backtest, forecast, when
from sim.history import import_history

FILES = {
    "01_azure_devops_lighthouse_backlog.csv": (",", "%d.%m.%Y %H:%M:%S"),
    "02_flowmetricscsv_example_semicolon.csv": (";", "%m/%d/%Y %I:%M:%S %p"),
}


def days_in(path: Path, header: str) -> list[dt.date]:
    """Read the days of one date column, knowing the file."""
    separator, form = FILES[path.name]
    with path.open(encoding="utf-8-sig", newline="") as lines:
        texts = [row[header] for row in csv.DictReader(lines, delimiter=separator) if row[header]]
    return [dt.datetime.strptime(text, form).date() for text in texts]  # noqa: DTZ007


@pytest.mark.parametrize("name", FILES)
def test_thirty_more_items(shared_data: Path, name: str) -> None:
    closed, begun = (days_in(shared_data / name, f"{word} Date") for word in ("Closed", "Activated"))
    start = max(closed + begun)
    first = max(start - dt.timedelta(89), min(closed + begun))
    daily = [closed.count(first + dt.timedelta(n)) for n in range((start - first).days + 1)]

    found = forecast(import_history(shared_data / name).log, Question(kind="when", items=30))

    assert (found.sample.first, found.start, list(found.sample.counts)) == (first, start, daily)
    spans = [(percent, when(daily, 30).days_at(percent / 100) or 0) for percent in (50, 70, 85, 95)]
    assert found.percentiles == tuple(
        DatePercentile(percent, span, start + dt.timedelta(span)) for percent, span in spans
    )


def test_a_history_that_fades_out_is_refused_at_its_end_and_answered_before(shared_data: Path) -> None:
    """One item was done in the last 90 days of this file, hundreds in the middle of it."""
    log = import_history(shared_data / "03_rueedlinger_agile_project_jira.csv").log
    with pytest.raises(ForecastFault, match="on only 1 day"):
        forecast(log, Question(kind="when", items=30))
    earlier = forecast(log, Question(kind="when", items=30, start=dt.date(2016, 6, 30)))
    assert earlier.sample.items > 100
    assert earlier.percentiles[0] != earlier.percentiles[-1]


def test_dates_of_a_real_history_held_about_as_often_as_they_said(shared_data: Path) -> None:
    log = import_history(shared_data / "02_flowmetricscsv_example_semicolon.csv").log
    found = backtest(log, Question(kind="when", items=10))
    assert found.made > 50
    assert found.sentence.endswith("as promised, as far as these can tell.")
