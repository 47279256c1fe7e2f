"""A mapping is data."""

from __future__ import annotations

import pydantic
import pytest

from sim.history import Mapping, StageColumn
from tests.history.files import guess


def test_a_mapping_survives_json() -> None:
    mapping = guess("ID,Type,Backlog,Build,Test,Done", "1,Bug,1/2/2025,2/2/2025,13/2/2025,14/2/2025")
    assert Mapping.model_validate_json(mapping.model_dump_json()) == mapping


def test_unknown_fields_and_formats_are_refused() -> None:
    for written in ('{"separator": ","}', '{"format": "headrace.mapping/2"}', '{"columns": {"foo": "ID"}}'):
        with pytest.raises(pydantic.ValidationError):
            Mapping.model_validate_json(written)


def test_a_mapping_is_frozen() -> None:
    with pytest.raises(pydantic.ValidationError):
        Mapping().zone = "UTC"  # type: ignore[misc]


def test_a_chosen_order_settles_what_was_ambiguous() -> None:
    guessed = guess("ID,Done", "1,1/2/2025")
    chosen = guessed.with_date_order("month first")
    assert (guessed.ambiguous, chosen.ambiguous) == (True, False)
    assert (chosen.date_order, chosen.date_orders) == ("month first", {})
    assert chosen.date_reason == "Dates are read month first, as chosen."


def test_columns_can_be_chosen_anew() -> None:
    assert Mapping(columns={"done": "A"}).with_columns({"done": "B"}).columns == {"done": "B"}


def test_commitment_is_the_first_stage_that_is_not_new() -> None:
    def committed(*states: str) -> int:
        stages = tuple(
            StageColumn.model_validate({"column": f"c{n}", "name": f"s{n}", "state": state})
            for n, state in enumerate(states)
        )
        return Mapping(layout="stages", stages=stages).commitment()

    assert committed("new", "new", "waiting", "active") == 2
    assert committed("active", "new") == 0
    assert committed("new") == 0


def test_date_columns_are_listed_once_stages_first() -> None:
    mapping = Mapping(
        layout="stages",
        stages=(StageColumn(column="Build", name="Build"),),
        columns={"id": "ID", "done": "Done", "created": "Build"},
        date_orders={"Done": "month first"},
    )
    assert mapping.date_columns() == ("Build", "Done")
    assert (mapping.order_of("Build"), mapping.order_of("Done")) == ("day first", "month first")
