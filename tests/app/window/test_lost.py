from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from app.window.autosave import lock_of
from app.window.lost import find_lost
from sim.store import Difference, new_project, save_project
from sim.stream import example, set_value
from tests.app.window.conftest import Leave

TEAM = new_project(example("software-team"))
CHANGED = replace(TEAM, stream=set_value(TEAM.stream, "stages.test.wip_limit", 2))


def test_without_a_folder_nothing_is_lost(recovery_folder: Path) -> None:
    found = find_lost(recovery_folder)
    assert (found.lost, found.damaged) == ((), ())


def test_what_was_lost_stands_beside_what_was_saved(leave_behind: Leave, tmp_path: Path) -> None:
    path = tmp_path / "team.headrace"
    stamp = save_project(TEAM, path)
    file = leave_behind(CHANGED, path)
    (lost,) = find_lost(file.parent).lost
    assert lost.saved is not None
    assert (lost.project, lost.saved.project, lost.saved.path, lost.saved.stamp) == (
        CHANGED,
        TEAM,
        path,
        stamp,
    )
    assert lost.rows == (Difference("Test: WIP limit", "5", "2"),)
    assert (lost.why, lost.kept_at.isoformat()) == ("", "2026-03-02T10:00:00+00:00")
    lost.forget()
    assert sorted(file.parent.iterdir()) == []


def test_what_was_never_saved_says_so(leave_behind: Leave) -> None:
    (lost,) = find_lost(leave_behind(CHANGED).parent).lost
    assert (lost.saved, lost.saved_at, lost.rows, lost.why) == (None, None, (), "It was never saved.")
    lost.forget()


def test_a_saved_version_that_cannot_be_read_says_why(leave_behind: Leave, tmp_path: Path) -> None:
    path = tmp_path / "gone.headrace"
    (lost,) = find_lost(leave_behind(CHANGED, path).parent).lost
    assert lost.saved is None
    assert lost.why == f"There is no file {path}."
    lost.forget()


def test_what_is_saved_after_all_is_forgotten(leave_behind: Leave, tmp_path: Path) -> None:
    path = tmp_path / "team.headrace"
    save_project(CHANGED, path)
    file = leave_behind(CHANGED, path)
    assert find_lost(file.parent).lost == ()
    assert sorted(file.parent.iterdir()) == []


def test_the_latest_comes_first(leave_behind: Leave) -> None:
    files = [leave_behind(CHANGED, name=f"1-{n}", at=at) for n, at in enumerate(("09:00", "11:00", "10:00"))]
    lost = find_lost(files[0].parent).lost
    assert [each.file.stem for each in lost] == ["1-1", "1-2", "1-0"]
    for each in lost:
        each.forget()


def test_work_of_a_program_that_still_runs_is_left_alone(leave_behind: Leave) -> None:
    file = leave_behind(CHANGED)
    script = (
        "import sys; from pathlib import Path; from app.window.autosave import lock_of;"
        "lock = lock_of(Path(sys.argv[1])); print(lock.tryLock(0), flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        while_it_runs = find_lost(file.parent)
        other.kill()
    after = find_lost(file.parent)
    assert (while_it_runs.lost, len(after.lost)) == ((), 1)
    after.lost[0].forget()


def test_what_is_on_offer_here_is_not_offered_twice(leave_behind: Leave) -> None:
    folder = leave_behind(CHANGED).parent
    (first,) = find_lost(folder).lost
    assert find_lost(folder).lost == ()
    first.lock.unlock()
    (again,) = find_lost(folder).lost
    again.forget()


def test_damaged_files_are_set_aside_and_kept(leave_behind: Leave) -> None:
    good, bad = leave_behind(CHANGED), leave_behind(CHANGED, name="2-1")
    bad.write_bytes(bad.read_bytes()[:-100])
    content = bad.read_bytes()
    found = find_lost(good.parent)
    assert [each.file for each in found.lost] == [good]
    assert [each.read_bytes() for each in found.damaged] == [content]
    assert not bad.exists()
    assert lock_of(bad).tryLock(0)
    found.lost[0].forget()


def test_a_file_without_a_moment_is_damaged(leave_behind: Leave) -> None:
    folder = leave_behind(CHANGED, at="late in the").parent
    found = find_lost(folder)
    assert (found.lost, len(found.damaged)) == ((), 1)
