"""The measuring itself is measured: turns, ratios and targets come out as they should."""

from __future__ import annotations

import json

import pytest

from tests.bench.measure import Bench, rate, take_turns, timed
from tests.bench.report import document, table


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
    assert (ours.median, ours.spread, ours.ratios, ours.reached) == (2, 0.75, (("simpy", 5.0),), True)
    assert (peer.ratios, peer.reached) == ((), None)


def test_a_higher_figure_can_be_the_better_one() -> None:
    ours, _ = take_turns(_job([], better="higher"), rounds=3)
    assert ours.ratios == (("simpy", 0.2),)


def test_no_round_is_refused() -> None:
    with pytest.raises(ValueError, match="0 rounds measure nothing"):
        take_turns(_job([]), rounds=0)


def test_work_is_timed_and_counted() -> None:
    assert timed(lambda: None)() >= 0
    assert rate(lambda: 1000)() > 1000


def test_the_table_says_the_median_the_target_and_the_ratio() -> None:
    assert table("line", take_turns(_job([]), rounds=3)).splitlines() == [
        "line",
        "  runner    median  spread  target        times better than",
        "  headrace  2 ms    ± 75%   ≤ 2: reached  simpy: 5",
        "  simpy     10 ms   ± 0%",
    ]


def test_the_document_holds_every_sample_and_the_machine() -> None:
    read = json.loads(document(take_turns(_job([]), rounds=3)))
    assert sorted(read["machine"]) == ["architecture", "processors", "python", "system"]
    assert [(f["runner"], f["samples"], f["ratios"]) for f in read["figures"]] == [
        ("headrace", [1, 2, 4], {"simpy": 5.0}),
        ("simpy", [10, 10, 10], {}),
    ]
