"""Everything that is wrong with a stream, all at once."""

from __future__ import annotations

from sim.stream.checks.arrivals import check_arrivals
from sim.stream.checks.board import check_board
from sim.stream.checks.calendar import check_calendar
from sim.stream.checks.counts import check_counts
from sim.stream.checks.endless import check_endless
from sim.stream.checks.interruptions import check_drag, check_interruptions
from sim.stream.checks.items import check_items
from sim.stream.checks.load import check_load
from sim.stream.checks.lots import check_lots
from sim.stream.checks.plan import check_in_force, check_plan
from sim.stream.checks.policies import check_feedback, check_groups, check_type_limits
from sim.stream.checks.stages import check_stages
from sim.stream.checks.teams import check_staff, check_teams
from sim.stream.checks.ways import check_ways
from sim.stream.problem import Problem, errors_among, fault_of
from sim.stream.stream import Stream

_CHECKS = (
    check_items,
    check_arrivals,
    check_teams,
    check_stages,
    check_staff,
    check_ways,
    check_interruptions,
    check_lots,
    check_groups,
    check_type_limits,
    check_feedback,
    check_drag,
    check_plan,
    check_board,
    check_calendar,
    check_counts,
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
        found += check_in_force(stream, problems)
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
