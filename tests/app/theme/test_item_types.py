from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF

from app.theme import DEBT, DEFECT, FEATURE, RISK, Shape, TypeStyle, shape_path, type_styles

SHAPES: tuple[Shape, ...] = (
    "circle", "triangle", "square", "diamond", "hexagon", "cross", "star", "ring",
)  # fmt: skip


def test_the_four_flow_items_look_as_the_design_says() -> None:
    assert type_styles(["debt", "risk", "defect", "feature"]) == {
        "feature": TypeStyle("#009E73", "circle"),
        "defect": TypeStyle("#D55E00", "triangle"),
        "risk": TypeStyle("#E69F00", "square"),
        "debt": TypeStyle("#8E6BBF", "diamond"),
    }


def test_other_types_take_what_is_free() -> None:
    styles = type_styles(["defect", "housing", "shaft"])
    assert styles["defect"] == DEFECT
    assert [styles["housing"], styles["shaft"]] == [FEATURE, RISK]


def test_part_families_look_like_the_four_in_order() -> None:
    assert list(type_styles(["a", "b", "c", "d"]).values()) == [FEATURE, DEFECT, RISK, DEBT]


def test_the_first_eight_types_differ_in_shape_and_in_colour() -> None:
    styles = list(type_styles([f"type{k}" for k in range(8)]).values())
    assert len({style.shape for style in styles}) == 8
    assert len({style.colour for style in styles}) == 8


def test_more_types_than_styles_begin_again() -> None:
    styles = type_styles([f"type{k}" for k in range(20)])
    assert len(styles) == 20
    assert styles["type0"] == styles["type8"] == styles["type16"]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_fills_its_size_about_the_origin(shape: Shape) -> None:
    box = shape_path(shape, 20).boundingRect()
    assert 16 <= box.width() <= 23
    assert 16 <= box.height() <= 23
    assert abs(box.center().x()) < 1.5
    assert abs(box.center().y()) < 2.5


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != "ring"])
def test_a_shape_is_filled_in_the_middle(shape: Shape) -> None:
    assert shape_path(shape, 20).contains(QPointF(0, 0))


def test_a_ring_is_open_in_the_middle() -> None:
    assert not shape_path("ring", 20).contains(QPointF(0, 0))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_grows_with_its_size(shape: Shape) -> None:
    small, large = shape_path(shape, 10).boundingRect(), shape_path(shape, 30).boundingRect()
    assert large.width() == pytest.approx(3 * small.width(), rel=0.01)


def test_no_two_shapes_cover_the_same_ground() -> None:
    grid = [QPointF(x, y) for x in range(-11, 12) for y in range(-11, 12)]
    covered = {
        shape: frozenset(k for k, p in enumerate(grid) if shape_path(shape, 20).contains(p))
        for shape in SHAPES
    }
    differences = {(a, b): len(covered[a] ^ covered[b]) for a, b in combinations(SHAPES, 2)}
    assert min(differences.values()) > 20, differences
