"""What the world can get wrong, said so that a person can mend it."""

from __future__ import annotations


class UserFault(Exception):
    """A fault of input, not of the program.

    Attributes:
        text: What is wrong: the value and the rule it breaks, one sentence.
        hint: What to do about it, one sentence.
    """

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint

    def __str__(self) -> str:
        """Give the text and, where there is one, the hint."""
        return f"{self.text} {self.hint}".strip()


class StreamFault(UserFault):
    """A stream that cannot be read or run."""


class HistoryFault(UserFault):
    """A history that cannot be imported."""


class CalibrationFault(UserFault):
    """A history that no stream can be made of."""


class ForecastFault(UserFault):
    """A question that the data cannot answer."""


class ProjectFault(UserFault):
    """A project file that cannot be opened or saved."""
