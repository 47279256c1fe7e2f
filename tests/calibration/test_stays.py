"""How long items stayed, visit by visit: every column asserted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.calibration.evidence import Evidence, evidence_of
from sim.calibration.staged import waits_of
from sim.calibration.stays import Stays, seen_of, stays_of
from sim.log import EventLog, LogStage, Origin
from tests.calibration.pasts import past
from tests.reference.slow_stays import slow_stays


def measured(log: EventLog) -> tuple[Evidence, Stays]:
    known = evidence_of(log, None, None)
    return known, stays_of(known, waits_of(known))


def visits(known: Evidence, stays: Stays) -> list[tuple[object, ...]]:
    """Each visit: item, stage, time that counts, ended, came back, blocked."""
    return [
        (item, known.log.stages[known.stages[place]].id, round(time, 6), ended, back, round(blocked, 6))
        for item, place, time, ended, back, blocked in zip(
            known.visits.item.tolist(),
            known.visits.stage.tolist(),
            stays.time.tolist(),
            stays.ended.tolist(),
            stays.back.tolist(),
            stays.blocked.tolist(),
            strict=True,
        )
    ]


def test_a_visit_of_a_history_is_work_or_waiting_as_its_stage_is() -> None:
    log = past(
        """
        0.25 0 entered todo
        1 0 entered build
        2.5 0 entered queue
        4 0 entered test
        4.5 0 entered build
        5 0 entered test
        6 0 done
        2 1 entered build
        """
    )
    assert visits(*measured(log)) == [
        (0, "build", 1.5, True, False, 0.0),
        (0, "queue", 1.5, True, False, 0.0),
        (0, "test", 0.5, True, False, 0.0),
        (0, "build", 0.5, True, True, 0.0),
        (0, "test", 1.0, True, False, 0.0),
        (1, "build", 4.0, False, False, 0.0),
    ]


def test_blocked_time_is_taken_out_and_kept() -> None:
    log = past(
        """
        1 0 entered build
        2 0 blocked build
        4 0 unblocked build
        4.5 0 done
        3 1 entered build
        4.25 1 blocked build
        """,
        end=6.0,
    )
    known, stays = measured(log)
    assert visits(known, stays) == [
        (0, "build", 1.5, True, False, 2.0),
        (1, "build", 1.25, False, False, 1.75),
    ]
    assert stays.was_blocked.tolist() == [True, True]
    assert stays.block_ended.tolist() == [True, False]


def test_where_work_is_told_only_work_counts_and_ends_when_it_does() -> None:
    log = past(
        """
        0 0 entered build
        1 0 started build 0
        2.5 0 finished build 0
        4 0 entered test
        4.25 0 started test 0
        0.5 1 entered build
        2.5 1 started build 0
        3 1 finished build 0
        """,
        end=5.0,
        origin=Origin("simulation", "team"),
        stages=(LogStage("build", "Build", workers=1), LogStage("test", "Test", workers=1)),
        commitment=0,
    )
    assert visits(*measured(log)) == [
        (0, "build", 1.5, True, False, 0.0),
        (0, "test", 0.75, False, False, 0.0),
        (1, "build", 0.5, True, False, 0.0),  # finished, and not yet pulled
    ]


def test_a_visit_without_length_is_one_of_no_time() -> None:
    assert visits(*measured(past("1 0 entered build\n1 0 entered test\n2 0 done"))) == [
        (0, "build", 0.0, True, False, 0.0),
        (0, "test", 1.0, True, False, 0.0),
    ]


def test_times_of_exact_moments_are_told_from_zero_by_the_minute() -> None:
    known, stays = measured(past("1.1 0 entered build\n1.1003 0 entered test\n2 0 done\n1.5 1 entered build"))
    seen = seen_of(known, stays.time, stays.ended)
    assert seen.grain == 0.0
    assert seen.least == pytest.approx(1 / 1440)
    assert len(seen.running) == 1


def test_one_that_runs_since_a_whole_day_began_half_a_day_later_on_average() -> None:
    log = past("1 0 entered build\n3 0 done\n2 1 entered build", end=5.0 - 1e-9)
    known = evidence_of(log, None, None)
    stays = stays_of(known, waits_of(known))
    seen = seen_of(known, stays.time, stays.ended)
    assert (seen.grain, seen.finished.tolist()) == (1.0, [2.0])
    assert seen.running.tolist() == pytest.approx([2.5], abs=1e-6)


def test_what_an_item_did_before_commitment_is_no_visit() -> None:
    known, stays = measured(
        past("0 0 entered todo\n1 0 entered build\n1.5 0 entered todo\n2 0 entered test\n3 0 done")
    )
    assert [row[1] for row in visits(known, stays)] == ["build", "test"]


def test_a_log_in_no_order_of_items_is_measured_item_by_item() -> None:
    log = past("".join(f"{n % 3}.{n} {n} entered build\n{n % 3 + 2}.{n} {n} done\n" for n in range(9)))
    known, stays = measured(log)
    assert np.all(np.diff(known.visits.item) > 0)
    assert stays.time.tolist() == pytest.approx([2.0] * 9)
    assert measured(replace(log, start=0.0))[1].time.tolist() == pytest.approx([2.0] * 9)


ROWS = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.integers(0, 5),
        st.sampled_from(["entered build", "entered queue", "entered test", "blocked", "done"]),
        st.integers(1, 30),
    ),
    max_size=40,
)


@settings(max_examples=80, deadline=None)
@given(rows=ROWS)
def test_every_visit_is_what_a_walk_through_the_log_finds(rows: list[tuple[int, int, str, int]]) -> None:
    known = measured_story(rows)
    if known is None:
        return
    evidence, stays = known
    fast = [(row[0], row[1], row[2], row[5], row[3]) for row in visits(evidence, stays)]
    slow = slow_stays(evidence.log)
    assert [(one[0], one[1], one[4]) for one in fast] == [(one[0], one[1], one[4]) for one in slow]
    for ours, theirs in zip(fast, slow, strict=True):
        assert ours[2:4] == pytest.approx(theirs[2:4], abs=1e-5)


def measured_story(rows: list[tuple[int, int, str, int]]) -> tuple[Evidence, Stays] | None:
    """A history in which an item is only ever blocked in a stage of work, and nothing follows its end."""
    place: dict[int, str] = {}
    told = []
    for step, item, what, length in sorted(rows):
        here = place.get(item, "")
        if here == "done" or (what in ("blocked", "done") and not here):
            continue
        if what != "blocked":
            told.append((step + 0.0, item, what))
            place[item] = what.removeprefix("entered ")
        elif here in ("build", "test"):
            told += [
                (step + 0.1, item, f"blocked {here}"),
                (step + 0.1 + 0.8 * length / 30, item, f"unblocked {here}"),
            ]
    if not told:
        return None
    return measured(past("\n".join(f"{at} {item} {what}" for at, item, what in told), end=450.25))
