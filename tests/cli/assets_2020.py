# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of the attacker's servers in 2020, as the board tells it: alive, then the name of one stopped and the other
two no longer resolving, on the dates of the talk (June 4th; the scenario says which hours it chose). Everything of ours was
asked of them before; the window in which mail may have gone astray; and every answer that the log rests on is kept."""

import json
import pathlib
import tempfile

from harness import check, end, instant, report, run

CHANGED = instant("2020-05-30T15:11:38Z")
PROBE = 3600  # between two questions while the history before the opening is computed
# name: (how it ends, the scenario's turn)
ENDS = {"ns-650.awsdns-017.net": ("unresolvable", "2020-06-03T06:00:00Z"),
        "ns-1985.awsdns-056.co.uk": ("unresolvable", "2020-06-03T12:00:00Z"),
        "ns-1515.awsdns-061.org": ("stopped", "2020-06-04T01:00:00Z"),
        "mail.coincheck.com": ("stopped", "2020-06-04T03:00:00Z")}
STATES = ("live", "changed", "stopped", "unresolvable", "unknown")

with tempfile.TemporaryDirectory() as folder:
    workspace = pathlib.Path(folder) / "drill.hinoban"
    done = run("drill", "coincheck-2020", "--speed", "max", "--from", "2020-06-04T02:30:00Z", "--until", "2020-06-04T04:30:00Z",
               "--look-alikes", "off", "--workspace", workspace, "--format", "json", timeout=280)
    check(done.returncode == 0, "exit status %d: %s" % (done.returncode, done.stderr.decode()[-2000:]))
    judged = report(done.stdout)
    log = run("log", "--workspace", workspace, "--format", "json")
    entries = [one.get("entry", one) for one in map(json.loads, log.stdout.decode().splitlines())]
    verified = run("verify", workspace)
    check(verified.returncode == 0, "the log does not verify: %s" % verified.stdout.decode())

assets = [one for one in entries if one.get("rule", "").startswith("asset.")]
for one in assets:
    if one["rule"][6:] in STATES:
        print(one["happened"], one["args"]["kind"], one["args"]["asset"], one["args"]["from"], "->", one["rule"][6:], ":",
              one["args"]["detail"])


def turns(kind, name):
    return [(one["rule"][6:], instant(one["happened"]), one) for one in assets
            if one["args"]["kind"] == kind and one["args"]["asset"] == name and one["rule"][6:] in STATES]


for name, (how, when) in ENDS.items():
    kind = "mail-host" if name.startswith("mail") else "nameserver"
    told = turns(kind, name)
    if not check(told, "nothing is told of %s" % name):
        continue
    first, last = told[0], told[-1]
    check(first[0] == "live", "%s begins as %s" % (name, first[0]))
    check(0 <= first[1] - CHANGED <= 600, "%s is alive at %s" % (name, first[2]["happened"]))
    check(last[0] == how, "%s ends as %s" % (name, last[0]))
    check(0 <= last[1] - instant(when) <= 1.5 * PROBE, "%s ends at %s, the story at %s" % (name, last[2]["happened"], when))
    check(all(state in ("live", "changed") for state, _, _ in told[:-1]), "%s: %r" % (name, [one[0] for one in told]))
    if kind == "nameserver":
        check(last[2].get("evidence"), "the end of %s rests on no answer" % name)
        # On June 4th (JST) all three were down, as JPCERT/CC told the team that day.
        check(last[1] < instant("2020-06-04T15:00:00Z"), "%s outlives June 4th (JST)" % name)
# The MX put back to Google in the night of June 3rd (JST) is another lie than before.
told = turns("nameserver", "ns-1515.awsdns-061.org")
changed = [one for one in told if one[0] == "changed"]
check(len(changed) == 1 and 0 <= changed[0][1] - instant("2020-06-02T17:00:00Z") <= 1.5 * PROBE,
      "what ns-1515 said otherwise: %r" % [one[2]["happened"] for one in changed])
check(len(told) == 3, "ns-1515 turned %d times" % len(told))
# The domains of the two were taken out of DNS, that of the third was not.
for domain, how in (("awsdns-017.net", "unresolvable"), ("awsdns-056.co.uk", "unresolvable"), ("awsdns-061.org", "live")):
    told = turns("domain", domain)
    check(told and told[-1][0] == how, "%s: %r" % (domain, [one[0] for one in told]))
for address in ("82.221.139.210", "172.104.114.87", "45.77.9.110", "45.77.24.250"):
    told = turns("address", address)
    check([one[0] for one in told if one[0] != "changed"] == ["live", "stopped"], "%s: %r" % (address, [one[0] for one in told]))

asked = {one["args"]["asset"]: one for one in assets if one["rule"] == "asset.questioned"}
check(set(asked) == {name for name in ENDS if name.startswith("ns-")}, "questioned: %r" % sorted(asked))
for name, one in asked.items():
    check(instant(one["happened"]) - CHANGED < 900, "%s was questioned at %s" % (name, one["happened"]))
    check(one["args"]["asked"] > 100 and one["args"]["answered"] >= 6 and one["evidence"],
          "%s: %r" % (name, {key: one["args"][key] for key in ("asked", "answered")}))

domain = next(one for one in judged["domains"] if one["name"] == "coincheck.com")
window = domain.get("exposure", {})
check(window.get("from") == "2020-05-30T15:11:38Z" and window.get("begin") == "change", "exposure: %r" % window)
check(window.get("end") == "cache-tail" and window.get("until", "")[:10] in ("2020-06-05", "2020-06-06"), "exposure ends: %r" % window)
check(window.get("mailHosts") == ["mail.coincheck.com"], "exposure by %r" % window.get("mailHosts"))
check("exposure" not in next(one for one in judged["domains"] if one["name"] == "coincheck.jp"), "coincheck.jp is exposed")
end()
