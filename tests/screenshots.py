"""Photographs every page in every state, light and dark, large and small: ``make screenshots``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from app.theme import TEXT_SIZES, Choice, Theme
from app.window import PAGES
from sim.engine import warm_cache
from tests.screens import State, states_of
from tests.screens.scene import new_scene

SIZES = (QSize(1440, 900), QSize(1100, 700))
THEMES: tuple[Choice, ...] = ("light", "dark")
WINDOW = "window"
KEYS = (*(entry.key for entry in PAGES), WINDOW)


def photograph(
    out: Path,
    keys: Sequence[str],
    themes: Sequence[Choice] = THEMES,
    *,
    text_percent: int = 100,
    only: Sequence[str] = (),
) -> Iterator[Path]:
    """Write the pictures and give their paths as they come.

    Args:
        out: Folder for the pictures; made if absent.
        keys: Pages, by key; ``window`` is what stands around them.
        themes: Themes to take each state in.
        text_percent: How large text is, of its usual size.
        only: Names of the states to take; all if there are none.

    Raises:
        LookupError: If there is no font to write with: the pictures would be empty.
    """
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["headrace"])
    if not QFontDatabase.families():
        raise LookupError("no fonts: install fonts-dejavu-core, or set QT_QPA_FONTDIR")
    theme = Theme("light", text_percent=text_percent)
    theme.apply(app)
    out.mkdir(parents=True, exist_ok=True)
    for key in keys:
        for name, state in states_of(key).items():
            if only and name not in only:
                continue
            yield from _state_pictures(app, theme, (key, name, state), out, themes)


def _state_pictures(
    app: QApplication, theme: Theme, what: tuple[str, str, State], out: Path, themes: Sequence[Choice]
) -> Iterator[Path]:
    key, name, state = what
    theme.choose(themes[0])
    with tempfile.TemporaryDirectory() as folder:
        scene = new_scene(app, theme, Path(folder))
        if key != WINDOW:
            scene.window.show_page(key)
        shown = state(scene) or scene.window
        for choice in themes:
            theme.choose(choice)
            scene.wait_for(lambda: theme.is_in_force)  # until then, nothing is painted
            for size in SIZES if shown is scene.window else (shown.size(),):
                shown.resize(size)
                scene.settle()
                path = out / f"{key}-{name}-{choice}-{size.width()}x{size.height()}.png"
                shown.grab().save(str(path))
                yield path
        scene.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Take the pictures that the arguments ask for."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--out", type=Path, default=Path("screenshots"), help="folder for the pictures")
    reader.add_argument("--page", action="append", choices=KEYS, help="only this page (may be repeated)")
    reader.add_argument("--theme", action="append", choices=(*THEMES, "projector"), help="only this theme")
    reader.add_argument("--text", type=int, choices=TEXT_SIZES, default=100, help="size of text, in percent")
    reader.add_argument("--state", action="append", help="only the state of this name (may be repeated)")
    wanted = reader.parse_args(argv)
    warm_cache()  # else the first run waits for the compiler, longer than a scene does
    keys, themes, states = wanted.page or KEYS, wanted.theme or THEMES, wanted.state or ()
    for path in photograph(wanted.out, keys, themes, text_percent=wanted.text, only=states):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
