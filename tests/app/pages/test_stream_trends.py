"""The numbers of the latest stretch against those of the one before, in words and with an arrow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.pages.stream.figures import FiguresRequest, measure
from app.pages.stream.trends import Stretch, mix_trend, stretches_of, trend_of, with_trends
from app.theme import Theme, type_styles
from app.widgets import DistributionBar, Metric, MetricTile, Portion
from sim.log import EventLog, TimeBase
from sim.metrics import Window
from sim.stream import Calendar
from tests.log.story import told

WORKING = TimeBase("day", calendar=Calendar(kind="working"))
FOUR_WEEKS = Stretch("4 weeks", Window(60, 80), Window(40, 60))
FOUR = tuple(Metric(name) for name in ("velocity", "time", "load", "efficiency"))


def done_at(*spans: tuple[float, float, int], end: float) -> EventLog:
    """Tell of items (begin, time worked, type) that are worked on at once by a crowd."""
    story = "\n".join(
        f"{begin} {i} arrived\n{begin} {i} entered build\n{begin} {i} started build {i}\n"
        f"{begin + work} {i} finished build {i}\n{begin + work} {i} done"
        for i, (begin, work, _) in enumerate(sorted(spans))
    )
    types = tuple(kind for *_, kind in sorted(spans))
    return replace(told(story, types=types, end=end), base=WORKING)


def weeks_of_change() -> EventLog:
    """80 working days, four weeks each: one item a day done in half a day, then two a day in a quarter."""
    slow = [(day + 0.2, 0.5, 0) for day in range(60)]
    fast = [(60 + half / 2 + 0.1, 0.25, half % 2) for half in range(40)]
    return done_at(*slow, *fast, end=80.0)


@pytest.mark.parametrize(
    ("days", "words"), [(3.9, None), (4.0, "day"), (20.0, "week"), (80.0, "4 weeks"), (260.0, "13 weeks")]
)
def test_the_longest_usual_stretch_that_fits_four_times_is_compared(days: float, words: str | None) -> None:
    found = stretches_of(done_at((0.0, 1.0, 0), end=days))
    assert (found and found.words) == words


def test_the_stretches_meet_and_end_with_the_log() -> None:
    assert stretches_of(weeks_of_change()) == FOUR_WEEKS


def test_each_number_is_compared_as_counted_by_hand() -> None:
    """Velocity 5 a week, then 10; half a day each, then a quarter; load 0.5 in both; all of it is work."""
    velocity, time, load, efficiency = with_trends(FOUR, weeks_of_change())
    assert velocity.trend == "▲ 5.0 better in 4 weeks"
    assert (
        velocity.trend_whole == "10.0 / week in the last 4 weeks, 5.0 in the 4 weeks before: better by 5.0."
    )
    assert (time.trend, time.trend_tone) == ("▼ 0.3 better in 4 weeks", "good")
    assert (load.trend, load.trend_tone) == ("= no change in 4 weeks", "plain")
    assert efficiency.trend == "= no change in 4 weeks"


def test_how_it_is_counted_says_what_the_arrow_compares() -> None:
    velocity = with_trends(FOUR, weeks_of_change())[0]
    assert velocity.how.endswith("The arrow compares the last 4 weeks with the 4 weeks before.")


def test_a_run_just_begun_has_no_trend() -> None:
    assert with_trends(FOUR, done_at((0.0, 1.0, 0), end=3.0)) == FOUR


@pytest.mark.parametrize(
    ("before", "latest", "better", "text", "tone"),
    [
        (7.0, 7.4, "more", "▲ 0.4 better in 4 weeks", "good"),
        (7.4, 7.0, "more", "▼ 0.4 worse in 4 weeks", "bad"),
        (11.0, 12.9, "less", "▲ 1.9 worse in 4 weeks", "bad"),
        (12.9, 11.0, "less", "▼ 1.9 better in 4 weeks", "good"),
        (20.0, 23.0, "neither", "▲ 3.0 more in 4 weeks", "plain"),
        (23.0, 20.0, "neither", "▼ 3.0 less in 4 weeks", "plain"),
        (7.01, 7.04, "more", "= no change in 4 weeks", "plain"),
    ],
)
def test_whether_a_change_is_good_is_said_in_words(
    before: float, latest: float, better: str, text: str, tone: str
) -> None:
    found = trend_of(before, latest, FOUR_WEEKS, "items", better)  # type: ignore[arg-type]
    assert found is not None
    assert (found.text, found.tone) == (text, tone)


def test_of_a_number_that_is_not_known_no_change_is_told() -> None:
    assert trend_of(float("nan"), 3.0, FOUR_WEEKS, "items", "more") is None
    assert trend_of(3.0, float("nan"), FOUR_WEEKS, "items", "more") is None


def test_a_single_period_has_an_article() -> None:
    week = Stretch("week", Window(5, 10), Window(0, 5))
    found = trend_of(1.0, 2.0, week, "items", "more")
    assert found is not None
    assert found.text == "▲ 1.0 better in a week"


def test_the_type_whose_share_changed_most_is_named() -> None:
    """First all are features; then every second one is a defect: 50 points."""
    log = weeks_of_change()
    said = mix_trend(log, log.types)
    assert said in ("▼ Feature 50 points in 4 weeks", "▲ Defect 50 points in 4 weeks")
    assert mix_trend(done_at((0.0, 1.0, 0), end=3.0), log.types) == ""


def test_where_the_shares_stay_no_type_is_named() -> None:
    log = done_at(*[(day + 0.2, 0.5, day % 2) for day in range(80)], end=80.0)
    assert mix_trend(log, log.types) == ""


def test_what_is_measured_has_sentences_and_trends() -> None:
    found = measure(FiguresRequest(weeks_of_change(), {}))
    assert [metric.says for metric in found.metrics] == [
        "done, on average",
        "or less, for 85 %",
        "on average",
        "of time worked on",
    ]
    assert all(metric.trend for metric in found.metrics)
    assert found.mix


def test_a_tile_shows_the_words_and_reads_out_the_change(qtbot: QtBot, theme: Theme) -> None:
    tile = MetricTile("metric.time")
    qtbot.addWidget(tile)
    tile.show_metric(
        Metric(
            "Flow time",
            "11.2",
            "days",
            says="85 %",
            trend="▼ 1.9 better",
            trend_tone="good",
            trend_whole="W.",
        )
    )
    says, trend = (tile.findChild(QLabel, f"metric.time.{part}") for part in ("says", "trend"))
    assert says is not None
    assert trend is not None
    assert (says.text(), trend.text(), trend.toolTip()) == ("85 %", "▼ 1.9 better", "W.")
    assert trend.property("tone") == "good"
    assert tile.accessibleName() == "Flow time 11.2 days W."
    tile.show_metric(Metric("Flow time"))
    assert says.isHidden()
    assert trend.isHidden()


@pytest.mark.parametrize("width", [160, 190, 218, 300])
def test_the_legend_of_the_distribution_names_five_types_where_it_is_narrow(
    qtbot: QtBot, theme: Theme, width: int
) -> None:
    bar = DistributionBar("bar")
    qtbot.addWidget(bar)
    kinds = [f"kind{n}" for n in range(5)]
    styles = type_styles(kinds)
    shares = dict(zip(kinds, (0.44, 0.23, 0.13, 0.1, 0.1), strict=True))
    bar.show_portions(tuple(Portion(kind, share, styles[kind]) for kind, share in shares.items()))
    bar.resize(QSize(width, 40))
    drawn = bar.legend_places()
    assert len(drawn) == 5
    assert max(left + wide for left, wide in drawn) <= width + 1
