# One door: `make help` lists what it leads to. Nothing here asks for more than git, make and Python 3.11 or newer.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo down test check format bench faults fuzz tracks docs pictures bootstrap page lock

PYTHON3 := $(or $(shell command -v python3),$(shell command -v python3.13),$(shell command -v python3.12),$(shell command -v python3.11))
PY := .venv/bin/python
NPM := $(PYTHON3) scripts/bootstrap.py npm
JOBS := 2

help: ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

demo: ## install what is missing, start everything, drive 24 buses through the demo district
	@$(PYTHON3) scripts/bootstrap.py run
	@exec $(PY) -m schoolbus demo $(ARGS)

down: ## stop what runs in this folder
	@$(PY) -m schoolbus down

test: ## the whole suite, against the real database, broker and browser; JOBS=1 for one process
	@$(PYTHON3) scripts/bootstrap.py test
	$(NPM) test
	$(PY) -m pytest -n $(JOBS) $(ARGS)

check: ## format, lint, types, layers; Python and page
	@$(PYTHON3) scripts/bootstrap.py check
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(NPM) run typecheck
	$(NPM) run lint

format: ## let ruff put the Python code in order
	@$(PYTHON3) scripts/bootstrap.py check
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: ## measure, print one table, write bench/latest.json
	@$(PYTHON3) scripts/bootstrap.py test
	$(PY) -m bench $(ARGS)

faults: ## kill -9 everything under a steady stream; every promise is checked
	@$(PYTHON3) scripts/bootstrap.py test
	$(PY) -m faults $(ARGS)

fuzz: ## feed every decoder for a minute what nobody has sent yet; what breaks one is kept for the tests
	@$(PYTHON3) scripts/bootstrap.py check
	$(PY) -m fuzz $(ARGS)

tracks: ## judge the sample tracks anew and rewrite their goldens: the diff is the review
	@$(PYTHON3) scripts/bootstrap.py test
	$(PY) -m schoolbus.tracks $(ARGS)

docs: ## write the pages that are made from the code: rules, quality, settings, the procedure of a permit
	@$(PYTHON3) scripts/bootstrap.py check
	$(PY) -m rules.page
	$(PY) -m fleet.quality.page
	$(PY) -m core.settings_page
	$(PY) -m permits.procedure.page
	$(PY) -m permits.procedure.words

pictures: ## take the pictures of the docs anew
	@$(PYTHON3) scripts/bootstrap.py test
	GUIDES=docs/pictures PICTURES=pictures $(PY) -m pytest tests/browser -k picture $(ARGS)

bootstrap: ## only install what `make demo` needs
	@$(PYTHON3) scripts/bootstrap.py run

page: bootstrap ## only build the page

# uv makes one lock for all Pythons and machines; it is needed only here, by whoever changes a requirement
LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --upgrade
lock: ## look for newer versions and lock them (needs uv)
	$(LOCK) requirements/run.in -o requirements/run.lock
	$(LOCK) requirements/dev.in -c requirements/run.lock -o requirements/dev.lock
	$(LOCK) requirements/node.in -o requirements/node.lock
	$(LOCK) requirements/fuzz.in -o requirements/fuzz.lock
