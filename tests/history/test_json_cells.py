"""What stands in a cell for a value of JSON."""

from __future__ import annotations

import pytest

from sim.history.json_cells import cell, document_text, when_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  x ", "x"),
        (True, "true"),
        ([], ""),
        (["a", None, "b"], "a|b"),
        ({"self": "http://x", "displayName": "Ada", "name": "ada1"}, "Ada"),
        ({"id": "3", "key": "A-1"}, "A-1"),
        ({"value": "Europe", "child": {"value": "Spain"}}, "Europe - Spain"),
        ({"votes": "0", "hasVoted": False}, ""),
        ([{"name": "Sprint 1", "state": "closed"}, {"name": "Sprint 2"}], "Sprint 1|Sprint 2"),
        (
            "com.atlassian.greenhopper.service.sprint.Sprint@1f[id=1,state=CLOSED,name=Sprint 1, late,goal=]",
            "Sprint 1, late",
        ),
    ],
)
def test_a_value_is_told_by_its_name(value: object, text: str) -> None:
    assert cell(value) == text


def test_a_list_within_itself_a_thousand_times_is_nothing() -> None:
    value: object = "x"
    for _ in range(900):
        value = [value]
    assert cell(value) == ""


DOCUMENT = {
    "type": "doc",
    "version": "1",
    "content": [
        {"type": "heading", "content": [{"type": "text", "text": "Why"}]},
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "Ask "},
                {"type": "mention", "attrs": {"id": "7", "text": "@Ada"}},
                {"type": "hardBreak"},
                {"type": "emoji", "attrs": {"shortName": ":smile:"}},
            ],
        },
        {
            "type": "bulletList",
            "content": [
                {
                    "type": "listItem",
                    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "one"}]}],
                },
            ],
        },
        {"type": "inlineCard", "attrs": {"url": "https://example.org"}},
    ],
}


def test_a_document_is_told_as_text_a_line_a_block() -> None:
    assert cell(DOCUMENT) == "Why\nAsk @Ada\n:smile:\none\nhttps://example.org"
    assert document_text("no document") == ""


def test_milliseconds_become_a_date_and_texts_stay() -> None:
    assert when_of("1717749568123") == "2024-06-07T08:39:28.123Z"
    assert when_of("2024-06-07T08:39:28.123+0200") == "2024-06-07T08:39:28.123+0200"
    assert when_of(None) == ""
