"""Where a family cannot have both figures wanted, what came out and why is said."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QSlider
from pytestqt.qtbot import QtBot

from app.pages.stream.durations import as_family
from app.pages.stream.forms.spread import moved_to, position_of
from app.pages.stream.forms.spread_words import Moved, why_moved, why_unlike
from app.theme import Theme
from sim.distributions import Distribution, Family, quantiles
from sim.stream import set_value
from tests.app.pages.inspector_bench import InspectorBench

WIDE = Distribution(family="lognormal", p50=2.0, p85=4.5)


def said(time: Distribution, figure: Moved, value: float) -> str:
    return why_moved(time, figure, value, moved_to(time, figure, value), "d").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("family", "figure", "value", "words"),
    [
        ("lognormal", "p85", 9.0, ""),
        ("lognormal", "p50", 3.0, ""),
        (
            "lognormal",
            "p50",
            8.0,
            "The bad case is never below the typical one: the bad case is 8.4 d now, not 4.5 d.",
        ),
        (
            "uniform",
            "p85",
            9.0,
            "As uniform, the bad case is at most 1.7 times the typical one: "
            "the typical case is 5.3 d now, not 2 d.",
        ),
        (
            "erlang",
            "p50",
            2.2,
            "As Erlang, work has whole phases, and so many spreads only: "
            "the bad case is 4.42 d now, not 5.16 d.",
        ),
        ("exponential", "p50", 4.0, ""),
    ],
)
def test_a_figure_that_nobody_moved_is_another_one_for_a_reason_told(
    family: Family, figure: Moved, value: float, words: str
) -> None:
    assert said(as_family(WIDE, family), figure, value) == words


@pytest.mark.parametrize("family", ["gamma", "weibull", "lognormal"])
def test_a_family_that_has_both_figures_says_nothing(family: Family) -> None:
    assert why_unlike(WIDE, as_family(WIDE, family), "d") == ""


@pytest.mark.parametrize(
    ("family", "words"),
    [
        ("triangular", "As triangular, the bad case is 3.56 d, not 4.5 d."),
        ("uniform", "As uniform, the bad case is 3.4 d, not 4.5 d."),
        (
            "exponential",
            "As exponential, the typical case is 1.89 d, not 2 d and the bad case is 5.16 d, not 4.5 d.",
        ),
    ],
)
def test_a_family_that_cannot_have_both_says_what_came_out(family: Family, words: str) -> None:
    assert why_unlike(WIDE, as_family(WIDE, family), "d").replace("\u00a0", " ") == words


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme) -> InspectorBench:
    made = InspectorBench(qtbot, theme, "software-team")
    made.document.apply(made.edit_to(set_value(made.stream, "stages.build.time", WIDE)))
    made.parts.board.choose("build")
    return made


def why_in_sight(bench: InspectorBench) -> str:
    label = bench.inspector.findChild(QLabel, "inspector.time.why")
    assert label is not None
    QApplication.processEvents()  # a row that was just added is shown by an event
    return label.text() if label.isVisible() else ""


def test_another_family_says_in_the_status_line_what_it_could_not_keep(bench: InspectorBench) -> None:
    bench.pick("inspector.time.family", "triangular")
    time = bench.stream.stage("build").time
    assert time is not None
    assert bench.said[-1] == why_unlike(WIDE, time, "d")


def test_the_reason_stands_below_the_curve_until_the_duration_is_another(bench: InspectorBench) -> None:
    bench.pick("inspector.time.family", "uniform")
    slider = bench.inspector.findChild(QSlider, "inspector.time.p85.slider")
    assert slider is not None
    slider.setValue(position_of(9.0))
    time = bench.stream.stage("build").time
    assert time is not None
    half, bad = quantiles(time)
    assert bad == pytest.approx(9.0, rel=0.03)
    assert why_in_sight(bench).startswith("As uniform, the bad case is at most 1.7 times the typical one")
    assert f"{half:.3g}" in why_in_sight(bench)
    bench.document.undo()
    assert why_in_sight(bench) == ""
