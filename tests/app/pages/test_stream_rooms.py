from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.canvas import EMPTY_FRAME, BusyState, CardLive, CardState, Frame, moved
from app.canvas.board_state import TeamMark
from app.pages.stream import edits
from app.pages.stream.bottleneck import Bottleneck, bottleneck
from app.pages.stream.cards import cards_live, limit_of_line, styles_of
from app.pages.stream.curve import outline
from app.pages.stream.durations import FAMILIES, as_family, figures, with_figure
from app.pages.stream.figures import FiguresRequest, measure, uses_of, velocity_metric
from app.pages.stream.speeds import FASTEST, speed_text, speeds_for, usual
from app.pages.stream.stream_form import arrivals_text, calendar_text
from app.theme import TypeStyle
from sim.distributions import Distribution, mean, ppf
from sim.errors import StreamFault
from sim.log import TimeBase
from sim.metrics import StageUsage, TeamUsage
from sim.store import new_project
from sim.stream import (
    Backlog,
    Calendar,
    ItemType,
    Saturated,
    Team,
    errors_among,
    example,
    problems,
    set_value,
)
from tests.builders import backlog, conwip, line
from tests.log.story import told

PROJECT = new_project(example("software-team"))
LOGNORMAL = Distribution(family="lognormal", p50=1.0, p85=2.0)


def usage(name: str, busy: float | None, waiting: float = 0.0, **shares: float) -> StageUsage:
    known = {"starved": 0.0, "blocked_share": 0.0, "idle": 0.0, **shares}
    bare = StageUsage(name.lower(), name, 1.0, waiting, 1.0, 0.0, 0.0, busy, 0.0, 0.0, 0.0, throughput=1.0)
    return replace(bare, **known)  # type: ignore[arg-type]


def test_people_entered_on_the_card_of_a_team_are_its_members() -> None:
    stream = set_value(set_value(PROJECT.stream, "stages.test.workers", None), "stages.test.team", "dev")
    stream = stream.model_copy(update={"teams": (Team(id="dev", name="Developers", size=4),)})
    edit = edits.edit_stage_field(replace(PROJECT, stream=stream), "test", "workers", 6)
    assert edit.text == "Set size of Developers to 6"
    after = edit.after.stream
    assert (after.teams[0].size, after.stage("test").workers) == (6, None)


def test_the_time_of_a_teams_stages_is_that_of_the_team_and_others_have_their_own() -> None:
    own = usage("Mill", 0.5, setup_share=0.1, blocked_share=0.2, down_share=0.05)
    shared = replace(usage("Build", 0.3), team="dev")
    dev = TeamUsage("dev", "Developers", 4.0, 0.7, 0.05, 0.1, 0.15, 0.0, {"build": 0.3})
    assert uses_of([own, shared, usage("Release", None)], [dev]) == {
        "mill": BusyState(0.5, 0.1, 0.2, 0.05),
        "build": BusyState(0.7, 0.05, 0.1, whose="Developers"),
    }


# bottleneck


def test_the_busiest_stage_is_the_bottleneck_and_says_what_it_does_to_others() -> None:
    stages = [usage("Build", 0.6, blocked_share=0.3), usage("Test", 0.98, 2.1), usage("Release", None)]
    found = bottleneck(stages)
    assert found == Bottleneck(
        "test",
        "Test",
        "98 % busy, 2.1 waiting on average",
        "it blocks Build 30 % of the time",
    )
    assert found.sentence == (
        "Test is the bottleneck: 98 % busy, 2.1 waiting on average; it blocks Build 30 % of the time."
    )


def test_a_bottleneck_that_blocks_nobody_starves_the_next() -> None:
    found = bottleneck([usage("Mill", 0.9, 0.6), usage("Deburr", 0.4, starved=0.6)])
    assert found is not None
    assert found.effect == "it starves Deburr"


def test_a_relaxed_stream_has_no_bottleneck() -> None:
    assert bottleneck([usage("Build", 0.5), usage("Test", 0.7)]) is None
    assert bottleneck([usage("Release", None)]) is None


def test_people_who_change_over_or_are_down_are_busy_too() -> None:
    found = bottleneck([usage("Mill", 0.5, 0.6, setup_share=0.3, down_share=0.104), usage("Deburr", 0.85)])
    assert found is not None
    assert (found.id, found.reason) == (
        "mill",
        "90 % busy (30 % changing over, 10 % down), 0.6 waiting on average",
    )


