"""What the program remembers between two starts: theme, recent files, the place of the window."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER_VARIABLE = "HEADRACE_CONFIG_DIR"
STATE_VARIABLE = "HEADRACE_STATE_DIR"
RECENT_FILES = 8


def preferences_folder() -> Path:
    """Give the folder of the preferences: that of the environment variable, else the system's."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("headrace", appauthor=False)


def recovery_folder() -> Path:
    """Give the folder of the recovery files: in that of the environment variable, else in the system's."""
    chosen = os.environ.get(STATE_VARIABLE)
    if chosen:
        return Path(chosen) / "recovery"
    from platformdirs import user_state_path

    return user_state_path("headrace", appauthor=False) / "recovery"


class Preferences:
    """Small values by name, kept in one JSON file that is written at each change.

    Attributes:
        path: The file.
        problem: Why the file could not be read or written, in a sentence; empty if all is well.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Read the file of a folder; what cannot be read counts as absent and is told in `problem`."""
        self.path = (folder or preferences_folder()) / "preferences.json"
        self.problem = ""
        self._values = self._read()

    @property
    def theme(self) -> str:
        """The chosen theme: system, light, dark or projector."""
        return self.text("theme", "system")

    @theme.setter
    def theme(self, choice: str) -> None:
        self.put("theme", choice)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Project files used last, the latest first."""
        return tuple(Path(name) for name in self.texts("recent"))[:RECENT_FILES]

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        latest = path.absolute()
        others = [other for other in self.recent if other != latest]
        self.put("recent", [str(each) for each in (latest, *others)][:RECENT_FILES])

    def forget_file(self, path: Path) -> None:
        """Take a file that is gone out of the recent ones."""
        self.put("recent", [str(each) for each in self.recent if each != path.absolute()])

    def text(self, name: str, otherwise: str = "") -> str:
        """Give a text by name."""
        value = self._values.get(name)
        return value if isinstance(value, str) else otherwise

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of texts by name."""
        values = self._values.get(name)
        return tuple(each for each in values if isinstance(each, str)) if isinstance(values, list) else ()

    def number(self, name: str, otherwise: float = 0.0) -> float:
        """Give a number by name."""
        value = self._values.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return otherwise
        return float(value)

    def put(self, name: str, value: str | float | list[str]) -> None:
        """Remember a value; the file is written at once."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        self._write()

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            self.problem = f"Preferences in {self.path} could not be read ({error}); the defaults are used."
            return {}
        return values if isinstance(values, dict) else {}

    def _write(self) -> None:
        draft = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(self._values, indent=2, sort_keys=True) + "\n", encoding="utf-8")
            draft.replace(self.path)
        except OSError as error:
            self.problem = f"Preferences could not be written to {self.path} ({error.strerror})."
