"""In which two versions of a project differ, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from pydantic import BaseModel

from sim.distributions import Distribution, describe
from sim.errors import UserFault
from sim.store.project import Project, StoredHistory

ABSENT = "not there"
_NONE = "none"
_OTHER = "another"
_LONGEST = 60
_WORDS = {
    "wip_limit": "WIP limit",
    "class_id": "class",
    "at_most": "cap",
    "cost_per_day": "cost a day",
    "wip_groups": "limits over stages",
    "plan": "planned changes",
    "board": "items at the start",
    "sketch": "arrangement of the board",
    "until": "end of the run",
}


@dataclass(frozen=True)
class Difference:
    """One thing that differs.

    Attributes:
        what: What it is ("Test: WIP limit").
        before: What it is in the one version ("3").
        after: What it is in the other ("2").
    """

    what: str
    before: str
    after: str


def differences(before: Project, after: Project) -> tuple[Difference, ...]:
    """List in what two projects differ: stages first, in the order of the stream."""
    found = [*_of_streams(before, after)]
    for field in fields(Project):
        if field.name not in ("stream", "sketch", "history"):
            old, new = getattr(before, field.name), getattr(after, field.name)
            found += _compare("", _label(field.name), old, new)
    if before.sketch != after.sketch:
        found.append(Difference(_label("sketch"), "as it was", "changed"))
    if before.history != after.history:
        found.append(Difference("History", _history(before.history), _history(after.history)))
    return tuple(found)


def _of_streams(before: Project, after: Project) -> Iterator[Difference]:
    first = ("name", "stages")
    every = (*first, *(name for name in type(before.stream).model_fields if name not in first))
    for name in every:
        yield from _compare("", _label(name), getattr(before.stream, name), getattr(after.stream, name))


def _compare(owner: str, label: str, before: object, after: object) -> Iterator[Difference]:
    """Compare two values; ``owner`` is whose they are, ``label`` what they are."""
    if before == after:
        return
    both = _keyed(before), _keyed(after)
    if both[0] is not None and both[1] is not None:
        yield from _compare_lists(owner, label, both[0], both[1])
    elif _is_open(before) and type(before) is type(after):
        names = _names(before)
        for name in names:
            mine = f"{owner}, {label.lower()}" if owner and label else owner or label
            yield from _compare(mine, _label(name), getattr(before, name), getattr(after, name))
    else:
        said = _said(before), _said(after)
        if said[0] == said[1]:
            said = (said[0], f"{_OTHER} ({said[1]})")
        yield Difference(f"{owner}: {_lowered(label)}" if owner else label, *said)


def _compare_lists(
    owner: str, label: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        name = _name(after.get(key, before.get(key)), key)
        if key not in after or key not in before:
            there = tuple(_said(side[key]) if key in side else ABSENT for side in (before, after))
            yield Difference(f"{owner or label}: {name}", *there)
        else:
            yield from _compare(name if not owner else f"{owner}, {name}", "", before[key], after[key])
    kept = [[key for key in side if key in other] for side, other in ((before, after), (after, before))]
    if label and kept[0] != kept[1]:
        orders = [", ".join(_name(side[key], key) for key in side) for side in (before, after)]
        yield Difference(f"Order of the {_lowered(label)}", orders[0], orders[1])


def _keyed(value: object) -> dict[str, Any] | None:
    """Give the parts of a list by what names them; None for anything else."""
    if isinstance(value, Mapping):
        return {str(key): one for key, one in value.items()}
    if not isinstance(value, tuple):
        return None
    for name in ("id", "name"):
        keys = [getattr(one, name, None) for one in value]
        if all(isinstance(key, str) for key in keys) and len(set(keys)) == len(keys):
            return dict(zip(map(str, keys), value, strict=True))
    return None


def _is_open(value: object) -> bool:
    """Tell whether a value is compared field by field, and not as a whole."""
    if isinstance(value, Distribution):
        return False
    return isinstance(value, BaseModel) or hasattr(value, "__dataclass_fields__")


def _names(value: Any) -> list[str]:  # noqa: ANN401
    if isinstance(value, BaseModel):
        return list(type(value).model_fields)
    return [field.name for field in fields(value)]


def _name(value: object, key: str) -> str:
    name = getattr(value, "name", None)
    return name if isinstance(name, str) and name else key


def _duration(value: Distribution) -> str:
    try:
        return describe(value)
    except UserFault:
        return value.family


_SAY: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (bool, lambda value: "yes" if value else "no"),
    ((int, float), lambda value: f"{value:g}"),
    (str, lambda value: (value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…") or "empty"),
    (Distribution, _duration),
    ((tuple, list, Mapping), lambda value: f"{len(value)}" if value else _NONE),
)


def _said(value: object) -> str:
    if value is None:
        return _NONE
    return next((say(value) for kind, say in _SAY if isinstance(value, kind)), "there")


def _history(history: StoredHistory | None) -> str:
    if history is None:
        return _NONE
    return f"{history.source}, {len(history.log.items)} items"


def _label(name: str) -> str:
    words = _WORDS.get(name, name.replace("_", " "))
    return words[:1].upper() + words[1:]


def _lowered(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
