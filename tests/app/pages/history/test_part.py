"""The part of a history that a view is about: items, dates, and the words for them."""

from __future__ import annotations

import datetime as dt

import pytest

from app.pages.history.part import Part, View, chosen_text, days_of, part_in_view
from sim.metrics import completions, flow_velocity
from tests.app.pages.history.page_bench import HEADER, numbers_alone, stored, teams


def part(view: View, count: int = 100) -> Part:
    return part_in_view(teams(count).log, view)


def test_everything_is_the_history_itself() -> None:
    log = teams(100).log
    found = part_in_view(log, View())
    assert found.log is found.whole is log
    assert found.words == "all items · 1 Jan 2025 – 12 Apr 2025"
    assert not found.is_empty
    assert not found.only_done


def test_values_of_one_respect_are_alternatives_and_respects_hold_together() -> None:
    found = part(View(chosen={"type": ("defect", "risk"), "team": ("Pay",)}))
    expected = [n for n in range(100) if n % 4 in (1, 3) and n % 5 in (0, 2)]
    assert [int(name) for name in found.log.items.names or ()] == expected
    assert found.words == "Defect or Risk · team Pay · 1 Jan 2025 – 12 Apr 2025"


def test_dates_choose_the_time_and_leave_the_items() -> None:
    found = part(View("dates", first=dt.date(2025, 2, 1), final=dt.date(2025, 2, 10)))
    assert len(found.log.items) == 100
    assert len(completions(found.log, found.rule, found.window)) == 10
    assert flow_velocity(found.log, found.window) == 1.0
    assert found.words == "all items · 1 Feb 2025 – 10 Feb 2025"


@pytest.mark.parametrize(
    ("first", "final", "said"),
    [
        (None, dt.date(2025, 1, 9), "1 Jan 2025 – 9 Jan 2025"),
        (dt.date(2025, 4, 1), None, "1 Apr 2025 – 12 Apr 2025"),
        (dt.date(2024, 5, 1), dt.date(2027, 1, 1), "1 Jan 2025 – 12 Apr 2025"),
        (dt.date(2025, 2, 3), dt.date(2025, 2, 3), "3 Feb 2025"),
    ],
)
def test_dates_left_out_or_beyond_the_history_end_with_it(
    first: dt.date | None, final: dt.date | None, said: str
) -> None:
    assert part(View("dates", first=first, final=final)).words == f"all items · {said}"


def test_dates_beside_the_history_hold_no_day_of_it() -> None:
    found = part(View("dates", first=dt.date(2026, 1, 1), final=dt.date(2026, 2, 1)))
    assert found.is_empty
    assert found.words == "all items · no day of the history"


def test_a_choice_that_nothing_meets_is_empty() -> None:
    assert part(View(chosen={"team": ("Pay",), "parent": ("none such",)})).is_empty


def test_a_respect_that_the_history_lacks_chooses_nothing() -> None:
    log = stored("ID,Type,Started,Done", "1,Bug,2025-01-01,2025-01-02").log
    assert part_in_view(log, View(chosen={"team": ("Pay",)})).log is log


def test_many_values_are_named_by_the_first_of_them() -> None:
    log = teams(20).log
    assert chosen_text(log, {"parent": ("E-0", "E-1")}) == "parent E-0 or E-1"
    assert chosen_text(log, {"parent": ("E-0", "E-1", "E-2", "E-3", "")}) == "parent E-0, E-1, E-2 or 2 more"
    assert chosen_text(log, {"type": ("feature",), "team": ("",)}) == "Feature · team none"
    assert chosen_text(log, {}) == ""


def test_a_respect_without_values_chooses_nothing_any_more() -> None:
    view = View(chosen={"team": ("Pay",), "type": ("defect",)})
    assert view.choosing("team", ()) == {"type": ("defect",)}
    assert view.choosing("team", ("Web", "Pay")) == {"type": ("defect",), "team": ("Web", "Pay")}


def test_numbers_alone_tell_only_what_was_done() -> None:
    assert part_in_view(numbers_alone().log, View()).only_done


def test_the_days_of_a_history_are_its_first_and_last() -> None:
    log = stored(HEADER, "1,Bug,Pay,E,ui,2025-01-03,2025-02-01").log
    assert days_of(log) == (dt.date(2025, 1, 3), dt.date(2025, 2, 1))
