"""New, open, save, and care for what is not saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from app.document import Document, Saved
from app.jobs import Jobs, Track
from app.preferences import Preferences
from app.window.neighbours import Alone, Neighbours
from sim.errors import ProjectFault, UserFault

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.dialogs import Questions
    from sim.stream import Stream

FileKind = Literal["project", "stream", "history"]

_KINDS: dict[str, FileKind] = {
    ".headrace": "project",
    ".json": "stream",
    ".csv": "history",
    ".tsv": "history",
    ".txt": "history",
    ".xlsx": "history",
    ".xlsm": "history",
    ".ods": "history",
    ".xes": "history",
    ".gz": "history",
}


def file_kind(path: Path) -> FileKind | None:
    """Tell from its ending what a file is; None: nothing that Headrace reads."""
    from sim.history import is_tracker_json

    kind = _KINDS.get(path.suffix.casefold())
    return "history" if kind == "stream" and is_tracker_json(path) else kind


class Files(QObject):
    """Moves projects between files and the document.

    Signals:
        fault(object): A `UserFault`.
        import_wanted(object): A file of history (a path) is to be imported.
        recent_changed(): The list of recent files is another.
        reading(str): The name of the file that is being read; empty when that is over.
        changed_elsewhere(str): The file was not written, for it is not the one that was opened or saved last
            (a finding: "other").
    """

    fault = Signal(object)
    import_wanted = Signal(object)
    recent_changed = Signal()
    reading = Signal(str)
    changed_elsewhere = Signal(str)

    def __init__(
        self, document: Document, jobs: Jobs, preferences: Preferences, questions: Questions
    ) -> None:
        """Take the document to fill, where to read, and whom to ask."""
        super().__init__()
        self._neighbours: Neighbours = Alone()
        self._window: QWidget | None = None
        self._document = document
        self._jobs = jobs
        self._preferences = preferences
        self._questions = questions

    def know(self, neighbours: Neighbours, window: QWidget) -> None:
        """Take who stands beside the window, and the window."""
        self._neighbours, self._window = neighbours, window

    def open_beside(self) -> None:
        """Ask for a file and open it in a window of its own."""
        path = self._questions.file_to_open(self._folder())
        if path is not None and not self._is_open_elsewhere(path):
            self._neighbours.open_window(path)

    def new(self) -> None:
        """Begin a project of our own."""
        from app.window.new_stream import new_stream

        self._begin(new_stream)

    def new_from_example(self, name: str) -> None:
        """Begin a project with one of the examples."""
        from sim.stream import example

        self._begin(lambda: example(name))

    def open(self) -> None:
        """Ask for a file and open it."""
        path = self._questions.file_to_open(self._folder())
        if path is not None:
            self.take(path)

    def ask_import(self) -> None:
        """Ask for a file of history and hand it to whoever imports."""
        path = self._questions.file_to_import(self._folder())
        if path is not None:
            self.import_wanted.emit(path)

    def take(self, path: Path) -> None:
        """Do with a file what its kind asks for: open the project, begin one with the stream, import."""
        kind = file_kind(path)
        if kind == "project":
            self._open_project(path)
        elif kind == "stream":
            self._begin(lambda: _load(path))
        elif kind == "history":
            self.import_wanted.emit(path)
        else:
            endings = ", ".join(_KINDS)
            self.fault.emit(
                ProjectFault(
                    f"{path.name} is no file that Headrace reads.",
                    f"Open a file that ends in one of {endings}.",
                )
            )

    def save(self) -> bool:
        """Save to the project's own file; ask for one if there is none. False: not saved."""
        from sim.store import find_out

        path, stamp = self._document.path, self._document.stamp
        if path is None:
            return self.save_as()
        if stamp is not None and find_out(path, stamp) == "other":
            self.changed_elsewhere.emit("other")
            return False
        return self._save_to(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it. False: not saved."""
        own = self._document.path
        suggestion = own or self._folder() / f"{_file_name(self._document.title)}.headrace"
        path = self._questions.file_to_save(suggestion)
        return path is not None and self._save_to(path)

    def may_leave(self) -> bool:
        """Make sure that the present project may go: saved, given up, or nothing to save."""
        if self._document.is_clean:
            return True
        answer = self._questions.what_of_unsaved(self._document.title)
        if answer == "save":
            return self.save()
        return answer == "discard"

    def _begin(self, stream: Callable[[], Stream]) -> None:
        from sim.store import Project

        def put() -> None:
            self._document.replace(Project(stream=stream()))

        self._leave_for(put)

    def _open_project(self, path: Path) -> None:
        if self._is_open_elsewhere(path):
            return
        if not path.exists():
            self._preferences.forget_file(path)
            self.recent_changed.emit()
        if self.may_leave():
            self._read(path)

    def reload(self) -> None:
        """Read the project's own file again; what is not saved is given up."""
        if self._document.path is not None:
            self._read(self._document.path)

    def _read(self, path: Path) -> None:
        """Read a file beside the window's work, and show what it holds."""
        asked_at = self._document.revision

        def put(saved: Saved) -> None:
            self.reading.emit("")
            if self._document.revision != asked_at and not self.may_leave():
                return
            self._document.replace(saved.project, saved.path, saved.stamp)
            self._remember(path)

        def refuse(fault: UserFault) -> None:
            self.reading.emit("")
            self.fault.emit(fault)

        self.reading.emit(path.name)
        self._jobs.start_tracked(
            read_saved, path, put, key="files.open", on_fault=refuse, on_progress=_hear_nothing
        )

    def _is_open_elsewhere(self, path: Path) -> bool:
        return self._window is not None and self._neighbours.bring_forward(path, self._window)

    def _leave_for(self, put: Callable[[], None]) -> None:
        if not self.may_leave():
            return
        try:
            put()
        except UserFault as fault:
            self.fault.emit(fault)

    def _save_to(self, path: Path) -> bool:
        try:
            self._document.save(path)
        except UserFault as fault:
            self.fault.emit(fault)
            return False
        self._remember(path)
        return True

    def _remember(self, path: Path) -> None:
        self._preferences.remember_file(path)
        self._preferences.put("folder", str(path.absolute().parent))
        self.recent_changed.emit()

    def _folder(self) -> Path:
        own = self._document.path
        if own is not None:
            return own.parent
        return Path(self._preferences.text("folder", str(Path.home())))


def read_saved(path: Path, track: Track) -> Saved:
    """Read what a file holds.

    Raises:
        ProjectFault: If it is missing, damaged, foreign or too new.
        Cancelled: If it is not wanted any more.
    """
    from sim.log import lives
    from sim.store import open_stamped

    project, stamp = open_stamped(path)
    track.report(0.8)
    if project.history is not None:
        lives(project.history.log)  # PERF: the log keeps them; pages ask for them in the window's thread
    track.report(1.0)
    return Saved(project, path, stamp)


def _hear_nothing(_: float, __: str) -> None:
    """The name of the file is told instead."""


def _load(path: Path) -> Stream:
    from sim.stream import load_stream

    return load_stream(path)


def _file_name(title: str) -> str:
    kept = "".join(sign if sign.isalnum() or sign in "-_ " else "-" for sign in title).strip()
    return kept or "stream"
