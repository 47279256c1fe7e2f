"""The project as a value."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from sim.store import Project, RunSettings, StoredHistory, new_project
from sim.stream import Scenario, example, set_value
from tests.store.projects import full_project, small_log, stored_history


def test_a_project_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        full_project().notes = "other"  # type: ignore[misc]


def test_a_project_has_the_name_of_its_stream() -> None:
    project = new_project(example("software-team"))
    renamed = replace(project, stream=set_value(project.stream, "name", "Checkout"))
    assert (renamed.name, project.name) == ("Checkout", example("software-team").name)


@pytest.mark.parametrize(
    "change",
    [
        {"stream": example("factory-line")},
        {"sketch": {}},
        {"history": None},
        {"history": stored_history(small_log(6))},
        {"scenarios": (Scenario(name="Other"),)},
        {"questions": ()},
        {"notes": ""},
        {"run": RunSettings(seed=8)},
    ],
)
def test_projects_that_differ_in_any_part_are_not_equal(change: dict[str, object]) -> None:
    assert replace(full_project(), **change) != full_project()  # type: ignore[arg-type]
    assert full_project() == full_project()


def test_a_history_is_equal_to_one_imported_again() -> None:
    first, second = stored_history(), stored_history()
    assert first == second
    assert hash(first) == hash(second)
    assert first != replace(first, source="other.csv")
    assert first != replace(first, log=small_log(6))
    assert first != "board.csv"


def test_comparing_a_history_with_itself_looks_at_no_event() -> None:
    class Untouchable:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(name)

    history = StoredHistory(Untouchable(), Untouchable(), Untouchable(), "a")  # type: ignore[arg-type]
    stream = example("software-team")
    assert Project(stream, history=history) == Project(stream, history=history)
