"""The measuring itself is measured: turns, ratios and targets come out as they should."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.bench.measure import Bench, Ratio, rate, take_turns, timed
from tests.bench.report import document, short_of, table


def _figures_of(*samples: float, runner: str, calls: list[str]) -> object:
    rest = iter(samples)

    def measure() -> float:
        calls.append(runner)
        return next(rest)

    return measure


def _job(calls: list[str], **ours: object) -> list[Bench]:
    return [
        Bench("line", "headrace", _figures_of(9, 1, 2, 4, runner="a", calls=calls), target=2.0, **ours),  # type: ignore[arg-type]
        Bench("line", "simpy", _figures_of(9, 10, 10, 10, runner="b", calls=calls), peer=True),  # type: ignore[arg-type]
    ]


def test_runners_take_turns_and_the_first_round_does_not_count() -> None:
    calls: list[str] = []
    ours, peer = take_turns(_job(calls), rounds=3)
    assert calls == ["a", "b"] * 4
    assert (ours.samples, peer.samples) == ((1, 2, 4), (10, 10, 10))


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    ours, peer = take_turns(_job([]), rounds=3)
    assert (ours.median, ours.ratios, ours.reached) == (2, (Ratio("simpy", (10.0, 5.0, 2.5)),), True)
    assert (ours.ratios[0].median, ours.ratios[0].reached) == (5.0, None)
    assert (peer.ratios, peer.reached) == ((), None)


def test_a_higher_figure_can_be_the_better_one() -> None:
    ours, _ = take_turns(_job([], better="higher"), rounds=3)
    assert ours.ratios == (Ratio("simpy", (0.1, 0.2, 0.4)),)


def test_a_ratio_can_be_aimed_at_and_missed() -> None:
    ours, _ = take_turns(_job([], at_least={"simpy": 6.0}), rounds=3)
    assert (ours.ratios[0].at_least, ours.ratios[0].reached) == (6.0, False)
    assert short_of([ours]) == ["line: headrace: 5 × simpy, aimed at ≥ 6"]


def test_a_runner_that_is_not_there_is_said_to_be_missing_and_compared_with_nothing() -> None:
    ours, peer = _job([])
    there, absent = take_turns([ours, replace(peer, missing="not installed")], rounds=3)
    assert (there.ratios, absent.samples, absent.reached) == ((), (), None)
    assert table("line", [there, absent]).splitlines()[-1] == "  simpy     not installed"
    assert json.loads(document([absent]))["figures"][0]["median"] is None


def test_what_is_worth_one_round_is_measured_once() -> None:
    calls: list[str] = []
    (figure,) = take_turns([replace(_job(calls)[0], rounds=1)], rounds=3)
    assert (calls, figure.samples, short_of([figure])) == (
        ["a"],
        (9,),
        ["line: headrace: 9 ms, aimed at ≤ 2"],
    )


def test_no_round_is_refused() -> None:
    with pytest.raises(ValueError, match="0 rounds measure nothing"):
        take_turns(_job([]), rounds=0)


def test_work_is_timed_and_counted() -> None:
    assert timed(lambda: None)() >= 0
    assert rate(lambda: 1000)() > 1000


def test_the_table_says_the_median_the_range_the_target_and_how_many_times_better_we_are() -> None:
    assert table("line", take_turns(_job([], at_least={"simpy": 6.0}), rounds=3)).splitlines() == [
        "line",
        "             median  range     target  verdict",
        "  headrace   2 ms    1 – 4     ≤ 2     ok",
        "    × simpy  5       2.5 – 10  ≥ 6     short",
        "  simpy      10 ms   10 – 10",
    ]


def test_the_document_holds_every_sample_and_the_machine() -> None:
    read = json.loads(document(take_turns(_job([]), rounds=3)))
    assert sorted(read["machine"]) == ["architecture", "processors", "python", "system"]
    ratio = {"median": 5.0, "samples": [10.0, 5.0, 2.5], "at_least": None, "verdict": ""}
    assert [(f["runner"], f["samples"], f["verdict"], f["ratios"]) for f in read["figures"]] == [
        ("headrace", [1, 2, 4], "ok", {"simpy": ratio}),
        ("simpy", [10, 10, 10], "", {}),
    ]
