"""Crews on the board: a stage's own workers, teams, and what each of them starts with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.engine import layout as at
from sim.engine import layout_crews as crew
from sim.engine.plan import make_plan, make_steerable_plan
from sim.stream import Stage, Stream, Team
from tests.builders import backlog, line, stream, wait, work


def staffed(name: str, team: str) -> Stage:
    """A work stage that a team staffs."""
    return work(name, 1.0).model_copy(update={"workers": None, "team": team})


def crew_row(board: NDArray[np.int64], number: int) -> int:
    """Address of a crew by its number."""
    return int(board[crew.CREWS]) + number * crew.CREW_WORDS


def crew_words(board: NDArray[np.int64], number: int, fields: Sequence[int]) -> list[int]:
    """Some fields of a crew's row."""
    return [int(board[crew_row(board, number) + field]) for field in fields]


NUMBERS = (crew.SIZE, crew.SEATS, crew.FREE, crew.HANDS, crew.STRETCH, crew.SWITCH_COST, crew.STAFFS)
TEAMS = (
    Team(id="dev", name="Dev", size=3, multitask=2, focus=0.5, switch_cost=0.25),
    Team(id="ops", name="Ops", size=2, order=("c", "e")),
)


def two_teams() -> Stream:
    """Two teams and a stage with its own workers."""
    own = [staffed("A", "dev"), work("B", 1.0, 4), staffed("C", "ops"), staffed("D", "ops")]
    return stream([*own, staffed("E", "ops"), wait("F")], backlog(1), teams=TEAMS)


def test_a_stage_without_a_team_has_a_crew_of_its_own() -> None:
    board = make_plan(line([1.0, 1.0], [2, 1], arrivals=backlog(1))).board
    assert crew_words(board, 0, NUMBERS) == [2, 2, 2, 1, at.ONE, 0, 0b01]
    assert crew_words(board, 1, NUMBERS) == [1, 1, 1, 1, at.ONE, 0, 0b10]
    assert [int(board[at.stage(s) + crew.CREW]) for s in range(2)] == [crew_row(board, n) for n in range(2)]


def test_a_team_is_a_crew_that_several_stages_share() -> None:
    board = make_plan(two_teams()).board
    assert crew_words(board, 6, NUMBERS) == [3, 3, 6, 2, 2 * at.ONE, at.ONE // 4, 0b000001]
    assert crew_words(board, 7, NUMBERS) == [2, 2, 2, 1, at.ONE, 0, 0b011100]
    assert crew_words(board, 0, NUMBERS[:3]) == [0, 0, 0]
    staffs = [(int(board[at.stage(s) + crew.CREW]) - crew_row(board, 0)) // crew.CREW_WORDS for s in range(6)]
    assert staffs == [6, 1, 7, 7, 7, 5]


def test_a_team_looks_at_the_stages_it_names_first_and_then_at_the_last() -> None:
    board = make_plan(two_teams()).board

    def ahead(s: int) -> list[int]:
        first = int(board[at.stage(s) + crew.AHEAD])
        found: list[int] = board[first : first + int(board[at.stage(s) + crew.AHEAD_COUNT])].tolist()
        return found

    assert [ahead(s) for s in range(6)] == [[], [], [], [2, 4], [2], []]


def test_work_is_plain_where_nothing_can_come_between() -> None:
    board = make_plan(two_teams()).board
    assert [int(board[at.stage(s) + crew.PLAIN]) for s in range(6)] == [0, 1, 0, 0, 0, 1]
    assert int(board[crew.INTERRUPTS]) == 1
    plain = make_plan(line([1.0], arrivals=backlog(1))).board
    assert (int(plain[at.stage(0) + crew.PLAIN]), int(plain[crew.INTERRUPTS])) == (1, 0)


def test_a_steerable_plan_keeps_seats_for_those_who_left_and_takes_nothing_for_plain() -> None:
    board = make_steerable_plan(line([1.0, 1.0], [2, 1], arrivals=backlog(1)), seats=(5, 0)).board
    assert crew_words(board, 0, NUMBERS[:3]) == [2, 5, 2]
    assert crew_words(board, 1, NUMBERS[:3]) == [1, 1, 1]
    assert [int(board[at.stage(s) + crew.PLAIN]) for s in range(2)] == [0, 0]
    first = int(board[crew_row(board, 0) + crew.WORKER_ROWS])
    rows = board[first : first + 5 * crew.WORKER_WORDS].reshape(5, crew.WORKER_WORDS)
    assert rows[:, crew.LEAVING].tolist() == [0, 0, 1, 1, 1]
    assert rows[:, crew.LAST_TYPE].tolist() == [-1] * 5
