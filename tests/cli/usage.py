# SPDX-License-Identifier: GPL-3.0-or-later
"""Words on the command line that are off: status 64, and one sentence that says what; workspaces that cannot be used."""

import pathlib
import sqlite3
import subprocess
import tempfile

from harness import check, end, program, run

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    zone = folder / "bad.zone"
    zone.write_text("$ORIGIN example.test.\n@ 60 IN SOA ns1 mail 1 60 60 60 60\n@ 60 IN A 192.0.2.999\n")
    good = folder / "good.zone"
    good.write_text("$ORIGIN example.test.\n@ 60 IN SOA ns1 mail 1 60 60 60 60\n@ 60 IN NS ns1\nns1 60 IN A 192.0.2.1\n")
    hints = folder / "root.hints"
    hints.write_text(". 60 IN NS a.root.\na.root. 60 IN A 127.0.0.1\n")
    (folder / "t.csv").write_text("name,type,value\n")
    drill = ("drill", "coincheck-2020")

    # status, what the sentence must hold, the words
    cases = [
        (64, "conquer", ("conquer",)),
        (64, "which name", ("ask",)),
        (64, "+short", ("ask", "example.test", "+short")),
        (64, "second name", ("ask", "example.test", "example.org", "@192.0.2.1")),
        (64, "format", ("ask", "example.test", "@192.0.2.1", "--format", "xml")),
        (64, "nowhere.pem", ("ask", "example.test", "@192.0.2.1", "+tls", "--ca", folder / "nowhere.pem")),
        (64, "no PEM certificate", ("ask", "example.test", "@192.0.2.1", "+tls", "--ca", zone)),
        (64, "no server is named", ("ask", "example.test", "--root-hints", hints)),
        (1, "not permitted", ("ask", "@192.0.2.1", "example.test")),
        (64, "Which domain", ("check",)),
        (64, "format", ("check", "example.test", "--format", "xml")),
        (64, "unheard", ("check", "example.test", "--unheard")),
        (64, "10.0.0.0/99", ("check", "example.test", "--permit", "10.0.0.0/99")),
        (64, "dns-port", ("check", "example.test", "--dns-port", "0")),
        (64, "192.0.2.1#x", ("check", "example.test", "--resolver", "192.0.2.1#x")),
        (64, "quic://192.0.2.1", ("check", "example.test", "--resolver", "quic://192.0.2.1")),
        (64, "bad.zone:3", ("check", "example.test", "--expect", zone, "--root-hints", hints)),
        (64, "not asked for", ("check", "example.org", "--expect", good, "--root-hints", hints)),
        (64, "nowhere.hints", ("check", "example.test", "--root-hints", folder / "nowhere.hints")),
        (64, "traced to", ("trace",)),
        (64, "--flows", ("trace", "192.0.2.1", "--flows", "17")),
        (64, "--rounds", ("trace", "192.0.2.1", "--rounds", "0")),
        (64, "--mode", ("trace", "192.0.2.1", "--mode", "sctp")),
        (64, "--port", ("trace", "192.0.2.1", "--port", "0")),
        (64, "text, json or mtr", ("trace", "192.0.2.1", "--format", "xml")),
        (64, "nothing-here", ("trace", "192.0.2.1", "--baseline", folder / "nothing-here")),
        (64, "bad.zone", ("trace", "192.0.2.1", "--baseline", zone)),
        (64, "Which scenario", ("drill",)),
        (64, "--speed", (*drill, "--speed", "700")),
        (64, "--from", (*drill, "--from", "2020-05-30T15:00:00")),
        (64, "--until", (*drill, "--until", "yesterday")),
        (64, "no-such-story", ("drill", "no-such-story")),
        (64, "the story lasts from 2020-05-29T14:00:00Z", (*drill, "--until", "2021-01-01T00:00:00Z")),
        (64, "the story lasts from", (*drill, "--from", "2020-06-02T00:00:00Z", "--until", "2020-06-01T00:00:00Z")),
        (64, "Which workspace", ("watch",)),
        (64, "--every", ("watch", "--workspace", folder / "w", "--every", "0")),
        (64, "person and a reason", ("import", "--workspace", folder / "w", good)),
        (64, "bad.zone:3", ("import", "--workspace", folder / "w", "--person", "a", "--reason", "b", zone)),
        (64, "--from", ("import", "--workspace", folder / "w", "--dry-run", "--from", "excel", zone)),
        (64, "name the domain", ("import", "--workspace", folder / "w", "--dry-run", "--from", "csv", folder / "t.csv")),
        (64, "nothing-here", ("import", "--workspace", folder / "w", "--dry-run", folder / "nothing-here")),
        (64, "Which file", ("export",)),
        (64, "nothing-here", ("export", folder / "nothing-here")),
        (64, "Which file", ("verify",)),
        (64, "Which file", ("log",)),
        (64, "Which file", ("replay",)),
        (64, "nothing-here", ("watch", "--workspace", folder / "nothing-here", "--root-hints", hints)),
        (64, "nothing-here", ("verify", folder / "nothing-here")),
        (64, "nothing-here", ("log", folder / "nothing-here")),
        (64, "nothing-here", ("replay", folder / "nothing-here")),
    ]
    for status, told, words in cases:
        done = run(*words)
        shown = " ".join(map(str, words))
        error = done.stderr.decode()
        check(done.returncode == status, "%s: exit status %d instead of %d: %s" % (shown, done.returncode, status, error))
        check(told in error, "%s: %r is not told: %r" % (shown, told, error))
        check(error.startswith("hinoban-cli: "), "%s: nobody says who speaks: %r" % (shown, error))
        if words[0] != "conquer":  # the list of commands follows
            check(error.count("\n") == 1, "%s: not one sentence: %r" % (shown, error))
        check(done.stdout == b"" or status == 1, "%s: something on standard output: %r" % (shown, done.stdout))
    check(not (folder / "nothing-here").exists(), "a workspace that was not there was made by reading it")
    check(not (folder / "w").exists(), "a refused import made a workspace")

    done = run("--help")
    check(done.returncode == 0 and b"verify" in done.stdout, "--help does not tell the commands")
    done = run()
    check(done.returncode == 64 and b"verify" in done.stderr, "no words: the commands are not told")

    # A workspace in use can be read, and not be written a second time.
    workspace = folder / "case.hinoban"
    done = run("import", "--workspace", workspace, "--person", "a", "--reason", "b", good)
    check(done.returncode == 0, "import: " + done.stderr.decode())
    entries = run("log", workspace).stdout.splitlines()
    check(len(entries) > 0, "import left no entries")
    watching = ("watch", "--workspace", workspace, "--root-hints", hints, "--permit", "127.0.0.0/8", "--dns-port", 9)
    writer = subprocess.Popen([program(), *map(str, watching)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        check(writer.stdout.readline(), "the watch acknowledges nothing")
        log = run("log", workspace)
        check(log.returncode == 0 and len(log.stdout.splitlines()) > len(entries), "the log of a live writer: %r" % log.stderr)
        verified = run("verify", workspace)
        check(verified.returncode == 0, "verify beside a live writer: %r" % verified.stderr)
        second = run(*watching, timeout=60)
        check(second.returncode == 1 and b"case.hinoban" in second.stderr, "a second writer: %r" % second.stderr)
    finally:
        writer.kill()
        writer.communicate()

    # What a newer program wrote is not touched.
    with sqlite3.connect(workspace) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    before = workspace.read_bytes()
    for words in (watching, ("log", workspace), ("verify", workspace)):
        refused = run(*words, timeout=60)
        check(refused.returncode == 1 and b"999" in refused.stderr and b"case.hinoban" in refused.stderr,
              "a newer workspace, %s: %d %r" % (words[0], refused.returncode, refused.stderr))
    check(workspace.read_bytes() == before, "a newer workspace was changed")
end()
