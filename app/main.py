"""The composition root: makes the parts, introduces them to each other, and starts the window or a verb."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.window import Window
    from sim.stream import Stream

FIRST_EXAMPLE = "software-team"
USERS_FAULT = 1
_IMPORTED_AT = time.monotonic()
_COMPILE_AFTER_MS = 1500
"""Rest after the first frame before the engine is compiled, the first time on a machine."""


@dataclass(frozen=True, slots=True)
class Start:
    """How the window is to open.

    Attributes:
        file: A project, stream or history to open.
        example: The example to open where there is no file.
        measures: Whether to print the milliseconds to the first painted frame, and end.
    """

    file: Path | None = None
    example: str = FIRST_EXAMPLE
    measures: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window if there is no verb or the verb is ``open``; otherwise run the command line.

    Returns:
        The exit status.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    start = start_of(words)
    if start is not None:
        return open_window(start)
    return _run_verb(words)


def start_of(words: Sequence[str]) -> Start | None:
    """Read the words that open the window; None: they are for the command line.

    Kept apart from the command line, whose libraries cost the window a tenth of a second.
    """
    start, rest = Start(), list(words)
    if rest and rest[0] == "open":
        rest.pop(0)
    elif rest and rest[0] not in ("--time-start", "--example"):
        return None
    while rest:
        word = rest.pop(0)
        if word == "--time-start":
            start = replace(start, measures=True)
        elif word == "--example" and rest:
            start = replace(start, example=rest.pop(0))
        elif not word.startswith("-") and start.file is None:
            start = replace(start, file=Path(word))
        else:
            return None
    return start


def open_window(start: Start) -> int:
    """Open the window and stay until it is closed.

    Returns:
        The exit status: 1 without a display, or where there is no such example.
    """
    if not has_display():
        sys.stderr.write("error: there is no display to open a window on.\n")
        sys.stderr.write(
            "to mend: `headrace run software-team` runs the example here; `headrace --help` names the rest.\n"
        )
        return USERS_FAULT
    # PERF(tests/bench, first frame): once PySide6 is there, it reads the source of every module that is
    # imported; what knows nothing of Qt comes before, which saves a tenth of the start.
    import sim.store  # noqa: F401
    from sim.errors import UserFault

    # isort: split
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    try:
        window, end = compose(app, start)
    except UserFault as fault:
        sys.stderr.write(f"error: {fault.text}\nto mend: {fault.hint}\n")
        return USERS_FAULT
    if start.measures:
        _measure(window)
    else:
        QTimer.singleShot(_COMPILE_AFTER_MS, window, window.compile_ahead)
        QTimer.singleShot(0, window, window.look_for_lost)
    window.show()
    status = app.exec()
    end()
    return status


def compose(app: QApplication, start: Start) -> tuple[Window, Callable[[], None]]:
    """Make everything that a window needs, and the window.

    Returns:
        The window, not shown yet, and what undoes what was done to the interpreter.

    Raises:
        UserFault: If there is no such example.
    """
    from app.collector import Collector
    from app.faults import Faults
    from app.preferences import Preferences, recovery_folder
    from app.theme import Theme, choice_of, text_size_of
    from app.window import Windows
    from sim.store import Project

    app.setApplicationName("Headrace")
    app.setDesktopFileName("headrace")
    preferences = Preferences()
    size = text_size_of(preferences.number("text_size"))
    theme = Theme(choice_of(preferences.theme), text_percent=size)
    theme.apply(app)
    faults = Faults()
    windows = Windows(preferences, theme, faults, recovery_folder())
    window = windows.make(Project(stream=_example(start.example)))
    faults.install()
    if start.file is not None:
        window.files.take(start.file)
    collector = Collector(app)

    def end() -> None:
        faults.remove()
        collector.end()
        collector.deleteLater()

    return window, end


def has_display() -> bool:
    """Tell whether Qt will find somewhere to draw."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"))


def seconds_since_start() -> float:
    """Give the time since the process began; where the system does not tell, since this module was read."""
    try:
        # proc_pid_stat(5): field 22 is the start of the process, in ticks since the machine came up.
        ticks = int(Path("/proc/self/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError, IndexError):
        return time.monotonic() - _IMPORTED_AT


def _example(name: str) -> Stream:
    from sim.stream import example

    return example(name)


def _run_verb(words: list[str]) -> int:
    import typer

    from sim.cli import build, run_program

    program = build()
    file_word = typer.Argument(None, help="A project, a stream or an export.")
    example_word = typer.Option(FIRST_EXAMPLE, help="The example to open instead.")

    @program.command("open")
    def open_(
        file: Path | None = file_word,
        example: str = example_word,
    ) -> None:
        """Open the window; so does the command without a verb."""
        raise typer.Exit(open_window(Start(file, example)))

    return run_program(program, words)


def _measure(window: Window) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer

    class FirstFrame(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                # Painting of the children follows in the same pass; a timer of 0 ms comes after it.
                QTimer.singleShot(0, tell)
            return False

    def tell() -> None:
        sys.stdout.write(f"{1000 * seconds_since_start():.0f}\n")
        sys.stdout.flush()
        window.close()

    frame = FirstFrame(window)
    window.installEventFilter(frame)


if __name__ == "__main__":
    sys.exit(main())
