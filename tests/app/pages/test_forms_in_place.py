"""A form that is shown again keeps its fields: what is entered, where the cursor is, what is unfolded."""

from __future__ import annotations

from typing import get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from app.pages.stream.durations import as_family
from app.pages.stream.forms.section import SectionHeader
from app.pages.stream.forms.spread import sliders_of
from app.theme import Theme
from sim.distributions import Distribution, Family, quantiles
from sim.stream import Rework, set_value
from tests.app.pages.inspector_bench import InspectorBench

WORK = ("times", "rework", "onward", "pulling", "lots", "blockers", "downtime", "setup", "gate", "cost")


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme) -> InspectorBench:
    made = InspectorBench(qtbot, theme, "software-team")
    made.parts.board.choose("build")
    made.unfold(*WORK)
    made.page.activateWindow()
    return made


def line(bench: InspectorBench, name: str) -> QLineEdit:
    found = bench.inspector.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def fields(bench: InspectorBench) -> list[QWidget]:
    kinds = (QLineEdit, QComboBox, QSlider)
    return [each for kind in kinds for each in bench.form.findChildren(kind) if each.objectName()]


def told(bench: InspectorBench) -> str:
    return "\n".join(bench.texts())


def test_an_edit_on_the_board_shows_in_the_same_fields(bench: InspectorBench) -> None:
    before = fields(bench)
    bench.actions.set_value("stages.build.wip_limit", 9)
    assert fields(bench) == before
    assert line(bench, "inspector.wip_limit").text() == "9"
    bench.document.undo()
    assert fields(bench) == before
    assert line(bench, "inspector.wip_limit").text() == "8"


def test_another_stage_is_shown_and_edited_in_the_same_fields(
    bench: InspectorBench,
) -> None:
    name = line(bench, "inspector.name")
    bench.parts.board.choose("test")
    assert line(bench, "inspector.name") is name
    assert name.text() == "Test"
    bench.enter("inspector.workers", "7")
    assert (bench.stream.stage("test").workers, bench.stream.stage("build").workers) == (7, 5)
    bench.enter("inspector.rework.build", "30")
    assert bench.stream.stage("test").rework[0].probability == 0.3


def test_who_types_in_a_field_while_something_else_changes_keeps_the_cursor(bench: InspectorBench) -> None:
    name = line(bench, "inspector.name")
    name.setFocus()
    name.setCursorPosition(3)
    bench.actions.set_value("stages.build.wip_limit", 9)
    assert name.hasFocus()
    assert name.cursorPosition() == 3


def test_a_row_more_leaves_the_rows_above_it_as_they_are(bench: InspectorBench) -> None:
    above = line(bench, "inspector.wip_limit")
    share = set_value(bench.stream, "stages.build.rework", (Rework(to="build", probability=0.1),))
    bench.document.apply(bench.edit_to(share))
    assert line(bench, "inspector.wip_limit") is above
    assert line(bench, "inspector.rework.build").text() == "10 %"
    bench.document.undo()
    assert bench.form.findChild(QLineEdit, "inspector.rework.build") is None


def test_tab_goes_through_new_rows_where_they_stand(bench: InspectorBench) -> None:
    bench.pick("inspector.rework.add", "build")
    QApplication.processEvents()
    line(bench, "inspector.rework.build").setFocus()
    bench.inspector.focusNextChild()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "inspector.rework.build.effort"


def test_a_wrong_text_is_explained_beside_its_field_while_it_is_written(bench: InspectorBench) -> None:
    limit = line(bench, "inspector.wip_limit")
    limit.setFocus()
    limit.selectAll()
    QTest.keyClicks(limit, "0")
    assert "0 is too little; it must be 1 or more." in told(bench)
    QTest.keyClick(limit, Qt.Key.Key_Backspace)
    QTest.keyClicks(limit, "3")
    assert "too little" not in told(bench)


def test_a_wrong_text_is_gone_when_another_stage_is_shown(bench: InspectorBench) -> None:
    limit = line(bench, "inspector.wip_limit")
    limit.setFocus()
    limit.selectAll()
    QTest.keyClicks(limit, "abc")
    bench.parts.board.choose("test")
    assert limit.text() == "5"
    assert "abc" not in told(bench)


