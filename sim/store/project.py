"""All that a person works on, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from sim.forecast import Question
from sim.history import ImportReport
from sim.history import Mapping as ColumnMapping
from sim.log import EventLog
from sim.metrics import DoraMapping
from sim.store.logs import same_log
from sim.stream import Scenario, Stream


@dataclass(frozen=True, eq=False)
class StoredHistory:
    """An imported history, with what is needed to import it again in the same way.

    Attributes:
        log: What happened.
        mapping: What the columns of the file mean.
        report: What became of its rows.
        source: Name of the file.
    """

    log: EventLog
    mapping: ColumnMapping
    report: ImportReport
    source: str

    def __eq__(self, other: object) -> bool:
        """Say whether two histories are the same, event for event."""
        if self is other:
            return True
        if not isinstance(other, StoredHistory):
            return NotImplemented
        ours, theirs = (self.mapping, self.report, self.source), (other.mapping, other.report, other.source)
        return ours == theirs and same_log(self.log, other.log)

    def __hash__(self) -> int:
        """Hash what is cheap to hash."""
        return hash((self.source, len(self.log), self.log.end))


@dataclass(frozen=True)
class RunSettings:
    """How the stream is run when a person presses run.

    Attributes:
        seed: Seed of the random draws.
        replications: Runs of a comparison.
        until: Time at which a run ends; None for a sensible horizon.
        speed: Units of time shown in a second of animation.
    """

    seed: int = 1
    replications: int = 200
    until: float | None = None
    speed: float = 1.0


@dataclass(frozen=True)
class Project:
    """A stream and all that belongs to it; an edit makes another one that shares what is unchanged.

    Attributes:
        stream: The value stream.
        sketch: What the window remembers about the picture (positions by stage id), plain JSON
            values; no result depends on it.
        history: The imported history, if there is one.
        scenarios: Named lists of changes to the stream.
        questions: What was asked of the history.
        notes: Free text.
        run: How the stream is run.
        delivery: Which items of the history are deployments and incidents; None while nobody has chosen:
            then it is guessed from the words of the history.
    """

    stream: Stream
    sketch: Mapping[str, JsonValue] = field(default_factory=dict)
    history: StoredHistory | None = None
    scenarios: tuple[Scenario, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: str = ""
    run: RunSettings = RunSettings()
    delivery: DoraMapping | None = None

    @property
    def name(self) -> str:
        """The name of the project: that of its stream."""
        return self.stream.name


def new_project(stream: Stream) -> Project:
    """Give a project that has a stream and nothing else yet."""
    return Project(stream)