def test_a_team_is_the_bottleneck_where_most_of_its_items_wait() -> None:
    stages = [
        replace(usage("Build", 0.5, 0.4), team="devs"),
        replace(usage("Test", 0.45, 1.2), team="devs"),
        usage("Release", 0.9, starved=0.5),
    ]
    devs = TeamUsage("devs", "Developers", 3.0, 0.9, 0.05, 0.0, 0.05, 0.0, {"build": 0.5, "test": 0.4})
    assert bottleneck(stages, [devs]) == Bottleneck(
        "test",
        "Test",
        "Developers 95 % busy (5 % changing over), 1.2 waiting on average",
        "it starves Release",
    )
    relaxed = replace(devs, utilisation=0.6)
    found = bottleneck(stages, [relaxed])
    assert found is not None
    assert found.id == "release"


# edits


def test_a_limit_set_on_a_card_is_named_in_the_undo_list() -> None:
    edit = edits.edit_stage_field(PROJECT, "test", "wip_limit", 3)
    assert edit.text == "Set WIP limit of Test to 3"
    assert edit.after.stream.stage("test").wip_limit == 3
    assert edit.after.stream.stage("build") is PROJECT.stream.stage("build")


def test_a_typical_time_set_on_a_card_stretches_the_whole_duration() -> None:
    stage = edits.edit_stage_field(PROJECT, "build", "time", 4.0).after.stream.stage("build")
    assert stage.time == Distribution(family="lognormal", p50=4.0, p85=9.0)


def test_a_value_that_does_not_fit_is_refused_in_words() -> None:
    with pytest.raises(StreamFault):
        edits.set_field(PROJECT, "stages.test.nothing", 1, "Set nothing")


@pytest.mark.parametrize(
    "time",
    [
        Distribution(family="constant", value=2),
        Distribution(family="uniform", low=1, high=3),
        Distribution(family="exponential", mean=2),
        Distribution(family="lognormal", mu=0.1, sigma=0.5),
        Distribution(family="weibull", shape=1.5, scale=2),
        Distribution(family="empirical", values=(1.0, 2.0, 4.0)),
    ],
)
def test_stretching_multiplies_the_mean_and_keeps_the_shape(time: Distribution) -> None:
    longer = Distribution.model_validate(edits.stretched(time, 3.0))
    assert longer.family == time.family
    assert mean(longer) == pytest.approx(3 * mean(time))
    assert float(ppf(longer, 0.85)) == pytest.approx(3 * float(ppf(time, 0.85)))


def test_a_new_stage_has_a_name_an_id_and_a_time_of_its_own() -> None:
    edit, new = edits.add_work_stage(PROJECT, 1)
    again, newer = edits.add_work_stage(replace(PROJECT, stream=edit.after.stream), 1)
    assert [stage.id for stage in again.after.stream.stages[:4]] == ["analysis", newer, new, "build"]
    assert again.after.stream.stage(newer).name == "New stage 2"
    stage = edit.after.stream.stage(new)
    assert (stage.time, stage.workers) == (Distribution(family="lognormal", p50=2.0, p85=4.4), 5)
    assert errors_among(problems(edit.after.stream)) == ()


def test_shares_are_set_together() -> None:
    after = edits.set_shares(PROJECT, (0.4, 0.4, 0.1, 0.1)).after.stream
    assert [kind.share for kind in after.item_types] == [0.4, 0.4, 0.1, 0.1]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=6), st.integers(0, 4), st.floats(-1.5, 1.5))
def test_moving_a_border_keeps_the_whole_and_touches_two_parts(
    shares: list[float], border: int, by: float
) -> None:
    border %= len(shares) - 1
    new = moved(shares, border, by)
    assert sum(new) == pytest.approx(sum(shares), abs=1e-3)
    assert min(new) >= 0
    kept = [i for i in range(len(shares)) if i not in (border, border + 1)]
    assert all(new[i] == shares[i] for i in kept)


# durations


@pytest.mark.parametrize("family", [f for f in FAMILIES if f != "empirical"])
def test_another_family_keeps_about_the_same_middle(family: str) -> None:
    made = as_family(LOGNORMAL, family)  # type: ignore[arg-type]
    assert made.family == family
    assert 0.5 < float(ppf(made, 0.5)) < 2.0
    assert figures(made)


def test_a_figure_is_changed_alone() -> None:
    assert with_figure(LOGNORMAL, "p85", 3.0) == Distribution(family="lognormal", p50=1.0, p85=3.0)


@pytest.mark.parametrize("family", [f for f in FAMILIES if f != "empirical"])
def test_a_curve_fills_its_picture(family: str) -> None:
    points = outline(as_family(LOGNORMAL, family))  # type: ignore[arg-type]
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in points)
    assert max(y for _, y in points) == pytest.approx(1.0)


