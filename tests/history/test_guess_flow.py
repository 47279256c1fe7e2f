"""Logs guessed: their columns in several languages, their words, and the order of their flow."""

from __future__ import annotations

import numpy as np
import pytest

from sim.history import Table, guess_mapping
from sim.history.flow_order import discovered_order
from tests.history.files import table
from tests.history.logs import changes, flow_of, moved


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Item,From,To,When", "id from to when"),
        ("Issue Key,From Status,To Status,Transition Date", "id from to when"),
        ("Key,Old value,New value,Changed at", "id from to when"),
        ("Vorgang,Von,Nach,Zeitpunkt", "id from to when"),
        ("Vorgang,Alter Status,Neuer Status,Datum", "id from to when"),
        ("Chave,De,Para,Data", "id from to when"),
        ("Tarjeta,Estado anterior,Nuevo estado,Fecha", "id from to when"),
        ("Carte,Ancien statut,Nouveau statut,Date", "id from to when"),
        ("card_id,from_list,to_list,moved_at", "id from to when"),
    ],
)
def test_logs_of_changes_are_told_in_several_languages(header: str, fields: str) -> None:
    made = table(header, "A,To Do,Doing,2024-01-01", "A,Doing,Done,2024-01-03")
    mapping = guess_mapping(made)
    assert mapping.layout == "changes"
    assert mapping.columns == dict(zip(fields.split(), header.split(","), strict=True))


@pytest.mark.parametrize(
    "header",
    [
        "case,activity,timestamp",
        "case:concept:name,concept:name,time:timestamp",
        "Case ID,Activity,Complete Timestamp",
        "Fall,Aktivität,Zeitstempel",
        "caso,atividade,data",
        "Caso ID,Actividad,Fecha",
        "cas,activité,horodatage",
    ],
)
def test_logs_of_events_are_told_in_several_languages(header: str) -> None:
    made = table(header, "A,Open,2024-01-01", "A,Close,2024-01-03", "B,Open,2024-01-03")
    mapping = guess_mapping(made)
    assert mapping.layout == "events"
    assert mapping.columns == dict(zip(("id", "activity", "when"), header.split(","), strict=True))


def test_a_log_without_the_old_status_is_told_by_items_that_come_again() -> None:
    lines = [
        f"{item},{word},2024-01-{day:02}" for item in "ABC" for day, word in enumerate(("Build", "Done"), 1)
    ]
    assert guess_mapping(table("ID,Status,Date", *lines)).layout == "changes"
    assert (
        guess_mapping(table("ID,Status,Closed Date", "A,Done,2024-01-01", "B,Done,2024-01-02")).layout
        == "items"
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("ID,State,Created,Closed", "A,Done,2024-01-01,2024-01-02", "A,Done,2024-01-03,2024-01-04"),
        ("Key,Title,Status,Done", "A,x,Done,2024-01-01", "B,y,Done,2024-01-02"),
        ("ID,Backlog,Build,Done", "A,2024-01-01,2024-01-02,2024-01-03", "B,2024-01-01,2024-01-02,2024-01-03"),
    ],
)
def test_a_table_of_items_is_no_log(lines: tuple[str, ...]) -> None:
    assert guess_mapping(table(*lines)).layout in ("items", "stages")


def test_the_flow_stands_in_the_order_that_most_items_take() -> None:
    made = changes(
        *moved("A", "Backlog>Analysis>Build>Test>Done", 1, 2, 3, 4),
        *moved("B", "Backlog>Build>Analysis>Build>Test>Done", 1, 2, 3, 4, 5),
        *moved("C", "Backlog>Analysis>Build>Test>Build>Test>Done", 1, 2, 3, 4, 5, 6),
        *moved("D", "Backlog>Build>Done", 1, 2),
    )
    assert [stage.name for stage in guess_mapping(made).flow] == [
        "Backlog",
        "Analysis",
        "Build",
        "Test",
        "Done",
    ]


def test_the_order_does_not_hang_on_the_alphabet_or_on_the_file() -> None:
    made = changes(*moved("A", "Zulu>Yankee>Xray>Whiskey", 1, 2, 3), *moved("B", "Zulu>Xray>Whiskey", 1, 2))
    assert [stage.name for stage in guess_mapping(made).flow] == ["Zulu", "Yankee", "Xray", "Whiskey"]


