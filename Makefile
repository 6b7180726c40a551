# Two commands do everything on a machine with python3, pip and make: `make demo` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install -qq --root-user-action=ignore
DEMO := build/demo

.PHONY: demo test test-fast lint types layers tests docs release-check benchmark lock clean

demo: $(READY)  ## grade the example class
	@mkdir -p $(DEMO)
	@$(BIN)/grade losses examples/submissions/losses --out $(DEMO) --gradebook $(DEMO)/gradebook.db

test: lint types layers tests  ## all that the gate asks for

test-fast: $(READY)  ## the tests without a mark, in two minutes: for the work in between
	$(BIN)/pytest -n auto --dist loadfile -m "not (attacks or browser or dask or docs or postgresql or slow)"

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports --no-logo

tests: $(READY)
	$(BIN)/pytest -n auto --dist loadfile

docs: $(READY)  ## the pages, in build/docs
	$(BIN)/sphinx-build -q -E --fail-on-warning --keep-going docs build/docs

release-check: $(READY)  ## the wheel, alone in a fresh environment, grades; needs a package index
	$(BIN)/pytest tests/docs/release_check.py

benchmark: $(READY)  ## measures all that the pages quote, and puts it there; TOOLS=FOLDER has the tools to compare with
	@$(BIN)/python benchmarks/record.py $(if $(TOOLS),--tools $(TOOLS)); recorded=$$?; \
		$(BIN)/python docs/figures.py && exit $$recorded

lock:  ## needs uv; the files carry no address
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --quiet -o requirements-dev.lock

clean:
	rm -rf .venv build dist

# pip works from outside, because a system's python3 may come without ensurepip.
$(READY): requirements-dev.lock pyproject.toml
	@echo "Installing into .venv (once)..."
	@$(PYTHON) -m venv --without-pip .venv
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@
