"""The History page: a file is imported and looked at, then its flow is shown."""

from app.pages.history.page import HistoryPage

__all__ = ["HistoryPage"]
