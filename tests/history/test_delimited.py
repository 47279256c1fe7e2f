"""Separated text: separators, quotes, row numbers, and what does not fit."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import HistoryFault
from sim.history import SetAside, records
from sim.history.delimited import guess_separator
from tests.history.files import read


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_separator_and_line_end_is_read(tmp_path: Path, separator: str, end: str) -> None:
    lines = (separator.join(line) for line in (("ID", "Title"), ("1", "one"), ("2", "two")))
    table = read(tmp_path, end.join(lines) + end)
    assert table.separator == separator
    assert table.headers == ("ID", "Title")
    assert table.columns == (("1", "2"), ("one", "two"))
    assert table.numbers == (2, 3)


def test_the_separator_is_what_parts_all_rows_alike() -> None:
    assert guess_separator(["a;b\n", "1,5;2,5\n", "3,5;4,5\n"]) == ";"
    assert guess_separator(["a,b;c\n", "1,2;3\n", "4,5;6\n"]) == ","
    assert guess_separator(["a\tb,c\td\n", "1\t2\t3\n"]) == "\t"
    assert guess_separator(["Title, short;ID\n", "one;1\n", "two;2\n", "three;3\n"]) == ";"


def test_a_single_column_has_a_comma_for_want_of_another() -> None:
    assert guess_separator(["ID\n", "1\n"]) == ","


def test_a_first_line_may_name_the_separator(tmp_path: Path) -> None:
    table = read(tmp_path, "sep=|\nID|Title\n1|a,b;c\n")
    assert (table.separator, table.headers, table.numbers) == ("|", ("ID", "Title"), (3,))


def test_quotes_hold_separators_line_ends_and_doubled_quotes(tmp_path: Path) -> None:
    table = read(tmp_path, 'ID,Title\n1,"two\nlines, and ""quotes"""\n2,plain\n')
    assert table.column("Title") == ('two\nlines, and "quotes"', "plain")


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    table = read(tmp_path, 'ID,Title\n1,"two\nlines"\n\n2,after a blank row\n,\n3,last')
    assert table.numbers == (2, 4, 6)
    assert table.column("ID") == ("1", "2", "3")


def test_blank_lines_before_the_header_are_counted(tmp_path: Path) -> None:
    table = read(tmp_path, "\n\nID,Title\n1,one\n")
    assert (table.headers, table.numbers) == (("ID", "Title"), (4,))


def test_blanks_around_a_text_are_cut_off(tmp_path: Path) -> None:
    assert read(tmp_path, "ID , Title\n 1 ,  one \n").columns == (("1",), ("one",))


def test_missing_fields_are_blank_and_said(tmp_path: Path) -> None:
    table = read(tmp_path, "ID,Title,State\n1\n2,two\n3,three,Done\n")
    assert table.column("State") == ("", "", "Done")
    assert table.assumed == ("Rows shorter than the header, what is missing taken as blank: 2.",)


def test_a_row_with_too_many_fields_is_set_aside(tmp_path: Path) -> None:
    table = read(tmp_path, "ID,Title\n1,one\n2,two, too\n3,three,\n")
    assert table.column("ID") == ("1", "3")
    assert table.numbers == (2, 4)
    assert table.set_aside == (
        SetAside(
            row=3,
            value="too",
            reason="has 3 fields where the header has 2: a separator in an unquoted text?",
        ),
    )


def test_an_empty_column_without_a_header_is_no_column(tmp_path: Path) -> None:
    assert read(tmp_path, "ID,Title,\n1,one,\n").headers == ("ID", "Title")


def test_a_filled_column_without_a_header_gets_a_name(tmp_path: Path) -> None:
    table = read(tmp_path, "ID,,Title\n1,x,one\n")
    assert table.headers == ("ID", "Column 2", "Title")
    assert table.assumed == ("Columns without a header are called Column 2.",)


def test_byte_order_marks_are_no_part_of_the_first_header(tmp_path: Path) -> None:
    for codec in ("utf-8-sig", "utf-16"):
        assert read(tmp_path, "ID,Title\n1,é\n".encode(codec)).headers == ("ID", "Title")


def test_many_rows_keep_their_order_and_numbers(tmp_path: Path) -> None:
    count = 2 * records._CHUNK_ROWS + 7
    table = read(tmp_path, "ID,Kind\n" + "".join(f"{n},{n % 3}\n" for n in range(count)))
    assert table.column("ID") == tuple(map(str, range(count)))
    assert table.column("Kind") == tuple(str(n % 3) for n in range(count))
    assert table.numbers == tuple(range(2, count + 2))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("\n \n\n", "items.csv holds only blank lines."),
        ("ID,Title\n", "items.csv has column names but no rows that fit below them."),
        ("ID,Title\n\n,\n", "items.csv has column names but no rows that fit below them."),
        (
            'ID,Title\n1,"never closed\n2,two\n',
            "The quotation mark opened in row 2 of items.csv is never closed.",
        ),
        ('ID,Title\n1,one\n2,"cut o', "The quotation mark opened in row 3 of items.csv is never closed."),
        (
            "ID,Title\n1," + "x" * 200_000 + "\n",
            "Row 2 of items.csv has a field of more than 131,072 characters.",
        ),
        (",".join(map(str, range(2_001))) + "\n1\n", "items.csv has 2,001 columns; at most 2,000 are read."),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(HistoryFault) as caught:
        read(tmp_path, content)
    assert caught.value.text == said
    assert caught.value.hint


def test_more_cells_than_memory_should_hold_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MAX_CELLS", 10)
    with pytest.raises(HistoryFault, match="more than 10 cells"):
        read(tmp_path, "ID,Title\n" + "1,one\n" * 6)


CELLS = st.text(st.sampled_from("ab1 \"\né'-"), max_size=6)
ROWS = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=8)
)


@given(ROWS, st.sampled_from(",;\t|"), st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252")))
def test_what_a_writer_of_csv_writes_is_read_back(rows: list[list[str]], separator: str, codec: str) -> None:
    headers = [f"h{number}" for number in range(len(rows[0]))]
    written = io.StringIO()
    # Every text in quotes: an unquoted one with a line feed alone is not CSV.
    writer = csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([headers, *rows, ["end"] * len(headers)])
    with tempfile.TemporaryDirectory() as folder:
        table = read(Path(folder), written.getvalue().encode(codec))
    stripped = [[cell.strip() for cell in row] for row in rows]
    kept = [(number, row) for number, row in enumerate(stripped, start=2) if any(row)]
    assert table.headers == tuple(headers)
    assert table.numbers == (*(number for number, _ in kept), len(rows) + 2)
    assert [list(row) for row in zip(*table.columns, strict=True)][:-1] == [row for _, row in kept]
