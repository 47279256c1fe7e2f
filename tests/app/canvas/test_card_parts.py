"""What a card shows of people and of their time: dots, a team's badge, and the parts of the busy bar."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.canvas import BusyState, CardState
from app.canvas.board_state import TeamMark
from app.canvas.card_busy import paint_busy, use_colours
from app.canvas.card_item import CardItem, CardLive
from app.canvas.card_people import Staff, paint_badge, paint_staff
from app.canvas.card_problem import paint_problem, place_from_afar
from app.theme import DARK, LIGHT, PROJECTOR, Theme, Tokens, contrast, team_colour, type_styles

MARK = TeamMark("dev", "Developers", 1)
CARD = CardState("build", "Build", "work", people=4, team=MARK)


def painted(theme: Theme, width: int = 200, height: int = 80) -> tuple[QImage, QPainter]:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.tokens.surface))
    return image, QPainter(image)


def colours(image: QImage, y: int) -> list[str]:
    """The colours of a row of pixels, neighbours of one colour told once."""
    row = [QColor(image.pixel(x, y)).name().upper() for x in range(image.width())]
    return [one for one, before in zip(row, ["", *row], strict=False) if one != before]


def bar(theme: Theme, busy: BusyState | None, stuck: object = 0) -> list[str]:
    image, painter = painted(theme)
    paint_busy(painter, theme, QRectF(0, 10, 200, 6), busy, stuck)
    painter.end()
    return colours(image, 13)


def test_the_bar_has_a_part_for_each_use_of_time(theme: Theme) -> None:
    t = theme.tokens
    found = bar(theme, BusyState(working=0.5, setup=0.2, down=0.1))
    assert [one for one in found if one in (t.accent, t.warn, t.text, t.line)] == [
        t.accent,
        t.warn,
        t.text,
        t.line,
    ]


def test_the_bar_of_a_bottleneck_is_red_where_it_works(theme: Theme) -> None:
    assert bar(theme, BusyState(1.0), stuck="98 % busy")[0] == theme.tokens.blocked.upper()


def test_without_figures_the_bar_is_empty(theme: Theme) -> None:
    assert bar(theme, None) == [theme.tokens.line.upper()]


@pytest.mark.parametrize("tokens", [LIGHT, DARK, PROJECTOR])
def test_parts_of_the_bar_stand_out_from_each_other(tokens: Tokens) -> None:
    used = use_colours(tokens)
    assert contrast(used["working"], tokens.line) >= 2.0
    assert len(set(used.values())) == 4


@pytest.mark.parametrize(
    ("busy", "caption", "sentence"),
    [
        (BusyState(0.62), "62 % busy", "Workers: 62 % busy"),
        (
            BusyState(0.62, setup=0.08),
            "70 % busy, 8 % set up",
            "Workers: 70 % busy (8 % changing over)",
        ),
        (
            BusyState(0.5, setup=0.04, blocked=0.3, down=0.1),
            "64 % busy, 10 % down",
            "Workers: 64 % busy (4 % changing over, 10 % down), 30 % blocked",
        ),
        (BusyState(0.0, whose="Developers"), "team 0 % busy", "Developers: free"),
    ],
)
def test_the_uses_of_time_are_told_in_words(busy: BusyState, caption: str, sentence: str) -> None:
    assert (busy.caption, busy.sentence) == (caption, sentence)


def dots(theme: Theme, staff: Staff, width: float = 200.0) -> QImage:
    image, painter = painted(theme)
    paint_staff(painter, theme, staff, team_colour(1, theme.tokens), width)
    painter.end()
    return image


def test_members_at_work_here_elsewhere_and_free_look_different(theme: Theme) -> None:
    pictures = [dots(theme, Staff(4, here, there)) for here, there in ((0, 0), (1, 0), (0, 1), (1, 1))]
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[:i])


def test_too_many_people_are_told_by_their_number(theme: Theme) -> None:
    assert dots(theme, Staff(40, 3), 122.0) != dots(theme, Staff(41, 3), 122.0)


def test_a_badge_has_the_colour_of_the_team_and_gives_up_the_name_before_the_size(theme: Theme) -> None:
    images = []
    for state in (CARD, replace(CARD, team=replace(MARK, name="Developers of everything"))):
        image, painter = painted(theme, 150, 24)
        paint_badge(painter, theme, QRectF(4, 4, 140, 17), state)
        painter.end()
        images.append(image)
        assert team_colour(1, theme.tokens) in colours(image, 11)
        assert colours(image, 11)[-1] == theme.tokens.surface
    assert images[0] != images[1]


@pytest.mark.parametrize("tokens", [LIGHT, DARK, PROJECTOR])
def test_colours_of_teams_are_seen_on_a_card_and_are_no_types_colours(tokens: Tokens) -> None:
    teams = [team_colour(place, tokens) for place in range(6)]
    assert len(set(teams)) == 6
    assert all(contrast(each, tokens.surface) >= 3 for each in teams)
    types = type_styles(["feature", "defect", "risk", "debt"]).values()
    assert not set(teams) & {style.colour for style in types}
    assert team_colour(6, tokens) == teams[0]


def test_the_pointer_learns_what_is_taken_and_handed_on_at_once(theme: Theme) -> None:
    card = CardItem(replace(CARD, takes="3 at once", hands_on="lots of 2"), theme)
    card.show_live(CardLive(use=BusyState(0.5, down=0.25, whose="Developers")))
    assert card.toolTip() == "Build\n3 at once\nlots of 2\nDevelopers: 75 % busy (25 % down)"


def problem_mark(theme: Theme, *, is_fault: bool) -> QImage:
    image, painter = painted(theme, 40, 40)
    paint_problem(painter, theme, QRectF(10, 10, 20, 20), is_fault=is_fault)
    painter.end()
    return image


def test_a_fault_is_round_and_a_warning_is_a_triangle_of_another_colour(theme: Theme) -> None:
    t = theme.tokens
    fault, warning = (problem_mark(theme, is_fault=one) for one in (True, False))
    assert QColor(fault.pixel(13, 20)).name().upper() == t.bad
    assert QColor(warning.pixel(15, 28)).name().upper() == t.warn
    side = (11, 13)  # beside the triangle's top, and beyond the circle
    foot = (12, 29)  # in the triangle's foot, beyond the circle
    assert [QColor(one.pixel(*side)).name().upper() for one in (fault, warning)] == [t.surface, t.surface]
    assert QColor(warning.pixel(*foot)).name().upper() == t.warn
    assert QColor(fault.pixel(*foot)).name().upper() == t.surface


@pytest.mark.parametrize("scale", [0.1, 0.3])
def test_a_mark_seen_from_afar_keeps_within_its_card(scale: float) -> None:
    card = QRectF(100, 50, 60, 300)
    assert card.contains(place_from_afar(card, scale))
