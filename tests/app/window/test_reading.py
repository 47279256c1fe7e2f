from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.jobs import Track
from app.window.reading import read_saved
from sim.store import new_project, save_project
from sim.stream import example


@pytest.mark.skipif(os.name != "posix", reason="asks for processes")
def test_opening_a_project_clears_away_what_a_killed_save_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "team.headrace"
    begun = (
        "import os, pathlib, sys\n"
        "from sim.store import atomic\n"
        "os.fsync = lambda _: os._exit(9)\n"
        "atomic.replace_file(pathlib.Path(sys.argv[1]), b'half')\n"
    )
    project = new_project(example("software-team"))
    save_project(project, path)
    killed = subprocess.run([sys.executable, "-c", begun, str(path)], check=False)
    assert killed.returncode == 9
    assert [each.suffix for each in tmp_path.iterdir() if each != path] == [".saving"]
    told: list[float] = []
    saved = read_saved(path, Track(lambda share, _: told.append(share)))
    assert (saved.project, saved.path) == (project, path)
    assert told[-1] == 1.0
    assert list(tmp_path.iterdir()) == [path]
