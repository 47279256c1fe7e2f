"""How items arrive: any number of ways at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from app.canvas import typical
from app.pages.stream.edits import with_typical
from app.pages.stream.forms.change import Change, adding, replacing, setting, taking
from app.pages.stream.forms.duration_rows import add_duration
from app.pages.stream.forms.form import Topic
from app.pages.stream.forms.parts import Parts, add_parts
from app.pages.stream.forms.schedule_rows import add_schedule
from sim.distributions import Distribution
from sim.stream import Backlog, CadenceArrival, Interarrival, Saturated, Schedule, ScheduledItem

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Arrivals, Stream, Vocabulary

_KINDS: Final = {
    "interarrival": "one by one",
    "cadence": "regularly",
    "backlog": "all at the start",
    "saturated": "always another",
    "schedule": "at given moments",
}
_MIXES: Final = {"draw": "drawn", "balanced": "in balance"}


def add_rates(sheet: Sheet) -> None:
    """Add the one figure of each way in which items arrive."""
    sheet.heading("Arrivals")
    for number, way in enumerate(sheet.about.stream.arrivals):
        _add_rate(sheet, number, way)


def _add_rate(sheet: Sheet, number: int, way: Arrivals) -> None:
    stream, unit, said = sheet.about.stream, sheet.about.unit, "Change arrivals"
    path = f"arrivals.{number}"
    if isinstance(way, Interarrival):
        word = typical(way.time)[1] or "exactly"
        names = ", ".join(kind.name for kind in stream.item_types if kind.id in (way.types or ()))
        text = f"{names}: one every ({word})" if names else f"One every ({word})"

        def put(value: float) -> Change:
            return setting(f"{path}.time", with_typical(way.time, value), said)

        sheet.number(text, path, typical(way.time)[0], unit=unit, minimum=1e-6, put=put)
    elif isinstance(way, CadenceArrival):
        text = f"Every {way.every:g} {unit}"
        sheet.whole(text, path, way.count, put=lambda value: setting(f"{path}.count", value, said))
    else:
        sheet.help(arrivals_text(way, stream.vocabulary))


def arrivals_topic(stream: Stream) -> Topic:
    """Offer every field of every way to arrive."""
    told = [_KINDS[way.kind] for way in stream.arrivals]
    return Topic("arrivals", "Ways to arrive", " · ".join(told) or "none", _fill, ("arrivals",))


def _fill(sheet: Sheet) -> None:
    stream = sheet.about.stream
    names = {str(n): f"{n + 1}: {_KINDS[way.kind]}" for n, way in enumerate(stream.arrivals)}
    parts = Parts("arrivals", "a way to arrive", names, partial(_add, stream), _take)
    shown = add_parts(sheet, parts)
    if shown is None:
        return
    number = int(shown)
    way = stream.arrivals[number]
    at = sheet.at(f"arrivals.{number}.", "arrivals")
    at.choose("Comes", "kind", _KINDS, way.kind, partial(_of_kind, stream, number))
    _fill_way(at, way)
    if way.kind == "backlog" and way.counts is not None:
        return
    types = {kind.id: kind.name for kind in stream.item_types}
    at.several("Types", "types", types, way.types or (), put=partial(_with_types, number), none="all")
    at.choose("The mix is", "mix", _MIXES, way.mix)


def _fill_way(sheet: Sheet, way: Arrivals) -> None:
    unit, words = sheet.about.unit, sheet.about.words
    if isinstance(way, Interarrival):
        add_duration(sheet, "Time between", "time", way.time)
        add_duration(sheet, f"{words.items.capitalize()} at once", "batch", way.batch, unit="")
    elif isinstance(way, CadenceArrival):
        sheet.number("Every", "every", way.every, unit=unit, minimum=1e-6)
        sheet.whole(f"{words.items.capitalize()} each time", "count", way.count)
        sheet.maybe("First at", "first", way.first, none="the start", unit=unit, minimum=0.0)
    elif isinstance(way, Backlog):
        _fill_backlog(sheet, way)
    elif isinstance(way, Schedule):
        add_schedule(sheet.at("", sheet.about.owner), int(sheet.about.base.split(".")[1]), way)
    else:
        sheet.help(arrivals_text(way, words))


def _fill_backlog(sheet: Sheet, way: Backlog) -> None:
    types, number = sheet.about.stream.item_types, int(sheet.about.base.split(".")[1])
    options = {"share": "by share", "counts": "for each type"}
    chosen = "share" if way.counts is None else "counts"
    sheet.choose("How many", "counting", options, chosen, partial(_counting, number, way, types))
    if way.counts is None:
        sheet.whole("All together", "count", way.count or 0)
        return
    for kind in types:
        sheet.whole(kind.name, f"counts.{kind.id}", way.counts.get(kind.id, 0), minimum=0)


def _counting(number: int, way: Backlog, types: Any, how: str) -> Change:  # noqa: ANN401 (a tuple of types)
    if how == "share":
        new = way.model_copy(update={"counts": None, "count": sum((way.counts or {}).values())})
    else:
        whole = sum(kind.share for kind in types) or 1.0
        counts = {kind.id: round((way.count or 0) * kind.share / whole) for kind in types}
        new = way.model_copy(update={"counts": counts, "count": None, "types": None})
    return replacing("arrivals", number, new, "Change arrivals")


def _add(stream: Stream) -> tuple[Change, str]:
    way = CadenceArrival(every=10.0, count=5)
    return adding("arrivals", way, "Add a way to arrive"), str(len(stream.arrivals))


def _take(key: str) -> Change:
    return taking("arrivals", int(key), "Remove a way to arrive")


def _of_kind(stream: Stream, number: int, kind: str) -> Change:
    """Let items come in another way; types and mix stay."""
    old = stream.arrivals[number]
    kept = {"types": old.types, "mix": old.mix}
    gap = _gap(old)
    new: Arrivals
    if kind == "interarrival":
        new = Interarrival(time=Distribution(family="exponential", mean=gap), **kept)
    elif kind == "cadence":
        new = CadenceArrival(every=10.0 * gap, count=10, **kept)
    elif kind == "backlog":
        new = Backlog(count=100, **kept)
    elif kind == "schedule":
        new = Schedule(items=tuple(ScheduledItem(at=round(n * gap, 6)) for n in range(5)), **kept)
    else:
        new = Saturated(**kept)
    return replacing("arrivals", number, new, f"Let arrivals come {_KINDS[kind]}")


def _gap(way: Arrivals) -> float:
    """Give the typical time between two items, as a start for another way."""
    if isinstance(way, Interarrival):
        return typical(way.time)[0] or 1.0
    if isinstance(way, CadenceArrival):
        return way.every / max(way.count, 1)
    return 1.0


def _with_types(number: int, keys: tuple[str, ...]) -> Change:
    return setting(f"arrivals.{number}.types", list(keys) or None, "Change which types arrive")


def arrivals_text(way: Arrivals, words: Vocabulary | None = None) -> str:
    """Say in words how items arrive where no single figure tells it."""
    item, items = ("item", "items") if words is None else (words.item, words.items)
    if isinstance(way, Backlog):
        count = way.count if way.count is not None else sum((way.counts or {}).values())
        return f"{count} {items} are there from the start; the run ends when they are done."
    if isinstance(way, Saturated):
        return f"There is always another {item}: the first stage is never starved."
    if isinstance(way, Schedule):
        return f"{len(way.items)} {items} arrive at given times."
    return ""
