"""A model beside its history as curves, what cannot be compared, and runs that are given up."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sim.calibration import Calibration, calibrate, history_in_time_of
from sim.engine import RunRequest, simulate_many
from sim.experiment import HistoryCheck, beside_history
from sim.experiment.beside_limits import named, not_comparable
from sim.log import EventLog, Kind, date_of, lives
from sim.metrics import Window, flow_times, velocity_series
from sim.stream import Interarrival, PlannedChange, Stream
from tests.builders import backlog, stream, work
from tests.calibration.pasts import BUILD, TODAY, ample, as_history, past, run

RUNS = 40


@cache
def made() -> Calibration:
    """A model calibrated from two hundred days of a known stream."""
    return calibrate(as_history(run(ample(), 200.0)), TODAY)


@cache
def check() -> HistoryCheck:
    return beside_history(made().history, made().since, made().stream, runs=RUNS)


def test_the_shares_done_by_each_time_are_those_of_the_flow_times() -> None:
    times = check().pictures.times
    took = flow_times(made().history, Window(made().since + check().cut, made().history.end), check().rule)
    assert times.history.tolist() == [float((took <= at).mean()) for at in times.at]
    assert (np.diff(times.history) >= 0).all()
    assert (times.low <= times.median).all()
    assert (times.median <= times.high).all()
    inside = (times.low <= times.history) & (times.history <= times.high)
    assert inside.mean() > 0.9  # the model was made from this history


def test_the_axis_of_flow_times_reaches_the_longest_of_the_history() -> None:
    took = flow_times(made().history, Window(made().since + check().cut, made().history.end), check().rule)
    assert check().pictures.times.at[-1] >= took.max()


def test_whole_weeks_are_compared_and_no_others() -> None:
    shown = check().pictures
    window = Window(made().since + check().cut, made().history.end)
    series = velocity_series(made().history, "week", window)
    assert shown.period == "week"
    assert shown.done.history.tolist() == series.done[1:-1].tolist()
    assert shown.edges.tolist() == pytest.approx(series.edges[1:-1].tolist())
    assert shown.done.at.tolist() == shown.edges[:-1].tolist()
    assert shown.done.median.mean() == pytest.approx(shown.done.history.mean(), rel=0.15)


def test_cumulative_flows_have_the_same_bands_over_the_same_time() -> None:
    shown = check().pictures
    assert shown.bands == ("Analysis", "Review", "Build", "Test", "Done")
    assert shown.history_flow.shape == shown.model_flow.shape == (5, len(shown.flow_at))
    done = lives(made().history).done
    assert shown.history_flow[-1, -1] == np.count_nonzero(done <= made().history.end)
    for flow in (shown.history_flow, shown.model_flow):
        assert (np.diff(flow, axis=1) >= 0).all()
        assert (np.diff(flow, axis=0) <= 0).all()
    assert 1 <= shown.run <= RUNS


def test_the_run_shown_is_in_the_middle() -> None:
    done = check().pictures.model_flow[-1, -1]
    few = check().pictures.done
    assert few.low.sum() < done < few.high.sum() + done * 0.2
    again = beside_history(made().history, made().since, made().stream, runs=RUNS)
    assert again.pictures.run == check().pictures.run


def test_months_are_told_apart_where_weeks_would_be_too_many() -> None:
    long = calibrate(as_history(run(ample(), 1500.0)), TODAY)
    shown = beside_history(long.history, long.since, long.stream, runs=2).pictures
    assert shown.period == "month"
    assert 40 < len(shown.done.at) < 50


def test_nothing_done_has_no_curve() -> None:
    log, since = history_in_time_of(past("0 0 entered build\n4 1 entered build\n9 2 arrived"), made().stream)
    shown = beside_history(log, since, made().stream, runs=3).pictures
    assert shown.times.history.max() == 0
    assert len(shown.edges) == len(shown.done.at) == 0


def test_runs_are_enough_when_somebody_says_so() -> None:
    heard: list[tuple[int, int]] = []
    found = beside_history(
        made().history,
        made().since,
        made().stream,
        runs=RUNS,
        progress=lambda done, total: heard.append((done, total)),
        enough=lambda: len(heard) == 7,
    )
    assert heard == [(number, RUNS) for number in range(1, 8)]
    assert (found.runs, found.asked) == (7, RUNS)
    assert found.judged == 0  # fewer than twenty runs have no interval
    first = beside_history(made().history, made().since, made().stream, runs=7)
    assert found.verdicts == first.verdicts


def test_a_model_of_the_history_itself_compares_all_but_times_before_commitment() -> None:
    assert check().unlike == (
        "Flow efficiency is not compared: the history does not tell when somebody worked on an item.",
        "Lead time is not compared: items come into the model when they are committed to, not when they were "
        "asked for.",
    )
    assert check().to_json()["not_comparable"] == list(check().unlike)


def test_stages_and_types_of_one_side_only_are_named() -> None:
    model = made().stream
    last = model.stages[-1].model_copy(update={"name": "Trial"})
    third = model.item_types[1].model_copy(update={"id": "wish", "name": "Wish"})
    other = model.model_copy(
        update={"stages": (*model.stages[:-1], last), "item_types": (model.item_types[0], third)}
    )
    assert not_comparable(made().history, other)[:3] == (
        "Stages of the stream but not of the history, whose load is not compared: Trial.",
        "Stages of the history but not of the stream, whose load is not compared: Test.",
        "Item types that the history does not have: Wish.",
    )


def test_a_stream_of_something_else_says_that_next_to_nothing_is_compared() -> None:
    other = stream((work("Milling", BUILD, 2),), backlog(30)).model_copy(
        update={"plan": (PlannedChange(at=3.0, set={"stages.milling.workers": 3}),)}
    )
    said = not_comparable(made().history, replace_types(other))
    assert said[0].startswith("No stage of the stream has the name of one of the history's")
    assert said[1] == "The stream's item types are not those of the history: shares are not compared."
    assert said[2].startswith("Items do not come to the stream one after another")
    assert said[3].startswith("The plan of the stream counts its days from the begin of each run")
    shown = beside_history(made().history, made().since, other, runs=2).pictures
    assert shown.bands == ("Begun", "Done")
    assert shown.history_flow[0, -1] == np.isfinite(lives(made().history).commitment).sum()


def replace_types(model: Stream) -> Stream:
    kinds = tuple(one.model_copy(update={"id": "part", "name": "Part"}) for one in model.item_types[:1])
    return model.model_copy(update={"item_types": kinds})


def test_a_history_that_tells_when_work_began_has_its_efficiency_compared() -> None:
    log = run(ample(), 60.0)
    said = not_comparable(replace(log, base=replace(log.base, calendar=None)), ample())
    assert not any(one.startswith("Flow efficiency") for one in said)
    assert any(isinstance(one, Interarrival) for one in ample().arrivals)


def test_of_many_names_the_first_five_are_told() -> None:
    assert named(["A", "B"]) == "A, B"
    assert named(list("ABCDEFG")) == "A, B, C, D, E and 2 more"


def come_so_far(log: EventLog, names: tuple[str, ...], time: float) -> list[int]:
    """Count by hand, event for event, the items that were ever in each stage or beyond it by a time."""
    furthest: dict[int, int] = {}
    places = {stage.name: place for place, stage in enumerate(log.stages)}
    for moment, item, kind, stage in zip(log.time, log.item, log.kind, log.stage, strict=True):
        if moment > time:
            continue
        place = len(places) if kind == Kind.DONE else stage if kind == Kind.ENTERED else -1
        furthest[item] = max(furthest.get(item, -1), int(place))
    wanted = [places.get(name, len(places)) for name in names]
    return [sum(far >= place for far in furthest.values()) for place in wanted]


@pytest.mark.parametrize("point", [0, 13, 60, 100, 120])
def test_the_flow_of_the_history_is_what_counting_by_hand_gives(point: int) -> None:
    shown = check().pictures
    time = float(shown.begin + shown.flow_at[point])
    assert shown.history_flow[:, point].tolist() == come_so_far(made().history, shown.bands, time)


def runs_by_hand(count: int) -> list[EventLog]:
    """The same runs of the model, one by one."""
    empty = made().stream.model_copy(update={"board": ()})
    request = RunRequest(seed=1, until=check().length + check().cut)
    return list(simulate_many(empty, request, count))


def test_the_flow_of_the_model_is_that_of_the_run_it_names() -> None:
    shown = check().pictures
    log = runs_by_hand(RUNS)[shown.run - 1]
    for point in (5, 77, 120):
        time = float(shown.flow_at[point])
        assert shown.model_flow[:, point].tolist() == come_so_far(log, shown.bands, time)


def test_the_band_of_weeks_leaves_out_one_run_in_forty_at_each_end() -> None:
    shown = check().pictures
    begins = shown.edges - shown.begin
    counts = np.array(
        [
            [np.count_nonzero((done >= low) & (done < high)) for low, high in itertools.pairwise(begins)]
            for done in (lives(log).done for log in runs_by_hand(RUNS))
        ]
    )
    ordered = np.sort(counts, axis=0)
    assert shown.done.low.tolist() == ordered[1].tolist()
    assert shown.done.high.tolist() == ordered[-2].tolist()
    assert shown.done.median.tolist() == ordered[19].tolist()


def test_the_band_of_flow_times_is_that_of_the_shares_of_each_run() -> None:
    shown = check().pictures
    base = replace(made().history.base, origin=date_of(made().history.base, shown.begin))
    window = Window(check().cut, check().cut + check().length)
    point = 17
    shares = sorted(
        float((flow_times(replace(log, base=base), window, check().rule) <= shown.times.at[point]).mean())
        for log in runs_by_hand(RUNS)
    )
    ends = (shown.times.low[point], shown.times.median[point], shown.times.high[point])
    assert ends == pytest.approx((shares[1], shares[19], shares[-2]))
