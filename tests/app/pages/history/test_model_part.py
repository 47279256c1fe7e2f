"""A stream is made of what the filters and dates above the charts leave, and that is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.pages.history.model_made import Made, MakeRequest, make
from app.pages.history.model_part import days_wished, part_to_model, same_part
from app.pages.history.part import View
from app.window import Window
from sim.calibration import Settings, up_to
from sim.errors import CalibrationFault
from sim.log import date_of, lives
from sim.store import StoredHistory
from tests.app.pages.history.model_bench import Bench, Heard, two_pages
from tests.app.pages.history.page_bench import stored

HEADER = "ID,Type,Team,Started,Done"
BEGIN = dt.date(2025, 1, 1)


def rows(*teams: str) -> list[str]:
    """Two items in three days of teams in turn; each takes as long as its team's name has letters."""
    told = []
    for number in range(120):
        team = ("Pay", "Search")[number % 2]
        begun = BEGIN + dt.timedelta(days=number * 3 // 2)
        done = begun + dt.timedelta(days=len(team) + number % 3)
        kind = "Bug" if number % 5 == 0 else "Story"
        if team in teams:
            told.append(f"{number},{kind},{team},{begun},{'' if number > 114 else done}")
    return told


def history(*teams: str) -> StoredHistory:
    """A history of some teams, in a file of its own."""
    return stored(HEADER, *rows(*(teams or ("Pay", "Search"))))


def made_of_view(view: View, **settings: object) -> Made:
    """Make a stream of a part of the history of both teams."""
    log = history().log
    asked = MakeRequest(log, "2025-06-30", Settings(**settings), view)  # type: ignore[arg-type]
    return make(asked, Heard())  # type: ignore[arg-type]


@pytest.mark.parametrize("team", ["Pay", "Search"])
def test_a_teams_stream_is_that_of_a_file_with_its_items_alone(team: str) -> None:
    part = made_of_view(View(chosen={"team": (team,)})).calibration
    alone = make(MakeRequest(history(team).log, "2025-06-30", Settings()), Heard()).calibration  # type: ignore[arg-type]
    assert part.arrivals.items == alone.arrivals.items == 60
    for one, other in zip(part.stages, alone.stages, strict=True):
        assert (one.name, one.visits, one.unfinished) == (other.name, other.visits, other.unfinished)
        assert (one.people, one.at_once, one.wip_max) == (other.people, other.at_once, other.wip_max)
        assert one.fit is not None
        assert other.fit is not None
        assert sorted(one.fit.seen.finished) == sorted(other.fit.seen.finished)
    shares = [[(kind.name, kind.share) for kind in found.stream.item_types] for found in (part, alone)]
    assert shares[0] == shares[1]
    assert [one.stage for one in part.stream.board] == [one.stage for one in alone.stream.board]


def test_teams_have_times_of_their_own() -> None:
    pay, search = (made_of_view(View(chosen={"team": (team,)})).rows[1] for team in ("Pay", "Search"))
    assert float(pay.cells[4]) + 2.0 < float(search.cells[4])  # p50: 3 letters against 6


def test_a_type_alone_has_one_type() -> None:
    log = history().log
    bug = next(kind for kind in log.types if np.count_nonzero(log.items.type == log.types.index(kind)) == 24)
    found = made_of_view(View(chosen={"type": (bug.id,)})).calibration
    assert found.arrivals.items == 24
    assert [(kind.name, kind.share) for kind in found.stream.item_types] == [(bug.name, 1.0)]


def test_what_was_made_says_of_what() -> None:
    made = made_of_view(View(chosen={"team": ("Pay",)}))
    assert made.part is not None
    assert made.part.words == "Made of what is looked at on the charts: team Pay (60 of 120 items)."
    assert made.doubts[0] == "What items other than team Pay took of people and limits is not in the model."
    whole = made_of_view(View())
    assert whole.part is not None
    assert (whole.part.words, whole.part.doubt) == ("", "")
    assert whole.part.log is history().log or len(whole.part.log.items) == 120


def test_dates_that_end_early_show_the_board_of_their_last_day() -> None:
    final = dt.date(2025, 3, 31)
    view = View(span="dates", first=dt.date(2025, 2, 1), final=final)
    log = history().log
    days = days_wished(log, view)
    assert days == 28 + 31
    made = made_of_view(view, last_days=days)
    life = lives(log)
    begun, done = (
        [None if np.isnan(at) else date_of(log.base, at).date() for at in moments]
        for moments in (life.commitment, life.done)
    )
    inside = [day for day in begun if day is not None and dt.date(2025, 2, 1) <= day <= final]
    is_open = [
        day
        for day, end in zip(begun, done, strict=True)
        if day is not None and dt.date(2025, 2, 1) <= day <= final and (end is None or end > final)
    ]
    assert made.calibration.arrivals.items == len(inside)
    assert len(made.calibration.stream.board) == len(is_open)
    assert made.part is not None
    assert made.part.words.endswith("as known on 31 Mar 2025.")
    assert made.calibration.stream.calendar.starts == final + dt.timedelta(days=1)


def test_up_to_a_moment_nothing_is_known_of_what_came_later() -> None:
    log = history().log
    middle = (log.start + log.end) / 2
    early = up_to(log, middle)
    assert early.end == middle
    assert early.time.max() <= middle
    assert len(early.time) == np.count_nonzero(log.time <= middle)
    done = lives(early).done
    assert np.nanmax(done) <= middle
    assert np.count_nonzero(np.isfinite(done)) == np.count_nonzero(lives(log).done <= middle)


@pytest.mark.parametrize(
    ("view", "days"),
    [
        (View(), None),
        (View(span="quarter"), 90),
        (View(span="dates"), None),
        (View(span="dates", first=dt.date(2025, 5, 1), final=dt.date(2025, 5, 10)), 10),
    ],
)
def test_dates_become_days_to_the_end(view: View, days: int | None) -> None:
    told = days_wished(history().log, view)
    if view.span == "dates" and days is None:
        first, last = (
            date_of(history().log.base, at).date() for at in (history().log.start, history().log.end - 1e-6)
        )
        assert told == (last - first).days + 1
    else:
        assert told == days


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (View(chosen={"team": ("Risk",)}), "No item of the history is all of this: team Risk."),
        (
            View(span="dates", first=dt.date(2030, 1, 1), final=dt.date(2030, 2, 1)),
            "No day of the history lies within the dates chosen.",
        ),
    ],
)
def test_of_nothing_no_stream_is_made_and_the_way_out_is_said(view: View, said: str) -> None:
    with pytest.raises(CalibrationFault) as fault:
        part_to_model(history().log, view)
    assert fault.value.text == said
    assert "above the charts" in fault.value.hint


