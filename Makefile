# make run    set everything up and serve the guide on http://127.0.0.1:8000 (PORT= changes the port)
# make test   set everything up, with a browser, and test everything
# AREA=   which folder of guide/areas is meant, where there are several. With it, `make test` runs only what
#         matters to the owner of that area.
# See README.md for the rest.

PYTHON ?= python3
PORT ?= 8000
FOLDER ?= export
ROOT ?=
AREA ?= $(GUIDE_AREA)
POT ?= translations/messages.pot
BIN := .venv/bin

# The guide reads .env itself, and says what is wrong with it. Flask's command would raise.
export FLASK_SKIP_DOTENV := 1

# What reviewers read as the version: the commit, "-dirty" if something is not committed, and its day. Where
# git does not know, .env decides.
ifndef GUIDE_VERSION
VERSION := $(shell git describe --always --dirty 2>/dev/null && git log -1 --format=%cs 2>/dev/null)
ifdef VERSION
run export: export GUIDE_VERSION := $(VERSION)
endif
endif

# On your own machine drafts are shown: words of other languages that nobody has read. Each page says so. What
# the environment or .env says of that, or of whom the guide answers to, counts more.
ifeq ($(origin GUIDE_DRAFTS)$(origin GUIDE_HOSTS)$(shell grep -sE 'GUIDE_(DRAFTS|HOSTS) *=' .env),undefinedundefined)
run: export GUIDE_DRAFTS := yes
endif

# Without AREA the guide reads GUIDE_AREA itself: from the environment, or from .env.
ifneq ($(AREA),)
export GUIDE_AREA := $(AREA)
endif

# What holds the words, numbers and people of one area.
OWN_TESTS := tests/areas tests/review tests/rules/test_shipped.py tests/pages tests/test_repository.py

# It looks at every area, so any one may start it.
CHECK := GUIDE_AREA="$${GUIDE_AREA:-$$(ls guide/areas | head -n 1)}" $(BIN)/flask guide check

.PHONY: run ready test check verify audit export kit format messages lock holidays bench chaos attacks mutants

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))

run: ready
	@exec $(BIN)/python -m guide.web.serve --port $(PORT)

# All that a server of the guide needs.
ready: .venv/run $(CATALOGUES)

test: verify $(if $(AREA),,.venv/browser)
	$(BIN)/pytest $(if $(AREA),$(OWN_TESTS))

# Everything except the tests, and known security holes in the packages that the guide needs.
check: verify audit

verify: .venv/dev $(CATALOGUES)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(CHECK)

# The whole guide as files, for any web host or a USB stick. FOLDER= names the folder. ROOT=/guide/
# says where a host serves it; without ROOT it can be anywhere.
export: .venv/run $(CATALOGUES)
	@$(BIN)/flask guide export "$(FOLDER)" --root "$(ROOT)"

# Every sheet to print as a PDF, for a stall: in each language, and with English. FOLDER= names the folder.
kit: .venv/dev .venv/browser $(CATALOGUES)
	@$(BIN)/python -m tests.browser.paper "$(if $(filter export,$(FOLDER)),kit,$(FOLDER))"

# A known hole is a failure; no network is only a message. pip-audit prints a table of what it found and
# of what PyPI does not know. It fails without a table if it cannot reach PyPI.
audit: .venv/bench
	@status=0; table=$$($(BIN)/python -m pip_audit -r requirements.txt --require-hashes --disable-pip \
		--progress-spinner off 2>.venv/audit) || status=1; \
	if [ $$status = 1 ] && [ -z "$$table" ]; then echo "PyPI could not be asked about known holes:"; status=0; fi; \
	tail -n 1 .venv/audit; [ -z "$$table" ] || echo "$$table"; exit $$status

format: .venv/dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Every visible string, from templates, content and code, into translations/messages.pot.
messages: .venv/dev
	$(BIN)/python -m guide.pot $(POT)

# England's bank holidays until 2045, from the package `holidays`. Then add again by hand the days that
# the government has announced since.
holidays: .venv/dev
	$(BIN)/python -c 'from holidays import country_holidays as days; [print(day, name) \
		for year in range(2025, 2046) \
		for day, name in sorted(days("GB", subdiv="ENG", years=year).items())]' \
		> guide/bank-holidays.txt

# A language is served from its compiled catalogue, which is not in the repository.
%.mo: %.po | .venv/run
	$(BIN)/pybabel -q compile -i $< -o $@

# The pinned requirements, made again from the .in files.
lock: .venv/dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --upgrade requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --upgrade requirements-dev.in -o requirements-dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --upgrade requirements-bench.in -o requirements-bench.txt

# Speed, memory and start, compared with bare Flask and bare bytes on the same server; then on a slow
# phone. Needs wrk and nginx.
bench: .venv/dev .venv/browser
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.phone

# What people get while the guide is killed, hung, gone, restarted and changed, and while the edge cannot
# keep pages. Needs nginx, and to be root.
chaos: .venv/dev
	$(BIN)/python -m bench.chaos

# What an attacker gets from the guide, with nginx in front and without. Needs nginx and wrk.
attacks: .venv/dev
	$(BIN)/python -m bench.attacks

# Small unsafe edits of the content: does a rule or a test notice each? A sample, about five minutes on
# two quiet cores. `.venv/bin/python -m bench.mutants.code` does the same with the code: it takes long.
mutants: .venv/bench
	$(BIN)/python -m bench.mutants.content

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: requirements.txt | .venv/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run

.venv/bench: requirements-bench.txt .venv/dev
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

.venv/browser: tests/browser/chromium.py .venv/dev
	$(BIN)/python tests/browser/chromium.py
	@touch $@
