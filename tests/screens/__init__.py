"""What each page is to be photographed in: one module a page, with ``STATES`` by name.

A state is a function that takes a `Scene` and brings its window there by what a person could do,
waiting until nothing moves any more. It gives the widget to photograph, or None for the window.
"""

from tests.screens.scene import Scene, State, states_of

__all__ = ["Scene", "State", "states_of"]
