# SPDX-License-Identifier: Apache-2.0
# make demo    builds tamis and runs it on Samples/Crawl
# make test    runs every test, the end-to-end tests on the shipped binary included
# make python  builds the Python wheel, and an environment with it
# make python-test  runs the tests of the Python package
# make goldens  writes what tamis makes of the samples now to Samples/Cleaned
# make rivals  speed beside other programs: make rivals COUNT=100000 PAGES="a/pages.jsonl.gz …"
# make fuzz    runs a target of Fuzzing under AddressSanitizer: make fuzz TARGET=html SECONDS=600

SWIFT ?= swift
BIN := .build/release/tamis
TESTFLAGS := -c release -Xswiftc -enable-testing --scratch-path .build-tests

.PHONY: demo build test python python-test goldens rivals fuzz format lint libraries clean

build: libraries
	$(SWIFT) build -c release --product tamis

demo: build
	@Samples/demo $(BIN)

# One build with testing enabled serves all unit tests; the binary of `build` is the one that
# the end-to-end tests drive.
test: build
	TAMIS_BINARY="$(CURDIR)/$(BIN)" $(SWIFT) test $(TESTFLAGS)

# The wheel is built and installed as a user would: its tests see no Swift, and not the sources, which
# Python would find in the folder that it is started in.
VENV := .build-venv
python:
	test -x $(VENV)/bin/pip || python3 -m venv $(VENV)
	$(VENV)/bin/pip --quiet wheel --no-deps --wheel-dir $(VENV)/wheels Sources/TamisPython
	$(VENV)/bin/pip --quiet install --force-reinstall --no-deps $(VENV)/wheels/tamis-*.whl
	$(VENV)/bin/pip --quiet install $(VENV)/wheels/tamis-*.whl

python-test: build python
	$(VENV)/bin/pip --quiet install --requirement Sources/TamisPython/tests/requirements.txt
	cd $(VENV) && TAMIS_BINARY="$(CURDIR)/$(BIN)" PATH=/usr/bin:/bin \
	  bin/pytest -q -p no:cacheprovider "$(CURDIR)/Sources/TamisPython/tests"

goldens: build
	python3 Samples/goldens.py $(BIN)

# Other programs are installed into virtual environments of their own. Without PAGES only the search
# for duplicates is compared.
RIVALS := Benchmarks/.build/rivals
STAGES := Benchmarks/.build/rivals-datatrove
PRODUCTS := Benchmarks/.build/release
COUNT ?= 10000
rivals: build
	test -x $(RIVALS)/bin/python || python3 -m venv $(RIVALS)
	$(RIVALS)/bin/pip install --quiet --requirement Benchmarks/Rivals/requirements.txt
	test -x $(STAGES)/bin/python || python3 -m venv $(STAGES)
	$(STAGES)/bin/pip install --quiet --requirement Benchmarks/Rivals/requirements-datatrove.txt
	$(SWIFT) build -c release --package-path Benchmarks --product corpora
	for cores in 1 2; do $(RIVALS)/bin/python Benchmarks/Rivals/duplicates.py $(BIN) \
	  $(PRODUCTS)/corpora --count $(COUNT) --cores $$cores --folder $(RIVALS) || exit 1; done
	$(STAGES)/bin/python Benchmarks/Rivals/stages.py $(BIN) $(PRODUCTS)/corpora --folder $(STAGES)
ifdef PAGES
	$(SWIFT) build -c release --package-path Benchmarks --product clean-pages
	$(RIVALS)/bin/python Benchmarks/Rivals/clean_pages.py $(PRODUCTS)/clean-pages $(PAGES)
endif

TARGET ?= html
SECONDS ?= 60
fuzz:
	Fuzzing/fuzz $(TARGET) $(SECONDS)

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Fuzzing

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests Fuzzing

libraries:
	@.ci/libraries

clean:
	rm -rf .build .build-*
