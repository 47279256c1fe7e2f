"""A value that the stream's own rules refuse is explained below its field; the text stays, to be mended."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.canvas.card_item import Field
from app.pages.stream.board_edits import with_more
from app.theme import Theme
from sim.errors import StreamFault
from sim.stream import example
from tests.app.pages.board_bench import BoardBench
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


def words_below(bench: BoardBench, name: str) -> str:
    """Give what stands in sight below an editor of the board."""
    found = bench.board.viewport().findChild(QLabel, f"{name}.wrong")
    return found.text() if isinstance(found, QLabel) and found.isVisible() else ""


def with_time(qtbot: QtBot, theme: Theme, text: str) -> BoardBench:
    bench = BoardBench(qtbot, theme, "software-team")
    bench.board.choose("build")
    bench.board.edit("time")
    bench.type_in_place(text)
    return bench


def test_a_time_that_the_stream_refuses_is_explained_at_its_card(qtbot: QtBot, theme: Theme) -> None:
    before = example("software-team")
    bench = with_time(qtbot, theme, "1e9")
    assert bench.stream == before
    assert bench.refused == []
    assert bench.editor.text() == "1e+09 d"
    assert "p85 of a lognormal" in words_below(bench, "inPlace.time")


def test_a_time_refused_at_its_card_is_mended_there(qtbot: QtBot, theme: Theme) -> None:
    bench = with_time(qtbot, theme, "1e9")
    bench.editor.selectAll()
    bench.type_in_place("4")
    time = bench.stream.stage("build").time
    assert time is not None
    assert time.p50 == 4.0
    assert bench.editors == []
    assert words_below(bench, "inPlace.time") == ""


def test_esc_gives_a_time_refused_at_its_card_up(qtbot: QtBot, theme: Theme) -> None:
    bench = with_time(qtbot, theme, "1e9")
    before = bench.stream
    QTest.keyClick(bench.editor, Qt.Key.Key_Escape)
    assert bench.stream is before
    assert bench.editors == []


def test_who_turns_from_a_wrong_text_on_a_card_is_told_what_was_not_taken(qtbot: QtBot, theme: Theme) -> None:
    bench = BoardBench(qtbot, theme, "software-team")
    bench.board.choose("build")
    bench.board.edit("wip_limit")
    QTest.keyClicks(bench.editor, "-2")
    bench.click(bench.card("test"))
    assert bench.editors == []
    assert bench.said == ["-2 is too little; it must be 1 or more."]
    assert bench.stream.stage("build").wip_limit == 8


def test_a_wrong_share_of_a_way_is_explained_below_its_panel(qtbot: QtBot, theme: Theme) -> None:
    bench = BoardBench(qtbot, theme, "software-team")
    way = bench.board.board.rework[0]
    bench.board.choose_way(way.key)
    bench.board.open_way()
    bench.type_in_place("140")
    assert "must lie between" in words_below(bench, "way.0")
    assert bench.editor.text() == "140"


def test_arrivals_too_rare_for_the_clock_are_refused_in_words() -> None:
    with pytest.raises(StreamFault, match="too few"):
        with_more(example("software-team"), 1e-300)


def over(bench: BoardBench, field: Field) -> tuple[int, int]:
    """How far the open editor is from its text on the card, in pixels."""
    card = bench.board.card(bench.board.selected)
    assert card is not None
    text = bench.spot(card.mapToScene(card.field_box(field).topLeft()))
    return bench.editor.x() - text.x(), bench.editor.y() - text.y()


def test_an_editor_stays_over_its_text_when_the_board_is_resized(qtbot: QtBot, theme: Theme) -> None:
    bench = BoardBench(qtbot, theme, "software-team")
    bench.board.choose("test")
    bench.board.edit("workers")
    QTest.keyClicks(bench.editor, "many")
    before, wide = over(bench, "workers"), bench.board.width()
    bench.page.resize(1100, 700)
    qtbot.waitUntil(lambda: bench.board.width() < wide)
    assert over(bench, "workers") == before
    wrong = bench.board.viewport().findChild(QLabel, "inPlace.workers.wrong")
    assert wrong is not None
    assert wrong.y() == bench.editor.geometry().bottom() + 3


def test_an_editor_goes_along_when_the_board_is_panned(qtbot: QtBot, theme: Theme) -> None:
    bench = BoardBench(qtbot, theme, "product-team", width=1000)
    bench.board.choose("build")
    bench.board.edit("name")
    before = over(bench, "name")
    there = bench.editor.x()
    bench.board.sight.pan(-40, 0)
    assert bench.editor.x() == there - 40
    assert over(bench, "name") == before
