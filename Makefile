# make: what there is to make; CONTRIBUTING.md tells when. The environment is made on first use, with the versions of
# requirements.lock. `ARGS` goes to the command: make test ARGS="-k release"; ARGS="-n 0 --pdb" tests in one process.

VENV := .venv
BIN := $(VENV)/bin
SCHOOLPROTOCOL := $(BIN)/schoolprotocol
UV_VERSION := 0.13.8

# The tests start Python hundreds of times: what it compiled is kept, also where the environment says otherwise.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# The targets write to the same build/; each makes use of several cores itself.
.NOTPARALLEL:

##@ Documenten

html: libraries  ## de websites: build/html
	$(SCHOOLPROTOCOL) build html $(ARGS)

pdf: libraries  ## de pdf's: build/pdf
	$(SCHOOLPROTOCOL) build pdf $(ARGS)

docx: libraries  ## de protocollen in Word: build/docx
	$(SCHOOLPROTOCOL) build docx $(ARGS)

schoolgids: libraries  ## de stukken voor de schoolgids: build/schoolgids
	$(SCHOOLPROTOCOL) build schoolgids $(ARGS)

handboek: libraries  ## de protocollen van een school in één document: build/bundle
	$(SCHOOLPROTOCOL) build bundle $(ARGS)

kaart: libraries  ## de kaarten voor in de klas: build/kaart
	$(SCHOOLPROTOCOL) build kaart $(ARGS)

diff: libraries  ## wat er sinds de vastgestelde versie veranderde: build/diff
	$(SCHOOLPROTOCOL) build diff $(ARGS)

site: libraries  ## alles wat online gaat, klaar om te plaatsen: build/site
	$(SCHOOLPROTOCOL) site $(ARGS)

serve: libraries  ## toont de pagina's in een browser terwijl u schrijft
	$(SCHOOLPROTOCOL) serve $(ARGS)

check: $(VENV)/.stamp  ## controleert de teksten, de keuzes van de scholen en de besluiten
	$(SCHOOLPROTOCOL) check $(ARGS)

all: libraries  ## alle documenten
	$(SCHOOLPROTOCOL) build $(ARGS)

##@ Ontwikkeling

test: libraries  ## de tests, op alle kernen (ARGS="-m 'not slow'": alleen de vlugge)
	.ci/in-memory $(BIN)/pytest --numprocesses auto --dist worksteal -m "not stress" $(ARGS)

test-content: libraries  ## wat een wijziging van alleen de inhoud moet doorstaan: nakijken, bouwen, de tests van de inhoud
	$(SCHOOLPROTOCOL) check
	$(SCHOOLPROTOCOL) build html
	.ci/in-memory $(BIN)/pytest --numprocesses auto --dist worksteal -m "not stress" tests/content $(ARGS)

stress: libraries  ## de tests die steeds weer bouwen of het machines moeilijk maken: afgebroken, vol, verdeeld, kaal
	$(BIN)/pytest --numprocesses auto --dist loadfile -m stress $(ARGS)

fuzz: libraries  ## bestookt lezen, vergelijken en tonen met invoer die niemand verwacht (ARGS="--minutes 15")
	tests/fuzz/run $(ARGS)

attacks: libraries  ## probeert alles wat een aanvaller kan proberen, en schrijft op wat ervan kwam
	$(BIN)/python -m tests.attacks $(ARGS)

reproducible: libraries  ## maakt alles twee keer, in heel andere omstandigheden, en vergelijkt elke byte
	tests/reproducible/run

validate: libraries  ## bekijkt het gemaakte met een browser en keurders (ARGS=pages: één onderdeel)
	.ci/validate $(ARGS)

pictures: libraries  ## vernieuwt de afbeeldingen in de documentatie
	$(SCHOOLPROTOCOL) build html pdf
	CHROMIUM=$$(.ci/find-browser) && export CHROMIUM && $(BIN)/python docs/pictures.py

lint: $(VENV)/.stamp  ## stijl, types en de richting van de imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

docs: $(VENV)/.stamp  ## de documentatie: build/docs
	$(BIN)/sphinx-build -nW docs build/docs

bench: libraries  ## hoe lang de bouw duurt
	$(BIN)/python tests/bench/bench.py $(ARGS)

bench-diff: $(VENV)/.stamp  ## hoe goed de vergelijking is, naast andere programma's
	$(BIN)/python tests/bench_diff/bench_diff.py $(ARGS)

bench-import: libraries  ## hoe goed bestaande documenten gelezen worden, naast andere programma's
	$(BIN)/python tests/bench_import/bench_import.py $(ARGS)

schema: $(VENV)/.stamp  ## vernieuwt de JSON-schema's waarmee een editor de bron controleert
	$(SCHOOLPROTOCOL) schema

messages: $(VENV)/.stamp  ## vernieuwt de vertaling van de meldingen
	$(BIN)/python .ci/update_messages.py

lock: $(VENV)/.stamp  ## legt de versies van alle pakketten opnieuw vast (ARGS=--upgrade neemt nieuwere)
	.ci/find-uv $(BIN)/python
	for tool in uv==$(UV_VERSION):uv pip-audit:audit; do echo "$${tool%:*}" | .make/uv/bin/uv pip compile - --quiet \
	    --universal --generate-hashes --python-version 3.11 --no-header --output-file ".ci/$${tool#*:}.txt" $(ARGS); done
	UV_CUSTOM_COMPILE_COMMAND="make lock" .make/uv/bin/uv pip compile pyproject.toml --quiet --extra dev --universal \
	    --generate-hashes --python-version 3.11 --output-file requirements.lock $(ARGS)

clean:  ## verwijdert alles wat gemaakt is, ook de omgeving
	rm -rf build dist .make $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache \
	    tests/validate/node_modules

help:  ## dit overzicht
	@awk -F ':.*## ' '/^##@/ { printf "\n%s\n", substr($$0, 5) } \
	    /^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

# A virtual environment works only where it was made, and while its Python is there: else it is made anew.
ifneq "$(shell $(BIN)/python -c '' 2>/dev/null && cat $(VENV)/.packages 2>/dev/null)" "$(CURDIR)"
.PHONY: $(VENV)/.packages
endif

$(VENV)/.packages: requirements.lock .ci/create-venv .ci/find-python
	@python=$$(.ci/find-python "$(PYTHON)") && .ci/create-venv "$$python" $(VENV)
	@echo "$(CURDIR)" >$@

$(VENV)/.stamp: $(VENV)/.packages pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Asked each time, which takes a blink: what is on the machine is no file of ours.
libraries: $(VENV)/.stamp
	@$(BIN)/python .ci/system_libraries.py

.PHONY: html pdf docx schoolgids kaart handboek diff site serve check all test test-content stress fuzz attacks reproducible validate pictures lint docs bench bench-diff bench-import schema messages lock clean help libraries
