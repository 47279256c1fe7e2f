"""Issues of GitHub in JSON, from its interface and from its command line."""

from __future__ import annotations

from pathlib import Path

from sim.history import SetAside, import_history
from tests.history.files import story
from tests.history.rows import read_json_of, rows

API = "https://api.github.com/repos/acme/shop"
REST = [
    {
        "url": f"{API}/issues/12",
        "repository_url": API,
        "html_url": "https://github.com/acme/shop/issues/12",
        "id": 991,
        "node_id": "I_x",
        "number": 12,
        "title": "Crash on start",
        "user": {"login": "ada", "id": 1},
        "labels": [{"id": 1, "name": "bug", "color": "d73a4a"}, {"id": 2, "name": "ui"}],
        "state": "closed",
        "state_reason": "completed",
        "assignee": {"login": "bob"},
        "assignees": [{"login": "bob"}],
        "milestone": {"title": "1.0", "number": 1},
        "comments": 3,
        "created_at": "2025-01-01T10:00:00Z",
        "updated_at": "2025-01-04T10:00:00Z",
        "closed_at": "2025-01-03T11:30:00Z",
        "body": "It crashes.",
        "reactions": {"total_count": 0},
    },
    {
        "repository_url": API,
        "number": 13,
        "title": "Never mind",
        "labels": [],
        "state": "closed",
        "state_reason": "not_planned",
        "created_at": "2025-01-01T12:00:00Z",
        "closed_at": "2025-01-02T12:00:00Z",
    },
    {
        "repository_url": API,
        "number": 14,
        "title": "Mend the crash",
        "labels": ["bug"],
        "state": "closed",
        "pull_request": {"url": f"{API}/pulls/14", "merged_at": "2025-01-03T11:00:00Z"},
        "created_at": "2025-01-02T10:00:00Z",
        "closed_at": "2025-01-03T11:00:00Z",
    },
    {
        "repository_url": API,
        "number": 15,
        "title": "Another way",
        "state": "closed",
        "pull_request": {"url": f"{API}/pulls/15", "merged_at": None},
        "created_at": "2025-01-02T10:00:00Z",
        "closed_at": "2025-01-03T11:00:00Z",
    },
]


def test_the_interface_s_list_is_read(tmp_path: Path) -> None:
    table = read_json_of(tmp_path, REST)
    assert rows(table, "id", "title", "type", "state", "created", "closed", "tags") == [
        ("12", "Crash on start", "bug", "closed", "2025-01-01T10:00:00Z", "2025-01-03T11:30:00Z", "bug|ui"),
        ("13", "Never mind", "", "not planned", "2025-01-01T12:00:00Z", "2025-01-02T12:00:00Z", ""),
        (
            "14",
            "Mend the crash",
            "Pull request",
            "merged",
            "2025-01-02T10:00:00Z",
            "2025-01-03T11:00:00Z",
            "bug",
        ),
        (
            "15",
            "Another way",
            "Pull request",
            "not merged",
            "2025-01-02T10:00:00Z",
            "2025-01-03T11:00:00Z",
            "",
        ),
    ]
    assert table.column("author")[0] == "ada"
    assert table.column("milestone")[0] == "1.0"
    assert table.column("url")[0] == "https://github.com/acme/shop/issues/12"
    assert table.assumed == (
        "The type of an item is told by its labels: bug (1); on none: 1.",
        'Entries that are pull requests, and of the type "Pull request": 2 of 4.',
    )
    assert table.changes is None


def test_it_becomes_a_history_without_what_was_not_planned(tmp_path: Path) -> None:
    read_json_of(tmp_path, REST)
    log, report = import_history(tmp_path / "items.json")
    assert story(log) == [
        "2025-01-01 10:00 12 arrived",
        "2025-01-01 10:00 12 entered In progress",
        "2025-01-02 10:00 14 arrived",
        "2025-01-02 10:00 14 entered In progress",
        "2025-01-03 11:00 14 done",
        "2025-01-03 11:30 12 done",
    ]
    assert [item_type.name for item_type in log.types] == ["Defect", "Pull request"]
    assert report.set_aside == (
        SetAside(row=2, value="not planned", reason="cancelled: left out"),
        SetAside(row=4, value="not merged", reason="cancelled: left out"),
    )
    assert report.contradictions == ()


def test_the_command_line_s_list_is_read(tmp_path: Path) -> None:
    issues = [
        {
            "number": 7,
            "title": "Dark theme",
            "state": "CLOSED",
            "stateReason": "NOT_PLANNED",
            "createdAt": "2025-01-01T10:00:00Z",
            "closedAt": "2025-01-02T10:00:00Z",
            "labels": [{"name": "enhancement"}],
            "author": {"login": "ada"},
            "url": "https://github.com/acme/shop/issues/7",
        },
        {
            "number": 8,
            "title": "Open",
            "state": "OPEN",
            "stateReason": "",
            "createdAt": "2025-01-03T10:00:00Z",
        },
        {"number": 9, "title": "Merge", "state": "MERGED", "mergedAt": "2025-01-03T10:00:00Z"},
        {"number": 10, "title": "No", "state": "CLOSED", "mergedAt": None},
    ]
    table = read_json_of(tmp_path, issues)
    assert rows(table, "id", "type", "state", "created", "closed") == [
        ("7", "enhancement", "not planned", "2025-01-01T10:00:00Z", "2025-01-02T10:00:00Z"),
        ("8", "", "open", "2025-01-03T10:00:00Z", ""),
        ("9", "Pull request", "merged", "", ""),
        ("10", "Pull request", "not merged", "", ""),
    ]


def test_several_repositories_have_ids_of_their_own(tmp_path: Path) -> None:
    issues = [
        {"number": 1, "title": "a", "state": "open", "repository": {"nameWithOwner": "acme/shop"}},
        {"number": 1, "title": "b", "state": "open", "html_url": "https://github.com/acme/till/issues/1"},
        {"number": 1, "title": "b again", "state": "open", "repository_url": "https://x/repos/acme/till"},
    ]
    table = read_json_of(tmp_path, {"total_count": 3, "items": issues})
    assert table.column("id") == ("acme/shop#1", "acme/till#1")
    assert table.set_aside == (SetAside(row=3, value="1", reason="the id already stands in entry 2"),)
    assert table.assumed == ("The file holds several repositories: each id begins with its repository.",)


def test_an_issue_s_own_type_goes_before_its_labels(tmp_path: Path) -> None:
    issue = {"number": 1, "title": "a", "state": "open", "type": {"name": "Feature"}, "labels": ["bug"]}
    assert read_json_of(tmp_path, [issue, 5]).column("type") == ("Feature",)
