# SPDX-License-Identifier: GPL-3.0-or-later
"""import of every format into a workspace, and export as a zone that NSD loads and that says the same again."""

import pathlib
import subprocess
import tempfile

from harness import ROOT, check, end, run

FIXTURES = ROOT / "tests/watch/import"
FILES = {"route53": ["route53.json", "hosted-zone.json"], "dnscontrol": ["dnscontrol.json"],
         "cloudflare": ["cloudflare.json"], "zone": ["cloudflare.zone"], "octodns": ["owner.example.yaml"],
         "csv": ["records.csv"]}
WHO = ("--person", "Sato", "--reason", "as configured")


def exact(zone):
    """The records of a zone's text, without remarks and the SOA that may be made up."""
    return sorted(line for line in zone.decode().splitlines() if line[:1] not in ";$@" and "\tSOA\t" not in line)


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for form, files in FILES.items():
        workspace = folder / (form + ".hinoban")
        words = [*(FIXTURES / file for file in files)] + (["--domain", "owner.example"] if form == "csv" else [])
        done = run("import", "--dry-run", "--workspace", workspace, *words)
        check(done.returncode == 0 and not workspace.exists(), "%s: a dry run: %r" % (form, done))
        done = run("import", "--workspace", workspace, *WHO, *words)
        check(done.returncode == 0 and b"\n  + owner.example" in done.stdout, "%s: %r" % (form, done))
        again = run("import", "--dry-run", "--workspace", workspace, *words)
        check(b"  + " not in again.stdout and b"  - " not in again.stdout, "%s: nothing changed: %r" % (form, again.stdout))

        zone = run("export", workspace).stdout
        file = folder / (form + ".zone")
        # NSD wants name servers; a table or a list without them is loaded with one.
        file.write_bytes(zone + (b"" if b"\tNS\t" in zone else b"@ 60 IN NS invalid.\n"))
        loaded = subprocess.run(["nsd-checkzone", "owner.example", file], stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, check=False)
        check(loaded.returncode == 0, "%s: NSD does not load it: %r" % (form, loaded.stdout))
        back = folder / (form + "-back.hinoban")
        done = run("import", "--workspace", back, *WHO, folder / (form + ".zone"))
        check(done.returncode == 0, "%s: read again: %r" % (form, done))
        check([line for line in exact(run("export", back).stdout) if "invalid." not in line] == exact(zone) != [],
              "%s: not the same again" % form)

    # One file, several zones.
    workspace = folder / "terraform.hinoban"
    done = run("import", "--workspace", workspace, *WHO, FIXTURES / "terraform.json")
    check(done.returncode == 0 and b"2 records left out" in done.stdout, "terraform: %r" % done)
    check(run("export", workspace).returncode == 64, "which of several domains")
    zone = run("export", "--domain", "azure-owner.example", workspace).stdout
    check(b"MX\t10 mx.mail.example." in zone, "one of several domains: %r" % zone)
end()
