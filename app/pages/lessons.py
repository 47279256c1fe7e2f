"""Lessons: predict, run, compare. Not there yet, and it says so."""

from __future__ import annotations

from app.pages.coming import ComingPage, Promise


class LessonsPage(ComingPage):
    """Says what will be here, and where to try the same by hand today."""

    title = "Lessons"

    def promise(self) -> Promise:
        """Lead to the stream, where a limit can be changed while it runs."""
        return Promise(
            key="lessons",
            title=self.tr("Lessons are not in this version"),
            text=self.tr(
                "Guess, run, compare: short lessons on why queues form will be here. The first can be tried "
                "by hand today: halve the WIP limits on the Stream page while it runs, and watch flow time."
            ),
            action=self.tr("Try it on the stream"),
            leads_to="stream",
        )
