"""The six pages of the window; each is imported only when it is first shown."""

from app.pages.base import GivesWay, ImportsFiles, Page

__all__ = ["GivesWay", "ImportsFiles", "Page"]
