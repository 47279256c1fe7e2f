"""Issues as GitHub gives them in JSON: by its interface, or by its command line's ``issue list --json``."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.history.json_cells import LIST_MARK, cell
from sim.history.json_rows import NamedRows, table_of
from sim.history.json_stream import Entry
from sim.history.labels import LabelTypes
from sim.history.report import SetAside
from sim.history.table import Table
from sim.history.words import folded

PULL_REQUEST = "Pull request"
_FIRST = ("id", "title", "type", "state", "created", "closed", "tags")
_CALLED = {
    "created_at": "created",
    "closed_at": "closed",
    "updated_at": "updated",
    "html_url": "url",
    "merged_at": "merged",
    "state_reason": "reason",
    "user": "author",
}
_NOT_READ = frozenset(
    ("number", "labels", "type", "state", "id", "node_id", "assignee", "reactions", "comments",
     "pull_request", "performed_via_github_app", "repository", "repository_url", "active_lock_reason",
     "author_association", "reaction_groups", "is_draft")
)  # fmt: skip
_REASONS = {"not planned": "not planned", "duplicate": "duplicate"}


@dataclass
class GithubIssues:
    """Issues as they come, until there is a table of them.

    Attributes:
        name: Name of the file, for what is said.
    """

    name: str
    _rows: NamedRows = field(init=False)
    _types: LabelTypes = field(default_factory=LabelTypes)
    _places: dict[tuple[str, str], int] = field(default_factory=dict)
    _pulls: int = 0

    def __post_init__(self) -> None:
        """Begin without a row."""
        self._rows = NamedRows(self.name)

    @staticmethod
    def recognises(entry: Entry) -> bool:
        """Tell whether an entry is an issue or a pull request."""
        value = entry.value
        dated = ("created_at", "createdAt", "closed_at", "closedAt", "state")
        return (
            isinstance(value, dict)
            and "number" in value
            and "title" in value
            and any(key in value for key in dated)
        )

    def add(self, entry: Entry, number: int) -> None:
        """Take an issue; what stands beside a list of them tells nothing."""
        value = entry.value
        if self.recognises(entry) and isinstance(value, dict):
            self._issue({_snake(key): held for key, held in value.items()}, number)
        elif entry.place != "{}":
            self._rows.set_aside.append(SetAside(row=number, value=cell(value)[:80], reason="is no issue"))

    def table(self) -> Table:
        """Make the table of all issues; with more than one repository, ids say which."""
        said = self._types.said()
        if self._pulls:
            count = len(self._rows.numbers)
            said.append(
                f'Entries that are pull requests, and of the type "{PULL_REQUEST}": {self._pulls} of {count}.'
            )
        if len({repository for repository, _ in self._places if repository}) > 1:
            self._rows.replace("id", ["#".join(filter(None, place)) for place in self._places])
            said.append("The file holds several repositories: each id begins with its repository.")
        return table_of(self._rows, _FIRST, said=said)

    def _issue(self, value: dict[str, object], number: int) -> None:
        own = (_repository(value), cell(value.get("number")))
        earlier = self._places.setdefault(own, number)
        if earlier != number:
            reason = f"the id already stands in entry {earlier}"
            self._rows.set_aside.append(SetAside(row=number, value=own[1], reason=reason))
            return
        pull = _is_pull(value)
        self._pulls += pull
        labels = [cell(label) for label in _list(value.get("labels"))]
        kind = PULL_REQUEST if pull else cell(value.get("type")) or self._types.of(labels)
        cells = {"id": own[1], "type": kind, "state": _state(value, pull), "tags": LIST_MARK.join(labels)}
        for key, held in value.items():
            if key not in _NOT_READ and not key.endswith("_url"):
                cells.setdefault(_CALLED.get(key, key), cell(held))
        if value.get("html_url"):
            cells["url"] = cell(value["html_url"])
        self._rows.add(number, cells)


def _snake(key: str) -> str:
    """Spell a name as the interface does: the command line writes ``createdAt`` for ``created_at``."""
    return folded(key).replace(" ", "_") or key


def _list(value: object) -> list[object]:
    if isinstance(value, dict):  # GraphQL
        value = value.get("nodes")
    return value if isinstance(value, list) else []


def _repository(value: dict[str, object]) -> str:
    told = value.get("repository")
    if isinstance(told, dict):
        return cell(told.get("nameWithOwner") or told.get("full_name") or told)
    url = cell(value.get("repository_url")) or cell(value.get("html_url")) or cell(value.get("url"))
    parts = url.split("/issues/")[0].split("/pull/")[0].split("/")
    return "/".join(parts[-2:]) if len(parts) > 2 else ""


def _is_pull(value: dict[str, object]) -> bool:
    told = bool(value.get("pull_request")) or "merged_at" in value or value.get("is_pull_request") is True
    return told or "/pull/" in (cell(value.get("html_url")) or cell(value.get("url")))


def _state(value: dict[str, object], pull: bool) -> str:  # noqa: FBT001 - one more fact, not a switch
    state = cell(value.get("state")).lower()
    reason = folded(cell(value.get("state_reason")))
    if state != "closed":
        return state
    if reason in _REASONS:
        return _REASONS[reason]
    request = value.get("pull_request")
    told = value if "merged_at" in value else request if isinstance(request, dict) else {}
    if pull and "merged_at" in told:
        return "merged" if told["merged_at"] else "not merged"
    return state
