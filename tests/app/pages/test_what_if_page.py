from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.document import Document
from app.edit import Edit
from app.jobs import Jobs
from app.pages.what_if import WhatIfPage
from app.pages.what_if.comparison_table import TOLD
from app.pages.what_if.scenarios import Entry, ScenarioModel
from app.pages.what_if.table import VERDICT, ComparisonModel
from app.preferences import Preferences
from app.theme import Theme
from sim.store import RunSettings, new_project
from sim.stream import PlannedChange, Scenario, example, set_value

QUICK = RunSettings(seed=3, replications=30, until=200.0)
TIGHT = Scenario(name="Test WIP 2", changes=(("stages.test.wip_limit", 2),))
MORE = Scenario(name="+1 tester", changes=(("stages.test.workers", 3),))


@pytest.fixture
def document(qapp: object) -> Document:
    """The example team, runs short enough for a test."""
    return Document(replace(new_project(example("software-team")), run=QUICK))


@pytest.fixture
def page(qtbot: QtBot, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme) -> WhatIfPage:
    """The page, kept up to date with the document as the window does."""
    made = WhatIfPage(document, jobs, preferences, theme)
    qtbot.addWidget(made)
    made.tools().setParent(made)
    document.changed.connect(made.show_project)
    made.resize(1200, 800)
    made.show()
    made.show_project(None, document.project)
    return made


@pytest.fixture
def answered(qtbot: QtBot, page: WhatIfPage, jobs: Jobs) -> Callable[[int], None]:
    """Wait until the full number of runs of so many rows is shown."""

    def wait(rows: int) -> None:
        def full() -> bool:
            shown = page.picture
            return (
                shown is not None
                and len(shown.rows) == rows
                and shown.request.scenarios == page.document.project.scenarios
                and shown.request.base == page.document.project.stream
                and shown.request.replications == 30
                and not jobs.is_busy
            )

        qtbot.waitUntil(full, timeout=30_000)

    return wait


def put(document: Document, *scenarios: Scenario) -> None:
    document.replace(replace(document.project, scenarios=scenarios))


def names(document: Document) -> list[str]:
    return [one.name for one in document.project.scenarios]


def cells(page: WhatIfPage, row: int) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_without_scenarios_the_stream_stands_alone(page: WhatIfPage, answered: Callable[[int], None]) -> None:
    answered(1)
    assert cells(page, 0)[0] == "Today"
    assert page.run.text() == "Run today"


def test_two_limits_are_compared_with_intervals_and_a_verdict_in_words(
    page: WhatIfPage, document: Document, answered: Callable[[int], None]
) -> None:
    loose = Scenario(name="Test WIP 8", changes=(("stages.test.wip_limit", 8),))
    put(document, TIGHT, loose)
    answered(3)
    assert [cells(page, row)[0] for row in range(3)] == ["Today", "Test WIP 2", "Test WIP 8"]
    assert page.picture is not None
    tight, wide = page.picture.comparison.scenarios
    assert tight.change("flow_time_p85").difference.high < 0 < wide.change("flow_time_p85").difference.mean
    assert "±" in cells(page, 1)[4]
    assert cells(page, 1)[1].startswith("shorter by ")
    assert [spot.name for spot in page.picture.trade_off.spots] == ["Today", "Test WIP 2", "Test WIP 8"]


def test_a_lever_of_today_starts_a_scenario_and_one_undo_takes_it_back(
    page: WhatIfPage, document: Document, answered: Callable[[int], None]
) -> None:
    slider = page.panel.sliders["stages.test.workers"].slider
    slider.setValue(3)
    answered(2)
    (scenario,) = document.project.scenarios
    assert scenario.name == "Test people 2 → 3"
    assert scenario.changes == (("stages.test.workers", 3),)
    document.undo()
    answered(1)
    assert document.project.scenarios == ()
    assert page.panel.sliders["stages.test.workers"].value == 2


def test_a_name_that_nobody_gave_follows_its_lever(
    page: WhatIfPage, document: Document, answered: Callable[[int], None]
) -> None:
    slider = page.panel.sliders["stages.test.wip_limit"].slider
    slider.setSliderDown(True)
    for position in (4, 3, 2):
        slider.setValue(position)
    slider.setSliderDown(False)
    slider.setValue(3)
    assert names(document) == ["Test WIP 5 → 3"]
    document.undo()
    assert names(document) == ["Test WIP 5 → 2"]
    document.undo()
    assert names(document) == []
    answered(1)


