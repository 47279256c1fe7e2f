"""Makes a stream of the history, sets it beside the history, and makes it the project's."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Signal

from app.document import Document
from app.edit import Edit
from app.jobs import Jobs
from app.pages.history.model_beside import Beside, BesideRequest, Past, beside
from app.pages.history.model_made import Made, MakeRequest, last_date, make
from app.pages.history.model_part import days_wished, same_part
from app.pages.history.model_view import ModelView
from app.pages.history.model_wishes import Wishes, settings_of
from app.pages.history.part import View
from sim.errors import StreamFault
from sim.stream import apply_scenario, counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.distributions import Family
    from sim.errors import UserFault
    from sim.store import Project, StoredHistory
    from sim.stream import Scenario, Stream

Which = Literal["made", "stream"]
MAKE: Final = "history.make"
BESIDE: Final = "history.beside"


class ModelControl(QObject):
    """Keeps what was made of one history; all of it is gone when the history is another.

    Attributes:
        made: The stream made last; None before the first, or where none can be made.
        wishes: What a person told.
        compared: What was set beside the history last, and which of the two.

    Signals:
        adopted(): The project has the stream now.
    """

    adopted = Signal()

    def __init__(
        self, view: ModelView, document: Document, jobs: Jobs, looked_at: Callable[[], View]
    ) -> None:
        """Listen to the view; ``looked_at`` says which part of the history is on the charts."""
        super().__init__(view)
        self.made: Made | None = None
        self.wishes = Wishes()
        self.compared: tuple[Which, Beside] | None = None
        self._shown_wishes = Wishes()
        self._view, self._document, self._jobs = view, document, jobs
        self._history: StoredHistory | None = None
        self._looked_at, self._part = looked_at, View()
        self._which: Which = "made"
        self._enough: Event | None = None
        self._is_running = False
        view.found.options.wished.connect(self._wish)
        view.found.family_told.connect(self._tell_family)
        view.progress.cancelled.connect(self._cancel_making)
        view.adopt.clicked.connect(self._adopt)
        view.face_chosen.connect(self._choose_face)
        view.check.run_wanted.connect(self._compare)
        view.check.which_chosen.connect(self._choose_which)
        view.check.progress.cancelled.connect(self._stop_runs)

    def open(self) -> None:
        """Show what was made of the project's history; make it, if that was not done yet."""
        project = self._document.project
        if project.history is None:
            return
        looked_at = self._looked_at()
        if project.history is not self._history or not same_part(looked_at, self._part):
            self.forget()
            self._history, self._part = project.history, looked_at
            days = days_wished(project.history.log, looked_at)
            self.wishes = self._shown_wishes = Wishes(last_days=days)
        self._view.show_note("")
        self._tell_becomes()
        if self.made is None and not self._jobs.is_running(MAKE):
            self._view.be_empty(True)
            self._make()

    def forget(self) -> None:
        """Leave what is under way, and forget everything."""
        self._jobs.cancel(MAKE)
        self._drop_runs()
        self.made, self.compared, self._history = None, None, None
        self.wishes = self._shown_wishes = Wishes()
        self._which = "made"
        self._view.progress.hide()
        self._view.show_part("")
        self._view.show_face("found")
        self._show_compared()

    def follow(self, before: Project | None, after: Project, *, in_sight: bool) -> None:
        """Keep in step with the project: what is not true of it any more is forgotten, and that is said."""
        if self._history is None:
            return
        if after.history is not self._history:
            self.forget()
            if in_sight and after.history is not None and before is not None:
                self.open()
                self._view.show_note(self.tr("The history is another one: the stream is made anew of it."))
            return
        if before is not None and before.stream != after.stream:
            self._follow_stream(after.stream)
        self._tell_becomes()

    def _follow_stream(self, stream: Stream) -> None:
        """Forget a comparison of a stream that is another by now."""
        if self._which == "stream":
            self._drop_runs()
        if self.compared is not None and self.compared[0] == "stream":
            if self.compared[1].check.stream == stream:
                return
            self.compared = None
            self._view.show_note(
                self.tr("The project’s stream has changed since it was compared: compare again.")
            )
        self._show_compared()

    # Making.

    def _wish(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self._make()

    def _tell_family(self, stage: str, family: Family | None) -> None:
        self._wish(self.wishes.with_family(stage, family))

    def _make(self) -> None:
        history = self._history
        if history is None:
            return
        own = self._document.project.stream.calendar
        request = MakeRequest(history.log, last_date(history.log), settings_of(self.wishes, own), self._part)
        self._view.progress.begin(self.tr("Making a stream of {}").format(history.source))
        self._jobs.start_tracked(
            make,
            request,
            self._show_made,
            key=MAKE,
            on_progress=self._view.progress.go_on,
            on_fault=self._show_fault,
        )

    def _show_made(self, made: Made) -> None:
        self._view.progress.hide()
        self.made, self._shown_wishes = made, self.wishes
        if self._which == "made":
            self._drop_runs()
        if self.compared is not None and self.compared[0] == "made":
            self.compared = None
        self._view.be_empty(False)
        self._view.show_part("" if made.part is None else made.part.words)
        self._view.found.show_made(made, self.wishes)
        self._view.show_face("check" if self._view.face.value == "check" else "found")
        self._show_compared()

    def _show_fault(self, fault: UserFault) -> None:
        self._view.progress.hide()
        if self.made is None:
            self._view.show_failed(fault.text, fault.hint)
            return
        # What was made before stays, with the wishes that it was made by.
        self.wishes = self._shown_wishes
        self._view.found.options.show_wishes(self.wishes)
        self._view.show_note(f"{fault.text} {fault.hint}".strip())

    def _cancel_making(self) -> None:
        self._jobs.cancel(MAKE)
        self._view.progress.hide()
        if self.made is None:
            self._view.left.emit()
            return
        self.wishes = self._shown_wishes
        self._view.found.show_made(self.made, self.wishes)

    # Beside the history.

    def _choose_face(self, face: str) -> None:
        self._view.show_face("check" if face == "check" else "found")
        if face == "check":
            self._show_compared()

    def _choose_which(self, which: str) -> None:
        self._drop_runs()
        self._which = "stream" if which == "stream" else "made"
        self._show_compared()

    def _compare(self, runs: int) -> None:
        history, stream = self._history, self._model()
        if history is None or stream is None or self.made is None:
            return
        made = self.made.calibration
        past = Past(made.history, made.since)
        if self._which == "stream":
            whole = history.log if self.made.part is None else self.made.part.log
            past = Past(whole, None, self.wishes.last_days)
        self._enough = Event()
        request = BesideRequest(past, stream, runs, self._document.project.run.seed, self._enough)
        self._is_running = False
        self._view.show_note("")
        self._view.check.run.setEnabled(False)
        self._view.check.progress.begin(self.tr("Running the model beside the history"))
        self._jobs.start_tracked(
            beside,
            request,
            self._show_beside,
            key=BESIDE,
            on_progress=self._hear_runs,
            on_fault=self._show_no_beside,
        )

    def _hear_runs(self, share: float, text: str) -> None:
        self._is_running = self._is_running or share > 0
        self._view.check.progress.go_on(share, text)

    def _stop_runs(self) -> None:
        """Keep the runs made so far; where there is none, leave it."""
        if self._enough is not None:
            self._enough.set()
        if self._is_running:
            self._view.check.progress.cancel.setEnabled(False)
        else:
            self._drop_runs()
            self._show_compared()

    def _drop_runs(self) -> None:
        self._jobs.cancel(BESIDE)
        self._enough = None
        self._view.check.progress.hide()
        self._view.check.run.setEnabled(True)

    def _show_beside(self, found: Beside) -> None:
        self._drop_runs()
        self.compared = (self._which, found)
        self._show_compared()

    def _show_no_beside(self, fault: UserFault) -> None:
        self._drop_runs()
        self.compared = None
        self._show_compared()
        self._view.check.show_nothing(fault.text, fault.hint, fault=True)

    def _show_compared(self) -> None:
        """Show the comparison of the model that is chosen; of two that are the same, either will do."""
        check = self._view.check
        check.show_subject(self._which, self._subject())
        if self.compared is not None and self.compared[1].check.stream == self._model():
            check.show_beside(self.compared[1])
        elif not self._jobs.is_running(BESIDE):
            check.show_nothing(
                self.tr("Does the model do what the team did?"),
                self.tr(
                    "Run the model as long as the history lasts, again and again, and see for each figure "
                    "whether the history could have been one of these runs."
                ),
            )

    def _model(self) -> Stream | None:
        if self._which == "stream":
            return self._document.project.stream
        return None if self.made is None else self.made.calibration.stream

    def _subject(self) -> str:
        stream, made = self._document.project.stream, self.made
        if self._which == "made":
            return self.tr("The stream on “What was found”.")
        if made is not None and made.calibration.stream == stream:
            return self.tr("“{}” is the stream made here.").format(stream.name)
        return self.tr("“{}” on the Stream page, as it is now.").format(stream.name)

    # Adopting.

    def _adopt(self) -> None:
        if self.made is None or self._history is None:
            return
        project, stream = self._document.project, self.made.calibration.stream
        after = replace(project, stream=stream, sketch={}, scenarios=fitting(project, stream))
        self._document.apply(Edit(self.tr("Make a stream of {}").format(self._history.source), after))
        self.adopted.emit()

    def _tell_becomes(self) -> None:
        if self._history is None:
            return
        project = self._document.project
        becomes = self.tr("Replaces “{}”; Ctrl+Z brings it back.").format(project.stream.name)
        if self.made is not None:
            stream = self.made.calibration.stream
            lost = len(project.scenarios) - len(fitting(project, stream))
            if stream == project.stream:
                becomes = self.tr("It is the project’s stream.")
            elif lost:
                gone = counted(lost, self.tr("scenario does not fit it"), self.tr("scenarios do not fit it"))
                becomes = f"{becomes} {gone} {self.tr('and would go too.')}"
        self._view.show_source(self._history.source, becomes)


def fitting(project: Project, stream: Stream) -> tuple[Scenario, ...]:
    """Give the project's scenarios that another stream can take."""
    kept = []
    for scenario in project.scenarios:
        try:
            apply_scenario(stream, scenario)
        except StreamFault:
            continue
        kept.append(scenario)
    return tuple(kept)
