"""The stylesheet read as rules: what can be read on what, and who looks like what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import fields

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.theme import DARK, ENOUGH_FOR_TEXT, LIGHT, PROJECTOR, Theme, Tokens, contrast, palette_of, stylesheet
from app.theme.contrast import luminance
from app.widgets import Banner, Card, LinkButton, PrimaryButton, QuietButton, SegmentedControl, label

THEMES = {"light": LIGHT, "dark": DARK, "projector": PROJECTOR}
GROUNDS = ("window", "surface")
"""What lies below where a rule says nothing, or transparent."""

ENOUGH_FOR_LARGE = 3.0
"""WCAG 2.2, SC 1.4.3 for large text, and SC 1.4.11 for what is not text."""


def rules(tokens: Tokens) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each selector with what is declared for it."""
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", stylesheet(tokens)):
        pairs = (line.split(":", 1) for line in body.split(";") if ":" in line)
        declared = {key.strip(): value.strip() for key, value in pairs}
        for selector in selectors.split(","):
            yield selector.strip(), declared


def is_colour(value: str | None) -> bool:
    return bool(value) and bool(re.fullmatch(r"#[0-9A-Fa-f]{6}", value or ""))


def pairs(tokens: Tokens) -> list[tuple[str, str, str]]:
    """Give (selector, text, ground) of every rule, with the grounds that may lie below."""
    found = []
    at_rest: dict[str, str] = {}
    for selector, declared in rules(tokens):
        text, ground = declared.get("color"), declared.get("background")
        resting = re.sub(r":(?!:)[a-z:]+$", "", selector)
        if is_colour(text) and selector == resting:
            at_rest[selector] = str(text)
        if not is_colour(text) and not is_colour(ground):
            continue
        shown = text if is_colour(text) else at_rest.get(resting, tokens.text)
        below = [ground] if is_colour(ground) else [getattr(tokens, name) for name in GROUNDS]
        found += [(selector, str(shown), str(each)) for each in below]
    return found


def holds_text(selector: str) -> bool:
    """Tell whether words may stand on what a selector paints."""
    silent = ("QSlider", "QProgressBar", "QScrollBar", "separator", "indicator", '[kind="line"]', "handle")
    return not any(each in selector for each in silent)


@pytest.mark.parametrize("name", THEMES)
def test_whatever_the_stylesheet_writes_can_be_read(name: str) -> None:
    weak = [
        f"{selector}: {text} on {ground} is {contrast(text, ground):.2f}"
        for selector, text, ground in pairs(THEMES[name])
        if holds_text(selector)
        and not selector.endswith(":disabled")
        and contrast(text, ground) < ENOUGH_FOR_TEXT
    ]
    assert weak == []


@pytest.mark.parametrize("name", THEMES)
def test_what_cannot_be_used_now_can_still_be_made_out(name: str) -> None:
    weak = [
        f"{selector}: {text} on {ground} is {contrast(text, ground):.2f}"
        for selector, text, ground in pairs(THEMES[name])
        if selector.endswith(":disabled")
        and holds_text(selector)
        and contrast(text, ground) < ENOUGH_FOR_LARGE
    ]
    assert weak == []


@pytest.mark.parametrize("name", THEMES)
def test_chosen_text_can_be_read(name: str) -> None:
    chosen = {
        (declared["selection-color"], declared["selection-background-color"])
        for _, declared in rules(THEMES[name])
        if "selection-color" in declared
    }
    assert chosen
    assert all(contrast(text, ground) >= ENOUGH_FOR_TEXT for text, ground in chosen)


@pytest.mark.parametrize("name", THEMES)
def test_texts_of_every_tone_can_be_read_on_cards_of_every_tone(name: str) -> None:
    tokens = THEMES[name]
    tones = {key: getattr(tokens, key) for key in ("text", "muted", "good", "bad", "warn", "accent")}
    grounds = [
        declared["background"]
        for selector, declared in rules(tokens)
        if 'kind="card"' in selector and is_colour(declared.get("background"))
    ]
    assert len(grounds) >= 4
    weak = [(tone, ground) for tone, c in tones.items() for ground in grounds if contrast(c, ground) < 4.5]
    assert weak == []


@pytest.mark.parametrize("name", THEMES)
def test_the_keyboard_focus_can_be_seen(name: str) -> None:
    tokens = THEMES[name]
    focused = [
        (selector, declared["border"].split()[-1])
        for selector, declared in rules(tokens)
        if selector.endswith(":focus") and "border" in declared
    ]
    kinds = {re.split(r"[\[:#]", selector)[0] for selector, _ in focused}
    assert {"QPushButton", "QToolButton", "QLineEdit", "QComboBox", "QPlainTextEdit"} <= kinds
    for selector, colour in focused:
        if 'kind="in-place"' not in selector and "View" not in selector:
            assert contrast(colour, tokens.surface) >= ENOUGH_FOR_LARGE, selector


@pytest.mark.parametrize("name", THEMES)
def test_marks_of_state_stand_out_from_a_card(name: str) -> None:
    tokens = THEMES[name]
    for mark in ("active", "blocked", "accent"):
        assert contrast(getattr(tokens, mark), tokens.surface) >= ENOUGH_FOR_LARGE, mark


@pytest.mark.parametrize("name", THEMES)
def test_states_of_work_differ_in_lightness_or_are_hatched(name: str) -> None:
    # Blocked work is hatched and ringed wherever it is drawn: colour alone tells no state.
    tokens = THEMES[name]
    three = [luminance(getattr(tokens, each)) for each in ("active", "waiting", "finished")]
    assert len({round(each, 2) for each in three}) == 3


