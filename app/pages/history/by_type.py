"""How the flow distribution is drawn: by week or month, as items or as shares."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from app.charts import DistributionChart, DistributionState
from app.pages.history.pictures import PERIODS, FlowPictures, Period

Choice = Literal["week", "month", "items", "shares"]


class ByType(QObject):
    """A menu behind the title of the distribution chart; the chart's title says what it shows.

    Attributes:
        period: By week or month; None: whichever suits the length of time.
        as_shares: Shares of 100 % (flow distribution), or else items done (velocity by type).
        actions: What can be chosen.
        button: Opens the menu.

    Signals:
        changed(): Another way was chosen.
    """

    changed = Signal()

    def __init__(self, chart: DistributionChart) -> None:
        """Offer the ways in a chart's head."""
        super().__init__(chart)
        self._chart = chart
        self.period: Period | None = None
        self.as_shares = False
        menu = QMenu(chart)
        menu.setObjectName("history.byType")
        self.actions: dict[Choice, QAction] = {}
        self._add(menu, (("week", self.tr("By week")), ("month", self.tr("By month"))))
        menu.addSeparator()
        shares = self.tr("Shares (flow distribution)")
        self._add(menu, (("items", self.tr("Items done (velocity by type)")), ("shares", shares)))
        self.button = chart.head.offer_others(menu, self.tr("By week or month, as items or shares"))

    def state_of(self, found: FlowPictures) -> DistributionState:
        """Give what the chart is to show, and say it in its title and menu."""
        period = self.period or found.usual
        self.actions[period].setChecked(True)
        self.actions["shares" if self.as_shares else "items"].setChecked(True)
        title = self.tr("Flow distribution by {}") if self.as_shares else self.tr("Items done by type, a {}")
        self._chart.set_title(title.format(period))
        return replace(found.by_type[period], as_shares=self.as_shares)

    def _add(self, menu: QMenu, choices: tuple[tuple[Choice, str], ...]) -> None:
        group = QActionGroup(menu)
        for choice, text in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setObjectName(f"history.byType.{choice}")
            action.triggered.connect(lambda _=False, wanted=choice: self._choose(wanted))
            group.addAction(action)
            self.actions[choice] = action

    def _choose(self, choice: Choice) -> None:
        period = next((one for one in PERIODS if one == choice), None)
        if period is not None:
            self.period = period
        else:
            self.as_shares = choice == "shares"
        self.changed.emit()
