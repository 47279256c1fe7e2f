"""Issues as Jira's search gives them in JSON, with their changelogs; versions 2 and 3 of its interface."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sim.history.json_cells import cell, when_of
from sim.history.json_rows import FLAG, STATUS, Born, Changes, NamedRows, table_of
from sim.history.json_stream import Entry
from sim.history.report import SetAside
from sim.history.table import Table
from sim.history.words import folded, state_of

_FIRST = ("id", "summary", "issuetype", "status", "created", "resolutiondate", "resolution", "parent")
_CALLED = {
    "summary": "title",
    "issuetype": "type",
    "status": "state",
    "resolutiondate": "resolved",
    "labels": "tags",
    "duedate": "due date",
    "statuscategorychangedate": "status category changed",
    "fixVersions": "fix versions",
}
"""What fields are called in the table; any other goes by the name that the file gives it, or by its id."""

_NOT_READ = ("comment", "worklog", "attachment", "issuelinks")
_DATES = frozenset(("created", "updated", "resolutiondate", "duedate", "statuscategorychangedate"))
_FLAG_WORDS = frozenset(("", "impediment", "hindernis", "impedimento", "impedimenta", "empechement"))
_FLAG_NAMES = frozenset(
    ("flagged", "flag", "impediment", "markiert", "gekennzeichnet", "marcado", "sinalizado", "marque")
)


@dataclass
class JiraIssues:
    """Issues as they come, until there is a table of them.

    Attributes:
        name: Name of the file, for what is said.
    """

    name: str
    _rows: NamedRows = field(init=False)
    _changes: Changes = field(default_factory=Changes)
    _born: list[Born] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)
    _without: int = 0
    _cut: list[str] = field(default_factory=list)
    _cancelled: Counter[str] = field(default_factory=Counter)
    _left: set[str] = field(default_factory=set)
    _missing: str = ""

    def __post_init__(self) -> None:
        """Begin without a row."""
        self._rows = NamedRows(self.name)

    @staticmethod
    def recognises(entry: Entry) -> bool:
        """Tell whether an entry is an issue."""
        value = entry.value
        if not isinstance(value, dict) or not isinstance(value.get("fields"), dict):
            return False
        return ("key" in value or "id" in value) and not any(
            key.startswith("System.") for key in value["fields"]
        )

    def add(self, entry: Entry, number: int) -> None:
        """Take an issue, or what stands beside the list of issues."""
        value = entry.value
        if entry.place == "{}" and isinstance(value, dict) and "fields" not in value:
            self._beside(value)
        elif self.recognises(entry) and isinstance(value, dict):
            self._issue(value, number)
        else:
            self._rows.set_aside.append(SetAside(row=number, value=cell(value)[:80], reason="is no issue"))

    def table(self) -> Table:
        """Make the table of all issues, and of their changes if the file tells any."""
        names = {key: text for key, text in self._names.items() if key not in _CALLED and key not in _FIRST}
        told = self._without < len(self._born)
        changes = self._changes.table(self.name, self._born) if told else None
        return table_of(self._rows, _FIRST, said=self._said(), names={**names, **_CALLED}, changes=changes)

    def _beside(self, value: dict[str, object]) -> None:
        names = value.get("names")
        if isinstance(names, dict):
            self._names.update({key: text for key, text in names.items() if isinstance(text, str)})
        total = cell(value.get("total"))
        more = value.get("isLast") is False or bool(value.get("nextPageToken"))
        self._missing = total if total.isdecimal() else "more" if more else ""

    def _issue(self, value: dict[str, object], number: int) -> None:
        key = cell(value.get("key")) or cell(value.get("id")) or f"row {number}"
        earlier = self._seen.setdefault(key, number)
        if earlier != number:
            reason = f"the id already stands in entry {earlier}"
            self._rows.set_aside.append(SetAside(row=number, value=key[:80], reason=reason))
            return
        fields = value["fields"]
        assert isinstance(fields, dict)
        cells = {"id": key, **{name: _cell_of(name, held) for name, held in fields.items()}}
        for name in _NOT_READ:
            if cells.pop(name, ""):
                self._left.add(name)
        born = Born(number, key, cells.get("created", ""), cells.get("status", ""))
        if state_of(cells.get("resolution", "")) == "cancelled":
            self._cancelled[cells["resolution"]] += 1
            cells["status"] = cells["resolution"]
            born = born._replace(end=cells["resolution"], ended=cells.get("resolutiondate", ""))
        self._born.append(born)
        self._rows.add(number, cells)
        self._changelog(key, value.get("changelog"))

    def _changelog(self, key: str, log: object) -> None:
        histories = log
        if isinstance(log, dict):
            histories = log.get("histories", log.get("values"))
        if not isinstance(histories, list):
            self._without += 1
            return
        if isinstance(log, dict):
            total = cell(log.get("total"))
            if (total.isdecimal() and int(total) > len(histories)) or log.get("isLast") is False:
                self._cut.append(f"{key}: {len(histories)} of {total or 'more'}")
        for history in histories:
            if isinstance(history, dict):
                self._history(key, history)

    def _history(self, key: str, history: dict[str, object]) -> None:
        when = when_of(history.get("created"))
        items = history.get("items")
        for item in items if isinstance(items, list) else ():
            kind = self._kind(item) if isinstance(item, dict) else ""
            if kind:
                before, after = cell(item.get("fromString")), cell(item.get("toString"))
                self._changes.add(key, kind, before=before, after=after, when=when)

    def _kind(self, item: dict[str, object]) -> str:
        name, field_id = folded(cell(item.get("field"))), cell(item.get("fieldId"))
        if name == "status" and field_id in ("", "status"):
            return STATUS
        if name in _FLAG_NAMES or folded(self._names.get(field_id, "")) in _FLAG_NAMES:
            return FLAG
        words = {folded(cell(item.get("fromString"))), folded(cell(item.get("toString")))}
        return FLAG if words <= _FLAG_WORDS and words != {""} and name != "status" else ""

    def _said(self) -> list[str]:
        said = []
        count = len(self._born)
        if self._without:
            said.append(
                f"Issues without a changelog: {self._without} of {count}; of these only creation and "
                "resolution are known. Jira gives changelogs where it is asked with expand=changelog."
            )
        if self._cut:
            said.append(
                f"Issues whose changelog was cut off, so that changes are missing: {len(self._cut)} "
                f"({', '.join(self._cut[:3])})."
            )
        total = self._missing
        if total == "more" or (total and int(total) > count + len(self._rows.set_aside)):
            said.append(f"The file holds {count} of {total} issues: further pages are missing.")
        if self._cancelled:
            words = ", ".join(f"{word} ({rows})" for word, rows in self._cancelled.most_common())
            said.append(f"Where the resolution says so, it is taken as the state: {words}.")
        if self._left:
            said.append(f"Not read: {', '.join(sorted(self._left))}.")
        return said


def _cell_of(name: str, value: object) -> str:
    return when_of(value) if name in _DATES else cell(value)
