"""What a person wants of a stream that is made of a history, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from sim.stream import Calendar

if TYPE_CHECKING:
    from sim.calibration import Limits, Settings, Waits
    from sim.distributions import Family

Working = Literal["guessed", "always", "weekdays", "stream"]
"""When people work: as the history shows, every day whole, Monday to Friday, or as the stream has it."""

DEFAULT_RUNS: Final = 100


@dataclass(frozen=True)
class Wishes:
    """What a history cannot tell and a person may.

    Attributes:
        touch_percent: Part of the time in stages of work that is work, above 0 to 100.
        limits: First WIP limits.
        waits: What a stage of waiting is.
        working: When people work.
        last_days: Days of history to look at, to its end; all if None.
        families: Family told for a stage's times, by the stage's id.
    """

    touch_percent: float = 100.0
    limits: Limits = "max"
    waits: Waits = "auto"
    working: Working = "guessed"
    last_days: int | None = None
    families: Mapping[str, Family] = field(default_factory=dict)

    def with_family(self, stage: str, family: Family | None) -> Wishes:
        """Tell the family of a stage; None takes the best one again."""
        others = {one: told for one, told in self.families.items() if one != stage}
        return replace(self, families=others if family is None else {**others, stage: family})


def settings_of(wishes: Wishes, own: Calendar) -> Settings:
    """Put wishes as a calibration takes them.

    Args:
        wishes: What a person wants.
        own: The calendar of the project's stream.
    """
    from sim.calibration import Settings

    calendars = {
        "guessed": None,
        "always": Calendar(kind="continuous"),
        "weekdays": Calendar(kind="working"),
        "stream": own,
    }
    return Settings(
        touch_share=wishes.touch_percent / 100.0,
        limits=wishes.limits,
        waits=wishes.waits,
        calendar=calendars[wishes.working],
        last_days=wishes.last_days,
        families=wishes.families,
    )
