"""A list of objects, one an item: their members are the columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.history.json_cells import cell
from sim.history.json_rows import NamedRows, table_of
from sim.history.json_stream import Entry
from sim.history.report import SetAside
from sim.history.table import Table

_AZURE = ("System.", "Microsoft.VSTS.Common.", "Microsoft.VSTS.Scheduling.")
"""What Azure DevOps puts before the names of its fields."""


@dataclass
class Records:
    """Objects as they come, until there is a table of them.

    Attributes:
        name: Name of the file, for what is said.
    """

    name: str
    _rows: NamedRows = field(init=False)

    def __post_init__(self) -> None:
        """Begin without a row."""
        self._rows = NamedRows(self.name)

    @staticmethod
    def recognises(entry: Entry) -> bool:
        """Tell whether an entry is an object with at least two texts."""
        return entry.place != "{}" and sum(map(bool, _cells(entry.value).values())) >= 2

    def add(self, entry: Entry, number: int) -> None:
        """Take an object; what stands beside the list tells nothing."""
        if entry.place == "{}":
            return
        cells = _cells(entry.value)
        if any(cells.values()):
            self._rows.add(number, cells)
        else:
            aside = SetAside(row=number, value=cell(entry.value)[:80], reason="is no object with texts")
            self._rows.set_aside.append(aside)

    def table(self) -> Table:
        """Make the table of all objects."""
        return table_of(self._rows, (), said=[])


def _cells(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    fields = value.get("fields")
    held = {**value, **fields} if isinstance(fields, dict) else value
    return {_plain(key): cell(inner) for key, inner in held.items() if key != "fields" or inner is not fields}


def _plain(key: str) -> str:
    return next((key.removeprefix(before) for before in _AZURE if key.startswith(before)), key)
