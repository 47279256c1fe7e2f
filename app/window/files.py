"""New, open, save, and care for what is not saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from app.document import Document, Saved
from app.jobs import Jobs
from app.preferences import Preferences
from app.window.neighbours import Alone, Neighbours
from app.window.reading import read_saved
from app.window.saver import Saver, Then
from sim.errors import ProjectFault, UserFault

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.dialogs import Questions
    from sim.stream import Stream

FileKind = Literal["project", "stream", "history"]
_OPENING = "files.open"

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
        read_on(float): How much of it is read, 0 to 1.
        changed_elsewhere(str): The file was not written, for it is not the one that was opened or saved last
            (a finding: "other").

    Attributes:
        saver: What writes.
    """

    fault = Signal(object)
    import_wanted = Signal(object)
    recent_changed = Signal()
    reading = Signal(str)
    read_on = Signal(float)
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
        self.saver = Saver(document, jobs)
        self.saver.fault.connect(self.fault)
        self.saver.changed_elsewhere.connect(self.changed_elsewhere)
        self.saver.saved.connect(self._remember)

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

    def save(self, *then: Then) -> None:
        """Save to the project's own file, or ask for one if there is none; then go on with ``then``.

        It is written beside the window's work; whoever is asked for a file and gives none does not save.
        """
        path = self._document.path
        if path is None:
            self.save_as(*then)
        else:
            self.saver.save(path, then, is_careful=True)

    def save_as(self, *then: Then) -> None:
        """Ask for a file and save to it."""
        own = self._document.path
        suggestion = own or self._folder() / f"{_file_name(self._document.title)}.headrace"
        path = self._questions.file_to_save(suggestion)
        if path is not None:
            self.saver.save(path, then)

    def leave(self, go: Then) -> None:
        """Go once the present project may: saved, given up, or nothing to save; a save under way ends first.

        Nobody goes where the person wants to stay, or where saving fails.
        """
        asked_at = self._document.revision

        def go_unless_edited() -> None:
            if self._document.revision == asked_at and not self.saver.is_busy:
                go()
            else:
                self.leave(go)

        if self._document.is_clean or self.saver.is_saving_all:
            self.saver.when_done(go_unless_edited)
            return
        answer = self._questions.what_of_unsaved(self._document.title)
        if answer == "save":
            self.save(go_unless_edited)
        elif answer == "discard":
            self.saver.when_done(go_unless_edited)

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
        self.leave(lambda: self._read(path))

    def reload(self) -> None:
        """Read the project's own file again; what is not saved is given up."""
        if self._document.path is not None:
            self._read(self._document.path)

    def _read(self, path: Path) -> None:
        """Read a file beside the window's work, and show what it holds."""
        asked_at = self._document.revision

        def put(saved: Saved) -> None:
            self._document.replace(saved.project, saved.path, saved.stamp)
            self._remember(path)

        def hear(saved: Saved) -> None:
            self.reading.emit("")
            if self._document.revision == asked_at:
                put(saved)
            else:
                self.leave(lambda: put(saved))

        def refuse(fault: UserFault) -> None:
            self.reading.emit("")
            self.fault.emit(fault)

        self.reading.emit(path.name)
        self._jobs.start_tracked(
            read_saved,
            path,
            hear,
            key=_OPENING,
            on_fault=refuse,
            on_progress=lambda share, _: self.read_on.emit(share),
        )

    def stop_reading(self) -> None:
        """Do not open the file that is being read; the present project stays."""
        self._jobs.cancel(_OPENING)
        self.reading.emit("")

    def _is_open_elsewhere(self, path: Path) -> bool:
        return self._window is not None and self._neighbours.bring_forward(path, self._window)

    def _leave_for(self, put: Callable[[], None]) -> None:
        def go() -> None:
            try:
                put()
            except UserFault as fault:
                self.fault.emit(fault)

        self.leave(go)

    def _remember(self, path: Path) -> None:
        self._preferences.remember_file(path)
        self._preferences.put("folder", str(path.absolute().parent))
        self.recent_changed.emit()

    def _folder(self) -> Path:
        own = self._document.path
        if own is not None:
            return own.parent
        return Path(self._preferences.text("folder", str(Path.home())))


def _load(path: Path) -> Stream:
    from sim.stream import load_stream

    return load_stream(path)


def _file_name(title: str) -> str:
    kept = "".join(sign if sign.isalnum() or sign in "-_ " else "-" for sign in title).strip()
    return kept or "stream"
