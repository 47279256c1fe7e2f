"""Any log of changes, of events, or of numbers gives a history or a fault of input, under any mapping."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from sim.errors import HistoryFault
from sim.history import (
    CountColumn,
    Field,
    FlowStage,
    Mapping,
    Rules,
    Table,
    assemble,
    guess_mapping,
    import_history,
    merge,
)
from sim.log import audit
from tests.history.test_fuzz import DATES, told_or_accounted

HEADERS: tuple[Field, ...] = ("id", "from", "to", "when", "changed", "activity", "lifecycle", "resource")
WORDS = st.one_of(
    st.sampled_from(
        ("", "To Do", "In Progress", "Done", "Rejected", "status", "flag", "start", "complete", "A", "B")
    ),
    st.text(max_size=5),
)
NUMBERS = st.one_of(st.sampled_from(("", "0", "3", "7", "-1", "x", "2024-W03")), st.integers(0, 99).map(str))
STATES = ("new", "active", "waiting", "done", "cancelled", "ignored")


@st.composite
def logs(draw: st.DrawFn) -> Table:
    """A table with the columns of a log, some of them missing, and some of items."""
    others = draw(
        st.lists(
            st.sampled_from((*HEADERS, "created", "done", "type", "case:enddate")), max_size=9, unique=True
        )
    )
    headers = tuple(dict.fromkeys((*others, "when")))
    cells = [DATES if header in ("when", "created", "done", "case:enddate") else WORDS for header in headers]
    rows = draw(st.lists(st.tuples(*cells), min_size=1, max_size=12))
    return Table("t.csv", headers, tuple(zip(*rows, strict=True)), tuple(range(2, len(rows) + 2)))


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """Any rules."""
    choices = {name: field.annotation for name, field in Rules.model_fields.items()}
    return Rules.model_validate(
        {name: draw(st.sampled_from(getattr(kind, "__args__", ()))) for name, kind in choices.items()}
    )


def flows(words: tuple[str, ...]) -> st.SearchStrategy[tuple[FlowStage, ...]]:
    """Flows of any of the words of a table, some words twice, some names twice."""
    some = st.lists(st.sampled_from(words), max_size=3).map(tuple)
    stage = st.builds(FlowStage, name=st.sampled_from("abcd"), state=st.sampled_from(STATES), statuses=some)
    return st.lists(stage, max_size=5).map(tuple)


@given(logs())
def test_any_log_gives_a_history_or_a_fault_of_input(table: Table) -> None:
    told_or_accounted(lambda: assemble(table, guess_mapping(table)))


@given(logs(), rules(), st.data())
def test_any_mapping_of_a_log_gives_a_history_or_a_fault_of_input(
    table: Table, chosen: Rules, data: st.DataObject
) -> None:
    words = tuple(dict.fromkeys(text for column in table.columns for text in column)) or ("",)
    header = st.sampled_from((*table.headers, "not there"))
    own = {field: field for field in HEADERS if field in table.headers}
    mapping = Mapping(
        layout=data.draw(st.sampled_from(("changes", "events"))),
        columns=own
        | data.draw(
            st.dictionaries(st.sampled_from((*HEADERS, "started", "done", "created")), header, max_size=2)
        ),
        flow=data.draw(flows(words)),
        rules=chosen,
    )
    told_or_accounted(lambda: assemble(table, mapping))


@given(logs(), logs())
def test_any_two_logs_can_be_merged(one: Table, other: Table) -> None:
    try:
        old, new = (assemble(table, guess_mapping(table)) for table in (one, other))
    except HistoryFault:
        return  # told above
    both = merge(old.log, new).imported
    assert set(both.log.items.names) >= set(new.log.items.names)
    assert (both.log.time[1:] >= both.log.time[:-1]).all()
    assert audit(both.log) == ()


ROWS = st.lists(st.tuples(DATES, NUMBERS, NUMBERS), min_size=1, max_size=12)


@given(ROWS, st.sampled_from(({}, {"when": "Week"})), st.sampled_from(("day", "week")), st.data())
def test_any_numbers_give_a_history_or_a_fault_of_input(
    rows: list[tuple[str, str, str]], columns: dict[str, str], period: str, data: st.DataObject
) -> None:
    running = data.draw(st.booleans())
    columns_of_text = tuple(zip(*rows, strict=True))
    numbers = tuple(range(2, len(rows) + 2))
    table = Table("t.csv", ("Week", "Red", "Done"), columns_of_text, numbers)
    mapping = Mapping.model_validate(
        {
            "layout": "counts",
            "columns": columns,
            "counts": [CountColumn(column="Red", team="r", running=running), CountColumn(column="Done")],
            "period": period,
        }
    )
    told_or_accounted(lambda: assemble(table, mapping))
    told_or_accounted(lambda: assemble(table, guess_mapping(table)))


PARTS = (
    *(b"<?xml version='1.0'?>", b"<log>", b"</log>", b"<trace>", b"</trace>", b"<event>", b"</event>"),
    *(b"<global>", b"<string key='concept:name' value='a'/>", b"<!DOCTYPE log [<!ENTITY a 'b'>]>", b"&a;"),
    *(b"<date key='time:timestamp' value='2024-01-02T03:04:05Z'/>", b"<", b">", b"\x00", b"\xff\xfe"),
    b"<x:log xmlns:x='y'>",
)


@given(st.lists(st.sampled_from(PARTS) | st.binary(max_size=5), max_size=30).map(b"".join))
@example(b"<log><trace><event></event></trace></log>")
@example(b"<?xml version='1.0' encoding='klingon'?><log/>")
def test_any_xml_gives_a_history_or_a_fault_of_input(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.xes"
        path.write_bytes(content)
        told_or_accounted(lambda: import_history(path))


@given(st.binary(max_size=200))
@example(b"")
def test_any_archive_gives_a_history_or_a_fault_of_input(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.gz"
        path.write_bytes(b"\x1f\x8b\x08\x00" + content)
        told_or_accounted(lambda: import_history(path))
