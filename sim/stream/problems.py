"""Everything that is wrong with a stream, all at once."""

from __future__ import annotations

from sim.stream.checks_calendar import check_calendar
from sim.stream.checks_counts import check_counts
from sim.stream.checks_items import check_arrivals, check_items
from sim.stream.checks_policies import check_board, check_endless, check_groups, check_load
from sim.stream.checks_stages import check_stages
from sim.stream.problem import Problem, errors_among, fault_of
from sim.stream.stream import Stream
from sim.stream.support import unsupported

_CHECKS = (
    check_items,
    check_arrivals,
    check_stages,
    check_groups,
    check_board,
    check_calendar,
    check_counts,
    unsupported,
)
_CHECKS_OF_SOUND_STREAMS = (check_endless, check_load)


def problems(stream: Stream) -> tuple[Problem, ...]:
    """Find everything that is wrong or doubtful, errors first.

    Whether the stream can keep up is only asked of one without errors: its load needs all its values.

    Args:
        stream: Any stream, however broken.

    Returns:
        Problems in the order of the written form within a severity; empty if all is well.
    """
    found = [problem for check in _CHECKS for problem in check(stream)]
    if not errors_among(found):
        found += [problem for check in _CHECKS_OF_SOUND_STREAMS for problem in check(stream)]
    return tuple(sorted(found, key=lambda problem: problem.severity != "error"))


def require_sound(stream: Stream) -> tuple[Problem, ...]:
    """Let a stream pass that can run.

    Returns:
        Its warnings.

    Raises:
        StreamFault: If it has errors; the fault names all of them.
    """
    found = problems(stream)
    errors = errors_among(found)
    if errors:
        raise fault_of(errors)
    return found
