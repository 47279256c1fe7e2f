"""A stream made of the history: what was found, and the model beside the history."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.pages.history.model_check import CheckView
from app.pages.history.model_found import FoundView
from app.pages.history.model_progress import ProgressRow
from app.theme import SMALL, Theme
from app.widgets import (
    Card,
    ElidedLabel,
    PrimaryButton,
    QuietButton,
    SegmentedControl,
    WrappingRow,
    mark,
    paragraph,
)

Face = Literal["found", "check"]
_FAILED: Final = 2


class ModelView(QWidget):
    """The part of the History page that makes a stream.

    Attributes:
        found: What was found.
        check: Model against history.
        face: Which of the two is in sight.
        progress: How far the making is.
        adopt: Makes it the project's stream.
        back: Leads back to the charts.

    Signals:
        left(): The person goes back to the charts.
        face_chosen(str): ``found`` or ``check``.
        mapping_wanted(): The mapping of the history is to be changed.
    """

    left = Signal()
    face_chosen = Signal(str)
    mapping_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay an empty view out."""
        super().__init__(parent)
        self.setObjectName("history.model")
        # With a parent from the start: a stacked layout shows its first widget at once, else as a window.
        self.found = FoundView(theme, self)
        self.check = CheckView(theme, self)
        self.face = SegmentedControl(
            (("found", self.tr("What was found")), ("check", self.tr("Model against history"))), "model.face"
        )
        self.back = QuietButton(self.tr("Back to the charts"), "model.back")
        self.back.setToolTip(self.tr("Back to the charts (Esc)"))
        self.adopt = PrimaryButton(self.tr("Make it the stream"), "model.adopt")
        self.progress = ProgressRow("model.making", self.tr("Cancel"))
        self._becomes = ElidedLabel()
        self._becomes.setObjectName("model.becomes")
        mark(self._becomes, role="caption")
        self.note = paragraph("", "caption", "model.note")
        mark(self.note, tone="warn")
        self.part = paragraph("", "body", "model.part")
        self._failed = Card(self.tr("No stream can be made of this"), "model.failed")
        self._failed.set_tone("warn")
        self._why = paragraph("", "body", "model.why")
        self._hint = paragraph("", "muted", "model.hint")
        self._stack = QStackedLayout()
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.face.chosen.connect(self.face_chosen)

    def show_source(self, source: str, becomes: str) -> None:
        """Say of which history, and what becomes of the present stream."""
        whole = self.tr("Made of {}. {}").format(source, becomes)
        first = becomes.partition(";")[0].removesuffix(".") + "."
        self._becomes.say(becomes, first)
        self._becomes.setToolTip(whole)
        self.adopt.setToolTip(becomes)

    def show_face(self, face: Face) -> None:
        """Bring one of the two into sight."""
        self.face.choose(face)
        self._stack.setCurrentIndex(0 if face == "found" else 1)
        self._failed_is(False)

    def show_part(self, words: str) -> None:
        """Say what of the history the stream is made of; nothing where it is all."""
        self.part.setText(words)
        self.part.setVisible(bool(words))

    def show_note(self, note: str) -> None:
        """Say what has changed meanwhile; nothing takes no room."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def show_failed(self, why: str, hint: str) -> None:
        """Say why no stream can be made."""
        self._why.setText(why)
        self._hint.setText(hint)
        self._stack.setCurrentIndex(_FAILED)
        self._failed_is(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back, unless a field wanted it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def be_empty(self, empty: bool) -> None:
        """Show nothing of what was found: there is nothing yet."""
        self.found.setEnabled(not empty)
        self.found.setVisible(not empty)
        self.face.setEnabled(not empty)
        self.adopt.setEnabled(not empty)

    def _failed_is(self, failed: bool) -> None:
        for widget in (self.face, self.adopt):
            widget.setVisible(not failed)
        if failed:
            self._becomes.say("")

    def _lay_out(self) -> None:
        head = WrappingRow()
        for part in (self.back, self.face, self.adopt, self._becomes):
            head.addWidget(part)
        mapping = QuietButton(self.tr("Change mapping…"), "model.mapping")
        mapping.clicked.connect(self.mapping_wanted)
        for widget in (self._why, self._hint):
            self._failed.body.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(mapping)
        row.addStretch(1)
        self._failed.body.addLayout(row)
        failed = QWidget(self)
        holder = QVBoxLayout(failed)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self._failed)
        holder.addStretch(1)
        for page in (self.found, self.check, failed):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(head)
        column.addWidget(self.part)
        column.addWidget(self.note)
        column.addWidget(self.progress)
        column.addLayout(self._stack, 1)
        self.part.hide()
        self.note.hide()
