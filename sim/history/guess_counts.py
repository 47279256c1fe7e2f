"""A first mapping for a table of numbers of items done by day or week."""

from __future__ import annotations

import numpy as np

from sim.history.count_cells import period_days, texts_are_weeks, whole_number
from sim.history.mapping import CountColumn, CountPeriod, Mapping
from sim.history.order import decide_order
from sim.history.table import Table
from sim.history.words import folded, rank_of, words_of

MOST_DAYS_APART = 10
"""Rows further apart than this are neither days nor weeks."""

_PERIODS = frozenset(
    words_of(
        "week, week starting, week start, week of, week beginning, week ending, week end, date, day, "
        "period, iso week, week number, sprint week, woche, kalenderwoche, kw, datum, tag, zeitraum, "
        "semana, data, dia, fecha, semaine, jour, periode, periodo"
    )
)
_DONE = frozenset(
    words_of(
        "throughput, done, completed, finished, closed, delivered, released, velocity, count, items, items "
        "done, durchsatz, erledigt, fertig, abgeschlossen, anzahl, geliefert, entregue, entregues, "
        "entregado, concluido, concluidos, vazao, terminado, terminados, debit, livre, livres, termine, "
        "termines, cantidad"
    )
)
_RUNNING = frozenset(
    words_of(
        "total, cumulative, cumulated, running, so far, kumuliert, gesamt, acumulado, acumulada, cumul, "
        "cumule"
    )
)
_SUMS = frozenset(words_of("total, sum, all, gesamt, summe, soma, suma, somme, all teams"))
_SHARE = 0.8
_FEWEST_ROWS = 2


def guess_counts(table: Table) -> Mapping | None:
    """Guess the mapping of a table of numbers; None where it is none."""
    when = _period_column(table)
    numeric = [h for h in table.headers if h != when and folded(h) not in _PERIODS and _numbers(table, h)]
    done = [h for h in numeric if _named(h, _DONE)]
    others = [h for h in table.headers if h != when and h not in numeric and folded(h) not in _PERIODS]
    if not numeric or len(table) < _FEWEST_ROWS or any(any(table.column(h)) for h in others):
        return None
    if (not when and not done) or any(rank_of(h, "id") is not None for h in numeric):
        return None
    return _mapping(table, when, _counted(numeric, done))


def counts_by_content(table: Table) -> Mapping:
    """Guess the mapping of a table that is said to be one of numbers; it may be that no column holds any."""
    when = _period_column(table) or next((h for h in table.headers if _dates_in(table, h)), "")
    others = [h for h in table.headers if h != when and folded(h) not in _PERIODS]
    numeric = [h for h in others if rank_of(h, "id") is None and _numbers(table, h)]
    return _mapping(table, when, _counted(numeric, [h for h in numeric if _named(h, _DONE)]))


def _mapping(table: Table, when: str, counts: tuple[CountColumn, ...]) -> Mapping:
    columns = {"when": when} if when else {}
    dates = {when: table.dates(when)} if when else {}
    order = decide_order(dates)
    mapping = Mapping.model_validate(
        {
            "layout": "counts",
            "columns": columns,
            "counts": counts,
            "date_order": order.order,
            "date_reason": order.reason,
            "ambiguous": order.ambiguous,
        }
    )
    return mapping.model_copy(update={"period": _period(table, mapping)})


def days_apart(table: Table, mapping: Mapping) -> float:
    """Give the usual number of days between rows: the lower quartile, as some rows may be missing.

    Where no column holds dates, the rows follow each other.
    """
    if "when" not in mapping.columns:
        return 7.0 if mapping.period == "week" else 1.0
    daily = mapping.model_copy(update={"period": "day"})
    days = np.unique(period_days(table, daily)[0])
    steps = np.diff(days[~np.isnan(days)])
    return float(np.percentile(steps, 25, method="lower")) if len(steps) else 7.0


def _period_column(table: Table) -> str:
    """Find the column that says what a row is about: by its name, and dates or weeks in it."""
    for header in table.headers:
        if folded(header) not in _PERIODS and not header.startswith("Column "):
            continue
        if texts_are_weeks(table.column(header)) or _dates_in(table, header):
            return header
    return ""


def _dates_in(table: Table, header: str) -> bool:
    texts = table.dates(header)
    return 0 < texts.readable() >= _SHARE * texts.filled()


def _numbers(table: Table, header: str) -> bool:
    filled = [text for text in table.column(header) if text]
    return bool(filled) and sum(whole_number(t) is not None for t in filled) >= _SHARE * len(filled)


def _named(header: str, words: frozenset[str]) -> bool:
    name = folded(header)
    return name in words or bool(set(name.split()) & words)


def _counted(numeric: list[str], done: list[str]) -> tuple[CountColumn, ...]:
    """Choose the columns: those named for what is done, else all; what runs on only failing these."""
    named = done or numeric
    fresh = [header for header in named if not _named(header, _RUNNING)]
    if not fresh:
        return tuple(CountColumn(column=h, team=_team(h, named), running=bool(done)) for h in named)
    chosen = [header for header in fresh if folded(header) not in _SUMS] or fresh
    return tuple(CountColumn(column=header, team=_team(header, chosen)) for header in chosen)


def _team(header: str, chosen: list[str]) -> str:
    return header if len(chosen) > 1 else ""


def _period(table: Table, mapping: Mapping) -> CountPeriod:
    header = mapping.columns.get("when", "")
    if not header or texts_are_weeks(table.column(header)):
        return "week"
    return "day" if days_apart(table, mapping) < 4 else "week"
