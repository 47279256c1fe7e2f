"""What was changed while a stream ran, in words: pure, from the streams before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.canvas import duration_text
from app.pages.stream.forms.plan_values import plan_values, value_now
from sim.distributions import Distribution
from sim.stream import Cadence, changed_values, stream_at

if TYPE_CHECKING:
    from sim.stream import ItemType, Stage, Stream, Team

_MOST: Final = 3
"""Changes told one by one; of more only the number is told."""
_FIELDS: Final = {"wip_limit": "limit", "routes": "ways on", "pull": "pull order", "setup": "changeover"}
"""What fields are called, where not as they are spelt."""
_PLAIN: Final = (int, float, str, type(None))


@dataclass(frozen=True)
class ChangeMade:
    """A change made while a stream ran.

    Attributes:
        time: From when on it holds, in the run's time.
        text: What was changed: "Test limit 5 → 2".
    """

    time: float
    text: str


def words_of_change(before: Stream, after: Stream) -> str:
    """Say what makes one stream of another; empty if no run follows it."""
    told = _told(before, after)
    if len(told) > _MOST:
        return "; ".join(told[: _MOST - 1]) + f"; {len(told) - _MOST + 1} more changes"
    return "; ".join(told)


def planned_changes(stream: Stream, now: float) -> list[ChangeMade]:
    """Give what the plan of a stream has changed up to now, in order."""
    moments = sorted({change.at for change in stream.plan if 0 < change.at <= now})
    found = []
    in_force = stream_at(stream, 0.0)
    for moment in moments:
        after = stream_at(stream, moment)
        text = words_of_change(in_force, after)
        in_force = after
        if text:
            found.append(ChangeMade(moment, text))
    return found


def _told(before: Stream, after: Stream) -> list[str]:
    known = {value.path: value for value in (*plan_values(before), *plan_values(after))}
    unit, told = before.time_unit, []
    for path in changed_values(before, after):
        inside = [each for each in known if each == path or each.startswith(f"{path}.")]
        differing = [each for each in inside if value_now(before, each) != value_now(after, each)]
        for each in differing:
            value = known[each]
            old, new = (value.say(_plain(value_now(one, each)), unit) for one in (before, after))
            owned = each.split(".")[0] in ("stages", "teams", "item_types")
            told.append(f"{_name_of(before, each) if owned else value.text} {old} → {new}")
        if not differing:
            told.append(_other(before, after, path))
    return told


def _other(before: Stream, after: Stream, path: str) -> str:
    """Say a change of a value that has no name of its own among those that a plan changes."""
    name = _name_of(before, path)
    old, new = value_now(before, path), value_now(after, path)
    if isinstance(old, Distribution) and isinstance(new, Distribution):
        texts = [duration_text(each, before.time_unit) for each in (old, new)]
        return f"{name} {texts[0]} → {texts[1]}" if texts[0] != texts[1] else f"{name} changed"
    if isinstance(old, Cadence) and isinstance(new, Cadence) and old.every != new.every:
        return f"{name} every {_short(old.every)} → {_short(new.every)}"
    if isinstance(old, _PLAIN) and isinstance(new, _PLAIN):
        return f"{name} {_short(old)} → {_short(new)}"
    return f"{name} changed"


def _name_of(stream: Stream, path: str) -> str:
    """Call a value by what it belongs to, then by itself: flags have room for a few letters only."""
    first, *rest = path.split(".")
    owners: dict[str, tuple[Stage | Team | ItemType, ...]] = {
        "stages": stream.stages,
        "teams": stream.teams,
        "item_types": stream.item_types,
    }
    if first not in owners or not rest:
        return first.replace("_", " ").capitalize()
    owner = next((part.name for part in owners[first] if part.id == rest[0]), rest[0])
    field = rest[1] if len(rest) > 1 else "rules"
    if field == "workers":
        return f"{owner} {stream.vocabulary.workers}"
    return f"{owner} {_FIELDS.get(field, field.replace('_', ' '))}"


def _plain(value: Any) -> object:  # noqa: ANN401 (whatever stands there)
    return value.value if isinstance(value, Distribution) and value.value is not None else value


def _short(value: object) -> str:
    if value is None:
        return "none"
    return f"{value:g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
