"""Every shape of separated text: encodings, ends, separators, quotes, headers, lists, dates, ids."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sim.history import SetAside, guess_mapping, import_history, read_table
from tests.history.files import file, imported, read, story, table
from tests.history.rows import TWO_ISSUES

TWO = ["2025-06-03 é1 entered In progress", "2025-06-05 é1 done"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_encoding_line_end_and_separator(tmp_path: Path, codec: str, end: str, separator: str) -> None:
    lines = ["ID,Title,Started,Done", "é1,One,2025-06-03,2025-06-05", ""]
    text = end.join(line.replace(",", separator) for line in lines)
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    assert story(imported(tmp_path, marks.get(codec, b"") + text.encode(codec)).log) == TWO


def test_quotes_hold_line_ends_separators_and_quotes(tmp_path: Path) -> None:
    text = 'ID,Title,Started,Done\r\né1,"a ""b"",\r\nc;\td",2025-06-03,"2025-06-05"\r\n'
    log = imported(tmp_path, text).log
    assert log.items.titles == ('a "b",\r\nc;\td',)
    assert story(log) == TWO


def test_headers_that_are_empty_or_stand_twice_get_names(tmp_path: Path) -> None:
    made = read(tmp_path, "ID,Done,,Sprint,Sprint,Sprint,\n1,2025-06-05,x,S1,S2,,y\n")
    assert made.headers == ("ID", "Done", "Column 3", "Sprint", "Sprint (2)", "Sprint (3)", "Column 7")
    log = imported(tmp_path, "ID,Done,,Sprint,Sprint\n1,2025-06-05,x,S1,S2\n").log
    assert log.items.attributes["Sprint (2)"] == ("S2",)


@pytest.mark.parametrize("tags", ["a|b", '"a, b"', "[a;b]", "a; b", "\"['a', 'b']\""])
def test_a_list_of_tags_stays_one_text(tmp_path: Path, tags: str) -> None:
    log, report = imported(tmp_path, f"ID,Tags,Done\n1,{tags},2025-06-05\n")
    assert log.items.attributes["tags"] == (tags.strip('"'),)
    assert report.used == 1


NOON = dt.datetime(2025, 6, 17, 12, 5, 9)  # noqa: DTZ001 - as a tracker writes it
FORMS = [
    ("%Y-%m-%d %H:%M:%S", "12:05"),
    ("%Y-%m-%dT%H:%M:%S.123456Z", "12:05"),
    ("%Y-%m-%dT%H:%M:%S.123+02:00", "10:05"),
    ("%Y-%m-%dT%H:%M:%S-0530", "17:35"),
    ("%Y-%m-%d", ""),
    ("%d.%m.%Y", ""),
    ("%d.%m.%Y %H:%M", "12:05"),
    ("%d/%m/%Y", ""),
    ("%d/%m/%Y %H:%M", "12:05"),
    ("%m/%d/%Y %I:%M:%S %p", "12:05"),
    ("%m/%d/%Y", ""),
    ("%d-%b-%y", ""),
    ("%d/%b/%y %I:%M %p", "12:05"),
    ("%d %B %Y", ""),
    ("%a, %d %b %Y %H:%M:%S GMT", "12:05"),
]


@pytest.mark.parametrize(("form", "clock"), FORMS)
def test_any_form_of_date_is_told_from_the_file_alone(tmp_path: Path, form: str, clock: str) -> None:
    days = [NOON, NOON + dt.timedelta(days=1), NOON + dt.timedelta(days=20)]
    lines = [f'{n},"{day.strftime(form)}"' for n, day in enumerate(days)]
    log, report = imported(tmp_path, "\n".join(["ID,Done", *lines]))
    assert story(log) == [
        f"{day:%Y-%m-%d}{' ' if clock else ''}{clock} {n} done" for n, day in enumerate(days)
    ]
    assert report.ambiguous == ()


JIRA_DATES = {
    "German": ("07/Mär/25 2:59 PM", "09/Mai/25 9:05 AM", "01/Dez/25 12:00 PM"),
    "French": ("07/mars/25 2:59 PM", "09/mai/25 9:05 AM", "01/déc./25 12:00 PM"),
    "Spanish": ("07/mar/25 2:59 p. m.", "09/may/25 9:05 a. m.", "01/dic/25 12:00 p. m."),
    "Portuguese": ("07/mar/25 14:59", "09/mai/25 9:05", "01/dez/25 12:00"),
    "Italian": ("07/mar/25 2:59 PM", "09/mag/25 9:05 AM", "01/dic/25 12:00 PM"),
    "Dutch": ("07/mrt/25 2:59 PM", "09/mei/25 9:05 AM", "01/dec/25 12:00 PM"),
    "Polish": ("07/mar/25 2:59 PM", "09/maj/25 9:05 AM", "01/gru/25 12:00 PM"),
}


@pytest.mark.parametrize("language", JIRA_DATES)
def test_dates_of_jira_in_other_languages(tmp_path: Path, language: str) -> None:
    lines = [f"J-{n},{text}" for n, text in enumerate(JIRA_DATES[language])]
    log = imported(tmp_path, "\n".join(["Issue key,Resolved", *lines])).log
    assert story(log) == [
        "2025-03-07 14:59 J-0 done",
        "2025-05-09 09:05 J-1 done",
        "2025-12-01 12:00 J-2 done",
    ]


def test_a_spreadsheet_s_numbers_are_dates_where_the_column_says_so(tmp_path: Path) -> None:
    log = imported(tmp_path, "ID,Started,Done\n45800,45811,45813.5\n45801,45812,\n").log
    assert story(log) == [
        "2025-06-03 45800 entered In progress",
        "2025-06-04 45801 entered In progress",
        "2025-06-05 12:00 45800 done",
    ]


def test_a_spreadsheet_s_numbers_are_dates_of_stages_too() -> None:
    mapping = guess_mapping(
        table("Key,Points,Ready,Build,Done", "A,45900,45811,45812,45813", "B,45800,45811,45812,")
    )
    assert [stage.column for stage in mapping.stages] == ["Ready", "Build"]


def test_numbers_of_five_digits_are_no_dates_elsewhere() -> None:
    mapping = guess_mapping(
        table("ID,Issue id,Cost,Done", "1,45811,45812,2025-01-02", "2,45812,45900,2025-01-03")
    )
    assert mapping.layout == "items"
    assert mapping.columns == {"id": "ID", "done": "Done"}


JIRA_HEADERS = [
    "Summary", "Issue key", "Issue id", "Issue Type", "Status", "Project key", "Project name", "Priority",
    "Resolution", "Assignee", "Reporter", "Creator", "Created", "Updated", "Last Viewed", "Resolved",
    "Due date", *["Labels"] * 4, *["Sprint"] * 6, "Description", *["Comment"] * 12, *["Watchers"] * 5,
    *[f"Custom field (Field {n})" for n in range(38)], "Custom field (Story Points)", "Parent",
    "Parent summary", "Status Category", "Status Category Changed", "Custom field (Flagged)",
]  # fmt: skip


def jira_row(number: int, **cells: str) -> str:
    told = {
        "Summary": f"Item {number}",
        "Issue key": f"SHOP-{number}",
        "Issue id": str(45_000 + number),
        "Issue Type": "Story",
        "Status": "To Do",
        "Created": f"0{number}/Jun/25 9:00 AM",
        "Updated": "20/Jun/25 9:00 AM",
        "Status Category Changed": "20/Jun/25 9:00 AM",
        "Sprint": "Sprint 1",
        "Description": 'First line\nsecond, with ""quotes""\n\n* a; b',
        "Comment": "05/Jun/25 9:00 AM;5b10;looks\ngood",
    } | cells
    return ",".join(f'"{told.get(header, "")}"' for header in JIRA_HEADERS)


def test_a_jira_export_of_ninety_columns(tmp_path: Path) -> None:
    assert len(JIRA_HEADERS) >= 88
    rows = [
        jira_row(1, Status="Done", Resolved="11/Jun/25 4:00 PM", Parent="SHOP-9"),
        jira_row(2, Status="In Progress"),
        jira_row(3, **{"Issue Type": "Bug", "Status": "Done", "Resolved": "12/Jun/25 8:30 AM"}),
    ]
    log, report = imported(tmp_path, "\r\n".join([",".join(JIRA_HEADERS), *rows]))
    assert story(log) == [
        "2025-06-01 09:00 SHOP-1 arrived",
        "2025-06-01 09:00 SHOP-1 entered In progress",
        "2025-06-02 09:00 SHOP-2 arrived",
        "2025-06-02 09:00 SHOP-2 entered In progress",
        "2025-06-03 09:00 SHOP-3 arrived",
        "2025-06-03 09:00 SHOP-3 entered In progress",
        "2025-06-11 16:00 SHOP-1 done",
        "2025-06-12 08:30 SHOP-3 done",
    ]
    assert log.items.attributes["parent"] == ("SHOP-9", "", "")
    assert log.items.attributes["Comment (12)"][0] == "05/Jun/25 9:00 AM;5b10;looks\ngood"
    assert report.set_aside == ()
    assert 'The header "Comment" occurs 12 times; the second is called "Comment (2)".' in report.assumed


AZURE = """\
ID,Work Item Type,Title,Assigned To,State,Board Column,Tags,Created Date,Activated Date,Closed Date,Parent,\
Iteration Path
101,User Story,Pay by card,Ada <ada@example.org>,Closed,Done,web; money,5/6/2025 8:04:10 AM,\
5/7/2025 9:00:00 AM,5/16/2025 5:00:00 PM,99,Shop\\Sprint 1
102,Bug,Total is wrong,,Active,Testing,,5/8/2025 8:00:00 AM,5/9/2025 8:00:00 AM,,99,Shop\\Sprint 1
103,Task,Old idea,,Removed,,later,5/8/2025 8:00:00 AM,,5/9/2025 8:00:00 AM,,Shop
99,Feature,Checkout,,New,New,,5/1/2025 8:00:00 AM,,,,Shop
"""


def test_an_azure_devops_query(tmp_path: Path) -> None:
    log, report = imported(tmp_path, AZURE.encode("utf-8-sig"))
    assert story(log) == [
        "2025-05-01 08:00 99 arrived",
        "2025-05-06 08:04 101 arrived",
        "2025-05-07 09:00 101 entered In progress",
        "2025-05-08 08:00 102 arrived",
        "2025-05-09 08:00 102 entered In progress",
        "2025-05-16 17:00 101 done",
    ]
    assert log.items.attributes["tags"] == ("web; money", "", "")
    assert log.items.attributes["parent"] == ("99", "99", "")
    assert log.items.attributes["state"] == ("Closed", "Active", "New")
    assert log.items.attributes["Board Column"] == ("Done", "Testing", "New")
    assert [(one.row, one.reason) for one in report.set_aside] == [(4, "cancelled: left out")]
    assert report.date_order == "month first"
    assert report.contradictions == ()


GITHUB = """\
Repository,Number,Title,State,State reason,Labels,Created at,Closed at,URL
acme/shop,12,Crash,closed,completed,"bug, ui",2025-01-01T10:00:00Z,2025-01-03T11:30:00Z,https://example.org/12
acme/shop,13,Theme,open,,enhancement,2025-01-02T09:00:00Z,,https://example.org/13
"""


def test_a_github_list_as_csv(tmp_path: Path) -> None:
    log, _ = imported(tmp_path, GITHUB)
    assert story(log) == TWO_ISSUES
    assert log.items.attributes["tags"] == ("bug, ui", "enhancement")


def test_blank_starts_and_ends_and_ends_before_starts_and_the_same_day(tmp_path: Path) -> None:
    lines = ["A,,5.6.2025", "B,3.6.2025,", "C,5.6.2025,3.6.2025", "D,13.6.2025 10:00,13.6.2025", "E,,"]
    log, report = imported(tmp_path, "\n".join(["ID;Started;Done", *lines]).replace(",", ";"))
    assert story(log) == [
        "2025-06-03 B entered In progress",
        "2025-06-03 C done",
        "2025-06-05 A done",
        "2025-06-13 10:00 D entered In progress",
        "2025-06-13 10:00 D done",
    ]
    assert [(one.row, one.reason) for one in report.in_part] == [
        (4, "done on 2025-06-03, before its start: that date is left out"),
        (6, "not started: no dates"),
    ]


def test_clocks_that_change_within_an_item_s_life(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "ID,Started,Done\nA,2025-03-29 12:00,2025-03-31 12:00\n"
        "B,2025-03-29T12:00+01:00,2025-03-31T12:00+02:00\n",
    )
    mapping = guess_mapping(read_table(path)).model_copy(update={"zone": "Europe/Amsterdam"})
    log = import_history(path, mapping).log
    assert log.time.tolist()[:2] == [log.time[0]] * 2
    assert (log.time[-1] - log.time[0]) * 24 == pytest.approx(47)


def test_ids_that_are_missing_or_repeated(tmp_path: Path) -> None:
    log, report = imported(tmp_path, "ID,Done\nA,2025-06-13\n,2025-06-14\nA,2025-06-15\n")
    assert log.items.names == ("A", "row 3")
    assert report.set_aside == (SetAside(row=4, value="A", reason="the id already stands in row 2"),)


def test_ids_that_repeat_from_project_to_project(tmp_path: Path) -> None:
    lines = [
        "1,Shop,2025-06-13",
        "2,Shop,2025-06-14",
        "1,Till,2025-06-15",
        "2,Till,2025-06-16",
        "2,Till,2025-06-17",
    ]
    log, report = imported(tmp_path, "\n".join(["Number,Project,Done", *lines]))
    assert log.items.names == ("Shop#1", "Shop#2", "Till#1", "Till#2")
    assert log.items.attributes["Project"] == ("Shop", "Shop", "Till", "Till")
    assert report.set_aside == (SetAside(row=6, value="Till#2", reason="the id already stands in row 5"),)
    assert "Number repeats from one Project to the next: an id is both together." in report.assumed


def test_a_project_that_tells_no_ids_apart_is_no_part_of_them(tmp_path: Path) -> None:
    log, report = imported(
        tmp_path, "ID,Project,Done\n1,Shop,2025-06-13\n1,Shop,2025-06-14\n2,Till,2025-06-15\n"
    )
    assert log.items.names == ("1", "2")
    assert len(report.set_aside) == 1
