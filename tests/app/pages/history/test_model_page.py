"""Making a stream of the history on the page: what is shown, changed, given up, and forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.edit import Edit
from app.pages.base import BoardAtStart
from app.pages.history import HistoryPage
from app.pages.history.model_control import BESIDE, MAKE, fitting
from app.pages.history.model_progress import ProgressRow, left
from app.pages.history.model_table import TextRow, TextRows, TextTable
from app.pages.history.model_wishes import Wishes
from app.pages.stream import StreamPage
from app.theme import Theme
from app.window import Window
from sim.store import new_project
from sim.stream import Scenario
from tests.app.pages.history.model_bench import Bench, board, few_done, two_pages
from tests.app.pages.history.page_bench import numbers_alone, teams
from tests.builders import backlog, line


@pytest.fixture
def window(open_window: Callable[..., Window]) -> Window:
    """A window that can show the stream too."""
    return two_pages(open_window)


@pytest.fixture
def bench(page: HistoryPage, window: Window, qtbot: QtBot) -> Bench:
    """Somebody at the page, with a history of four stages."""
    made = Bench(page, window, qtbot)
    made.put(board())
    return made


def test_without_a_history_there_is_nothing_to_make(page: HistoryPage, window: Window, qtbot: QtBot) -> None:
    assert not Bench(page, window, qtbot).is_seen("history.makeStream")
    page.make_stream()
    assert not page.model_view.isVisible()


def test_a_button_makes_a_stream_and_shows_what_was_found(bench: Bench) -> None:
    made = bench.make()
    assert bench.page.model_view.found.isVisible()
    assert bench.rows("model.stages") == [list(row.cells) for row in made.rows]
    assert bench.read("model.fact.arrivals") == dict(made.facts)["Arrivals"]
    for sentence in (*made.calibration.assumed, *made.calibration.unknown):
        assert sentence in bench.read("model.assumed") + bench.read("model.unknown")
    assert not bench.is_seen("model.thinCard")
    assert not bench.is_seen("model.making")
    assert bench.page.document.is_clean  # looking changes nothing


def test_until_it_is_made_nothing_can_be_adopted(bench: Bench) -> None:
    bench.press("history.makeStream")
    view = bench.page.model_view
    assert not view.adopt.isEnabled()
    assert not view.found.isVisible()
    assert bench.is_seen("model.making")
    bench.wait_made()
    assert view.adopt.isEnabled()


def test_making_can_be_cancelled_and_leads_back_to_the_charts(bench: Bench) -> None:
    bench.press("history.makeStream")
    bench.press("model.making.cancel")
    assert not bench.page.jobs.is_running(MAKE)
    assert bench.page.overview.isVisible()
    assert bench.page.model.made is None
    assert bench.make().rows


def test_what_was_made_stays_until_the_history_is_another(bench: Bench) -> None:
    made = bench.make()
    bench.press("model.back")
    assert bench.page.overview.isVisible()
    bench.press("history.makeStream")
    assert not bench.page.jobs.is_running(MAKE)
    assert bench.page.model.made is made


def test_escape_leads_back(bench: Bench) -> None:
    bench.make()
    days = bench.find(QLineEdit, "model.days")
    QTest.keyClicks(days, "7")
    QTest.keyClick(days, Qt.Key.Key_Escape)
    assert days.text() == "all"  # the first one gives the text up
    assert bench.page.model_view.isVisible()
    QTest.keyClick(days, Qt.Key.Key_Escape)
    assert bench.page.overview.isVisible()


def test_choosing_a_row_shows_its_times_against_the_data(bench: Bench) -> None:
    made = bench.make()
    fit = bench.page.model_view.found.fit
    assert fit.chart.state is not None
    assert fit.chart.state.what == "Arrivals"
    assert not bench.is_seen("model.family")
    bench.page.model_view.found.table.selectRow(3)
    assert fit.chart.state.what == "Build"
    assert fit.chart.title == "Times in Build"
    assert bench.read("model.reason") == made.rows[3].parts[0].reason
    assert [row[0] for row in bench.rows("model.candidates")] == [
        one.family for one in made.rows[3].parts[0].candidates
    ]
    assert bench.is_seen("model.family")


def test_the_same_times_are_shown_as_bars(bench: Bench) -> None:
    bench.make()
    chart = bench.page.model_view.found.fit.chart
    looks = []
    for look in ("bars", "curve"):
        bench.press(f"model.look.{look}")
        assert chart.state is not None
        looks.append(chart.state.look)
    assert looks == ["bars", "curve"]


def test_other_wishes_make_it_anew(bench: Bench) -> None:
    before = bench.make()
    bench.pick("model.limits", "none")
    after = bench.wait_made()
    assert after is not before
    assert all(stage.wip_limit is None for stage in after.calibration.stream.stages)
    assert bench.page.model.wishes == Wishes(limits="none")
    assert bench.is_seen("model.reset")
    bench.press("model.reset")
    assert bench.wait_made().calibration.stream == before.calibration.stream
    assert not bench.is_seen("model.reset")


@pytest.mark.parametrize(("field", "text"), [("model.touch", "40"), ("model.days", "60")])
def test_numbers_are_wished_by_typing(bench: Bench, field: str, text: str) -> None:
    bench.make()
    edit = bench.find(QLineEdit, field)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    settings = bench.wait_made().calibration.settings
    assert (settings.touch_share, settings.last_days) == (
        (0.4, None) if field == "model.touch" else (1.0, 60)
    )


def test_all_days_may_be_wished_in_words(bench: Bench) -> None:
    days = bench.page.model_view.found.options.days
    assert days.text() == "all"
    assert [days.value_of(text) for text in ("all", "All", "", "none", "90")] == [None] * 4 + [90]
    with pytest.raises(ValueError, match="too little"):
        days.value_of("0")


def test_a_family_is_told_for_a_stage_and_taken_back(bench: Bench) -> None:
    best = bench.make().rows[3].cells[3]
    bench.page.model_view.found.table.selectRow(3)
    other = "weibull" if best != "weibull" else "gamma"
    bench.pick("model.family", other)
    assert bench.wait_made().rows[3].cells[3] == other
    assert bench.page.model_view.found.table.currentIndex().row() == 3  # the stage stays chosen
    assert bench.page.model_view.found.fit.family.currentData() == other
    bench.pick("model.family", "")
    assert bench.wait_made().rows[3].cells[3] == best


def test_a_wish_that_leads_nowhere_is_said_and_leaves_what_was_made(bench: Bench) -> None:
    made = bench.make()
    bench.page.model.wishes = Wishes(last_days=0)
    bench.page.model._wish(Wishes(last_days=0))  # no field lets a person ask for it
    bench.wait(lambda: not bench.page.jobs.is_busy)
    assert bench.page.model.made is made
    assert bench.page.model.wishes == Wishes()
    assert "The last 0 days hold nothing." in bench.read("model.note")


def test_cancelling_another_making_keeps_the_one_before(bench: Bench) -> None:
    made = bench.make()
    bench.pick("model.limits", "p85")
    bench.press("model.making.cancel")
    assert bench.page.model.made is made
    assert bench.page.model_view.found.options.limits.currentData() == "max"
    assert not bench.page.jobs.is_running(MAKE)


def test_thin_data_are_told_above_everything(bench: Bench) -> None:
    bench.put(few_done())
    bench.make()
    assert bench.is_seen("model.thinCard")
    assert bench.read("model.thin").startswith("1 item is done")


def test_a_history_of_which_none_can_be_made_says_why_and_what_to_do(bench: Bench) -> None:
    bench.put(numbers_alone())
    bench.press("history.makeStream")
    bench.wait(lambda: not bench.page.jobs.is_busy)
    assert (
        bench.read("model.why") == "No item of the history was begun: there is nothing to make a stream of."
    )
    assert bench.read("model.hint").startswith("Map the column that says when work began")
    assert bench.is_seen("model.mapping")
    assert not bench.is_seen("model.adopt")
    bench.put(board())
    bench.make()
    assert bench.is_seen("model.adopt")


# Making it the project's stream.


def test_it_becomes_the_stream_in_one_step_that_undo_takes_back(bench: Bench) -> None:
    made = bench.make()
    before = bench.page.document.project
    wanted: list[tuple[str, object]] = []
    bench.page.wants_page.connect(lambda key, intent: wanted.append((key, intent)))
    name = before.stream.name
    assert bench.page.model_view.adopt.toolTip() == (f"Replaces “{name}”; Ctrl+Z brings it back.")
    bench.press("model.adopt")
    document = bench.page.document
    assert document.project.stream == made.calibration.stream
    assert document.project.history is before.history
    assert document.stack.count() == 1
    assert document.stack.undoText() == "Make a stream of team.csv"
    assert wanted == [("stream", BoardAtStart())]
    bench.window.show_page("history")
    assert bench.page.model_view.adopt.toolTip() == "It is the project’s stream."
    document.undo()
    assert document.project is before
    assert bench.page.model_view.adopt.toolTip().startswith("Replaces “")


def test_the_stream_page_shows_the_board_of_the_last_day(bench: Bench) -> None:
    made = bench.make()
    bench.press("model.adopt")
    page = bench.window.stack.page("stream")
    assert isinstance(page, StreamPage)
    bench.wait(lambda: page.run.run is not None and page.parts.board.frame_shown is not None)
    frame = page.parts.board.frame_shown
    assert frame is not None
    assert frame.time == 0.0
    assert sum(pile.count for pile in frame.piles.values()) == len(made.calibration.stream.board)
    assert page.run.player.state != "playing"


def test_undone_while_the_board_is_made_ready_the_old_stream_is_shown(bench: Bench) -> None:
    bench.make()
    bench.press("model.adopt")
    bench.window.show_page("history")
    bench.page.document.undo()
    bench.wait(lambda: not bench.page.jobs.is_busy)
    page = bench.window.show_page("stream")
    assert isinstance(page, StreamPage)
    stages = bench.page.document.project.stream.stages
    assert [card.key for card in page.parts.board.board.cards[1:-1]] == [one.id for one in stages]


def test_scenarios_that_do_not_fit_go_with_the_old_stream(bench: Bench) -> None:
    fits = Scenario(name="Fewer", changes=(("stages.build.workers", 3),))
    gone = Scenario(name="Paint", changes=(("stages.paint.workers", 3),))
    project = replace(bench.page.document.project, scenarios=(fits, gone))
    bench.page.document.replace(project)
    bench.wait(lambda: not bench.page.jobs.is_busy)
    made = bench.make()
    assert fitting(project, made.calibration.stream) == (fits,)
    bench.press("model.back")
    bench.press("history.makeStream")
    assert bench.page.model_view.adopt.toolTip().endswith("1 scenario does not fit it and would go too.")
    bench.press("model.adopt")
    assert [one.name for one in bench.page.document.project.scenarios] == ["Fewer"]
    bench.page.document.undo()
    assert [one.name for one in bench.page.document.project.scenarios] == ["Fewer", "Paint"]


# What is not true any more.


def test_another_history_is_made_anew_and_that_is_said(bench: Bench) -> None:
    old = bench.make()
    project = bench.page.document.project
    bench.page.document.apply(Edit("Import", replace(project, history=board(90.0, 6))))
    new = bench.wait_made()
    assert new is not old
    assert new.calibration.arrivals.items < old.calibration.arrivals.items
    assert bench.read("model.note") == "The history is another one: the stream is made anew of it."


def test_out_of_sight_another_history_is_not_made_a_stream_of(bench: Bench) -> None:
    bench.make()
    bench.press("model.back")
    project = bench.page.document.project
    bench.page.document.apply(Edit("Import", replace(project, history=teams(40))))
    bench.wait(lambda: not bench.page.jobs.is_busy)
    assert bench.page.model.made is None


def test_a_making_under_way_is_given_up_with_its_history(bench: Bench) -> None:
    bench.press("history.makeStream")
    bench.page.document.replace(new_project(line([1.0], arrivals=backlog(2))))
    assert not bench.page.jobs.is_running(MAKE)
    assert not bench.page.model_view.isVisible()
    assert bench.page.model.made is None


def test_another_project_forgets_what_was_made(bench: Bench) -> None:
    bench.make()
    bench.page.document.replace(replace(bench.page.document.project, history=board(90.0, 6)))
    bench.wait(lambda: not bench.page.jobs.is_busy)
    assert bench.page.model.made is None
    assert bench.page.overview.isVisible()


def test_closing_gives_up_what_is_under_way(bench: Bench) -> None:
    bench.press("history.makeStream")
    bench.page.closing()
    assert not bench.page.jobs.is_running(MAKE)
    assert not bench.page.jobs.is_running(BESIDE)


# Small parts.


def test_rows_of_text_are_a_sound_model(theme: Theme, qtmodeltester: ModelTester) -> None:
    rows = TextRows(theme, ("Name", "Size"))
    rows.figures = frozenset((1,))
    qtmodeltester.check(rows)
    rows.show_rows((TextRow(("a", "1"), ("", "one"), ("", "good"), is_strong=True), TextRow(("b", "2"))))
    qtmodeltester.check(rows)
    first, second = rows.index(0, 1), rows.index(1, 1)
    assert first.data(Qt.ItemDataRole.ToolTipRole) == "one"
    assert second.data(Qt.ItemDataRole.ToolTipRole) == "2"
    assert rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "a"
    assert first.data(Qt.ItemDataRole.ForegroundRole) == theme.colour("good")
    assert second.data(Qt.ItemDataRole.ForegroundRole) is None
    assert first.data(Qt.ItemDataRole.FontRole).bold()
    assert second.data(Qt.ItemDataRole.FontRole) is None
    assert first.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert rows.headerData(0, Qt.Orientation.Horizontal) == "Name"
    assert rows.headerData(0, Qt.Orientation.Vertical) is None


def test_a_table_lets_go_of_columns_where_room_is_short(theme: Theme, qtbot: QtBot) -> None:
    table = TextTable(theme, ("Name", "Kind", "Size"), "t", "Things", most_rows=3)
    qtbot.addWidget(table)
    table.gives = (1,)
    table.show_rows(tuple(TextRow((f"thing {n}", "of some kind", f"{n}")) for n in range(9)))
    table.resize(500, 200)
    table.show()
    assert not table.isColumnHidden(1)
    table.resize(170, 200)
    assert table.isColumnHidden(1)
    assert not table.isColumnHidden(2)
    table.resize(500, 200)
    assert not table.isColumnHidden(1)
    table.empty = frozenset((2,))
    table.fit_rows()
    assert table.isColumnHidden(2)
    assert table.sizeHint().height() < 4.9 * table.verticalHeader().defaultSectionSize()


def test_how_long_the_rest_will_take_is_told_once_it_can_be() -> None:
    assert left(0.0, 5.0) == ""
    assert left(0.5, 0.2) == ""
    assert left(0.99, 5.0) == ""
    assert left(0.25, 5.0) == "about 15 s left"
    assert left(0.1, 40.0) == "about 6 minutes left"


def test_progress_is_told_with_an_estimate_and_can_be_cancelled(qtbot: QtBot) -> None:
    now = [0.0]
    row = ProgressRow("p", "Stop", clock=lambda: now[0])
    qtbot.addWidget(row)
    assert not row.isVisible()
    row.begin("Running")
    assert row.isVisible()
    assert row.text.text() == "Running"
    now[0] = 10.0
    row.go_on(0.25, "5 of 20 runs")
    assert row.text.text() == "5 of 20 runs · about 30 s left"
    with qtbot.waitSignal(row.cancelled):
        qtbot.mouseClick(row.cancel, Qt.MouseButton.LeftButton)
