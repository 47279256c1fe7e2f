"""The board as the compiled rules hold it: a bare pointer to its words.

PERF(tests/bench, five-stage line): an array passed down the rules costs a reference count and a test for
negative places at every use; a pointer makes runs twice as fast. It checks no bounds, so the checked build
(``HEADRACE_CHECKED=1``), and the rules uncompiled, keep the array.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.engine.build import checks_bounds, compiles, rule

if TYPE_CHECKING or not compiles() or checks_bounds():

    @rule
    def words(board: Any) -> Any:  # noqa: ANN401 - an array outside, words by their place inside
        """Give the board as it is."""
        return board

else:
    from numba import types
    from numba.core import cgutils
    from numba.extending import intrinsic

    @intrinsic
    def words(typing_context, board):  # noqa: ANN001, ANN201, ARG001 - numba's own form
        """Give a pointer to the first word of an array; the caller keeps the array alive."""
        pointer = types.CPointer(types.int64)

        def code(context, builder, signature, arguments):  # noqa: ANN001, ANN202
            array = context.make_array(signature.args[0])(context, builder, arguments[0])
            return builder.bitcast(array.data, cgutils.intp_t.as_pointer())

        return pointer(board), code
