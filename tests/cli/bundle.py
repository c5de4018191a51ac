# SPDX-License-Identifier: GPL-3.0-or-later
"""The evidence of the 2020 case, packed and checked by the program, and its timeline out to other programs and back."""

import csv
import io
import json
import os
import pathlib
import re
import subprocess
import tempfile

from harness import check, end, run

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    workspace, archive = folder / "w.hinoban", folder / "b.tar.gz"
    done = run("drill", "coincheck-2020", "--speed", "max", "--from", "2020-06-01T10:00:00Z", "--until",
               "2020-06-01T10:36:00Z", "--workspace", workspace, "--drafts", folder / "drafts", "--bundle", archive)
    check(done.returncode == 0, "drill: %d %s" % (done.returncode, done.stderr.decode()))
    quoted = re.search(r"hinoban \d+ [0-9a-f]{64}", done.stdout.decode().splitlines()[-2])
    check(quoted, "no head at the end: %s" % done.stdout.decode()[-300:])
    head = quoted[0] if quoted else "0" * 64
    for what in (archive, workspace):
        done = run("verify", what, "--head", head)
        check(done.returncode == 0 and head in done.stdout.decode(), "verify %s: %s" % (what, done.stderr.decode()))
        done = run("verify", what, "--head", "a" * 64)
        check(done.returncode == 1 and "the end of the log is missing" in done.stderr.decode(),
              "a head that is not there: %s" % done.stderr.decode())
    check(run("verify", archive, "--head", "x").returncode == 64, "a head that is none")
    check(run("bundle", "--workspace", workspace, "--out", archive).returncode == 1, "an archive was replaced")

    # The letters quote a head: it must be in the bundle that goes with them.
    subprocess.run(["tar", "xzf", archive], cwd=folder, check=True)
    letter = (folder / "b" / "drafts" / "JP-TD.ja.txt").read_text()
    told = re.search(r"hinoban \d+ [0-9a-f]{64}", letter)
    check(told and run("verify", folder / "b", "--head", told[0]).returncode == 0, "the letter's head is not in the log")
    check("訓練" in (folder / "b" / "README.ja.md").read_text(), "a drill's bundle does not say so")

    # Whoever packs it stands on the timeline.
    done = run("bundle", "--workspace", workspace, "--out", folder / "again", "--person", "佐藤")
    check(done.returncode == 0, "bundle: %s" % done.stderr.decode())
    seal = re.search(r"SHA256SUMS ([0-9a-f]{64})", done.stdout.decode())
    last = run("log", "--workspace", workspace).stdout.decode().splitlines()[-1]
    check(seal and seal[1] in last and "佐藤" in last, "not on the timeline: %s" % last)

    # Signed: gpg says so of what came out of the archive, and of nothing else. No key, no bundle.
    with tempfile.TemporaryDirectory(prefix="hb-gpg-", dir="/tmp") as home:
        os.environ["GNUPGHOME"] = home
        gpg = ["gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase", ""]
        subprocess.run(gpg + ["--quick-gen-key", "Test <csirt@response.example>", "default", "sign", "never"], check=True,
                       stderr=subprocess.DEVNULL)
        done = run("bundle", "--workspace", workspace, "--out", folder / "signed.tar.gz", "--sign", "csirt@response.example",
                   "--person", "佐藤")
        check(done.returncode == 0, "signed: %s" % done.stderr.decode())
        fingerprint = re.search(r"SHA256SUMS.asc ([0-9A-F]{40})", done.stdout.decode())
        last = run("log", "--workspace", workspace, "--format", "json").stdout.decode().splitlines()[-1]
        check(fingerprint and fingerprint[1] in last, "who signed is not on the timeline: %s" % last)
        check(run("verify", folder / "signed.tar.gz").returncode == 0, "the signed one does not verify")
        subprocess.run(["tar", "xzf", folder / "signed.tar.gz"], cwd=folder, check=True)
        told = subprocess.run(["gpg", "--batch", "--status-fd", "1", "--verify", "SHA256SUMS.asc", "SHA256SUMS"],
                              cwd=folder / "signed", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        check(told.returncode == 0 and fingerprint and fingerprint[1] in told.stdout.decode(), "gpg: %s" % told.stdout.decode())
        with open(folder / "signed" / "SHA256SUMS", "ab") as sums:
            sums.write(b" ")
        told = subprocess.run(["gpg", "--batch", "--verify", "SHA256SUMS.asc", "SHA256SUMS"], cwd=folder / "signed",
                              stderr=subprocess.DEVNULL)
        check(told.returncode != 0, "gpg takes a list that was changed")
        for key in ("nobody@response.example", "0" * 40, " "):
            done = run("bundle", "--workspace", workspace, "--out", folder / "unsigned.tar.gz", "--sign", key)
            check(done.returncode != 0 and done.stderr and not (folder / "unsigned.tar.gz").exists(),
                  "a bundle without its signature: %r %d" % (key, done.returncode))
        # The key is there when it is chosen, and cannot sign when it is needed.
        for secret in pathlib.Path(home, "private-keys-v1.d").iterdir():
            secret.write_bytes(b"")
        subprocess.run(["gpgconf", "--kill", "all"], check=False)
        done = run("bundle", "--workspace", workspace, "--out", folder / "unsigned.tar.gz", "--sign", "csirt@response.example")
        check(done.returncode != 0 and not (folder / "unsigned.tar.gz").exists(), "a bundle whose signing failed")
        subprocess.run(["gpgconf", "--kill", "all"], check=False)
        del os.environ["GNUPGHOME"]

    # The timeline out: columns that others read, and not a single formula.
    done = run("timeline", "export", "--workspace", workspace)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    log = [json.loads(line) for line in run("log", "--workspace", workspace, "--format", "json").stdout.splitlines()]
    check(len(rows) == len(log) > 10, "%d rows of %d entries" % (len(rows), len(log)))
    check(all(row["message"] and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d", row["datetime"]) for row in rows),
          "a row without message or offset")
    check(not any(re.match(r"[=+\-@\t\r]", cell or "") for row in rows for cell in row.values()), "a formula")
    for form, suffix in (("timesketch-csv", "csv"), ("timesketch-jsonl", "jsonl"), ("iris-csv", "iris.csv")):
        out = folder / ("t." + suffix)
        check(run("timeline", "export", "--workspace", workspace, "--format", form, "--out", out).returncode == 0, form)
        done = run("timeline", "import", "--workspace", workspace, "--dry-run", out)
        check("0 entries are taken" in done.stdout.decode() and "%d entries stand" % len(log) in done.stdout.decode(),
              "%s back again: %s" % (form, done.stdout.decode() + done.stderr.decode()))
    check(run("timeline", "export", "--workspace", workspace, "--out", out).returncode == 64, "a file was replaced")
    check(run("timeline", "export", "--workspace", workspace, "--format", "xls").returncode == 64, "another format")

    # And in: a colleague's, once without a zone.
    theirs = folder / "theirs.csv"
    theirs.write_text("message,datetime,timestamp_desc\ncalled,2020-06-01T19:50:00,d\nagain,2020-06-01T19:55:00+09:00,d\n")
    done = run("timeline", "import", "--workspace", workspace, "--person", "Sato", theirs)
    check(done.returncode == 0 and "1 entry is taken" in done.stdout.decode() and "theirs.csv:2: its time says no zone"
          in done.stdout.decode(), "theirs: %s" % (done.stdout.decode() + done.stderr.decode()))
    done = run("timeline", "import", "--workspace", workspace, "--person", "Sato", "--zone", "+09:00", theirs)
    check("1 entry is taken" in done.stdout.decode() and "1 entry stands" in done.stdout.decode(),
          "with a zone: %s" % done.stdout.decode())
    entry = [json.loads(line)["entry"] for line in
             run("log", "--workspace", workspace, "--format", "json").stdout.splitlines()][-2]
    check(entry["text"] == "called" and entry["happened"] == "2020-06-01T10:50:00Z" and entry["zone"] == "+09:00" and
          entry["source"].startswith("theirs.csv "), "not as it was told: %s" % entry)
    pasted = folder / "dig.txt"
    pasted.write_text(";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n;; QUESTION SECTION:\n;www.coincheck.com. IN A\n")
    done = run("timeline", "paste", "--workspace", workspace, "--person", "Sato", pasted)
    check("Sato pasted what dig said about www.coincheck.com. A: NXDOMAIN" in done.stdout.decode(), "pasted: %s" % done.stderr.decode())
    check(run("timeline", "paste", "--workspace", workspace, "--person", "Sato", theirs).returncode == 64, "not of a tool")
    check(run("verify", workspace).returncode == 0, "the log is not whole after it")
end()
