"""The flow metrics together, and the warnings beside them."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from sim.log import EventLog, LogStage
from sim.metrics import Window, default_window, summarise, whole
from tests.log.story import told
from tests.metrics.scenes import HISTORY, history, two_stages
from tests.metrics.test_warmup import filling

MANY = history(*[("2026-03-01", "2026-03-05")] * 30)


def test_a_summary_has_every_metric_by_its_own_function() -> None:
    summary = summarise(two_stages())
    assert summary.to_json() == {
        "window": {"start": 0.0, "end": 6.0, "note": "nothing cut: the run starts and ends empty"},
        "unit": "day",
        "rule": "elapsed",
        "flow_velocity": 1 / 3,
        "flow_time": {"n": 2, "mean": 4.5, "p50": None, "p70": None, "p85": None, "p95": None},
        "lead_time": {"n": 2, "mean": 5.0, "p50": None, "p70": None, "p85": None, "p95": None},
        "flow_load": 1.5,
        "flow_efficiency": 8 / 9,
        "flow_distribution": {"feature": 0.5, "defect": 0.5},
        "stages": [
            {
                "id": "build",
                "name": "Build",
                "wip": 1.0,
                "waiting": 1 / 6,
                "working": 5 / 6,
                "blocked": 0.0,
                "finished": 0.0,
                "utilisation": 5 / 6,
                "starved": 1 / 6,
                "blocked_share": 0.0,
                "idle": 0.0,
                "throughput": 0.5,
                "setup_share": 0.0,
                "down_share": 0.0,
                "team": None,
            },
            {
                "id": "test",
                "name": "Test",
                "wip": 0.5,
                "waiting": 0.0,
                "working": 0.5,
                "blocked": 0.0,
                "finished": 0.0,
                "utilisation": 0.5,
                "starved": 0.5,
                "blocked_share": 0.0,
                "idle": 0.0,
                "throughput": 0.5,
                "setup_share": 0.0,
                "down_share": 0.0,
                "team": None,
            },
        ],
        "teams": [],
        "money": None,
        "littles_residual": 0.0,
        "unfinished": 0,
        "warnings": ["Only 2 items have a flow time: too few for all percentiles."],
    }


def test_what_is_not_known_is_null_in_json() -> None:
    empty = summarise(told("", end=0.0)).to_json()
    assert [empty[name] for name in ("flow_velocity", "flow_load", "flow_efficiency")] == [None] * 3
    json.dumps(empty, allow_nan=False)
    json.dumps(summarise(history(("", "2026-03-01"))).to_json(), allow_nan=False)


def test_a_run_is_measured_after_its_warm_up_and_a_history_whole() -> None:
    run = filling(40, 360)
    window, note = default_window(run)
    assert (summarise(run).window, summarise(run).note) == (window, note)
    assert window.start == 40
    assert default_window(MANY) == (whole(MANY), "")
    assert summarise(MANY).rule == "inclusive"
    assert summarise(MANY, rule="difference").flow_time.p85 == 4


def warnings(log: EventLog, window: Window | None = None) -> tuple[str, ...]:
    return summarise(log, window).warnings


def test_a_summary_without_anything_to_say_is_silent() -> None:
    stages = (LogStage("doing", "Doing"), LogStage("ok", "OK", state="waiting"))
    rows = [
        f"{time} {item} {what}"
        for time, what in ((0, "entered doing"), (3, "entered ok"), (4, "done"))
        for item in range(20)
    ]
    assert warnings(told("\n".join(rows), stages=stages, origin=HISTORY, end=4.0)) == ()


def test_a_history_without_waiting_stages_says_nothing_of_efficiency() -> None:
    assert warnings(MANY) == ("No stage of this history counts as waiting, so flow efficiency says nothing.",)


def test_items_without_a_start_are_counted_in_words() -> None:
    log = history(*[("2026-03-01", "2026-03-05")] * 30, ("", "2026-03-04"))
    assert (
        "1 of 31 items done have no usable start: counted in velocity, not in flow time and load."
        in warnings(log)
    )


def test_unfinished_items_are_counted_in_words() -> None:
    one = history(*[("2026-03-01", "2026-03-05")] * 30, ("2026-03-04", ""))
    assert "1 item is unfinished at the end: counted in the load, not in flow time." in warnings(one)
    two = history(*[("2026-03-01", "2026-03-05")] * 30, *[("2026-03-04", "")] * 2)
    assert "2 items are unfinished at the end: counted in the load, not in flow time." in warnings(two)


def test_a_thin_sample_is_said() -> None:
    assert "No item has a flow time: too few for all percentiles." in warnings(history(("", "2026-03-04")))
    assert "Only 1 item has a flow time: too few for all percentiles." in warnings(
        history(("2026-03-04", "2026-03-04"))
    )


def test_a_warm_up_left_in_is_said_and_one_cut_is_not() -> None:
    run = filling(40, 360)
    left_in = [text for text in warnings(run, whole(run)) if "Warm-up" in text]
    assert len(left_in) == 1
    assert left_in[0] == "Warm-up is left in: the first 40 days are not typical of the rest (MSER-5)."
    assert not [text for text in warnings(run) if "Warm-up" in text]


def test_a_large_residual_comes_with_its_reasons() -> None:
    arrivals = "\n".join(f"{item} {item} arrived\n{item} {item} entered build" for item in range(10))
    log = told(arrivals + "\n9 8 done", end=10.0)
    said = warnings(log, Window(4, 10))
    assert said[-1].startswith(
        "Little's law leaves 98 % of the load unexplained: 5 items came in and 1 went out"
    )
    assert said[-1].endswith(".")


def test_a_summary_does_not_change_with_what_was_read_before() -> None:
    log = two_stages()
    again = replace(log, time=log.time.copy())
    assert summarise(log).to_json() == summarise(log).to_json() == summarise(again).to_json()
    assert np.isfinite(summarise(log).load)
