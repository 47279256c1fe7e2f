"""Sliders, bars, tiles, banners and choices: for any value they may be given."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.theme import Theme, type_styles
from app.widgets import (
    Banner,
    DistributionBar,
    LabelledSlider,
    Metric,
    MetricTile,
    Portion,
    SegmentedControl,
    TileRow,
    align_sliders,
    label,
)

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
KINDS = ("feature", "defect", "risk", "debt", "a", "b", "c", "d")
STYLES = list(type_styles(KINDS).values())


# --- sliders -----------------------------------------------------------------------------------------------


@pytest.fixture
def slider(qtbot: QtBot, theme: Theme) -> LabelledSlider:
    made = LabelledSlider("WIP limit of Test", (1, 20), "lever", write=lambda n: f"{n} items")
    qtbot.addWidget(made)
    made.resize(420, 30)
    made.show()
    return made


def heard(slider: LabelledSlider) -> list[object]:
    """Collect what a slider tells: each step, and None for the end of an edit."""
    told: list[object] = []
    slider.moved.connect(told.append)
    slider.released.connect(lambda: told.append(None))
    return told


def written(slider: LabelledSlider) -> str:
    return slider._value.text()


@pytest.mark.parametrize(
    ("begin", "key", "value"),
    [
        (5, Qt.Key.Key_Right, 6),
        (5, Qt.Key.Key_Left, 4),
        (5, Qt.Key.Key_Up, 6),
        (5, Qt.Key.Key_Down, 4),
        (5, Qt.Key.Key_PageUp, 6),
        (5, Qt.Key.Key_PageDown, 4),
        (5, Qt.Key.Key_Home, 1),
        (5, Qt.Key.Key_End, 20),
    ],
)
def test_a_slider_is_moved_by_every_key_for_it(
    slider: LabelledSlider, begin: int, key: Qt.Key, value: int
) -> None:
    slider.show_value(begin)
    told = heard(slider)
    QTest.keyClick(slider.slider, key)
    assert (slider.value, written(slider), told) == (value, f"{value} items", [value, None])


@pytest.mark.parametrize(("begin", "key"), [(1, Qt.Key.Key_Left), (20, Qt.Key.Key_Right)])
def test_a_slider_at_its_end_tells_nothing_when_pushed_on(
    slider: LabelledSlider, begin: int, key: Qt.Key
) -> None:
    slider.show_value(begin)
    told = heard(slider)
    QTest.keyClick(slider.slider, key)
    assert (slider.value, told) == (begin, [])


@SHARED
@given(st.lists(st.integers(-5, 40), max_size=8))
def test_a_slider_shows_any_value_without_telling_also_one_out_of_bounds(
    slider: LabelledSlider, values: list[int]
) -> None:
    told = heard(slider)
    for value in values:
        slider.show_value(value)
        assert (slider.value, written(slider)) == (min(max(value, 1), 20), f"{value} items")
    assert told == []


def test_a_drag_tells_its_steps_and_one_end(slider: LabelledSlider) -> None:
    told = heard(slider)
    slider.slider.setSliderDown(True)
    for value in (2, 3, 4):
        slider.slider.setValue(value)
    slider.slider.setSliderDown(False)
    assert told == [2, 3, 4, None]


def test_going_back_to_where_it_was_is_told_too(slider: LabelledSlider) -> None:
    slider.show_value(3)
    told = heard(slider)
    slider.slider.setSliderDown(True)
    slider.slider.setValue(4)
    slider.slider.setValue(3)
    slider.slider.setSliderDown(False)
    assert told == [4, 3, None]


def test_a_slider_is_named_aloud_by_what_it_changes(slider: LabelledSlider) -> None:
    assert slider.slider.accessibleName() == "WIP limit of Test"
    assert (slider.objectName(), slider.slider.objectName()) == ("lever", "lever.slider")


@SHARED
@given(st.lists(st.text("abcdef ghij", min_size=1, max_size=20), min_size=1, max_size=6))
def test_sliders_below_each_other_line_up(qtbot: QtBot, names: list[str]) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    sliders = tuple(LabelledSlider(name, (0, 10 ** (k + 1)), f"lever{k}") for k, name in enumerate(names))
    for each in sliders:
        column.addWidget(each)
    align_sliders(sliders)
    page.resize(500, 40 * len(sliders))
    page.show()
    grooves = {(each.slider.x(), each.slider.width()) for each in sliders}
    page.close()
    assert len(grooves) == 1


def test_no_sliders_need_no_line(theme: Theme) -> None:
    align_sliders(())


# --- the flow distribution ---------------------------------------------------------------------------------

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=8)


def bar_of(shares: list[float], width: int = 400) -> DistributionBar:
    bar = DistributionBar("bar")
    bar.resize(width, 40)
    bar.show_portions(tuple(Portion(f"Type {k}", share, STYLES[k]) for k, share in enumerate(shares)))
    return bar


@given(SHARES)
def test_portions_are_as_wide_as_their_shares(qapp: QApplication, shares: list[float]) -> None:
    bar = bar_of(shares)
    shown = [share for share in shares if share > 0]
    spans = bar.spans()
    assert [portion.share for portion, _ in spans] == shown
    if shown:
        room = sum(place.width() for _, place in spans)
        for portion, place in spans:
            assert place.width() == pytest.approx(room * portion.share / sum(shown), abs=1e-6)


@given(SHARES, st.integers(60, 900))
def test_portions_fill_the_bar_from_end_to_end_in_order(
    qapp: QApplication, shares: list[float], width: int
) -> None:
    places = [place for _, place in bar_of(shares, width).spans()]
    if places:
        assert places[0].left() == 0
        assert places[-1].right() == pytest.approx(width)
    assert all(b.left() > a.right() for a, b in itertools.pairwise(places))


@given(SHARES)
def test_a_bar_says_aloud_what_it_paints(qapp: QApplication, shares: list[float]) -> None:
    said = bar_of(shares).accessibleName()
    expected = [f"Type {k} {100 * share:.0f} %" for k, share in enumerate(shares) if share > 0]
    assert said == ", ".join(expected)


def test_each_portion_tells_itself_to_the_pointer(qtbot: QtBot, theme: Theme) -> None:
    bar = bar_of([0.4, 0.3, 0.2, 0.1])
    qtbot.addWidget(bar)
    bar.show()
    for portion, place in bar.spans():
        point = place.center().toPoint()
        QApplication.sendEvent(bar, QHelpEvent(QHelpEvent.Type.ToolTip, point, bar.mapToGlobal(point)))
        assert QToolTip.text() == f"{portion.name}: {100 * portion.share:.0f} %"
        QToolTip.hideText()


@pytest.mark.parametrize("width", [90, 120, 200, 600])
def test_a_bar_of_eight_types_can_be_painted_at_any_width(qtbot: QtBot, theme: Theme, width: int) -> None:
    bar = bar_of([0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05], width)
    qtbot.addWidget(bar)
    image = bar.grab().toImage()
    seen = {image.pixelColor(x, 8).name().upper() for x in range(width)}
    assert {style.colour for style in STYLES[:6]} <= seen


# --- tiles -------------------------------------------------------------------------------------------------

WORDS = st.text("abc 123.%<>&", max_size=14)


@SHARED
@given(WORDS, WORDS, WORDS, WORDS)
def test_a_tile_says_aloud_what_it_shows(qtbot: QtBot, name: str, value: str, unit: str, note: str) -> None:
    tile = MetricTile("tile")
    tile.show_metric(Metric(name, value, unit, note=note))
    parts = [part for part in (name, value, unit, note) if part]
    assert tile.accessibleName() == " ".join(parts)
    assert (tile._value.text(), tile._unit.text(), tile._note.text()) == (value, unit, note)
    assert tile._unit.isVisibleTo(tile) == bool(unit)


@SHARED
@given(st.lists(st.sampled_from(["plain", "good", "bad", "warn"]), min_size=1, max_size=6))
def test_a_tile_takes_the_tone_of_what_it_shows_last(qtbot: QtBot, tones: list[str]) -> None:
    tile = MetricTile("tile")
    for tone in tones:
        tile.show_metric(Metric("Load", "4", delta="▲ 1", delta_tone=tone, note="n", note_tone=tone))  # type: ignore[arg-type]
    assert (tile._delta.property("tone"), tile._note.property("tone")) == (tones[-1], tones[-1])


def test_only_a_tile_with_an_explanation_offers_one(qtbot: QtBot, theme: Theme) -> None:
    tile = MetricTile("tile")
    qtbot.addWidget(tile)
    ask = tile.findChild(QToolButton, "tile.how")
    assert ask is not None
    seen = []
    for how in ("", "Items done a week.", ""):
        tile.show_metric(Metric("Velocity", "4", how=how))
        seen.append(ask.isVisibleTo(tile))
    assert seen == [False, True, False]
    assert ask.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("width", [900, 1400])
def test_tiles_stay_equally_wide_whatever_they_show(qtbot: QtBot, theme: Theme, width: int) -> None:
    tiles = tuple(MetricTile(f"tile{k}") for k in range(4))
    row = TileRow(tiles)
    qtbot.addWidget(row)
    for k, tile in enumerate(tiles):
        tile.show_metric(Metric("x" * (3 + k), "1" * (1 + k), "days", note="a note " * k))
    row.resize(width, 90)
    row.show()
    widths = [tile.width() for tile in tiles]
    assert max(widths) - min(widths) <= 1


# --- banners -----------------------------------------------------------------------------------------------


@SHARED
@given(st.lists(st.tuples(st.sampled_from(["", "A sentence.", "Another."]), WORDS, WORDS), max_size=6))
def test_a_banner_shows_what_it_was_told_last(
    qtbot: QtBot, theme: Theme, told: list[tuple[str, str, str]]
) -> None:
    banner = Banner()
    for text, hint, action in told:
        if text:
            banner.tell(text, hint, action=action)
            assert banner.accessibleName() == f"{text} {hint}".strip()
            assert banner._action.isVisibleTo(banner) == bool(action)
            assert banner._hint.isVisibleTo(banner) == bool(hint)
        else:
            banner.clear()
        assert (banner.text, banner.isHidden()) == (text, not text)
    banner.hide()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space])
def test_a_banner_is_worked_by_keys(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.tell("It was not saved.", action="Try again")
    with qtbot.waitSignal(banner.acted):
        QTest.keyClick(banner._action, key)
    with qtbot.waitSignal(banner.closed):
        QTest.keyClick(banner._close, key)
    assert banner.isHidden()


# --- choices -----------------------------------------------------------------------------------------------

OPTIONS = (("day", "Day"), ("week", "Week"), ("month", "Month"))


@pytest.fixture
def choice(qtbot: QtBot, theme: Theme) -> SegmentedControl:
    made = SegmentedControl(OPTIONS, "period")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def segment(choice: SegmentedControl, key: str) -> QPushButton:
    found = choice.findChild(QPushButton, f"period.{key}")
    assert found is not None
    return found


def test_arrow_keys_go_from_choice_to_choice(choice: SegmentedControl) -> None:
    told: list[str] = []
    choice.chosen.connect(told.append)
    segment(choice, "day").setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
    assert choice.value == "week"
    assert told[-1:] in ([], ["week"])


@pytest.mark.parametrize("key", [key for key, _ in OPTIONS])
def test_one_and_only_one_is_chosen(choice: SegmentedControl, key: str) -> None:
    choice.choose(key)
    assert choice.value == key
    assert [each for each, _ in OPTIONS if segment(choice, each).isChecked()] == [key]


def test_choosing_by_program_tells_nothing_by_hand_tells_once(choice: SegmentedControl) -> None:
    told: list[str] = []
    choice.chosen.connect(told.append)
    choice.choose("month")
    assert told == []
    QTest.mouseClick(segment(choice, "week"), Qt.MouseButton.LeftButton)
    assert told == ["week"]


def test_an_option_that_is_not_there_cannot_be_chosen(choice: SegmentedControl) -> None:
    with pytest.raises(KeyError):
        choice.choose("year")
    assert choice.value == "day"


def test_no_text_of_a_choice_is_cut(choice: SegmentedControl) -> None:
    choice.resize(choice.minimumSizeHint())
    for key, text in OPTIONS:
        button = segment(choice, key)
        assert button.width() >= button.fontMetrics().horizontalAdvance(text)
        assert button.accessibleName() == text


def test_a_label_never_reads_markup(qtbot: QtBot, theme: Theme) -> None:
    made = label("<b>x</b> & <i>y</i>", "body")
    qtbot.addWidget(made)
    point = QPoint(1, 1)
    assert made.text() == "<b>x</b> & <i>y</i>"
    assert made.textFormat() == Qt.TextFormat.PlainText
    assert made.rect().contains(point)
