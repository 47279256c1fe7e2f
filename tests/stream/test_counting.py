"""One thing is said in the singular, none and several in the plural."""

from __future__ import annotations

import pytest

from sim.stream import counted


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 visits"),
        (1, "1 visit"),
        (2, "2 visits"),
        (1.0, "1 visit"),
        (1.0004, "1 visit"),
        (1.08, "1.08 visits"),
        (12000, "12000 visits"),
        (0.333333, "0.333 visits"),
    ],
)
def test_a_number_of_things_agrees_with_its_noun(number: float, said: str) -> None:
    assert counted(number, "visit") == said


def test_a_noun_with_a_plural_of_its_own_has_it() -> None:
    assert (counted(1, "person", "people"), counted(3, "person", "people")) == ("1 person", "3 people")
