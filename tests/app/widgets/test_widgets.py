from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QTextEdit,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.theme import LIGHT, Theme, type_styles
from app.widgets import (
    Banner,
    Card,
    DistributionBar,
    DistributionTile,
    ElidedLabel,
    EmptyState,
    Explanation,
    LabelledSlider,
    LinkButton,
    Metric,
    MetricTile,
    Portion,
    PrimaryButton,
    QuietButton,
    SegmentedControl,
    TableView,
    TileRow,
    label,
    line,
    mark,
    paragraph,
    scrolled,
)

FLOW_TIME = Metric(
    "Flow time (85 %)",
    "11.2",
    "days",
    "▼ 1.9",
    "good",
    "of 412 items",
    "plain",
    "From commitment.",
)


def _label(owner: QWidget, name: str) -> QLabel:
    (found,) = owner.findChildren(QLabel, name)
    return found


def _tool(owner: QWidget, name: str) -> QToolButton:
    (found,) = owner.findChildren(QToolButton, name)
    return found


# --- marks and texts ---------------------------------------------------------------------------------------


def test_a_mark_dresses_the_widget_anew(theme: Theme, qtbot: QtBot) -> None:
    shown = label("Worse", "body")
    qtbot.addWidget(shown)
    shown.ensurePolished()
    mark(shown, tone="bad")
    assert shown.palette().windowText().color().name().upper() == LIGHT.bad
    mark(shown, tone="good")
    assert shown.palette().windowText().color().name().upper() == LIGHT.good


def test_roles_have_their_sizes(theme: Theme, qtbot: QtBot) -> None:
    sizes = {}
    for role in ("caption", "body", "title", "number", "heading"):
        shown = label("7", role)
        qtbot.addWidget(shown)
        shown.ensurePolished()
        sizes[role] = shown.font().pixelSize()
    assert sizes == {"caption": 12, "body": 13, "title": 14, "number": 22, "heading": 24}


def test_text_is_never_taken_for_markup(qtbot: QtBot) -> None:
    shown = paragraph("<b>Test</b> & <i>Build</i>")
    qtbot.addWidget(shown)
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.wordWrap()


def test_a_line_is_one_pixel_high(theme: Theme, qtbot: QtBot) -> None:
    shown = line()
    qtbot.addWidget(shown)
    shown.ensurePolished()
    assert shown.maximumHeight() == 1


def test_a_long_name_gives_way(theme: Theme, qtbot: QtBot) -> None:
    shown = ElidedLabel("A very long name of a value stream that nobody would ever choose")
    qtbot.addWidget(shown)
    shown.resize(120, 20)
    image = shown.grab().toImage()
    assert shown.minimumSizeHint().width() < 100
    assert image.width() == 120


def test_a_line_says_the_longest_of_its_texts_that_fits(theme: Theme, qtbot: QtBot) -> None:
    shown = ElidedLabel()
    qtbot.addWidget(shown)
    shown.say("▲ 2.0 better in 13 weeks", "▲ 2.0 better", "▲ 2.0", "")
    said = []
    for width in (400, 120, 60, 12):
        shown.resize(width, 20)
        said.append((shown.shown, shown.is_cut))
    assert said[:3] == [("▲ 2.0 better in 13 weeks", False), ("▲ 2.0 better", False), ("▲ 2.0", False)]
    assert said[3][1]
    assert shown.minimumSizeHint().width() > shown.fontMetrics().horizontalAdvance("▲ 2.0")
    assert shown.text() == "▲ 2.0 better in 13 weeks"


def test_a_line_that_says_something_shorter_tells_all_to_the_pointer(theme: Theme, qtbot: QtBot) -> None:
    shown = ElidedLabel()
    qtbot.addWidget(shown)
    shown.say("Flow time by completion", "Flow time")
    told = []
    for width in (400, 90):
        shown.resize(width, 20)
        QToolTip.hideText()
        QApplication.sendEvent(shown, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5)))
        told.append(QToolTip.text())
    QToolTip.hideText()
    assert told == ["", "Flow time by completion"]


