"""What this program is."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import PySide6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def about_sheet(parent: QWidget) -> QMessageBox:
    """Make the sheet with version and licence; it deletes itself when closed."""
    box = QMessageBox(parent)
    box.setObjectName("about")
    box.setWindowTitle(_tr("About Headrace"))
    box.setText(f"Headrace {program_version()}")
    box.setInformativeText(
        _tr("Model a value stream, watch work flow through it, and forecast when it will be done.")
        + f"\n\nPython {platform.python_version()} · Qt for Python {PySide6.__version__}\n"
        + _tr("MIT licence; Qt under the LGPL, Pillow under MIT-CMU.")
    )
    return box


def program_version() -> str:
    """Give the version of the installed distribution."""
    try:
        return version("headrace")
    except PackageNotFoundError:
        return _tr("(not installed)")


def _tr(text: str) -> str:
    return QCoreApplication.translate("About", text)
