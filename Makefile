# make run     set Charley up and start listening
# make test    set up and pass every check
# make lint    the checks that only read the code
# make soak    eight hours of sound as fast as it goes, and devices that come and go: half an hour
# make fuzz    feed every reader broken input for a minute each (SECONDS=600 for longer), then look for orders of words and times that lead astray
# make bench   measure Charley and its rivals: two to three hours on two cores; it can be broken off and goes on the next time
# make wheel   build the package into dist/
# make model   make the speech model anew, into build/model/model: an hour with a GPU, two days without, and recordings in ../shared/speech
# make model-eval   measure the built-in model on recordings (FOLDER="one another" for others)
# make clean   remove all that these made

PYTHON ?= python3
BIN := .venv/bin
TRAINING := .venv-training/bin/python
LIBRARIES := libportaudio2 espeak-ng

.PHONY: run test lint soak fuzz bench wheel model model-eval clean

# Without a microphone and a speaker Charley says so and exits with 1; the example conversation needs neither.
# The trap lets the shell outlive the Ctrl-C that ends Charley: otherwise make has the last word.
run: .venv/installed
	@.ci/system-packages $(LIBRARIES) || true
	@trap : INT; $(BIN)/charley; status=$$?; \
	[ $$status -eq 1 ] && ! $(BIN)/charley devices >/dev/null 2>&1 || exit $$status; \
	echo "Here is the example conversation instead."; \
	$(BIN)/charley demo --save charley-demo

# One process more than cores: some tests wait for sound, which lasts as long as it lasts.
test: lint
	@.ci/system-packages $(LIBRARIES) pulseaudio pulseaudio-utils libasound2-plugins strace libfst-tools || true
	$(BIN)/pytest -n $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist loadfile --no-loadscope-reorder

lint: .venv/tools
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/codespell
	$(BIN)/mypy

soak: .venv/tools
	@.ci/system-packages $(LIBRARIES) pulseaudio pulseaudio-utils libasound2-plugins gcc libc6-dev || true
	$(BIN)/pytest -m soak -s tests/soak

SECONDS ?= 60

fuzz: .venv/tools
	@$(BIN)/python -m pip install --quiet --group fuzz
	@for target in phrases procedure settings profile diary recording matcher archive; do \
		echo "== $$target"; $(BIN)/python -m tests.fuzz $$target $(SECONDS) || exit 1; \
	done
	$(BIN)/pytest --hypothesis-profile search tests/test_session.py tests/test_alarm.py

bench: .venv/tools
	@.ci/system-packages libportaudio2 espeak-ng flite festival festvox-us-slt-hts || true
	$(BIN)/charley bench --jobs $$(getconf _NPROCESSORS_ONLN) --save charley-bench $(if $(wildcard ../shared/speech),--speech ../shared/speech)

wheel: .venv/tools
	$(BIN)/python -m build --wheel

# Goes on where it was when it was stopped. glibc is told to keep the large blocks that a step frees and takes anew:
# giving them back each time made the network's part of a step half as long again.
model: export MALLOC_MMAP_MAX_ = 0
model: export MALLOC_TRIM_THRESHOLD_ = 100000000000
model: export MALLOC_ARENA_MAX = 1
model: .venv-training/installed
	@.ci/system-packages espeak-ng festival festvox-kdlpc16k libfst-tools $$(command -v npm >/dev/null || echo npm) || true
	$(TRAINING) -m models.training gather pieces train
	$(TRAINING) -m models.training --config models/training/further.toml train
	$(TRAINING) -m models.training --config models/training/longer.toml train
	$(TRAINING) -m models.training --config models/training/finish.toml train export graph

model-eval: .venv-training/installed
	@.ci/system-packages espeak-ng flite $$(command -v npm >/dev/null || echo npm) || true
	$(TRAINING) -m models.training.evaluation $(FOLDER)

clean:
	rm -rf .venv .venv-training build dist charley-demo charley-bench .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The files below say that a step is done; it is done again when pyproject.toml changes.

.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Charley needs Python 3.11 or later: install it, then type for example: make PYTHON=python3.12 run" >&2; \
		exit 1; \
	}
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/system-packages python3-venv $(LIBRARIES)
	@echo "Setting up .venv (a minute or two, once)."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/tools: .venv/installed
	@$(BIN)/python -m pip install --quiet --editable '.[bench]' --group dev
	@touch $@

# A place of its own: PyTorch and the tests want different versions of setuptools.
.venv-training/installed: pyproject.toml .venv/installed
	@$(PYTHON) -m venv .venv-training
	@.venv-training/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	@.venv-training/bin/python -m pip install --quiet --editable . --group train
	@touch $@
