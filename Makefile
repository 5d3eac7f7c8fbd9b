# Every command a person or a machine runs on this repository. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The interpreter that makes the environment: 3.11 where there is one, else any newer python3. Override: make PYTHON=...
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
# Hashes are demanded of every part, wheels only (nothing is built from a stranger's source), and nothing is resolved anew.
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all: --no-deps
SELF    := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-build-isolation --no-deps --no-index --editable .

.PHONY: help fonts pictures demo test test-slow test-spark check check-site bench docs lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/core.stamp ## set up, then show the whole job on made-up records: figures, releases, letters, packs, review, and the public site
	@$(BIN)/upheld demo

# Branch coverage doubles the time, so it is measured where CI is set.
test: $(VENV)/dev.stamp ## every test but the slow ones
	$(BIN)/python -m pytest -m "not slow and not spark" $(if $(CI),--cov)

test-slow: $(VENV)/store.stamp ## the tests that make a whole year's letters, start servers or install into an empty environment
	$(BIN)/python -m pytest -m slow

test-spark: $(VENV)/spark.stamp ## the tests of the tally once more, on a Spark that runs on this machine; needs Java 17 or newer
	@command -v java >/dev/null || { echo "Spark needs Java 17 or newer. On Debian or Ubuntu: sudo apt install default-jre-headless"; exit 1; }
	$(BIN)/python -m pytest -m spark

check: $(VENV)/dev.stamp ## style, types, import contracts, and whether the generated pages are up to date
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/make_docs.py --check
	PYTHONPATH=. $(BIN)/python tools/make_methods.py --check

# The validator is a part of npm's; it runs on Java.
check-site: $(VENV)/dev.stamp demo ## look at every kind of page of the demonstration's site, as readers' browsers and a validator do
	@command -v npm >/dev/null || { echo "npm is missing. On Debian or Ubuntu: sudo apt install nodejs npm"; exit 1; }
	cd tools/html && npm ci --ignore-scripts --no-audit --no-fund --silent
	PYTHONPATH=. $(BIN)/python tools/check_site.py demo/site --html tools/html

bench: $(VENV)/dev.stamp ## the benchmarks; see benchmarks/README.md
	@for bench in benchmarks/*.py; do echo "== $$bench"; $(BIN)/python $$bench; done

docs: $(VENV)/dev.stamp ## write the reference pages anew from the code
	for page in tools/make_docs.py tools/make_methods.py; do PYTHONPATH=. $(BIN)/python $$page; done

pictures: $(VENV)/dev.stamp ## draw the pictures of the documentation anew, from the demonstration
	PYTHONPATH=. $(BIN)/python tools/make_pictures.py

fonts: $(VENV)/dev.stamp ## make the site's own cut of the letters' typeface anew
	PYTHONPATH=. $(BIN)/python tools/site_fonts.py

# One resolution for all rooms, then a lock for each that may choose nothing but what the whole chose.
COMPILE := $(BIN)/uv pip compile --no-config --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock: $(VENV)/dev.stamp ## resolve every dependency anew and write locks/*.txt
	whole=$$(mktemp); trap 'rm -f "$$whole"' EXIT; \
	$(COMPILE) --upgrade --all-extras pyproject.toml locks/build.in --output-file "$$whole"; \
	for room in core site areas office dev spark; do \
		extra=$$([[ $$room == core ]] || echo "--extra $$room"); \
		{ echo "# $$room: compiled by 'make lock' from pyproject.toml. Change that, not this."; \
		  $(COMPILE) $$extra pyproject.toml locks/build.in --constraint "$$whole"; } > locks/$$room.new; \
		mv locks/$$room.new locks/$$room.txt; \
	done
	{ echo "# store: compiled by 'make lock' from locks/store.in. Change that, not this."; \
	  $(COMPILE) --upgrade locks/store.in; } > locks/store.new; mv locks/store.new locks/store.txt

clean: ## remove the environment, caches and whatever the demo made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.* demo dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -- the environment ---------------------------------------------------------------------------------------------------

$(VENV)/core.stamp: locks/core.txt pyproject.toml
	@$(if $(PYTHON),,echo "Python 3.11 or newer is needed. On Debian or Ubuntu: sudo apt install python3 python3-venv"; exit 1;) \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is older. On Debian 12: sudo apt install python3 python3-venv."; \
		echo "With several Pythons, name the right one: make demo PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Setting up in $(VENV), once: some 165 MB to download, 600 MB on disk."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(INSTALL) --requirement locks/core.txt
	@$(SELF)
	@touch $@

$(VENV)/dev.stamp: $(VENV)/core.stamp locks/dev.txt locks/site.txt locks/areas.txt
	@echo "Adding what the tests need: some 250 MB more to download, 700 MB on disk."
	@for room in dev site areas; do $(INSTALL) --requirement locks/$$room.txt; done
	@touch $@

# An object store on this machine, in an environment of its own (locks/store.in says why).
STORE := $(VENV)/store
$(VENV)/store.stamp: $(VENV)/dev.stamp locks/store.txt
	@echo "Adding an object store: some 30 MB more to download, 140 MB on disk."
	@$(BIN)/python -m venv --clear $(STORE)
	@$(subst $(BIN),$(STORE)/bin,$(INSTALL)) --requirement locks/store.txt
	@touch $@

# PySpark is published as source alone, so it is the one part that is built here: by the setuptools that dev.txt pins, out of
# an archive with the pinned hash (docs/adr/0010).
$(VENV)/spark.stamp: $(VENV)/dev.stamp locks/spark.txt
	@echo "Adding Spark: some 470 MB more to download, 500 MB on disk."
	@$(INSTALL) --no-binary pyspark --use-pep517 --no-build-isolation --requirement locks/spark.txt
	@touch $@
