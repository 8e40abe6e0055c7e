# Needs Python 3.11 or newer and make; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin

# One thread: figures can be compared, and worker processes don't fight over cores.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1

.PHONY: help demo test check golden same bench docs links compat clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: .venv/library ## install the library, print the facts of an example article
	$(BIN)/newsnlp extract --format table examples/rechnoy-port.txt

test: .venv/dev ## all tests, on all cores
	$(BIN)/python -m pytest -n auto --dist worksteal

check: .venv/dev ## ruff, mypy --strict, import-linter, hadolint
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

golden: .venv/dev ## rewrite tests/golden from examples/; read the diff before you commit it
	$(BIN)/python tests/test_golden.py
	git diff --stat -- tests/golden

same: .venv/library ## what two revisions answer differently (TEXTS=folder of *.jsonl, OLD=HEAD, NEW=. the working tree)
	$(BIN)/python scripts/same.py $(TEXTS) --old $(or $(OLD),HEAD) --new $(or $(NEW),.)

bench: .venv/library ## speed, memory and start beside natasha's (TEXTS=articles.jsonl, ROUNDS=3)
	$(BIN)/python tests/benchmarks/bench.py $(if $(TEXTS),--texts $(TEXTS)) $(if $(ROUNDS),--rounds $(ROUNDS))

docs: .venv/docs ## the documentation in English and Russian, in site/; a link that leads nowhere is an error
	for language in en ru; do \
		$(BIN)/sphinx-build -q -W --keep-going -c docs -D language=$$language docs/$$language site/$$language || exit 1; \
	done
	cp docs/index.html site/

links: .venv/docs ## every address outside that the documentation and the READMEs name; needs the network
	$(BIN)/sphinx-build -q -b linkcheck -c docs -D root_doc=README -D 'exclude_patterns=docs/*/reference.md' -D suppress_warnings=toc,myst.xref_missing \
		-D include_patterns='*.md,docs/*/*.md,docs/*/*.ipynb,src/newsnlp/data/*.md,examples/*.md' . site/links

compat: ## a bare install without setuptools and the README's examples, on every Python from 3.11 that is here
	.ci/compat

clean: ## remove what the other targets made
	rm -rf .venv site dist tests/benchmarks/.venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/library: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/dev .venv/docs: .venv/%: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[$*]'
	touch $@
