"""Readers of histories fed with what no tracker writes: ``python -m tests.fuzz --minutes 10``."""
