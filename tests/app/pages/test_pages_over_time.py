"""Pages while projects come and go: nothing stale is shown, and what was saved comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Literal

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.document import Document
from app.edit import Edit
from app.jobs import Jobs
from app.pages.base import Page
from app.pages.forecast import ForecastPage
from app.pages.forecast.page import question_of
from app.pages.history import HistoryPage
from app.pages.history.state import Measured
from app.pages.what_if import WhatIfPage
from app.pages.what_if.panel import ScenarioPanel
from app.pages.what_if.scenarios import Entry, ScenarioDelegate
from app.pages.what_if.state import Picture
from app.preferences import Preferences
from app.theme import DARK, LIGHT, Theme, Tokens
from sim.forecast import Question, forecast
from sim.store import Project, RunSettings, StoredHistory, new_project, open_project
from sim.stream import Scenario, example
from tests.app.on_disk import open_in, save_to
from tests.builders import backlog, line
from tests.screens.histories import stored, write_export

SMALL = line([1.0, 2.0], arrivals=backlog(5))
RUN = RunSettings(seed=3, replications=4, until=None)
TWO = Scenario(name="Two", changes=(("stages.s2.workers", 2),))


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> tuple[StoredHistory, StoredHistory]:
    """Two histories of one team."""
    folder = tmp_path_factory.mktemp("exports")
    return tuple(stored(write_export(folder / f"{days}.csv", days)) for days in (60, 90))  # type: ignore[return-value]


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(replace(new_project(SMALL), run=RUN))


@pytest.fixture
def opened(
    qtbot: QtBot, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme
) -> Callable[[type[Page]], Page]:
    """Open a page, kept up to date with the document as the window does."""

    def open_page(kind: type[Page]) -> Page:
        page = kind(document, jobs, preferences, theme)
        qtbot.addWidget(page)
        tools = page.tools()
        if tools is not None:
            tools.setParent(page)
        document.changed.connect(page.show_project)
        page.resize(1300, 850)
        page.show()
        page.show_project(None, document.project)
        return page

    return open_page


@pytest.fixture
def forecasts(opened: Callable[[type[Page]], Page]) -> ForecastPage:
    page = opened(ForecastPage)
    assert isinstance(page, ForecastPage)
    return page


@pytest.fixture
def what_if(opened: Callable[[type[Page]], Page], qtbot: QtBot) -> WhatIfPage:
    page = opened(WhatIfPage)
    assert isinstance(page, WhatIfPage)
    rest(page, qtbot)
    return page


def rest(page: Page, qtbot: QtBot) -> None:
    """Wait until nothing is awaited any more."""

    def is_at_rest() -> bool:
        waits = isinstance(page, WhatIfPage) and page._settle.isActive()
        draws = isinstance(page, HistoryPage) and not page.overview.is_drawn
        return not (page.jobs.is_busy or waits or draws)

    qtbot.waitUntil(is_at_rest, timeout=15_000)


def table_of(page: ForecastPage | WhatIfPage | HistoryPage) -> list[list[str]]:
    assert not isinstance(page, HistoryPage)
    model = page.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


# --- forecast --------------------------------------------------------------------------------------------


def test_of_questions_asked_in_a_row_only_the_last_is_answered(
    forecasts: ForecastPage,
    document: Document,
    histories: tuple[StoredHistory, StoredHistory],
    qtbot: QtBot,
) -> None:
    answered: list[int | None] = []
    forecasts.status.connect(lambda _: answered.append(question_of(document.project).items))
    document.replace(replace(document.project, history=histories[0]))
    for items in (40, 50, 60):
        question = Question(kind="when", items=items)
        document.apply(Edit("Ask", replace(document.project, questions=(question,))))
    rest(forecasts, qtbot)
    expected = forecast(histories[0].log, Question(kind="when", items=60))
    assert forecasts.sentence.text() == expected.sentence
    assert answered == [60]


def test_undo_and_redo_answer_the_question_that_stands_then(
    forecasts: ForecastPage,
    document: Document,
    histories: tuple[StoredHistory, StoredHistory],
    qtbot: QtBot,
) -> None:
    document.replace(replace(document.project, history=histories[0]))
    for items in (20, 80):
        question = Question(kind="when", items=items)
        document.apply(Edit("Ask", replace(document.project, questions=(question,))))
    seen = []
    for step in (document.undo, document.redo, document.undo, document.undo, document.redo):
        step()
        rest(forecasts, qtbot)
        assert forecasts.answer is not None
        seen.append((forecasts.answer.forecast.question.items, forecasts.panel.items.value))
    assert seen == [(20, 20), (80, 80), (20, 20), (30, 30), (20, 20)]


def test_an_answer_about_a_history_that_is_gone_never_comes(
    forecasts: ForecastPage,
    document: Document,
    histories: tuple[StoredHistory, StoredHistory],
    qtbot: QtBot,
) -> None:
    document.replace(replace(document.project, history=histories[0]))
    rest(forecasts, qtbot)
    document.replace(replace(document.project, history=histories[1]))
    document.replace(replace(document.project, history=None))
    rest(forecasts, qtbot)
    assert forecasts.answer is None
    assert forecasts._empty.isVisible()


def test_a_saved_question_is_answered_again_when_the_project_is_opened(
    forecasts: ForecastPage,
    document: Document,
    histories: tuple[StoredHistory, StoredHistory],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    question = Question(kind="when", items=25, history_days=45)
    document.replace(replace(document.project, history=histories[0], questions=(question,)))
    rest(forecasts, qtbot)
    before = forecasts.sentence.text(), forecasts.detail.text(), table_of(forecasts)
    save_to(tmp_path / "mine.headrace", document)
    document.replace(new_project(SMALL))
    assert forecasts.answer is None
    open_in(document, tmp_path / "mine.headrace")
    rest(forecasts, qtbot)
    assert (forecasts.sentence.text(), forecasts.detail.text(), table_of(forecasts)) == before


def test_another_theme_keeps_the_answer(
    forecasts: ForecastPage,
    document: Document,
    histories: tuple[StoredHistory, StoredHistory],
    qtbot: QtBot,
) -> None:
    document.replace(replace(document.project, history=histories[0]))
    rest(forecasts, qtbot)
    answer, texts, weeks = forecasts.answer, table_of(forecasts), forecasts.months.weeks
    forecasts.theme.choose("dark")
    assert not forecasts.jobs.is_busy
    assert (forecasts.answer, table_of(forecasts), forecasts.months.weeks) == (answer, texts, weeks)
    assert forecasts.curve.tokens == DARK


# --- what if ---------------------------------------------------------------------------------------------


def with_scenarios(project: Project, *scenarios: Scenario) -> Project:
    return replace(project, scenarios=scenarios)


def test_a_comparison_of_another_project_is_never_shown(
    what_if: WhatIfPage, document: Document, qtbot: QtBot
) -> None:
    shown: list[str] = []
    what_if.table.rows.modelReset.connect(lambda: shown.append(" ".join(row[0] for row in table_of(what_if))))
    held = Event()

    def late(picture: Picture) -> Picture:
        held.wait(5)
        return picture

    first = what_if.picture
    assert first is not None
    what_if.jobs.start(late, first, what_if._show_picture, key="what-if")
    document.replace(with_scenarios(document.project, TWO))
    held.set()
    rest(what_if, qtbot)
    assert shown == ["", "Today Two"]


def test_while_another_project_is_compared_nothing_of_the_first_stays(
    what_if: WhatIfPage, document: Document, qtbot: QtBot
) -> None:
    assert [row[0] for row in table_of(what_if)] == ["Today"]
    document.replace(replace(new_project(line([3.0], arrivals=backlog(4))), run=RUN))
    assert what_if.picture is None
    assert table_of(what_if) == []
    assert (what_if.verdict.text(), what_if._notes.isVisible()) == ("", False)
    rest(what_if, qtbot)
    assert [row[0] for row in table_of(what_if)] == ["Today"]


def test_saved_scenarios_are_compared_to_the_same_figures_when_opened(
    what_if: WhatIfPage, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    document.replace(with_scenarios(document.project, TWO))
    rest(what_if, qtbot)
    before = table_of(what_if)
    save_to(tmp_path / "mine.headrace", document)
    assert open_project(tmp_path / "mine.headrace").scenarios == (TWO,)
    document.replace(new_project(example("support-desk")))
    open_in(document, tmp_path / "mine.headrace")
    rest(what_if, qtbot)
    assert table_of(what_if) == before
    assert before[1][0] == "Two"


def test_another_theme_keeps_the_comparison(what_if: WhatIfPage, document: Document, qtbot: QtBot) -> None:
    document.replace(with_scenarios(document.project, TWO))
    rest(what_if, qtbot)
    picture, texts, chosen = what_if.picture, table_of(what_if), what_if.panel.view.currentIndex().row()
    what_if.theme.choose("dark")
    assert not what_if._settle.isActive()
    assert (what_if.picture, table_of(what_if)) == (picture, texts)
    assert what_if.panel.view.currentIndex().row() == chosen == 1


def test_a_scenario_is_chosen_and_taken_away_by_keys_alone(
    what_if: WhatIfPage, document: Document, qtbot: QtBot
) -> None:
    document.replace(with_scenarios(document.project, TWO, TWO.model_copy(update={"name": "Again"})))
    rest(what_if, qtbot)
    view = what_if.panel.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert what_if.panel.name.text() == "Again"
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert [one.name for one in document.project.scenarios] == ["Two"]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert what_if.panel.name.text() == "Today"
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert [one.name for one in document.project.scenarios] == ["Two"]
    rest(what_if, qtbot)


# --- the list of scenarios -------------------------------------------------------------------------------


def entries(count: int) -> tuple[Entry, ...]:
    return tuple(Entry(f"S{number}", "words") for number in range(count))


def test_the_list_is_as_high_as_its_rows_up_to_five(qtbot: QtBot, theme: Theme) -> None:
    panel = ScenarioPanel(theme)
    qtbot.addWidget(panel)
    heights = []
    for count in (1, 2, 5, 9):
        panel.show_entries(entries(count), 0)
        heights.append(panel.view.sizeHint().height())
    assert heights == [62, 122, 302, 302]
    assert panel.view.minimumSizeHint().height() == 122


def test_an_entry_grows_with_the_letters(qtbot: QtBot, theme: Theme) -> None:
    option = QStyleOptionViewItem()
    option.rect.setWidth(200)
    delegate, index = ScenarioDelegate(theme), QStandardItemModel(1, 1).index(0, 0)
    height = round(54 * theme.tokens.base / 13) + 6
    assert delegate.sizeHint(option, index) == QSize(200, height)


@pytest.mark.parametrize(("look", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_chosen_entry_stands_out_in_either_theme(
    qtbot: QtBot, theme: Theme, look: Literal["light", "dark"], tokens: Tokens
) -> None:
    theme.choose(look)
    panel = ScenarioPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(320, 600)
    panel.show_entries(entries(2), 1)
    panel.show()
    image = panel.view.viewport().grab().toImage()
    grounds = []
    for row in (0, 1):
        area = panel.view.visualRect(panel.model.index(row))
        grounds.append(image.pixelColor(area.right() - 12, area.top() + 6).name().upper())
    assert grounds == [tokens.surface.upper(), tokens.selected.upper()]


# --- history ---------------------------------------------------------------------------------------------


def seen(page: HistoryPage) -> Measured | None:
    """What the page shows now."""
    return page.measured


def test_of_histories_that_follow_each_other_the_last_is_shown_and_saved(
    opened: Callable[[type[Page]], Page],
    document: Document,
    histories: tuple[StoredHistory, StoredHistory],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    page = opened(HistoryPage)
    assert isinstance(page, HistoryPage)
    for history in histories:
        document.apply(Edit("Import", replace(document.project, history=history)))
    rest(page, qtbot)
    last = seen(page)
    assert last is not None
    document.undo()
    rest(page, qtbot)
    assert (seen(page) or last).days < last.days
    document.redo()
    rest(page, qtbot)
    save_to(tmp_path / "mine.headrace", document)
    document.replace(new_project(SMALL))
    assert seen(page) is None
    open_in(document, tmp_path / "mine.headrace")
    rest(page, qtbot)
    page.theme.choose("dark")
    assert not page.jobs.is_busy
    shown = seen(page)
    assert shown is not None
    assert (shown.days, shown.dates, shown.metrics) == (last.days, last.dates, last.metrics)


@pytest.mark.parametrize("kind", [WhatIfPage, HistoryPage, ForecastPage])
def test_a_page_has_one_set_of_tools(opened: Callable[[type[Page]], Page], kind: type[Page]) -> None:
    page = opened(kind)
    assert page.tools() is page.tools()