def test_a_value_that_does_not_go_with_the_others_is_shown_until_another_edit(bench: InspectorBench) -> None:
    before = bench.stream
    bench.enter("inspector.time.p85", "0.1")  # less than the typical case
    assert bench.stream == before
    assert line(bench, "inspector.time.p85").text() == "0.1 d"
    bench.enter("inspector.wip_limit", "7")
    time = before.stage("build").time
    assert time is not None
    assert line(bench, "inspector.time.p85").text() == f"{time.p85:g} d"


def test_a_section_that_opened_for_a_problem_stays_until_another_stage(qtbot: QtBot, theme: Theme) -> None:
    bench = InspectorBench(qtbot, theme, "software-team")
    bench.parts.board.choose("test")
    header = bench.inspector.findChild(SectionHeader, "inspector.section.rework")
    assert header is not None
    assert not header.isChecked()
    bad = (Rework(to="build", probability=0.6), Rework(to="test", probability=0.6))
    bench.document.apply(bench.edit_to(set_value(bench.stream, "stages.test.rework", bad)))
    assert header.isChecked()
    bench.document.undo()
    assert header.isChecked()
    bench.parts.board.choose("build")
    assert not header.isChecked()
    assert not bench.form.unfolded


def test_a_stage_that_becomes_a_queue_and_back_has_its_sections(bench: InspectorBench) -> None:
    def sections() -> list[str]:
        found = bench.form.findChildren(SectionHeader)
        ordered = sorted(
            (each for each in found if each.isVisible()), key=lambda one: one.mapTo(bench.form, QPoint()).y()
        )
        return [each.objectName().rpartition(".")[2] for each in ordered]

    bench.pick("inspector.kind", "wait")
    QApplication.processEvents()
    assert sections() == ["rework", "onward", "pulling", "lots"]
    bench.pick("inspector.kind", "work")
    QApplication.processEvents()
    assert sections() == list(WORK)


@pytest.mark.parametrize("family", [each for each in get_args(Family) if each != "empirical"])
def test_every_family_has_sliders_a_curve_and_a_sentence(bench: InspectorBench, family: Family) -> None:
    bench.pick("inspector.time.family", family)
    time = bench.stream.stage("build").time
    assert time is not None
    for figure in sliders_of(time):
        before = quantiles(time)
        slider = bench.inspector.findChild(QSlider, f"inspector.time.{figure}.slider")
        assert slider is not None
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_PageUp)
        time = bench.stream.stage("build").time
        assert time is not None
        assert time.family == family
        assert quantiles(time)[figure == "p85"] > 1.2 * before[figure == "p85"]
        assert slider.hasFocus()
    words = bench.inspector.findChild(QLabel, "inspector.sentence")
    assert words is not None
    assert f"{quantiles(time)[0]:.3g}" in words.text()
    assert bench.inspector.findChild(QWidget, "inspector.curve") is not None


def test_a_slider_that_pushes_the_other_aside_gives_it_back_within_one_drag(bench: InspectorBench) -> None:
    time = bench.stream.stage("build").time
    assert time is not None
    slider = bench.inspector.findChild(QSlider, "inspector.time.p85.slider")
    assert slider is not None
    slider.setSliderDown(True)
    before = slider.value()
    slider.setValue(0)
    slider.setValue(before + 1)
    slider.setSliderDown(False)
    after = bench.stream.stage("build").time
    assert after is not None
    assert after.p50 == time.p50


def test_observed_values_say_why_they_have_no_sliders(bench: InspectorBench) -> None:
    seen = Distribution(family="empirical", values=(1.0, 2.0, 4.0))
    bench.document.apply(bench.edit_to(set_value(bench.stream, "stages.build.time", seen)))
    assert bench.inspector.findChild(QSlider, "inspector.time.p50.slider") is None
    assert "3 observed values, each as likely as the others: they have no figures to move." in told(bench)
    as_lognormal = as_family(seen, "lognormal")
    bench.pick("inspector.time.family", "lognormal")
    assert bench.stream.stage("build").time == as_lognormal
