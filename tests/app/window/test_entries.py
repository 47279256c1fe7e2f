from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.pages import Page
from app.window import PAGES, PageEntry
from tests.app import stand_ins


def test_the_pages_are_those_of_the_design_in_its_order() -> None:
    assert [entry.title for entry in PAGES] == [
        "Stream",
        "What-if",
        "History",
        "Forecast",
        "Lessons",
        "Report",
    ]


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_page_of_the_design_is_there(entry: PageEntry) -> None:
    page_class = entry.page_class()
    assert page_class is not None
    assert issubclass(page_class, Page)


def test_a_module_that_is_not_there_is_no_page() -> None:
    assert PageEntry("x", "X", "report", "app.pages.nowhere", "X").page_class() is None


def test_a_page_whose_needs_are_not_met_is_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "needy_page.py").write_text("import no_such_library_anywhere\n")
    with pytest.raises(ModuleNotFoundError, match="no_such_library_anywhere"):
        PageEntry("x", "X", "report", "needy_page", "X").page_class()
    sys.modules.pop("needy_page", None)


def test_what_is_no_page_is_none() -> None:
    assert PageEntry("x", "X", "report", stand_ins.__name__, "Answers").page_class() is None
