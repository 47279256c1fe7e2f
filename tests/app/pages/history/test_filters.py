"""Filters on the page: chips, lists, words, and every figure of what is left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.edit import Edit
from app.pages.history import HistoryPage
from app.pages.history.filter_chip import FilterChip, title_of
from app.pages.history.filters import still_known
from app.pages.history.flow_section import FlowSection
from app.theme import Theme
from app.window import Window
from sim.metrics import Facet, Selection, completions, flow_velocity, select, whole
from tests.app.pages.history.page_bench import HEADER, numbers_alone, put, rows, settle, stored, teams

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
"""The offscreen plugin says so of every list and calendar that opens."""


def chip(page: HistoryPage, respect: str) -> FilterChip:
    return page.overview.filters.chips[respect]


def tick(page: HistoryPage, respect: str, *names: str) -> None:
    model = chip(page, respect).model
    for row in range(model.rowCount()):
        if model.index(row, 0).data() in names:
            model.toggle(row)


def said(page: HistoryPage) -> list[str]:
    return [one.text() for one in page.overview.filters.chips.values()]


def text(window: Window, name: str) -> str:
    label = window.findChild(QLabel, name)
    assert label is not None, name
    return label.text()


def test_there_is_a_chip_for_each_respect_in_which_items_differ(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(), qtbot)
    assert said(page) == ["Type: all", "Team: all", "Parent: all", "Tags: all"]
    assert not page.overview.filters.clear.isVisible()
    assert not page.overview.filters.more.isVisible()


@pytest.mark.parametrize("history", [numbers_alone(), stored("ID,Started,Done", "1,2025-01-01,2025-01-02")])
def test_a_history_of_one_kind_of_item_has_no_filters(
    page: HistoryPage, qtbot: QtBot, history: object
) -> None:
    put(page, history, qtbot)  # type: ignore[arg-type]  # parametrised
    assert said(page) == []
    assert not page.overview.filters.more.isVisible()


def test_every_figure_is_of_the_items_chosen(page: HistoryPage, window: Window, qtbot: QtBot) -> None:
    history = teams()
    put(page, history, qtbot)
    tick(page, "type", "Defect", "Risk")
    tick(page, "team", "Pay")
    settle(page, qtbot)
    part = select(history.log, Selection(types=("defect", "risk"), attributes={"team": ("Pay",)}))
    assert len(part.items) == 40
    assert text(window, "history.velocity.below") == "40 items in 202 days"
    assert text(window, "history.velocity.value") == f"{flow_velocity(part, whole(part)) * 7:.1f}"
    section = page.overview.sections.current
    assert isinstance(section, FlowSection)
    assert section.pictures is not None
    assert section.pictures.scatter.names == tuple(
        part.items.names[item] for item in completions(part, "inclusive", whole(part)).item
    )
    assert int(section.pictures.by_type["week"].done.sum()) == section.pictures.arrivals.done[-1] == 40
    assert page.overview.distribution.bar.accessibleName() == "Defect 50 %, Risk 50 %"


def test_what_is_chosen_is_said_in_words(page: HistoryPage, window: Window, qtbot: QtBot) -> None:
    put(page, teams(), qtbot)
    assert not page.overview.shown.isVisible()
    tick(page, "team", "Pay")
    tick(page, "type", "Defect")
    settle(page, qtbot)
    assert text(window, "history.shown") == "Defect · team Pay · 1 Jan 2025 – 21 Jul 2025: 20 of 200 items"
    assert said(page)[:2] == ["Type: Defect", "Team: Pay"]
    tick(page, "team", "Web", "Core")
    settle(page, qtbot)
    assert said(page)[1] == "Team: 3 of 3"
    assert chip(page, "team").toolTip() == "Team: Pay, Web, Core"
    assert chip(page, "team").accessibleName() == "Team: 3 of 3"
    assert chip(page, "team").property("tone") == "accent"
    assert chip(page, "tags").property("tone") == "plain"


def test_filters_are_cleared_together_and_one_by_one(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(), qtbot)
    tick(page, "team", "Pay")
    tick(page, "type", "Defect")
    settle(page, qtbot)
    chip(page, "type").picker.clear.click()
    settle(page, qtbot)
    assert page.view.chosen == {"team": ("Pay",)}
    page.overview.filters.clear.click()
    settle(page, qtbot)
    assert page.view.chosen == {}
    assert said(page)[:2] == ["Type: all", "Team: all"]
    assert page.measured is not None
    assert page.measured.part.log is page.measured.part.whole


def test_a_choice_that_leaves_nothing_says_so_and_offers_a_way_back(
    page: HistoryPage, window: Window, qtbot: QtBot
) -> None:
    put(page, stored(HEADER, *rows(40), "x,Debt,Solo,E-9,old,2025-01-01,2025-01-02"), qtbot)
    tick(page, "team", "Solo")
    tick(page, "type", "Risk")
    settle(page, qtbot)
    assert page.overview.nothing.isVisible()
    assert not page.overview.sections.isVisible()
    assert (
        text(window, "history.nothing.text")
        == "None of the 41 items of this history is all of this: Risk · team Solo."
    )
    page.overview.nothing.button.click()
    settle(page, qtbot)
    assert not page.overview.nothing.isVisible()
    assert page.overview.sections.isVisible()
    assert page.view.chosen == {}


def test_a_filter_is_opened_ticked_and_closed_by_keys_alone(
    page: HistoryPage, window: Window, qtbot: QtBot
) -> None:
    put(page, teams(), qtbot)
    team = chip(page, "team")
    team.setFocus()
    qtbot.keyClick(team, Qt.Key.Key_Down)
    assert team.picker.isVisible()
    assert not team.picker.search.isVisible()
    table = team.picker.table
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    settle(page, qtbot)
    assert page.view.chosen == {"team": ("Web",)}
    assert team.picker.isVisible()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert page.view.chosen == {}
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert not team.picker.isVisible()
    assert page.focusWidget() is team


def test_a_long_list_is_searched(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(300, parents=120), qtbot)
    parent = chip(page, "parent")
    qtbot.keyClick(parent, Qt.Key.Key_Return)
    search, table = parent.picker.search, parent.picker.table
    assert search.isVisible()
    assert search.placeholderText() == "Search 120 values"
    qtbot.keyClicks(search, "e-11")
    assert [parent.model.index(row, 0).data() for row in range(parent.model.rowCount())] == [
        "E-11",
        *(f"E-11{n}" for n in range(10)),
    ]
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    settle(page, qtbot)
    assert page.view.chosen == {"parent": ("E-11",)}
    qtbot.keyClicks(search, "xyz")
    nothing = parent.picker.findChild(QLabel, "history.filter.parent.nothing")
    assert nothing is not None
    assert nothing.isVisibleTo(parent.picker)
    parent.picker.close()
    parent.click()
    assert search.text() == ""
    assert parent.model.index(0, 0).data() == "E-11"
    parent.picker.close()


def test_a_click_anywhere_in_a_row_ticks_it(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(), qtbot)
    team = chip(page, "team")
    qtbot.mouseClick(team, Qt.MouseButton.LeftButton)
    table = team.picker.table
    for column in (0, 1):
        place = table.visualRect(team.model.index(1, column)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        settle(page, qtbot)
        assert page.view.chosen == ({"team": ("Web",)} if column == 0 else {})
    team.picker.close()


def test_the_tab_key_goes_from_the_rules_to_the_chips_and_on_to_the_figures(
    page: HistoryPage, qtbot: QtBot
) -> None:
    put(page, teams(), qtbot)
    tick(page, "team", "Pay")
    settle(page, qtbot)
    reached, widget = [], page.overview.rule.button("working")
    for _ in range(12):
        widget = widget.nextInFocusChain()  # type: ignore[assignment]  # any widget
        if widget.isVisibleTo(page) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.append(widget.objectName())
    filters = [f"history.filter.{name}" for name in ("type", "team", "parent", "tags", "clear")]
    assert [name for name in reached if name.startswith("history.filter.")] == filters
    assert reached[:5] == filters


def test_columns_of_the_file_itself_are_offered_under_more(page: HistoryPage, qtbot: QtBot) -> None:
    lines = [
        f"{n},{'Bug' if n % 2 else 'Story'},{'EU' if n % 3 else 'US'},2025-01-01,2025-01-0{n + 2}"
        for n in range(7)
    ]
    put(page, stored("ID,Type,Region,Started,Done", *lines), qtbot)
    assert said(page) == ["Type: all"]
    filters = page.overview.filters
    assert filters.more.isVisible()
    menu = filters.more.findChild(QMenu, "history.filter.menu")
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Region"]
    qtbot.mouseClick(filters.more, Qt.MouseButton.LeftButton)
    assert menu.isVisible()
    menu.close()
    menu.actions()[0].trigger()
    assert chip(page, "Region").picker.isVisible()
    tick(page, "Region", "US")
    settle(page, qtbot)
    assert page.measured is not None
    assert len(page.measured.part.log.items) == 3
    chip(page, "Region").picker.close()


def test_another_project_begins_without_filters(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(), qtbot)
    tick(page, "team", "Pay")
    settle(page, qtbot)
    put(page, teams(60), qtbot)
    assert page.view.chosen == {}
    assert said(page) == ["Type: all", "Team: all", "Parent: all", "Tags: all"]


def test_importing_again_keeps_the_filters_that_the_history_still_knows(
    page: HistoryPage, qtbot: QtBot
) -> None:
    put(page, teams(), qtbot)
    tick(page, "team", "Pay", "Core")
    tick(page, "tags", "api")
    settle(page, qtbot)
    later = stored(
        "ID,Type,Team,Started,Done",
        *(f"{n},Bug,{('Pay', 'Web')[n % 2]},2025-01-01,2025-02-01" for n in range(9)),
    )
    project = replace(page.document.project, history=later)
    page.document.apply(Edit("Import again", project))
    settle(page, qtbot)
    assert page.view.chosen == {"team": ("Pay",)}
    assert said(page) == ["Team: Pay"]
    assert page.measured is not None
    assert len(page.measured.part.log.items) == 5


def test_what_is_unknown_is_no_choice() -> None:
    facets = (Facet("team", (("Pay", "Pay", 3), ("", "", 1))),)
    assert still_known({"team": ("Web", ""), "type": ("defect",)}, facets) == {"team": ("",)}


def test_respects_have_names_for_people() -> None:
    assert [title_of(name) for name in ("team", "case:org_group", "Qtd CT")] == [
        "Team",
        "Org group",
        "Qtd CT",
    ]


def test_a_chip_shortens_its_words_anew_in_larger_text(qtbot: QtBot) -> None:
    names = ("A team with a rather long name", "Another one")
    facet = Facet("team", tuple((name, name, 3) for name in names))
    made = FilterChip(facet, (), Theme("light"))
    qtbot.addWidget(made)
    made.show_chosen(names[:1])
    whole = made.text()
    large = made.font()
    large.setPixelSize(40)
    made.setFont(large)
    assert made.text().endswith("…")
    assert len(made.text()) < len(whole)
    assert made.accessibleName() == f"Team: {names[0]}"
