"""Where imported files lie, as far as this computer remembers."""

from __future__ import annotations

from pathlib import Path

from app.preferences import Preferences

_FOLDER = "import_folder"


class AtHand:
    """Finds the file of a history again: a project keeps its name and fingerprint, not its place."""

    def __init__(self, preferences: Preferences) -> None:
        """Remember in these preferences."""
        self._preferences = preferences

    def folder(self) -> Path:
        """Give the folder of the file imported last; at first the person's own."""
        return Path(self._preferences.text(_FOLDER, str(Path.home())))

    def remember(self, path: Path, fingerprint: str) -> None:
        """Remember where a file lies."""
        whole = path.absolute()
        self._preferences.put(_FOLDER, str(whole.parent))
        self._preferences.put(f"import {fingerprint[:16]}", str(whole))

    def find(self, source: str, fingerprint: str, project: Path | None) -> Path | None:
        """Give the file that a history was made of: where it was, or beside the project, or nowhere."""
        places = [self._preferences.text(f"import {fingerprint[:16]}")]
        places += [str(project.parent / source)] if project is not None else []
        return next((Path(place) for place in places if place and Path(place).is_file()), None)
