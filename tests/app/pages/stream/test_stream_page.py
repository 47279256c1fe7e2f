from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.canvas import Area
from app.document import Document
from app.pages.stream import StreamPage
from sim.store import new_project
from sim.stream import example, remove_stage
from tests.app.pages.stream.page_bench import PATIENCE, enter, field, start, text, tools_of


def test_a_name_edited_on_the_card_changes_the_stream_and_can_be_undone(
    page: StreamPage, document: Document
) -> None:
    board = page.parts.board
    board.choose("test")
    board.edit("name")
    enter(field(board, "inPlace.name"), "Check")
    assert document.project.stream.stage("test").name == "Check"
    assert field(page.parts.inspector, "inspector.name").text() == "Check"
    assert document.stack.undoText() == "Rename Test to Check"
    document.undo()
    assert document.project.stream.stage("test").name == "Test"
    assert board.board.cards[3].name == "Test"


def test_a_limit_set_in_the_inspector_stands_on_the_card(page: StreamPage, document: Document) -> None:
    page.parts.board.choose("build")
    enter(field(page.parts.inspector, "inspector.wip_limit"), "6")
    assert document.project.stream.stage("build").wip_limit == 6
    assert page.parts.board.board.cards[2].limit == 6


def test_what_is_wrong_is_told_below_the_field_and_on_the_card(page: StreamPage, document: Document) -> None:
    page.parts.board.choose("analysis")
    enter(field(page.parts.inspector, "inspector.time.p85"), "0.5")
    assert document.project.stream.stage("analysis").time == example("software-team").stage("analysis").time


def test_a_figure_of_the_time_redraws_the_curve_and_the_sentence(
    page: StreamPage, document: Document
) -> None:
    page.parts.board.choose("build")
    before = text(page.parts.inspector, "inspector.sentence")
    enter(field(page.parts.inspector, "inspector.time.p50"), "3")
    assert document.project.stream.stage("build").time is not None
    assert text(page.parts.inspector, "inspector.sentence") == "Half within 3\u00a0d, 85 % within 4.5\u00a0d."
    assert before == "Half within 2\u00a0d, 85 % within 4.5\u00a0d."


def test_time_by_type_rework_and_gate_are_edited_in_the_inspector(
    page: StreamPage, document: Document
) -> None:
    page.parts.board.choose("test")
    for section in ("times", "rework"):
        page.parts.inspector.stage.unfold(section)
    enter(field(page.parts.inspector, "inspector.time_by_type.defect"), "0.5")
    enter(field(page.parts.inspector, "inspector.rework.build"), "20")
    page.parts.board.choose("release")
    enter(field(page.parts.inspector, "inspector.cadence"), "5")
    stream = document.project.stream
    assert list(stream.stage("test").time_by_type) == ["defect"]
    assert stream.stage("test").rework[0].probability == 0.2
    gate = stream.stage("release").cadence
    assert gate is not None
    assert (gate.every, gate.first) == (5, 5)


