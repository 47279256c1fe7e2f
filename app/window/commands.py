"""Every action of the window and the menu that holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.theme import CHOICES, TEXT_SIZES, Theme, choice_of
from app.window.files import Files
from app.window.lent import Lent
from app.window.undo_history import UndoHistory

EXAMPLES = (
    ("software-team", "Software team"),
    ("factory-line", "Factory line"),
    ("support-desk", "Support desk"),
    ("machine-shop", "Machine shop"),
    ("product-team", "Product team"),
)
_THEME_NAMES = {"system": "Like the system", "light": "Light", "dark": "Dark", "projector": "Projector"}
_Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Calls:
    """What the window itself does on an action.

    Attributes:
        undo: Take back.
        redo: Do again.
        quit: Close every window.
        close: Close this window.
        new_window: Open one more.
        recovered: Show what a crash left behind.
        about: Show what this is.
        shortcuts: Show the keys.
        search: Find an action.
        open_menu: Open the menu.
    """

    undo: Callable[[], None]
    redo: Callable[[], None]
    quit: Callable[[], object]
    close: Callable[[], object]
    new_window: Callable[[], object]
    recovered: Callable[[], None]
    about: Callable[[], None]
    shortcuts: Callable[[], None]
    search: Callable[[], None]
    open_menu: Callable[[], None]


class Commands(QObject):
    """Makes the actions once and keeps their menu.

    Attributes:
        menu: Everything, under the button at the top right.
        undo: Takes back; named after what it takes back.
        redo: Does again.
        search: Finds an action by its name.
        history: What was done, to go back to any of it.
        recovered: Shows what a crash left behind; enabled while there is something.

    Signals:
        theme_chosen(str): The person chose a theme.
        text_size_chosen(int): The person chose how large text is, in percent.
    """

    theme_chosen = Signal(str)
    text_size_chosen = Signal(int)

    def __init__(self, files: Files, calls: Calls, lent: Lent, owner: QWidget) -> None:
        """Make every action; shortcuts work wherever the focus is in ``owner``."""
        super().__init__(owner)
        self._files = files
        self._preferences = lent.preferences
        self.history = UndoHistory(lent.document, owner)
        self._owner = owner
        self._calls = calls
        self._made: list[QAction] = []
        self.menu = QMenu(owner)
        self.menu.setObjectName("menu")
        self.undo = self._action("undo", self.tr("Undo"), calls.undo, _Key.Undo)
        self.redo = self._action("redo", self.tr("Redo"), calls.redo, _Key.Redo)
        self.redo.setShortcuts([*self.redo.shortcuts(), QKeySequence("Ctrl+Shift+Z")])
        self._recent = QMenu(self.tr("Recent"), owner)
        self._fill_files()
        self._fill_look()
        self._fill_text_sizes()
        self._fill_end()
        files.recent_changed.connect(self._fill_recent)
        self.menu.aboutToShow.connect(self._fill_recent)  # other windows share the list
        self._fill_recent()

    @property
    def actions(self) -> Sequence[QAction]:
        """Every action, in the order of the menu."""
        return tuple(self._made)

    def name_undo(self, undone: str, redone: str) -> None:
        """Say on undo and redo what they would do; an empty text switches one off."""
        for action, word, text in (
            (self.undo, self.tr("Undo"), undone),
            (self.redo, self.tr("Redo"), redone),
        ):
            action.setEnabled(bool(text))
            action.setText(f"{word} “{text}”" if text else word)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{action.text()} ({keys})")

    def dress(self, theme: Theme) -> None:
        """Give the actions icons in the colour of the theme, and mark the theme."""
        self.undo.setIcon(theme.icon("undo"))
        self.redo.setIcon(theme.icon("redo"))
        self.search.setIcon(theme.icon("search"))
        for action in self._themes.actions():
            action.setChecked(action.data() == theme.choice)
        for action in self._sizes.actions():
            action.setChecked(action.data() == theme.text_percent)

    def _fill_files(self) -> None:
        files, menu, calls = self._files, self.menu, self._calls
        menu.addAction(self._action("new", self.tr("New"), files.new, _Key.New))
        menu.addAction(self._action("newWindow", self.tr("New window"), calls.new_window, "Ctrl+Shift+N"))
        examples = menu.addMenu(self.tr("New from example"))
        for key, title in EXAMPLES:
            action = self._action(f"example.{key}", title, partial(files.new_from_example, key))
            action.setWhatsThis(self.tr("New from example: {name}").format(name=title))
            examples.addAction(action)
        menu.addAction(self._action("open", self.tr("Open…"), files.open, _Key.Open))
        beside = self.tr("Open in a new window…")
        menu.addAction(self._action("openBeside", beside, files.open_beside, "Ctrl+Shift+O"))
        menu.addMenu(self._recent)
        self.recovered = self._action("recovered", self.tr("Recovered work…"), calls.recovered)
        self.recovered.setEnabled(False)
        menu.addAction(self.recovered)
        menu.addAction(self._action("save", self.tr("Save"), files.save, _Key.Save))
        menu.addAction(self._action("saveAs", self.tr("Save as…"), files.save_as, "Ctrl+Shift+S"))
        menu.addSeparator()
        menu.addAction(self._action("import", self.tr("Import history…"), files.ask_import, "Ctrl+I"))
        menu.addSeparator()
        menu.addActions([self.undo, self.redo])
        menu.addMenu(self.history)
        menu.addSeparator()

    def _fill_look(self) -> None:
        themes = self.menu.addMenu(self.tr("Theme"))
        self._themes = QActionGroup(self)
        for choice in CHOICES:
            name = self.tr(_THEME_NAMES[choice])
            action = self._action(f"theme.{choice}", name, partial(self._tell_theme, choice))
            action.setWhatsThis(self.tr("Theme: {name}").format(name=name))
            action.setCheckable(True)
            action.setData(choice)
            action.setChecked(choice == choice_of(self._preferences.theme))
            self._themes.addAction(action)
            themes.addAction(action)

    def _fill_end(self) -> None:
        calls, menu = self._calls, self.menu
        self.search = self._action("search", self.tr("Find an action…"), calls.search, "Ctrl+K")
        menu.addAction(self.search)
        menu.addAction(self._action("shortcuts", self.tr("Keyboard shortcuts"), calls.shortcuts, "Ctrl+?"))
        menu.addAction(self._action("about", self.tr("About Headrace"), calls.about))
        menu.addSeparator()
        menu.addAction(self._action("close", self.tr("Close window"), calls.close, "Ctrl+W"))
        menu.addAction(self._action("quit", self.tr("Quit"), calls.quit, "Ctrl+Q"))
        self._action("openMenu", self.tr("Open the menu"), calls.open_menu, "F10")

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._preferences.recent:
            entry = self._recent.addAction(f"{path.stem}    {_short(path.parent)}")
            entry.triggered.connect(partial(self._take, path))
        self._recent.setEnabled(bool(self._preferences.recent))

    def _fill_text_sizes(self) -> None:
        sizes = self.menu.addMenu(self.tr("Text size"))
        self._sizes = QActionGroup(self)
        for percent in TEXT_SIZES:
            name = f"{percent} %"
            choose = partial(self.text_size_chosen.emit, percent)
            action = self._action(f"textSize.{percent}", name, choose)
            action.setWhatsThis(self.tr("Text size: {name}").format(name=name))
            action.setCheckable(True)
            action.setData(percent)
            self._sizes.addAction(action)
            sizes.addAction(action)

    def _tell_theme(self, choice: str) -> None:
        self.theme_chosen.emit(choice)

    def _take(self, path: Path, *_: object) -> None:
        self._files.take(path)

    def _action(
        self, name: str, text: str, call: Callable[[], object], key: QKeySequence.StandardKey | str = ""
    ) -> QAction:
        action = QAction(text, self._owner)
        action.setObjectName(f"action.{name}")
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(partial(_do, call))
        self._owner.addAction(action)
        self._made.append(action)
        return action


def _do(call: Callable[[], object], *_: object) -> None:
    call()


def _short(folder: Path) -> str:
    try:
        return f"~/{folder.relative_to(Path.home())}"
    except ValueError:
        return str(folder)