def distance(one: str, other: str) -> int:
    """Give by how much two colours differ in the channel in which they differ most."""
    return max(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))


@pytest.mark.parametrize("name", THEMES)
def test_neighbouring_bands_are_told_apart(name: str) -> None:
    series = THEMES[name].series
    assert len(set(series)) == len(series)
    assert all(distance(a, b) >= 20 for a, b in itertools.pairwise(series))


@pytest.mark.parametrize("name", THEMES)
def test_the_palette_can_be_read_where_no_stylesheet_reaches(name: str) -> None:
    palette = palette_of(THEMES[name])
    role = palette.ColorRole
    for text, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.ToolTipText, role.ToolTipBase),
        (role.HighlightedText, role.Highlight),
        (role.PlaceholderText, role.Base),
        (role.Link, role.Base),
    ):
        pair = palette.color(text).name(), palette.color(ground).name()
        assert contrast(*pair) >= ENOUGH_FOR_TEXT, (text, ground)


@pytest.mark.parametrize("name", THEMES)
def test_every_size_is_readable(name: str) -> None:
    tokens = THEMES[name]
    sizes = {field.name: getattr(tokens, field.name) for field in fields(tokens) if field.type == "int"}
    assert sizes["small"] >= 12
    assert sizes["small"] < sizes["base"] < sizes["title"] < sizes["number"] <= sizes["heading"]


@pytest.mark.parametrize("name", THEMES)
def test_no_selector_is_written_twice(name: str) -> None:
    seen = [(selector, tuple(sorted(declared))) for selector, declared in rules(THEMES[name])]
    assert sorted({each for each in seen if seen.count(each) > 1}) == []


@pytest.mark.parametrize("name", THEMES)
def test_every_declaration_ends(name: str) -> None:
    for _, body in re.findall(r"([^{}]+)\{([^{}]*)\}", stylesheet(THEMES[name])):
        assert body.strip().endswith(";")


def test_themes_differ_in_colours_and_sizes_but_not_in_rules() -> None:
    kinds = [[selector for selector, _ in rules(tokens)] for tokens in THEMES.values()]
    assert kinds[0] == kinds[1] == kinds[2]


# --- as it is painted --------------------------------------------------------------------------------------


def ground_of(widget: QWidget, qtbot: QtBot) -> str:
    """Give the colour near the left edge, in the middle."""
    qtbot.addWidget(widget)
    widget.resize(160, 40)
    widget.show()
    image = widget.grab().toImage()
    return image.pixelColor(6, image.height() // 2).name().upper()


@pytest.mark.parametrize("choice", ["light", "dark", "projector"])
def test_buttons_are_told_apart_in_every_theme(qtbot: QtBot, theme: Theme, choice: str) -> None:
    theme.choose(choice)  # type: ignore[arg-type]
    tokens = THEMES[choice]
    assert ground_of(PrimaryButton("Run", "run"), qtbot) == tokens.accent
    assert ground_of(QuietButton("Pause", "pause"), qtbot) == tokens.surface


def test_a_button_that_cannot_be_used_does_not_look_like_one_that_can(qtbot: QtBot, theme: Theme) -> None:
    for kind in (PrimaryButton, QuietButton, LinkButton):
        button = kind("Remove", "remove")
        qtbot.addWidget(button)
        button.show()
        usable = button.grab().toImage()
        button.setEnabled(False)
        idle = button.grab().toImage()
        inks = {
            idle.pixelColor(x, y).name().upper() for x in range(idle.width()) for y in range(idle.height())
        }
        assert idle != usable, kind
        assert LIGHT.accent not in inks, kind


def test_a_chosen_segment_has_the_accent(qtbot: QtBot, theme: Theme) -> None:
    control = SegmentedControl((("when", "When"), ("how_many", "How many")), "kind")
    qtbot.addWidget(control)
    control.resize(240, 34)
    control.show()
    control.choose("how_many")
    image = control.grab().toImage()
    assert image.pixelColor(image.width() - 12, 17).name().upper() == LIGHT.accent
    assert image.pixelColor(12, 17).name().upper() == LIGHT.surface


@pytest.mark.parametrize(
    ("tone", "ground"), [("bad", "bad_soft"), ("warn", "warn_soft"), ("accent", "accent_soft")]
)
def test_a_banner_has_the_ground_of_its_tone(qtbot: QtBot, theme: Theme, tone: str, ground: str) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.resize(400, 60)
    banner.tell("Something happened.", tone=tone)  # type: ignore[arg-type]
    image = banner.grab().toImage()
    assert image.pixelColor(6, 30).name().upper() == getattr(LIGHT, ground)


@pytest.mark.parametrize(
    ("tone", "ground"),
    [("plain", "surface"), ("accent", "accent_soft"), ("warn", "warn_soft"), ("bad", "bad_soft")],
)
def test_a_card_has_the_ground_of_its_tone(qtbot: QtBot, theme: Theme, tone: str, ground: str) -> None:
    card = Card("Title")
    card.set_tone(tone)  # type: ignore[arg-type]
    assert ground_of(card, qtbot) == getattr(LIGHT, ground)


def test_text_in_a_tone_is_painted_in_it(qtbot: QtBot, theme: Theme) -> None:
    for tone in ("good", "bad", "warn"):
        made: QLabel = label("████", "body")
        made.setProperty("tone", tone)
        qtbot.addWidget(made)
        made.show()
        image = made.grab().toImage()
        middle = image.pixelColor(image.width() // 2, image.height() // 2).name().upper()
        assert middle == getattr(LIGHT, tone)
