"""The Stream page: the board is the model, the animation and the lever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.canvas import SHORT_UNIT, Frame, board_state, typical
from app.document import Document
from app.jobs import Jobs
from app.pages.base import BoardAtStart, Page
from app.pages.stream import edits
from app.pages.stream.actions import BoardActions
from app.pages.stream.cards import cards_live, limit_of_line, styles_of
from app.pages.stream.figures import Figures, FiguresRequest, Rules, measure
from app.pages.stream.gain import request_at
from app.pages.stream.gain_finder import GainFinder
from app.pages.stream.inspector import InspectorState
from app.pages.stream.layout import StreamLayout
from app.pages.stream.live_charts import ChartChoice, first_day_of, remember, remembered
from app.pages.stream.look_around import LookAround
from app.pages.stream.run_control import RunControl
from app.pages.stream.run_words import RunWords
from app.pages.stream.speeds import FASTEST
from app.pages.stream.tools import RunTools
from app.pages.stream.trial_card import StageTrials
from app.preferences import Preferences
from app.theme import Theme, TypeStyle
from sim.stream import errors_among, problems, stream_at

if TYPE_CHECKING:
    from sim.store import Project
    from sim.stream import Problem, Scenario

_FIGURES_MS: Final = 250
_CARDS_SECONDS: Final = 0.1
_READ_SECONDS: Final = 4.0
"""How long what was said stays in the status line before a run that plays tells where it is again."""


class StreamPage(Page):
    """Shows the stream as a board, runs it, and lets it be changed while it runs."""

    title = "Stream"

    def __init__(self, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme) -> None:
        """Build the page; `show_project` fills it."""
        super().__init__(document, jobs, preferences, theme)
        self.setObjectName("streamPage")
        self.parts = StreamLayout(theme, self, remembered(preferences))
        self.run = RunControl(jobs, self)
        self.around = LookAround(self.run, self.parts, theme, self)
        self.gestures = BoardActions(document, self.parts)
        self.gains = GainFinder(jobs, self)
        self.gains.found.connect(self._show_inspector)
        self.trials = StageTrials(document, jobs, self.parts.inspector.trial, self)
        self.trials.open_wanted.connect(self._compare)
        self._tools = RunTools(theme)
        self._problems: tuple[Problem, ...] = ()
        self._styles: tuple[TypeStyle, ...] = ()
        self._figures: Figures | None = None
        self._events_measured = -1
        self._cards_at, self._said_at = 0.0, -_READ_SECONDS
        self._planned = 0
        self._words = RunWords()
        self._throttle = QTimer(self)
        self._throttle.setSingleShot(True)
        self._throttle.setInterval(_FIGURES_MS)
        self._throttle.timeout.connect(self._measure)
        self._connect_run()
        theme.changed.connect(self._fit)

    def tools(self) -> QWidget | None:
        """Give the run tools."""
        return self._tools

    def offers(self) -> Sequence[QAction]:
        """Give what the menu of the chosen card offers."""
        return self.gestures.offers()

    def receive(self, intent: object) -> None:
        """Show the board as it is before anything happens, if that is wanted."""
        if isinstance(intent, BoardAtStart):
            self.run.reset()
            self.run.make_ready(self.document.project)

    def show_project(self, before: Project | None, after: Project) -> None:
        """Show another project; a run under way goes on under it, if it can."""
        self.around.back.back()  # what is changed, is changed in the present
        stream = after.stream
        self._problems, self._styles = problems(stream), styles_of(stream)
        if before is None:
            self.run.reset()
            self.parts.take_focus()
        else:
            self.run.take(before, after, self.document.gesture)
        self._show_board()
        self.parts.board.show_types(self._styles)
        self.parts.show_stream(stream)
        self._tools.show_stream(stream, after.run.seed)
        self._show_inspector()
        self._show_cards(force=True)

    def _show_board(self) -> None:
        """Show the cards as the rules in force make them: what a plan has changed by now is changed."""
        stream = self.document.project.stream
        run = self.run.run
        if run is not None and not self.isVisible():
            stream = run.stream  # out of sight, this page has not heard of another one yet
        self._planned = 0
        if run is not None and run.stream == stream:
            self._planned = sum(change.at <= run.now for change in stream.plan)
            stream = self.run.in_force_at(self.around.back.shown) or stream
        times = {s.id: (typical(t)[0], SHORT_UNIT[stream.time_unit]) for s in stream.stages if (t := s.time)}
        self.parts.show_board(board_state(stream, self._problems), times)

    def activated(self) -> None:
        """Make the charts, now that the page is seen, and let keys mean the board."""
        QTimer.singleShot(0, self, self.parts.make_charts)
        QTimer.singleShot(0, self, self.parts.take_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.parts.fit(self.width(), self.height())

    def deactivated(self) -> None:
        """Pause: what is not seen does not move."""
        self.run.player.pause()

    def closing(self) -> None:
        """Stop what moves."""
        self._throttle.stop()
        self.gains.forget()
        self.trials.forget()
        self.around.films.maker.cancel()
        self.run.player.stop()

    def _toggle(self) -> None:
        if self.run.player.state == "playing":
            self.run.player.pause()
        else:
            self.around.back.back()
            self.run.player.speed = self._tools.chosen_speed
            self.run.play(self.document.project)

    def _step(self) -> None:
        if self.around.back.moment is not None:
            self.around.back.step(1)
        else:
            self.run.step(self.document.project)

    def _to_the_end(self) -> None:
        self.around.back.back()
        if not self.run.is_at_end():
            self.run.player.speed = FASTEST
            self.run.play(self.document.project)

    def _connect_run(self) -> None:
        tools, run = self._tools, self.run
        tools.play_wanted.connect(self._toggle)
        tools.step_wanted.connect(self._step)
        tools.end_wanted.connect(self._to_the_end)
        tools.reset_wanted.connect(run.reset)
        tools.speed_chosen.connect(self._choose_speed)
        tools.seed_chosen.connect(self.gestures.set_seed)
        run.player.frame.connect(self._show_frame)
        self.around.back.frame.connect(self._show_frame)
        self.around.back.moved.connect(self._look)
        run.player.state_changed.connect(self._show_state)
        run.restarted.connect(self._restart)
        run.restarted.connect(self._show_changes)
        run.steered.connect(self._show_changes)
        self.parts.inspector.keep.keep_wanted.connect(self._keep)
        run.refused.connect(self.fault)
        run.said.connect(self._say)
        self.gestures.refused.connect(self.fault)
        self.gestures.said.connect(self._say)
        self.parts.board.chosen.connect(lambda _: self._show_inspector())
        self.parts.board.editing.connect(self.around.back.back)
        self.parts.inspector.stream.settled.connect(self._settle)
        self.parts.row.chosen.connect(self._choose_charts)

    def _show_changes(self) -> None:
        self._ask_gain()
        self.parts.inspector.keep.show_changes(self.run.changes)

    def _keep(self) -> None:
        stream = self.run.as_plan()
        if stream is not None:
            self.document.apply(edits.keep_as_plan(self.document.project, stream))

    def _choose_charts(self, choice: ChartChoice) -> None:
        remember(self.preferences, choice)
        self._measure()

    def _choose_speed(self, speed: float) -> None:
        self.run.player.speed = speed

    def _settle(self) -> None:
        self.document.seal()
        self._show_inspector()

    def _show_frame(self, frame: Frame, elapsed: float | None) -> None:
        self.parts.board.show_frame(frame, elapsed)
        self._show_cards(force=elapsed is None)
        if not self._throttle.isActive() and self.run.player.events != self._events_measured:
            self._throttle.start()

    def _look(self) -> None:
        self._show_board()
        self._say_where()

    def _show_state(self, state: str) -> None:
        self._tools.show_playing(state == "playing")
        if state in ("paused", "ended"):
            self._throttle.start()
            self._ask_gain()
        self._say_where()

    def _restart(self) -> None:
        self._words.begin_again()
        self._events_measured = -1
        self._figures = None
        self.gains.forget()
        self.jobs.cancel("stream.figures")
        if self.run.run is None:
            self.parts.board.clear_frame()
            self.status.emit("")
        self.parts.show_nothing(self.document.project.stream.vocabulary)
        self._show_board()
        self._show_inspector()
        self._show_cards(force=True)

    def _measure(self) -> None:
        log = self.run.log()
        if log is None:
            return
        self._events_measured = self.run.player.events
        current = self.run.run
        assert current is not None
        # The stream that is run, not the project's: out of sight, this page has not heard of another one yet.
        stream = stream_at(current.stream, current.now)
        styles = dict(zip((t.id for t in stream.item_types), styles_of(stream), strict=True))
        rules = Rules(self.run.ruled_since, stream)
        row = self.parts.row
        first_day = (
            first_day_of(stream.calendar, dt.datetime.now().astimezone().date())
            if row.choice.in_dates
            else None
        )
        request = FiguresRequest(
            log, styles, limit_of_line(stream), stream.vocabulary, rules, row.names, first_day
        )
        self.jobs.start(
            measure,
            request,
            self._show_figures,
            key="stream.figures",
            still_current=lambda: self.run.run is current,
        )

    def _show_figures(self, figures: Figures) -> None:
        before = self._figures
        self._figures = figures
        assert self.run.run is not None
        stream = self.run.run.stream
        self.parts.show_figures(figures, stream, styles_of(stream))
        self._ask_gain()
        if before is None or (before.bottleneck, before.since, before.facts) != (
            figures.bottleneck,
            figures.since,
            figures.facts,
        ):
            self._show_inspector()
        self._show_cards(force=True)
        if self._events_measured != self.run.player.events and not self._throttle.isActive():
            self._throttle.start()

    def _ask_gain(self) -> None:
        stuck, run = None if self._figures is None else self._figures.bottleneck, self.run.run
        if stuck is None or run is None:
            self.gains.consider(None, self.run.player.state)
        else:
            request = request_at(run.stream, run.now, stuck.id, run.request.seed)
            self.gains.consider(request, self.run.player.state)

    def _show_inspector(self) -> None:
        stuck = self.gains.told(self._figures.bottleneck if self._figures is not None else None)
        chosen = self.parts.board.selected
        since = "" if self._figures is None else self._figures.since
        facts = () if self._figures is None else self._figures.facts.get(chosen, ())
        stream = self.document.project.stream
        state = InspectorState(stream, chosen, self._problems, self._styles, stuck, since, facts)
        self.parts.inspector.show_state(state)
        self.trials.show_stage(stream, chosen, is_sound=not errors_among(self._problems))

    def _compare(self, scenario: Scenario) -> None:
        edit, kept = edits.keep_scenario(self.document.project, scenario)
        if edit is not None:
            self.document.apply(edit)
        self.wants_page.emit("what-if", kept)

    def _show_cards(self, *, force: bool) -> None:
        here = perf_counter()
        if not force and here - self._cards_at < _CARDS_SECONDS:
            return
        self._cards_at = here
        run = self.run.run
        if run is not None and sum(change.at <= run.now for change in run.stream.plan) != self._planned:
            self._show_board()
            self.around.show_marks()
        self.around.show_time()
        frame, figures = self.parts.board.frame_shown, self._figures
        live = cards_live(frame, self.parts.board.board.cards, figures)
        self.parts.board.show_live(live)
        if self.run.player.state == "playing" and here - self._said_at > _READ_SECONDS:
            self._say_where()

    def _say(self, text: str) -> None:
        """Say what somebody did; a run that plays leaves time to read it."""
        self._said_at = perf_counter() if text else -_READ_SECONDS
        self.status.emit(text)

    def _say_where(self) -> None:
        player, run = self.run.player, self.run.run
        if run is None:
            return
        unit, moment = self.document.project.stream.time_unit, self.around.back.moment
        if moment is not None:
            self.status.emit(self._words.tell_past(player, moment, unit))
        else:
            self.status.emit(self._words.tell(player, perf_counter(), unit, self.run.horizon))
