"""The source files, parsed once, for the tests that measure them."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """A source file.

    Attributes:
        path: Place, relative to the project.
        name: Dotted name, as imported.
        lines: Number of lines.
        statement_lines: Of these, those that hold code: no docstring, comment or blank line.
        syntax: Its syntax tree.
    """

    path: Path
    name: str
    lines: int
    statement_lines: int
    syntax: ast.Module

    @property
    def floor(self) -> str:
        """The package (or single module) under `sim` or `app` that this file belongs to: ``sim.log``."""
        return ".".join(self.name.split(".")[:2])


@dataclass(frozen=True)
class Function:
    """A function or method, with where it stands."""

    module: Module
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def lines(self) -> int:
        """Lines from `def` to the end, docstring left out: prose does not make a function long."""
        node = self.node
        whole = (node.end_lineno or node.lineno) - node.lineno + 1
        return whole - _docstring_lines(node)

    def __str__(self) -> str:
        return f"{self.module.path}:{self.node.lineno} {self.node.name}"


@functools.cache
def modules(*packages: str) -> tuple[Module, ...]:
    """Parse every file of the packages, in order of path."""
    return tuple(_parse(path) for package in packages for path in sorted((PROJECT / package).rglob("*.py")))


def functions(*packages: str) -> Iterator[Function]:
    """Give every function of the packages, nested ones and methods too."""
    for module in modules(*packages):
        for node in ast.walk(module.syntax):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(module, node)


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Give line and dotted name of every import, inside functions too."""
    for node in ast.walk(module.syntax):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


@functools.cache
def _parse(path: Path) -> Module:
    relative = path.relative_to(PROJECT)
    text = path.read_text(encoding="utf-8")
    parts = relative.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    syntax = ast.parse(text, str(relative))
    return Module(relative, name, len(text.splitlines()), _statement_lines(text, syntax), syntax)


def _statement_lines(text: str, syntax: ast.Module) -> int:
    documented = (node for node in ast.walk(syntax) if isinstance(node, _Documented))
    prose = sum(_docstring_lines(node, blank=False) for node in documented)
    filled = (line.strip() for line in text.splitlines())
    return sum(bool(line) and not line.startswith("#") for line in filled) - prose


_Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _docstring_lines(node: _Documented, *, blank: bool = True) -> int:
    """Count the lines of a docstring, with or without its blank ones."""
    text = ast.get_docstring(node, clean=False)
    if text is None:
        return 0
    lines = text.splitlines()
    return len(lines) if blank else sum(bool(line.strip()) for line in lines[:-1]) + 1
