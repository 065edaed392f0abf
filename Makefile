# make run    sets up, builds, and runs the main experiment with its report
# make test   sets up, and passes the tests
# make install PREFIX=/usr/local   puts the programs, their completions and the manual pages in place
# make studio sets up, and builds the server of the live page, which make install then installs too
# make wheel  sets up, and puts the programs, without shared libraries, and the package for Python into dist/
# make bench  sets up, and times an epoch beside other programs: plain C, and PyTorch and JAX where they are installed

PACKAGES := libopenblas-dev libsqlite3-dev libssl-dev pkg-config zlib1g-dev
# What the tests need besides.
TEST_PACKAGES := binutils fish gcc libc6-dev libc6-dbg librsvg2-bin python3 valgrind zsh
# What the tests of the live page need besides.
BROWSER_PACKAGES := chromium fonts-inter fonts-lmodern nodejs python3-venv
HEAVISIDE := .build/release/heaviside
VERIFY := .build/release/heaviside-verify
STUDIO := Studio/.build/release/heaviside-studio

PREFIX ?= /usr/local
MANUAL := .build/plugins/GenerateManual/outputs/heaviside/heaviside.1
SHARE := $(DESTDIR)$(PREFIX)/share

.PHONY: help run test unit-test end-to-end-test count-test test-build test-python test-notebooks test-studio \
	build studio wheel install setup format lint docs bench dialects trials clean
# Two goals at once would install packages and build in one folder at the same time.
.NOTPARALLEL:

help:
	@sed -n 's/^# //p' Makefile

run: build
	$(HEAVISIDE) run autoencoder-study
	$(HEAVISIDE) report last

test: unit-test end-to-end-test count-test test-python test-studio

# One optimised build for every test: the unit tests run four times faster in it, and the program that is tested from
# outside comes out of the same build. Nothing is lost against a debug build: arithmetic is checked in both, and no
# assertion of ours is for debug builds alone. `swift test` alone makes a debug build, which is quicker after a change.
TESTING := -c release -Xswiftc -enable-testing --scratch-path .build/testing
TESTED := .build/testing/release/heaviside
TESTED_VERIFY := .build/testing/release/heaviside-verify

test-build: setup
	@Scripts/install-packages $(TEST_PACKAGES)
	swift build --build-tests $(TESTING)

unit-test: test-build
	swift test --skip-build $(TESTING)

end-to-end-test: test-build
	Tests/EndToEnd/run $(TESTED)
	Tests/EndToEnd/exactness $(TESTED) $(TESTED_VERIFY)
	Tests/EndToEnd/linear-code $(TESTED) $(TESTED_VERIFY)
	Tests/EndToEnd/claims $(TESTED)
	Tests/EndToEnd/geometry $(TESTED)
	Tests/EndToEnd/figures $(TESTED)
	Tests/EndToEnd/data $(TESTED)
	Tests/EndToEnd/products $(TESTED)
	Tests/EndToEnd/layers $(TESTED) $(TESTED_VERIFY)
	Tests/EndToEnd/libraries $(TESTED)
	Tests/EndToEnd/signals $(TESTED) $(TESTED_VERIFY)
	Tests/EndToEnd/classes $(TESTED)
	Tests/EndToEnd/json $(TESTED)
	Tests/EndToEnd/exchange $(TESTED) $(TESTED_VERIFY)
	Tests/EndToEnd/runs $(TESTED)
	Tests/EndToEnd/forks $(TESTED)
	Tests/EndToEnd/sweeps $(TESTED)
	Tests/EndToEnd/completions $(TESTED)
	Tests/EndToEnd/widths $(TESTED)
	Tests/EndToEnd/advice $(TESTED) $(TESTED_VERIFY)
	Tests/EndToEnd/example $(dir $(TESTED))OwnRules
	Tests/Serve/run $(TESTED)
	Tests/Interruptions/run $(TESTED) 15
	Tests/Interruptions/index $(TESTED) 150 4
	Tests/Interruptions/damage $(TESTED) 8
	Tests/Interruptions/replay $(TESTED) 18
	Tests/MutatedInputs/run $(TESTED) 1000

# Counts, which are the same on a busy machine: allocations and instructions of an epoch.
count-test: test-build
	Benchmarks/allocations/run $(TESTED)
	Benchmarks/instructions/run $(TESTED)

# The package for Python from its sources, with the program that the other tests are of.
test-python: test-build
	@Scripts/install-packages python3-numpy
	Tests/Python/run $(TESTED) $(TESTED_VERIFY)

# Needs PyTorch, Jupyter, marimo and Playwright, which come from PyPI, and the browser of the system.
test-notebooks: test-build
	@Scripts/install-packages chromium
	Tests/Python/notebooks $(TESTED) $(TESTED_VERIFY)

# As above, one build for the tests of values and for those of the server from outside.
TESTING_STUDIO := --package-path Studio -c release -Xswiftc -enable-testing --scratch-path Studio/.build/testing
TESTED_STUDIO := Studio/.build/testing/release/heaviside-studio

