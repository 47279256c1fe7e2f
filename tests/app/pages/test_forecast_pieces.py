"""The pieces of the Forecast page: the question, the calendar of chances, the table of percentiles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from app.pages.forecast.months import ChanceCalendar, fitting
from app.pages.forecast.panel import QuestionPanel
from app.pages.forecast.percentiles import PercentileTable
from app.pages.forecast.state import DayChance
from app.theme import Theme
from app.widgets import ValueField
from sim.forecast import DailySample, Question, forecast_from_sample
from sim.stream import Calendar

LAST = dt.date(2026, 3, 1)
WEEK = Calendar(kind="working", weekdays=(1, 2, 3, 4, 5))
EVERY_DAY = Calendar(kind="continuous")
WHEN = Question(kind="when", items=30)
WHAT = {"items": "items to do", "by": "target date", "start": "start", "history_days": "history"}
HOW_MANY = Question(kind="how_many", by=dt.date(2026, 4, 1))
UNEVEN = DailySample((2, 0, 1, 0, 1, 2) * 10, dt.date(2026, 1, 1), LAST, asked_days=60)


# --- the question ----------------------------------------------------------------------------------------


@pytest.fixture
def panel(qtbot: QtBot) -> QuestionPanel:
    """The panel in sight, asking when 30 items are done."""
    made = QuestionPanel()
    qtbot.addWidget(made)
    made.show_question(WHEN, WEEK, LAST)
    made.show()
    return made


class Told(list[tuple[object, str]]):
    """What a panel tells, in order."""

    def __init__(self, panel: QuestionPanel) -> None:
        super().__init__()
        self.panel = panel
        panel.asked.connect(lambda question, what: self.append((question, what)))


@pytest.fixture
def told(panel: QuestionPanel) -> Told:
    """What the panel tells."""
    return Told(panel)


def typed(field: ValueField[Any], text: str, qtbot: QtBot) -> None:
    """Write over a field by keys alone."""
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("field", "text", "change"),
    [
        ("items", "45", {"items": 45}),
        ("by", "2026-05-01", {"by": dt.date(2026, 5, 1)}),
        ("start", "1 Feb 2026", {"start": dt.date(2026, 2, 1)}),
        ("history_days", "60", {"history_days": 60}),
    ],
)
def test_a_field_asks_one_question_that_differs_only_there(
    told: Told, qtbot: QtBot, field: str, text: str, change: dict[str, object]
) -> None:
    typed(getattr(told.panel, field), text, qtbot)
    assert told == [(WHEN.model_copy(update=change), WHAT[field])]


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [("items", "0", "1"), ("items", "many", "many"), ("history_days", "-3", "1"), ("by", "soon", "soon")],
)
def test_a_wrong_text_is_told_in_the_field_and_asks_nothing(
    told: Told, qtbot: QtBot, field: str, text: str, problem: str
) -> None:
    wrong = getattr(told.panel, field)
    typed(wrong, text, qtbot)
    assert told == []
    assert problem in wrong.problem
    assert wrong.accessibleDescription() == wrong.problem
    qtbot.keyClick(wrong, Qt.Key.Key_Escape)
    assert (wrong.problem, wrong.text()) == ("", wrong.text_of(wrong.value))
    assert told == []


def test_what_stands_there_already_is_not_asked_again(panel: QuestionPanel, told: Told, qtbot: QtBot) -> None:
    typed(panel.items, "30", qtbot)
    typed(panel.by, "none", qtbot)
    typed(panel.start, "end of history", qtbot)
    assert told == []


def test_working_days_are_chosen_and_given_up(panel: QuestionPanel, told: Told) -> None:
    panel.calendar.activated.emit(1)
    panel.calendar.activated.emit(0)
    assert told == [
        (WHEN.model_copy(update={"calendar": WEEK}), "days that count"),
        (WHEN, "days that count"),
    ]


def test_a_stream_that_works_every_day_offers_no_other_days(panel: QuestionPanel) -> None:
    panel.show_question(WHEN, EVERY_DAY, LAST)
    assert not panel.calendar.isEnabled()
    assert panel.calendar.toolTip() == "The stream's calendar works every day."
    panel.show_question(WHEN, WEEK, LAST)
    assert (panel.calendar.isEnabled(), panel.calendar.toolTip()) == (True, "")


def test_how_many_is_asked_by_a_date_after_the_history_and_of_no_number(
    panel: QuestionPanel, told: Told
) -> None:
    panel.kind.chosen.emit("how_many")
    expected = WHEN.model_copy(update={"kind": "how_many", "items": None, "by": dt.date(2026, 3, 31)})
    assert told == [(expected, "kind")]


def test_how_many_is_proposed_from_the_start_that_was_chosen(panel: QuestionPanel, told: Told) -> None:
    early = WHEN.model_copy(update={"start": dt.date(2026, 1, 1)})
    panel.show_question(early, WEEK, LAST)
    panel.kind.chosen.emit("how_many")
    assert told[0][0] == early.model_copy(
        update={"kind": "how_many", "items": None, "by": dt.date(2026, 1, 31)}
    )


def test_a_wished_date_is_kept_when_the_kind_changes(panel: QuestionPanel, told: Told) -> None:
    panel.show_question(HOW_MANY, WEEK, LAST)
    panel.kind.chosen.emit("when")
    assert told == [(HOW_MANY.model_copy(update={"kind": "when", "items": 30}), "kind")]


def test_how_many_always_has_a_date(panel: QuestionPanel, told: Told, qtbot: QtBot) -> None:
    panel.show_question(HOW_MANY, WEEK, LAST)
    typed(panel.by, "none", qtbot)
    assert told == [(HOW_MANY.model_copy(update={"by": dt.date(2026, 3, 31)}), "target date")]


def test_each_kind_shows_its_own_fields(panel: QuestionPanel) -> None:
    def seen() -> tuple[bool, bool, bool]:
        words = {each.text() for each in panel.findChildren(QLabel) if each.isVisible()}
        return panel.items.isVisible(), "Target date" in words, "By" in words

    assert seen() == (True, True, False)
    panel.show_question(HOW_MANY, WEEK, LAST)
    assert seen() == (False, False, True)


def test_showing_a_question_asks_none(panel: QuestionPanel, told: Told) -> None:
    for question in (HOW_MANY, WHEN.model_copy(update={"calendar": WEEK, "start": LAST, "history_days": 7})):
        panel.show_question(question, WEEK, LAST)
    assert told == []
    shown = panel.items.value, panel.start.value, panel.history_days.value, panel.calendar.currentIndex()
    assert shown == (30, LAST, 7, 1)


def test_before_any_question_nothing_is_asked(qtbot: QtBot) -> None:
    panel = QuestionPanel()
    qtbot.addWidget(panel)
    with qtbot.assertNotEmitted(panel.asked):
        panel.kind.chosen.emit("how_many")
        panel.calendar.activated.emit(1)
        typed(panel.items, "45", qtbot)


# --- the calendar ----------------------------------------------------------------------------------------


def days(first: dt.date, count: int) -> tuple[DayChance, ...]:
    """Days from a date on, surer and surer; weekends do not count."""
    dates = [first + dt.timedelta(n) for n in range(count)]
    return tuple(
        DayChance(date, None if date.isoweekday() > 5 else n / count) for n, date in enumerate(dates)
    )


@pytest.fixture
def months(qtbot: QtBot, theme: Theme) -> Iterator[ChanceCalendar]:
    """The calendar in sight, with room for six weeks."""
    made = ChanceCalendar(theme)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    yield made
    QToolTip.hideText()


MONDAY = dt.date(2026, 3, 2)


def mondays(first: dt.date, count: int) -> tuple[dt.date, ...]:
    return tuple(first + dt.timedelta(weeks=n) for n in range(count))


def test_few_weeks_are_all_in_sight(months: ChanceCalendar) -> None:
    assert months.weeks == ()
    months.show_days(days(dt.date(2026, 3, 5), 20), None)
    assert months.weeks == mondays(MONDAY, 4)


@pytest.mark.parametrize(
    ("middle", "first"),
    [
        (dt.date(2026, 3, 3), MONDAY),
        (dt.date(2026, 5, 21), dt.date(2026, 4, 27)),
        (dt.date(2026, 7, 19), dt.date(2026, 6, 8)),
        (None, MONDAY),
    ],
)
def test_of_many_weeks_those_around_the_middle_are_in_sight(
    months: ChanceCalendar, middle: dt.date | None, first: dt.date
) -> None:
    months.show_days(days(MONDAY, 140), middle)
    assert months.weeks == mondays(first, 6)


def test_a_higher_calendar_shows_more_weeks(months: ChanceCalendar) -> None:
    months.show_days(days(MONDAY, 140), MONDAY)
    seen = []
    for height in (60, 133, 244, 400, 2000):
        months.setMinimumHeight(0)
        months.resize(290, height)
        seen.append(len(months.weeks))
    assert seen == [1, 3, 6, 10, 20]


def test_the_day_under_a_place_is_told_with_its_chance(months: ChanceCalendar) -> None:
    months.show_days(days(MONDAY, 28), None)
    told = []
    for row, column in ((0, 1), (0, 5), (3, 4)):
        middle = months._cell(row, column).center().toPoint()
        told.append(months._text_at(middle.x(), middle.y()))
    assert told == [
        "done by Tue 3 Mar 2026: 4 %",
        "Sat 7 Mar 2026: not counted",
        "done by Fri 27 Mar 2026: 89 %",
    ]
    assert months._text_at(5, 5) == ""


def test_a_day_outside_the_forecast_is_not_counted(months: ChanceCalendar) -> None:
    months.show_days(days(dt.date(2026, 3, 5), 3), None)
    middle = months._cell(0, 0).center().toPoint()
    assert months._text_at(middle.x(), middle.y()) == "Mon 2 Mar 2026: not counted"


def test_the_pointer_brings_the_day_up(months: ChanceCalendar) -> None:
    months.show_days(days(MONDAY, 28), None)
    place = months._cell(1, 2).center().toPoint()
    asked = QHelpEvent(QHelpEvent.Type.ToolTip, place, months.mapToGlobal(QPoint(place)))
    assert QApplication.sendEvent(months, asked)
    assert QToolTip.text() == "done by Wed 11 Mar 2026: 32 %"


def test_the_surer_a_day_the_further_from_the_ground(months: ChanceCalendar, theme: Theme) -> None:
    months.show_days(days(MONDAY, 28), None)

    def shade(row: int, column: int) -> str:
        cell = months._cell(row, column)
        return months.grab().toImage().pixelColor(int(cell.center().x()), int(cell.top()) + 2).name()

    assert shade(0, 5) == shade(2, 6) == theme.tokens.sunken.lower()
    assert len({shade(0, 0), shade(1, 1), shade(3, 4), shade(0, 5)}) == 4


def test_another_theme_paints_the_same_days_anew(months: ChanceCalendar, theme: Theme) -> None:
    months.show_days(days(MONDAY, 140), dt.date(2026, 5, 21))
    weeks, before = months.weeks, months.grab().toImage()
    theme.choose("dark")
    assert months.weeks == weeks
    assert months.grab().toImage() != before
    theme.choose("light")
    assert months.grab().toImage() == before


@pytest.mark.parametrize("percent", ["<1 %", "7 %", "79 %", ">95 %"])
@pytest.mark.parametrize("width", [1.0, 12.0, 24.0, 48.0])
def test_a_narrow_day_gives_up_its_sign_and_never_a_digit(
    qapp: QApplication, theme: Theme, percent: str, width: float
) -> None:
    metrics = QFontMetricsF(theme.font(11))
    shown = fitting(percent, width, metrics)
    assert shown == (percent if metrics.horizontalAdvance(percent) <= width else percent[:-2])


# --- the table -------------------------------------------------------------------------------------------


@pytest.fixture
def table(qtbot: QtBot) -> PercentileTable:
    """The table in sight, wide enough for the days."""
    made = PercentileTable()
    QAbstractItemModelTester(made.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


def texts(table: PercentileTable) -> list[list[str]]:
    """Headings, then rows."""
    model, across = table.model(), Qt.Orientation.Horizontal
    columns = range(model.columnCount())
    rows = [[str(model.index(row, k).data()) for k in columns] for row in range(model.rowCount())]
    return [[str(model.headerData(k, across)) for k in columns], *rows]


def test_when_has_a_date_and_a_number_of_days_a_row(table: PercentileTable) -> None:
    table.show_rows(forecast_from_sample(UNEVEN, Question(kind="when", items=1100, percentiles=(85, 50))))
    assert texts(table) == [
        ["sure", "done by", "days"],
        ["85 %", "Mon 2 Apr 2029", "1,128"],
        ["50 %", "Mon 5 Mar 2029", "1,100"],
    ]


def test_how_many_has_a_number_of_items_a_row(table: PercentileTable) -> None:
    found = forecast_from_sample(UNEVEN, Question(kind="how_many", by=dt.date(2030, 1, 1), percentiles=(50,)))
    table.show_rows(found)
    assert texts(table) == [["sure", "items"], ["50 %", f"{found.percentiles[0].items:,} or more"]]  # type: ignore[union-attr]


def test_a_date_beyond_ten_years_is_said_to_be_so(table: PercentileTable) -> None:
    table.show_rows(forecast_from_sample(UNEVEN, Question(kind="when", items=50_000, percentiles=(50,))))
    assert texts(table) == [["sure", "done by", "days"], ["50 %", "not within ten years", ""]]


def test_a_narrow_table_gives_up_the_days_and_keeps_the_dates(table: PercentileTable) -> None:
    found = forecast_from_sample(UNEVEN, Question(kind="when", items=12))
    many = forecast_from_sample(UNEVEN, HOW_MANY)
    hidden = []
    for width in (400, 200, 300):
        table.resize(width, 200)
        for each in (found, many, found):
            table.show_rows(each)
        hidden.append(table.isColumnHidden(2))
    assert hidden == [False, True, False]
    assert not table.isColumnHidden(1)


def test_a_percentile_cannot_be_written_over(table: PercentileTable) -> None:
    table.show_rows(forecast_from_sample(UNEVEN, Question(kind="when", items=12)))
    model = table.model()
    flags = [model.flags(model.index(row, column)) for row in range(4) for column in range(3)]
    assert not any(flag & Qt.ItemFlag.ItemIsEditable for flag in flags)
