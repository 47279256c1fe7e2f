"""The stylesheet of the window, generated from the tokens of a theme."""

from __future__ import annotations

from app.theme.icons import icon_folder
from app.theme.tokens import MEDIUM, SMALL, TINY, Tokens

_CELL_MARGIN = 3
"""Pixels that Qt keeps free at the sides of a cell's text beyond its padding, but not at a heading's."""


def stylesheet(tokens: Tokens) -> str:
    """Write the whole stylesheet for the Fusion style.

    Widgets say what they are by dynamic properties (``kind``, ``role``, ``tone``), never by colours.
    """
    parts = (_texts, _surfaces, _buttons, _fields, _choices, _lists, _shell)
    return "\n".join(part(tokens) for part in parts)


def _texts(t: Tokens) -> str:
    return f"""
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {t.title}px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {t.heading}px; font-weight: 700; }}
QLabel[role="number"] {{ font-size: {t.number}px; font-weight: 700; }}
QLabel[role="figure"] {{ font-size: {(t.number + t.title) // 2}px; font-weight: 700; }}
QLabel[role="unit"] {{ font-size: {t.title}px; font-weight: 600; }}
QLabel[role="muted"] {{ color: {t.muted}; }}
QLabel[role="caption"] {{ color: {t.muted}; font-size: {t.small}px; }}
QLabel[tone="good"] {{ color: {t.good}; }}
QLabel[tone="bad"] {{ color: {t.bad}; }}
QLabel[tone="warn"] {{ color: {t.warn}; }}
QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; padding: {TINY}px; }}
"""


def _surfaces(t: Tokens) -> str:
    return f"""
QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {t.radius}px; }}
QFrame[kind="card"][tone="accent"] {{ background: {t.accent_soft}; border-color: {t.accent_line}; }}
QFrame[kind="card"][tone="warn"] {{ background: {t.warn_soft}; border-color: {t.warn}; }}
QFrame[kind="card"][tone="bad"] {{ background: {t.bad_soft}; border-color: {t.bad}; }}
QFrame[kind="card"][chosen="true"] {{ background: {t.selected}; border-color: {t.accent_line}; }}
QFrame[kind="card"]:focus {{ border: 1px solid {t.accent}; }}
QFrame[kind="line"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[kind="banner"] {{ border-radius: {t.radius}px; border: 1px solid {t.accent_line};
  background: {t.accent_soft}; }}
QFrame[kind="banner"][tone="bad"] {{ background: {t.bad_soft}; border-color: {t.bad}; }}
QFrame[kind="banner"][tone="warn"] {{ background: {t.warn_soft}; border-color: {t.warn}; }}
QScrollArea, QScrollArea > QWidget > QWidget[kind="scrolled"] {{ background: transparent; border: none; }}
QSplitter::handle {{ background: transparent; }}
"""


def _buttons(t: Tokens) -> str:
    tick = (icon_folder().parent / "marks" / f"tick-{t.scheme}.svg").as_posix()
    return f"""
QPushButton {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.control_line};
  border-radius: {t.radius}px; padding: {SMALL - 2}px {MEDIUM}px; min-height: {t.base + 5}px; }}
QPushButton:hover {{ background: {t.selected}; }}
QPushButton:pressed {{ background: {t.line}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: {SMALL - 3}px {MEDIUM - 1}px; }}
QPushButton:disabled {{ color: {t.muted}; background: {t.sunken}; border-color: {t.line}; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent}; border: 1px solid {t.accent};
  font-weight: 600; padding: {SMALL - 2}px {MEDIUM + 6}px; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {t.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.text}; padding: {SMALL - 3}px {MEDIUM + 5}px; }}
QPushButton[kind="primary"]:disabled {{ background: {t.line}; color: {t.muted}; border-color: {t.line}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {t.accent};
  padding: 2px {TINY}px; text-align: left; }}
QPushButton[kind="link"]:disabled {{ color: {t.muted}; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {t.accent}; }}
QPushButton[kind="segment"] {{ border-radius: {t.radius - 2}px; }}
QPushButton[kind="segment"]:checked {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent};
  font-weight: 600; }}
QPushButton[kind="segment"]:checked:focus {{ border: 2px solid {t.text}; }}
QPushButton[kind="choices"] {{ background: {t.sunken}; border: 1px solid {t.line}; text-align: left;
  border-radius: {t.radius - 2}px; padding: 3px {SMALL}px; min-height: {t.base + 7}px; }}
QPushButton[kind="choices"]:hover {{ border-color: {t.control_line}; }}
QPushButton[kind="choices"]:focus {{ border: 1px solid {t.accent}; background: {t.surface}; }}
QPushButton[kind="choices"][tone="accent"] {{ background: {t.accent_soft}; border-color: {t.accent_line}; }}
QCheckBox {{ background: transparent; color: {t.text}; spacing: {SMALL}px; }}
QCheckBox:focus {{ color: {t.accent}; }}
QCheckBox::indicator, QTableView::indicator {{ width: {t.base + 1}px; height: {t.base + 1}px;
  border-radius: {TINY}px; border: 1px solid {t.control_line}; background: {t.sunken}; }}
QCheckBox::indicator:checked, QTableView::indicator:checked {{ background: {t.accent};
  border-color: {t.accent}; image: url("{tick}"); }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {t.radius - 2}px;
  padding: {TINY}px; color: {t.text}; }}
QToolButton:hover {{ background: {t.selected}; }}
QToolButton:pressed {{ background: {t.line}; }}
QToolButton:focus {{ border: 1px solid {t.accent}; }}
QToolButton:disabled {{ color: {t.muted}; }}
QToolButton[kind="ask"] {{ color: {t.muted}; padding: 0px; min-width: {t.base + 3}px;
  font-size: {t.small}px; }}
QToolButton::menu-indicator {{ image: none; }}
"""


