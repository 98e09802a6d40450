# SPDX-License-Identifier: GPL-3.0-or-later
# make setup | run | test | demo | check | bench | package
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PYTHONDONTWRITEBYTECODE ?= 1

.PHONY: setup run test demo check bench package clean

setup: $(READY)
	@packaging/system-packages

$(READY): requirements-dev.txt pyproject.toml packaging/system-packages
	@packaging/system-packages
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-index --no-build-isolation --no-deps --config-settings editable_mode=compat --editable .
	touch $@

run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/casefile; \
	else echo "There is no display here, so the demonstration runs instead (make demo)."; $(MAKE) demo; fi

# the journeys have a screen and a clock of their own: they run alone
test: setup
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --ignore tests/journeys
	$(BIN)/python -m pytest -q tests/journeys
	$(BIN)/python packaging/fault_table.py --check

demo: setup
	$(BIN)/python packaging/demo.py build/demo

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/python packaging/lock_in_step.py
	$(BIN)/lint-imports
	$(BIN)/mypy --platform linux
	$(BIN)/mypy --platform win32
	$(BIN)/mypy --platform darwin

# what we measure beside lives apart: nothing of it is needed to run, test or ship
bench: setup .venv-bench/.ready
	@$(BIN)/python packaging/bench.py

.venv-bench/.ready: requirements-bench.txt
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements-bench.txt
	touch $@

package: setup
	$(BIN)/python packaging/build_packages.py dist

clean:
	rm -rf build dist $(VENV) .venv-bench
