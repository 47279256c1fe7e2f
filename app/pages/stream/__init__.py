"""The Stream page: the board is the model, the animation and the lever."""

from app.pages.stream.page import StreamPage

__all__ = ["StreamPage"]
