"""A project in one file."""

from sim.store.atomic import clear_drafts, replace_file
from sim.store.differences import ABSENT, Difference, differences
from sim.store.document import SUFFIX, open_project, open_stamped, save_project
from sim.store.progress import part_of
from sim.store.project import Project, RunSettings, StoredHistory, new_project
from sim.store.recovery import Owner, RecoveryWriter, read_recovery, recovery_files, set_aside
from sim.store.stamp import Finding, Stamp, find_out

__all__ = [
    "ABSENT",
    "SUFFIX",
    "Difference",
    "Finding",
    "Owner",
    "Project",
    "RecoveryWriter",
    "RunSettings",
    "Stamp",
    "StoredHistory",
    "clear_drafts",
    "differences",
    "find_out",
    "new_project",
    "open_project",
    "open_stamped",
    "part_of",
    "read_recovery",
    "recovery_files",
    "replace_file",
    "save_project",
    "set_aside",
]
