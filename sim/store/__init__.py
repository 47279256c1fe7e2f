"""A project in one file."""

from sim.store.document import SUFFIX, open_project, save_project
from sim.store.project import Project, RunSettings, StoredHistory, new_project

__all__ = [
    "SUFFIX",
    "Project",
    "RunSettings",
    "StoredHistory",
    "new_project",
    "open_project",
    "save_project",
]
