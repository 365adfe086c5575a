# The two main commands are `make site` and `make test`. Each target installs what it needs.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
LISTS := $(wildcard requirements/*)
SVELTIA := $(shell sed -n 's/^VERSION = "\(.*\)"$$/\1/p' hooks/corner/authoring/cms_bundle.py)
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve admin test lint style types programs suite full check fuzz pairs faults bench publishing lighthouse pictures dependencies audit clean

site: $(VENV)/.site
	tools/font
	$(BIN)/mkdocs build --strict

serve: $(VENV)/.site
	$(BIN)/mkdocs serve

check: $(VENV)/.site
	$(BIN)/corner check --strict

admin: .cache/sveltia/$(SVELTIA)

# Checks the types of modules as other systems have them.
check_systems = for system in win32 darwin; do $(BIN)/mypy --platform $$system --cache-dir .mypy_cache/$$system $(1) || exit 1; done

# What waits for the network or has only one process shares the time with what does not; tests begin once the style is right.
test:
	$(MAKE) --no-print-directory --jobs=3 BEFORE=style style types suite

lint: style types

style: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

# What differs between systems is in the modules that ask for the system, as a test holds; `make full` reads all for each system.
types: $(VENV)/.test
	$(BIN)/mypy
	$(call check_systems,--follow-imports silent $$(grep -rl --include='*.py' 'sys\.platform' hooks/corner))

programs:
	tools/font
	tests/chromium
	tests/firefox
	tests/readers/install
	tests/checkers/install
	$(MAKE) --no-print-directory admin

suite: $(VENV)/.test programs $(BEFORE)
	$(BIN)/pytest

full: $(VENV)/.test programs
	$(call check_systems,hooks/corner)
	$(BIN)/pytest -m full

# A quarter of the seconds is for registers, whose tests count examples.
FUZZ_SECONDS := 300
fuzz: $(VENV)/.fuzz
	FUZZ_EXAMPLES=$$(( $(FUZZ_SECONDS) + 1 )) $(BIN)/pytest -q tests/unit/checks/test_fuzzed_registers.py
	$(BIN)/python -m tools.fuzz --seconds $$(( $(FUZZ_SECONDS) * 3 / 4 ))

PAIRS := tests/pairs
pairs: $(VENV)/.test
	$(BIN)/python -m tools.language_pairs $(PAIRS)

faults: $(VENV)/.test
	$(BIN)/python -m tools.faults

BENCH :=
bench: $(VENV)/.bench
	$(BIN)/python -m tools.bench $(BENCH)

publishing: $(VENV)/.publishing
	tools/font
	tools/publishing/install
	$(BIN)/python -m tools.publishing

lighthouse: site $(VENV)/.test
	tests/chromium chromium
	tests/readers/install
	npm install --prefix tools/lighthouse --silent --no-audit --no-fund --no-package-lock --ignore-scripts
	$(BIN)/python -m tools.lighthouse

pictures: admin $(VENV)/.test
	tools/font
	tests/chromium
	$(BIN)/python -m tools.pictures

dependencies: $(VENV)/.test
	tools/lock
	$(BIN)/python -m tools.dependencies

# What is known to be unsafe among the packages of a site. It asks a service on the network.
audit: $(VENV)/bin/python
	requirements/install $(BIN)/python site audit
	$(BIN)/pip-audit --strict --require-hashes --disable-pip --requirement requirements/site.txt

clean:
	rm -rf $(VENV) .cache site

.cache/sveltia/$(SVELTIA):
	rm -rf $(@D) && mkdir -p $(@D)
	cd $(@D) && npm pack --silent @sveltia/cms@$(SVELTIA) && tar -xzf *.tgz && rm *.tgz
	touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: pyproject.toml $(LISTS) | $(VENV)/bin/python
	requirements/install $(BIN)/python site
	touch $@

$(VENV)/.test: pyproject.toml $(LISTS) | $(VENV)/bin/python
	requirements/install $(BIN)/python test
	$(BIN)/python -m compileall -q -j 0 hooks
	touch $@ $(VENV)/.site

$(VENV)/.fuzz: pyproject.toml $(LISTS) | $(VENV)/bin/python
	requirements/install $(BIN)/python test fuzz
	touch $@ $(VENV)/.site $(VENV)/.test

$(VENV)/.bench: pyproject.toml $(LISTS) | $(VENV)/bin/python
	requirements/install $(BIN)/python test bench
	touch $@ $(VENV)/.site $(VENV)/.test

$(VENV)/.publishing: pyproject.toml $(LISTS) | $(VENV)/bin/python
	requirements/install $(BIN)/python test publishing
	touch $@ $(VENV)/.site $(VENV)/.test
