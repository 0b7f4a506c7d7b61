# Hamyar's commands. `make run` serves the product, `make test` passes all tests; both set up what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
VENV := .venv/bin
export PYTHONPATH := $(CURDIR)/src
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test check browser bench lighthouse lock screenshots messages product dev clean

run: product           ## set everything up and serve at http://127.0.0.1:$(PORT)
	@exec $(VENV)/hamyar serve --port $(PORT)

test: dev              ## all tests: SQLite, browser, PostgreSQL
	@$(VENV)/python -m tests.run all

check: dev             ## format, lint, types, import contracts, fast tests
	@$(VENV)/python -m tests.run check

browser: dev           ## journeys in Chromium (installed from Debian when missing)
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq chromium)
	@$(VENV)/python -m tests.run browser

bench: product         ## peers and us, side by side
	@$(PYTHON) bootstrap.py bench
	@$(VENV)/python -m benchmarks.all

lighthouse: dev        ## Lighthouse's scores of the public pages on a slow telephone
	@$(VENV)/python -m benchmarks.web.lighthouse

lock: dev              ## write the lock files anew; they hold no registry address
	@$(VENV)/python tools/lock.py

messages: dev          ## collect texts into the catalogues and compile them
	@$(VENV)/python tools/messages.py
	@$(VENV)/python tools/messages.py --compile

screenshots: dev       ## the pictures of README and docs
	@$(VENV)/python tools/screenshots.py

product:
	@$(PYTHON) bootstrap.py product

dev:
	@$(PYTHON) bootstrap.py dev

clean:                 ## what can be made again; never the data in var/
	rm -rf .venv .bench-venv frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache
