# Two commands do everything on a machine with python3, pip and make: `make demo` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
TOOLS_READY := .venv/.ready-tools
DEMO := build/demo
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --only-binary :all: --generate-hashes \
	--no-strip-extras --no-emit-index-url --no-annotate --no-header --quiet

MARKED := attacks or browser or dask or docs or postgresql or slow
PYTEST := $(BIN)/pytest -n auto --dist loadfile

.PHONY: demo test test-fast lint types layers coverage tests newest-pytest docs release-check install-check benchmark lock clean

demo: $(READY)  ## grade the example class
	@mkdir -p $(DEMO)
	@$(BIN)/grade losses examples/submissions/losses --out $(DEMO) --gradebook $(DEMO)/gradebook.db

test: lint types layers tests  ## all that the gate asks for

test-fast: $(TOOLS_READY)  ## the tests without a mark, in two minutes: for the work in between
	$(PYTEST) -m "not ($(MARKED))"

lint: $(TOOLS_READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/codespell

types: $(TOOLS_READY)
	$(BIN)/mypy

layers: $(TOOLS_READY)
	$(BIN)/lint-imports --no-logo

coverage: $(TOOLS_READY)  ## the tests without a mark, and the floor of what they reach in grader/
	$(PYTEST) -m "not ($(MARKED))" --cov

tests: coverage  ## each test once: only those without a mark are measured, which costs the others nothing
	$(PYTEST) -m "$(MARKED)"

newest-pytest: $(TOOLS_READY)  ## the tests of all that calls pytest, on its newest release; needs a package index
	$(PYTHON) -m pip install --quiet --upgrade --target build/newest-pytest pytest
	PYTHONPATH=$(CURDIR)/build/newest-pytest $(BIN)/python -m pytest -n auto --dist loadfile tests/runner tests/student

docs: $(TOOLS_READY)  ## the pages, in build/docs
	$(BIN)/sphinx-build -q -E --fail-on-warning --keep-going docs build/docs

release-check: $(TOOLS_READY)  ## the wheel, alone in a fresh environment, grades; needs a package index
	$(BIN)/pytest tests/docs/release_check.py

install-check: $(TOOLS_READY)  ## `make demo` in fresh clones, with several pips; needs a package index
	$(BIN)/pytest tests/install_check.py

benchmark: $(TOOLS_READY)  ## measures all that the pages quote, and puts it there; TOOLS=FOLDER has the tools to compare with
	@$(BIN)/python benchmarks/record.py $(if $(TOOLS),--tools $(TOOLS)); recorded=$$?; \
		$(BIN)/python docs/figures.py && exit $$recorded

lock:  ## needs uv; keeps the versions that are locked, and writes no address
	$(COMPILE) --group build -o requirements.lock
	$(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv build dist

$(READY): requirements.lock pyproject.toml
	@echo "Installing into .venv (once)..."
	@$(PYTHON) install.py requirements.lock
	@touch $@

$(TOOLS_READY): requirements-dev.lock $(READY)
	@echo "Installing the developers' tools into .venv (once)..."
	@$(PYTHON) install.py requirements-dev.lock
	@touch $@
