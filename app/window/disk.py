"""What to do when the file is not the one that was opened: one line above the page, three ways out."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.document import Document
from app.jobs import Jobs
from app.widgets import Banner
from app.window.file_watch import FileWatch
from app.window.files import Files


class Disk(QObject):
    """Tells of changes that someone else made to the file, before they are overwritten.

    Attributes:
        banner: Where it is told.
        watch: Looks at the file.
    """

    def __init__(self, document: Document, jobs: Jobs, files: Files) -> None:
        """Watch the file of a document, and the saving of it."""
        super().__init__()
        self.banner = Banner("disk")
        self.watch = FileWatch(document, jobs, lambda: files.saver.is_busy, self)
        self._document = document
        self._files = files
        self._is_saving = False
        self.watch.found.connect(self._tell)
        files.changed_elsewhere.connect(self._tell_at_saving)
        document.changed.connect(self._forget)
        self.banner.chose.connect(self._act)

    def _forget(self, before: object, _: object) -> None:
        if before is None:
            self.banner.clear()

    def _tell_at_saving(self, finding: str) -> None:
        self._tell(finding)
        self._is_saving = True

    def _tell(self, finding: str) -> None:
        path = self._document.path
        if path is None:
            return
        self._is_saving = False
        if finding == "gone":
            self.banner.offer(
                self.tr("{name} is not there any more.").format(name=path.name),
                self.tr(
                    "Someone moved or deleted it. What you see is only in this window until you save it."
                ),
                {"save": self.tr("Save it again"), "save-as": self.tr("Save as…")},
            )
            return
        lost = "" if self._document.is_clean else self.tr(" Reloading gives up what you did since you saved.")
        self.banner.offer(
            self.tr("Someone else changed {name}.").format(name=path.name),
            self.tr("Nothing was overwritten.") + lost,
            {"reload": self.tr("Reload"), "keep": self.tr("Keep mine"), "save-as": self.tr("Save as…")},
        )

    def _act(self, way: str) -> None:
        if way == "reload":
            self._files.reload()
        elif way == "save-as":
            self._files.save_as()
        elif way == "save":
            self._files.save()
        else:
            self._document.accept(None)
            if self._is_saving:
                self._files.save()
