"""Which JSON is read as what, and what is said of the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.errors import HistoryFault
from sim.history import SetAside, read_table
from sim.history.kinds import kind_of
from tests.history.files import file
from tests.history.rows import read_json_of, rows


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b'{"issues": [', "x", "JSON"),
        (b"\xef\xbb\xbf \n[ {", "x.txt", "JSON"),
        ('[{"a": 1}]'.encode("utf-16"), "x", "JSON"),
        (b"[", "x", "JSON"),
        (b"ID,Done", "x.json", "JSON"),
        (b"[a;b],c", "x.csv", "separated text"),
        (b"{a},{b}", "x.csv", "separated text"),
        (b"", "x.json", "separated text"),
    ],
)
def test_json_is_told_by_its_beginning_or_its_name(head: bytes, name: str, kind: str) -> None:
    assert kind_of(head, name).name == kind


def test_any_list_of_objects_is_a_table(tmp_path: Path) -> None:
    table = read_json_of(
        tmp_path,
        [
            {"iid": 3, "title": "One", "closed_at": None, "labels": ["a", "b"], "author": {"name": "Ada"}},
            {"iid": 4, "title": "Two", "closed_at": "2025-01-02", "weight": 5},
            [],
            {"iid": None},
        ],
    )
    assert table.headers == ("iid", "title", "labels", "author", "closed_at", "weight")
    assert rows(table) == [("3", "One", "a|b", "Ada", "", ""), ("4", "Two", "", "", "2025-01-02", "5")]
    assert table.numbers == (1, 2)
    assert table.set_aside == (SetAside(row=3, value="", reason="is no object with texts"),)


def test_work_items_of_azure_devops_lose_what_stands_before_their_names(tmp_path: Path) -> None:
    fields = {"System.WorkItemType": "Bug", "System.CreatedDate": "2025-01-01", "Custom.Team": "Red"}
    fields["Microsoft.VSTS.Common.ClosedDate"] = "2025-01-03"
    table = read_json_of(tmp_path, {"count": 1, "value": [{"id": 1, "rev": 4, "fields": fields}]})
    assert table.headers == ("id", "rev", "WorkItemType", "CreatedDate", "Custom.Team", "ClosedDate")
    assert rows(table) == [("1", "4", "Bug", "2025-01-01", "Red", "2025-01-03")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[]", "x.json is JSON, but holds no items."),
        ("{}", "x.json is JSON, but holds no items."),
        (" ", "x.json is JSON, but holds no items."),
        ('{"issues": []}', "x.json is JSON, but holds no items."),
        ('{"format": "headrace.stream/1", "name": "x"}', "x.json is a stream, not a history."),
        (
            '{"format": "board/1", "name": "x"}',
            'x.json is JSON, but no list of items: it holds an object with "format", "name".',
        ),
        ("[1, 2]", 'x.json is JSON, but no list of items: it holds a list whose first entry is "1".'),
        ("[[1]]", 'x.json is JSON, but no list of items: it holds a list whose first entry is "1".'),
        (
            '{"items": [[2]]}',
            'x.json is JSON, but no list of items: it holds a list "items" whose first entry is a list.',
        ),
        ('[{"number": "", "title": "", "state": ""}]', "x.json holds no items (no entry has a text)."),
        ("null", "x.json is JSON, but no list of items: it holds a list whose first entry is nothing."),
        ("ID,Done\n1,2025-01-01\n", "x.json is no JSON, line 1: Expecting value."),
    ],
)
def test_json_of_another_shape_is_refused_with_what_it_holds(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(HistoryFault) as caught:
        read_table(file(tmp_path, content, "x.json"))
    assert caught.value.text == said
    assert caught.value.hint


def test_the_encoding_and_the_bytes_are_told(tmp_path: Path) -> None:
    text = json.dumps([{"id": "é", "title": "x"}], ensure_ascii=False)
    plain = read_table(file(tmp_path, text, "a.json"))
    wide = read_table(file(tmp_path, text.encode("utf-16"), "b.json"))
    assert plain.columns == wide.columns == (("é",), ("x",))
    assert (plain.encoding, wide.encoding, plain.separator) == ("UTF-8", "UTF-16", "")
    assert plain.fingerprint != wide.fingerprint


def test_names_that_stand_twice_are_said(tmp_path: Path) -> None:
    table = read_table(file(tmp_path, '[{"id": 1, "title": "a", "title": "b"}]', "x.json"))
    assert table.column("title") == ("b",)
    assert table.assumed == ('Names that stand twice in one object, where the last one counts: "title".',)


def test_halves_of_characters_and_zeros_are_taken_out(tmp_path: Path) -> None:
    table = read_table(
        file(tmp_path, r'[{"id": "\ud83d", "title": "a\u0000b"}, {"id": "2", "title": "c"}]', "x.json")
    )
    assert rows(table) == [("?", "ab"), ("2", "c")]
