"""Which countries a calendar may name: those whose public holidays are known."""

from __future__ import annotations

import string
from itertools import product

import holidays

from sim.stream.checks.calendar import _has_holidays


def test_a_country_is_known_by_exactly_the_codes_that_have_holidays() -> None:
    known = set(holidays.list_supported_countries())
    codes = {"".join(code) for size in (2, 3) for code in product(string.ascii_uppercase, repeat=size)}
    asked = _has_holidays.__wrapped__
    assert {code for code in codes | known if asked(code)} == known


def test_names_and_small_letters_are_no_codes() -> None:
    assert not any(_has_holidays(country) for country in ("", "nl", "Netherlands", "HolidaysAX"))
