# `make report` and `make test` set up everything they need in .venv; `make help` lists the rest.

PYTHON ?= python3
AUDIT ?= midtbyen-2010
WORKERS ?= 2
LOCK_ARGS ?=
PYTEST_ARGS ?=

BIN := .venv/bin
UV := uv==0.13.9

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report test check lab docs bench lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

report: .venv/installed ## run the whole report of AUDIT (midtbyen-2010)
	@$(BIN)/auditlib run $(AUDIT)
	@find reports/$(AUDIT) -maxdepth 1 -name '*.html' | sort | sed 's/^/The report: /'

test: check ## ruff, mypy and every test
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST_ARGS)

check: .venv/installed ## ruff and mypy only
	@$(BIN)/ruff check
	@$(BIN)/mypy

lab: .venv/installed ## JupyterLab in this folder
	@$(BIN)/jupyter lab

docs: .venv/installed ## write the parts of docs/ that come from the code
	@$(BIN)/python docs/generate.py

bench: .venv/installed ## measure speed
	@$(BIN)/python -m benchmarks

lock: .tools/bin/uv ## requirements.lock from pyproject.toml (newer versions: LOCK_ARGS=--upgrade)
	@.tools/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	    --quiet --output-file requirements.lock $(LOCK_ARGS)

clean: ## remove .venv, the generated reports and all caches
	@rm -f .venv/locked .venv/installed
	@rm -rf .venv .tools .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist auditlib.egg-info reports/*/
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# .venv holds two stamps, each written last. They say what .venv was made from: this folder and the sum of the
# lock, then the sum of pyproject.toml. So an interrupted set-up, a moved folder or a Python that is gone starts
# anew, and a git checkout that only touches times does not.
LOCKED := $(CURDIR) $(shell cksum < requirements.lock)
INSTALLED := $(LOCKED) $(shell cksum < pyproject.toml)

ifneq ($(shell test -x $(BIN)/python && cat .venv/locked 2>/dev/null),$(LOCKED))
.PHONY: .venv/locked
endif
ifneq ($(shell cat .venv/installed 2>/dev/null),$(INSTALLED))
.PHONY: .venv/installed
endif

define TOO_OLD
import sys
if sys.version_info < (3, 11): sys.exit("auditlib needs Python 3.11 or newer; $(PYTHON) is " + sys.version.split()[0] + ". Another one: make PYTHON=python3.12")
endef
export TOO_OLD

.venv/locked:
	@command -v $(PYTHON) >/dev/null || { echo >&2 "$(PYTHON) is not found; auditlib needs Python 3.11 or newer"; exit 1; }
	@$(PYTHON) -c "$$TOO_OLD"
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo >&2 \
	    "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv from requirements.lock (a minute or more, 0.8 GB)"
	@rm -f .venv/locked .venv/installed
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes -r requirements.lock
	@echo '$(LOCKED)' > $@

.venv/installed: .venv/locked
	@rm -f $@
	@$(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check \
	    --no-deps --no-build-isolation --editable .
	@echo '$(INSTALLED)' > $@

.tools/bin/uv: Makefile
	@$(PYTHON) -m venv --clear .tools
	@.tools/bin/python -m pip install --quiet --no-input --disable-pip-version-check '$(UV)'
	@touch $@
