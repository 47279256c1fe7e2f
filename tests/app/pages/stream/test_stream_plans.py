"""Plans on the Stream page: kept from what was changed, in force on the cards, told beside the fields."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.document import Document
from app.pages.stream import StreamPage, edits
from app.pages.stream.keep_strip import KeepStrip
from app.theme import Theme
from sim.store import new_project
from sim.stream import PlannedChange, Stream, example
from tests.app.pages.inspector_bench import InspectorBench
from tests.app.pages.stream.page_bench import change, limit_on_card, run_to, text

PLANNED = example("software-team").model_copy(
    update={"plan": (PlannedChange(at=10.0, set={"stages.test.wip_limit": 3, "stages.test.workers": 4}),)}
)


def strip(page: StreamPage) -> KeepStrip:
    return page.parts.inspector.keep


def test_a_change_while_it_runs_is_offered_to_be_kept_and_kept_in_one_step(
    page: StreamPage, document: Document, qtbot: QtBot
) -> None:
    begun = document.project.stream
    run_to(page, 20.0, qtbot)
    assert not strip(page).isVisible()
    change(page, "stages.test.workers", 3)
    assert (strip(page).isVisible(), text(page, "keepStrip.text")) == (True, "Changed once while it ran.")
    run_to(page, 30.0, qtbot)
    change(page, "stages.build.wip_limit", 5)
    assert text(page, "keepStrip.text") == "Changed 2 times while it ran."
    keep = page.findChild(QPushButton, "keepStrip.keep")
    assert keep is not None
    keep.click()
    kept = document.project.stream
    assert [change.set for change in kept.plan] == [{"stages.test.workers": 3}, {"stages.build.wip_limit": 5}]
    assert kept.model_copy(update={"plan": ()}) == begun
    assert document.stack.undoText() == "Keep what was changed as a plan"
    assert not strip(page).isVisible()
    assert page.run.run is not None


def test_after_keeping_the_cards_show_what_is_in_force_and_after_a_reset_what_it_begins_with(
    page: StreamPage, qtbot: QtBot
) -> None:
    run_to(page, 20.0, qtbot)
    change(page, "stages.build.wip_limit", 5)
    strip(page).keep_wanted.emit()
    assert limit_on_card(page, "build") == 5
    page.run.reset()
    assert limit_on_card(page, "build") == 8


def test_keeping_is_undone_like_any_edit(page: StreamPage, document: Document, qtbot: QtBot) -> None:
    run_to(page, 20.0, qtbot)
    change(page, "stages.build.wip_limit", 5)
    before = document.project.stream
    strip(page).keep_wanted.emit()
    document.undo()
    assert document.project.stream == before
    assert page.run.run is not None


def test_the_cards_change_on_the_day_of_the_plan(page: StreamPage, document: Document, qtbot: QtBot) -> None:
    document.replace(new_project(PLANNED))
    run_to(page, 5.0, qtbot)
    assert limit_on_card(page, "test") == 5
    run_to(page, 12.0, qtbot)
    page._show_cards(force=True)
    assert limit_on_card(page, "test") == 3


def test_a_field_says_what_the_plan_will_set_it_to(qtbot: QtBot, theme: Theme) -> None:
    bench = InspectorBench(qtbot, theme, PLANNED)
    bench.parts.board.choose("test")
    assert "The plan sets it to 3 on day 10." in bench.texts()
    assert "The plan sets it to 4 on day 10." in bench.texts()
    bench.parts.board.choose("build")
    assert not any(each.startswith("The plan sets") for each in bench.texts())


def test_a_field_of_a_team_says_so_too(qtbot: QtBot, theme: Theme) -> None:
    stream: Stream = example("software-team")
    bench = InspectorBench(qtbot, theme, stream)
    bench.parts.board.choose("build")
    bench.pick("inspector.team", "+new")
    plan = (PlannedChange(at=30.5, set={"teams.team.size": 7}),)
    project = bench.document.project
    bench.document.apply(edits.with_stream(project, project.stream.model_copy(update={"plan": plan}), "Plan"))
    assert "The plan sets it to 7 on day 30.5." in bench.texts()
