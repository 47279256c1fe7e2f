"""Stages taken out as text and put into a stream: ids of their own, references mended, what is lost told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.distributions import Distribution
from sim.errors import StreamFault
from sim.stream import (
    Batch,
    Blockers,
    Cadence,
    Excerpt,
    Rework,
    Route,
    Stream,
    Team,
    WipGroup,
    dumps_excerpt,
    errors_among,
    example,
    example_names,
    excerpt,
    loads_excerpt,
    problems,
    set_value,
    with_excerpt,
)

TEAM = example("software-team")


def again(stream: Stream, *ids: str) -> Excerpt:
    """Take stages out, through their text."""
    return loads_excerpt(dumps_excerpt(excerpt(stream, ids)))


def test_a_text_gives_the_stages_that_were_written() -> None:
    assert again(TEAM, "test", "build") == excerpt(TEAM, ("build", "test"))


def test_stages_put_back_have_ids_and_names_of_their_own() -> None:
    pasted = with_excerpt(TEAM, again(TEAM, "build", "test"), 3)
    assert pasted.ids == ("build-2", "test-2")
    assert [one.id for one in pasted.stream.stages] == [
        "analysis", "build", "test", "build-2", "test-2", "release"
    ]  # fmt: skip
    assert [one.name for one in pasted.stream.stages[3:5]] == ["Build (copy)", "Test (copy)"]
    thrice = with_excerpt(pasted.stream, again(TEAM, "build"), 3)
    assert thrice.stream.stage("build-3").name == "Build (copy 2)"


def test_references_to_each_other_go_along() -> None:
    pasted = with_excerpt(TEAM, again(TEAM, "build", "test"), 3)
    assert [way.to for way in pasted.stream.stage("test-2").rework] == ["build-2"]
    assert pasted.notes == ()


def test_references_to_stages_before_and_behind_stay_if_they_still_lead_that_way() -> None:
    stream = set_value(TEAM, "stages.test.routes", (Route(to="release", share=0.0),))
    behind = with_excerpt(stream, again(stream, "test"), 3)
    assert [way.to for way in behind.stream.stage("test-2").rework] == ["build"]
    first = with_excerpt(stream, again(stream, "test"), 0)
    assert first.stream.stage("test-2").rework == ()
    assert first.notes == ("1 way that leads to stages or types that are not here was left out.",)


def test_a_team_that_is_there_by_name_is_taken_and_another_is_brought() -> None:
    dev = Team(id="dev", name="Developers", size=4, order=("test", "build"))
    stream = TEAM.model_copy(update={"teams": (dev,)})
    stream = set_value(set_value(stream, "stages.build.workers", None), "stages.build.team", "dev")
    brought = with_excerpt(TEAM, again(stream, "build"), 4).stream
    assert brought.teams == (Team(id="dev", name="Developers", size=4),)
    other = TEAM.model_copy(update={"teams": (Team(id="x", name="developers", size=2),)})
    known = with_excerpt(other, again(stream, "build"), 4).stream
    assert (known.stage("build-2").team, len(known.teams)) == ("x", 1)
    clash = TEAM.model_copy(update={"teams": (Team(id="dev", name="Others", size=2),)})
    assert with_excerpt(clash, again(stream, "build"), 4).stream.stage("build-2").team == "dev"


def test_types_that_are_not_there_are_left_out_and_that_is_told() -> None:
    stream = set_value(TEAM, "stages.build.skip", {"defect": 0.5, "risk": 0.1})
    fewer = TEAM.model_copy(
        update={"item_types": tuple(one for one in TEAM.item_types if one.id != "defect")}
    )
    pasted = with_excerpt(fewer, again(stream, "build"), 4)
    assert pasted.stream.stage("build-2").skip == {"risk": 0.1}
    assert pasted.notes == ("What was said of types that are not here was left out.",)


def test_types_are_found_by_name_where_their_ids_differ() -> None:
    renamed = set_value(TEAM, "item_types.defect.id", "bug")
    stream = set_value(TEAM, "stages.build.skip", {"defect": 0.5})
    pasted = with_excerpt(renamed, again(stream, "build"), 4)
    assert pasted.stream.stage("build-2").skip == {"bug": 0.5}


def test_times_are_turned_into_the_unit_of_the_stream() -> None:
    fixed = Distribution(family="constant", value=2.0)
    stage = TEAM.stage("build").model_copy(
        update={
            "time": Distribution(family="lognormal", mu=0.0, sigma=0.5),
            "time_by_type": {"defect": Distribution(family="empirical", values=(1.0, 2.0))},
            "blockers": Blockers(time=fixed, time_to=fixed),
            "cadence": Cadence(every=5.0, first=1.0),
            "batch": Batch(size=3, at_most_after=0.5),
        }
    )
    stream = TEAM.model_copy(
        update={"stages": tuple(stage if one.id == "build" else one for one in TEAM.stages)}
    )
    hours = TEAM.model_copy(update={"time_unit": "hour"})
    pasted = with_excerpt(hours, again(stream, "build"), 4)
    new = pasted.stream.stage("build-2")
    assert new.time is not None
    assert new.time.mu == pytest.approx(2.0794415)
    assert new.time_by_type["defect"].values == (8.0, 16.0)
    assert new.blockers is not None
    assert new.blockers.time.value == 16.0
    assert (new.cadence, new.batch) == (Cadence(every=40.0, first=8.0), Batch(size=3, at_most_after=4.0))
    assert pasted.notes[0] == "Times were turned from days into hours."


def test_groups_of_these_stages_alone_come_along() -> None:
    groups = (
        WipGroup(id="both", stages=("build", "test"), limit=6),
        WipGroup(id="more", stages=("build", "test", "release"), limit=9),
    )
    stream = TEAM.model_copy(update={"wip_groups": groups})
    made = with_excerpt(stream, again(stream, "build", "test"), 4).stream.wip_groups
    assert [(one.id, one.stages) for one in made if one.id not in ("both", "more")] == [
        ("both-2", ("build-2", "test-2"))
    ]


@pytest.mark.parametrize(
    "text", ["", "Build", "[1, 2", '{"format": "headrace.stages/1"', '{"a": "headrace.stages/1"} x']
)
def test_a_text_that_holds_no_stages_is_refused(text: str) -> None:
    with pytest.raises(StreamFault, match="holds no stages"):
        loads_excerpt(text)


def test_a_text_with_a_wrong_field_says_which() -> None:
    document = json.loads(dumps_excerpt(excerpt(TEAM, ("build",))))
    document["stages"][0]["wip_limit"] = "many"
    with pytest.raises(StreamFault, match=r"stages\.build\.wip_limit"):
        loads_excerpt(json.dumps(document))


@given(st.sampled_from(example_names()), st.data())
def test_any_stages_can_be_put_anywhere_and_the_stream_stays_sound(name: str, data: st.DataObject) -> None:
    stream = example(name)
    ids = data.draw(st.lists(st.sampled_from([one.id for one in stream.stages]), min_size=1, unique=True))
    place = data.draw(st.integers(0, len(stream.stages)))
    pasted = with_excerpt(stream, again(stream, *ids), place)
    assert [one.id for one in pasted.stream.stages[place : place + len(ids)]] == list(pasted.ids)
    assert not set(pasted.ids) & {one.id for one in stream.stages}
    assert [str(one) for one in errors_among(problems(pasted.stream))] == []


def test_a_way_back_to_itself_leads_to_the_copy() -> None:
    stream = set_value(TEAM, "stages.build.rework", (Rework(to="build", probability=0.1),))
    pasted = with_excerpt(stream, again(stream, "build"), 0)
    assert pasted.stream.stage("build-2").rework[0].to == "build-2"
