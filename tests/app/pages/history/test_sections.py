"""The frame of sections: tabs, one section in sight, measured only then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from app.charts import VelocityChart
from app.pages.history import HistoryPage
from app.pages.history.part import Part, View, part_in_view
from app.pages.history.pictures import velocity_picture
from app.pages.history.section import Means, Section
from app.pages.history.sections import SectionFrame
from sim.errors import UserFault
from tests.app.pages.history.page_bench import numbers_alone, put, settle, teams


class Counted(Section):
    """Counts the items of the part, and remembers what it was shown."""

    key, title = "counted", "Counted"

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self.parts: list[Part] = []
        self.counts: list[int] = []

    def show_part(self, part: Part) -> None:
        self.parts.append(part)
        self.work(lambda given: len(given.log.items), part, self.counts.append)


class Other(Counted):
    """Another of the kind; it has nothing to say of numbers alone."""

    key, title, needs_starts = "other", "Other", True


class Drawn(Section):
    """Two charts of the same picture."""

    key, title = "drawn", "Drawn"

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self.charts = (VelocityChart(means.theme), VelocityChart(means.theme))
        column = QVBoxLayout(self)
        for chart in self.charts:
            column.addWidget(chart)

    def show_part(self, part: Part) -> None:
        picture = velocity_picture(part.log, part.window)
        self.draw((chart, picture) for chart in self.charts)


@pytest.fixture
def part() -> Part:
    return part_in_view(teams(40).log, View())


@pytest.fixture
def frame(means: Means, qtbot: QtBot) -> SectionFrame:
    made = SectionFrame(means, (Counted, Other))
    qtbot.addWidget(made)
    made.show()
    return made


def counted(frame: SectionFrame, key: str = "counted") -> Counted:
    section = frame.sections[key]
    assert isinstance(section, Counted)
    return section


def test_only_the_section_in_sight_is_measured(frame: SectionFrame, part: Part, qtbot: QtBot) -> None:
    frame.show_part(part)
    qtbot.waitUntil(lambda: counted(frame).counts == [40])
    assert counted(frame, "other").parts == []
    qtbot.mouseClick(frame.tabs.button("other"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: counted(frame, "other").counts == [40])
    assert (counted(frame).isVisible(), counted(frame, "other").isVisible()) == (False, True)


def test_a_section_that_comes_back_into_sight_is_not_measured_again(
    frame: SectionFrame, part: Part, qtbot: QtBot
) -> None:
    frame.show_part(part)
    frame.turn_to("other")
    frame.turn_to("counted")
    assert counted(frame).parts == [part]
    another = part_in_view(teams(30).log, View())
    frame.show_part(another)
    frame.turn_to("other")
    qtbot.waitUntil(lambda: counted(frame, "other").counts[-1:] == [30])
    assert counted(frame).parts == [part, another]
    assert [one is another for one in counted(frame, "other").parts] == [False, True]


def test_tabs_are_reached_by_keys_and_say_what_they_are(
    frame: SectionFrame, part: Part, qtbot: QtBot
) -> None:
    frame.show_part(part)
    first, second = frame.tabs.button("counted"), frame.tabs.button("other")
    assert [first.accessibleName(), second.accessibleName()] == ["Counted", "Other"]
    assert frame.tabs.accessibleName() == "Sections of the history"
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert frame.current is counted(frame, "other")
    assert counted(frame, "other").parts == [part]


def test_a_section_without_anything_to_show_has_no_tab(frame: SectionFrame, part: Part) -> None:
    frame.show_part(part)
    frame.turn_to("other")
    assert frame.tabs.isVisible()
    frame.show_part(part_in_view(numbers_alone().log, View()))
    assert frame.current is counted(frame)
    assert not frame.tabs.isVisible()
    assert counted(frame).isVisible()


def test_a_section_alone_needs_no_tabs(means: Means, part: Part, qtbot: QtBot) -> None:
    alone = SectionFrame(means, (Counted,))
    qtbot.addWidget(alone)
    alone.show()
    alone.show_part(part)
    assert not alone.tabs.isVisible()


def test_what_was_measured_for_a_project_that_is_gone_never_arrives(
    frame: SectionFrame, part: Part, qtbot: QtBot
) -> None:
    frame.show_part(part)
    frame.turn_to("other")
    frame.forget()
    qtbot.wait(60)
    assert (counted(frame).counts, counted(frame, "other").counts) == ([], [])
    assert frame.current is counted(frame)
    frame.turn_to("other")
    assert len(counted(frame, "other").parts) == 1


def test_of_two_parts_in_a_row_the_last_is_answered(frame: SectionFrame, part: Part, qtbot: QtBot) -> None:
    frame.show_part(part)
    frame.show_part(part_in_view(teams(12).log, View()))
    qtbot.waitUntil(lambda: bool(counted(frame).counts))
    assert counted(frame).counts == [12]


@pytest.fixture
def drawn(means: Means, qtbot: QtBot) -> SectionFrame:
    """A frame with one section of two charts."""
    made = SectionFrame(means, (Drawn,))
    qtbot.addWidget(made)
    made.show()
    return made


def states(frame: SectionFrame) -> list[bool]:
    return [chart.state is not None for chart in frame.current.charts]


def test_charts_are_drawn_when_the_window_has_time(drawn: SectionFrame, part: Part, qtbot: QtBot) -> None:
    drawn.show_part(part)
    assert (states(drawn), drawn.is_drawn) == ([False, False], False)
    qtbot.waitUntil(lambda: drawn.is_drawn)
    assert states(drawn) == [True, True]


def test_charts_are_left_when_the_page_closes(drawn: SectionFrame, part: Part, qtbot: QtBot) -> None:
    drawn.show_part(part)
    drawn.stop()
    qtbot.wait(60)
    assert (states(drawn), drawn.is_drawn) == ([False, False], True)


def test_what_a_section_tells_and_what_its_charts_wrote_is_passed_on(means: Means, qtbot: QtBot) -> None:
    frame = SectionFrame(means, (Counted, Drawn))
    qtbot.addWidget(frame)
    told: list[object] = []
    frame.told.connect(told.append)
    frame.fault.connect(told.append)
    fault = UserFault("No room on the disk.", "Choose another place.")
    frame.sections["counted"].told.emit("42 rows written")
    frame.sections["counted"].fault.emit(fault)
    frame.sections["drawn"].charts[1].exported.emit("velocity.svg")
    assert told == ["42 rows written", fault, "Wrote velocity.svg"]


def test_a_section_must_say_how_it_shows_a_part(means: Means, part: Part, qtbot: QtBot) -> None:
    bare = Section(means)
    qtbot.addWidget(bare)
    assert bare.suits(part)
    with pytest.raises(NotImplementedError):
        bare.show_part(part)


def test_another_project_begins_with_the_whole_of_its_history(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, teams(300), qtbot)
    page.overview.span.button("quarter").click()
    settle(page, qtbot)
    assert page.view.span == "quarter"
    put(page, teams(40), qtbot)
    assert page.view == View()
    assert page.measured is not None
    assert len(page.measured.part.log.items) == 40


def test_a_history_that_is_taken_away_leaves_nothing_under_way(page: HistoryPage, qtbot: QtBot) -> None:
    page.document.replace(replace(page.document.project, history=teams(60)))
    page.document.replace(replace(page.document.project, history=None))
    settle(page, qtbot)
    assert page.measured is None
    assert all(chart.state is None for chart in page.overview.charts)