@pytest.mark.parametrize(
    ("wide", "larger", "roles"),
    [(700, 1.0, ("unit", "number")), (600, 1.0, ("caption", "number")), (800, 1.5, ("caption", "figure"))],
)
def test_tiles_close_up_before_they_cut_a_number(
    wide: int, larger: float, roles: tuple[str, str], qtbot: QtBot
) -> None:
    tiles = tuple(MetricTile(f"tile{place}") for place in range(5))
    row = TileRow(tiles)
    qtbot.addWidget(row)
    row.fit(wide, larger)
    found = [(tile._unit.property("role"), tile._value.property("role")) for tile in tiles]
    assert found == [roles] * 5


# --- buttons -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "button_class"), [("primary", PrimaryButton), ("quiet", QuietButton), ("link", LinkButton)]
)
def test_a_button_says_what_it_is(
    qtbot: QtBot, kind: str, button_class: type[PrimaryButton | QuietButton | LinkButton]
) -> None:
    button = button_class("Run", "run")
    qtbot.addWidget(button)
    assert (button.property("kind"), button.objectName(), button.accessibleName()) == (kind, "run", "Run")
    assert not button.autoDefault()


def test_the_primary_button_has_the_accent(theme: Theme, qtbot: QtBot) -> None:
    button = PrimaryButton("Run", "run")
    qtbot.addWidget(button)
    button.resize(120, 34)
    assert button.grab().toImage().pixelColor(12, 8).name().upper() == LIGHT.accent


# --- cards and tiles ---------------------------------------------------------------------------------------


def test_a_card_without_a_title_gives_it_no_room(theme: Theme, qtbot: QtBot) -> None:
    with_title, without = Card("Cumulative flow"), Card()
    for card in (with_title, without):
        qtbot.addWidget(card)
        card.show()
    assert without.sizeHint().height() < with_title.sizeHint().height()
    without.set_title("Now")
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QApplication.processEvents()
    assert without.sizeHint().height() == with_title.sizeHint().height()


def test_a_card_is_named_by_its_title(qtbot: QtBot) -> None:
    card = Card("Cumulative flow", "cfd")
    qtbot.addWidget(card)
    assert (card.objectName(), card.accessibleName()) == ("cfd", "Cumulative flow")
    card.set_tone("accent")
    assert card.property("tone") == "accent"


def test_a_tile_shows_a_metric(qtbot: QtBot) -> None:
    tile = MetricTile("flowTime")
    qtbot.addWidget(tile)
    tile.show_metric(FLOW_TIME)
    shown = [_label(tile, f"flowTime.{part}").text() for part in ("label", "value", "unit", "delta", "note")]
    assert shown == ["Flow time (85 %)", "11.2", "days", "▼ 1.9", "of 412 items"]
    assert _label(tile, "flowTime.delta").property("tone") == "good"
    assert tile.accessibleName() == "Flow time (85 %) 11.2 days of 412 items"


def test_a_tile_without_a_number_shows_a_dash(qtbot: QtBot) -> None:
    tile = MetricTile("flowTime")
    qtbot.addWidget(tile)
    tile.show_metric(FLOW_TIME)
    tile.show_metric(Metric("Flow time"))
    assert _label(tile, "flowTime.value").text() == "–"
    assert [_label(tile, f"flowTime.{part}").isVisibleTo(tile) for part in ("unit", "delta", "note")] == [
        False,
        False,
        False,
    ]
    assert not _tool(tile, "flowTime.how").isVisibleTo(tile)


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_a_tile_explains_on_request(theme: Theme, qtbot: QtBot) -> None:
    tile = MetricTile("flowTime")
    qtbot.addWidget(tile)
    tile.show_metric(FLOW_TIME)
    tile.show()
    _tool(tile, "flowTime.how").click()
    (note,) = tile.findChildren(Explanation)
    assert note.isVisible()
    assert note.title.text() == "Flow time (85 %)"
    assert _label(note, "explanation.text").text() == "From commitment."
    note.close()
    qtbot.waitUntil(lambda: not tile.findChildren(Explanation))


def test_tiles_of_numbers_are_equally_wide_and_all_tiles_equally_high(theme: Theme, qtbot: QtBot) -> None:
    tiles = tuple(MetricTile(f"tile{k}") for k in range(4))
    bar = DistributionBar("bar")
    row = TileRow((*tiles, DistributionTile("Flow distribution", bar, "distribution")))
    qtbot.addWidget(row)
    tiles[0].show_metric(FLOW_TIME)
    row.resize(1200, row.sizeHint().height())
    row.show()
    every = row.findChildren(Card)
    *numbers, distribution = (card.width() for card in every)
    assert max(numbers) - min(numbers) <= 1
    assert distribution > max(numbers)  # a legend needs more room than a number
    assert len({card.height() for card in every}) == 1


