"""Arithmetic modulo 2^64 on signed words, and the bits that a word needs.

What numba makes of ``+`` and ``*`` on signed words promises the compiler that nothing overflows, and it is
taken at its word: where a hash and a test of it came together in one function, the sign of a product was read
off its factor, and half of all draws were wrong. Addresses overflow on purpose, so they are added and
multiplied here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.build import compiles

if TYPE_CHECKING or not compiles():

    def plus(one: int, other: int) -> int:
        """Add two words."""
        return _signed(int(one) + int(other))

    def times(one: int, other: int) -> int:
        """Multiply two words."""
        return _signed(int(one) * int(other))

    def bit_length(word: int) -> int:
        """Give the bits that a word above 0 needs."""
        return int(word).bit_length()

    def _signed(number: int) -> int:
        word = number & 0xFFFFFFFFFFFFFFFF
        return word - (word >> 63 << 64)

else:
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic

    # numba's own form: a function of types gives a signature, and a function that writes the code.

    @intrinsic
    def plus(typing_context, one, other):  # noqa: ANN001, ANN201, ARG001
        """Add two words."""

        def code(context, builder, signature, arguments):  # noqa: ANN001, ANN202, ARG001
            return builder.add(*arguments)

        return types.int64(types.int64, types.int64), code

    @intrinsic
    def times(typing_context, one, other):  # noqa: ANN001, ANN201, ARG001
        """Multiply two words."""

        def code(context, builder, signature, arguments):  # noqa: ANN001, ANN202, ARG001
            return builder.mul(*arguments)

        return types.int64(types.int64, types.int64), code

    @intrinsic
    def bit_length(typing_context, word):  # noqa: ANN001, ANN201, ARG001
        """Give the bits that a word above 0 needs."""

        def code(context, builder, signature, arguments):  # noqa: ANN001, ANN202, ARG001
            zeros = builder.ctlz(arguments[0], ir.IntType(1)(0))
            return builder.sub(ir.IntType(64)(64), zeros)

        return types.int64(types.int64), code
