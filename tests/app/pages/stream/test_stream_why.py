"""The Stream page tells why: charts of one's choice, the facts of each stage, what would help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.charts import UtilisationChart, UtilisationState
from app.document import Document
from app.edit import Edit
from app.jobs import Jobs
from app.pages.stream import StreamPage
from app.pages.stream.bottleneck import Bottleneck
from app.pages.stream.live_charts import ChartChoice, remember, remembered
from app.preferences import Preferences
from app.theme import Theme
from sim.store import new_project
from sim.stream import example, set_value
from tests.app.pages.stream.page_bench import PATIENCE, opened, start

CHOICE = ChartChoice(("utilisation", "flow", "ageing"))


@pytest.fixture
def document(qapp: object) -> Document:
    """A stream that is short of testers: there is always more work than one of them can do."""
    stream = set_value(example("software-team"), "stages.test.workers", 1)
    return Document(new_project(stream))


@pytest.fixture
def page(
    document: Document, jobs: Jobs, preferences: Preferences, theme: Theme, qtbot: QtBot
) -> Iterator[StreamPage]:
    """A page whose run has been played for a hundred days and paused."""
    remember(preferences, CHOICE)
    with opened(document, jobs, preferences, theme, qtbot) as made:
        start(made, qtbot)
        qtbot.waitUntil(lambda: made.run.player.now >= 100.0, timeout=PATIENCE)
        made.run.player.pause()
        qtbot.waitUntil(lambda: not jobs.is_busy and bool(made._figures), timeout=PATIENCE)
        yield made


def note(page: StreamPage) -> str:
    """Give all that the inspector says."""
    return " ".join(each.text() for each in page.parts.inspector.findChildren(QLabel)).replace("\u00a0", " ")


def stuck_of(page: StreamPage) -> Bottleneck | None:
    """Give the bottleneck that was measured."""
    return None if page._figures is None else page._figures.bottleneck


def test_the_charts_chosen_last_are_shown_and_they_alone_are_measured(page: StreamPage) -> None:
    assert page.parts.row.names == CHOICE.names
    assert page._figures is not None
    assert tuple(page._figures.charts) == CHOICE.names


def test_another_choice_is_remembered_measured_and_drawn(
    page: StreamPage, preferences: Preferences, qtbot: QtBot
) -> None:
    other = ChartChoice(("velocity", "flow", "ageing"), in_dates=True)
    page.parts.row.choose(other)
    assert remembered(preferences) == other
    qtbot.waitUntil(lambda: page.parts.charts[0].state is not None, timeout=PATIENCE)
    assert page.parts.charts[0].title == "Flow velocity"
    flow = page.parts.charts[1]

    def is_dated() -> bool:
        return flow.state is not None and "working" not in flow.state.note

    qtbot.waitUntil(is_dated, timeout=PATIENCE)


def test_what_utilisation_draws_is_what_the_stage_is_said_to_do(page: StreamPage, qtbot: QtBot) -> None:
    """The bars of Test average to the share that its card shows: all of the run, cut into equal stretches."""
    chart = page.parts.charts[0]
    assert isinstance(chart, UtilisationChart)
    qtbot.waitUntil(lambda: chart.state is not None, timeout=PATIENCE)
    assert isinstance(chart.state, UtilisationState)
    assert page._figures is not None
    row = chart.state.names.index("Test")
    assert chart.state.shares[row, 0].mean() == pytest.approx(page._figures.utilisation["test"])


def test_the_bottleneck_says_what_one_more_would_gain_until_the_stream_changes(
    page: StreamPage, document: Document, qtbot: QtBot
) -> None:
    gain = "one more person in Test would raise velocity by about"
    qtbot.waitUntil(lambda: gain in note(page), timeout=PATIENCE)
    assert "Test is the bottleneck" in note(page)
    told = page.gains.told(stuck_of(page))
    assert told is not None
    assert told.gain.startswith(gain)
    stream = set_value(document.project.stream, "stages.test.workers", 4)
    document.apply(Edit("Set", replace(document.project, stream=stream)))
    told = page.gains.told(stuck_of(page))
    assert told is not None
    assert not told.gain
    qtbot.waitUntil(lambda: gain not in note(page), timeout=PATIENCE)


def test_the_experiment_is_of_the_stream_as_it_is_run_now(
    page: StreamPage, document: Document, qtbot: QtBot
) -> None:
    """What was changed by hand during the run holds in it; asked again under the same rules it is known."""
    stream = set_value(document.project.stream, "stages.build.wip_limit", 6)
    document.apply(Edit("Set", replace(document.project, stream=stream)))
    qtbot.waitUntil(lambda: page.gains._wanted is not None, timeout=PATIENCE)
    asked = page.gains._wanted
    assert asked is not None
    assert asked.stream.stage("build").wip_limit == 6
    assert asked.stream.stage("test").workers == 1
    assert page.run.run is not None
    page.run.run.advance_to(page.run.player.now + 5.0)
    page._ask_gain()
    assert page.gains._wanted == asked


def test_the_facts_of_the_chosen_stage_stand_in_the_inspector_and_under_the_pointer(page: StreamPage) -> None:
    page.parts.board.choose("test")
    facts = page.parts.inspector.facts
    assert facts.isVisible()
    lines = facts.text().replace("\u00a0", " ").splitlines()
    assert lines[0].startswith("People: 9")
    assert lines[1].startswith("WIP limit full ")
    assert page._figures is not None
    assert tuple(lines) == page._figures.facts["test"]
    page.parts.board.choose("")
    assert not facts.isVisible()
