# Everything a newcomer needs: `make demo` to see it work, `make test` to see it proved.
# Wants nothing but Python 3.11 (or later) and make. Installs into .venv, never outside it.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -qq --constraint constraints.txt
# Not to be chosen by the caller: `make demo` empties it.
override DEMO := demo

.PHONY: help demo web assets test lint pytest test-slow test-search test-postgres bench requirements docs pictures constraints clean

help:  ## say what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

# The stamps: an install is repeated only when what should be installed has changed.
.venv/.pip: constraints.txt
	@echo "Installing into .venv ..."
	@$(PYTHON) -m venv .venv
	@$(INSTALL) --upgrade pip
	@touch $@

.venv/.installed: .venv/.pip pyproject.toml constraints.txt
	@$(INSTALL) --editable .
	@touch $@

.venv/.installed-web: .venv/.installed
	@echo "Installing the web workspace into .venv ..."
	@$(INSTALL) --editable '.[web]'
	@touch $@

.venv/.installed-dev: .venv/.installed-web
	@echo "Installing what the tests need into .venv ..."
	@$(INSTALL) --editable '.[web,postgres]' --group dev
	@touch $@

# The design system's files are not ours to keep: npm brings them, and the pages' folder gets a copy.
.venv/.assets: .venv/.installed-web package.json package-lock.json src/dueregard_web/core/assets.py
	@if command -v npm >/dev/null; then \
		npm ci --silent && $(BIN)/python -m dueregard_web.core.assets node_modules && touch $@; \
	else \
		echo "npm is not installed, so the NHS.UK design files cannot be fetched. Install Node.js"; \
		echo "(which brings npm) and run 'make assets'. Until then the pages work, and look plain."; \
	fi

demo: .venv/.installed  ## the main job on the shipped examples: files to indicators and report
	@rm -rf $(DEMO) && cp -R examples $(DEMO)
	@printf '\n--- %s: the guidance'"'"'s own example, typed in by hand ---\n\n' $(DEMO)/appendix-1
	@$(BIN)/dueregard report $(DEMO)/appendix-1
	@printf '\n--- %s: an invented commissioner of 56 people ---\n\n' $(DEMO)/small-commissioner
	@$(BIN)/dueregard report $(DEMO)/small-commissioner

web: .venv/.installed-web assets  ## the web workspace with an invented organisation in it
	@$(BIN)/dueregard web --demo --data .venv/web-demo

assets: .venv/.assets  ## fetch the files of the NHS.UK design system (needs npm)

test: lint pytest  ## everything that must hold before a change goes in

lint: .venv/.installed-dev  ## style, types and import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

pytest: .venv/.installed-dev assets  ## the tests, without the slow ones
	$(BIN)/pytest -n 2 --dist worksteal

test-slow: .venv/.installed-dev assets  ## the slow tests
	$(BIN)/pytest -n 2 --dist worksteal -m slow

test-search: .venv/.installed-dev  ## the property tests on examples that no run has seen yet
	$(BIN)/pytest -n 2 --dist worksteal --hypothesis-profile search tests/properties tests/unit

test-postgres: .venv/.installed-dev  ## the tests of the web workspace on PostgreSQL
	$(BIN)/python -m tests.postgres -n 2 --dist worksteal tests/integration/web

.venv/.installed-spark: .venv/.installed-dev
	@$(INSTALL) --editable '.[web,postgres,spark]' --group dev
	@touch $@

test-spark: .venv/.installed-spark  ## the same counts on Spark (needs Java 17 or later)
	@command -v java >/dev/null || { echo "There is no Java on this machine."; exit 1; }
	$(BIN)/pytest -m spark tests/spark

bench: .venv/.installed-dev  ## speed and memory beside other ways to do the same
	$(BIN)/python -m benchmarks

requirements: .venv/.installed-dev  ## which requirement of the guidance is shown by which test
	@$(BIN)/python -m tests.requirements

docs: .venv/.installed-dev  ## write docs/reference/generated anew
	$(BIN)/python -m tests.docs.generate

pictures: .venv/.installed-dev  ## take the pictures of the web workspace for docs/images/web anew (needs npm)
	npm ci --silent && $(BIN)/python -m dueregard_web.core.assets node_modules
	WRITE_PICTURES=1 $(BIN)/pytest -m slow tests/functional/browser/test_web_roles.py tests/functional/browser/test_web_journey.py
	$(BIN)/python -m tests.functional.browser.manual_examples node_modules

constraints: .venv/.installed-dev  ## choose new versions of everything installed (needs uv)
	printf 'pip\n' | uv pip compile --quiet --universal --python-version 3.11 --no-header \
		--no-annotate --upgrade --group dev --extra web --extra postgres --extra spark pyproject.toml - \
		--output-file constraints.txt

clean:  ## remove what make made
	rm -rf .venv $(DEMO) build dist node_modules src/dueregard_web/public
