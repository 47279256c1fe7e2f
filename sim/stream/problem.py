"""One thing that is wrong with a stream, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sim.errors import StreamFault

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One fault of a stream, or one doubt about it.

    Attributes:
        where: Path to the value, by id, such as ``stages.test.wip_limit``.
        what: What is wrong: the value and the rule, one sentence.
        fix: What to do, one sentence.
        severity: An ``error`` keeps the stream from running; a ``warning`` does not.
    """

    where: str
    what: str
    fix: str
    severity: Severity = "error"

    @property
    def named(self) -> str:
        """Say what is wrong, and whether that is a fault or a warning."""
        return f"{'Fault' if self.severity == 'error' else 'Warning'}: {self.what}"

    def __str__(self) -> str:
        """Give where, what and how to mend in one line."""
        return f"{self.where}: {self.what} {self.fix}".strip()


def error(where: str, what: str, fix: str) -> Problem:
    """Make a problem that keeps the stream from running."""
    return Problem(where, what, fix)


def warning(where: str, what: str, fix: str) -> Problem:
    """Make a problem that lets the stream run."""
    return Problem(where, what, fix, "warning")


def errors_among(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Keep the problems that prevent a run."""
    return tuple(problem for problem in found if problem.severity == "error")


def fault_of(found: Sequence[Problem], subject: str = "The stream") -> StreamFault:
    """Put problems, all at once, into one fault of one line.

    Args:
        found: One or more problems.
        subject: What they are found in, the begin of the sentence.
    """
    if len(found) == 1:
        return StreamFault(f"{found[0].where}: {found[0].what}", found[0].fix)
    listed = " ".join(
        f"({number}) {problem.where}: {problem.what}" for number, problem in enumerate(found, 1)
    )
    fixes = " ".join(f"({number}) {problem.fix}" for number, problem in enumerate(found, 1))
    return StreamFault(f"{subject} has {len(found)} faults: {listed}", fixes)
