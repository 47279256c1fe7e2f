"""What is counted over time and along ways, against slow counting of another kind."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.calibration import calibrate
from sim.calibration.evidence import Evidence, evidence_of
from sim.calibration.held import busy_behind, held_by
from sim.calibration.kinds import ids_for, kinds_of
from sim.calibration.staged import waits_of
from sim.calibration.stays import stays_of
from sim.calibration.ways import ways_of
from sim.errors import CalibrationFault
from tests.calibration.pasts import LINE, TODAY, as_history, past, run, scarce, sound

STEP = 0.25
"""Moments of these stories are multiples of it."""

MOMENTS = st.integers(0, 120).map(lambda step: step * STEP)
STORIES = st.lists(
    st.tuples(MOMENTS, st.integers(0, 8), st.sampled_from(["build", "queue", "test"])),
    min_size=1,
    max_size=40,
)
ENDS = st.dictionaries(st.integers(0, 8), MOMENTS, max_size=8)


def evidence(visits: list[tuple[float, int, str]], done: dict[int, float]) -> Evidence | None:
    """What a made-up story holds; nothing if it holds no item."""
    rows = [(at, item, f"entered {stage}") for at, item, stage in visits]
    rows += [(at, item, "done") for item, at in done.items()]
    log = past("\n".join(f"{at} {item} {what}" for at, item, what in sorted(rows)))
    try:
        return evidence_of(log, None, None)
    except CalibrationFault:
        return None


def board_at(known: Evidence, moment: float) -> Counter[int]:
    """How many items stand in each stage just after a moment."""
    stay = known.visits
    until = np.where(np.isnan(stay.left), np.inf, stay.left)
    here = (stay.entered <= moment) & (moment < until)
    return Counter(stay.stage[here].tolist())


@settings(max_examples=80, deadline=None)
@given(visits=STORIES, done=ENDS)
def test_what_a_stage_held_is_what_a_look_at_every_moment_shows(
    visits: list[tuple[float, int, str]], done: dict[int, float]
) -> None:
    known = evidence(visits, done)
    if known is None:
        return
    looks = np.arange(known.since, known.log.end, STEP)
    boards = [board_at(known, float(moment)) for moment in looks]
    for place in range(len(known.stages)):
        counts = np.array([board[place] for board in boards])
        held = held_by(known, place)
        assert held.most == max(int(counts.max(initial=0)), 1)
        if len(counts):
            assert float(np.mean(counts <= held.p85)) >= 0.85 - 1.0 / len(counts)
            assert held.p85 == 0 or float(np.mean(counts < held.p85)) < 0.85 + 1.0 / len(counts)


@settings(max_examples=80, deadline=None)
@given(visits=STORIES, done=ENDS)
def test_shares_of_passes_are_those_of_a_walk_item_by_item(
    visits: list[tuple[float, int, str]], done: dict[int, float]
) -> None:
    known = evidence(visits, done)
    if known is None:
        return
    kinds, waits = kinds_of(known), waits_of(known)
    ways = ways_of(known, stays_of(known, waits), waits, kinds)
    entered: Counter[int] = Counter()
    skipped: Counter[int] = Counter()
    stay = known.visits
    for item in set(stay.item.tolist()):
        mine = stay.item == item
        path = [-1, *stay.stage[mine].tolist()]
        if item in done and not np.isnan(stay.left[mine][-1]):
            path.append(len(known.stages))
        for before, after in pairwise(path):
            if after > before:
                skipped.update(range(before + 1, after))
                entered[after] += 1
    for place in range(len(known.stages)):
        passes = entered[place] + skipped[place]
        share = skipped[place] / passes if passes else 0.0
        assert ways.skipped[0, place] == pytest.approx(share)


def test_busy_behind_is_the_part_of_waiting_with_every_hand_at_work() -> None:
    story = """
        0 0 entered build
        1 0 entered queue
        1 1 entered build
        2 0 entered test
        2 1 entered queue
        4 0 done
        5 1 entered test
        6 1 done
    """
    known = evidence_of(past(story), None, None)
    # Item 0 waits from 1 to 2 with nobody in Test; item 1 from 2 to 5, till 4 with item 0 there.
    assert busy_behind(known, 1) == pytest.approx(2 / 4)


def test_nobody_waiting_is_no_queue() -> None:
    known = evidence_of(past("0 0 entered queue\n0 0 entered test\n2 0 done"), None, None)
    assert busy_behind(known, 0) == 0.0


def test_everybody_is_busy_while_items_wait_for_them() -> None:
    known = evidence_of(as_history(run(scarce(), 300.0)), None, None)
    assert busy_behind(known, 0) > 0.99


# --- arrivals in whole days -----------------------------------------------------------------------


def daily(counts: list[int], **settings_of: Any) -> Any:  # noqa: ANN401  (a calibration)
    """A history with so many items begun on each day, each done two days later."""
    rows, item = [], 0
    for day, count in enumerate(counts):
        for _ in range(count):
            rows += [(float(day), item, "entered build"), (float(day + 2), item, "done")]
            item += 1
    return sound(past("\n".join(f"{at} {one} {what}" for at, one, what in sorted(rows))), **settings_of)


def test_items_a_day_by_chance_come_one_by_one() -> None:
    counts = np.random.default_rng(1).poisson(1.4, 120).tolist()
    made = daily(counts)
    (arrivals,) = made.stream.arrivals
    assert (arrivals.time.family, arrivals.batch.given) == ("exponential", {"value": 1.0})
    assert made.arrivals.rate == pytest.approx(sum(counts) / 122, rel=0.03)
    assert arrivals.time.given["mean"] == pytest.approx(1 / made.arrivals.rate, rel=0.03)
    assert any("they come one by one" in one for one in made.assumed)


def test_items_of_one_weekday_come_in_batches() -> None:
    made = daily([7 if day % 7 == 0 else 0 for day in range(140)])
    (arrivals,) = made.stream.arrivals
    assert arrivals.time.given == {"value": 5.0}  # working days
    assert set(arrivals.batch.given["values"]) == {7.0}


def test_one_busy_day_is_one_batch() -> None:
    made = daily([0, 12, 0, 0])
    assert made.arrivals.items == 12
    assert set(made.stream.arrivals[0].batch.given["values"]) == {12.0}


def test_many_batches_are_kept_as_quantiles() -> None:
    sizes = np.random.default_rng(2).integers(0, 9, 800).tolist()
    (arrivals,) = daily(sizes).stream.arrivals
    assert len(arrivals.batch.given["values"]) == 200
    seen = [size for size in sizes if size]
    assert np.mean(arrivals.batch.given["values"]) == pytest.approx(np.mean(seen), rel=0.03)


# --- ids ------------------------------------------------------------------------------------------


@example(["_", "_Team_", "-"])
@given(st.lists(st.text(max_size=80), max_size=12))
def test_any_names_give_ids_that_a_stream_takes_each_once(names: list[str]) -> None:
    ids = ids_for(names, "stage")
    assert len(set(ids)) == len(names)
    assert all(one.replace("-", "").replace("_", "").isalnum() and one.isascii() for one in ids)
    assert all(len(one) <= 64 and one[0] != "-" for one in ids)


def test_a_line_of_every_state_gives_one_stream() -> None:
    story = "".join(f"{n} {n} entered {one.id}\n" for n, one in enumerate(LINE)) + "9 3 done\n"
    assert [one.id for one in calibrate(past(story), TODAY).stream.stages] == ["build", "queue", "test"]
