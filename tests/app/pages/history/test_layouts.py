"""Layout, sheet, numbers and remembered mappings in the import."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.pages.history.known_mappings import MOST, KnownMappings
from app.preferences import Preferences
from sim.history import Imported, KnownMapping, Mapping
from tests.app.pages.history.history_bench import pick, settled
from tests.history.files import day, file

ITEMS = (
    "ID,Type,Created,Started,Done\n1,Bug,2025-06-01,2025-06-02,2025-06-05\n2,Chore,2025-06-01,2025-06-03,\n"
)
LOG = "Item,From,To,When\nA,,To Do,2025-06-01\nA,To Do,Doing,2025-06-02\nA,Doing,Done,2025-06-04\n"
TEAMS = "Week,Red,Blue\n2025-01-03,3,4\n2025-01-10,0,5\n"
BARE = "Done\n3\n4\n5\n"


@pytest.fixture
def begin(page: HistoryPage, qtbot: QtBot, tmp_path: Path) -> Callable[..., HistoryPage]:
    """Begin to import a text, or a file that is there, and wait for what it looks like."""

    def begun(content: str | Path, name: str = "items.csv") -> HistoryPage:
        page.import_file(content if isinstance(content, Path) else file(tmp_path, content, name))
        settled(page, qtbot)
        return page

    return begun


def write(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    """Write over what stands in a field."""
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def said(page: HistoryPage, name: str) -> str:
    found = page.import_view.findChild(QLabel, name)
    assert found is not None
    return found.text() if found.isVisible() else ""


def made(page: HistoryPage) -> Imported:
    assert page.importing.outcome is not None
    assert page.importing.outcome.imported is not None
    return page.importing.outcome.imported


# --- layouts and sheets -------------------------------------------------------------------------------------


def test_the_guessed_layout_is_shown_and_another_is_read_at_once(
    begin: Callable[..., HistoryPage], qtbot: QtBot
) -> None:
    page = begin(LOG)
    choice = page.import_view.layout_form.layout_choice
    assert (choice.currentText(), said(page, "history.import.layoutWhy")) == ("Changes of status", "")
    pick(choice, "events")
    settled(page, qtbot)
    assert said(page, "history.import.layoutWhy") == "The file looks like: Changes of status."
    assert page.import_view.preview.meanings.choice("To").currentText() == "Activity"
    assert made(page).report.counts.with_done == 1
    pick(choice, "changes")
    settled(page, qtbot)
    assert said(page, "history.import.layoutWhy") == ""
    assert [stage.name for stage in made(page).log.stages] == ["To Do", "Doing"]


def test_a_layout_in_which_the_file_cannot_be_read_says_what_is_missing(
    begin: Callable[..., HistoryPage], qtbot: QtBot
) -> None:
    page = begin(ITEMS)
    pick(page.import_view.layout_form.layout_choice, "counts")
    settled(page, qtbot)
    assert said(page, "history.import.problems").splitlines()[0] == (
        "The file cannot be read as “Numbers of items done” yet:"
    )
    assert not page.import_view.accept_button.isEnabled()
    pick(page.import_view.layout_form.layout_choice, "items")
    settled(page, qtbot)
    assert (said(page, "history.import.problems"), page.import_view.accept_button.isEnabled()) == ("", True)


def book(folder: Path) -> Path:
    """A workbook with a sheet for each of two teams."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, items in (("Team A", 1), ("Team B", 2)):
        sheet = made.create_sheet(name)
        sheet.append(["ID", "Done"])
        for number in range(items):
            sheet.append([f"{name} {number}", dt.date(2025, 1, 2 + number)])
    path = folder / "teams.xlsx"
    made.save(path)
    return path


def test_another_sheet_of_a_workbook_can_be_read(
    begin: Callable[..., HistoryPage], qtbot: QtBot, tmp_path: Path
) -> None:
    page = begin(book(tmp_path))
    sheet = page.import_view.layout_form.sheet
    assert [sheet.itemText(number) for number in range(sheet.count())] == ["Team A", "Team B"]
    assert made(page).log.items.names == ("Team A 0",)
    pick(sheet, "Team B")
    settled(page, qtbot)
    assert sheet.currentText() == "Team B"
    assert page.import_view.accept_button.text() == "Import 2 items"
    page.import_view.accept_button.click()
    settled(page, qtbot)
    history = page.document.project.history
    assert history is not None
    assert (history.mapping.sheet, len(history.log.items)) == ("Team B", 2)
    page.change_mapping()
    settled(page, qtbot)
    assert sheet.currentText() == "Team B"


def test_a_file_of_one_table_has_no_choice_of_sheets(begin: Callable[..., HistoryPage]) -> None:
    assert not begin(ITEMS).import_view.layout_form.sheet.isVisible()


DATED = {
    "items": "ID,Started,Done\n1,01/02/2025,03/04/2025\n2,02/02/2025,04/05/2025\n",
    "stages": "ID,Backlog,Build,Test,Done\n1,01/02/2025,02/02/2025,03/02/2025,04/02/2025\n",
    "changes": "Item,From,To,When\nA,,To Do,01/02/2025\nA,To Do,Doing,02/02/2025\nA,Doing,Done,03/02/2025\n",
    "events": "case,activity,timestamp\n1,Check,01/02/2025\n1,Decide,03/02/2025\n2,Check,02/02/2025\n",
    "counts": "Week,Done\n01/02/2025,4\n08/02/2025,3\n",
}


