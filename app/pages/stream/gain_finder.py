"""Asks beside the window what one more worker at the bottleneck would gain, once it is time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs import Jobs
from app.pages.stream.gain import Gain, GainRequest, find_gain
from app.pages.stream.gain_words import gain_sentence
from app.pages.stream.set_beside import nothing_to_show

if TYPE_CHECKING:
    from app.pages.stream.bottleneck import Bottleneck
    from sim.errors import UserFault

STABLE_MS: Final = 4_000
"""How long one stage must be the bottleneck of a run that plays before the experiment begins."""
PAUSED_MS: Final = 250
_KEY: Final = "stream.gain"
_MOST_KNOWN: Final = 20


class GainFinder(QObject):
    """Decides when to ask, asks beside the window, and keeps the answers.

    Signals:
        found(): There is an answer for what is the bottleneck now.
    """

    found = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        """Know nothing yet."""
        super().__init__(parent)
        self._jobs = jobs
        self._wanted: GainRequest | None = None
        self._known: list[tuple[GainRequest, str]] = []
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._ask)

    def consider(self, request: GainRequest | None, state: str) -> None:
        """Take what is the bottleneck now (None: nothing) and how the run goes; ask once it is time."""
        if request != self._wanted:
            self.forget()
            self._wanted = request
        if request is None or self._answer(request) is not None:
            return
        is_asked = self._jobs.is_running(_KEY)
        wait_ms = STABLE_MS if state == "playing" else PAUSED_MS
        if not is_asked and (not self._wait.isActive() or self._wait.remainingTime() > wait_ms):
            self._wait.start(wait_ms)

    def told(self, stuck: Bottleneck | None) -> Bottleneck | None:
        """Give the bottleneck with what one more would gain, where that is known."""
        wanted = self._wanted
        if stuck is None or wanted is None or wanted.stage != stuck.id:
            return stuck
        return replace(stuck, gain=self._answer(wanted) or "")

    def forget(self) -> None:
        """Ask no more: the answer under way is not wanted."""
        self._wanted = None
        self._wait.stop()
        self._jobs.cancel(_KEY)

    def _ask(self) -> None:
        request = self._wanted
        if request is None:
            return
        self._jobs.start_tracked(
            find_gain,
            request,
            self._take(request),
            key=_KEY,
            on_progress=nothing_to_show,
            on_fault=self._no_answer(request),
            still_current=lambda: self._wanted == request,
        )

    def _take(self, request: GainRequest) -> Callable[[Gain | None], None]:
        def take(gain: Gain | None) -> None:
            self._keep(request, "" if gain is None else gain_sentence(gain))

        return take

    def _no_answer(self, request: GainRequest) -> Callable[[UserFault], None]:
        """Say nothing where the experiment cannot be made: the sentence names its evidence all the same."""
        return lambda _: self._keep(request, "")

    def _keep(self, request: GainRequest, sentence: str) -> None:
        self._known = [*self._known[1 - _MOST_KNOWN :], (request, sentence)]
        self.found.emit()

    def _answer(self, request: GainRequest) -> str | None:
        """Give what was found before; None if it was never asked."""
        return next((sentence for asked, sentence in self._known if asked == request), None)
