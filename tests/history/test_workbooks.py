"""Workbooks of both formats: what their sheets show, and the ones that are none."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest

from sim.errors import HistoryFault
from sim.history import guess_mapping, import_history, read_table, zipped
from sim.history.kinds import kind_of
from tests.history.files import file, story
from tests.history.rows import rows
from tests.history.workbook_files import inline, ods_parts, ods_sheet, ods_text, xlsx_parts
from tests.history.workbook_files import zipped as archive_of

HEADER = ("ID", "Title", "Started", "Done")


def saved(folder: Path, *sheets: tuple[str, list[tuple[object, ...]]], from_1904: bool = False) -> Path:
    """A workbook as another program writes it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    if from_1904:
        book.epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a workbook's days have no zone
    for name, lines in sheets:
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    path = folder / "items.xlsx"
    book.save(path)
    return path


def moment(day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    return dt.datetime(2025, 3, day, hour, minute)  # noqa: DTZ001 - a workbook's days have no zone


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_workbook_of_another_program_becomes_a_history(tmp_path: Path, from_1904: bool) -> None:  # noqa: FBT001
    lines: list[tuple[object, ...]] = [
        HEADER,
        (1, "One", moment(3, 9, 30), dt.date(2025, 3, 5)),
        (2, "Two\nlines", moment(4), None),
    ]
    path = saved(tmp_path, ("Items", lines), from_1904=from_1904)
    table = read_table(path)
    assert table.headers == HEADER
    assert rows(table) == [
        ("1", "One", "2025-03-03T09:30:00", "2025-03-05"),
        ("2", "Two\nlines", "2025-03-04", ""),
    ]
    assert table.numbers == (2, 3)
    assert (table.encoding, table.separator, table.assumed) == ("Workbook", "", ())
    assert len(table.fingerprint) == 64
    assert story(import_history(path).log) == [
        "2025-03-03 09:30 1 entered In progress",
        "2025-03-04 2 entered In progress",
        "2025-03-05 1 done",
    ]


def test_numbers_truths_and_errors_are_read_as_shown(tmp_path: Path) -> None:
    lines: list[tuple[object, ...]] = [
        ("ID", "Size", "Blocked", "Done"),
        ("A", 0.1 + 0.2, True, "#N/A"),
        ("B", 1e6, False, None),
    ]
    table = read_table(saved(tmp_path, ("Items", lines)))
    assert rows(table) == [("A", "0.3", "true", ""), ("B", "1000000", "false", "")]
    assert table.assumed == ("Cells that show an error, taken as blank: 1 (D2, for one).",)


def test_a_formula_without_a_result_is_said(tmp_path: Path) -> None:
    lines: list[tuple[object, ...]] = [
        HEADER,
        ("A", "x", moment(3), "=C2+1"),
        ("B", "=A2", moment(3), moment(4)),
    ]
    table = read_table(saved(tmp_path, ("Items", lines)))
    assert table.column("Done") == ("", "2025-03-04")
    assert table.assumed == (
        "Formulas whose result is not in the file, taken as blank: 2 (D2, for one). To have them, open the "
        "workbook in its program and save it.",
    )


def test_a_formula_gives_the_result_that_is_in_the_file(tmp_path: Path) -> None:
    row = '<row><c t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c><f>1+1</f><v>2</v></c>'
    row += '<c t="str"><f>""</f><v></v></c></row>'
    table = read_table(archive_of(tmp_path, xlsx_parts(inline("ID", "Size", "Note"), row)))
    assert rows(table) == [("ab", "2", "")]
    assert table.assumed == ()


def test_the_first_sheet_that_looks_like_items_is_read_and_said(tmp_path: Path) -> None:
    notes: list[tuple[object, ...]] = [("Our export",), ("Made by", "Ada"), ("On", "Monday")]
    items: list[tuple[object, ...]] = [("Shop items",), (), HEADER, ("A", "One", moment(3), moment(4))]
    table = read_table(saved(tmp_path, ("Notes", notes), ("Items", items), ("More", items)))
    assert table.headers == HEADER
    assert table.numbers == (4,)
    assert table.assumed == (
        'Read is the sheet "Items"; not Notes, More.',
        "The column names are taken from row 3.",
    )


def test_another_sheet_can_be_wanted_and_one_that_is_not_there_is_not_missed(tmp_path: Path) -> None:
    notes: list[tuple[object, ...]] = [("Say", "What"), ("a", "b")]
    more: list[tuple[object, ...]] = [("ID", "Done"), ("A", dt.date(2025, 1, 2)), ("B", dt.date(2025, 1, 3))]
    first: list[tuple[object, ...]] = [("ID", "Done"), ("X", dt.date(2025, 2, 2))]
    empty: list[tuple[object, ...]] = [("Only one row",)]
    path = saved(tmp_path, ("Notes", notes), ("First", first), ("More", more), ("Empty", empty))
    assert read_table(path).sheets == ("Notes", "First", "More")
    found = [(table.sheet, len(table)) for table in (read_table(path, name) for name in ("", "More", "Gone"))]
    assert found == [("First", 1), ("More", 2), ("First", 1)]
    wanted = read_table(path, "More")
    assert wanted.assumed[0] == 'Read is the sheet "More"; not Notes, First, Empty.'
    mapping = guess_mapping(wanted)
    assert mapping.sheet == "More"
    assert import_history(path, mapping).log.items.names == ("A", "B")


def test_a_sheet_of_an_open_document_can_be_wanted(tmp_path: Path) -> None:
    sheets = [ods_sheet(name, ("ID", "Done"), (name, "2025-01-02")) for name in ("One", "Two")]
    path = archive_of(tmp_path, ods_parts(*sheets), "items.ods")
    assert [read_table(path, name).columns[0] for name in ("", "Two")] == [("One",), ("Two",)]


def test_where_no_sheet_looks_like_items_the_first_with_rows_is_read(tmp_path: Path) -> None:
    empty: list[tuple[object, ...]] = [("Title",)]
    people: list[tuple[object, ...]] = [("Name", "Age"), ("Ada", 36)]
    table = read_table(saved(tmp_path, ("Empty", empty), ("People", people)))
    assert rows(table, "Name", "Age") == [("Ada", "36")]


def test_a_hidden_sheet_is_read_last_and_said(tmp_path: Path) -> None:
    parts = xlsx_parts(
        inline("ID", "Done"),
        inline("A", "2025-01-02"),
        more={
            "xl/workbook.xml": xlsx_parts()["xl/workbook.xml"].replace(
                '<sheet name="Items"', '<sheet name="Open" r:id="r2"/><sheet state="hidden" name="Items"'
            ),
            "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
            '<Relationship Id="r2" Target="/xl/worksheets/none.xml"/></R>',
        },
    )
    assert read_table(archive_of(tmp_path, parts)).assumed == ()
    parts["xl/worksheets/none.xml"] = xlsx_parts()["xl/worksheets/sheet1.xml"]
    assert read_table(archive_of(tmp_path, parts)).assumed == (
        'Read is the sheet "Items", which is hidden; not Open.',
    )


def test_texts_beyond_the_columns_are_said(tmp_path: Path) -> None:
    lines: list[tuple[object, ...]] = [
        ("ID", "Done"),
        *[("A", moment(3))] * 400,
        ("B", moment(4), None, "a note"),
    ]
    table = read_table(saved(tmp_path, ("Items", lines)))
    assert table.headers == ("ID", "Done")
    assert table.assumed == ("Texts to the right of the last column are not read: rows 1.",)


def test_cells_stand_where_they_say_or_one_after_the_other(tmp_path: Path) -> None:
    row = '<row r="7"><c r="C7"><v>3</v></c><c r="A7" t="inlineStr"><is><t>a</t></is></c></row>'
    later = '<row><c r="B8" t="inlineStr"><is><r><t>b</t></r><rPh><t>x</t></rPh>'
    later += "<r><t>_x0041_</t></r></is></c></row>"
    far = '<row r="9"><c r="ZZZ9"><v>1</v></c><c r="AA9"><v>4</v></c></row>'
    table = read_table(archive_of(tmp_path, xlsx_parts(inline("ID", "x", "y"), row, later, far)))
    assert table.numbers == (7, 8, 9)
    assert [row[:3] for row in rows(table)] == [("a", "", "3"), ("", "bA", ""), ("", "", "")]
    assert rows(table)[2][-1] == "4"


def test_shared_texts_and_styles_that_are_not_there_are_nothing(tmp_path: Path) -> None:
    row = '<row><c t="s"><v>5</v></c><c s="9"><v>45815</v></c><c t="s"><v>x</v></c><c><v>y</v></c></row>'
    table = read_table(archive_of(tmp_path, xlsx_parts(inline("ID", "a", "b", "c"), row)))
    assert rows(table) == [("", "45815", "", "y")]


def test_an_open_document_is_read(tmp_path: Path) -> None:
    cells = f"""
        <table:table-cell office:value-type="float" office:value="7"><text:p>7,00</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p>\
<text:p>c<text:tab/>d<text:span>e</text:span><text:line-break/>f</text:p>\
<office:annotation><text:p>no</text:p></office:annotation></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2025-03-03T00:00:00"/>
        <table:table-cell office:value-type="date" office:date-value="2025-03-04T10:30:00"/>
        <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
        <table:table-cell table:formula="of:=1"/>
        {ods_text("#REF!").replace("office:value-type", 'text:value-type="error" office:value-type')}
    """
    again = '<table:table-row table:number-rows-repeated="2">'
    again += ods_text("z").replace(" ", ' table:number-columns-repeated="2" ', 1) + "</table:table-row>"
    rest = '<table:table-row table:number-rows-repeated="1048000">'
    rest += '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    header = ods_sheet("Items", ("ID", "Title", "Started", "Done", "Blocked", "Sum", "Bad"))
    sheet = header.replace(
        "</table:table>", f"<table:table-row>{cells}</table:table-row>{again}{rest}</table:table>"
    )
    table = read_table(archive_of(tmp_path, ods_parts(sheet), "items.ods"))
    assert rows(table)[0] == ("7", "a  b\nc\tde\nf", "2025-03-03", "2025-03-04T10:30:00", "true", "", "")
    assert [row[:3] for row in rows(table)[1:]] == [("z", "z", ""), ("z", "z", "")]
    assert table.numbers == (2, 3, 4)
    assert table.assumed == (
        "Formulas whose result is not in the file, taken as blank: 1 (F2, for one). To have them, open the "
        "workbook in its program and save it.",
        "Cells that show an error, taken as blank: 1 (G2, for one).",
    )


def test_an_open_document_s_sheets_are_told_apart(tmp_path: Path) -> None:
    notes = ods_sheet("Notes", ("Say", "What"), ("a", "b"))
    items = ods_sheet("Items", ("ID", "Done"), ("A", "2025-01-02"))
    table = read_table(archive_of(tmp_path, ods_parts(notes, items, notes.replace("Notes", "Last"))))
    assert rows(table) == [("A", "2025-01-02")]
    assert table.assumed == ('Read is the sheet "Items"; not Notes, Last.',)


def broken(path: Path) -> str:
    with pytest.raises(HistoryFault) as caught:
        read_table(path)
    assert caught.value.hint
    return caught.value.text


def test_a_workbook_without_a_table_is_refused(tmp_path: Path) -> None:
    said = "items.xlsx has no sheet with column names and rows below them."
    assert broken(archive_of(tmp_path, xlsx_parts())) == said
    assert broken(archive_of(tmp_path, xlsx_parts(inline("ID", "Done")))) == said
    assert broken(archive_of(tmp_path, xlsx_parts(inline("1", "2"), inline("3", "4")))) == said
    assert broken(archive_of(tmp_path, ods_parts())) == said


def test_other_archives_and_old_workbooks_are_told_apart(tmp_path: Path) -> None:
    assert broken(archive_of(tmp_path, {"a.csv": "x"})) == "items.xlsx is a zip archive, not a workbook."
    assert broken(archive_of(tmp_path, {"xl/workbook.bin": "x"})) == "items.xlsx is a binary workbook (xlsb)."
    old = b"\xd0\xcf\x11\xe0" + b"\x00" * 2_000_000
    assert broken(file(tmp_path, old, "a.xls")) == "a.xls is an old Excel workbook (xls)."
    locked = old + "EncryptedPackage".encode("utf-16-le")
    assert broken(file(tmp_path, locked, "b.xlsx")) == "b.xlsx is protected with a password."
    manifest = {"META-INF/manifest.xml": "<m><encryption-data/></m>"}
    path = archive_of(tmp_path, ods_parts(more=manifest), "c.ods")
    assert broken(path) == "c.ods is protected with a password."


def test_every_cut_of_a_workbook_is_one_fault(tmp_path: Path) -> None:
    whole = saved(tmp_path, ("Items", [HEADER, ("A", "One", moment(3), moment(4))])).read_bytes()
    for end in range(4, len(whole), len(whole) // 40):
        assert broken(file(tmp_path, whole[:end], "cut.xlsx")).startswith(
            "cut.xlsx is a broken or cut off archive"
        )


def test_a_part_that_lies_about_its_bytes_is_refused(tmp_path: Path) -> None:
    path = archive_of(tmp_path, xlsx_parts(inline("ID", "Done"), inline("A" * 5_000, "2025-01-02")))
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        told = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    assert raw.count(told.to_bytes(4, "little")) == 2  # beside the part, and in the directory
    path.write_bytes(raw.replace(told.to_bytes(4, "little"), (told - 4_000).to_bytes(4, "little")))
    assert broken(path).startswith("items.xlsx is ")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = xlsx_parts(inline("ID", "Done"), inline("A", "2025-01-02"), "<row/>" * 5_000_000)
    assert broken(archive_of(tmp_path, parts)).endswith("times its size: it is no workbook.")
    monkeypatch.setattr(zipped, "MAX_UNPACKED", 1_000_000)
    assert broken(archive_of(tmp_path, parts)) == "items.xlsx unpacks to 30 MB; at most 1 MB are read."


def test_a_directory_of_too_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_DIRECTORY", 100)
    path = archive_of(tmp_path, xlsx_parts(inline("ID", "Done"), inline("A", "2025-01-02")))
    assert broken(path) == "items.xlsx is an archive of too many parts."


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("xl/workbook.xml", "<workbook", "items.xlsx is broken or cut off"),
        (
            "xl/workbook.xml",
            '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
            "items.xlsx declares a document type",
        ),
        ("xl/worksheets/sheet1.xml", "<a>" * 200, "items.xlsx holds a part that is too large or too deep"),
        (
            "xl/worksheets/sheet1.xml",
            '<?xml version="1.0" encoding="x-none"?><a/>',
            "items.xlsx is broken or cut off",
        ),
        (
            "xl/worksheets/sheet1.xml",
            '<s><row r="1048577"><c/></row></s>',
            "items.xlsx has more than 1,048,576 rows.",
        ),
    ],
)
def test_broken_parts_are_said_in_one_sentence(tmp_path: Path, part: str, content: str, said: str) -> None:
    parts = xlsx_parts(inline("ID", "Done"), inline("A", "2025-01-02"), more={part: content})
    assert broken(archive_of(tmp_path, parts)).startswith(said)


def test_an_entity_in_utf_16_is_refused_too(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    path = archive_of(tmp_path, {**xlsx_parts(), "xl/workbook.xml": text.encode("utf-16")})
    assert broken(path).startswith("items.xlsx declares a document type")


def test_rows_and_cells_without_end_are_refused(tmp_path: Path) -> None:
    many = ods_sheet("Items", ("ID", "Done"), ("A", "2025-01-02")).replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="999999999">'
    )
    assert broken(archive_of(tmp_path, ods_parts(many))).startswith("items.xlsx has more than 1,048,576 rows")
    wide = ods_sheet("Items", ("ID", "Done")).replace(
        "<table:table-cell ", '<table:table-cell table:number-columns-repeated="999999999" '
    )
    wide = wide.replace(
        "</table:table>",
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>'
            for t in "ab"
        )
        + "</table:table-row></table:table>",
    )
    assert (
        broken(archive_of(tmp_path, ods_parts(wide)))
        == "items.xlsx has 2,001 columns; at most 2,000 are read."
    )


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"])
def test_a_workbook_is_told_by_its_first_bytes(head: bytes) -> None:
    assert kind_of(head, "x.csv").name == "workbook"
