"""What the tests of recovery share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.faults import Faults
from app.window import Lent, Windows
from sim.errors import UserFault
from sim.store import Owner, Project, RecoveryWriter
from tests.app.stand_ins import Answers

Leave = Callable[..., Path]


@pytest.fixture
def recovery_folder(tmp_path: Path) -> Path:
    """Where unsaved work is kept; not made yet."""
    return tmp_path / "state" / "recovery"


@pytest.fixture
def leave_behind(recovery_folder: Path) -> Leave:
    """Leave a recovery file behind, as a program does that was killed."""

    def leave(project: Project, path: Path | str = "", name: str = "1-1", at: str = "10:00") -> Path:
        file = recovery_folder / f"{name}.headrace"
        recovery_folder.mkdir(parents=True, exist_ok=True)
        owner = Owner(project.name, str(path), 1, f"2026-03-02T{at}:00+00:00")
        RecoveryWriter().write(project, owner, file)
        return file

    return leave


@pytest.fixture
def root_faults() -> Faults:
    """Where uncaught exceptions end up."""
    return Faults()


@pytest.fixture
def windows(
    qtbot: QtBot, lent: Lent, root_faults: Faults, answers: Answers, recovery_folder: Path
) -> Iterator[Windows]:
    """The windows of a program, closed after the test."""
    made = Windows(lent.preferences, lent.theme, root_faults, recovery_folder, lambda: answers)
    yield made
    answers.unsaved = "discard"
    for window in tuple(made.opened):
        window.close()
    qtbot.wait(1)


@pytest.fixture
def faults_told() -> list[UserFault]:
    """What was told."""
    return []
