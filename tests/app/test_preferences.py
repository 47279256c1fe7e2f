from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.preferences import FOLDER_VARIABLE, RECENT_FILES, Preferences, preferences_folder


def test_nothing_is_remembered_at_first(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    assert preferences.theme == "system"
    assert preferences.recent == ()
    assert preferences.text("folder", "home") == "home"
    assert preferences.number("speed", 4.0) == 4.0
    assert preferences.problem == ""
    assert not preferences.path.exists()


def test_what_is_put_is_there_at_the_next_start(tmp_path: Path) -> None:
    first = Preferences(tmp_path / "new" / "folder")
    first.theme = "dark"
    first.put("folder", "/data")
    first.put("speed", 2.5)
    second = Preferences(tmp_path / "new" / "folder")
    assert (second.theme, second.text("folder"), second.number("speed")) == ("dark", "/data", 2.5)


def test_the_latest_file_comes_first_and_each_once(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    for name in ("a", "b", "c", "a"):
        preferences.remember_file(tmp_path / f"{name}.headrace")
    assert [path.stem for path in preferences.recent] == ["a", "c", "b"]


def test_only_so_many_files_are_remembered(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    for number in range(RECENT_FILES + 3):
        preferences.remember_file(tmp_path / f"{number}.headrace")
    assert [path.stem for path in Preferences(tmp_path).recent] == [str(n) for n in range(10, 2, -1)]


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    preferences.remember_file(tmp_path / "a.headrace")
    preferences.remember_file(tmp_path / "b.headrace")
    preferences.forget_file(tmp_path / "b.headrace")
    assert preferences.recent == (tmp_path / "a.headrace",)


@pytest.mark.parametrize("text", ["{", '"a text"', "[]", "\x00"])
def test_a_damaged_file_means_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "preferences.json").write_text(text, encoding="utf-8")
    preferences = Preferences(tmp_path)
    assert preferences.theme == "system"
    preferences.theme = "light"
    assert Preferences(tmp_path).theme == "light"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text("{", encoding="utf-8")
    assert "could not be read" in Preferences(tmp_path).problem


@pytest.mark.parametrize("stored", [3, None, ["x"], True])
def test_a_value_of_the_wrong_kind_counts_as_absent(tmp_path: Path, stored: object) -> None:
    (tmp_path / "preferences.json").write_text(json.dumps({"theme": stored, "recent": stored, "w": "x"}))
    preferences = Preferences(tmp_path)
    assert preferences.theme == "system"
    assert preferences.number("theme", 1.0) == (3.0 if stored == 3 else 1.0)
    assert preferences.number("w", 1.0) == 1.0
    assert preferences.recent == ((Path("x"),) if stored == ["x"] else ())


def test_a_folder_that_cannot_be_written_is_told_and_forgiven(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    preferences = Preferences(tmp_path / "config")
    preferences.theme = "dark"
    assert preferences.theme == "dark"
    assert "could not be written" in preferences.problem


def test_the_file_is_not_written_when_nothing_changed(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    preferences.theme = "dark"
    os.utime(preferences.path, (1, 1))
    preferences.theme = "dark"
    assert preferences.path.stat().st_mtime == 1


def test_the_environment_may_name_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "mine"))
    assert preferences_folder() == tmp_path / "mine"
    assert Preferences().path == tmp_path / "mine" / "preferences.json"


def test_otherwise_the_system_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    assert preferences_folder().name == "headrace"
