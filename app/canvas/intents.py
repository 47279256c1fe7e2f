"""What a person wants of the board: plain values, which the page turns into edits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DrawWay:
    """Let a share of what leaves one card go to another: back, or past those between.

    Of these types alone, by id; of all where none is named.
    """

    begin: str
    end: str
    share: float
    types: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetShare:
    """Set one figure of a way."""

    path: str
    name: str
    share: float


@dataclass(frozen=True)
class SetWayTypes:
    """Let these types alone take a way on, by id; all of them where none is named."""

    paths: tuple[str, ...]
    types: tuple[str, ...]


@dataclass(frozen=True)
class RemoveWay:
    """Take a way away, with all of its shares."""

    paths: tuple[str, ...]


@dataclass(frozen=True)
class GroupCards:
    """Put one limit over neighbouring stages."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class SetBandLimit:
    """Set the limit of a group."""

    id: str
    limit: int


@dataclass(frozen=True)
class StretchBand:
    """Let a group reach over other neighbouring stages."""

    id: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class RemoveBand:
    """Take a group away; its stages stay."""

    id: str


@dataclass(frozen=True)
class RemoveCards:
    """Remove several stages."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class CopyCards:
    """Put copies of several stages behind them."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class MoveCards:
    """Move several neighbouring stages; the first of them will stand at this place."""

    keys: tuple[str, ...]
    place: int


@dataclass(frozen=True)
class TurnCard:
    """Make a work stage a wait stage, or the other way."""

    key: str


@dataclass(frozen=True)
class TakeCards:
    """Put several stages on the clipboard; ``cut`` removes them too."""

    keys: tuple[str, ...]
    cut: bool = False


@dataclass(frozen=True)
class PasteCards:
    """Put the stages of the clipboard in at this place."""

    place: int


@dataclass(frozen=True)
class SetRate:
    """Let items arrive at this rate, in the unit in which it is shown."""

    rate: float


@dataclass(frozen=True)
class SetMix:
    """Set the share of every item type, in their order."""

    shares: tuple[float, ...]


@dataclass(frozen=True)
class AskWhatIsWrong:
    """Tell what is wrong with a stage, beside its card, and offer to mend it."""

    key: str


@dataclass(frozen=True)
class Settle:
    """A drag ended: what follows is taken back by itself."""


@dataclass(frozen=True)
class Refuse:
    """Something cannot be done; say why in the status bar."""

    why: str
