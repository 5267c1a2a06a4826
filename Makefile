# Everything runs in .venv. A first run needs the network to install packages; later runs do not.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
RUNS := .venv/ready-to-run
TESTS := .venv/ready-to-test

# Under these locales an installed Python does not start from a folder with a Chinese name.
ifneq ($(filter C POSIX,$(LC_ALL)),)
export LC_ALL := C.UTF-8
endif

.DELETE_ON_ERROR:
.PHONY: help demo test check clean

help:
	@echo 'make demo    the whole loop on a small world, in the folder demo'
	@echo 'make test    all tests'
	@echo 'make check   style, types and the direction of imports'
	@echo 'make clean   removes the environment and everything else that was made here'

demo: $(RUNS)
	@$(BIN)/kpixl demo demo
	@echo
	@echo "The results are in the folder $$(pwd)/demo"

test: $(TESTS)
	PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest --numprocesses auto --dist worksteal

check: $(TESTS)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-logo

clean:
	rm -rf .venv demo dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(RUNS): pyproject.toml constraints.txt | $(BIN)/python
	@echo 'Installing kpixl into .venv'
	@$(PIP) --editable .
	@touch $@

$(TESTS): pyproject.toml constraints.txt | $(BIN)/python
	@echo 'Installing kpixl and what its tests need into .venv'
	@$(PIP) --editable '.[test,dev]'
	@touch $(RUNS) $@

$(BIN)/python:
	@command -v '$(PYTHON)' >/dev/null || { \
		echo "kpixl needs Python 3.11 or later, and there is no '$(PYTHON)' on the PATH." >&2; \
		echo 'Please install Python, or name it: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "kpixl needs Python 3.11 or later; '$(PYTHON)' is $$('$(PYTHON)' --version 2>&1)." >&2; \
		echo 'Please name a later one: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@'$(PYTHON)' -m venv .venv || { rm -rf .venv; \
		echo 'The environment .venv could not be made. On Debian and Ubuntu: apt-get install python3-venv' >&2; \
		exit 1; }
