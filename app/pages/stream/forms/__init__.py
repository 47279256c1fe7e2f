"""The inspector's forms: what every field of a stream is called, how it is edited, and where it stands."""

from app.pages.stream.forms.change import Change, setting
from app.pages.stream.forms.form import Form, Outline, Topic
from app.pages.stream.forms.sheet import About, Sheet

__all__ = ["About", "Change", "Form", "Outline", "Sheet", "Topic", "setting"]