def test_how_days_are_counted_is_no_part() -> None:
    assert same_part(View(), View(rule="working"))
    assert not same_part(View(), View(span="year"))
    assert not same_part(View(), View(chosen={"team": ("Pay",)}))


# On the page.


@pytest.fixture
def window(open_window: Callable[..., Window]) -> Window:
    """A window that can show the stream too."""
    return two_pages(open_window)


@pytest.fixture
def bench(page: HistoryPage, window: Window, qtbot: QtBot) -> Bench:
    """Somebody at the page, with a history of two teams."""
    made = Bench(page, window, qtbot)
    made.put(history())
    return made


def look_at(bench: Bench, **changes: object) -> None:
    """Choose another part above the charts."""
    bench.page._look_at(replace(bench.page.view, **changes))  # type: ignore[arg-type]
    bench.wait(lambda: not bench.page.jobs.is_busy)


def test_a_filter_in_force_is_said_beside_the_stream_and_used(bench: Bench) -> None:
    assert bench.make().calibration.arrivals.items == 120
    assert not bench.is_seen("model.part")
    bench.press("model.back")
    look_at(bench, chosen={"team": ("Pay",)})
    assert bench.make().calibration.arrivals.items == 60
    assert "team Pay (60 of 120 items)" in bench.read("model.part")
    assert bench.is_seen("model.part")
    assert "items other than team Pay" in bench.read("model.unknown")
    bench.press("model.back")
    look_at(bench, chosen={})
    assert bench.make().calibration.arrivals.items == 120
    assert not bench.is_seen("model.part")


def test_dates_in_force_are_the_days_wished(bench: Bench) -> None:
    look_at(bench, span="quarter")
    made = bench.make()
    assert made.calibration.settings.last_days == bench.page.model.wishes.last_days == 90
    assert bench.page.model_view.found.options.days.text() == "90"
    bench.press("model.reset")
    assert bench.wait_made().calibration.settings.last_days is None


def test_counting_days_otherwise_makes_nothing_anew(bench: Bench) -> None:
    made = bench.make()
    bench.press("model.back")
    look_at(bench, rule="working")
    bench.press("history.makeStream")
    assert bench.page.model.made is made


def test_the_projects_stream_is_set_beside_the_same_part(bench: Bench) -> None:
    look_at(bench, chosen={"team": ("Pay",)})
    made = bench.make()
    bench.press("model.adopt")
    bench.window.show_page("history")
    bench.press("model.face.check")
    bench.press("model.which.stream")
    bench.compare()
    assert bench.page.model.compared is not None
    check = bench.page.model.compared[1].check
    assert check.stream == made.calibration.stream
    assert 0 < check.items <= 60
