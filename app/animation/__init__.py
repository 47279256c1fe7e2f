"""Animation: what a log's rows look like at a time of playback."""

from app.animation.film import Cut, frames_of
from app.animation.motion import FLIGHT_SECONDS, Motion, motion_for
from app.animation.past import Past, frame_at
from app.animation.player import Player, PlayState, Source

__all__ = [
    "FLIGHT_SECONDS",
    "Cut",
    "Motion",
    "Past",
    "PlayState",
    "Player",
    "Source",
    "frame_at",
    "frames_of",
    "motion_for",
]
