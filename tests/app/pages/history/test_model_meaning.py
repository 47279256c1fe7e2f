"""What a stream made of a real history means: counted again from the raw files, and laws that always hold."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from app.pages.history.model_beside import Beside, BesideRequest, Past, beside
from app.pages.history.model_made import Made
from sim.cli import build, run_program
from sim.distributions import ppf
from sim.history import import_history
from sim.log import lives, visits
from sim.stream import errors_among, problems
from tests.app.pages.history.model_bench import Heard, board, made_of_log

AZURE = "01_azure_devops_lighthouse_backlog.csv"
JIRA = "03_rueedlinger_agile_project_jira.csv"
ISSUES = "05_jira_agile_metrics_issues.json"
RECEIPTS = "07_receipt_wabo_events.csv"
REAL = (AZURE, JIRA, ISSUES, RECEIPTS)
MADE = "a board of four stages"


@cache
def _made(path: Path) -> Made:
    return made_of_log(board().log if path.name == MADE else import_history(path).log)


@pytest.fixture(params=[*REAL, MADE])
def found(request: pytest.FixtureRequest, shared_data: Path) -> Made:
    """What is found in each history."""
    return _made(shared_data / request.param)


def compare(found: Made, runs: int = 20, seed: int = 1) -> Beside:
    made = found.calibration
    return beside(BesideRequest(Past(made.history, made.since), made.stream, runs, seed), Heard())  # type: ignore[arg-type]


@cache
def _compared(path: Path) -> Beside:
    return compare(_made(path))


@pytest.fixture(params=[*REAL, MADE])
def compared(request: pytest.FixtureRequest, shared_data: Path) -> Beside:
    """Each history beside the model made of it."""
    return _compared(shared_data / request.param)


def most_at_once(begun: pd.Series, ended: pd.Series) -> int:
    """Most of some stretches that last at the same time; one that ends as another begins makes room."""
    moves = [(at, 1) for at in begun] + [(at, -1) for at in ended.dropna()]
    level = most = 0
    for _, step in sorted(moves, key=lambda move: (move[0], move[1])):
        level += step
        most = max(most, level)
    return most


# --- counted again from the raw file ----------------------------------------------------------------------


def test_items_types_and_people_of_a_backlog_are_those_of_its_file(shared_data: Path) -> None:
    raw = pd.read_csv(shared_data / AZURE)
    form = "%d.%m.%Y %H:%M:%S"
    begun, closed = (pd.to_datetime(raw[name], format=form) for name in ("Activated Date", "Closed Date"))
    known = begun.notna() & ~(closed < begun)
    found = _made(shared_data / AZURE).calibration
    (stage,) = found.stages
    assert found.arrivals.items == stage.visits == known.sum()
    assert stage.unfinished == (known & closed.isna()).sum() == len(found.stream.board)
    assert stage.at_once == stage.people == stage.wip_max == most_at_once(begun[known], closed[known])
    shares = raw["Work Item Type"][known].value_counts(normalize=True)
    assert sorted(one.share for one in found.stream.item_types) == pytest.approx(sorted(shares), abs=1e-6)
    assert stage.fit is not None
    days = (closed - begun)[known].dt.total_seconds().dropna() / 86_400
    assert sorted(stage.fit.seen.finished) == pytest.approx(sorted(days), abs=1e-6)


def test_items_of_an_export_with_days_are_those_of_its_file(shared_data: Path) -> None:
    raw = pd.read_csv(shared_data / JIRA, parse_dates=["created_date", "finished_date"])
    known = raw[~(raw.finished_date < raw.created_date)]
    found = _made(shared_data / JIRA).calibration
    (stage,) = found.stages
    assert found.arrivals.items == stage.visits == len(known)
    assert stage.unfinished == len(found.stream.board) == 0
    assert found.arrivals.first_half + found.arrivals.second_half == len(known)
    middle = known.created_date.min() + (known.created_date.max() - known.created_date.min()) / 2
    assert found.arrivals.first_half == pytest.approx((known.created_date <= middle).sum(), abs=5)


def test_visits_of_issues_are_their_changes_of_status(shared_data: Path) -> None:
    told = json.loads((shared_data / ISSUES).read_text(encoding="utf-8"))
    issues = told["issues"] if isinstance(told, dict) else told
    entered, now = Counter[str](), Counter[str]()
    for issue in issues:
        changes = [
            change["toString"]
            for history in issue["changelog"]["histories"]
            for change in history["items"]
            if change["field"] == "status"
        ]
        entered.update(changes)
        now[issue["fields"]["status"]["name"]] += 1
    found = _made(shared_data / ISSUES).calibration
    names = [stage.name for stage in found.stages]
    assert {one.name: one.visits for one in found.stages} == {name: entered[name] for name in names}
    assert {one.name: one.unfinished for one in found.stages} == {name: now[name] for name in names}
    assert set(entered) - set(names) == {"Done"}


def test_visits_of_an_event_log_are_its_runs_of_one_activity(shared_data: Path) -> None:
    raw = pd.read_csv(shared_data / RECEIPTS).rename(
        columns={"case:concept:name": "case", "concept:name": "activity"}
    )
    raw["at"], raw["end"] = (
        pd.to_datetime(raw[name], utc=True, format="ISO8601") for name in ("time:timestamp", "case:enddate")
    )
    raw = raw.sort_values(["case", "at"], kind="stable")
    is_open = raw.groupby("case").tail(1).query("end.isna()").activity.value_counts()
    inside = raw[raw.end.isna() | (raw["at"] <= raw.end)]
    events = inside.activity.value_counts()
    again = (inside.activity == inside.activity.shift()) & (inside.case == inside.case.shift())
    runs = inside[~again].activity.value_counts()
    found = _made(shared_data / RECEIPTS).calibration
    aside = raw.case.nunique() - found.arrivals.items
    assert 0 <= aside <= 2  # ended before they began
    before, *stages = found.stages
    assert (before.visits, before.unfinished) == (found.arrivals.items, 0)
    assert {one.name for one in stages} == set(events.index)
    for one in stages:
        assert runs[one.name] - aside <= one.visits <= events[one.name], one.name
        assert one.unfinished == is_open.get(one.name, 0), one.name
    assert len(found.stream.board) == is_open.sum()


# --- laws that hold for every history ---------------------------------------------------------------------


def test_every_probability_is_one_and_shares_are_a_whole(found: Made) -> None:
    stream = found.calibration.stream
    assert sum(kind.share for kind in stream.item_types) == pytest.approx(1.0, abs=1e-4)
    for stage in stream.stages:
        back = [each.probability for each in stage.rework]
        assert all(0.0 <= share <= 1.0 for share in [*stage.skip.values(), *back, sum(back)]), stage.name
    for fit in found.calibration.fits.values():
        assert all(0.0 <= one.goodness.distance <= 1.0 for one in fit.candidates)


def test_of_a_time_half_takes_no_longer_than_most(found: Made) -> None:
    for name, fit in found.calibration.fits.items():
        low, p50, p85, high = (float(one) for one in ppf(fit.distribution, (0.0, 0.5, 0.85, 0.99)))
        assert 0.0 <= low <= p50 <= p85 <= high, name


def test_families_tried_stand_best_first(found: Made) -> None:
    for name, fit in found.calibration.fits.items():
        assert all(one.aic <= other.aic for one, other in pairwise(fit.candidates)), name


def test_visits_add_up_and_nobody_works_on_more_than_a_stage_holds(found: Made) -> None:
    for one in found.calibration.stages:
        assert 0 <= one.unfinished <= one.visits
        assert 0 <= one.at_once <= one.wip_max
        assert one.wip_p85 <= one.wip_max
        limit = found.calibration.stream.stage(one.id).wip_limit
        if one.kind == "work":
            assert one.people is not None
            assert 1 <= one.people <= max(one.at_once, 1)
            assert limit == max(one.wip_max, 1) >= one.people
        else:
            assert one.people is None
        if one.fit is not None:
            seen = one.fit.seen
            # Visits for the second time are not among them: their effort is another.
            assert 0 < len(seen.finished) <= one.visits - one.unfinished
            assert len(seen.running) <= one.unfinished
            assert min(seen.finished, default=0.0) >= 0.0


def test_the_board_is_what_was_open_on_the_last_day(found: Made) -> None:
    history, held = found.calibration.history, found.calibration.stream.board
    if any(one.startswith("Nothing was begun in the last") for one in found.calibration.assumed):
        assert held == ()  # the history is cut where arrivals stopped; the file leaves no item open
        return
    life = lives(history)
    is_open = np.isfinite(life.commitment) & np.isnan(life.done)
    assert len(held) == is_open.sum()
    ages = history.end - life.commitment[is_open]
    assert sorted(one.age for one in held) == pytest.approx(sorted(ages), abs=1e-5)
    stay = visits(history)
    names = Counter(
        history.stages[stage].name for stage in stay.stage[np.isnan(stay.left) & is_open[stay.item]].tolist()
    )
    assert Counter(found.calibration.stream.stage(one.stage).name for one in held) == names
    working = Counter(one.stage for one in held if one.state == "active")
    for stage in found.calibration.stream.stages:
        assert working[stage.id] <= (stage.workers or 0)


def test_what_is_adopted_is_without_fault(found: Made) -> None:
    stream = found.calibration.stream
    assert errors_among(problems(stream)) == ()
    assert found.calibration.problems == problems(stream)
    assert [row.stage for row in found.rows] == ["", *(stage.id for stage in stream.stages)]
    assert all(len(row.cells) == len(row.tips) == 11 for row in found.rows)


def test_made_again_it_is_the_same(shared_data: Path) -> None:
    again = made_of_log(import_history(shared_data / AZURE).log)
    assert again.calibration.stream == _made(shared_data / AZURE).calibration.stream
    assert [row.cells for row in again.rows] == [row.cells for row in _made(shared_data / AZURE).rows]


def test_pictures_of_fits_are_shares_of_all(found: Made) -> None:
    for part in (part for row in found.rows for part in row.parts):
        state = part.state
        assert 0.0 <= state.seen.min() <= state.seen.sum() <= 1.0 + 1e-9
        assert 0.0 <= state.expected.min() <= state.expected.sum() <= 1.0 + 1e-9
        assert (np.diff(state.share) >= 0.0).all()
        assert (np.diff(state.fitted) >= -1e-12).all()
        assert 0.0 <= state.marks[50] <= state.marks[85]
        assert len(state.edges) == len(state.seen) + 1


# --- beside the history -----------------------------------------------------------------------------------


def test_a_figure_is_inside_if_and_only_if_its_interval_holds_it(compared: Beside) -> None:
    for one, row in zip(compared.check.verdicts, compared.rows, strict=True):
        if one.inside is None:
            assert np.isnan(one.history) or one.runs < 20, one.metric
            assert row.place == "unknown"
            continue
        assert one.low <= one.median <= one.high, one.metric
        places = {
            one.history < one.low - 1e-9: "below",
            one.history > one.high + 1e-9: "above",
        }
        assert row.place == places.get(True, "inside"), one.metric
    outside = sum(row.place in ("above", "below") for row in compared.rows)
    assert compared.outside == outside == compared.check.judged - compared.check.inside
    said = f"{compared.check.inside} of {compared.check.judged} figures"
    assert compared.headline.startswith(said)


def test_shares_of_types_are_a_whole_and_percentiles_rise(compared: Beside) -> None:
    figures = {one.metric: one.history for one in compared.check.verdicts}
    times = [figures[f"flow_time_p{mark}"] for mark in (50, 70, 85, 95)]
    assert times == sorted(times)
    shares = [one.history for one in compared.check.verdicts if one.label.startswith("share of ")]
    kinds = [one for one in shares if 0.0 <= one <= 1.0]
    assert len(kinds) == len(shares)


def test_curves_rise_and_bands_hold_their_middle(compared: Beside) -> None:
    state = compared.times
    assert (np.diff(state.history) >= -1e-12).all()
    known = np.isfinite(state.median)
    for curve in (state, compared.done):
        at = np.isfinite(curve.median)
        assert (curve.low[at] <= curve.median[at] + 1e-9).all()
        assert (curve.median[at] <= curve.high[at] + 1e-9).all()
    assert (np.diff(state.median[known]) >= -1e-12).all()
    past, model = compared.flows
    assert past.reached.shape == model.reached.shape
    assert past.top == model.top >= max(past.reached.max(), model.reached.max())


def test_the_same_seed_gives_the_same_and_another_one_other_runs() -> None:
    found = _made(Path(MADE))
    first, same, other = (compare(found, seed=seed) for seed in (1, 1, 2))
    assert first.check == same.check
    assert [row.cells for row in first.rows] == [row.cells for row in same.rows]
    assert first.check.verdicts != other.check.verdicts


# --- the command line says the same -----------------------------------------------------------------------


@pytest.mark.parametrize("name", REAL)
def test_the_command_line_finds_what_the_page_shows(
    name: str, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_program(build(), ["fit", str(shared_data / name), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    found = _made(shared_data / name)
    assert [one["name"] for one in told["stages"]] == [row.cells[0] for row in found.rows[1:]]
    for one, row in zip(told["stages"], found.rows[1:], strict=True):
        ended = one["visits"] - one["unfinished"]
        assert row.cells[2] == (f"{ended} + {one['unfinished']}" if one["unfinished"] else f"{ended}")
        assert row.cells[7] == ("–" if one["people"] is None else f"{one['people']}")
    assert found.rows[0].cells[2] == f"{told['arrivals']['items']}"
    assert told["assumed"] == list(found.calibration.assumed)
    assert told["unknown"] == list(found.calibration.unknown)
    assert len(told["stream"].get("board", ())) == len(found.calibration.stream.board)


def test_the_command_line_judges_as_the_page_does(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compare", str(shared_data / AZURE), "--replications", "20", "--seed", "1", "--json"]
    assert run_program(build(), words) == 0
    told = json.loads(capsys.readouterr().out)
    shown = _compared(shared_data / AZURE).check
    assert told == {**shown.to_json(), "warnings": told["warnings"]}
