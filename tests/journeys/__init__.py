"""Whole ways through the program, as a person goes them: by the real window, or by the installed command."""
