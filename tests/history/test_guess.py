"""A first mapping, from headers and content."""

from __future__ import annotations

import pytest

from sim.history import StageColumn
from sim.history.guess import own_type_id
from tests.history.files import guess

# --- one row an item ----------------------------------------------------------------------------------------


def test_start_and_done_are_found_by_name() -> None:
    mapping = guess("ID,Title,Activated Date,Closed Date", "1,one,2025-01-02,2025-01-03")
    assert mapping.layout == "items"
    assert mapping.columns == {
        "id": "ID",
        "title": "Title",
        "started": "Activated Date",
        "done": "Closed Date",
    }
    assert mapping.missing_start == "none"


@pytest.mark.parametrize(
    "headers",
    [
        "Chave,Resumo,Tipo,Criado,Iniciado,Concluído",
        "Clave,Resumen,Tipo,Creado,Inicio,Fin",
        "Clé,Résumé,Type,Créé,Début,Terminé",
        "Schlüssel,Zusammenfassung,Typ,Erstellt,Gestartet,Erledigt",
        "Key,Summary,Issue Type,Created,Started,Resolved",
    ],
)
def test_headers_of_five_languages_are_found(headers: str) -> None:
    mapping = guess(headers, "A-1,one,Bug,2025-01-01,2025-01-02,2025-01-03")
    names = headers.split(",")
    fields = ("id", "title", "type", "created", "started", "done")
    assert mapping.layout == "items"
    assert mapping.columns == dict(zip(fields, names, strict=True))


def test_a_name_alone_is_not_enough_a_date_column_must_hold_dates() -> None:
    mapping = guess("ID,Started,Done,Closed Date", "1,yes,no,2025-01-03", "2,no,no,2025-01-04")
    assert "started" not in mapping.columns
    assert mapping.columns["done"] == "Closed Date"


def test_an_empty_column_may_be_a_date_by_its_name() -> None:
    mapping = guess("ID,Started,Done", "1,2025-01-03,", "2,2025-01-04,")
    assert mapping.columns["done"] == "Done"


def test_of_two_names_the_more_telling_wins_and_dates_go_before_blanks() -> None:
    both = guess("ID,Start Date,Resolved Date,Closed Date", "1,2025-01-01,2025-01-02,2025-01-03")
    assert both.columns["done"] == "Closed Date"
    one = guess("ID,Start Date,Resolved Date,Closed Date", "1,2025-01-01,2025-01-02,")
    assert one.columns["done"] == "Resolved Date"


def test_due_and_updated_are_no_dates_of_flow() -> None:
    mapping = guess(
        "ID,Started,Done,Due Date,Updated,StateSince",
        "1,2025-01-01,2025-01-02,2025-02-01,2025-01-05,2025-01-02",
    )
    assert mapping.layout == "items"
    assert set(mapping.columns) == {"id", "started", "done"}


def test_creation_is_the_start_where_there_is_no_other() -> None:
    mapping = guess("ID,Created,Closed", "1,2025-01-01,2025-01-02")
    assert mapping.missing_start == "created"
    assert guess("ID,Created,Started,Closed", "1,2025-01-01,,2025-01-02").missing_start == "none"


def test_of_two_nameless_dates_the_earlier_is_the_start() -> None:
    lines = ("ID,X,Y", "1,2025-01-05,2025-01-02", "2,2025-01-06,2025-01-06", "3,2025-01-09,2025-01-01")
    assert guess(*lines).columns == {"id": "ID", "started": "Y", "done": "X"}


def test_few_dates_among_other_texts_make_no_date_column() -> None:
    assert "done" not in guess("ID,Done", "1,soon", "2,later", "3,2025-01-01").columns
    assert guess("ID,Done", "1,soon", "2,2025-01-02", "3,2025-01-01").columns["done"] == "Done"


def test_a_column_without_a_telling_name_needs_more_dates() -> None:
    few = ("ID,X,Y", "1,2025-01-01,soon", "2,2025-01-01,2025-01-02")
    assert guess(*few).columns == {"id": "ID"}


def test_the_order_of_day_and_month_comes_with_its_reason() -> None:
    mapping = guess("ID,Started,Done", "1,1/2/2025,1/14/2025")
    assert (mapping.date_order, mapping.ambiguous) == ("month first", False)
    assert mapping.date_reason == (
        'Dates are read month first: "1/14/2025" in Done can be read no other way.'
    )
    assert guess("ID,Done", "1,1/2/2025").ambiguous


# --- ids, types, states -------------------------------------------------------------------------------------


def test_an_id_column_whose_cells_differ_goes_before_a_better_named_one() -> None:
    lines = ("ID,Key,Done", "1,A-1,2025-01-01", "1,A-2,2025-01-02", "1,A-3,2025-01-03")
    assert guess(*lines).columns["id"] == "Key"


def test_a_first_column_of_different_short_words_is_the_id() -> None:
    lines = ("Wert,Done", "A-1,2025-01-01", "A-2,2025-01-02")
    assert guess(*lines).columns["id"] == "Wert"
    sentences = ("Was,Done", "mend it,2025-01-01", "make it,2025-01-02")
    assert "id" not in guess(*sentences).columns


