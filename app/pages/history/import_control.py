"""The import under way: reads the file, tries each mapping, and hands the history over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs import Jobs
from app.pages.history.again_form import MERGE
from app.pages.history.counts_form import with_counts, with_team
from app.pages.history.flow_edits import with_stage_name, with_stage_state, with_stages_moved
from app.pages.history.import_view import ImportView
from app.pages.history.known_mappings import KnownMappings
from app.pages.history.meanings import with_meaning, with_resolution, with_state, with_type
from app.pages.history.rules_form import with_rule
from app.pages.history.trial import (
    LayoutRequest,
    Outcome,
    Reading,
    ReadRequest,
    Trial,
    laid_out,
    read,
    try_mapping,
)
from sim.history import known_mapping

if TYPE_CHECKING:
    from sim.errors import UserFault
    from sim.history import Mapping
    from sim.log import EventLog

_READ = "history.read"
_TRY = "history.try"


class ImportControl(QObject):
    """Keeps the file and the mapping that the view shows; both are gone when the import ends.

    Attributes:
        reading: The file; None while there is none.
        outcome: What the mapping makes of it; None while that is awaited.

    Signals:
        imported(object, object): The person imports: an `Outcome` with a history, and the path.
        left(): The person gives the import up.
    """

    imported = Signal(object, object)
    left = Signal()

    def __init__(self, view: ImportView, jobs: Jobs, known: KnownMappings) -> None:
        """Listen to the view; use mappings of earlier files again, and keep those of files imported now."""
        super().__init__(view)
        self.reading: Reading | None = None
        self.outcome: Outcome | None = None
        self._view = view
        self._jobs = jobs
        self._known = known
        self._mapping: Mapping | None = None
        self._request: ReadRequest | None = None
        self._before: EventLog | None = None
        self._merges = True
        view.meaning_chosen.connect(self._choose_meaning)
        view.layout_form.layout_chosen.connect(self._choose_layout)
        view.layout_form.sheet_chosen.connect(self._choose_sheet)
        view.layout_form.guess_wanted.connect(self._guess_anew)
        view.counts.changed.connect(lambda parts: self._change(with_counts, parts))
        view.counts.team_named.connect(lambda column, name: self._change(with_team, column, name))
        view.dates.order_chosen.connect(lambda order: self._set(self._mapping_with_order(order)))
        view.dates.zone_chosen.connect(lambda zone: self._update(zone=zone))
        view.dates.start_chosen.connect(lambda start: self._update(missing_start=start))
        view.types.chosen.connect(lambda word, ours: self._change(with_type, word, ours))
        view.states.chosen.connect(lambda word, state: self._change(with_state, word, state))
        view.resolutions.chosen.connect(lambda word, state: self._change(with_resolution, word, state))
        view.rules.chosen.connect(lambda rule, value: self._change(with_rule, rule, value))
        stages = view.stages
        stages.named.connect(lambda words, name: self._change(with_stage_name, words, name))
        stages.state_chosen.connect(lambda words, state: self._change(with_stage_state, words, state))
        stages.moved.connect(lambda words, step: self._change(with_stages_moved, words, step))
        view.again.chosen.connect(self._choose_how)
        view.accepted.connect(self._accept)
        view.cancelled.connect(self.cancel)

    @property
    def is_under_way(self) -> bool:
        """Whether a file is being read or looked at."""
        return self._under_way

    _under_way = False

    def start(
        self,
        path: Path,
        mapping: Mapping | None = None,
        fingerprint: str = "",
        *,
        before: EventLog | None = None,
    ) -> None:
        """Read a file and show it, under a mapping made before or a guessed one.

        A history that is there is merged with the file unless this is the file that it was made of.
        """
        self._end()
        self._under_way = True
        self._before, self._merges = before, mapping is None
        self._read(ReadRequest(path, mapping, fingerprint, known=self._known.all()))

    def _read(self, request: ReadRequest) -> None:
        self._request = request
        self._view.show_reading(request.path.name)
        self._jobs.start(read, request, self._show_file, key=_READ, on_fault=self._show_fault)

    def _choose_sheet(self, sheet: str) -> None:
        """Read another sheet of the same file, its columns guessed."""
        if self._request is not None and self.reading is not None and sheet != self.reading.table.sheet:
            self._jobs.cancel(_TRY)
            self.reading = self.outcome = self._mapping = None
            self._read(replace(self._request, mapping=None, fingerprint="", sheet=sheet))

    def _choose_layout(self, layout: str) -> None:
        """Find the columns of another layout, and read by them."""
        if self.reading is None or self._mapping is None or layout == self._mapping.layout:
            return
        self.outcome = None
        self._view.show_waiting()
        request = LayoutRequest(self.reading.table, self._mapping, layout)
        self._jobs.start(laid_out, request, self._set, key=_TRY)

    def _guess_anew(self) -> None:
        """Leave a mapping of an earlier file, and read by the guessed one."""
        if self.reading is not None:
            self._view.layout_form.forget()
            self._set(self.reading.guessed)

    def cancel(self) -> None:
        """Give the import up."""
        self._end()
        self.left.emit()

    def _end(self) -> None:
        self._jobs.cancel(_READ)
        self._jobs.cancel(_TRY)
        self._under_way = False
        self.reading = self.outcome = self._mapping = self._before = self._request = None

    def _show_file(self, reading: Reading) -> None:
        self.reading = reading
        self._view.show_file(reading)
        self._set(reading.mapping)

    def _show_fault(self, fault: UserFault) -> None:
        self._view.show_fault(fault)

    def _set(self, mapping: Mapping | None) -> None:
        if self.reading is None or mapping is None or mapping == self._mapping:
            return
        self._mapping = mapping
        self._try()

    def _choose_how(self, how: str) -> None:
        if (how == MERGE) != self._merges:
            self._merges = how == MERGE
            self._try()

    def _try(self) -> None:
        """Make of the file what mapping and choice say."""
        if self.reading is None or self._mapping is None:
            return
        self.outcome = None
        self._view.show_mapping(self.reading.table.headers, self._mapping)
        trial = Trial(self.reading.table, self._mapping, self._before, self._merges)
        self._jobs.start(try_mapping, trial, self._show_outcome, key=_TRY)

    def _show_outcome(self, outcome: Outcome) -> None:
        # A flow that was still to be guessed has been by now.
        self.outcome, self._mapping = outcome, outcome.mapping
        self._view.show_outcome(outcome)

    def _choose_meaning(self, header: str, meaning: str) -> None:
        if self.reading is not None and self._mapping is not None:
            self._set(with_meaning(self.reading.table, self._mapping, header, meaning))

    def _mapping_with_order(self, order: str) -> Mapping | None:
        if self._mapping is None:
            return None
        return self._mapping.with_date_order("month first" if order == "month first" else "day first")

    def _change(self, change: object, *arguments: object) -> None:
        if self._mapping is not None and callable(change):
            self._set(change(self._mapping, *arguments))

    def _update(self, **values: str) -> None:
        if self._mapping is not None:
            self._set(self._mapping.model_copy(update=values))

    def _accept(self) -> None:
        reading, outcome = self.reading, self.outcome
        if reading is None or outcome is None or outcome.imported is None:
            return
        self._known.remember(known_mapping(reading.table, outcome.mapping))
        self._end()
        self.imported.emit(outcome, reading.path)
