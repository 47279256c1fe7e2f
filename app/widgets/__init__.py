"""The small parts that pages are made of; they hold no facts and know no project."""

from app.widgets.banner import Banner
from app.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from app.widgets.card import Card
from app.widgets.choices import Choices
from app.widgets.date_field import DateField, date_text
from app.widgets.day_field import DayField
from app.widgets.distribution_bar import DistributionBar, Portion
from app.widgets.drop_down import DropDown
from app.widgets.empty_state import EmptyState
from app.widgets.fields import (
    DurationField,
    IntField,
    LimitField,
    NumberField,
    TextField,
    ValueField,
    refuse_where_asked,
)
from app.widgets.marks import mark
from app.widgets.metric_tile import DistributionTile, Explanation, Metric, MetricTile, Tile, TileRow, Tone
from app.widgets.scrolled import scroll_area, scrolled
from app.widgets.segmented import SegmentedControl
from app.widgets.slider import LabelledSlider, align_sliders
from app.widgets.table import TableView
from app.widgets.text import ElidedLabel, Role, label, line, paragraph, unbroken
from app.widgets.wrapping import WrappingRow

__all__ = [
    "Banner",
    "Card",
    "Choices",
    "DateField",
    "DayField",
    "DistributionBar",
    "DistributionTile",
    "DropDown",
    "DurationField",
    "ElidedLabel",
    "EmptyState",
    "Explanation",
    "IntField",
    "LabelledSlider",
    "LimitField",
    "LinkButton",
    "Metric",
    "MetricTile",
    "NumberField",
    "Portion",
    "PrimaryButton",
    "QuietButton",
    "Role",
    "SegmentedControl",
    "TableView",
    "TextField",
    "Tile",
    "TileRow",
    "Tone",
    "ValueField",
    "WrappingRow",
    "align_sliders",
    "date_text",
    "label",
    "line",
    "mark",
    "paragraph",
    "refuse_where_asked",
    "scroll_area",
    "scrolled",
    "unbroken",
]