test-studio: test-build
	@Scripts/install-packages $(BROWSER_PACKAGES)
	swift build --build-tests $(TESTING_STUDIO)
	swift test --skip-build $(TESTING_STUDIO)
	Tests/Studio/guards $(TESTED_STUDIO)
	Tests/Studio/hostile $(TESTED_STUDIO)
	Tests/Studio/ends $(TESTED_STUDIO)
	Tests/Studio/load $(TESTED_STUDIO) --seconds 20 --delay 10
	HEAVISIDE=$(abspath $(TESTED)) HEAVISIDE_VERIFY=$(abspath $(TESTED_VERIFY)) node --test Tests/Page
	Tests/Studio/browser $(TESTED) $(TESTED_STUDIO)

build: setup
	swift build -c release --product heaviside
	swift build -c release --product heaviside-verify

# A package of its own: whoever only trains networks builds no web server.
studio: setup
	swift build --package-path Studio -c release

wheel: setup
	@Scripts/install-packages binutils gcc libgfortran-12-dev python3-venv
	Scripts/wheel
	Tests/Python/wheel dist/*.whl

# Bash, zsh and fish look for completions in these folders.
install: build
	swift package generate-manual
	install -D -m 755 -t $(DESTDIR)$(PREFIX)/bin $(HEAVISIDE) $(VERIFY)
	if [ -x $(STUDIO) ]; then install -D -m 755 -t $(DESTDIR)$(PREFIX)/bin $(STUDIO); fi
	install -D -m 644 -t $(SHARE)/man/man1 $(MANUAL) Documentation/heaviside-verify.1
	install -d $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	$(HEAVISIDE) --generate-completion-script bash >$(SHARE)/bash-completion/completions/heaviside
	$(HEAVISIDE) --generate-completion-script zsh >$(SHARE)/zsh/site-functions/_heaviside
	$(HEAVISIDE) --generate-completion-script fish >$(SHARE)/fish/vendor_completions.d/heaviside.fish

setup:
	@command -v swift >/dev/null || { echo "Swift 6.3 or later is missing: see swift.org/install" >&2; exit 1; }
	@Scripts/install-packages $(PACKAGES)

FORMATTED := Package.swift Sources Tests Examples Studio/Package.swift Studio/Sources Studio/Tests

format:
	swift format --in-place --recursive --parallel $(FORMATTED)

lint:
	@Scripts/install-packages python3
	swift format lint --strict --recursive --parallel $(FORMATTED)
	Scripts/check-arrows
	Scripts/check-arrows --root Studio
	Scripts/check-comments
	Scripts/page-files --check
	Scripts/notebook-bundle >/dev/null
	Scripts/snippets --check
	Tests/Checkers/purity
	Tests/Checkers/arrows
	Tests/Checkers/comments

docs: setup
	@mkdir -p .build/docs
	for target in Diagnostics Exact Networks Analysis Exchange Plots Experiments Derivations Claims \
		ExperimentClaims; do \
		swift package --allow-writing-to-directory .build/docs generate-documentation --target $$target \
			--output-path .build/docs/$$target || exit 1; \
	done
	@echo "To read it: swift package --disable-sandbox preview-documentation --target Networks (or another library)"

bench: build
	$(MAKE) --no-print-directory -C Benchmarks
	$(HEAVISIDE) bench
	Benchmarks/allocations/run $(HEAVISIDE)

# What other libraries compute, by the libraries themselves; a new release may compute something else.
dialects:
	Tests/Dialects/make/run

# Long, and random by seed: what the tests check in small, in large.
trials: build
	@Scripts/install-packages $(TEST_PACKAGES)
	Tests/RationalOracle/run
	Tests/Forgeries/run $(HEAVISIDE) $(VERIFY)
	Tests/Checkers/differential.py $(VERIFY) 20000
	Tests/MutatedInputs/run $(HEAVISIDE) 20000
	Tests/MutatedInputs/run $(HEAVISIDE) 100000 --kind exchange
	HEAVISIDE_MUTATIONS=100000 timeout 7200 swift test $(TESTING) --filter MutatedDataTests
	Tests/Interruptions/run $(HEAVISIDE) 500
	Tests/Interruptions/damage $(HEAVISIDE) 2000
	Tests/Interruptions/replay $(HEAVISIDE) 5000
	Tests/Interruptions/faults $(HEAVISIDE)
	Tests/Interruptions/index $(HEAVISIDE) 10000 300
	Tests/Interruptions/sweeps $(HEAVISIDE) 1000 20
	Tests/Mutations/gradients
	Tests/Mutations/claims/run --long
	swift build --build-tests $(TESTING_STUDIO)
	Tests/Studio/hostile $(TESTED_STUDIO) --count 20000
	Tests/Studio/load $(TESTED_STUDIO) --seconds 300

clean:
	rm -rf .build Studio/.build dist
	$(MAKE) --no-print-directory -C Benchmarks clean
