"""The few questions and sheets that stop the work."""

from app.dialogs.about import about_sheet
from app.dialogs.bug import BugDialog
from app.dialogs.command_search import CommandSearch
from app.dialogs.offer import Offer, best, rank
from app.dialogs.questions import QtQuestions, Questions, Unsaved
from app.dialogs.shortcuts import shortcuts_sheet

__all__ = [
    "BugDialog",
    "CommandSearch",
    "Offer",
    "QtQuestions",
    "Questions",
    "Unsaved",
    "about_sheet",
    "best",
    "rank",
    "shortcuts_sheet",
]
