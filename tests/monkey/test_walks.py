"""Short walks with fixed seeds; ``python -m tests.monkey`` goes further."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.monkey.walk import walk


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 4, 6])
def test_whatever_is_done_to_the_window_it_stands_and_all_can_be_undone(
    qapp: QApplication, tmp_path: Path, seed: int
) -> None:
    walk(qapp, seed, 60, tmp_path)
