# demo: a report on the sample. test: everything. check: the quick loop while working.
PYTHON ?= python3
RUN := .venv/bin/
export PYTHON

.PHONY: demo test test-long check format bench train eval samples golden catalogues lock clean

demo: .venv/.run
	$(RUN)reciprocity demo --output reciprocity-demo.html

test: .venv/.dev
	$(MAKE) check
	CHROMIUM="$$(scripts/browser)" $(RUN)python -m pytest --numprocesses auto --dist loadfile -m "browser or notebook"

check: .venv/.dev
	$(RUN)ruff format --check
	$(RUN)ruff check
	$(RUN)mypy
	$(RUN)lint-imports --no-cache
	$(RUN)python -m pytest --numprocesses auto --dist worksteal -m "not browser and not notebook and not long"

test-long: .venv/.dev
	$(RUN)python -m pytest -m long

format: .venv/.dev
	$(RUN)ruff format
	$(RUN)ruff check --fix

bench: .venv/.dev
	$(RUN)python benchmarks/run.py

# The detector of pitches anew from the corpus, and how well it does. FOREIGN names a file of
# labelled messages of others: columns id, label, kind, lang, hard, text. Then how well the ranking
# recovers what is true of simulated relationships.
train: .venv/.dev
	$(RUN)python -m training.fit

FOREIGN ?= ../shared/eval/pitch_dev.csv
eval: .venv/.dev
	$(RUN)python -m training.evaluate --errors --foreign $(FOREIGN)
	$(RUN)python -m simulation.evaluate

# The committed samples, the report on them and the golden files: all are generated, a test compares them.
samples: .venv/.dev
	$(RUN)python -m reciprocity.sample sample_exports
	$(RUN)python scripts/golden.py

golden: samples

# The texts of the report in its languages: collects what is marked, keeps what is translated.
catalogues: .venv/.dev
	$(RUN)python scripts/catalogues.py

lock:
	scripts/lock

clean:
	rm -rf .venv .tools build dist

.venv/.run: requirements/run.txt requirements/build.txt pyproject.toml scripts/setup
	scripts/setup run
	@touch $@

.venv/.dev: requirements/dev.txt requirements/build.txt pyproject.toml scripts/setup
	scripts/setup dev
	@touch $@ .venv/.run
