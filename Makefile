# Two commands matter: `make reports` builds the briefings, `make test` checks the project.
# Each prepares .venv by itself; a second call reuses it.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: reports test test-all bench bench-country mutants soak goldens lint lab clean-notebooks docs lock clean

reports: $(READY)
	$(BIN)/ntm build

test: $(READY)
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not slow"

test-all: $(READY)
	$(BIN)/python -m pytest -q -m slow

# Compares the batch with a shell loop and with its floor; takes some ten minutes of an idle machine.
bench: $(READY)
	$(BIN)/python -m benchmarks.batch

# Checks and evaluates the whole country, 34 provinces with figures made up.
bench-country: $(READY)
	$(BIN)/python -m benchmarks.country

# Does a test fail where one small thing of the rules is turned round? make mutants NUMBER=30 SEED=2
NUMBER ?= 200
SEED   ?= 1
mutants: $(READY)
	$(BIN)/python -m benchmarks.mutants --number $(NUMBER) --seed $(SEED)

# A thousand briefings in a row: does anything grow?
soak: $(READY)
	$(BIN)/python -m benchmarks.soak

# After a change of look that is meant: takes the golden pictures anew.
goldens: $(READY)
	$(BIN)/python -m pytest -q tests/browser/test_look.py --renew-goldens

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lab: $(READY)
	$(BIN)/jupyter lab --notebook-dir=notebooks --LabApp.default_url=/lab/tree/explore/explore.ipynb

# Outputs saved with a notebook are nobody's data: taken out here, and before each commit where pre-commit is used.
clean-notebooks: $(READY)
	$(BIN)/nbstripout --keep-id notebooks/*.ipynb notebooks/explore/*.ipynb

# The documentation; every cell in it is run.
docs: $(READY)
	$(BIN)/python -m sphinx -W -q -b html docs docs/_build

# The lock names no index, so that any mirror serves it. uv is needed for this target only.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" -q -o requirements.txt

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "ntm_analysis needs Python 3.11 or newer; choose one with: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python has no venv module here; install it (Debian, Ubuntu: apt install python3-venv)" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $(READY)

clean:
	rm -rf $(VENV) reports/*
