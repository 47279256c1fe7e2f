"""A value that the stream's own rules refuse is explained below its field; the text stays, to be mended."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.theme import Theme
from tests.app.pages.inspector_bench import InspectorBench

P85 = "inspector.time.p85"


def bench_of(qtbot: QtBot, theme: Theme) -> tuple[InspectorBench, list[str]]:
    bench = InspectorBench(qtbot, theme, "software-team")
    banner: list[str] = []
    bench.actions.refused.connect(lambda fault: banner.append(fault.text))
    bench.parts.board.choose("build")
    bench.show()
    return bench, banner


def field(bench: InspectorBench) -> QLineEdit:
    found = bench.inspector.findChild(QLineEdit, P85)
    assert isinstance(found, QLineEdit)
    return found


def test_a_bad_case_below_the_typical_one_is_explained_below_its_field(qtbot: QtBot, theme: Theme) -> None:
    bench, banner = bench_of(qtbot, theme)
    before = bench.stream
    bench.enter(P85, "1")
    assert bench.stream is before
    assert banner == []
    assert field(bench).text() == "1 d"
    assert any("p85" in text for text in bench.texts())


def test_esc_brings_back_what_the_stream_has(qtbot: QtBot, theme: Theme) -> None:
    bench, _ = bench_of(qtbot, theme)
    bench.enter(P85, "1")
    QTest.keyClick(field(bench), Qt.Key.Key_Escape)
    assert field(bench).text() == "4.5 d"
    assert not any("p85" in text for text in bench.texts())


def test_a_mended_text_is_taken(qtbot: QtBot, theme: Theme) -> None:
    bench, _ = bench_of(qtbot, theme)
    bench.enter(P85, "1")
    bench.enter(P85, "6")
    time = bench.stream.stage("build").time
    assert time is not None
    assert time.p85 == 6.0
    assert not any("p85" in text for text in bench.texts())


def test_leaving_the_field_tells_it_again_and_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    bench, banner = bench_of(qtbot, theme)
    before = bench.stream
    bench.enter(P85, "1")
    field(bench).clearFocus()
    assert bench.stream is before
    assert (banner, field(bench).text()) == ([], "1 d")
