from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.charts.labels import LINE_STYLES
from app.charts.percentiles import percentile_marks
from tests.app.charts.pictures import drawn

LADDERS = st.lists(st.integers(1, 5), min_size=4, max_size=4).map(
    lambda days: dict(zip((50, 70, 85, 95), map(float, sorted(days)), strict=True))
)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ({50: 3.0, 70: 4.0, 85: 5.0, 95: 9.0}, [("50 %", 3.0), ("70 %", 4.0), ("85 %", 5.0), ("95 %", 9.0)]),
        ({50: 3.0, 70: 3.0, 85: 5.0, 95: 9.0}, [("50–70 %", 3.0), ("85 %", 5.0), ("95 %", 9.0)]),
        ({50: 3.0, 70: 3.0, 85: 3.0, 95: 3.0}, [("50–95 %", 3.0)]),
        ({95: 33.0, 85: 37.0, 70: 37.0, 50: 44.0}, [("95 %", 33.0), ("70–85 %", 37.0), ("50 %", 44.0)]),
        ({}, []),
    ],
    ids=["apart", "two together", "all together", "the surer the fewer", "none"],
)
def test_percentiles_that_coincide_have_one_name(
    lines: Mapping[int, float], told: list[tuple[str, float]]
) -> None:
    assert [(mark.text, mark.at) for mark in percentile_marks(lines.items())] == told


def test_a_line_is_drawn_as_the_first_of_its_percentiles() -> None:
    first, second = percentile_marks([(50, 1.0), (70, 1.0), (85, 2.0)])
    assert (first.style, second.style) == (LINE_STYLES[50], LINE_STYLES[85])


@given(LADDERS)
def test_no_two_lines_lie_upon_each_other(ladder: dict[int, float]) -> None:
    marks = percentile_marks(ladder.items())
    assert all(low.at < high.at for low, high in itertools.pairwise(marks))
    assert {mark.at for mark in marks} == set(ladder.values())


def test_where_there_is_little_room_a_name_gives_up_its_sign(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "when")
    names = []
    for width, height in ((900, 300), (200, 160)):
        chart.resize(width, height)
        names.append([name.text() for name in chart.lines.names()])  # type: ignore[attr-defined]
    assert names == [["50 %", "85 %"], ["50", "85"]]
