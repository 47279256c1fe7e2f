"""Tables as files: nothing in them runs, and what is in them is what was in the table."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import zipfile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.errors import UserFault
from sim.log import harmless
from sim.report import Cell, Column, TableOut, as_csv, as_xlsx
from sim.report.xlsx_file import MOST_ROWS, sheet_names

ATTACKS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+49 170 1234567",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    '"=1+1"',
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
)
"""OWASP's list, with blanks, full-width forms and the classic payloads."""
INSIDE = ("a;=1+1", "a,=1+1", "a\t=1+1", "a\n=1+1", "a\r\n=1+1", 'a;"=1+1', "a; @b", "a|=1")
HARMLESS = ("", "all-in", "5-a", "a = b", "me@here.org", "C++", "x; y, z", "'=quoted", "#N/A", "Zürich, ±5 %")

SEEN = dt.datetime.fromisoformat("2026-03-01T14:30")
LEADS = "=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"
SEPARATORS = (",", ";", "\t", "|")

ROWS: tuple[tuple[Cell, ...], ...] = (
    ("A-1", 3, 1.5, 0.25, dt.date(2026, 3, 1), SEEN, True),
    ("=HYPERLINK()", -7, -0.1, None, None, None, False),
)
TABLE = TableOut(
    "Items",
    (
        Column("item"),
        Column("count", "items"),
        Column("flow time", "days"),
        Column("efficiency", "share"),
        Column("done"),
        Column("seen"),
        Column("open"),
    ),
    ROWS,
)