# --- banner, segments, empty state -------------------------------------------------------------------------


def test_a_banner_is_hidden_until_it_has_something_to_tell(qtbot: QtBot) -> None:
    banner = Banner("banner")
    qtbot.addWidget(banner)
    seen = [banner.isVisible()]
    banner.tell("WIP limit is -2.", "Write 1.", action="Mend it")
    seen.append(banner.isVisible())
    assert banner.accessibleName() == "WIP limit is -2. Write 1."
    banner.clear()
    seen.append(banner.isVisible())
    assert (seen, banner.text) == ([False, True, False], "")


def test_a_banner_without_a_button_or_a_hint_gives_them_no_room(qtbot: QtBot) -> None:
    banner = Banner("banner")
    qtbot.addWidget(banner)
    banner.tell("Saved.", tone="accent")
    (button,) = banner.findChildren(QPushButton, "banner.action")
    assert not button.isVisible()
    assert not _label(banner, "banner.hint").isVisible()
    assert banner.property("tone") == "accent"


def test_a_banner_tells_of_its_button_and_of_being_closed(qtbot: QtBot) -> None:
    banner, told = Banner("banner"), list[str]()
    qtbot.addWidget(banner)
    banner.acted.connect(lambda: told.append("acted"))
    banner.closed.connect(lambda: told.append("closed"))
    banner.tell("No.", action="Mend it")
    banner.findChildren(QPushButton, "banner.action")[0].click()
    _tool(banner, "banner.close").click()
    assert told == ["acted", "closed"]
    assert not banner.isVisible()


def test_one_segment_is_chosen(qtbot: QtBot) -> None:
    control = SegmentedControl((("when", "When done?"), ("how_many", "How many by?")), "question")
    qtbot.addWidget(control)
    chosen: list[str] = []
    control.chosen.connect(chosen.append)
    seen = [control.value]
    control.findChildren(QPushButton, "question.how_many")[0].click()
    seen.append(control.value)
    control.choose("when")
    seen.append(control.value)
    assert seen == ["when", "how_many", "when"]
    assert chosen == ["how_many"]
    with pytest.raises(KeyError):
        control.choose("why")


def test_segments_are_reached_by_arrow_keys(qtbot: QtBot) -> None:
    control = SegmentedControl((("a", "A"), ("b", "B"), ("c", "C")), "letters")
    qtbot.addWidget(control)
    with qtbot.waitActive(control):
        control.show()
        control.activateWindow()
    first = control.findChildren(QPushButton, "letters.a")[0]
    first.setFocus()
    chosen: list[str] = []
    control.chosen.connect(chosen.append)
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert control.value == "b"
    assert chosen == ["b"]


def test_an_empty_state_says_what_to_do_next(qtbot: QtBot, theme: Theme) -> None:
    empty = EmptyState("No history yet", "Import an export of work items.", "Import…", "history.empty")
    qtbot.addWidget(empty)
    told: list[bool] = []
    empty.asked.connect(lambda: told.append(True))
    empty.button.click()
    empty.set_picture(theme.picture("history"))
    empty.say("Still none", "Really.")
    assert told == [True]
    assert _label(empty, "history.empty.title").text() == "Still none"
    assert not EmptyState("A", "B").button.isVisibleTo(None)  # type: ignore[arg-type]


# --- slider ------------------------------------------------------------------------------------------------


def test_a_moved_slider_tells_each_step_and_its_end(qtbot: QtBot) -> None:
    lever = LabelledSlider("Test WIP", (1, 12), "lever", write=lambda value: f"{value} items")
    qtbot.addWidget(lever)
    told: list[object] = []
    lever.moved.connect(told.append)
    lever.released.connect(lambda: told.append("released"))
    lever.slider.setSliderDown(True)
    lever.slider.setSliderPosition(4)
    lever.slider.setSliderPosition(5)
    lever.slider.setSliderDown(False)
    assert told == [4, 5, "released"]
    assert (_label(lever, "lever.value").text(), lever.value) == ("5 items", 5)


def test_a_key_on_a_slider_is_one_whole_edit(qtbot: QtBot) -> None:
    lever = LabelledSlider("Test WIP", (1, 12), "lever")
    qtbot.addWidget(lever)
    told: list[object] = []
    lever.moved.connect(told.append)
    lever.released.connect(lambda: told.append("released"))
    QTest.keyClick(lever.slider, Qt.Key.Key_Right)
    assert told == [2, "released"]


