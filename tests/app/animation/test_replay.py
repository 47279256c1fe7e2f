"""Motion against a slow recount: at any time of any run the tokens are where the rows say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.animation import FLIGHT_SECONDS, Motion, frame_at, motion_for
from app.animation.motion import MOST_FLIGHTS, Row
from app.canvas import Area, Frame
from sim.engine import RunRequest, simulate
from sim.log import EventLog, Kind
from sim.stream import example, example_names
from tests.log.story import told

LOGS = {name: simulate(example(name), RunRequest(seed=3, until=25.0)) for name in example_names()}


@dataclass
class Recount:
    """Where every item is, found by reading all rows again."""

    place: dict[int, tuple[int, Area]] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    down: set[int] = field(default_factory=set)
    done: int = 0


def recount(log: EventLog, time: float) -> Recount:
    """Read the rows up to a time, one by one."""
    found = Recount()
    works = [stage.kind == "work" for stage in log.stages]
    for at, item, kind, stage in zip(log.time, log.item, log.kind, log.stage, strict=True):
        if at > time:
            break
        number, card = int(item), int(stage) + 1
        if kind == Kind.ARRIVED:
            found.place[number] = (0, Area.WAITING)
        elif kind == Kind.ENTERED:
            found.place[number] = (card, Area.WAITING)
        elif kind in (Kind.STARTED, Kind.SETUP):
            found.place[number] = (card, Area.ACTIVE)
            found.blocked.discard(number)
        elif kind == Kind.FINISHED:
            found.place[number] = (card, Area.FINISHED if works[stage] else Area.WAITING)
            found.blocked.discard(number)
        elif kind == Kind.DONE:
            found.place[number] = (len(works) + 1, Area.WAITING)
            found.done += 1
        elif kind == Kind.PAUSED:
            found.down.add(number)
        elif kind == Kind.BLOCKED:
            found.blocked.add(number)
        else:
            found.blocked.discard(number)
            found.down.discard(number)
    return found


def seen(frame: Frame) -> Counter[tuple[int, Area]]:
    """Give how many tokens lie in each spot, and are on their way there."""
    return Counter({spot: pile.count for spot, pile in frame.piles.items() if pile.count})


def rows_of(log: EventLog, first: int, last: int) -> list[Row]:
    part = slice(first, last)
    columns = (log.item, log.kind, log.stage, log.who)
    return list(zip(*(column[part].tolist() for column in columns), strict=True))


@pytest.mark.parametrize("name", LOGS)
@settings(max_examples=12)
@given(share=st.floats(0, 1))
def test_tokens_stand_where_a_slow_recount_puts_them(name: str, share: float) -> None:
    log = LOGS[name]
    time = log.end * share
    frame, slow = frame_at(log, time), recount(log, time)
    last = len(log.stages) + 1
    expected = Counter(spot for spot in slow.place.values() if spot[0] != last)
    found = Counter({spot: n for spot, n in seen(frame).items() if spot[0] != last})
    assert found == expected
    assert (frame.blocked, frame.down) == (frozenset(slow.blocked), frozenset(slow.down))
    assert frame.counts[-1] == slow.done


@pytest.mark.parametrize("name", LOGS)
@settings(max_examples=12)
@given(share=st.floats(0, 1))
def test_every_item_that_has_arrived_is_counted_in_one_card(name: str, share: float) -> None:
    log = LOGS[name]
    time = log.end * share
    arrived = int(((log.kind == Kind.ARRIVED) & (log.time <= time)).sum())
    assert sum(frame_at(log, time).counts) == arrived


@pytest.mark.parametrize("name", LOGS)
@settings(max_examples=12)
@given(share=st.floats(0, 1))
def test_no_item_lies_in_two_places(name: str, share: float) -> None:
    frame = frame_at(LOGS[name], LOGS[name].end * share)
    lying = [item for pile in frame.piles.values() for item in pile.items]
    assert len(lying) == len(set(lying))
    assert frame.flights == []


@pytest.mark.parametrize("name", LOGS)
@settings(max_examples=12)
@given(share=st.floats(0, 1))
def test_no_more_people_are_busy_than_there_are(name: str, share: float) -> None:
    log = LOGS[name]
    busy = frame_at(log, log.end * share).busy
    assert busy[0] == busy[-1] == 0
    for stage, at_work in zip(log.stages, busy[1:-1], strict=True):
        people = stage.workers if stage.team is None else log.teams[stage.team].size
        assert 0 <= at_work <= (people or 0)


@settings(max_examples=20)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.floats(0, 1))
def test_rows_in_portions_lead_to_the_same_places_as_rows_at_once(portions: list[int], pause: float) -> None:
    log = LOGS["software-team"]
    motion = motion_for(example("software-team"))
    motion.add_types(log.items.type.tolist())
    first = 0
    for size in portions:
        motion.follow(rows_of(log, first, first + size))
        motion.pass_time(pause)
        first = min(first + size, len(log))
    motion.land()
    at_once = motion_for(example("software-team"))
    at_once.add_types(log.items.type.tolist())
    at_once.follow(rows_of(log, 0, first))
    at_once.land()
    one, other = motion.frame(0.0), at_once.frame(0.0)
    assert (seen(one), one.counts, one.busy, one.blocked) == (
        seen(other),
        other.counts,
        other.busy,
        other.blocked,
    )


@settings(max_examples=20)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.floats(0, 0.7))
def test_tokens_under_way_are_few_and_never_listed_as_lying(portions: list[int], pause: float) -> None:
    log = LOGS["factory-line"]
    motion = motion_for(example("factory-line"))
    motion.add_types(log.items.type.tolist())
    first = 0
    for size in portions:
        motion.follow(rows_of(log, first, first + size))
        first += size
        frame = motion.frame(0.0)
        flying = {flight.item for flight in frame.flights}
        lying = {item for pile in frame.piles.values() for item in pile.items}
        assert len(frame.flights) == len(flying) <= MOST_FLIGHTS
        assert flying.isdisjoint(lying)
        assert all(0.0 <= flight.share < 1.0 for flight in frame.flights)
        motion.pass_time(pause)


@given(st.lists(st.floats(0.001, 0.2), min_size=1, max_size=12))
def test_a_flight_only_goes_on(steps: list[float]) -> None:
    motion = Motion([True, True])
    motion.add_types([0])
    motion.follow([(0, Kind.ARRIVED, -1, -1), (0, Kind.ENTERED, 0, -1)])
    shares, passed = [], 0.0
    for step in steps:
        motion.pass_time(step)
        passed += step
        flights = motion.frame(0.0).flights
        assert bool(flights) == motion.is_flying == (passed < FLIGHT_SECONDS)
        shares += [flight.share for flight in flights]
    assert shares == sorted(shares)


def test_a_token_that_moves_on_within_its_card_lands_where_it_now_belongs() -> None:
    motion = Motion([True])
    motion.add_types([0])
    motion.follow([(0, Kind.ARRIVED, -1, -1), (0, Kind.ENTERED, 0, -1)])
    motion.pass_time(FLIGHT_SECONDS / 2)
    motion.follow([(0, Kind.STARTED, 0, 0)])
    (flight,) = motion.frame(0.0).flights
    assert (flight.target, flight.share) == ((1, Area.ACTIVE), 0.5)
    motion.pass_time(FLIGHT_SECONDS)
    assert motion.frame(0.0).piles[1, Area.ACTIVE].items == (0,)


def test_a_token_overtaken_by_events_sets_out_anew() -> None:
    motion = Motion([True, True])
    motion.add_types([0])
    motion.follow([(0, Kind.ARRIVED, -1, -1), (0, Kind.ENTERED, 0, -1)])
    motion.pass_time(FLIGHT_SECONDS / 2)
    motion.follow([(0, Kind.STARTED, 0, 0), (0, Kind.FINISHED, 0, -1), (0, Kind.ENTERED, 1, -1)])
    (flight,) = motion.frame(0.0).flights
    assert (flight.origin, flight.target, flight.share) == ((1, Area.FINISHED), (2, Area.WAITING), 0.0)


def test_before_the_first_row_the_board_is_empty() -> None:
    frame = frame_at(told("1 0 arrived"), 0.5)
    assert (seen(frame), frame.counts, frame.busy) == (Counter(), [0, 0, 0, 0], [0, 0, 0, 0])


def test_a_row_counts_at_its_very_moment() -> None:
    assert frame_at(told("1 0 arrived"), 1.0).counts == [1, 0, 0, 0]


def test_an_item_whose_worker_is_down_is_marked_until_it_is_resumed() -> None:
    story = """
    0 0 arrived
    0 0 entered build
    0 0 started build 0
    1 0 paused build 0
    2 0 resumed build 0
    """
    log = told(story, end=3.0)
    assert [frame_at(log, time).down for time in (0.5, 1.5, 2.5)] == [frozenset(), {0}, frozenset()]
