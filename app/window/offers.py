"""Everything that can be done in the window now, gathered from its actions and from what is in sight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSpinBox, QToolButton, QWidget

from app.dialogs import Offer

_NO_KEY = QKeySequence(Qt.Key.Key_unknown)
_KEYS_IN_TIP = re.compile(r"\(([^()]+)\)\s*$")


def offers_of_actions(actions: Iterable[QAction], where: str) -> Iterator[Offer]:
    """Offer actions; keys may also stand behind a tab in their text, as in a menu."""
    for action in actions:
        text, _, typed = (action.whatsThis() or action.text()).replace("&", "").partition("\t")
        if not text or action.isSeparator():
            continue
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) or typed
        yield Offer(action.objectName() or text, text, keys, where, action.isEnabled(), action.trigger)


def offers_of_buttons(part: QWidget | None, where: str, known: Iterable[QAction]) -> Iterator[Offer]:
    """Offer the buttons that are in sight within a part of the window, but for those of known actions."""
    actions = set(known)
    for button in part.findChildren(QAbstractButton) if part is not None else ():
        text = (button.accessibleName() or button.text()).replace("&", "")
        if not text or not button.isVisible() or _is_inner(button):
            continue
        if isinstance(button, QToolButton) and button.defaultAction() in actions:
            continue
        yield Offer(button.objectName(), text, keys_of(button), where, button.isEnabled(), button.click)


def keys_of(button: QAbstractButton) -> str:
    """Give the keys of a button: its own, or those that stand in brackets at the end of its tool tip."""
    own = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    if own:
        return own
    found = _KEYS_IN_TIP.search(button.toolTip())
    if found is None:
        return ""
    keys = QKeySequence.fromString(found[1], QKeySequence.SequenceFormat.PortableText)
    return keys.toString(QKeySequence.SequenceFormat.NativeText) if _can_be_pressed(keys) else ""


def without_twins(offers: Iterable[Offer]) -> Sequence[Offer]:
    """Leave out what has the same words and place as one before."""
    kept: dict[tuple[str, str], Offer] = {}
    for offer in offers:
        kept.setdefault((offer.where, offer.text), offer)
    return tuple(kept.values())


def _can_be_pressed(keys: QKeySequence) -> bool:
    return not keys.isEmpty() and QKeySequence(keys.toString()) == keys and keys != _NO_KEY


def _is_inner(button: QAbstractButton) -> bool:
    """Tell whether a button is a part that Qt makes within another widget."""
    above = button.parentWidget()
    return not button.objectName() or isinstance(above, (QAbstractItemView, QAbstractSpinBox))
