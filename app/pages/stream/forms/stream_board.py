"""The board at the start: how many items wait, are at work or finished in which stage, and their age."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from app.pages.stream.forms.change import Change, with_parts
from app.pages.stream.forms.form import Topic
from app.pages.stream.forms.parts import Parts, add_parts
from sim.stream import BoardItem, counted

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Stage, Stream

_STATES: Final = {"waiting": "waiting", "active": "at work", "finished": "finished, waiting for room"}
_TEXT: Final = "Change the board at the start"


@dataclass(frozen=True)
class Lot:
    """Items at the start that are alike.

    Attributes:
        item: What they all are.
        places: Where they stand in the stream's list.
    """

    item: BoardItem
    places: tuple[int, ...]


def lots_of(stream: Stream) -> tuple[Lot, ...]:
    """Put items that are alike together, in flow order."""
    order = {stage.id: place for place, stage in enumerate(stream.stages)}

    def key(one: tuple[int, BoardItem]) -> tuple[int, str]:
        return order.get(one[1].stage, -1), one[1].model_dump_json()

    found = []
    for _, alike in groupby(sorted(enumerate(stream.board), key=key), key=key):
        members = list(alike)
        found.append(Lot(members[0][1], tuple(place for place, _ in members)))
    return tuple(found)


def board_topic(stream: Stream) -> Topic:
    """Offer what is there at the start."""
    count = len(stream.board)
    words = stream.vocabulary
    summary = counted(count, words.item, words.items) if count else "empty"
    return Topic("board", "Board at the start", summary, _fill, ("board",))


def _fill(sheet: Sheet) -> None:
    stream, words, unit = sheet.about.stream, sheet.about.words, sheet.about.unit
    sheet.help(f"{words.items.capitalize()} that are there already when the run begins, and their age.")
    lots = lots_of(stream)
    names = {str(lot.places[0]): _said(stream, lot) for lot in lots}
    shown = add_parts(sheet, Parts("board", words.items, names, partial(_add, stream), partial(_take, lots)))
    if shown is None:
        return
    lot = next(one for one in lots if str(one.places[0]) == shown)
    at, put = sheet.at(f"board.{shown}.", "the board at the start"), partial(_with, lot)
    stages = {stage.id: stage.name for stage in stream.stages}
    kinds = {kind.id: kind.name for kind in stream.item_types}
    at.choose("In", "stage", stages, lot.item.stage, lambda to: put("stage", to))
    at.choose("They are", "state", _states(stream, lot.item), lot.item.state, lambda to: put("state", to))
    at.choose("Type", "type", kinds, lot.item.type, lambda to: put("type", to))
    at.whole("How many", "count", len(lot.places), put=partial(_counted, lot))
    at.number("Age", "age", lot.item.age, unit=unit, put=lambda to: put("age", to))
    at.maybe(
        "Due at",
        "due",
        lot.item.due,
        none="as its type",
        unit=unit,
        minimum=0.0,
        put=lambda to: put("due", to),
    )


def _states(stream: Stream, item: BoardItem) -> dict[str, str]:
    """Give the states an item can be in: nobody works in a wait stage."""
    stage = next((one for one in stream.stages if one.id == item.stage), None)
    can_work = stage is None or stage.kind == "work" or item.state == "active"
    return {key: text for key, text in _STATES.items() if key != "active" or can_work}


def _said(stream: Stream, lot: Lot) -> str:
    stages = {stage.id: stage.name for stage in stream.stages}
    kinds = {kind.id: kind.name for kind in stream.item_types}
    one = lot.item
    where = stages.get(one.stage, one.stage)
    return f"{where}: {len(lot.places)} {kinds.get(one.type, one.type)} {_STATES[one.state]}, {one.age:g} old"


def _add(stream: Stream) -> tuple[Change, str]:
    """Add an item that waits in the first stage that has none yet."""
    taken = {one.stage for one in stream.board}
    stage = next((one for one in stream.stages if one.id not in taken), stream.stages[0])
    item = BoardItem(type=stream.item_types[0].id, stage=stage.id)
    ages = {one.age for one in stream.board if one.stage == stage.id}
    item = item.model_copy(update={"age": 0.0 if not ages else max(ages) + 1.0})
    change = Change(f"Put {item.type} on the board", lambda s: with_parts(s, "board", (*s.board, item)))
    return change, str(len(stream.board))


def _take(lots: tuple[Lot, ...], key: str) -> Change:
    gone = next(set(one.places) for one in lots if str(one.places[0]) == key)

    def make(stream: Stream) -> Stream:
        return with_parts(stream, "board", tuple(o for n, o in enumerate(stream.board) if n not in gone))

    return Change("Take items off the board at the start", make)


def _with(lot: Lot, field: str, value: object) -> Change:
    """Change a field of all items of a lot; who came to a wait stage works no more."""

    def make(stream: Stream) -> Stream:
        def changed(one: BoardItem) -> BoardItem:
            new = one.model_copy(update={field: value})
            stage: Stage | None = next((s for s in stream.stages if s.id == new.stage), None)
            idle = stage is not None and stage.kind == "wait" and new.state == "active"
            return new.model_copy(update={"state": "waiting"}) if idle else new

        board = tuple(changed(one) if n in lot.places else one for n, one in enumerate(stream.board))
        return with_parts(stream, "board", board)

    return Change(_TEXT, make)


def _counted(lot: Lot, count: int) -> Change:
    """Make a lot larger or smaller."""

    def kept(stream: Stream) -> Iterator[BoardItem]:
        gone = set(lot.places[count:])
        for place, one in enumerate(stream.board):
            if place not in gone:
                yield one
            if place == lot.places[-1]:
                yield from (lot.item for _ in range(count - len(lot.places)))

    return Change(_TEXT, lambda stream: with_parts(stream, "board", tuple(kept(stream))))
