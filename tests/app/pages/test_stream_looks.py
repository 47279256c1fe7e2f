"""What the pictures of the Stream page showed to be wrong once, and must not be again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.canvas import BoardView, board_state
from app.charts import FlowTimeChart, flow_time_state
from app.pages.stream.bottleneck import Bottleneck
from app.pages.stream.cards import styles_of
from app.pages.stream.inspector import Inspector, InspectorState
from app.theme import LIGHT, Theme, type_styles
from app.widgets import DistributionBar, Portion
from sim.engine import RunRequest, simulate
from sim.stream import Stage, Stream, example, example_names, problems, set_value


def shown(qtbot: QtBot, theme: Theme, stream: Stream, chosen: str = "") -> Inspector:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    inspector.resize(264, 700)
    inspector.show_state(InspectorState(stream, chosen, problems(stream), styles_of(stream)))
    with qtbot.waitExposed(inspector):
        inspector.show()
    return inspector


def text_of(inspector: Inspector, name: str) -> str:
    label = inspector.findChild(QLabel, name)
    assert label is not None
    return label.text()


@pytest.mark.parametrize("name", example_names())
def test_names_of_percentile_lines_stand_right_of_every_mark(name: str, qtbot: QtBot, theme: Theme) -> None:
    log = simulate(example(name), RunRequest(items=200))
    chart = FlowTimeChart(theme)
    qtbot.addWidget(chart)
    chart.resize(340, 300)
    with qtbot.waitExposed(chart):
        chart.show()
    state = flow_time_state(log)
    chart.show_state(state)
    (_, right), _ = chart.bounds(state)
    first, _ = chart.view.viewRange()[0]
    wide = chart.view.width()
    last_mark = (state.span[1] - first) / (right - first) * wide
    assert len(chart.lines.label_boxes()) == len(state.percentiles)
    assert all(left >= last_mark for left, _, _, _ in chart.lines.label_boxes())


@pytest.mark.parametrize("wide", [150, 166, 240])
def test_each_of_four_types_has_its_entry_below_the_bar(wide: int, qtbot: QtBot, theme: Theme) -> None:
    bar = DistributionBar("bar")
    qtbot.addWidget(bar)
    styles = list(type_styles(["feature", "defect", "risk", "debt"]).values())
    bar.show_portions(
        tuple(
            Portion(name, share, style)
            for name, share, style in zip("abcd", (0.47, 0.32, 0.10, 0.11), styles, strict=True)
        )
    )
    texts, gap = bar._legend_texts(QFontMetrics(bar.font()))
    assert [text.replace("\u202f", "") for text in texts] == ["47%", "32%", "10%", "11%"]
    bar.resize(wide, bar.sizeHint().height())
    picture = bar.grab().toImage()
    assert all(_has(picture, QColor(style.colour), below=picture.height() // 2 + 4) for style in styles)
    assert gap >= 2


def _has(picture: QImage, colour: QColor, below: int) -> bool:
    return any(
        picture.pixelColor(x, y) == colour
        for y in range(below, picture.height())
        for x in range(picture.width())
    )


def test_a_wide_board_keeps_nothing_of_the_theme_before(qtbot: QtBot, theme: Theme) -> None:
    base = example("software-team")
    stages = tuple(
        Stage(id=f"s{n}", name=f"Stage {n}", workers=1, time=base.stages[0].time) for n in range(14)
    )
    stream = base.model_copy(update={"stages": stages})

    changed = BoardView(theme)
    qtbot.addWidget(changed)
    changed.resize(900, 380)
    changed.show_board(board_state(stream), {})
    with qtbot.waitExposed(changed):
        changed.show()
    changed.grab()
    theme.choose("dark")
    changed.resize(700, 300)
    qtbot.wait(20)
    changed.resize(900, 380)
    qtbot.wait(20)
    picture = changed.grab().toImage().copy(0, 0, 900, 340)  # above the scroll bar
    assert not _has(picture, QColor(LIGHT.surface), below=0)


def test_no_people_are_shown_as_none_and_not_as_one(qtbot: QtBot, theme: Theme) -> None:
    stream = set_value(example("software-team"), "stages.test.workers", 0)
    inspector = shown(qtbot, theme, stream, "test")
    field = inspector.findChild(QLineEdit, "inspector.workers")
    assert field is not None
    assert field.text() == "0"


def test_a_type_that_arrives_its_own_way_has_no_share(qtbot: QtBot, theme: Theme) -> None:
    words = text_of(shown(qtbot, theme, example("support-desk")), "inspector.sharesText")
    assert words == "Request 72\u00a0% · Defect 28\u00a0%"


def test_from_when_on_stages_are_counted_stands_in_the_inspector(qtbot: QtBot, theme: Theme) -> None:
    stream = example("software-team")
    inspector = shown(qtbot, theme, stream)
    state = InspectorState(stream, "", (), styles_of(stream), None, "Counted from day 3.0 on.")
    inspector.show_state(state)
    assert text_of(inspector, "inspector.bottleneck") == "Counted from day 3.0 on."
    note = inspector.stream.findChild(QLabel, "inspector.bottleneck")
    assert note is not None
    assert note.property("tone") == "muted"
    stuck = Bottleneck("test", "Test", "always busy", "")
    inspector.show_state(replace(state, bottleneck=stuck))
    said = "Test is the bottleneck: always busy. Counted from day 3.0 on."
    assert text_of(inspector, "inspector.bottleneck") == said
    assert note.property("tone") == "bad"
    inspector.show_state(replace(state, since=""))
    assert text_of(inspector, "inspector.bottleneck") == ""
