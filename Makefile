# make run      a demo school at http://127.0.0.1:8000
# make test     everything that must pass
# make bench    ratios of speed, measured in one run
# make torture  kills servers under load, 25 times on each engine
# make mutation plants small mistakes in locks and rights, and counts those that tests find
# make messages collects the texts of code and pages into the Russian catalogue
# make lock     pins the dependencies of pyproject.toml anew
# make clean    removes what these targets made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CATALOGUE := $(wildcard translations/*/LC_MESSAGES/*.po)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test check browser bench torture mutation messages lock clean

run: $(VENV)/.runtime $(CATALOGUE:.po=.mo)
	$(BIN)/journal demo

test: check browser
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(VENV)/.test $(CATALOGUE:.po=.mo)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports

browser: $(VENV)/.test
	$(BIN)/python -m tests.browser.chromium

bench: $(VENV)/.test $(CATALOGUE:.po=.mo)
	$(BIN)/python -m benchmarks

torture: $(VENV)/.test $(CATALOGUE:.po=.mo)
	$(BIN)/python -m tests.torture

mutation: $(VENV)/.test $(CATALOGUE:.po=.mo)
	$(PIP) install "mutmut>=3.8,<4"
	$(BIN)/python scripts/mutation.py

messages: $(VENV)/.runtime
	$(BIN)/python scripts/messages.py

lock: $(VENV)/.runtime
	$(PIP) install uv
	$(BIN)/python scripts/lock.py

clean:
	rm -rf $(VENV) build dist mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f translations/*/LC_MESSAGES/*.mo

# The environment. A stamp file says what is already installed, so that a second call is quick.

$(VENV)/.made:
	@sh scripts/check_python.sh $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.made requirements.lock pyproject.toml hatch_build.py
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.runtime requirements-test.lock
	$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@

%.mo: %.po $(VENV)/.runtime
	$(BIN)/python -c "import pathlib, hatch_build; hatch_build.compile_catalogue(pathlib.Path('$<'))"
