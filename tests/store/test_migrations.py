"""An older file becomes one of today step by step."""

from __future__ import annotations

import pytest

from sim.store.migrations import STEPS, VERSION, Step, migrated
from sim.store.parts import Parts, json_part, read_json


def adding(number: int) -> Step:
    def step(parts: Parts) -> Parts:
        return {"log": json_part([*read_json(parts["log"]), number])}

    return step


def test_there_is_a_step_from_every_older_version() -> None:
    assert set(STEPS) == set(range(1, VERSION))


def test_a_file_of_today_is_left_alone() -> None:
    parts = {"log": json_part([])}
    assert migrated(parts, VERSION) is parts


@pytest.mark.parametrize(("version", "expected"), [(1, [1, 2, 3]), (3, [3]), (4, [])])
def test_steps_are_taken_in_order_from_the_files_version(version: int, expected: list[int]) -> None:
    steps = {number: adding(number) for number in (1, 2, 3)}
    found = migrated({"log": json_part([])}, version, steps, to=4)
    assert read_json(found["log"]) == expected
