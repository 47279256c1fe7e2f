"""Money on the Stream page: a tile where the stream says something of it, and none where it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.pages.stream.figures import Figures, FiguresRequest, measure
from app.pages.stream.layout import StreamLayout
from app.pages.stream.money import amount, tells_money
from app.theme import Theme
from sim.engine import RunRequest, simulate
from sim.stream import Stream, Team, TypeLimit, Vocabulary, example, set_value
from tests.builders import backlog, line

PLAIN = line([1.0], arrivals=backlog(20))


def worth(value: float | None = 100.0, delay: float | None = None, cost: float | None = None) -> Stream:
    """Twenty items of a day each through one stage with one worker."""
    kinds = tuple(
        kind.model_copy(update={"value": value, "cost_of_delay": delay}) for kind in PLAIN.item_types
    )
    stream = PLAIN.model_copy(update={"item_types": kinds})
    return set_value(stream, f"stages.{stream.stages[0].id}.cost_per_day", cost)


def measured(stream: Stream) -> Figures:
    log = simulate(stream, RunRequest())
    kinds = zip(log.types, stream.item_types, strict=True)
    types = tuple(replace(a, value=b.value, cost_of_delay=b.cost_of_delay) for a, b in kinds)
    stages = tuple(
        replace(a, cost_per_day=b.cost_per_day) for a, b in zip(log.stages, stream.stages, strict=True)
    )
    told = replace(log, types=types, stages=stages)
    return measure(FiguresRequest(told, {}, words=Vocabulary(workers="smiths")))


@pytest.mark.parametrize(
    ("stream", "told"),
    [
        (PLAIN, False),
        (worth(), True),
        (worth(None, 5.0), True),
        (worth(None, None, 600.0), True),
        (PLAIN.model_copy(update={"teams": (Team(id="t", name="T", size=1, cost_per_day=1.0),)}), True),
        (PLAIN.model_copy(update={"teams": (Team(id="t", name="T", size=1),)}), False),
        (worth(0.0), True),
    ],
)
def test_a_stream_tells_money_if_it_gives_any(stream: Stream, told: object) -> None:
    assert tells_money(stream) is told


def test_net_value_is_told_by_the_week() -> None:
    days = 5 if PLAIN.calendar.kind == "working" else 7
    tile = measured(worth(100.0, cost=60.0)).money
    assert tile is not None
    assert (tile.label, tile.value, tile.unit) == ("Net value", f"{40 * days}", "/ week")
    assert f"Now, a week: value {100 * days} − smiths {60 * days}." in tile.how


def test_without_money_there_is_no_figure() -> None:
    assert measured(PLAIN).money is None


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (0.0, "0"),
        (-12.4, "−12"),
        (9_999.0, "9\u202f999"),
        (12_345.0, "12.3k"),
        (-250_000.0, "−250k"),
        (1_500_000.0, "1.5M"),
        (2_345_000_000.0, "2\u202f345M"),
    ],
)
def test_sums_are_told_briefly(money: float, text: str) -> None:
    assert amount(money) == text


def test_the_tile_comes_and_goes_with_the_fields_of_the_stream(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    parts = StreamLayout(theme, page)
    page.resize(1300, 800)
    page.show()
    tile = page.findChild(QWidget, "metric.money")
    assert tile is not None
    for stream, seen in ((PLAIN, False), (worth(), True), (example("software-team"), False)):
        parts.show_stream(stream)
        assert tile.isVisible() is seen
    parts.show_stream(worth())
    parts.show_figures(measured(worth()), PLAIN.model_copy(update={"item_types": ()}), ())
    value = page.findChild(QLabel, "metric.money.value")
    assert value is not None
    assert value.text() != "–"


def test_limits_of_types_stand_beside_the_distribution(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1300, 800)
    parts = StreamLayout(theme, page)
    page.show()
    note = page.findChild(QLabel, "metric.distribution.note")
    assert note is not None
    stream = example("software-team")
    limits = (TypeLimit(type="defect", limit=4), TypeLimit(type="debt", limit=2))
    parts.show_stream(stream.model_copy(update={"type_limits": limits}))
    assert (note.text(), note.isVisible()) == ("at most Defect 4, Debt 2", True)
    parts.fit(984, 604)
    bar = page.findChild(QWidget, "metric.distribution.bar")
    assert bar is not None
    assert (bar.toolTip(), note.isVisible()) == ("at most Defect 4, Debt 2", False)
    parts.fit(1300, 800)
    parts.show_stream(stream)
    assert not note.isVisible()
