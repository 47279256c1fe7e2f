"""Histories that say little, or strange things: a sound stream or a clear fault, and always said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.calibration import Settings, calibrate
from sim.errors import CalibrationFault
from sim.log import EventLog, LogStage, LogType
from tests.calibration.pasts import LINE, TODAY, past, sound


def many(count: int, *, gap: float = 1.0, length: float = 0.5, first: float = 0.0) -> str:
    """Items one after another, each through Build alone."""
    return "".join(
        f"{first + n * gap} {n} entered build\n{first + n * gap + length} {n} done\n" for n in range(count)
    )


def test_one_item_gives_a_stream_and_a_warning() -> None:
    made = sound(past("1.25 0 entered build\n3.5 0 done"))
    assert made.unknown[0] == "Only 1 item was finished: too few to tell more than an order of magnitude."
    assert made.stages[0].fit is not None
    assert made.stages[0].fit.distribution.given == pytest.approx({"mean": 2.25}, rel=1e-4)
    assert made.stream.board == ()


def test_nothing_finished_gives_a_guess_and_says_so() -> None:
    made = sound(past("1 0 entered build\n3 1 entered build\n4.5 2 entered todo"))
    assert made.stages[0].fit is None
    assert "No item was finished: too few to tell more than an order of magnitude." in made.unknown
    assert any("Build: nobody has left it" in one for one in made.unknown)
    assert [one.age for one in made.stream.board] == [3.5, 1.5]


def test_nothing_begun_is_a_fault_with_a_way_out() -> None:
    with pytest.raises(CalibrationFault) as fault:
        calibrate(past("1 0 entered todo\n3 1 done"), TODAY)
    assert fault.value.text == "No item of the history was begun: there is nothing to make a stream of."
    assert "Map the column" in fault.value.hint


def test_all_on_one_day_is_told() -> None:
    made = sound(past("".join(f"1 {n} entered build\n1 {n} done\n" for n in range(30))))
    assert made.stages[0].fit is not None
    assert "cannot tell how long within it" in made.stages[0].fit.reason
    assert made.stages[0].fit.seen.grain == 1.0
    assert made.arrivals.items == 30


def test_a_single_stage_is_a_stream() -> None:
    stages = (LogStage("in-progress", "In progress"),)
    story = many(40).replace("build", "in-progress")
    made = sound(past(story, stages=stages, commitment=0))
    assert [one.id for one in made.stream.stages] == ["in-progress"]
    assert "Flow efficiency cannot be told: no stage of the history counts as waiting." in made.unknown


def test_only_stages_of_waiting_are_a_stream_of_waiting() -> None:
    stages = tuple(LogStage(f"w{n}", f"Wait {n}", "wait", state="waiting") for n in range(2))
    story = "".join(f"{n} {n} entered w0\n{n}.5 {n} entered w1\n{n + 2}.25 {n} done\n" for n in range(20))
    made = sound(past(story, stages=stages, commitment=0))
    assert [one.kind for one in made.stream.stages] == ["wait", "wait"]


def test_more_stages_than_a_stream_holds_are_a_fault() -> None:
    stages = tuple(LogStage(f"s{n}", f"S{n}") for n in range(75))
    story = "".join(f"{n} 0 entered s{n}\n" for n in range(75))
    with pytest.raises(CalibrationFault, match=r"75 stages; a stream holds at most 62"):
        calibrate(past(story, stages=stages, commitment=0), TODAY)


def test_stages_where_nobody_was_are_left_out_and_named() -> None:
    made = sound(past(many(25)))
    assert [one.id for one in made.stream.stages] == ["build"]
    assert "Left out, since no item was seen there: Queue and Test." in made.assumed


def test_thousands_of_types_become_twenty() -> None:
    types = tuple(LogType(f"type-{n}", f"Type {n}") for n in range(3000))
    numbers = tuple(n if n < 2900 else n % 7 for n in range(3000))
    made = sound(_typed(types, numbers))
    assert len(made.stream.item_types) == 20
    assert made.stream.item_types[-1].name == "Other"
    assert sum(one.share for one in made.stream.item_types) == pytest.approx(1.0, abs=1e-4)
    assert any("put together as Other" in one for one in made.assumed)


def _typed(types: tuple[LogType, ...], numbers: tuple[int, ...]) -> EventLog:
    log = past(many(len(numbers), gap=0.01))
    return replace(log, types=types, items=replace(log.items, type=np.array(numbers, np.int16)))


def test_names_in_any_script_become_ids() -> None:
    names = ("Análise", "进行中", "Test / QA", "test-qa", "")
    stages = tuple(LogStage(f"s{n}", name) for n, name in enumerate(names))
    story = "".join(f"{n} {n} entered s{n % 5}\n{n}.5 {n} done\n" for n in range(25))
    made = sound(past(story, stages=stages, commitment=0))
    assert [one.id for one in made.stream.stages] == ["analise", "stage-2", "test-qa", "test-qa-2", "stage-5"]


def test_items_done_before_they_began_are_left_out() -> None:
    made = sound(past(many(25) + "40 30 done\n41 30 entered build\n"))
    assert made.arrivals.items == 26
    assert len(made.stream.board) == 1


def test_arrivals_that_stop_are_taken_up_to_their_end() -> None:
    made = sound(past(many(40) + "400 50 entered todo\n"))
    assert any("Nothing was begun in the last 36" in one for one in made.assumed)
    assert made.arrivals.rate == pytest.approx(1.0, rel=0.05)
    assert made.history.end < 41.0


def test_arrivals_that_change_are_said_to() -> None:
    story = many(20, gap=2.0) + "".join(
        f"{40 + n * 0.25} {20 + n} entered build\n{40.1 + n * 0.25} {20 + n} done\n" for n in range(160)
    )
    made = sound(past(story))
    assert any(
        one.startswith("Arrivals changed: 20 items in the first half of the time, 160")
        for one in made.unknown
    )


def test_open_items_older_than_any_done_are_said_to_be_forgotten() -> None:
    made = sound(past("0 99 entered build\n" + many(30, first=1.0)))
    assert any(one.startswith("1 open item is older than any finished one became") for one in made.unknown)


def test_a_file_of_finished_items_only_is_told_to_be_one() -> None:
    assert any(one.startswith("No item is unfinished.") for one in sound(past(many(30))).unknown)


def test_arrivals_in_batches_stay_batches() -> None:
    story = "".join(
        f"{2 * day}.25 {day * 3 + n} entered build\n{2 * day + 1} {day * 3 + n} done\n"
        for day in range(15)
        for n in range(3)
    )
    made = sound(past(story))
    assert made.arrivals.batches
    assert set(made.stream.arrivals[0].batch.given["values"]) == {3.0}  # type: ignore[union-attr]
    assert "Items come in batches, 3.00 at once on average and 3 at most." in made.assumed


@pytest.mark.parametrize("share", [0.0, -0.5, 1.5])
def test_a_share_of_touch_time_that_cannot_be_is_refused(share: float) -> None:
    with pytest.raises(CalibrationFault, match="must be above 0 and at most 1"):
        calibrate(past(many(5)), TODAY, Settings(touch_share=share))


def test_no_days_hold_nothing() -> None:
    with pytest.raises(CalibrationFault, match="last 0 days"):
        calibrate(past(many(5)), TODAY, Settings(last_days=0))


def test_classes_of_service_are_said_to_be_left_out() -> None:
    made = sound(past(many(5), classes=("expedite", "standard")))
    assert "Classes of service (expedite, standard) are not part of the model." in made.unknown


ITEMS = st.integers(0, 12)
MOMENTS = st.floats(0.0, 60.0, allow_nan=False, width=32)
VISITS = st.lists(
    st.tuples(MOMENTS, ITEMS, st.sampled_from([one.id for one in LINE])), min_size=1, max_size=50
)
TOLD = st.fixed_dictionaries(
    {
        "touch_share": st.sampled_from([0.3, 1.0]),
        "waits": st.sampled_from(["auto", "delay", "queue"]),
        "limits": st.sampled_from(["max", "p85", "none"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(visits=VISITS, done=st.dictionaries(ITEMS, MOMENTS), grain=st.sampled_from([0.0, 1.0]), told=TOLD)
def test_any_history_gives_a_sound_stream_or_a_clear_fault(
    visits: list[tuple[float, int, str]], done: dict[int, float], grain: float, told: dict[str, Any]
) -> None:
    rows = [(at, item, f"entered {stage}") for at, item, stage in visits]
    rows += [(at, item, "done") for item, at in done.items()]
    rows = sorted((at // grain * grain if grain else at, item, what) for at, item, what in rows)
    log = past("\n".join(f"{at} {item} {what}" for at, item, what in rows))
    begun = any(stage != "todo" for _, _, stage in visits)
    try:
        made = sound(log, **told)
    except CalibrationFault as fault:
        hint = fault.hint
    else:
        assert begun
        assert made.arrivals.items >= 1
        return
    assert hint
