"""Tokens as pictures: shape, colour, rings, and how many fit."""

from __future__ import annotations

import itertools
from typing import get_args

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.canvas import Area, CardState, Flight, Frame, Pile, board_state
from app.canvas.board_state import BoardState
from app.canvas.card_item import CardItem, CardLive
from app.canvas.frame import Spot
from app.canvas.links_item import LinksItem
from app.canvas.plan import SMALL, BoardPlan, plan_board
from app.canvas.sprites import STEPS, Ring, Sprites
from app.canvas.tokens_item import TokensItem
from app.canvas.way_shapes import WayShape, tracks_of, way_shapes
from app.theme import DARK, DEBT, DEFECT, FEATURE, LIGHT, RISK, Theme, contrast
from sim.stream import example, set_value

STYLES = (FEATURE, DEFECT, RISK, DEBT)
BOARD = board_state(example("software-team"))
PLAN = plan_board(BOARD, 1000, 400)


def image(sprites: Sprites, kind: int, ring: str = "none", pitch: float = 20.0) -> QImage:
    return sprites.picture(kind, ring, pitch).toImage()  # type: ignore[arg-type]


def test_every_type_and_every_ring_has_a_picture_of_its_own(qtbot: QtBot) -> None:
    sprites = Sprites(LIGHT, STYLES)
    pictures = [image(sprites, kind, ring) for kind in range(4) for ring in get_args(Ring)]
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[i + 1 :])


def test_types_are_told_apart_without_colour(qtbot: QtBot) -> None:
    sprites = Sprites(LIGHT, [type(style)("#000000", style.shape) for style in STYLES])
    pictures = [image(sprites, kind) for kind in range(4)]
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[i + 1 :])


