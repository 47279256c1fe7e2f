from __future__ import annotations

import pytest

from app.widgets import unbroken


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("50 % by 12 May 2026", ["50 %", "by", "12 May 2026"]),
        ("shorter by 1.4 days, ± 0.2", ["shorter", "by", "1.4", "days,", "± 0.2"]),
        ("95 %: 33 or more", ["95 %:", "33", "or", "more"]),
        ("Build has 5 workers", ["Build", "has", "5", "workers"]),
    ],
)
def test_a_line_ends_neither_within_a_date_nor_between_a_figure_and_its_sign(
    text: str, parts: list[str]
) -> None:
    assert [part.replace("\u00a0", " ") for part in unbroken(text).split(" ")] == parts
    assert unbroken(text).replace("\u00a0", " ") == text
