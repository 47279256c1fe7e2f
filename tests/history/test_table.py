"""Tables: names of columns, and dates taken apart once."""

from __future__ import annotations

import pytest

from sim.history.table import unique_headers
from tests.history.files import table


def test_good_headers_stay() -> None:
    assert unique_headers(["ID", "Title"]) == (("ID", "Title"), ())


def test_line_ends_and_runs_of_blanks_in_a_header_become_one_blank() -> None:
    assert unique_headers(["Closed\nDate", "a   b"])[0] == ("Closed Date", "a b")


def test_repeated_headers_get_their_ordinal() -> None:
    assert unique_headers(["Labels", "ID", "Labels", "Labels"]) == (
        ("Labels", "ID", "Labels (2)", "Labels (3)"),
        ('The header "Labels" occurs 3 times; the second is called "Labels (2)".',),
    )


def test_no_made_up_name_collides_with_a_given_one() -> None:
    names, _ = unique_headers(["Labels", "Labels (2)", "Labels", "", "Column 4", ""])
    assert len(set(names)) == 6
    assert names[0] == "Labels"
    assert "Column 4" in names


def test_many_empty_headers_are_said_in_one_sentence() -> None:
    _, said = unique_headers([""] * 8)
    assert said == (
        "Columns without a header are called Column 1, Column 2, Column 3, Column 4, Column 5 and 3 more.",
    )


def test_columns_are_found_by_header() -> None:
    made = table("ID,Done", "1,2025-01-02", "2,")
    assert len(made) == 2
    assert made.column("Done") == ("2025-01-02", "")
    with pytest.raises(KeyError):
        made.column("Started")
    with pytest.raises(KeyError):
        made.dates("Started")


def test_dates_of_a_column_are_taken_apart_once() -> None:
    made = table("ID,Done", "1,2025-01-02")
    assert made.dates("Done") is made.dates("Done")
    assert made.dates("Done").readable() == 1


def test_the_words_of_a_column_are_counted_once() -> None:
    made = table("ID,Type", "1,Bug", "2,Story", "3,Bug")
    assert made.words("Type") == {"Bug": 2, "Story": 1}
    assert made.words("Type") is made.words("Type")
    with pytest.raises(KeyError):
        made.words("State")
