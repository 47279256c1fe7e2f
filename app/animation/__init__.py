"""Animation: what a log's rows look like at a time of playback."""

from app.animation.motion import FLIGHT_SECONDS, Motion, frame_at, motion_for
from app.animation.player import Player, PlayState, Source

__all__ = ["FLIGHT_SECONDS", "Motion", "PlayState", "Player", "Source", "frame_at", "motion_for"]
