# Needs GNU make and Python 3.11 or newer. pip follows its own settings (pip config, PIP_*).
PYTHON ?= python3
BIN := .venv/bin
LOCKING := build/lock-tools
PM4PY := build/pm4py
FTM := build/ftm
VIZ := build/neo4j-viz

.DEFAULT_GOAL := help
.PHONY: help setup demo dashboard screenshots test check neo4j bench prove ftm lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' Makefile

setup: .venv/ready  ## the environment in .venv, exactly as locked
.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

demo: setup  ## a made-up county, loaded into build/demo.db, checked, ready to look at
	$(BIN)/powergraph demo --graph build/demo.db

dashboard: setup  ## open build/demo.db in the browser
	$(BIN)/powergraph dashboard --graph build/demo.db

screenshots: demo  ## the pictures of the README, from the demo
	$(BIN)/python -m tools.screenshots

test: setup  ## all tests; those on Neo4j where a JDK is there
	$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal -m "not browser"
	$(BIN)/pytest -m browser

check: setup  ## format, lint, types, import directions, generated pages
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m graph.docs --check
	$(BIN)/python -m queries.docs --check

neo4j: setup  ## a Neo4j server on port 7687 until Ctrl-C (needs a JDK and Maven)
	$(BIN)/python tools/neo4j_local/server.py

bench: setup $(VIZ)/ready  ## measure speed and memory
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.demo
	$(BIN)/python -m benchmarks.drawing
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.static_html $(VIZ)/bin/python

prove: setup $(PM4PY)/ready  ## the long proofs, about an hour; their tables go into docs/proved.md
	POWERGRAPH_PROVE=1 $(BIN)/pytest tests/test_oracle.py tests/test_conformance.py \
		tests/test_same_findings.py tests/test_export_tables.py tests/test_messy.py
	$(BIN)/python -m tools.proofs.oracle
	$(BIN)/python -m tools.proofs
	$(BIN)/python -m tools.proofs.messy
	$(BIN)/python -m tools.proofs.fuzz
	$(BIN)/python -m tools.proofs.mining $(PM4PY)/bin/python

# pm4py is AGPL: an oracle in an environment of its own, never a dependency.
$(PM4PY)/ready:
	$(PYTHON) -m venv $(PM4PY)
	$(PM4PY)/bin/pip install --quiet pm4py==2.7.23.11
	touch $@

# neo4j-viz is GPL: a peer to measure beside, in an environment of its own.
$(VIZ)/ready:
	$(PYTHON) -m venv $(VIZ)
	$(VIZ)/bin/pip install --quiet neo4j-viz==1.11.0
	touch $@

# The peer that checks FollowTheMoney entities; built from source, for want of wheels of PyICU.
ftm: $(FTM)/ready  ## the environment in which exported entities are checked (needs ICU, g++)
$(FTM)/ready:
	$(PYTHON) -m venv $(FTM)
	$(FTM)/bin/pip install --quiet followthemoney==4.11.2
	touch $@

lock: setup  ## renew requirements.lock; every package in it must have wheels
	$(PYTHON) -m venv $(LOCKING)
	$(LOCKING)/bin/pip install --quiet uv==0.13.9
	$(LOCKING)/bin/uv pip compile --quiet --upgrade --universal --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 \
		--extra py2neo --extra dev -o requirements.lock pyproject.toml
	$(BIN)/python tools/check_wheels.py

bundle: setup  ## folders for Windows and Linux that install without a network; tried out here
	$(BIN)/python -m tools.bundle

clean:  ## remove the environment and all that was built
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
