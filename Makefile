# knockem: `make demo` shows it, `make test` proves it, `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
KNOCKEM := bin/knockem

.PHONY: help demo up down status test check test-small test-medium test-e2e chaos setup build format docs docs-site screenshots package tutorial nats-keys audit sbom clean

help: ## list every target
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: ## a whole study in minutes: starts everything, submits the example genome, prints what it found, cleans up
	@scripts/setup.sh run
	@$(KNOCKEM) demo

up: ## start the stack and leave it running, supervised; says where it listens
	@scripts/setup.sh run
	@$(KNOCKEM) up --detach
	@echo 'In this checkout the command is $(KNOCKEM); `make down` stops the stack.'

down: ## stop the stack that `make up` started
	@$(KNOCKEM) down

status: ## which processes of the stack are up
	@$(KNOCKEM) status

test: ## format, lint, import rules, types, and all tests on real servers (as CI does)
	@scripts/setup.sh test
	@node scripts/test.mjs

check: ## the quick gate before a commit: format, lint, import rules, types, small tests
	@scripts/setup.sh run
	@node scripts/test.mjs check

test-small: ## pure tests (seconds)
	@npx jest --selectProjects small

test-medium: ## one room at a time against real servers (minutes)
	@npx jest --selectProjects medium

test-e2e: ## the whole stack as processes (minutes)
	@scripts/setup.sh run
	@npx jest --selectProjects e2e --runInBand

chaos: ## attack a stack of its own for long: make chaos KILLS=2000 SEED=1 (half an hour on two cores)
	@scripts/setup.sh run
	@npm run --silent chaos -- --seed $(or $(SEED),1) --kills $(or $(KILLS),2000)

setup: ## install what is missing and build
	@scripts/setup.sh run

build: ## compile to dist/
	@npm run --silent build

format: ## rewrite files in the house format
	@npm run --silent format:fix

docs: ## regenerate the generated pages of docs/
	@npm run --silent docs

docs-site: ## the documentation as a site with search, in dist/docs
	@scripts/setup.sh run
	@npm run --silent docs:site

screenshots: ## take the pictures of the web page in docs/screenshots again
	@scripts/setup.sh test
	@npm run --silent screenshots

package: ## an installable package of the command: knockem-VERSION.tgz
	@scripts/setup.sh run
	@npm pack

tutorial: ## run the commands of docs/tutorial.md as a reader would (half an hour)
	@node scripts/run-document.mjs docs/tutorial.md

nats-keys: ## make a key for each service on the bus in deploy/nats/keys (NAMES=… for further tools)
	@scripts/setup.sh run
	@node dist/scripts/nats-keys.js deploy/nats/keys $(NAMES)

audit: ## ask the registry for known vulnerabilities of our packages; fails on high ones and above
	@node scripts/audit.mjs

sbom: ## write what a release consists of, as CycloneDX, into dist/
	@node scripts/sbom.mjs

clean: ## remove what was built (not var/, where the data is)
	@rm -rf dist coverage
