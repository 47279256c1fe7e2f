"""Which columns make a table a log of changes, or of events: told from their names in five languages."""

from __future__ import annotations

from collections.abc import Iterable

from sim.history.mapping import Field, Layout
from sim.history.table import Table
from sim.history.words import folded, rank_in, rank_of, words_of

LOG_HEADERS: dict[Field, tuple[str, ...]] = {
    "id": words_of(
        "item, item id, issue, issue key, key, work item id, work item, card, card id, ticket, story, id, "
        "item key, vorgang, vorgangsschlussel, aufgabe, eintrag, demanda, cartao, tarjeta, elemento, tache, "
        "element, carte, chave, clave, cle"
    ),
    "from": words_of(
        "from, from status, from state, old status, old state, old value, previous status, previous state, "
        "from string, status from, from column, from list, von, von status, alter status, alter wert, de, "
        "de status, do status, status anterior, estado anterior, valor anterior, du statut, ancien statut, "
        "depuis"
    ),
    "to": words_of(
        "to, to status, to state, new status, new state, new value, to string, status to, to column, to "
        "list, nach, zu, nach status, neuer status, neuer wert, para, para status, novo status, nuevo "
        "estado, estado nuevo, valor novo, a, vers, vers statut, nouveau statut, status, state, column, "
        "list, stage, estado, situacao, statut, etat, zustand, spalte"
    ),
    "when": words_of(
        "when, changed, changed at, change date, changed date, transition date, transitioned, transitioned "
        "at, moved, moved at, timestamp, time timestamp, time, date, datetime, date time, event time, start "
        "timestamp, at, created, wann, zeitpunkt, datum, zeit, zeitstempel, geandert, geandert am, quando, "
        "data, hora, data hora, cuando, fecha, fecha hora, quand, horodatage, heure, complete timestamp, "
        "completion time, end time, since, entered, entered at"
    ),
    "changed": words_of("field, field name, changed field, attribute, property, feld, campo, champ"),
    "activity": words_of(
        "activity, concept name, activity name, event, event name, task, task name, aktivitat, ereignis, "
        "vorgangsschritt, schritt, atividade, evento, actividad, activite, evenement, operation, step"
    ),
    "lifecycle": words_of("lifecycle, lifecycle transition, transition, event type, lebenszyklus"),
    "resource": words_of(
        "resource, org resource, user, actor, performer, assignee, author, bearbeiter, ressource, recurso, "
        "responsavel, responsable, utilisateur, usuario"
    ),
}
"""Headers of a log's own columns, the most telling first."""

CASE_HEADERS = words_of(
    "case concept name, case, case id, caseid, case key, case number, trace, trace id, process instance, "
    "fall, fall id, fallnummer, caso, id caso, caso id, cas, dossier"
)
_CASE_END = words_of("end date, enddate, end, ended, closed, completed, done, finished, enddatum, fin, fim")
_CASE_START = words_of("start date, startdate, start, started, begun, created, startdatum, inicio, debut")

_REPEATED_SHARE = 0.9
"""A log names an item more than once: fewer than this share of its ids differ."""


def log_columns(table: Table) -> dict[Field, str]:
    """Find the columns of a log of changes: item, (from,) to and when; empty if it is none."""
    found: dict[Field, str] = {}
    for field in ("from", "to", "when", "changed"):
        _take(found, field, table.headers)
    _take(found, "id", table.headers)
    if not {"id", "to", "when"} <= found.keys() or not _is_date(table, found["when"]):
        return {}
    repeats = _repeats(table, found["id"]) and _few_words(table, found["to"])
    return found if "from" in found or (repeats and not _says_done(table)) else {}


def named_columns(table: Table, layout: Layout) -> dict[Field, str]:
    """Find the columns of a log that a table is said to be, by their names alone; some may not be found."""
    if table.changes is not None and layout == "changes":
        return {"id": "id"}
    word: Field = "activity" if layout == "events" else "to"
    other: Field = "to" if layout == "events" else "activity"
    found: dict[Field, str] = {}
    case = _best(CASE_HEADERS, table.headers)
    if case:
        found["id"] = case
    fields: tuple[Field, ...] = ("lifecycle", "resource") if layout == "events" else ("from", "changed")
    dated = [header for header in table.headers if _is_date(table, header)]
    _take(found, "when", dated)
    for field in (*fields, word):
        _take(found, field, table.headers)
    if word not in found:
        header = _best(LOG_HEADERS[other], [h for h in table.headers if h not in found.values()])
        found |= {word: header} if header else {}
    if "when" not in found and dated:
        found["when"] = dated[-1]
    if not case:
        _take(found, "id", table.headers)
    return found


def event_columns(table: Table) -> dict[Field, str]:
    """Find the columns of a log of events: case, activity and time; empty if it is none."""
    found: dict[Field, str] = {}
    case = _best(CASE_HEADERS, table.headers)
    if case:
        found["id"] = case
    for field in ("activity", "when", "lifecycle", "resource"):
        _take(found, field, table.headers)
    if not case:
        _take(found, "id", table.headers)
    if not {"id", "activity", "when"} <= found.keys() or not _is_date(table, found["when"]):
        return {}
    return found if _repeats(table, found["id"]) or (case and not _says_done(table)) else {}


def case_dates(headers: Iterable[str]) -> dict[Field, str]:
    """Find the columns in which each case has its own dates of begin and end (``case:enddate``)."""
    found: dict[Field, str] = {}
    fields: tuple[tuple[Field, tuple[str, ...]], ...] = (("started", _CASE_START), ("done", _CASE_END))
    for field, words in fields:
        named = [h for h in headers if folded(h).startswith("case ") and folded(h)[5:] in words]
        if named:
            found[field] = named[0]
    return found


def _take(found: dict[Field, str], field: Field, headers: Iterable[str]) -> None:
    header = _best(LOG_HEADERS[field], [header for header in headers if header not in found.values()])
    if header:
        found[field] = header


def _best(words: tuple[str, ...], headers: Iterable[str]) -> str | None:
    ranked = [(rank, header) for header in headers if (rank := rank_in(words, header)) is not None]
    return min(ranked, default=(0, None), key=lambda entry: entry[0])[1]


def _is_date(table: Table, header: str) -> bool:
    texts = table.dates(header)
    return 0 < texts.readable() >= texts.filled() // 2


def _repeats(table: Table, header: str) -> bool:
    column = table.column(header)
    return len(set(column)) < _REPEATED_SHARE * len(column)


def _says_done(table: Table) -> bool:
    """Tell whether a column of dates is named for the end of an item: then each row is an item."""
    return any(rank_of(h, "done") is not None and table.dates(h).readable() for h in table.headers)


def _few_words(table: Table, header: str) -> bool:
    column = table.column(header)
    return len(set(column)) <= max(20, len(column) // 5)
