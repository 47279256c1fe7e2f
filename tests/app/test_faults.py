from __future__ import annotations

import sys

import pytest
from pytestqt.qtbot import QtBot

from app.faults import BugReport, Faults, report_of
from sim.errors import StreamFault, UserFault


def _raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:  # noqa: BLE001  (the point of these tests)
        return caught


def test_a_fault_of_the_person_is_told_as_it_is(qtbot: QtBot) -> None:
    faults, bugs = Faults(), list[BugReport]()
    faults.bug.connect(bugs.append)
    fault = StreamFault("WIP limit is -2.", "Write 1.")
    with qtbot.waitSignal(faults.user_fault) as told:
        faults.take(fault)
    assert told.args == [fault]
    assert bugs == []


def test_a_bug_is_told_with_its_details(qtbot: QtBot) -> None:
    faults, user_faults = Faults(), list[UserFault]()
    faults.user_fault.connect(user_faults.append)
    with qtbot.waitSignal(faults.bug) as told:
        faults.take(_raised(KeyError("test")))
    assert told.args is not None
    report = told.args[0]
    assert report.summary == "KeyError: 'test'"
    assert "in _raised" in report.details
    assert "Python 3" in report.details
    assert user_faults == []


def test_a_report_has_the_cause_too() -> None:
    try:
        try:
            raise KeyError("inner")
        except KeyError as inner:
            raise ValueError("outer") from inner
    except ValueError as outer:
        report = report_of(outer)
    assert report.summary == "ValueError: outer"
    assert report.details.index("KeyError: 'inner'") < report.details.index("ValueError: outer")


def test_an_installed_hook_takes_what_nobody_caught(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: printed.append(kind.__name__))
    faults, told = Faults(), list[object]()
    faults.bug.connect(lambda report: told.append(report.summary))
    faults.user_fault.connect(told.append)
    faults.install()
    fault = UserFault("No.", "Yes.")
    for error in (fault, KeyError("x"), KeyboardInterrupt()):
        sys.excepthook(type(error), error, None)
    faults.remove()
    assert told == [fault, "KeyError: 'x'"]
    assert printed == ["KeyError", "KeyboardInterrupt"]


def test_a_removed_hook_gives_the_former_one_back() -> None:
    former = sys.excepthook
    faults = Faults()
    faults.install()
    assert sys.excepthook is not former
    faults.remove()
    assert sys.excepthook is former
