"""What one more worker would gain, in words: pure, from the figures of an experiment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.stream import a_unit, readable_rate

if TYPE_CHECKING:
    from app.pages.stream.gain import Gain
    from sim.experiment import Estimate, MetricChange
    from sim.stream import Stream

_LEAST: Final = 0.095
"""The least rate that one decimal tells to half of it."""


def gain_sentence(gain: Gain) -> str:
    """Say what one more would do to velocity; where that is not clear, what it would do to flow time.

    Every number has its 95 % interval. Nothing is called a gain whose interval holds 0.
    """
    from sim.experiment import judge

    stream = gain.request.stream
    who = one_more_words(stream, gain.request.stage)
    if stream.plan:
        who = f"with what the plan still brings, {who}"
    kind = judge(gain.velocity).kind
    if kind in ("better", "worse"):
        return f"{who} would {'raise' if kind == 'better' else 'lower'} velocity by about {_rate_words(gain)}"
    if kind == "same":
        said = f"{who} would hardly change velocity (by less than 1 %)"
    else:
        said = f"{who}: no difference in velocity told{_within(gain)}"
    return said + _time_words(gain)


def one_more_words(stream: Stream, stage: str) -> str:
    """Name who would come: one more person in Test, or one more in the team."""
    place = stream.stage(stage)
    team = next((team for team in stream.teams if team.id == place.team), None)
    where = f"in {place.name}" if team is None else f"in team {team.name}"
    return f"one more {stream.vocabulary.worker} {where}"


def _rate_words(gain: Gain) -> str:
    """Tell the difference in the unit that velocity itself is told in, or in a longer one if it is tiny."""
    difference = gain.velocity.difference
    factor, unit = _unit(gain)
    if abs(difference.mean) * factor < _LEAST:
        stream = gain.request.stream
        factor, unit = readable_rate(abs(difference.mean), stream.time_unit, stream.calendar)
    return _size(difference, factor, a_unit(unit))


def _within(gain: Gain) -> str:
    """Tell between which differences of velocity the truth may lie; nothing where that is not known."""
    difference = gain.velocity.difference
    if difference.n < 2:
        return ""
    factor, unit = _unit(gain)
    low, high = (_signed(each * factor) for each in (difference.low, difference.high))
    return f" ({low} to {high} {a_unit(unit)})"


def _time_words(gain: Gain) -> str:
    """Tell what flow time would do, where that is clear and does not depend on how long a run is."""
    from sim.experiment import judge

    change: MetricChange = gain.flow_time
    if not gain.settles or judge(change).kind not in ("better", "worse"):
        return ""
    way = "shorter" if change.difference.mean < 0 else "longer"
    about = _size(change.difference, 1.0, f"{gain.request.stream.time_unit}s {way}")
    return f", but the 85 % flow time would be about {about}"


def _unit(gain: Gain) -> tuple[float, str]:
    stream = gain.request.stream
    return readable_rate(gain.velocity.base.mean, stream.time_unit, stream.calendar)


def _size(difference: Estimate, factor: float, unit: str) -> str:
    """Tell a difference that is clear, with its interval, in as many decimals as leave 0 out of it."""
    size = abs(difference.mean) * factor
    low, high = sorted(abs(each) * factor for each in (difference.low, difference.high))
    digits = next((digits for digits in (1, 2, 3) if round(low, digits) > 0), 3)
    return f"{size:.{digits}f} {unit} ({low:.{digits}f} to {high:.{digits}f})"


def _signed(value: float) -> str:
    shown = f"{abs(value):.1f}"
    return shown if value >= 0 or float(shown) == 0 else f"\N{MINUS SIGN}{shown}"
