"""The tree is the table of contents of the domain: no room is named after nothing."""

from __future__ import annotations

import ast

from tests.architecture.tree import functions, modules

EMPTY_ROOMS = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "core",
    "base_utils",
}
EMPTY_WORDS = ("manager", "helper", "util", "handler")
CODE = ("sim", "app")

# Each with its reason.
NAMES_OF_OTHERS: dict[str, str] = {}


def test_no_module_is_named_after_nothing() -> None:
    assert [str(m.path) for m in modules("sim", "app", "tests") if EMPTY_ROOMS & set(m.name.split("."))] == []


def test_no_class_is_named_manager_helper_util_or_handler() -> None:
    classes = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules(*CODE)
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.ClassDef) and node.name not in NAMES_OF_OTHERS
        if node.name.lower().endswith(EMPTY_WORDS)
    ]
    assert classes == []


def test_no_function_is_called_process() -> None:
    assert [str(f) for f in functions(*CODE) if f.node.name in {"process", "handle", "do_it"}] == []
