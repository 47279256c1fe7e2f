"""Types told from labels."""

from __future__ import annotations

import pytest

from sim.history.labels import LabelTypes, type_label


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ([], ""),
        (["help wanted", "good first issue"], ""),
        (["ui", "bug"], "bug"),
        (["enhancement", "type: bug"], "type: bug"),
        (["kind/feature"], "kind/feature"),
        (["area/security", "priority: urgent"], ""),
        (["Technical debt"], "Technical debt"),
        (["epic"], "epic"),
    ],
)
def test_the_label_that_names_a_type_tells_it(labels: list[str], told: str) -> None:
    assert type_label(labels) == told


def test_what_was_told_is_said() -> None:
    types = LabelTypes()
    assert types.said() == []
    assert [types.of(labels) for labels in (["kind/bug"], ["kind/bug", "ui"], ["ui"], ["task"])] == [
        "bug",
        "bug",
        "",
        "task",
    ]
    assert types.said() == ["The type of an item is told by its labels: kind/bug (2), task (1); on none: 1."]
