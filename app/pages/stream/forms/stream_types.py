"""Item types, classes of service, and limits by type."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.pages.stream.forms.change import Change, adding, free_id, setting, taking, with_parts
from app.pages.stream.forms.form import Topic
from app.pages.stream.forms.looks import add_looks
from app.pages.stream.forms.parts import Parts, add_parts
from sim.stream import ItemType, ServiceClass, TypeLimit, add_item_type, remove_item_type

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Stream


def types_topic(stream: Stream) -> Topic:
    """Offer the fields of each item type."""
    summary = ", ".join(kind.name for kind in stream.item_types)
    name = f"{stream.vocabulary.item.capitalize()} types"
    return Topic("types", name, summary, _fill_types, ("item_types",))


def _fill_types(sheet: Sheet) -> None:
    stream, words, unit = sheet.about.stream, sheet.about.words, sheet.about.unit
    names = {kind.id: kind.name for kind in stream.item_types}
    add = partial(_add_type, stream)
    shown = add_parts(sheet, Parts("item_types", "a type", names, add, partial(_take_type, names)))
    if shown is None:
        return
    kind = next(each for each in stream.item_types if each.id == shown)
    at = sheet.at(f"item_types.{kind.id}.", kind.name)
    at.text("Name", "name", kind.name)
    add_looks(at, kind)
    at.number("Share of arrivals", "share", kind.share, minimum=0.0)
    classes = {"": "the one that goes last", **_class_names(stream)}
    at.choose("Class of service", "class", classes, kind.class_id or "", partial(_with_class, kind))
    at.maybe("Worth when done", "value", kind.value, none="not counted", minimum=0.0)
    cost = f"Delay costs a {stream.time_unit}"
    at.maybe(cost, "cost_of_delay", kind.cost_of_delay, none="not counted", minimum=0.0)
    at.maybe("Due after", "due_in", kind.due_in, none="never due", unit=unit, minimum=0.0)
    sheet.help(f"Worth and delay are money. A due moment counts from the arrival of a {words.item}.")


def _with_class(kind: ItemType, class_id: str) -> Change:
    return setting(f"item_types.{kind.id}.class", class_id or None, f"Set class of {kind.name}")


def _add_type(stream: Stream) -> tuple[Change, str]:
    new = free_id({kind.id for kind in stream.item_types}, "type")
    name = f"Type {len(stream.item_types) + 1}"
    return Change("Add an item type", lambda s: add_item_type(s, ItemType(id=new, name=name))), new


def _take_type(names: dict[str, str], key: str) -> Change:
    return Change(f"Remove {names[key]}", lambda stream: remove_item_type(stream, key))


def classes_topic(stream: Stream) -> Topic:
    """Offer the classes of service."""
    ranked = sorted(stream.classes, key=lambda one: one.rank)
    summary = " before ".join(one.name or one.id for one in ranked) or "all alike"
    return Topic("classes", "Classes of service", summary, _fill_classes, ("classes",))


def _fill_classes(sheet: Sheet) -> None:
    stream, words = sheet.about.stream, sheet.about.words
    sheet.help(f"A class says who goes first, and whether WIP limits hold for its {words.items}.")
    add = partial(_add_class, stream)
    names = _class_names(stream)
    shown = add_parts(sheet, Parts("classes", "a class", names, add, partial(_take_class, names)))
    if shown is None:
        return
    one = next(each for each in stream.classes if each.id == shown)
    at = sheet.at(f"classes.{one.id}.", one.name or one.id)
    at.text("Name", "name", one.name or one.id)
    at.whole("Rank (0 goes first)", "rank", one.rank, minimum=0)
    at.limit("At most at once", "at_most", one.at_most)
    at.switch("Enters whatever the WIP limits", "ignores_wip", one.ignores_wip)
    at.switch(f"Takes {words.workers} from work begun", "preempts", one.preempts)
    kinds = [kind.name for kind in stream.item_types if kind.class_id == one.id]
    sheet.help(f"In this class: {', '.join(kinds)}." if kinds else "No type is in this class yet.")


def _class_names(stream: Stream) -> dict[str, str]:
    return {one.id: one.name or one.id for one in stream.classes}


def _add_class(stream: Stream) -> tuple[Change, str]:
    """Add a class; the first one added goes before all others, who become standard."""
    taken = {one.id for one in stream.classes}
    if not stream.classes:
        classes = (
            ServiceClass(id="expedite", name="Expedite", rank=0, ignores_wip=True, at_most=1),
            ServiceClass(id="standard", name="Standard", rank=1),
        )
        return Change("Add classes of service", lambda s: with_parts(s, "classes", classes)), "expedite"
    new = free_id(taken, "class")
    rank = max(one.rank for one in stream.classes) + 1
    name = f"Class {len(taken) + 1}"
    return adding("classes", ServiceClass(id=new, name=name, rank=rank), "Add a class of service"), new


def _take_class(names: dict[str, str], key: str) -> Change:
    """Remove a class; its types fall to the one that goes last."""

    def make(stream: Stream) -> Stream:
        kept = tuple(one for one in stream.classes if one.id != key)
        types = tuple(
            kind.model_copy(update={"class_id": None}) if kind.class_id == key else kind
            for kind in stream.item_types
        )
        return with_parts(with_parts(stream, "classes", kept), "item_types", types)

    return Change(f"Remove class {names[key]}", make)


def type_limits_topic(stream: Stream) -> Topic:
    """Offer a limit for each type."""
    names = {kind.id: kind.name for kind in stream.item_types}
    told = [f"{names.get(one.type, one.type)} {one.limit}" for one in stream.type_limits]
    return Topic("type_limits", "Limits by type", " · ".join(told) or "none", _fill_limits, ("type_limits",))


def _fill_limits(sheet: Sheet) -> None:
    stream, words = sheet.about.stream, sheet.about.words
    sheet.help(f"The most {words.items} of a type in the stream at once; the rest wait in the backlog.")
    limits = {one.type: (place, one.limit) for place, one in enumerate(stream.type_limits)}
    for kind in stream.item_types:
        place, limit = limits.get(kind.id, (-1, None))
        put = partial(_with_limit, kind, place)
        sheet.limit(kind.name, f"type_limits.{kind.id}", limit, put)


def _with_limit(kind: ItemType, place: int, limit: int | None) -> Change:
    text = f"Set limit of {kind.name} to {limit or 'none'}"
    if limit is None:
        return taking("type_limits", place, text)
    if place >= 0:
        return setting(f"type_limits.{place}.limit", limit, text)
    return adding("type_limits", TypeLimit(type=kind.id, limit=limit), text)
