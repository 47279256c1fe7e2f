from __future__ import annotations

from app.canvas import BACKLOG, DONE, CardState, board_state, duration_text
from app.canvas.board_state import GroupState, TeamMark
from app.canvas.ways import WayState
from sim.distributions import Distribution
from sim.stream import Batch, Cadence, Feedback, Route, Stream, Team, example, problems, set_value


def ends(ways: tuple[WayState, ...]) -> list[tuple[int, int, str]]:
    return [(way.begin, way.end, way.text) for way in ways]


def test_a_stream_becomes_cards_in_flow_order() -> None:
    board = board_state(example("software-team"))
    assert board.cards == (
        CardState(
            BACKLOG,
            "Backlog",
            "backlog",
            time_text="6.25 a week",
            mix=(0.5, 0.28, 0.08, 0.14),
            rate=6.25,
            rate_unit="a week",
        ),
        CardState("analysis", "Analysis", "work", 4, 2, "2 people", "half in 0.8 d"),
        CardState("build", "Build", "work", 8, 5, "5 people", "half in 2 d"),
        CardState("test", "Test", "work", 5, 2, "2 people", "mean 1.3 d"),
        CardState("release", "Release", "wait", hands_on="every 10 d"),
        CardState(DONE, "Done", "done", time_text="items so far"),
    )
    assert ends(board.rework) == [(3, 2, "12.5 % rework")]
    assert [(one.label, one.path, one.share) for one in board.rework[0].shares] == [
        ("Goes back", "stages.test.rework.0.probability", 0.125),
        ("Work done again", "stages.test.rework.0.effort", 0.5),
    ]


def test_a_group_covers_its_cards() -> None:
    group = board_state(example("factory-line")).groups[0]
    assert group == GroupState(group.id, 1, 5, "Whole line: limit 10", 10)


def test_one_worker_is_told_in_the_singular() -> None:
    stream = set_value(example("software-team"), "stages.test.workers", 1)
    assert board_state(stream).cards[3].people_text == "1 person"


def test_a_problem_stands_on_the_card_that_it_is_about() -> None:
    stream = set_value(example("software-team"), "stages.test.workers", 0)
    cards = {card.key: card.problems for card in board_state(stream, problems(stream)).cards}
    assert cards["test"]
    assert not cards["build"]


def test_a_warning_is_told_apart_from_a_fault() -> None:
    stream = set_value(example("software-team"), "stages.test.workers", 0)
    stream = set_value(stream, "stages.build.wip_limit", 1)
    cards = {card.key: card for card in board_state(stream, problems(stream)).cards}
    assert cards["test"].is_faulty
    assert cards["test"].problems[0].startswith("Fault: ")
    assert not cards["build"].is_faulty
    assert cards["build"].problems[0].startswith("Warning: ")


def test_a_duration_is_told_by_what_people_gave() -> None:
    def told(**given: float) -> str:
        return duration_text(Distribution.model_validate(given), "hour")

    assert told(family="constant", value=2) == "2 h"  # type: ignore[arg-type]
    assert told(family="lognormal", p50=1.5, p85=4) == "half in 1.5 h"  # type: ignore[arg-type]
    assert told(family="gamma", mean=1.3, cv=0.7) == "mean 1.3 h"  # type: ignore[arg-type]
    assert told(family="triangular", low=1, mode=2, high=4) == "mostly 2 h"  # type: ignore[arg-type]
    assert told(family="uniform", low=1, high=3) == "half in 2 h"  # type: ignore[arg-type]


TEAM = Team(id="dev", name="Developers", size=4)


def rich() -> Stream:
    """A team in two stages, ways past a stage, a batch, lots, and a loop."""
    stream = example("software-team").model_copy(update={"teams": (TEAM,)})
    for stage in ("build", "test"):
        stream = set_value(set_value(stream, f"stages.{stage}.workers", None), f"stages.{stage}.team", "dev")
    routes = (Route(to="release", share=0.25, types=("debt",)), Route(to="test", share=0.1))
    values: dict[str, object] = {
        "stages.analysis.skip": {"defect": 0.4, "debt": 0.05, "risk": 0.0},
        "stages.analysis.routes": routes,
        "stages.build.batch": Batch(size=3),
        "stages.build.transfer": 2,
        "stages.build.cadence": Cadence(every=5),
    }
    for path, value in values.items():
        stream = set_value(stream, path, value)
    after = Distribution(family="constant", value=5)
    loops = (
        Feedback(on="feature", creates="defect", mean_count=0.3, after=after),
        Feedback(on="debt", creates="risk", mean_count=0.0, after=after),
    )
    return stream.model_copy(update={"feedback": loops})


def test_a_team_is_named_with_its_size_on_each_of_its_cards() -> None:
    cards = {card.key: card for card in board_state(rich()).cards}
    mark = TeamMark("dev", "Developers", 0)
    assert [(cards[key].team, cards[key].people) for key in ("build", "test")] == [(mark, 4), (mark, 4)]
    assert (cards["analysis"].team, cards["release"].team) == (None, None)


def test_ways_past_a_card_are_one_arc_each_with_all_their_shares() -> None:
    assert ends(board_state(rich()).onward) == [
        (0, 2, "Defect 40 %, Debt 5 %"),
        (1, 4, "Debt 25 %"),
        (1, 3, "10 %"),
    ]


def test_words_of_a_way_get_shorter_by_counting_those_who_go_altogether() -> None:
    skip = {"feature": 0.8, "defect": 1.0, "debt": 1.0}
    way = board_state(set_value(example("software-team"), "stages.analysis.skip", skip)).onward[0]
    assert (way.text, *way.shorter) == (
        "Feature 80 %, all Defect, all Debt",
        "Feature 80 %, all of 2 types",
        "3 shares",
    )


def test_a_type_that_always_passes_by_is_told_in_a_word() -> None:
    stream = set_value(example("software-team"), "stages.analysis.skip", {"defect": 1.0, "risk": 0.5})
    assert ends(board_state(stream).onward) == [(0, 2, "all Defect, Risk 50 %")]


def test_batches_lots_and_gates_are_told_where_they_hold() -> None:
    build = board_state(rich()).cards[2]
    assert (build.takes, build.hands_on) == ("3 at once", "lots of 2 · every 5 d")


def test_a_loop_is_told_in_words_and_one_that_brings_nothing_is_not() -> None:
    assert board_state(rich()).feedback == "each Feature brings 0.3 Defect"
    assert board_state(example("software-team")).feedback == ""
