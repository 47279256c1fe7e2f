"""From a file to a log and a report."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from sim.errors import HistoryFault
from sim.history import Counts, ImportReport, Mapping, SetAside, TypeCount, assemble, import_history
from sim.log import LogStage, Origin, TimeBase, audit
from tests.history.files import day, file, history, imported, story, table

CONTENT = (
    "Key;Type;Status;Started;Done\n"
    "A-1;Bug;Closed;1.2.2025;3.2.2025\n"
    "A-2;Story;Removed;;\n"
    "A-3;Story;Active;14.2.2025 10:30;\n"
    "A-4;Story;New;;\n"
)


def test_the_whole_of_a_small_file(tmp_path: Path) -> None:
    log, report = imported(tmp_path, CONTENT)
    assert story(log) == [
        "2025-02-01 A-1 entered In progress",
        "2025-02-03 A-1 done",
        "2025-02-14 10:30 A-3 entered In progress",
    ]
    assert report == ImportReport(
        source="items.csv",
        rows=4,
        used=3,
        items=3,
        set_aside=(SetAside(row=3, value="Removed", reason="cancelled: left out"),),
        in_part=(SetAside(row=5, value="", reason="not started: no dates"),),
        assumed=(
            'Dates are read day first: "14.2.2025 10:30" in Started can be read no other way.',
            "Flow time begins with Started and ends with Done.",
            "Times without an offset are taken as they are written, in UTC; days begin and end there.",
            "The history ends with the day of its last event.",
            "Rows whose state or resolution says cancelled are left out: 1.",
            "Type is read so: Bug as Defect, Story as Feature.",
        ),
        counts=Counts(
            rows=4, with_start=2, with_done=1, finished_with_both=1, in_progress_no_done=1, neither=2
        ),
        types=(
            TypeCount(theirs="Story", ours="feature", rows=2),
            TypeCount(theirs="Bug", ours="defect", rows=1),
        ),
        encoding="UTF-8",
        separator=";",
        date_order="day first",
        zone="UTC",
    )


def test_the_log_knows_what_it_is_and_where_it_came_from(tmp_path: Path) -> None:
    log, _ = imported(tmp_path, CONTENT)
    digest = hashlib.sha256(CONTENT.encode()).hexdigest()
    assert log.origin == Origin("history", "items.csv", digest)
    assert log.base == TimeBase("day", log.base.origin, "UTC")
    assert log.stages == (LogStage("in-progress", "In progress", "work", state="active"),)
    assert log.commitment == 0
    assert audit(log) == ()
    assert not log.time.flags.writeable


def test_the_observed_time_runs_from_the_first_event_to_the_end_of_the_last_day() -> None:
    log, _ = history("ID,Started,Done", "A,2025-02-01 08:00,2025-02-03 10:00")
    assert log.start == log.time[0]
    assert day(log, log.end) == "2025-02-03"
    assert day(log, log.end + 1 / 86_400) == "2025-02-04"


def test_the_last_day_ends_in_the_zone() -> None:
    log, _ = history("ID,Started,Done", "A,2025-02-01 08:00,2025-02-03 23:30", zone="America/New_York")
    assert day(log, log.end) == "2025-02-03"
    assert day(log, log.end + 1 / 86_400) == "2025-02-04"


def test_an_edited_mapping_gives_another_history(tmp_path: Path) -> None:
    path = file(tmp_path, "ID,Started,Done\nA,1/2/2025,2/3/2025\n")
    guessed = import_history(path)
    assert guessed.report.ambiguous == (
        'The dates fit both orders ("1/2/2025" in Started); they are read day first, which is more common.',
    )
    assert story(guessed.log) == ["2025-02-01 A entered In progress", "2025-03-02 A done"]
    mapping = Mapping(columns={"id": "ID", "started": "Started", "done": "Done"})
    told = import_history(path, mapping.with_date_order("month first"))
    assert story(told.log) == ["2025-01-02 A entered In progress", "2025-02-03 A done"]
    assert (told.report.ambiguous, told.report.date_order) == ((), "month first")
    assert "Dates are read month first, as chosen." in told.report.assumed


def test_a_mapping_that_does_not_fit_is_refused_with_all_that_is_wrong() -> None:
    made = table("ID,Done", "A,2025-01-01")
    with pytest.raises(HistoryFault) as caught:
        assemble(made, Mapping(columns={"done": "Finished"}, zone="Nowhere"))
    assert caught.value.text == (
        'items.csv: There is no column "Finished"; the columns are ID, Done. '
        'There is no time zone "Nowhere"; name one such as Europe/Amsterdam, or UTC.'
    )


def test_a_file_of_which_no_row_can_be_used_is_refused_with_one_reason() -> None:
    with pytest.raises(HistoryFault) as caught:
        history("ID,State,Done", "A,Removed,2025-01-01", "B,Removed,2025-01-01")
    assert caught.value.text == (
        'None of the 2 rows of items.csv can be used: row 2, for one, "Removed": cancelled: left out.'
    )


def test_rows_that_do_not_fit_the_header_are_in_the_report(tmp_path: Path) -> None:
    _, report = imported(tmp_path, "ID,Done\nA,2025-01-01\nB,2025-01-02,x\n")
    assert (report.rows, report.used) == (2, 1)
    assert [remark.row for remark in report.set_aside] == [3]


def test_what_was_assumed_in_reading_is_in_the_report(tmp_path: Path) -> None:
    _, report = imported(tmp_path, "ID;Título;Done\n1;Ação;2025-01-01\n".encode("cp1252"))
    assert report.assumed[0] == "The text is not UTF-8; it was read as Windows-1252."
    assert report.encoding == "Windows-1252"


def test_a_report_survives_json(tmp_path: Path) -> None:
    _, report = imported(tmp_path, CONTENT)
    assert ImportReport.model_validate_json(report.model_dump_json()) == report


def test_stages_of_the_same_folded_name_get_different_ids() -> None:
    log, _ = history("ID,Code review,code-review,Done", "A,2025-01-01,2025-01-02,2025-01-03")
    assert [(stage.id, stage.name) for stage in log.stages] == [
        ("code-review", "Code review"),
        ("code-review-2", "code-review"),
    ]


def test_stages_in_another_script_get_ids() -> None:
    log, _ = history("ID,実装,試験,Done", "A,2025-01-01,2025-01-02,2025-01-03")
    assert [stage.id for stage in log.stages] == ["stage-1", "stage-2"]


def test_the_same_file_gives_the_same_log(tmp_path: Path) -> None:
    one, other = imported(tmp_path, CONTENT).log, imported(tmp_path, CONTENT).log
    for column in ("time", "item", "kind", "stage", "who"):
        assert np.array_equal(getattr(one, column), getattr(other, column))
    assert one.items.names == other.items.names


def test_encodings_and_separators_make_no_difference(tmp_path: Path) -> None:
    plain = story(imported(tmp_path, CONTENT).log)
    for codec in ("utf-8-sig", "utf-16", "cp1252"):
        for separator in ",;\t|":
            assert story(imported(tmp_path, CONTENT.replace(";", separator).encode(codec)).log) == plain