def test_a_name_that_somebody_gave_stays(
    page: WhatIfPage, document: Document, answered: Callable[[int], None]
) -> None:
    slider = page.panel.sliders["stages.test.wip_limit"].slider
    slider.setValue(2)
    page.panel.name.setText("Tight")
    page.panel.name.enter()
    slider.setValue(3)
    assert names(document) == ["Tight"]
    answered(2)


def test_a_drag_of_a_lever_is_one_step_of_undo(
    page: WhatIfPage, document: Document, answered: Callable[[int], None]
) -> None:
    put(document, MORE)
    slider = page.panel.sliders["stages.test.wip_limit"].slider
    slider.setSliderDown(True)
    for position in (4, 3, 2):
        slider.setValue(position)
    slider.setSliderDown(False)
    assert dict(document.project.scenarios[0].changes) == {
        "stages.test.workers": 3,
        "stages.test.wip_limit": 2,
    }
    document.undo()
    assert document.project.scenarios == (MORE,)
    answered(2)


def test_a_scenario_is_added_named_and_removed_and_all_of_it_undone(
    qtbot: QtBot, page: WhatIfPage, document: Document, answered: Callable[[int], None]
) -> None:
    qtbot.mouseClick(page.panel.add, Qt.MouseButton.LeftButton)
    page.panel.name.setText("Fewer at once")
    page.panel.name.enter()
    assert names(document) == ["Fewer at once"]
    qtbot.mouseClick(page.panel.remove, Qt.MouseButton.LeftButton)
    assert document.project.scenarios == ()
    seen = [names(document)]
    for step in (document.undo, document.undo, document.undo, document.redo, document.redo, document.redo):
        step()
        seen.append(names(document))
    named, unnamed = ["Fewer at once"], ["Scenario 1"]
    assert seen == [[], named, unnamed, [], unnamed, named, []]
    answered(1)


def test_two_scenarios_never_share_a_name(
    page: WhatIfPage, document: Document, answered: Callable[[int], None], qtbot: QtBot
) -> None:
    put(document, TIGHT, MORE)
    with qtbot.waitSignal(page.fault) as told:
        page.panel.name.setText("+1 tester")
        page.panel.name.enter()
    assert told.args is not None
    assert "+1 tester" in told.args[0].text
    assert [one.name for one in document.project.scenarios] == ["Test WIP 2", "+1 tester"]
    assert page.panel.name.text() == "Test WIP 2"
    answered(3)


def test_choosing_a_scenario_shows_its_levers_and_its_sentence(
    page: WhatIfPage, document: Document, answered: Callable[[int], None]
) -> None:
    put(document, TIGHT, MORE)
    answered(3)
    page.panel.view.setCurrentIndex(page.panel.model.index(2))
    assert page.panel.sliders["stages.test.workers"].value == 3
    assert page.verdict.text().startswith("+1 tester: 85\u00a0% flow time shorter by")
    page.panel.view.setCurrentIndex(page.panel.model.index(0))
    assert page.panel.sliders["stages.test.workers"].value == 2
    assert not page.panel.name.isEnabled()


def test_a_change_of_the_stream_is_compared_anew(
    page: WhatIfPage, document: Document, answered: Callable[[int], None]
) -> None:
    put(document, MORE)
    answered(2)
    first = page.picture
    stream = set_value(document.project.stream, "stages.build.wip_limit", 3)
    document.apply(Edit("Set", replace(document.project, stream=stream)))
    assert first is not None
    answered(2)
    second = page.picture
    assert second is not None
    assert second.comparison.base.flow_load.mean < first.comparison.base.flow_load.mean


def test_a_scenario_that_does_not_fit_any_more_is_told(
    qtbot: QtBot, page: WhatIfPage, document: Document, jobs: Jobs
) -> None:
    with qtbot.waitSignal(page.fault) as told:
        put(document, Scenario(name="Old", changes=(("stages.gone.workers", 3),)))
    assert told.args is not None
    assert "gone" in told.args[0].text
    qtbot.waitUntil(lambda: not jobs.is_busy and not page._settle.isActive(), timeout=30_000)
    assert page.table.model().rowCount() == 0


