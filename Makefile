# Bare `make` lists the commands. Each one sets up what it needs.
.DEFAULT_GOAL := help
.PHONY: help run test check bench novelty setup samples screenshots model figures app deb check-app lock

BIN := .venv/bin
READY := .venv/.ready
OUT ?= build/model
RECIPE ?= training/recipes/guided.toml
FLAVOUR ?= full
FILES ?= $(wildcard resources/samples/*.png)

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY)  ## open the window on the samples; on files of yours: make run FILES="a.dcm b.png"
	@$(BIN)/falx $(FILES)

test: $(READY)  ## run the tests, without a display; some of them: make test TESTS=tests/core
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(TESTS)

check: $(READY)  ## check format, lint, types and layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(READY)  ## measure speed and start-up
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench

novelty: $(READY)  ## measure how well what is no brain MRI is told; needs FALX_DATA=folder of real images
	@$(BIN)/python -m bench.novelty

setup: $(READY)  ## make .venv, once; a Python of your choice: make setup PYTHON=python3.12

samples: $(READY)  ## draw the committed sample images anew
	@$(BIN)/python -m bench.samples

screenshots: $(READY)  ## take the pictures of README and guide anew
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench.screenshots

model: $(READY)  ## train the shipped model anew; needs DATA=folder of the protocols and WEIGHTS=ImageNet weights
	@$(BIN)/falx train "$(DATA)/everything.csv" --config training/recipes/guided.toml --weights "$(WEIGHTS)" \
		--name falx-mobilenetv2 --version 2.0.0 --out "$(OUT)"

figures: $(READY)  ## run the protocols for a RECIPE and state the figures; needs DATA and WEIGHTS as above; a part: ONLY=official
	@$(BIN)/python -m bench.protocols --recipe "$(RECIPE)" --data "$(DATA)" --weights "$(WEIGHTS)" \
		$(if $(VERSION),--version "$(VERSION)") $(if $(ONLY),--only "$(ONLY)"); \
		status=$$?; $(BIN)/python -m bench.figures && exit $$status

app: $(READY)  ## build the standalone program into dist/; the smaller one without training: make app FLAVOUR=reader
	@$(BIN)/python -m release.build $(FLAVOUR) $(if $(NO_ARCHIVE),--no-archive)

check-app: $(READY)  ## check what was built, as a user gets it; an archive: make check-app BUILT=dist/falx-...tar.zst
	@$(BIN)/python -m release.check_app "$(or $(BUILT),dist/$(if $(filter reader,$(FLAVOUR)),falx-reader,falx))"

deb: $(READY)  ## make a Debian package of what make app has built
	@$(BIN)/python -m release.deb $(FLAVOUR)

lock:  ## pin the dependencies anew, with uv
	uv pip compile --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
		--extra training --extra app --extra dev pyproject.toml -o requirements.lock

$(READY): requirements.lock pyproject.toml .ci/setup
	@PYTHON="$(PYTHON)" .ci/setup
