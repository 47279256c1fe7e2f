"""A model beside its history as rows and words."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from threading import Event

import pytest

from app.jobs import Cancelled
from app.pages.history.model_beside import Beside, BesideRequest, Past, beside, detail, headline
from tests.app.pages.history.model_bench import Heard, board, made_of_log


@cache
def request(runs: int = 20) -> BesideRequest:
    made = made_of_log(board().log).calibration
    return BesideRequest(Past(made.history, made.since), made.stream, runs, 1)


def set_beside(asked: BesideRequest, heard: Heard | None = None) -> Beside:
    return beside(asked, heard or Heard())  # type: ignore[arg-type]


@cache
def found() -> Beside:
    return set_beside(request())


def test_each_figure_is_a_row_with_its_verdict() -> None:
    for row, one in zip(found().rows, found().check.verdicts, strict=True):
        assert row.cells[0].casefold() == one.label.casefold()
        assert row.text == one.text
        assert row.place == ("inside" if one.inside else "above" if one.history > one.high else "below")
        assert (
            row.cells[4]
            == {"inside": "inside", "above": "history above", "below": "history below"}[row.place]
        )
    velocity = found().rows[0].cells
    assert velocity[0] == "Flow velocity"
    assert velocity[1].endswith(" items a week")
    assert " – " in velocity[3]


def test_figures_outside_are_counted() -> None:
    assert found().outside == found().check.judged - found().check.inside
    slow = request().stream
    stages = tuple(one.model_copy(update={"time_factor": 2.0}) for one in slow.stages)
    other = set_beside(replace(request(), stream=slow.model_copy(update={"stages": stages})))
    assert other.outside > 3
    assert other.check.adjust


def test_the_pictures_are_those_of_the_comparison() -> None:
    pictures = found().check.pictures
    assert found().times.history.tolist() == pictures.times.history.tolist()
    assert (found().times.unit, found().done.unit) == ("days", "week")
    past, model = found().flows
    assert past.reached.tolist() == pictures.history_flow.tolist()
    assert model.reached.tolist() == pictures.model_flow.tolist()
    assert past.top == model.top == max(pictures.history_flow.max(), pictures.model_flow.max())
    assert past.times[0] == pytest.approx(pictures.begin)
    assert found().run_note == f"run {pictures.run} of 20"


def test_the_headline_is_the_summary_and_says_if_runs_are_missing() -> None:
    assert headline(found().check) == found().check.summary
    fewer = replace(found().check, asked=200)
    assert headline(fewer).endswith("Stopped after 20 of 200 runs: what they give is below.")


def test_the_detail_says_how_it_was_run_and_measured() -> None:
    said = detail(found().check)
    assert said.startswith("20 runs of the model, each as long as the history.")
    assert f"the first {found().check.cut:.3g} days of both are left out" in said


def test_progress_counts_the_runs() -> None:
    heard = Heard()
    set_beside(request(5), heard)
    assert heard.reports[-5:] == [(n / 5, f"{n} of 5 runs") for n in range(1, 6)]


def test_enough_runs_end_the_work_and_are_kept() -> None:
    asked = replace(request(), enough=Event())

    class Enough(Heard):
        def report(self, share: float, text: str = "") -> None:
            super().report(share, text)
            if text == "3 of 20 runs":
                asked.enough.set()

    kept = set_beside(asked, Enough())
    assert (kept.check.runs, kept.check.asked) == (3, 20)
    assert {row.place for row in kept.rows} == {"unknown"}
    assert kept.rows[0].cells[3:] == ("–", "cannot tell")
    assert "Stopped after 3 of 20 runs" in kept.headline


def test_a_stream_of_ones_own_is_told_in_its_own_time() -> None:
    own = set_beside(BesideRequest(Past(board().log), request().stream, 20, 1))
    assert [row.cells for row in own.rows] == [row.cells for row in found().rows]
    recent = set_beside(BesideRequest(Past(board().log, None, 60), request().stream, 20, 1))
    assert recent.check.length < own.check.length


def test_the_same_seed_gives_the_same_rows_and_another_others() -> None:
    assert set_beside(request()).rows == found().rows
    assert set_beside(replace(request(), seed=2)).rows != found().rows


def test_a_job_nobody_wants_stops() -> None:
    class Gone(Heard):
        def report(self, share: float, text: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        set_beside(request(), Gone())