def test_a_shown_value_is_not_told(qtbot: QtBot) -> None:
    lever = LabelledSlider("Test WIP", (1, 12), "lever")
    qtbot.addWidget(lever)
    told: list[int] = []
    lever.moved.connect(told.append)
    lever.show_value(7)
    assert (told, lever.value, _label(lever, "lever.value").text()) == ([], 7, "7")


# --- distribution bar --------------------------------------------------------------------------------------


def _portions(*shares: float) -> tuple[Portion, ...]:
    styles = type_styles(["feature", "defect", "risk", "debt"])
    return tuple(
        Portion(name.title(), share, style)
        for (name, style), share in zip(styles.items(), shares, strict=False)
    )


def test_portions_fill_the_bar_in_proportion(qtbot: QtBot) -> None:
    bar = DistributionBar("bar")
    qtbot.addWidget(bar)
    bar.resize(206, 40)
    bar.show_portions(_portions(0.5, 0.25, 0.15, 0.1))
    spans = [(portion.name, round(place.left()), round(place.width())) for portion, place in bar.spans()]
    assert spans == [("Feature", 0, 100), ("Defect", 102, 50), ("Risk", 154, 30), ("Debt", 186, 20)]


def test_types_without_a_share_are_left_out(qtbot: QtBot) -> None:
    bar = DistributionBar("bar")
    qtbot.addWidget(bar)
    bar.show_portions(_portions(0.5, 0.0, 0.5, 0.0))
    assert [portion.name for portion, _ in bar.spans()] == ["Feature", "Risk"]
    assert bar.accessibleName() == "Feature 50 %, Risk 50 %"


def test_a_bar_of_nothing_is_painted_empty(qtbot: QtBot, theme: Theme) -> None:
    bar = DistributionBar("bar")
    qtbot.addWidget(bar)
    bar.resize(100, 40)
    assert bar.spans() == ()
    assert bar.grab().toImage().pixelColor(50, 8).name().upper() == LIGHT.line


def test_each_portion_has_its_colour(qtbot: QtBot, theme: Theme) -> None:
    bar = DistributionBar("bar")
    qtbot.addWidget(bar)
    bar.resize(206, 40)
    portions = _portions(0.5, 0.25, 0.15, 0.1)
    bar.show_portions(portions)
    image = bar.grab().toImage()
    painted = [image.pixelColor(round(place.center().x()), 8).name().upper() for _, place in bar.spans()]
    assert painted == [portion.style.colour for portion in portions]


def test_the_pointer_is_told_which_type_it_is_over(qtbot: QtBot, theme: Theme) -> None:
    bar = DistributionBar("bar")
    qtbot.addWidget(bar)
    bar.resize(206, 40)
    bar.show_portions(_portions(0.5, 0.25, 0.15, 0.1))
    bar.show()
    point = QPoint(120, 8)
    QApplication.sendEvent(bar, QHelpEvent(QHelpEvent.Type.ToolTip, point, bar.mapToGlobal(point)))
    assert QToolTip.text() == "Defect: 25 %"
    QToolTip.hideText()


# --- table -------------------------------------------------------------------------------------------------


def test_a_table_is_read_by_rows(qtbot: QtBot, theme: Theme) -> None:
    table = TableView("comparison", "Scenarios")
    qtbot.addWidget(table)
    model = QStandardItemModel(3, 2)
    table.setModel(model)
    table.selectRow(1)
    assert [index.row() for index in table.selectedIndexes()] == [1, 1]
    assert table.editTriggers() == TableView.EditTrigger.NoEditTriggers
    assert table.accessibleName() == "Scenarios"


def test_a_part_scrolls_only_where_it_is_lower_than_it_must_be(theme: Theme, qtbot: QtBot) -> None:
    column = QVBoxLayout()
    column.addWidget(paragraph("A sentence that is long enough to need more than one line. " * 3))
    picture = QTextEdit()
    picture.setMinimumHeight(150)
    column.addWidget(picture)
    area = scrolled(column, "area")
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    ranges = []
    for height in (120, 240):
        area.resize(300, height)
        QApplication.processEvents()
        ranges.append(area.verticalScrollBar().maximum() > 0)
    assert ranges == [True, False]
