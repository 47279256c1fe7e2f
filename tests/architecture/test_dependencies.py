"""What is imported is declared, and what is declared is imported: no more is installed than is needed."""

from __future__ import annotations

import re
import sys
import tomllib

from tests.architecture.tree import PROJECT, imports, modules

# A distribution and what one imports of it, where the two differ.
IMPORTED_AS = {
    "charset-normalizer": "charset_normalizer",
    "pillow": "PIL",
    "pyside6-essentials": "PySide6",
}
# Comes with another distribution.
BROUGHT_BY = {"shiboken6": "PySide6", "click": "typer", "llvmlite": "numba", "pydantic_core": "pydantic"}
# Needed, and never imported: each with its reason.
NEVER_IMPORTED = {"tzdata": "the zones that zoneinfo reads where the system has none"}


def _declared(group: str | None = None) -> set[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["optional-dependencies"][group] if group else project["dependencies"]
    names = {re.split(r"[^A-Za-z0-9._-]", needed, maxsplit=1)[0].lower() for needed in wanted}
    return {IMPORTED_AS.get(name, name) for name in names}


def _imported() -> set[str]:
    names = {name.split(".")[0] for module in modules("sim", "app") for _, name in imports(module)}
    theirs = names - set(sys.stdlib_module_names) - {"sim", "app"}
    return {BROUGHT_BY.get(name, name) for name in theirs}


def test_what_is_imported_is_declared() -> None:
    assert sorted(_imported() - _declared() - _declared("cluster")) == []


def test_what_is_declared_is_imported() -> None:
    assert sorted(_declared() - _imported() - set(NEVER_IMPORTED)) == []
