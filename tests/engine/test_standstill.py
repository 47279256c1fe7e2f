"""Where nothing can move any more, a sentence says which items are held up where, and why."""

from __future__ import annotations

import pytest

from sim.engine import RunRequest
from sim.engine.build import plain_arithmetic
from sim.engine.course import Course
from sim.engine.plan import make_plan
from sim.engine.run import finish
from sim.errors import StreamFault
from sim.stream import BoardItem, Stream, WipGroup
from tests.builders import backlog, line, stream, work


def sentence(given: Stream) -> str:
    """Run a stream that nobody checked to its standstill."""
    course = Course(make_plan(given))
    course.begin(RunRequest())
    with pytest.raises(StreamFault) as caught, plain_arithmetic():
        finish(course, RunRequest())
    assert caught.value.hint == "Look at the limits and workers there, or give a horizon."
    return caught.value.text


def test_who_waits_for_a_worker_is_named() -> None:
    given = stream([work("Build", 1.0, 0, wip_limit=2)], backlog(3))
    assert sentence(given) == (
        "Nothing can move any more after time 0; 3 items are not done: "
        "1 item in the backlog, waiting for room in Build (limit 2); in Build 2 items waiting for a worker."
    )


def test_who_waits_for_room_is_named_with_what_has_none() -> None:
    stages = [work("Build", 1.0), work("Test", 1.0, 0, wip_limit=1, on_finish="hold"), work("Ship", 1.0)]
    group = WipGroup(id="end", name="The end", stages=("test", "ship"), limit=1)
    given = stream(stages, backlog(3), wip_groups=(group,))
    assert sentence(given) == (
        "Nothing can move any more after time 3; 3 items are not done: "
        "in Build 2 items finished, waiting for room in Test (limit 1) and the group The end (limit 1); "
        "in Test 1 item waiting for a worker who is held by a finished item."
    )


def test_a_single_item_is_told_in_the_singular() -> None:
    given = line([1.0], 0, arrivals=backlog(0), board=(BoardItem(type="item", stage="s1", age=1.0),))
    assert sentence(given) == (
        "Nothing can move any more after time 0; 1 item is not done: in S1 1 item waiting for a worker."
    )
