"""Where items of the slow board go: finish, fail, be held for a lot, be pulled, enter, leave."""

from __future__ import annotations

from sim.log import Kind
from tests.reference.slow_chance import Newcomer, in_ticks
from tests.reference.slow_things import BACKLOG, NOBODY, Item, Job
from tests.reference.slow_work import SlowWork


class SlowWays(SlowWork):
    """The part of the board where items move."""

    # --- finishing ---------------------------------------------------------------------------------------

    def finish_job(self, job: Job) -> None:
        """End a changeover, or the work on an item or a batch."""
        if job.is_setup:
            self.begin_touch(job)
            return
        worker, s = job.worker, job.stage
        assert worker is not None
        self._reckon(s, worker)
        job.state = "held"
        holds = self.stream.stages[s].on_finish == "hold"
        for item in tuple(job.items):
            stays = self.finish(item, worker.number)
            if not (stays and holds):
                self._leave(item)
        self.let_go(s)

    def finish(self, item: Item, who: int) -> bool:
        """End an item's visit; tell whether it stays until it is pulled."""
        s = item.place
        self.note(item, Kind.FINISHED, s, who)
        visit = item.visits.get(s, 0)
        item.visits[s] = visit + 1
        back = self.chance.way_back(item.who, s, visit)
        if back is None:
            self.finished_well(item)
            return True
        self._leave(item)
        item.failed_in = max(item.failed_in, s)
        self.enter(item, back[0])
        item.effort = back[1]
        return False

    def finished_well(self, item: Item) -> None:
        """Let a finished item wait for its lot, or be bound onward."""
        size = self.stream.stages[item.place].transfer
        item.state, item.joined = "lot", next(self.serial)
        if size is None or len(self._lot(item.place)) >= size:
            self._send_on(item.place)

    def _lot(self, s: int) -> list[Item]:
        held = [one for one in self.items if one.place == s and one.state == "lot"]
        return sorted(held, key=lambda one: one.joined)

    def _send_on(self, s: int) -> None:
        """Decide where those that are held for a lot are bound for."""
        for item in self._lot(s):
            onward = self.chance.way_on(item.who, s, item.visits[s] - 1)
            item.state, item.joined = "bound", next(self.serial)
            item.bound = self.past_skipped(item, onward)

    def send_short_lots(self) -> None:
        """Send on lots that cannot be filled any more."""
        for s in range(self.exit):
            here = [one for one in self.items if one.place == s]
            if self._lot(s) == sorted(here, key=lambda one: one.joined) and self.no_more_can_come(s):
                self._send_on(s)

    def _leave(self, item: Item) -> None:
        """Take an item out of the hand that holds it."""
        for job in tuple(self.jobs):
            if item in job.items:
                job.items.remove(item)
                if not job.items:
                    self.jobs.remove(job)
                    self.let_go(job.stage)

    # --- moving on ---------------------------------------------------------------------------------------

    def pull_into(self, s: int) -> None:
        """Let items into a stage, or out at the exit, as long as there is room."""
        while True:
            self.send_short_lots()
            bound = [one for one in self.items if one.state == "bound" and one.bound == s]
            first = next((one for one in self.in_order(bound, s) if self._may_enter(one, s)), None)
            if first is not None:
                self._move(first, s)
            elif s > 0 or not self._bring_one():
                return

    def _may_enter(self, item: Item, s: int) -> bool:
        if item.place != BACKLOG and self.open_at.get(item.place, self.now) != self.now:
            return False
        if s == self.exit:
            return True
        if item.place == BACKLOG and (
            self.at_most(item.service) or self.is_type_full(item.who.type, item.service)
        ):
            return False
        has_room = item.service.ignores_wip or self.has_room(item.place, s)
        return has_room and (self._worker_is_left(s) or self._could_preempt(item, s))

    def _worker_is_left(self, s: int) -> bool:
        """Tell whether a stage that pulls when ready has a worker beyond those that wait inside."""
        if self.stream.stages[s].pull == "room":
            return True
        return self.free_places(s) - self.before_it(s) > len(self.startable_in(s))

    def _could_preempt(self, item: Item, s: int) -> bool:
        """Tell whether there are more to take a worker from than preempting items that wait inside."""
        if not item.service.preempts:
            return False
        waiting = [job for job in self.startable_in(s) if job.first.service.preempts]
        return len(self.victims(s, item.service.rank)) > len(waiting)

    def _move(self, item: Item, s: int) -> None:
        self._leave(item)
        if s < self.exit:
            self.enter(item, s)
            return
        self.note(item, Kind.DONE)
        self.items.remove(item)
        self.done += 1
        for after, newcomer in self.chance.born_of(item.who):
            self.births.append((self.now + after, next(self.serial), newcomer))

    def enter(self, item: Item, s: int) -> None:
        """Let an item into a stage."""
        item.place, item.state, item.joined, item.entered = s, "waiting", next(self.serial), self.now
        item.failed_in = -1 if s > item.failed_in else item.failed_in
        self.note(item, Kind.ENTERED, s)
        if self.stream.stages[s].kind == "wait":
            self.begin_delay(item)

    def _bring_one(self) -> bool:
        """Let a saturated source bring an item that the first stage takes, or that is held up."""
        sources = [
            one
            for one in self.sources
            if one.saturated and not all(self._is_held_up(t.id) for t in one.types())
        ]
        if sources and self.has_room(BACKLOG, 0) and self._worker_is_left(0):
            self.arrive(min(sources, key=lambda one: one.places).one())
            return True
        return False

    def _is_held_up(self, name: str) -> bool:
        """Tell whether an item of a type would have to wait in the backlog."""
        number = [one.id for one in self.stream.item_types].index(name)
        service = self.class_of(number)
        return self.at_most(service) or self.is_type_full(number, service)

    # --- the board at the start --------------------------------------------------------------------------

    def put_on_board(self) -> list[tuple[Item, str]]:
        """Put those who are there at the start on the board, the oldest first; give how each is."""
        types = [one.id for one in self.stream.item_types]
        given = sorted(enumerate(self.stream.board), key=lambda pair: -pair[1].age)
        found: list[tuple[Item, str]] = []
        for place, one in given:
            self.now = -in_ticks(one.age)
            item = self.arrive(Newcomer(self.chance.board_key(place), types.index(one.type)), one.due)
            item.place, item.state = self.chance.place_of(one.stage), "waiting"
            item.entered = self.now
            self.note(item, Kind.ENTERED, item.place)
            found.append((item, one.state))
        self.now = 0
        return found

    def set_going(self, item: Item, state: str) -> None:
        """Let an item that is there at the start wait, work or be finished."""
        s = item.place
        stage = self.stream.stages[s]
        item.joined = next(self.serial)
        if stage.kind == "wait":
            if state == "finished":
                self._was_finished(item, NOBODY)
            else:
                self.begin_delay(item)
        elif state == "finished":
            self._was_working(item)
        elif state == "active" and stage.batch is None and self.free_places(s) > 0:
            self._begin_at_start(item)

    def _begin_at_start(self, item: Item) -> None:
        """Let an item be worked on at time 0: no changeover precedes it."""
        worker = self.free_worker(item.place)
        job = Job([item], item.place, "active", worker=worker)
        self._reckon(item.place, worker)
        worker.last_type, item.state = item.who.type, "begun"
        self.jobs.append(job)
        self.begin_touch(job)

    def _was_working(self, item: Item) -> None:
        """Give an item a start and a finish at time 0, and a worker where the stage holds."""
        s = item.place
        free = self.free_places(s) > 0
        worker = self.free_worker(s) if free else None
        who = NOBODY
        if worker is not None:
            who, worker.last_type = worker.number, item.who.type
        self.note(item, Kind.STARTED, s, who)
        self._was_finished(item, who)
        if worker is not None and self.stream.stages[s].on_finish == "hold":
            self.jobs.append(Job([item], s, "held", worker=worker))

    def _was_finished(self, item: Item, who: int) -> None:
        self.note(item, Kind.FINISHED, item.place, who)
        item.visits[item.place] = 1
        self.finished_well(item)
