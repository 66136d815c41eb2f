# `make run` shows the product at work; `make test` is everything CI runs. Both install what they need.

SHELL := /bin/sh
BUILD_PACKAGES := libsqlite3-dev
RUN_PACKAGES := $(BUILD_PACKAGES) iproute2 udhcpc busybox bind9-dnsutils curl jq
TEST_PACKAGES := $(BUILD_PACKAGES) iproute2 udhcpc isc-dhcp-client dhcpcd-base bind9-dnsutils knot-dnsutils \
	dnsperf nsd knot curl jq tcpdump python3-venv unbound bind9 dnsmasq libsystemd-shared \
	isc-dhcp-relay openssh-client ansible-core prometheus dhcpstarv dhcpig \
	strace systemd python3-configobj python3-jinja2 python3-jsonpatch python3-jsonschema python3-netifaces \
	python3-oauthlib python3-requests python3-yaml kea-admin

# What is installed and measured: the Swift runtime is inside.
RELEASE := --configuration release --static-swift-stdlib

SOURCES := Package.swift Sources Tests Migrations

DIFFERENTIAL_PACKAGES := $(BUILD_PACKAGES) nsd knot python3-venv

BENCH_PACKAGES := $(BUILD_PACKAGES) dnsperf nsd knot dnsmasq pdns-server pdns-backend-sqlite3 util-linux python3-venv \
	kea-dhcp4-server kea-admin iproute2 strace

DEB_PACKAGES := $(BUILD_PACKAGES) binutils python3 git
DEB_TEST_PACKAGES := $(DEB_PACKAGES) debootstrap systemd-container iproute2 bind9-dnsutils mandoc jq udhcpc

.PHONY: run build deb deb-test test check format unit integration differential differential-slice bench bench-names bench-leases bench-scale crash soak fuzz guest-root clean

run:
	@scripts/packages $(RUN_PACKAGES)
	swift build --product namesake
	@scripts/run-example .build/debug/namesake

build:
	@scripts/packages $(BUILD_PACKAGES)
	swift build

# A Debian package of the release build, with the Swift runtime inside: .build/deb/namesake_VERSION_ARCHITECTURE.deb
deb:
	@scripts/packages $(DEB_PACKAGES)
	swift build $(RELEASE) --product namesake
	@scripts/deb .build/release/namesake

# Installs, serves, upgrades and purges the package in a bare Debian of its own. Needs root and Debian's archive; the Debian is
# kept under .build.
deb-test: deb
	@scripts/packages $(DEB_TEST_PACKAGES)
	@scripts/deb-test .build/release/namesake

test:
	@scripts/packages $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory check unit integration differential-slice

# Lint, then a build in which every warning is an error (Package.swift says so for each target).
check:
	swift format lint --strict --parallel --recursive $(SOURCES)
	@scripts/check-tree
	swift build --build-tests

unit:
	swift test --parallel

# Real clients on virtual wires: needs root for network namespaces, as CI has. The tests mostly wait, so files run side by
# side.
integration:
	@scripts/venv
	swift build --product namesake
	swift build --product namesake-agent
	NAMESAKE=.build/debug/namesake .build/venv/bin/python -m pytest --numprocesses 4 --dist loadfile Tests/Integration

# NSD, Knot and our server answer the same questions about 2,000 random zones; what differs is an error.
differential:
	@scripts/packages $(DIFFERENTIAL_PACKAGES)
	@scripts/venv
	swift build --product namesake
	NAMESAKE=.build/debug/namesake .build/venv/bin/python Tests/Differential

differential-slice:
	@scripts/venv
	swift build --product namesake
	NAMESAKE=.build/debug/namesake .build/venv/bin/python Tests/Differential --zones 250

# Our server, its peers and a bare echo in turns, on the same data: CPU time a query, rates, memory, start-up, ratios.
bench:
	@$(MAKE) --no-print-directory bench-names bench-leases

bench-names:
	@scripts/packages $(BENCH_PACKAGES)
	@scripts/venv
	swift build $(RELEASE) --product namesake
	NAMESAKE_BENCH=1 swift build $(RELEASE) --product NewsBenchmark
	@.build/venv/bin/python Tests/Benchmarks/name_server.py .build/release

# Needs root for the namespaces of its wire.
bench-leases:
	@scripts/packages $(BENCH_PACKAGES)
	@scripts/venv
	swift build $(RELEASE) --product namesake
	@.build/venv/bin/python Tests/Benchmarks/lease_server.py .build/release

# What a person waits for each command on 100,000 machines with leases and a million events.
bench-scale:
	@scripts/packages $(BUILD_PACKAGES)
	swift build $(RELEASE) --product namesake
	@python3 Tests/Benchmarks/scale.py .build/release

# A guest of bare Debian, made by debootstrap and kept under .build: the agent in it, as in the tests' small trees.
guest-root:
	@scripts/packages $(TEST_PACKAGES) debootstrap
	@scripts/venv
	swift build --product namesake
	swift build --product namesake-agent
	NAMESAKE=.build/debug/namesake DEBIAN_ROOT=$$(scripts/debian-root) \
		.build/venv/bin/python -m pytest Tests/Integration/test_agent.py

# `kill -9` 200 times in the middle of a load, and at every step of what commands do; two hundred commands at once under
# a thousand leases a second. `make test` does a little of it.
crash:
	@scripts/packages $(TEST_PACKAGES)
	@scripts/venv
	swift build $(RELEASE) --product namesake
	swift build $(RELEASE) --product namesake-agent
	NAMESAKE=.build/release/namesake CRASHES=200 KILLS=130 HANDS=200 RATE=1000 LOAD_SECONDS=60 \
		.build/venv/bin/python -m pytest -s Tests/Integration/test_crashes.py Tests/Integration/test_kill_everything.py \
		Tests/Integration/test_two_hundred_commands.py

# Ten minutes (SOAK_SECONDS) of leases, names, malformed messages, clones, reloads, kills and broken disks at once, on the
# release build; nothing acknowledged is lost, nothing is answered wrongly, and the server does not grow. `make test` does
# half a minute of it.
soak:
	@scripts/packages $(TEST_PACKAGES)
	@scripts/venv
	swift build $(RELEASE) --product namesake
	NAMESAKE=.build/release/namesake SOAK_SECONDS=$${SOAK_SECONDS:-600} \
		.build/venv/bin/python -m pytest -s Tests/Integration/test_soak.py

# libFuzzer on everything that reads what strangers send, 10 minutes each. `make test` replays what it knows.
FUZZ_TARGETS := dns-message zone-file responder dhcp-message lease-decision
fuzz:
	@scripts/packages $(BUILD_PACKAGES)
	@scripts/fuzz $(FUZZ_TARGETS)

format:
	swift format format --in-place --parallel --recursive $(SOURCES)

clean:
	rm -rf .build
