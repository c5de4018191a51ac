# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays every world of the corpus with the real probes: play.py HINOBAN-CLI [WORLD…]

An honest world (benign.py) gives no finding of HIGH or above. A hijack (hijack.py) is found within one sweep, with
exactly the signals that it names at HIGH or above. A hijack that a team meets with nothing expected yet (suspect.py) is
suspected within one sweep, and never more than that."""

import concurrent.futures
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from benign import worlds as benign
from hijack import worlds as hijack
from suspect import worlds as suspect
from world import CHANGE, World

GRAVE = ["HIGH", "CRIT"]
# Seconds, with their jitter: every RRset is asked for within five minutes, the registry every ten unless the DNS gives
# a reason.
SWEEP, REGISTRY = 330, 660
# Look-alikes are asked for once an hour here, one after the other.
ROUND = 3600 + 300
FACTOR = int(os.environ.get("HINOBAN_TIMEOUT_FACTOR", "1"))


def time_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def findings(program, name, build):
    with tempfile.TemporaryDirectory() as folder:
        world = World(name, build.__doc__.split(".")[0])
        build(world)
        world.write(pathlib.Path(folder))
        anchor = ["--trust-anchor", os.path.join(folder, "anchor")] if world.anchor else []
        done = subprocess.run([program, "drill", folder, "--speed", "max", "--look-alikes", "1", *anchor,
                               "--format", "json"], timeout=120 * FACTOR,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return json.loads(done.stdout)["findings"]


def told(finding):
    return "%(firstSeen)s %(severity)s %(signal)s %(vantage)s %(subject)s: %(message)s" % finding


def judge(program, name, build):
    """What is wrong with the world's findings; empty if nothing."""
    try:
        found = findings(program, name, build)
    except (RuntimeError, subprocess.TimeoutExpired, ValueError) as error:
        return ["%s: %s" % (name, error)]
    grave = [finding for finding in found if finding["severity"] in GRAVE]
    if hasattr(build, "suspected"):
        early = [finding for finding in found if finding["severity"] != "INFO" and
                 time_of(finding["firstSeen"]) < time_of(CHANGE)]
        suspicions = [finding for finding in found if finding["signal"] == "S1" and finding["severity"] == "MED" and
                      (time_of(finding["firstSeen"]) - time_of(CHANGE)).total_seconds() <= SWEEP]
        wrong = ["%s: more than suspicion: %s" % (name, told(finding)) for finding in grave]
        wrong += ["%s: suspected before it happened: %s" % (name, told(finding)) for finding in early]
        missing = build.suspected - {finding["subject"] for finding in suspicions}
        if missing:
            wrong.append("%s: not suspected: %s:\n  %s" % (name, sorted(missing), "\n  ".join(map(told, found))))
        return wrong
    if not hasattr(build, "signals"):
        # A way that leads elsewhere (D10) is no alarm, but it is something: what is honest has none.
        elsewhere = [finding for finding in found if finding["signal"] == "D10" and finding["severity"] == "MED"]
        return ["%s: a false alarm: %s" % (name, told(finding)) for finding in grave + elsewhere]
    wrong = []
    seen = {finding["signal"] for finding in grave}
    if seen != build.signals:
        wrong.append("%s: %s instead of %s:\n  %s" % (name, sorted(seen), sorted(build.signals),
                                                     "\n  ".join(map(told, found))))
    missing = build.lesser - {finding["signal"] for finding in found if finding["severity"] == "MED"}
    if missing:
        wrong.append("%s: not at MED: %s:\n  %s" % (name, sorted(missing), "\n  ".join(map(told, found))))
    since = time_of(CHANGE)
    for signal in build.signals & seen:
        first = min(time_of(finding["firstSeen"]) for finding in grave if finding["signal"] == signal)
        limit = ROUND if seen == {"P1"} else REGISTRY if seen <= {"R1", "R2", "R3"} else SWEEP
        limit = getattr(build, "within", {}).get(signal, limit)  # what takes its time by its nature
        if not 0 <= (first - since).total_seconds() <= limit:
            wrong.append("%s: %s was seen at %s" % (name, signal, first))
    return wrong


def main():
    program, wanted = sys.argv[1], sys.argv[2:]
    worlds = {"%s/%s" % (module.__name__.split(".")[0], build.__name__): build for module in (benign, hijack, suspect)
              for build in module.WORLDS}
    chosen = {name: build for name, build in worlds.items() if not wanted or name.split("/")[1] in wanted}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda item: judge(program, *item), chosen.items()))
    for line in sum(results, []):
        print(line)
    good = sum(not result for result in results)
    kinds = [sum(name.startswith(kind) for name in chosen) for kind in ("benign", "hijack", "suspect")]
    print("%d honest worlds, %d hijacks, %d first looks at one; %d of %d as they should be" % (
        *kinds, good, len(chosen)))
    return 0 if chosen and good == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
