from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from app.pages.stream.shares_bar import SharesBar
from app.theme import Theme
from sim.distributions import quantiles
from tests.app.pages.inspector_bench import InspectorBench


@pytest.fixture
def team(qtbot: QtBot, theme: Theme) -> InspectorBench:
    return InspectorBench(qtbot, theme, "software-team")


@pytest.fixture
def factory(qtbot: QtBot, theme: Theme) -> InspectorBench:
    return InspectorBench(qtbot, theme, "factory-line")


def test_with_nothing_chosen_the_stream_is_shown(team: InspectorBench) -> None:
    texts = team.texts()
    assert "The stream" in texts
    assert "Feature 50\u00a0% · Defect 28\u00a0% · Risk 8\u00a0% · Debt 14\u00a0%" in texts
    assert any(text.startswith("Mon to Fri, 8 hours") for text in texts)


def test_the_stream_is_renamed_and_its_arrivals_are_set(team: InspectorBench) -> None:
    team.enter("inspector.streamName", "Payments")
    team.enter("inspector.arrivals.0", "0.5")
    stream = team.document.project.stream
    assert stream.name == "Payments"
    assert stream.arrivals[0].time.mean == 0.5  # type: ignore[union-attr]
    assert team.document.stack.undoText() == "Change arrivals"


def test_a_group_limit_and_a_delivery_are_set(factory: InspectorBench) -> None:
    group = factory.document.project.stream.wip_groups[0]
    factory.unfold("groups")
    factory.enter(f"inspector.wip_groups.{group.id}.limit", "8")
    factory.enter("inspector.arrivals.0", "12")
    stream = factory.document.project.stream
    assert stream.wip_groups[0].limit == 8
    assert stream.arrivals[0].count == 12  # type: ignore[union-attr]
    assert factory.document.stack.undoText() == "Change arrivals"


def test_a_factory_has_machines(factory: InspectorBench) -> None:
    factory.parts.board.choose("saw")
    assert "Machines" in factory.texts()


def test_another_family_brings_its_own_figures(team: InspectorBench) -> None:
    team.parts.board.choose("build")
    team.pick("inspector.time.family", "triangular")
    names = [each.objectName() for each in team.inspector.findChildren(QLineEdit)]
    figures = [name for name in names if name.startswith("inspector.time.")]
    assert figures == ["inspector.time.low", "inspector.time.mode", "inspector.time.high"]
    time = team.document.project.stream.stage("build").time
    assert time is not None
    assert time.family == "triangular"
    half, bad = quantiles(time)
    assert half == pytest.approx(2.0, rel=0.01)  # as before
    assert bad == pytest.approx(3.56, rel=0.01)  # as far from it as a triangle goes with a mode to speak of
    assert time.given["mode"] > 0.15 * time.given["high"]


def test_figures_that_do_not_go_together_are_refused_in_words(team: InspectorBench) -> None:
    team.parts.board.choose("build")
    before = team.document.project
    team.enter("inspector.time.p85", "1")
    assert team.document.project is before
    assert any("p85" in text for text in team.texts())


def test_rework_is_added_changed_and_taken_away(team: InspectorBench) -> None:
    team.parts.board.choose("build")
    team.unfold("rework")
    team.pick("inspector.rework.add", "analysis")
    assert [(w.to, w.probability) for w in team.document.project.stream.stage("build").rework] == [
        ("analysis", 0.1)
    ]
    team.enter("inspector.rework.analysis", "25")
    assert team.document.project.stream.stage("build").rework[0].probability == 0.25
    team.enter("inspector.rework.analysis", "none")
    assert team.document.project.stream.stage("build").rework == ()


def test_rules_are_chosen_from_lists(team: InspectorBench) -> None:
    team.parts.board.choose("build")
    team.unfold("pulling")
    team.pick("inspector.pull", "ready")
    team.pick("inspector.on_finish", "hold")
    stage = team.document.project.stream.stage("build")
    assert (stage.pull, stage.on_finish) == ("ready", "hold")


