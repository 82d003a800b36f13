#!/usr/bin/env python3
"""Holds what kpi show, search and list answer in JSON, for every metric in every language, against
the schemas in output/.

Usage: validate_output.py KPI      KPI is the program; exits 1 at the first answer that does not fit.
Needs Python's jsonschema (Debian: python3-jsonschema 4.18 or later)."""
import json
import subprocess
import sys
from pathlib import Path

from jsonschema import Draft202012Validator, ValidationError

SCHEMAS = Path(__file__).resolve().parent / "output"
ROOT = SCHEMAS.parent.parent.parent


def validator(name):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def main(program):
    validators = {name: validator(name) for name in ("show", "search", "list")}
    count = 0

    def answer(*arguments):
        nonlocal count
        call = [program, *arguments, "--format", "json"]
        result = json.loads(subprocess.run(call, capture_output=True, check=True).stdout)
        try:
            validators[arguments[0]].validate(result)
        except ValidationError as fault:
            sys.exit(f"{' '.join(arguments)}: {fault.json_path}: {fault.message}")
        count += 1
        return result

    for folder in sorted((ROOT / "locales").iterdir()):
        for metric in answer("list", "--lang", folder.name):
            answer("show", metric["id"], "--lang", folder.name)
            answer("search", metric["name"], "--lang", folder.name)
        answer("search", "xqzwvk", "--lang", folder.name)
    print(f"{count} answers fit their schemas")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