# words


@pytest.mark.parametrize(
    ("rate", "base", "shown"),
    [
        (1.24, TimeBase("day", calendar=Calendar()), ("6.2", "/ week")),
        (1.24, TimeBase("day"), ("8.7", "/ week")),
        (7.0, TimeBase("day"), ("7.0", "/ day")),
        (0.2, TimeBase("minute"), ("12.0", "/ hour")),
        (float("nan"), TimeBase("day"), ("–", "/ day")),
    ],
)
def test_a_rate_is_told_in_a_unit_that_makes_it_a_number_to_hold(
    rate: float, base: TimeBase, shown: tuple[str, str]
) -> None:
    metric = velocity_metric(rate, base)
    assert (metric.value, metric.unit) == shown


def test_speeds_are_round_and_start_at_about_five_items_a_second() -> None:
    speeds = speeds_for(example("software-team"))
    assert speeds[usual()] == 5.0
    assert list(speeds) == sorted(speeds)
    assert [speed_text(speed, "day") for speed in (1.0, 0.5, 20.0, FASTEST)] == [
        "1 day/s",
        "0.5 days/s",
        "20 days/s",
        "fastest",
    ]


def test_arrivals_and_calendar_are_told_in_words() -> None:
    assert arrivals_text(Backlog(count=30)).startswith("30 items are there")
    assert arrivals_text(Saturated()).startswith("There is always another item")
    assert calendar_text(Calendar(country="NL")) == (
        "Mon to Fri, 8 hours from 09:00, without public holidays of NL (UTC)."
    )
    assert calendar_text(Calendar(kind="continuous")) == "Day and night, seven days a week (UTC)."


def test_the_limit_of_the_line_is_that_of_its_group_or_the_sum_of_its_stages() -> None:
    free = line([1.0, 1.0], arrivals=backlog(3))
    assert limit_of_line(free) is None
    assert limit_of_line(conwip(free, 4)) == 4
    assert limit_of_line(line([1.0, 1.0], wip_limits=[2, 3], arrivals=backlog(3))) == 5


def test_a_type_keeps_the_colour_and_the_shape_that_the_stream_gives_it() -> None:
    stream = line([1.0], arrivals=backlog(1))
    own = ItemType(id="part", name="Part", share=1, colour="#123456", shape="hexagon")
    assert styles_of(stream.model_copy(update={"item_types": (own,)})) == (TypeStyle("#123456", "hexagon"),)


def test_cards_say_what_frame_and_figures_know() -> None:
    frame = Frame(1.0, {}, busy=[0, 2, 0], counts=[4, 3, 9])
    cards = [CardState(key, key, "work") for key in ("+backlog", "build", "+done")]
    assert cards_live(frame, cards, None) == {
        "+backlog": CardLive(4),
        "build": CardLive(3, 2),
        "+done": CardLive(9),
    }
    assert cards_live(EMPTY_FRAME, cards[1:2], None) == {"build": CardLive()}


def test_a_card_of_a_team_says_how_many_of_it_work_elsewhere() -> None:
    mark = TeamMark("dev", "Developers", 0)
    cards = [CardState(key, key, "work", people=4, team=mark) for key in ("build", "test")]
    live = cards_live(Frame(1.0, {}, busy=[1, 2], counts=[1, 2]), cards, None)
    assert [(each.busy, each.elsewhere) for each in live.values()] == [(1, 2), (2, 1)]


def test_a_log_is_measured_with_the_same_functions_as_everywhere() -> None:
    story = "\n".join(
        f"{i} {i} arrived\n{i} {i} entered build\n{i} {i} started build 0\n"
        f"{i + 0.5} {i} finished build 0\n{i + 0.5} {i} entered test\n{i + 0.5} {i} started test 0\n"
        f"{i + 1} {i} finished test 0\n{i + 1} {i} done"
        for i in range(30)
    )
    figures_ = measure(FiguresRequest(told(story, end=30.0), {}, 4))
    assert [(m.label, m.value, m.unit, m.note) for m in figures_.metrics] == [
        ("Flow velocity", "7.0", "/ week", ""),
        ("Flow time (85 %)", "1.0", "days", ""),
        ("Flow load", "1.0", "items", "limit 4"),
        ("Flow efficiency", "100", "%", ""),
    ]
    assert figures_.utilisation == {"build": 0.5, "test": 0.5}
    assert figures_.bottleneck is None
    assert figures_.distribution == {"feature": 1.0, "defect": 0.0}
