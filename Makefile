VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTS ?=

.DEFAULT_GOAL := help

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: $(READY) ## Set everything up and open the dashboard
	@$(BIN)/sapa-tui

demo: $(READY) ## Open a throw-away plan that is half-way through
	@$(BIN)/sapa-tui demo

test: $(READY) check ## Set everything up, check style, types and structure, run all tests
	$(BIN)/pytest -n auto --dist loadgroup -q $(TESTS)

check: $(READY) ## Style, types and structure, without the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## Put the code in its standard form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

locale: $(READY) ## Collect texts from the code and compile the Danish catalogue
	$(BIN)/pybabel -q extract -k _ -k N_ -k ngettext:1,2 -k pgettext:1c,2 --no-location --sort-output \
		--project sapa-tui -o sapa_tui/locale/sapa_tui.pot sapa_tui
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-pot-creation-date -N -D sapa_tui \
		-i sapa_tui/locale/sapa_tui.pot -d sapa_tui/locale -l da
	$(BIN)/pybabel -q compile -D sapa_tui -d sapa_tui/locale -l da

server: ## As root: install the program here for a team that logs in over SSH (docs/ssh.md)
	@test "$$(id -u)" = 0 || { echo "This takes root: sudo make server" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "sapa-tui needs Python 3.11 or newer; name it with: make server PYTHON=python3.12" >&2; exit 1; }
	umask 022; chmod 755 .; $(PYTHON) -m venv $(VENV)
	umask 022; $(BIN)/python -m pip install -q --disable-pip-version-check --compile .

bench: $(READY) ## Measure start-up, keys, bytes, many writers, many dashboards
	$(BIN)/python -m benchmarks

snapshots: $(READY) ## Accept the pictures of the screens as they are now
	$(BIN)/pytest -q --snapshot-update tests/ui

$(READY): pyproject.toml
	@echo "Setting up $(VENV) (once, about a minute) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "sapa-tui needs Python 3.11 or newer; name it with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --compile -e '.[dev]'
	@touch $@

pictures: $(READY) ## Make the README's pictures from the app
	$(BIN)/python -m docs.make_pictures

clean: ## Remove what was set up
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help run demo test check format locale server bench snapshots pictures clean
