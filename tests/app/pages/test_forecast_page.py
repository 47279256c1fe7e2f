from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from app.document import Document
from app.jobs import Jobs
from app.pages.forecast import ForecastPage
from app.pages.forecast.months import fitting
from app.pages.forecast.page import question_of
from app.pages.forecast.state import Request, answer, day_chances
from app.preferences import Preferences
from app.theme import MEDIUM, Choice, Theme
from app.widgets import date_text
from sim.forecast import Question, forecast
from sim.store import StoredHistory, new_project
from sim.stream import example
from tests.app.room import cut_texts
from tests.screens.histories import stored, write_export


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> StoredHistory:
    return stored(write_export(tmp_path_factory.mktemp("export") / "export.csv", 120))


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(new_project(example("software-team")))


@pytest.fixture
def page(
    qtbot: QtBot, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme
) -> ForecastPage:
    made = ForecastPage(document, jobs, preferences, theme)
    qtbot.addWidget(made)
    document.changed.connect(made.show_project)
    made.resize(1300, 850)
    made.show()
    made.show_project(None, document.project)
    return made


def shown(qtbot: QtBot, page: ForecastPage, jobs: Jobs) -> str:
    qtbot.waitUntil(lambda: not jobs.is_busy, timeout=10_000)
    return page.sentence.text()


