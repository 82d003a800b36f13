# Everything that people do with this project, by two commands and a few more:
#
#   make run      sets up, builds, and does the main job on the example shop
#   make test     sets up and runs every check
#   make test-site  looks at the docs site in a browser
#   make test-engines  the same numbers from PostgreSQL, SQLite and Sail, all really started
#   make bench    measures side by side with what a user would take instead
#   make eval-search  prints how often a search's first answer is the right one
#   make fmt      formats the sources
#   make docs     writes the API documentation and the example site
#   make install  installs a kpi that starts fast, below PREFIX (/usr/local)
#   make expected writes the example shop's data and expected values anew
#
# Set-up is part of each, does nothing when nothing is missing, and keeps what
# it can below .tools.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

PREFIX ?= /usr/local
SHOP := examples/shop
TOOLS := $(CURDIR)/.tools
DUCKDB := $(TOOLS)/bin/duckdb
DUCKDB_VERSION := 1.5.6
ADBC_VERSION := 1.13.0
SAIL_VERSION := 0.7.2
DRIVERS := $(foreach name,postgresql sqlite flightsql,$(TOOLS)/adbc/libadbc_driver_$(name).so)
BROWSER := $(TOOLS)/site/bin/python
export METRIGLOT_DUCKDB := $(DUCKDB)
FORMATTED := Package.swift Sources Tests

.PHONY: run test test-engines bench eval-search fmt lint-format docs install setup libraries static-libraries expected clean

run: setup
	@swift build -c release --product kpi 2>&1 | grep -E 'error|warning|Compiling|Build' | tail -n 1
	@kpi="$$(swift build -c release --show-bin-path)/kpi"; \
	cd $(SHOP); \
	echo; echo '== kpi lint'; "$$kpi" lint || [ $$? -le 2 ]; \
	echo; echo '== kpi eval --by month'; "$$kpi" eval --by month; \
	echo; echo '== kpi show service-level --lang vi'; "$$kpi" show service-level --lang vi

test: setup lint-format
	swift build --build-tests
	swift test --skip-build

# Drivers and engines are started by the tests, on loopback and in a temporary folder.
test-engines: setup postgresql $(DRIVERS) $(TOOLS)/sail/pysail/__init__.py
	swift build --build-tests
	METRIGLOT_ADBC="$$(swift build --show-bin-path)/kpi-adbc" \
	  python3 Tests/Engines/with_engines.py $(TOOLS) swift test --skip-build --filter EngineTests

# The example shop's site in a browser: every page in every language.
test-site: setup $(BROWSER)
	swift build --product kpi
	@$(BROWSER) Tests/Browser/test_site.py "$$(swift build --show-bin-path)/kpi"

bench: setup static-libraries
	@Benchmarks/run

eval-search: setup
	@swift test --filter SearchQualityTests 2>/dev/null | grep '^|'

fmt:
	swift format --configuration .swift-format -i -r $(FORMATTED)

lint-format:
	@swift format lint --strict --configuration .swift-format -r $(FORMATTED)

docs: setup
	@mkdir -p .tools/api
	swift package --allow-writing-to-directory .tools/api generate-documentation \
	  --target Formula --target Catalog --target Locales --target Lookup --target Evaluation \
	  --target Lint --enable-experimental-combined-documentation --output-path .tools/api
	swift build -c release --product kpi
	cd $(SHOP) && "$$(cd $(CURDIR) && swift build -c release --show-bin-path)/kpi" \
	  docs build --out $(CURDIR)/site

# One program without a single shared library to load: that is most of the time a
# short command takes. In a build folder of its own, as other flags compile all anew.
STATIC := -c release --product kpi --scratch-path .build-static --static-swift-stdlib \
  -Xswiftc -static-executable \
  $(patsubst %,-Xlinker -l%,icuuc icudata lzma z stdc++ m)
# Database drivers are shared libraries, which such a program cannot load. The one
# that holds them can.
HELPER := -c release --product kpi-adbc --static-swift-stdlib
install: setup static-libraries
	swift build $(STATIC)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/metriglot
	install -s -m 755 "$$(swift build $(STATIC) --show-bin-path)/kpi" $(DESTDIR)$(PREFIX)/bin/kpi
	swift build $(HELPER)
	install -d $(DESTDIR)$(PREFIX)/libexec/metriglot
	install -s -m 755 "$$(swift build $(HELPER) --show-bin-path)/kpi-adbc" \
	  $(DESTDIR)$(PREFIX)/libexec/metriglot/kpi-adbc
	for part in catalog locales theme; do rm -rf $(DESTDIR)$(PREFIX)/share/metriglot/$$part; done
	cp -R catalog locales theme $(DESTDIR)$(PREFIX)/share/metriglot/
	cd $(DESTDIR)$(PREFIX) && bin/kpi list > /dev/null

# --- Set-up -------------------------------------------------------------------

setup: libraries $(DUCKDB)

# What apt-get installs, as root or through sudo, only where it is missing.
define need
	@missing=(); for file in $(2); do [ -e "$$file" ] || missing+=("$$file"); done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  root=""; [ "$$(id -u)" -eq 0 ] || root=sudo; \
	  $$root apt-get update -qq; \
	  DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq $(1) > /dev/null; \
	fi
endef

libraries:
	$(call need,libxml2-dev zlib1g-dev libstemmer-dev pkg-config, \
	  /usr/include/libxml2/libxml/parser.h /usr/include/zlib.h /usr/include/libstemmer.h \
	  /usr/bin/pkg-config)

static-libraries:
	$(call need,libicu-dev liblzma-dev,/usr/include/unicode/utypes.h /usr/include/lzma.h)

postgresql:
	$(call need,postgresql postgresql-client,/usr/bin/psql /usr/share/postgresql-common/pg_wrapper \
	  /usr/lib/postgresql)

# Unpacks the wheel of a Python package, $(1) at version $(2), into the folder $(3).
define wheel
	$(call need,python3 python3-pip,/usr/bin/python3)
	@python3 -m pip --version > /dev/null 2>&1 || $(MAKE) --no-print-directory python-pip
	@rm -rf $(3) && mkdir -p $(3)
	@python3 -m pip download -q --no-deps --disable-pip-version-check -d $(3) $(1)==$(2)
	@python3 -m zipfile -e $(3)/*.whl $(3) && rm $(3)/*.whl
endef

$(DUCKDB):
	$(call wheel,duckdb-cli,$(DUCKDB_VERSION),$(TOOLS)/download/duckdb)
	@mkdir -p $(@D) && install -m 755 $(TOOLS)/download/duckdb/duckdb_cli/duckdb $@
	@rm -rf $(TOOLS)/download/duckdb

$(TOOLS)/adbc/libadbc_driver_%.so:
	$(call wheel,adbc-driver-$*,$(ADBC_VERSION),$(TOOLS)/download/$*)
	@mkdir -p $(@D) && mv $(TOOLS)/download/$*/adbc_driver_$*/$(@F) $@
	@rm -rf $(TOOLS)/download/$*

$(TOOLS)/sail/pysail/__init__.py:
	$(call wheel,pysail,$(SAIL_VERSION),$(TOOLS)/sail)
	@touch $@

.PHONY: python-pip postgresql
python-pip:
	$(call need,python3-pip,/nowhere)

expected: setup
	cd $(SHOP) && python3 make_data.py
	cd Tests/Evaluation/Fixtures && python3 make_expected.py $(DUCKDB)

clean:
	rm -rf .build .tools site
