"""The command line: one module a verb."""

from sim.cli.program import build, run_program

__all__ = ["build", "run_program"]
