"""A log written as CSV holds all of the log: read back by another program, nothing is lost."""

from __future__ import annotations

import csv
import datetime as dt
import re
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sim.log import EventLog, Kind, date_of, harmless, marked, with_origin, write_csv
from tests.log.story import told
from tests.log.strategies import remembered, simulated


def rows_of(log: EventLog) -> list[dict[str, str]]:
    """Write a log and read it as any other program would."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        write_csv(log, path)
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def stage_number(log: EventLog, name: str) -> int:
    return -1 if not name else [stage.id for stage in log.stages].index(name)


def check(log: EventLog) -> None:
    rows = rows_of(log)
    names = log.items.names
    assert [float(row["time"]) for row in rows] == log.time.tolist()
    assert [Kind[row["kind"].upper()] for row in rows] == [Kind(kind) for kind in log.kind.tolist()]
    assert [stage_number(log, row["stage"]) for row in rows] == log.stage.tolist()
    assert [int(row["who"] or -1) for row in rows] == log.who.tolist()
    items = log.item.tolist()
    assert [row["item"] for row in rows] == [names[item] if names else str(item) for item in items]
    kinds = [kind.id for kind in log.types]
    assert [kinds.index(row["type"]) for row in rows] == log.items.type[log.item].tolist()


@given(simulated())
def test_a_simulation_reads_back_row_for_row(log: EventLog) -> None:
    check(log)


@given(remembered())
def test_a_history_with_gaps_reads_back_row_for_row(log: EventLog) -> None:
    check(log)


@given(simulated())
def test_dates_are_those_of_the_log_to_the_second(log: EventLog) -> None:
    dated = with_origin(log, dt.datetime(2026, 3, 28, 12, tzinfo=dt.UTC))
    expected = [date_of(dated.base, time) for time in dated.time.tolist()]
    shown = [dt.datetime.fromisoformat(row["date"]) for row in rows_of(dated)]
    late = [abs(one.replace(tzinfo=None) - two) for one, two in zip(expected, shown, strict=True)]
    assert all(gap < dt.timedelta(seconds=1) for gap in late)


LEADS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
BLANKS = ' \u00a0\u200b\ufeff"'
TEXTS = st.text(st.sampled_from("=+-@\t\r\n,;|\"' ab1\uff1d\u00a0"), max_size=12)


def unmarked(text: str) -> str:
    """Take the marks away, by the rule that the function's documentation gives to other programs."""
    text = re.sub(rf"^'(?='*([{BLANKS}]*[{LEADS}]|[\t\r\n\0]))", "", text)
    return re.sub(rf"([,;|\t\r\n])'(?='*[{BLANKS}]*[{LEADS}])", r"\1", text)


@given(TEXTS)
def test_a_marked_text_begins_no_formula_and_comes_back(text: str) -> None:
    assert harmless(marked(text)) == marked(text)
    assert unmarked(marked(text)) == text


@given(st.lists(TEXTS, min_size=2, max_size=2, unique=True))
def test_two_names_are_never_marked_alike(names: list[str]) -> None:
    assert marked(names[0]) != marked(names[1])


def test_items_named_like_formulas_run_nothing_and_keep_their_names() -> None:
    names = ("=HYPERLINK(A1)", "'=HYPERLINK(A1)", "-5", "SHOP-7")
    log = told("\n".join(f"{n} {n} arrived" for n in range(4)), names=names)
    found = [row["item"] for row in rows_of(log)]
    assert found == ["'=HYPERLINK(A1)", "''=HYPERLINK(A1)", "'-5", "SHOP-7"]
    assert [unmarked(name) for name in found] == list(names)
