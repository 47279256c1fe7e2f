"""The tools in the top bar of the Stream page: what each button, key and slider asks for."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLayout, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.pages.stream.speeds import FASTEST, speed_text, speeds_for, usual
from app.pages.stream.tools import RunTools
from app.theme import Theme
from sim.stream import Saturated, example, example_names, set_value
from tests.builders import line

CONTROL = Qt.KeyboardModifier.ControlModifier


class Heard:
    """Tools in a window, and what they asked for."""

    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        self.holder = QWidget()
        qtbot.addWidget(self.holder)
        self.tools = RunTools(theme, self.holder)
        self.tools.resize(700, 40)
        self.asked: list[object] = []
        for name in ("play", "step", "end", "reset"):
            getattr(self.tools, f"{name}_wanted").connect(lambda name=name: self.asked.append(name))
        self.tools.speed_chosen.connect(self.asked.append)
        self.tools.seed_chosen.connect(lambda seed: self.asked.append(f"seed {seed}"))
        self.holder.show()
        self.holder.activateWindow()
        qtbot.waitActive(self.holder)

    @property
    def speed_text(self) -> str:
        label = self.tools.findChild(QLabel, "run.speedText")
        assert label is not None
        return label.text()


@pytest.fixture
def heard(theme: Theme, qtbot: QtBot) -> Heard:
    made = Heard(theme, qtbot)
    made.tools.show_stream(example("software-team"), 1)
    made.asked.clear()
    return made


def test_each_button_asks_for_its_own(heard: Heard, qtbot: QtBot) -> None:
    tools = heard.tools
    for button in (tools.run, tools.step, tools.end, tools.reset):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.asked == ["play", "step", "end", "reset"]


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        (Qt.Key.Key_Return, "play"),
        (Qt.Key.Key_Period, "step"),
        (Qt.Key.Key_End, "end"),
        (Qt.Key.Key_Backspace, "reset"),
    ],
)
def test_each_button_has_a_key(heard: Heard, key: Qt.Key, wanted: str) -> None:
    QTest.keyClick(heard.holder, key, CONTROL)
    assert heard.asked == [wanted]


def test_the_main_button_says_what_it_will_do(heard: Heard) -> None:
    said = []
    for playing in (True, False, True):
        heard.tools.show_playing(playing)
        said.append((heard.tools.run.text(), heard.tools.run.accessibleName()))
    assert said == [("Pause", "Pause"), ("Run", "Run"), ("Pause", "Pause")]


def test_every_tool_is_told_to_screen_readers_and_names_its_key(heard: Heard) -> None:
    tools = heard.tools
    buttons = (tools.run, tools.step, tools.end, tools.reset)
    assert [each.accessibleName() for each in (*buttons, tools.speed, tools.seed)] == [
        "Run",
        "Step",
        "To end",
        "Reset",
        "Speed",
        "Seed",
    ]
    assert [each.toolTip().partition("(")[2].rstrip(")") for each in buttons] == [
        "Ctrl+Return",
        "Ctrl+.",
        "Ctrl+End",
        "Ctrl+Backspace",
    ]


def test_a_seed_is_entered_and_a_wrong_one_changes_nothing(heard: Heard) -> None:
    line_ = heard.tools.seed
    for text in ("42", "-1", "seven"):
        line_.setFocus()
        line_.selectAll()
        QTest.keyClicks(line_, text)
        QTest.keyClick(line_, Qt.Key.Key_Return)
    assert heard.asked == ["seed 42"]


def test_the_seed_of_the_project_is_shown_without_being_chosen(heard: Heard) -> None:
    heard.tools.show_stream(example("software-team"), 31)
    assert heard.tools.seed.text() == "31"
    assert heard.asked == []


def test_a_key_on_the_slider_is_the_next_speed(heard: Heard) -> None:
    heard.tools.speed.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(heard.tools.speed, key)
    assert heard.asked == [10.0, 20.0, 10.0]
    assert heard.tools.chosen_speed == 10.0
    assert heard.speed_text == "10 days/s"


def test_the_ends_of_the_slider_are_very_slow_and_as_fast_as_it_goes(heard: Heard) -> None:
    heard.tools.speed.setFocus()
    QTest.keyClick(heard.tools.speed, Qt.Key.Key_Home)
    assert heard.speed_text == "0.1 days/s"
    QTest.keyClick(heard.tools.speed, Qt.Key.Key_End)
    assert (heard.tools.chosen_speed, heard.speed_text) == (FASTEST, "fastest")


def test_a_stream_of_another_pace_brings_its_own_speeds(heard: Heard) -> None:
    heard.tools.show_stream(example("factory-line"), 1)
    assert heard.speed_text == "20 minutes/s"
    assert heard.asked == [20.0]


def test_an_edit_that_does_not_touch_the_pace_leaves_the_speed(heard: Heard) -> None:
    heard.tools.speed.setValue(9)
    heard.asked.clear()
    heard.tools.show_stream(set_value(example("software-team"), "stages.test.wip_limit", 1), 1)
    assert heard.tools.speed.value() == 9
    assert heard.asked == []


@pytest.mark.parametrize("name", example_names())
def test_speeds_rise_by_steps_that_can_be_told_apart(name: str) -> None:
    speeds = speeds_for(example(name))
    ratios = [after / before for before, after in itertools.pairwise(speeds[:-1])]
    assert set(map(round, ratios)) == {2}
    assert speeds[-1] == FASTEST
    assert len({speed_text(speed, "day") for speed in speeds}) == len(speeds)


def test_a_stream_without_a_rate_is_begun_at_one_unit_a_second() -> None:
    speeds = speeds_for(line([1.0], arrivals=Saturated()))
    assert speeds[usual()] == 1.0


def test_the_icons_follow_the_theme(heard: Heard, theme: Theme) -> None:
    def pictures() -> list[object]:
        buttons = heard.tools.findChildren(QToolButton)
        return [button.icon().pixmap(20, 20).toImage() for button in buttons]

    light = pictures()
    theme.choose("dark")
    dark = pictures()
    assert len(light) == 4
    assert all(a != b for a, b in zip(light, dark, strict=True))


def test_keys_make_the_run_slower_and_faster_down_to_its_slowest(heard: Heard) -> None:
    speeds = speeds_for(example("software-team"))
    for key in (Qt.Key.Key_BracketRight, Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketLeft):
        QTest.keyClick(heard.holder, key, CONTROL)
    assert heard.asked == [speeds[usual() + 1], speeds[usual()], speeds[usual() - 1]]
    for _ in speeds:
        QTest.keyClick(heard.holder, Qt.Key.Key_BracketLeft, CONTROL)
    assert heard.asked[-1] == speeds[0] == 0.1


# --- where there is little room ----------------------------------------------------------------------------


def layout_of(tools: RunTools) -> QLayout:
    layout = tools.layout()
    assert layout is not None
    return layout


def seen(tools: RunTools) -> list[str]:
    parts = (tools.run, tools.step, tools.end, tools.reset, tools.speed, tools.seed, tools.more)
    return [part.objectName().partition(".")[2] for part in parts if not part.isHidden()]


def test_the_lesser_tools_go_into_a_menu_as_the_room_shrinks(heard: Heard) -> None:
    whole = layout_of(heard.tools).minimumSize().width() + 40
    heard.tools.fit(whole)
    assert seen(heard.tools) == ["play", "step", "end", "reset", "speed", "seed"]
    shown = []
    for room in range(whole, 100, -10):
        heard.tools.fit(room)
        if seen(heard.tools) not in shown:
            shown.append(seen(heard.tools))
        entries = [name for name, entry in heard.tools.more.entries.items() if entry.isVisible()]
        hidden = {"run.end", "run.reset", "run.seed"} - {f"run.{name}" for name in seen(heard.tools)}
        assert set(entries) == hidden
    assert shown[1:] == [
        ["play", "step", "end", "reset", "speed", "more"],
        ["play", "step", "speed", "more"],
    ]


@pytest.mark.parametrize("room", [800, 640, 560, 480, 420])
def test_tools_need_no_more_than_the_room_they_were_given(heard: Heard, room: int) -> None:
    heard.tools.fit(room)
    layout_of(heard.tools).activate()
    assert layout_of(heard.tools).minimumSize().width() <= room


def test_what_is_in_the_menu_works_by_menu_and_by_key(heard: Heard) -> None:
    heard.tools.fit(420)
    heard.tools.more.entries["run.end"].trigger()
    heard.tools.more.entries["run.reset"].trigger()
    heard.tools.more.seed.edited.emit(7)
    QTest.keyClick(heard.holder, Qt.Key.Key_End, CONTROL)
    assert heard.asked == ["end", "reset", "seed 7", "end"]
    heard.tools.show_stream(example("software-team"), 31)
    assert heard.tools.more.seed.text() == "31"
