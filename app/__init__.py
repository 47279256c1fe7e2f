"""The Headrace window."""
