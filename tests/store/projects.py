"""Projects for the tests, small and of every shape."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from sim.forecast import Question
from sim.history import ImportReport, Mapping
from sim.log import (
    Conditions,
    EventLog,
    ItemTable,
    LogGroup,
    LogStage,
    LogTeam,
    LogType,
    Origin,
    TimeBase,
)
from sim.metrics import DoraMapping, Marks
from sim.store import Project, RunSettings, StoredHistory, new_project
from sim.stream import Calendar, Scenario, example, example_names

ORIGIN = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


def small_log(events: int = 5, items: int = 3) -> EventLog:
    """A log whose numbers are in range, though no item lives a sensible life."""
    count = np.arange(events)
    return EventLog(
        time=count / 3,
        item=(count % items).astype(np.int32),
        kind=(count % 9).astype(np.int8),
        stage=(count % 3 - 1).astype(np.int16),
        who=(count % 4 - 1).astype(np.int32),
        items=ItemTable(
            type=(np.arange(items) % 2).astype(np.int16),
            service_class=np.zeros(items, np.int16),
            arrival=np.where(np.arange(items) % 3 == 1, np.nan, np.arange(items) / 7),
            names=tuple(f"A-{n}" for n in range(items)),
            titles=tuple(f"Ünïcode “{n}”" for n in range(items)),
            attributes={"team": tuple("xyz"[n % 3] for n in range(items))},
        ),
        stages=(
            LogStage("todo", "To do", "wait", state="new"),
            LogStage("build", "Build", workers=3, wip_limit=4, cost_per_day=400.0),
        ),
        types=(LogType("feature", "Feature", 9000.0, 400.0), LogType("defect", "Defect")),
        classes=("expedite", "standard"),
        teams=(LogTeam("dev", "Developers", 4, 2, 600.0),),
        groups=(LogGroup("line", 0, 1, 9),),
        conditions=Conditions(
            np.array([0.0, 0.5, 0.5, 1.0, 1.0]),
            np.array([0, 1, 2, 3, 4], np.int8),
            np.array([1, 1, 2, 1, 0], np.int16),
            np.array([0, 0, 3, -1, 9], np.int32),
        ),
        commitment=1,
        start=0.1,
        end=events / 3,
        base=TimeBase("hour", ORIGIN, "Europe/Amsterdam", Calendar(country="NL", holidays=(ORIGIN.date(),))),
        origin=Origin("history", "board.csv", "abc", seed=None, replication=2),
    )


def stored_history(log: EventLog | None = None) -> StoredHistory:
    """An import of a made-up file."""
    mapping = Mapping(columns={"id": "Key", "done": "Closed"}, types={"Bug": "defect", "": "feature"})
    report = ImportReport(source="board.csv", rows=4, used=3, assumed=("Dates are day first.",))
    return StoredHistory(small_log() if log is None else log, mapping, report, "board.csv")


def full_project() -> Project:
    """A project with something in every part."""
    return replace(
        new_project(example("software-team")),
        sketch={"positions": {"build": [1.5, -2]}, "folded": True, "zoom": None},
        history=stored_history(),
        scenarios=(
            Scenario(
                name="Two testers", changes=(("stages.test.workers", 2), ("stages.test.wip_limit", None))
            ),
            Scenario(name="Empty"),
        ),
        questions=(
            Question(kind="when", items=30, start=dt.date(2026, 3, 2), percentiles=(85,)),
            Question(kind="how_many", by=dt.date(2026, 5, 1), calendar=Calendar(country="NL")),
        ),
        notes="Line one\nzwölf ✓",
        run=RunSettings(seed=7, until=120.5),
        delivery=DoraMapping("releases", Marks("type", ("Incident", "Störung")), guessed=("Guessed.",)),
    )


@st.composite
def logs(draw: st.DrawFn) -> EventLog:
    """Logs of any numbers in range."""
    events, items = draw(st.integers(0, 8)), draw(st.integers(1, 4))
    changes = draw(st.integers(0, 3))

    def column(
        values: st.SearchStrategy[int] | st.SearchStrategy[float], kind: type, size: int
    ) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=size, max_size=size)), dtype=kind)

    texts = st.lists(TEXT, min_size=items, max_size=items).map(tuple)
    return EventLog(
        time=column(FINITE, np.float64, events),
        item=column(st.integers(0, items - 1), np.int32, events),
        kind=column(st.integers(0, 9), np.int8, events),
        stage=column(st.integers(-1, 1), np.int16, events),
        who=column(st.integers(-1, 2**31 - 1), np.int32, events),
        items=ItemTable(
            column(st.integers(0, 1), np.int16, items),
            column(st.integers(0, 0), np.int16, items),
            column(st.floats(), np.float64, items),
            names=draw(texts | st.just(())),
            titles=draw(texts | st.just(())),
            attributes=draw(st.dictionaries(TEXT, texts, max_size=2)),
        ),
        stages=(LogStage("a", draw(TEXT)), LogStage("b", "B", "wait", holds=True)),
        types=(LogType("x", draw(TEXT)), LogType("y", "Y")),
        teams=draw(st.just(()) | st.just((LogTeam("t", "T", 2),))),
        groups=draw(st.just(()) | st.just((LogGroup("g", 0, 1, 3),))),
        conditions=Conditions(
            column(FINITE, np.float64, changes),
            column(st.integers(0, 3), np.int8, changes),
            column(st.integers(0, 1), np.int16, changes),
            column(st.integers(0, 9), np.int32, changes),
        ),
        start=draw(FINITE),
        end=draw(FINITE),
        base=TimeBase(
            draw(st.sampled_from(["minute", "hour", "day", "week"])), draw(st.none() | st.just(ORIGIN))
        ),
        origin=Origin(
            draw(st.sampled_from(["simulation", "history"])), seed=draw(st.none() | st.integers(0, 2**63))
        ),
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | FINITE | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)

QUESTIONS = st.builds(
    Question,
    kind=st.sampled_from(["when", "how_many"]),
    items=st.none() | st.integers(),
    by=st.none() | st.dates(),
    start=st.none() | st.dates(),
    history_days=st.integers(1, 400),
    percentiles=st.lists(st.integers(1, 99), max_size=3).map(tuple),
)

MARKS = st.builds(Marks, name=TEXT, values=st.lists(TEXT, max_size=3).map(tuple))
MAPPINGS = st.builds(
    DoraMapping,
    deployments=st.none() | st.just("releases") | MARKS,
    incidents=st.none() | MARKS,
    failed=st.none() | MARKS,
    rework=st.none() | MARKS,
    guessed=st.lists(TEXT, max_size=2).map(tuple),
)

PROJECTS = st.builds(
    Project,
    stream=st.sampled_from(example_names()).map(example),
    sketch=st.dictionaries(TEXT, JSON, max_size=3),
    history=st.none() | logs().map(stored_history),
    scenarios=st.lists(
        st.builds(Scenario, name=TEXT, changes=st.lists(st.tuples(TEXT, JSON), max_size=2).map(tuple)),
        max_size=2,
    ).map(tuple),
    questions=st.lists(QUESTIONS, max_size=2).map(tuple),
    notes=TEXT,
    run=st.builds(
        RunSettings, seed=st.integers(0, 2**53), replications=st.integers(1, 999), until=st.none() | FINITE
    ),
    delivery=st.none() | MAPPINGS,
)
