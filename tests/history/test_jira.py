"""Issues of Jira's interface, versions 2 and 3, with their changelogs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.history import SetAside
from tests.history.rows import changes_of, read_json_of, rows


def issue(key: str, status: str = "To Do", log: object = None, **fields: Any) -> dict[str, object]:
    made: dict[str, object] = {"key": key, "fields": {"status": {"name": status}, **fields}}
    return made if log is None else made | {"changelog": log}


def step(
    when: str, before: str | None, after: str | None, name: str = "status", **more: str
) -> dict[str, object]:
    return {"created": when, "items": [{"field": name, "fromString": before, "toString": after, **more}]}


def log(*steps: dict[str, object], **more: object) -> dict[str, object]:
    return {"histories": list(steps), **more}


CREATED = "2025-03-03T09:00:00.000+0100"
FIRST, SECOND = "2025-03-04T09:00:00.000+0100", "2025-03-05T09:00:00.000+0100"


def test_an_issue_becomes_a_row_with_the_fields_by_their_names(tmp_path: Path) -> None:
    fields: dict[str, Any] = {
        "summary": "Pay by card",
        "issuetype": {"name": "Story"},
        "created": CREATED,
        "resolutiondate": None,
        "labels": ["web", "money"],
        "parent": {"id": "9", "key": "SHOP-1", "fields": {"summary": "Checkout"}},
        "assignee": {"displayName": "Ada", "accountId": "5b"},
        "customfield_10016": 5.0,
        "customfield_10020": [{"id": 1, "name": "Sprint 1"}, {"id": 2, "name": "Sprint 2"}],
        "customfield_10099": None,
        "comment": {"comments": [], "total": 0},
        "worklog": {"name": "x"},
    }
    names = {"customfield_10016": "Story Points", "customfield_10020": "Sprint", "summary": "Zusammenfassung"}
    table = read_json_of(tmp_path, {"names": names, "issues": [issue("SHOP-7", **fields)]})
    assert dict(zip(table.headers, rows(table)[0], strict=True)) == {
        "id": "SHOP-7",
        "title": "Pay by card",
        "type": "Story",
        "state": "To Do",
        "created": CREATED,
        "parent": "SHOP-1",
        "tags": "web|money",
        "assignee": "Ada",
        "Story Points": "5.0",
        "Sprint": "Sprint 1|Sprint 2",
    }
    assert table.numbers == (1,)
    assert table.changes is None
    assert table.assumed == (
        "Issues without a changelog: 1 of 1; of these only creation and resolution are known. Jira gives "
        "changelogs where it is asked with expand=changelog.",
        "Not read: worklog.",
    )


def test_the_first_state_is_the_one_that_the_first_change_left(tmp_path: Path) -> None:
    steps = (
        step(SECOND, "Doing", "Done"),
        step(FIRST, "To Do", "Doing"),
    )  # the newest first, as in the cloud
    moved = issue("A-1", "Done", log(*steps), created=CREATED)
    still = issue("A-2", "Waiting", log(), created=CREATED)
    table = read_json_of(tmp_path, {"issues": [moved, still]})
    assert changes_of(table) == [
        f"1 A-1 status: - > To Do {CREATED}",
        f"1 A-1 status: To Do > Doing {FIRST}",
        f"1 A-1 status: Doing > Done {SECOND}",
        f"2 A-2 status: - > Waiting {CREATED}",
    ]
    assert table.assumed == ()


def test_changes_of_one_moment_stay_in_the_order_of_the_file(tmp_path: Path) -> None:
    oldest_first = log(step(FIRST, "a", "b"), step(FIRST, "b", "c"), step(SECOND, "c", "d"))
    newest_first = log(step(SECOND, "c", "d"), step(FIRST, "b", "c"), step(FIRST, "a", "b"))
    table = read_json_of(tmp_path, {"issues": [issue("A", "d", oldest_first), issue("B", "d", newest_first)]})
    for item in "AB":
        assert [change.split()[3:6] for change in changes_of(table, item)] == [
            ["a", ">", "b"],
            ["b", ">", "c"],
            ["c", ">", "d"],
        ]


def test_flags_are_told_by_the_field_whatever_it_is_called(tmp_path: Path) -> None:
    history = log(
        step(FIRST, None, "Impediment", "Flagged"),
        step(SECOND, "Impediment", "", "Flagged"),
        step(SECOND, "", "Hindernis", "Hindernis", fieldId="customfield_10021"),
        step(SECOND, "", "waits", "Stop", fieldId="customfield_10022"),
        step(SECOND, "", "High", "priority"),
        step(SECOND, "", "Red", "status", fieldId="customfield_10077"),
    )
    page = {"issues": [issue("A-1", log=history)], "names": {"customfield_10022": "Flagged"}}
    assert changes_of(read_json_of(tmp_path, [page])) == [
        f"1 A-1 flag: - > Impediment {FIRST}",
        f"1 A-1 flag: Impediment > - {SECOND}",
        f"1 A-1 flag: - > Hindernis {SECOND}",
        f"1 A-1 flag: - > waits {SECOND}",
    ]


def test_version_3_has_documents_values_and_milliseconds(tmp_path: Path) -> None:
    text = {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Why"}]}],
    }
    values = {"values": [step("1741075200000", "To Do", "Doing")], "isLast": True}
    table = read_json_of(
        tmp_path,
        {
            "issues": [issue("A-1", "Doing", values, description=text, created="1740988800000")],
            "isLast": True,
        },
    )
    assert rows(table, "id", "created", "description") == [("A-1", "2025-03-03T08:00:00.000Z", "Why")]
    assert changes_of(table) == [
        "1 A-1 status: - > To Do 2025-03-03T08:00:00.000Z",
        "1 A-1 status: To Do > Doing 2025-03-04T08:00:00.000Z",
    ]


def test_changelogs_and_pages_that_are_cut_off_are_said(tmp_path: Path) -> None:
    cut = issue("A-1", "Done", log(step(SECOND, "Doing", "Done"), total=120))
    more = issue("A-2", "Done", {"values": [step(SECOND, "Doing", "Done")], "isLast": False})
    whole = issue("A-3", "Done", log(step(SECOND, "Doing", "Done"), total=1))
    table = read_json_of(tmp_path, {"total": 230, "issues": [cut, more, whole]})
    assert table.assumed == (
        "Issues whose changelog was cut off, so that changes are missing: 2 (A-1: 1 of 120, A-2: 1 of more).",
        "The file holds 3 of 230 issues: further pages are missing.",
    )
    paged = read_json_of(tmp_path, {"issues": [whole], "nextPageToken": "abc"})
    assert paged.assumed == ("The file holds 1 of more issues: further pages are missing.",)


def test_pages_in_a_list_or_one_after_the_other_are_one_table(tmp_path: Path) -> None:
    pages = [
        {"startAt": 0, "total": 3, "issues": [issue("A-1"), issue("A-2")]},
        {"startAt": 2, "total": 3, "issues": [issue("A-2"), issue("A-3"), 5]},
    ]
    table = read_json_of(tmp_path, pages)
    assert table.column("id") == ("A-1", "A-2", "A-3")
    assert table.numbers == (1, 2, 4)
    assert table.set_aside == (
        SetAside(row=3, value="A-2", reason="the id already stands in entry 2"),
        SetAside(row=5, value="5", reason="is no issue"),
    )
    assert not any("missing" in said for said in table.assumed)


def test_a_resolution_that_means_cancelled_is_the_state(tmp_path: Path) -> None:
    refusal = {"resolution": {"name": "Won't Do"}, "created": CREATED, "resolutiondate": SECOND}
    flagged_later = log(step(FIRST, "To Do", "Done"), step(SECOND, "", "Impediment", "Flagged"))
    moved = issue("A-1", "Done", flagged_later, **refusal)
    done = issue("A-2", "Done", log(), resolution={"name": "Done"}, created=CREATED)
    still = issue("A-3", "Done", log(), **refusal)
    undated = issue("A-4", "Done", log(), **{**refusal, "resolutiondate": None})
    table = read_json_of(tmp_path, {"issues": [moved, done, still, undated]})
    assert table.column("state") == ("Won't Do", "Done", "Won't Do", "Won't Do")
    assert changes_of(table) == [
        f"1 A-1 status: - > To Do {CREATED}",
        f"1 A-1 status: To Do > Won't Do {FIRST}",
        f"1 A-1 flag: - > Impediment {SECOND}",
        f"2 A-2 status: - > Done {CREATED}",
        f"3 A-3 status: - > Done {CREATED}",
        f"3 A-3 status: Done > Won't Do {SECOND}",
        f"4 A-4 status: - > Done {CREATED}",
    ]
    assert table.assumed == ("Where the resolution says so, it is taken as the state: Won't Do (3).",)


def test_a_single_issue_and_issues_without_keys_are_read(tmp_path: Path) -> None:
    assert read_json_of(tmp_path, issue("A-1")).column("id") == ("A-1",)
    nameless = [{"id": "10001", "fields": {"summary": "x"}}, {"id": None, "fields": {"summary": "y"}}]
    assert read_json_of(tmp_path, nameless).column("id") == ("10001", "row 2")


def test_what_is_strange_within_an_issue_is_passed_over(tmp_path: Path) -> None:
    strange: list[object] = [
        "x",
        {"histories": "x"},
        {"histories": [1, {"items": 2}, {"items": [3, {"field": None}]}]},
        {"histories": [{"items": [{"field": "status"}]}]},
    ]
    issues = [issue(f"A-{n}", log=held, summary={"a": [1]}) for n, held in enumerate(strange)]
    table = read_json_of(tmp_path, {"issues": issues})
    assert len(table) == 4
    assert changes_of(table) == ["4 A-3 status: - > - "]