def test_a_stage_becomes_a_wait_stage_and_shows_its_gate(team: InspectorBench) -> None:
    team.parts.board.choose("analysis")
    team.pick("inspector.kind", "wait")
    assert team.document.project.stream.stage("analysis").kind == "wait"
    names = {each.objectName() for each in team.inspector.findChildren(QLineEdit)}
    assert "inspector.cadence" in names
    assert "inspector.workers" not in names
    team.pick("inspector.delay.family", "constant")
    team.enter("inspector.delay.value", "2")
    delay = team.document.project.stream.stage("analysis").delay
    assert delay is not None
    assert delay.value == 2.0


def test_time_of_a_type_is_taken_back_by_the_word_same(team: InspectorBench) -> None:
    team.parts.board.choose("build")
    team.unfold("times")
    team.enter("inspector.time_by_type.defect", "same")
    assert team.document.project.stream.stage("build").time_by_type == {}


def test_the_field_keeps_the_focus_when_the_form_is_built_anew(team: InspectorBench, qtbot: QtBot) -> None:
    team.parts.board.choose("build")
    qtbot.waitExposed(team.page)
    team.page.activateWindow()
    team.enter("inspector.wip_limit", "7")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "inspector.wip_limit"


def test_buttons_duplicate_and_remove_the_stage(team: InspectorBench, qtbot: QtBot) -> None:
    team.parts.board.choose("build")
    team.inspector.stage.copy_wanted.emit()
    ids = [stage.id for stage in team.document.project.stream.stages]
    assert ids == ["analysis", "build", "build-2", "test", "release"]
    assert team.parts.board.selected == "build-2"
    team.inspector.stage.remove_wanted.emit()
    assert len(team.document.project.stream.stages) == 4


def test_dragging_a_border_is_one_undo_step(team: InspectorBench) -> None:
    bar = team.inspector.findChild(SharesBar)
    assert bar is not None
    begin = QPointF(0.5 * bar.width(), 10).toPoint()
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=begin)
    for share in (0.45, 0.4, 0.3):
        QTest.mouseMove(bar, QPointF(share * bar.width(), 10).toPoint())
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=begin)
    types = team.document.project.stream.item_types
    assert types[0].share == pytest.approx(0.3, abs=0.02)
    assert sum(kind.share for kind in types) == pytest.approx(1.0)
    team.document.undo()
    assert team.document.project.stream.item_types[0].share == 0.5


def test_the_menu_of_a_card_offers_what_fits_it(team: InspectorBench) -> None:
    offers = {
        key: [each.text().split("\t")[0] for each in team.actions.menu_for(key).actions() if each.text()]
        for key in ("build", "release", "+backlog")
    }
    adds = ["Add a work stage here", "Add a wait stage here", "Paste stages here", "Whole board in sight"]
    ways = ["Draw rework from here", "Draw a way on from here"]
    kept = [*ways, "Copy", "Cut", "Duplicate", "Remove"]
    assert offers["build"] == [
        "Rename",
        "WIP limit…",
        "People…",
        "Typical time…",
        "Let items wait here",
        *kept,
        *adds,
    ]
    assert offers["release"] == ["Rename", "WIP limit…", "Let people work here", *kept, *adds]
    assert offers["+backlog"] == ["How many arrive…", "Draw a way past the first stage", *adds]


@pytest.mark.parametrize("name", ["inspector.kind", "inspector.team"])
def test_what_a_factory_stage_is_and_who_works_there_is_read_whole(
    factory: InspectorBench, theme: Theme, name: str
) -> None:
    factory.parts.board.choose(factory.stream.stages[1].id)
    theme.dress(factory.page)
    box = factory.inspector.findChild(QComboBox, name)
    assert isinstance(box, QComboBox)
    QApplication.processEvents()
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    control, edit = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(control, option, edit, box).width() + 4
    assert box.fontMetrics().horizontalAdvance(box.currentText()) <= room
