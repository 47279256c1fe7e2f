"""Any file gives a history or a fault of input, never another error; every row is accounted for."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from sim.errors import HistoryFault
from sim.history import Imported, Mapping, Table, assemble, guess_mapping, import_history
from sim.history.mapping import StageColumn
from sim.log import audit

TEXT_HEADERS = ("ID", "Title", "Type", "Classe", "State", "Parent", "x")
DATE_HEADERS = ("Created", "Started", "Backlog", "Committed", "Build", "Test", "Released Date", "Due Date")
DATES = st.one_of(
    st.dates(dt.date(2024, 12, 1), dt.date(2025, 2, 28)).map(str),
    st.datetimes(dt.datetime(2024, 12, 1), dt.datetime(2025, 2, 28)).map(  # noqa: DTZ001
        lambda moment: moment.strftime("%d.%m.%Y %H:%M")
    ),
    st.sampled_from(("", "-", "2025-01-02", "1/2/2025", "2/13/2025 1:00 PM", "2025-01-02T23:30-05:00")),
    st.dates(dt.date(2025, 1, 1), dt.date(2025, 1, 5)).map(str),
    st.sampled_from(("", "soon", "2025-01-03")),
)
TEXTS = st.one_of(
    st.sampled_from(("", "1", "2", "Bug", "Story", "Removed", "Done", "New", "Expedite")), st.text(max_size=8)
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    others = draw(st.lists(st.sampled_from((*TEXT_HEADERS, *DATE_HEADERS)), max_size=7, unique=True))
    headers = draw(st.permutations([*others, draw(st.sampled_from(("Done", "Closed Date", "End")))]))
    cells = [TEXTS if header in TEXT_HEADERS else DATES for header in headers]
    rows = draw(st.lists(st.tuples(*cells), min_size=1, max_size=10))
    return Table("t.csv", tuple(headers), tuple(zip(*rows, strict=True)), tuple(range(2, len(rows) + 2)))


def accounted(imported: Imported) -> None:
    """Every row is used or set aside, the log is whole, and its events are in order."""
    log, report = imported
    assert report.items == len(log.items)
    assert report.used + len(report.set_aside) == report.rows
    assert (log.time[1:] >= log.time[:-1]).all()
    assert log.start <= log.time[0] <= log.time[-1] <= log.end
    assert audit(log) == ()


def told_or_accounted(make: Callable[[], Imported]) -> None:
    """A fault of input has a text and a hint; a history accounts for its rows."""
    fault: HistoryFault | None = None
    try:
        accounted(make())
    except HistoryFault as caught:
        fault = caught
    assert fault is None or (fault.text and fault.hint)


@given(st.binary(max_size=400))
@example(b"")
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b'"')
@example(b'ID,Done\r1,2025-01-01\r\n"')
@example(b"ID;Done\n\x81;2025-01-01\n")
def test_any_bytes_give_a_history_or_a_fault_of_input(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(content)
        told_or_accounted(lambda: import_history(path))


@given(tables())
def test_any_table_gives_a_history_or_a_fault_of_input(table: Table) -> None:
    told_or_accounted(lambda: assemble(table, guess_mapping(table)))


@given(tables(), st.data())
def test_any_mapping_gives_a_history_or_a_fault_of_input(table: Table, data: st.DataObject) -> None:
    header = st.sampled_from((*table.headers, "not there"))
    stages = data.draw(
        st.lists(st.builds(StageColumn, column=header, name=st.sampled_from("abc")), max_size=3)
    )
    mapping = Mapping(
        layout=data.draw(st.sampled_from(("items", "stages"))),
        columns=data.draw(
            st.dictionaries(st.sampled_from(("id", "type", "state", "created", "started", "done")), header)
        ),
        stages=tuple(stages),
        zone=data.draw(st.sampled_from(("UTC", "Europe/Amsterdam", "Nowhere"))),
        missing_start=data.draw(st.sampled_from(("none", "created"))),
    )
    told_or_accounted(lambda: assemble(table, mapping))
