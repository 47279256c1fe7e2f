"""The History page: what it shows of a history, and of how the history was read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.pages import ImportsFiles
from app.pages.history import HistoryPage
from app.pages.history.at_hand import AtHand
from app.pages.history.flow_section import FlowSection
from app.pages.history.pictures import FlowPictures
from app.pages.history.preview import PreviewModel
from app.pages.history.report_panel import Remark, RemarksModel
from app.preferences import Preferences
from app.theme import Theme
from app.window import Lent, Window
from sim.errors import UserFault
from sim.history import assemble, guess_mapping, read_table
from sim.store import StoredHistory
from tests.app.stand_ins import Answers
from tests.history.files import file, guess, table

HEADER = "ID,Type,Started,Done"


def export(folder: Path, days: int, name: str = "export.csv") -> Path:
    """Write an item done each day of so many days, from 1 January 2025 on; one of them twice."""
    dates = [f"2025-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(days + 1)]
    kinds = ("Bug", "Story", "Story")
    lines = [f"{n},{kinds[n % 3]},{dates[n]},{dates[n + 1]}" for n in range(days)]
    return file(folder, "\n".join((HEADER, *lines, lines[0])), name)


def put(page: HistoryPage, path: Path, qtbot: QtBot) -> StoredHistory:
    """Show a project that has the history of a file."""
    read = read_table(path)
    mapping = guess_mapping(read)
    history = StoredHistory(*_in_order(read, mapping), path.name)  # type: ignore[arg-type]
    page.document.replace(replace(page.document.project, history=history))
    settle(page, qtbot)
    return history


def _in_order(read: object, mapping: object) -> tuple[object, object, object]:
    log, report = assemble(read, mapping)  # type: ignore[arg-type]
    return log, mapping, report


def settle(page: HistoryPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.jobs.is_busy and page.overview.is_drawn)


def pictures(page: HistoryPage) -> FlowPictures:
    section = page.overview.sections.current
    assert isinstance(section, FlowSection)
    assert section.pictures is not None
    return section.pictures


def text(page: QWidget, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert label is not None, name
    return label.text()


def press(window: Window, name: str, qtbot: QtBot) -> None:
    button = window.findChild(QAbstractButton, name)
    assert button is not None, name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_page_takes_files() -> None:
    assert issubclass(HistoryPage, ImportsFiles)


def test_an_empty_page_says_what_to_do_and_asks_for_a_file(
    page: HistoryPage, window: Window, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    assert "drop the file" in text(page, "historyPage.empty.text")
    answers.import_path = export(tmp_path, 3)
    press(window, "historyPage.empty.action", qtbot)
    settle(page, qtbot)
    assert page.import_view.isVisible()
    assert page.import_view.accept_button.text() == "Import 3 items"


def test_a_file_not_chosen_changes_nothing(page: HistoryPage, window: Window, qtbot: QtBot) -> None:
    press(window, "historyPage.empty.action", qtbot)
    assert not page.importing.is_under_way


def test_a_file_given_to_the_window_is_imported(
    page: HistoryPage, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    window.import_file(export(tmp_path, 3))
    settle(page, qtbot)
    assert page.import_view.isVisible()


def test_another_page_can_hand_over_a_file(page: HistoryPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.receive("nothing for us")
    page.receive(export(tmp_path, 3))
    settle(page, qtbot)
    assert page.import_view.isVisible()


def test_a_history_is_shown_in_numbers_and_charts(
    page: HistoryPage, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    put(page, export(tmp_path, 40), qtbot)
    assert text(window, "history.velocity.value") == "6.4"
    assert text(window, "history.flowTime.label") == "Flow time (85 %)"
    assert text(window, "history.flowTime.below") == "calendar days, both counted"
    assert text(window, "history.efficiency.value") == "–"
    assert page.overview.distribution.bar.accessibleName() == "Feature 65 %, Defect 35 %"
    assert all(chart.state is not None and not chart.state.empty for chart in page.overview.charts[:3])
    assert window.status == "40 items · 40 done · 1 Jan 2025 – 13 Feb 2025 · 2 item types"


def test_another_rule_of_counting_days_counts_anew(
    page: HistoryPage, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    put(page, export(tmp_path, 40), qtbot)
    seen = []
    for rule in ("inclusive", "elapsed", "working"):
        press(window, f"history.rule.{rule}", qtbot)
        settle(page, qtbot)
        seen.append((text(window, "history.flowTime.value"), text(window, "history.flowTime.below")))
    assert seen == [
        ("2", "calendar days, both counted"),
        ("1.0", "exact time elapsed"),
        ("2", "working days, both counted"),
    ]


def test_the_last_ninety_days_are_shown_in_every_number_and_chart(
    page: HistoryPage, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    put(page, export(tmp_path, 200), qtbot)
    press(window, "history.span.quarter", qtbot)
    settle(page, qtbot)
    drawn = pictures(page)
    count = len(drawn.scatter.done)
    assert text(window, "history.velocity.below") == f"{count} items in 90 days"
    assert int(drawn.velocity.done.sum()) >= count
    assert drawn.flow.reached[-1, -1] == drawn.arrivals.done[-1] == count
    page.document.replace(page.document.project)
    settle(page, qtbot)
    assert page.overview.span.value == "whole"


def test_another_window_shows_its_whole_range_though_a_chart_was_zoomed(
    page: HistoryPage, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    put(page, export(tmp_path, 200), qtbot)
    chart = page.overview.charts[2]
    chart.view.setRange(xRange=(20100, 20110), padding=0)
    chart.view.zoomed.emit()
    press(window, "history.rule.elapsed", qtbot)
    settle(page, qtbot)
    assert chart.view.viewRange()[0] == [20100, 20110]
    press(window, "history.span.quarter", qtbot)
    settle(page, qtbot)
    assert chart.view.viewRange()[0] == pytest.approx(pictures(page).velocity.edges[[0, -1]].tolist())


def test_a_window_longer_than_the_history_is_not_offered(
    page: HistoryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    put(page, export(tmp_path, 100), qtbot)
    offered = {key: page.overview.span.button(key).isEnabled() for key in ("whole", "year", "quarter")}
    assert offered == {"whole": True, "year": False, "quarter": True}
    assert page.overview.span.button("year").toolTip() == "The whole history has 107 days."


def test_warnings_stand_below_the_numbers(page: HistoryPage, qtbot: QtBot, tmp_path: Path) -> None:
    put(page, export(tmp_path, 12), qtbot)
    assert "too few for all percentiles" in page.overview.warnings.text()
    assert "flow efficiency says nothing" in page.overview.warnings.text()


def test_the_source_opens_and_closes_the_report(
    page: HistoryPage, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    put(page, export(tmp_path, 12), qtbot)
    source = window.findChild(QAbstractButton, "history.source")
    assert source is not None
    assert source.text() == "export.csv · 12 items · 1 row set aside"
    press(window, "history.source", qtbot)
    assert page.report.isVisible()
    assert page.report.title.text() == "How export.csv was read"
    assert text(page.report, "history.report.headline") == "12 of 13 rows become items · 1 set aside"
    press(window, "history.back", qtbot)
    assert page.overview.isVisible()


def test_the_mapping_can_be_changed_while_the_file_is_at_hand(
    page: HistoryPage, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    page.import_file(export(tmp_path, 12))
    settle(page, qtbot)
    page.import_view.accept_button.click()
    settle(page, qtbot)
    first = page.document.project.history
    assert first is not None
    page.change_mapping()
    settle(page, qtbot)
    assert page.importing.reading is not None
    assert page.importing.reading.mapping == first.mapping
    page.import_view.types.chosen.emit("Bug", "debt")
    settle(page, qtbot)
    page.import_view.accept_button.click()
    settle(page, qtbot)
    second = page.document.project.history
    assert second is not None
    assert [kind.id for kind in second.log.types] == ["feature", "debt"]
    page.document.undo()
    assert page.document.project.history is first


def test_a_file_that_is_not_at_hand_is_told_and_asked_for(
    page: HistoryPage, window: Window, qtbot: QtBot, tmp_path: Path, answers: Answers
) -> None:
    history = put(page, export(tmp_path, 12), qtbot)
    page.change_mapping()
    assert window.banner.text == "export.csv is not at hand any more, so its columns cannot be read anew."
    assert len(answers.asked) == 1
    assert page.document.project.history is history
    answers.import_path = tmp_path / "export.csv"
    page.change_mapping()
    settle(page, qtbot)
    assert page.import_view.isVisible()


def test_a_file_that_has_changed_since_is_told(
    page: HistoryPage, qtbot: QtBot, tmp_path: Path, answers: Answers
) -> None:
    put(page, export(tmp_path, 12), qtbot)
    answers.import_path = export(tmp_path, 14)
    page.change_mapping()
    settle(page, qtbot)
    assert page.import_view.banner.text == "export.csv has changed since it was imported."
    assert page.import_view.accept_button.text() == "Import 14 items"


def test_without_a_history_there_is_no_mapping_to_change(page: HistoryPage, answers: Answers) -> None:
    page.change_mapping()
    assert (answers.asked, page.importing.is_under_way) == ([], False)


def test_a_closing_window_ends_an_import(page: HistoryPage, window: Window, tmp_path: Path) -> None:
    page.import_file(export(tmp_path, 5))
    window.close()
    assert not page.importing.is_under_way


def test_a_file_is_found_where_it_was_or_beside_the_project(tmp_path: Path, preferences: Preferences) -> None:
    at_hand = AtHand(preferences)
    beside = file(tmp_path, "x", "a.csv")
    assert at_hand.folder() == Path.home()
    assert at_hand.find("a.csv", "f" * 64, None) is None
    assert at_hand.find("a.csv", "f" * 64, tmp_path / "work.headrace") == beside
    elsewhere = tmp_path / "in"
    elsewhere.mkdir()
    known = file(elsewhere, "x", "a.csv")
    at_hand.remember(known, "f" * 64)
    assert AtHand(Preferences(preferences.path.parent)).find("a.csv", "f" * 64, None) == known
    assert at_hand.folder() == elsewhere
    known.unlink()
    assert at_hand.find("a.csv", "f" * 64, None) is None


def test_the_page_follows_the_theme(page: HistoryPage, theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    put(page, export(tmp_path, 12), qtbot)
    light = page.grab().toImage()
    theme.choose("dark")
    assert page.grab().toImage() != light


def test_the_page_fits_the_smallest_window(
    page: HistoryPage, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    put(page, export(tmp_path, 200), qtbot)
    window.resize(1100, 700)
    page.import_file(export(tmp_path, 12))
    settle(page, qtbot)
    assert window.width() == 1100
    assert window.height() == 700


def test_the_models_keep_qts_rules(theme: Theme, qtmodeltester: ModelTester) -> None:
    rows = PreviewModel(theme)
    qtmodeltester.check(rows)
    rows.show_table(table("A,Done", "1,2025-01-01"), guess("A,Done", "1,2025-01-01"))
    rows.show_mapping(guess("A,Done", "1,2025-01-01"))
    remarks = RemarksModel()
    qtmodeltester.check(remarks)
    remarks.show_rows((Remark(2, "set aside", "", "why"), Remark(3, "set aside", "x", "why")))
    assert [remarks.index(row, 2).data() for row in range(2)] == ["(blank)", "x"]


def test_a_chart_that_is_written_is_told(page: HistoryPage, window: Window, tmp_path: Path) -> None:
    page.overview.charts[0].exported.emit("flow.csv")
    assert window.status == "Wrote flow.csv"


def test_no_fault_is_raised_while_all_goes_well(
    page: HistoryPage, qtbot: QtBot, tmp_path: Path, lent: Lent
) -> None:
    faults: list[UserFault] = []
    page.fault.connect(faults.append)
    lent.jobs.faulted.connect(faults.append)
    put(page, export(tmp_path, 200), qtbot)
    assert faults == []


def test_a_real_export_shows_what_was_done(
    page: HistoryPage, window: Window, qtbot: QtBot, shared_data: Path
) -> None:
    page.import_file(shared_data / "01_azure_devops_lighthouse_backlog.csv")
    settle(page, qtbot)
    assert page.import_view.dates.example.text() == "7.6.2025 14:59:28 → 7 June 2025"
    page.import_view.accept_button.click()
    settle(page, qtbot)
    assert len(pictures(page).scatter.done) == 88
    assert text(window, "history.velocity.below") == "88 items in 84 days"
    assert window.status == "111 items · 88 done · 7 Jun 2025 – 29 Aug 2025 · 3 item types"
