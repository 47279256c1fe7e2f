"""A second way to the same history: row by row in plain Python, for start and done with ISO dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import isnan

from hypothesis import given
from hypothesis import strategies as st

from sim.history import Counts, Mapping, Table, assemble
from sim.log import lives
from tests.history.files import story

MAPPING = Mapping(columns={"id": "ID", "created": "Created", "started": "Started", "done": "Done"})
HEADERS = ("ID", "Created", "Started", "Done")
FIRST = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


@dataclass
class Row:
    """An item as the twin sees it: moments, or None."""

    name: str
    created: dt.datetime | None
    started: dt.datetime | None
    done: dt.datetime | None

    def mended(self) -> Row:
        """By the rules: no start after done, no creation after either; on one day, creation just then."""
        started = self.started
        if started and self.done and started > self.done:
            started = None
        created = self.created
        first = min((moment for moment in (started, self.done) if moment), default=None)
        if created and first and created > first:
            created = first if created.date() == first.date() else None
        return Row(self.name, created, started, self.done)


MOMENTS = st.none() | st.integers(0, 80).map(lambda hours: FIRST + dt.timedelta(hours=7 * hours))
ROWS = st.lists(st.tuples(MOMENTS, MOMENTS, MOMENTS), min_size=1, max_size=15).map(
    lambda rows: [Row(f"i{number}", *moments) for number, moments in enumerate(rows)]
)


def written(moment: dt.datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def as_table(rows: list[Row]) -> Table:
    cells = [(row.name, written(row.created), written(row.started), written(row.done)) for row in rows]
    return Table("t.csv", HEADERS, tuple(zip(*cells, strict=True)), tuple(range(2, len(rows) + 2)))


def told(rows: list[Row]) -> list[str]:
    """All events in order of time, then of items, then of a life."""
    events = [
        (moment, number, place, f"{row.name} {words}")
        for number, row in enumerate(map(Row.mended, rows))
        for place, (moment, words) in enumerate(
            ((row.created, "arrived"), (row.started, "entered In progress"), (row.done, "done"))
        )
        if moment
    ]
    return [
        f"{moment.strftime('%Y-%m-%d %H:%M').removesuffix(' 00:00')} {words}"
        for moment, _, _, words in sorted(events, key=lambda event: event[:3])
    ]


def counted(rows: list[Row]) -> Counts:
    both = [row for row in rows if row.started and row.done]
    return Counts(
        rows=len(rows),
        with_start=sum(row.started is not None for row in rows),
        with_done=sum(row.done is not None for row in rows),
        finished_with_both=len(both),
        done_before_start=sum(row.done < row.started for row in both if row.done and row.started),
        in_progress_no_done=sum(row.started is not None and row.done is None for row in rows),
        done_without_start=sum(row.started is None and row.done is not None for row in rows),
        neither=sum(row.started is None and row.done is None for row in rows),
    )


@given(ROWS.filter(lambda rows: any(row.started or row.done for row in rows)))
def test_row_by_row_gives_the_same_events_and_counts(rows: list[Row]) -> None:
    log, report = assemble(as_table(rows), MAPPING)
    assert story(log) == told(rows)
    assert report.counts == counted(rows)
    assert report.used == len(rows)


@given(ROWS.filter(lambda rows: any(row.started or row.done for row in rows)))
def test_lives_read_back_are_the_mended_rows(rows: list[Row]) -> None:
    life = lives(assemble(as_table(rows), MAPPING).log)
    zero = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

    def moments(times: list[float]) -> list[dt.datetime | None]:
        return [None if isnan(t) else zero + dt.timedelta(seconds=round(t * 86_400)) for t in times]

    mended = [row.mended() for row in rows]
    assert moments(life.arrival.tolist()) == [row.created for row in mended]
    assert moments(life.commitment.tolist()) == [row.started for row in mended]
    assert moments(life.done.tolist()) == [row.done for row in mended]
