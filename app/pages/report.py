"""Report: what a leader takes away. Not there yet, and it says so."""

from __future__ import annotations

from app.pages.coming import ComingPage, Promise


class ReportPage(ComingPage):
    """Says what will be here, and where the answer is today."""

    title = "Report"

    def promise(self) -> Promise:
        """Lead to the forecast, whose sentence is the report's first line."""
        return Promise(
            key="report",
            title=self.tr("Reports are not in this version"),
            text=self.tr(
                "A page to take away, as PDF or as one file for the browser, will be made here. "
                "Until then the forecast gives its answer in one sentence, "
                "and a right click exports any chart."
            ),
            action=self.tr("Open the forecast"),
            leads_to="forecast",
        )
