from __future__ import annotations

from app.canvas import BACKLOG, DONE, CardState, board_state, duration_text
from app.canvas.board_state import GroupState, ReworkState
from sim.distributions import Distribution
from sim.stream import example, problems, set_value


def test_a_stream_becomes_cards_in_flow_order() -> None:
    board = board_state(example("software-team"))
    assert board.cards == (
        CardState(BACKLOG, "Backlog", "backlog", time_text="not started yet"),
        CardState("analysis", "Analysis", "work", 4, 2, "2 people", "half in 0.8 d"),
        CardState("build", "Build", "work", 8, 5, "5 people", "half in 2 d"),
        CardState("test", "Test", "work", 5, 2, "2 people", "mean 1.3 d"),
        CardState("release", "Release", "wait", gate_text="every 10 d"),
        CardState(DONE, "Done", "done", time_text="items so far"),
    )
    assert board.rework == (ReworkState(3, 2, "12.5 % rework"),)


def test_a_group_covers_its_cards() -> None:
    group = board_state(example("factory-line")).groups[0]
    assert group == GroupState(group.id, 1, 5, "Whole line: limit 10")


def test_one_worker_is_told_in_the_singular() -> None:
    stream = set_value(example("software-team"), "stages.test.workers", 1)
    assert board_state(stream).cards[3].people_text == "1 person"


def test_a_problem_stands_on_the_card_that_it_is_about() -> None:
    stream = set_value(example("software-team"), "stages.test.workers", 0)
    cards = {card.key: card.problems for card in board_state(stream, problems(stream)).cards}
    assert cards["test"]
    assert not cards["build"]


def test_a_duration_is_told_by_what_people_gave() -> None:
    def told(**given: float) -> str:
        return duration_text(Distribution.model_validate(given), "hour")

    assert told(family="constant", value=2) == "2 h"  # type: ignore[arg-type]
    assert told(family="lognormal", p50=1.5, p85=4) == "half in 1.5 h"  # type: ignore[arg-type]
    assert told(family="gamma", mean=1.3, cv=0.7) == "mean 1.3 h"  # type: ignore[arg-type]
    assert told(family="triangular", low=1, mode=2, high=4) == "mostly 2 h"  # type: ignore[arg-type]
    assert told(family="uniform", low=1, high=3) == "half in 2 h"  # type: ignore[arg-type]
