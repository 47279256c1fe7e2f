"""Ids that are numbered anew in each project."""

from __future__ import annotations

from collections.abc import Sequence

from sim.history.table import Table
from sim.history.words import folded

_PROJECTS = (
    "project", "project key", "repository", "repo", "team project", "project name", "board", "workspace",
    "projekt", "proyecto", "projeto", "projet", "progetto",
)  # fmt: skip


def project_column(table: Table, ids: Sequence[str]) -> str | None:
    """Give the column that tells apart the items whose ids repeat; None where none does.

    It does if with it fewer than half as many ids repeat as without.
    """
    repeated = _repeats(ids)
    if not repeated:
        return None
    headers = {folded(header): header for header in reversed(table.headers)}
    for name in _PROJECTS:
        header = headers.get(name)
        if header and 2 * _repeats(list(zip(table.column(header), ids, strict=True))) < repeated:
            return header
    return None


def _repeats(ids: Sequence[object]) -> int:
    return len(ids) - len(set(ids))
