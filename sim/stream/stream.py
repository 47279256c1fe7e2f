"""The value stream as one frozen value."""

from __future__ import annotations

from typing import Final, Literal

from sim.stream.arrivals import Arrivals
from sim.stream.base import Id, Value
from sim.stream.calendar import Calendar
from sim.stream.items import ItemType, ServiceClass, TypeLimit
from sim.stream.policies import BoardItem, Drag, Feedback, PlannedChange, WipGroup
from sim.stream.stages import Stage
from sim.stream.teams import Team

FORMAT: Final = "headrace.stream/1"

TimeUnit = Literal["minute", "hour", "day", "week"]


class Vocabulary(Value):
    """The words of the trade: an item is a part in a factory, a worker a machine.

    Attributes:
        item: One flow item, singular.
        items: Plural.
        worker: One worker, singular.
        workers: Plural.
        release: The last step, a noun ("release", "shipping").
        backlog: The place before the first stage.
    """

    item: str = "item"
    items: str = "items"
    worker: str = "person"
    workers: str = "people"
    release: str = "release"
    backlog: str = "Backlog"


class Stream(Value):
    """A value stream: what it is, not what happened in it.

    Attributes:
        format: Version of the written form.
        name: Name shown.
        description: What it stands for, in a sentence or two.
        time_unit: Unit of every duration, in working time.
        calendar: Maps working time to dates.
        item_types: Kinds of item, in display order.
        classes: Classes of service; one ``standard`` class if empty.
        arrivals: Ways in which items arrive.
        teams: Teams shared by stages.
        stages: Steps in flow order.
        commitment: Stage whose entry starts flow time; the first if absent.
        wip_groups: Limits over neighbouring stages.
        type_limits: Limits by type.
        feedback: The loop from operations back to development.
        drag: What undone work does to the rest.
        plan: Dated changes.
        board: Items there at the start.
        vocabulary: Words shown for items and workers.
    """

    format: Literal["headrace.stream/1"] = FORMAT
    name: str
    description: str = ""
    time_unit: TimeUnit = "day"
    calendar: Calendar = Calendar()
    item_types: tuple[ItemType, ...]
    classes: tuple[ServiceClass, ...] = ()
    arrivals: tuple[Arrivals, ...]
    teams: tuple[Team, ...] = ()
    stages: tuple[Stage, ...]
    commitment: Id | None = None
    wip_groups: tuple[WipGroup, ...] = ()
    type_limits: tuple[TypeLimit, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    drag: tuple[Drag, ...] = ()
    plan: tuple[PlannedChange, ...] = ()
    board: tuple[BoardItem, ...] = ()
    vocabulary: Vocabulary = Vocabulary()

    def stage(self, stage_id: str) -> Stage:
        """Give the stage with this id.

        Raises:
            KeyError: If there is none.
        """
        for stage in self.stages:
            if stage.id == stage_id:
                return stage
        raise KeyError(stage_id)
