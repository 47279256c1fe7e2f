"""Parts hold exactly what was put in, and refuse what is not theirs."""

from __future__ import annotations

import tracemalloc
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.store.parts import DTYPES, Part, array_part, json_part, packed_json_part, read_array, read_json
from tests.store.projects import JSON

NUMBERS = {
    "<f8": st.floats(),
    "<i4": st.integers(-(2**31), 2**31 - 1),
    "<i2": st.integers(-(2**15), 2**15 - 1),
    "|i1": st.integers(-128, 127),
}


@pytest.mark.parametrize("dtype", DTYPES)
@given(data=st.data())
def test_numbers_come_back_bit_for_bit_and_cannot_be_changed(dtype: str, data: st.DataObject) -> None:
    array = np.array(data.draw(st.lists(NUMBERS[dtype], max_size=20)), dtype=dtype)
    found = read_array(array_part(array))
    assert found.tobytes() == array.tobytes()
    assert found.dtype == array.dtype
    assert not found.flags.writeable


def test_numbers_of_a_big_endian_machine_are_written_in_the_common_order() -> None:
    numbers = np.array([1, 2, 70_000], dtype=np.int32)
    assert array_part(numbers.astype(">i4")) == array_part(numbers)


def test_a_view_with_gaps_is_written_as_what_it_shows() -> None:
    assert read_array(array_part(np.arange(10.0)[::3])).tolist() == [0, 3, 6, 9]


@given(value=JSON)
def test_json_values_come_back_from_both_forms(value: Any) -> None:  # noqa: ANN401
    assert read_json(json_part(value)) == value
    assert read_json(packed_json_part(value)) == value


def test_readable_text_is_ascii_whatever_it_says() -> None:
    assert json_part({"name": "Zürich ✓"}).content.isascii()


GOOD = array_part(np.arange(5, dtype=np.int32))


@pytest.mark.parametrize(
    "bad",
    [
        replace(GOOD, dtype="|O"),
        replace(GOOD, dtype="<i2"),
        replace(GOOD, length=4),
        replace(GOOD, length=6),
        replace(GOOD, length=-1),
        replace(GOOD, form="json.zlib"),
        replace(GOOD, content=b"not compressed"),
        replace(GOOD, content=GOOD.content[:-1]),
    ],
)
def test_an_array_that_is_not_what_it_says_is_refused(bad: Part) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_array(bad)


def test_text_that_is_not_json_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        read_json(Part("json", b"{"))
    with pytest.raises(ValueError, match="instead of"):
        read_json(Part("json.zlib", zlib.compress(b"[1, 2]"), length=3))


def test_a_small_part_cannot_fill_the_memory() -> None:
    bomb = Part("array.zlib", zlib.compress(bytes(200_000_000)), "|i1", 1000)
    tracemalloc.start()
    with pytest.raises(ValueError, match="1001 bytes instead of 1000"):
        read_array(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000
