# make run    sets up, builds, and runs the main experiment with its report
# make test   sets up, and passes the tests
# make bench  sets up, and times an epoch beside other programs: plain C, and PyTorch and JAX where they are installed

PACKAGES := libopenblas-dev libssl-dev pkg-config
# What the tests need besides.
TEST_PACKAGES := binutils gcc libc6-dev libc6-dbg python3 valgrind
HEAVISIDE := .build/release/heaviside
VERIFY := .build/release/heaviside-verify

.PHONY: help run test unit-test end-to-end-test count-test build setup format lint docs bench trials clean

help:
	@sed -n 's/^# //p' Makefile

run: build
	$(HEAVISIDE) run autoencoder-study
	$(HEAVISIDE) report last

test: unit-test end-to-end-test count-test

unit-test: setup
	swift build --build-tests
	swift test --skip-build

end-to-end-test: build
	@Scripts/install-packages $(TEST_PACKAGES)
	Tests/EndToEnd/run $(HEAVISIDE)
	Tests/EndToEnd/exactness $(HEAVISIDE) $(VERIFY)
	Tests/EndToEnd/linear-code $(HEAVISIDE) $(VERIFY)
	Tests/EndToEnd/claims $(HEAVISIDE)
	Tests/EndToEnd/geometry $(HEAVISIDE)
	Tests/EndToEnd/figures $(HEAVISIDE)
	Tests/EndToEnd/json $(HEAVISIDE)

# Counts, which are the same on a busy machine: allocations and instructions of an epoch.
count-test: build
	@Scripts/install-packages $(TEST_PACKAGES)
	Benchmarks/allocations/run $(HEAVISIDE)
	Benchmarks/instructions/run $(HEAVISIDE)

build: setup
	swift build -c release --product heaviside
	swift build -c release --product heaviside-verify

setup:
	@command -v swift >/dev/null || { echo "Swift 6.3 or later is missing: see swift.org/install" >&2; exit 1; }
	@Scripts/install-packages $(PACKAGES)

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests

lint:
	@Scripts/install-packages python3
	swift format lint --strict --recursive --parallel Package.swift Sources Tests
	Scripts/check-arrows
	Scripts/check-comments
	Scripts/snippets --check
	Tests/Checkers/purity
	Tests/Checkers/arrows
	Tests/Checkers/comments

docs: setup
	@mkdir -p .build/docs
	for target in Diagnostics Exact Networks Analysis Exchange Plots Experiments Derivations Claims; do \
		swift package --allow-writing-to-directory .build/docs generate-documentation --target $$target \
			--output-path .build/docs/$$target || exit 1; \
	done
	@echo "To read it: swift package --disable-sandbox preview-documentation --target Networks (or another library)"

bench: build
	$(MAKE) --no-print-directory -C Benchmarks
	$(HEAVISIDE) bench
	Benchmarks/allocations/run $(HEAVISIDE)

# Long, and random by seed: what the tests check in small, in large.
trials: build
	@Scripts/install-packages $(TEST_PACKAGES)
	Tests/RationalOracle/run
	Tests/Forgeries/run $(HEAVISIDE) $(VERIFY)
	Tests/Checkers/differential.py $(VERIFY) 20000
	Tests/Mutations/gradients
	Tests/Mutations/claims/run --long

clean:
	rm -rf .build
	$(MAKE) --no-print-directory -C Benchmarks clean
