"""A log as item rows, the whole file asserted, and read back by the import."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from sim.engine import RunRequest, simulate
from sim.history import Mapping, StageColumn, assemble, read_table
from sim.log import EventLog, Kind, LogStage, lives, utc_time, with_origin, write_item_rows
from sim.stream import example
from tests.log.story import told

MONDAY = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)

STORY = """
    0 0 arrived
    0.5 0 entered build
    0.5 0 started build 0
    1 1 arrived
    1.25 0 finished build 0
    1.25 0 entered test
    1.5 0 entered build
    2 0 entered test
    3 0 done
"""


def test_each_stage_has_the_moment_of_the_first_entry(tmp_path: Path) -> None:
    write_item_rows(with_origin(told(STORY, types=(0, 1)), MONDAY), tmp_path / "items.csv")
    assert (tmp_path / "items.csv").read_text(encoding="utf-8") == (
        "ID,Type,Created,Build,Test,Done\n"
        "1,Feature,2026-03-02T00:00:00.000000Z,2026-03-02T12:00:00.000000Z,"
        "2026-03-03T06:00:00.000000Z,2026-03-05T00:00:00.000000Z\n"
        "2,Defect,2026-03-03T00:00:00.000000Z,,,\n"
    )


def test_a_column_never_has_the_name_of_another(tmp_path: Path) -> None:
    stages = (LogStage("build", "Done"), LogStage("test", "done"))
    write_item_rows(with_origin(told("0 0 entered test", stages=stages), MONDAY), tmp_path / "items.csv")
    header = (tmp_path / "items.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == "ID,Type,Created,Done (2),done (3),Done"


def test_a_log_without_dates_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no dates"):
        write_item_rows(told("0 0 arrived"), tmp_path / "items.csv")
    assert not (tmp_path / "items.csv").exists()


def test_a_run_that_is_written_and_imported_has_the_same_moments(tmp_path: Path) -> None:
    log = with_origin(simulate(example("software-team"), RunRequest(seed=3, until=60.0)), MONDAY)
    write_item_rows(log, tmp_path / "items.csv")
    again = assemble(read_table(tmp_path / "items.csv"), mapping_of(log)).log
    ours, theirs = lives(log), lives(again)
    begun = np.isfinite(ours.commitment)
    assert int(begun.sum()) > 40
    for name in ("arrival", "commitment", "done"):
        mine, read = getattr(ours, name)[begun], getattr(theirs, name)[: len(begun)][begun]
        assert np.array_equal(np.isnan(mine), np.isnan(read))
        known = ~np.isnan(mine)
        gap = utc_time(log.base, mine[known]) - utc_time(again.base, read[known])
        assert np.abs(gap.astype(np.int64)).max() <= 10  # µs
    first = {(int(log.item[row]), int(log.stage[row])) for row in np.flatnonzero(log.kind == Kind.ENTERED)}
    assert int(np.count_nonzero(again.kind == Kind.ENTERED)) == len(first)


def mapping_of(log: EventLog) -> Mapping:
    """The mapping of the file that a log is written to."""
    stages = tuple(StageColumn(column=stage.name, name=stage.name) for stage in log.stages)
    return Mapping(
        layout="stages",
        columns={"id": "ID", "type": "Type", "created": "Created", "done": "Done"},
        stages=stages,
    )
