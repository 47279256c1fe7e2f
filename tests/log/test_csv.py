"""A log as CSV, the whole file asserted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sim.log import csv as log_csv
from sim.log import with_origin, write_csv
from tests.log.story import told

STORY = """
    0 0 arrived
    0.1 0 entered build
    0.1 0 started build 0
    1.25 0 finished build 0
    1.25 0 done
"""

PLAIN = """\
time,item,kind,stage,who,type
0.0,0,arrived,,,defect
0.1,0,entered,build,,defect
0.1,0,started,build,0,defect
1.25,0,finished,build,0,defect
1.25,0,done,,,defect
"""


def test_a_simulation_is_written_with_numbers_for_items(tmp_path: Path) -> None:
    write_csv(told(STORY, types=(1,)), tmp_path / "log.csv")
    assert (tmp_path / "log.csv").read_text(encoding="utf-8") == PLAIN


def test_a_changeover_is_a_row_of_its_own(tmp_path: Path) -> None:
    write_csv(
        told(STORY.replace("0.1 0 started", "0.1 0 setup build 0\n0.1 0 started")), tmp_path / "log.csv"
    )
    rows = (tmp_path / "log.csv").read_text(encoding="utf-8").splitlines()
    assert rows[3:5] == ["0.1,0,setup,build,0,feature", "0.1,0,started,build,0,feature"]


def test_a_log_with_names_and_dates_is_written_with_them(tmp_path: Path) -> None:
    log = with_origin(told("0 0 arrived\n0.5 0 done", names=("Ä,1",)), dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    write_csv(log, str(tmp_path / "log.csv"))
    assert (tmp_path / "log.csv").read_bytes().decode("utf-8") == (
        "time,item,kind,stage,who,type,date\n"
        '0.0,"Ä,1",arrived,,,feature,2026-03-01T00:00:00\n'
        '0.5,"Ä,1",done,,,feature,2026-03-01T12:00:00\n'
    )


def test_a_log_is_the_same_however_many_rows_are_written_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_csv, "_ROWS_AT_ONCE", 2)
    write_csv(told(STORY, types=(1,)), tmp_path / "log.csv")
    assert (tmp_path / "log.csv").read_text(encoding="utf-8") == PLAIN


def test_an_empty_log_is_a_header(tmp_path: Path) -> None:
    write_csv(told(""), tmp_path / "log.csv")
    assert (tmp_path / "log.csv").read_text(encoding="utf-8") == "time,item,kind,stage,who,type\n"
