# SPDX-License-Identifier: GPL-3.0-or-later
"""plan: a change is announced, shown, withdrawn and accepted, each with a person and a reason in the log."""

import pathlib
import re
import tempfile

from harness import check, end, run

ZONE = """$ORIGIN owner.example.
@ 3600 IN SOA ns1.dns.example. ops.owner.example. 1 7200 900 1209600 300
@ 3600 IN NS ns1.dns.example.
@ 300 IN A %s
; expect: www CNAME (A CDN) under cdn.example.
"""
TIMES = ("--from", "2030-01-01T00:00:00Z", "--until", "2030-01-02T00:00:00Z")
WHO = ("--by", "Sato", "--reason", "We move")

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    workspace, now, then = folder / "w.hinoban", folder / "now.zone", folder / "then.zone"
    now.write_text(ZONE % "192.0.2.1")
    then.write_text(ZONE.replace("; expect", "; formerly") % "192.0.2.2")
    check(run("import", "--workspace", workspace, "--person", "Sato", "--reason", "x", now).returncode == 0, "import")
    check(b"; expect: www.owner.example. CNAME (A CDN) under cdn.example." in run("export", workspace).stdout, "export")

    def plan(*words):
        return run("plan", "--workspace", workspace, *words)

    for status, words, sentence in [
            (64, (*TIMES, "--file", then), b"person and a reason"),
            (64, (*WHO, *TIMES), b"nothing would change"),
            (64, (*WHO, "--file", then), b"RFC 3339"),
            (64, (*WHO, "--from", TIMES[3], "--until", TIMES[1], "--file", then), b"not after the beginning"),
            (64, (*WHO, *TIMES, "--file", then, "--domain", "other.example"), b"Which domain"),
            (64, (*WHO, "--cancel", "12345678"), b"no such plan"),
            (64, (*WHO, "--cancel", "1", "--accept", "1"), b"one at a time")]:
        done = plan(*words)
        check(done.returncode == status and sentence in done.stderr, "%r: %r" % (words, done))

    def made():
        done = plan(*WHO, *TIMES, "--file", then)
        check(done.returncode == 0 and b"owner.example A: 192.0.2.1 -> 192.0.2.2" in done.stdout, "made: %r" % done)
        check(b"www" not in done.stdout, "a class that the file does not tell stays: %r" % done.stdout)
        return re.match(rb"[0-9a-f]{8}", done.stdout).group().decode()

    first = made()
    shown = plan()
    check(first.encode() in shown.stdout and b"to come" in shown.stdout, "shown: %r" % shown)
    check(plan(*WHO, "--cancel", first).returncode == 0 and plan().stdout == b"", "cancelled")
    second = made()
    done = plan(*WHO, "--accept", second)
    check(done.returncode == 0 and plan().stdout == b"", "accepted: %r" % done)
    zone = run("export", workspace).stdout
    check(b"A\t192.0.2.2" in zone and b"192.0.2.1\n" not in zone and b"cdn.example" in zone, "expected now: %r" % zone)

    log = run("log", "--workspace", workspace).stdout.decode()
    for words in ("Sato planned a change of owner.example from 2030-01-01T00:00:00Z", "Sato withdrew the change",
                  "Sato accepted the planned change of owner.example: We move"):
        check(words in log, "log: %s: %s" % (words, log))
    check(run("verify", workspace).returncode == 0, "verify")

end()
