"""Items that are done create others: how many, when, in which order, and what that means for the end."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sim.distributions import Distribution
from sim.engine import LiveRun, RunRequest, default_request, simulate
from sim.engine.build import plain_arithmetic
from sim.engine.course import Course
from sim.engine.draws import GOLDEN, mixed
from sim.engine.plan import make_plan
from sim.engine.plan_feedback import poisson_thresholds
from sim.engine.purposes import FEEDBACK_KEY, TOUCH_DRAW, purpose_key
from sim.engine.run import finish
from sim.engine.running import run_key
from sim.errors import StreamFault
from sim.log import EventLog, Kind, audit
from sim.stream import Feedback, ItemType, Schedule, ScheduledItem, Stream, set_value
from tests.builders import at, backlog, constant, exponential, line, stream, work
from tests.engine.rows import of_kind, told
from tests.same_log.columns import as_bytes

TYPES = (ItemType(id="feature", name="Feature", share=1.0), ItemType(id="defect", name="Defect"))


def loop(mean_count: float, after: Distribution | float = 3.0, count: int = 1, **more: Any) -> Stream:
    """Features that create defects."""
    later = after if isinstance(after, Distribution) else constant(after)
    feedback = Feedback(on="feature", creates="defect", mean_count=mean_count, after=later)
    given: dict[str, Any] = {"item_types": TYPES, "feedback": (feedback,), **more}
    return stream([work("Build", 1.0)], backlog(count), **given)


def born(log: EventLog) -> int:
    """How many arrived as defects."""
    return int(np.count_nonzero(log.items.type == 1))


def test_thresholds_are_sums_of_the_poisson_probabilities() -> None:
    thresholds = poisson_thresholds(2.5)
    exact = [sum(math.exp(-2.5) * 2.5**k / math.factorial(k) for k in range(n + 1)) for n in range(8)]
    assert [one / 2**53 for one in thresholds[:8]] == pytest.approx(exact, abs=1e-15)
    assert thresholds == sorted(thresholds)
    assert thresholds[-1] < 1 << 53
    assert poisson_thresholds(0.0) == []


def test_thresholds_are_right_to_the_last_of_their_53_digits() -> None:
    none = sum(Fraction(-1, 4) ** k / math.factorial(k) for k in range(40))
    sums = [none * sum(Fraction(1, 4) ** k / math.factorial(k) for k in range(n + 1)) for n in range(9)]
    assert poisson_thresholds(0.25)[:9] == [round(one * (1 << 53)) for one in sums]


def test_a_mean_of_more_than_a_thousand_is_refused() -> None:
    assert len(poisson_thresholds(1000.0)) > 1000
    with pytest.raises(StreamFault, match="at most 1000 can run"):
        poisson_thresholds(1000.5)


def test_as_many_are_born_as_the_mean_says() -> None:
    log = simulate(loop(0.7, count=4000))
    assert born(log) / 4000 == pytest.approx(0.7, abs=4 * math.sqrt(0.7 / 4000))
    assert audit(log) == ()


def test_what_is_born_arrives_after_its_time_and_goes_through_the_stream() -> None:
    def story(seed: int) -> list[str]:
        return told(simulate(loop(1.0), RunRequest(seed=seed)))

    known = {len(story(seed)): seed for seed in range(12)}
    assert story(known[5]) == [
        "0 0 arrived",
        "0 0 entered build",
        "0 0 started build 0",
        "1 0 finished build 0",
        "1 0 done",
    ]
    assert story(known[10])[5:] == [
        "4 1 arrived",
        "4 1 entered build",
        "4 1 started build 0",
        "5 1 finished build 0",
        "5 1 done",
    ]


def test_a_run_of_given_items_ends_when_all_that_was_born_of_them_is_done() -> None:
    given = loop(0.9, after=exponential(5.0), count=30)
    given = set_value(given, "feedback.0.creates", "feature")
    log = simulate(given)
    assert len(log.items) > 60
    assert log.end == log.time[-1]
    assert np.count_nonzero(log.kind == Kind.DONE) == len(log.items)


def test_sources_come_before_what_is_born_and_that_in_order_of_conception() -> None:
    items = tuple(ScheduledItem(at=moment, type=kind) for moment, kind in ((0.0, "feature"), (1.0, "defect")))
    given = stream(
        [work("Build", 0.0)],
        Schedule(items=items),
        item_types=(*TYPES, ItemType(id="risk", name="Risk")),
        feedback=(
            Feedback(on="feature", creates="risk", mean_count=3.0, after=constant(1.0)),
            Feedback(on="feature", creates="defect", mean_count=3.0, after=constant(1.0)),
        ),
    )
    log = simulate(given, RunRequest(seed=2, until=1.0))
    kinds = log.items.type.tolist()
    assert set(kinds[2:]) == {1, 2}
    assert kinds[:2] == [0, 1]
    assert kinds[2:] == sorted(kinds[2:], reverse=True)


def test_an_item_born_has_the_address_of_its_parent_and_its_ordinal() -> None:
    given = set_value(loop(2.0), "stages.build.time_by_type", {"defect": exponential(1.0)})
    log = simulate(given, RunRequest(seed=6))
    started, ended = ({n: t for t, n in of_kind(log, kind)} for kind in (Kind.STARTED, Kind.FINISHED))
    parent = mixed(mixed(run_key(6, 0) + GOLDEN) + GOLDEN)
    assert born(log) > 1
    for ordinal in range(born(log)):
        child = mixed(parent + purpose_key(FEEDBACK_KEY, 0) + (ordinal + 1) * GOLDEN)
        u = (mixed(child + purpose_key(TOUCH_DRAW, 0)) & ((1 << 64) - 1)) >> 11
        drawn = -math.log1p(-(u + 0.5) / 2**53)
        assert ended[1 + ordinal] - started[1 + ordinal] == pytest.approx(drawn, rel=2e-3, abs=1e-3)


def test_what_a_limit_changes_does_not_change_what_is_born() -> None:
    wide = loop(1.5, after=exponential(2.0), count=20)
    narrow = set_value(wide, "stages.build.wip_limit", 1)
    assert born(simulate(wide)) == born(simulate(narrow)) > 10


def test_room_is_made_for_many_births_at_once() -> None:
    log = simulate(loop(900.0, after=0.0), RunRequest(until=3.0))
    assert 780 < born(log) < 1020
    assert make_plan(loop(900.0)).first_room == 256


def test_births_without_delay_and_without_work_end_in_a_sentence() -> None:
    given = set_value(loop(2.0, after=0.0, count=3), "feedback.0.creates", "feature")
    course = Course(make_plan(set_value(given, "stages.build.time", 0.0)))
    course.begin(RunRequest())
    with pytest.raises(StreamFault, match="does not get beyond time 0"), plain_arithmetic():
        finish(course, RunRequest())


def test_both_clocks_give_the_same_log_with_feedback() -> None:
    given = loop(1.2, after=exponential(2.0), count=20)
    given = given.model_copy(
        update={
            "feedback": (
                *given.feedback,
                Feedback(on="defect", creates="feature", mean_count=0.4, after=constant(0.0)),
            )
        }
    )
    kernel, simpy = (simulate(given, RunRequest(clock=clock)) for clock in ("kernel", "simpy"))
    assert as_bytes(kernel) == as_bytes(simpy)
    assert born(kernel) > 20


def test_feedback_changed_on_the_way_holds_for_what_is_done_later() -> None:
    live = LiveRun(loop(0.0, count=40))
    live.advance_to(20.0)
    live.change(set_value(loop(0.0, count=40), "feedback.0.mean_count", 2.0))
    live.advance_to(1000.0)
    log = live.log()
    assert born(log) > 20
    assert log.items.arrival[log.items.type == 1].min() >= 23.0


def test_a_stream_whose_items_create_others_nearly_for_ever_needs_a_horizon_or_a_number() -> None:
    assert default_request(loop(5.0)) == RunRequest()
    endless = set_value(loop(0.9999), "feedback.0.creates", "feature")
    assert default_request(endless).until is not None
    assert default_request(line([1.0], arrivals=at(0.0))) == RunRequest()
