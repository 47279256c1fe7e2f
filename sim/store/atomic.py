"""Writing a file so that there is always a whole one: the one before, or the new one."""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import threading
from contextlib import suppress
from pathlib import Path

from sim.errors import ProjectFault

_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space, or save elsewhere."),
    errno.EDQUOT: ("your share of the disk is full", "Free some space, or save elsewhere."),
    errno.EROFS: ("the disk is read-only", "Save elsewhere."),
    errno.EACCES: ("writing there is not permitted", "Save elsewhere, or ask for permission."),
    errno.EPERM: ("writing there is not permitted", "Save elsewhere, or ask for permission."),
    errno.ENOENT: ("the folder does not exist", "Choose a folder that exists."),
    errno.ENOTDIR: ("its folder is a file", "Choose a folder that exists."),
    errno.ENAMETOOLONG: ("the name is too long", "Choose a shorter one."),
}

_DRAFTS = ".headrace-*.saving"
_OLD_S = 86_400.0
"""Age in seconds at which nobody writes a draft any more."""


def replace_file(path: Path, content: bytes) -> os.stat_result:
    """Put ``content`` in the place of a file, all or nothing.

    It is written beside the file, forced to the disk, and renamed over it. A link is followed.

    Returns:
        What the system says of the file written, whoever replaced it since.

    Raises:
        ProjectFault: If it cannot be written; the file before is untouched.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise ProjectFault(f"{path} is a folder; a project needs a file.", "Give it a name.")
        if target.exists() and not os.access(target, os.W_OK):
            raise ProjectFault(f"{path} is read-only.", "Save under another name, or make it writable.")
        return _replace(target, content)
    except (OSError, RuntimeError) as refused:
        reason, hint = _reason(refused)
        raise ProjectFault(f"{path} cannot be saved: {reason}.", hint) from None


def _replace(target: Path, content: bytes) -> os.stat_result:
    beside = target.with_name(f".headrace-{_machine()}-{os.getpid()}-{threading.get_ident()}.saving")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            state = os.fstat(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
        _sync_folder(target.parent)
        clear_drafts(target.parent, state.st_mtime)
        return state
    finally:
        beside.unlink(missing_ok=True)


def _machine() -> str:
    """Name this machine in a few letters: on a shared disk others save too."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def clear_drafts(folder: Path, now: float) -> None:
    """Delete what killed saves left in a folder; drafts that someone may still be writing stay.

    Args:
        folder: Where a project is saved, or was opened.
        now: The present, in seconds since 1970.
    """
    for draft in folder.glob(_DRAFTS):
        with suppress(OSError):
            if _is_abandoned(draft, now):
                draft.unlink()


def _is_abandoned(draft: Path, now: float) -> bool:
    """Tell whether nobody writes a draft any more: its process is gone, or it is a day old."""
    if now - draft.stat().st_mtime > _OLD_S:
        return True
    _, machine, process, *_ = [*draft.stem.split("-"), "", "", ""]
    return machine == _machine() and process.isdecimal() and not _runs(int(process))


def _runs(process: int) -> bool:
    """Tell whether a process of this machine runs; where that cannot be asked without harm, it does."""
    if os.name != "posix":
        return True  # there a signal of 0 would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _sync_folder(folder: Path) -> None:
    """Force the new name to the disk, where folders can be opened (not on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(refused: OSError | RuntimeError) -> tuple[str, str]:
    number = refused.errno if isinstance(refused, OSError) else None
    said = refused.strerror if isinstance(refused, OSError) else str(refused)
    return _REASONS.get(number or 0, (said or "the system refused", "Save elsewhere."))
