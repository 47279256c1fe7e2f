"""Line icons: crisp at any size, in any colour, and only those in sight are read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import sim

_CHECKOUT = Path(__file__).parents[2] / "resources" / "icons"


def icon_folder() -> Path:
    """Give the folder of the icons: that of the checkout, or that inside the installed package."""
    if _CHECKOUT.is_dir():
        return _CHECKOUT
    return Path(sim.__file__).parent / "resources" / "icons"


def icon_names() -> tuple[str, ...]:
    """Give the name of every icon there is."""
    return tuple(sorted(each.stem for each in icon_folder().glob("*.svg")))


@cache
def _drawing(name: str) -> str:
    return (icon_folder() / f"{name}.svg").read_text(encoding="utf-8")


def icon_pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Draw one icon, ``size`` pixels square, in one colour.

    Raises:
        FileNotFoundError: If there is no icon of that name.
    """
    source = _drawing(name).replace("currentColor", colour)
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, colour: str, *, chosen: str = "", faint: str = "", size: int = 20) -> QIcon:
    """Make an icon with a colour for the chosen (checked) state and one for the disabled state.

    Raises:
        FileNotFoundError: If there is no icon of that name.
    """
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(icon_pixmap(name, colour, size, ratio))
        if chosen:
            lit = icon_pixmap(name, chosen, size, ratio)
            made.addPixmap(lit, QIcon.Mode.Normal, QIcon.State.On)
        if faint:
            made.addPixmap(icon_pixmap(name, faint, size, ratio), QIcon.Mode.Disabled)
    return made
