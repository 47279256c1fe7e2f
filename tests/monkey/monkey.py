"""Somebody who uses every part of the window without sense, by chance from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListView,
    QMenu,
    QSlider,
    QToolButton,
    QWidget,
)

from app.canvas import BoardView
from app.window import Lent, Window
from tests.app.stand_ins import Answers
from tests.monkey.files import FILES

W = TypeVar("W", bound=QWidget)

_NO, _CTRL, _SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_K = Qt.Key
KEYS: Final = (
    *((key, _NO) for key in (_K.Key_Tab, _K.Key_Left, _K.Key_Right, _K.Key_Up, _K.Key_Down, _K.Key_Return)),
    *((key, _NO) for key in (_K.Key_Escape, _K.Key_Delete, _K.Key_F2, _K.Key_Space, _K.Key_Insert)),
    *(
        (key, _NO)
        for key in (_K.Key_L, _K.Key_P, _K.Key_T, _K.Key_Home, _K.Key_End, _K.Key_PageUp, _K.Key_Menu)
    ),
    *((key, _CTRL) for key in (_K.Key_Z, _K.Key_Z, _K.Key_Y, _K.Key_D, _K.Key_S, _K.Key_K, _K.Key_Left)),
    *((key, _CTRL) for key in (_K.Key_Right, _K.Key_Return, _K.Key_Period, _K.Key_Backspace, _K.Key_A)),
    *((key, _CTRL) for key in (_K.Key_1, _K.Key_2, _K.Key_3, _K.Key_4, _K.Key_5, _K.Key_6)),
    (_K.Key_Tab, _SHIFT),
)
RARE_KEYS: Final = (
    (_K.Key_N, _CTRL),
    (_K.Key_O, _CTRL),
    (_K.Key_I, _CTRL),
    (_K.Key_F10, _NO),
    (_K.Key_End, _CTRL),
)
TEXTS: Final = (
    *(
        "1",
        "2",
        "3",
        "7",
        "12",
        "0",
        "-1",
        "1.5",
        "1,5",
        "",
        "none",
        "∞",
        "99999999999999999999",
        "1e400",
        "nan",
    ),
    *(
        "abc",
        "Test",
        "  ",
        "2 days",
        "3 weeks",
        "50 %",
        "0.0001",
        "1e-12",
        "ü — 工程 🚀",
        "a" * 300,
        "<b>bold</b>",
    ),
    *(
        "2026-02-30",
        "2026-03-01",
        "31/12/2099",
        "{x}",
        "%1",
        "stages.test",
        "Review/“QA”",
        "١٢",
        "1_000",
        "+5",
    ),
)
SIZES: Final = ((1100, 700), (1440, 900), (1920, 1200), (1280, 720), (1100, 1200))
_BLOCKING: Final = frozenset({"menu", "quit"})


class Monkey:
    """Does one thing after the other to a window.

    Attributes:
        done: What it did so far, in words.
    """

    def __init__(self, window: Window, lent: Lent, answers: Answers, folder: Path, seed: int) -> None:
        """Sit down in front of a window; files are written to ``folder``."""
        self.done: list[str] = []
        self._window, self._lent, self._answers, self._folder = window, lent, answers, folder
        self._chance = random.Random(seed)
        for each in window.commands.actions:
            if each.objectName() in ("action.quit", "action.close"):
                each.setEnabled(False)
        weighted: tuple[tuple[int, Callable[[], str]], ...] = (
            (26, self._press_a_button),
            (22, self._press_a_key),
            (3, self._press_a_rare_key),
            (14, self._write_a_text),
            (10, self._move_a_slider),
            (6, self._choose_in_a_list),
            (10, self._use_the_board),
            (4, self._go_to_a_page),
            (2, self._do_an_action),
            (2, self._take_a_file),
            (2, self._resize),
            (2, self._change_theme),
            (4, self._click_anywhere),
        )
        self._weights, self._deeds = zip(*weighted, strict=True)

    def step(self) -> str:
        """Do one thing; gives it in words."""
        words = "closed what was open" if self._close_what_is_open() else ""
        while not words:
            words = self._chance.choices(self._deeds, self._weights)[0]()
        self.done.append(words)
        return words

    # --- what is in sight ----------------------------------------------------------------------------------

    def _in_sight(self, kind: type[W]) -> list[W]:
        top = QApplication.activeModalWidget() or self._window
        found = [each for each in top.findChildren(kind) if each.isVisible() and each.isEnabled()]
        return sorted(found, key=lambda each: (each.objectName(), each.mapTo(top, QPoint()).toTuple()))

    def _pick(self, choices: Sequence[W]) -> W | None:
        return self._chance.choice(choices) if choices else None

    def _close_what_is_open(self) -> bool:
        popup = QApplication.activePopupWidget()
        if popup is None and (QApplication.activeModalWidget() is None or self._chance.random() < 0.6):
            return False
        top = popup or QApplication.activeModalWidget()
        if isinstance(popup, QMenu) and self._chance.random() < 0.6:
            entries = [each for each in popup.actions() if self._is_safe(each)]
            if entries:
                popup.close()
                self._trigger(self._chance.choice(entries))
                return True
        if isinstance(top, QDialog):
            QTest.keyClick(top, _K.Key_Escape)
        elif top is not None:
            top.close()
        return True

    def _is_safe(self, action: QAction) -> bool:
        asks_system = action.text().startswith("Save") and action.parent() is not self._window
        return action.isEnabled() and not action.isSeparator() and action.menu() is None and not asks_system

    # --- deeds ---------------------------------------------------------------------------------------------

    def _press_a_button(self) -> str:
        buttons = [each for each in self._in_sight(QAbstractButton) if not _blocks(each)]
        button = self._pick(buttons)
        if button is None:
            return ""
        words = f"pressed {button.objectName() or type(button).__name__} {button.text()!r}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return words

    def _press_a_key(self) -> str:
        return self._press(self._chance.choice(KEYS))

    def _press_a_rare_key(self) -> str:
        self._prepare_answers()
        return self._press(self._chance.choice(RARE_KEYS[:3] + RARE_KEYS[4:]))

    def _press(self, stroke: tuple[Qt.Key, Qt.KeyboardModifier]) -> str:
        self._prepare_answers()
        top = QApplication.activeModalWidget() or self._window
        focus: QWidget | None = top.focusWidget()
        target = top if focus is None else focus
        words = f"pressed {stroke[1].name} {stroke[0].name} on {target.objectName()}"
        if not isinstance(target, QComboBox) or stroke[0] not in (_K.Key_Space, _K.Key_Return, _K.Key_F4):
            QTest.keyClick(target, *stroke)
        return words

    def _write_a_text(self) -> str:
        lines = [each for each in self._in_sight(QLineEdit) if not each.isReadOnly()]
        line = self._pick(lines)
        if line is None:
            return ""
        text = self._chance.choice(TEXTS)
        line.setFocus()
        line.selectAll()
        end = self._chance.choice((_K.Key_Return, _K.Key_Return, _K.Key_Tab, _K.Key_Escape, None))
        words = f"wrote {text[:30]!r} into {line.objectName()}, then {end.name if end else 'nothing'}"
        if not text:
            QTest.keyClick(line, _K.Key_Backspace)
        for sign in text[:40]:
            # QTest's own typing ends the process at the first sign that is not Latin.
            QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, 0, _NO, sign))
        if end is not None:
            QTest.keyClick(line, end)
        return words

    def _move_a_slider(self) -> str:
        slider = self._pick(self._in_sight(QSlider))
        if slider is None:
            return ""
        name = slider.objectName()
        if self._chance.random() < 0.5:
            key = self._chance.choice((_K.Key_Left, _K.Key_Right, _K.Key_Home, _K.Key_End, _K.Key_PageUp))
            QTest.keyClick(slider, key)
            return f"pressed {key.name} on slider {name}"
        slider.setSliderDown(True)
        for _ in range(3):
            slider.setSliderPosition(self._chance.randint(slider.minimum(), slider.maximum()))
        slider.setSliderDown(False)
        return f"dragged slider {name}"

    def _choose_in_a_list(self) -> str:
        chosen = self._pick([*self._in_sight(QComboBox), *self._in_sight(QListView)])
        if isinstance(chosen, QComboBox) and chosen.count():
            name, place = chosen.objectName(), self._chance.randrange(chosen.count())
            chosen.setCurrentIndex(place)
            chosen.activated.emit(place)
            return f"chose entry {place} of {name}"
        if isinstance(chosen, QListView) and chosen.model() is not None and chosen.model().rowCount():
            place = self._chance.randrange(chosen.model().rowCount())
            at = chosen.visualRect(chosen.model().index(place, 0)).center()
            QTest.mouseClick(chosen.viewport(), Qt.MouseButton.LeftButton, pos=at)
            return f"clicked row {place} of {chosen.objectName()}"
        return ""

    def _use_the_board(self) -> str:
        board = self._pick(self._in_sight(BoardView))
        if board is None:
            return ""
        port = board.viewport()
        here, there = (self._point(port) for _ in range(2))
        way = self._chance.randrange(4)
        if way == 0:
            QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=here)
        elif way == 1:
            QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=here)
            QTest.mouseMove(port, (here + there) / 2)
            QTest.mouseMove(port, there)
            QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=there)
        elif way == 2:
            QTest.mouseMove(port, here)
            QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=here)
        else:
            entries = board.board.cards
            board.choose(self._chance.choice(entries).key if entries else "")
        words = ("double click", "drag", "click", "choice of a card")[way]
        return f"{words} on the board from {here.toTuple()} to {there.toTuple()}"

    def _go_to_a_page(self) -> str:
        key = self._chance.choice(sorted(self._window.rail.actions_by_key))
        self._window.rail.actions_by_key[key].trigger()
        return f"went to {key}"

    def _do_an_action(self) -> str:
        entries = [each for each in self._window.commands.actions if self._is_safe(each)]
        safe = [each for each in entries if each.objectName() != "action.openMenu"]
        return self._trigger(self._chance.choice(safe))

    def _trigger(self, action: QAction) -> str:
        self._prepare_answers()
        action.trigger()
        return f"did {action.objectName() or action.text()}"

    def _take_a_file(self) -> str:
        name = self._chance.choice(sorted(FILES))
        path = self._folder / name
        path.write_bytes(FILES[name])
        self._window.files.take(path)
        return f"dropped {name}"

    def _resize(self) -> str:
        size = self._chance.choice(SIZES)
        self._window.resize(*size)
        return f"resized to {size}"

    def _change_theme(self) -> str:
        choice = self._chance.choice(("light", "dark", "projector", "system"))
        self._window.commands.theme_chosen.emit(choice)
        return f"chose the theme {choice}"

    def _click_anywhere(self) -> str:
        at = self._point(self._window)
        target = self._window.childAt(at)
        if target is None or isinstance(target, QToolButton | QComboBox):
            return ""
        button = self._chance.choice((Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton))
        QTest.mouseMove(target, target.mapFrom(self._window, at))
        QTest.mouseClick(target, button, pos=target.mapFrom(self._window, at))
        return f"clicked {target.objectName() or type(target).__name__} at {at.toTuple()}"

    def _point(self, widget: QWidget) -> QPoint:
        return QPoint(self._chance.randrange(widget.width()), self._chance.randrange(widget.height()))

    def _prepare_answers(self) -> None:
        known = sorted(self._folder.glob("*"))
        projects = [path for path in known if path.suffix == ".headrace"]
        tables = [path for path in known if path.suffix == ".csv"]
        self._answers.unsaved = self._chance.choice(("save", "discard", "cancel"))
        self._answers.save_path = self._chance.choice((self._folder / "mine.headrace", None, self._folder))
        self._answers.open_path = self._chance.choice([None, *projects])
        self._answers.import_path = self._chance.choice([None, *tables])


def _blocks(button: QAbstractButton) -> bool:
    return isinstance(button, QToolButton) and button.menu() is not None
