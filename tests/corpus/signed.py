# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs the zones of a world with the tools of BIND: the root, com and owner.com, each with one key that signs everything.
Signatures are of the days around the story, whenever it is played."""

import os
import shutil
import subprocess
import tempfile

SINCE, UNTIL = "20240301000000", "20240401000000"  # around the story of world.py
SIGNED = (".", "com", "owner.com")


def tool(name):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not path:
        raise RuntimeError("%s is not installed (packaging/install-deps lists it)" % name)
    return path


def run(*words, **more):
    return subprocess.run(words, check=True, capture_output=True, text=True, **more).stdout


class Key:
    def __init__(self, folder, apex, algorithm=13):
        bits = ["-b", "2048"] if algorithm == 8 else []
        self.name = run(tool("dnssec-keygen"), "-q", "-K", folder, "-a", str(algorithm), *bits, "-f", "KSK", apex).strip()
        self.path = os.path.join(folder, self.name)

    @property
    def record(self):
        with open(self.path + ".key", encoding="utf-8") as file:
            return next(line for line in file if " IN DNSKEY " in line)

    def ds(self):
        """Without the owner: "12345 13 2 …"."""
        return run(tool("dnssec-dsfromkey"), "-a", "SHA-256", self.path + ".key").strip().split(" DS ", 1)[1]


class Signed:
    """The keys of a world, and its zones signed with them."""

    def __init__(self, world, since=SINCE, until=UNTIL):
        self.world, self.since, self.until = world, since, until
        self.folder = tempfile.TemporaryDirectory()
        self.keys = {apex: Key(self.folder.name, apex) for apex in SIGNED}
        world.anchor = ". IN DS %s\n" % self.keys["."].ds()
        self.secure("root", {"com": [self.keys["com"]]})
        self.secure("com", {"owner": [self.keys["owner.com"]]})
        self.secure("owner.com")

    def another(self, apex="owner.com", algorithm=13):
        return Key(self.folder.name, apex, algorithm)

    def secure(self, version, ds=None, keys=None, since=None, until=None):
        """Signs a version of a zone with these keys; ds: by label, the keys of the zone below it."""
        apex, text = self.world.zones[version]
        keys = keys or [self.keys[apex]]
        origin = apex if apex.endswith(".") else apex + "."
        text += "".join("%s 86400 IN DS %s\n" % (label, key.ds()) for label, below in (ds or {}).items() for key in below)
        text += "".join(key.record for key in keys)
        with tempfile.TemporaryDirectory() as folder:
            plain, signed = os.path.join(folder, "plain"), os.path.join(folder, "signed")
            with open(plain, "w", encoding="utf-8") as file:
                file.write(text)
            run(tool("dnssec-signzone"), "-q", "-P", "-z", "-O", "full", "-o", origin, "-K", self.folder.name, "-s", since or self.since,
                "-e", until or self.until, "-f", signed, plain, *(key.path for key in keys), cwd=folder)
            with open(signed, encoding="utf-8") as file:
                self.world.zones[version] = (apex, "".join(line for line in file if not line.startswith(";")))
