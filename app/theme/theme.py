"""The theme in force: follows the desktop or the person's choice, and tells everyone of a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.theme.dresser import Dresser
from app.theme.icons import icon, icon_pixmap
from app.theme.sheet import stylesheet
from app.theme.tokens import CHOICES, LIGHT, Choice, Scheme, Tokens, scaled, tokens_for

_WIDEST = 4 / 3


def choice_of(name: str) -> Choice:
    """Read a choice by name; an unknown name means the system's theme."""
    return next((choice for choice in CHOICES if choice == name), "system")


def palette_of(tokens: Tokens) -> QPalette:
    """Translate tokens to Qt's palette, for what no stylesheet reaches."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Mid: tokens.line,
    }
    palette = QPalette()
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.muted))
    return palette


def system_scheme() -> Scheme:
    """Give what the desktop asks for; light where it asks for nothing."""
    is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if is_dark else "light"


class Theme(QObject):
    """The look in force.

    Attributes:
        tokens: Colours and sizes now.
        choice: What the person chose: system, light, dark or projector.
        text_percent: How large text is, of its usual size.

    Signals:
        changed(): The tokens are others now; whoever paints by hand repaints.
    """

    changed = Signal()

    def __init__(
        self,
        choice: Choice = "system",
        *,
        system: Callable[[], Scheme] = system_scheme,
        text_percent: int = 100,
        parent: QObject | None = None,
    ) -> None:
        """Start with a choice; nothing is shown of it before `apply`. ``system`` tells the desktop's."""
        super().__init__(parent)
        self._system = system
        self.choice: Choice = choice
        self.text_percent = text_percent
        self.tokens = LIGHT
        self._app: QApplication | None = None
        self._dresser = Dresser(self)

    def apply(self, app: QApplication) -> None:
        """Dress the application, and follow the desktop's colour scheme from now on."""
        self._app = app
        app.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress()

    def dress(self, part: QWidget) -> None:
        """Let a part of a window carry the stylesheet in place of the application, now and in other themes.

        Parts do not lie within each other; what lies in none of them has its colours from the palette.
        """
        if self._app is None:
            return
        if self._app.styleSheet():
            self._app.setStyleSheet("")
        _let_fonts_pass(part)
        self._dresser.add(part, stylesheet(self.tokens))

    def dress_window(self, window: QWidget, parts: Iterable[QWidget]) -> None:
        """Dress the parts of a window, and its dialogs and menus, each before it is first shown."""
        for part in parts:
            self.dress(part)
        self._dresser.watch(window, self.dress)

    @property
    def is_in_force(self) -> bool:
        """Whether all that was dressed wears it; another choice takes some turns of the event loop."""
        return self._dresser.is_done

    def choose(self, choice: Choice) -> None:
        """Take another theme."""
        if choice == self.choice:
            return
        self.choice = choice
        self._dress()

    def choose_text_size(self, percent: int) -> None:
        """Take larger or smaller text."""
        if percent == self.text_percent:
            return
        self.text_percent = percent
        self._dress()

    def width(self, usual: int) -> int:
        """Give the pixels of a side panel that is ``usual`` wide at the usual size of text.

        It grows with the text, but not beyond a third: the page beside it needs its room.
        """
        return round(usual * min(self.tokens.base / LIGHT.base, _WIDEST))

    def colour(self, name: str) -> QColor:
        """Give a token of the theme in force as a colour.

        Raises:
            AttributeError: If there is no token of that name.
        """
        return QColor(getattr(self.tokens, name))

    def font(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Give the system's font, ``size`` pixels high, with digits of equal width."""
        font = QFont(QApplication.font())
        font.setPixelSize(size)
        font.setWeight(weight)
        return font

    def icon(self, name: str, tone: str = "text") -> QIcon:
        """Give an icon in a colour of the theme in force; the accent when checked.

        Raises:
            FileNotFoundError: If there is no icon of that name.
        """
        t = self.tokens
        return icon(name, getattr(t, tone), chosen=t.accent, faint=t.control_line, size=t.base + 7)

    def picture(self, name: str, tone: str = "muted") -> QPixmap:
        """Give an icon as a large picture, for an empty page.

        Raises:
            FileNotFoundError: If there is no icon of that name.
        """
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        return icon_pixmap(name, getattr(self.tokens, tone), self.tokens.base * 4, ratio)

    def _follow_system(self, _: Qt.ColorScheme) -> None:
        if self.choice == "system":
            self._dress()

    def _dress(self) -> None:
        tokens = scaled(tokens_for(self.choice, self._system()), self.text_percent)
        self.tokens = tokens
        if self._app is None:
            return
        self._app.setFont(_tabular(QApplication.font(), tokens.base))
        self._app.setPalette(palette_of(tokens))
        sheet = stylesheet(tokens)
        if self._dresser.parts:
            self._dresser.change(sheet)
        else:
            self._app.setStyleSheet(sheet)
        self.changed.emit()


def _let_fonts_pass(part: QWidget) -> None:
    """Take the mark of a sheet from all that stands around a part and has none.

    The application's sheet leaves it on what is unpolished when the sheet goes, and what is marked does not
    pass a larger font on.
    """
    around = part.parentWidget()
    while around is not None:
        if not around.styleSheet():
            around.setAttribute(Qt.WidgetAttribute.WA_StyleSheet, False)
        around = around.parentWidget()


def _tabular(font: QFont, size: int) -> QFont:
    made = QFont(font)
    made.setPixelSize(size)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
