"""Addresses wrap around, compiled or not, whatever the compiler sees beside them."""

from __future__ import annotations

import pytest

from sim.engine.build import entry
from sim.engine.draws import mixed, uniform
from sim.engine.wrapping import bit_length, plus, times

LEAST, MOST = -(1 << 63), (1 << 63) - 1
FACTOR = -7723592293110705685


@entry
def added(one: int, other: int) -> int:
    return plus(one, other)


@entry
def multiplied(one: int, other: int) -> int:
    return times(one, other)


@entry
def bits_of(word: int) -> int:
    return bit_length(word)


@entry
def is_low(word: int) -> int:
    """A product and a test of its sign in one function, as where a draw is looked up."""
    return 1 if ((times(word, FACTOR) >> 11) & 0x1FFFFFFFFFFFFF) < 1 << 52 else 0


@entry
def is_low_draw(key: int) -> int:
    return 1 if uniform(key) < 1 << 52 else 0


def wrapped(number: int) -> int:
    return (number + (1 << 63)) % (1 << 64) - (1 << 63)


WORDS = [0, 1, -1, 2, -3, MOST, LEAST, MOST - 7, LEAST + 9, FACTOR, *(mixed(n) for n in range(40))]


@pytest.mark.parametrize("word", WORDS)
def test_sums_and_products_are_taken_modulo_two_to_the_64(word: int) -> None:
    others = [MOST, LEAST, FACTOR, 3, -1]
    assert [added(word, other) for other in others] == [wrapped(word + other) for other in others]
    assert [multiplied(word, other) for other in others] == [wrapped(word * other) for other in others]


@pytest.mark.parametrize("word", WORDS)
def test_the_sign_of_a_product_is_the_product_s_own(word: int) -> None:
    assert is_low(word) == int(wrapped(word * FACTOR) >= 0)
    assert is_low_draw(word) == int(mixed(word) >= 0)


def test_the_bits_of_a_word_are_counted() -> None:
    words = [1, 2, 3, 4, 8191, 8192, (1 << 52) - 1, 1 << 52, MOST]
    assert [bits_of(word) for word in words] == [word.bit_length() for word in words]
