"""A row for each event of a case: activities as stages, ends of cases, and begin and end of work."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import HistoryFault
from sim.history import FlowStage, Imported, Mapping, Table, assemble, guess_mapping
from sim.log import ItemState, audit, lives, states
from sim.metrics import flow_efficiency, whole
from tests.history.files import story, table
from tests.history.logs import flow_of, with_rules

PLAIN = ("c1 Receive - 01", "c1 Check - 03", "c1 Pay - 06", "c2 Receive - 02", "c2 Check - 05")


def events(*lines: str, more: tuple[str, ...] = ()) -> Table:
    """A log of events: ``case activity lifecycle day``; further columns are added to each row as they are."""
    rows = [line.split() for line in lines]
    head = ",".join(
        ("case id,activity,lifecycle:transition,timestamp", *(cell.split("=")[0] for cell in more))
    )
    tail = "".join(f",{cell.split('=')[1]}" for cell in more)
    return table(
        head,
        *(
            f"{c},{a.replace('_', ' ')},{'' if life == '-' else life},2024-01-{day}{tail}"
            for c, a, life, day in rows
        ),
    )


def read(made: Table, **rules: str) -> Imported:
    return assemble(made, with_rules(guess_mapping(made), **rules))


def about(history: Imported, case: str) -> list[str]:
    return [line[8:].replace(f" {case} ", " ") for line in story(history.log) if f" {case} " in line]


def test_each_activity_is_a_stage_and_the_last_event_ends_the_case() -> None:
    history = read(events(*PLAIN))
    assert about(history, "c1") == ["01 entered Receive", "03 entered Check", "06 entered Pay", "06 done"]
    assert about(history, "c2") == ["02 entered Receive", "05 entered Check", "05 done"]
    assert [stage.name for stage in history.log.stages] == ["Receive", "Check", "Pay"]
    assert (history.report.rows, history.report.used, history.report.items) == (5, 5, 2)
    assert audit(history.log) == ()


def test_what_was_assumed_is_said() -> None:
    said = read(events(*PLAIN)).report.assumed
    assert "Flow time begins with Receive and ends with the last event of its case." in said
    assert "A case is done with its last event; the file does not say which cases go on." in said
    assert "An activity lasts from its event to the next one of the case." in said


def test_a_repeated_activity_is_another_visit() -> None:
    history = read(events("c1 Check - 01", "c1 Check - 02", "c1 Pay - 03"))
    assert lives(history.log).visits.tolist() == [3]


def test_an_activity_can_be_the_end() -> None:
    made = events(*PLAIN)
    mapping = with_rules(guess_mapping(made), case_end="done activity")
    flow = [
        stage if stage.name != "Pay" else FlowStage(name="Pay", state="done", statuses=("Pay",))
        for stage in mapping.flow
    ]
    history = assemble(made, mapping.model_copy(update={"flow": tuple(flow)}))
    assert about(history, "c1") == ["01 entered Receive", "03 entered Check", "06 done"]
    assert about(history, "c2") == ["02 entered Receive", "05 entered Check"]
    assert (
        "A case is done with an activity that is mapped to done; others are open." in history.report.assumed
    )


def test_an_end_that_nothing_can_be_is_refused() -> None:
    with pytest.raises(HistoryFault, match="no activity is mapped to done"):
        read(events(*PLAIN), case_end="done activity")
    with pytest.raises(HistoryFault, match="no column holds that date"):
        read(events(*PLAIN), case_end="end date")


def test_a_date_of_the_case_ends_it() -> None:
    made = events(*PLAIN[:3], more=("case:enddate=2024-01-09",))
    history = read(made)
    assert guess_mapping(made).rules.case_end == "end date"
    assert about(history, "c1")[-2:] == ["06 entered Pay", "09 done"]


def test_events_outside_the_dates_of_the_case_are_left_out_and_counted() -> None:
    made = events(*PLAIN[:3], more=("case:startdate=2024-01-02", "case:enddate=2024-01-04"))
    history = read(made)
    assert about(history, "c1") == ["02 entered Before the first event", "03 entered Check", "04 done"]
    assert "Events after that date are left out: 1." in history.report.assumed
    assert "Events before case:startdate are left out: 1." in history.report.assumed


def test_a_case_that_ends_before_it_begins_counts_in_velocity_only() -> None:
    made = events(*PLAIN[:3], more=("case:startdate=2024-01-08", "case:enddate=2024-01-04"))
    other = events("c9 Receive - 01", more=("case:startdate=2024-01-01", "case:enddate=2024-01-04"))
    both = Table(
        "t",
        made.headers,
        tuple(a + b for a, b in zip(made.columns, other.columns, strict=True)),
        (1, 2, 3, 4),
    )
    history = read(both)
    assert about(history, "c1") == ["04 done"]
    assert history.report.counts.done_before_start == 1


def test_work_lasts_from_start_to_complete() -> None:
    lines = ("c1 Check start 01", "c1 Check complete 03", "c1 Pay start 05", "c1 Pay complete 06")
    history = read(events(*lines))
    assert about(history, "c1") == [
        "01 entered Check",
        "01 started Check",
        "03 finished Check",
        "05 entered Pay",
        "05 started Pay",
        "06 finished Pay",
        "06 done",
    ]
    assert flow_efficiency(history.log, whole(history.log)) == pytest.approx(3 / 5)
    assert "Work lasts from the start of an activity to its completion." in history.report.assumed
    assert audit(history.log) == ()


def test_what_is_scheduled_waits_until_it_is_started() -> None:
    lines = ("c1 Check schedule 01", "c1 Check start 02", "c1 Check complete 05")
    history = read(events(*lines))
    assert about(history, "c1") == ["01 entered Check", "02 started Check", "05 finished Check", "05 done"]
    spans = states(history.log)
    waited = spans.state == ItemState.WAITING
    assert float((spans.end - spans.begin)[waited].sum()) == pytest.approx(1.0)


def test_work_can_be_suspended_and_resumed() -> None:
    lines = ("c1 Check start 01", "c1 Check suspend 02", "c1 Check resume 04", "c1 Check complete 05")
    history = read(events(*lines))
    assert about(history, "c1")[1:5] == [
        "01 started Check",
        "02 paused Check",
        "04 resumed Check",
        "05 finished Check",
    ]
    spans = states(history.log)
    assert float((spans.end - spans.begin)[spans.state == ItemState.BLOCKED].sum()) == pytest.approx(2.0)


def test_an_activity_that_only_ends_is_one_event() -> None:
    lines = ("c1 Check complete 01", "c1 Check start 02", "c1 Check complete 03", "c1 Pay complete 04")
    history = read(events(*lines))
    assert about(history, "c1") == [
        "01 entered Check",
        "02 entered Check",
        "02 started Check",
        "03 finished Check",
        "04 entered Pay",
        "04 done",
    ]


def test_activities_side_by_side_are_told() -> None:
    lines = ("c1 Check start 01", "c1 Pay start 02", "c1 Check complete 03", "c1 Pay complete 04")
    history = read(events(*lines))
    assert about(history, "c1")[-2:] == ["04 finished Pay", "04 done"]
    assert "Parts of activities that ran beside a later one are left out: 1." in history.report.assumed


def test_a_log_that_only_completes_has_an_entry_for_each_event() -> None:
    history = read(events("c1 Check complete 01", "c1 Pay complete 04"))
    assert about(history, "c1") == ["01 entered Check", "04 entered Pay", "04 done"]


def test_texts_of_the_case_are_kept_and_those_of_events_told() -> None:
    made = table(
        "case,activity,timestamp,channel,cost",
        "c1,Receive,2024-01-01,Web,5",
        "c1,Check,2024-01-02,Web,7",
        "c2,Receive,2024-01-02,,7",
        "c2,Check,2024-01-03,Desk,7",
    )
    log, report = read(made)
    assert log.items.attributes == {"channel": ("Web", "Desk")}
    assert "Columns that say different things of one item are not kept: cost." in report.assumed


STEPS = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from(("schedule", "start", "complete")), st.integers(1, 3)),
    min_size=1,
    max_size=12,
)


@given(st.lists(STEPS, min_size=1, max_size=3))
def test_begin_and_end_are_matched_as_by_hand(cases: list[list[tuple[str, str, int]]]) -> None:
    lines, expected = [], []
    for number, steps in enumerate(cases):
        day = 0
        open_: dict[tuple[str, str], int] = {}
        for activity, phase, wait in steps:
            day += wait
            lines.append((f"c{number}", activity, phase, day))
            before = {"start": "schedule", "complete": "start"}.get(phase, "")
            matched = open_.get((activity, before), 0) > 0
            if matched:
                open_[activity, before] -= 1
            else:
                expected.append((f"c{number}", activity, day))
            open_[activity, phase] = open_.get((activity, phase), 0) + 1
    if not any(phase == "start" for _, _, phase, _ in lines):
        return
    columns = tuple(
        zip(*((c, a, p, f"2024-{1 + d // 28:02}-{1 + d % 28:02}") for c, a, p, d in lines), strict=True)
    )
    made = Table("t", ("case", "activity", "lifecycle", "timestamp"), columns, tuple(range(len(lines))))
    log = assemble(made, guess_mapping(made)).log
    entered = log.kind == 1
    origin = np.datetime64("2024-01-01")
    days = (log.time[entered] - float((origin - np.datetime64("1970-01-01")).astype(int))).round().astype(int)
    got = [
        (log.items.names[item], log.stages[stage].name, day)
        for item, stage, day in zip(log.item[entered], log.stage[entered], days.tolist(), strict=True)
    ]
    calendar = {
        d: int((np.datetime64(f"2024-{1 + d // 28:02}-{1 + d % 28:02}") - origin).astype(int))
        for *_, d in lines
    }
    assert sorted(got) == sorted((case, activity, calendar[day]) for case, activity, day in expected)
    assert audit(log) == ()


def test_the_mapping_of_a_log_is_told_from_its_columns() -> None:
    mapping: Mapping = guess_mapping(events(*PLAIN))
    assert mapping.layout == "events"
    assert mapping.columns == {
        "id": "case id",
        "activity": "activity",
        "when": "timestamp",
        "lifecycle": "lifecycle:transition",
    }
    assert flow_of(mapping)[0] == ("Receive", "active", ("Receive",))
