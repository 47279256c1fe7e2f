"""How long items stayed, found by walking through a log row by row with a notebook."""

from __future__ import annotations

from dataclasses import dataclass

from sim.log import EventLog, Kind


@dataclass
class Note:
    """One visit as it is seen so far.

    Attributes:
        stage: Id of the stage.
        begun: When the item entered.
        work: Time worked on so far.
        stood: Time blocked so far.
        since: When the present doing began.
        doing: ``work``, ``wait`` or ``stood``.
        ended: Whether the item has left.
    """

    stage: str
    begun: float
    work: float = 0.0
    stood: float = 0.0
    since: float = 0.0
    doing: str = "wait"
    ended: bool = False

    def change(self, moment: float, doing: str) -> None:
        """Go over to another doing."""
        if self.doing == "work":
            self.work += moment - self.since
        if self.doing == "stood":
            self.stood += moment - self.since
        self.since, self.doing = moment, doing


def slow_stays(log: EventLog) -> list[tuple[int, str, float, float, bool]]:
    """Give item, stage, time that counts, time blocked and whether it ended, visit by visit.

    For histories whose stages of work are at work from entry on; in a stage of waiting all time counts.
    """
    books: dict[int, list[Note]] = {}
    waits = {stage.id for stage in log.stages if stage.kind == "wait"}
    for moment, item, kind, stage in zip(
        log.time.tolist(), log.item.tolist(), log.kind.tolist(), log.stage.tolist(), strict=True
    ):
        book = books.setdefault(item, [])
        if book and kind in (Kind.ENTERED, Kind.DONE) and not book[-1].ended:
            book[-1].change(moment, "gone")
            book[-1].ended = True
        if kind == Kind.ENTERED:
            place = log.stages[stage].id
            book.append(Note(place, moment, since=moment, doing="wait" if place in waits else "work"))
        if book and kind == Kind.BLOCKED:
            book[-1].change(moment, "stood")
        if book and kind == Kind.UNBLOCKED:
            book[-1].change(moment, "work")
    return [_closed(item, note, log.end, waits) for item in sorted(books) for note in books[item]]


def _closed(item: int, note: Note, end: float, waits: set[str]) -> tuple[int, str, float, float, bool]:
    last = note.since if note.ended else end
    if not note.ended:
        note.change(end, note.doing)
    time = last - note.begun if note.stage in waits else note.work
    return item, note.stage, time, note.stood, note.ended
