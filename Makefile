# Bare `make` lists the commands. Each one sets up what it needs.
.DEFAULT_GOAL := help
.PHONY: help run test test-fast check fuzz bench novelty setup samples screenshots variants translations model figures \
	app deb mutants kills long-run check-app lock web-runtime ready asked

BIN := .venv/bin
OUT ?= build/model
RECIPE ?= training/recipes/guided.toml
FLAVOUR ?= full
FALX_DATA := $(or $(FALX_DATA),$(wildcard ../shared/data))

# $(call ask,VARIABLE,test for it): stop with one line where a command lacks an input; NEEDS names the inputs.
ask = $(if $(strip $($(1))),,$(error make $(MAKECMDGOALS): $(1) is missing; it needs $(NEEDS)))$(if $(2),$(if \
	$(shell test $(2) "$($(1))" && echo yes),,$(error make $(MAKECMDGOALS): found nothing at $(1)=$($(1)); it needs $(NEEDS))))

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ready  ## open the window on the samples; or on your files: make run FILES="a.dcm 'my scan.png'"
	@FILES='$(subst ','\'',$(value FILES))' $(BIN)/python .ci/open_files.py

# Random orders are for one room at a time (make test ORDER=random TESTS=tests/gui/work): so the rooms of tests/gui
# pass; training was not tried. Runs of all rooms in one process ended in Qt before the garbage collector was kept to
# one thread, and were not tried since.
ordered := $(if $(filter random,$(ORDER)),,-p no:randomly)

test: ready  ## run the tests, without a display; or some of them: make test TESTS=tests/core; ORDER=random shuffles them
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(ordered) $(TESTS)

test-fast: ready  ## run all tests except the slow ones, in about two minutes
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(ordered) -m "not slow" -n 2 $(TESTS)

check: ready  ## check format, lint, types and layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fuzz: ready  ## read damaged files of every kind: make fuzz COUNT=1000000; what is read badly is kept in tests/fuzz/seeds
	@$(BIN)/python -m tests.fuzz $(COUNT)

mutants: ready  ## change the code in small ways and list what no test notices: make mutants COUNT=300 SEED=1 ONLY=core/image
	@$(BIN)/python -m tests.mutants $(COUNT) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

kills: ready  ## kill commands at random moments and see what is lost, doubled, torn or left: make kills COUNT=100 SEED=1
	@$(BIN)/python -m tests.kills $(COUNT) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

long-run: ready  ## use the window by a script for MINUTES=240, or classify FILES=100000, and see what grows
	@$(BIN)/python -m tests.long_runs $(if $(MINUTES),--minutes $(MINUTES)) $(if $(FILES),--files $(FILES))

bench: ready  ## measure speed and start-up
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench

novelty: NEEDS = FALX_DATA=folder of real images
novelty: asks = $(call ask,FALX_DATA,-d)
novelty: asked ready  ## measure how well pictures that are no brain MRI are recognised; needs FALX_DATA=folder of real images
	@FALX_DATA="$(FALX_DATA)" $(BIN)/python -m bench.novelty

setup: ready  ## make .venv, once; with a certain Python: make setup PYTHON=python3.12
	@echo "setup: .venv is ready"

samples: ready  ## draw the committed sample images again
	@$(BIN)/python -m bench.draw_samples

screenshots: ready  ## take the pictures of README and guide again
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench.screenshots
	@$(BIN)/python -m bench.page_screenshots

variants: ready  ## take them in light and dark, at 100 % and 200 %, into build/screenshots
	@$(BIN)/python -m bench.screenshots.variants

translations: ready  ## collect the texts of the window for translators, and compile the translations
	@$(BIN)/python -m release.translations

model figures: NEEDS = DATA=folder of the protocols and WEIGHTS=ImageNet weights
model figures: asks = $(call ask,DATA,-d)$(call ask,WEIGHTS)
model: asked ready  ## train the shipped model again; needs DATA=folder of the protocols and WEIGHTS=ImageNet weights
	@$(BIN)/falx train "$(DATA)/everything_more.csv" --config training/recipes/guided.toml --weights "$(WEIGHTS)" \
		--name falx-mobilenetv2 --version 3.0.0 --out "$(OUT)"
	@$(BIN)/python -m bench.calibrate "$(OUT)/package" --scores training/recipes/guided.scores.csv --no-biases \
		--contrasts glioma=t1ce,flair meningioma=t1ce pituitary=t1ce --study-called-from 0.961 \
		--version 3.0.0 --out "$(OUT)/calibrated"

figures: asked ready  ## run the protocols for a RECIPE and state the figures; needs DATA and WEIGHTS as above; a part: ONLY=official
	@$(BIN)/python -m bench.protocols --recipe "$(RECIPE)" --data "$(DATA)" --weights "$(WEIGHTS)" \
		$(if $(VERSION),--version "$(VERSION)") $(if $(ONLY),--only "$(ONLY)"); \
		status=$$?; $(BIN)/python -m bench.stated_figures && exit $$status

web-runtime: ready  ## fetch LiteRT.js with npm, which falx serve --static writes beside the page
	@$(BIN)/python -m release.web_runtime

app: ready  ## build the standalone program into dist/; the smaller one without training: make app FLAVOUR=reader
	@.ci/setup app
	@.ci/setup runtime || true
	@$(BIN)/python -m release.build $(FLAVOUR) $(if $(NO_ARCHIVE),--no-archive)

check-app: ready  ## check what was built, as a user gets it; an archive: make check-app BUILT=dist/falx-...tar.zst
	@$(BIN)/python -m release.check_app "$(or $(BUILT),dist/$(if $(filter reader,$(FLAVOUR)),falx-reader,falx))"

deb: ready  ## make a Debian package of what make app has built
	@$(BIN)/python -m release.deb $(FLAVOUR)

lock:  ## update the pinned dependencies
	@test -x $(BIN)/python || PYTHON="$(PYTHON)" .ci/setup
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links --generate-hashes \
		--extra training --extra web --extra app --extra dev pyproject.toml -o requirements.lock

# `setup` itself checks whether there is anything to do.
ready:
	@PYTHON="$(PYTHON)" .ci/setup

# Before `ready`: report what is missing before anything is installed.
asked:
	@$(asks):
