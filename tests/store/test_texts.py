"""The items' columns of text come back whole, or are refused."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from sim.store.parts import packed_json_part
from sim.store.texts import read_texts

GOOD: dict[str, Any] = {"names": ["a", "b"], "titles": ["A", "é"], "attributes": {"team": ["x", "y"]}}


def test_names_titles_and_attributes_come_back_as_tuples() -> None:
    assert read_texts(packed_json_part(GOOD)) == {
        "names": ("a", "b"),
        "titles": ("A", "é"),
        "attributes": {"team": ("x", "y")},
    }


def test_long_columns_come_back_settled() -> None:
    names = tuple(f"T-{n}" for n in range(70_000))
    states = tuple(("open", "done")[n % 2] for n in range(70_000))
    found = read_texts(packed_json_part({"names": names, "titles": [], "attributes": {"state": states}}))
    assert found == {"names": names, "titles": (), "attributes": {"state": states}}
    assert not gc.is_tracked(found["names"])
    assert not gc.is_tracked(found["attributes"]["state"])


@pytest.mark.parametrize(
    "bad",
    [
        [],
        {},
        {"names": [], "titles": []},
        {**GOOD, "more": []},
        {**GOOD, "attributes": []},
        {**GOOD, "names": "ab"},
        {**GOOD, "names": ["a", 1]},
        {**GOOD, "titles": None},
        {**GOOD, "attributes": {"team": ["x", None]}},
        {**GOOD, "names": [*("a" for _ in range(70_000)), 1]},
    ],
)
def test_what_is_no_table_of_texts_is_refused(bad: object) -> None:
    with pytest.raises(ValueError, match=r"no (list|names|attributes|text)"):
        read_texts(packed_json_part(bad))
