"""Import, ask, save, reopen: the same answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.forecast import Question, forecast
from sim.history import guess_mapping, import_history, read_table
from sim.store import StoredHistory, new_project, open_project, save_project
from sim.stream import example


@pytest.mark.parametrize(
    "name", ["01_azure_devops_lighthouse_backlog.csv", "02_flowmetricscsv_example_semicolon.csv"]
)
def test_a_reopened_project_gives_the_same_answer(shared_data: Path, tmp_path: Path, name: str) -> None:
    source, file = shared_data / name, tmp_path / "team.headrace"
    mapping = guess_mapping(read_table(source))
    imported = import_history(source, mapping)
    project = replace(
        new_project(example("software-team")),
        history=StoredHistory(imported.log, mapping, imported.report, name),
        questions=(Question(kind="when", items=30),),
    )
    save_project(project, file)

    reopened = open_project(file)

    assert reopened == project
    assert reopened.history is not None
    answers = [forecast(log, reopened.questions[0]) for log in (imported.log, reopened.history.log)]
    assert answers[0] == answers[1]


def test_the_stored_mapping_imports_the_same_log_again(shared_data: Path, tmp_path: Path) -> None:
    source, file = shared_data / "01_azure_devops_lighthouse_backlog.csv", tmp_path / "team.headrace"
    mapping = guess_mapping(read_table(source))
    imported = import_history(source, mapping)
    history = StoredHistory(imported.log, mapping, imported.report, source.name)
    save_project(replace(new_project(example("support-desk")), history=history), file)

    stored = open_project(file).history

    assert stored is not None
    again = import_history(source, stored.mapping)
    assert StoredHistory(again.log, stored.mapping, again.report, source.name) == stored
