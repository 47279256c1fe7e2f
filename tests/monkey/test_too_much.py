"""Numbers too large for anything: refused in words, and nothing changes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.journeys.conftest import person, sit_down
from tests.journeys.person import Person

__all__ = ["person", "sit_down"]

HUGE = "99999999999999999999"


@pytest.mark.parametrize("name", ["run.seed", "inspector.arrivals.0"])
def test_a_number_that_is_too_large_is_refused_in_words(person: Person, name: str) -> None:
    before = person.project
    person.write(name, HUGE)
    assert person.project is before
    told = person.see(QLineEdit, name).toolTip()
    assert "too much" in told or "must be" in told
