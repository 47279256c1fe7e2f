"""A fault of the program, shown with what is needed to report it; the work stays."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.theme import LARGE, SMALL
from app.widgets import PrimaryButton, QuietButton, label, paragraph


class BugDialog(QDialog):
    """Tells that the program went wrong, and lets the person copy the details and go on."""

    def __init__(self, summary: str, details: str, parent: QWidget | None = None) -> None:
        """Lay the dialog out."""
        super().__init__(parent)
        self.setObjectName("bugDialog")
        self.setWindowTitle(self.tr("Headrace made a mistake"))
        self.setMinimumSize(620, 360)
        self._details = QPlainTextEdit(details)
        self._details.setObjectName("bugDialog.details")
        self._details.setAccessibleName(self.tr("Details"))
        self._details.setReadOnly(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        self._details.setStyleSheet(f'font-family: "{mono}";')
        self._copy = QuietButton(self.tr("Copy the details"), "bugDialog.copy")
        self._copy.clicked.connect(self.copy)
        go_on = PrimaryButton(self.tr("Go on"), "bugDialog.goOn")
        go_on.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(SMALL)
        column.addWidget(label(self.tr("Headrace made a mistake"), "title"))
        column.addWidget(
            paragraph(self.tr("Your work is kept: save it to be safe. Please report the details below."))
        )
        column.addWidget(paragraph(summary, "muted", "bugDialog.summary"))
        column.addWidget(self._details, 1)
        row = QHBoxLayout()
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(go_on)
        column.addLayout(row)
        go_on.setFocus()

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details.toPlainText())
        self._copy.setText(self.tr("Copied"))
