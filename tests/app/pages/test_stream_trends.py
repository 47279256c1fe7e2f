"""The numbers of the latest stretch against those of the one before, in words and with an arrow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.pages.stream.figures import FiguresRequest, measure
from app.pages.stream.stretches import LEAST, MOST, Stretches, stretches_of
from app.pages.stream.trends import Course, mix_trend, shorter, trend_of, with_trends
from app.theme import Theme, type_styles
from app.widgets import DistributionBar, Metric, MetricTile, Portion
from sim.engine import RunRequest, simulate
from sim.log import EventLog, TimeBase
from sim.metrics import Window
from sim.stream import Calendar, example, longest_period, set_value
from tests.log.story import told

WORKING = TimeBase("day", calendar=Calendar(kind="working"))
EIGHT = tuple(Window(20.0 * n, 20.0 * (n + 1)) for n in range(1, 9))
FOUR_WEEKS = Stretches("4 weeks", EIGHT)
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
    """Nine times four weeks: one item a day done in half a day; in the last two a day, in a quarter."""
    slow = [(day + 0.2, 0.5, 0) for day in range(160)]
    fast = [(160 + half / 2 + 0.1, 0.25, half % 2) for half in range(40)]
    return done_at(*slow, *fast, end=180.0)


def course(*values: float, better: str = "more", least: float = 0.0) -> Course:
    return Course(values, "items", better, least)  # type: ignore[arg-type]


# --- which stretches are compared --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "words"), [(7.9, None), (8.0, "day"), (40.0, "week"), (160.0, "4 weeks"), (520.0, "13 weeks")]
)
def test_the_longest_usual_stretch_of_which_there_are_enough_is_compared(
    days: float, words: str | None
) -> None:
    found = stretches_of(done_at((0.0, 1.0, 0), end=days))
    assert (found and found.words) == words


@pytest.mark.parametrize(
    ("trend", "fewer"),
    [
        ("▲ 2.0 better in 13 weeks", ("▲ 2.0 better", "▲ 2.0")),
        ("= no change in a week", ("= no change", "= same")),
        ("5.0 → 8.0, no clear change", ("5.0 → 8.0, unclear", "unclear")),
        ("▼ 4.1 less in 4 weeks", ("▼ 4.1 less", "▼ 4.1")),
    ],
)
def test_a_trend_is_told_in_fewer_words(trend: str, fewer: tuple[str, ...]) -> None:
    assert shorter(trend) == fewer


def test_the_stretches_meet_end_with_the_log_and_leave_out_its_beginning() -> None:
    assert stretches_of(weeks_of_change()) == FOUR_WEEKS
    long = stretches_of(done_at((0.0, 1.0, 0), end=39.0))
    assert long is not None
    assert len(long.windows) == MOST
    assert (long.windows[0].start, long.windows[-1].end) == (26.0, 39.0)


@pytest.mark.parametrize(
    ("period", "days", "words", "length"),
    [
        (10.0, 79.9, None, 0.0),
        (10.0, 80.0, "10 days", 10.0),
        (10.0, 160.0, "4 weeks", 20.0),
        (10.0, 480.0, "60 days", 60.0),
        (7.0, 170.0, "21 days", 21.0),
        (0.3, 40.0, "week", 5.0),
        (0.6, 40.0, "4.8 days", 4.8),
    ],
)
def test_a_stretch_holds_whole_periods_of_the_longest_cadence(
    period: float, days: float, words: str | None, length: float
) -> None:
    found = stretches_of(done_at((0.0, 1.0, 0), end=days), period)
    assert (found and found.words) == words
    if found is not None:
        assert [window.length for window in found.windows] == pytest.approx([length] * len(found.windows))


def test_what_is_told_in_minutes_has_stretches_of_hours() -> None:
    log = done_at((0.0, 1.0, 0), end=2000.0)
    minutes = replace(log, base=TimeBase("minute", calendar=Calendar(kind="working")))
    found = stretches_of(minutes)
    assert found is not None
    assert (found.words, found.period) == ("4 hours", "4 hours")


# --- whether a change is more than chance ------------------------------------------------------------------


def test_each_number_is_compared_as_counted_by_hand() -> None:
    """Velocity 5 a week, then 10; half a day each, then a quarter; load 0.5 in both; all of it is work."""
    velocity, time, load, efficiency = with_trends(FOUR, weeks_of_change(), FOUR_WEEKS)
    assert velocity.trend == "▲ 5.0 better in 4 weeks"
    assert velocity.trend_whole == (
        "10.0 / week in the last 4 weeks, 5.0 in the 4 weeks before: better by 5.0, more than chance."
    )
    assert (time.trend, time.trend_tone) == ("▼ 0.3 better in 4 weeks", "good")
    assert (load.trend, load.trend_tone) == ("= no change in 4 weeks", "plain")
    assert efficiency.trend == "= no change in 4 weeks"


def test_how_it_is_counted_says_what_the_arrow_compares() -> None:
    velocity = with_trends(FOUR, weeks_of_change(), FOUR_WEEKS)[0]
    assert "The last 4 weeks are compared with the 4 weeks before" in velocity.how
    assert "limit of the moving range" in velocity.how


def test_a_run_just_begun_has_no_trend() -> None:
    log = done_at((0.0, 1.0, 0), end=3.0)
    assert with_trends(FOUR, log, stretches_of(log)) == FOUR


USUAL = (5.0, 6.0, 4.0, 6.0, 5.0, 6.0, 5.0)
"""Differences of 1, 2, 2, 1, 1, 1 between neighbours: 4/3 on average, 4.36 at most by chance."""


@pytest.mark.parametrize(
    ("latest", "better", "text", "tone"),
    [
        (9.4, "more", "▲ 4.4 better in 4 weeks", "good"),
        (9.3, "more", "5.0 → 9.3, no clear change", "plain"),
        (0.6, "more", "▼ 4.4 worse in 4 weeks", "bad"),
        (0.7, "more", "5.0 → 0.7, no clear change", "plain"),
        (9.9, "less", "▲ 4.9 worse in 4 weeks", "bad"),
        (0.1, "less", "▼ 4.9 better in 4 weeks", "good"),
        (9.9, "neither", "▲ 4.9 more in 4 weeks", "plain"),
        (0.1, "neither", "▼ 4.9 less in 4 weeks", "plain"),
        (5.04, "more", "= no change in 4 weeks", "plain"),
    ],
)
def test_only_more_than_chance_is_a_change_and_whether_it_is_good_is_said_in_words(
    latest: float, better: str, text: str, tone: str
) -> None:
    found = trend_of(course(*USUAL, latest, better=better), FOUR_WEEKS)
    assert found is not None
    assert (found.text, found.tone) == (text, tone)


def test_what_is_no_clear_change_has_its_numbers_and_what_is_usual() -> None:
    found = trend_of(course(*USUAL, 8.0), FOUR_WEEKS)
    assert found is not None
    assert found.whole == (
        "8.0 items in the last 4 weeks, 5.0 in the 4 weeks before: no clear change, "
        "two such stretches may differ by 4.4 by chance."
    )


def test_single_items_at_an_edge_are_no_change_where_nothing_ever_changed() -> None:
    few, many = (trend_of(course(*[5.0] * 7, latest, least=0.5), FOUR_WEEKS) for latest in (5.4, 5.6))
    assert few is not None
    assert many is not None
    assert (few.text, many.text) == ("5.0 → 5.4, no clear change", "▲ 0.6 better in 4 weeks")


def test_of_a_number_that_is_not_known_no_change_is_told() -> None:
    nan = float("nan")
    assert trend_of(course(*USUAL, nan), FOUR_WEEKS) is None
    assert trend_of(course(*USUAL[:-1], nan, 5.0), FOUR_WEEKS) is None
    assert trend_of(course(nan, nan, *USUAL[2:], 9.0), FOUR_WEEKS) is None


def test_a_single_period_has_an_article() -> None:
    found = trend_of(course(*USUAL, 9.6), Stretches("week", EIGHT))
    assert found is not None
    assert found.text == "▲ 4.6 better in a week"


@pytest.mark.parametrize("cadence", [10.0, 35.0])
def test_releases_in_batches_are_no_change(cadence: float) -> None:
    """One release every so often, with everything made since: each stretch holds as many of them."""
    stream = set_value(example("software-team"), "stages.release.cadence.every", cadence)
    for end in (290.0, 305.5, 349.0):
        log = simulate(stream, RunRequest(seed=3, until=end))
        stretches = stretches_of(log, longest_period(stream))
        assert stretches is not None
        assert stretches.length % cadence == 0
        assert not with_trends(FOUR, log, stretches)[0].trend.startswith(("▲", "▼"))


def test_a_stream_that_stays_as_it_is_is_rarely_said_to_change() -> None:
    """Forty runs of a stream at rest: each number is called changed in a twentieth of them at most, about.

    With 7 to 13 stretches the limit is passed by chance in 2 % to 4 % of cases; 5 of 40 has a chance of 1 %.
    """
    stream = example("software-team")
    arrows = [0, 0, 0, 0]
    for seed in range(40):
        log = simulate(stream, RunRequest(seed=seed, until=280.0))
        stretches = stretches_of(log, longest_period(stream))
        for place, metric in enumerate(with_trends(FOUR, log, stretches)):
            assert metric.trend
            arrows[place] += metric.trend.startswith(("▲", "▼"))
    assert max(arrows) < 5


def test_a_real_change_is_told() -> None:
    """From day 240 on twice as much arrives, and there are people for it."""
    more = {"arrivals.0.time": {"family": "exponential", "mean": 0.4}}
    crews = {f"stages.{stage}.workers": 12 for stage in ("analysis", "build", "test")}
    limits = {f"stages.{stage}.wip_limit": None for stage in ("analysis", "build", "test")}
    plan = [{"at": 240.0, "set": {**more, **crews, **limits}}]
    stream = set_value(example("software-team"), "plan", plan)
    log = simulate(stream, RunRequest(seed=1, until=260.0))
    velocity = with_trends(FOUR, log, stretches_of(log, longest_period(stream)))[0]
    assert velocity.trend.startswith("▲")
    assert velocity.trend_tone == "good"


# --- the shares of the types -------------------------------------------------------------------------------


def test_the_type_whose_share_changed_most_is_named() -> None:
    """First all are features; then every second one is a defect: 50 points."""
    log = weeks_of_change()
    said = mix_trend(log, log.types, FOUR_WEEKS)
    assert said in ("▼ Feature 50 points in 4 weeks", "▲ Defect 50 points in 4 weeks")
    assert mix_trend(log, log.types, None) == ""


def test_where_the_shares_stay_no_type_is_named() -> None:
    log = done_at(*[(day + 0.2, 0.5, day % 2) for day in range(180)], end=180.0)
    assert mix_trend(log, log.types, FOUR_WEEKS) == ""


def test_shares_that_swing_are_no_change_when_they_swing_once_more() -> None:
    """In every other four weeks all are defects."""
    log = done_at(*[(day + 0.2, 0.5, day // 20 % 2) for day in range(180)], end=180.0)
    assert mix_trend(log, log.types, FOUR_WEEKS) == ""


def test_there_are_enough_stretches_to_know_what_is_usual() -> None:
    assert LEAST == 7


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
