# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the program share: running it, reading its report, and checking the report against its schema.

Each script gets the program as its first argument and ends with 0 when everything it says is true."""

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEVERITIES = ["INFO", "WARN", "MED", "HIGH", "CRIT"]
failures = []


def program():
    if len(sys.argv) < 2:
        sys.exit("usage: %s HINOBAN-CLI" % sys.argv[0])
    return sys.argv[1]


def run(*words, **options):
    """The finished process; its output as bytes."""
    if "timeout" in options:  # a sanitised program is several times slower
        options["timeout"] *= int(os.environ.get("HINOBAN_TIMEOUT_FACTOR", "1"))
    environment = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC")
    return subprocess.run([program(), *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=environment, **options)


def check(good, what):
    """Counts what is not true and goes on, so that one run tells everything."""
    if not good:
        failures.append(what)
        print("FAIL:", what, flush=True)
    return bool(good)


def end():
    if failures:
        sys.exit("%d of the checks failed" % len(failures))
    print("all good")


def instant(text):
    """Seconds since 1970 of an RFC 3339 text in UTC."""
    form = "%Y-%m-%dT%H:%M:%S.%fZ" if "." in text else "%Y-%m-%dT%H:%M:%SZ"
    return datetime.datetime.strptime(text, form).replace(tzinfo=datetime.timezone.utc).timestamp()


def schema_faults(value, schema, whole, place="$"):
    """The faults of a value by the part of JSON Schema that resources/schemas uses; an unknown word is a fault too."""
    known = {"$schema", "$defs", "$ref", "title", "description", "type", "required", "additionalProperties",
             "properties", "items", "pattern", "enum", "oneOf", "minimum", "maximum"}
    faults = ["%s: the schema's word %s is not known here" % (place, word) for word in set(schema) - known]
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        return faults + schema_faults(value, whole["$defs"][name], whole, place)
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int}
    if "type" in schema:
        right = isinstance(value, kinds[schema["type"]]) and not (schema["type"] == "integer" and value in (True, False)
                                                                  and isinstance(value, bool))
        if not right:
            return faults + ["%s: not of type %s" % (place, schema["type"])]
    if "enum" in schema and value not in schema["enum"]:
        faults.append("%s: %r is none of %r" % (place, value, schema["enum"]))
    if "pattern" in schema and not re.search(schema["pattern"], value):
        faults.append("%s: %r is not like %s" % (place, value, schema["pattern"]))
    if "minimum" in schema and value < schema["minimum"] or "maximum" in schema and value > schema["maximum"]:
        faults.append("%s: %r is out of bounds" % (place, value))
    if "oneOf" in schema and sum(not schema_faults(value, one, whole, place) for one in schema["oneOf"]) != 1:
        faults.append("%s: fits not exactly one of its forms" % place)
    for key in schema.get("required", []):
        if key not in value:
            faults.append("%s: no %s" % (place, key))
    properties = schema.get("properties", {})
    if isinstance(value, dict):
        for key, member in value.items():
            if key in properties:
                faults += schema_faults(member, properties[key], whole, "%s.%s" % (place, key))
            elif schema.get("additionalProperties") is False:
                faults.append("%s: %s is not described" % (place, key))
    if isinstance(value, list) and "items" in schema:
        for at, item in enumerate(value):
            faults += schema_faults(item, schema["items"], whole, "%s[%d]" % (place, at))
    return faults


def report(output, kind="report"):
    """The report, after it was checked against its schema."""
    parsed = json.loads(output)
    schema = json.loads((ROOT / ("resources/schemas/%s.schema.json" % kind)).read_text())
    for fault in schema_faults(parsed, schema, schema)[:20]:
        check(False, "schema: " + fault)
    return parsed