def _fields(t: Tokens) -> str:
    kinds = ("QLineEdit", "QSpinBox", "QDoubleSpinBox", "QComboBox", "QDateEdit", "QPlainTextEdit")
    every = ", ".join(kinds)
    focused = ", ".join(f"{kind}:focus" for kind in kinds)
    chevron = (icon_folder().parent / "marks" / "chevron-down.svg").as_posix()
    return f"""
{every} {{ background: {t.sunken}; color: {t.text}; border: 1px solid {t.line};
  border-radius: {t.radius - 2}px; padding: 3px {SMALL}px; min-height: {t.base + 7}px;
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
{every.replace(",", ":hover,")}:hover {{ border-color: {t.control_line}; }}
{focused} {{ border: 1px solid {t.accent}; background: {t.surface}; }}
QLineEdit[tone="bad"] {{ border: 1px solid {t.bad}; background: {t.bad_soft}; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {t.muted}; }}
QLineEdit[kind="in-place"] {{ background: transparent; border: 1px solid transparent; padding: 1px 3px; }}
QLineEdit[kind="in-place"]:hover {{ border-color: {t.control_line}; }}
QLineEdit[kind="in-place"]:focus {{ border-color: {t.accent}; background: {t.surface}; }}
QComboBox[tone="bad"] {{ border: 1px solid {t.bad}; background: {t.bad_soft}; }}
QComboBox {{ padding-right: 0; }}
QComboBox::drop-down {{ border: none; width: {t.base + 5}px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: {t.base}px; height: {t.base}px; }}
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line};
  selection-background-color: {t.selected}; selection-color: {t.text}; outline: none; }}
"""


def _choices(t: Tokens) -> str:
    knob = t.base + 3
    return f"""
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.line}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
QSlider::handle:horizontal {{ background: {t.accent}; border: 2px solid {t.surface}; width: {knob - 4}px;
  height: {knob - 4}px; margin: -{(knob - 4) // 2}px 0; border-radius: {knob // 2}px; }}
QSlider::handle:horizontal:focus {{ border-color: {t.text}; }}
QSlider::handle:horizontal:disabled, QSlider::sub-page:horizontal:disabled {{ background: {t.muted}; }}
QProgressBar {{ background: {t.line}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; padding: {TINY}px; }}
QMenu::item {{ padding: 5px {MEDIUM * 2}px 5px {MEDIUM}px; border-radius: {TINY}px; }}
QMenu::item:selected {{ background: {t.selected}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: {TINY}px {SMALL}px; }}
QMenu::indicator {{ width: 14px; height: 14px; left: {TINY}px; }}
"""


def _lists(t: Tokens) -> str:
    return f"""
QTableView, QListView, QTreeView {{ background: {t.surface}; color: {t.text}; border: none;
  gridline-color: {t.line}; alternate-background-color: {t.sunken}; outline: none;
  selection-background-color: {t.selected}; selection-color: {t.text}; }}
QTableView::item, QListView::item, QTreeView::item {{ padding: {TINY}px {SMALL}px;
  border-bottom: 1px solid {t.line}; }}
QTableView::item {{ padding: {TINY}px {SMALL - _CELL_MARGIN}px; }}
QTreeView::item {{ min-height: {t.base + 6}px; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: 1px solid {t.accent_line}; }}
QAbstractScrollArea::corner, QTableCornerButton::section {{ background: transparent; border: none; }}
QHeaderView {{ background: {t.surface}; }}
QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: none; font-size: {t.small}px;
  border-bottom: 1px solid {t.line}; padding: {TINY}px {SMALL}px; }}
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected {{
  background: {t.selected}; color: {t.text}; }}
QCalendarWidget QTableView {{ selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QCalendarWidget QTableView::item {{ padding: 0px; border: none; }}
QCalendarWidget QTableView::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.surface}; }}
QCalendarWidget QToolButton {{ font-weight: 600; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {t.control_line}; border-radius: 3px; min-width: 24px; min-height: 24px; }}
QScrollBar::handle:hover {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _shell(t: Tokens) -> str:
    return f"""
QMainWindow, QDialog {{ background: {t.window}; color: {t.text}; }}
QFrame#topBar {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
QFrame#rail {{ background: {t.surface}; border: none; border-right: 1px solid {t.line}; }}
QFrame#rail QToolButton {{ color: {t.muted}; font-size: {t.small}px; padding: {SMALL}px {TINY}px;
  border-radius: {t.radius}px; }}
QFrame#rail QToolButton:hover {{ background: {t.sunken}; }}
QFrame#rail QToolButton:checked {{ background: {t.selected}; color: {t.accent}; font-weight: 600; }}
QFrame#rail QToolButton:focus {{ border: 1px solid {t.accent}; }}
QStatusBar {{ background: {t.surface}; color: {t.muted}; border-top: 1px solid {t.line}; }}
QStatusBar QLabel {{ color: {t.muted}; font-size: {t.small}px; }}
QStatusBar QLabel[tone="warn"] {{ color: {t.warn}; }}
QStatusBar::item {{ border: none; }}
QLabel#projectName {{ font-size: {t.title + 1}px; font-weight: 700; }}
"""
