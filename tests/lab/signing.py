# SPDX-License-Identifier: GPL-3.0-or-later
"""Signed zones for the lab: made with the tools of BIND and ldns, and then broken on purpose."""

import datetime
import os
import re
import subprocess

import lab

TIME = "%Y%m%d%H%M%S"


def moment(days):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)).strftime(TIME)


class Key:
    """One key that signs everything of its zone (a combined signing key)."""

    def __init__(self, folder, zone, algorithm):
        words = [lab.need("dnssec-keygen"), "-q", "-K", folder, "-a", str(algorithm), "-f", "KSK"]
        if algorithm in (5, 7, 8, 10):
            words += ["-b", "2048"]
        made = subprocess.run([*words, zone], check=True, capture_output=True, text=True)
        self.folder, self.zone, self.name = folder, zone, made.stdout.strip()

    @property
    def path(self):
        return os.path.join(self.folder, self.name)

    @property
    def record(self):
        with open(self.path + ".key", encoding="utf-8") as file:
            return next(line for line in file if " IN DNSKEY " in line).strip()

    def ds(self, digest=2):
        name = {1: "SHA-1", 2: "SHA-256", 4: "SHA-384"}[digest]
        done = subprocess.run([lab.need("dnssec-dsfromkey"), "-a", name, self.path + ".key"], check=True,
                              capture_output=True, text=True)
        return done.stdout.strip()


def sign(folder, zone, text, key, nsec3=None, optout=False, start=-1, end=30, others=()):
    """The signed zone, one record a line. nsec3 = (iterations, salt) or nothing for NSEC; `others` sign it too."""
    source = os.path.join(folder, "unsigned")
    target = os.path.join(folder, "signed")
    with open(source, "w", encoding="utf-8") as out:
        out.write(text + "".join(one.record + "\n" for one in (key, *others)))
    words = [lab.need("dnssec-signzone"), "-q", "-P", "-z", "-O", "full", "-o", zone, "-K", folder, "-s", moment(start), "-e", moment(end), "-f", target]
    if nsec3:
        words += ["-3", nsec3[1], "-H", str(nsec3[0])]
        words += ["-A"] if optout else []
    done = subprocess.run([*words, source, key.path, *(one.path for one in others)], capture_output=True, text=True, cwd=folder)
    if done.returncode:
        raise lab.LabError(f"dnssec-signzone {zone}: {done.stderr}")
    with open(target, encoding="utf-8") as file:
        return "".join(line for line in file if not line.startswith(";"))


def sign_with_ldns(folder, zone, text, key, iterations, start=-1, end=30):
    """For what BIND refuses to sign: many iterations."""
    source = os.path.join(folder, "unsigned")
    target = os.path.join(folder, "signed")
    with open(source, "w", encoding="utf-8") as out:
        out.write(text)
    words = [lab.need("ldns-signzone"), "-i", moment(start), "-e", moment(end), "-n", "-t", str(iterations), "-f", target,
             "-o", zone, source, key.path]
    done = subprocess.run(words, capture_output=True, text=True, cwd=folder)
    if done.returncode:
        raise lab.LabError(f"ldns-signzone {zone}: {done.stdout}{done.stderr}")
    with open(target, encoding="utf-8") as file:
        return "".join(line for line in file if not line.startswith(";"))


def changed(text, pattern, replacement):
    out, hits = re.subn(pattern, replacement, text, flags=re.MULTILINE)
    if not hits:
        raise lab.LabError(f"nothing in the zone matches {pattern}")
    return out


def without(text, pattern):
    kept = [line for line in text.splitlines(True) if not re.search(pattern, line)]
    if len(kept) == len(text.splitlines()):
        raise lab.LabError(f"nothing in the zone matches {pattern}")
    return "".join(kept)


def spoiled(text, pattern):
    """The signature at the end of matching RRSIG lines, with one of its characters changed."""
    out, hits = [], 0
    for line in text.splitlines():
        if re.search(pattern, line):
            hits += 1
            words = line.split()
            signature = max(range(len(words)), key=lambda at: len(words[at]))
            word = words[signature]
            words[signature] = word[:8] + ("A" if word[8] != "A" else "B") + word[9:]
            line = " ".join(words)
        out.append(line + "\n")
    if not hits:
        raise lab.LabError(f"nothing in the zone matches {pattern}")
    return "".join(out)
