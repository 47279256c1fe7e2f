"""Rows whose cells have names, and the changes of state beside them."""

from __future__ import annotations

import pytest

from sim.errors import HistoryFault
from sim.history import json_rows as room
from sim.history.json_rows import FLAG, STATUS, Born, Changes, NamedRows, table_of
from tests.history.rows import rows


def test_a_column_begins_with_the_first_row_that_has_it() -> None:
    made = NamedRows("x.json")
    for number, cells in enumerate(({"a": "1"}, {"b": "2", "c": ""}, {}, {"a": "3"}), start=1):
        made.add(number, cells)
    table = table_of(made, ("b",), said=["Said."], names={"b": "Bee"})
    assert table.headers == ("Bee", "a")
    assert rows(table) == [("", "1"), ("2", ""), ("", ""), ("", "3")]
    assert table.assumed == ("Said.",)


def test_a_table_that_grows_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_CELLS", 4)
    made = NamedRows("x.json")
    made.add(1, {"a": "1", "b": "2"})
    made.add(2, {"a": "1"})
    with pytest.raises(HistoryFault, match="more than 2,000 columns or 4 cells"):
        made.add(3, {"a": "1"})


def test_changes_are_ordered_by_time_whatever_the_order_of_the_file() -> None:
    changes = Changes()
    for when, before, after in (("2025-01-03", "b", "c"), ("2025-01-02", "x", "b"), ("2025-01-02", "a", "x")):
        changes.add("A", STATUS, before=before, after=after, when=when)
    changes.add("A", FLAG, before="", after="!", when="soon")
    table = changes.table("x.json", [Born(7, "A", "2025-01-01", "c"), Born(8, "B", "", "z")])
    assert table.numbers == (7, 7, 7, 7, 7)
    assert [row[1:4] for row in rows(table)] == [
        (STATUS, "", "a"),
        (STATUS, "a", "x"),
        (STATUS, "x", "b"),
        (STATUS, "b", "c"),
        (FLAG, "", "!"),
    ]
