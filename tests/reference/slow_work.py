"""What workers do on the slow board: take up, change over, work, stand blocked, fail, put down, finish."""

from __future__ import annotations

from sim.log import Condition, Kind
from sim.stream import Drag
from tests.reference.slow_book import SlowBook
from tests.reference.slow_chance import ONE, in_ticks
from tests.reference.slow_things import Crew, Item, Job, Worker, team_of

NEVER = 2**62


class SlowWork(SlowBook):
    """The part of the board where work is done."""

    # --- starting ----------------------------------------------------------------------------------------

    def start_in(self, s: int) -> None:
        """Start what can start in a stage."""
        if self.stream.stages[s].kind == "work":
            while self._start_one(s):
                pass

    def _start_one(self, s: int) -> bool:
        ready = self.startable_in(s)
        if ready and self.free_places(s) > self.before_it(s):
            self._take_up(ready[0], self.free_worker(s))
            return True
        if self.free_places(s) > 0:
            return False
        batches = self.stream.stages[s].batch is not None
        for job in ready[:1] if batches else ready:
            found = self.victims(s, job.first.service.rank) if job.first.service.preempts else []
            if found:
                worker = found[0].worker
                assert worker is not None
                self._put_down(found[0], Kind.PAUSED)
                self._take_up(job, worker)
                return True
        return False

    def _take_up(self, job: Job, worker: Worker) -> None:
        """Give a job to a worker: begin it, or go on with what was put down."""
        self._reckon(job.stage, worker)
        last = worker.last_type
        job.worker, worker.last_type = worker, job.first.who.type
        if job.state == "down":
            self._go_on(job)
            return
        self.jobs.append(job)
        for item in job.items:
            item.state = "begun"
        job.state, job.taken, job.since = "active", self.now, self.now
        setup = self.stream.stages[job.stage].setup
        if setup is not None and last is not None and last != job.first.who.type:
            job.is_setup = True
            visit = job.first.visits.get(job.stage, 0)
            job.left = self.chance.changeover(job.first.who, job.stage, visit, self._stretch(job.stage))
            self.note_all(job, Kind.SETUP)
        else:
            self.begin_touch(job)

    def _go_on(self, job: Job) -> None:
        """Go on with a job that stood still, in the hand of its worker."""
        job.state, job.taken, job.since = "active", self.now, self.now
        self.note_all(job, Kind.SETUP if job.is_setup else Kind.RESUMED)
        if not job.is_setup:
            self._work_again(job)

    def _work_again(self, job: Job) -> None:
        """Let work go on: switching may cost, and after a blocker the next one is drawn."""
        job.left += self._switch_cost(job)
        if job.was_blocked:
            job.was_blocked = False
            self._next_blocker(job)

    def begin_touch(self, job: Job) -> None:
        """Begin the work itself."""
        self.note_all(job, Kind.STARTED)
        s, item = job.stage, job.first
        visit = item.visits.get(s, 0)
        factors = [in_ticks(item.effort), self._drag(s), in_ticks(self.stream.stages[s].time_factor)]
        touch = self.chance.touch_time(item.who, s, visit, [*factors, self._stretch(s)])
        job.is_setup, job.taken, job.since = False, self.now, self.now
        job.left = touch + self._switch_cost(job)
        self._first_blocker(job, touch)
        for one in job.items:
            one.effort = 1.0

    def begin_delay(self, item: Item) -> None:
        """Begin an item's own time in a wait stage."""
        stage, s = self.stream.stages[item.place], item.place
        factors = [in_ticks(item.effort), in_ticks(stage.time_factor)]
        item.until = self.now + self.chance.touch_time(item.who, s, item.visits.get(s, 0), factors)
        item.state, item.effort = "delayed", 1.0

    def _stretch(self, s: int) -> int:
        team = team_of(self.stream, s)
        return ONE if team is None else in_ticks(1.0 / team.focus)

    def _switch_cost(self, job: Job) -> int:
        """Give what taking up a job costs: something if its worker works on another."""
        team = team_of(self.stream, job.stage)
        assert job.worker is not None
        others = [one for one in self.hand(job.stage, job.worker) if one is not job]
        busy = any(one.state == "active" for one in others)
        return in_ticks(team.switch_cost) if team is not None and busy else 0

    def _drag(self, s: int) -> int:
        return ONE + sum(in_ticks(one.per_item) * self._undone(one.type) for one in self._drags(s))

    def _drag_on_blockers(self, s: int) -> int:
        return ONE + sum(in_ticks(one.blockers_per_item) * self._undone(one.type) for one in self._drags(s))

    def _drags(self, s: int) -> list[Drag]:
        return [one for one in self.stream.drag if self.stream.stages[s].id in one.stages]

    def _undone(self, name: str) -> int:
        return sum(1 for one in self.items if self.stream.item_types[one.who.type].id == name)

    # --- sharing a worker's time -------------------------------------------------------------------------

    def _active(self, s: int, worker: Worker) -> list[Job]:
        return [job for job in self.hand(s, worker) if job.state == "active"]

    def _reckon(self, s: int, worker: Worker) -> None:
        """Take off what was done, because the number of items that share the worker is about to change."""
        active = self._active(s, worker)
        for job in active:
            done = (self.now - job.since) // len(active)
            job.left -= done
            job.since = self.now
            if job.to_blocker is not None and not job.is_setup:
                job.to_blocker -= done

    def finishes_at(self, job: Job) -> int:
        """Give when a job's work or changeover is over, if nothing happens before."""
        return self._reached(job, job.left)

    def blocks_at(self, job: Job) -> int:
        """Give when a job's next blocker begins, if nothing happens before."""
        return NEVER if job.is_setup or job.to_blocker is None else self._reached(job, job.to_blocker)

    def _reached(self, job: Job, work: int) -> int:
        if job.state != "active" or job.worker is None:
            return NEVER
        return job.since + work * len(self._active(job.stage, job.worker))

    # --- standing still ----------------------------------------------------------------------------------

    def _put_down(self, job: Job, kind: Kind) -> None:
        """Take a job out of its worker's hand."""
        assert job.worker is not None
        self._reckon(job.stage, job.worker)
        job.worker, job.state, job.joined = None, "down", next(self.serial)
        self.note_all(job, kind)
        self.let_go(job.stage)

    def let_go(self, s: int) -> None:
        """Let those go who were about to leave and have nothing in hand any more."""
        crew = self.crew_of(s)
        crew.workers = [one for one in crew.workers if not one.leaves or self.hand(s, one)]

    def _first_blocker(self, job: Job, touch: int) -> None:
        s, item = job.stage, job.first
        blockers = self.stream.stages[s].blockers
        job.to_blocker, job.blockers = None, 0
        if blockers is None:
            return
        visit = item.visits.get(s, 0)
        point = self.chance.point_of_blocker(item.who, s, visit, blockers, self._drag_on_blockers(s))
        if point is not None and touch > 0:
            job.to_blocker = int(touch * point)
        self._next_blocker(job)

    def _next_blocker(self, job: Job) -> None:
        """Draw the touch time to the next blocker, where they come by touch time."""
        s, item = job.stage, job.first
        blockers = self.stream.stages[s].blockers
        if blockers is None or blockers.time_to is None:
            return
        where = (s, item.visits.get(s, 0), job.blockers)
        drawn = self.chance.touch_to_blocker(item.who, where, blockers, self._drag_on_blockers(s))
        job.to_blocker = drawn if drawn is not None and drawn < job.left else None

    def block(self, job: Job) -> None:
        """Let a blocker begin."""
        s, item = job.stage, job.first
        blockers = self.stream.stages[s].blockers
        assert job.worker is not None
        if blockers is None:
            job.to_blocker = None
            return
        self._reckon(s, job.worker)
        lasts = self.chance.blocked_for(item.who, (s, item.visits.get(s, 0), job.blockers), blockers)
        job.blockers, job.to_blocker, job.unblocks = job.blockers + 1, None, self.now + lasts
        job.state = "blocked"
        if not blockers.keeps_worker:
            job.worker = None
            self.let_go(s)
        self.note_all(job, Kind.BLOCKED)

    def unblock(self, job: Job) -> None:
        """Let a blocker end."""
        worker, job.was_blocked = job.worker, True
        if worker is None:
            job.state, job.joined = "down", next(self.serial)
            self.note_all(job, Kind.UNBLOCKED)
            self.note_all(job, Kind.PAUSED)
        elif worker.is_down:
            job.state = "paused"
            self.note_all(job, Kind.UNBLOCKED)
            self.note_all(job, Kind.PAUSED)
        else:
            self._reckon(job.stage, worker)
            job.state, job.taken, job.since = "active", self.now, self.now
            self.note_all(job, Kind.UNBLOCKED)
            self._work_again(job)

    # --- failures ----------------------------------------------------------------------------------------

    def next_failure(self, crew: Crew, worker: Worker) -> None:
        """Draw when a worker fails next, where workers do."""
        if crew.place < self.exit and self.stream.stages[crew.place].downtime is not None:
            worker.turns_at = self.now + self.chance.to_failure(crew.place, worker.number, worker.failures)

    def fail(self, s: int, worker: Worker) -> None:
        """Let a worker fail, unless downtime was taken away meanwhile."""
        if self.stream.stages[s].downtime is None:
            worker.turns_at = None
            return
        worker.is_down = True
        repair = self.chance.to_repair(s, worker.number, worker.failures)
        assert repair is not None
        worker.turns_at = self.now + repair
        self.circumstance(Condition.DOWN, s, worker.number)
        for job in self._active(s, worker):
            self._reckon(s, worker)
            job.state = "paused"
            self.note_all(job, Kind.PAUSED)

    def repair(self, s: int, worker: Worker) -> None:
        """Give a worker back."""
        worker.is_down = False
        worker.failures += 1
        downtime = self.stream.stages[s].downtime
        worker.turns_at = None
        if downtime is not None:
            worker.turns_at = self.now + self.chance.to_failure(s, worker.number, worker.failures)
        self.circumstance(Condition.UP, s, worker.number)
        for job in self.hand(s, worker):
            if job.state == "paused":
                self._go_on(job)
