"""How one date is read, for a person to look at."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.history import DateExample, date_example, guess_mapping, with_words
from tests.history.files import table


def example(*cells: str, headers: str = "When") -> DateExample | None:
    read = table(headers, *cells)
    return date_example(read, read.headers)


def test_the_first_date_that_fits_both_orders_tells_most() -> None:
    found = example("2025-01-31", "31.1.2025", "7.6.2025 14:59:28", "8.6.2025")
    assert found == DateExample(
        "When",
        "7.6.2025 14:59:28",
        {"day first": dt.date(2025, 6, 7), "month first": dt.date(2025, 7, 6)},
    )
    assert found.is_open


def test_a_date_in_numbers_goes_before_one_that_leaves_nothing_open() -> None:
    found = example("2025-01-31", "31.1.2025")
    assert found == DateExample("When", "31.1.2025", {"day first": dt.date(2025, 1, 31)})
    assert not found.is_open


@pytest.mark.parametrize("text", ["2025-03-04", "4 March 2025", "Mar 4 2025", "2025-03-04T23:30:00-08:00"])
def test_a_date_that_can_be_read_one_way_only_has_the_same_day_in_both_orders(text: str) -> None:
    found = example(text)
    assert found is not None
    assert found.readings == {"day first": dt.date(2025, 3, 4), "month first": dt.date(2025, 3, 4)}
    assert not found.is_open


def test_a_day_that_is_the_same_month_is_no_question() -> None:
    found = example("05/05/2025")
    assert found is not None
    assert not found.is_open


@pytest.mark.parametrize("cells", [("",), ("soon", "later"), ("-", "n/a")])
def test_a_column_without_dates_has_no_example(cells: tuple[str, ...]) -> None:
    assert example(*cells) is None


def test_a_telling_date_of_a_later_column_goes_before_another_of_the_first() -> None:
    found = example("2025-03-04,7/6/2025", headers="Started,Done")
    assert found is not None
    assert (found.column, found.text) == ("Done", "7/6/2025")


def test_no_columns_have_no_example() -> None:
    assert date_example(table("When", "2025-01-01"), ()) is None


def test_the_words_of_a_newly_chosen_column_are_guessed() -> None:
    read = table("ID,Kind,Done", "1,Bug,2025-01-01", "2,Whim,2025-01-02")
    bare = guess_mapping(read).model_copy(update={"columns": {"id": "ID", "type": "Kind"}, "types": {}})
    mapping = with_words(read, bare)
    assert mapping.types == {"Bug": "defect", "Whim": "whim"}
    assert mapping.type_names == {"whim": "Whim"}
    assert with_words(read, mapping.model_copy(update={"columns": {}})).types == {}
