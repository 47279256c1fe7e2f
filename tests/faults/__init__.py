"""Seeded faults: which test notices when a rule of the engine is wrong (``python -m tests.faults``)."""
