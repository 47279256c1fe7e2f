"""The Stability section: process behaviour that can be switched, net flow, Little's law in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.pages.history.little_card import LittleCard
from app.pages.history.section import Means
from app.pages.history.stability_found import SKEWED, little_words, stability_found
from app.pages.history.stability_section import StabilitySection
from sim.metrics import LittlesLaw, completions, littles_law, net_flow, process_behaviour
from tests.app.pages.history.section_bench import (
    board_part,
    counts_part,
    in_sight,
    part_of_types,
    settled,
    states,
)

HOLDS = (("as many items come as go", ""), ("what is begun gets finished", ""))
BROKEN = (("as many items come as go", "9 items came in and 2 went out"), ("what is begun gets finished", ""))


@pytest.fixture
def section(means: Means, qtbot: QtBot) -> StabilitySection:
    return in_sight(qtbot, StabilitySection(means), board_part())


def test_it_begins_with_the_items_done_a_week(section: StabilitySection) -> None:
    part = board_part()
    found = process_behaviour(part.log, part.window, "velocity", rule=part.rule)
    behaviour, ranges, flow = states(section)
    assert behaviour is ranges
    assert behaviour.values.tolist() == found.values.tolist()
    assert behaviour.lines == {"lower limit": found.lower, "mean": found.mean, "upper limit": found.upper}
    assert behaviour.range_lines == {"mean": found.mean_range, "limit": found.range_limit}
    assert behaviour.signals == found.signals
    assert flow.net.tolist() == net_flow(part.log, part.window, "week").net.tolist()
    assert section.measure.value == "velocity"


@pytest.mark.parametrize("measure", ["arrivals", "flow time", "velocity"])
def test_another_measure_is_a_click_away_and_is_not_measured_again(
    section: StabilitySection, qtbot: QtBot, measure: str
) -> None:
    found = section.found
    qtbot.mouseClick(section.measure.button(measure), Qt.MouseButton.LeftButton)
    assert not section.means.jobs.is_busy
    settled(qtbot, section)
    assert section.found is found
    assert found is not None
    assert states(section)[0] is found.behaviour[section._chosen]
    assert states(section)[0].what.startswith(
        {"arrivals": "items begun a week"}.get(measure, measure[:4])
    ) or (measure == "velocity")


def test_flow_times_are_named_by_item_and_told_to_have_a_long_tail(section: StabilitySection) -> None:
    assert section.found is not None
    part, state = board_part(), section.found.behaviour["flow time"]
    done = completions(part.log, part.rule, part.window)
    assert state.values.tolist() == done.flow_time.tolist()
    assert state.names == tuple(part.log.items.names[item] for item in done.item.tolist())
    assert (state.measure, SKEWED in state.note) == ("days", True)
    assert SKEWED not in section.found.behaviour["velocity"].note


def test_the_choice_is_kept_when_another_part_is_shown(section: StabilitySection, qtbot: QtBot) -> None:
    section.measure.button("flow time").click()
    part = part_of_types("defect")
    section.show_part(part)
    settled(qtbot, section)
    assert (
        states(section)[0].values.tolist() == completions(part.log, part.rule, part.window).flow_time.tolist()
    )


def test_of_too_few_weeks_the_values_stand_without_limits() -> None:
    board = board_part()
    month = replace(board, window=replace(board.window, end=board.window.start + 30.0))
    state = stability_found(month).behaviour["velocity"]
    assert (len(state.values) > 0, state.lines, state.signals) == (True, {}, {})
    assert state.note.endswith("too few for limits: six are needed")


def test_exact_time_is_in_the_unit_of_the_history() -> None:
    state = stability_found(board_part("elapsed")).behaviour["flow time"]
    assert state.measure == "days"
    assert not np.array_equal(state.values, np.round(state.values))


def test_little_says_its_three_figures_and_each_assumption(section: StabilitySection) -> None:
    part = board_part()
    law = littles_law(part.log, part.window)
    texts = [label.text() for label in section.little.lines if label.isVisibleTo(section.little)]
    assert len(texts) == len(law.assumptions) + 1
    for (name, broken), text in zip(law.assumptions, texts, strict=False):
        assert text.startswith(name[:1].upper() + name[1:])
        assert text.endswith(f"{broken}." if broken else ": holds.")
    assert texts[-1] == "All is counted in one unit of time: holds."
    assert section.little._figures["load"].text() == f"{law.load:.1f} items"
    assert section.little._figures["rate"].text() == f"{law.rate * 7:.1f} a week"
    assert section.little._figures["time"].text() == f"{law.time:.1f} days"


@pytest.mark.parametrize(
    ("residual", "words"),
    [
        (
            0.04,
            "Rate times flow time gives 10.0 items: 4 % of the load is left unexplained. The three figures "
            "fit together.",
        ),
        (
            0.25,
            "Rate times flow time gives 10.0 items, 25 % less than the load: the law does not hold here, for "
            "what is marked below.",
        ),
        (
            -0.25,
            "Rate times flow time gives 10.0 items, 25 % more than the load: the law does not hold here, for "
            "what is marked below.",
        ),
        (float("nan"), "No item with a known begin was done in this window: there is nothing to compare."),
    ],
)
def test_the_verdict_says_how_well_they_fit(residual: float, words: str) -> None:
    assert little_words(LittlesLaw(12.0, 2.0, 5.0, residual, HOLDS), "day").verdict == words


def test_rates_are_a_week_of_days_and_a_unit_of_anything_else() -> None:
    law = LittlesLaw(12.0, 2.0, 5.0, 0.0, HOLDS)
    assert [little_words(law, unit).rate for unit in ("day", "hour")] == ["14.0 a week", "2.0 a hour"]
    nothing = little_words(LittlesLaw(0.0, 0.0, float("nan"), 0.0, HOLDS), "day")
    assert (nothing.time, nothing.verdict[:7]) == ("– days", "No item")


def test_a_broken_assumption_is_marked_by_form_and_word(qtbot: QtBot) -> None:
    card = LittleCard()
    qtbot.addWidget(card)
    card.show()
    card.show_words(little_words(LittlesLaw(12.0, 2.0, 5.0, 0.25, BROKEN), "day"))
    shown = [
        (sign.text(), line.text()) for sign, line in zip(card._signs, card.lines, strict=True) if line.text()
    ]
    assert shown == [
        ("✗", "As many items come as go: broken. 9 items came in and 2 went out."),
        ("✓", "What is begun gets finished: holds."),
        ("✓", "All is counted in one unit of time: holds."),
    ]
    assert [line.isVisible() for line in card.lines] == [True, True, True, False, False, False]


def test_numbers_alone_have_one_measure_and_neither_net_flow_nor_a_law(means: Means, qtbot: QtBot) -> None:
    section = in_sight(qtbot, StabilitySection(means), board_part())
    section.measure.button("flow time").click()
    section.show_part(counts_part())
    settled(qtbot, section)
    assert section.measure.value == "velocity"
    assert [section.measure.button(key).isEnabled() for key in ("velocity", "arrivals", "flow time")] == [
        True,
        False,
        False,
    ]
    assert (section.little.isVisible(), section.charts[2].isVisible()) == (False, False)
    section.show_part(board_part())
    settled(qtbot, section)
    assert (section.little.isVisible(), section.measure.button("flow time").isEnabled()) == (True, True)
