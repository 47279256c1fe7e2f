# Every target does its own set-up: a fresh clone needs Python 3.11 or newer, and nothing else.
# What the steps do stands in packaging/; this file only names them.

SHELL := bash
BIN := .venv/bin
PYTEST_FLAGS ?= -n 2 --dist worksteal

.NOTPARALLEL:
.PHONY: help setup run test lint format bench references histories screenshots clean

help: ## Show the targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

setup: ## Fill .venv and look for Qt's system libraries (quick when nothing changed)
	@bash packaging/setup.sh

run: setup ## Open the window on the example; without a display, run the example to a result
	@bash packaging/run.sh

test: lint ## Everything that must hold: format, rules, types, floors, tests, doctests
	$(BIN)/python -m pytest $(PYTEST_FLAGS)

lint: setup ## Format, rules, types and floors, without the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: setup ## Format, and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup ## Measure speeds beside their peers; numbers also in build/bench.json
	@bash packaging/peers.sh
	$(BIN)/python -m tests.bench

references: setup ## The engine beside exact and published results (a folder `reference` beside the project's, see docs)
	@bash packaging/peers.sh
	$(BIN)/python -m tests.reference.table

histories: setup ## Real histories beside their expected figures (a folder `shared/data` beside the project's)
	$(BIN)/python -m tests.histories.table

screenshots: setup ## Photograph every page, light and dark, into screenshots/
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.screenshots

clean: ## Remove what was made, .venv too
	rm -rf .venv build dist results screenshots .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find app sim tests -name __pycache__ -type d -prune -exec rm -rf {} +
