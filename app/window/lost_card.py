"""One project that was not saved, beside the version in its file."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from app.theme import LARGE, SMALL, TINY
from app.widgets import Card, LinkButton, PrimaryButton, QuietButton, label, line, paragraph
from app.window.lost import Lost

_MOST_ROWS = 10


class LostCard(Card):
    """Shows what was kept and what was saved side by side, and asks what to do with it.

    Attributes:
        lost: What it shows.
        is_discarded: Whether it is to be deleted; until then it can be brought back.

    Signals:
        restore_wanted(object): Go on with what was kept (a `Lost`).
        open_wanted(object): Open the saved version.
    """

    restore_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, lost: Lost, number: int, today: dt.date) -> None:
        """Lay the card out; ``number`` tells its parts from those of other cards."""
        self._key = f"lost.{number}"
        super().__init__(lost.owner.title, self._key)
        self.lost = lost
        self.is_discarded = False
        self._today = today
        place = lost.owner.path or self.tr("It has no file yet.")
        self.body.addWidget(paragraph(place, "muted", f"{self._key}.path"))
        self.body.addLayout(self._table())
        self.body.addLayout(self._buttons())

    def _table(self) -> QGridLayout:
        lost, grid = self.lost, QGridLayout()
        grid.setHorizontalSpacing(LARGE)
        grid.setVerticalSpacing(TINY)
        kept = self.tr("Recovered, {moment}").format(moment=self._moment(lost.kept_at))
        saved = self.tr("Saved version")
        if lost.saved_at is not None:
            saved = self.tr("Saved, {moment}").format(moment=self._moment(lost.saved_at))
        for column, words in enumerate(("", kept, saved)):
            grid.addWidget(paragraph(words, "title", f"{self._key}.column.{column}"), 0, column)
            grid.setColumnStretch(column, 2 if column else 1)
        grid.addWidget(line(), 1, 0, 1, 3)
        for row, (what, mine, theirs) in enumerate(self._rows(), start=2):
            for column, words in enumerate((what, mine, theirs)):
                grid.addWidget(paragraph(words, "muted" if column == 0 else "body"), row, column)
        return grid

    def _rows(self) -> list[tuple[str, str, str]]:
        lost = self.lost
        if lost.saved is None:
            stages = ", ".join(stage.name for stage in lost.project.stream.stages)
            return [(self.tr("Stages"), stages or self.tr("none"), lost.why)]
        rows = [(each.what, each.after, each.before) for each in lost.rows]
        if len(rows) > _MOST_ROWS:
            more = self.tr("and {count} more").format(count=len(rows) - _MOST_ROWS + 1)
            rows = [*rows[: _MOST_ROWS - 1], (more, "", "")]
        return rows

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        restore = PrimaryButton(self.tr("Restore"), f"{self._key}.restore")
        restore.clicked.connect(lambda: self.restore_wanted.emit(self.lost))
        opened = QuietButton(self.tr("Open saved"), f"{self._key}.open")
        opened.clicked.connect(lambda: self.open_wanted.emit(self.lost))
        if self.lost.saved is None:  # to show it here, without a parent, would open it as a window
            opened.hide()
        discard = QuietButton(self.tr("Discard"), f"{self._key}.discard")
        discard.clicked.connect(self.discard)
        self._said = label("", "muted", f"{self._key}.said")
        self._back = LinkButton(self.tr("Bring it back"), f"{self._key}.back")
        self._back.clicked.connect(self.bring_back)
        self._choices = [restore, *([opened] if self.lost.saved is not None else []), discard]
        for widget in (restore, opened, discard, self._said, self._back):
            row.addWidget(widget)
        row.addStretch(1)
        self._back.hide()
        self._said.hide()
        for button in self._choices:
            button.setAccessibleDescription(self.lost.owner.title)
        return row

    def discard(self) -> None:
        """Mark it to be deleted."""
        self.is_discarded = True
        self._said.setText(self.tr("Discarded."))
        self._show_choices()
        self._back.setFocus()

    def bring_back(self) -> None:
        """Keep it after all."""
        self.is_discarded = False
        self._show_choices()
        self._choices[0].setFocus()

    def _show_choices(self) -> None:
        for button in self._choices:
            button.setVisible(not self.is_discarded)
        for widget in (self._said, self._back):
            widget.setVisible(self.is_discarded)

    def _moment(self, moment: dt.datetime) -> str:
        here = moment.astimezone()
        if here.date() == self._today:
            return self.tr("today {time}").format(time=f"{here:%H:%M}")
        return f"{here:%d %b %Y, %H:%M}"
