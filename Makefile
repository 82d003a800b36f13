# Everything that people do with this project, by two commands and a few more:
#
#   make run      sets up, builds, and does the main job on the example shop
#   make test     sets up and runs every check
#   make bench    measures side by side with what a user would take instead
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
export METRIGLOT_DUCKDB := $(DUCKDB)
FORMATTED := Package.swift Sources Tests

.PHONY: run test bench fmt lint-format docs install setup libraries static-libraries expected clean

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

bench: setup static-libraries
	@Benchmarks/run

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
install: setup static-libraries
	swift build $(STATIC)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/metriglot
	install -s -m 755 "$$(swift build $(STATIC) --show-bin-path)/kpi" $(DESTDIR)$(PREFIX)/bin/kpi
	rm -rf $(DESTDIR)$(PREFIX)/share/metriglot/catalog $(DESTDIR)$(PREFIX)/share/metriglot/locales
	cp -R catalog locales $(DESTDIR)$(PREFIX)/share/metriglot/
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
	$(call need,libxml2-dev zlib1g-dev pkg-config,/usr/include/libxml2/libxml/parser.h \
	  /usr/include/zlib.h /usr/bin/pkg-config)

static-libraries:
	$(call need,libicu-dev liblzma-dev,/usr/include/unicode/utypes.h /usr/include/lzma.h)

$(DUCKDB):
	$(call need,python3 python3-pip,/usr/bin/python3)
	@python3 -m pip --version > /dev/null 2>&1 || $(MAKE) --no-print-directory python-pip
	@mkdir -p $(TOOLS)/bin $(TOOLS)/download
	@python3 -m pip download -q --no-deps --disable-pip-version-check -d $(TOOLS)/download \
	  duckdb-cli==$(DUCKDB_VERSION)
	@python3 -m zipfile -e $(TOOLS)/download/duckdb_cli-$(DUCKDB_VERSION)-*.whl $(TOOLS)/download/duckdb
	@install -m 755 $(TOOLS)/download/duckdb/duckdb_cli/duckdb $@
	@rm -rf $(TOOLS)/download

.PHONY: python-pip
python-pip:
	$(call need,python3-pip,/nowhere)

expected: setup
	cd $(SHOP) && python3 make_data.py
	cd Tests/Evaluation/Fixtures && python3 make_expected.py $(DUCKDB)

clean:
	rm -rf .build .tools site
