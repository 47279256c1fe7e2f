"""Importing a history: from the file to the project, and what can go wrong on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.window import Lent
from tests.app.pages.history.history_bench import pick
from tests.app.stand_ins import Answers
from tests.history.files import file

ITEMS = """ID,Title,Type,State,Created,Started,Done
1,One,Bug,Closed,2025-06-02,2025-06-03,2025-06-05
2,Two,Story,Closed,someday,2025-06-04,2025-06-10
3,Three,Story,Closed,2025-06-03,,2025-06-11
4,Four,Story,Active,2025-06-03,2025-06-09,
4,Four again,Story,Active,2025-06-03,2025-06-09,
5,Five,Chore,Closed,2025-06-03,2025-06-09,soon
"""
OPEN = "ID,Started,Done\n1,01/02/2025,03/04/2025\n2,02/02/2025,04/05/2025\n"


@pytest.fixture
def begin(page: HistoryPage, qtbot: QtBot, tmp_path: Path) -> Callable[..., HistoryPage]:
    """Begin to import a text and wait for what it looks like."""

    def begun(content: str | bytes = ITEMS, name: str = "items.csv") -> HistoryPage:
        page.import_file(file(tmp_path, content, name))
        qtbot.waitUntil(lambda: not page.jobs.is_busy)
        return page

    return begun


def settle(page: HistoryPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.jobs.is_busy and page.overview.is_drawn)


def text(page: QWidget, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert label is not None, name
    return label.text()


def rows(page: HistoryPage) -> list[list[str]]:
    model = page.import_view.report.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


# --- what is shown ------------------------------------------------------------------------------------------


def test_a_file_is_shown_before_it_is_imported(begin: Callable[..., HistoryPage]) -> None:
    page = begin()
    view = page.import_view
    assert view.isVisible()
    assert text(page, "history.import.file") == "items.csv"
    assert text(page, "history.import.facts") == "6 rows · 7 columns · UTF-8 · separated by commas"
    assert text(page, "history.import.example") == "2025-06-02 → 2 June 2025"
    assert text(view, "history.import.report.headline") == (
        "4 of 6 rows become items · 2 set aside · 1 used in part"
    )
    assert view.accept_button.text() == "Import 4 items"
    assert page.document.project.history is None


def test_every_row_that_is_not_used_is_listed_with_its_reason(begin: Callable[..., HistoryPage]) -> None:
    assert rows(begin()) == [
        ["6", "set aside", "4", "the id already stands in row 5"],
        ["7", "set aside", "soon", "Done is not a date"],
        ["3", "used in part", "someday", "Created is not a date"],
    ]


def test_what_was_taken_for_granted_is_listed_once(begin: Callable[..., HistoryPage]) -> None:
    page = begin(OPEN)
    said = text(page.import_view, "history.import.report.assumed").split("\n")
    assert said[0].startswith("• The dates fit both orders")
    assert len(set(said)) == len(said)


def test_the_first_fifty_rows_are_previewed(begin: Callable[..., HistoryPage]) -> None:
    lines = [f"{n},2025-01-01,2025-01-02" for n in range(80)]
    page = begin("ID,Started,Done\n" + "\n".join(lines))
    model = page.import_view.preview.model()
    assert (model.rowCount(), model.columnCount()) == (50, 3)
    assert model.index(49, 0).data() == "49"
    assert model.headerData(49, Qt.Orientation.Vertical) == "51"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Done"


def test_a_column_that_is_not_used_is_pale(begin: Callable[..., HistoryPage]) -> None:
    page = begin("ID,Whim,Done\n1,x,2025-01-02\n2,y,2025-01-03\n")
    model = page.import_view.preview.model()
    inks = [model.index(0, column).data(Qt.ItemDataRole.ForegroundRole) for column in range(3)]
    assert [ink is None for ink in inks] == [True, False, True]


def test_a_wide_file_gets_choices_as_its_columns_come_into_sight(begin: Callable[..., HistoryPage]) -> None:
    headers = ["ID", "Done", *(f"Field {n}" for n in range(60))]
    cells = ["1", "2025-01-02", *("x" for _ in range(60))]
    page = begin(",".join(headers) + "\n" + ",".join(cells) + "\n")
    meanings = page.import_view.preview.meanings
    few = len(meanings.findChildren(QComboBox))
    assert 2 <= few < 20
    bar = page.import_view.preview.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert few < len(meanings.findChildren(QComboBox)) < 40
    assert meanings.choice("Field 30").currentText() == "not used"


# --- what is changed ----------------------------------------------------------------------------------------


def test_another_meaning_changes_the_result(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin()
    meanings = page.import_view.preview.meanings
    pick(meanings.choice("Created"), "started")
    assert not page.import_view.accept_button.isEnabled()
    settle(page, qtbot)
    assert meanings.choice("Started").currentData() == "nothing"
    said = text(page.import_view, "history.import.report.assumed").split("\n")
    assert "• Flow time begins with Created and ends with Done." in said


def test_a_type_can_be_counted_as_another(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin()
    pick(page.import_view.types.choice("Bug"), "risk")
    settle(page, qtbot)
    outcome = page.importing.outcome
    assert outcome is not None
    assert outcome.imported is not None
    assert [kind.id for kind in outcome.imported.log.types] == ["feature", "risk"]


def test_rows_of_a_state_can_be_left_out(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin()
    pick(page.import_view.states.choice("Active"), "cancelled")
    settle(page, qtbot)
    assert page.import_view.accept_button.text() == "Import 3 items"


def test_the_other_order_of_day_and_month_is_read(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin(OPEN)
    dates = page.import_view.dates
    assert dates.example.text() == "01/02/2025 → 1 February 2025, or 2 January 2025?"
    qtbot.mouseClick(dates.order.button("month first"), Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert dates.example.text() == "01/02/2025 → 2 January 2025"
    assert page.importing.outcome is not None
    assert not page.importing.outcome.mapping.ambiguous


def test_the_order_as_guessed_can_be_confirmed(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin(OPEN)
    qtbot.mouseClick(page.import_view.dates.order.button("day first"), Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert page.import_view.dates.example.text() == "01/02/2025 → 1 February 2025"


def test_dates_that_leave_nothing_open_ask_nothing(begin: Callable[..., HistoryPage]) -> None:
    page = begin()
    assert not page.import_view.dates.order.isVisible()


def test_a_time_zone_that_is_none_is_said_beside_its_field(
    begin: Callable[..., HistoryPage], qtbot: QtBot
) -> None:
    page = begin()
    dates = page.import_view.dates
    dates.zone.setEditText("Mars/Olympus")
    dates.zone_chosen.emit("Mars/Olympus")
    settle(page, qtbot)
    assert text(dates, "history.import.zoneFault").startswith('There is no time zone "Mars/Olympus"')
    assert not page.import_view.accept_button.isEnabled()
    dates.zone_chosen.emit("Europe/Amsterdam")
    settle(page, qtbot)
    assert page.import_view.accept_button.isEnabled()
    assert dates.zone.currentText() == "Europe/Amsterdam"


def test_a_blank_start_can_be_filled_with_the_creation(
    begin: Callable[..., HistoryPage], qtbot: QtBot
) -> None:
    page = begin()
    pick(page.import_view.dates.start, "created")
    settle(page, qtbot)
    assert (
        text(page.import_view, "history.import.report.headline")
        == "4 of 6 rows become items · 2 set aside · 1 used in part"
    )


def test_the_layout_can_be_changed(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin()
    pick(page.import_view.layout_form.layout_choice, "stages")
    settle(page, qtbot)
    meanings = page.import_view.preview.meanings
    assert [meanings.choice(header).currentText() for header in ("Created", "Started", "Done")] == [
        "Stage, backlog",
        "Stage, active",
        "Done",
    ]
    pick(meanings.choice("Started"), "stage.waiting")
    settle(page, qtbot)
    assert page.importing.outcome is not None
    assert page.importing.outcome.imported is not None
    assert [stage.state for stage in page.importing.outcome.imported.log.stages] == ["new", "waiting"]


def test_a_mapping_without_done_says_so_and_cannot_be_imported(
    begin: Callable[..., HistoryPage], qtbot: QtBot
) -> None:
    page = begin()
    pick(page.import_view.preview.meanings.choice("Done"), "nothing")
    settle(page, qtbot)
    assert text(page, "history.import.problems").endswith("is known to hold the date an item was done.")
    assert not page.import_view.accept_button.isEnabled()


def test_a_column_that_a_problem_names_is_marked(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin()
    choice = page.import_view.preview.meanings.choice("Title")
    pick(choice, "started")
    settle(page, qtbot)
    assert choice.property("tone") == "bad"
    assert choice.toolTip() == 'The column "Title" holds no dates; it begins with "One".'


# --- into the project, and back -----------------------------------------------------------------------------


def test_an_import_is_one_step_that_can_be_undone(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin()
    histories = [page.document.project.history]
    qtbot.mouseClick(page.import_view.accept_button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    histories.append(page.document.project.history)
    assert page.document.stack.undoText() == "Import items.csv"
    assert page.overview.isVisible()
    for step in (page.document.undo, page.document.redo):
        step()
        settle(page, qtbot)
        histories.append(page.document.project.history)
        assert page.overview.isVisible() == (histories[-1] is not None)
    made = histories[1]
    assert made is not None
    assert histories == [None, made, None, made]
    assert (len(made.log.items), made.source) == (4, "items.csv")


def test_esc_gives_the_import_up_and_changes_nothing(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin()
    qtbot.keyClick(page.import_view, Qt.Key.Key_Escape)
    assert not page.import_view.isVisible()
    assert page.document.project.history is None
    assert page.document.is_clean


def test_ctrl_return_imports(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin()
    qtbot.keyClick(page.import_view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(page, qtbot)
    assert page.document.project.history is not None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "items.csv is a PDF document, not a table of text."),
        (b"", "items.csv is empty."),
        (b"\x00\x01\x02\x03" * 50, "items.csv holds bytes that are no text."),
    ],
)
def test_a_bad_file_is_refused_in_words_and_nothing_is_lost(
    content: bytes, sentence: str, begin: Callable[..., HistoryPage], qtbot: QtBot
) -> None:
    page = begin()
    page.import_view.accept_button.click()
    settle(page, qtbot)
    kept = page.document.project
    begin(content)
    assert page.import_view.banner.text == sentence
    assert not page.import_view.accept_button.isEnabled()
    assert page.document.project is kept
    page.importing.cancel()
    assert page.overview.isVisible()


def test_after_a_bad_file_another_can_be_chosen(
    begin: Callable[..., HistoryPage], qtbot: QtBot, tmp_path: Path, answers: Answers
) -> None:
    page = begin(b"")
    answers.import_path = file(tmp_path, ITEMS, "good.csv")
    qtbot.mouseClick(page.import_view.help.button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert answers.asked == [f"import from {Path.home().name}"]
    assert page.import_view.banner.text == ""
    assert page.import_view.accept_button.text() == "Import 4 items"


def test_a_file_that_is_gone_is_told(page: HistoryPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.import_file(tmp_path / "gone.csv")
    settle(page, qtbot)
    assert page.import_view.banner.text.startswith("There is no file ")


def test_no_row_that_can_be_used_is_told_with_the_way_out(begin: Callable[..., HistoryPage]) -> None:
    page = begin("ID,Started,Done\n1,,\n2,,\n")
    assert "has a date of start or done" in text(page, "history.import.problems")
    assert not page.import_view.accept_button.isEnabled()


def test_an_import_stays_while_the_project_changes_and_ends_with_another(
    begin: Callable[..., HistoryPage], lent: Lent
) -> None:
    page = begin()
    page.show_project(page.document.project, page.document.project)
    assert page.import_view.isVisible()
    lent.document.replace(page.document.project)
    assert not page.importing.is_under_way
    assert not page.import_view.isVisible()


RESOLVED = """Issue key,Status,Resolution,Created,Resolved
A-1,Done,Done,2025-01-01,2025-01-05
A-2,Done,Won't Do,2025-01-01,2025-01-06
A-3,Done,Later,2025-01-01,2025-01-07
"""


def test_a_resolution_that_means_cancelled_can_be_switched(
    begin: Callable[..., HistoryPage], qtbot: QtBot
) -> None:
    page = begin(RESOLVED)
    view = page.import_view
    assert rows(page) == [["3", "set aside", "Won't Do", "cancelled: left out"]]
    pick(view.resolutions.choice("Later"), "cancelled")
    settle(page, qtbot)
    assert view.accept_button.text() == "Import 1 item"
    pick(view.rules.choice("cancelled"), "as done")
    settle(page, qtbot)
    assert view.accept_button.text() == "Import 3 items"
    assert "count as done" in view.rules.sentence("cancelled")
    for word in ("Won't Do", "Later"):
        pick(view.resolutions.choice(word), "")
        settle(page, qtbot)
    assert view.rules.isHidden()


def test_the_wheel_never_changes_a_choice(begin: Callable[..., HistoryPage]) -> None:
    page = begin()
    choice = page.import_view.types.choice("Bug")
    down = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, down)
    assert (choice.currentData(), down.isAccepted()) == ("defect", False)


def test_every_choice_has_a_name_for_the_ear_and_the_tests(begin: Callable[..., HistoryPage]) -> None:
    page = begin()
    nameless = [
        combo
        for combo in page.findChildren(QComboBox)
        if not combo.objectName() or not combo.accessibleName()
    ]
    assert nameless == []
