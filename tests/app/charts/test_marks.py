"""Names beside lines, legends, colours, and lines of text that end in dots."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.charts import FlowTimeChart
from app.charts.colour import bands, blend, solid, symbol
from app.charts.labels import LINE_STYLES, Mark, rows_for, spread
from app.charts.legend import Key, Legend, paint_swatch
from app.theme import DARK, LIGHT, PROJECTOR, Shape, Theme, Tokens
from tests.app.charts.pictures import drawn, picture

SHAPES: tuple[Shape, ...] = (
    "circle", "triangle", "square", "diamond", "hexagon", "cross", "star", "ring",
)  # fmt: skip
HEX = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")


# --- names beside lines ------------------------------------------------------------------------------------


@given(st.lists(st.floats(0, 400), min_size=1, max_size=6), st.floats(5, 20))
def test_names_keep_the_order_of_what_they_name(wanted: list[float], size: float) -> None:
    placed = spread(wanted, size, 400)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    assert all(placed[a] <= placed[b] for a, b in itertools.pairwise(order))


@given(st.lists(st.integers(0, 10).map(lambda n: 30.0 * n), min_size=1, max_size=8, unique=True))
def test_names_with_room_enough_stay_where_they_are_wanted(wanted: list[float]) -> None:
    assert spread(wanted, 30.0, 330.0) == tuple(wanted)


@given(st.lists(st.floats(-100, 500), min_size=1, max_size=8), st.floats(1, 30), st.floats(50, 400))
def test_spreading_twice_changes_nothing_more(wanted: list[float], size: float, room: float) -> None:
    once = spread(wanted, size, room)
    assert spread(once, size, room) == pytest.approx(once)


def test_more_names_than_room_are_stacked_from_the_top() -> None:
    assert spread([5, 5, 5, 5], 20, 50) == (0, 20, 40, 60)


def test_no_name_needs_no_room() -> None:
    assert spread([], 10, 100) == ()
    assert rows_for([], []) == ()


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 60)), max_size=8))
def test_rows_are_used_from_the_first_on(intervals: list[tuple[float, float]]) -> None:
    rows = rows_for([a for a, _ in intervals], [w for _, w in intervals])
    assert set(rows) == set(range(max(rows, default=-1) + 1))


def boxes_of(chart: FlowTimeChart) -> list[QRectF]:
    return [QRectF(*box) for box in chart.lines.label_boxes()]


@pytest.mark.parametrize("apart", [0.0, 0.001, 0.05, 1.0])
@pytest.mark.parametrize("tokens", [LIGHT, PROJECTOR])
def test_names_of_close_lines_never_cover_each_other(qtbot: QtBot, apart: float, tokens: Tokens) -> None:
    chart = drawn(qtbot, "flow time")
    assert isinstance(chart, FlowTimeChart)
    picture(chart)
    marks = [Mark(4.0 + k * apart, f"{p} %") for k, p in enumerate((50, 70, 85, 95))]
    chart.lines.show_marks(marks, tokens, chart.small_font())
    boxes = boxes_of(chart)
    assert len(boxes) == 4
    inner = [box.adjusted(0.5, 0.5, -0.5, -0.5) for box in boxes]
    assert not any(a.intersects(b) for a, b in itertools.combinations(inner, 2))


def test_a_line_out_of_sight_has_no_name_in_sight(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow time")
    assert isinstance(chart, FlowTimeChart)
    picture(chart)
    chart.view.setRange(yRange=(0, 4), padding=0)
    assert len(boxes_of(chart)) == 1
    chart.show_everything()
    assert len(boxes_of(chart)) == 2


def test_names_stay_beside_the_plot_when_it_becomes_narrow(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow time")
    assert isinstance(chart, FlowTimeChart)
    for width, height in ((800, 500), (220, 160)):
        chart.resize(width, height)
        picture(chart)
        item = chart.plot.getPlotItem()
        whole, plot = item.boundingRect(), chart.view.geometry()
        boxes = [name.mapRectToParent(name.boundingRect()) for name in chart.lines.names()]
        assert len(boxes) == 2
        assert all(whole.contains(box) for box in boxes)
        assert all(box.left() >= plot.right() for box in boxes)


def test_other_marks_replace_the_earlier_ones(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow time")
    assert isinstance(chart, FlowTimeChart)
    chart.lines.show_marks([Mark(2.0, "only")], LIGHT, chart.small_font())
    assert [mark.text for mark in chart.lines.marks] == ["only"]
    assert len(chart.lines._lines) == len(chart.lines._texts) == 1
    chart.lines.show_marks([], LIGHT, chart.small_font())
    assert chart.lines.label_boxes() == ()


def test_each_percentile_has_a_stroke_of_its_own() -> None:
    assert list(LINE_STYLES) == [50, 70, 85, 95]
    assert len(set(LINE_STYLES.values())) == 4


# --- legend ------------------------------------------------------------------------------------------------

KEYS = [Key(f"Stage number {k}", "#2563EB") for k in range(6)]


@pytest.fixture
def legend(qtbot: QtBot) -> Legend:
    made = Legend()
    qtbot.addWidget(made)
    made.setFont(QFont())
    return made


def test_a_legend_without_names_takes_no_room(legend: Legend) -> None:
    assert (legend.isHidden(), legend.heightForWidth(300)) == (True, 0)
    legend.show_keys(KEYS, LIGHT)
    assert not legend.isHidden()
    legend.show_keys((), LIGHT)
    assert (legend.isHidden(), legend.heightForWidth(300), legend.accessibleName()) == (True, 0, "")


def test_names_of_a_legend_are_told_to_screen_readers(legend: Legend) -> None:
    legend.show_keys([Key("active", "#2563EB"), Key("blocked", "#D92D20", "hatched")], LIGHT)
    assert legend.accessibleName() == "active, blocked"


def test_a_legend_wraps_where_the_room_is_narrow(legend: Legend) -> None:
    legend.show_keys(KEYS, LIGHT)
    heights = [legend.heightForWidth(width) for width in (120, 250, 400, 5000)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] >= 1.9 * heights[-1]


@pytest.mark.parametrize("width", [60, 150, 250, 300, 500, 900])
def test_names_in_a_legend_lie_inside_it_and_not_over_each_other(legend: Legend, width: int) -> None:
    legend.show_keys(KEYS, LIGHT)
    found = legend._places(width)
    places = [(at.x(), at.y()) for _, at in found]
    assert len(set(places)) == len(found)
    assert all(0 <= x < width and 0 <= y < legend.heightForWidth(width) for x, y in places)


@pytest.mark.parametrize("width", [60, 150, 250, 300, 500])
def test_a_legend_takes_two_rows_at_most_and_counts_the_rest(legend: Legend, width: int) -> None:
    legend.show_keys(KEYS * 2, LIGHT)
    found = [key for key, _ in legend._places(width)]
    assert legend.heightForWidth(width) <= 2 * legend.heightForWidth(5000) + 1
    assert found[-1].text == f"+{12 - (len(found) - 1)} more"
    assert found[:-1] == (KEYS * 2)[: len(found) - 1]


def test_all_names_of_a_legend_are_told_to_the_pointer(legend: Legend) -> None:
    legend.show_keys(KEYS, LIGHT)
    assert legend.toolTip().splitlines() == [key.text for key in KEYS]


def painted(key: Key) -> QImage:
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_swatch(painter, key, QPointF(8, 8))
    painter.end()
    return image


@pytest.mark.parametrize("shape", [*SHAPES, "bar", "hatched", "line"])
def test_a_swatch_is_painted_in_its_colour(shape: Shape) -> None:
    image = painted(Key("x", "#D55E00", shape))
    seen = {image.pixelColor(x, y).name().upper() for x in range(16) for y in range(16)}
    assert "#D55E00" in seen
    assert image.pixelColor(0, 0).name().upper() == "#FFFFFF"


def test_swatches_of_one_colour_are_told_apart_by_shape() -> None:
    marks = [*SHAPES, "bar", "hatched", "line"]
    images = [painted(Key("x", "#000000", shape)) for shape in marks]  # type: ignore[arg-type]
    for (a, one), (b, other) in itertools.combinations(zip(marks, images, strict=True), 2):
        differ = sum(one.pixel(x, y) != other.pixel(x, y) for x in range(16) for y in range(16))
        assert differ > 5, (a, b)


# --- colour ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tokens", [LIGHT, DARK, PROJECTOR])
@pytest.mark.parametrize("count", [1, 2, 8])
def test_few_bands_take_the_colours_of_the_theme(tokens: Tokens, count: int) -> None:
    assert bands(tokens, count) == tokens.series[:count]


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("count", [9, 15, 60])
def test_many_bands_are_mixed_between_the_first_and_the_last(tokens: Tokens, count: int) -> None:
    made = bands(tokens, count)
    assert (len(made), made[0], made[-1]) == (count, tokens.series[0], tokens.series[-1])
    assert len(set(made)) == count


@given(HEX, HEX)
def test_a_blend_begins_at_one_colour_and_ends_at_the_other(first: str, second: str) -> None:
    assert (blend(first, second, 0.0), blend(first, second, 1.0)) == (first, second)
    assert blend(first, first, 0.37) == first


@given(HEX, HEX, st.floats(0, 1))
def test_a_blend_lies_between_its_colours(first: str, second: str, share: float) -> None:
    mixed = blend(first, second, share)
    for at in (1, 3, 5):
        low, high = sorted((int(first[at : at + 2], 16), int(second[at : at + 2], 16)))
        assert low <= int(mixed[at : at + 2], 16) <= high


def test_a_fill_is_solid() -> None:
    assert (solid("#009E73").style(), solid("#009E73").color().name()) == (
        Qt.BrushStyle.SolidPattern,
        "#009e73",
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_a_symbol_is_about_one_across(shape: Shape) -> None:
    box = symbol(shape).boundingRect()
    assert 0.8 <= box.width() <= 1.15
    assert 0.8 <= box.height() <= 1.15
    assert symbol(shape) is symbol(shape)


def test_a_chart_in_another_theme_names_its_lines_in_its_colour(qtbot: QtBot, theme: Theme) -> None:
    chart = drawn(qtbot, "flow time", theme)
    assert isinstance(chart, FlowTimeChart)
    theme.choose("dark")
    assert {text.brush().color().name().upper() for text in chart.lines._texts} == {DARK.text}
