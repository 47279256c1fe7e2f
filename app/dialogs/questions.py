"""What only the person can answer: which file, and what to do with unsaved work."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

Unsaved = Literal["save", "discard", "cancel"]


class Questions(Protocol):
    """Asks the person; tests answer by themselves."""

    def what_of_unsaved(self, title: str) -> Unsaved:
        """Ask what to do with unsaved changes."""

    def file_to_open(self, folder: Path) -> Path | None:
        """Ask for a project or a stream; None: cancelled."""

    def file_to_import(self, folder: Path) -> Path | None:
        """Ask for a file of history; None: cancelled."""

    def file_to_save(self, suggestion: Path) -> Path | None:
        """Ask where to save; None: cancelled."""

    def file_for_table(self, suggestion: Path) -> Path | None:
        """Ask where to write a table, in the form that the name proposed ends with; None: cancelled."""


class QtQuestions:
    """Asks with the system's dialogs."""

    def __init__(self, parent: QWidget) -> None:
        """Ask above this window."""
        self._parent = parent

    def what_of_unsaved(self, title: str) -> Unsaved:
        """Ask what to do with unsaved changes; Esc cancels."""
        button = QMessageBox.StandardButton
        box = QMessageBox(self._parent)
        box.setObjectName("unsaved")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_tr("Unsaved changes"))
        box.setText(_tr("“{title}” has changes that are not saved.").format(title=title))
        box.setInformativeText(_tr("Without saving they are gone."))
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.button(button.Discard).setText(_tr("Don’t save"))
        box.setDefaultButton(button.Save)
        answer = box.exec()
        box.deleteLater()
        if answer == button.Save:
            return "save"
        return "discard" if answer == button.Discard else "cancel"

    def file_to_open(self, folder: Path) -> Path | None:
        """Ask for a project or a stream."""
        kinds = _tr("Projects and streams (*.headrace *.json);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self._parent, _tr("Open"), str(folder), kinds)
        return Path(name) if name else None

    def file_to_import(self, folder: Path) -> Path | None:
        """Ask for a file of history."""
        kinds = _tr("Exports (*.csv *.tsv *.txt *.xlsx *.xlsm *.ods *.json *.xes *.gz);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self._parent, _tr("Import history"), str(folder), kinds)
        return Path(name) if name else None

    def file_to_save(self, suggestion: Path) -> Path | None:
        """Ask where to save; the ending is added where it was left out."""
        kinds = _tr("Headrace projects (*.headrace)")
        name, _ = QFileDialog.getSaveFileName(self._parent, _tr("Save as"), str(suggestion), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(".headrace")

    def file_for_table(self, suggestion: Path) -> Path | None:
        """Ask where to write a table; the ending is added where it was left out."""
        suffix = suggestion.suffix or ".csv"
        kinds = _tr("Workbooks (*.xlsx)") if suffix == ".xlsx" else _tr("Tables (*.csv)")
        name, _ = QFileDialog.getSaveFileName(self._parent, _tr("Save table"), str(suggestion), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(suffix)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Questions", text)
