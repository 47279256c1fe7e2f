"""The main window: composes rail, bar, banner, pages and status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QGridLayout, QMainWindow, QVBoxLayout, QWidget

from app.dialogs import Offer, QtQuestions, Questions
from app.document import Document
from app.faults import BugReport
from app.jobs import Track
from app.pages import ImportsFiles, Page
from app.theme import LARGE, LIGHT, MEDIUM, choice_of
from app.widgets import Banner, label, mark
from app.window.commands import Calls, Commands
from app.window.disk import Disk
from app.window.drops import Drops
from app.window.entries import PAGES, PageEntry
from app.window.files import Files
from app.window.lent import Lent
from app.window.offers import offers_of_actions, offers_of_buttons, without_twins
from app.window.page_stack import InSight, PageStack
from app.window.rail import Rail
from app.window.recovery import Recovery
from app.window.sheets import Sheets
from app.window.top_bar import TopBar
from app.window.work_bar import WorkBar, show_work

if TYPE_CHECKING:
    from sim.errors import UserFault

_FIRST_SIZE = QSize(1440, 900)
_SMALLEST = QSize(960, 640)
_LINE = 27
"""Height of the line of status at the usual size of text: room for a bar and a button, shown or not."""


class Window(QMainWindow):
    """Shows one project on six pages.

    Attributes:
        files: New, open, save.
        stack: The pages.
        commands: The actions.
        banner: What went wrong last.
        disk: What became of the file.
        recovery: What a crash left behind.

    Signals:
        entered(): The window became the active one.
        ended(): It is closed for good.
    """

    entered = Signal()
    ended = Signal()

    def __init__(
        self, lent: Lent, *, pages: tuple[PageEntry, ...] = PAGES, questions: Questions | None = None
    ) -> None:
        """Compose the window; the first page is made when it is shown."""
        super().__init__()
        self.setObjectName("window")
        self.setAcceptDrops(True)
        self._lent = lent
        self._statuses: dict[str, str] = {}
        self._may_close = False
        self.files = Files(lent.document, lent.jobs, lent.preferences, questions or QtQuestions(self))
        self.files.know(lent.neighbours, self)
        self._drops = Drops(self.files)
        self.disk = Disk(lent.document, lent.jobs, self.files)
        self.recovery = Recovery(lent.document, lent.jobs, self.files)
        self.recovery.know(lent.neighbours, lent.autosave)
        self.sheets = Sheets(self, lent.preferences)
        self.stack = PageStack(pages, self._new_page, lent.document, lent.theme)
        self.banner = Banner("banner")
        self.rail = Rail(pages, lent.theme)
        self.commands = Commands(self.files, self._calls(), lent, self)
        commands = self.commands
        self.bar = TopBar((commands.undo, commands.redo, commands.search), commands.menu, lent.theme)
        self.addActions(list(self.rail.actions_by_key.values()))
        self._status = label("", "caption", "statusText")
        self._speed = label("", "caption", "speedNote")
        mark(self._speed, tone="warn")
        self._speed.hide()
        self._work = WorkBar()
        self._middle = InSight()
        for part in (self.files, self._drops, self.disk, self.recovery, self.stack):
            part.setParent(self)  # else what they call would hold the window, and it them, for ever
        self._compose()
        self._connect()
        self._show_state()
        self._dress()
        self._restore_place()
        self.show_page(pages[0].key)
        self.stack.widget.setFocus()

    @property
    def lent(self) -> Lent:
        """What the window works with."""
        return self._lent

    @property
    def document(self) -> Document:
        """The open project."""
        return self._lent.document

    @property
    def status(self) -> str:
        """The line at the bottom."""
        return self._status.text()

    def compile_ahead(self) -> None:
        """Compile the engine while nobody waits for it, in a child process; nothing where that was done.

        Where nothing is compiled, runs are slow: that is said at the end of the status bar.
        """
        from sim.engine import engine_speed_note

        self.tell_speed(engine_speed_note())
        self._lent.jobs.start_tracked(
            compile_engine, None, _take_nothing, key="engine", on_progress=_hear_nothing
        )

    def look_for_lost(self) -> None:
        """Offer what a crash left behind, if there is any."""
        self._lent.neighbours.look_for_lost(self)

    def tell_speed(self, note: str) -> None:
        """Say at the end of the status bar why runs are slow here; nothing if the note is empty."""
        self._speed.setText(note.partition(":")[0])
        self._speed.setToolTip(note)
        self._speed.setAccessibleDescription(note)
        self._speed.setVisible(bool(note))

    def show_page(self, key: str, intent: object = None) -> Page | None:
        """Bring a page into sight and hand it an intent.

        Raises:
            KeyError: If no page has this key.
        """
        self._middle.setCurrentWidget(self.stack.widget)
        page = self.stack.show(key)
        if page is not None and intent is not None:
            page.receive(intent)
        return page

    def tell_fault(self, fault: UserFault) -> None:
        """Show what went wrong and the way out, above the page."""
        self.banner.tell(fault.text, fault.hint)

    def tell_bug(self, report: BugReport) -> None:
        """Show a fault of the program; the work stays."""
        self.sheets.show_bug(report)

    def import_file(self, path: Path) -> None:
        """Hand a file of history to the page that imports."""
        page: object = self.show_page("history")
        if isinstance(page, ImportsFiles):
            page.import_file(path)
            return
        self.banner.tell(
            self.tr("{name} was not imported: this version has no import yet.").format(name=path.name),
            self.tr("On the command line: headrace import {name}").format(name=path.name),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Care for unsaved work, remember the place, end everything that runs."""
        if not self._may_close:
            self.leave()
        if not self._may_close:
            event.ignore()
            return
        self._work.stop()
        place = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._lent.preferences.put("window", place)
        self.stack.close()
        self._lent.jobs.close()
        self.recovery.end()
        if self._lent.autosave is not None:
            self._lent.autosave.end()
        event.accept()
        self.ended.emit()

    def leave(self, then: Callable[[], object] = lambda: None) -> None:
        """Close once the work is saved or given up, which may take a moment; then go on with ``then``."""

        def go() -> None:
            self._may_close = True
            self.close()
            then()

        self.files.leave(go)

    def changeEvent(self, event: QEvent) -> None:
        """Keep what is not saved when the person turns away; look at the file when they come back."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.ActivationChange:
            return
        if self.isActiveWindow():
            self.entered.emit()
            self.disk.watch.look()
        elif self._lent.autosave is not None:
            self._lent.autosave.keep()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the window's surface for files that are dropped."""
        super().showEvent(event)
        self._drops.watch(self.windowHandle())

    def _calls(self) -> Calls:
        return Calls(
            undo=self._lent.document.undo,
            redo=self._lent.document.redo,
            quit=self._quit,
            close=self.close,
            new_window=self._lent.neighbours.open_window,
            recovered=self.recovery.show,
            about=self.sheets.show_about,
            shortcuts=self._show_shortcuts,
            search=self._search,
            open_menu=self._open_menu,
        )

    def _compose(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(LARGE, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(MEDIUM)
        column.addWidget(self.banner)
        column.addWidget(self.disk.banner)
        self._middle.addWidget(self.stack.widget)
        self._middle.addWidget(self.recovery.panel)
        column.addWidget(self._middle, 1)
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.bar, 0, 0, 1, 2)
        grid.addWidget(self.rail, 1, 0)
        grid.addWidget(middle, 1, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        self.setCentralWidget(whole)
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().addPermanentWidget(self._work)
        self.statusBar().addPermanentWidget(self._speed)
        self.statusBar().setSizeGripEnabled(False)
        parts = (self.bar, self.rail, self.banner, self.disk.banner, self.recovery.panel, self.statusBar())
        self._lent.theme.dress_window(self, parts)

    def _connect(self) -> None:
        lent = self._lent
        lent.document.state_changed.connect(self._show_state)
        lent.document.changed.connect(self._project_changed)
        lent.jobs.faulted.connect(self.tell_fault)
        lent.jobs.broke.connect(lent.faults.take)
        lent.faults.user_fault.connect(self.tell_fault)
        lent.faults.bug.connect(self.tell_bug)
        lent.theme.changed.connect(self._dress)
        self.files.fault.connect(self.tell_fault)
        show_work(self._work, self.files)
        self.recovery.shown.connect(lambda: self._middle.setCurrentWidget(self.recovery.panel))
        self.recovery.over.connect(lambda: self._middle.setCurrentWidget(self.stack.widget))
        self.recovery.damaged.connect(self._tell_damaged)
        self.recovery.changed.connect(lambda: self.commands.recovered.setEnabled(bool(self.recovery.cards)))
        if lent.autosave is not None:
            lent.autosave.failed.connect(self.tell_fault)
            lent.faults.bug.connect(lent.autosave.keep)
        self.files.import_wanted.connect(self.import_file)
        self.commands.theme_chosen.connect(self._choose_theme)
        self.commands.text_size_chosen.connect(self._choose_text_size)
        self.rail.chosen.connect(self.show_page)
        self.stack.made.connect(self._adopt)
        self.stack.shown.connect(self._page_shown)

    def _new_page(self, page_class: type[Page]) -> Page:
        lent = self._lent
        return page_class(lent.document, lent.jobs, lent.preferences, lent.theme)

    def _adopt(self, key: str, page: Page) -> None:
        page.status.connect(lambda text: self._show_status(key, text))
        page.fault.connect(self.tell_fault)
        page.wants_page.connect(self.show_page)
        self.bar.show_tools(key, page.tools())

    def _page_shown(self, key: str) -> None:
        self.rail.choose(key)
        self.bar.show_tools(key, None)
        self._status.setText(self._statuses.get(key, ""))

    def _show_status(self, key: str, text: str) -> None:
        self._statuses[key] = text
        if key == self.stack.current:
            self._status.setText(text)

    def _show_state(self, *_: object) -> None:
        document = self._lent.document
        stack = document.stack
        state = "" if document.is_clean else self.tr("— edited")
        self.bar.show_name(document.title, state)
        self.setWindowTitle(f"{document.title}[*] — Headrace")
        self.setWindowModified(not document.is_clean)
        self.setWindowFilePath("" if document.path is None else str(document.path))
        self.commands.name_undo(
            stack.undoText() if stack.canUndo() else "", stack.redoText() if stack.canRedo() else ""
        )

    def _project_changed(self, before: object, _: object) -> None:
        if before is None:
            # What went wrong with the former project is of no use with this one.
            self.banner.clear()
        self._show_state()

    def _choose_theme(self, name: str) -> None:
        choice = choice_of(name)
        self._lent.preferences.theme = choice
        self._lent.theme.choose(choice)

    def _choose_text_size(self, percent: int) -> None:
        self._lent.preferences.put("text_size", percent)
        self._lent.theme.choose_text_size(percent)

    def _dress(self) -> None:
        self.commands.dress(self._lent.theme)
        larger = self._lent.theme.tokens.base / LIGHT.base
        wide, tall = _SMALLEST.width() * min(larger, 1.145), _SMALLEST.height() * min(larger, 1.09)
        self.setMinimumSize(round(wide), round(tall))  # up to the smallest size that pages are laid out for
        self.statusBar().setFixedHeight(round(_LINE * larger))
        # The line begins where the pages do.
        self._status.setContentsMargins(self.rail.width() + LARGE - 2, 0, 0, 0)

    def _restore_place(self) -> None:
        place = self._lent.preferences.text("window")
        if place and self.restoreGeometry(QByteArray.fromBase64(place.encode("ascii"))):
            return
        self.resize(_FIRST_SIZE.boundedTo(QGuiApplication.primaryScreen().availableSize()))

    def _open_menu(self) -> None:
        self.bar.open_menu()

    def _quit(self) -> None:
        self._lent.neighbours.quit(self)

    def _show_shortcuts(self) -> None:
        self.sheets.show_shortcuts(self.offers())

    def _search(self) -> None:
        self.sheets.search(self.offers())

    def offers(self) -> Sequence[Offer]:
        """Give everything that can be done now: what the page in sight offers first."""
        own = (*self.rail.actions_by_key.values(), *self.commands.actions)
        found: list[Offer] = []
        page = self.stack.page(self.stack.current)
        if page is not None:
            offered, title = (*page.offers(), *page.actions()), self.tr(page.title)
            known = (*own, *offered)
            found += offers_of_actions(offered, title)
            found += offers_of_buttons(self.bar.tools(self.stack.current), title, known)
            found += offers_of_buttons(page, title, known)
        found += offers_of_actions(own, self.tr("Window"))
        found += offers_of_actions(self.commands.history.fill(), self.tr("History"))
        return without_twins(found)

    def _tell_damaged(self, files: tuple[Path, ...]) -> None:
        names = ", ".join(str(file) for file in files)
        self.banner.tell(
            self.tr("Some work that was not saved could not be recovered: it is damaged."),
            self.tr("It is kept in {names}.").format(names=names),
        )


def compile_engine(_: None, track: Track) -> bool:
    """Compile the engine in a child process, which ends if the window closes; the answer is of no use.

    Raises:
        Cancelled: If the window closed.
    """
    from sim.engine import warm_cache

    return warm_cache(lambda _: track.report(0.0))


def _take_nothing(_: bool) -> None:
    """The next run finds the machine code by itself."""


def _hear_nothing(_: float, __: str) -> None:
    """Nobody waits, so nobody is told."""
