"""The What-if page: the stream against changed copies of itself, on the same random numbers."""

from app.pages.what_if.page import WhatIfPage

__all__ = ["WhatIfPage"]
