"""How sentences name several things."""

from __future__ import annotations

import pytest

from sim.wording import joined


@pytest.mark.parametrize(
    ("names", "said"),
    [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")],
)
def test_names_are_joined_as_in_a_sentence(names: tuple[str, ...], said: str) -> None:
    assert joined(names) == said
    assert joined(list(names), "or") == said.replace("and", "or")
