from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from app.jobs import Cancelled, Job, Jobs, Track
from sim.errors import ForecastFault, UserFault


@dataclass(frozen=True)
class Sum:
    """Numbers to add."""

    numbers: tuple[int, ...]


def add(request: Sum) -> int:
    return sum(request.numbers)


def refuse(request: Sum) -> int:
    raise ForecastFault(f"{len(request.numbers)} numbers are too few.", "Give three.")


def break_down(request: Sum) -> int:
    raise ZeroDivisionError(str(request.numbers))


def process_of(request: Sum) -> int:
    return os.getpid()


class Gate:
    """A job that waits until it is let through, and tells whether it began."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.opened = threading.Event()

    def __call__(self, request: Sum) -> int:
        self.began.set()
        assert self.opened.wait(10)
        return add(request)


def count(request: Sum, track: Track) -> int:
    for place, _ in enumerate(request.numbers):
        track.report((place + 1) / len(request.numbers), f"{place + 1} of {len(request.numbers)}")
    return add(request)


def _results(jobs: Jobs, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not jobs.is_busy, timeout=10_000)


def test_a_result_arrives(jobs: Jobs, qtbot: QtBot) -> None:
    results: list[int] = []
    jobs.start(add, Sum((1, 2, 3)), results.append, key="sum")
    _results(jobs, qtbot)
    assert results == [6]


def test_the_work_is_done_elsewhere_and_the_result_taken_here(jobs: Jobs, qtbot: QtBot) -> None:
    threads: list[int] = []
    jobs.start(
        lambda _: threads.append(threading.get_ident()),
        Sum(()),
        lambda _: threads.append(threading.get_ident()),
        key="threads",
    )
    _results(jobs, qtbot)
    assert threads[0] != threading.get_ident()
    assert threads[1] == threading.get_ident()


def test_a_result_never_arrives_before_start_has_returned(jobs: Jobs, qtbot: QtBot) -> None:
    order: list[str] = []
    for number in range(50):
        jobs.start(add, Sum((number,)), lambda result: order.append(f"result {result}"), key=f"{number}")
        order.append(f"started {number}")
    started = order.copy()
    _results(jobs, qtbot)
    assert started == [f"started {number}" for number in range(50)]
    assert len(order) == 100


def test_a_newer_job_of_the_same_key_makes_the_older_one_stale(jobs: Jobs, qtbot: QtBot) -> None:
    gate, results = Gate(), list[int]()
    older = jobs.start(gate, Sum((1,)), results.append, key="sum")
    assert gate.began.wait(10)
    jobs.start(add, Sum((2,)), results.append, key="sum")
    gate.opened.set()
    _results(jobs, qtbot)
    qtbot.wait(20)
    assert results == [2]
    assert older.is_stale


def test_jobs_of_different_keys_do_not_disturb_each_other(jobs: Jobs, qtbot: QtBot) -> None:
    results: list[int] = []
    for number in range(6):
        jobs.start(add, Sum((number,)), results.append, key=f"sum {number}")
    _results(jobs, qtbot)
    assert sorted(results) == [0, 1, 2, 3, 4, 5]


def test_a_result_that_is_not_current_any_more_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    results: list[int] = []
    revision = 7
    gate = Gate()
    jobs.start(gate, Sum((1,)), results.append, key="sum", still_current=lambda: revision == 7)
    revision = 8
    gate.opened.set()
    _results(jobs, qtbot)
    assert results == []


def test_a_cancelled_result_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    gate, results = Gate(), list[int]()
    jobs.start(gate, Sum((1,)), results.append, key="sum")
    assert gate.began.wait(10)
    jobs.cancel("sum")
    assert not jobs.is_busy
    gate.opened.set()
    qtbot.wait(30)
    assert results == []


def test_cancelling_nothing_is_nothing(jobs: Jobs) -> None:
    jobs.cancel("never started")
    assert not jobs.is_busy


def test_a_tracked_job_reports_in_order(jobs: Jobs, qtbot: QtBot) -> None:
    reports: list[tuple[float, str]] = []
    results: list[int] = []
    jobs.start_tracked(
        count,
        Sum((1, 2, 3, 4)),
        results.append,
        key="count",
        on_progress=lambda share, text: reports.append((share, text)),
    )
    _results(jobs, qtbot)
    assert reports == [(0.25, "1 of 4"), (0.5, "2 of 4"), (0.75, "3 of 4"), (1.0, "4 of 4")]
    assert results == [10]


def test_a_cancelled_tracked_job_stops_at_its_next_report(jobs: Jobs, qtbot: QtBot) -> None:
    stopped = threading.Event()
    began = threading.Event()

    def endless(_: Sum, track: Track) -> int:
        try:
            while True:
                track.report(0.5)
                began.set()
                time.sleep(0.001)
        except Cancelled:
            stopped.set()
            raise

    results: list[int] = []
    job = jobs.start_tracked(endless, Sum(()), results.append, key="endless", on_progress=lambda *_: None)
    assert began.wait(10)
    jobs.cancel("endless")
    assert stopped.wait(10)
    qtbot.wait(20)
    assert results == []
    assert job.track is not None
    assert job.track.is_cancelled


def test_a_fault_of_the_person_goes_to_whoever_asked(jobs: Jobs, qtbot: QtBot) -> None:
    faults: list[UserFault] = []
    elsewhere: list[UserFault] = []
    jobs.faulted.connect(elsewhere.append)
    jobs.start(refuse, Sum((1,)), lambda _: None, key="refuse", on_fault=faults.append)
    _results(jobs, qtbot)
    assert [(fault.text, fault.hint) for fault in faults] == [("1 numbers are too few.", "Give three.")]
    assert elsewhere == []


def test_a_fault_that_nobody_takes_is_told(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(jobs.faulted, timeout=10_000) as told:
        jobs.start(refuse, Sum(()), lambda _: None, key="refuse")
    assert told.args is not None
    assert str(told.args[0]) == "0 numbers are too few. Give three."


def test_a_bug_in_a_job_is_told_as_such(jobs: Jobs, qtbot: QtBot) -> None:
    results: list[int] = []
    with qtbot.waitSignal(jobs.broke, timeout=10_000) as told:
        jobs.start(break_down, Sum((4,)), results.append, key="break")
    assert told.args is not None
    assert isinstance(told.args[0], ZeroDivisionError)
    assert results == []
    assert not jobs.is_busy


def test_the_process_lane_runs_in_another_process(jobs: Jobs, qtbot: QtBot) -> None:
    results: list[int] = []
    jobs.start(process_of, Sum(()), results.append, key="pid", lane="process")
    qtbot.waitUntil(lambda: not jobs.is_busy, timeout=30_000)
    assert len(results) == 1
    assert results[0] != os.getpid()


def test_busy_is_told_once_for_many_jobs(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[bool] = []
    jobs.busy_changed.connect(told.append)
    gates = [Gate(), Gate()]
    for place, gate in enumerate(gates):
        jobs.start(gate, Sum(()), lambda _: None, key=f"{place}")
    for gate in gates:
        gate.opened.set()
    _results(jobs, qtbot)
    assert told == [True, False]


def test_a_result_may_start_the_next_job(jobs: Jobs, qtbot: QtBot) -> None:
    results: list[int] = []

    def again(result: int) -> None:
        results.append(result)
        if len(results) < 3:
            jobs.start(add, Sum((result, 1)), again, key="chain")

    jobs.start(add, Sum((1,)), again, key="chain")
    qtbot.waitUntil(lambda: len(results) == 3, timeout=10_000)
    assert results == [1, 2, 3]


def test_closing_waits_for_the_work_and_drops_its_result(qtbot: QtBot) -> None:
    jobs, results, ended = Jobs(), list[int](), threading.Event()

    def slow(_: Sum) -> int:
        time.sleep(0.05)
        ended.set()
        return 1

    jobs.start(slow, Sum(()), results.append, key="slow")
    while not jobs.is_busy:
        qtbot.wait(1)
    time.sleep(0.01)
    jobs.close()
    assert ended.is_set()
    qtbot.wait(20)
    assert results == []


def test_closing_ends_a_worker_in_the_middle_of_a_long_job(qtbot: QtBot) -> None:
    jobs = Jobs()
    jobs.start(time.sleep, 60, lambda _: None, key="sleep", lane="process")
    began = time.monotonic()
    qtbot.wait(50)
    jobs.close()
    assert time.monotonic() - began < 20


def test_nothing_starts_after_closing(jobs: Jobs) -> None:
    jobs.close()
    late = jobs.start(add, Sum((1,)), lambda _: pytest.fail("it ran"), key="late")
    assert late.is_stale
    assert not jobs.is_busy


def test_a_job_can_be_cancelled_before_it_began() -> None:
    job = Job("key", lambda _: None)
    job.cancel()
    assert job.is_stale