@pytest.mark.parametrize("layout", DATED)
def test_every_layout_asks_for_the_order_of_day_and_month(
    layout: str, begin: Callable[..., HistoryPage], qtbot: QtBot
) -> None:
    page = begin(DATED[layout])
    dates = page.import_view.dates
    assert page.import_view.layout_form.layout_choice.currentData() == layout
    assert made(page).report.ambiguous
    assert dates.order.isVisible()
    assert dates.zone.isVisible()
    qtbot.mouseClick(dates.order.button("month first"), Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    if layout == "counts":
        assert page.importing.outcome is not None
        assert any("days apart" in sentence for sentence in page.importing.outcome.problems)
        return
    assert made(page).report.ambiguous == ()
    assert day(made(page).log, made(page).log.start) == "2025-01-02"


# --- numbers ------------------------------------------------------------------------------------------------


def test_period_and_first_day_of_the_week_can_be_chosen(
    begin: Callable[..., HistoryPage], qtbot: QtBot
) -> None:
    page = begin(TEAMS)
    form = page.import_view.counts
    assert (form.isVisible(), form.period.value, form.first_day.isVisible()) == (True, "week", False)
    assert day(made(page).log, made(page).log.start) == "2024-12-30"
    pick(form.begins, "sunday")
    settled(page, qtbot)
    assert day(made(page).log, made(page).log.start) == "2024-12-29"
    qtbot.mouseClick(form.period.button("day"), Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    assert day(made(page).log, made(page).log.start) == "2025-01-03"
    assert not form.begins.isVisible()


def test_numbers_without_dates_begin_on_a_chosen_day(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin(BARE)
    field = page.import_view.counts.first_day
    assert field.isVisible()
    write(qtbot, field, "6 Jan 2025")
    settled(page, qtbot)
    assert day(made(page).log, made(page).log.start) == "2025-01-06"


def test_teams_are_columns_with_names_of_their_own(begin: Callable[..., HistoryPage], qtbot: QtBot) -> None:
    page = begin(TEAMS)
    field = page.import_view.counts.team("Red")
    write(qtbot, field, "Checkout")
    settled(page, qtbot)
    assert set(made(page).log.items.attributes["team"]) == {"Checkout", "Blue"}
    pick(page.import_view.preview.meanings.choice("Blue"), "nothing")
    settled(page, qtbot)
    assert len(made(page).log.items) == 3
    with pytest.raises(KeyError):
        page.import_view.counts.team("Blue")


def test_other_files_are_asked_nothing_about_numbers(begin: Callable[..., HistoryPage]) -> None:
    assert not begin(ITEMS).import_view.counts.isVisible()


# --- mappings used again ------------------------------------------------------------------------------------


def test_a_later_file_of_the_same_columns_is_read_as_the_earlier_one_was(
    begin: Callable[..., HistoryPage], qtbot: QtBot
) -> None:
    page = begin(ITEMS)
    pick(page.import_view.types.choice("Chore"), "risk")
    settled(page, qtbot)
    page.import_view.accept_button.click()
    settled(page, qtbot)
    begin(ITEMS + "3,Story,2025-06-02,2025-06-04,2025-06-09\n", "later.csv")
    form = page.import_view.layout_form
    assert said(page, "history.import.layoutWhy") == "Read as a file of these columns was imported before."
    choices = [page.import_view.types.choice(word).currentData() for word in ("Bug", "Chore", "Story")]
    assert choices == ["defect", "risk", "feature"]
    assert form.anew.isVisible()
    qtbot.mouseClick(form.anew, Qt.MouseButton.LeftButton)
    settled(page, qtbot)
    assert page.import_view.types.choice("Chore").currentData() == "debt"
    assert (said(page, "history.import.layoutWhy"), form.anew.isVisible()) == ("", False)


def test_a_guess_that_was_not_changed_says_nothing_of_earlier_files(
    begin: Callable[..., HistoryPage], qtbot: QtBot
) -> None:
    page = begin(ITEMS)
    page.import_view.accept_button.click()
    settled(page, qtbot)
    begin(ITEMS, "again.csv")
    assert not page.import_view.layout_form.anew.isVisible()


def test_the_latest_mappings_are_remembered_one_for_each_set_of_columns(tmp_path: Path) -> None:
    kept = KnownMappings(Preferences(tmp_path))
    for number in range(MOST + 3):
        kept.remember(KnownMapping(columns=f"key {number}", mapping=Mapping(zone="UTC")))
    kept.remember(KnownMapping(columns="key 9", mapping=Mapping(zone="Asia/Tokyo")))
    found = KnownMappings(Preferences(tmp_path)).all()
    assert [one.columns for one in found][:3] == ["key 9", "key 14", "key 13"]
    assert (len(found), found[0].mapping.zone) == (MOST, "Asia/Tokyo")


def test_mappings_of_another_version_are_passed_over(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    preferences.put("mappings", ["{}", '{"columns": "a", "mapping": {"layout": "spiral"}}'])
    assert KnownMappings(preferences).all() == ()