def test_words_have_a_meaning_in_several_languages() -> None:
    made = changes(
        *moved("A", "Offen>In Arbeit>Wartet auf Kunde>Erledigt", 1, 2, 3),
        *moved("B", "A fazer>Em andamento>Bloqueado>Concluído", 1, 2, 3),
        *moved("C", "Por hacer>En curso>En espera>Cancelado", 1, 2, 3),
    )
    states = {word: stage.state for stage in guess_mapping(made).flow for word in stage.statuses}
    assert {word for word, state in states.items() if state == "new"} == {"Offen", "A fazer", "Por hacer"}
    assert {word for word, state in states.items() if state == "done"} == {"Erledigt", "Concluído"}
    assert states["Cancelado"] == "cancelled"
    assert {states["In Arbeit"], states["Em andamento"], states["En curso"]} == {"active"}


def test_words_nobody_knows_are_told_by_where_they_stand() -> None:
    lines = [line for item in "ABCDE" for line in moved(item, "Alpha>Beta>Gamma>Omega", 1, 2, 3)]
    assert flow_of(guess_mapping(changes(*lines))) == [
        ("Alpha", "new", ("Alpha",)),
        ("Beta", "active", ("Beta",)),
        ("Gamma", "active", ("Gamma",)),
        ("Omega", "done", ("Omega",)),
    ]


def test_spellings_of_a_word_are_one_stage_and_ends_are_one() -> None:
    made = changes(
        *moved("A", "To Do>In Progress>Done", 1, 2),
        *moved("B", "TO DO>in progress>Released", 1, 2),
        *moved("C", "To Do>In Progress>Removed", 1, 2),
        *moved("D", "To Do>In Progress>Rejected", 1, 2),
    )
    assert flow_of(guess_mapping(made)) == [
        ("To Do", "new", ("To Do", "TO DO")),
        ("In Progress", "active", ("In Progress", "in progress")),
        ("Done", "done", ("Done", "Released")),
        ("Cancelled", "cancelled", ("Removed", "Rejected")),
    ]


def test_resolved_waits_where_closed_comes_after_it() -> None:
    made = changes(*moved("A", "New>Active>Resolved>Closed", 1, 2, 3))
    assert ("Resolved", "waiting", ("Resolved",)) in flow_of(guess_mapping(made))


def test_too_many_words_are_no_flow() -> None:
    lines = [f"I{n},S{n},S{n + 1},2024-01-01" for n in range(1_002)]
    assert guess_mapping(table("Item,From,To,When", *lines)).flow == ()


def test_types_and_titles_of_a_log_are_found_too() -> None:
    made = table(
        "Item,Type,Title,From,To,When", "A,Bug,one,To Do,Doing,2024-01-01", "A,Bug,one,Doing,Done,2024-01-02"
    )
    mapping = guess_mapping(made)
    assert (mapping.columns["type"], mapping.columns["title"]) == ("Type", "Title")
    assert mapping.types == {"Bug": "defect"}


def test_the_order_of_day_and_month_is_told_for_a_log_too() -> None:
    made = table("Item,From,To,When", "A,To Do,Doing,05/06/2024", "A,Doing,Done,13/06/2024")
    assert guess_mapping(made).date_order == "day first"
    open_ = table("Item,From,To,When", "A,To Do,Doing,05/06/2024", "A,Doing,Done,06/06/2024")
    assert guess_mapping(open_).ambiguous


@pytest.mark.parametrize(
    ("ways", "order"),
    [
        (["abc", "abc"], "abc"),
        (["ab", "bc", "cd"], "abcd"),
        (["acb", "abc", "abc"], "abc"),
        (["a"], "a"),
    ],
)
def test_of_two_words_the_one_that_most_items_visit_first_goes_first(ways: list[str], order: str) -> None:
    item = np.array([number for number, way in enumerate(ways) for _ in way])
    word = np.array([ord(letter) - ord("a") for way in ways for letter in way])
    found, place = discovered_order(item, word, len(order))
    assert "".join(chr(ord("a") + number) for number in found.tolist()) == order
    assert place[0] == 0


def test_a_word_that_is_never_visited_has_no_place_and_stands_last_of_its_equals() -> None:
    found, place = discovered_order(np.array([0]), np.array([1]), 2)
    assert found.tolist() == [1, 0]
    assert np.isnan(place[0])


def test_no_visits_give_an_order_all_the_same() -> None:
    none = np.zeros(0, np.int64)
    assert discovered_order(none, none, 3)[0].tolist() == [0, 1, 2]


def test_an_empty_flow_of_a_tracker_is_guessed_from_the_states_of_its_items() -> None:
    items = table("id,state,created", "A,Build,2024-01-01", "B,Done,2024-01-02")
    none: tuple[tuple[str, ...], ...] = ((),) * 5
    made = Table(
        "t",
        items.headers,
        items.columns,
        items.numbers,
        changes=Table("t", ("item", "field", "from", "to", "when"), none, ()),
    )
    assert flow_of(guess_mapping(made)) == [("Build", "active", ("Build",)), ("Done", "done", ("Done",))]
