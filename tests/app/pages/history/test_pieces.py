"""The pieces of the import: first rows, meanings, dates, words, and what became of each row."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.pages.history.at_hand import AtHand
from app.pages.history.choice import Choice
from app.pages.history.dates_form import DatesForm
from app.pages.history.preview import SHOWN_ROWS, Preview, PreviewModel
from app.pages.history.report_panel import ReportPanel
from app.pages.history.tiles import NotedTile
from app.pages.history.trial import Trial, Word, try_mapping
from app.pages.history.words_form import WordsForm
from app.preferences import Preferences
from app.theme import DARK, LIGHT, Theme
from app.widgets import Metric
from sim.history import ImportReport, Mapping, SetAside, Table, guess_mapping
from tests.history.files import table

ITEMS = table(
    "ID,Title,Kind,Other,Started,Done",
    "1,First  thing,Bug,x,2025-01-02,2025-01-03",
    "2,Second,Story,y,2025-02-02,2025-02-03",
)
OPEN = table("ID,Started,Done", "1,01/02/2025,03/02/2025")
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
ROLE = Qt.ItemDataRole


def words(widget: QWidget, name: str) -> str:
    label = widget.findChild(QLabel, name)
    assert label is not None, name
    return label.text()


# --- first rows ------------------------------------------------------------------------------------------


@pytest.fixture
def rows(theme: Theme) -> PreviewModel:
    """The rows of a small file."""
    made = PreviewModel(theme)
    QAbstractItemModelTester(made, FATAL, made)
    made.show_table(ITEMS, guess_mapping(ITEMS))
    return made


def inks(model: PreviewModel) -> list[str]:
    """The ink of the first row, cell by cell; empty where it is the usual one."""
    found = [model.data(model.index(0, column), ROLE.ForegroundRole) for column in range(model.columnCount())]
    return [each.name().upper() if isinstance(each, QColor) else "" for each in found]


def test_a_preview_shows_the_file_as_it_is_with_spaces_run_together(rows: PreviewModel) -> None:
    shown = [
        [rows.data(rows.index(row, column)) for column in range(rows.columnCount())]
        for row in range(rows.rowCount())
    ]
    assert shown == [
        ["1", "First thing", "Bug", "x", "2025-01-02", "2025-01-03"],
        ["2", "Second", "Story", "y", "2025-02-02", "2025-02-03"],
    ]


def test_a_preview_counts_rows_as_a_spreadsheet_does(rows: PreviewModel) -> None:
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [rows.headerData(k, across) for k in range(6)] == list(ITEMS.headers)
    assert [rows.headerData(k, down) for k in range(2)] == ["2", "3"]
    assert rows.headerData(0, across, ROLE.ForegroundRole) is None


def test_a_column_that_is_not_used_is_pale(rows: PreviewModel, theme: Theme) -> None:
    assert inks(rows) == ["", "", "", LIGHT.muted, "", ""]
    theme.choose("dark")
    assert inks(rows) == ["", "", "", DARK.muted, "", ""]


def test_another_mapping_tells_only_of_ink(rows: PreviewModel, qtbot: QtBot) -> None:
    fewer = Mapping(columns={"id": "ID", "done": "Done"})
    with qtbot.waitSignal(rows.dataChanged) as told, qtbot.assertNotEmitted(rows.modelReset):
        rows.show_mapping(fewer)
    assert told.args is not None
    first, last, roles = told.args
    assert (first.row(), first.column(), last.row(), last.column()) == (0, 0, 1, 5)
    assert [ROLE(role) for role in roles] == [ROLE.ForegroundRole]
    assert inks(rows) == ["", LIGHT.muted, LIGHT.muted, LIGHT.muted, LIGHT.muted, ""]


def test_only_the_first_rows_of_a_long_file_are_shown(theme: Theme) -> None:
    long = table("ID,Done", *(f"{n},2025-01-01" for n in range(SHOWN_ROWS + 9)))
    model = PreviewModel(theme)
    assert (model.rowCount(), model.columnCount(), model.data(QModelIndex())) == (0, 0, None)
    assert model.headerData(0, Qt.Orientation.Horizontal) is None
    model.show_mapping(Mapping())
    model.show_table(long, guess_mapping(long))
    assert (model.rowCount(), model.columnCount()) == (SHOWN_ROWS, 2)


def test_a_very_long_text_is_cut(theme: Theme) -> None:
    model = PreviewModel(theme)
    long = table("ID,Done", f"{'x' * 900},2025-01-01")
    model.show_table(long, Mapping())
    assert model.data(model.index(0, 0)) == "x" * 200


# --- meanings --------------------------------------------------------------------------------------------


@pytest.fixture
def preview(qtbot: QtBot, theme: Theme) -> Preview:
    """A preview in sight."""
    made = Preview(theme)
    qtbot.addWidget(made)
    made.resize(1300, 300)
    made.show()
    made.show_table(ITEMS, guess_mapping(ITEMS))
    return made


def chosen(preview: Preview, read: Table) -> list[str]:
    return [preview.meanings.choice(header).currentText() for header in read.headers]


def test_a_choice_under_each_heading_says_what_the_column_means(preview: Preview) -> None:
    assert chosen(preview, ITEMS) == ["Id", "Title", "Type", "not used", "Started", "Done"]
    stages = Mapping(layout="stages", columns={"id": "ID", "done": "Done"})
    preview.show_mapping(ITEMS.headers, stages)
    assert chosen(preview, ITEMS) == ["Id", "not used", "not used", "not used", "not used", "Done"]
    assert preview.meanings.choice("Kind").findText("Started") == -1


def test_a_meaning_is_chosen_by_keys_alone(preview: Preview, qtbot: QtBot) -> None:
    combo = preview.meanings.choice("Other")
    combo.setFocus()
    with qtbot.waitSignal(preview.meanings.chosen) as told:
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert told.args == ["Other", "id"]


def test_a_choice_stands_under_its_heading_and_as_wide(preview: Preview) -> None:
    for section, header in enumerate(ITEMS.headers):
        combo = preview.meanings.choice(header)
        left, wide = preview.meanings.sectionViewportPosition(section), preview.meanings.sectionSize(section)
        assert left <= combo.x() < combo.x() + combo.width() <= left + wide
        assert preview.meanings.height() >= combo.geometry().bottom()


def test_a_problem_marks_the_column_that_it_names(preview: Preview) -> None:
    sentence = 'The column "Kind" has no dates.'
    preview.meanings.show_problems((sentence, "Something else is wrong."))
    tips = [preview.meanings.choice(header).toolTip() for header in ITEMS.headers]
    assert tips == ["", "", sentence, "", "", ""]
    preview.meanings.show_problems(())
    assert preview.meanings.choice("Kind").toolTip() == ""


def test_another_theme_keeps_rows_and_choices(preview: Preview, theme: Theme) -> None:
    before = chosen(preview, ITEMS)
    theme.choose("dark")
    assert chosen(preview, ITEMS) == before
    assert preview.model().index(0, 2).data() == "Bug"


# --- dates -----------------------------------------------------------------------------------------------


@pytest.fixture
def dates(qtbot: QtBot) -> DatesForm:
    """The form in sight, with a few zones."""
    made = DatesForm()
    qtbot.addWidget(made)
    made.show_zones(("Asia/Tokyo", "Europe/Amsterdam", "UTC"))
    made.show()
    return made


def ask(dates: DatesForm, read: Table, mapping: Mapping) -> None:
    outcome = try_mapping(Trial(read, mapping))
    dates.show_mapping(mapping)
    dates.show_example(mapping, outcome.example, outcome.problems)


def test_universal_time_is_offered_first(dates: DatesForm) -> None:
    offered = [dates.zone.itemText(k) for k in range(dates.zone.count())]
    assert offered[0] == "UTC"
    assert sorted(offered) == ["Asia/Tokyo", "Europe/Amsterdam", "UTC"]


def test_dates_that_can_be_read_two_ways_are_asked_about(dates: DatesForm) -> None:
    ask(dates, OPEN, guess_mapping(OPEN))
    assert dates.order.isVisible()
    assert dates.example.text() == "01/02/2025 → 1 February 2025, or 2 January 2025?"
    assert dates._why.text().endswith("Press the right one to confirm.")
    ask(dates, OPEN, guess_mapping(OPEN).with_date_order("month first"))
    assert dates.example.text() == "01/02/2025 → 2 January 2025"
    assert "Press the right one" not in dates._why.text()


def test_dates_that_leave_nothing_open_only_show_an_example(dates: DatesForm) -> None:
    ask(dates, ITEMS, guess_mapping(ITEMS))
    assert not dates.order.isVisible()
    assert dates.example.text() == "2025-01-02 → 2 January 2025"


def test_a_blank_start_is_asked_about_only_where_there_is_a_creation(dates: DatesForm) -> None:
    asked = []
    for mapping in (
        Mapping(columns={"started": "Started", "done": "Done"}),
        Mapping(columns={"created": "Started", "done": "Done"}),
        Mapping(layout="stages", columns={"created": "Started", "done": "Done"}),
    ):
        dates.show_mapping(mapping)
        asked.append(dates.start.isVisible())
    assert asked == [False, True, False]


def test_a_zone_that_is_none_is_told_beside_it(dates: DatesForm) -> None:
    ask(dates, ITEMS, guess_mapping(ITEMS).model_copy(update={"zone": "Mars/Olympus"}))
    assert dates.zone.currentText() == "Mars/Olympus"
    assert dates._zone_fault.isVisible()
    assert "Mars/Olympus" in dates._zone_fault.text()
    ask(dates, ITEMS, guess_mapping(ITEMS))
    assert not dates._zone_fault.isVisible()


def test_showing_a_mapping_asks_nothing(dates: DatesForm, qtbot: QtBot) -> None:
    mapping = Mapping(layout="stages", columns={"done": "Done"}, zone="Asia/Tokyo")
    with (
        qtbot.assertNotEmitted(dates.order_chosen),
        qtbot.assertNotEmitted(dates.zone_chosen),
        qtbot.assertNotEmitted(dates.start_chosen),
    ):
        dates.show_mapping(mapping)
    assert dates.zone.currentText() == "Asia/Tokyo"


# --- words -----------------------------------------------------------------------------------------------

OPTIONS = (("", "its own"), ("defect", "Defect"), ("feature", "Feature"))


@pytest.fixture
def form(qtbot: QtBot) -> WordsForm:
    """The form of types."""
    made = WordsForm("Types", "history.import.types", OPTIONS)
    qtbot.addWidget(made)
    return made


def test_each_word_has_a_choice_and_its_number_of_rows(form: WordsForm) -> None:
    form.show_words((Word("Bug", 1200), Word("", 3)), {"Bug": "defect"})
    labels = [form._form.labelForField(form.choice(word)) for word in ("Bug", "")]
    assert [label.toolTip() for label in labels] == ["Bug", "(blank)"]
    assert [form.choice(word).currentText() for word in ("Bug", "")] == ["Defect", "its own"]
    assert [form.choice(word).accessibleName() for word in ("Bug", "")] == [
        "Meaning of “Bug”",
        "Meaning of “”",
    ]


def test_a_word_is_given_a_meaning_by_keys_alone(form: WordsForm, qtbot: QtBot) -> None:
    form.show_words((Word("Bug", 2), Word("Idea", 1)), {})
    with qtbot.waitSignal(form.chosen) as told:
        qtbot.keyClick(form.choice("Idea"), Qt.Key.Key_End)
    assert told.args == ["Idea", "feature"]


def test_the_same_words_keep_their_choices(form: WordsForm) -> None:
    form.show_words((Word("Bug", 2),), {})
    before = form.choice("Bug")
    form.show_words((Word("Bug", 2),), {"Bug": "feature"})
    assert form.choice("Bug") is before
    assert before.currentData() == "feature"


def test_other_words_take_the_place_of_the_first(form: WordsForm) -> None:
    form.show_words((Word("Bug", 2),), {})
    form.show_words((Word("Idea", 1), Word("Risk", 1)), {"Risk": "defect"})
    with pytest.raises(KeyError):
        form.choice("Bug")
    assert form._form.rowCount() == 2
    assert not form.isHidden()


def test_without_words_there_is_no_form(form: WordsForm) -> None:
    form.show_words((Word("Bug", 2),), {})
    form.show_words((), {})
    assert form.isHidden()
    assert form.findChildren(QComboBox, options=Qt.FindChildOption.FindDirectChildrenOnly) == []


def test_a_choice_that_is_not_offered_falls_back_on_the_first(qtbot: QtBot) -> None:
    choice = Choice("choice", "A choice")
    qtbot.addWidget(choice)
    choice.offer(OPTIONS)
    shown = []
    for key in ("feature", "gone", "defect"):
        choice.choose(key)
        shown.append(choice.currentData())
    assert shown == ["feature", "", "defect"]


# --- what became of the rows -----------------------------------------------------------------------------

ASIDE = SetAside(row=4, value="soon", reason="not a date")
PART = SetAside(row=9, value="", reason="no start")


@pytest.fixture
def report(qtbot: QtBot) -> ReportPanel:
    """The panel in sight."""
    made = ReportPanel("Report", "report")
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def listed(report: ReportPanel) -> list[list[str]]:
    model = report.table.model()
    return [[str(model.index(row, k).data()) for k in range(4)] for row in range(model.rowCount())]


def test_rows_are_listed_with_what_became_of_them_and_why(report: ReportPanel) -> None:
    said = ImportReport(source="a.csv", rows=10, used=9, set_aside=(ASIDE,))
    report.show_report(said.model_copy(update={"in_part": (PART,), "contradictions": (PART,)}), Mapping())
    assert listed(report) == [
        ["4", "set aside", "soon", "not a date"],
        ["9", "used in part", "(blank)", "no start"],
        ["9", "contradiction", "(blank)", "no start"],
    ]
    assert (report.table.isVisible(), report._none.isVisible()) == (True, False)
    assert report.table.model().index(0, 3).data(ROLE.ToolTipRole) == "not a date"
    assert report.headline.toolTip() == (
        "9 of 10 rows become items · 1 set aside · 1 used in part · 1 contradicts itself"
    )


def test_a_file_of_which_every_row_was_used_says_so(report: ReportPanel) -> None:
    report.show_report(ImportReport(source="a.csv", rows=10, used=10), Mapping())
    assert (report.table.isVisible(), report._none.isVisible()) == (False, True)
    assert words(report, "report.none") == "Every row was used whole."


def test_what_was_taken_for_granted_is_said_once_what_is_open_first(report: ReportPanel) -> None:
    report.show_report(
        ImportReport(source="a", rows=1, used=1, assumed=("Days are UTC.", "Open?"), ambiguous=("Open?",)),
        Mapping(),
    )
    assert report.assumed.text() == "• Open?\n• Days are UTC."


def test_where_there_is_no_report_the_panel_says_why(report: ReportPanel) -> None:
    report.show_report(
        ImportReport(source="a", rows=2, used=1, set_aside=(ASIDE,), assumed=("Days are UTC.",)), Mapping()
    )
    report.show_nothing("No column holds a date of done.")
    assert listed(report) == []
    assert report.headline.toolTip() == "No column holds a date of done."
    assert (words(report, "report.none"), report.assumed.text()) == ("", "")


# --- tiles, and files at hand ----------------------------------------------------------------------------


def test_a_tile_has_its_note_below_and_reads_it_aloud(qtbot: QtBot) -> None:
    tile = NotedTile("tile")
    qtbot.addWidget(tile)
    tile.show_metric(Metric("Flow load", "7.5", "items", note="3 at the end"))
    assert tile.note.toolTip() == "3 at the end"
    assert tile.accessibleName() == "Flow load 7.5 items 3 at the end"
    tile.show_metric(Metric("Flow load", "7.5", "items"))
    assert (tile.note.toolTip(), tile.accessibleName()) == ("", "Flow load 7.5 items")


def test_a_file_is_found_where_it_was_then_beside_the_project(
    preferences: Preferences, tmp_path: Path
) -> None:
    folder = tmp_path
    at_hand, project = AtHand(preferences), folder / "work" / "mine.headrace"
    (folder / "work").mkdir()
    first, beside = folder / "export.csv", folder / "work" / "export.csv"
    for each in (first, beside):
        each.write_text("ID\n")
    at_hand.remember(first, "f" * 64)
    found = [at_hand.find("export.csv", "f" * 64, project)]
    first.unlink()
    found.append(at_hand.find("export.csv", "f" * 64, project))
    found.append(at_hand.find("export.csv", "f" * 64, None))
    assert found == [first, beside, None]
    assert at_hand.folder() == folder
