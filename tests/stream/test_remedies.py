"""Each problem that can be mended surely is mended by one edit, and no other problem comes of it."""

from __future__ import annotations

import pytest

from sim.stream import (
    BoardItem,
    Drag,
    Feedback,
    Rework,
    Route,
    Stream,
    Team,
    TypeLimit,
    WipGroup,
    errors_among,
    example,
    problems,
    remedy,
    set_value,
)

TEAM = example("software-team")
AFTER = TEAM.stages[0].time


def setting(*pairs: tuple[str, object]) -> Stream:
    stream = TEAM
    for path, value in pairs:
        stream = set_value(stream, path, value)
    return stream


def having(**parts: object) -> Stream:
    return TEAM.model_copy(update=parts)


def feedback(on: str) -> Feedback:
    assert AFTER is not None
    return Feedback(on=on, creates="defect", mean_count=0.1, after=AFTER)


BROKEN: list[tuple[Stream, str, str]] = [
    (setting(("stages.build.wip_limit", 0)), "stages.build.wip_limit", "Raise the limit to 5"),
    (setting(("stages.build.wip_limit", 3)), "stages.build.wip_limit", "Raise the limit to 5"),
    (setting(("stages.test.workers", 0)), "stages.test.workers", "Give it 1 worker"),
    (setting(("stages.test.workers", None)), "stages.test.workers", "Give it 1 worker"),
    (setting(("stages.test.time", None)), "stages.test.time", "Give it a time of 1"),
    (setting(("stages.test.delay", 2.0)), "stages.test.delay", "Remove the delay"),
    (setting(("stages.test.time_factor", 0.0)), "stages.test.time_factor", "Set the factor to 1"),
    (setting(("stages.release.workers", 2)), "stages.release.workers", "Clear it"),
    (setting(("stages.release.time", 2.0)), "stages.release.time", "Remove it"),
    (setting(("stages.release.pull", "ready")), "stages.release.pull", "Pull when there is room"),
    (
        setting(("stages.test.rework", (Rework(to="gone", probability=0.1),))),
        "stages.test.rework.gone.to",
        "Remove this way",
    ),
    (
        setting(("stages.analysis.rework", (Rework(to="test", probability=0.1),))),
        "stages.analysis.rework.test.to",
        "Remove this way",
    ),
    (
        setting(("stages.test.rework", (Rework(to="build", probability=1.2),))),
        "stages.test.rework.build.probability",
        "Set it to 10 %",
    ),
    (
        setting(
            (
                "stages.test.rework",
                (Rework(to="build", probability=0.6), Rework(to="analysis", probability=0.6)),
            )
        ),
        "stages.test.rework",
        "Lower them to 50 % in all",
    ),
    (
        setting(("stages.analysis.routes", (Route(to="gone", share=0.1),))),
        "stages.analysis.routes.gone.to",
        "Remove this way",
    ),
    (
        setting(("stages.analysis.routes", (Route(to="test", share=0.8), Route(to="release", share=0.8)))),
        "stages.analysis.routes",
        "Lower them to 100 % in all",
    ),
    (setting(("item_types.feature.share", 0.9)), "item_types", "Make them sum to 100 %"),
    (
        having(wip_groups=(WipGroup(id="g", stages=("analysis", "test"), limit=3),)),
        "wip_groups.g.stages",
        "Take in the stages between",
    ),
    (
        having(wip_groups=(WipGroup(id="g", stages=("analysis", "gone"), limit=3),)),
        "wip_groups.g.stages",
        "Keep the stages that are there",
    ),
    (having(wip_groups=(WipGroup(id="g", stages=(), limit=3),)), "wip_groups.g.stages", "Remove the group"),
    (
        having(wip_groups=(WipGroup(id="g", stages=("build",), limit=0),)),
        "wip_groups.g.limit",
        "Raise the limit to 1",
    ),
    (having(commitment="gone"), "commitment", "Begin at the first stage"),
    (having(type_limits=(TypeLimit(type="gone", limit=2),)), "type_limits.gone", "Remove the limit"),
    (
        having(type_limits=(TypeLimit(type="debt", limit=0),)),
        "type_limits.debt.limit",
        "Raise the limit to 1",
    ),
    (
        having(board=(BoardItem(type="debt", stage="release", state="active"),)),
        "board.0.state",
        "Make it waiting",
    ),
    (having(board=(BoardItem(type="debt", stage="gone"),)), "board.0.stage", "Take it off the board"),
    (having(feedback=(feedback("gone"),)), "feedback.0.on", "Remove it"),
    (having(drag=(Drag(type="gone", per_item=0.1, stages=("build",)),)), "drag.0.type", "Remove it"),
    (having(teams=(Team(id="t", name="T", size=0),)), "teams.t.size", "Set it to 1"),
    (setting(("arrivals.0.types", ["gone"])), "arrivals.0.types", "Let all types come"),
    (setting(("stages.build.skip", {"gone": 0.5})), "stages.build.skip.gone", "Remove it"),
]


@pytest.mark.parametrize(("stream", "where", "text"), BROKEN, ids=[f"{w}: {t}" for _, w, t in BROKEN])
def test_a_problem_is_mended_by_one_edit(stream: Stream, where: str, text: str) -> None:
    before = [one for one in problems(stream) if one.where.startswith(where)]
    assert before, [str(one) for one in problems(stream)]
    found = remedy(stream, before[0])
    assert found is not None
    assert found.text == text
    after = problems(found.make(stream))
    assert before[0] not in after
    errors = {one.where for one in errors_among(after)}
    assert errors <= {one.where for one in errors_among(problems(stream))}


def test_shares_that_are_mended_sum_to_one_exactly_and_keep_their_order() -> None:
    stream = setting(("item_types.feature.share", 0.7), ("item_types.risk.share", 0.13))
    problem = next(one for one in problems(stream) if one.where == "item_types")
    found = remedy(stream, problem)
    assert found is not None
    shares = [one.share for one in found.make(stream).item_types]
    assert sum(shares) == pytest.approx(1.0, abs=1e-9)
    given = [one.share for one in stream.item_types]
    assert [share / given[0] for share in given] == pytest.approx([share / shares[0] for share in shares])


def test_where_only_a_person_can_know_there_is_no_remedy() -> None:
    stream = having(arrivals=())
    assert [remedy(stream, one) for one in problems(stream)] == [None]
    zone = setting(("calendar.time_zone", "Nowhere/Town"))
    assert [remedy(zone, one) for one in problems(zone)] == [None]


def test_a_remedy_that_would_leave_the_problem_is_not_offered() -> None:
    twice = having(stages=(*TEAM.stages, TEAM.stages[0]))
    assert all(remedy(twice, one) is None for one in problems(twice))
