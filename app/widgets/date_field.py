"""A date as a line of text."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtWidgets import QWidget

from app.widgets.fields import ValueField

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ACCEPTED: Final = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %b %Y", "%d %B %Y")


def date_text(date: dt.date) -> str:
    """Say a date: ``Fri 20 Mar 2026``."""
    return f"{_DAYS[date.weekday()]} {date.day} {_MONTHS[date.month - 1]} {date.year}"


class DateField(ValueField["dt.date | None"]):
    """A date, or none; typed as 2026-03-20, 20 Mar 2026, 20.3.2026 or 20/3/2026 (day first)."""

    def __init__(
        self,
        value: dt.date | None,
        name: str,
        spoken: str = "",
        *,
        none_text: str = "none",
        parent: QWidget | None = None,
    ) -> None:
        """Show a date; ``none_text`` stands for no date."""
        self.none_text = none_text
        super().__init__(value, name, spoken, parent)

    def text_of(self, value: dt.date | None) -> str:
        """Write the date with its weekday, or the words for none."""
        return self.none_text if value is None else date_text(value)

    def value_of(self, text: str) -> dt.date | None:
        """Read a date; an empty text and the words for none mean none.

        Raises:
            ValueError: If it is no date.
        """
        if text.casefold() in {"", self.none_text.casefold()}:
            return None
        weekday, _, rest = text.partition(" ")
        bare = rest.strip() if rest and weekday.rstrip(",").title() in _DAYS else text
        for form in _ACCEPTED:
            try:
                return dt.datetime.strptime(bare, form).replace(tzinfo=dt.UTC).date()
            except ValueError:
                continue
        raise ValueError(self.tr("“%s” is not a date; write 2026-03-20 or 20 Mar 2026.") % text)
