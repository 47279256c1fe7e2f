"""The words of trackers, in five languages."""

from __future__ import annotations

import pytest

from sim.history.mapping import Field, StateMeaning
from sim.history.words import HEADERS, TYPES, folded, rank_of, state_of, type_of, without_date_words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ClosedDate", "closed date"),
        ("closed_date", "closed date"),
        ("  Closed  Date ", "closed date"),
        ("Início", "inicio"),
        ("Größe", "grosse"),
        ("case:concept:name", "case concept name"),
        ("ID", "id"),
        ("日付", ""),
    ],
)
def test_words_are_folded_for_comparing(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_words_for_dates_are_left_out() -> None:
    assert without_date_words("Date Closed") == "closed"
    assert without_date_words("Data de Início") == "inicio"
    assert without_date_words("Timestamp") == ""


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Activated Date", "started"),
        ("Started Date", "started"),
        ("start", "started"),
        ("Beginn", "started"),
        ("Data de Início", "started"),
        ("Fecha de comienzo", "started"),
        ("Date de début", "started"),
        ("Closed Date", "done"),
        ("finished_date", "done"),
        ("Completed Date", "done"),
        ("Fim", "done"),
        ("Erledigt am", "done"),
        ("Fecha de fin", "done"),
        ("Date de clôture", "done"),
        ("created_date", "created"),
        ("CreatedAt", "created"),
        ("Erstellt", "created"),
        ("Data de Criação", "created"),
        ("Work Item Type", "type"),
        ("IssueType", "type"),
        ("Tipo", "type"),
        ("Issue key", "id"),
        ("Schlüssel", "id"),
        ("Summary", "title"),
        ("Nome", "title"),
        ("Estado", "state"),
        ("Parent Reference Id", "parent"),
        ("Labels", "tags"),
        ("Classe", "class"),
        ("Story Points", "size"),
        ("Blocked Days", "blocked"),
        ("Squad", "team"),
        ("Url", "url"),
    ],
)
def test_headers_are_known_in_many_spellings(header: str, field: Field) -> None:
    assert rank_of(header, field) is not None


def test_a_header_that_says_more_is_ranked_lower() -> None:
    ranks = [rank_of(header, "done") for header in ("Done", "Closed", "Closed Date", "Resolution Date")]
    assert ranks == sorted(ranks, key=lambda rank: rank or 0)
    assert rank_of("Email", "done") is None


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("User Story", "feature"),
        ("Story", "feature"),
        ("Feature", "feature"),
        ("New Feature", "feature"),
        ("Valor", "feature"),
        ("Bug", "defect"),
        ("Production Bug", "defect"),
        ("Incident", "defect"),
        ("Falha", "defect"),
        ("Störung", "defect"),
        ("Security", "risk"),
        ("Security Bug", "risk"),
        ("Vulnerability", "risk"),
        ("Compliance", "risk"),
        ("Risiko", "risk"),
        ("Task", "debt"),
        ("Tech Debt", "debt"),
        ("Refactoring", "debt"),
        ("Chore", "debt"),
        ("Melhoria", "debt"),
        ("Epic", None),
        ("Sub-task", None),
        ("Subtask", None),
        ("Test Case", None),
        ("Spike", None),
        ("", None),
    ],
)
def test_types_are_told_by_their_words(word: str, ours: str | None) -> None:
    assert type_of(word) == ours


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("New", "new"),
        ("To Do", "new"),
        ("Backlog", "new"),
        ("In Progress", "active"),
        ("In Bearbeitung", "active"),
        ("In Wartung", "active"),
        ("Ready for Test", "waiting"),
        ("Waiting for customer", "waiting"),
        ("Test Queue", "waiting"),
        ("Committed", "waiting"),
        ("Closed", "done"),
        ("Erledigt", "done"),
        ("Concluído", "done"),
        ("Removed", "cancelled"),
        ("Won't Do", "cancelled"),
        ("Cancelled", "cancelled"),
        ("Foo", None),
        ("", None),
    ],
)
def test_states_are_told_by_their_words(word: str, meaning: StateMeaning | None) -> None:
    assert state_of(word) == meaning


def test_no_word_is_kept_in_a_form_that_never_matches() -> None:
    for known in (*HEADERS.values(), *TYPES.values()):
        assert [word for word in known if folded(word) != word] == []
