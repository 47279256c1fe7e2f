"""A chart as a picture or a table on disk.

Pictures are made in memory and written by Python, which says why a file cannot be written; Qt does not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QBuffer, QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from sim.log import harmless

_SHARPNESS: Final = 2.0


class Picture(Protocol):
    """What can be written as a picture: it has a title and a size, and paints itself with any painter."""

    title: str

    def size(self) -> QSize:
        """Give its size in pixels of the screen."""

    def paint_on(self, painter: QPainter, room: QRectF) -> None:
        """Paint all of it into ``room``."""


def write_png(chart: Picture, path: Path) -> None:
    """Write what the chart shows, at twice the screen's resolution.

    Raises:
        OSError: If the file cannot be written.
    """
    image = QImage(chart.size() * _SHARPNESS, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(_SHARPNESS)
    painter = QPainter(image)
    chart.paint_on(painter, QRectF(QPointF(), chart.size().toSizeF()))
    painter.end()
    made = QBuffer()
    # The stub wants bytes, Qt a text.
    image.save(made, "PNG")  # type: ignore[call-overload]
    path.write_bytes(made.data().data())


def write_svg(chart: Picture, path: Path) -> None:
    """Write what the chart shows as vectors.

    Raises:
        OSError: If the file cannot be written.
    """
    from PySide6.QtSvg import QSvgGenerator

    made = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(made)
    generator.setSize(chart.size())
    generator.setViewBox(QRectF(QPointF(), chart.size().toSizeF()))
    generator.setTitle(chart.title)
    painter = QPainter(generator)
    chart.paint_on(painter, QRectF(QPointF(), chart.size().toSizeF()))
    painter.end()
    path.write_bytes(made.data().data())


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]], path: Path) -> None:
    """Write the figures behind a chart; no text in them runs as a formula.

    Raises:
        OSError: If the file cannot be written.
    """
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(map(_plain, header))
        writer.writerows([_plain(cell) for cell in row] for row in rows)


def _plain(cell: object) -> object:
    return harmless(cell) if isinstance(cell, str) else cell