def test_without_a_history_the_page_says_what_to_do(qtbot: QtBot, page: ForecastPage) -> None:
    assert page._empty.isVisible()
    with qtbot.waitSignal(page.wants_page) as asked:
        qtbot.mouseClick(page._empty.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["history", None]


def test_a_history_is_answered_at_once_with_the_sentence_of_the_forecast(
    qtbot: QtBot, page: ForecastPage, document: Document, jobs: Jobs, history: StoredHistory
) -> None:
    document.replace(replace(document.project, history=history))
    expected = forecast(history.log, Question(kind="when", items=30))
    assert shown(qtbot, page, jobs) == expected.sentence
    assert page.detail.text().replace("\u00a0", " ") == expected.detail
    model = page.table.model()
    assert [model.index(row, 0).data() for row in range(4)] == ["50 %", "70 %", "85 %", "95 %"]
    date = expected.percentiles[2].date  # type: ignore[union-attr]
    assert date is not None
    assert model.index(2, 1).data() == date_text(date)


def test_another_number_of_items_is_one_edit_and_another_answer(
    qtbot: QtBot, page: ForecastPage, document: Document, jobs: Jobs, history: StoredHistory
) -> None:
    document.replace(replace(document.project, history=history))
    first = shown(qtbot, page, jobs)
    page.panel.items.setText("90")
    page.panel.items.enter()
    assert question_of(document.project).items == 90
    assert shown(qtbot, page, jobs) == forecast(history.log, Question(kind="when", items=90)).sentence
    document.undo()
    assert shown(qtbot, page, jobs) == first


def test_how_many_asks_for_a_date_thirty_days_on(
    qtbot: QtBot, page: ForecastPage, document: Document, jobs: Jobs, history: StoredHistory
) -> None:
    document.replace(replace(document.project, history=history))
    shown(qtbot, page, jobs)
    qtbot.mouseClick(page.panel.findChild(object, "forecast.kind.how_many"), Qt.MouseButton.LeftButton)
    text = shown(qtbot, page, jobs)
    question = question_of(document.project)
    assert question.kind == "how_many"
    assert question.by is not None
    assert "or more by" in text
    assert not page.months.isVisible()
    page.panel.by.setText("1.12.2026")
    page.panel.by.enter()
    assert question_of(document.project).by == dt.date(2026, 12, 1)
    shown(qtbot, page, jobs)


def test_working_days_are_those_of_the_streams_calendar(
    qtbot: QtBot, page: ForecastPage, document: Document, jobs: Jobs, history: StoredHistory
) -> None:
    document.replace(replace(document.project, history=history))
    shown(qtbot, page, jobs)
    page.panel.calendar.setCurrentIndex(1)
    page.panel.calendar.activated.emit(1)
    assert question_of(document.project).calendar == document.project.stream.calendar
    shown(qtbot, page, jobs)
    assert page.answer is not None
    assert all(day.chance is None for day in page.answer.days if day.date.weekday() > 4)


def test_a_question_that_cannot_be_answered_says_why_and_keeps_the_question(
    qtbot: QtBot, page: ForecastPage, document: Document, jobs: Jobs, history: StoredHistory
) -> None:
    question = Question(kind="when", items=5, history_days=1)
    document.replace(replace(document.project, history=history, questions=(question,)))
    assert shown(qtbot, page, jobs) == "No forecast"
    assert "needs 5" in page.detail.text() or "Nothing was done" in page.detail.text()
    assert not page.curve.isVisible()
    assert page.panel.items.value == 5
    page.panel.history_days.setText("90")
    page.panel.history_days.enter()
    assert "sure by" in shown(qtbot, page, jobs)
    assert page.curve.isVisible()


def test_a_wrong_date_is_told_in_the_field_and_changes_nothing(
    qtbot: QtBot, page: ForecastPage, document: Document, jobs: Jobs, history: StoredHistory
) -> None:
    document.replace(replace(document.project, history=history))
    shown(qtbot, page, jobs)
    page.panel.by.setText("someday")
    page.panel.by.enter()
    assert "2026-03-20" in page.panel.by.problem
    assert document.project.questions == ()


def test_the_calendar_tells_the_chances_of_the_curve(history: StoredHistory, tmp_path: Path) -> None:
    found = answer(Request(history.log, Question(kind="when", items=20)))
    by_date = dict(zip(found.forecast.curve.dates, found.forecast.curve.probability, strict=True))
    assert {day.date: day.chance for day in day_chances(found.forecast)} == by_date
    chances = [day.chance for day in found.days if day.chance is not None]
    assert chances == sorted(chances)
    assert found.learned.done.sum() == found.forecast.sample.items


@pytest.mark.parametrize(("width", "shown"), [(100.0, "79 %"), (16.0, "79")])
def test_a_day_without_room_for_the_sign_shows_the_whole_number(
    qapp: object, theme: Theme, width: float, shown: str
) -> None:
    assert fitting("79 %", width, QFontMetricsF(theme.font(11))) == shown


def test_the_panel_says_from_which_day_the_forecast_counts(
    qtbot: QtBot, page: ForecastPage, document: Document, jobs: Jobs, history: StoredHistory
) -> None:
    document.replace(replace(document.project, history=history))
    shown(qtbot, page, jobs)
    assert page.answer is not None
    end = date_text(page.answer.forecast.start)
    assert page.panel.counted.text() == f"Counted from {end}; the first forecast day is the day after."
    page.panel.start.setText("2026-01-30")
    page.panel.start.enter()
    shown(qtbot, page, jobs)
    assert page.panel.counted.text().startswith("Counted from Fri 30 Jan 2026;")


# --- how the answer stands ---------------------------------------------------------------------------------


def columns(page: ForecastPage) -> list[tuple[str, int]]:
    """The cards in sight from top to bottom, each with its left end."""
    cards = sorted(page._cards.pictures, key=lambda card: (card.y(), card.x()))
    return [(card.objectName().removeprefix("forecast."), card.x()) for card in cards if card.isVisible()]


@pytest.fixture
def answered(
    qtbot: QtBot, page: ForecastPage, document: Document, jobs: Jobs, history: StoredHistory
) -> ForecastPage:
    """The page with an answer to the first question."""
    document.replace(replace(document.project, history=history))
    shown(qtbot, page, jobs)
    return page


def stand(qtbot: QtBot, page: ForecastPage, width: int, height: int) -> list[tuple[str, int]]:
    """Give the page a size; where its cards then stand."""
    page.resize(width, height)
    qtbot.wait(20)
    return columns(page)


@pytest.mark.parametrize("choice", ["light", "projector"])
def test_where_there_is_little_room_the_cards_stand_below_each_other(
    qtbot: QtBot, answered: ForecastPage, theme: Theme, choice: Choice
) -> None:
    theme.choose(choice)
    qtbot.waitUntil(lambda: theme.is_in_force)
    beside = stand(qtbot, answered, 1300, 850)
    below = stand(qtbot, answered, 800, 850)
    assert not list(cut_texts(answered))
    assert [name for name, _ in beside] == ["probabilityChart", "monthsCard", "learnedChart", "tableCard"]
    assert [left for _, left in beside] == [0, beside[1][1]] * 2
    assert below == [(name, 0) for name in ("probabilityChart", "monthsCard", "tableCard", "learnedChart")]
    assert stand(qtbot, answered, 1300, 850) == beside


def test_how_many_below_each_other_keeps_no_gap_for_the_calendar(
    qtbot: QtBot, answered: ForecastPage, document: Document, jobs: Jobs
) -> None:
    asked = Question(kind="how_many", by=dt.date(2026, 12, 1))
    document.replace(replace(document.project, questions=(asked,)))
    shown(qtbot, answered, jobs)
    names = ("probabilityChart", "tableCard", "learnedChart")
    assert stand(qtbot, answered, 700, 850) == [(name, 0) for name in names]
    below = answered._cards.table.y() - answered._cards.curve.geometry().bottom()
    assert below == MEDIUM + 1


def test_all_percentiles_are_in_sight_without_scrolling(
    qtbot: QtBot, answered: ForecastPage, theme: Theme
) -> None:
    for choice in ("light", "projector"):
        theme.choose(choice)
        qtbot.waitUntil(lambda: theme.is_in_force)
        stand(qtbot, answered, 980, 500)
        assert answered.table.verticalScrollBar().maximum() == 0
