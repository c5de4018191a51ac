# SPDX-License-Identifier: GPL-3.0-or-later
"""trace on this machine alone: what is not permitted, what has no address, a path of one hop in each form."""

import json
import pathlib
import tempfile

from harness import check, end, report, run

LOCAL = ("--permit", "127.0.0.0/8")

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    hints = folder / "root.hints"
    hints.write_text(". 60 IN NS a.root.\na.root. 60 IN A 127.0.0.1\n")

    # No packet to what is not permitted; the others are traced all the same.
    done = run("trace", "192.0.2.1", "127.0.0.1", *LOCAL, "--mode", "udp", "--format", "json")
    targets = report(done.stdout, "trace")["targets"]
    check(done.returncode == 2, "one is not known: %r" % done)
    refused, reached = targets[0]["traces"][0], targets[1]["traces"][0]
    check(refused["fault"] == "notPermitted" and "probes" not in refused, "not permitted: %r" % refused)
    check(reached["reached"] and reached["mode"] == "udp" and reached["reason"] == "chosen", "reached: %r" % reached)
    check(reached["probes"][0]["kind"] == "reached" and reached["probes"][0]["rttMicroseconds"] >= 0, "its probe")
    check([hop["address"] for hop in reached["hops"]] == ["127.0.0.1"], "its hops: %r" % reached["hops"])

    # By TCP, to a port where nobody listens: a refused connection is an answer of the target.
    done = run("trace", "127.0.0.1", *LOCAL, "--mode", "tcp", "--port", "9", "--rounds", "3", "--format", "json")
    address = report(done.stdout, "trace")["targets"][0]["addresses"][0]
    check(done.returncode == 0 and address["paths"][0]["rounds"] == 3, "three rounds: %r" % address)
    check(address["paths"][0]["hops"][0]["sent"] == 3 and address["paths"][0]["hops"][0]["lost"] == 0, "its figures")

    # Beside a baseline: the same, another, and one of which it knows nothing.
    usual = folder / "usual.json"
    usual.write_bytes(done.stdout)
    done = run("trace", "127.0.0.1", "127.0.0.2", *LOCAL, "--mode", "udp", "--baseline", usual, "--format", "json")
    states = [one["addresses"][0]["baseline"]["state"] for one in report(done.stdout, "trace")["targets"]]
    check(done.returncode == 2 and states == ["match", "unknown"], "beside a baseline: %r" % states)
    changed = json.loads(usual.read_text())
    for trace in changed["targets"][0]["traces"]:
        for probe in trace["probes"]:
            probe["address"] = "127.0.0.9"
    usual.write_text(json.dumps(changed))
    done = run("trace", "127.0.0.1", *LOCAL, "--mode", "udp", "--baseline", usual)
    check(done.returncode == 1 and b"from hop 1 on it is 127.0.0.1, and was 127.0.0.9" in done.stdout, "another way: %r" % done)
    changed["targets"][0]["traces"][0]["probes"][0]["ttl"] = 0
    usual.write_text(json.dumps(changed))
    done = run("trace", "127.0.0.1", *LOCAL, "--baseline", usual)
    check(done.returncode == 64 and b"targets[0].traces[0].probes[0].ttl" in done.stderr, "a broken baseline: %r" % done)

    # Several flows, as text and as mtr reports.
    done = run("trace", "127.0.0.1", *LOCAL, "--flows", "4")
    check(done.returncode == 0 and b"UDP" in done.stdout and b"127.0.0.1" in done.stdout, "as text: %r" % done)
    done = run("trace", "127.0.0.1", *LOCAL, "--mode", "udp", "--format", "mtr")
    hubs = json.loads(done.stdout)["report"]["hubs"]
    check(len(hubs) == 1 and hubs[0]["host"] == "127.0.0.1" and hubs[0]["Loss%"] == 0, "as mtr: %r" % hubs)

    # A name that nobody knows, and words that are no name.
    done = run("trace", "nowhere.test", "a..b", *LOCAL, "--root-hints", hints, "--dns-port", "9", "--format", "json")
    targets = report(done.stdout, "trace")["targets"]
    check(done.returncode == 2 and all(one["problem"] and not one["traces"] for one in targets), "no address: %r" % targets)
end()
