"""One card of the board: who works there, what the limit is, and how busy it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.canvas.board_state import CardState
from app.canvas.card_busy import BusyState, paint_busy
from app.canvas.card_far import READABLE, paint_from_afar
from app.canvas.card_flag import FLAG_ABOVE, paint_flag
from app.canvas.card_people import Staff, paint_badge, paint_staff
from app.canvas.card_problem import mark_place, paint_problem, place_from_afar
from app.canvas.frame import Area
from app.canvas.mix import bar_of, paint_mix
from app.canvas.plan import AREA_HEAD, BASE, PAD, SMALL, TITLE, CardPlan
from app.theme import Theme, TypeStyle, team_colour

Field = Literal["name", "wip_limit", "workers", "time", "rate"]
_NARROW: Final = 140.0
_READABLE: Final = 36.0
"""Room below which the name of an area would be an ellipsis and little else."""
_AREA_NAMES: Final = {
    Area.WAITING: "waiting",
    Area.ACTIVE: "active",
    Area.FINISHED: "waiting for room",
}


_LEFT: Final = Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignRight
_MIDDLE: Final = Qt.AlignmentFlag.AlignCenter
_PLAIN: Final = QFont.Weight.Normal
_BOLD: Final = QFont.Weight.DemiBold


@dataclass(frozen=True)
class _Letters:
    """How a text is set."""

    colour: str
    size: int
    weight: QFont.Weight = _PLAIN
    across: Qt.AlignmentFlag = _LEFT


@dataclass(frozen=True)
class CardLive:
    """What a run says of a card.

    Attributes:
        count: Items in it.
        busy: Workers at work here.
        use: Where the time of its workers went, None where not known.
        bottleneck: Why this card holds up the stream; empty if it does not.
        elsewhere: Members of its team at work in other cards.
        facts: Who does what, how full it is, what waits: lines for the pointer.
    """

    count: int = 0
    busy: int = 0
    use: BusyState | None = None
    bottleneck: str = ""
    elsewhere: int = 0
    facts: tuple[str, ...] = ()


class CardItem(QGraphicsItem):
    """Paints a card and knows where its editable texts are.

    Attributes:
        state: What the card stands for.
        live: What the run says of it.
        border: The border of the bar of shares that the keys move, -1 if none.
    """

    def __init__(self, state: CardState, theme: Theme) -> None:
        """Make a card; it is placed by `set_plan`."""
        super().__init__()
        self.state = state
        self.live = CardLive()
        self._theme = theme
        self._box = QRectF(0, 0, 150, 300)
        self._areas: dict[Area, QRectF] = {}
        self.border = -1
        self._styles: tuple[TypeStyle, ...] = ()
        self._is_chosen = False
        self._scale = 1.0
        # PERF: cards change a few times a second, tokens sixty times: texts are drawn from a cached picture.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setZValue(10)
        self._tell()

    def show_state(self, state: CardState) -> None:
        """Show another stage, or the same one changed."""
        if state != self.state:
            self.state = state
            self._tell()
            self.update()

    def show_live(self, live: CardLive) -> None:
        """Show what the run says now."""
        if live != self.live:
            self.live = live
            self._tell()
            self.update()

    def choose(self, chosen: object) -> None:
        """Mark the card as the chosen one if ``chosen`` is true."""
        self._is_chosen = bool(chosen)
        self.update()

    def lift(self, lifted: object) -> None:
        """Show that the card is being dragged if ``lifted`` is true."""
        self.setZValue(40 if lifted else 10)
        self.setOpacity(0.85 if lifted else 1.0)

    def show_border(self, border: int) -> None:
        """Mark a border between two shares as the one that the keys move."""
        self.border = border
        self.update()

    def show_styles(self, styles: Sequence[TypeStyle]) -> None:
        """Take the look of each item type, by its number."""
        self._styles = tuple(styles)
        if self.state.mix:
            self.update()

    def show_scale(self, scale: float) -> None:
        """Learn at which scale the card is drawn: when it is small, only its name is."""
        if scale != self._scale:
            self._scale = scale
            self.update()

    @property
    def width(self) -> float:
        """How wide the card is."""
        return self._box.width()

    def set_plan(self, plan: CardPlan) -> None:
        """Take a place on the board."""
        self.prepareGeometryChange()
        self.setPos(plan.box.topLeft())
        self._box = QRectF(0, 0, plan.box.width(), plan.box.height())
        shift = -plan.box.topLeft()
        self._areas = {area: room.translated(shift) for area, room in plan.areas.items()}
        self.update()

    def boundingRect(self) -> QRectF:
        """Cover the card and its border."""
        return self._box.adjusted(-5, -FLAG_ABOVE - 1, 5, 5)

    @property
    def place(self) -> QRectF:
        """Where the card itself lies in the scene, without what stands out around it."""
        return self.mapRectToScene(self._box)

    def field_box(self, field: Field) -> QRectF:
        """Give the place of an editable text, in the card's own pixels."""
        inner = self._box.width() - 2 * PAD
        if field == "name":
            return QRectF(PAD, 8, inner - self._pill_box().width() - 4, 21)
        if field == "wip_limit":
            return self._pill_box()
        if field in ("workers", "rate"):
            return QRectF(PAD, 29, inner, 17)
        return QRectF(PAD, 62, inner, 17)

    def problem_box(self) -> QRectF:
        """Give the place of the mark that something is wrong; empty where nothing is."""
        return mark_place(self.width) if self.state.problems else QRectF()

    def field_at(self, point: QPointF) -> Field | None:
        """Give the editable text at a point of the card."""
        fields: tuple[Field, ...] = ("wip_limit", "name", "workers", "time", "rate")
        return next((f for f in fields if self.offers(f) and self.field_box(f).contains(point)), None)

    def offers(self, field: Field) -> bool:
        """Say whether a text of the card can be edited in place."""
        if field == "rate":
            return self.state.rate is not None
        if field in ("workers", "time"):
            return self.state.kind == "work"
        return self.state.is_stage

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the card."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        if self._scale < READABLE:
            paint_from_afar(painter, self._theme, self._box, self.state.name, self._scale)
            self._paint_problem(painter, place_from_afar(self._box, self._scale))
            return
        self._paint_head(painter)
        if self.state.mix and self._styles:
            parts = list(zip(self.state.mix, self._styles, strict=False))
            border = self.border if self._is_chosen else -1
            paint_mix(painter, self._theme, bar_of(self.width), parts, border)
        if self.state.kind == "work":
            self._paint_people(painter)
            self._paint_areas(painter)
            self._paint_busy(painter)
        if self.live.bottleneck:
            paint_flag(painter, self._theme, self._box, self.live.bottleneck)

    def _tell(self) -> None:
        """Give the whole name, and what is wrong, to the pointer."""
        use = self.live.facts or (() if self.live.use is None else (self.live.use.sentence,))
        ways = tuple(words for words in (self.state.takes, self.state.hands_on) if words)
        self.setToolTip("\n".join((self.state.name, *ways, *use, *self.state.problems)))

    def _paint_ground(self, painter: QPainter) -> None:
        t = self._theme.tokens
        stuck = bool(self.live.bottleneck)
        edge = t.blocked if stuck else t.accent if self._is_chosen else t.line
        pen = QPen(QColor(edge), 2.0 if stuck or self._is_chosen else 1.0)
        pen.setCosmetic(self._scale < READABLE)
        painter.setPen(pen)
        painter.setBrush(QColor(_ground(t.surface, t.bad_soft) if stuck else t.surface))
        painter.drawRoundedRect(self._box.adjusted(0.5, 0.5, -0.5, -0.5), t.radius, t.radius)
        if stuck and self._is_chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), 2.0))
            painter.drawRoundedRect(self._box.adjusted(-3.5, -3.5, 3.5, 3.5), t.radius + 3, t.radius + 3)

    def _paint_head(self, painter: QPainter) -> None:
        t, state = self._theme.tokens, self.state
        self._paint_pill(painter)
        name = self.field_box("name")
        sizes = (TITLE, BASE, SMALL, SMALL - 1)
        size = next((size for size in sizes if self._wide(state.name, size) <= name.width()), SMALL - 1)
        self._text(painter, name, state.name, _Letters(t.text, size, _BOLD))
        second, third = self._captions()
        letters = _Letters(t.muted, SMALL)
        if state.team is None:
            self._text(painter, self.field_box("workers"), second, letters)
        else:
            paint_badge(painter, self._theme, self.field_box("workers"), state)
        if state.kind == "work":
            self._text(painter, self.field_box("time"), third, letters)
        elif third:
            box = QRectF(PAD, 46, self._box.width() - 2 * PAD, 17)
            self._text(painter, box, third, letters)
        self._paint_problem(painter, self.problem_box())

    def _captions(self) -> tuple[str, str]:
        state = self.state
        if state.kind == "work":
            return state.people_text, state.time_text
        if state.kind == "wait":
            first = state.hands_on or state.time_text or "waits"
            return first, state.time_text if state.hands_on else ""
        return state.time_text, ""

    def _paint_pill(self, painter: QPainter) -> None:
        t, state = self._theme.tokens, self.state
        box = self._pill_box()
        full = state.limit is not None and self.live.count >= state.limit
        if state.is_stage:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.bad_soft if full else t.selected))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        letters = _Letters(t.bad if full else t.text, SMALL, _BOLD, _MIDDLE)
        self._text(painter, box, self._pill_text(), letters)

    def _pill_text(self) -> str:
        if not self.state.is_stage:
            return str(self.live.count)
        limit = "∞" if self.state.limit is None else str(self.state.limit)
        between = "/" if self._is_narrow else " / "
        return f"{self.live.count}{between}{limit}"

    @property
    def _is_narrow(self) -> bool:
        return self._box.width() < _NARROW

    def _pill_box(self) -> QRectF:
        font = self._theme.font(SMALL, _BOLD)
        wide = QFontMetricsF(font).horizontalAdvance(self._pill_text()) + (
            self._pill_room() if self.state.is_stage else 4
        )
        return QRectF(self._box.width() - PAD - wide + 2, 8, wide, 21)

    def _pill_room(self) -> float:
        return 11.0 if self._is_narrow else 16.0

    def _paint_people(self, painter: QPainter) -> None:
        team, live = self.state.team, self.live
        colour = self._theme.tokens.accent if team is None else team_colour(team.place, self._theme.tokens)
        people = self.state.people or 0
        elsewhere = min(live.elsewhere, max(people - live.busy, 0))
        staff = Staff(people, min(live.busy, people), elsewhere)
        paint_staff(painter, self._theme, staff, colour, self._box.width())

    def _paint_areas(self, painter: QPainter) -> None:
        t = self._theme.tokens
        letters = _Letters(t.muted, SMALL - 1)
        for area, room in self._areas.items():
            head = QRectF(room.left(), room.top() - AREA_HEAD, room.width(), AREA_HEAD - 4)
            wide = self._paint_mark(painter, head, area)
            if head.width() - wide > _READABLE:
                self._text(painter, head.adjusted(0, 0, -wide, 0), _AREA_NAMES[area], letters)
            painter.setPen(QPen(QColor(t.line), 1))
            painter.drawLine(
                QPointF(head.left(), head.bottom() + 1), QPointF(head.right(), head.bottom() + 1)
            )

    def _paint_mark(self, painter: QPainter, head: QRectF, area: Area) -> float:
        """Paint how many are taken or handed on at once, beside an area's name; gives the room it takes."""
        words = {Area.ACTIVE: self.state.takes, Area.FINISHED: self.state.hands_on}.get(area, "")
        if not words:
            return 0.0
        letters = _Letters(self._theme.tokens.accent, SMALL - 1, across=_RIGHT)
        self._text(painter, head, words, letters)
        return QFontMetricsF(self._theme.font(SMALL - 1)).horizontalAdvance(words) + 6

    def _paint_busy(self, painter: QPainter) -> None:
        t, use = self._theme.tokens, self.live.use
        bar = QRectF(PAD, self._box.height() - 14, self._box.width() - 2 * PAD, 6)
        paint_busy(painter, self._theme, bar, use, self.live.bottleneck)
        if use is not None:
            words = QRectF(bar.left(), bar.top() - 18, bar.width(), 16)
            tone = t.bad if self.live.bottleneck else t.muted
            metrics = QFontMetricsF(self._theme.font(SMALL - 1))
            fits = metrics.horizontalAdvance(use.caption) <= words.width()
            text = use.caption if fits else use.short
            self._text(painter, words, text, _Letters(tone, SMALL - 1, across=_RIGHT))

    def _paint_problem(self, painter: QPainter, box: QRectF) -> None:
        if self.state.problems:
            paint_problem(painter, self._theme, box, is_fault=self.state.is_faulty)

    def _wide(self, words: str, size: int) -> float:
        return QFontMetricsF(self._theme.font(size, _BOLD)).horizontalAdvance(words)

    def _text(self, painter: QPainter, box: QRectF, words: str, letters: _Letters) -> None:
        font = self._theme.font(letters.size, letters.weight)
        painter.setFont(font)
        painter.setPen(QColor(letters.colour))
        fitted = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, letters.across | Qt.AlignmentFlag.AlignVCenter, fitted)


def _ground(surface: str, tint: str) -> QColor:
    """Mix half of the tint into the surface."""
    a, b = QColor(surface), QColor(tint)
    return QColor((a.red() + b.red()) // 2, (a.green() + b.green()) // 2, (a.blue() + b.blue()) // 2)
