"""The pages, before any of them is made."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from app.pages import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page by name; its module is imported when it is first shown.

    Attributes:
        key: Its stable name.
        title: What the rail shows.
        icon: Name of its icon.
        module: Where its class lives.
        class_name: Its class.
    """

    key: str
    title: str
    icon: str
    module: str
    class_name: str

    def page_class(self) -> type[Page] | None:
        """Import the class of the page; None where this version has no such page.

        Raises:
            ImportError: If the page is there but something that it needs is not.
        """
        try:
            module = importlib.import_module(self.module)
        except ModuleNotFoundError as error:
            if error.name == self.module:
                return None
            raise
        found = getattr(module, self.class_name, None)
        return found if isinstance(found, type) and issubclass(found, Page) else None


PAGES = (
    PageEntry("stream", "Stream", "stream", "app.pages.stream", "StreamPage"),
    PageEntry("what-if", "What-if", "what-if", "app.pages.what_if", "WhatIfPage"),
    PageEntry("history", "History", "history", "app.pages.history", "HistoryPage"),
    PageEntry("forecast", "Forecast", "forecast", "app.pages.forecast", "ForecastPage"),
    PageEntry("lessons", "Lessons", "lessons", "app.pages.lessons", "LessonsPage"),
    PageEntry("report", "Report", "report", "app.pages.report", "ReportPage"),
)
