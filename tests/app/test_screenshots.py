from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.screens import states_of
from tests.screenshots import KEYS, main, photograph


def test_pages_are_photographed_in_both_themes_and_sizes(qapp: QApplication, tmp_path: Path) -> None:
    taken = [path.name for path in photograph(tmp_path / "out", ["lessons"])]
    assert taken == [
        "lessons-empty-light-1440x900.png",
        "lessons-empty-light-1100x700.png",
        "lessons-empty-dark-1440x900.png",
        "lessons-empty-dark-1100x700.png",
    ]
    images = [QImage(str(tmp_path / "out" / name)) for name in taken]
    assert [(image.width(), image.height()) for image in images] == [(1440, 900), (1100, 700)] * 2
    assert images[0] != images[2]


def test_text_is_really_there(qapp: QApplication, tmp_path: Path) -> None:
    (path, *_) = photograph(tmp_path, ["report"], ["light"])
    image = QImage(str(path))
    dark = sum(
        image.pixelColor(x, y).lightness() < 100
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )
    assert dark > 200


def test_every_page_and_the_window_have_states() -> None:
    assert all(states_of(key) for key in KEYS)


def test_the_arguments_choose_pages_and_themes(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--out", str(tmp_path), "--page", "report", "--theme", "projector"]
    assert main(words) == 0
    assert len(list(tmp_path.glob("report-empty-projector-*.png"))) == 2
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_pictures_of_one_state_with_larger_text(qapp: QApplication, tmp_path: Path) -> None:
    usual, larger = (
        [
            QImage(str(path))
            for path in photograph(
                tmp_path / str(percent), ["stream"], ["light"], only=["new"], text_percent=percent
            )
        ]
        for percent in (100, 150)
    )
    assert len(usual) == len(larger) == 2
    assert usual != larger