@pytest.mark.parametrize("pitch", [14.0, 20.0])
def test_what_holds_a_token_up_is_told_apart_by_its_form_alone(qtbot: QtBot, pitch: float) -> None:
    """Only where something is painted counts, in which colour does not: some pixels differ in every pair."""
    sprites = Sprites(LIGHT, STYLES)
    forms: dict[str, set[tuple[int, int]]] = {
        ring: painted(image(sprites, 0, ring, pitch)) for ring in get_args(Ring) if ring != "progress"
    }
    forms["half done"] = painted(sprites.picture(0, "progress", pitch, STEPS // 2).toImage(), LIGHT.active)
    for one, other in itertools.combinations(forms, 2):
        assert len(forms[one] ^ forms[other]) >= pitch / 2, (one, other)


def painted(picture: QImage, colour: str = "") -> set[tuple[int, int]]:
    """Give where a picture is painted, or painted in one colour."""
    spots = itertools.product(range(picture.width()), range(picture.height()))
    if colour:
        return {spot for spot in spots if picture.pixelColor(*spot) == QColor(colour)}
    return {spot for spot in spots if picture.pixelColor(*spot).alpha() > 127}


def test_a_token_has_the_colour_of_its_type_in_its_middle(qtbot: QtBot) -> None:
    sprites = Sprites(LIGHT, STYLES)
    for kind, style in enumerate(STYLES):
        assert image(sprites, kind).pixelColor(10, 10) == QColor(style.colour)


def test_a_picture_is_drawn_once(qtbot: QtBot) -> None:
    sprites = Sprites(LIGHT, STYLES)
    assert sprites.picture(0, "none", 20.0) is sprites.picture(0, "none", 20.0)


def test_a_sharper_screen_gets_more_pixels_of_the_same_size(qtbot: QtBot) -> None:
    picture = Sprites(LIGHT, STYLES, ratio=2.0).picture(0, "none", 20.0)
    assert (picture.width(), picture.deviceIndependentSize().width()) == (40, 20.0)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_rings_stand_out_from_the_card(tokens: object, qtbot: QtBot) -> None:
    assert contrast(tokens.blocked, tokens.surface) >= 3.0  # type: ignore[attr-defined]


def item() -> TokensItem:
    theme = Theme("light")
    made = TokensItem(Sprites(LIGHT, STYLES), theme.font(SMALL), LIGHT.muted)
    made.set_plan(PLAN)
    return made


def frame(count: int, *, flights: tuple[Flight, ...] = ()) -> Frame:
    pile = Pile(count, tuple(range(min(count, 240))))
    return Frame(0.0, {(1, Area.WAITING): pile}, flights, [0] * 600)


def test_what_does_not_fit_is_counted_in_a_number(qtbot: QtBot) -> None:
    tokens = item()
    tokens.show_frame(frame(500))
    assert len(tokens._drawn) + int(tokens._more[0][1].removeprefix("+")) == 500


def test_a_blocked_and_a_finished_token_wear_their_rings(qtbot: QtBot) -> None:
    tokens = item()
    piles = {(1, Area.ACTIVE): Pile(1, (0,)), (1, Area.FINISHED): Pile(1, (1,))}
    tokens.show_frame(Frame(0.0, piles, types=[0, 1], blocked=frozenset({0})))
    assert [(kind, ring) for _, _, kind, ring, _, _ in tokens._drawn] == [(0, "blocked"), (1, "finished")]


def test_down_and_put_down_are_told_apart_from_blocked_and_from_waiting(qtbot: QtBot) -> None:
    tokens = item()
    piles = {(1, Area.ACTIVE): Pile(2, (0, 1)), (1, Area.WAITING): Pile(2, (2, 3))}
    blocked, down, put_down = (frozenset({number}) for number in range(3))
    tokens.show_frame(Frame(0.0, piles, (), [0] * 4, blocked, down=down, put_down=put_down))
    assert [ring for _, _, _, ring, _, _ in tokens._drawn] == ["blocked", "down", "put_down", "none"]


def test_what_comes_back_travels_along_its_own_arc(qtbot: QtBot) -> None:
    """Of two ways back that lie one below the other each token takes its own."""
    stream = set_value(
        example("software-team"),
        "stages.release.rework",
        [{"to": "analysis", "probability": 0.1}],
    )
    board = board_state(stream)
    plan = plan_board(board, 1000, 400)
    shapes = dict(zip(((way.begin, way.end) for way in board.rework), back_shapes(board, plan), strict=True))
    assert len({shape.at for shape in shapes.values()}) == 2
    tokens = item()
    tokens.set_plan(plan, tracks_of(board, plan))
    for (begin, end), shape in shapes.items():
        seen = travelled(tokens, (begin, Area.FINISHED), (end, Area.WAITING))
        assert max(y for _, y in seen) == pytest.approx(shape.at)
        along = [x for x, y in seen if y == pytest.approx(shape.at)]
        assert len(along) > 5
        assert along == sorted(along, reverse=True)
        assert shape.stop.x() - 1e-6 <= along[-1] < along[0] <= shape.start.x() + 1e-6


def travelled(tokens: TokensItem, origin: Spot, target: Spot) -> list[tuple[float, float]]:
    """Give where a token was on its way, in a hundred pictures."""
    seen = []
    for share in range(101):
        tokens.show_frame(frame(0, flights=(Flight(0, origin, target, share / 100),)))
        at = tokens.position(0)
        assert at is not None
        seen.append((at.x(), at.y()))
    return seen


def back_shapes(board: BoardState, plan: BoardPlan) -> list[WayShape]:
    return [each for each in way_shapes(board, plan, Theme("light").font(SMALL)) if each.tone == "warn"]


def test_a_flight_begins_where_the_token_lay_and_ends_where_it_will_lie(qtbot: QtBot) -> None:
    tokens = item()
    tokens.show_frame(frame(3))
    lay = tokens.position(2)
    seen = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        flight = Flight(2, (1, Area.WAITING), (2, Area.WAITING), share)
        piles = {(1, Area.WAITING): Pile(2, (0, 1)), (2, Area.WAITING): Pile(1, ())}
        tokens.show_frame(Frame(0.0, piles, (flight,), [0] * 3), 0.016)
        at = tokens.position(2)
        assert at is not None
        seen.append(at)
    assert seen[0] == lay
    assert [a.x() for a in seen] == sorted(a.x() for a in seen)
    assert PLAN.cards[2].areas[Area.WAITING].contains(seen[-1])


def test_rework_travels_below_the_cards(qtbot: QtBot) -> None:
    tokens = item()
    flight = Flight(0, (3, Area.ACTIVE), (2, Area.WAITING), 0.5)
    tokens.show_frame(Frame(0.0, {(2, Area.WAITING): Pile(1, ())}, (flight,), [0]))
    at = tokens.position(0)
    assert at is not None
    assert at.y() > PLAN.cards[0].box.bottom()


def test_places_of_tokens_long_gone_are_forgotten(qtbot: QtBot) -> None:
    tokens = item()
    tokens.show_frame(frame(200))
    tokens.show_frame(Frame(0.0, {(1, Area.WAITING): Pile(1, (0,))}, types=[0]))
    assert tokens.position(0) is not None
    assert tokens.position(150) is None


def test_the_token_under_the_pointer_is_found(qtbot: QtBot) -> None:
    tokens = item()
    tokens.show_frame(frame(5))
    at = tokens.position(3)
    assert at is not None
    assert tokens.token_at(at + QPointF(2, -2)) == 3
    assert tokens.token_at(QPointF(900, 390)) is None


def card(**given: object) -> CardItem:
    state = CardState("test", "Test", "work", 4, 2, "2 people", "half in 1 d", **given)  # type: ignore[arg-type]
    made = CardItem(state, Theme("light"))
    made.set_plan(PLAN.cards[3])
    return made


def test_editable_texts_do_not_overlap(qtbot: QtBot) -> None:
    made = card()
    fields = ("name", "wip_limit", "workers", "time")
    boxes = [made.field_box(field) for field in fields]  # type: ignore[arg-type]
    assert all(not a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    found = [made.field_at(box.center()) for box in boxes]
    assert found == list(fields)


def test_the_backlog_has_no_editable_text(qtbot: QtBot) -> None:
    made = CardItem(CardState("+backlog", "Backlog", "backlog"), Theme("light"))
    made.set_plan(PLAN.cards[0])
    assert made.field_at(QPointF(20, 15)) is None


def test_a_wait_stage_has_no_people_and_no_touch_time_to_edit(qtbot: QtBot) -> None:
    made = CardItem(CardState("release", "Release", "wait"), Theme("light"))
    made.set_plan(PLAN.cards[4])
    assert made.field_at(made.field_box("name").center()) == "name"
    assert made.field_at(made.field_box("workers").center()) is None


def test_a_full_stage_says_so_by_its_numbers(qtbot: QtBot) -> None:
    made = card()
    made.show_live(CardLive(count=4))
    assert made._pill_text() == "4 / 4"
    assert made.live.count >= (made.state.limit or 0)


def test_what_is_wrong_is_told_to_the_pointer(qtbot: QtBot) -> None:
    assert card(problems=("Test has 0 workers.",)).toolTip() == "Test\nTest has 0 workers."


def test_a_plus_is_found_between_any_two_cards_and_nowhere_else(qtbot: QtBot) -> None:
    links = LinksItem(Theme("light"))
    links.show_plan(BOARD, PLAN)
    assert [links.gap_at(PLAN.gap(i)) for i in range(1, 6)] == [1, 2, 3, 4, 5]
    assert links.gap_at(PLAN.cards[2].box.center()) == 0


def test_an_arc_round_a_token_grows_with_its_work(qtbot: QtBot) -> None:
    sprites = Sprites(LIGHT, STYLES)
    wanted = QColor(LIGHT.active)

    def blue(step: int) -> int:
        picture = sprites.picture(0, "progress", 40.0, step).toImage()
        return sum(picture.pixelColor(x, y) == wanted for x in range(40) for y in range(40))

    counts = [blue(step) for step in range(0, STEPS + 1, 4)]
    assert counts[0] == 0
    assert counts == sorted(set(counts))


def test_only_tokens_in_work_have_an_arc_and_a_blocked_one_keeps_its_ring(qtbot: QtBot) -> None:
    tokens = item()
    piles = {(1, Area.ACTIVE): Pile(2, (0, 1)), (2, Area.WAITING): Pile(1, (2,))}
    progress = dict.fromkeys(range(3), 0.5)
    tokens.show_frame(Frame(0.0, piles, types=[0, 0, 0], blocked=frozenset({1}), progress=progress))
    assert [(ring, step) for _, _, _, ring, _, step in tokens._drawn] == [
        ("progress", STEPS // 2),
        ("blocked", 0),
        ("none", 0),
    ]
