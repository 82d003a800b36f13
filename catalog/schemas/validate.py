#!/usr/bin/env python3
"""Holds every file of catalog/, locales/ and examples/ against its JSON Schema, the schemas against
their own, and the schemas against files that they must refuse.

Usage: validate.py      prints one line a fault; exits 1 if there is any.
Needs Python's jsonschema and yaml (Debian: python3-jsonschema 4.18 or later, python3-yaml)."""
import json
import re
import sys
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMAS = Path(__file__).resolve().parent
ROOT = SCHEMAS.parent.parent

# Which files are held against which schema.
KINDS = {
    "catalog/metrics/*.yaml": "metric",
    "catalog/entities/*.yaml": "entity",
    "catalog/sources.yaml": "sources",
    "catalog/themes.yaml": "themes",
    "catalog/units.yaml": "units",
    "locales/*/metrics/*.yaml": "locale-metric",
    "locales/*/entities.yaml": "locale-entities",
    "locales/*/themes.yaml": "locale-themes",
    "locales/*/units.yaml": "locale-units",
    "locales/*/channels.yaml": "locale-channels",
    "locales/*/sources.yaml": "locale-sources",
    "locales/*/language.yaml": "locale-language",
    "locales/*/messages/*.yaml": "locale-messages",
    "examples/*/kpi.yaml": "kpi",
    "examples/*/kpi.json": "kpi",
}

# What a schema must refuse: the schema, a file that it accepts, and what makes it wrong.
REFUSED = [
    ("metric", "catalog/metrics/service-level.yaml", {"formulla": "count(calls)"}),
    ("metric", "catalog/metrics/service-level.yaml", {"direction": {"is": "up", "source": "general-usage"}}),
    ("metric", "catalog/metrics/service-level.yaml", {"direction": {"is": "higher"}}),
    ("metric", "catalog/metrics/service-level.yaml", {"sources": ["the article"]}),
    ("metric", "catalog/metrics/service-level.yaml", {"channels": ["fax"]}),
    ("metric", "catalog/metrics/service-level.yaml",
     {"benchmarks": [{"id": "a", "value": 3, "source": "general-usage"}]}),
    ("entity", "catalog/entities/orders.yaml", {"fields": {"customer": {"type": "reference"}}}),
    ("entity", "catalog/entities/orders.yaml", {"fields": {"total": {"type": "money", "of": "agents"}}}),
    ("entity", "catalog/entities/orders.yaml", {"parts": ["calls"]}),
    ("themes", "catalog/themes.yaml", [{"id": "loyalty"}]),
    ("units", "catalog/units.yaml", {"share": {"kind": "pure", "entity": "orders"}}),
    ("sources", "catalog/sources.yaml", {"d9": {"file": "a.txt", "language": "vi"}}),
    ("locale-metric", "locales/en/metrics/service-level.yaml",
     {"aliases": [{"term": "SL", "kind": "document"}]}),
    ("locale-metric", "locales/en/metrics/service-level.yaml", {"term": ""}),
    ("locale-units", "locales/en/units.yaml", {"calls": {"term": "Calls", "one": "call"}}),
    ("kpi", "examples/shop/kpi.yaml", {"currency": "euro"}),
    ("kpi", "examples/shop/kpi.yaml", {"lint": {"ignore": [{"rule": "unknown-metric"}]}}),
    ("kpi", "examples/shop/kpi.yaml", {"data": {"tables": {"orders": {"file": "orders.csv"}}}}),
]


class Loader(yaml.SafeLoader):
    """Takes days as they are written, as the programs do."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schemas():
    """Every schema by its name, each with a validator that finds the others."""
    texts = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    registry = Registry().with_resources(
        (name, Resource.from_contents(text)) for name, text in texts.items())
    return {
        name.removesuffix(".schema.json"): Draft202012Validator(
            {"$ref": name}, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)
        for name in texts
    }, texts


def undescribed(schema, place):
    """The keys of a schema that are offered without a description."""
    if isinstance(schema, list):
        for number, part in enumerate(schema):
            yield from undescribed(part, f"{place}/{number}")
    elif isinstance(schema, dict):
        for name, part in schema.get("properties", {}).items():
            if isinstance(part, dict) and "const" not in part and "description" not in part and "$ref" not in part:
                yield f"{place}/{name}"
        for name, part in schema.items():
            yield from undescribed(part, f"{place}/{name}")


def main():
    validators, texts = schemas()
    faults = []
    for name, text in texts.items():
        Draft202012Validator.check_schema(text)
        faults += [f"{name}: {place} has no description" for place in undescribed(text, "")]
    for pattern, kind in KINDS.items():
        for path in sorted(ROOT.glob(pattern)):
            name = path.relative_to(ROOT)
            text = path.read_text("utf-8")
            for error in validators[kind].iter_errors(yaml.load(text, Loader)):
                faults.append(f"{name}: {error.json_path}: {error.message}")
            named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
            wanted = SCHEMAS / f"{kind}.schema.json"
            if named and (path.parent / named[1]).resolve() != wanted:
                faults.append(f"{name}: names the schema {named[1]}, which is not {wanted.name} from there")
    for kind, file, change in REFUSED:
        document = yaml.load((ROOT / file).read_text("utf-8"), Loader)
        if isinstance(change, dict):
            document.update(change)
        else:
            document = change
        if validators[kind].is_valid(document):
            faults.append(f"{kind}.schema.json accepts {change}")
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
