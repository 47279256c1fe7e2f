"""The What-if page itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.charts import TradeOffChart, TradeOffState
from app.document import Document
from app.edit import Edit
from app.jobs import Jobs
from app.pages.base import Page
from app.pages.levers import BASE_NAME, Lever, changes_in_words, levers, moved, unused_name
from app.pages.what_if.comparison_table import ComparisonTable
from app.pages.what_if.panel import ScenarioPanel
from app.pages.what_if.scenarios import Entry
from app.pages.what_if.state import QUICK_RUNS, Picture, Request, compare
from app.preferences import Preferences
from app.theme import LIGHT, MEDIUM, SMALL, Theme
from app.widgets import Card, PrimaryButton, label, paragraph, scrolled, unbroken
from sim.errors import UserFault
from sim.stream import Scenario

if TYPE_CHECKING:
    from sim.experiment import RunResult
    from sim.store import Project

_PANEL_WIDTH = 304
_PANEL_SHARE = 0.36
"""Most of the page's width that the panel takes."""
_LEAST_CHART, _LEAST_TABLE = 180, 170
_COMPARE = "what-if"
_SETTLE_MS = 20
"""Time from the first of some changes to the comparison: what comes meanwhile goes in the same one."""


class WhatIfPage(Page):
    """Sets scenarios against the stream as it is; moving a lever answers at once, first roughly.

    Attributes:
        panel: Scenarios and levers.
        picture: The comparison shown; None before the first.
    """

    title = "What-if"

    def __init__(self, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme) -> None:
        """Lay the page out."""
        super().__init__(document, jobs, preferences, theme)
        self.setObjectName("whatIfPage")
        self.picture: Picture | None = None
        self._chosen = 0
        self._known: dict[int, dict[str, RunResult]] = {}
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._start_quick)
        self.panel = ScenarioPanel(theme)
        self.chart = TradeOffChart(theme)
        self.table = ComparisonTable("whatIf.table", self.tr("Scenarios compared with today"), theme)
        self.run = PrimaryButton(self.tr("Run again"), "whatIf.run")
        self._runs_text = label("", "muted", "whatIf.runs")
        self._tools = self._build_tools()
        self._notes = paragraph("", "caption", "whatIf.notes")
        self.verdict = paragraph("", "body", "whatIf.verdict")
        self._lay_out()
        self._connect()

    def tools(self) -> QWidget:
        """Give the run button and what it runs."""
        return self._tools

    def _build_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self.run)
        row.addWidget(self._runs_text)
        return tools

    def show_project(self, before: Project | None, after: Project) -> None:
        """Show scenarios and levers, and compare anew what changed."""
        if before is None:
            self._chosen = min(1, len(after.scenarios))
            self._known.clear()
            self._show_nothing()
        self._chosen = min(self._chosen, len(after.scenarios))
        self._show_panel(after)
        same = before is not None and (before.stream, before.scenarios, before.run) == (
            after.stream,
            after.scenarios,
            after.run,
        )
        if not same:
            self.jobs.cancel(_COMPARE)
            if not self._settle.isActive():  # begun anew, it would never end under a lever that keeps moving
                self._settle.start()

    def receive(self, intent: object) -> None:
        """Choose the scenario that another page hands over."""
        if isinstance(intent, Scenario):
            self._choose_by_name(intent.name)

    def closing(self) -> None:
        """Stop waiting."""
        self._settle.stop()

    def _show_panel(self, project: Project) -> None:
        words = [Entry(BASE_NAME, self.tr("the stream as it is"))]
        for scenario in project.scenarios:
            changed = changes_in_words(project.stream, scenario)
            words.append(Entry(scenario.name, changed or self.tr("nothing changed yet: move a lever")))
        self.panel.show_entries(tuple(words), self._chosen)
        chosen = project.scenarios[self._chosen - 1] if self._chosen else None
        try:
            self.panel.show_levers(levers(project.stream, chosen))
        except UserFault as fault:
            self.panel.show_levers(levers(project.stream, None))
            self.fault.emit(fault)
        count = len(project.scenarios)
        runs = project.run.replications
        self._runs_text.setText(self.tr("{} replications · same random numbers").format(runs))
        texts = (self.tr("Run today"), self.tr("Run 1 scenario"), self.tr("Run {} scenarios").format(count))
        self.run.setText(texts[min(count, 2)])

    def _choose(self, row: int) -> None:
        self._chosen = max(row, 0)
        self._show_panel(self.document.project)
        self._bring_out()

    def _add(self) -> None:
        project = self.document.project
        name = unused_name(project.scenarios)
        self._chosen = len(project.scenarios) + 1
        after = replace(project, scenarios=(*project.scenarios, Scenario(name=name)))
        self.document.apply(Edit(self.tr("Add {}").format(name), after))

    def _remove(self) -> None:
        if not self._chosen:
            return
        project = self.document.project
        gone = project.scenarios[self._chosen - 1]
        kept = tuple(one for one in project.scenarios if one is not gone)
        self._chosen = min(self._chosen, len(kept))
        self.document.apply(Edit(self.tr("Remove {}").format(gone.name), replace(project, scenarios=kept)))

    def _rename(self, name: str) -> None:
        project = self.document.project
        taken = {one.name for one in project.scenarios} | {BASE_NAME}
        if not self._chosen or name in taken:
            self.fault.emit(
                UserFault(f"There is a scenario called {name} already.", "Give it a name of its own.")
            )
            self._show_panel(project)
            return
        old = project.scenarios[self._chosen - 1]
        self._put(old.model_copy(update={"name": name}), self.tr("Rename {}").format(old.name), "")

    def _move(self, lever: Lever, position: int) -> None:
        if not self._chosen:
            self._begin_from_lever(lever, position)
            return
        project = self.document.project
        old = project.scenarios[self._chosen - 1]
        scenario = moved(project.stream, old, lever, position)
        if old.name == lever.say(lever.position):
            # A name that nobody gave tells where the lever stands: it goes along.
            others = tuple(one for one in project.scenarios if one is not old)
            name = unused_name(others, lever.say(position))
            scenario = scenario.model_copy(update={"name": name})
        text = self.tr("Set {} to {} in {}").format(lever.text, lever.write(position), scenario.name)
        self._put(scenario, text, f"lever:{self._chosen}:{lever.path}")

    def _begin_from_lever(self, lever: Lever, position: int) -> None:
        project = self.document.project
        name = unused_name(project.scenarios, lever.say(position))
        scenario = moved(project.stream, Scenario(name=name), lever, position)
        self._chosen = len(project.scenarios) + 1
        after = replace(project, scenarios=(*project.scenarios, scenario))
        key = f"lever:{self._chosen}:{lever.path}"
        self.document.apply(Edit(self.tr("Add {}").format(name), after, key))

    def _put(self, scenario: Scenario, text: str, key: str) -> None:
        project = self.document.project
        place = self._chosen - 1
        scenarios = (*project.scenarios[:place], scenario, *project.scenarios[place + 1 :])
        self.document.apply(Edit(text, replace(project, scenarios=scenarios), key))

    def _start_quick(self) -> None:
        self._start(QUICK_RUNS)

    def _start_full(self) -> None:
        self._start(self.document.project.run.replications)

    def _start(self, replications: int) -> None:
        project = self.document.project
        request = Request(
            base=project.stream,
            scenarios=project.scenarios,
            replications=min(replications, project.run.replications),
            seed=project.run.seed,
            until=project.run.until,
            known=self._known.get(replications, {}),
        )
        self.jobs.start_tracked(
            compare,
            request,
            self._show_picture,
            key=_COMPARE,
            on_progress=self._show_progress,
            on_fault=self._show_fault,
        )

    def _show_progress(self, share: float, _: str) -> None:
        self.status.emit(self.tr("Comparing: {:.0f} %").format(share * 100))

    def _show_picture(self, picture: Picture) -> None:
        self.picture = picture
        done = picture.request.replications
        self._known[done] = dict(picture.known)
        self.table.rows.show_rows(picture.headings, picture.rows)
        self.table.fit()
        self.chart.show_state(picture.trade_off)
        self._bring_out()
        self._notes.setText(" ".join(picture.warnings))
        self._notes.setVisible(bool(picture.warnings))
        streams = len(picture.rows)
        self.status.emit(
            self.tr("{} runs of each · {} · seed {} · the same luck in all").format(
                done,
                self.tr("1 stream") if streams == 1 else self.tr("{} streams").format(streams),
                picture.request.seed,
            )
        )
        if done < self.document.project.run.replications:
            self._start_full()

    def _show_fault(self, fault: UserFault) -> None:
        self._show_nothing()
        self.fault.emit(fault)

    def _show_nothing(self) -> None:
        """Take away what is not true of the project, or of no stream that can be run."""
        self.picture = None
        self.table.rows.show_rows((), ())
        self.chart.show_state(TradeOffState((), "velocity", "flow time"))
        self.verdict.setText("")
        self._notes.hide()

    def _bring_out(self) -> None:
        if self.picture is None or self._chosen >= len(self.picture.rows):
            return
        name = self.picture.rows[self._chosen].name
        self.verdict.setText(unbroken(self.picture.rows[self._chosen].sentence))
        self.chart.show_state(replace(self.picture.trade_off, chosen=name))
        self.table.selectRow(self._chosen)

    def _choose_by_name(self, name: str) -> None:
        names = [BASE_NAME, *(one.name for one in self.document.project.scenarios)]
        if name in names:
            self._choose(names.index(name))

    def _connect(self) -> None:
        self.panel.chosen.connect(self._choose)
        self.panel.added.connect(self._add)
        self.panel.removed.connect(self._remove)
        self.panel.renamed.connect(self._rename)
        self.panel.lever_moved.connect(self._move)
        self.panel.lever_released.connect(self.document.seal)
        self.chart.scenario_chosen.connect(self._choose_by_name)
        self.chart.exported.connect(lambda path: self.status.emit(self.tr("Wrote {}").format(path)))
        self.run.clicked.connect(self._run_again)

    def _run_again(self) -> None:
        self._known.clear()
        self._start_quick()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self.panel)
        right = QVBoxLayout()
        right.setSpacing(MEDIUM)
        right.addWidget(self.chart, 3)
        below = Card(self.tr("Compared with {}").format(BASE_NAME), "whatIf.tableCard")
        below.body.setSpacing(SMALL)
        below.body.addWidget(self.verdict)
        below.body.addWidget(self.table, 1)
        below.body.addWidget(self._notes)
        right.addWidget(below, 2)
        row.addWidget(scrolled(right, "whatIf.results"), 1)
        self.theme.changed.connect(self._fit_text)
        self._fit_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of the width to the results."""
        super().resizeEvent(event)
        self._fit_panel()

    def _fit_panel(self) -> None:
        self.panel.setFixedWidth(min(self.theme.width(_PANEL_WIDTH), round(_PANEL_SHARE * self.width())))

    def _fit_text(self) -> None:
        """Ask for the room in which picture and table are read; what is more than the page, scrolls."""
        larger = self.theme.tokens.base / LIGHT.base
        self._fit_panel()
        self.chart.setMinimumHeight(round(_LEAST_CHART * larger))
        self.table.setMinimumHeight(round(_LEAST_TABLE * larger))
