"""The plan: on which day which value changes, and to what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from app.pages.stream.forms.change import Change, taking, with_parts
from app.pages.stream.forms.form import Topic
from app.pages.stream.forms.parts import Parts, add_parts
from app.pages.stream.forms.plan_values import PlanValue, plan_values, value_now
from sim.stream import PlannedChange

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Stream

_TEXT = "Change the plan"


def plan_topic(stream: Stream) -> Topic:
    """Offer the dated changes."""
    times = [f"{one.at:g}" for one in stream.plan]
    summary = f"{stream.time_unit} {', '.join(times)}" if times else "nothing changes"
    return Topic("plan", "Plan", summary, _fill, ("plan",))


def _fill(sheet: Sheet) -> None:
    stream = sheet.about.stream
    sheet.help(
        f"What changes on a {stream.time_unit} of the run. Work begun goes on; "
        "a lowered limit throws nothing out."
    )
    values = {one.path: one for one in plan_values(stream)}
    names = {str(n): _said(one, values, stream) for n, one in enumerate(stream.plan)}
    parts = Parts("plan", "a moment", names, partial(_add, stream), _take)
    shown = add_parts(sheet, parts)
    if shown is None:
        return
    number = int(shown)
    moment = stream.plan[number]
    at = sheet.at(f"plan.{number}.", "the plan")
    at.number(f"On {stream.time_unit}", "at", moment.at, put=partial(_at, number))
    for path, value in moment.set.items():
        known = values.get(path) or PlanValue(path, path, "number")
        _add_value(at, number, known, value)
    free = {path: one.text for path, one in values.items() if path not in moment.set}
    if free:
        offered = {"": "add…", **free}
        at.pick("Change also", "add", offered, "", lambda key: _add_chosen(at, number, key))


def _add_chosen(sheet: Sheet, number: int, path: str) -> None:
    if path:
        sheet.want(_with(number, path, value_now(sheet.about.stream, path)))


def _add_value(sheet: Sheet, number: int, known: PlanValue, value: Any) -> None:  # noqa: ANN401
    """Add the field of one value, and a way to take it out of the plan."""
    put = partial(_with, number, known.path)
    path = f"set.{known.path}"
    if known.kind == "whole" and isinstance(value, int):
        sheet.whole(known.text, path, value, put=put)
    elif known.kind == "limit":
        sheet.limit(known.text, path, value, put)
    elif known.kind == "share" and isinstance(value, (int, float)):
        sheet.share(known.text, path, float(value), put=put)
    elif isinstance(value, (int, float)):
        unit = sheet.about.unit if known.kind == "duration" else ""
        sheet.number(known.text, path, float(value), unit=unit, put=put)
    else:
        sheet.help(f"{known.text}: {value}")
    if len(sheet.about.stream.plan[number].set) > 1:
        spoken = f"Leave out {known.text}"
        sheet.link(
            "Leave this out", f"{path}.remove", lambda: sheet.want(_without(number, known.path)), spoken
        )


def _said(moment: PlannedChange, values: dict[str, PlanValue], stream: Stream) -> str:
    """Say a moment of the plan in a line."""
    first = [values[path].text if path in values else path for path in moment.set]
    what = first[0] if len(first) == 1 else f"{len(first)} changes"
    return f"{stream.time_unit} {moment.at:g}: {what}"


def _add(stream: Stream) -> tuple[Change, str]:
    """Add a moment after the last, with a first value that stays as it is until it is changed."""
    path = plan_values(stream)[0].path
    moment = PlannedChange(at=_next(stream), set={path: value_now(stream, path)})

    def make(stream: Stream) -> Stream:
        return with_parts(stream, "plan", (*stream.plan, moment))

    return Change("Add to the plan", make), str(len(stream.plan))


def _next(stream: Stream) -> float:
    return max((one.at for one in stream.plan), default=0.0) + 20.0


def _take(key: str) -> Change:
    return taking("plan", int(key), "Take a moment out of the plan")


def _at(number: int, at: float) -> Change:
    return Change(_TEXT, lambda stream: _moment(stream, number, at=at))


def _with(number: int, path: str, value: object) -> Change:
    def make(stream: Stream) -> Stream:
        return _moment(stream, number, set={**stream.plan[number].set, path: value})

    return Change(_TEXT, make)


def _without(number: int, path: str) -> Change:
    def make(stream: Stream) -> Stream:
        kept = {key: one for key, one in stream.plan[number].set.items() if key != path}
        return _moment(stream, number, set=kept)

    return Change(_TEXT, make)


def _moment(stream: Stream, number: int, **changes: object) -> Stream:
    """Give the stream with another moment in its plan."""
    plan = list(stream.plan)
    plan[number] = plan[number].model_copy(update=changes)
    return with_parts(stream, "plan", tuple(plan))
