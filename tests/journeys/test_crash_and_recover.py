"""Someone works, the machine fails them, and they go on where they were: with real processes, killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.store import new_project, open_project, save_project
from sim.stream import example

PROJECT = Path(__file__).resolve().parents[2]
WHOLE, LESS = "analysis build test release", "analysis build release"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="kills with a signal"),
]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """Folders of one's own for preferences and unsaved work."""
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HEADRACE_CONFIG_DIR": str(tmp_path / "config"),
        "HEADRACE_STATE_DIR": str(tmp_path / "state"),
    }


def sit_down(home: dict[str, str], *words: str) -> subprocess.Popen[str]:
    """Start the program."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.at_the_desk", *words],
        cwd=PROJECT,
        env=home,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(program: subprocess.Popen[str]) -> Iterator[str]:
    assert program.stdout is not None
    return (line.strip() for line in program.stdout)


def crash(home: dict[str, str], *words: str) -> str:
    """Work and turn away; then the process is killed. Gives the stages that were on the board."""
    with sit_down(home, "remove", *words) as program:
        lines = told(program)
        shown = next(lines)
        assert next(lines) == "kept"
        program.send_signal(signal.SIGKILL)
    assert program.returncode == -signal.SIGKILL
    return shown


def go_on(home: dict[str, str], *words: str) -> list[str]:
    """Start again and do what the words say; gives what was told until the program ended by itself."""
    with sit_down(home, *words) as program:
        lines = list(told(program))
    assert program.returncode == 0
    return lines


def test_work_on_a_file_is_recovered_after_a_crash_and_saved(home: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "Équipe.headrace"
    save_project(new_project(example("software-team")), path)
    assert crash(home, str(path)) == LESS
    assert [stage.id for stage in open_project(path).stream.stages] == WHOLE.split()
    # Offered beside the example that a start opens on; restored; undone; redone; saved.
    assert go_on(home, "restore") == [WHOLE, LESS, WHOLE, "saved"]
    assert [stage.id for stage in open_project(path).stream.stages] == LESS.split()
    assert go_on(home, "look") == ["0"]
    assert sorted((tmp_path / "state" / "recovery").iterdir()) == []


def test_a_second_program_is_not_offered_what_the_first_still_works_on(
    home: dict[str, str], tmp_path: Path
) -> None:
    with sit_down(home, "remove") as first:
        lines = told(first)
        assert [next(lines), next(lines)] == [LESS, "kept"]
        assert go_on(home, "look") == ["0"]
        first.kill()
    assert len(list((tmp_path / "state" / "recovery").glob("*.headrace"))) == 1
