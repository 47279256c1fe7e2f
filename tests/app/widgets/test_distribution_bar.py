"""A bar of shares."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.theme import LIGHT, Theme, type_styles
from app.widgets import DistributionBar, Portion


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
