#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is the translation whole? check.py --lupdate PROGRAM --source FOLDER FILE.ts

Every text of the program has its translation, none is left over, and source and translation name the same places.
With --try, broken copies of FILE.ts are checked instead, and each must be found.
With --update, FILE.ts gets what lupdate finds now; what is new has to be translated by hand.
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

PLACE = re.compile(r"%(?:L?[1-9]\d?|n)")
ACCELERATOR = re.compile(r"&(?!&)(\w)")


def messages(path):
    """(context, source, comment) → message element."""
    found = {}
    for context in tree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            found[(context.findtext("name"), message.findtext("source"), message.findtext("comment"))] = message
    return found


def forms(message):
    translation = message.find("translation")
    if translation is None:
        return [""]
    if message.get("numerus") == "yes":
        return [form.text or "" for form in translation.iter("numerusform")] or [""]
    return [translation.text or ""]


def complaints_within(found, path):
    """What the file itself shows."""
    for (context, source, _), message in found.items():
        where = f"{context}: {source!r}"
        kind = message.find("translation").get("type") if message.find("translation") is not None else "missing"
        if kind:
            yield f"{where} is {kind}"
        for form in forms(message):
            if not form.strip():
                yield f"{where} has no translation"
                continue
            wanted, given = set(PLACE.findall(source)), set(PLACE.findall(form))
            # "one resolver" may do without the number.
            if wanted != given and not (is_source_language(path) and wanted - given == {"%n"}):
                yield f"{where} names {sorted(wanted)}, its translation {sorted(given)}"
            if source.endswith("\n") != form.endswith("\n"):
                yield f"{where} and its translation do not end the same line"
            if bool(ACCELERATOR.search(source)) != bool(ACCELERATOR.search(form)):
                yield f"{where} has its accelerator key on one side only"


def is_source_language(path):
    """English is what the sources say; its file only has the forms for one and for many."""
    return pathlib.Path(path).stem.endswith("_en")


def update(lupdate, folder, path):
    # Told where the headers are, lupdate knows the namespaces of the classes, as tr() does at run time.
    plurals = ["-pluralonly"] if is_source_language(path) else []
    subprocess.run([lupdate, "-silent", *plurals, "-locations", "none", "-no-obsolete", "-I", ".", "app", "ui", "-ts", str(path)],
                   cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def complaints_against(found, fresh):
    """What the sources say that the file does not, and the other way round."""
    for context, source, _ in fresh.keys() - found.keys():
        yield f"{context}: {source!r} is not in the file"
    for context, source, _ in found.keys() - fresh.keys():
        yield f"{context}: {source!r} is in no source"
    for key in found.keys() & fresh.keys():
        if found[key].get("numerus") != fresh[key].get("numerus"):
            yield f"{key[0]}: {key[1]!r} counts on one side only"


def complaints(found, fresh, path):
    return sorted(list(complaints_within(found, path)) + list(complaints_against(found, fresh)))


def fresh_messages(lupdate, folder, like):
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch) / pathlib.Path(like).name
        update(lupdate, folder, path)
        return messages(path)


def breakages(path):
    """Names of faults, each with the file's messages after it."""
    def changed(change):
        found = messages(path)
        change(found)
        return found

    def first(found, fits):
        return next(key for key in found if fits(key, found[key]))

    def plain(key, message):
        return message.get("numerus") != "yes" and "%1" in key[1]

    def unfinished(found):
        found[first(found, plain)].find("translation").set("type", "unfinished")

    def vanished(found):
        found[first(found, plain)].find("translation").set("type", "vanished")

    def empty(found):
        found[first(found, plain)].find("translation").text = ""

    def no_plural(found):
        message = found[first(found, lambda _, one: one.get("numerus") == "yes")]
        for form in message.iter("numerusform"):
            form.text = ""

    def lost_place(found):
        translation = found[first(found, plain)].find("translation")
        translation.text = translation.text.replace("%1", "")

    def other_place(found):
        translation = found[first(found, plain)].find("translation")
        translation.text += "%9"

    def lost_accelerator(found):
        translation = found[first(found, lambda key, _: ACCELERATOR.search(key[1]))].find("translation")
        translation.text = ACCELERATOR.sub("", translation.text)

    def lost_source(found):
        del found[first(found, plain)]

    def left_over(found):
        key = first(found, plain)
        found[(key[0], key[1] + " once", None)] = found[key]

    def other_context(found):
        key = first(found, plain)
        found[("Elsewhere", key[1], key[2])] = found.pop(key)

    for fault in (unfinished, vanished, empty, no_plural, lost_place, other_place, lost_accelerator, lost_source,
                  left_over, other_context):
        yield fault.__name__, changed(fault)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lupdate", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--try", dest="trial", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("file")
    options = parser.parse_args()

    if options.update:
        update(options.lupdate, options.source, pathlib.Path(options.file).resolve())
    fresh = fresh_messages(options.lupdate, options.source, options.file)
    if not fresh:
        print("lupdate found no text at all")
        return 1
    own = complaints(messages(options.file), fresh, options.file)
    if options.trial:
        # New complaints only: how whole the file is, is the other test's question.
        silent = [name for name, found in breakages(options.file) if not set(complaints(found, fresh, options.file)) - set(own)]
        for name in silent:
            print(f"nothing was said of: {name}")
        return 1 if silent else 0
    for complaint in own:
        print(complaint)
    print(f"{len(fresh)} texts, {len(own)} complaints")
    return 1 if own else 0


if __name__ == "__main__":
    sys.exit(main())
