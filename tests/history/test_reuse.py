"""A mapping used again for a later file of the same columns."""

from __future__ import annotations

from sim.history import FlowStage, KnownMapping, Mapping, Table, guess_mapping, known_mapping, used_again
from tests.history.files import table
from tests.history.logs import changes, flow_of, moved

HEADER = "ID,Type,State,Started,Done"
FIRST = table(HEADER, "1,Bug,Closed,01/02/2025,02/02/2025", "2,Chore,Gone,03/02/2025,04/02/2025")
LATER = table(HEADER, "3,Bug,Closed,05/02/2025,06/02/2025", "4,Spike,Removed,07/02/2025,")


def again(read: Table, mapping: Mapping, first: Table = FIRST) -> Mapping | None:
    """The mapping of a first file, used for another."""
    return used_again(read, guess_mapping(read), [known_mapping(first, mapping)])


def test_what_was_chosen_is_used_again_and_new_words_are_guessed() -> None:
    chosen = guess_mapping(FIRST).model_copy(
        update={"types": {"Bug": "risk"}, "states": {"Gone": "cancelled"}, "zone": "Europe/Amsterdam"}
    )
    made = again(LATER, chosen)
    assert made is not None
    assert made.types == {"Bug": "risk", "Spike": "spike"}  # Chore was told to be a type of its own
    assert made.states == {"Gone": "cancelled", "Removed": "cancelled"}  # Closed was told to say nothing
    assert (made.zone, made.columns) == ("Europe/Amsterdam", chosen.columns)
    assert made.type_names["spike"] == "Spike"


def test_columns_in_another_order_are_the_same_and_others_are_not() -> None:
    turned = table("Done,ID,Type,Started,State", "2025-02-06,3,Bug,2025-02-05,Closed")
    mapping = guess_mapping(FIRST)
    assert again(turned, mapping) is not None
    more = table(HEADER + ",Team", "3,Bug,Closed,2025-02-05,2025-02-06,A")
    assert again(more, mapping) is None
    assert used_again(LATER, guess_mapping(LATER), []) is None


def test_a_chosen_order_of_day_and_month_answers_the_question_once() -> None:
    ambiguous = guess_mapping(LATER)
    assert ambiguous.ambiguous
    made = again(LATER, guess_mapping(FIRST).with_date_order("month first"))
    assert made is not None
    assert (made.date_order, made.ambiguous) == ("month first", False)
    assert made.date_reason == "Dates are read month first, as in a file of these columns before."
    unanswered = again(LATER, guess_mapping(FIRST))
    assert unanswered is not None
    assert unanswered.ambiguous


def test_dates_that_prove_their_order_go_before_what_was_chosen() -> None:
    proves = table(HEADER, "3,Bug,Closed,25/02/2025,26/02/2025")
    made = again(proves, guess_mapping(FIRST).with_date_order("month first"))
    assert made is not None
    assert made.date_order == "day first"


def test_a_mapping_that_does_not_fit_is_not_used() -> None:
    undated = table(HEADER, "3,Bug,Closed,2025-02-05,soon", "4,Bug,Closed,2025-02-05,later")
    assert again(undated, guess_mapping(FIRST)) is None


def test_new_words_of_a_log_join_the_flow_where_the_guess_has_them() -> None:
    first = changes(*moved("A", "_>To Do>Doing>Done", 1, 2, 4))
    chosen = guess_mapping(first).model_copy(
        update={
            "flow": (
                FlowStage(name="Waiting", state="waiting", statuses=("To Do",)),
                FlowStage(name="Work", state="active", statuses=("Doing",)),
                FlowStage(name="End", state="done", statuses=("Done",)),
            )
        }
    )
    later = changes(*moved("B", "_>Idea>To Do>Doing>Review>Done", 1, 2, 4, 5, 6))
    made = again(later, chosen, first)
    assert made is not None
    assert flow_of(made) == [
        ("Idea", "new", ("Idea",)),
        ("Waiting", "waiting", ("To Do",)),
        ("Work", "active", ("Doing",)),
        ("Review", "active", ("Review",)),
        ("End", "done", ("Done",)),
    ]


def test_a_new_word_of_an_end_joins_that_end() -> None:
    first = changes(*moved("A", "_>To Do>Doing>Done", 1, 2, 4))
    later = changes(*moved("B", "_>To Do>Doing>Done", 1, 2, 4), *moved("C", "_>To Do>Doing>Closed", 1, 2, 4))
    made = again(later, guess_mapping(first), first)
    assert made is not None
    assert [stage.statuses for stage in made.flow if stage.state == "done"] == [("Done", "Closed")]


def test_what_is_remembered_is_written_and_read_back() -> None:
    known = known_mapping(FIRST, guess_mapping(FIRST))
    assert known.seen == ("Bug", "Chore", "Closed", "Gone")
    assert KnownMapping.model_validate_json(known.model_dump_json(exclude_defaults=True)) == known
