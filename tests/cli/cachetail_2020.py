# SPDX-License-Identifier: GPL-3.0-or-later
"""The cache tail of the 2020 case: the end dates of its name servers are those of the public account of it, each resolver's
by its cap; no resolver serves false data after what was said of it; a record of the hours gives the same report."""

import json
import pathlib
import tempfile

from harness import check, end, instant, report, run

REPAIRED = instant("2020-06-01T11:52:53Z")
SWEEP = 60 + 1  # until the repair is seen at the parent, and the second by which a TTL is rough
# Until when the false NS set may stand, by the cap of the resolver.
TABLE = {"OpenDNS": "2020-06-01T12:52:53Z", "Google Public DNS": "2020-06-01T17:52:53Z",
         "Quad9": "2020-06-01T23:52:53Z", "Provider A, Tokyo (Unbound)": "2020-06-02T11:52:53Z",
         "Unbound": "2020-06-02T11:52:53Z", "Provider B, Osaka (BIND)": "2020-06-05T15:52:53Z",
         "BIND": "2020-06-05T15:52:53Z", "Cloudflare 1.1.1.1": "2020-06-05T15:52:53Z"}


def tail_of(judged):
    return next(domain for domain in judged["domains"] if domain["name"] == "coincheck.com")["cacheTail"]


with tempfile.TemporaryDirectory() as folder:
    record, workspace = pathlib.Path(folder) / "record.jsonl", pathlib.Path(folder) / "drill.hinoban"
    soon = run("drill", "coincheck-2020", "--speed", "max", "--from", "2020-06-01T11:30:00Z", "--until",
               "2020-06-01T12:20:00Z", "--record", record, "--format", "json")
    check(soon.returncode == 0, "exit status %d: %s" % (soon.returncode, soon.stderr.decode()))
    tail = tail_of(report(soon.stdout))
    check((tail["parentTtl"], tail["childTtl"]) == (172800, 360000), "TTLs: %r" % tail)
    check(0 <= instant(tail["repairedAt"]) - REPAIRED <= SWEEP, "repaired at %s" % tail["repairedAt"])
    check(tail["unbounded"] and tail["end"] is None, "an end is promised while the false name servers answer")
    said = {one["name"]: one for one in tail["resolvers"] + tail["others"]}
    for name, when in TABLE.items():
        late = instant(said[name]["delegationBound"]) - instant(when)
        check(0 <= late <= SWEEP, "%s: %s instead of %s" % (name, said[name]["delegationBound"], when))

    again = run("replay", record, "--format", "json")
    check(again.returncode == 0 and again.stdout == soon.stdout, "the replay says something else: %r" % again.stderr)

    later = run("drill", "coincheck-2020", "--speed", "max", "--from", "2020-06-01T11:30:00Z", "--until",
                "2020-06-02T01:00:00Z", "--workspace", workspace, "--format", "json")
    check(later.returncode == 0, "exit status %d: %s" % (later.returncode, later.stderr.decode()))
    judged = tail_of(report(later.stdout))
    log = run("log", "--workspace", workspace, "--format", "json")
    entries = [one.get("entry", one) for one in map(json.loads, log.stdout.decode().splitlines())]
    turned = {one["args"]["resolver"]: instant(one["happened"]) for one in entries if one.get("rule") == "cache.true"}
    check("OpenDNS" in turned and "Google Public DNS" in turned, "nobody is told to serve the truth: %r" % turned)
    for name, when in turned.items():
        check(when <= instant(said[name]["until"]), "%s: true at %s, said %s" % (name, when, said[name]["until"]))
        check(when >= REPAIRED, "%s is told to be true before the repair" % name)
    still = {one["name"] for one in judged["resolvers"] if one["state"] == "false"}
    check(still and not still & set(turned), "false and told to be true: %r" % (still & set(turned)))
end()
