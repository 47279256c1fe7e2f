from __future__ import annotations

import pytest

from app.pages.levers import changes_in_words, levers, moved
from sim.errors import StreamFault
from sim.stream import Scenario, Stream, Team, apply_scenario, example, set_value
from tests.builders import exponential, line, poisson

NOTHING = Scenario(name="S")


@pytest.fixture
def team() -> Stream:
    return example("software-team")


def positions(base: Stream, scenario: Scenario | None) -> dict[str, int]:
    return {lever.path: lever.position for lever in levers(base, scenario)}


def test_a_stream_has_a_lever_for_every_limit_every_crew_every_gate_and_its_arrivals(team: Stream) -> None:
    assert [lever.text for lever in levers(team, None)] == [
        "Analysis WIP",
        "Analysis people",
        "Build WIP",
        "Build people",
        "Test WIP",
        "Test people",
        "Release WIP",
        "Release every",
        "Arrivals",
    ]


def test_every_lever_stands_where_the_stream_is(team: Stream) -> None:
    found = {lever.path: lever for lever in levers(team, None)}
    assert found["stages.test.wip_limit"].position == team.stage("test").wip_limit
    assert found["stages.test.workers"].position == team.stage("test").workers
    assert found["arrivals.0.time.mean"].position == 100
    assert all(lever.position == lever.base for lever in found.values())
    assert all(lever.low <= lever.position <= lever.high for lever in found.values())


def test_no_limit_is_the_far_end_of_its_lever(team: Stream) -> None:
    lever = next(one for one in levers(team, None) if one.path == "stages.release.wip_limit")
    assert team.stage("release").wip_limit is None
    assert lever.position == lever.high
    assert lever.write(lever.high) == "none"


def test_every_position_of_every_lever_gives_a_stream_that_stands_there(team: Stream) -> None:
    for lever in levers(team, None):
        for position in range(lever.low, lever.high + 1):
            scenario = moved(team, NOTHING, lever, position)
            assert positions(team, scenario)[lever.path] == position
            apply_scenario(team, scenario)


def test_a_lever_put_back_leaves_no_change_behind(team: Stream) -> None:
    lever = levers(team, None)[4]
    away = moved(team, NOTHING, lever, lever.base - 1)
    assert away.changes == (("stages.test.wip_limit", lever.base - 1),)
    assert moved(team, away, lever, lever.base) == NOTHING


def test_moving_one_lever_leaves_the_others_alone(team: Stream) -> None:
    first, second = levers(team, None)[0], levers(team, None)[5]
    both = moved(team, moved(team, NOTHING, first, 1), second, 3)
    assert dict(both.changes) == {first.path: 1, second.path: 3}
    assert moved(team, both, first, 2).changes == ((second.path, 3), (first.path, 2))


def test_half_the_arrivals_are_twice_the_time_between_them() -> None:
    stream = line([exponential(0.5)], arrivals=poisson(2.0))
    lever = levers(stream, None)[-1]
    scenario = moved(stream, NOTHING, lever, 50)
    assert scenario.changes == (("arrivals.0.time.mean", 1.0),)


def test_changes_are_told_in_the_words_of_the_levers(team: Stream) -> None:
    scenario = Scenario(
        name="S",
        changes=(("stages.test.wip_limit", None), ("stages.build.time.p50", 1.0), ("stages.test.workers", 3)),
    )
    limit = team.stage("test").wip_limit
    assert (
        changes_in_words(team, scenario)
        == f"Test WIP {limit} → none, stages.build.time.p50 = 1.0, Test people 2 → 3"
    )


def test_a_scenario_of_a_stage_that_is_gone_is_refused_in_words(team: Stream) -> None:
    stale = Scenario(name="S", changes=(("stages.gone.workers", 3),))
    with pytest.raises(StreamFault, match="gone"):
        levers(team, stale)
    assert "gone" in changes_in_words(team, stale)


def test_a_team_has_a_lever_of_its_own_and_its_stages_none(team: Stream) -> None:
    shared = set_value(set_value(team, "stages.test.workers", None), "stages.test.team", "dev")
    shared = shared.model_copy(update={"teams": (Team(id="dev", name="Developers", size=4),)})
    found = {lever.path: lever for lever in levers(shared, None)}
    assert "stages.test.workers" not in found
    lever = found["teams.dev.size"]
    assert (lever.text, lever.low, lever.high, lever.base) == ("Developers size", 1, 8, 4)
    scenario = moved(shared, NOTHING, lever, 6)
    assert apply_scenario(shared, scenario).teams[0].size == 6
    assert changes_in_words(shared, scenario) == "Developers size 4 → 6"


def test_levers_speak_the_words_of_the_stream() -> None:
    assert "Mill machines" in [lever.text for lever in levers(example("factory-line"), None)]