def test_a_column_of_dates_is_never_a_text() -> None:
    assert "title" not in guess("ID,Name,Done", "1,2025-01-01,2025-01-02").columns


def test_types_are_mapped_to_flow_items_or_stay_their_own() -> None:
    mapping = guess(
        "ID,Type,Done",
        "1,User Story,2025-01-01",
        "2,Bug,2025-01-01",
        "3,Spike,2025-01-01",
        "4,,2025-01-01",
    )
    assert mapping.types == {"User Story": "feature", "Bug": "defect", "Spike": "spike", "": "no-type"}
    assert mapping.type_names == {"spike": "Spike", "no-type": "No type"}


def test_a_column_of_very_many_types_is_no_type() -> None:
    rows = [f"{n},kind {n},2025-01-01" for n in range(61)]
    assert "type" not in guess("ID,Type,Done", *rows).columns


def test_own_types_never_take_the_id_of_a_flow_item() -> None:
    assert own_type_id("Spike") == "spike"
    assert own_type_id("Risk (own)") == "risk-own"
    assert own_type_id("DEBT") == "type-debt"
    assert own_type_id("課題") == "type-" + "課題".encode().hex()
    assert own_type_id("") == "no-type"


def test_states_get_a_meaning_where_their_word_has_one() -> None:
    lines = ["1,New,", "2,Removed,", "3,Foo,", "4,Closed,2025-01-01"]
    assert guess("ID,State,Done", *lines).states == {"New": "new", "Removed": "cancelled", "Closed": "done"}


def test_resolved_waits_where_closed_comes_after_it() -> None:
    both = guess("ID,State,Done", "1,Resolved,", "2,Closed,2025-01-01")
    assert both.states == {"Resolved": "waiting", "Closed": "done"}
    assert guess("ID,State,Done", "1,Resolved,2025-01-01").states == {"Resolved": "done"}


# --- one date column a stage --------------------------------------------------------------------------------


def test_a_date_column_for_each_stage_is_told_by_its_headers() -> None:
    mapping = guess(
        "ID,Name,Backlog,Committed,Build,Test,Done,Type",
        "1,one,2025-01-01,2025-01-02,2025-01-03,2025-01-04,2025-01-05,Story",
    )
    assert mapping.layout == "stages"
    assert mapping.stages == (
        StageColumn(column="Backlog", name="Backlog", state="new"),
        StageColumn(column="Committed", name="Committed", state="waiting"),
        StageColumn(column="Build", name="Build", state="active"),
        StageColumn(column="Test", name="Test", state="active"),
    )
    assert mapping.columns == {"done": "Done", "id": "ID", "title": "Name", "type": "Type"}
    assert mapping.commitment() == 1


def test_a_board_of_three_columns_is_stages_too() -> None:
    mapping = guess("ID,To Do,In Progress,Done", "1,2025-01-01,2025-01-02,2025-01-05")
    assert [(stage.name, stage.state) for stage in mapping.stages] == [
        ("To Do", "new"),
        ("In Progress", "active"),
    ]


def test_stages_nobody_has_reached_are_stages() -> None:
    mapping = guess("ID,Backlog,Build,Test,Release,Done", "1,2025-01-01,2025-01-02,,2025-01-03,")
    assert [stage.name for stage in mapping.stages] == ["Backlog", "Build", "Test", "Release"]
    assert mapping.columns["done"] == "Done"


def test_stages_with_start_and_end_among_them() -> None:
    mapping = guess("Nr,Inicio,Dev,Hml,Fim", "1,16/01/2018,23/01/2018,29/01/2018,22/02/2018")
    assert [(stage.name, stage.state) for stage in mapping.stages] == [
        ("Inicio", "active"),
        ("Dev", "active"),
        ("Hml", "active"),
    ]
    assert mapping.columns == {"done": "Fim", "id": "Nr"}


def test_creation_and_due_date_are_no_stages() -> None:
    mapping = guess(
        "ID,Created Date,Analysis,Build,Due Date,Closed",
        "1,2025-01-01,2025-01-02,2025-01-03,2025-01-09,2025-01-04",
    )
    assert [stage.name for stage in mapping.stages] == ["Analysis", "Build"]
    assert mapping.columns == {"done": "Closed", "created": "Created Date", "id": "ID"}


def test_start_and_closed_dates_with_two_more_dates_stay_one_row_an_item() -> None:
    mapping = guess(
        "ID,Start Date,Closed Date,Approval Date,Invoice Date",
        "1,2025-01-01,2025-01-02,2025-01-03,2025-01-04",
    )
    assert mapping.layout == "items"


def test_an_event_log_has_no_done_and_is_not_guessed_to_have_one() -> None:
    mapping = guess("case,activity,time", "1,register,2025-01-01 10:00", "1,decide,2025-01-01 11:00")
    assert "done" not in mapping.columns
