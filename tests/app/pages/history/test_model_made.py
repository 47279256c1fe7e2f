"""A stream made of a history as rows, facts and pictures."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from app.jobs import Cancelled
from app.pages.history.model_made import ARRIVALS, HEADINGS, Made, MakeRequest, made_of, make
from app.pages.history.model_wishes import Wishes, settings_of
from app.pages.history.model_words import calendar_text, facts_of, family_text, figure, last_day, thin
from sim.calibration import Settings, calibrate
from sim.distributions import Distribution
from sim.errors import CalibrationFault
from sim.log import Kind
from sim.stream import Calendar
from tests.app.pages.history.model_bench import Heard, board, few_done, made_of_log
from tests.app.pages.history.page_bench import numbers_alone
from tests.calibration.pasts import TODAY, past


@cache
def made() -> Made:
    return made_of_log(board().log)


def test_arrivals_come_first_and_then_the_stages_in_flow_order() -> None:
    rows = made().rows
    assert [row.cells[0] for row in rows] == ["Arrivals", "Analysis", "Review", "Build", "Test"]
    assert [row.key for row in rows] == [
        ARRIVALS,
        "stage.analysis",
        "stage.review",
        "stage.build",
        "stage.test",
    ]
    assert [row.stage for row in rows] == ["", "analysis", "review", "build", "test"]
    assert all(len(row.cells) == len(row.tips) == len(HEADINGS) for row in rows)


def test_a_row_tells_what_the_calibration_found() -> None:
    found = made().calibration
    for row, one in zip(made().rows[1:], found.stages, strict=True):
        stage = found.stream.stage(one.id)
        time = stage.time if one.kind == "work" else stage.delay
        assert time is not None
        assert row.cells[1] == one.kind
        ended = str(one.visits - one.unfinished)
        assert row.cells[2] == (f"{ended} + {one.unfinished}" if one.unfinished else ended)
        assert row.cells[3] == family_text(time)
        assert row.cells[7] == ("–" if one.people is None else str(one.people))
        assert row.cells[8] == ("–" if stage.wip_limit is None else str(stage.wip_limit))
        assert str(one.wip_max) in row.tips[8]


def test_the_marks_are_those_of_the_time_in_the_stream() -> None:
    half = made_of_log(board().log, touch_share=0.5)
    for whole, row in zip(made().rows, half.rows, strict=True):
        if whole.cells[1] == "work":
            assert float(row.cells[4]) == pytest.approx(float(whole.cells[4]) / 2, rel=0.02)
            assert float(row.cells[5]) == pytest.approx(float(whole.cells[5]) / 2, rel=0.02)
        else:
            assert row.cells[4:6] == whole.cells[4:6]


def test_every_family_tried_is_told_best_first() -> None:
    (part, *_) = made().rows[3].parts
    fit = made().calibration.stages[2].fit
    assert fit is not None
    assert [one.family for one in part.candidates] == [one.distribution.family for one in fit.candidates]
    assert part.candidates[0].behind == "best"
    assert all(one.behind.startswith("+ ") for one in part.candidates[1:])
    assert [one.is_chosen for one in part.candidates].count(True) == 1
    assert part.reason == fit.reason
    assert "AIC" in part.goodness
    assert part.family.startswith(fit.distribution.family.capitalize())
    assert "half within" in part.family


def test_types_with_times_of_their_own_and_blocked_time_are_parts() -> None:
    found = made().calibration
    (feature,) = [one.id for one in found.stream.item_types if one.name == "Feature"]
    stage = found.stages[2]
    assert stage.fit is not None
    apart = replace(stage, fits_by_type={feature: stage.fit}, blocker=stage.fit)
    stages = (*found.stages[:2], apart, *found.stages[3:])
    row = made_of(replace(found, stages=stages)).rows[3]
    assert [part.name for part in row.parts] == ["all items", "Feature", "time blocked"]


def test_the_picture_is_that_of_the_fit() -> None:
    state = made().rows[1].parts[0].state
    fit = made().calibration.stages[0].fit
    assert fit is not None
    assert state.unit == made().calibration.days == "days"
    assert state.steps.tolist() == fit.curve.times.tolist()
    assert state.share.tolist() == fit.curve.share.tolist()
    assert len(state.running) == made().calibration.stages[0].unfinished
    assert state.seen.sum() <= 1.0 + 1e-9


def test_facts_say_what_was_looked_at_and_what_comes_in() -> None:
    facts = dict(made().facts)
    found = made().calibration
    assert list(facts) == ["Looked at", "Arrivals", "Types", "Working time", "Board"]
    done = np.count_nonzero(found.history.kind == Kind.DONE)
    assert facts["Looked at"].endswith(f": {found.arrivals.items} items begun, {done} done")
    assert facts["Looked at"].startswith("2 Mar 2026 – ")
    assert "items a " in facts["Arrivals"]
    assert "one by one" in facts["Arrivals"]
    assert facts["Types"].startswith("Feature ")
    assert facts["Working time"] == "every day, 24 hours"
    assert facts["Board"].startswith(f"{len(found.stream.board)} items on {last_day(found)}: ")


def test_the_day_of_the_board_is_the_one_before_the_streams_first() -> None:
    found = made().calibration
    assert found.stream.calendar.starts is not None
    assert last_day(found).split()[0] == str((found.stream.calendar.starts.day - 2) % 31 + 1)


def test_a_calendar_is_told_in_words() -> None:
    assert calendar_text(Calendar(kind="working")) == "Monday to Friday, 8 hours from 09:00"
    shifts = Calendar(kind="working", weekdays=(1, 3), hours_per_day=6.5, day_starts="06:30")
    assert calendar_text(shifts) == "Mon, Wed, 6.5 hours from 06:30"


def test_figures_have_three_digits_and_large_ones_are_whole() -> None:
    assert [figure(value) for value in (0.0, 0.0099, 0.12345, 2.0, 99.96, 123.4, 4567.8)] == [
        "0",
        "< 0.01",
        "0.123",
        "2",
        "100",
        "123",
        "4568",
    ]


def test_a_queue_has_no_family_and_quantiles_are_the_data() -> None:
    assert family_text(None) == "queue"
    assert family_text(Distribution(family="empirical", values=(1.0, 2.0))) == "the data"
    assert family_text(Distribution(family="gamma", mean=1.0, cv=0.5)) == "gamma"


def test_enough_data_are_not_called_thin() -> None:
    assert thin(made().calibration) == ()
    assert made().thin == ()


def test_thin_data_are_said_to_be_so() -> None:
    few = made_of_log(few_done().log)
    assert few.thin[0].startswith("1 item is done: times, arrivals and shares are an order of magnitude")
    assert few.thin[1].startswith("Fewer than 5 visits have ended in ")
    assert few.thin[1].endswith("its time is a mean without a shape.")


def test_nothing_done_is_thinner_still() -> None:
    none = made_of_log(past("0 0 entered build\n2 1 entered build\n3 2 entered build"))
    assert none.thin[0].startswith("No item is done")
    assert none.rows[1].parts == ()
    assert not none.rows[1].can_choose


def test_progress_is_told_stage_by_stage() -> None:
    heard = Heard()
    made_of_log(board().log, heard)
    shares = [share for share, _ in heard.reports]
    assert shares == sorted(shares)
    assert [text for _, text in heard.reports] == [
        "Reading times",
        *(f"Fitting times: stage {n} of 4" for n in (1, 2, 3, 4)),
        "Drawing pictures",
    ]


def test_making_stops_when_nobody_wants_it() -> None:
    class Gone(Heard):
        def report(self, share: float, text: str = "") -> None:
            super().report(share, text)
            if share > 0.2:
                raise Cancelled

    with pytest.raises(Cancelled):
        made_of_log(board().log, Gone())


def test_throughput_alone_makes_no_stream() -> None:
    with pytest.raises(CalibrationFault, match="No item of the history was begun"):
        make(MakeRequest(numbers_alone().log, TODAY, Settings()), Heard())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("working", "kind"), [("always", "continuous"), ("weekdays", "working"), ("stream", "working")]
)
def test_wishes_become_settings(working: str, kind: str) -> None:
    own = Calendar(kind="working", hours_per_day=6)
    wishes = Wishes(touch_percent=40.0, limits="p85", waits="queue", working=working, last_days=90)  # type: ignore[arg-type]
    settings = settings_of(wishes.with_family("build", "gamma"), own)
    assert settings.touch_share == pytest.approx(0.4)
    assert (settings.limits, settings.waits, settings.last_days) == ("p85", "queue", 90)
    assert settings.families == {"build": "gamma"}
    assert settings.calendar is not None
    assert settings.calendar.kind == kind
    assert (settings.calendar == own) is (working == "stream")


def test_no_wish_is_no_setting() -> None:
    assert settings_of(Wishes(), Calendar()) == Settings()


def test_a_family_told_can_be_taken_back() -> None:
    told = Wishes().with_family("build", "gamma").with_family("test", "weibull")
    assert told.with_family("build", None).families == {"test": "weibull"}
    assert told.with_family("build", None).with_family("test", None) == Wishes()


def test_the_facts_of_a_history_without_dates_have_none() -> None:
    log = replace(board().log, base=replace(board().log.base, origin=None))
    found = calibrate(log, "undated")
    assert dict(facts_of(found))["Looked at"].endswith(" done")
    assert "the last day" in dict(facts_of(found))["Board"]