def cells_of(content: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def sheets_of(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def one(text: str) -> TableOut:
    return TableOut("One", (Column("a"), Column("b")), (("x", text),))


@pytest.mark.parametrize("text", ATTACKS)
def test_text_that_would_run_is_marked_in_csv(text: str) -> None:
    marked = harmless(text)
    assert marked.startswith("'")
    assert marked.replace("'", "") == text.replace("'", "")
    assert cells_of(as_csv(one(text)))[1][1].startswith("'")


@pytest.mark.parametrize("text", INSIDE)
def test_a_spreadsheet_that_splits_elsewhere_finds_no_formula_either(text: str) -> None:
    assert harmless(text) != text
    raw = as_csv(one(text)).decode("utf-8-sig")
    for separator in SEPARATORS:
        for cell in raw.replace("\r", "\n").replace("\n", separator).split(separator):
            assert not cell.strip(' "').startswith(tuple("=+-@"))


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.text(alphabet=st.sampled_from([*LEADS, *",;|\"' ab1"])))
@example("\r\n=1")
@settings(max_examples=400)
def test_whatever_the_text_no_cell_of_it_begins_like_a_formula(text: str) -> None:
    marked = harmless(text)
    assert harmless(marked) == marked
    assert not marked.startswith(tuple(LEADS))
    for separator in (*SEPARATORS, "\n", "\r"):
        for cell in marked.split(separator):
            assert not cell.lstrip(' "\ufeff').startswith(tuple("=+-@"))


def test_csv_has_headings_with_units_numbers_as_numbers_and_iso_dates() -> None:
    content = as_csv(TABLE)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 3
    assert cells_of(content) == [
        ["item", "count (items)", "flow time (days)", "efficiency (share)", "done", "seen", "open"],
        ["A-1", "3", "1.5", "0.25", "2026-03-01", "2026-03-01 14:30:00", "True"],
        ["'=HYPERLINK()", "-7", "-0.1", "", "", "", "False"],
    ]


def test_a_heading_is_text_from_outside_too() -> None:
    table = TableOut("T", (Column("=tag"),), ())
    assert cells_of(as_csv(table)) == [["'=tag"]]
    assert sheets_of(as_xlsx([table]))["T"]["A1"].data_type == "s"


@given(st.lists(st.tuples(st.text(max_size=20), st.floats(), st.integers(-(10**9), 10**9)), max_size=5))
def test_csv_reads_back(rows: list[tuple[str, float, int]]) -> None:
    table = TableOut("T", (Column("a"), Column("b"), Column("c")), tuple(rows))
    back = cells_of(as_csv(table))[1:]
    assert [row[0].replace("'", "") for row in back] == [
        text.encode("utf-8", "replace").decode().replace("\0", "\ufffd").replace("'", "")
        for text, _, _ in rows
    ]
    assert [row[1] for row in back] == [repr(n) if math.isfinite(n) else "" for _, n, _ in rows]
    assert [int(row[2]) for row in back] == [count for _, _, count in rows]


@pytest.mark.parametrize("text", [*ATTACKS, *INSIDE, *HARMLESS[1:]])
def test_a_workbook_holds_text_as_text(text: str) -> None:
    cell = sheets_of(as_xlsx([one(text)]))["One"]["B2"]
    assert cell.data_type == "s"
    assert cell.value.replace("\r\n", "\n").replace("\r", "\n") == text.replace("\0", "\ufffd").replace(
        "\r\n", "\n"
    ).replace("\r", "\n")


def test_a_workbook_has_no_formula_at_all() -> None:
    table = TableOut("T", (Column("a"),), tuple((text,) for text in ATTACKS))
    with zipfile.ZipFile(io.BytesIO(as_xlsx([table]))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
        styles = book.read("xl/styles.xml")
    assert b"<f>" not in sheet
    assert b"<f " not in sheet
    assert b'quotePrefix="1"' in styles  # stays text when it is edited


def test_numbers_are_numbers_and_dates_are_dates_in_a_workbook() -> None:
    sheet = sheets_of(as_xlsx([TABLE]))["Items"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert found[0] == ["A-1", 3, 1.5, 0.25, SEEN.replace(hour=0, minute=0), SEEN, True]
    assert found[1] == ["=HYPERLINK()", -7, -0.1, None, None, None, False]
    kinds = [cell.data_type for cell in sheet[2]]
    assert kinds == ["s", "n", "n", "n", "d", "d", "b"]
    assert [sheet[place].number_format for place in ("D2", "E2")] == ["0.0%", "yyyy-mm-dd"]
    assert (sheet.freeze_panes, sheet["A1"].font.bold) == ("A2", True)


def test_what_is_not_a_number_is_empty() -> None:
    table = TableOut("T", (Column("a", "share"), Column("b")), ((math.nan, math.inf),))
    assert cells_of(as_csv(table))[1] == ["", ""]
    assert [cell.value for cell in sheets_of(as_xlsx([table]))["T"][2]] == [None, None]
    assert table.to_json() == [{"a": None, "b": None}]


def test_a_workbook_has_a_sheet_a_table_and_the_same_tables_the_same_bytes() -> None:
    tables = [TABLE, TableOut("Items", (Column("a"),), ())]
    first = as_xlsx(tables)
    assert sheets_of(first).sheetnames == ["Items", "Items 2"]
    assert as_xlsx(tables) == first


def test_sheet_names_are_what_excel_allows() -> None:
    long = "A very long title that goes on and on"
    assert sheet_names([f"{'y' * 30}'s"]) == ("y" * 30,)
    assert sheet_names(["a/b: c?", long, long, "", "'x'", "X"]) == (
        "a b  c",
        "A very long title that goes on",
        "A very long title that goes o 2",
        "Sheet",
        "x",
        "X 2",
    )


def test_dates_before_those_of_a_workbook_are_texts_not_other_dates() -> None:
    first = dt.datetime.fromisoformat("1900-03-01T08:00")
    moments = (dt.date(1899, 12, 30), dt.date(1900, 1, 1), first - dt.timedelta(days=1), first, first.date())
    table = TableOut("T", (Column("a"),), tuple((moment,) for moment in moments))
    sheet = sheets_of(as_xlsx([table]))["T"]
    assert [sheet[f"A{row}"].value for row in (2, 3, 4)] == [
        "1899-12-30",
        "1900-01-01",
        "1900-02-28 08:00:00",
    ]
    assert [sheet[f"A{row}"].value for row in (5, 6)] == [first, first.replace(hour=0)]


def test_text_that_xml_or_a_cell_cannot_hold_is_mended() -> None:
    table = TableOut("T", (Column("a"),), (("a\x01b\ud800",), ("y" * 40_000,)))
    sheet = sheets_of(as_xlsx([table]))["T"]
    assert sheet["A2"].value == "a\ufffdb\ufffd"
    assert (len(sheet["A3"].value), sheet["A3"].value[-1]) == (32_767, "…")
    assert cells_of(as_csv(table))[1] == ["a\x01b?"]


def test_a_table_longer_than_a_sheet_is_refused_in_words() -> None:
    table = TableOut("Items", (Column("a"),), ((1,),) * MOST_ROWS)
    with pytest.raises(UserFault, match="Items has 1048576 rows; a sheet holds 1048575"):
        as_xlsx([table])


def test_a_table_whose_rows_do_not_fit_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells under 2 columns"):
        TableOut("T", (Column("a"), Column("b")), ((1,),))
    with pytest.raises(ValueError, match="a moment with a zone"):
        TableOut("T", (Column("a"),), ((dt.datetime(2026, 3, 1, tzinfo=dt.UTC),),))


def test_json_names_each_value_by_its_column() -> None:
    assert TABLE.to_json()[0] == {
        "item": "A-1",
        "count": 3,
        "flow_time": 1.5,
        "efficiency": 0.25,
        "done": "2026-03-01",
        "seen": "2026-03-01T14:30:00",
        "open": True,
    }
