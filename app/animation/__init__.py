"""Animation: what a log's rows look like at a time of playback."""

from app.animation.motion import FLIGHT_SECONDS, Motion, motion_for
from app.animation.past import Past, frame_at
from app.animation.player import Player, PlayState, Source

__all__ = ["FLIGHT_SECONDS", "Motion", "Past", "PlayState", "Player", "Source", "frame_at", "motion_for"]
