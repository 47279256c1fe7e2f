"""The tools in the top bar: run, step, reset, speed, seed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from app.pages.stream.more_tools import Giving, MoreTools
from app.pages.stream.speeds import speed_text, speeds_for, usual
from app.theme import MEDIUM, SMALL, Theme
from app.widgets import IntField, PrimaryButton, label
from sim.stream import Stream


class RunTools(QWidget):
    """Buttons that ask; what they ask for, the page does.

    Signals:
        play_wanted(): Run, or pause if it runs.
        step_wanted(): One more event.
        end_wanted(): Straight to the end.
        reset_wanted(): Begin again.
        speed_chosen(float): Units of time a second.
        seed_chosen(int): Other chance.
    """

    play_wanted = Signal()
    step_wanted = Signal()
    end_wanted = Signal()
    reset_wanted = Signal()
    speed_chosen = Signal(float)
    seed_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make the tools."""
        super().__init__(parent)
        self.setObjectName("runTools")
        self._theme = theme
        self._speeds: tuple[float, ...] = (1.0,)
        self._unit = "day"
        self._is_playing = False
        self.run = PrimaryButton(self.tr("Run"), "run.play")
        self.run.setToolTip(self.tr("Run or pause (Ctrl+Return)"))
        self.step = self._tool("chevron-right", "run.step", self.tr("Step"))
        self.step.setToolTip(self.tr("Let one event happen (Ctrl+.)"))
        self.end = self._tool("step", "run.end", self.tr("To end"))
        self.end.setToolTip(self.tr("Run to the end as fast as it goes (Ctrl+End)"))
        self.reset = self._tool("reset", "run.reset", self.tr("Reset"))
        self.reset.setToolTip(self.tr("Begin again (Ctrl+Backspace)"))
        self.speed = QSlider(Qt.Orientation.Horizontal)
        self.speed.setObjectName("run.speed")
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(self.tr("Slower and faster (Ctrl+[ and Ctrl+])"))
        self.speed.setMinimumWidth(80)
        self.speed.setMaximumWidth(130)
        self._speed_word, self._seed_word = label(self.tr("Speed"), "muted"), label(self.tr("Seed"), "muted")
        self._speed_text = label("", "muted", "run.speedText")
        self.seed = IntField(1, "run.seed", self.tr("Seed"), minimum=0)
        self.seed.setToolTip(self.tr("The same seed gives the same run."))
        self.more = MoreTools((self.end, self.reset), self)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._dress)
        self._dress()

    def show_stream(self, stream: Stream, seed: int) -> None:
        """Offer the speeds that suit a stream, and show the seed."""
        for field in (self.seed, self.more.seed):
            field.show_value(seed)
        speeds = speeds_for(stream)
        if speeds == self._speeds and stream.time_unit == self._unit:
            return
        self._speeds, self._unit = speeds, stream.time_unit
        self.speed.setRange(0, len(speeds) - 1)
        self.speed.setPageStep(2)
        self.speed.setValue(usual())
        self._choose_speed()

    def show_playing(self, playing: object) -> None:
        """Let the main button pause if ``playing`` is true, else run."""
        self._is_playing = bool(playing)
        self.run.setText(self.tr("Pause") if playing else self.tr("Run"))
        self.run.setAccessibleName(self.run.text())
        self._dress()

    def fit(self, room: int) -> None:
        """Use so many pixels: give up words first, then let the lesser tools go into a menu."""
        letters = self._speed_text.fontMetrics()
        texts = (speed_text(speed, self._unit) for speed in self._speeds)
        self._speed_text.setMinimumWidth(max(letters.horizontalAdvance(text) for text in texts))
        lesser = (self.seed, self.end, self.reset)
        self._giving.fit(room, self.more, lesser)
        for part in self._parts:
            part.setHidden(part in self._giving.hidden)
        self.more.offer([part.objectName() for part in self._giving.hidden])

    @property
    def chosen_speed(self) -> float:
        """Units of time a second."""
        return self._speeds[min(self.speed.value(), len(self._speeds) - 1)]

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        buttons, seed = (self.run, self.step, self.end, self.reset), (self._seed_word, self.seed)
        speed = (self._speed_word, self.speed, self._speed_text)
        for number, group in enumerate((buttons, speed, seed)):
            row.addSpacing((0, MEDIUM, SMALL)[number])
            for part in group:
                row.addWidget(part)
        row.addWidget(self.more)
        self._parts = (*buttons, *speed, *seed)
        ranks = ((self._speed_word,), seed, (self.end, self.reset), (self._speed_text,))
        self._giving = Giving(self._parts, ranks, 2 * MEDIUM)

    def _connect(self) -> None:
        self.run.clicked.connect(self.play_wanted)
        self.step.clicked.connect(self.step_wanted)
        self.end.clicked.connect(self.end_wanted)
        self.reset.clicked.connect(self.reset_wanted)
        self.speed.valueChanged.connect(lambda _: self._choose_speed())
        self.seed.edited.connect(self.seed_chosen.emit)
        self.more.seed_chosen.connect(self.seed_chosen)
        keys = {"Ctrl+Return": self.run, "Ctrl+.": self.step, "Ctrl+End": self.end}
        keys["Ctrl+Backspace"] = self.reset
        for key, button in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(button.click)
        for key, by in (("Ctrl+[", -1), ("Ctrl+]", 1)):
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._shift_speed, by))

    def _shift_speed(self, by: int) -> None:
        self.speed.setValue(self.speed.value() + by)

    def _choose_speed(self) -> None:
        self._speed_text.setText(speed_text(self.chosen_speed, self._unit))
        self.speed_chosen.emit(self.chosen_speed)

    def _tool(self, icon: str, name: str, spoken: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setProperty("iconName", icon)
        button.setText(spoken)
        button.setAccessibleName(spoken)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _dress(self) -> None:
        size = self._theme.tokens.base + 7
        self.more.setIcon(self._theme.icon("more", "text"))
        for button in (self.step, self.end, self.reset):
            button.setIcon(self._theme.icon(str(button.property("iconName")), "text"))
        for button in (self.step, self.end, self.reset, self.more):
            button.setIconSize(QSize(size, size))
        self.seed.setFixedWidth(round(64 * self._theme.tokens.base / 13))
        self.run.setIcon(self._theme.icon("pause" if self._is_playing else "play", "on_accent"))