def test_stages_are_added_copied_moved_and_removed_and_all_of_it_is_undone(
    page: StreamPage, document: Document
) -> None:
    board = page.parts.board
    begin = document.project
    board.add_wanted.emit(1)
    QTest.keyClick(field(board, "inPlace.name"), Qt.Key.Key_Escape)
    board.choose("build")
    QTest.keyClick(board, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(board, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    board.choose("analysis")
    QTest.keyClick(board, Qt.Key.Key_Delete)
    names = [stage.name for stage in document.project.stream.stages]
    assert names == ["New stage", "Build", "Test", "Build (copy)", "Release"]
    assert board.selected == document.project.stream.stages[0].id
    for _ in range(4):
        document.undo()
    assert document.project == begin


def test_the_last_stage_stays(page: StreamPage, document: Document, qtbot: QtBot) -> None:
    for stage in ("analysis", "build", "test"):
        page.gestures.remove(stage)
    with qtbot.waitSignal(page.fault):
        page.gestures.remove("release")
    assert [stage.id for stage in document.project.stream.stages] == ["release"]


def test_shares_are_moved_with_the_keyboard_and_stay_a_whole(page: StreamPage, document: Document) -> None:
    bar = page.findChild(QWidget, "inspector.shares")
    assert bar is not None
    bar.setFocus()
    for _ in range(5):
        QTest.keyClick(bar, Qt.Key.Key_Left)
    shares = [kind.share for kind in document.project.stream.item_types]
    assert shares == [0.45, 0.33, 0.08, 0.14]
    document.undo()
    assert document.project.stream.item_types[0].share == 0.5


def test_a_run_moves_tokens_and_fills_tiles_and_charts(page: StreamPage, qtbot: QtBot) -> None:
    start(page, qtbot)
    qtbot.waitUntil(lambda: page.run.player.done > 40, timeout=PATIENCE)
    qtbot.waitUntil(lambda: page._figures is not None, timeout=PATIENCE)
    page.run.player.pause()
    frame = page.parts.board.frame_shown
    assert frame.counts[-1] >= 40
    assert any(pile.count for spot, pile in frame.piles.items() if spot[1] is Area.ACTIVE)
    qtbot.waitUntil(lambda: text(page, "metric.velocity.value") != "–", timeout=PATIENCE)
    assert len(page.parts.charts) == 3
    qtbot.waitUntil(lambda: all(chart.state is not None for chart in page.parts.charts))


def test_a_limit_changed_while_it_runs_takes_effect_and_the_run_goes_on(
    page: StreamPage, document: Document, qtbot: QtBot
) -> None:
    start(page, qtbot)
    qtbot.waitUntil(lambda: page.run.player.now > 60, timeout=PATIENCE)
    page.run.player.pause()
    moment, run = page.run.player.now, page.run.run
    assert run is not None
    page.parts.board.choose("build")
    page.parts.board.edit("wip_limit")
    enter(field(page.parts.board, "inPlace.wip_limit"), "1")
    assert page.run.run is run
    assert run.stream.stage("build").wip_limit == 1
    page.run.player.play()
    qtbot.waitUntil(lambda: page.run.player.now > moment + 60, timeout=PATIENCE)
    page.run.player.pause()
    # Rework enters above the limit; nothing else may.
    assert page.parts.board.frame_shown.counts[2] <= 3
    document.undo()
    assert run.stream.stage("build").wip_limit == 8


def test_a_change_of_structure_resets_the_run_and_says_so(page: StreamPage, qtbot: QtBot) -> None:
    said: list[str] = []
    page.status.connect(said.append)
    start(page, qtbot)
    qtbot.waitUntil(lambda: page.run.player.now > 10, timeout=PATIENCE)
    page.gestures.remove("analysis")
    assert page.run.run is None
    assert page.run.player.state == "empty"
    assert any("reset" in line for line in said)


def test_reset_takes_everything_off(page: StreamPage, qtbot: QtBot) -> None:
    start(page, qtbot)
    qtbot.waitUntil(lambda: page.run.player.now > 20, timeout=PATIENCE)
    tools_of(page).reset.click()
    assert page.parts.board.frame_shown.counts == ()
    assert text(page, "metric.velocity.value") == "–"
    assert tools_of(page).run.text() == "Run"


def test_the_same_seed_gives_the_same_run_and_another_seed_another(
    page: StreamPage, document: Document, qtbot: QtBot
) -> None:
    done = []
    for seed in ("1", "1", "7"):
        enter(tools_of(page).seed, seed)
        page.run.reset()
        tools_of(page).end.click()
        qtbot.waitUntil(lambda: page.run.player.state == "ended", timeout=PATIENCE)
        done.append((page.run.player.done, page.run.player.events))
    assert done[0] == done[1] != done[2]
    assert document.project.run.seed == 7


def test_the_smallest_window_shows_the_busy_bar_of_each_of_two_stages(
    page: StreamPage, document: Document, qtbot: QtBot
) -> None:
    stream = remove_stage(remove_stage(example("software-team"), "release"), "analysis")
    document.replace(new_project(stream))
    page.resize(1010, 628)
    board = page.parts.board
    qtbot.waitUntil(lambda: board.height() < 330)
    for key in ("build", "test"):
        card = board.card(key)
        assert card is not None
        low = board.mapFromScene(card.sceneBoundingRect().bottomLeft()).y()
        assert low <= board.viewport().height()


def test_a_step_is_one_event(page: StreamPage, qtbot: QtBot) -> None:
    start(page, qtbot, speed=0.001)
    page.run.player.pause()
    before = page.run.player.events
    tools_of(page).step.click()
    assert page.run.player.events > before
    qtbot.waitUntil(lambda: not page.run.player._timer.isActive(), timeout=PATIENCE)


def test_a_stream_with_faults_is_refused_in_words(page: StreamPage, document: Document, qtbot: QtBot) -> None:
    page.parts.board.choose("test")
    from app.pages.stream import edits

    document.apply(edits.set_field(document.project, "stages.test.workers", 0, "No testers"))
    with qtbot.waitSignal(page.fault) as refused:
        tools_of(page).run.click()
    assert "stages.test.workers" in str(refused.args[0])
    assert page.parts.board.board.cards[3].problems


def test_a_page_out_of_sight_pauses(page: StreamPage, qtbot: QtBot) -> None:
    start(page, qtbot, speed=1.0)
    page.deactivated()
    assert page.run.player.state == "paused"
    assert tools_of(page).run.text() == "Run"


def test_a_narrow_page_puts_the_tiles_above_the_inspector(page: StreamPage, qtbot: QtBot) -> None:
    page.resize(950, 600)
    qtbot.waitUntil(lambda: page.parts._tile_row.width() > 900)
    page.resize(1300, 800)
    qtbot.waitUntil(lambda: page.parts._tile_row.width() < 1100)


def test_each_value_entered_is_undone_by_itself(page: StreamPage, document: Document) -> None:
    page.parts.board.choose("build")
    for limit in ("7", "6"):
        enter(field(page.parts.inspector, "inspector.wip_limit"), limit)
    document.undo()
    assert document.project.stream.stage("build").wip_limit == 7
