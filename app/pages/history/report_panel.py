"""What became of each row, and what was taken for granted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.pages.history.report_words import headline
from app.pages.history.rows_model import RowsModel
from app.pages.history.trial import counted
from app.theme import LARGE, SMALL
from app.widgets import Card, ElidedLabel, LinkButton, TableView, label, mark, paragraph
from sim.history import ImportReport, Mapping

_WIDTHS: Final = (8, 15, 14)
"""Of row, what and value, in letters."""
MOST_REMARKS: Final = 1_000
"""Rows shown of each kind; the numbers above the table count all of them."""


@dataclass(frozen=True)
class Remark:
    """One row of the file and what was done with it."""

    row: int
    what: str
    value: str
    reason: str


def remarks_of(report: ImportReport) -> tuple[Remark, ...]:
    """Give all remarks of a report: rows set aside first, then those used in part, then contradictions."""
    kinds = (
        ("set aside", report.set_aside),
        ("used in part", report.in_part),
        ("contradiction", report.contradictions),
    )
    found: list[Remark] = []
    for what, rows in kinds:
        found += [Remark(each.row, what, each.value, each.reason) for each in rows[:MOST_REMARKS]]
        more = rows[MOST_REMARKS:]
        if more:
            found.append(Remark(more[0].row, what, "…", f"and {counted(len(more), 'row')} more"))
    return tuple(found)


class RemarksModel(RowsModel[Remark]):
    """Remarks as rows, read-only."""

    headings = ("Row", "What", "Value", "Why")

    def cells(self, remark: Remark) -> tuple[str, ...]:
        """Give row, what, value and reason."""
        return str(remark.row), remark.what, remark.value or "(blank)", remark.reason


class ReportPanel(Card):
    """Shows a report: the numbers, a table of remarks, and the assumptions.

    Attributes:
        headline: What became of the rows, in one line.
        table: The remarks.
        assumed: What was taken for granted.
        save: Saves the remarks; out of sight where there is none.

    Signals:
        save_wanted(object): The remarks of this `ImportReport` are to be saved.
    """

    save_wanted = Signal(object)

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        """Lay out an empty report."""
        super().__init__(title, name, parent)
        self.headline = ElidedLabel()
        self.headline.setObjectName(f"{name}.headline")
        mark(self.headline, role="muted")
        self.header.insertWidget(1, self.headline, 100)
        self.table = TableView(f"{name}.rows", self.tr("Rows set aside or used in part"))
        self._remarks = RemarksModel(self)
        self.table.setModel(self._remarks)
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.setWordWrap(False)
        columns = self.table.horizontalHeader()
        columns.setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = paragraph(self.tr("Every row was used whole."), "muted", f"{name}.none")
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.assumed: QLabel = paragraph("", "muted", f"{name}.assumed")
        self.assumed.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.save = LinkButton(self.tr("Save rows…"), f"{name}.save")
        self.save.setToolTip(self.tr("Save row numbers, values and reasons as CSV"))
        self.save.clicked.connect(lambda: self.save_wanted.emit(self._report))
        self.save.hide()
        self.header.addWidget(self.save)
        self._report: ImportReport | None = None
        self._lay_out()

    def show_report(self, report: ImportReport, mapping: Mapping) -> None:
        """Show the report of an import by a mapping."""
        self._report = report
        remarks = remarks_of(report)
        self.save.setVisible(bool(remarks))
        self._say(headline(report, mapping))
        self._remarks.show_rows(remarks)
        letter = self.table.fontMetrics().averageCharWidth()
        for section, wide in enumerate(_WIDTHS):
            self.table.setColumnWidth(section, wide * letter)
        self._none.setText(self.tr("Every row was used whole."))
        self._pages.setCurrentIndex(0 if remarks else 1)
        self.assumed.setText(
            "\n".join(f"• {sentence}" for sentence in dict.fromkeys((*report.ambiguous, *report.assumed)))
        )

    def show_nothing(self, why: str) -> None:
        """Say in place of a report why there is none."""
        self._report = None
        self.save.hide()
        self._say(why)
        self._remarks.show_rows(())
        self._none.setText("")
        self._pages.setCurrentIndex(1)
        self.assumed.setText("")

    def _say(self, words: str) -> None:
        self.headline.setText(words)
        self.headline.setToolTip(words)

    def _lay_out(self) -> None:
        rows = QWidget()
        self._pages = QStackedLayout(rows)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._none)
        right = QWidget()
        mark(right, kind="scrolled")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(label(self.tr("Taken for granted"), "caption"))
        column.addWidget(self.assumed)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName(f"{self.objectName()}.assumedScroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(right)
        both = QHBoxLayout()
        both.setSpacing(LARGE)
        both.addWidget(rows, 5)
        both.addWidget(scroll, 2)
        self.body.addLayout(both, 1)