def test_levers_that_are_gone_never_become_windows(page: WhatIfPage, document: Document) -> None:
    document.replace(new_project(example("factory-line")))
    gone = list(page.panel.sliders.values())
    document.replace(new_project(example("support-desk")))
    # What the layout of the page asked for, without the deletions that the same turn of events brings.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
    assert [each.isVisible() for each in gone] == [False] * len(gone)


def test_the_models_keep_the_rules_of_models(qtbot: QtBot, theme: Theme) -> None:
    scenarios, table = ScenarioModel(), ComparisonModel(theme)
    for model in (scenarios, table):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    for entries in ((Entry("A", "a"),), (Entry("A", "a"), Entry("B", "b")), (Entry("C", "c"),), ()):
        scenarios.show_entries(entries)
        assert scenarios.rowCount() == len(entries)
        assert [scenarios.index(row).data() for row in range(len(entries))] == [one.name for one in entries]
    table.show_rows(("Scenario", "x"), ())
    assert table.columnCount() == 2


@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_verdicts_are_whole_and_in_sight_without_scrolling(
    page: WhatIfPage, document: Document, answered: Callable[[int], None], size: tuple[int, int]
) -> None:
    page.resize(size[0] - 120, size[1] - 100)
    put(document, TIGHT, MORE)
    answered(3)
    table, verdict = page.table, page.table.model().index(1, VERDICT)
    assert table.columnViewportPosition(VERDICT) + table.columnWidth(VERDICT) <= table.viewport().width()
    room = table.visualRect(verdict).adjusted(8, 0, -8, 0)
    wrap = int(Qt.TextFlag.TextWordWrap)
    needed = table.fontMetrics().boundingRect(QRect(0, 0, room.width(), 999), wrap, str(verdict.data()))
    assert needed.height() <= room.height()
    assert needed.width() <= room.width()


@pytest.mark.parametrize(("size", "is_narrow"), [((1440, 900), False), ((1100, 700), True)])
def test_the_comparison_never_scrolls_sideways(
    page: WhatIfPage,
    document: Document,
    answered: Callable[[int], None],
    size: tuple[int, int],
    *,
    is_narrow: bool,
) -> None:
    page.resize(size[0] - 120, size[1] - 100)
    long = Scenario(changes=MORE.changes, name="One more tester, and a name that is rather long")
    put(document, TIGHT, long)
    answered(3)
    assert page.table.horizontalScrollBar().maximum() == 0
    assert page.table.isColumnHidden(TOLD) == is_narrow
    assert cells(page, 0)[VERDICT] == f"{cells(page, 0)[TOLD]} days"
    assert ("\n± " in cells(page, 1)[2]) == is_narrow
    page.resize(1320, 800)
    assert not page.table.isColumnHidden(TOLD)
    assert " ± " in cells(page, 1)[2]


def test_a_lever_that_the_plan_moves_too_says_so_below_it(
    page: WhatIfPage, document: Document, qtbot: QtBot
) -> None:
    stream = document.project.stream
    path = f"stages.{stream.stages[0].id}.wip_limit"
    plan = (PlannedChange(at=6.0, set={path: 4}),)
    document.replace(replace(document.project, stream=stream.model_copy(update={"plan": plan})))
    note = page.panel.findChild(QLabel, f"whatIf.lever.{path}.note")
    assert isinstance(note, QLabel)
    qtbot.waitUntil(note.isVisible)
    assert note.text() == "The plan sets it to 4 on day 6."
    assert page.panel.sliders[path].slider.accessibleDescription() == note.text()
    document.replace(replace(document.project, stream=stream))
    assert page.panel.findChild(QLabel, f"whatIf.lever.{path}.note") is None


def test_in_a_small_window_for_a_projector_all_is_read_without_scrolling_sideways(
    qtbot: QtBot, page: WhatIfPage, document: Document, answered: Callable[[int], None], theme: Theme
) -> None:
    tight = Scenario(name="Build WIP 3", changes=(("stages.build.wip_limit", 3),))
    put(document, tight, MORE)
    answered(3)
    theme.choose("projector")
    qtbot.waitUntil(lambda: theme.is_in_force)
    page.resize(953, 574)
    qtbot.waitUntil(lambda: page.table.horizontalScrollBar().maximum() == 0)
    assert page.panel.width() < 0.4 * page.width()
    assert page._notes.isVisible()
    assert page._notes.height() >= page._notes.heightForWidth(page._notes.width())
    page.resize(1400, 800)
    qtbot.waitUntil(lambda: page.panel.width() == theme.width(304))
